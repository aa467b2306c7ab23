/* vbt-store-history.c: what was done, in the order of time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-store-private.h"

void
vbt_history_row_free (VbtHistoryRow *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self);
}

/** vbt_history_row_read: what the columns VBT_HISTORY_ROW, which come first, say */
VbtHistoryRow *
vbt_history_row_read (VbtQuery *query)
{
  VbtHistoryRow *row = g_new0 (VbtHistoryRow, 1);

  row->number = vbt_query_get_int (query, 0);
  row->time = vbt_query_get_int (query, 1);
  row->annotator = vbt_query_get_int (query, 2);
  row->document = vbt_query_get_int (query, 3);
  row->words = vbt_query_dup_name (query, 4);
  row->undone = vbt_query_get_int (query, 5) != 0;
  row->has_way_back = vbt_query_get_int (query, 6) != 0;
  return row;
}

/* Statements are literals: one for each combination of the two restrictions. */
#define LIST                                                                                       \
  "SELECT " VBT_HISTORY_ROW " FROM history "                                                       \
  "WHERE state IN ('done', 'undone') AND (?1 = 0 OR number < ?1) "
#define OF_DOCUMENT "AND document = ?3 "
#define OF_ANNOTATOR "AND annotator = ?4 "
#define ORDER "ORDER BY number DESC LIMIT ?2"

/**
 * vbt_store_list_history:
 * @self: a project
 * @filter: which acts, and how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtHistoryRow): the acts, the last one first
 */
GPtrArray *
vbt_store_list_history (VbtStore *self, const VbtHistoryFilter *filter, GError **error)
{
  static const char *const statements[] = {
    LIST ORDER,
    LIST OF_DOCUMENT ORDER,
    LIST OF_ANNOTATOR ORDER,
    LIST OF_DOCUMENT OF_ANNOTATOR ORDER,
  };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (VbtQuery) query = NULL;
  guint which;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  which = (filter->document != 0 ? 1 : 0) + (filter->annotator != 0 ? 2 : 0);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_history_row_free);
  query = vbt_db_query_empty (self->db, statements[which]);
  vbt_query_bind_int (query, 1, filter->before);
  vbt_query_bind_int (query, 2, filter->limit);
  if (filter->document != 0)
    vbt_query_bind_int (query, 3, filter->document);
  if (filter->annotator != 0)
    vbt_query_bind_int (query, 4, filter->annotator);
  while (vbt_query_next (query))
    g_ptr_array_add (rows, vbt_history_row_read (query));
  return vbt_query_finish (query, error) ? g_steal_pointer (&rows) : NULL;
}
