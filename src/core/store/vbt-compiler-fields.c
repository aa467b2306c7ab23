/* vbt-compiler-fields.c: what a query asks by name, as SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-compiler.h"
#include "vbt-store-private.h"

static const char *const signs[] = {
  [VBT_COMPARE_EQUAL] = "=", [VBT_COMPARE_LESS] = "<",      [VBT_COMPARE_AT_MOST] = "<=",
  [VBT_COMPARE_MORE] = ">",  [VBT_COMPARE_AT_LEAST] = ">=",
};

static gboolean
is_like (const VbtTerm *term)
{
  return term->is_beginning || (!term->is_literal && strchr (term->value, '*') != NULL);
}

/* "Reut*" as a pattern of LIKE. */
static char *
to_like (const VbtTerm *term)
{
  GString *like = g_string_new (NULL);

  for (const char *at = term->value; *at != '\0'; at++)
    {
      if (*at == '*' && !term->is_literal)
        {
          g_string_append_c (like, '%');
          continue;
        }
      if (strchr ("%_\\", *at) != NULL)
        g_string_append_c (like, '\\');
      g_string_append_c (like, *at);
    }
  if (term->is_beginning)
    g_string_append_c (like, '%');
  return g_string_free (like, FALSE);
}

static gboolean
to_number (const char *value, double *number)
{
  char *end = NULL;

  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0';
}

/* Compares a column of text. */
static void
add_comparison (VbtStatement *self, const char *column, const VbtTerm *term)
{
  g_autofree char *like = NULL;
  double number;

  if (vbt_term_is_any (term))
    g_string_append_printf (self->sql, "%s IS NOT NULL", column);
  else if (term->compare != VBT_COMPARE_EQUAL && to_number (term->value, &number))
    g_string_append_printf (self->sql, "CAST (%s AS REAL) %s ?%u", column, signs[term->compare],
                            vbt_statement_add_double (self, number));
  else if (is_like (term))
    {
      like = to_like (term);
      g_string_append_printf (self->sql, "%s LIKE ?%u ESCAPE '\\'", column,
                              vbt_statement_add_string (self, like));
    }
  else
    g_string_append_printf (self->sql, "%s COLLATE NOCASE %s ?%u", column, signs[term->compare],
                            vbt_statement_add_string (self, term->value));
}

/* Several values of one attribute are joined: one of them has to be it. */
static void
add_attribute (VbtStatement *self, const VbtField *field, const VbtTerm *term,
               const char *annotation)
{
  g_string_append_printf (
      self->sql, "EXISTS (SELECT 1 FROM value v WHERE v.annotation = %s.id AND v.attribute",
      annotation);
  vbt_statement_add_ids (self, field->ids);
  g_string_append (self->sql, " AND (");
  add_comparison (self, "v.value", term);
  if (term->compare == VBT_COMPARE_EQUAL && !is_like (term))
    g_string_append_printf (self->sql,
                            " OR instr (char (31) || lower (v.value) || char (31),"
                            " char (31) || lower (?%u) || char (31))",
                            vbt_statement_add_string (self, term->value));
  g_string_append (self->sql, "))");
}

static void
add_metadata (VbtStatement *self, const VbtField *field, const VbtTerm *term)
{
  VbtTerm beginning = *term;

  /* published:2021 is all that year. */
  if (g_str_equal (field->name, VBT_METADATA_PUBLISHED) && term->compare == VBT_COMPARE_EQUAL
      && strchr (term->value, '*') == NULL)
    beginning.is_beginning = TRUE;
  g_string_append_printf (self->sql,
                          "EXISTS (SELECT 1 FROM metadata x WHERE x.document = l.document"
                          " AND x.key = ?%u AND ",
                          vbt_statement_add_string (self, field->name));
  add_comparison (self, "x.value", &beginning);
  g_string_append_c (self->sql, ')');
}

static void
add_mention (VbtStatement *self, const VbtTerm *term, const char *annotation)
{
  g_autofree char *match = vbt_compiler_match (term);
  guint n;

  g_string_append_printf (self->sql, "EXISTS (SELECT 1 FROM mention m WHERE m.annotation = %s.id",
                          annotation);
  if (!vbt_term_is_any (term))
    {
      n = vbt_statement_add_string (self, match);
      g_string_append_printf (self->sql, " AND m.entity IN (" VBT_ENTITIES ")", n, n);
    }
  g_string_append_c (self->sql, ')');
}

