/* vbt-merge-delete.c: deletes what was deleted in another copy of a project, and not touched in ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-merge-private.h"

static gboolean
has_any (VbtMerge *self, VbtMergeTable table)
{
  gint64 found = 0;

  return vbt_db_get_int (self->db, &found, NULL,
                         "SELECT EXISTS (SELECT 1 FROM temp.todo WHERE what = 2 AND tbl = ?1)", "u",
                         (int)table)
         && found != 0;
}

/** vbt_merge_delete_rows: deletes the rows of a table that are gone there. */
gboolean
vbt_merge_delete_rows (VbtMerge *self, VbtMergeTable table, GError **error)
{
  gboolean has_two_keys = FALSE;

  for (int i = 0; vbt_merge_tables[table].columns[i].name != NULL; i++)
    has_two_keys |= vbt_merge_tables[table].columns[i].use == VBT_MERGE_KEY_B;
  if (!has_any (self, table))
    return TRUE;
  if (!vbt_merge_run (self, table, 0,
                      has_two_keys
                          ? "DELETE FROM main.{T} AS o WHERE ({oA}, {oB}) IN (SELECT x.a, x.b "
                            "FROM temp.todo x WHERE x.what = 2 AND x.tbl = {N})"
                          : "DELETE FROM main.{T} AS o WHERE {oA} IN (SELECT x.a "
                            "FROM temp.todo x WHERE x.what = 2 AND x.tbl = {N})",
                      error))
    return FALSE;
  self->result->n_deleted += vbt_db_get_n_changed (self->db);
  return TRUE;
}

/* With what hangs on them; sift_gone() saw to it that no relation of ours goes along. */
static gboolean
delete_annotations (VbtMerge *self, GError **error)
{
  if (!has_any (self, VBT_MERGE_ANNOTATION))
    return TRUE;
  if (!vbt_store_delete_where (self->store, "SELECT a FROM temp.todo WHERE what = 2 AND tbl = ?1",
                               VBT_MERGE_ANNOTATION, TRUE, error))
    return FALSE;
  self->result->n_deleted += vbt_db_get_n_changed (self->db);
  return TRUE;
}

/* One that a span here still refers to stays, because somebody here meant it. */
#define IN_USE                                                                                     \
  "FROM temp.todo x WHERE x.what = 2 AND x.tbl = 6 "                                               \
  "AND EXISTS (SELECT 1 FROM main.mention m WHERE m.entity = x.a)"

static const char *const entities[] = {
  "DELETE FROM temp.todo WHERE what = 2 AND tbl = 6 AND a IN (SELECT x.a " IN_USE ")",
  "DELETE FROM main.alias WHERE entity IN (SELECT a FROM temp.todo WHERE what = 2 AND tbl = 6)",
  "DELETE FROM main.entity_attribute WHERE entity IN "
  "(SELECT a FROM temp.todo WHERE what = 2 AND tbl = 6)",
};

static gboolean
delete_entities (VbtMerge *self, GError **error)
{
  if (!has_any (self, VBT_MERGE_ENTITY))
    return TRUE;
  if (!vbt_merge_note_rows (self, VBT_MERGE_DELETED_THERE, VBT_MERGE_ENTITY,
                            "SELECT x.a AS a, x.b AS b " IN_USE, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (!vbt_db_run (self->db, error, entities[i], ""))
      return FALSE;
  return vbt_merge_delete_rows (self, VBT_MERGE_ENTITY, error);
}

/**
 * vbt_merge_delete:
 * @self: a merge of which the new rows and columns are written
 * @error: return location for an error
 *
 * Deletes what is gone there, but for the schema.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_delete (VbtMerge *self, GError **error)
{
  static const VbtMergeTable tables[]
      = { VBT_MERGE_DECISION, VBT_MERGE_MENTION, VBT_MERGE_VALUE,
          VBT_MERGE_STATUS,   VBT_MERGE_ALIAS,   VBT_MERGE_ENTITY_ATTRIBUTE,
          VBT_MERGE_METADATA, VBT_MERGE_REMARK,  VBT_MERGE_SAVED_QUERY };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!vbt_merge_step (self, error) || !vbt_merge_delete_rows (self, tables[i], error))
      return FALSE;
  return delete_annotations (self, error) && delete_entities (self, error);
}
