/* vbt-output-folder.c: files that are written beside each other and appear together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-output-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME_MAX_BYTES 180 /* a name has 255 at the most: leaves room for numbers and extensions */

/**
 * vbt_output_new_for_folder:
 * @path: where the folder is or shall be
 * @error: return location for an error
 *
 * Begins to write files into a folder. No file that is there already is ever overwritten. The new files appear at
 * vbt_output_close(); until then they lie in a hidden folder: inside, or beside where there is no folder yet. Then that one
 * becomes the folder, and all of it appears at once.
 *
 * Returns: (transfer full): the output, or %NULL with %VBT_ERROR_IO or %VBT_ERROR_FULL
 */
VbtOutput *
vbt_output_new_for_folder (const char *path, GError **error)
{
  g_autofree char *full = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *temporary = NULL;
  gboolean is_new;
  VbtOutput *self;

  g_return_val_if_fail (path != NULL, NULL);

  is_new = !g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
  full = g_canonicalize_filename (path, NULL);
  parent = is_new ? g_path_get_dirname (full) : g_strdup (full);
  temporary = g_build_filename (parent, ".verbatim-XXXXXX", NULL);
  if (g_mkdtemp_full (temporary, 0777) == NULL)
    {
      vbt_output_fail (error, errno, path);
      return NULL;
    }
  self = vbt_output_new_empty (path);
  self->fd = -1;
  self->temporary = g_steal_pointer (&temporary);
  self->is_folder = TRUE;
  self->is_new_folder = is_new;
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static gboolean
refuse_existing (const char *path, GError **error)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
               _ ("“%s” is there already: remove it, or choose another folder"), path);
  return FALSE;
}

/**
 * vbt_output_begin_file:
 * @self: an output to a folder
 * @name: name of the file, without folders
 * @error: return location for an error
 *
 * Begins a file, into which vbt_output_write() writes until vbt_output_end_file().
 *
 * Returns: whether that worked; else %VBT_ERROR_CONFLICT where there is a file of that name,
 *   %VBT_ERROR_IO or %VBT_ERROR_FULL, or %VBT_ERROR_USAGE where the output is no folder
 */
gboolean
vbt_output_begin_file (VbtOutput *self, const char *name, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *final_path = NULL;
  int fd;

  g_return_val_if_fail (self != NULL && name != NULL && self->file_name == NULL, FALSE);
  g_return_val_if_fail (strchr (name, '/') == NULL && name[0] != '.' && name[0] != '\0', FALSE);

  if (self->temporary == NULL || !self->is_folder)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                           _ ("This format writes several files: name a folder for them"));
      return FALSE;
    }
  final_path = g_build_filename (self->path, name, NULL);
  if (g_file_test (final_path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return refuse_existing (final_path, error);
  path = g_build_filename (self->temporary, name, NULL);
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0)
    return errno == EEXIST ? refuse_existing (final_path, error)
                           : vbt_output_fail (error, errno, final_path);
  self->stream = g_unix_output_stream_new (fd, TRUE);
  self->file_name = g_strdup (name);
  return TRUE;
}

/**
 * vbt_output_end_file:
 * @self: an output to a folder, with a file that was begun
 * @error: return location for an error
 *
 * Ends the file.
 *
 * Returns: whether what was left of it could be written; else %VBT_ERROR_IO or %VBT_ERROR_FULL
 */
gboolean
vbt_output_end_file (VbtOutput *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->file_name != NULL, FALSE);

  if (!vbt_output_flush (self, error))
    return FALSE;
  g_clear_object (&self->stream);
  g_ptr_array_add (self->names, g_steal_pointer (&self->file_name));
  return TRUE;
}

/**
 * vbt_output_write_file:
 * @self: an output to a folder
 * @name: name of the file, without folders
 * @data: all that it shall hold
 * @length: bytes, or -1 for a string
 * @error: return location for an error
 *
 * Writes one file.
 *
 * Returns: as vbt_output_begin_file()
 */
gboolean
vbt_output_write_file (VbtOutput *self, const char *name, const char *data, gssize length,
                       GError **error)
{
  g_return_val_if_fail (data != NULL, FALSE);

  return vbt_output_begin_file (self, name, error) && vbt_output_write (self, data, length, error)
         && vbt_output_end_file (self, error);
}

