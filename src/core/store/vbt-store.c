/* vbt-store.c: the project file as an object: create, open, refresh, close
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "vbt-migrate.h"
#include "vbt-store-private.h"

G_DEFINE_FINAL_TYPE (VbtStore, vbt_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
vbt_store_dispose (GObject *object)
{
  vbt_store_close (VBT_STORE (object), NULL);
  G_OBJECT_CLASS (vbt_store_parent_class)->dispose (object);
}

static void
vbt_store_finalize (GObject *object)
{
  VbtStore *self = VBT_STORE (object);

  if (self->catalog != NULL)
    {
      /* Somebody may still hold the catalog, but nothing can be loaded any more. */
      self->catalog->load_entity = NULL;
      self->catalog->load_entity_by_name = NULL;
      self->catalog->loader = NULL;
    }
  g_clear_pointer (&self->catalog, vbt_catalog_unref);
  g_free (self->path);
  g_free (self->read_only_reason);
  g_free (self->words);
  G_OBJECT_CLASS (vbt_store_parent_class)->finalize (object);
}

static void
vbt_store_class_init (VbtStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vbt_store_dispose;
  object_class->finalize = vbt_store_finalize;

  /**
   * VbtStore::changed:
   * @self: a store
   * @change: what changed
   *
   * After a commit, an undo, a redo, and what others committed.
   */
  signals[CHANGED] = g_signal_new ("changed", VBT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, VBT_TYPE_CHANGE);
}

static void
vbt_store_init (VbtStore *self)
{
  self->batch_lock = -1;
}

/** vbt_store_emit: tells of a change; of one that touches nothing, nobody. */
void
vbt_store_emit (VbtStore *self, VbtChange *change)
{
  if (change->documents->len > 0 || change->list || change->schema || change->entities
      || change->annotators || change->batch || change->problems)
    g_signal_emit (self, signals[CHANGED], 0, change);
}

/* A new file and nothing but a new file, also when another program has the same thought. */
static gboolean
claim_file (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);

  if (fd >= 0)
    return g_close (fd, error);
  if (errno == EEXIST)
    g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
                 _ ("%s: there is such a file already. Choose another name"), path);
  else
    g_set_error (error, VBT_ERROR, errno == ENOSPC ? VBT_ERROR_FULL : VBT_ERROR_IO,
                 _ ("%s: cannot be made (%s)"), path, g_strerror (errno));
  return FALSE;
}

static gboolean
fill_file (const char *path, const VbtSchema *schema, GError **error)
{
  g_autoptr (VbtStore) self = g_object_new (VBT_TYPE_STORE, NULL);
  g_auto (GStrv) scripts = vbt_migrate_get_scripts ();

  self->path = g_strdup (path);
  self->catalog = vbt_catalog_new ((VbtSchema *)schema);
  self->db = vbt_db_open (path, VBT_DB_READ_WRITE, error);
  return self->db != NULL && vbt_migrate_create (self->db, (const char *const *)scripts, error)
         && vbt_store_put_schema (self, schema, error) && vbt_db_exec (self->db, "COMMIT", error)
         && vbt_store_close (self, error);
}

/**
 * vbt_store_create:
 * @path: where; there must be no such file
 * @schema: the labels of the new project
 * @error: return location for an error
 *
 * Makes a project and opens it. What cannot be made whole is not left behind.
 *
 * Returns: (transfer full) (nullable): the project
 */
VbtStore *
vbt_store_create (const char *path, const VbtSchema *schema, GError **error)
{
  g_return_val_if_fail (path != NULL && schema != NULL, NULL);

  if (!claim_file (path, error))
    return NULL;
  if (!fill_file (path, schema, error))
    {
      g_unlink (path);
      return NULL;
    }
  return vbt_store_open (path, VBT_STORE_DEFAULT, error);
}

/* Before anything of the file is used: is it a project at all? */
static gboolean
check_header (VbtStore *self, GError **error)
{
  VbtDbHeader header;

  if (!vbt_db_read_header (self->db, &header, error))
    return FALSE;
  if (!header.is_sqlite || header.application_id != VBT_APPLICATION_ID)
    g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                 _ ("%s: this is no project of Verbatim. Import articles into a project instead"),
                 self->path);
  else if (header.is_truncated)
    g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                 _ ("%s: the file is damaged: its end is missing. Restore a copy, or recover what "
                    "can be read"),
                 self->path);
  else
    return TRUE;
  return FALSE;
}

static gboolean
reopen_read_only (VbtStore *self, const char *reason, GError **error)
{
  g_free (self->read_only_reason);
  self->read_only_reason = g_strdup (reason);
  vbt_db_close_quietly (g_steal_pointer (&self->db));
  self->db = vbt_db_open (self->path, VBT_DB_READ_ONLY, error);
  return self->db != NULL && vbt_db_start_wal (self->db, error);
}

