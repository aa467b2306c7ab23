/* vbt-merge-schema.c: labels, attributes and rules of another copy of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-merge-private.h"

G_STATIC_ASSERT (VBT_MERGE_SCHEMA == 0 && VBT_MERGE_LABEL == 1 && VBT_MERGE_ATTRIBUTE == 2);

/* A name and a key belong to one label: unless the other one gives it away in this merge, ours keeps it. */
static const char *const taken[] = {
  "UPDATE temp.choice AS c SET take = 2 WHERE tbl = 1 AND col = 2 AND take = 1 AND EXISTS ("
  "SELECT 1 FROM temp.their_label t JOIN main.label o ON o.name = t.name AND o.kind = t.kind "
  "AND o.id <> t.id WHERE t.id = c.a AND NOT EXISTS (SELECT 1 FROM temp.choice d "
  "WHERE d.tbl = 1 AND d.col = 2 AND d.a = +o.id AND d.take = 1))",
  "UPDATE temp.choice AS c SET take = 2 WHERE tbl = 1 AND col = 3 AND take = 1 AND EXISTS ("
  "SELECT 1 FROM temp.their_label t JOIN main.label o ON o.key = t.key "
  "AND o.id <> t.id WHERE t.id = c.a AND NOT EXISTS (SELECT 1 FROM temp.choice d "
  "WHERE d.tbl = 1 AND d.col = 3 AND d.a = +o.id AND d.take = 1))",
};

/* New labels whose key somebody has already go without. */
static gboolean
clear_taken_keys (VbtMerge *self, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db,
      "SELECT n.id, n.name, n.key, (SELECT o.name FROM main.label o WHERE o.key = n.key "
      "AND o.id <> n.id) AS owner FROM temp.todo x JOIN main.label n ON n.id = x.a "
      "WHERE x.what = 0 AND x.tbl = 1 AND n.key IS NOT NULL AND owner IS NOT NULL",
      "");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  gboolean success;

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);
      g_autofree char *name = vbt_query_dup_string (query, 1);
      g_autofree char *key = vbt_query_dup_string (query, 2);
      g_autofree char *owner = vbt_query_dup_string (query, 3);
      g_autofree char *what
          = g_strdup_printf (_ ("key %s of the label “%s”, which “%s” has"), key, name, owner);

      vbt_merge_add_note (self, VBT_MERGE_LEFT_OUT, 0, what, NULL, NULL);
      g_array_append_val (ids, id);
    }
  success = vbt_query_finish (query, error);
  for (guint i = 0; i < ids->len && success; i++)
    success = vbt_db_run (self->db, error, "UPDATE main.label SET key = NULL WHERE id = ?1", "i",
                          g_array_index (ids, VbtId, i));
  return success;
}

static char *
find_free_name (VbtMerge *self, const char *name, int kind)
{
  for (guint i = 2;; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("%s (%u)", name, i);
      gint64 found = 0;

      vbt_db_get_int (self->db, &found, NULL,
                      "SELECT 1 FROM main.label WHERE name = ?1 AND kind = ?2", "su", candidate,
                      kind);
      if (found == 0)
        return g_steal_pointer (&candidate);
    }
}

static gboolean
rename_label (VbtMerge *self, VbtId id, const char *name, int kind, GError **error)
{
  g_autofree char *other = find_free_name (self, name, kind);
  g_autofree char *what
      = g_strdup_printf (_ ("name of the label “%s”, which is another one here"), name);

  vbt_merge_add_note (self, VBT_MERGE_CHANGED_IN_BOTH, 0, what, other, name);
  return vbt_db_run (self->db, error, "UPDATE main.label SET name = ?2 WHERE id = ?1", "is", id,
                     other);
}

/* A new label that is called like another one, which they call something else. */
static gboolean
rename_twins (VbtMerge *self, GError **error)
{
  for (;;)
    {
      g_autoptr (VbtQuery) query = vbt_db_query (
          self->db,
          "SELECT n.id, n.name, n.kind FROM temp.todo x JOIN main.label n ON n.id = x.a "
          "WHERE x.what = 0 AND x.tbl = 1 AND EXISTS (SELECT 1 FROM main.label o "
          "WHERE o.name = n.name AND o.kind = n.kind AND o.id <> n.id) LIMIT 1",
          "");
      g_autofree char *name = NULL;
      VbtId id;
      int kind;

      if (!vbt_query_next (query))
        return vbt_query_finish (query, error);
      id = vbt_query_get_int (query, 0);
      name = vbt_query_dup_string (query, 1);
      kind = (int)vbt_query_get_int (query, 2);
      g_clear_pointer (&query, vbt_query_free);
      if (!rename_label (self, id, name, kind, error))
        return FALSE;
    }
}

