/* vbt-lexicon.c: lists of words by language, data files of the core's resources
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-lexicon.h"

#include "model/vbt-ascii.h"

#include <string.h>
#include <unicode/uscript.h>

#define LEXICONS "/io/github/verbatim_app/Verbatim/core/lexicons"

/* Languages of the Latin script that are told apart by their function words. The first one is
 * taken where nothing speaks for another. */
static const char *const latin_languages[] = { "en", "de", "fr", "es", "it", "pt" };

/* So many characters of a text say in which script, and so many words in which language it is. */
#define SAMPLE_CHARS 20000
#define SAMPLE_WORDS 1000
/* Where one language has so many function words of the beginning, and three times those of any other, it is that one. */
#define CLEAR_WORDS 60

/* A file has one entry a line, "#" begins a comment line, a tab begins the entry's value. */
static GHashTable *
load (const char *path)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *data = NULL;
  g_auto (GStrv) lines = NULL;
  gsize size = 0;

  if (bytes == NULL)
    return table;
  data = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  size = strlen (data);
  g_assert (g_utf8_validate (data, (gssize)size, NULL));
  lines = g_strsplit (data, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *tab = strchr (lines[i], '\t');
      gsize length = tab != NULL ? (gsize)(tab - lines[i]) : strlen (lines[i]);

      if (length > 0 && lines[i][0] != '#')
        g_hash_table_replace (table, g_strndup (lines[i], length),
                              g_strdup (tab != NULL ? tab + 1 : ""));
    }
  return table;
}

/* A list that this thread asked for lately. */
typedef struct
{
  char language[8];
  char name[24];
  GHashTable *table; /* NULL: nothing is here yet */
} Slot;

#define N_SLOTS 64
/* Two lists that fall into the same slot would take turns in it. */
#define N_PROBES 4

static GHashTable *
find_or_load (const char *language, const char *name)
{
  static GMutex mutex;
  static GHashTable *lexicons;
  char path[160];
  GHashTable *table;

  g_snprintf (path, sizeof path, LEXICONS "/%s/%s.txt", language, name);
  g_mutex_lock (&mutex);
  if (lexicons == NULL)
    lexicons = g_hash_table_new (g_str_hash, g_str_equal);
  table = g_hash_table_lookup (lexicons, path);
  if (table == NULL)
    {
      table = load (path);
      g_hash_table_insert (lexicons, g_strdup (path), table);
    }
  g_mutex_unlock (&mutex);
  return table;
}

/**
 * vbt_lexicon_get:
 * @language: of two letters, or "any"
 * @name: what the file is called: "abbreviations"
 *
 * Gives a list of words, which is read once and kept. Safe to call from any thread.
 *
 * Returns: (transfer none): entries and their values, both char *; empty where there is no such
 *   list; not to be changed
 */
GHashTable *
vbt_lexicon_get (const char *language, const char *name)
{
  /* Asked for several times a word: putting the path together and locking took half of the time of segmentation. */
  static _Thread_local Slot slots[N_SLOTS];
  GHashTable *table;
  gsize n_name;
  guint hash;
  Slot *slot = NULL;

  g_return_val_if_fail (language != NULL && name != NULL, NULL);

  n_name = strlen (name);
  hash
      = (guchar)language[0] * 7u + (guchar)language[1] * 13u + (guchar)name[0] * 3u + (guint)n_name;
  for (guint i = 0; i < N_PROBES; i++)
    {
      slot = &slots[(hash + i) % N_SLOTS];
      if (slot->table == NULL)
        break;
      if (strcmp (slot->language, language) == 0 && strcmp (slot->name, name) == 0)
        return slot->table;
    }
  table = find_or_load (language, name);
  if (n_name < sizeof slot->name && strlen (language) < sizeof slot->language)
    {
      g_strlcpy (slot->language, language, sizeof slot->language);
      g_strlcpy (slot->name, name, sizeof slot->name);
      slot->table = table;
    }
  return table;
}

/**
 * vbt_lexicon_has:
 * @language: of two letters, or "any"
 * @name: of the list
 * @word: as the list writes it
 *
 * Returns: whether the list has the word
 */
gboolean
vbt_lexicon_has (const char *language, const char *name, const char *word)
{
  return g_hash_table_contains (vbt_lexicon_get (language, name), word);
}

/**
 * vbt_lexicon_value:
 * @language: of two letters, or "any"
 * @name: of the list
 * @word: as the list writes it
 *
 * Returns: (transfer none) (nullable): what the list says of the word, NULL if it has it not
 */
const char *
vbt_lexicon_value (const char *language, const char *name, const char *word)
{
  return g_hash_table_lookup (vbt_lexicon_get (language, name), word);
}

static UScriptCode
script_of (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  return uscript_getScript ((UChar32)c, &status);
}

