/* vbt-recent.c: the projects that were opened lately, and the places of new ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-recent.h"

#include "vbt-settings.h"

#define N_RECENT 8
#define SUFFIX ".verbatim"

static void
write_recent (const char *first, const char *without)
{
  GSettings *settings = vbt_settings ();
  g_auto (GStrv) before = g_settings_get_strv (settings, "recent-projects");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  if (first != NULL)
    {
      g_strv_builder_add (builder, first);
      n++;
    }
  for (char **path = before; *path != NULL && n < N_RECENT; path++)
    if (g_strcmp0 (*path, without) != 0)
      {
        g_strv_builder_add (builder, *path);
        n++;
      }
  g_auto (GStrv) after = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "recent-projects", (const char *const *)after);
}

/**
 * vbt_recent_add:
 * @path: (type filename): a project that was opened
 *
 * Puts a project first among the recent ones.
 */
void
vbt_recent_add (const char *path)
{
  g_return_if_fail (path != NULL);

  write_recent (path, path);
}

/**
 * vbt_recent_remove:
 * @path: (type filename): a project that is gone
 *
 * Forgets a project.
 */
void
vbt_recent_remove (const char *path)
{
  g_return_if_fail (path != NULL);

  write_recent (NULL, path);
}

/**
 * vbt_recent_list:
 *
 * Returns: (transfer full): paths of the recent projects that still exist, the last used first
 */
char **
vbt_recent_list (void)
{
  GSettings *settings = vbt_settings ();
  g_auto (GStrv) paths = g_settings_get_strv (settings, "recent-projects");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **path = paths; *path != NULL; path++)
    if (g_file_test (*path, G_FILE_TEST_EXISTS))
      g_strv_builder_add (builder, *path);
  return g_strv_builder_end (builder);
}

/**
 * vbt_project_title:
 * @path: (type filename): of a project
 *
 * Returns: (transfer full): the file's name without its ending, for people
 */
char *
vbt_project_title (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = g_filename_display_basename (path);
  if (g_str_has_suffix (name, SUFFIX) && strlen (name) > strlen (SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  return g_steal_pointer (&name);
}

/**
 * vbt_project_folder:
 *
 * Returns: (transfer full) (type filename): where new projects go: Documents, or a folder of our
 *   own where there is none; it exists
 */
char *
vbt_project_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  if (documents != NULL && g_file_test (documents, G_FILE_TEST_IS_DIR))
    return g_strdup (documents);

  char *folder = g_build_filename (g_get_user_data_dir (), "verbatim", NULL);
  g_mkdir_with_parents (folder, 0700);
  return folder;
}

/**
 * vbt_project_new_path:
 * @folder: (type filename): a folder
 * @title: the project's name
 *
 * Returns: (transfer full) (type filename): a path in @folder for a project of this name that does
 *   not exist yet, with a number where the name is taken
 */
char *
vbt_project_new_path (const char *folder, const char *title)
{
  g_return_val_if_fail (folder != NULL && title != NULL, NULL);

  g_autofree char *clean = g_strdelimit (g_strdup (title), "/", '-');
  for (guint number = 1;; number++)
    {
      g_autofree char *name = number == 1 ? g_strconcat (clean, SUFFIX, NULL)
                                          : g_strdup_printf ("%s %u" SUFFIX, clean, number);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}
