/* vbt-merge-write.c: brings what is new and what changed in another copy of a project into ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-merge-private.h"

/* An annotation that was derived from one that is not here has lost that link. */
#define DERIVED                                                                                    \
  "iif (EXISTS (SELECT 1 FROM main.annotation o WHERE o.id = t.derived_from) "                     \
  "OR EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 0 AND y.tbl = 11 "                          \
  "AND y.a = +t.derived_from), t.derived_from, NULL)"

static void
append_value (GString *values, VbtMergeTable table, const VbtMergeColumn *column)
{
  const char *within = vbt_merge_tables[table].place_within;

  if (table == VBT_MERGE_ANNOTATION && g_str_equal (column->name, "derived_from"))
    g_string_append (values, DERIVED);
  else if (column->use != VBT_MERGE_PLACE)
    g_string_append_printf (values, "t.%s", column->name);
  else if (within == NULL)
    g_string_append (values, "(SELECT coalesce (max (o.position), -1) FROM main.{T} o)"
                             " + row_number () OVER (ORDER BY t.position)");
  else
    g_string_append_printf (values,
                            "(SELECT coalesce (max (o.position), -1) FROM main.{T} o "
                            "WHERE o.%s = t.%s)"
                            " + row_number () OVER (PARTITION BY t.%s ORDER BY t.position)",
                            within, within, within);
}

/* Inserts the rows of temp.todo that are new, with another condition. Two of theirs that are one here come once. */
static gboolean
insert_where (VbtMerge *self, VbtMergeTable table, const char *condition, guint64 *n,
              GError **error)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *form = NULL;

  for (int i = 0; columns[i].name != NULL; i++)
    {
      if (columns[i].use == VBT_MERGE_OWN)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", columns[i].name);
      g_string_append (values, values->len > 0 ? ", " : "");
      append_value (values, table, &columns[i]);
    }
  form = g_strdup_printf ("INSERT INTO main.{T} (%s) SELECT %s FROM temp.todo x "
                          "CROSS JOIN temp.their_{T} t ON {t=x} "
                          "WHERE x.what = 0 AND x.tbl = {N} AND %s%s ON CONFLICT DO NOTHING",
                          names->str, values->str, condition,
                          table == VBT_MERGE_DOCUMENT ? " ORDER BY t.number" : "");
  if (!vbt_merge_step (self, error) || !vbt_merge_run (self, table, 0, form, error))
    return FALSE;
  *n += vbt_db_get_n_changed (self->db);
  return TRUE;
}

/** vbt_merge_insert: inserts all new rows of a table. */
gboolean
vbt_merge_insert (VbtMerge *self, VbtMergeTable table, guint64 *n, GError **error)
{
  return insert_where (self, table, "TRUE", n, error);
}

#define UPDATE                                                                                     \
  "UPDATE main.{T} AS o SET {C} = t.{C} FROM temp.choice x CROSS JOIN temp.their_{T} t ON {t=x} "  \
  "WHERE x.tbl = {N} AND x.col = {I} AND x.take = 1 AND {o=x}"
#define UPDATE_LATEST                                                                              \
  "UPDATE main.{T} AS o SET {C} = max (o.{C}, t.{C}) FROM (SELECT DISTINCT a, b "                  \
  "FROM temp.choice WHERE tbl = {N} AND take = 1) x CROSS JOIN temp.their_{T} t ON {t=x} "         \
  "WHERE {o=x}"

