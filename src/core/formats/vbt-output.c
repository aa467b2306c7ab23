/* vbt-output.c: a file that is written beside its place and renamed when all is well
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-output-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE (64 * 1024)

/* Sets the error for a failed system call; ENOSPC has a code of its own, so that callers can offer
 * another place. */
gboolean
vbt_output_fail (GError **error, int code, const char *path)
{
  gboolean full = code == ENOSPC || code == EDQUOT;

  g_set_error (error, VBT_ERROR, full ? VBT_ERROR_FULL : VBT_ERROR_IO,
               _ ("Could not write “%s”: %s"), path, g_strerror (code));
  return FALSE;
}

VbtOutput *
vbt_output_new_empty (const char *path)
{
  VbtOutput *self = g_new0 (VbtOutput, 1);

  self->path = g_strdup (path);
  self->buffer = g_string_sized_new (BUFFER_SIZE);
  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Where the bytes really go: `verbatim > link` writes what the link points to. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy;

  if (real == NULL)
    return g_strdup (path);
  copy = g_strdup (real);
  free (real);
  return copy;
}

static gboolean
is_special (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 && !S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode);
}

/**
 * vbt_output_new_for_path:
 * @path: where the file shall be
 * @error: return location for an error
 *
 * Begins to write a file. A file that is there already stays as it is until vbt_output_close()
 * replaces it. A device or a pipe is written to directly.
 *
 * Returns: (transfer full): the output, or %NULL with %VBT_ERROR_IO or %VBT_ERROR_FULL
 */
VbtOutput *
vbt_output_new_for_path (const char *path, GError **error)
{
  g_autofree char *real = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *temporary = NULL;
  VbtOutput *self;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  real = resolve (path);
  if (g_file_test (real, G_FILE_TEST_IS_DIR))
    {
      vbt_output_fail (error, EISDIR, path);
      return NULL;
    }
  folder = g_path_get_dirname (real);
  temporary = g_build_filename (folder, ".verbatim-XXXXXX", NULL);
  if (is_special (real))
    {
      g_clear_pointer (&temporary, g_free);
      fd = g_open (real, O_WRONLY | O_CLOEXEC, 0);
    }
  else
    fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      vbt_output_fail (error, errno, path);
      return NULL;
    }
  self = vbt_output_new_empty (real);
  self->temporary = g_steal_pointer (&temporary);
  self->fd = fd;
  self->stream = g_unix_output_stream_new (fd, TRUE);
  return self;
}

/**
 * vbt_output_new_for_stream:
 * @stream: where to write, such as standard output
 *
 * Returns: (transfer full): an output that writes into the stream, which stays open after it
 */
VbtOutput *
vbt_output_new_for_stream (GOutputStream *stream)
{
  VbtOutput *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = vbt_output_new_empty (NULL);
  self->fd = -1;
  self->stream = g_object_ref (stream);
  return self;
}

static const char *
output_name (const VbtOutput *self)
{
  return self->path != NULL ? self->path : _ ("standard output");
}

static gboolean
write_through (VbtOutput *self, const char *data, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!g_output_stream_write_all (self->stream, data, length, NULL, NULL, &local))
    {
      gboolean full = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

      g_set_error (error, VBT_ERROR, full ? VBT_ERROR_FULL : VBT_ERROR_IO,
                   _ ("Could not write “%s”: %s"), output_name (self), local->message);
      return FALSE;
    }
  return TRUE;
}

/* Private. */
gboolean
vbt_output_flush (VbtOutput *self, GError **error)
{
  gboolean written = write_through (self, self->buffer->str, self->buffer->len, error);

  if (written)
    g_string_truncate (self->buffer, 0);
  return written;
}

/**
 * vbt_output_write:
 * @self: an output to a file or a stream, or to a folder in which vbt_output_begin_file() has begun one
 * @data: bytes
 * @length: how many, or -1 for a string
 * @error: return location for an error
 *
 * Writes, by way of a buffer.
 *
 * Returns: whether that worked; else %VBT_ERROR_IO or %VBT_ERROR_FULL, or %VBT_ERROR_USAGE for an
 *   output into a folder
 */
gboolean
vbt_output_write (VbtOutput *self, const char *data, gssize length, GError **error)
{
  gsize n_bytes;

  g_return_val_if_fail (self != NULL && data != NULL, FALSE);

  if (self->stream == NULL)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                   _ ("This format writes one file: “%s” is a folder"), self->path);
      return FALSE;
    }
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  n_bytes = length < 0 ? strlen (data) : (gsize)length;
  self->n_written += n_bytes;
  /* What is long is not copied. */
  if (n_bytes >= BUFFER_SIZE)
    return vbt_output_flush (self, error) && write_through (self, data, n_bytes, error);
  g_string_append_len (self->buffer, data, (gssize)n_bytes);
  return self->buffer->len < BUFFER_SIZE || vbt_output_flush (self, error);
}

