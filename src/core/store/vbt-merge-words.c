/* vbt-merge-words.c: what a merge left as it was, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "vbt-merge-private.h"

static void
note_free (gpointer data)
{
  VbtMergeNote *self = data;

  g_free (self->article);
  g_free (self->what);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self);
}

/** vbt_merge_result_clear: frees what it holds. */
void
vbt_merge_result_clear (VbtMergeResult *self)
{
  if (self->notes != NULL)
    g_ptr_array_unref (self->notes);
  *self = (VbtMergeResult){ 0 };
}

/** vbt_merge_add_note: adds a note; beyond VBT_MERGE_MOST_NOTES it is counted only. */
void
vbt_merge_add_note (VbtMerge *self, VbtMergeReason reason, VbtId document, const char *what,
                    const char *ours, const char *theirs)
{
  VbtMergeResult *result = self->result;
  VbtMergeNote *note;

  result->n_notes++;
  if (result->notes == NULL)
    result->notes = g_ptr_array_new_with_free_func (note_free);
  if (result->notes->len >= VBT_MERGE_MOST_NOTES)
    return;
  note = g_new0 (VbtMergeNote, 1);
  note->reason = reason;
  note->document = document;
  if (document != 0)
    note->article
        = vbt_db_get_string (self->db, NULL,
                             "SELECT coalesce ((SELECT name FROM main.document WHERE id = ?1), "
                             "(SELECT name FROM theirs.document WHERE id = ?1))",
                             "i", document);
  note->what = g_strdup (what);
  note->ours = g_strdup (ours);
  note->theirs = g_strdup (theirs);
  g_ptr_array_add (result->notes, note);
}

/* So much of a text is repeated. */
#define SNIPPET(text, start, end)                                                                  \
  "replace (substr (" text ", " start " + 1, min (60, " end " - " start ")), char (10), ' ') || "  \
  "iif (" end " - " start " > 60, '…', '')"

/* Of an annotation: its article, its label, and its words. */
#define ANNOTATION(s)                                                                              \
  "SELECT n.document, l.name, (SELECT " SNIPPET (                                                  \
      "x.text", "n.start", "n.end_") " FROM " s ".document d JOIN " s                              \
                                     ".document_text x ON x.number = d.number "                    \
                                     "WHERE d.id = n.document AND n.kind = 0) FROM " s             \
                                     ".annotation n "                                              \
                                     "JOIN " s ".label l ON l.id = n.label WHERE n.id = ?1"

/* What a key of ours and one of theirs is called: our name where we have one. */
#define NAME(table)                                                                                \
  "coalesce ((SELECT name FROM main." table " WHERE id = ?2), "                                    \
  "(SELECT name FROM theirs." table " WHERE id = ?2))"
#define OF(s, what) "SELECT 0, " what " FROM " s

/* For each table: document, name, further words; ?1 and ?2 are the keys. */
#define ROWS(s)                                                                                    \
  {                                                                                                \
    [VBT_MERGE_SCHEMA] = "SELECT 0, name, NULL FROM " s ".schema",                                 \
    [VBT_MERGE_LABEL] = "SELECT 0, name, NULL FROM " s ".label WHERE id = ?1",                     \
    [VBT_MERGE_ATTRIBUTE] = "SELECT 0, l.name, k.name FROM " s ".attribute k JOIN " s              \
                            ".label l ON l.id = k.label WHERE k.id = ?1",                          \
    [VBT_MERGE_LABEL_END] = "SELECT 0, name, NULL FROM " s ".label WHERE id = ?1",                 \
    [VBT_MERGE_RULE] = "SELECT 0, rule, NULL FROM " s ".rule WHERE rule = ?1",                     \
    [VBT_MERGE_ANNOTATOR] = "SELECT 0, name, NULL FROM " s ".annotator WHERE id = ?1",             \
    [VBT_MERGE_ENTITY] = "SELECT 0, name, NULL FROM " s ".entity WHERE id = ?1",                   \
    [VBT_MERGE_ALIAS] = "SELECT 0, name, ?2 FROM " s ".entity WHERE id = ?1",                      \
    [VBT_MERGE_ENTITY_ATTRIBUTE] = "SELECT 0, name, ?2 FROM " s ".entity WHERE id = ?1",           \
    [VBT_MERGE_DOCUMENT] = "SELECT id, NULL, NULL FROM " s ".document WHERE id = ?1",              \
    [VBT_MERGE_METADATA] = "SELECT ?1, ?2, NULL", [VBT_MERGE_ANNOTATION] = ANNOTATION (s),         \
    [VBT_MERGE_FRAGMENT] = ANNOTATION (s), [VBT_MERGE_VALUE] = ANNOTATION (s),                     \
    [VBT_MERGE_MENTION] = ANNOTATION (s), [VBT_MERGE_DECISION] = ANNOTATION (s),                   \
    [VBT_MERGE_STATUS] = "SELECT ?1, " NAME ("annotator") ", NULL",                                \
    [VBT_MERGE_REMARK] = "SELECT document, NULL, " SNIPPET (                                       \
        "text", "0", "length (text)") " FROM " s ".remark WHERE id = ?1",                          \
    [VBT_MERGE_SAVED_QUERY] = "SELECT 0, name, NULL FROM " s ".saved_query WHERE id = ?1",         \
  }