/* The document's name as a file's: no folders, nothing hidden, no extension, not too long. */
static char *
make_stem (const char *name)
{
  const char *slash = strrchr (name, '/');
  g_autofree char *stem = g_utf8_make_valid (slash != NULL ? slash + 1 : name, -1);
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem && g_ascii_isalpha (dot[1]) && strlen (dot + 1) <= 5)
    *dot = '\0';
  if (strlen (stem) > NAME_MAX_BYTES)
    *g_utf8_find_prev_char (stem, stem + NAME_MAX_BYTES) = '\0';
  for (char *c = stem; *c != '\0'; c++)
    if (strchr ("\\:*?\"<>|", *c) != NULL || g_ascii_iscntrl (*c))
      *c = '_';
  if (stem[0] == '.' || stem[0] == '-')
    stem[0] = '_';
  return stem[0] == '\0' ? g_strdup ("document") : g_steal_pointer (&stem);
}

/**
 * vbt_output_unique_name:
 * @self: an output to a folder
 * @name: name of a document
 * @extension: the file's extension, without dot
 *
 * Makes a name for the file of a document, that no other document of this output has, even where
 * upper and lower case are one.
 *
 * Returns: (transfer full): the name of the file with @extension
 */
char *
vbt_output_unique_name (VbtOutput *self, const char *name, const char *extension)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && extension != NULL, NULL);

  if (self->taken == NULL)
    self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stem = make_stem (name);
  for (guint number = 1;; number++)
    {
      g_autofree char *numbered = number == 1
                                      ? g_strdup_printf ("%s.%s", stem, extension)
                                      : g_strdup_printf ("%s-%u.%s", stem, number, extension);
      g_autofree char *folded = g_utf8_casefold (numbered, -1);

      if (g_hash_table_add (self->taken, g_steal_pointer (&folded)))
        return g_steal_pointer (&numbered);
    }
}

static int
move_without_overwriting (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return -1;
  /* A file system without that: a second name is refused where there is one. */
  return link (from, to) == 0 ? unlink (from) : -1;
}

static gboolean
move_all (VbtOutput *self, GDir *folder, GPtrArray *moved, GError **error)
{
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *from = g_build_filename (self->temporary, name, NULL);
      g_autofree char *to = g_build_filename (self->path, name, NULL);

      if (move_without_overwriting (from, to) != 0)
        return errno == EEXIST ? refuse_existing (to, error) : vbt_output_fail (error, errno, to);
      g_ptr_array_add (moved, g_steal_pointer (&to));
    }
  return TRUE;
}

/* One sync for all files: a sync for each would take longer than everything else together. */
static gboolean
sync_all (VbtOutput *self, GError **error)
{
  int fd = open (self->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && syncfs (fd) == 0;

  if (!synced)
    vbt_output_fail (error, errno, self->path);
  if (fd >= 0)
    close (fd);
  return synced;
}

/* Whether all is in its place; somebody else may have made the folder in the meantime. */
static gboolean
become_folder (VbtOutput *self)
{
  if (renameat2 (AT_FDCWD, self->temporary, AT_FDCWD, self->path, RENAME_NOREPLACE) == 0)
    return TRUE;
  /* A file system without that: only an empty folder could be there, and be replaced. */
  return (errno == EINVAL || errno == ENOSYS) && g_rename (self->temporary, self->path) == 0;
}

gboolean
vbt_output_folder_close (VbtOutput *self, GError **error)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;

  if (self->temporary == NULL)
    return TRUE;
  folder = g_dir_open (self->temporary, 0, NULL);
  if (folder == NULL)
    return vbt_output_fail (error, ENOENT, self->temporary);
  if (!sync_all (self, error))
    return FALSE;
  if (self->is_new_folder && become_folder (self))
    {
      g_clear_pointer (&self->temporary, g_free);
      return TRUE;
    }
  if (!move_all (self, folder, moved, error))
    {
      for (guint i = 0; i < moved->len; i++)
        g_unlink (g_ptr_array_index (moved, i));
      return FALSE;
    }
  g_rmdir (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/* Takes away what was not closed. */
void
vbt_output_folder_discard (VbtOutput *self)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (self->temporary == NULL)
    return;
  folder = g_dir_open (self->temporary, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->temporary, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->temporary);
}
