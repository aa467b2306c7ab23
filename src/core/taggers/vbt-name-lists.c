/* vbt-name-lists.c: which lists of names know a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-names-private.h"

#include "model/vbt-lexicon.h"

#include <string.h>

static const char *const file_names[VBT_NAMES_N_LISTS] = {
  [VBT_NAMES_NONE] = "no-names",
  [VBT_NAMES_PLACES] = "places",
  [VBT_NAMES_FIRST] = "first-names",
  [VBT_NAMES_ORGANIZATIONS] = "organizations",
  [VBT_NAMES_ORGANIZATION_WORDS] = "organization-words",
  [VBT_NAMES_DEMONYMS] = "demonyms",
};

static void
add (GHashTable *table, char *word, guint bits)
{
  guint old = GPOINTER_TO_UINT (g_hash_table_lookup (table, word));

  g_hash_table_insert (table, word, GUINT_TO_POINTER (old | bits));
}

/* Wherever a tokenizer may end the first word of an entry: beside anything that is no letter. */
static void
add_beginnings (GHashTable *table, const char *entry, guint bits)
{
  gboolean was_letter = TRUE;

  for (const char *p = entry; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean is_letter = g_unichar_isalnum (g_utf8_get_char (p));

      if (p > entry && (!is_letter || !was_letter))
        add (table, g_strndup (entry, (gsize)(p - entry)), bits);
      was_letter = is_letter;
    }
}

static GHashTable *
load (const char *language)
{
  const char *const sources[] = { language, "any", "en" };
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < VBT_NAMES_N_LISTS; i++)
    for (guint j = 0; j < G_N_ELEMENTS (sources); j++)
      {
        GHashTableIter iter;
        gpointer entry;

        g_hash_table_iter_init (&iter, vbt_lexicon_get (sources[j], file_names[i]));
        while (g_hash_table_iter_next (&iter, &entry, NULL))
          {
            add (table, g_strdup (entry), VBT_NAMES_HAS (i));
            add_beginnings (table, entry, VBT_NAMES_BEGINS (i));
          }
      }
  return table;
}

/* For every language what all lists say of a word: it is asked for each word in capitals, several times. */
GHashTable *
vbt_name_lists_get (const char *language)
{
  static GMutex mutex;
  static GHashTable *languages;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GHashTable *table;

  if (languages == NULL)
    languages = g_hash_table_new (g_str_hash, g_str_equal);
  table = g_hash_table_lookup (languages, language);
  if (table == NULL)
    {
      table = load (language);
      g_hash_table_insert (languages, g_strdup (language), table);
    }
  return table;
}

/* "MOSCOW", as the beginning of a report has it, is Moscow. */
static char *
capitalize (const char *word)
{
  const char *rest = g_utf8_next_char (word);
  g_autofree char *lower = NULL;

  if (*word == '\0' || *rest == '\0' || g_unichar_islower (g_utf8_get_char (rest)))
    return NULL;
  lower = g_utf8_strdown (rest, -1);
  return g_strdup_printf ("%.*s%s", (int)(rest - word), word, lower);
}

static const char *
value_as_written (const VbtNameFinder *self, VbtNamesList list, const char *word)
{
  const char *name = file_names[list];
  const char *found = vbt_lexicon_value (self->reading->language, name, word);

  if (found == NULL)
    found = vbt_lexicon_value ("any", name, word);
  return found != NULL ? found : vbt_lexicon_value ("en", name, word);
}

/* Two and three letters in capitals are an acronym. */
static gboolean
is_long (const char *word)
{
  return g_utf8_strlen (word, -1) >= 4;
}

/* What a list says of a name, in the language's own list or in one for all. */
const char *
vbt_name_finder_value (const VbtNameFinder *self, VbtNamesList list, const char *word)
{
  const char *found = value_as_written (self, list, word);
  g_autofree char *capital = found == NULL && is_long (word) ? capitalize (word) : NULL;

  return capital != NULL ? value_as_written (self, list, capital) : found;
}

static guint
look_up (const VbtNameFinder *self, guint i)
{
  g_autofree char *word = vbt_reading_slice (self->reading, (VbtStretch){ i, i + 1 });
  guint bits = GPOINTER_TO_UINT (g_hash_table_lookup (self->lists, word));
  g_autofree char *capital = capitalize (word);
  guint of_capital;

  if (capital == NULL)
    return bits;
  of_capital = GPOINTER_TO_UINT (g_hash_table_lookup (self->lists, capital));
  return bits | (is_long (word) ? of_capital : of_capital & VBT_NAMES_BEGINS_ANY);
}

/* What the lists say of a word: a set of VBT_NAMES_HAS() and VBT_NAMES_BEGINS(). */
guint
vbt_name_finder_lists (const VbtNameFinder *self, guint i)
{
  guint *known = &self->of_words[i];

  if (*known == 0)
    *known = look_up (self, i) | VBT_NAMES_KNOWN;
  return *known;
}

gboolean
vbt_name_finder_word_listed (const VbtNameFinder *self, VbtNamesList list, guint i)
{
  return (vbt_name_finder_lists (self, i) & VBT_NAMES_HAS (list)) != 0;
}
