/* vbt-backup.c: rolling copies of a project, and how one comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vbt-store-private.h"

/* What is in the copies of a folder, so that a list of them opens none: a project that is opened may be
 * brought up to date, and a backup is to stay as it is. */
#define INDEX "index.ini"
#define SUFFIX ".verbatim"

void
vbt_backup_free (VbtBackup *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->last_act);
  g_free (self);
}

/**
 * vbt_backup_get_folder:
 * @base: (type filename): the folder of all backups
 * @project: (type filename): the absolute path of a project
 *
 * Two projects of one name in two places have a folder each.
 *
 * Returns: (transfer full) (type filename): where the backups of a project lie
 */
char *
vbt_backup_get_folder (const char *base, const char *project)
{
  g_autofree char *name = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (base != NULL && project != NULL, NULL);

  name = g_path_get_basename (project);
  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, project, -1);
  folder = g_strdup_printf ("%s-%.8s", name, hash);
  return g_build_filename (base, folder, NULL);
}

static GKeyFile *
load_index (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, INDEX, NULL);
  g_autoptr (GKeyFile) index = g_key_file_new ();

  g_key_file_load_from_file (index, path, G_KEY_FILE_NONE, NULL); /* none yet, or spoiled: empty */
  return g_steal_pointer (&index);
}

static gboolean
save_index (GKeyFile *index, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, INDEX, NULL);

  return g_key_file_save_to_file (index, path, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return -strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The names tell the time, so that the newest comes first. */
static GPtrArray *
list_names (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  const char *name;

  if (dir == NULL && g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&names);
  if (dir == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* What distinguishes two states of a project, as far as anybody would want to go back. */
static char *
describe_state (VbtStore *store, GError **error)
{
  return vbt_db_get_string (
      store->db, error,
      "SELECT coalesce (max (number), 0) || ':' || "
      "coalesce (sum (state = 'done'), 0) || ':' || "
      "(SELECT count (*) FROM history WHERE state = 'undone') "
      "FROM (SELECT number, state FROM history ORDER BY number DESC LIMIT 1000)",
      "");
}

static gboolean
describe (VbtStore *store, GKeyFile *index, const char *name, const char *state, GError **error)
{
  VbtStats stats = { 0 };
  g_autoptr (GPtrArray) rows
      = vbt_store_list_history (store, &(VbtHistoryFilter){ .limit = 1 }, error);

  if (rows == NULL || !vbt_store_get_totals (store, &stats, 0, error))
    return FALSE;
  g_key_file_set_int64 (index, name, "time", vbt_time_now ());
  g_key_file_set_uint64 (index, name, "documents", stats.n_documents);
  g_key_file_set_uint64 (index, name, "annotations", stats.n_spans);
  g_key_file_set_uint64 (index, name, "suggestions", stats.n_suggestions);
  g_key_file_set_string (index, name, "state", state);
  if (rows->len > 0)
    g_key_file_set_string (index, name, "act", ((VbtHistoryRow *)rows->pdata[0])->words);
  return TRUE;
}

static gboolean
is_up_to_date (GKeyFile *index, const GPtrArray *names, const char *state)
{
  g_autofree char *last = NULL;

  if (names->len == 0)
    return FALSE;
  last = g_key_file_get_string (index, names->pdata[0], "state", NULL);
  return g_strcmp0 (last, state) == 0;
}

static void
remove_oldest (GKeyFile *index, const char *folder, GPtrArray *names, guint keep)
{
  for (guint i = keep; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      if (g_unlink (path) == 0)
        g_key_file_remove_group (index, names->pdata[i], NULL);
    }
}

static gboolean
write_backup (VbtStore *store, const char *folder, const char *name, GKeyFile *index,
              const char *state, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!vbt_db_backup (store->db, path, TRUE, error))
    return FALSE;
  return describe (store, index, name, state, error) && save_index (index, folder, error);
}

static char *
new_name (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H%M%S.%f" SUFFIX);
}

/**
 * vbt_backup_make:
 * @store: a project of this thread, without an open transaction
 * @folder: (type filename): where its backups lie; made where it is missing
 * @keep: how many of the newest to keep, at least one
 * @error: return location for an error
 *
 * Copies a project as it is now; others may read and write it meanwhile. Nothing is copied when
 * nothing was done since the last backup. The cancellable of the store stops it.
 *
 * Returns: (transfer full) (nullable) (type filename): the new backup; %NULL where there was no need for one, or
 *   with @error set
 */
char *
vbt_backup_make (VbtStore *store, const char *folder, guint keep, GError **error)
{
  g_autoptr (GKeyFile) index = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *state = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && store->db != NULL, NULL);
  g_return_val_if_fail (folder != NULL && keep > 0, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("%s: cannot be made (%s)"), folder,
                   g_strerror (errno));
      return NULL;
    }
  index = load_index (folder);
  names = list_names (folder, error);
  state = names != NULL ? describe_state (store, error) : NULL;
  if (state == NULL || is_up_to_date (index, names, state))
    return NULL;
  name = new_name ();
  if (!write_backup (store, folder, name, index, state, error))
    return NULL;
  remove_oldest (index, folder, names, keep - 1);
  if (!save_index (index, folder, error))
    return NULL;
  return g_build_filename (folder, name, NULL);
}

