/* vbt-merge-tables.c: which tables are merged, how, and the statements that are the same for all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-merge-private.h"

#define OWN VBT_MERGE_OWN
#define KEY_A VBT_MERGE_KEY_A
#define KEY_B VBT_MERGE_KEY_B
#define CELL VBT_MERGE_CELL
#define EXTENT VBT_MERGE_EXTENT
#define FIXED VBT_MERGE_FIXED
#define LATEST VBT_MERGE_LATEST
#define PLACE VBT_MERGE_PLACE
#define LABEL VBT_MERGE_REFERS_LABEL
#define ATTRIBUTE VBT_MERGE_REFERS_ATTRIBUTE
#define ANNOTATOR VBT_MERGE_REFERS_ANNOTATOR

const VbtMergeTableInfo vbt_merge_tables[VBT_MERGE_N_TABLES] = {
  [VBT_MERGE_SCHEMA]
  = { "schema",
      VBT_MERGE_SCHEMA,
      NULL,
      TRUE,
      { { "id", KEY_A, 0, NULL }, { "name", CELL, 0, N_ ("name") }, { "version", OWN, 0, NULL } } },
  [VBT_MERGE_LABEL] = { "label",
                        VBT_MERGE_LABEL,
                        NULL,
                        TRUE,
                        { { "id", KEY_A, LABEL, NULL },
                          { "kind", FIXED, 0, NULL },
                          { "name", CELL, 0, N_ ("name") },
                          { "key", CELL, 0, N_ ("key") },
                          { "color", CELL, 0, N_ ("color") },
                          { "guideline", CELL, 0, N_ ("guideline") },
                          { "position", PLACE, 0, NULL },
                          { "max", CELL, 0, N_ ("how many") },
                          { "hidden", CELL, 0, N_ ("hidden") } } },
  [VBT_MERGE_ATTRIBUTE] = { "attribute",
                            VBT_MERGE_LABEL,
                            "label",
                            TRUE,
                            { { "id", KEY_A, ATTRIBUTE, NULL },
                              { "label", FIXED, LABEL, NULL },
                              { "name", CELL, 0, N_ ("name") },
                              { "kind", CELL, 0, N_ ("kind") },
                              { "choices", CELL, 0, N_ ("values") },
                              { "default_value", CELL, 0, N_ ("default") },
                              { "required", CELL, 0, N_ ("required") },
                              { "position", PLACE, 0, NULL } } },
  [VBT_MERGE_LABEL_END] = { "label_end",
                            VBT_MERGE_LABEL,
                            NULL,
                            TRUE,
                            { { "label", KEY_A, LABEL, NULL },
                              { "side", KEY_B, 0, NULL },
                              { "position", OWN, 0, NULL },
                              { "other", FIXED, LABEL, NULL } } },
  [VBT_MERGE_RULE] = { "rule",
                       VBT_MERGE_RULE,
                       NULL,
                       TRUE,
                       { { "rule", KEY_A, 0, NULL },
                         { "level", CELL, 0, N_ ("level") },
                         { "when_", CELL, 0, N_ ("occasion") },
                         { "position", PLACE, 0, NULL } } },
  [VBT_MERGE_ANNOTATOR] = { "annotator",
                            VBT_MERGE_ANNOTATOR,
                            NULL,
                            TRUE,
                            { { "id", KEY_A, ANNOTATOR, NULL },
                              { "kind", FIXED, 0, NULL },
                              { "name", CELL, 0, N_ ("name") },
                              { "version", FIXED, 0, NULL } } },
  [VBT_MERGE_ENTITY] = { "entity",
                         VBT_MERGE_ENTITY,
                         NULL,
                         FALSE,
                         { { "id", KEY_A, 0, NULL },
                           { "kind", CELL, 0, N_ ("kind") },
                           { "name", CELL, 0, N_ ("name") },
                           { "external_id", CELL, 0, N_ ("identifier") },
                           { "note", CELL, 0, N_ ("note") },
                           { "batch", OWN, 0, NULL } } },
  [VBT_MERGE_ALIAS]
  = { "alias",
      VBT_MERGE_ENTITY,
      NULL,
      FALSE,
      { { "number", OWN, 0, NULL }, { "entity", KEY_A, 0, NULL }, { "alias", KEY_B, 0, NULL } } },
  [VBT_MERGE_ENTITY_ATTRIBUTE] = { "entity_attribute",
                                   VBT_MERGE_ENTITY,
                                   NULL,
                                   FALSE,
                                   { { "entity", KEY_A, 0, NULL },
                                     { "key", KEY_B, 0, NULL },
                                     { "value", CELL, 0, N_ ("value") } } },
  [VBT_MERGE_DOCUMENT] = { "document",
                           VBT_MERGE_DOCUMENT,
                           NULL,
                           TRUE,
                           { { "number", OWN, 0, NULL },
                             { "id", KEY_A, 0, NULL },
                             { "name", CELL, 0, N_ ("name") },
                             { "position", PLACE, 0, NULL },
                             { "n_chars", FIXED, 0, NULL },
                             { "sha256", FIXED, 0, NULL },
                             { "added", FIXED, 0, NULL },
                             { "batch", OWN, 0, NULL },
                             { "trashed", FIXED, 0, NULL } } },
  [VBT_MERGE_METADATA] = { "metadata",
                           VBT_MERGE_DOCUMENT,
                           "document",
                           FALSE,
                           { { "number", OWN, 0, NULL },
                             { "document", KEY_A, 0, NULL },
                             { "key", KEY_B, 0, NULL },
                             { "value", CELL, 0, N_ ("value") },
                             { "position", PLACE, 0, NULL } } },
  [VBT_MERGE_ANNOTATION] = { "annotation",
                             VBT_MERGE_ANNOTATION,
                             NULL,
                             FALSE,
                             { { "id", KEY_A, 0, NULL },
                               { "document", FIXED, 0, NULL },
                               { "annotator", FIXED, ANNOTATOR, NULL },
                               { "label", CELL, LABEL, N_ ("label") },
                               { "kind", FIXED, 0, NULL },
                               { "start", EXTENT, 0, NULL },
                               { "end_", EXTENT, 0, NULL },
                               { "from_", CELL, 0, N_ ("what it comes from") },
                               { "to_", CELL, 0, N_ ("what it leads to") },
                               { "derived_from", CELL, 0, NULL },
                               { "confidence", CELL, 0, N_ ("confidence") },
                               { "rule", CELL, 0, NULL },
                               { "note", CELL, 0, N_ ("note") },
                               { "created", FIXED, 0, NULL },
                               { "changed", LATEST, 0, NULL },
                               { "batch", OWN, 0, NULL } } },
  [VBT_MERGE_FRAGMENT] = { "fragment",
                           VBT_MERGE_ANNOTATION,
                           NULL,
                           FALSE,
                           { { "annotation", KEY_A, 0, NULL },
                             { "position", FIXED, 0, NULL },
                             { "start", FIXED, 0, NULL },
                             { "end_", FIXED, 0, NULL } } },
  [VBT_MERGE_VALUE] = { "value",
                        VBT_MERGE_ANNOTATION,
                        NULL,
                        FALSE,
                        { { "annotation", KEY_A, 0, NULL },
                          { "attribute", KEY_B, ATTRIBUTE, NULL },
                          { "value", CELL, 0, NULL },
                          { "position", FIXED, 0, NULL } } },
  [VBT_MERGE_MENTION] = { "mention",
                          VBT_MERGE_ANNOTATION,
                          NULL,
                          FALSE,
                          { { "annotation", KEY_A, 0, NULL },
                            { "entity", KEY_B, 0, NULL },
                            { "position", FIXED, 0, NULL } } },
  [VBT_MERGE_DECISION] = { "decision",
                           VBT_MERGE_ANNOTATION,
                           NULL,
                           FALSE,
                           { { "suggestion", KEY_A, 0, NULL },
                             { "annotator", KEY_B, ANNOTATOR, NULL },
                             { "verdict", CELL, 0, N_ ("decision") },
                             { "time", LATEST, 0, NULL } } },
  [VBT_MERGE_STATUS] = { "status",
                         VBT_MERGE_DOCUMENT,
                         NULL,
                         FALSE,
                         { { "document", KEY_A, 0, NULL },
                           { "annotator", KEY_B, ANNOTATOR, NULL },
                           { "status", CELL, 0, N_ ("status") } } },
  [VBT_MERGE_REMARK] = { "remark",
                         VBT_MERGE_REMARK,
                         NULL,
                         FALSE,
                         { { "id", KEY_A, 0, NULL },
                           { "document", FIXED, 0, NULL },
                           { "annotation", FIXED, 0, NULL },
                           { "start", FIXED, 0, NULL },
                           { "end_", FIXED, 0, NULL },
                           { "annotator", FIXED, ANNOTATOR, NULL },
                           { "answers", FIXED, 0, NULL },
                           { "text", CELL, 0, N_ ("text") },
                           { "question", CELL, 0, N_ ("question") },
                           { "resolved", CELL, 0, N_ ("resolved") },
                           { "created", FIXED, 0, NULL },
                           { "changed", LATEST, 0, NULL } } },
  [VBT_MERGE_SAVED_QUERY] = { "saved_query",
                              VBT_MERGE_SAVED_QUERY,
                              "kind",
                              FALSE,
                              { { "id", KEY_A, 0, NULL },
                                { "kind", FIXED, 0, NULL },
                                { "name", CELL, 0, N_ ("name") },
                                { "query", CELL, 0, N_ ("query") },
                                { "position", PLACE, 0, NULL } } },
};

/** vbt_merge_find_column: the index of a column, or -1. */
int
vbt_merge_find_column (VbtMergeTable table, const char *name)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;

  for (int i = 0; columns[i].name != NULL; i++)
    if (g_str_equal (columns[i].name, name))
      return i;
  return -1;
}