/* Both lists as sets: what they added comes to the end, what they took away goes. */
static const char *const ends[] = {
  "DELETE FROM main.label_end WHERE (label, side, other) IN "
  "(SELECT label, side, other FROM temp.ends WHERE what = 2)",
  "INSERT INTO main.label_end SELECT e.label, e.side, "
  "(SELECT coalesce (max (o.position), -1) FROM main.label_end o WHERE o.label = e.label "
  "AND o.side = e.side) + row_number () OVER (PARTITION BY e.label, e.side ORDER BY t.position), "
  "e.other FROM temp.ends e JOIN temp.their_label_end t ON t.label = e.label AND t.side = e.side "
  "AND t.other = e.other WHERE e.what = 0 AND e.label IN (SELECT id FROM main.label) "
  "AND e.other IN (SELECT id FROM main.label) GROUP BY e.label, e.side, e.other",
};

static gboolean
write_ends (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (!vbt_db_run (self->db, error, ends[i], ""))
        return FALSE;
      self->n_schema += vbt_db_get_n_changed (self->db);
    }
  return TRUE;
}

static gboolean
write_tables (VbtMerge *self, GError **error)
{
  VbtMergeResult *result = self->result;
  guint64 n_rules = 0;
  gint64 n_changed = 0;

  if (!vbt_merge_insert (self, VBT_MERGE_LABEL, &result->n_labels, error)
      || !vbt_merge_insert (self, VBT_MERGE_ATTRIBUTE, &result->n_attributes, error)
      || !vbt_merge_insert (self, VBT_MERGE_RULE, &n_rules, error))
    return FALSE;
  for (guint i = VBT_MERGE_SCHEMA; i < VBT_MERGE_ANNOTATOR; i++)
    if (i != VBT_MERGE_LABEL_END && !vbt_merge_update (self, (VbtMergeTable)i, error))
      return FALSE;
  if (!vbt_db_get_int (self->db, &n_changed, error,
                       "SELECT count (*) FROM temp.choice WHERE tbl < 5 AND take = 1", ""))
    return FALSE;
  result->n_changed += n_rules;
  self->n_schema += result->n_labels + result->n_attributes + n_rules + (guint64)n_changed;
  return TRUE;
}

/**
 * vbt_merge_write_schema:
 * @self: a merge that was sifted, with an act begun
 * @error: return location for an error
 *
 * Brings labels, attributes, ends of relations and rules in, and what was changed of them.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_write_schema (VbtMerge *self, GError **error)
{
  self->n_schema = 0;
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (!vbt_db_run (self->db, error, taken[i], ""))
      return FALSE;
  return write_tables (self, error) && clear_taken_keys (self, error) && rename_twins (self, error)
         && write_ends (self, error);
}

/* With what they still need, which somebody here made since. */
#define USED_ATTRIBUTE                                                                             \
  "FROM temp.todo x WHERE x.what = 2 AND x.tbl = 2 "                                               \
  "AND EXISTS (SELECT 1 FROM main.value v WHERE v.attribute = x.a)"
#define USED_LABEL                                                                                 \
  "FROM temp.todo x WHERE x.what = 2 AND x.tbl = 1 "                                               \
  "AND (EXISTS (SELECT 1 FROM main.annotation v WHERE v.label = x.a) "                             \
  "OR EXISTS (SELECT 1 FROM main.attribute k WHERE k.label = x.a))"

static gboolean
delete_unused (VbtMerge *self, VbtMergeTable table, const char *noted, const char *removed,
               GError **error)
{
  return vbt_merge_note_rows (self, VBT_MERGE_DELETED_THERE, table, noted, error)
         && vbt_db_run (self->db, error, removed, "")
         && (table != VBT_MERGE_LABEL
             || vbt_db_run (self->db, error,
                            "DELETE FROM main.label_end WHERE label IN (SELECT a FROM temp.todo "
                            "WHERE what = 2 AND tbl = 1) OR other IN (SELECT a FROM temp.todo "
                            "WHERE what = 2 AND tbl = 1)",
                            ""))
         && vbt_merge_delete_rows (self, table, error);
}

/**
 * vbt_merge_delete_schema:
 * @self: a merge of which all else is written
 * @error: return location for an error
 *
 * Deletes labels and attributes that are gone there and that nothing here has any more; and counts the schema's version
 * up where something came in.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_delete_schema (VbtMerge *self, GError **error)
{
  guint64 before = self->result->n_deleted;

  if (!vbt_merge_delete_rows (self, VBT_MERGE_RULE, error)
      || !delete_unused (self, VBT_MERGE_ATTRIBUTE, "SELECT x.a AS a, x.b AS b " USED_ATTRIBUTE,
                         "DELETE FROM temp.todo WHERE what = 2 AND tbl = 2 AND a IN "
                         "(SELECT x.a " USED_ATTRIBUTE ")",
                         error)
      || !delete_unused (self, VBT_MERGE_LABEL, "SELECT x.a AS a, x.b AS b " USED_LABEL,
                         "DELETE FROM temp.todo WHERE what = 2 AND tbl = 1 AND a IN "
                         "(SELECT x.a " USED_LABEL ")",
                         error))
    return FALSE;
  if (self->n_schema + (self->result->n_deleted - before) == 0)
    return TRUE;
  return vbt_db_run (self->db, error,
                     "UPDATE main.schema SET version = max (version + 1, "
                     "coalesce ((SELECT version FROM theirs.schema), 0))",
                     "");
}