/* The same for what such a row is. */
static const char *const kinds[VBT_MERGE_N_TABLES] = {
  [VBT_MERGE_SCHEMA] = N_ ("schema “%s”"),
  [VBT_MERGE_LABEL] = N_ ("label “%s”"),
  [VBT_MERGE_ATTRIBUTE] = N_ ("attribute of the label “%s”"),
  [VBT_MERGE_LABEL_END] = N_ ("label “%s”"),
  [VBT_MERGE_RULE] = N_ ("rule “%s”"),
  [VBT_MERGE_ANNOTATOR] = N_ ("annotator “%s”"),
  [VBT_MERGE_ENTITY] = N_ ("entity “%s”"),
  [VBT_MERGE_ALIAS] = N_ ("alias of “%s”"),
  [VBT_MERGE_ENTITY_ATTRIBUTE] = N_ ("fact about “%s”"),
  [VBT_MERGE_DOCUMENT] = N_ ("article"),
  [VBT_MERGE_METADATA] = N_ ("metadata “%s”"),
  [VBT_MERGE_ANNOTATION] = "%s",
  [VBT_MERGE_FRAGMENT] = "%s",
  [VBT_MERGE_VALUE] = "%s",
  [VBT_MERGE_MENTION] = "%s",
  [VBT_MERGE_DECISION] = "%s",
  [VBT_MERGE_STATUS] = N_ ("status for %s"),
  [VBT_MERGE_REMARK] = N_ ("note"),
  [VBT_MERGE_SAVED_QUERY] = N_ ("saved search “%s”"),
};

/* What hangs on an annotation, by its second key. */
static const char *const seconds[VBT_MERGE_N_TABLES] = {
  [VBT_MERGE_VALUE] = "SELECT " NAME ("attribute") " WHERE ?1 = ?1",
  [VBT_MERGE_MENTION] = "SELECT " NAME ("entity") " WHERE ?1 = ?1",
  [VBT_MERGE_DECISION] = "SELECT " NAME ("annotator") " WHERE ?1 = ?1",
};

/** Words: a row in words. */
typedef struct
{
  VbtId document;
  char *what;
} Words;

static void
append_words (GString *what, const char *form, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (form, "%s", 2);

  g_string_append (what, parts[0]);
  if (parts[0] != NULL && parts[1] != NULL)
    g_string_append_printf (what, "%s%s", name != NULL ? name : "", parts[1]);
}

/* @b: NULL where the statement does not ask for it. */
static void
bind_keys (VbtQuery *query, VbtMergeTable table, const char *a, const char *b)
{
  if (table == VBT_MERGE_RULE)
    vbt_query_bind_string (query, 1, a);
  else
    vbt_query_bind_int (query, 1, g_ascii_strtoll (a, NULL, 10));
  if (b == NULL)
    return;
  if (table == VBT_MERGE_METADATA || table == VBT_MERGE_ALIAS
      || table == VBT_MERGE_ENTITY_ATTRIBUTE)
    vbt_query_bind_string (query, 2, b);
  else
    vbt_query_bind_int (query, 2, g_ascii_strtoll (b, NULL, 10));
}

/* What hangs on an annotation: which attribute, whom, whose decision. */
static void
append_second (VbtMerge *self, VbtMergeTable table, const char *a, const char *b, GString *what)
{
  g_autoptr (VbtQuery) query = NULL;

  if (seconds[table] == NULL)
    return;
  query = vbt_db_query_empty (self->db, seconds[table]);
  bind_keys (query, table, a, b);
  if (vbt_query_next (query) && !vbt_query_is_null (query, 0))
    g_string_append_printf (what, ", %s", vbt_query_get_string (query, 0));
}

