/* vbt-names.c: the persons, organizations and places that a document names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-names-private.h"

#include <string.h>

/* A longer run of capitalized words is a headline. */
#define LONGEST_RUN 10

const char *
vbt_name_finder_intern (VbtNameFinder *self, VbtStretch words)
{
  g_autofree char *slice = vbt_reading_slice (self->reading, words);

  return g_string_chunk_insert_const (self->reading->strings, slice);
}

gboolean
vbt_name_finder_is_initial (const VbtNameFinder *self, guint i)
{
  const VbtWord *word = vbt_reading_word (self->reading, i);

  return word->range.end - word->range.start == 2 && g_str_has_suffix (word->lower, ".")
         && (word->classes & VBT_CLASS (CAPITAL));
}

gboolean
vbt_name_finder_starts_sentence (const VbtNameFinder *self, guint i)
{
  const VbtReading *reading = self->reading;
  const VbtWord *word = vbt_reading_word (reading, i);

  if (i == 0 || vbt_reading_word (reading, i - 1)->sentence != word->sentence)
    return TRUE;
  return vbt_reading_is (reading, i - 1, VBT_CLASS (PUNCTUATION))
         && !vbt_reading_reads (reading, i - 1, ",") && !vbt_reading_reads (reading, i - 1, "(")
         && !vbt_reading_reads (reading, i - 1, "'s");
}

/* "Miami-based", "African-American": said of somebody, and nobody's name. */
static gboolean
is_compound_adjective (const char *lower)
{
  static const char *const ends[]
      = { "-based", "-backed", "-led", "-born",  "-style",   "-american", "-americans",
          "-era",   "-wide",   "-run", "-owned", "-leaning", "-run",      NULL };

  for (guint i = 0; strchr (lower, '-') != NULL && ends[i] != NULL; i++)
    if (g_str_has_suffix (lower, ends[i]))
      return TRUE;
  return FALSE;
}

/* Whether a word can be of a name at all. */
static gboolean
is_capital (const VbtNameFinder *self, guint i)
{
  const VbtReading *reading = self->reading;

  if (!vbt_reading_is (reading, i, VBT_CLASS (CAPITAL))
      || vbt_reading_is (reading, i, VBT_CLASS (DAY)))
    return FALSE;
  if (*vbt_reading_word (reading, i)->lower == '@' || *vbt_reading_word (reading, i)->lower == '#'
      || is_compound_adjective (vbt_reading_word (reading, i)->lower))
    return FALSE;
  return !vbt_name_finder_word_listed (self, VBT_NAMES_NONE, i);
}

/* At the beginning of a sentence a capital says nothing by itself. */
static gboolean
is_capital_by_place (const VbtNameFinder *self, guint i)
{
  const VbtReading *reading = self->reading;
  const VbtWord *word = vbt_reading_word (reading, i);
  const guint64 closed = VBT_CLASS (DETERMINER) | VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION)
                         | VBT_CLASS (WH) | VBT_CLASS (PRONOUN) | VBT_CLASS (PERSONAL)
                         | VBT_CLASS (AUX) | VBT_CLASS (ADVERB) | VBT_CLASS (FINITE);

  if ((word->classes & closed)
      && !((word->classes & VBT_CLASS (UPPER))
           && vbt_name_finder_word_listed (self, VBT_NAMES_PLACES, i)))
    return TRUE;
  if (!vbt_name_finder_starts_sentence (self, i)
      || vbt_name_finder_word_listed (self, VBT_NAMES_PLACES, i)
      || vbt_name_finder_word_listed (self, VBT_NAMES_FIRST, i)
      || vbt_name_finder_word_listed (self, VBT_NAMES_ORGANIZATIONS, i)
      || (word->classes & VBT_CLASS (TITLE)))
    return FALSE;
  if (g_hash_table_contains (self->capitals, word->lower)
      && !g_hash_table_contains (self->lowers, word->lower))
    return FALSE;
  return i + 1 >= reading->words->len || !vbt_reading_is (reading, i + 1, VBT_CLASS (CAPITAL))
         || g_hash_table_contains (self->lowers, word->lower);
}

