/* vbt-compiler.c: a query as SQL over the indexes of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-compiler.h"

#include <string.h>

#include "vbt-store-private.h"

/* What the walk over a query wants to know. */
typedef struct
{
  gboolean finds_annotations;
  gboolean shows_decided;
} Facts;

static gboolean
note_field (VbtCompiler *self, const VbtTerm *term, gboolean negated, Facts *facts, GError **error)
{
  g_auto (VbtField) field = { 0 };

  vbt_field_look_up (&field, self->store, term->key);
  if (!vbt_field_check (&field, self->store, self->criteria, term, error))
    return FALSE;
  facts->finds_annotations |= !negated && vbt_field_is_of_annotation (&field);
  if (field.kind == VBT_FIELD_KNOWN)
    facts->shows_decided
        |= field.key == VBT_KEY_IS || field.key == VBT_KEY_ANNOTATOR || field.key == VBT_KEY_ORIGIN;
  return TRUE;
}

/* What stands in the parentheses of a relation is about its other end. */
static gboolean
note (VbtCompiler *self, const VbtTerm *term, gboolean negated, Facts *facts, GError **error)
{
  Facts inner = { 0 };

  if (term->kind == VBT_TERM_FIELD && !note_field (self, term, negated, facts, error))
    return FALSE;
  for (guint i = 0; term->parts != NULL && i < term->parts->len; i++)
    if (!note (self, term->parts->pdata[i], negated != (term->kind == VBT_TERM_NOT),
               term->kind == VBT_TERM_FIELD ? &inner : facts, error))
      return FALSE;
  return TRUE;
}

/**
 * vbt_compiler_init:
 * @self: (out caller-allocates): a compiler
 * @store: a project, which has to live as long
 * @criteria: a query, which has to live as long
 * @me: whose status and suggestions are meant; 0: everybody's
 * @error: return location for an error
 *
 * Returns: whether the project knows all that the query names
 */
gboolean
vbt_compiler_init (VbtCompiler *self, VbtStore *store, const VbtCriteria *criteria, VbtId me,
                   GError **error)
{
  Facts facts = { 0 };

  *self = (VbtCompiler){ .store = store, .criteria = criteria, .me = me, .range = "" };
  if (!vbt_store_answer (store, error))
    return FALSE;
  self->seeker = vbt_seeker_new (store->db);
  self->needles = g_hash_table_new (NULL, NULL);
  if (criteria == NULL || criteria->root == NULL)
    return TRUE;
  if (!note (self, criteria->root, FALSE, &facts, error))
    return FALSE;
  self->finds_annotations = facts.finds_annotations;
  self->shows_decided = facts.shows_decided;
  return TRUE;
}

void
vbt_compiler_clear (VbtCompiler *self)
{
  g_clear_pointer (&self->seeker, vbt_seeker_free);
  g_clear_pointer (&self->needles, g_hash_table_unref);
}

/**
 * vbt_compiler_match:
 * @term: words, or a field whose value is words
 *
 * Returns: (transfer full): a query of the full-text index
 */
char *
vbt_compiler_match (const VbtTerm *term)
{
  GString *match = g_string_new ("\"");
  gsize length = strlen (term->value);
  gboolean is_beginning = term->is_beginning;

  if (term->kind == VBT_TERM_FIELD && !term->is_literal && length > 1
      && term->value[length - 1] == '*')
    {
      is_beginning = TRUE;
      length--;
    }
  for (gsize i = 0; i < length; i++)
    {
      if (term->value[i] == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, term->value[i]);
    }
  g_string_append (match, is_beginning ? "\"*" : "\"");
  return g_string_free (match, FALSE);
}