/* The keys as they are here; a row that only they have is looked for with them. */
static Words
describe (VbtMerge *self, VbtMergeTable table, VbtMergeSide side, const char *a, const char *b)
{
  static const char *const statements[2][VBT_MERGE_N_TABLES] = { ROWS ("main"), ROWS ("theirs") };
  g_autoptr (VbtQuery) query = vbt_db_query_empty (self->db, statements[side][table]);
  g_autoptr (GString) what = g_string_new (NULL);
  gboolean asks_for_b = table == VBT_MERGE_METADATA || table == VBT_MERGE_ALIAS
                        || table == VBT_MERGE_ENTITY_ATTRIBUTE || table == VBT_MERGE_STATUS;
  Words words = { 0 };

  bind_keys (query, table, a, asks_for_b ? b : NULL);
  if (vbt_query_next (query))
    {
      words.document = vbt_query_get_int (query, 0);
      append_words (what, g_str_equal (kinds[table], "%s") ? "%s" : _ (kinds[table]),
                    vbt_query_get_string (query, 1));
      if (!vbt_query_is_null (query, 2))
        g_string_append_printf (what, " “%s”", vbt_query_get_string (query, 2));
    }
  append_second (self, table, a, b, what);
  words.what = g_utf8_make_valid (what->str, (gssize)what->len);
  return words;
}

/* Where the row is: here what is kept, there what does not come. */
static VbtMergeSide
find_side (VbtMergeReason reason)
{
  return reason == VBT_MERGE_DELETED_THERE || reason == VBT_MERGE_CHANGED_IN_BOTH
             ? VBT_MERGE_OURS
             : VBT_MERGE_THEIRS;
}

/**
 * vbt_merge_note_rows:
 * @self: a merge
 * @reason: why
 * @table: a table
 * @select: a form of a statement (see vbt_merge_run()) that gives the keys of rows of it, `a` and `b`
 * @error: return location for an error
 *
 * Adds a note on each of them.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_note_rows (VbtMerge *self, VbtMergeReason reason, VbtMergeTable table, const char *select,
                     GError **error)
{
  g_autoptr (VbtQuery) query = vbt_merge_query (self, table, 0, select);

  while (vbt_query_next (query))
    {
      g_autofree char *a = vbt_query_dup_string (query, 0);
      g_autofree char *b = vbt_query_dup_string (query, 1);
      Words words = describe (self, table, find_side (reason), a, b);

      vbt_merge_add_note (self, reason, words.document, words.what, NULL, NULL);
      g_free (words.what);
    }
  return vbt_query_finish (query, error);
}

static const char *
say_number (VbtMergeTable table, const char *column, int n)
{
  static const char *const statuses[]
      = { N_ ("new"), N_ ("in progress"), N_ ("done"), N_ ("locked") };
  static const char *const verdicts[] = { N_ ("accepted"), N_ ("rejected"), N_ ("corrected") };

  if (table == VBT_MERGE_STATUS)
    return _ (statuses[CLAMP (n, 0, 3)]);
  if (table == VBT_MERGE_DECISION)
    return _ (verdicts[CLAMP (n, 0, 2)]);
  if (g_str_equal (column, "level"))
    return vbt_level_to_string ((VbtLevel)CLAMP (n, 0, 2));
  if (g_str_equal (column, "when_"))
    return vbt_when_to_string ((VbtWhen)CLAMP (n, 0, 2));
  if (table == VBT_MERGE_ENTITY && g_str_equal (column, "kind"))
    return vbt_entity_kind_to_string ((VbtEntityKind)CLAMP (n, 0, 3));
  if (table == VBT_MERGE_ATTRIBUTE && g_str_equal (column, "kind"))
    return vbt_attribute_kind_to_string ((VbtAttributeKind)CLAMP (n, 0, 4));
  if (g_str_equal (column, "hidden") || g_str_equal (column, "required")
      || g_str_equal (column, "question") || g_str_equal (column, "resolved"))
    return n != 0 ? _ ("yes") : _ ("no");
  return NULL;
}

/* A long text is cut off, and all of it is one line. */
static char *
say_text (const char *value)
{
  char *text
      = g_utf8_strlen (value, -1) <= 60
            ? g_strdup (value)
            : g_strdup_printf ("%.*s…", (int)(g_utf8_offset_to_pointer (value, 60) - value), value);

  return g_strdelimit (text, "\n" VBT_VALUE_SEPARATOR, ' ');
}

/* The name of what an identifier is of. */
static char *
say_name (VbtMerge *self, VbtMergeTable table, const char *column, const char *value)
{
  VbtId id = g_ascii_strtoll (value, NULL, 10);

  if (table != VBT_MERGE_ANNOTATION)
    return NULL;
  if (g_str_equal (column, "label"))
    return vbt_db_get_string (self->db, NULL,
                              "SELECT coalesce ((SELECT name FROM main.label WHERE id = ?1), "
                              "(SELECT name FROM theirs.label WHERE id = ?1))",
                              "i", id);
  if (g_str_equal (column, "from_") || g_str_equal (column, "to_"))
    {
      Words words = describe (
          self, table, vbt_store_has_id (self->store, id) ? VBT_MERGE_OURS : VBT_MERGE_THEIRS,
          value, "");

      return words.what;
    }
  return NULL;
}