static VbtBackup *
read_backup (GKeyFile *index, const char *folder, const char *name)
{
  VbtBackup *backup = g_new0 (VbtBackup, 1);
  GStatBuf status;

  backup->path = g_build_filename (folder, name, NULL);
  if (g_stat (backup->path, &status) == 0)
    {
      backup->time = status.st_mtime;
      backup->size = (guint64)status.st_size;
    }
  backup->is_described = g_key_file_has_group (index, name);
  if (!backup->is_described)
    return backup;
  backup->time = g_key_file_get_int64 (index, name, "time", NULL);
  backup->n_documents = g_key_file_get_uint64 (index, name, "documents", NULL);
  backup->n_annotations = g_key_file_get_uint64 (index, name, "annotations", NULL);
  backup->n_suggestions = g_key_file_get_uint64 (index, name, "suggestions", NULL);
  backup->last_act = g_key_file_get_string (index, name, "act", NULL);
  return backup;
}

/**
 * vbt_backup_list:
 * @folder: (type filename): where the backups of a project lie; there may be no such folder yet
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtBackup): the backups, the newest first
 */
GPtrArray *
vbt_backup_list (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_backup_free);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GKeyFile) index = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  names = list_names (folder, error);
  if (names == NULL)
    return NULL;
  index = load_index (folder);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (backups, read_backup (index, folder, names->pdata[i]));
  return g_steal_pointer (&backups);
}

/* Somebody has it open, whose log would be applied to another file. */
static gboolean
check_closed (const char *project, GError **error)
{
  g_autofree char *log = g_strconcat (project, "-wal", NULL);

  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_BUSY,
               _ ("%s: the project is open elsewhere. Close it there, then restore the backup"),
               project);
  return FALSE;
}

/* A copy that can be opened, brought up to date, and closed again is one that may take the project's place. */
static gboolean
prove (const char *path, GError **error)
{
  g_autoptr (VbtStore) store = vbt_store_open (path, VBT_STORE_DEFAULT, error);

  return store != NULL && vbt_store_close (store, error);
}

static gboolean
replace (const char *temporary, const char *project, GError **error)
{
  if (g_rename (temporary, project) == 0)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("%s: cannot be written (%s)"), project,
               g_strerror (errno));
  return FALSE;
}

/**
 * vbt_backup_restore:
 * @backup: (type filename): a backup
 * @project: (type filename): the project that it takes the place of; nobody has it open, and it may be gone or damaged
 * @error: return location for an error
 *
 * Puts a backup in the place of a project. The backup stays. What is in the project now is lost unless it
 * was backed up before.
 *
 * Returns: %FALSE with @error set where the project is as it was
 */
gboolean
vbt_backup_restore (const char *backup, const char *project, GError **error)
{
  g_autofree char *temporary = NULL;
  g_autoptr (VbtDb) source = NULL;
  gboolean success;

  g_return_val_if_fail (backup != NULL && project != NULL, FALSE);

  if (!check_closed (project, error))
    return FALSE;
  source = vbt_db_open (backup, VBT_DB_READ_ONLY, error);
  if (source == NULL)
    return FALSE;
  temporary = g_strconcat (project, ".restored", NULL);
  success = vbt_db_backup (source, temporary, FALSE, error) && prove (temporary, error)
            && replace (temporary, project, error);
  if (!success)
    g_unlink (temporary);
  return success;
}