static const char *
find_key (VbtMergeTable table, VbtMergeUse use)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;

  for (int i = 0; columns[i].name != NULL; i++)
    if (columns[i].use == use)
      return columns[i].name;
  return NULL;
}

/* {oB}: the second key of o, or an empty text, which stands for it in temp tables. */
static void
append_key (GString *sql, VbtMergeTable table, char alias, VbtMergeUse use)
{
  const char *key = find_key (table, use);

  if (key == NULL)
    g_string_append (sql, "''");
  else
    g_string_append_printf (sql, "%c.%s", alias, key);
}

/* {o=t}, {o=x}: o and t are rows of the table, x is one of temp.todo and its like. */
static void
append_join (GString *sql, VbtMergeTable table, char left, char right)
{
  const char *a = find_key (table, VBT_MERGE_KEY_A);
  const char *b = find_key (table, VBT_MERGE_KEY_B);
  gboolean is_row = right == 'o' || right == 't';

  g_string_append_printf (sql, "%c.%s = %c.%s", left, a, right, is_row ? a : "a");
  if (b != NULL)
    g_string_append_printf (sql, " AND %c.%s = %c.%s", left, b, right, is_row ? b : "b");
}

static void
append_word (GString *sql, const char *word, gsize length, VbtMergeTable table, int column)
{
  const VbtMergeTableInfo *info = &vbt_merge_tables[table];

  if (length == 3 && word[1] == '=')
    append_join (sql, table, word[0], word[2]);
  else if (length == 2)
    append_key (sql, table, word[0], word[1] == 'A' ? VBT_MERGE_KEY_A : VBT_MERGE_KEY_B);
  else if (word[0] == 'T')
    g_string_append (sql, info->name);
  else if (word[0] == 'N')
    g_string_append_printf (sql, "%d", (int)table);
  else if (word[0] == 'P')
    g_string_append_printf (sql, "%d", (int)info->parent);
  else if (word[0] == 'C')
    g_string_append (sql, info->columns[column].name);
  else if (word[0] == 'I')
    g_string_append_printf (sql, "%d", column);
  else
    g_assert_not_reached ();
}

