/* vbt-filter.c: what a person types to find documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-store-private.h"

/* More words narrow nothing down any further, and each costs a part of the statement. */
#define MAX_WORDS 16

static gboolean
has_letter (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;
  return FALSE;
}

/* One piece of what was typed: up to white space, or between quotation marks. */
static char *
next_piece (const char **words, gboolean *quoted, gboolean *closed)
{
  const char *start;
  const char *end;

  while (g_unichar_isspace (g_utf8_get_char (*words)))
    *words = g_utf8_next_char (*words);
  *quoted = **words == '"';
  start = *quoted ? *words + 1 : *words;
  end = start;
  while (*end != '\0' && (*quoted ? *end != '"' : !g_unichar_isspace (g_utf8_get_char (end))))
    end = g_utf8_next_char (end);
  *closed = *end != '\0';
  *words = *quoted && *closed ? end + 1 : end;
  return g_strndup (start, (gsize)(end - start));
}

/**
 * vbt_filter_split_words:
 * @words: words and phrases, as they are typed
 *
 * Returns: (transfer full): each word or phrase as a query of the full-text index; the last may be the beginning of one,
 *   which ends with an asterisk
 */
char **
vbt_filter_split_words (const char *words)
{
  g_autoptr (GStrvBuilder) matches = g_strv_builder_new ();
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  guint n_matches = 0;

  words = valid;
  while (n_matches < MAX_WORDS)
    {
      gboolean quoted, closed;
      g_autofree char *piece = next_piece (&words, &quoted, &closed);
      g_auto (GStrv) parts = g_strsplit (piece, "\"", -1);
      g_autofree char *escaped = g_strjoinv ("\"\"", parts);
      g_autofree char *match = g_strdup_printf ("\"%s\"%s", escaped, closed ? "" : "*");

      if (*piece == '\0' && *words == '\0')
        break;
      if (!has_letter (piece))
        continue;
      g_strv_builder_add (matches, match);
      n_matches++;
    }
  return g_strv_builder_end (matches);
}

static gboolean
parse_key (const char *key, const char *value, VbtFilter *filter, GError **error)
{
  VbtStatus status;

  if (g_str_equal (key, "status"))
    {
      if (vbt_status_from_string (value, &status))
        filter->status = (int)status;
      else
        g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                     _ ("There is no status “%s”: it is new, in-progress, done or locked"), value);
      return filter->status >= 0;
    }
  if (g_str_equal (key, "has"))
    {
      filter->has_suggestions = g_str_equal (value, "suggestions");
      if (!filter->has_suggestions)
        g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                     _ ("“has:%s” is not known: write has:suggestions"), value);
      return filter->has_suggestions;
    }
  if (g_str_equal (key, "label") && *value != '\0')
    {
      /* The filter only borrows, and names of labels are few. */
      filter->label = g_intern_string (value);
      return TRUE;
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("“%s:%s” is not known: there are status:, label: and has:suggestions. Put words "
                  "with a colon between quotation marks"),
               key, value);
  return FALSE;
}

/* "label:Quote", or label:"Two words", of which the part between quotation marks is a piece of its own. */
static gboolean
parse_condition (const char *piece, const char *colon, const char **rest, VbtFilter *filter,
                 GError **error)
{
  g_autofree char *key = g_ascii_strdown (piece, colon - piece);
  g_autofree char *value = NULL;
  gboolean quoted, closed;

  if (colon[1] != '"')
    return parse_key (key, colon + 1, filter, error);
  *rest -= strlen (colon + 1);
  value = next_piece (rest, &quoted, &closed);
  return parse_key (key, value, filter, error);
}

/**
 * vbt_filter_parse:
 * @query: what a person typed, such as `status:done label:Quote has:suggestions "two words" word`
 * @filter: (out caller-allocates): what it means; its annotator and order are left as they are
 * @words: (out) (transfer full) (nullable): what @filter's words are in, to be kept as long as it
 * @error: return location for an error
 *
 * Returns: whether it can be understood
 */
gboolean
vbt_filter_parse (const char *query, VbtFilter *filter, char **words, GError **error)
{
  g_autoptr (GString) plain = NULL;
  g_autofree char *valid = NULL;
  const char *rest;

  g_return_val_if_fail (query != NULL && filter != NULL && words != NULL, FALSE);

  *words = NULL;
  filter->words = NULL;
  filter->status = -1;
  filter->has_suggestions = FALSE;
  filter->label = NULL;
  plain = g_string_new (NULL);
  valid = g_utf8_make_valid (query, -1);
  for (rest = valid; *rest != '\0';)
    {
      gboolean quoted, closed;
      g_autofree char *piece = next_piece (&rest, &quoted, &closed);
      const char *colon = quoted ? NULL : strchr (piece, ':');

      if (colon != NULL && !parse_condition (piece, colon, &rest, filter, error))
        return FALSE;
      if (colon == NULL && *piece != '\0')
        g_string_append_printf (plain, quoted ? "\"%s%s " : "%s%s%s", piece,
                                quoted ? (closed ? "\"" : "") : "", closed ? " " : "");
    }
  if (plain->len > 0)
    filter->words = *words = g_string_free (g_steal_pointer (&plain), FALSE);
  return TRUE;
}