/* The script of most letters, but any kana means Japanese: half of it is written in Han. */
static UScriptCode
main_script (const VbtText *text)
{
  static const UScriptCode scripts[]
      = { USCRIPT_LATIN,  USCRIPT_ARABIC,     USCRIPT_CYRILLIC, USCRIPT_HAN,   USCRIPT_THAI,
          USCRIPT_HANGUL, USCRIPT_DEVANAGARI, USCRIPT_GREEK,    USCRIPT_HEBREW };
  guint counts[G_N_ELEMENTS (scripts)] = { 0 };
  const char *p = vbt_text_get_utf8 (text);
  guint best = 0;
  guint n_kana = 0, n_ascii = 0;

  for (guint i = 0; i < SAMPLE_CHARS && *p != '\0'; i++)
    {
      UScriptCode script;

      if ((guchar)*p < 0x80)
        {
          n_ascii += (guint)vbt_is_ascii_letter (*p++);
          continue;
        }
      script = script_of (g_utf8_get_char (p));
      n_kana += script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
      for (guint j = 0; j < G_N_ELEMENTS (scripts); j++)
        counts[j] += scripts[j] == script;
      p = g_utf8_next_char (p);
    }
  counts[0] += n_ascii;
  for (guint j = 1; j < G_N_ELEMENTS (scripts); j++)
    if (counts[j] > counts[best])
      best = j;
  return n_kana > 5 && n_kana * 5 > counts[best] ? USCRIPT_HIRAGANA : scripts[best];
}

/* Function words, and as a bit for each language of latin_languages whose they are. */
static GHashTable *
load_function_words (void)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (latin_languages); i++)
    {
      GHashTableIter iter;
      gpointer word;

      g_hash_table_iter_init (&iter, vbt_lexicon_get (latin_languages[i], "function-words"));
      while (g_hash_table_iter_next (&iter, &word, NULL))
        {
          guint languages = GPOINTER_TO_UINT (g_hash_table_lookup (all, word)) | 1u << i;

          g_hash_table_insert (all, g_strdup (word), GUINT_TO_POINTER (languages));
        }
    }
  return all;
}

/* The languages of which [start, end) is a function word. */
static guint
function_word_of (GHashTable *words, const char *start, const char *end)
{
  g_autofree char *word = NULL;
  char lower[48];
  gsize n = (gsize)(end - start);

  for (gsize i = 0; i < n; i++)
    if ((guchar)start[i] >= 0x80)
      {
        word = g_utf8_strdown (start, (gssize)n);
        return GPOINTER_TO_UINT (g_hash_table_lookup (words, word));
      }
  for (gsize i = 0; i < n; i++)
    lower[i] = g_ascii_tolower (start[i]);
  lower[n] = '\0';
  return GPOINTER_TO_UINT (g_hash_table_lookup (words, lower));
}

static gboolean
is_letter (const char *p)
{
  return (guchar)*p < 0x80 ? g_ascii_isalpha (*p) : g_unichar_isalpha (g_utf8_get_char (p));
}

static gboolean
is_clear (const guint *counts)
{
  guint best = 0, second = 0;

  for (guint i = 0; i < G_N_ELEMENTS (latin_languages); i++)
    if (counts[i] > best)
      {
        second = best;
        best = counts[i];
      }
    else
      second = MAX (second, counts[i]);
  return best >= CLEAR_WORDS && best >= 3 * second;
}

static const char *
latin_language (const VbtText *text)
{
  static GHashTable *words;
  guint counts[G_N_ELEMENTS (latin_languages)] = { 0 };
  const char *p = vbt_text_get_utf8 (text);
  guint best = 0;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, load_function_words ());
  for (guint n = 0; n < SAMPLE_WORDS && *p != '\0' && !(n % 32 == 0 && is_clear (counts)); n++)
    {
      const char *end;
      guint languages;

      while (*p != '\0' && !is_letter (p))
        p = g_utf8_next_char (p);
      for (end = p; is_letter (end) && end - p < 40;)
        end = g_utf8_next_char (end);
      languages = function_word_of (words, p, end);
      for (guint i = 0; i < G_N_ELEMENTS (latin_languages); i++)
        counts[i] += languages >> i & 1u;
      p = end;
    }
  for (guint i = 1; i < G_N_ELEMENTS (latin_languages); i++)
    if (counts[i] > counts[best])
      best = i;
  return latin_languages[best];
}

/**
 * vbt_language_of:
 * @text: a text
 * @declared: (nullable): the BCP 47 tag of its language, as far as anybody said
 *
 * Gives the language for which lists of words are looked up: the declared one, or else the one
 * that the script or the function words of the text's beginning speak for.
 *
 * Returns: two letters ("en")
 */
const char *
vbt_language_of (const VbtText *text, const char *declared)
{
  g_return_val_if_fail (text != NULL, "en");

  if (declared != NULL && g_ascii_isalpha (declared[0]) && g_ascii_isalpha (declared[1])
      && !g_ascii_isalpha (declared[2]))
    {
      char language[3] = { g_ascii_tolower (declared[0]), g_ascii_tolower (declared[1]), '\0' };

      return g_intern_string (language);
    }
  switch ((int)main_script (text))
    {
    case USCRIPT_ARABIC:
      return "ar";
    case USCRIPT_CYRILLIC:
      return "ru";
    case USCRIPT_HIRAGANA:
      return "ja";
    case USCRIPT_HAN:
      return "zh";
    case USCRIPT_THAI:
      return "th";
    case USCRIPT_HANGUL:
      return "ko";
    case USCRIPT_DEVANAGARI:
      return "hi";
    case USCRIPT_GREEK:
      return "el";
    case USCRIPT_HEBREW:
      return "he";
    default:
      return latin_language (text);
    }
}
