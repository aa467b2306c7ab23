/* vbt-db.c: statements on a connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-db-private.h"

/* More are made by what people search for, and are not kept. */
#define MAX_STATEMENTS 512

/* More arguments than any function of ours has. */
#define MAX_ARGUMENTS 8

struct _VbtQuery
{
  VbtDb *db;
  sqlite3_stmt *statement;
  gboolean cached;
  int rc;
};

/* See vbt_db_expect_transaction(). */
static gboolean
is_lost (VbtDb *self)
{
  return self->expects_transaction && sqlite3_get_autocommit (self->handle);
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
  int rc = is_lost (self) ? SQLITE_ABORT : sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

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

/**
 * vbt_db_set_ready_words:
 * @self: a database
 * @words: (nullable): words of a text
 *
 * Until it is called with %NULL, this text is indexed by the words that were found before.
 */
void
vbt_db_set_ready_words (VbtDb *self, const VbtTextWords *words)
{
  self->ready_words = words;
}

/**
 * vbt_db_shrink:
 * @self: a database
 *
 * Gives back the memory of pages that are kept because they may be read again.
 */
void
vbt_db_shrink (VbtDb *self)
{
  sqlite3_db_release_memory (self->handle);
}

gint64
vbt_db_get_last_rowid (VbtDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/** vbt_db_in_transaction: Returns: whether a transaction is open, or was until SQLite took it back by itself */
gboolean
vbt_db_in_transaction (VbtDb *self)
{
  return self->expects_transaction || !sqlite3_get_autocommit (self->handle);
}

/**
 * vbt_db_expect_transaction:
 * @self: a connection
 * @expect: whether an act has begun, or is over
 *
 * SQLite takes a transaction back by itself where memory or the disk fails it. Whoever did not look at that failure would
 * go on outside of the transaction, and leave half an act. So nothing is run any more until the act is over.
 */
void
vbt_db_expect_transaction (VbtDb *self, gboolean expect)
{
  self->expects_transaction = expect;
}

/** vbt_db_check_transaction: Returns: %FALSE with @error set where SQLite took the act back */
gboolean
vbt_db_check_transaction (VbtDb *self, GError **error)
{
  if (!is_lost (self))
    return TRUE;
  vbt_db_set_error (self, SQLITE_ABORT, error);
  return FALSE;
}

static sqlite3_stmt *
prepare (VbtDb *self, const char *sql, gboolean *cached, int *rc)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  *rc = SQLITE_OK;
  if (statement != NULL && !sqlite3_stmt_busy (statement))
    {
      *cached = TRUE;
      return statement;
    }
  *cached = statement == NULL && g_hash_table_size (self->statements) < MAX_STATEMENTS;
  *rc = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (*rc == SQLITE_OK && *cached)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* @keep: SQLITE_STATIC where the caller's strings outlive the query, which saves a copy of each text, else
 * SQLITE_TRANSIENT. */
static int
bind_one (sqlite3_stmt *statement, int index, char type, sqlite3_destructor_type keep,
          va_list *arguments)
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
      return sqlite3_bind_text (statement, index, string, -1, keep);
    case 'b':
      bytes = va_arg (*arguments, GBytes *);
      if (bytes == NULL)
        return sqlite3_bind_null (statement, index);
      if (g_bytes_get_size (bytes) == 0)
        return sqlite3_bind_zeroblob (statement, index, 0);
      return sqlite3_bind_blob64 (statement, index, g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), keep);
    default:
      g_assert_not_reached ();
    }
}

