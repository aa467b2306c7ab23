/* vbt-db.c: a connection to an SQLite file; the wrapper that everything else goes through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-db.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "vbt-fts-tokenizer.h"

/* How long a write waits for another program's, in milliseconds. */
#define BUSY_TIMEOUT 10000
/* Virtual machine steps between two looks at the cancellable: some 50 µs. */
#define PROGRESS_STEPS 1000

struct _VbtDb
{
  sqlite3 *handle;
  char *path;
  gboolean read_only;
  GHashTable
      *statements; /* SQL to sqlite3_stmt: our SQL is a fixed set, so nothing is ever dropped */
  GCancellable *cancellable;
};

struct _VbtQuery
{
  VbtDb *db;
  sqlite3_stmt *statement;
  gboolean cached;
  int rc;
};

static VbtError
error_code (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return VBT_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return VBT_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return VBT_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VBT_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return rc == SQLITE_CONSTRAINT_FOREIGNKEY ? VBT_ERROR_NOT_FOUND
             : rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY
                 ? VBT_ERROR_CONFLICT
                 : VBT_ERROR_FORMAT;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return VBT_ERROR_FORMAT;
    default:
      return VBT_ERROR_IO;
    }
}

static char *
error_message (VbtError code, const char *path, const char *detail)
{
  g_autofree char *name = g_path_get_basename (path);

  switch (code)
    {
    case VBT_ERROR_FULL:
      return g_strdup_printf (
          _ ("%s: there is no space left on the disk. Nothing was changed; free "
             "some space and try again"),
          name);
    case VBT_ERROR_READ_ONLY:
      return g_strdup_printf (_ ("%s: the project cannot be written. Check the permissions of the "
                                 "file and of its folder"),
                              name);
    case VBT_ERROR_CORRUPT:
      return g_strdup_printf (
          _ ("%s: the file is damaged (%s). Restore a copy, or recover what can be read"), name,
          detail);
    case VBT_ERROR_BUSY:
      return g_strdup_printf (
          _ ("%s: another program is writing to the project. Nothing was changed; try again"),
          name);
    case VBT_ERROR_NOT_FOUND:
      return g_strdup_printf (_ ("%s: refused, because it refers to something that is not there"),
                              name);
    case VBT_ERROR_CONFLICT:
      return g_strdup_printf (_ ("%s: refused, because it is there already"), name);
    case VBT_ERROR_FORMAT:
      return g_strdup_printf (_ ("%s: refused by the rules of the project (%s)"), name, detail);
    case VBT_ERROR_IO:
    case VBT_ERROR_USAGE:
    default:
      return g_strdup_printf (_ ("%s: the project cannot be read or written (%s)"), name, detail);
    }
}

/**
 * vbt_db_set_error:
 * @self: a connection
 * @rc: what SQLite returned
 * @error: return location for the error
 *
 * Translates a failure of SQLite: the one place where its codes become ours. An interrupted
 * statement becomes %G_IO_ERROR_CANCELLED.
 */
void
vbt_db_set_error (VbtDb *self, int rc, GError **error)
{
  g_autofree char *message = NULL;
  int extended = self->handle != NULL ? sqlite3_extended_errcode (self->handle) : rc;
  VbtError code;

  g_return_if_fail (self != NULL);

  if ((rc & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
      return;
    }
  if ((extended & 0xff) != (rc & 0xff))
    extended = rc;
  code = error_code (extended);
  message = error_message (
      code, self->path, self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (rc));
  g_set_error_literal (error, VBT_ERROR, code, message);
}

static gboolean
configure (VbtDb *self, GError **error)
{
  int rc;

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  /* No writable_schema, no writes to shadow tables, whatever SQL somebody brings. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  rc = vbt_fts_tokenizer_register (self->handle);
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

static VbtDb *
open_with_flags (const char *path, int flags, GError **error)
{
  g_autoptr (VbtDb) self = g_new0 (VbtDb, 1);
  int rc;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  rc = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
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

/* Leaves one file behind, unless another connection still uses the side files: the last one does it then. */
static void
fold_wal (VbtDb *self)
{
  g_autofree char *mode = NULL;

  if (self->read_only)
    return;
  sqlite3_busy_timeout (self->handle, 0);
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

/**
 * vbt_db_backup:
 * @self: a connection
 * @path: the file to write; replaced when it is there
 * @error: return location for an error
 *
 * Writes a whole copy beside and renames it, so that @path is never half a copy.
 *
 * Returns: whether that worked
 */
gboolean
vbt_db_backup (VbtDb *self, const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".tmp", NULL);
  g_autoptr (VbtDb) copy = NULL;
  sqlite3_backup *backup;
  int rc;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  g_unlink (temporary);
  copy = vbt_db_open (temporary, VBT_DB_CREATE, error);
  if (copy == NULL)
    return FALSE;
  backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }
  rc = sqlite3_errcode (copy->handle);
  if (rc != SQLITE_OK && rc != SQLITE_DONE)
    {
      vbt_db_set_error (copy, rc, error);
      g_unlink (temporary);
      return FALSE;
    }
  if (!vbt_db_close (g_steal_pointer (&copy), error))
    return FALSE;
  if (g_rename (temporary, path) != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("%s: cannot be written (%s)"), path,
                   g_strerror (errno));
      g_unlink (temporary);
      return FALSE;
    }
  return TRUE;
}

