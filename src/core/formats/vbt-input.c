/* vbt-input.c: a file or a stream that a reader reads: peeked at, line by line, or whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-input-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_SIZE (64 * 1024)

/* Private: of any stream. */
VbtInput *
vbt_input_new (GInputStream *stream, const char *path, const char *name)
{
  VbtInput *self = g_new0 (VbtInput, 1);

  self->stream = g_object_ref (stream);
  self->path = g_strdup (path);
  self->name = g_strdup (name);
  return self;
}

/**
 * vbt_input_new_for_path:
 * @path: path of a file
 * @error: return location for an error
 *
 * Opens a file for reading.
 *
 * Returns: (transfer full): the input, or %NULL with %VBT_ERROR_NOT_FOUND or %VBT_ERROR_IO
 */
VbtInput *
vbt_input_new_for_path (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, &local);
  if (stream == NULL)
    {
      int code = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? VBT_ERROR_NOT_FOUND
                                                                           : VBT_ERROR_IO;

      g_set_error (error, VBT_ERROR, code, _ ("Could not open “%s”: %s"), path, local->message);
      return NULL;
    }
  return vbt_input_new (G_INPUT_STREAM (stream), path, path);
}

/**
 * vbt_input_new_for_stream:
 * @stream: where to read from
 * @name: what messages call it: "<stdin>"
 *
 * Returns: (transfer full): an input without a path, so without siblings
 */
VbtInput *
vbt_input_new_for_stream (GInputStream *stream, const char *name)
{
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return vbt_input_new (stream, NULL, name);
}

/**
 * vbt_input_free:
 * @self: (transfer full) (nullable): an input
 *
 * Closes and frees the input.
 */
void
vbt_input_free (VbtInput *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_clear_pointer (&self->sibling, g_bytes_unref);
  g_free (self->sibling_extension);
  g_free (self->buffer);
  g_free (self->converted);
  g_free (self->path);
  g_free (self->name);
  g_free (self->encoding);
  g_free (self->dialect);
  g_free (self);
}

/**
 * vbt_input_get_path:
 * @self: an input
 *
 * Returns: (nullable): the path of the file, %NULL for a stream
 */
const char *
vbt_input_get_path (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->path;
}

/**
 * vbt_input_get_name:
 * @self: an input
 *
 * Returns: what messages call it: the path, or the name of the stream
 */
const char *
vbt_input_get_name (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->name;
}

/**
 * vbt_input_get_basename:
 * @self: an input
 *
 * Returns: (transfer full): the name of the file without its folders, in UTF-8
 */
char *
vbt_input_get_basename (const VbtInput *self)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  base = g_path_get_basename (self->name);
  return g_filename_display_name (base);
}

/**
 * vbt_input_set_encoding:
 * @self: an input
 * @encoding: (nullable): the character encoding that the user named, as iconv knows it
 *
 * Says how the bytes of plain text are to be decoded; by default Unicode is recognized and
 * anything else refused.
 */
void
vbt_input_set_encoding (VbtInput *self, const char *encoding)
{
  g_return_if_fail (self != NULL);

  g_free (self->encoding);
  self->encoding = g_strdup (encoding);
}

/**
 * vbt_input_get_encoding:
 * @self: an input
 *
 * Returns: (nullable): the encoding that the user named
 */
const char *
vbt_input_get_encoding (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->encoding;
}

/**
 * vbt_input_get_line:
 * @self: an input
 *
 * Returns: the number of the line that vbt_input_read_line() returned last, from 1
 */
guint
vbt_input_get_line (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->line;
}

/**
 * vbt_input_get_position:
 * @self: an input
 *
 * Returns: how many bytes were consumed so far; of the archive, where it is a member of one
 */
guint64
vbt_input_get_position (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->container != NULL ? self->container->position : self->position;
}

/**
 * vbt_input_set_dialect:
 * @self: an input
 * @dialect: (nullable): "key=value,key=value": what the user says of the file, instead of what its
 *   reader would find out
 */
void
vbt_input_set_dialect (VbtInput *self, const char *dialect)
{
  g_return_if_fail (self != NULL);

  g_free (self->dialect);
  self->dialect = g_strdup (dialect);
}

/**
 * vbt_input_get_dialect:
 * @self: an input
 * @key: what is asked for
 *
 * Returns: (transfer full) (nullable): what the user said of it
 */
char *
vbt_input_get_dialect (const VbtInput *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);
  return vbt_dialect_get (self->dialect, key);
}

/**
 * vbt_input_set_labels:
 * @self: an input
 * @labels: (nullable) (transfer none): what the labels of the file are called here; has to stay as
 *   long as the input
 */
void
vbt_input_set_labels (VbtInput *self, const VbtLabelMap *labels)
{
  g_return_if_fail (self != NULL);
  self->labels = labels;
}

/**
 * vbt_input_get_labels:
 * @self: an input
 *
 * Returns: (transfer none) (nullable): what the labels of the file are called here
 */
