/* vbt-walk.c: the files that are meant by the paths that were given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-walk.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  GPtrArray *files;
  const VbtFormat *format;
  const char *origin;
  gboolean named;
  GHashTable *seen;    /* paths of the files */
  GHashTable *folders; /* "device:inode" of those that were entered: a link may lead back */
} Walk;

void
vbt_walk_file_free (VbtWalkFile *self)
{
  g_free (self->path);
  g_free (self->origin);
  g_free (self);
}

static void
add_file (Walk *walk, const char *path, guint64 size)
{
  VbtWalkFile *file = g_new0 (VbtWalkFile, 1);

  file->path = g_strdup (path);
  file->origin = g_strdup (walk->origin);
  file->size = size;
  file->named = walk->named;
  g_ptr_array_add (walk->files, file);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Hidden files, backups, and how brat is set up (annotation.conf and others): no input. */
static gboolean
is_beside_the_point (const char *name)
{
  return name[0] == '.' || g_str_has_suffix (name, "~") || g_str_has_suffix (name, ".conf");
}

static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (!is_beside_the_point (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* Where a format keeps a document in two files, both stand for the one through which it is read. @names are those in the
 * folder, if they are known. */
static void
add_input (Walk *walk, const char *path, const GStatBuf *info, GHashTable *names)
{
  gboolean pairs = walk->format == NULL || walk->format->companions != NULL;
  g_autofree char *main_path = pairs ? vbt_formats_get_main_path (path, names) : g_strdup (path);
  GStatBuf main_info = *info;

  if ((!g_str_equal (main_path, path) && g_stat (main_path, &main_info) != 0)
      || !g_hash_table_add (walk->seen, g_strdup (main_path)))
    return;
  add_file (walk, main_path, S_ISREG (main_info.st_mode) ? (guint64)main_info.st_size : 0);
}

static gboolean walk_folder (Walk *walk, const char *path, const GStatBuf *info, GError **error);

static gboolean
walk_entry (Walk *walk, const char *path, GHashTable *names, GError **error)
{
  GStatBuf info;

  /* A link that leads nowhere is no reason to refuse the folder. */
  if (g_stat (path, &info) != 0)
    return TRUE;
  if (S_ISDIR (info.st_mode))
    return walk_folder (walk, path, &info, error);
  if (S_ISREG (info.st_mode)
      && (walk->format == NULL || vbt_format_has_extension (walk->format, path)))
    add_input (walk, path, &info, names);
  return TRUE;
}

static gboolean
walk_folder (Walk *walk, const char *path, const GStatBuf *info, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  char *key = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)info->st_dev,
                               (guint64)info->st_ino);

  if (!g_hash_table_add (walk->folders, key))
    return TRUE;
  names = list_folder (path, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (set, names->pdata[i]);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *child = g_build_filename (path, names->pdata[i], NULL);

      if (!walk_entry (walk, child, set, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_path (Walk *walk, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *origin = g_filename_display_basename (absolute);
  GStatBuf info;

  walk->origin = origin;
  walk->named = TRUE;
  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("%s: %s. Check the path."), path,
                   g_strerror (errno));
      return FALSE;
    }
  if (!S_ISDIR (info.st_mode))
    {
      add_input (walk, path, &info, NULL);
      return TRUE;
    }
  walk->named = FALSE;
  return walk_folder (walk, path, &info, error);
}

/**
 * vbt_walk:
 * @paths: files and folders, NULL-terminated
 * @format: (nullable): only files with its extensions are taken from folders
 * @error: return location for an error
 *
 * Lists the files that are meant by @paths: a file is itself; a folder is what is in it and below
 * it, in the order of names, without hidden files, backups and *.conf. Links are followed, but no folder
 * is entered twice. No file is taken twice, nor one that is read through another
 * beside it (see vbt_formats_get_main_path()).
 *
 * Returns: (transfer full): an array of [struct@VbtWalkFile], or NULL with an error when a path
 *   cannot be read
 */
GPtrArray *
vbt_walk (const char *const *paths, const VbtFormat *format, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_walk_file_free);
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = { .files = files, .format = format, .folders = folders, .seen = seen };

  g_return_val_if_fail (paths != NULL, NULL);

  for (guint i = 0; paths[i] != NULL; i++)
    if (!walk_path (&walk, paths[i], error))
      return NULL;
  return g_steal_pointer (&files);
}