/* The other end of a relation: it refers to somebody of that name, or its words say it. */
static void
add_end (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, const char *end)
{
  if (vbt_term_is_any (term))
    return;
  g_string_append (statement->sql, " AND (");
  if (term->parts != NULL)
    vbt_compiler_add (self, statement, term->parts->pdata[0], end);
  else
    {
      add_mention (statement, term, end);
      g_string_append_printf (statement->sql, " OR vbt_found (%u, l.number, %s.start, %s.end_)",
                              vbt_compiler_get_needle (self, term), end, end);
    }
  g_string_append_c (statement->sql, ')');
}

static void
add_relation (VbtCompiler *self, VbtStatement *statement, const VbtField *field,
              const VbtTerm *term, const char *annotation)
{
  guint n = ++self->n_aliases;
  g_autofree char *end = g_strdup_printf ("e%u", n);

  g_string_append_printf (statement->sql,
                          "EXISTS (SELECT 1 FROM annotation r%u JOIN annotation %s"
                          " ON %s.id = r%u.to_ WHERE r%u.from_ = %s.id AND r%u.label",
                          n, end, end, n, n, annotation, n);
  vbt_statement_add_ids (statement, field->ids);
  add_end (self, statement, term, end);
  g_string_append_c (statement->sql, ')');
}

static gboolean
is_annotator (VbtCompiler *self, const VbtAnnotator *annotator, const VbtTerm *term, gboolean kinds)
{
  g_autofree char *wanted = g_utf8_casefold (term->value, -1);
  g_autofree char *folded = g_utf8_casefold (annotator->name, -1);

  if (kinds && g_str_equal (vbt_annotator_kind_to_string (annotator->kind), term->value))
    return TRUE;
  if (!kinds && g_str_equal (term->value, "me") && !term->is_literal)
    return annotator->id == self->me;
  if (term->is_literal)
    return g_str_equal (wanted, folded);
  return g_pattern_match_simple (wanted, folded);
}

static GArray *
find_annotators (VbtCompiler *self, const VbtTerm *term, gboolean kinds)
{
  GPtrArray *annotators = self->store->catalog->annotators;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < annotators->len; i++)
    {
      const VbtAnnotator *annotator = annotators->pdata[i];

      if (is_annotator (self, annotator, term, kinds))
        g_array_append_val (ids, annotator->id);
    }
  return ids;
}

static void
add_annotator (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term,
               const char *annotation)
{
  g_autoptr (GArray) ids = find_annotators (self, term, FALSE);

  g_string_append_printf (statement->sql, "%s.annotator", annotation);
  vbt_statement_add_ids (statement, ids);
}

/* What was accepted or corrected is from who suggested it. */
static void
add_origin (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, const char *annotation)
{
  g_autoptr (GArray) ids = find_annotators (self, term, TRUE);

  g_string_append_printf (statement->sql,
                          "coalesce ((SELECT annotator FROM annotation WHERE id = %s.derived_from),"
                          " %s.annotator)",
                          annotation, annotation);
  vbt_statement_add_ids (statement, ids);
}

static void
add_decided (VbtCompiler *self, VbtStatement *statement, const char *annotation,
             const char *verdict)
{
  g_string_append_printf (statement->sql,
                          "EXISTS (SELECT 1 FROM decision d WHERE d.suggestion = %s.id%s",
                          annotation, verdict);
  if (self->me != 0)
    g_string_append_printf (statement->sql, " AND d.annotator = ?%u",
                            vbt_statement_add_int (statement, self->me));
  g_string_append_c (statement->sql, ')');
}