/** vbt_merge_update: takes over the columns of a table that only they changed. */
gboolean
vbt_merge_update (VbtMerge *self, VbtMergeTable table, GError **error)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;

  for (int i = 0; columns[i].name != NULL; i++)
    {
      gboolean latest = columns[i].use == VBT_MERGE_LATEST;

      if ((columns[i].use == VBT_MERGE_CELL || latest)
          && !vbt_merge_run (self, table, i, latest ? UPDATE_LATEST : UPDATE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_updates (VbtMerge *self, GError **error)
{
  gint64 n = 0;

  if (!vbt_db_get_int (self->db, &n, error,
                       "SELECT count (*) FROM (SELECT DISTINCT tbl, a, b FROM temp.choice "
                       "WHERE take = 1)",
                       ""))
    return FALSE;
  self->result->n_changed += (guint64)n;
  return TRUE;
}

/* Text and segmentation of a new article have to be what the rest of the file says they are. */
static gboolean
is_text_whole (VbtQuery *query)
{
  const char *string = vbt_query_get_string (query, 3);
  g_autoptr (VbtText) text = string != NULL ? vbt_text_new (string, -1, NULL) : NULL;
  g_autofree char *sum = text != NULL ? vbt_text_sha256 (text) : NULL;

  if (text == NULL || vbt_text_get_length (text) != vbt_query_get_int (query, 1)
      || g_strcmp0 (sum, vbt_query_get_string (query, 2)) != 0)
    return FALSE;
  for (int column = 4; column <= 5; column++)
    {
      gsize length;
      const guint8 *blob = vbt_query_get_blob (query, column, &length);
      g_autoptr (GArray) ranges = vbt_ranges_from_bytes (blob, length, vbt_text_get_length (text));

      if (ranges == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_damaged (GError **error, const char *what)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
               _ ("it is damaged (%s). Nothing of it was merged; look at it with “vbt check”"),
               what);
  return FALSE;
}

#define NEW_TEXTS                                                                                  \
  "FROM temp.todo x JOIN theirs.document r ON r.id = x.a "                                         \
  "JOIN main.document n ON n.id = x.a "                                                            \
  "LEFT JOIN theirs.document_text s ON s.number = r.number "                                       \
  "LEFT JOIN theirs.segmentation g ON g.number = r.number WHERE x.what = 0 AND x.tbl = 9"

static gboolean
check_texts (VbtMerge *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db,
                      "SELECT r.name, r.n_chars, r.sha256, s.text, coalesce (s.tokens, g.tokens), "
                      "coalesce (s.sentences, g.sentences) " NEW_TEXTS,
                      "");
  gboolean success = TRUE;

  while (success && vbt_query_next (query))
    {
      g_autofree char *name = vbt_query_dup_string (query, 0);

      success = is_text_whole (query) || refuse_damaged (error, name);
    }
  return success && vbt_query_finish (query, error);
}

static gboolean
write_documents (VbtMerge *self, GError **error)
{
  return vbt_merge_insert (self, VBT_MERGE_DOCUMENT, &self->result->n_documents, error)
         && check_texts (self, error)
         && vbt_db_run (self->db, error,
                        "INSERT INTO main.document_text SELECT n.number, s.text, "
                        "coalesce (s.tokens, g.tokens), "
                        "coalesce (s.sentences, g.sentences) " NEW_TEXTS " ORDER BY n.number",
                        "");
}

/* What cannot be in a file that this program wrote. */
static const struct
{
  const char *sql;
  const char *message;
} rules[] = {
  { "SELECT 1 FROM temp.todo x JOIN main.annotation a ON a.id = x.a "
    "JOIN main.document d ON d.id = a.document WHERE x.what = 0 AND x.tbl = 11 AND a.kind = 0 "
    "AND a.end_ > d.n_chars LIMIT 1",
    N_ ("an annotation lies behind the end of its article") },
  { "SELECT 1 FROM temp.todo x JOIN main.annotation r ON r.id = x.a "
    "JOIN main.annotation a ON a.id IN (r.from_, r.to_) WHERE x.what = 0 AND x.tbl = 11 "
    "AND r.kind = 1 AND a.document <> r.document LIMIT 1",
    N_ ("a relation leaves its article") },
  { "SELECT 1 FROM (SELECT f.annotation, count (*) AS n, min (f.position) AS p, "
    "max (f.position) AS q, min (f.start) AS s, max (f.end_) AS e FROM temp.todo x "
    "JOIN main.fragment f ON f.annotation = x.a WHERE (x.what, x.tbl) IN ((0, 11), (1, 12)) "
    "GROUP BY f.annotation) f JOIN main.annotation a ON a.id = f.annotation "
    "WHERE a.kind <> 0 OR f.n < 2 OR f.p <> 0 OR f.q <> f.n - 1 OR f.s <> a.start "
    "OR f.e <> a.end_ LIMIT 1",
    N_ ("the parts of an annotation do not fit together") },
  { "SELECT 1 FROM temp.todo x JOIN main.fragment f ON f.annotation = x.a "
    "JOIN main.fragment g ON g.annotation = f.annotation AND g.position = f.position + 1 "
    "AND g.start <= f.end_ WHERE (x.what, x.tbl) IN ((0, 11), (1, 12)) LIMIT 1",
    N_ ("the parts of an annotation do not fit together") },
  { "SELECT 1 FROM temp.choice c JOIN main.annotation a ON a.id = c.a "
    "JOIN main.document d ON d.id = a.document WHERE c.tbl = 11 AND c.take = 1 "
    "AND a.end_ > d.n_chars LIMIT 1",
    N_ ("an annotation lies behind the end of its article") },
};

static gboolean
check_annotations (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gint64 found = 0;

      if (!vbt_db_get_int (self->db, &found, error, rules[i].sql, ""))
        return FALSE;
      if (found != 0)
        return refuse_damaged (error, _ (rules[i].message));
    }
  return TRUE;
}

#define PARTS(rows)                                                                                \
  "INSERT INTO main.fragment SELECT f.* FROM " rows " JOIN theirs.fragment f ON f.annotation = "   \
  "x.a"

/* Relations last, and all in one statement: one may relate another. */
static gboolean
write_annotations (VbtMerge *self, GError **error)
{
  guint64 *n = &self->result->n_annotations;

  return insert_where (self, VBT_MERGE_ANNOTATION, "t.kind <> 1", n, error)
         && insert_where (self, VBT_MERGE_ANNOTATION, "t.kind = 1", n, error)
         && vbt_db_run (self->db, error, PARTS ("temp.todo x") " WHERE x.what = 0 AND x.tbl = 11",
                        "");
}

#define MOVED "temp.choice x WHERE x.tbl = 11 AND x.col = 100 AND x.take = 1"

static gboolean
move_annotations (VbtMerge *self, GError **error)
{
  return vbt_db_run (self->db, error,
                     "UPDATE main.annotation AS o SET start = t.start, end_ = t.end_ "
                     "FROM temp.choice x JOIN theirs.annotation t ON t.id = x.a "
                     "WHERE x.tbl = 11 AND x.col = 100 AND x.take = 1 AND o.id = x.a",
                     "")
         && vbt_db_run (self->db, error,
                        "DELETE FROM main.fragment WHERE annotation IN (SELECT x.a FROM " MOVED ")",
                        "")
         && vbt_db_run (self->db, error, PARTS ("(SELECT a FROM " MOVED ") x"), "");
}

/* Into the trash, or out of it. When an import was undone there, it is now that it goes here. */
static gboolean
move_documents (VbtMerge *self, GError **error)
{
  return vbt_db_run (self->db, error,
                     "UPDATE main.document AS o SET trashed = iif (t.trashed < 0 OR t.id IS NULL, "
                     "(SELECT now FROM temp.point), t.trashed) "
                     "FROM temp.choice x LEFT JOIN theirs.document t ON t.id = x.a "
                     "WHERE x.tbl = 9 AND x.col = 8 AND x.take = 1 AND o.id = x.a",
                     "");
}

static gboolean
update_all (VbtMerge *self, GError **error)
{
  for (guint i = VBT_MERGE_ANNOTATOR; i < VBT_MERGE_N_TABLES; i++)
    if (!vbt_merge_step (self, error) || !vbt_merge_update (self, (VbtMergeTable)i, error))
      return FALSE;
  return move_annotations (self, error) && move_documents (self, error);
}

/* What hangs on something, after what it needs. A value belongs to an attribute that the label has. */
static gboolean
write_children (VbtMerge *self, GError **error)
{
  VbtMergeResult *result = self->result;
  guint64 ignored = 0;
  const struct
  {
    VbtMergeTable table;
    const char *condition;
    guint64 *n;
  } tables[] = {
    { VBT_MERGE_VALUE,
      "EXISTS (SELECT 1 FROM main.annotation a JOIN main.attribute k ON k.label = a.label "
      "WHERE a.id = t.annotation AND k.id = t.attribute)",
      &ignored },
    { VBT_MERGE_MENTION, "TRUE", &ignored },
    { VBT_MERGE_DECISION, "TRUE", &result->n_decisions },
    { VBT_MERGE_ALIAS, "TRUE", &ignored },
    { VBT_MERGE_ENTITY_ATTRIBUTE, "TRUE", &ignored },
    { VBT_MERGE_METADATA, "TRUE", &ignored },
    { VBT_MERGE_STATUS, "TRUE", &result->n_statuses },
    { VBT_MERGE_REMARK, "TRUE", &result->n_remarks },
    { VBT_MERGE_SAVED_QUERY, "TRUE", &ignored },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!insert_where (self, tables[i].table, tables[i].condition, tables[i].n, error))
      return FALSE;
  return TRUE;
}

/* What came to something that was here is a change of it. */
#define COUNT_GROWN                                                                                \
  "SELECT (SELECT count (DISTINCT x.a) FROM temp.todo x WHERE x.what = 0 AND x.tbl IN (13, 14) "   \
  "AND NOT EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 0 AND y.tbl = 11 AND y.a = x.a)) "     \
  "+ (SELECT count (*) FROM temp.todo x WHERE x.what = 0 AND x.tbl IN (7, 8) "                     \
  "AND NOT EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 0 AND y.tbl = 6 AND y.a = x.a)) "      \
  "+ (SELECT count (*) FROM temp.todo x WHERE x.what = 0 AND x.tbl = 10 "                          \
  "AND NOT EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 0 AND y.tbl = 9 AND y.a = x.a)) "      \
  "+ (SELECT count (*) FROM temp.todo x WHERE x.what = 0 AND x.tbl = 18)"

static gboolean
count_grown (VbtMerge *self, GError **error)
{
  gint64 n = 0;

  if (!vbt_db_get_int (self->db, &n, error, COUNT_GROWN, ""))
    return FALSE;
  self->result->n_changed += (guint64)n;
  return TRUE;
}

/* Not part of the act, like whoever comes to be known (vbt_store_ensure_annotator()): what counts suggestions has to know whose
 * they are when undo deletes them. */
static gboolean
write_annotators (VbtMerge *self, GError **error)
{
  gboolean success;

  vbt_recorder_set_enabled (self->store->recorder, FALSE);
  success = vbt_merge_insert (self, VBT_MERGE_ANNOTATOR, &self->result->n_annotators, error);
  vbt_recorder_set_enabled (self->store->recorder, TRUE);
  return success;
}

/**
 * vbt_merge_write:
 * @self: a merge that was sifted, with an act begun
 * @error: return location for an error
 *
 * Writes what temp.todo and temp.choice say, in an order in which nothing is ever without what it needs.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_write (VbtMerge *self, GError **error)
{
  return vbt_merge_write_schema (self, error) && vbt_merge_note_choices (self, error)
         && count_updates (self, error) && write_annotators (self, error)
         && vbt_merge_insert (self, VBT_MERGE_ENTITY, &self->result->n_entities, error)
         && write_documents (self, error) && write_annotations (self, error)
         && update_all (self, error) && vbt_merge_delete (self, error)
         && write_children (self, error) && count_grown (self, error)
         && vbt_merge_delete_schema (self, error) && check_annotations (self, error);
}