/* A statement for a table and one of its columns, out of a form that is a literal and names of the table above: nothing
 * that comes from a file is ever in it. */
static char *
expand (VbtMergeTable table, int column, const char *form)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *at = form;
  const char *open;

  while ((open = strchr (at, '{')) != NULL)
    {
      const char *close = strchr (open, '}');

      g_assert (close != NULL);
      g_string_append_len (sql, at, open - at);
      append_word (sql, open + 1, (gsize)(close - open - 1), table, column);
      at = close + 1;
    }
  g_string_append (sql, at);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/** vbt_merge_run: runs a form of a statement for a table and, where it asks for one, a column. */
gboolean
vbt_merge_run (VbtMerge *self, VbtMergeTable table, int column, const char *form, GError **error)
{
  g_autofree char *sql = expand (table, column, form);

  return vbt_db_run (self->db, error, sql, "");
}

/** vbt_merge_query: the same for a statement with results. */
VbtQuery *
vbt_merge_query (VbtMerge *self, VbtMergeTable table, int column, const char *form)
{
  g_autofree char *sql = expand (table, column, form);

  return vbt_db_query_empty (self->db, sql);
}

/* On disk where it is much: what is compared grows with what was done since. Another place begins empty: also where there was
 * no memory to leave it the last time. */