static void
add_is (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, const char *annotation)
{
  const char *verdict = g_str_equal (term->value, "accepted")    ? " AND d.verdict = 0"
                        : g_str_equal (term->value, "rejected")  ? " AND d.verdict = 1"
                        : g_str_equal (term->value, "corrected") ? " AND d.verdict = 2"
                                                                 : NULL;

  if (verdict != NULL)
    {
      add_decided (self, statement, annotation, verdict);
      return;
    }
  if (g_str_equal (term->value, "unsure"))
    {
      g_string_append_printf (statement->sql,
                              "EXISTS (SELECT 1 FROM remark k WHERE k.annotation IN (%s.id, "
                              "%s.derived_from) AND k.question = 1 AND k.resolved = 0)",
                              annotation, annotation);
      return;
    }
  g_string_append_printf (statement->sql,
                          "(SELECT kind FROM annotator WHERE id = %s.annotator) IN (1, 2)"
                          " AND NOT ",
                          annotation);
  add_decided (self, statement, annotation, "");
}

static void
add_label (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, const char *annotation)
{
  g_autoptr (GArray) ids = vbt_field_find_labels (self->store, term, -1);

  g_string_append_printf (statement->sql, "%s.label", annotation);
  vbt_statement_add_ids (statement, ids);
}

static void
add_confidence (VbtStatement *self, const VbtTerm *term, const char *annotation)
{
  g_string_append_printf (self->sql, "%s.confidence", annotation);
  if (vbt_term_is_any (term))
    g_string_append (self->sql, " IS NOT NULL");
  else
    g_string_append_printf (self->sql, " %s ?%u", signs[term->compare],
                            vbt_statement_add_double (self, g_ascii_strtod (term->value, NULL)));
}

/* Notes are found by a part of what they say. */
static void
add_note (VbtStatement *self, const VbtTerm *term, const char *annotation)
{
  g_autofree char *around = g_strdup_printf ("*%s*", term->value);
  g_autofree char *column = g_strdup_printf ("%s.note", annotation);
  VbtTerm part = { .kind = VBT_TERM_FIELD, .value = around };

  add_comparison (self, column, &part);
}

static void
add_of_annotation (VbtCompiler *self, VbtStatement *statement, const VbtField *field,
                   const VbtTerm *term, const char *annotation)
{
  g_autofree char *rule = NULL;

  g_string_append_c (statement->sql, '(');
  if (field->kind == VBT_FIELD_RELATION)
    add_relation (self, statement, field, term, annotation);
  else if (field->kind == VBT_FIELD_ATTRIBUTE)
    add_attribute (statement, field, term, annotation);
  else if (field->key == VBT_KEY_LABEL)
    add_label (self, statement, term, annotation);
  else if (field->key == VBT_KEY_ENTITY)
    add_mention (statement, term, annotation);
  else if (field->key == VBT_KEY_ANNOTATOR)
    add_annotator (self, statement, term, annotation);
  else if (field->key == VBT_KEY_ORIGIN)
    add_origin (self, statement, term, annotation);
  else if (field->key == VBT_KEY_IS)
    add_is (self, statement, term, annotation);
  else if (field->key == VBT_KEY_CONFIDENCE)
    add_confidence (statement, term, annotation);
  else if (field->key == VBT_KEY_NOTE)
    add_note (statement, term, annotation);
  else
    {
      rule = g_strdup_printf ("%s.rule", annotation);
      add_comparison (statement, rule, term);
    }
  g_string_append_c (statement->sql, ')');
}

/* New is what is not marked. */
static void
add_status (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term)
{
  VbtStatus status = VBT_STATUS_NEW;

  vbt_status_from_string (term->value, &status);
  g_string_append_printf (statement->sql,
                          "%s (SELECT 1 FROM marked WHERE annotator = ?%u AND number = l.number",
                          status == VBT_STATUS_NEW ? "NOT EXISTS" : "EXISTS",
                          vbt_statement_add_int (statement, self->me));
  if (status != VBT_STATUS_NEW)
    g_string_append_printf (statement->sql, " AND status = ?%u",
                            vbt_statement_add_int (statement, status));
  g_string_append_c (statement->sql, ')');
}

/* Whether there are suggestions that were not decided on: counted, see 001.sql. */
void
vbt_compiler_add_suggestions (VbtCompiler *self, VbtStatement *statement)
{
  g_string_append_printf (
      statement->sql,
      "coalesce ((SELECT n FROM tally WHERE what = 'suggestion' AND a = l.document AND b = 0)"
      " > coalesce ((SELECT n FROM tally WHERE what = 'decision' AND a = ?%u"
      " AND b = l.document), 0), FALSE)",
      vbt_statement_add_int (statement, self->me));
}