const VbtLabelMap *
vbt_input_get_labels (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->labels;
}

/* Makes room behind what is in the buffer: by moving it to the front, else by doubling. */
static void
input_make_room (VbtInput *self, gsize n_bytes)
{
  if (self->start > 0)
    {
      memmove (self->buffer, self->buffer + self->start, self->end - self->start);
      self->end -= self->start;
      self->start = 0;
    }
  if (self->size - self->end < n_bytes)
    {
      self->size = MAX (self->size * 2, self->end + n_bytes);
      self->buffer = g_realloc (self->buffer, self->size);
    }
}

/* How much may be read for the document that is being read: more only where it goes beyond its limit. */
static gboolean
find_room (const VbtInput *self, gsize *n_bytes, GError **error)
{
  guint64 used = self->position + (self->end - self->start) - self->unit_start;

  *n_bytes = self->size - self->end;
  if (self->max_unit == 0)
    return TRUE;
  if (used > self->max_unit)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("A document in it is longer than %u MiB, which is the limit in an archive of "
                      "this size: unpack it"),
                   (guint)(self->max_unit / 1024 / 1024));
      return FALSE;
    }
  *n_bytes = (gsize)MIN (*n_bytes, self->max_unit + 1 - used);
  return TRUE;
}

/* Private. Reads on; at the end of the stream nothing is added and at_end is set. */
gboolean
vbt_input_fill (VbtInput *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  gssize n_read;
  gsize n_wanted;

  /* Most files are shorter than one chunk: asked once more where they end, they need no second one. */
  if (self->size - self->end < CHUNK_SIZE / 2)
    input_make_room (self, CHUNK_SIZE);
  if (!find_room (self, &n_wanted, error))
    return FALSE;
  n_read = g_input_stream_read (self->stream, self->buffer + self->end, n_wanted, NULL, &local);
  if (n_read < 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("Could not read “%s”: %s"), self->name,
                   local->message);
      return FALSE;
    }
  self->end += (gsize)n_read;
  self->at_end = n_read == 0;
  return TRUE;
}

/* Private. */
void
vbt_input_consume (VbtInput *self, gsize n_bytes)
{
  self->start += n_bytes;
  self->position += n_bytes;
}

static gboolean
refuse_size (GError **error, const char *what)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("%s is longer than %d MiB, which is the limit: split it"), what,
               VBT_TEXT_MAX_BYTES / 1024 / 1024);
  return FALSE;
}

/**
 * vbt_input_read_all:
 * @self: an input
 * @error: return location for an error
 *
 * Reads all that is left.
 *
 * Returns: (transfer full): the bytes; %NULL with %VBT_ERROR_IO, or %VBT_ERROR_FORMAT when there
 *   are more than %VBT_TEXT_MAX_BYTES
 */
GBytes *
vbt_input_read_all (VbtInput *self, GError **error)
{
  GBytes *bytes;
  gsize n_bytes;

  g_return_val_if_fail (self != NULL, NULL);

  while (!self->at_end)
    {
      if (!vbt_input_fill (self, error))
        return NULL;
      if (self->end - self->start > VBT_TEXT_MAX_BYTES)
        {
          refuse_size (error, _ ("The file"));
          return NULL;
        }
    }
  n_bytes = self->end - self->start;
  if (self->start > 0)
    memmove (self->buffer, self->buffer + self->start, n_bytes);
  bytes = g_bytes_new_take (g_realloc (self->buffer, MAX (n_bytes, 1)), n_bytes);
  self->buffer = NULL;
  self->start = self->end = self->size = 0;
  self->position += n_bytes;
  return bytes;
}

/**
 * vbt_input_read_chunk:
 * @self: an input
 * @n_bytes: (out): how many there are; 0 at the end
 * @error: return location for an error
 *
 * Reads some more bytes, for a parser that is fed piece by piece.
 *
 * Returns: (transfer none): the bytes, valid until the next call; %NULL with %VBT_ERROR_IO
 */
const guint8 *
vbt_input_read_chunk (VbtInput *self, gsize *n_bytes, GError **error)
{
  const guint8 *chunk;

  g_return_val_if_fail (self != NULL && n_bytes != NULL, NULL);

  while (self->end == self->start && !self->at_end)
    if (!vbt_input_fill (self, error))
      return NULL;
  if (self->buffer == NULL)
    input_make_room (self, 1);
  *n_bytes = self->end - self->start;
  chunk = self->buffer + self->start;
  vbt_input_consume (self, *n_bytes);
  return chunk;
}

