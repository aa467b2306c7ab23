/* vbt-merge-sift.c: of what is different in the other copy of a project, what does not come in, and what does not go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-merge-private.h"

/* By which numbers the statements below know the tables. */
G_STATIC_ASSERT (VBT_MERGE_LABEL == 1 && VBT_MERGE_ATTRIBUTE == 2 && VBT_MERGE_ENTITY == 6
                 && VBT_MERGE_ALIAS == 7 && VBT_MERGE_ENTITY_ATTRIBUTE == 8
                 && VBT_MERGE_DOCUMENT == 9 && VBT_MERGE_METADATA == 10
                 && VBT_MERGE_ANNOTATION == 11 && VBT_MERGE_FRAGMENT == 12 && VBT_MERGE_VALUE == 13
                 && VBT_MERGE_MENTION == 14 && VBT_MERGE_DECISION == 15 && VBT_MERGE_STATUS == 16
                 && VBT_MERGE_REMARK == 17);

/** Sieve: rows of temp.todo that are taken out of it, and why. */
typedef struct
{
  VbtMergeReason reason;
  const char *noted;   /* (nullable): which of them are worth a note; selects a and b */
  const char *removed; /* what is taken out */
} Sieve;

static gboolean
run_sieve (VbtMerge *self, VbtMergeTable table, const Sieve *sieve, GError **error)
{
  return (sieve->noted == NULL
          || vbt_merge_note_rows (self, sieve->reason, table, sieve->noted, error))
         && vbt_merge_run (self, table, 0, sieve->removed, error);
}

/* Articles of the same identifier and another text: nothing that is on them fits. */
static const char *const strangers[] = {
  "INSERT INTO temp.stranger SELECT t.id FROM theirs.document t JOIN main.document o ON o.id = "
  "t.id "
  "WHERE o.sha256 <> t.sha256 OR o.n_chars <> t.n_chars",
  "DELETE FROM temp.todo WHERE tbl IN (9, 10, 16) AND a IN (SELECT document FROM temp.stranger)",
  "DELETE FROM temp.choice WHERE tbl IN (9, 10, 16) AND a IN (SELECT document FROM temp.stranger)",
  "DELETE FROM temp.todo WHERE tbl BETWEEN 11 AND 15 AND a IN (SELECT id FROM theirs.annotation "
  "WHERE document IN (SELECT document FROM temp.stranger))",
  "DELETE FROM temp.choice WHERE tbl BETWEEN 11 AND 15 AND a IN (SELECT id FROM theirs.annotation "
  "WHERE document IN (SELECT document FROM temp.stranger))",
  "DELETE FROM temp.todo WHERE tbl = 17 AND a IN (SELECT id FROM theirs.remark "
  "WHERE document IN (SELECT document FROM temp.stranger))",
};

static gboolean
sift_strangers (VbtMerge *self, GError **error)
{
  gint64 n = 0;

  if (!vbt_db_run (self->db, error, strangers[0], "")
      || !vbt_db_get_int (self->db, &n, error, "SELECT count (*) FROM temp.stranger", ""))
    return FALSE;
  if (n == 0)
    return TRUE;
  for (guint i = 1; i < G_N_ELEMENTS (strangers); i++)
    if (!vbt_db_run (self->db, error, strangers[i], ""))
      return FALSE;
  return vbt_merge_note_rows (self, VBT_MERGE_LEFT_OUT, VBT_MERGE_DOCUMENT,
                              "SELECT document AS a, '' AS b FROM temp.stranger", error);
}

#define DELETED_HERE                                                                               \
  "EXISTS (SELECT 1 FROM temp.touch h WHERE h.side = 0 AND h.tbl = {N} AND h.a = x.a "             \
  "AND h.b = x.b AND h.last = 'D')"
/* Changed, and not only made, there; an annotation also where something on it was. */
#define CHANGED_THERE                                                                              \
  "(EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 1 AND p.tbl = {N} AND p.a = x.a "            \
  "AND p.b = x.b AND p.first <> 'I') "                                                             \
  "OR ({N} = 11 AND EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 1 "                          \
  "AND p.tbl IN (12, 13, 14, 15) AND p.a = x.a) "                                                  \
  "AND NOT EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 1 AND p.tbl = 11 AND p.a = x.a "      \
  "AND p.first = 'I')) "                                                                           \
  "OR ({N} = 6 AND EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 1 AND p.tbl IN (7, 8) "       \
  "AND p.a = x.a)))"
