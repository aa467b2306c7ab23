/* vbt-criteria-parse.c: a query, read from left to right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-criteria.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 *   query   = choice
 *   choice  = all {("OR" | "|") all}
 *   all     = not {["AND"] not}
 *   not     = ("NOT" | "-") not | "(" choice ")" | field | words | pattern
 *   field   = key ":" ["<" | "<=" | ">" | ">=" | "="] (word | phrase | "(" choice ")")
 *   words   = word ["*"] | '"' phrase '"' ["*"]
 *   pattern = "/" expression "/" ["i"]
 */

/** Parser: a query that is being read. */
typedef struct
{
  VbtCriteria *criteria;
  const char *at; /* in the query */
  VbtCriteriaFlags flags;
  guint n_terms;
  guint depth;
  gsize wrong; /* where the error is, in bytes */
} Parser;

static VbtTerm *parse_choice (Parser *self, GError **error);

static gpointer
fail (Parser *self, const char *where, const char *message, GError **error)
{
  VbtTerm term = { .start = (gsize)(where - self->criteria->query) };

  self->wrong = term.start;
  vbt_criteria_fail (self->criteria, &term, error, message);
  return NULL;
}

static gboolean
is_open (const Parser *self)
{
  return (self->flags & VBT_CRITERIA_OPEN) != 0;
}

static void
skip_space (Parser *self)
{
  while (g_unichar_isspace (g_utf8_get_char (self->at)))
    self->at = g_utf8_next_char (self->at);
}

/* "OR", where nothing of a word follows. */
static gboolean
take_word (Parser *self, const char *word)
{
  gsize length = strlen (word);
  const char *behind = self->at + length;

  if (strncmp (self->at, word, length) != 0
      || !(*behind == '\0' || strchr ("()", *behind) != NULL
           || g_unichar_isspace (g_utf8_get_char (behind))))
    return FALSE;
  self->at = behind;
  return TRUE;
}

static gboolean
has_letter (const char *string)
{
  for (; *string != '\0'; string = g_utf8_next_char (string))
    if (g_unichar_isalnum (g_utf8_get_char (string)))
      return TRUE;
  return FALSE;
}

static VbtTerm *
new_term (Parser *self, VbtTermKind kind, const char *start)
{
  VbtTerm *term = g_new0 (VbtTerm, 1);

  self->n_terms++;
  term->kind = kind;
  term->start = (gsize)(start - self->criteria->query);
  return term;
}

static VbtTerm *
end_term (Parser *self, VbtTerm *term)
{
  term->end = (gsize)(self->at - self->criteria->query);
  return term;
}

/* What stands between two marks; within it a backslash before the mark hides it. */
static char *
take_between (Parser *self, char mark, gboolean *closed)
{
  GString *string = g_string_new (NULL);

  for (self->at++; *self->at != '\0' && *self->at != mark; self->at++)
    {
      if (*self->at == '\\' && (self->at[1] == mark || (mark == '"' && self->at[1] == '\\')))
        self->at++;
      g_string_append_c (string, *self->at);
    }
  *closed = *self->at == mark;
  if (*closed)
    self->at++;
  return g_string_free (string, FALSE);
}

static char *
take_bare (Parser *self)
{
  const char *start = self->at;

  while (*self->at != '\0' && strchr ("()\"", *self->at) == NULL
         && !g_unichar_isspace (g_utf8_get_char (self->at)))
    self->at = g_utf8_next_char (self->at);
  return g_strndup (start, (gsize)(self->at - start));
}

static char *
take_phrase (Parser *self, GError **error)
{
  const char *start = self->at;
  gboolean closed;
  g_autofree char *phrase = take_between (self, '"', &closed);

  if (!closed && !is_open (self))
    return fail (self, start, _ ("the quotation mark is not closed: write another \" behind it"),
                 error);
  return g_steal_pointer (&phrase);
}

