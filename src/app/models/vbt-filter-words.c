/* vbt-filter-words.c: what the menu of the list of documents writes into its filter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/vbt-filter-words.h"

#include <string.h>

#include "model/vbt-types.h"

#define STATUS "status:"

static gboolean
is_shown (const char *word)
{
  VbtStatus status;

  return g_str_equal (word, "has:suggestions") || g_str_equal (word, "has:problems")
         || (g_str_has_prefix (word, STATUS)
             && vbt_status_from_string (word + strlen (STATUS), &status));
}

/**
 * vbt_filter_words_show:
 * @query: what a filter says
 * @term: a condition that the menu offers, or "" for none
 *
 * Returns: (transfer full): the same with this condition in place of another one of the menu
 */
char *
vbt_filter_words_show (const char *query, const char *term)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) shown = NULL;

  g_return_val_if_fail (query != NULL && term != NULL, NULL);

  words = g_strsplit (query, " ", -1);
  shown = g_string_new (term);
  if (*term != '\0')
    g_string_append_c (shown, ' ');
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !is_shown (words[i]))
      g_string_append_printf (shown, "%s%s", words[i], words[i + 1] != NULL ? " " : "");
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

/**
 * vbt_filter_words_get_shown:
 * @query: what a filter says
 *
 * Returns: (transfer full): the condition of the menu that it has, or ""
 */
char *
vbt_filter_words_get_shown (const char *query)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (query != NULL, NULL);

  words = g_strsplit (query, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (is_shown (words[i]))
      return g_strdup (words[i]);
  return g_strdup ("");
}