/** vbt_compiler_get_needle: the number by which the seeker knows the words or the pattern of a term. */
guint
vbt_compiler_get_needle (VbtCompiler *self, const VbtTerm *term)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->needles, term));
  g_autofree char *match = NULL;
  guint needle;

  if (known > 0)
    return known - 1;
  if (term->kind == VBT_TERM_PATTERN)
    needle = vbt_seeker_add_pattern (self->seeker, term->pattern);
  else
    {
      match = vbt_compiler_match (term);
      needle = vbt_seeker_add_words (self->seeker, match, g_str_has_suffix (match, "*"));
    }
  g_hash_table_insert (self->needles, (gpointer)term, GUINT_TO_POINTER (needle + 1));
  return needle;
}

/* The documents that have words: in their text, or in their names and titles, too. */
static void
add_words (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, gboolean names)
{
  static const char *const tables[] = { "text_search", "name_search", "title_search" };
  g_autofree char *match = vbt_compiler_match (term);
  guint n = vbt_statement_add_string (statement, match);

  g_string_append (statement->sql, "l.number IN (");
  for (guint i = 0; i < (names ? G_N_ELEMENTS (tables) : 1); i++)
    g_string_append_printf (statement->sql, "%sSELECT rowid FROM %s WHERE %s MATCH ?%u%s",
                            i > 0 ? " UNION ALL " : "", tables[i], tables[i], n, self->range);
  g_string_append (statement->sql, ")");
}

static void
add_found (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, const char *annotation)
{
  guint needle = vbt_compiler_get_needle (self, term);

  if (annotation == NULL)
    g_string_append_printf (statement->sql, "vbt_found (%u, l.number, 0, -1)", needle);
  else
    g_string_append_printf (statement->sql, "vbt_found (%u, l.number, %s.start, %s.end_)", needle,
                            annotation, annotation);
}

static void
add_list (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term, const char *annotation)
{
  const char *between = term->kind == VBT_TERM_OR ? " OR " : " AND ";

  g_string_append_c (statement->sql, '(');
  for (guint i = 0; i < term->parts->len; i++)
    {
      if (i > 0)
        g_string_append (statement->sql, between);
      vbt_compiler_add (self, statement, term->parts->pdata[i], annotation);
    }
  g_string_append_c (statement->sql, ')');
}

/**
 * vbt_compiler_add:
 * @self: a compiler
 * @statement: what it is added to
 * @term: a part of the query
 * @annotation: (nullable): the alias of an annotation that has to meet it; %NULL: the document has to
 *
 * Adds the condition for a part of the query, exactly.
 */
void
vbt_compiler_add (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term,
                  const char *annotation)
{
  switch (term->kind)
    {
    case VBT_TERM_AND:
    case VBT_TERM_OR:
      add_list (self, statement, term, annotation);
      break;
    case VBT_TERM_NOT:
      /* What is unknown is not the case. */
      g_string_append (statement->sql, "NOT coalesce (");
      vbt_compiler_add (self, statement, term->parts->pdata[0], annotation);
      g_string_append (statement->sql, ", FALSE)");
      break;
    case VBT_TERM_WORDS:
      if (annotation == NULL)
        add_words (self, statement, term, self->names);
      else
        add_found (self, statement, term, annotation);
      break;
    case VBT_TERM_PATTERN:
      add_found (self, statement, term, annotation);
      break;
    case VBT_TERM_FIELD:
    default:
      vbt_compiler_add_field (self, statement, term, annotation);
    }
}

/**
 * vbt_compiler_add_visible:
 * @self: a compiler
 * @statement: what it is added to
 * @annotation: the alias of an annotation
 *
 * Adds that an annotation is no suggestion that was decided on: what was accepted is there again, as a person's. Who asks
 * for the set of an annotator gets all of it.
 */
void
vbt_compiler_add_visible (VbtCompiler *self, VbtStatement *statement, const char *annotation)
{
  if (self->shows_decided)
    return;
  g_string_append_printf (statement->sql,
                          " AND NOT EXISTS (SELECT 1 FROM decision WHERE suggestion = %s.id",
                          annotation);
  if (self->me != 0)
    g_string_append_printf (statement->sql, " AND annotator = ?%u",
                            vbt_statement_add_int (statement, self->me));
  g_string_append_c (statement->sql, ')');
}

