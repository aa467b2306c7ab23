/* vbt-preview.c: the first lines of what an export wrote
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-preview.h"

#include <glib/gstdio.h>

/* What fits into the dialog, and what a label can set without delay. */
#define MAX_FILES 4
#define MAX_LINES 14
#define MAX_LINE_CHARS 240
#define MAX_BYTES (512 * 1024)

static void
append_line (GString *text, const char *line)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  if (g_utf8_strlen (valid, -1) > MAX_LINE_CHARS)
    {
      g_autofree char *cut = g_utf8_substring (valid, 0, MAX_LINE_CHARS);
      g_string_append_printf (text, "%s…\n", cut);
    }
  else
    g_string_append_printf (text, "%s\n", valid);
}

static void
append_file (GString *text, const char *path)
{
  g_autofree char *head = g_malloc (MAX_BYTES + 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  gsize n_read = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, MAX_BYTES, &n_read, NULL, NULL))
    return;
  head[n_read] = '\0';
  g_auto (GStrv) lines = g_strsplit (head, "\n", MAX_LINES + 1);
  for (guint i = 0; lines[i] != NULL && i < MAX_LINES; i++)
    append_line (text, lines[i]);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static void
append_folder (GString *text, const char *folder, guint *n_files, gboolean top)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_paths);
  for (guint i = 0; i < names->len && *n_files < MAX_FILES; i++)
    {
      const char *path = g_ptr_array_index (names, i);
      g_autofree char *shown = g_filename_display_basename (path);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          append_folder (text, path, n_files, FALSE);
          continue;
        }
      if (!top)
        g_string_append_printf (text, "── %s ──\n", shown);
      append_file (text, path);
      ++*n_files;
    }
}

/**
 * vbt_preview_read:
 * @folder: (type filename): into which an export of a few documents was written
 *
 * Returns: (transfer full): the first lines of the first files, with the files' names where there are
 *   several
 */
char *
vbt_preview_read (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);

  GString *text = g_string_new (NULL);
  guint n_files = 0;

  append_folder (text, folder, &n_files, TRUE);
  return g_string_free (text, FALSE);
}

/**
 * vbt_preview_remove:
 * @folder: (type filename): a folder of our own
 *
 * Removes it with all that is in it.
 */
void
vbt_preview_remove (const char *folder)
{
  g_return_if_fail (folder != NULL);

  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        vbt_preview_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}