#define PARENT_HERE                                                                                \
  "({P} <> 11 OR {N} = 11 OR EXISTS (SELECT 1 FROM main.annotation WHERE id = x.a))"
#define NEW "FROM temp.todo x WHERE x.what = 0 AND x.tbl = {N}"

static const Sieve deleted_here = {
  VBT_MERGE_DELETED_HERE,
  "SELECT x.a AS a, x.b AS b " NEW " AND " DELETED_HERE " AND " CHANGED_THERE " AND " PARENT_HERE,
  "DELETE FROM temp.todo AS x WHERE x.what = 0 AND x.tbl = {N} AND " DELETED_HERE,
};

/* What was merged before and is not here was left out then, or deleted. What hangs on something new is new. */
static const Sieve not_new = {
  VBT_MERGE_LEFT_OUT, NULL,
  "DELETE FROM temp.todo AS x WHERE x.what = 0 AND x.tbl = {N} "
  "AND NOT EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 1 AND p.tbl = {N} AND p.a = x.a "
  "AND p.b = x.b AND p.first = 'I') "
  "AND NOT ({P} <> {N} AND EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 0 AND y.tbl = {P} "
  "AND y.a = x.a)) "
  "AND NOT ({N} = 11 AND EXISTS (SELECT 1 FROM theirs.annotation t WHERE t.id = x.a "
  "AND (t.batch IN (SELECT number FROM temp.new_batch) OR EXISTS (SELECT 1 FROM temp.todo y "
  "WHERE y.what = 0 AND y.tbl = 9 AND y.a = +t.document)))) "
  "AND NOT ({N} = 6 AND EXISTS (SELECT 1 FROM theirs.entity t WHERE t.id = x.a "
  "AND t.batch IN (SELECT number FROM temp.new_batch))) "
  "AND NOT ({N} = 17 AND EXISTS (SELECT 1 FROM theirs.remark t JOIN temp.todo y ON y.what = 0 "
  "AND y.tbl = 9 AND y.a = +t.document WHERE t.id = x.a))"
};

/* Articles that an import brought when the copies were one: here the trash was emptied since. Not those that were in the
 * trash there until now. */
#define PURGED                                                                                     \
  "DELETE FROM temp.todo AS x WHERE what = 0 AND tbl = 9 AND a IN (SELECT id FROM "                \
  "theirs.document "                                                                               \
  "WHERE batch <= ?1 AND batch NOT IN (SELECT number FROM temp.new_batch)) "                       \
  "AND NOT EXISTS (SELECT 1 FROM temp.cell c WHERE c.side = 1 AND c.tbl = 9 AND c.a = x.a "        \
  "AND c.b = '' AND c.col = 8)"

static gboolean
sift_new (VbtMerge *self, GError **error)
{
  if (!vbt_db_run (self->db, error, PURGED, "i", self->theirs_from))
    return FALSE;
  for (guint i = 0; i < VBT_MERGE_N_TABLES; i++)
    {
      VbtMergeTable table = (VbtMergeTable)i;

      if (!vbt_merge_step (self, error) || !run_sieve (self, table, &deleted_here, error)
          || (self->is_trusted && !vbt_merge_tables[i].is_shared_freely
              && !run_sieve (self, table, &not_new, error)))
        return FALSE;
    }
  return TRUE;
}

#define HERE(table, number, key)                                                                   \
  "(EXISTS (SELECT 1 FROM main." table " WHERE id = " key ") OR EXISTS (SELECT 1 FROM temp.todo "  \
  "WHERE what = 0 AND tbl = " number " AND a = +" key " AND b = ''))"
#define WITHOUT(table, condition)                                                                  \
  "FROM temp.todo x WHERE x.what = 0 AND x.tbl = {N} AND EXISTS (SELECT 1 FROM temp.their_" table  \
  " t WHERE t.id = x.a AND " condition ")"

#define NO_DOCUMENT "NOT " HERE ("document", "9", "t.document")
#define NO_LABEL "NOT " HERE ("label", "1", "t.label")
#define NO_END                                                                                     \
  "t.kind = 1 AND NOT (" HERE ("annotation", "11", "t.from_") " AND " HERE ("annotation", "11",    \
                                                                            "t.to_") ")"
#define NO_TARGET                                                                                  \
  "((t.annotation IS NOT NULL AND NOT " HERE (                                                     \
      "annotation", "11", "t.annotation") ") OR (t.answers IS NOT NULL "                           \
                                          "AND NOT " HERE ("remark", "17", "t.answers") "))"