static gboolean
is_rare (VbtCompiler *self, const char *sql, gint64 argument)
{
  gint64 n_documents = 0;
  gint64 n = 0;

  return vbt_db_get_int (self->store->db, &n_documents, NULL,
                         "SELECT n FROM tally WHERE what = 'document' AND a = 0 AND b = 0", "")
         && vbt_db_get_int (self->store->db, &n, NULL, sql, "i", argument)
         && VBT_IS_RARE (n, n_documents);
}

static gboolean
are_labels_rare (VbtCompiler *self, const VbtTerm *term)
{
  g_autoptr (GArray) labels = vbt_field_find_labels (self->store, term, -1);

  for (guint i = 0; i < labels->len; i++)
    if (!is_rare (self, "SELECT sum (n) FROM tally WHERE what = 'label' AND b = ?1",
                  g_array_index (labels, VbtId, i)))
      return FALSE;
  return TRUE;
}

/* Of an entity that is mentioned everywhere it costs too much to list where. */
static gboolean
are_entities_rare (VbtCompiler *self, const VbtTerm *term)
{
  g_auto (VbtStatement) statement = VBT_STATEMENT_INIT ("SELECT sum (n) FROM tally WHERE what = "
                                                        "'mention' AND b = 0 AND a IN (");
  g_autofree char *match = vbt_compiler_match (term);
  g_autoptr (VbtQuery) query = NULL;
  gint64 n_documents = 0;

  if (vbt_term_is_any (term)
      || !vbt_db_get_int (self->store->db, &n_documents, NULL,
                          "SELECT n FROM tally WHERE what = 'document' AND a = 0 AND b = 0", ""))
    return FALSE;
  g_string_append_printf (statement.sql, VBT_ENTITIES ")",
                          vbt_statement_add_string (&statement, match), 1);
  query = vbt_statement_start (&statement, self->store->db);
  return vbt_query_next (query) && VBT_IS_RARE (vbt_query_get_int (query, 0), n_documents);
}

static gboolean
can_narrow_field (VbtCompiler *self, const VbtTerm *term)
{
  g_auto (VbtField) field = { 0 };

  vbt_field_look_up (&field, self->store, term->key);
  if (field.kind == VBT_FIELD_RELATION)
    return term->parts != NULL ? vbt_compiler_can_narrow (self, term->parts->pdata[0])
                               : are_entities_rare (self, term);
  if (field.kind != VBT_FIELD_KNOWN)
    return FALSE;
  if (field.key == VBT_KEY_HAS
      && vbt_key_info_has_value (vbt_criteria_find_key ("has"), term->value))
    return FALSE;
  return field.key == VBT_KEY_LABEL || field.key == VBT_KEY_HAS ? are_labels_rare (self, term)
         : field.key == VBT_KEY_ENTITY                          ? are_entities_rare (self, term)
                                                                : FALSE;
}

/**
 * vbt_compiler_can_narrow:
 * @self: a compiler
 * @term: a part of the query
 *
 * Returns: whether an index tells in which few documents it can be met at all
 */
gboolean
vbt_compiler_can_narrow (VbtCompiler *self, const VbtTerm *term)
{
  gboolean any = FALSE;
  gboolean all = TRUE;

  for (guint i = 0; term->parts != NULL && term->kind != VBT_TERM_FIELD && i < term->parts->len;
       i++)
    {
      gboolean can = vbt_compiler_can_narrow (self, term->parts->pdata[i]);

      any |= can;
      all &= can;
    }
  switch (term->kind)
    {
    case VBT_TERM_AND:
      return any;
    case VBT_TERM_OR:
      return all;
    case VBT_TERM_WORDS:
      return self->finds_annotations;
    case VBT_TERM_FIELD:
      return can_narrow_field (self, term);
    case VBT_TERM_NOT:
    case VBT_TERM_PATTERN:
    default:
      return FALSE;
    }
}