/**
 * vbt_output_spill:
 * @self: an output, as of vbt_output_write()
 * @pending: what a writer has put together so far
 *
 * Writes what is pending, but for its last character, if it is long: a document may take a hundred megabytes. By the last character
 * writers know what separates it from what follows. That it could not be written is told by the next vbt_output_write().
 */
void
vbt_output_spill (VbtOutput *self, GString *pending)
{
  gsize n_bytes;

  g_return_if_fail (self != NULL && pending != NULL);

  if (pending->len < BUFFER_SIZE)
    return;
  n_bytes = pending->len - 1;
  if (self->failure == NULL)
    vbt_output_write (self, pending->str, (gssize)n_bytes, &self->failure);
  g_string_erase (pending, 0, (gssize)n_bytes);
}

/**
 * vbt_output_print:
 * @self: an output to a file or a stream
 * @error: return location for an error
 * @format: a printf() format
 * @...: its arguments
 *
 * Writes formatted text.
 *
 * Returns: as vbt_output_write()
 */
gboolean
vbt_output_print (VbtOutput *self, GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  g_return_val_if_fail (self != NULL && format != NULL, FALSE);

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return vbt_output_write (self, text, -1, error);
}

/**
 * vbt_output_set_dialect:
 * @self: an output
 * @dialect: (nullable): "key=value,key=value": what the user wants of the format
 */
void
vbt_output_set_dialect (VbtOutput *self, const char *dialect)
{
  g_return_if_fail (self != NULL);

  g_free (self->dialect);
  self->dialect = g_strdup (dialect);
}

/**
 * vbt_output_get_dialect:
 * @self: an output
 * @key: what is asked for
 *
 * Returns: (transfer full) (nullable): what the user wants of it
 */
char *
vbt_output_get_dialect (const VbtOutput *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);
  return vbt_dialect_get (self->dialect, key);
}

/**
 * vbt_output_set_data:
 * @self: an output
 * @data: (nullable): what a writer keeps between begin(), write() and end()
 * @destroy: (nullable): frees it with the output
 */
void
vbt_output_set_data (VbtOutput *self, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (self != NULL);

  if (self->destroy != NULL)
    self->destroy (self->data);
  self->data = data;
  self->destroy = destroy;
}

/**
 * vbt_output_get_data:
 * @self: an output
 *
 * Returns: (nullable): what vbt_output_set_data() was given
 */
gpointer
vbt_output_get_data (const VbtOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->data;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  /* Some file systems cannot do it: the file itself is safe by then. */
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

static gboolean
file_close (VbtOutput *self, GError **error)
{
  if (self->temporary == NULL)
    return TRUE;
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->path) != 0)
    return vbt_output_fail (error, errno, self->path);
  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self->path);
  return TRUE;
}

/**
 * vbt_output_get_path:
 * @self: an output
 *
 * Returns: (nullable): the file or folder that is written; %NULL for a stream
 */
const char *
vbt_output_get_path (const VbtOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->path;
}

/**
 * vbt_output_get_size:
 * @self: an output
 *
 * Returns: how many bytes were written, to all files
 */
guint64
vbt_output_get_size (const VbtOutput *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_written;
}

/**
 * vbt_output_get_names:
 * @self: an output to a folder
 *
 * Returns: (element-type utf8): the files that were written into it
 */
const GPtrArray *
vbt_output_get_names (const VbtOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->names;
}

/**
 * vbt_output_close:
 * @self: an output
 * @error: return location for an error
 *
 * Frees the writer's data, writes what is left, waits until it is on the disk, and puts it into its place.
 *
 * Returns: whether that worked; if not, nothing is left behind and what was there is untouched
 */
gboolean
vbt_output_close (VbtOutput *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  vbt_output_set_data (self, NULL, NULL);
  if (self->is_folder)
    return vbt_output_folder_close (self, error);
  if (!vbt_output_flush (self, error))
    return FALSE;
  return file_close (self, error);
}

/**
 * vbt_output_free:
 * @self: (transfer full) (nullable): an output
 *
 * Frees the output; what was not closed is taken away.
 */
void
vbt_output_free (VbtOutput *self)
{
  if (self == NULL)
    return;
  g_free (self->dialect);
  vbt_output_set_data (self, NULL, NULL);
  if (self->is_folder)
    vbt_output_folder_discard (self);
  else if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_string_free (self->buffer, TRUE);
  g_ptr_array_unref (self->names);
  g_free (self->temporary);
  g_free (self->file_name);
  g_clear_error (&self->failure);
  g_free (self->path);
  g_free (self);
}