/* A value of a column as somebody would say it. */
static char *
say_value (VbtMerge *self, VbtMergeTable table, int column, const char *value)
{
  const char *name = vbt_merge_tables[table].columns[column].name;
  const char *words;
  char *named;

  if (value == NULL || *value == '\0')
    return g_strdup (_ ("nothing"));
  named = say_name (self, table, name, value);
  if (named != NULL)
    return named;
  words = say_number (table, name, atoi (value));
  return words != NULL ? g_strdup (words) : say_text (value);
}

static void
note_choice (VbtMerge *self, VbtMergeTable table, int column, VbtQuery *query)
{
  const VbtMergeColumn *info = &vbt_merge_tables[table].columns[column];
  g_autofree char *a = vbt_query_dup_string (query, 0);
  g_autofree char *b = vbt_query_dup_string (query, 1);
  g_autofree char *our_value = vbt_query_dup_string (query, 2);
  g_autofree char *their_value = vbt_query_dup_string (query, 3);
  g_autofree char *ours = say_value (self, table, column, our_value);
  g_autofree char *theirs = say_value (self, table, column, their_value);
  Words words = describe (self, table, VBT_MERGE_OURS, a, b);
  /* A status, a decision and a value have one column that can differ, and are called by what they are of. */
  g_autofree char *what
      = info->words != NULL && table != VBT_MERGE_STATUS && table != VBT_MERGE_METADATA
            ? g_strdup_printf ("%s, %s", words.what, _ (info->words))
            : g_strdup (words.what);

  vbt_merge_add_note (self, VBT_MERGE_CHANGED_IN_BOTH, words.document, what, ours, theirs);
  g_free (words.what);
}

static gboolean
note_column (VbtMerge *self, VbtMergeTable table, int column, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_merge_query (
      self, table, column,
      "SELECT x.a, x.b, o.{C}, t.{C} FROM temp.choice x CROSS JOIN main.{T} o ON {o=x} "
      "CROSS JOIN temp.their_{T} t ON {t=x} WHERE x.tbl = {N} AND x.col = {I} AND x.take = 2");

  while (vbt_query_next (query))
    note_choice (self, table, column, query);
  return vbt_query_finish (query, error);
}

static char *
say_place (VbtQuery *query, int column)
{
  return g_strdup_printf ("%d–%d", (int)vbt_query_get_int (query, column),
                          (int)vbt_query_get_int (query, column + 1));
}

static gboolean
note_extents (VbtMerge *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db,
                      "SELECT x.a, o.start, o.end_, t.start, t.end_ FROM temp.choice x "
                      "JOIN main.annotation o ON o.id = x.a JOIN theirs.annotation t ON t.id = x.a "
                      "WHERE x.tbl = 11 AND x.col = 100 AND x.take = 2",
                      "");

  while (vbt_query_next (query))
    {
      g_autofree char *a = vbt_query_dup_string (query, 0);
      Words words = describe (self, VBT_MERGE_ANNOTATION, VBT_MERGE_OURS, a, "");
      g_autofree char *what = g_strdup_printf ("%s, %s", words.what, _ ("place"));
      g_autofree char *ours = say_place (query, 1);
      g_autofree char *theirs = say_place (query, 3);

      vbt_merge_add_note (self, VBT_MERGE_CHANGED_IN_BOTH, words.document, what, ours, theirs);
      g_free (words.what);
    }
  return vbt_query_finish (query, error);
}

/**
 * vbt_merge_note_choices:
 * @self: a merge that is about to be written
 * @error: return location for an error
 *
 * Adds a note on everything that was changed in both copies differently.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_note_choices (VbtMerge *self, GError **error)
{
  for (guint i = 0; i < VBT_MERGE_N_TABLES; i++)
    for (int j = 0; vbt_merge_tables[i].columns[j].name != NULL; j++)
      {
        const VbtMergeColumn *column = &vbt_merge_tables[i].columns[j];
        /* By what rule a tagger found something, and from which suggestion it came, nobody writes by hand. */
        gboolean is_silent = i == VBT_MERGE_ANNOTATION && column->words == NULL;

        if (column->use == VBT_MERGE_CELL && !is_silent
            && !note_column (self, (VbtMergeTable)i, j, error))
          return FALSE;
      }
  return note_extents (self, error);
}