static int
progress_cb (void *data)
{
  VbtDb *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
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
  if (self->handle != NULL)
    sqlite3_progress_handler (self->handle, cancellable != NULL ? PROGRESS_STEPS : 0,
                              cancellable != NULL ? progress_cb : NULL, self);
}

/**
 * vbt_db_exec:
 * @self: a connection
 * @sql: statements without arguments and results
 * @error: return location for an error
 *
 * Returns: whether all of them ran
 */
gboolean
vbt_db_exec (VbtDb *self, const char *sql, GError **error)
{
  int rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  vbt_db_set_error (self, rc, error);
  return FALSE;
}

guint
vbt_db_get_n_changed (VbtDb *self)
{
  return (guint)sqlite3_changes (self->handle);
}

gint64
vbt_db_get_last_rowid (VbtDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gboolean
vbt_db_in_transaction (VbtDb *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

static sqlite3_stmt *
prepare (VbtDb *self, const char *sql, gboolean *cached, int *rc)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  *rc = SQLITE_OK;
  *cached = statement == NULL || !sqlite3_stmt_busy (statement);
  if (statement != NULL && *cached)
    return statement;
  *rc = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (*rc == SQLITE_OK && *cached)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static int
bind_one (sqlite3_stmt *statement, int index, char type, va_list *arguments)
{
  const char *string;
  GBytes *bytes;
  VbtId id;

  switch (type)
    {
    case 'i':
      return sqlite3_bind_int64 (statement, index, va_arg (*arguments, gint64));
    case 'u':
      return sqlite3_bind_int (statement, index, va_arg (*arguments, int));
    case 'd':
      return sqlite3_bind_double (statement, index, va_arg (*arguments, double));
    case 'o':
      id = va_arg (*arguments, VbtId);
      return id == 0 ? sqlite3_bind_null (statement, index)
                     : sqlite3_bind_int64 (statement, index, id);
    case 's':
      string = va_arg (*arguments, const char *);
      return sqlite3_bind_text (statement, index, string, -1, SQLITE_TRANSIENT);
    case 'b':
      bytes = va_arg (*arguments, GBytes *);
      if (bytes == NULL)
        return sqlite3_bind_null (statement, index);
      if (g_bytes_get_size (bytes) == 0)
        return sqlite3_bind_zeroblob (statement, index, 0);
      return sqlite3_bind_blob64 (statement, index, g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), SQLITE_TRANSIENT);
    default:
      g_assert_not_reached ();
    }
}

static VbtQuery *
query_valist (VbtDb *self, const char *sql, const char *types, va_list *arguments)
{
  VbtQuery *query = g_new0 (VbtQuery, 1);

  query->db = self;
  query->statement = prepare (self, sql, &query->cached, &query->rc);
  for (int i = 0; types[i] != '\0' && query->rc == SQLITE_OK; i++)
    query->rc = bind_one (query->statement, i + 1, types[i], arguments);
  return query;
}

/**
 * vbt_db_query:
 * @self: a connection
 * @sql: one statement; prepared once and kept
 * @types: a letter for each argument, see above
 * @...: the arguments
 *
 * Starts a statement. It never fails: an error comes from vbt_query_finish().
 *
 * Returns: (transfer full): a query
 */
VbtQuery *
vbt_db_query (VbtDb *self, const char *sql, const char *types, ...)
{
  va_list arguments;
  VbtQuery *query;

  g_return_val_if_fail (self != NULL && sql != NULL && types != NULL, NULL);

  va_start (arguments, types);
  query = query_valist (self, sql, types, &arguments);
  va_end (arguments);
  return query;
}

/**
 * vbt_db_query_empty:
 * @self: a connection
 * @sql: one statement
 *
 * Returns: (transfer full): a query whose arguments are still to be bound
 */
VbtQuery *
vbt_db_query_empty (VbtDb *self, const char *sql)
{
  return vbt_db_query (self, sql, "");
}

void
vbt_query_bind_int (VbtQuery *self, int index, gint64 value)
{
  if (self->rc == SQLITE_OK)
    self->rc = sqlite3_bind_int64 (self->statement, index, value);
}

void
vbt_query_bind_string (VbtQuery *self, int index, const char *value)
{
  if (self->rc == SQLITE_OK)
    self->rc = sqlite3_bind_text (self->statement, index, value, -1, SQLITE_TRANSIENT);
}

/**
 * vbt_query_next:
 * @self: a query
 *
 * Returns: whether there is another row
 */
gboolean
vbt_query_next (VbtQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->rc == SQLITE_OK || self->rc == SQLITE_ROW)
    self->rc = sqlite3_step (self->statement);
  return self->rc == SQLITE_ROW;
}

