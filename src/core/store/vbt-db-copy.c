/* vbt-db-copy.c: copies rows out of a file of which not all can be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-db-private.h"

/* How often a table is entered at another place after a page that cannot be read. */
#define MAX_ENTRIES 2000

/** Copy: a table on its way. */
typedef struct
{
  VbtDb *from;
  VbtDb *to;
  char *up, *down; /* from a key on to the end, or to the beginning; the first column is the key */
  char *insert;
  int n_columns;
  guint n_entries;
  gboolean has_gaps;
  guint64 n_copied, n_refused;
} Copy;

static void
copy_row (Copy *self, sqlite3_stmt *row)
{
  sqlite3_stmt *insert = NULL;
  int rc = sqlite3_prepare_v2 (self->to->handle, self->insert, -1, &insert, NULL);

  for (int i = 0; i < self->n_columns && rc == SQLITE_OK; i++)
    rc = sqlite3_bind_value (insert, i + 1, sqlite3_column_value (row, i));
  if (rc == SQLITE_OK)
    rc = sqlite3_step (insert);
  if (rc != SQLITE_DONE)
    self->n_refused++;
  else
    self->n_copied += (guint64)sqlite3_changes64 (self->to->handle);
  sqlite3_finalize (insert);
}

/* Copies from @start on while rows can be read, at most to @limit. Returns the last key that was seen. */
static gint64
walk (Copy *self, gboolean downwards, gint64 start, gint64 limit, gboolean *complete)
{
  sqlite3_stmt *rows = NULL;
  gint64 last = start;
  int rc
      = sqlite3_prepare_v2 (self->from->handle, downwards ? self->down : self->up, -1, &rows, NULL);

  self->n_entries++;
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (rows, 1, start);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (rows);
      if (rc != SQLITE_ROW)
        break;
      last = sqlite3_column_int64 (rows, 0);
      if (downwards ? last < limit : last > limit)
        break;
      copy_row (self, rows);
    }
  *complete = rc == SQLITE_DONE || rc == SQLITE_ROW;
  sqlite3_finalize (rows);
  return last;
}

/* A page that cannot be read ends both walks; beyond it the rest is reached through the pages above it. */
static void
copy_range (Copy *self, gint64 low, gint64 high)
{
  gboolean complete;
  gint64 middle;
  guint64 gap; /* up to 2^64 - 1: keys may be any */

  if (self->n_entries > MAX_ENTRIES)
    return;
  low = walk (self, FALSE, low, high, &complete);
  if (complete)
    return;
  self->has_gaps = TRUE;
  high = walk (self, TRUE, high, low, &complete);
  gap = (guint64)high - (guint64)low;
  if (complete || low >= high || gap < 2)
    return;
  middle = low + (gint64)(gap / 2);
  copy_range (self, low + 1, middle);
  copy_range (self, middle + 1, high - 1);
}

/* The columns that both have, the key first. */
static char *
common_columns (VbtDb *from, VbtDb *to, const char *table, const char *key, int *n)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (VbtQuery) query = vbt_db_query (
      to, "SELECT name FROM pragma_table_info (?1) ORDER BY name <> ?2, cid", "ss", table, key);

  *n = 0;
  while (vbt_query_next (query))
    {
      const char *name = vbt_query_get_string (query, 0);
      gint64 found = 0;

      vbt_db_get_int (
          from, &found, NULL,
          "SELECT count (*) FROM pragma_table_xinfo (?1) WHERE name = ?2 AND hidden = 0", "ss",
          table, name);
      if (found == 0)
        continue;
      g_string_append_printf (columns, "%s\"%s\"", *n > 0 ? ", " : "", name);
      (*n)++;
    }
  return g_string_free (g_steal_pointer (&columns), FALSE);
}

static char *
placeholders (int n)
{
  g_autoptr (GString) marks = g_string_new ("?");

  for (int i = 1; i < n; i++)
    g_string_append (marks, ", ?");
  return g_string_free (g_steal_pointer (&marks), FALSE);
}

/**
 * vbt_db_copy_table:
 * @from: a connection to a damaged file
 * @to: a connection to a whole one, in a transaction
 * @table: a table of both
 * @n_refused: (out): rows that the rules of @to do not allow
 * @has_gaps: (out): whether some of it could not be read
 *
 * Copies every row that can be read. Only columns that are stored are read, and no SQL of the damaged
 * file is run: it has to be a table, and reading one runs no trigger.
 *
 * Returns: how many rows were copied
 */
guint64
vbt_db_copy_table (VbtDb *from, VbtDb *to, const char *table, guint64 *n_refused,
                   gboolean *has_gaps)
{
  Copy self = { .from = from, .to = to };
  g_autofree char *key = vbt_db_get_string (
      to, NULL, "SELECT name FROM pragma_table_info (?1) WHERE pk = 1", "s", table);
  g_autofree char *columns = common_columns (from, to, table, key, &self.n_columns);
  g_autofree char *marks = placeholders (self.n_columns);
  gint64 is_table = 0;

  vbt_db_get_int (from, &is_table, NULL,
                  "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 "
                  "AND sql NOT LIKE 'CREATE VIRTUAL%'",
                  "s", table);
  *n_refused = 0;
  *has_gaps = is_table == 0 || self.n_columns == 0;
  if (*has_gaps)
    return 0;
  self.up = g_strdup_printf ("SELECT %s FROM \"%s\" NOT INDEXED WHERE \"%s\" >= ?1 ORDER BY \"%s\"",
                             columns, table, key, key);
  self.down = g_strdup_printf (
      "SELECT %s FROM \"%s\" NOT INDEXED WHERE \"%s\" <= ?1 ORDER BY \"%s\" DESC", columns, table,
      key, key);
  self.insert
      = g_strdup_printf ("INSERT OR IGNORE INTO \"%s\" (%s) VALUES (%s)", table, columns, marks);
  copy_range (&self, G_MININT64, G_MAXINT64);
  *n_refused = self.n_refused;
  *has_gaps = self.has_gaps;
  g_free (self.up);
  g_free (self.down);
  g_free (self.insert);
  return self.n_copied;
}

static gboolean
is_attached (VbtDb *self)
{
  gint64 n = 0;

  return vbt_db_get_int (self, &n, NULL,
                         "SELECT count (*) FROM pragma_database_list WHERE name = 'theirs'", "")
         && n > 0;
}

/**
 * vbt_db_attach:
 * @self: a connection, not in a transaction
 * @path: another file, whose tables were looked at: see vbt_store_open()
 * @error: return location for an error
 *
 * Lets statements of this connection read another file too, as `theirs`. It is opened for reading only, whatever the
 * connection may do with its own.
 *
 * Returns: whether they can
 */
gboolean
vbt_db_attach (VbtDb *self, const char *path, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (full, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file://", escaped, "?mode=ro", NULL);

  /* Where there was no memory to let go of the last one. */
  vbt_db_detach (self);
  return vbt_db_run (self, error, "ATTACH ?1 AS theirs", "s", uri);
}

/** vbt_db_detach: lets go of what vbt_db_attach() attached, if anything is. */
void
vbt_db_detach (VbtDb *self)
{
  if (!is_attached (self))
    return;
  g_hash_table_remove_all (self->statements);
  vbt_db_exec (self, "DETACH theirs", NULL);
}
