/* vbt-merge-plan.c: what differs between two copies of a project, and which columns are taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-merge-private.h"

/* Those with the same identifier are the same, whatever they are called now. Of the others, those that are called the same:
 * but not one of ours that they have, too, under another name. */
static const char *const maps[] = {
  "INSERT INTO temp.map SELECT 1, t.id, t.id FROM theirs.label t JOIN main.label o ON o.id = t.id",
  "INSERT OR IGNORE INTO temp.map SELECT 1, t.id, min (o.id) FROM theirs.label t "
  "JOIN main.label o ON o.kind = t.kind AND o.name = t.name "
  "WHERE o.id NOT IN (SELECT id FROM theirs.label) GROUP BY t.id",
  "INSERT OR IGNORE INTO temp.map SELECT 1, id, id FROM theirs.label",
  "INSERT INTO temp.map SELECT 3, t.id, t.id FROM theirs.annotator t "
  "JOIN main.annotator o ON o.id = t.id",
  "INSERT OR IGNORE INTO temp.map SELECT 3, t.id, min (o.id) FROM theirs.annotator t "
  "JOIN main.annotator o ON o.kind = t.kind AND o.name = t.name AND o.version IS t.version "
  "GROUP BY t.id",
  "INSERT OR IGNORE INTO temp.map SELECT 3, id, id FROM theirs.annotator",
  "INSERT INTO temp.map SELECT 2, t.id, t.id FROM theirs.attribute t "
  "JOIN main.attribute o ON o.id = t.id",
  "INSERT OR IGNORE INTO temp.map SELECT 2, t.id, min (o.id) FROM theirs.attribute t "
  "JOIN temp.map m ON m.what = 1 AND m.theirs = +t.label "
  "JOIN main.attribute o ON o.label = m.ours AND o.name = t.name AND o.kind = t.kind "
  "WHERE o.id NOT IN (SELECT id FROM theirs.attribute) GROUP BY t.id",
  "INSERT OR IGNORE INTO temp.map SELECT 2, id, id FROM theirs.attribute",
};

static gboolean
load_maps (VbtMerge *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, "SELECT what, theirs, ours FROM temp.map", "");

  for (guint i = VBT_MERGE_REFERS_LABEL; i <= VBT_MERGE_REFERS_ANNOTATOR; i++)
    {
      g_clear_pointer (&self->maps[i], g_hash_table_unref);
      self->maps[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
    }
  while (vbt_query_next (query))
    {
      VbtId ids[2] = { vbt_query_get_int (query, 1), vbt_query_get_int (query, 2) };

      g_hash_table_insert (self->maps[vbt_query_get_int (query, 0)],
                           g_memdup2 (&ids[0], sizeof ids[0]), g_memdup2 (&ids[1], sizeof ids[1]));
    }
  return vbt_query_finish (query, error);
}

/**
 * vbt_merge_map:
 * @self: a merge
 * @error: return location for an error
 *
 * Finds out which annotators, labels and attributes are the same in meaning.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_map (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    if (!vbt_db_run (self->db, error, maps[i], ""))
      return FALSE;
  return load_maps (self, error);
}

/* The two that are lists: see compare_ends() and compare_extents(). */
static gboolean
is_list (VbtMergeTable table)
{
  return table == VBT_MERGE_LABEL_END || table == VBT_MERGE_FRAGMENT;
}

/* What is in the trash there comes when it is taken out of it: counted by triggers, a document and its annotations cannot come
 * into the trash and go again (undo) in one act. */
#define FRESH                                                                                      \
  "INSERT OR IGNORE INTO temp.todo SELECT 0, {N}, {tA}, {tB} FROM temp.their_{T} t "               \
  "WHERE {tA} IS NOT NULL AND {tB} IS NOT NULL "                                                   \
  "AND NOT EXISTS (SELECT 1 FROM main.{T} o WHERE {o=t})"
#define NOT_TRASHED " AND t.trashed IS NULL"
#define GONE                                                                                       \
  "INSERT INTO temp.todo SELECT 2, {N}, x.a, x.b FROM temp.touch x WHERE x.side = 1 "              \
  "AND x.tbl = {N} AND x.last = 'D' AND EXISTS (SELECT 1 FROM main.{T} o WHERE {o=x}) "            \
  "AND NOT EXISTS (SELECT 1 FROM temp.their_{T} t WHERE {t=x})"