/* "Ursula von der Leyen", "University of Texas". */
static gboolean
links (const VbtNameFinder *self, VbtStretch run, guint i)
{
  static const char *const particles[]
      = { "von", "van", "der", "den", "de",  "da",  "di",  "del", "bin",
          "al",  "el",  "la",  "du",  "dos", "ben", "ibn", "le",  NULL };
  static const char *const of[] = { "of", "for", "&", "and", "in", NULL };
  const VbtReading *reading = self->reading;
  guint last = i;

  while (last + 1 < reading->words->len && last < i + 2
         && vbt_reading_reads_any (reading, last, particles)
         && !vbt_reading_is (reading, last + 1, VBT_CLASS (CAPITAL)))
    last++;
  if (last + 1 >= reading->words->len || !vbt_reading_is (reading, last + 1, VBT_CLASS (CAPITAL)))
    return vbt_reading_reads (reading, i, "of") && i + 2 < reading->words->len
           && vbt_reading_reads (reading, i + 1, "the")
           && vbt_reading_is (reading, i + 2, VBT_CLASS (CAPITAL))
           && vbt_name_finder_word_listed (self, VBT_NAMES_ORGANIZATION_WORDS, i - 1);
  if (vbt_reading_reads_any (reading, i, particles))
    return !vbt_reading_is (reading, i, VBT_CLASS (CAPITAL));
  if (!vbt_reading_reads_any (reading, i, of))
    return FALSE;
  for (guint k = run.start; k < run.end; k++)
    if (vbt_name_finder_word_listed (self, VBT_NAMES_ORGANIZATION_WORDS, k))
      return TRUE;
  return vbt_reading_reads (reading, i, "of") && vbt_reading_reads (reading, i - 1, "secretary");
}

static VbtStretch
find_run (const VbtNameFinder *self, guint start)
{
  const VbtReading *reading = self->reading;
  VbtStretch run = { start, start };
  guint sentence = vbt_reading_word (reading, start)->sentence;

  while (run.end < reading->words->len && run.end - start < LONGEST_RUN
         && vbt_reading_word (reading, run.end)->sentence == sentence)
    {
      if (is_capital (self, run.end) && (run.end > start || !is_capital_by_place (self, start))
          && (run.end == start || !vbt_reading_is (reading, run.end, VBT_CLASS (PERSONAL))))
        run.end++;
      else if (run.end > start && links (self, run, run.end))
        run.end++;
      else
        break;
    }
  return run;
}

static void
count_capitals (VbtNameFinder *self)
{
  const VbtReading *reading = self->reading;

  for (guint i = 0; i < reading->words->len; i++)
    {
      const VbtWord *word = vbt_reading_word (reading, i);

      if (word->classes & (VBT_CLASS (PUNCTUATION) | VBT_CLASS (NUMBER)))
        continue;
      if (!(word->classes & VBT_CLASS (CAPITAL)))
        g_hash_table_add (self->lowers, (gpointer)word->lower);
      else if (!vbt_name_finder_starts_sentence (self, i))
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->capitals, word->lower));

          g_hash_table_insert (self->capitals, (gpointer)word->lower, GUINT_TO_POINTER (n + 1));
        }
    }
}

static VbtNameList *
names_new (VbtReading *reading)
{
  VbtNameList *self = g_new0 (VbtNameList, 1);

  self->reading = reading;
  self->names = g_array_new (FALSE, FALSE, sizeof (VbtName));
  self->surnames = g_hash_table_new (g_str_hash, g_str_equal);
  self->sexes = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
find_all (VbtNameFinder *self)
{
  g_array_set_size (self->names->names, 0);
  for (guint i = 0; i < self->reading->words->len;)
    {
      VbtStretch run = find_run (self, i);

      if (!vbt_stretch_is_empty (run))
        vbt_name_finder_classify (self, run);
      i = MAX (run.end, i + 1);
    }
}

/**
 * vbt_name_list_find:
 * @reading: a reading, which must outlive the names
 *
 * Finds the names in a document: runs of capitalized words, classified by titles, lists of places,
 * organizations and first names, and by where they stand. A surname stands for the full name that
 * the document gives anywhere, an acronym for the organization whose name it follows.
 *
 * Returns: (transfer full): the names
 */
VbtNameList *
vbt_name_list_find (VbtReading *reading)
{
  VbtNameList *names = names_new (reading);
  /* The reading has each word in lower case once: the pointer is enough. */
  g_autoptr (GHashTable) capitals = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) lowers = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) acronyms = g_hash_table_new (NULL, NULL);
  g_autofree guint *of_words = g_new0 (guint, reading->words->len);
  VbtNameFinder finder
      = { names,  reading,  vbt_name_lists_get (reading->language), of_words, capitals,
          lowers, acronyms, g_str_equal (reading->language, "de") };

  count_capitals (&finder);
  /* Once to learn full names and acronyms, and again to use them in what stood before. */
  find_all (&finder);
  find_all (&finder);
  return names;
}

/**
 * vbt_name_list_free:
 * @self: (transfer full): names
 */
void
vbt_name_list_free (VbtNameList *self)
{
  g_array_unref (self->names);
  g_hash_table_unref (self->surnames);
  g_hash_table_unref (self->sexes);
  g_free (self);
}
