/* vbt-find-words.c: every occurrence of words, in an article or in the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-store-private.h"

/* A character as it is compared. */
static gunichar
fold (gunichar c, gboolean match_case)
{
  if (g_unichar_isspace (c))
    return ' ';
  return match_case ? c : g_unichar_tolower (c);
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Whether a word goes on across the place between two characters; 0: there is none. */
static gboolean
cuts_word (gunichar before, gunichar after)
{
  return before != 0 && after != 0 && is_word_character (before) && is_word_character (after);
}

/**
 * vbt_text_find_words:
 * @text: a text
 * @query: what is looked for; its document does not matter
 * @document: what the places say that they are in
 * @places: (element-type VbtOccurrence): gets every occurrence, in their order; they do not overlap
 *
 * Compares character by character, without regard to how words are spaced, and where it is so wanted, to case.
 */
void
vbt_text_find_words (const VbtText *text, const VbtOccurrenceQuery *query, VbtId document,
                     GArray *places)
{
  g_autofree gunichar *words = g_utf8_to_ucs4_fast (query->words, -1, NULL);
  const char *utf8 = vbt_text_get_utf8 (text);
  VbtOffset length = vbt_text_get_length (text);
  VbtOffset n = (VbtOffset)g_utf8_strlen (query->words, -1);
  const char *at = utf8;
  gunichar before = 0;

  for (VbtOffset i = 0; i < n; i++)
    words[i] = fold (words[i], query->match_case);
  for (VbtOffset offset = 0; n > 0 && offset + n <= length; offset++)
    {
      const char *end = at;
      VbtOffset k = 0;

      while (k < n && fold (g_utf8_get_char (end), query->match_case) == words[k])
        {
          end = g_utf8_next_char (end);
          k++;
        }
      gunichar last = k > 0 ? g_utf8_get_char (g_utf8_prev_char (end)) : 0;
      if (k == n
          && !(query->whole_words
               && (cuts_word (before, g_utf8_get_char (at))
                   || (offset + n < length && cuts_word (last, g_utf8_get_char (end))))))
        {
          VbtOccurrence place = { document, { offset, offset + n } };

          g_array_append_val (places, place);
          before = last;
          at = end;
          offset += n - 1;
          continue;
        }
      before = g_utf8_get_char (at);
      at = g_utf8_next_char (at);
    }
}

/* The words as a phrase of the full-text index: it knows neither marks nor case; each part stands for itself. Without
 * whole words the index cannot help with what begins inside of one. */
static char *
make_match (const VbtOccurrenceQuery *query)
{
  g_auto (GStrv) parts = g_strsplit (query->words, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);
  gboolean has_letter = FALSE;

  for (const char *at = query->words; *at != '\0'; at = g_utf8_next_char (at))
    has_letter |= g_unichar_isalnum (g_utf8_get_char (at));
  return query->whole_words && has_letter ? g_strdup_printf ("\"%s\"", escaped) : NULL;
}

/* Numbers of the documents that may have it. */
static GArray *
list_numbers (VbtStore *self, const VbtOccurrenceQuery *query, GError **error)
{
  g_autofree char *match = make_match (query);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VbtQuery) rows = NULL;

  if (query->document != 0)
    rows = vbt_db_query (self->db, "SELECT number FROM document WHERE id = ?1", "i",
                         query->document);
  else if (match != NULL)
    rows = vbt_db_query (self->db,
                         "SELECT l.number FROM (SELECT rowid AS number FROM text_search "
                         "WHERE text_search MATCH ?1 UNION SELECT number FROM pending "
                         "WHERE what = 0) f JOIN listed l ON l.number = f.number ORDER BY 1",
                         "s", match);
  else
    rows = vbt_db_query (self->db, "SELECT number FROM listed ORDER BY number", "");
  while (vbt_query_next (rows))
    {
      gint64 number = vbt_query_get_int (rows, 0);

      g_array_append_val (numbers, number);
    }
  return vbt_query_finish (rows, error) ? g_steal_pointer (&numbers) : NULL;
}

static gboolean
find_in (VbtStore *self, const VbtOccurrenceQuery *query, gint64 number, GArray *places,
         GError **error)
{
  g_autoptr (VbtQuery) row
      = vbt_db_query (self->db,
                      "SELECT d.id, t.text FROM document d JOIN document_text t "
                      "ON t.number = d.number WHERE d.number = ?1 AND d.trashed IS NULL",
                      "i", number);

  if (vbt_query_next (row))
    {
      g_autoptr (VbtText) text = vbt_text_new (vbt_query_get_string (row, 1), -1, NULL);

      if (text != NULL)
        vbt_text_find_words (text, query, vbt_query_get_int (row, 0), places);
    }
  return vbt_query_finish (row, error);
}

/**
 * vbt_store_find_words:
 * @self: a project, of a thread that may take its time
 * @query: what is looked for
 * @function: gets what is found, document by document; may end the search
 * @data: for @function
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Whole words are looked up in the full-text index first, so that only the texts that have them are read.
 *
 * Returns: whether it came to an end, its own or that of @function
 */
gboolean
vbt_store_find_words (VbtStore *self, const VbtOccurrenceQuery *query, VbtOccurrencesFunc function,
                      gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) numbers = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (query != NULL && query->words != NULL && function != NULL, FALSE);

  numbers = list_numbers (self, query, error);
  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    {
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !find_in (self, query, g_array_index (numbers, gint64, i), places, error))
        return FALSE;
      if (!function (data, places, (double)(i + 1) / numbers->len))
        return TRUE;
    }
  return numbers != NULL;
}