static VbtTerm *
parse_pattern (Parser *self, GError **error)
{
  const char *start = self->at;
  g_autoptr (VbtTerm) term = new_term (self, VBT_TERM_PATTERN, start);
  g_autoptr (GError) local = NULL;
  g_autofree char *message = NULL;
  gboolean closed;
  GRegexCompileFlags flags = G_REGEX_MULTILINE | G_REGEX_OPTIMIZE;

  term->value = take_between (self, '/', &closed);
  if (!closed)
    return fail (self, start,
                 _ ("the regular expression is not closed: write another / behind it, or put "
                    "quotation marks around a word that begins with /"),
                 error);
  if (*term->value == '\0')
    return fail (self, start, _ ("the regular expression is empty: write what it should find"),
                 error);
  if (*self->at == 'i')
    {
      flags |= G_REGEX_CASELESS;
      self->at++;
    }
  term->pattern = g_regex_new (term->value, flags, 0, &local);
  if (term->pattern != NULL)
    return end_term (self, g_steal_pointer (&term));
  /* TRANSLATORS: then what a library says in English about the regular expression */
  message = g_strdup_printf (_ ("this is no regular expression: %s"), local->message);
  return fail (self, start, message, error);
}

static VbtCompare
take_compare (Parser *self)
{
  static const struct
  {
    const char *sign;
    VbtCompare compare;
  } signs[] = { { "<=", VBT_COMPARE_AT_MOST },
                { ">=", VBT_COMPARE_AT_LEAST },
                { "<", VBT_COMPARE_LESS },
                { ">", VBT_COMPARE_MORE },
                { "=", VBT_COMPARE_EQUAL } };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (self->at, signs[i].sign))
      {
        self->at += strlen (signs[i].sign);
        return signs[i].compare;
      }
  return VBT_COMPARE_EQUAL;
}

/* The end of "key:", or NULL. A key begins with a letter, so that 10:30 is a word. */
static const char *
find_colon (const char *at)
{
  if (!g_unichar_isalpha (g_utf8_get_char (at)))
    return NULL;
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == ':')
        return at;
      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '_' && c != '-' && c != '.')
        return NULL;
    }
  return NULL;
}

static VbtTerm *
parse_group (Parser *self, GError **error)
{
  const char *start = self->at;
  VbtTerm *term;

  if (++self->depth > VBT_CRITERIA_MAX_DEPTH)
    return fail (self, start, _ ("there are too many parentheses in each other"), error);
  self->at++;
  term = parse_choice (self, error);
  self->depth--;
  if (term == NULL)
    return NULL;
  if (*self->at == ')')
    self->at++;
  else if (!is_open (self))
    {
      vbt_term_free (term);
      return fail (self, start, _ ("the parenthesis is not closed: write ) where it ends"), error);
    }
  return term;
}

static VbtTerm *
fail_empty (Parser *self, const VbtTerm *term, GError **error)
{
  g_autofree char *message
      = g_strdup_printf (_ ("a value is missing behind “%s:”; * stands for any value"), term->key);

  return fail (self, self->criteria->query + term->start, message, error);
}

static VbtTerm *
parse_field (Parser *self, const char *colon, GError **error)
{
  const char *start = self->at;
  g_autoptr (VbtTerm) term = new_term (self, VBT_TERM_FIELD, start);

  term->key = g_strndup (start, (gsize)(colon - start));
  self->at = colon + 1;
  term->compare = take_compare (self);
  if (*self->at == '(')
    {
      VbtTerm *group = parse_group (self, error);

      if (group == NULL)
        return NULL;
      term->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_term_free);
      g_ptr_array_add (term->parts, group);
      return end_term (self, g_steal_pointer (&term));
    }
  term->is_literal = *self->at == '"';
  term->value = term->is_literal ? take_phrase (self, error) : take_bare (self);
  if (term->value == NULL)
    return NULL;
  if (*term->value == '\0' && !term->is_literal && !(is_open (self) && *self->at == '\0'))
    return fail_empty (self, term, error);
  if (term->is_literal && *self->at == '*')
    {
      term->is_beginning = TRUE;
      self->at++;
    }
  return end_term (self, g_steal_pointer (&term));
}

