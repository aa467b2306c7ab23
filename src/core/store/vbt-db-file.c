/* vbt-db-file.c: a connection to an SQLite file: open, close, copy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vbt-db-private.h"

/* How long a write waits for another program's, and between two tries, in milliseconds. Two programs that write all
 * the time leave each other gaps of some tenths of a millisecond: SQLite's own handler, which sleeps
 * for 100 ms after a few tries, hardly ever finds one. */
#define BUSY_TIMEOUT 10000
#define BUSY_PAUSE 1
/* Virtual machine steps between two looks at the cancellable: some 50 µs. */
#define PROGRESS_STEPS 1000

static int
busy_cb (void *data, int n_tries)
{
  if (n_tries >= BUSY_TIMEOUT / BUSY_PAUSE)
    return 0;
  g_usleep (BUSY_PAUSE * 1000);
  return 1;
}

static gboolean
configure (VbtDb *self, GError **error)
{
  int rc;

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_handler (self->handle, busy_cb, NULL);
  /* No writable_schema, no writes to shadow tables, whatever SQL somebody brings. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  rc = vbt_fts_tokenizer_register (self->handle, &self->ready_words);
  if (rc != SQLITE_OK)
    {
      vbt_db_set_error (self, rc, error);
      return FALSE;
    }
  return TRUE;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* URIs are for vbt_db_attach(); a file that is called like one is still a file. */
static VbtDb *
open_with_flags (const char *path, int flags, GError **error)
{
  g_autoptr (VbtDb) self = g_new0 (VbtDb, 1);
  g_autofree char *name = g_str_has_prefix (path, "file:") ? g_strconcat ("./", path, NULL) : NULL;
  int rc;

  vbt_db_protect_locks ();
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  rc = sqlite3_open_v2 (name != NULL ? name : path, &self->handle,
                        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI,
                        NULL);
  if (rc != SQLITE_OK)
    {
      vbt_db_set_error (self, rc, error);
      return NULL;
    }
  if (!configure (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * vbt_db_open:
 * @path: a file
 * @mode: how to open it
 * @error: return location for an error
 *
 * Opens a connection. Nothing is read or written yet: look at vbt_db_read_header() first.
 *
 * Returns: (transfer full) (nullable): a connection that belongs to this thread
 */
VbtDb *
vbt_db_open (const char *path, VbtDbMode mode, GError **error)
{
  static const int flags[] = {
    [VBT_DB_READ_WRITE] = SQLITE_OPEN_READWRITE,
    [VBT_DB_READ_ONLY] = SQLITE_OPEN_READONLY,
    [VBT_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  VbtDb *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = open_with_flags (path, flags[mode], error);
  if (self != NULL)
    self->read_only = sqlite3_db_readonly (self->handle, "main") == 1;
  return self;
}

/**
 * vbt_db_open_memory:
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an empty database in memory
 */
VbtDb *
vbt_db_open_memory (GError **error)
{
  return open_with_flags (
      ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, error);
}

/* What SQLite does in the background, decided by measurement (100,000 documents, 3,000,000 annotations, 1.6 GB; CPU time,
 * medians):
 *
 * - No PRAGMA optimize, and no ANALYZE: with statistics no operation of the window is faster or slower beyond the noise,
 *   because each list says itself which index it goes through; without, no plan changes from one project, or from one
 *   day, to the next.
 * - No auto_vacuum, so no incremental vacuum: an import takes 3 % longer with its pages of pointers, and the pages that an
 *   emptied trash leaves are taken by what comes next.
 * - The log is folded into the file every 1,000 pages (4 MB): an act writes some ten, so one act in a hundred does it. In
 *   bulk work (VBT_DB_BULK) every 8,000: an import of 53 MB takes 1.26 s with 1,000, 1.20 s with 8,000 and with
 *   32,000, and a log of 32 MB is all that a reader has to search. Closing folds all, and leaves one file.
 * - The full-text index has FTS5's own settings: automerge 8 and 16, crisismerge 64, hashsize 8 MB, pages of 8,000 bytes, and
 *   transactions of 0.2 and 1 s instead of 20 ms make no difference beyond the noise (1.6 to 2.0 s for 16 MB). Nor do the words,
 *   found ahead in the thread that segments: a fifth of the writer's instructions less, and the same time. More room
 *   in SQLite's lookaside is no help to an import either. */

/**
 * vbt_db_start_wal:
 * @self: a connection to a file that is a project
 * @error: return location for an error
 *
 * Turns on what makes a commit durable: the write-ahead log with a sync at every commit. A
 * connection that can only read keeps the mode that the file is in.
 *
 * Returns: whether that worked
 */
gboolean
vbt_db_start_wal (VbtDb *self, GError **error)
{
  g_autofree char *mode = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!vbt_db_exec (self,
                    "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA mmap_size=0;"
                    "PRAGMA cell_size_check=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY",
                    error))
    return FALSE;
  if (self->read_only)
    return TRUE;
  mode = vbt_db_get_string (self, error, "PRAGMA journal_mode=WAL", "");
  if (mode == NULL)
    return FALSE;
  if (!g_str_equal (mode, "wal"))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY,
                   _ ("%s: this folder does not let a project be written safely. Copy it to "
                      "another disk"),
                   self->path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_moved (VbtDb *self)
{
  int moved = 0;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

static char *
side_file (VbtDb *self, const char *suffix)
{
  return g_strconcat (self->path, suffix, NULL);
}

/* The file that is open is not the one of that name any more, but the log still has its name: everything goes into the
 * file that is open, wherever it is, and the log is emptied, because the next program that opens the other
 * file would take it for that one's. */
static void
fold_into_moved (VbtDb *self)
{
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

/**
 * vbt_db_check_place:
 * @self: a connection
 * @error: return location for an error
 *
 * Looks whether the file is still where it was opened. One that was moved, deleted or replaced since
 * is given what is in its log, and must not be written any more.
 *
 * Returns: whether it is there
 */
gboolean
vbt_db_check_place (VbtDb *self, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!has_moved (self))
    {
      if (g_error_matches (self->trouble, VBT_ERROR, VBT_ERROR_MOVED))
        g_clear_error (&self->trouble); /* it was put back */
      return TRUE;
    }
  fold_into_moved (self);
  name = g_path_get_basename (self->path);
  local = g_error_new (VBT_ERROR, VBT_ERROR_MOVED,
                       _ ("%s: the file was moved, deleted or replaced while it was open. Nothing "
                          "was changed; put it back, or save a copy of what is open"),
                       name);
  vbt_db_note_trouble (self, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The side files of a project that is gone are of no use to anybody. */
static void
leave_moved (VbtDb *self)
{
  g_autofree char *log = side_file (self, "-wal");
  g_autofree char *index = side_file (self, "-shm");

  fold_into_moved (self);
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    return;
  g_unlink (log);
  g_unlink (index);
}

/* Leaves one file behind, unless another connection still uses the side files: the last one does it then. */
static void
fold_wal (VbtDb *self)
{
  g_autofree char *mode = NULL;

  if (self->read_only)
    return;
  sqlite3_busy_handler (self->handle, NULL, NULL);
  if (has_moved (self))
    {
      leave_moved (self);
      return;
    }
  mode = vbt_db_get_string (self, NULL, "PRAGMA journal_mode", "");
  if (g_strcmp0 (mode, "wal") != 0)
    return;
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  g_hash_table_remove_all (self->statements);
  sqlite3_exec (self->handle, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
}

/**
 * vbt_db_close:
 * @self: (transfer full): a connection; it is gone afterwards, whatever is returned
 * @error: return location for an error
 *
 * Closes the connection and, when it is the last one, leaves the project as one file.
 *
 * Returns: whether all was well
 */
gboolean
vbt_db_close (VbtDb *self, GError **error)
{
  int rc = SQLITE_OK;

  g_return_val_if_fail (self != NULL, FALSE);

  vbt_db_set_cancellable (self, NULL);
  if (self->handle != NULL)
    {
      g_hash_table_remove_all (self->statements);
      fold_wal (self);
      g_hash_table_remove_all (self->statements);
      rc = sqlite3_close (self->handle);
    }
  if (rc != SQLITE_OK)
    vbt_db_set_error (self, rc, error);
  g_clear_error (&self->trouble);
  g_hash_table_unref (self->statements);
  g_free (self->path);
  g_free (self);
  return rc == SQLITE_OK;
}

/** vbt_db_close_quietly: closes without a way to tell what went wrong; for clean-up. */
void
vbt_db_close_quietly (VbtDb *self)
{
  if (self != NULL)
    vbt_db_close (self, NULL);
}

gpointer
vbt_db_get_handle (VbtDb *self)
{
  return self->handle;
}

const char *
vbt_db_get_path (VbtDb *self)
{
  return self->path;
}

gboolean
vbt_db_is_read_only (VbtDb *self)
{
  return self->read_only;
}

static guint32
read_uint32 (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/**
 * vbt_db_read_header:
 * @self: a connection that was just opened
 * @header: (out caller-allocates): what the file says of itself
 * @error: return location for an error
 *
 * Reads the header of the file (https://www.sqlite.org/fileformat2.html, 1.3) without SQLite's
 * page cache, so that a file that is no project is not locked, recovered, or given side files. It
 * goes through SQLite's own file handle, because closing another one on the same file would drop
 * the locks that other connections of this process hold.
 *
 * Returns: whether it could be read
 */
gboolean
vbt_db_read_header (VbtDb *self, VbtDbHeader *header, GError **error)
{
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  guint8 bytes[100] = { 0 };
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  guint32 page_size;
  int rc;

  g_return_val_if_fail (self != NULL && header != NULL, FALSE);

  memset (header, 0, sizeof *header);
  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  rc = file != NULL && file->pMethods != NULL ? file->pMethods->xFileSize (file, &size)
                                              : SQLITE_CANTOPEN;
  if (rc == SQLITE_OK && size >= (sqlite3_int64)sizeof bytes)
    rc = file->pMethods->xRead (file, bytes, sizeof bytes, 0);
  if (rc != SQLITE_OK)
    {
      vbt_db_set_error (self, rc, error);
      return FALSE;
    }
  header->is_sqlite = memcmp (bytes, "SQLite format 3", 16) == 0;
  header->user_version = read_uint32 (bytes + 60);
  header->application_id = read_uint32 (bytes + 68);
  page_size = (guint32)bytes[16] << 8 | bytes[17];
  if (page_size == 1)
    page_size = 65536;
  header->is_truncated = !g_file_test (wal, G_FILE_TEST_EXISTS)
                         && (sqlite3_int64)page_size * read_uint32 (bytes + 28) > size;
  return TRUE;
}

/* Pages between two looks at the cancellable: 4 MiB. */
#define PAGES_A_STEP 1024
#define MAX_REST_USEC (500 * 1000)

/* As much time goes by before the next step as the last one took, and what was written goes to the disk meanwhile: else
 * gigabytes stand in its queue, and an act of somebody who annotates waits for all of them. */
static void
rest (VbtDb *copy, gint64 began)
{
  int fd = g_open (copy->path, O_RDWR | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fdatasync (fd);
      close (fd);
    }
  g_usleep ((gulong)CLAMP (g_get_monotonic_time () - began, 0, MAX_REST_USEC));
}

/* In one read transaction: it is a copy of one moment, which writers do not disturb and do not wait for. */
static int
copy_pages (VbtDb *self, VbtDb *copy, gboolean gently)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  int rc = SQLITE_OK;

  while (backup != NULL && rc == SQLITE_OK)
    {
      gint64 began = g_get_monotonic_time ();

      rc = g_cancellable_is_cancelled (self->cancellable)
               ? SQLITE_INTERRUPT
               : sqlite3_backup_step (backup, PAGES_A_STEP);
      if (gently && rc == SQLITE_OK)
        rest (copy, began);
    }
  if (backup == NULL)
    return sqlite3_errcode (copy->handle);
  sqlite3_backup_finish (backup);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static gboolean
write_copy (VbtDb *self, const char *path, gboolean gently, GError **error)
{
  g_autoptr (VbtDb) copy = vbt_db_open (path, VBT_DB_CREATE, error);
  gint64 n_objects = 0;
  gboolean nested;
  int rc;

  if (copy == NULL)
    return FALSE;
  nested = vbt_db_in_transaction (self);
  if (!nested
      && (!vbt_db_exec (self, "BEGIN", error)
          || !vbt_db_get_int (self, &n_objects, error, "SELECT count (*) FROM sqlite_schema", "")))
    {
      vbt_db_exec (self, "ROLLBACK", NULL);
      return FALSE;
    }
  rc = copy_pages (self, copy, gently);
  if (!nested)
    vbt_db_exec (self, "COMMIT", NULL);
  if (rc == SQLITE_OK)
    return vbt_db_close (g_steal_pointer (&copy), error);
  vbt_db_set_error (copy, rc, error);
  return FALSE;
}

/**
 * vbt_db_backup:
 * @self: a connection
 * @path: the file to write; replaced when it is there
 * @gently: whether it takes its time, because somebody may be working meanwhile
 * @error: return location for an error
 *
 * Writes a whole copy beside and renames it, so that @path is never half a copy. The connection's
 * cancellable stops it.
 *
 * Returns: whether that worked
 */
gboolean
vbt_db_backup (VbtDb *self, const char *path, gboolean gently, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".tmp", NULL);

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  g_unlink (temporary);
  if (!write_copy (self, temporary, gently, error))
    {
      g_unlink (temporary);
      return FALSE;
    }
  if (g_rename (temporary, path) != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("%s: cannot be written (%s)"), path,
                   g_strerror (errno));
      g_unlink (temporary);
      return FALSE;
    }
  return TRUE;
}

/**
 * vbt_db_copy_private:
 * @self: a connection
 * @error: return location for an error
 *
 * Copies everything into a temporary file that has no name, and is gone when the copy is closed. It
 * calls itself by the name of what it was copied from.
 *
 * Returns: (transfer full) (nullable): a connection to the copy
 */
VbtDb *
vbt_db_copy_private (VbtDb *self, GError **error)
{
  g_autoptr (VbtDb) copy = NULL;
  int rc;

  g_return_val_if_fail (self != NULL, NULL);

  copy = open_with_flags ("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (copy == NULL)
    return NULL;
  g_free (copy->path);
  copy->path = g_strdup (self->path);
  rc = copy_pages (self, copy, FALSE);
  if (rc == SQLITE_OK)
    return g_steal_pointer (&copy);
  vbt_db_set_error (copy, rc, error);
  return NULL;
}

/** vbt_db_set_read_only: has writes refused from now on, whatever the file allows. */
void
vbt_db_set_read_only (VbtDb *self)
{
  self->read_only = TRUE;
}

static int
progress_cb (void *data)
{
  VbtDb *self = data;

  return g_cancellable_is_cancelled (self->cancellable)
         || (self->deadline != 0 && g_get_monotonic_time () > self->deadline);
}

static void
watch_progress (VbtDb *self)
{
  gboolean watch = self->cancellable != NULL || self->deadline != 0;

  if (self->handle != NULL)
    sqlite3_progress_handler (self->handle, watch ? PROGRESS_STEPS : 0, watch ? progress_cb : NULL,
                              self);
}

/**
 * vbt_db_set_patience:
 * @self: a connection
 * @usec: how long the statements that follow may take together, in microseconds; 0: as long as it takes
 *
 * After that they fail with %G_IO_ERROR_CANCELLED.
 */
void
vbt_db_set_patience (VbtDb *self, gint64 usec)
{
  g_return_if_fail (self != NULL);

  self->deadline = usec > 0 ? g_get_monotonic_time () + usec : 0;
  watch_progress (self);
}

/**
 * vbt_db_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what interrupts the statements of this connection
 */
void
vbt_db_set_cancellable (VbtDb *self, GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->cancellable, cancellable);
  watch_progress (self);
}