#define TABLES                                                                                     \
  "PRAGMA temp_store=MEMORY; PRAGMA temp_store=FILE;"                                              \
  "CREATE TEMP TABLE point (ours_from INTEGER, is_trusted INTEGER, act INTEGER, now INTEGER);"     \
  "CREATE TEMP TABLE map (what, theirs, ours, PRIMARY KEY (what, theirs)) WITHOUT ROWID;"          \
  "CREATE TEMP TABLE touch (side, tbl, a, b, first, last, number,"                                 \
  " PRIMARY KEY (side, tbl, a, b)) WITHOUT ROWID;"                                                 \
  "CREATE TEMP TABLE cell (side, tbl, a, b, col, old, number,"                                     \
  " PRIMARY KEY (side, tbl, a, b, col)) WITHOUT ROWID;"                                            \
  "CREATE TEMP TABLE todo (what, tbl, a, b, PRIMARY KEY (what, tbl, a, b)) WITHOUT ROWID;"         \
  "CREATE TEMP TABLE choice (tbl, col, take, a, b, PRIMARY KEY (tbl, col, a, b)) WITHOUT ROWID;"   \
  "CREATE TEMP TABLE new_batch (number PRIMARY KEY) WITHOUT ROWID;"                                \
  "CREATE TEMP TABLE foreign_act (side, number, PRIMARY KEY (side, number)) WITHOUT ROWID;"        \
  "CREATE TEMP TABLE undone (number PRIMARY KEY) WITHOUT ROWID;"                                   \
  "CREATE TEMP TABLE stranger (document PRIMARY KEY) WITHOUT ROWID;"                               \
  "CREATE TEMP TABLE ends (what, label, side, other, PRIMARY KEY (what, label, side, other))"      \
  " WITHOUT ROWID;"

static gboolean
make_view (VbtMerge *self, VbtMergeTable table, GError **error)
{
  const VbtMergeTableInfo *info = &vbt_merge_tables[table];
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "CREATE TEMP VIEW their_%s AS SELECT ", info->name);
  for (int i = 0; info->columns[i].name != NULL; i++)
    {
      const VbtMergeColumn *column = &info->columns[i];

      g_string_append (sql, i > 0 ? ", " : "");
      if (column->refers == VBT_MERGE_REFERS_NOWHERE)
        g_string_append (sql, column->name);
      else
        g_string_append_printf (
            sql, "(SELECT ours FROM temp.map WHERE what = %d AND theirs = +r.%s) AS %s",
            column->refers, column->name, column->name);
    }
  g_string_append_printf (sql, " FROM theirs.%s r", info->name);
  return vbt_db_exec (self->db, sql->str, error);
}

/** vbt_merge_make_tables: makes what is described in vbt-merge-private.h, outside of a transaction. */
gboolean
vbt_merge_make_tables (VbtMerge *self, GError **error)
{
  if (!vbt_db_exec (self->db, TABLES, error))
    return FALSE;
  for (guint i = 0; i < VBT_MERGE_N_TABLES; i++)
    if (!make_view (self, (VbtMergeTable)i, error))
      return FALSE;
  return TRUE;
}

/** vbt_merge_drop_tables: what is temporary goes with the place that it is in. */
void
vbt_merge_drop_tables (VbtMerge *self)
{
  vbt_db_exec (self->db, "PRAGMA temp_store=MEMORY", NULL);
}