static VbtTerm *
parse_words (Parser *self, GError **error)
{
  const char *start = self->at;
  g_autoptr (VbtTerm) term = new_term (self, VBT_TERM_WORDS, start);
  gsize length;

  term->value = *start == '"' ? take_phrase (self, error) : take_bare (self);
  if (term->value == NULL)
    return NULL;
  length = strlen (term->value);
  if (*start == '"' && *self->at == '*')
    {
      term->is_beginning = TRUE;
      self->at++;
    }
  else if (*start != '"' && length > 1 && g_str_has_suffix (term->value, "*"))
    {
      term->is_beginning = TRUE;
      term->value[length - 1] = '\0';
    }
  if ((self->flags & VBT_CRITERIA_BEGINNING) && *self->at == '\0'
      && (*start != '"' || self->at[-1] != '"' || self->at == start + 1))
    term->is_beginning = TRUE;
  return end_term (self, g_steal_pointer (&term));
}

static VbtTerm *parse_not (Parser *self, GError **error);

static VbtTerm *
parse_negation (Parser *self, const char *start, GError **error)
{
  g_autoptr (VbtTerm) term = new_term (self, VBT_TERM_NOT, start);
  VbtTerm *part;

  skip_space (self);
  if (*self->at == '\0' || *self->at == ')')
    return fail (self, start, _ ("something is missing behind the “not”: write what is not wanted"),
                 error);
  if (++self->depth > VBT_CRITERIA_MAX_DEPTH)
    return fail (self, start, _ ("there are too many “not” behind each other"), error);
  part = parse_not (self, error);
  self->depth--;
  if (part == NULL)
    return NULL;
  term->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_term_free);
  g_ptr_array_add (term->parts, part);
  return end_term (self, g_steal_pointer (&term));
}

static VbtTerm *
parse_not (Parser *self, GError **error)
{
  const char *start = self->at;
  const char *colon;

  if (self->n_terms >= VBT_CRITERIA_MAX_TERMS)
    return fail (self, start, _ ("this is too long for a query: ask for less at once"), error);
  if (take_word (self, "NOT"))
    return parse_negation (self, start, error);
  if (*start == '-' && start[1] != '\0' && start[1] != '-'
      && !g_unichar_isspace (g_utf8_get_char (start + 1)))
    {
      self->at++;
      return parse_negation (self, start, error);
    }
  if (*start == '(')
    return parse_group (self, error);
  if (*start == '/')
    return parse_pattern (self, error);
  colon = find_colon (start);
  return colon != NULL ? parse_field (self, colon, error) : parse_words (self, error);
}

/* What is empty asks for nothing: a dash, or a key whose value is still to be typed. */
static gboolean
is_nothing (const VbtTerm *term)
{
  switch (term->kind)
    {
    case VBT_TERM_WORDS:
      return !has_letter (term->value);
    case VBT_TERM_FIELD:
      return term->parts != NULL ? is_nothing (term->parts->pdata[0])
                                 : *term->value == '\0' && !term->is_literal;
    case VBT_TERM_NOT:
      return is_nothing (term->parts->pdata[0]);
    case VBT_TERM_AND:
    case VBT_TERM_OR:
      return term->parts->len == 0;
    case VBT_TERM_PATTERN:
    default:
      return FALSE;
    }
}

/* A list of one is that one. */
static VbtTerm *
close_list (Parser *self, VbtTerm *list)
{
  VbtTerm *only;

  if (list->parts->len != 1)
    return end_term (self, list);
  only = g_ptr_array_steal_index (list->parts, 0);
  vbt_term_free (list);
  return only;
}

static VbtTerm *
new_list (Parser *self, VbtTermKind kind)
{
  VbtTerm *list = new_term (self, kind, self->at);

  list->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_term_free);
  return list;
}