#define TAKE_OUT(rows)                                                                             \
  "DELETE FROM temp.todo WHERE (what, tbl, a, b) IN (SELECT x.what, x.tbl, x.a, x.b " rows ")"
#define KEYS "SELECT x.a AS a, x.b AS b "

/* Notes on articles, and not on each annotation: there may be many. Of what was on it before it was deleted nobody wants to
 * hear. */
#define LOST_DOCUMENTS                                                                             \
  "SELECT DISTINCT t.document AS a, '' AS b FROM temp.todo x JOIN theirs.annotation t "            \
  "ON t.id = x.a JOIN theirs.document d ON d.id = t.document AND d.trashed IS NULL "               \
  "JOIN temp.touch p ON p.side = 1 AND p.tbl = 11 AND p.a = x.a AND p.b = '' "                     \
  "WHERE x.what = 0 AND x.tbl = 11 AND " NO_DOCUMENT

static const struct
{
  VbtMergeTable table;
  Sieve sieve;
  gboolean again; /* until nothing is taken out any more */
} misfits[] = {
  { VBT_MERGE_ANNOTATION,
    { VBT_MERGE_LEFT_OUT,
      KEYS WITHOUT ("annotation",
                    NO_LABEL) " AND EXISTS (SELECT 1 FROM main.document d JOIN theirs.annotation r "
                              "ON r.document = d.id WHERE r.id = x.a)",
      TAKE_OUT (WITHOUT ("annotation", NO_LABEL)) },
    FALSE },
  { VBT_MERGE_ANNOTATION,
    { VBT_MERGE_LEFT_OUT, NULL, TAKE_OUT (WITHOUT ("annotation", NO_DOCUMENT)) },
    FALSE },
  { VBT_MERGE_ANNOTATION,
    { VBT_MERGE_LEFT_OUT, KEYS WITHOUT ("annotation", NO_END),
      TAKE_OUT (WITHOUT ("annotation", NO_END)) },
    TRUE },
  { VBT_MERGE_REMARK,
    { VBT_MERGE_LEFT_OUT,
      KEYS WITHOUT ("remark", NO_DOCUMENT " AND (SELECT trashed FROM theirs.document "
                                          "WHERE id = t.document) IS NULL"),
      TAKE_OUT (WITHOUT ("remark", NO_DOCUMENT)) },
    FALSE },
  { VBT_MERGE_REMARK,
    { VBT_MERGE_LEFT_OUT, KEYS WITHOUT ("remark", NO_TARGET),
      TAKE_OUT (WITHOUT ("remark", NO_TARGET)) },
    TRUE },
};

/* Whose parent is not here, and will not be. */
static const char *const orphans[] = {
  "DELETE FROM temp.todo AS x WHERE what = 0 AND tbl IN (13, 14, 15) AND NOT " HERE ("annotation",
                                                                                     "11", "x.a"),
  "DELETE FROM temp.todo AS x WHERE what = 0 AND tbl IN (10, 16) AND NOT " HERE ("document", "9",
                                                                                 "x.a"),
  "DELETE FROM temp.todo AS x WHERE what = 0 AND tbl IN (7, 8) AND NOT " HERE ("entity", "6",
                                                                               "x.a"),
  "DELETE FROM temp.todo AS x WHERE what = 0 AND tbl = 2 AND NOT EXISTS (SELECT 1 "
  "FROM temp.their_attribute t WHERE t.id = x.a AND " HERE ("label", "1", "t.label") ")",
};

/* What a new child needs beside its parent; an attribute of the same name and another kind is another one. */
static const struct
{
  VbtMergeTable table;
  Sieve sieve;
} needs[] = {
  { VBT_MERGE_ATTRIBUTE,
    { VBT_MERGE_LEFT_OUT,
      KEYS WITHOUT (
          "attribute",
          "EXISTS (SELECT 1 FROM main.attribute o WHERE o.label = t.label AND o.name = t.name)"),
      TAKE_OUT (WITHOUT ("attribute", "EXISTS (SELECT 1 FROM main.attribute o WHERE o.label = "
                                      "t.label AND o.name = t.name)")) } },
  { VBT_MERGE_VALUE,
    { VBT_MERGE_LEFT_OUT, KEYS NEW " AND NOT " HERE ("attribute", "2", "x.b"),
      TAKE_OUT (NEW " AND NOT " HERE ("attribute", "2", "x.b")) } },
  { VBT_MERGE_MENTION,
    { VBT_MERGE_LEFT_OUT, KEYS NEW " AND NOT " HERE ("entity", "6", "x.b"),
      TAKE_OUT (NEW " AND NOT " HERE ("entity", "6", "x.b")) } },
};