#define DIFFERENT                                                                                  \
  "INSERT OR IGNORE INTO temp.todo SELECT 1, {N}, {tA}, {tB} FROM temp.their_{T} t "               \
  "CROSS JOIN main.{T} o ON {o=t} WHERE FALSE"

static gboolean
compare_rows (VbtMerge *self, VbtMergeTable table, GError **error)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;
  g_autoptr (GString) different = g_string_new (DIFFERENT);
  gboolean can_differ = FALSE;

  for (int i = 0; columns[i].name != NULL; i++)
    if (columns[i].use == VBT_MERGE_CELL || columns[i].use == VBT_MERGE_EXTENT)
      {
        g_string_append_printf (different, " OR o.%s IS NOT t.%s", columns[i].name,
                                columns[i].name);
        can_differ = TRUE;
      }
  return vbt_merge_run (self, table, 0, table == VBT_MERGE_DOCUMENT ? FRESH NOT_TRASHED : FRESH,
                        error)
         && vbt_merge_run (self, table, 0, GONE, error)
         && (!can_differ || vbt_merge_run (self, table, 0, different->str, error));
}

/* 1: what they changed is taken; 2: it was changed in both, or nobody knows; 0: only we changed it. */
#define CHOOSE                                                                                     \
  "INSERT INTO temp.choice SELECT {N}, {I}, CASE "                                                 \
  "WHEN c.tbl IS NOT NULL THEN iif (c.old IS o.{C}, 1, 2) WHEN p.first = 'I' THEN 2 "              \
  "WHEN d.tbl IS NOT NULL OR q.first = 'I' OR (SELECT is_trusted FROM temp.point) THEN 0 "         \
  "ELSE 2 END, x.a, x.b "                                                                          \
  "FROM temp.todo x CROSS JOIN main.{T} o ON {o=x} CROSS JOIN temp.their_{T} t ON {t=x} "          \
  "LEFT JOIN temp.cell c ON c.side = 1 AND c.tbl = {N} AND c.a = x.a AND c.b = x.b "               \
  "AND c.col = {I} "                                                                               \
  "LEFT JOIN temp.touch p ON p.side = 1 AND p.tbl = {N} AND p.a = x.a AND p.b = x.b "              \
  "LEFT JOIN temp.cell d ON d.side = 0 AND d.tbl = {N} AND d.a = x.a AND d.b = x.b "               \
  "AND d.col = {I} "                                                                               \
  "LEFT JOIN temp.touch q ON q.side = 0 AND q.tbl = {N} AND q.a = x.a AND q.b = x.b "              \
  "WHERE x.what = 1 AND x.tbl = {N} AND o.{C} IS NOT t.{C} ON CONFLICT DO NOTHING"

static gboolean
choose (VbtMerge *self, VbtMergeTable table, GError **error)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;

  for (int i = 0; columns[i].name != NULL; i++)
    if (columns[i].use == VBT_MERGE_CELL && !vbt_merge_run (self, table, i, CHOOSE, error))
      return FALSE;
  return TRUE;
}

/* Spans that lie elsewhere: what differs of a row, or of the parts. */
static const char *const extents[] = {
  "INSERT OR IGNORE INTO temp.todo SELECT 1, 12, t.id, '' FROM temp.todo x "
  "JOIN theirs.annotation t ON t.id = x.a JOIN main.annotation o ON o.id = x.a "
  "WHERE x.what = 1 AND x.tbl = 11 AND o.kind = 0 AND t.kind = 0 "
  "AND (o.start <> t.start OR o.end_ <> t.end_)",
  "INSERT OR IGNORE INTO temp.todo SELECT 1, 12, t.annotation, '' FROM theirs.fragment t "
  "WHERE EXISTS (SELECT 1 FROM main.annotation WHERE id = t.annotation) "
  "AND NOT EXISTS (SELECT 1 FROM main.fragment o WHERE o.annotation = t.annotation "
  "AND o.position = t.position AND o.start = t.start AND o.end_ = t.end_)",
  "INSERT OR IGNORE INTO temp.todo SELECT 1, 12, o.annotation, '' FROM main.fragment o "
  "WHERE EXISTS (SELECT 1 FROM theirs.annotation WHERE id = o.annotation) "
  "AND NOT EXISTS (SELECT 1 FROM theirs.fragment t WHERE t.annotation = o.annotation "
  "AND o.position = t.position AND o.start = t.start AND o.end_ = t.end_)",
};