static VbtQuery *
query_valist (VbtDb *self, const char *sql, const char *types, sqlite3_destructor_type keep,
              va_list *arguments)
{
  VbtQuery *query = g_new0 (VbtQuery, 1);

  query->db = self;
  query->statement = prepare (self, sql, &query->cached, &query->rc);
  if (query->rc == SQLITE_OK && is_lost (self))
    query->rc = SQLITE_ABORT;
  for (int i = 0; types[i] != '\0' && query->rc == SQLITE_OK; i++)
    query->rc = bind_one (query->statement, i + 1, types[i], keep, arguments);
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
  query = query_valist (self, sql, types, SQLITE_TRANSIENT, &arguments);
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
vbt_query_bind_double (VbtQuery *self, int index, double value)
{
  if (self->rc == SQLITE_OK)
    self->rc = sqlite3_bind_double (self->statement, index, value);
}

void
vbt_query_bind_string (VbtQuery *self, int index, const char *value)
{
  if (self->rc == SQLITE_OK)
    self->rc = sqlite3_bind_text (self->statement, index, value, -1, SQLITE_TRANSIENT);
}

/* Without a copy: @value has to stay until the query is freed. */
void
vbt_query_bind_text (VbtQuery *self, int index, const char *value)
{
  if (self->rc == SQLITE_OK)
    self->rc = sqlite3_bind_text (self->statement, index, value, -1, SQLITE_STATIC);
}

void
vbt_query_bind_bytes (VbtQuery *self, int index, GBytes *value)
{
  if (self->rc != SQLITE_OK)
    return;
  if (g_bytes_get_size (value) == 0)
    self->rc = sqlite3_bind_zeroblob (self->statement, index, 0);
  else
    self->rc = sqlite3_bind_blob64 (self->statement, index, g_bytes_get_data (value, NULL),
                                    g_bytes_get_size (value), SQLITE_TRANSIENT);
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
  query = query_valist (self, sql, types, SQLITE_STATIC, &arguments);
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
  query = query_valist (self, sql, types, SQLITE_STATIC, &arguments);
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
  query = query_valist (self, sql, types, SQLITE_STATIC, &arguments);
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

/**
 * vbt_query_get_choice:
 * @self: a query at a row
 * @column: a column, from 0
 * @last: the last value of the enumeration, which begins at 0
 * @otherwise: what stands for any other number, which only a damaged file has
 *
 * Returns: the value
 */
int
vbt_query_get_choice (VbtQuery *self, int column, int last, int otherwise)
{
  gint64 value = vbt_query_get_int (self, column);

  return value >= 0 && value <= last ? (int)value : otherwise;
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

/**
 * vbt_query_dup_name:
 * @self: a query on a row
 * @column: a column that is never NULL but in a damaged file
 *
 * Returns: (transfer full): the text, as of vbt_query_dup_string(); an empty one where there is none
 */
char *
vbt_query_dup_name (VbtQuery *self, int column)
{
  char *string = vbt_query_dup_string (self, column);

  return string != NULL ? string : g_strdup ("");
}

/** Function: what a statement calls. */
typedef struct
{
  VbtDbFunc function;
  gpointer data;
} Function;

static void
call_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const Function *self = sqlite3_user_data (context);
  gint64 arguments[MAX_ARGUMENTS] = { 0 };

  for (int i = 0; i < n_values; i++)
    arguments[i] = sqlite3_value_int64 (values[i]);
  sqlite3_result_int (context, self->function (self->data, arguments));
}

/**
 * vbt_db_add_function:
 * @self: a connection
 * @name: what statements call it
 * @n_arguments: how many numbers it takes
 * @function: what is called
 * @data: for @function; has to live as long as the connection
 * @error: return location for an error
 *
 * Lets statements of this connection ask what SQL cannot know.
 *
 * Returns: whether they can
 */
gboolean
vbt_db_add_function (VbtDb *self, const char *name, guint n_arguments, VbtDbFunc function,
                     gpointer data, GError **error)
{
  Function *mine;
  int rc;

  g_return_val_if_fail (self != NULL && n_arguments <= MAX_ARGUMENTS, FALSE);

  mine = g_new (Function, 1);
  *mine = (Function){ function, data };
  rc = sqlite3_create_function_v2 (self->handle, name, (int)n_arguments,
                                   SQLITE_UTF8 | SQLITE_DIRECTONLY, mine, call_cb, NULL, NULL,
                                   g_free);
  if (rc == SQLITE_OK)
    return TRUE;
  vbt_db_set_error (self, rc, error);
  return FALSE;
}