static void
add_narrow_entities (VbtStatement *statement, const VbtTerm *term)
{
  g_autofree char *match = vbt_compiler_match (term);
  guint n = vbt_statement_add_string (statement, match);

  g_string_append_printf (statement->sql,
                          "l.number IN (SELECT x.number FROM mention m JOIN annotation n"
                          " ON n.id = m.annotation JOIN document x ON x.id = n.document"
                          " WHERE m.entity IN (" VBT_ENTITIES "))",
                          n, n);
}

static void
add_narrow_labels (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term)
{
  g_autoptr (GArray) labels = vbt_field_find_labels (self->store, term, -1);

  g_string_append (statement->sql, "l.number IN (SELECT x.number FROM annotation n JOIN document x"
                                   " ON x.id = n.document WHERE n.label");
  vbt_statement_add_ids (statement, labels);
  g_string_append_c (statement->sql, ')');
}

static void
add_narrow_field (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term)
{
  g_auto (VbtField) field = { 0 };

  vbt_field_look_up (&field, self->store, term->key);
  if (field.kind == VBT_FIELD_RELATION && term->parts != NULL)
    vbt_compiler_add_narrow (self, statement, term->parts->pdata[0]);
  else if (field.kind == VBT_FIELD_RELATION)
    {
      g_string_append_c (statement->sql, '(');
      add_narrow_entities (statement, term);
      g_string_append (statement->sql, " OR ");
      add_words (self, statement, term, FALSE);
      g_string_append_c (statement->sql, ')');
    }
  else if (field.key == VBT_KEY_ENTITY)
    add_narrow_entities (statement, term);
  else
    add_narrow_labels (self, statement, term);
}

/**
 * vbt_compiler_add_narrow:
 * @self: a compiler
 * @statement: what it is added to
 * @term: a part of the query for which vbt_compiler_can_narrow()
 *
 * Adds that a document is one of those in which it can be met.
 */
void
vbt_compiler_add_narrow (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term)
{
  guint n_added = 0;

  if (term->kind == VBT_TERM_FIELD)
    add_narrow_field (self, statement, term);
  else if (term->kind == VBT_TERM_WORDS)
    add_words (self, statement, term, FALSE); /* of annotations, see vbt_compiler_can_narrow() */
  else
    {
      g_string_append_c (statement->sql, '(');
      for (guint i = 0; i < term->parts->len; i++)
        if (vbt_compiler_can_narrow (self, term->parts->pdata[i]))
          {
            if (n_added++ > 0)
              g_string_append (statement->sql, term->kind == VBT_TERM_OR ? " OR " : " AND ");
            vbt_compiler_add_narrow (self, statement, term->parts->pdata[i]);
          }
      g_string_append_c (statement->sql, ')');
    }
}

/**
 * vbt_compiler_is_heavy:
 * @self: a compiler
 * @term: a part of the query
 *
 * Returns: whether texts have to be read to decide on it
 */
gboolean
vbt_compiler_is_heavy (VbtCompiler *self, const VbtTerm *term)
{
  if (term->kind == VBT_TERM_PATTERN || (term->kind == VBT_TERM_WORDS && self->finds_annotations))
    return TRUE;
  if (term->kind == VBT_TERM_FIELD)
    {
      g_auto (VbtField) field = { 0 };

      vbt_field_look_up (&field, self->store, term->key);
      return field.kind == VBT_FIELD_RELATION
             || (field.key == VBT_KEY_HAS && g_str_equal (term->value, "problems"));
    }
  for (guint i = 0; term->parts != NULL && i < term->parts->len; i++)
    if (vbt_compiler_is_heavy (self, term->parts->pdata[i]))
      return TRUE;
  return FALSE;
}
