/* vbt-rows.c: many rows in one statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-rows.h"

/* Before a statement writes a page, SQLite copies it, in case the statement fails: one statement for each row copies the
 * same few pages each time, which took longer than all else. So a statement writes many. How many is one of these, so
 * that each is prepared once. */
static const guint n_rows_at_once[] = { 64, 16, 4, 2, 1 };

static char *
make_statement (const VbtRows *self, guint n_rows)
{
  GString *sql = g_string_new (self->insert);

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : " ", self->row);
  if (self->conflict != NULL)
    g_string_append_printf (sql, " ON CONFLICT DO UPDATE SET %s", self->conflict);
  return g_string_free (sql, FALSE);
}

/**
 * vbt_rows_write:
 * @store: a project with an act or a batch begun
 * @table: into what
 * @rows: what its function binds
 * @n: how many
 * @error: return location for an error
 *
 * Inserts rows in their order, as many at once as can be.
 *
 * Returns: whether they were written
 */
gboolean
vbt_rows_write (VbtStore *store, const VbtRows *table, gconstpointer rows, guint n, GError **error)
{
  guint n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (n_rows_at_once); i++)
    while (n - n_done >= n_rows_at_once[i])
      {
        g_autofree char *sql = make_statement (table, n_rows_at_once[i]);
        g_autoptr (VbtQuery) query = vbt_db_query_empty (store->db, sql);

        for (guint k = 0; k < n_rows_at_once[i]; k++)
          table->bind (store, query, 1 + (int)k * table->n_columns, rows, n_done + k);
        vbt_query_next (query);
        if (!vbt_query_finish (query, error))
          return FALSE;
        n_done += n_rows_at_once[i];
      }
  return TRUE;
}