static gboolean
sift_misfits (VbtMerge *self, GError **error)
{
  if (!vbt_merge_note_rows (self, VBT_MERGE_DELETED_HERE, VBT_MERGE_DOCUMENT, LOST_DOCUMENTS,
                            error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    do
      if (!run_sieve (self, misfits[i].table, &misfits[i].sieve, error))
        return FALSE;
    while (misfits[i].again && vbt_db_get_n_changed (self->db) > 0);
  for (guint i = 0; i < G_N_ELEMENTS (orphans); i++)
    if (!vbt_db_run (self->db, error, orphans[i], ""))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (!run_sieve (self, needs[i].table, &needs[i].sieve, error))
      return FALSE;
  return TRUE;
}

/* Temp tables have columns without a type: one that is compared with a column of a type is found by its index only where that
 * one is +, an expression. */

/* With the annotation, the article, or the entity that it was on: that decides. */
static const char *const gone_with_parent[] = {
  "DELETE FROM temp.todo AS x WHERE what = 2 AND tbl IN (12, 13, 14, 15) "
  "AND NOT EXISTS (SELECT 1 FROM theirs.annotation WHERE id = x.a)",
  "DELETE FROM temp.todo AS x WHERE what = 2 AND tbl IN (10, 16) "
  "AND NOT EXISTS (SELECT 1 FROM theirs.document WHERE id = x.a)",
  "DELETE FROM temp.todo AS x WHERE what = 2 AND tbl IN (7, 8) "
  "AND NOT EXISTS (SELECT 1 FROM theirs.entity WHERE id = x.a)",
  "DELETE FROM temp.todo AS x WHERE what = 2 AND tbl = 17 AND EXISTS (SELECT 1 FROM main.remark r "
  "WHERE r.id = x.a AND r.annotation IS NOT NULL "
  "AND NOT EXISTS (SELECT 1 FROM theirs.annotation WHERE id = r.annotation))",
  "DELETE FROM temp.todo AS x WHERE what = 2 AND tbl = 11 AND EXISTS (SELECT 1 "
  "FROM main.annotation r WHERE r.id = x.a "
  "AND NOT EXISTS (SELECT 1 FROM theirs.document WHERE id = r.document))",
  "DELETE FROM temp.todo AS x WHERE what = 2 AND tbl = 17 AND EXISTS (SELECT 1 FROM main.remark r "
  "WHERE r.id = x.a AND NOT EXISTS (SELECT 1 FROM theirs.document WHERE id = r.document))",
  /* Who annotated is known from then on. */
  "DELETE FROM temp.todo WHERE what = 2 AND tbl = 5",
};

#define SINCE "p.number > (SELECT ours_from FROM temp.point)"
#define CHANGED_HERE                                                                               \
  "(EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 0 AND p.tbl = {N} AND p.a = x.a "            \
  "AND p.b = x.b AND " SINCE ") "                                                                  \
  "OR ({N} = 6 AND EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 0 AND p.tbl IN (7, 8) "       \
  "AND p.a = x.a AND " SINCE ")) "                                                                 \
  "OR ({N} = 11 AND EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = 0 "                          \
  "AND p.tbl IN (12, 13, 14, 15) AND p.a = x.a AND " SINCE ")) "                                   \
  "OR ({N} = 11 AND EXISTS (SELECT 1 FROM main.remark r JOIN temp.touch p ON p.side = 0 "          \
  "AND p.tbl = 17 AND p.a = +r.id AND p.b = '' WHERE r.annotation = x.a AND " SINCE ")))"
#define GONE "FROM temp.todo x WHERE x.what = 2 AND x.tbl = {N}"

static const Sieve changed_here = {
  VBT_MERGE_DELETED_THERE,
  KEYS GONE " AND " CHANGED_HERE,
  TAKE_OUT (GONE " AND " CHANGED_HERE),
};

/* A relation that stays keeps its ends, unless it is led elsewhere; so do answers what they answer. */
#define STILL_NEEDED                                                                               \
  "EXISTS (SELECT 1 FROM main.annotation r WHERE r.from_ = x.a "                                   \
  "AND NOT EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 2 AND y.tbl = 11 AND y.a = +r.id) "    \
  "AND NOT EXISTS (SELECT 1 FROM temp.choice c WHERE c.tbl = 11 AND c.col = 7 AND c.a = +r.id "    \
  "AND c.take = 1)) "                                                                              \
  "OR EXISTS (SELECT 1 FROM main.annotation r WHERE r.to_ = x.a "                                  \
  "AND NOT EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 2 AND y.tbl = 11 AND y.a = +r.id) "    \
  "AND NOT EXISTS (SELECT 1 FROM temp.choice c WHERE c.tbl = 11 AND c.col = 8 AND c.a = +r.id "    \
  "AND c.take = 1)) "                                                                              \
  "OR EXISTS (SELECT 1 FROM main.remark q JOIN main.remark r ON r.answers = q.id "                 \
  "WHERE q.annotation = x.a AND r.annotation IS NOT q.annotation)"
#define STILL_ANSWERED                                                                             \
  "EXISTS (SELECT 1 FROM main.remark r WHERE r.answers = x.a "                                     \
  "AND NOT EXISTS (SELECT 1 FROM temp.todo y WHERE y.what = 2 AND y.tbl = 17 AND y.a = +r.id)) "   \
  "OR EXISTS (SELECT 1 FROM temp.todo y JOIN theirs.remark r ON r.id = y.a WHERE y.what = 0 "      \
  "AND y.tbl = 17 AND r.answers = x.a)"

static const Sieve needed_here[] = {
  { VBT_MERGE_DELETED_THERE, KEYS GONE " AND (" STILL_NEEDED ")",
    TAKE_OUT (GONE " AND (" STILL_NEEDED ")") },
  { VBT_MERGE_DELETED_THERE, KEYS GONE " AND (" STILL_ANSWERED ")",
    TAKE_OUT (GONE " AND (" STILL_ANSWERED ")") },
};

static gboolean
keep_needed (VbtMerge *self, GError **error)
{
  static const VbtMergeTable tables[] = { VBT_MERGE_ANNOTATION, VBT_MERGE_REMARK };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    do
      if (!run_sieve (self, tables[i], &needed_here[i], error))
        return FALSE;
    while (vbt_db_get_n_changed (self->db) > 0);
  return TRUE;
}

static gboolean
sift_gone (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (gone_with_parent); i++)
    if (!vbt_db_run (self->db, error, gone_with_parent[i], ""))
      return FALSE;
  for (guint i = 0; i < VBT_MERGE_N_TABLES; i++)
    if (!vbt_merge_step (self, error) || !run_sieve (self, (VbtMergeTable)i, &changed_here, error))
      return FALSE;
  return keep_needed (self, error);
}

/* What was done to an article: to what is on it, to its status or to its metadata. */
#define WORKED_ON(side, schema, since)                                                             \
  "(EXISTS (SELECT 1 FROM temp.touch p WHERE p.side = " side " AND p.tbl IN (9, 10, 16) "          \
  "AND p.a = +d.id AND " since ") "                                                                \
  "OR EXISTS (SELECT 1 FROM " schema ".annotation r JOIN temp.touch p ON p.side = " side " "       \
  "AND p.tbl IN (11, 12, 13, 14, 15) AND p.a = +r.id AND " since " WHERE r.document = d.id))"
/* In the trash there; or not there at all, because it was undone that it came. */
#define TRASHED_THERE                                                                              \
  "FROM main.document d WHERE d.trashed IS NULL AND (EXISTS (SELECT 1 FROM theirs.document t "     \
  "JOIN temp.cell c ON c.side = 1 AND c.tbl = 9 AND c.a = +d.id AND c.b = '' AND c.col = 8 "       \
  "WHERE t.id = d.id AND t.trashed IS NOT NULL) "                                                  \
  "OR EXISTS (SELECT 1 FROM temp.todo x WHERE x.what = 2 AND x.tbl = 9 AND x.a = +d.id))"
#define RESTORED_THERE                                                                             \
  "FROM theirs.document t JOIN main.document d ON d.id = t.id "                                    \
  "WHERE (EXISTS (SELECT 1 FROM temp.cell c WHERE c.side = 1 AND c.tbl = 9 AND c.a = +d.id "       \
  "AND c.b = '' AND c.col = 8) OR EXISTS (SELECT 1 FROM temp.touch c WHERE c.side = 1 "            \
  "AND c.tbl = 9 AND c.a = +d.id AND c.first = 'I')) "                                             \
  "AND t.trashed IS NULL AND d.trashed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM temp.cell p "     \
  "WHERE p.side = 0 AND p.tbl = 9 AND p.a = +d.id AND p.b = '' AND p.col = 8 AND " SINCE ")"

/* An article that went into the trash there goes there here too, but for one that somebody worked on here. */
static gboolean
sift_trash (VbtMerge *self, GError **error)
{
  if (!vbt_merge_note_rows (
          self, VBT_MERGE_DELETED_THERE, VBT_MERGE_DOCUMENT,
          "SELECT d.id AS a, '' AS b " TRASHED_THERE " AND " WORKED_ON ("0", "main", SINCE), error)
      || !vbt_db_run (self->db, error,
                      "INSERT INTO temp.choice SELECT 9, 8, 1, d.id, '' " TRASHED_THERE
                      " AND NOT " WORKED_ON ("0", "main", SINCE),
                      "")
      || !vbt_db_run (self->db, error,
                      "INSERT INTO temp.choice SELECT 9, 8, 1, d.id, '' " RESTORED_THERE, ""))
    return FALSE;
  return vbt_merge_note_rows (
      self, VBT_MERGE_DELETED_HERE, VBT_MERGE_DOCUMENT,
      "SELECT d.id AS a, '' AS b FROM main.document d JOIN theirs.document t ON t.id = d.id "
      "WHERE d.trashed IS NOT NULL AND t.trashed IS NULL "
      "AND NOT EXISTS (SELECT 1 FROM temp.choice WHERE tbl = 9 AND col = 8 AND a = +d.id "
      "AND take = 1) AND " WORKED_ON ("1", "theirs", "p.first <> ''"),
      error);
}

/* A label is not taken where a value of ours would then be of another label, or where it is not here. Then nor is what is
 * said by its attributes. What a relation relates has to be here. */
static const char *const vetoes[] = {
  "UPDATE temp.choice AS c SET take = 2 WHERE tbl = 11 AND col = 3 AND take = 1 AND (EXISTS ("
  "SELECT 1 FROM main.value v JOIN main.attribute k ON k.id = v.attribute "
  "JOIN temp.their_annotation t ON t.id = c.a WHERE v.annotation = c.a AND k.label <> t.label "
  "AND NOT EXISTS (SELECT 1 FROM temp.todo g WHERE g.what = 2 AND g.tbl = 13 "
  "AND g.a = +v.annotation AND g.b = +v.attribute)) "
  "OR NOT EXISTS (SELECT 1 FROM temp.their_annotation t WHERE t.id = c.a AND " HERE (
      "label", "1", "t.label") "))",
  "DELETE FROM temp.todo AS x WHERE tbl = 13 AND what IN (0, 2) AND EXISTS (SELECT 1 "
  "FROM temp.choice c WHERE c.tbl = 11 AND c.col = 3 AND c.a = x.a AND c.take = 2)",
  "UPDATE temp.choice AS c SET take = 2 WHERE tbl = 11 AND col = 7 AND take = 1 AND NOT EXISTS ("
  "SELECT 1 FROM theirs.annotation t WHERE t.id = c.a AND " HERE ("annotation", "11",
                                                                  "t.from_") ")",
  "UPDATE temp.choice AS c SET take = 2 WHERE tbl = 11 AND col = 8 AND take = 1 AND NOT EXISTS ("
  "SELECT 1 FROM theirs.annotation t WHERE t.id = c.a AND " HERE ("annotation", "11", "t.to_") ")",
  "DELETE FROM temp.choice AS c WHERE tbl = 11 AND col = 9 AND take = 1 AND NOT EXISTS (SELECT 1 "
  "FROM theirs.annotation t WHERE t.id = c.a AND (t.derived_from IS NULL OR " HERE (
      "annotation", "11", "t.derived_from") "))",
};

/**
 * vbt_merge_sift:
 * @self: a merge that was compared
 * @error: return location for an error
 *
 * Takes out of temp.todo what must not be done, with notes on what somebody may want to know.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_sift (VbtMerge *self, GError **error)
{
  if (!sift_strangers (self, error) || !sift_new (self, error) || !sift_misfits (self, error)
      || !sift_gone (self, error) || !sift_trash (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (vetoes); i++)
    if (!vbt_db_run (self->db, error, vetoes[i], ""))
      return FALSE;
  return TRUE;
}