#define MOVED(side, since)                                                                         \
  "(EXISTS (SELECT 1 FROM temp.touch WHERE side = " side " AND tbl = 12 AND a = x.a" since ") "    \
  "OR EXISTS (SELECT 1 FROM temp.cell WHERE side = " side " AND tbl = 11 AND a = x.a AND b = '' "  \
  "AND col IN (5, 6)" since "))"

/* Whether ours is what theirs was before is seen by who moved it: a list of fragments is no one value. */
#define CHOOSE_EXTENT                                                                              \
  "INSERT INTO temp.choice SELECT 11, 100, CASE WHEN " MOVED ("1", "") " THEN iif (" MOVED (       \
      "0", " AND number > (SELECT ours_from FROM temp.point)") ", 2, 1) "                          \
                                                               "WHEN " MOVED (                     \
                                                                   "0",                            \
                                                                   "") " OR (SELECT is_trusted "   \
                                                                       "FROM temp.point) THEN 0 "  \
                                                                       "ELSE 2 END, x.a, '' "      \
                                                                       "FROM temp.todo x WHERE "   \
                                                                       "x.what = 1 AND x.tbl = 12"

G_STATIC_ASSERT (VBT_MERGE_ANNOTATION == 11 && VBT_MERGE_FRAGMENT == 12);

static gboolean
compare_extents (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (extents); i++)
    if (!vbt_db_run (self->db, error, extents[i], ""))
      return FALSE;
  return vbt_db_run (self->db, error, CHOOSE_EXTENT, "");
}

/* What a relation may come from and lead to is a set, in an order. What they had before: what stands there now, but for the
 * places that changed. What they added since (0), and took away (2). */
static const char *const ends[] = {
  "INSERT OR IGNORE INTO temp.ends SELECT 1, label, side, other FROM temp.their_label_end t "
  "WHERE NOT EXISTS (SELECT 1 FROM temp.cell c WHERE c.side = 1 AND c.tbl = 3 AND c.a = +t.label "
  "AND c.b = +t.side AND c.col = +t.position) "
  "AND NOT EXISTS (SELECT 1 FROM temp.todo x WHERE x.what = 0 AND x.tbl = 1 AND x.a = +t.label)",
  "INSERT OR IGNORE INTO temp.ends SELECT 1, a, b, old FROM temp.cell "
  "WHERE side = 1 AND tbl = 3 AND old IS NOT NULL",
  "INSERT OR IGNORE INTO temp.ends SELECT 0, label, side, other FROM temp.their_label_end t "
  "WHERE NOT EXISTS (SELECT 1 FROM temp.ends e WHERE e.what = 1 AND e.label = t.label "
  "AND e.side = t.side AND e.other = t.other) "
  "AND NOT EXISTS (SELECT 1 FROM main.label_end o WHERE o.label = t.label AND o.side = t.side "
  "AND o.other = t.other)",
  "INSERT OR IGNORE INTO temp.ends SELECT 2, e.label, e.side, e.other FROM temp.ends e "
  "WHERE e.what = 1 AND NOT EXISTS (SELECT 1 FROM temp.their_label_end t WHERE t.label = e.label "
  "AND t.side = e.side AND t.other = e.other)",
};

G_STATIC_ASSERT (VBT_MERGE_LABEL == 1 && VBT_MERGE_LABEL_END == 3);

static gboolean
compare_ends (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (!vbt_db_run (self->db, error, ends[i], ""))
      return FALSE;
  return TRUE;
}

/**
 * vbt_merge_compare:
 * @self: a merge whose histories were read
 * @error: return location for an error
 *
 * Fills temp.todo and temp.choice.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_compare (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < VBT_MERGE_N_TABLES; i++)
    {
      VbtMergeTable table = (VbtMergeTable)i;

      if (!vbt_merge_step (self, error)
          || (!is_list (table)
              && (!compare_rows (self, table, error) || !choose (self, table, error))))
        return FALSE;
    }
  return compare_extents (self, error) && compare_ends (self, error);
}