/* Where the next line ends: TRUE with the length without LF, FALSE at an error. */
static gboolean
input_find_line (VbtInput *self, gsize *length, GError **error)
{
  gsize searched = 0;

  if (self->buffer == NULL)
    /* Most files are shorter than one chunk: asked once more where they end, they need no second one. */
    if (self->size - self->end < CHUNK_SIZE / 2)
      input_make_room (self, CHUNK_SIZE);
  for (;;)
    {
      gsize n_bytes = self->end - self->start;
      const guint8 *line = self->buffer + self->start;
      const guint8 *lf
          = n_bytes > searched ? memchr (line + searched, '\n', n_bytes - searched) : NULL;

      *length = lf != NULL ? (gsize)(lf - line) : n_bytes;
      if (*length > VBT_TEXT_MAX_BYTES)
        return refuse_size (error, _ ("A line"));
      if (lf != NULL || self->at_end)
        return TRUE;
      searched = n_bytes;
      if (!vbt_input_fill (self, error))
        return FALSE;
    }
}

/**
 * vbt_input_read_line:
 * @self: an input
 * @length: (out) (optional): its length in bytes; it may hold NUL
 * @error: return location for an error
 *
 * Reads the next line, which ends with LF or CR LF or with the input.
 *
 * Returns: (transfer full) (nullable): the line without its end, and a NUL behind it; %NULL at the
 *   end of the input, and with %VBT_ERROR_IO, or %VBT_ERROR_FORMAT when it is longer than
 *   %VBT_TEXT_MAX_BYTES
 */
char *
vbt_input_read_line (VbtInput *self, gsize *length, GError **error)
{
  gsize n_line;
  char *line;

  g_return_val_if_fail (self != NULL, NULL);

  line = vbt_input_next_line (self, &n_line, error);
  if (line == NULL)
    return NULL;
  if (length != NULL)
    *length = n_line;
  return g_memdup2 (line, n_line + 1);
}

/* Private. (transfer none): the line where it lies, until the next; it may be written to. */
char *
vbt_input_next_line (VbtInput *self, gsize *length, GError **error)
{
  gsize n_bytes;
  char *line;

  if (!input_find_line (self, &n_bytes, error))
    return NULL;
  if (n_bytes == 0 && self->end == self->start)
    return NULL;
  *length = n_bytes;
  /* The last one may end where the buffer does. */
  if (self->start + n_bytes == self->size)
    input_make_room (self, 1);
  if (n_bytes < self->end - self->start && n_bytes > 0
      && self->buffer[self->start + n_bytes - 1] == '\r')
    --*length;
  line = (char *)self->buffer + self->start;
  line[*length] = '\0';
  vbt_input_consume (self, MIN (n_bytes + 1, self->end - self->start));
  vbt_input_begin_unit (self);
  self->line++;
  return line;
}

/* (transfer full): the path of the file that belongs to this one. */
char *
vbt_input_replace_extension (const char *path, const char *extension)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  /* NAME.txt.xml is that of NAME.txt. */
  dot = strrchr (base, '.');
  if (dot != NULL && dot != base && g_ascii_strcasecmp (dot + 1, extension) == 0)
    *dot = '\0';
  name = g_strconcat (base, ".", extension, NULL);
  return g_build_filename (folder, name, NULL);
}

/* A regular file itself: no link that leads away, no pipe that blocks. */
static int
open_regular (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  int code = errno;
  struct stat info;

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    return fd;
  if (fd < 0 && code == ENOENT)
    {
      g_autofree char *base = g_path_get_basename (path);

      g_set_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                   _ ("%s not found: it belongs into the same folder"), base);
    }
  else if (fd < 0 && code != ELOOP)
    g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("Could not open “%s”: %s"), path,
                 g_strerror (code));
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_IO,
                 _ ("“%s” is not a regular file, and links are not followed"), path);
  if (fd >= 0)
    close (fd);
  return -1;
}

/**
 * vbt_input_open_sibling:
 * @self: an input
 * @extension: an extension without dot
 * @error: return location for an error
 *
 * Opens the file of the same folder and the same name but for its extension. This is the only
 * other file that a reader can reach: no link is followed, and nothing that the file names.
 *
 * Returns: (transfer full): the sibling, with the same encoding; %NULL with
 *   %VBT_ERROR_NOT_FOUND or %VBT_ERROR_IO
 */
VbtInput *
vbt_input_open_sibling (const VbtInput *self, const char *extension, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GInputStream) stream = NULL;
  VbtInput *sibling;
  int fd;

  g_return_val_if_fail (self != NULL && extension != NULL, NULL);
  g_return_val_if_fail (strchr (extension, G_DIR_SEPARATOR) == NULL, NULL);

  if (self->sibling != NULL && g_str_equal (self->sibling_extension, extension))
    return vbt_input_open_kept_sibling (self);
  if (self->path == NULL)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                   _ ("This format needs a second file (.%s) beside the first one: give a path"),
                   extension);
      return NULL;
    }
  path = vbt_input_replace_extension (self->path, extension);
  fd = open_regular (path, error);
  if (fd < 0)
    return NULL;
  stream = g_unix_input_stream_new (fd, TRUE);
  sibling = vbt_input_new (stream, path, path);
  sibling->encoding = g_strdup (self->encoding);
  sibling->dialect = g_strdup (self->dialect);
  return sibling;
}
