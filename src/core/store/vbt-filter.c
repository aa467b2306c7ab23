/* vbt-filter.c: words that a person types, as queries of the full-text index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/vbt-filter.h"

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

/**
 * vbt_filter_copy:
 * @self: (nullable): a filter
 *
 * Returns: (transfer full) (nullable): the same, with criteria of its own
 */
VbtFilter *
vbt_filter_copy (const VbtFilter *self)
{
  VbtFilter *copy;

  if (self == NULL)
    return NULL;
  copy = g_memdup2 (self, sizeof *self);
  copy->criteria = vbt_criteria_copy (self->criteria);
  return copy;
}

/**
 * vbt_filter_free:
 * @self: (transfer full): a filter that vbt_filter_copy() made
 */
void
vbt_filter_free (VbtFilter *self)
{
  g_return_if_fail (self != NULL);

  vbt_criteria_free ((VbtCriteria *)self->criteria);
  g_free (self);
}