static gboolean
read_a_copy (VbtStore *self, guint version, const char *const *scripts, GError **error)
{
  VbtDb *copy = vbt_migrate_copy (self->db, version, scripts, error);

  if (copy == NULL)
    return FALSE;
  vbt_db_close_quietly (self->db);
  self->db = copy;
  self->is_copy = TRUE;
  return TRUE;
}

static gboolean
check_version (VbtStore *self, GError **error)
{
  g_auto (GStrv) scripts = vbt_migrate_get_scripts ();
  guint ours = g_strv_length (scripts);
  g_autofree char *difference = NULL;
  gint64 version = 0;

  if (!vbt_db_get_int (self->db, &version, error, "PRAGMA user_version", ""))
    return FALSE;
  self->is_newer = version > (gint64)ours;
  if (self->is_newer)
    return vbt_migrate_is_readable (self->db, (const char *const *)scripts, error)
           && reopen_read_only (self,
                                _ ("The project was made by a newer version of Verbatim, so it is "
                                   "opened for reading only. Update Verbatim to change it"),
                                error);
  if (!vbt_migrate_schema_is_ours (self->db, (guint)MAX (version, 0), (const char *const *)scripts,
                                   &difference, error))
    return FALSE;
  if (version == (gint64)ours)
    return TRUE;
  if (self->read_only_reason != NULL)
    return read_a_copy (self, (guint)version, (const char *const *)scripts, error);
  return vbt_migrate_update (self->db, (guint)version, (const char *const *)scripts, error);
}

static gboolean
start (VbtStore *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!check_header (self, error) || !check_version (self, error))
    return FALSE;
  if (vbt_db_start_wal (self->db, &local))
    return TRUE;
  if (g_error_matches (local, VBT_ERROR, VBT_ERROR_READ_ONLY)
      || g_error_matches (local, VBT_ERROR, VBT_ERROR_IO))
    return reopen_read_only (
        self, _ ("The folder of the project cannot be written, so it is opened for reading only"),
        error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * vbt_store_open:
 * @path: a project
 * @flags: how
 * @error: return location for an error
 *
 * Opens a project. A file that is none is refused before anything is written to it, and one whose
 * tables were tampered with before anything of it is used. A project that cannot be written is
 * opened for reading, see vbt_store_is_read_only().
 *
 * Returns: (transfer full) (nullable): the project
 */
VbtStore *
vbt_store_open (const char *path, VbtStoreFlags flags, GError **error)
{
  g_autoptr (VbtStore) self = NULL;
  gboolean read_only = (flags & VBT_STORE_READ_ONLY) != 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("%s: there is no such file"), path);
      return NULL;
    }
  self = g_object_new (VBT_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->db = vbt_db_open (path, read_only ? VBT_DB_READ_ONLY : VBT_DB_READ_WRITE, error);
  if (self->db == NULL)
    return NULL;
  if (read_only)
    self->read_only_reason = g_strdup (_ ("The project was opened for reading only"));
  else if (vbt_db_is_read_only (self->db))
    self->read_only_reason
        = g_strdup (_ ("You may not write to this file, so it is opened for reading only"));
  if (!start (self, error)
      || (self->read_only_reason == NULL && !vbt_store_clean_batches (self, error))
      || !vbt_store_reload_catalog (self, TRUE, error))
    return NULL;
  self->seen_version = self->catalog_version;
  self->seen_written = self->catalog_written;
  return g_steal_pointer (&self);
}

/**
 * vbt_store_close:
 * @self: a project
 * @error: return location for an error
 *
 * Closes the file; what was begun and not committed is taken back. A closed project is one file.
 * Closing again does nothing.
 *
 * Returns: whether all was well
 */
gboolean
vbt_store_close (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  if (self->db == NULL)
    return TRUE;
  if (self->batch != 0)
    vbt_store_abort_batch (self, NULL);
  g_clear_pointer (&self->recorder, vbt_recorder_free);
  if (vbt_db_in_transaction (self->db))
    vbt_db_exec (self->db, "ROLLBACK", NULL);
  return vbt_db_close (g_steal_pointer (&self->db), error);
}

const char *
vbt_store_get_path (VbtStore *self)
{
  g_return_val_if_fail (VBT_IS_STORE (self), NULL);

  return self->path;
}

/**
 * vbt_store_is_read_only:
 * @self: a project
 * @reason: (out) (optional) (nullable): why, to be shown
 *
 * Returns: whether every write will be refused
 */
gboolean
vbt_store_is_read_only (VbtStore *self, const char **reason)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  if (reason != NULL)
    *reason = self->read_only_reason;
  return self->read_only_reason != NULL;
}

/**
 * vbt_store_is_newer:
 * @self: a project
 *
 * Returns: whether a newer version of the program made it, so that this one only reads it
 */
gboolean
vbt_store_is_newer (VbtStore *self)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  return self->is_newer;
}