/* What was checked is known; see 004.sql. */
static void
add_has_problems (VbtCompiler *self, VbtStatement *statement)
{
  guint me = vbt_statement_add_int (statement, self->me);

  g_string_append_printf (
      statement->sql,
      "iif ((SELECT stamp FROM examined) IN ('', '-') OR EXISTS (SELECT 1 FROM unchecked u"
      " WHERE u.annotator = ?%u AND u.number = l.number), vbt_has_problems (l.document, ?%u),"
      " EXISTS (SELECT 1 FROM flaw f WHERE f.annotator = ?%u AND f.number = l.number))",
      me, me, me);
}

static void
add_has (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term)
{
  g_autoptr (GArray) labels = NULL;

  if (g_str_equal (term->value, "suggestions"))
    vbt_compiler_add_suggestions (self, statement);
  else if (g_str_equal (term->value, "problems"))
    add_has_problems (self, statement);
  else if (g_str_equal (term->value, "questions"))
    g_string_append (statement->sql, "EXISTS (SELECT 1 FROM remark k WHERE k.document = l.document"
                                     " AND k.question = 1 AND k.resolved = 0)");
  else if (g_str_equal (term->value, "notes"))
    g_string_append (statement->sql, "(EXISTS (SELECT 1 FROM remark k WHERE k.document = l.document"
                                     " AND k.question = 0) OR EXISTS (SELECT 1 FROM annotation n"
                                     " WHERE n.document = l.document AND n.note IS NOT NULL))");
  else
    {
      labels = vbt_field_find_labels (self->store, term, -1);
      g_string_append (statement->sql,
                       "EXISTS (SELECT 1 FROM annotation n WHERE n.document = l.document"
                       " AND n.label");
      vbt_statement_add_ids (statement, labels);
      g_string_append_c (statement->sql, ')');
    }
}

static void
add_of_document (VbtCompiler *self, VbtStatement *statement, const VbtField *field,
                 const VbtTerm *term)
{
  const char *table = field->key == VBT_KEY_TITLE  ? "title_search"
                      : field->key == VBT_KEY_NAME ? "name_search"
                                                   : "text_search";
  g_autofree char *match = NULL;

  if (field->kind == VBT_FIELD_METADATA)
    add_metadata (statement, field, term);
  else if (field->key == VBT_KEY_STATUS)
    add_status (self, statement, term);
  else if (field->key == VBT_KEY_HAS)
    add_has (self, statement, term);
  else
    {
      match = vbt_compiler_match (term);
      g_string_append_printf (statement->sql,
                              "l.number IN (SELECT rowid FROM %s WHERE %s MATCH ?%u%s)", table,
                              table, vbt_statement_add_string (statement, match), self->range);
    }
}

/**
 * vbt_compiler_add_field:
 * @self: a compiler
 * @statement: what it is added to
 * @term: a field
 * @annotation: (nullable): the alias of an annotation that has to meet it; %NULL: some annotation of the document
 *
 * Adds the condition that a field stands for.
 */
void
vbt_compiler_add_field (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term,
                        const char *annotation)
{
  g_auto (VbtField) field = { 0 };
  g_autofree char *some = NULL;

  vbt_field_look_up (&field, self->store, term->key);
  if (!vbt_field_is_of_annotation (&field))
    {
      add_of_document (self, statement, &field, term);
      return;
    }
  if (annotation != NULL)
    {
      add_of_annotation (self, statement, &field, term, annotation);
      return;
    }
  some = g_strdup_printf ("s%u", ++self->n_aliases);
  g_string_append_printf (statement->sql,
                          "EXISTS (SELECT 1 FROM annotation %s WHERE %s.document = l.document"
                          " AND %s.kind <> 1",
                          some, some, some);
  vbt_compiler_add_visible (self, statement, some);
  g_string_append (statement->sql, " AND ");
  add_of_annotation (self, statement, &field, term, some);
  g_string_append_c (statement->sql, ')');
}