static void
add_part (VbtTerm *list, VbtTerm *part)
{
  if (is_nothing (part))
    vbt_term_free (part);
  else
    g_ptr_array_add (list->parts, part);
}

static gboolean
take_or (Parser *self)
{
  if (take_word (self, "OR"))
    return TRUE;
  if (*self->at != '|')
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
is_at_or (Parser *self)
{
  const char *at = self->at;
  gboolean is_or = take_or (self);

  self->at = at;
  return is_or;
}

static gboolean
is_at_end (Parser *self)
{
  skip_space (self);
  return *self->at == '\0' || *self->at == ')' || is_at_or (self);
}

static VbtTerm *
parse_all (Parser *self, GError **error)
{
  g_autoptr (VbtTerm) list = new_list (self, VBT_TERM_AND);

  while (!is_at_end (self))
    {
      const char *start = self->at;
      gboolean is_and = take_word (self, "AND");
      VbtTerm *part;

      if (is_and && is_at_end (self) && !is_open (self))
        return fail (self, start, _ ("something is missing behind “AND”"), error);
      if (is_and && is_at_end (self))
        break;
      part = parse_not (self, error);
      if (part == NULL)
        return NULL;
      add_part (list, part);
    }
  return close_list (self, g_steal_pointer (&list));
}

static VbtTerm *
parse_choice (Parser *self, GError **error)
{
  g_autoptr (VbtTerm) list = new_list (self, VBT_TERM_OR);
  const char *start = self->at;
  gboolean more;

  do
    {
      gboolean was_empty = is_at_end (self);
      VbtTerm *part = parse_all (self, error);

      if (part == NULL)
        return NULL;
      add_part (list, part);
      start = self->at;
      more = take_or (self);
      if (more && (was_empty || is_at_end (self)) && !is_open (self))
        return fail (self, start, _ ("something is missing beside “OR”: it stands between two"),
                     error);
      if (self->n_terms >= VBT_CRITERIA_MAX_TERMS)
        return fail (self, start, _ ("this is too long for a query: ask for less at once"), error);
    }
  while (more);
  return close_list (self, g_steal_pointer (&list));
}

static gboolean
parse_whole (Parser *self, GError **error)
{
  g_autoptr (VbtTerm) root = NULL;

  if (strlen (self->criteria->query) > VBT_CRITERIA_MAX_BYTES)
    {
      fail (self, self->criteria->query, _ ("this is too long for a query: ask for less at once"),
            error);
      return FALSE;
    }
  root = parse_choice (self, error);
  if (root == NULL)
    return FALSE;
  if (*self->at != '\0')
    {
      fail (self, self->at, _ ("there is no ( to this ): write one before it, or take it away"),
            error);
      return FALSE;
    }
  if (!is_nothing (root))
    self->criteria->root = g_steal_pointer (&root);
  return TRUE;
}

/**
 * vbt_criteria_parse:
 * @query: what a person typed, such as `label:Quote speaker:Lavrov security`; any bytes
 * @flags: whether it is still being typed
 * @column: (out) (optional): where it is wrong, in characters from 1; 0 where it is not
 * @error: return location for an error
 *
 * Reads a query.
 *
 * Returns: (transfer full) (nullable): the query; %NULL with an error that says where it cannot be understood, and what to
 *   do
 */
VbtCriteria *
vbt_criteria_parse (const char *query, VbtCriteriaFlags flags, guint *column, GError **error)
{
  g_autoptr (VbtCriteria) criteria = NULL;
  Parser parser = { .flags = flags };

  g_return_val_if_fail (query != NULL, NULL);

  criteria = g_new0 (VbtCriteria, 1);
  criteria->query = g_utf8_make_valid (query, -1);
  criteria->flags = flags;
  parser.criteria = criteria;
  parser.at = criteria->query;
  if (column != NULL)
    *column = 0;
  if (parse_whole (&parser, error))
    return g_steal_pointer (&criteria);
  if (column != NULL)
    *column = vbt_criteria_get_column (criteria, parser.wrong);
  return NULL;
}