/**
 * vbt_query_finish:
 * @self: a query
 * @error: return location for an error
 *
 * Returns: whether all went well so far
 */
gboolean
vbt_query_finish (VbtQuery *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->rc == SQLITE_OK || self->rc == SQLITE_ROW || self->rc == SQLITE_DONE)
    return TRUE;
  vbt_db_set_error (self->db, self->rc, error);
  return FALSE;
}

void
vbt_query_free (VbtQuery *self)
{
  if (self == NULL)
    return;
  if (self->statement != NULL && self->cached)
    {
      sqlite3_reset (self->statement);
      sqlite3_clear_bindings (self->statement);
    }
  else
    sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * vbt_db_run:
 * @self: a connection
 * @error: return location for an error
 * @sql: one statement without results
 * @types: a letter for each argument
 * @...: the arguments
 *
 * Returns: whether it ran
 */
gboolean
vbt_db_run (VbtDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (VbtQuery) query = NULL;
  va_list arguments;

  g_return_val_if_fail (self != NULL && sql != NULL && types != NULL, FALSE);

  va_start (arguments, types);
  query = query_valist (self, sql, types, &arguments);
  va_end (arguments);
  while (vbt_query_next (query))
    ;
  return vbt_query_finish (query, error);
}

/**
 * vbt_db_get_int:
 * @self: a connection
 * @value: (out): the first column of the first row; left as it is when there is none
 * @error: return location for an error
 * @sql: one statement
 * @types: a letter for each argument
 * @...: the arguments
 *
 * Returns: whether it ran
 */
gboolean
vbt_db_get_int (VbtDb *self, gint64 *value, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (VbtQuery) query = NULL;
  va_list arguments;

  g_return_val_if_fail (self != NULL && sql != NULL && types != NULL, FALSE);

  va_start (arguments, types);
  query = query_valist (self, sql, types, &arguments);
  va_end (arguments);
  if (vbt_query_next (query))
    *value = vbt_query_get_int (query, 0);
  return vbt_query_finish (query, error);
}

/**
 * vbt_db_get_string:
 * @self: a connection
 * @error: return location for an error
 * @sql: one statement
 * @types: a letter for each argument
 * @...: the arguments
 *
 * Returns: (transfer full) (nullable): the first column of the first row, if there is one
 */
char *
vbt_db_get_string (VbtDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (VbtQuery) query = NULL;
  va_list arguments;

  g_return_val_if_fail (self != NULL && sql != NULL && types != NULL, NULL);

  va_start (arguments, types);
  query = query_valist (self, sql, types, &arguments);
  va_end (arguments);
  if (vbt_query_next (query))
    return vbt_query_dup_string (query, 0);
  vbt_query_finish (query, error);
  return NULL;
}

gboolean
vbt_query_is_null (VbtQuery *self, int column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

gint64
vbt_query_get_int (VbtQuery *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

double
vbt_query_get_double (VbtQuery *self, int column)
{
  return sqlite3_column_double (self->statement, column);
}

const char *
vbt_query_get_string (VbtQuery *self, int column)
{
  return (const char *)sqlite3_column_text (self->statement, column);
}

const void *
vbt_query_get_blob (VbtQuery *self, int column, gsize *length)
{
  const void *blob = sqlite3_column_blob (self->statement, column);

  *length = (gsize)sqlite3_column_bytes (self->statement, column);
  return blob;
}

/**
 * vbt_query_dup_string:
 * @self: a query on a row
 * @column: which column
 *
 * Returns: (transfer full) (nullable): the text; bytes of a damaged file that are no UTF-8 are replaced
 */
char *
vbt_query_dup_string (VbtQuery *self, int column)
{
  const char *string = vbt_query_get_string (self, column);

  return string == NULL ? NULL : g_utf8_make_valid (string, -1);
}