/**
 * vbt_store_save_copy:
 * @self: an open project, without an open transaction
 * @path: (type filename): where to; a file of that name is replaced
 * @error: return location for an error
 *
 * Writes what is open into another file, also when the project itself was moved or deleted since.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_save_copy (VbtStore *self, const char *path, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && path != NULL, FALSE);

  return vbt_db_backup (self->db, path, FALSE, error);
}

/** vbt_store_check_writable: fails with the reason when the project is read only. */
gboolean
vbt_store_check_writable (VbtStore *self, GError **error)
{
  if (self->read_only_reason == NULL)
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_READ_ONLY, self->read_only_reason);
  return FALSE;
}

/**
 * vbt_store_refresh:
 * @self: a project, without an open transaction
 * @error: return location for an error
 *
 * Looks whether the project is still where it was opened, and whether another connection changed it,
 * which costs some 10 µs when none did; then emits `changed` for everything, or where only problems were found
 * or are gone, for these.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_refresh (VbtStore *self, GError **error)
{
  g_autoptr (VbtChange) change = NULL;
  gint64 version = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (!vbt_db_in_transaction (self->db), FALSE);

  if (!vbt_db_check_place (self->db, error)
      || !vbt_db_get_int (self->db, &version, error, "PRAGMA data_version", ""))
    return FALSE;
  if (version == self->seen_version)
    return TRUE;
  if (self->seen_written >= 0 && vbt_store_get_written (self) == self->seen_written)
    change = vbt_change_new ();
  else
    change = vbt_store_reload_catalog (self, TRUE, error) ? vbt_change_new_all () : NULL;
  if (change == NULL)
    return FALSE;
  self->seen_version = version;
  if (change->batch)
    self->seen_written = self->catalog_written;
  change->problems = TRUE;
  vbt_store_emit (self, change);
  return TRUE;
}

/**
 * vbt_store_get_trouble:
 * @self: an open project
 *
 * Returns: (transfer none) (nullable): why the file could not be read or written last, and what to
 * do; %NULL when nothing was refused since the last act that was written
 */
const GError *
vbt_store_get_trouble (VbtStore *self)
{
  g_return_val_if_fail (VBT_IS_STORE (self), NULL);

  return self->db != NULL ? vbt_db_get_trouble (self->db) : NULL;
}

/**
 * vbt_store_try_writing:
 * @self: an open project, without an open transaction
 * @error: return location for an error
 *
 * Writes something that changes nothing, to see whether what stood in the way is gone, and clears up
 * what could not be taken back then.
 *
 * Returns: whether the project can be written; then there is no trouble any more
 */
gboolean
vbt_store_try_writing (VbtStore *self, GError **error)
{
  g_autofree char *sql = NULL;
  gint64 version = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);

  if (!vbt_store_begin_immediate (self, error))
    return FALSE;
  if (vbt_db_get_int (self->db, &version, error, "PRAGMA user_version", ""))
    sql = g_strdup_printf ("PRAGMA user_version=%d", (int)version);
  if (sql != NULL && vbt_db_exec (self->db, sql, error))
    return vbt_store_end (self, error) && vbt_store_clean_batches (self, error);
  vbt_store_rollback (self);
  return FALSE;
}

/**
 * vbt_store_set_cancellable:
 * @self: a project
 * @cancellable: (nullable): interrupts what runs, from any thread
 */
void
vbt_store_set_cancellable (VbtStore *self, GCancellable *cancellable)
{
  g_return_if_fail (VBT_IS_STORE (self));

  if (self->db != NULL)
    vbt_db_set_cancellable (self->db, cancellable);
}

VbtCatalog *
vbt_store_get_catalog (VbtStore *self)
{
  g_return_val_if_fail (VBT_IS_STORE (self), NULL);

  return self->catalog;
}

/**
 * vbt_store_get_setting:
 * @self: a project
 * @key: which
 *
 * Returns: (transfer full) (nullable): the value, if it was ever set
 */
char *
vbt_store_get_setting (VbtStore *self, const char *key)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && key != NULL, NULL);

  return vbt_db_get_string (self->db, NULL, "SELECT value FROM project WHERE key = ?1", "s", key);
}

/**
 * vbt_store_set_setting:
 * @self: a project
 * @key: which
 * @value: (nullable): the value; %NULL removes it
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_set_setting (VbtStore *self, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && key != NULL, FALSE);

  if (!vbt_store_check_writable (self, error)
      || (!vbt_store_is_writing (self) && !vbt_store_check_turn (self, error)))
    return FALSE;
  if (value == NULL)
    return vbt_db_run (self->db, error, "DELETE FROM project WHERE key = ?1", "s", key);
  return vbt_db_run (self->db, error,
                     "INSERT INTO project VALUES (?1, ?2) "
                     "ON CONFLICT DO UPDATE SET value = excluded.value",
                     "ss", key, value);
}
