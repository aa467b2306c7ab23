/* vbt-names.c: the persons, organizations and places that a document names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-names.h"

#include "model/vbt-lexicon.h"

#include <string.h>

/* A longer run of capitalized words is a headline. */
#define LONGEST_RUN 10
/* The lists' longest entry has so many words. */
#define LONGEST_ENTRY 6

/* How sure the rules are, by what was measured on news. */
#define SURE 0.9
#define LIKELY 0.75
#define GUESSED 0.55

typedef struct
{
  VbtNameList *names;
  VbtReading *reading;
  GHashTable
      *capitals;      /* words in lower case that are capitalized inside a sentence, to how often */
  GHashTable *lowers; /* words that are written in lower case */
  GHashTable *acronyms;   /* "OSCE" to the full name of the organization */
  gboolean nouns_capital; /* German: a capital says nothing */
} Finder;

static const char *
intern (Finder *self, VbtStretch words)
{
  g_autofree char *slice = vbt_reading_slice (self->reading, words);

  return g_string_chunk_insert_const (self->reading->strings, slice);
}

static const char *
value_as_written (const Finder *self, const char *list, const char *word)
{
  const char *found = vbt_lexicon_value (self->reading->language, list, word);

  if (found == NULL)
    found = vbt_lexicon_value ("any", list, word);
  return found != NULL ? found : vbt_lexicon_value ("en", list, word);
}

/* What a list says of a name, in the language's own list or in one for all; "MOSCOW", as the
 * beginning of a report has it, is Moscow. */
static const char *
value (const Finder *self, const char *list, const char *word)
{
  const char *found = value_as_written (self, list, word);
  g_autofree char *lower = NULL;
  g_autofree char *capital = NULL;

  if (found != NULL || g_utf8_strlen (word, -1) < 4
      || g_unichar_islower (g_utf8_get_char (g_utf8_next_char (word))))
    return found;
  lower = g_utf8_strdown (g_utf8_next_char (word), -1);
  capital = g_strdup_printf ("%.*s%s", (int)(g_utf8_next_char (word) - word), word, lower);
  return value_as_written (self, list, capital);
}

static gboolean
listed (const Finder *self, const char *list, const char *word)
{
  return value (self, list, word) != NULL;
}

static gboolean
word_listed (const Finder *self, const char *list, guint i)
{
  g_autofree char *word = vbt_reading_slice (self->reading, (VbtStretch){ i, i + 1 });

  return listed (self, list, word);
}

static gboolean
is_initial (const Finder *self, guint i)
{
  const VbtWord *word = vbt_reading_word (self->reading, i);

  return word->range.end - word->range.start == 2 && g_str_has_suffix (word->lower, ".")
         && (word->classes & VBT_CLASS (CAPITAL));
}

static gboolean
starts_sentence (const Finder *self, guint i)
{
  const VbtReading *reading = self->reading;
  const VbtWord *word = vbt_reading_word (reading, i);

  if (i == 0 || vbt_reading_word (reading, i - 1)->sentence != word->sentence)
    return TRUE;
  return vbt_reading_is (reading, i - 1, VBT_CLASS (PUNCTUATION))
         && !vbt_reading_reads (reading, i - 1, ",") && !vbt_reading_reads (reading, i - 1, "(")
         && !vbt_reading_reads (reading, i - 1, "'s");
}

/* Whether a word can be of a name at all. */
static gboolean
is_capital (const Finder *self, guint i)
{
  const VbtReading *reading = self->reading;

  if (!vbt_reading_is (reading, i, VBT_CLASS (CAPITAL))
      || vbt_reading_is (reading, i, VBT_CLASS (DAY)))
    return FALSE;
  if (*vbt_reading_word (reading, i)->lower == '@' || *vbt_reading_word (reading, i)->lower == '#')
    return FALSE;
  return !word_listed (self, "no-names", i);
}

/* At the beginning of a sentence a capital says nothing by itself. */
static gboolean
is_capital_by_place (const Finder *self, guint i)
{
  const VbtReading *reading = self->reading;
  const VbtWord *word = vbt_reading_word (reading, i);
  const guint64 closed = VBT_CLASS (DETERMINER) | VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION)
                         | VBT_CLASS (WH) | VBT_CLASS (PRONOUN) | VBT_CLASS (PERSONAL)
                         | VBT_CLASS (AUX) | VBT_CLASS (ADVERB) | VBT_CLASS (FINITE);

  if ((word->classes & closed)
      && !((word->classes & VBT_CLASS (UPPER)) && word_listed (self, "places", i)))
    return TRUE;
  if (!starts_sentence (self, i) || word_listed (self, "places", i)
      || word_listed (self, "first-names", i) || word_listed (self, "organizations", i)
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
links (const Finder *self, VbtStretch run, guint i)
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
           && word_listed (self, "organization-words", i - 1);
  if (vbt_reading_reads_any (reading, i, particles))
    return !vbt_reading_is (reading, i, VBT_CLASS (CAPITAL));
  if (!vbt_reading_reads_any (reading, i, of))
    return FALSE;
  for (guint k = run.start; k < run.end; k++)
    if (word_listed (self, "organization-words", k))
      return TRUE;
  return vbt_reading_reads (reading, i, "of") && vbt_reading_reads (reading, i - 1, "secretary");
}

static VbtStretch
find_run (const Finder *self, guint start)
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
count_capitals (Finder *self)
{
  const VbtReading *reading = self->reading;

  for (guint i = 0; i < reading->words->len; i++)
    {
      const VbtWord *word = vbt_reading_word (reading, i);

      if (word->classes & (VBT_CLASS (PUNCTUATION) | VBT_CLASS (NUMBER)))
        continue;
      if (!(word->classes & VBT_CLASS (CAPITAL)))
        g_hash_table_add (self->lowers, (gpointer)word->lower);
      else if (!starts_sentence (self, i))
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->capitals, word->lower));

          g_hash_table_insert (self->capitals, (gpointer)word->lower, GUINT_TO_POINTER (n + 1));
        }
    }
}

static void
add (Finder *self, VbtStretch words, VbtStretch titled, VbtEntityKind kind, const char *canonical,
     double confidence)
{
  VbtName name = {
    .words = words, .titled = titled, .kind = kind, .canonical = canonical, .confidence = confidence
  };

  name.full = kind == VBT_ENTITY_PERSON && words.end - words.start > 1;
  if (canonical == NULL)
    name.canonical = intern (self, words);
  g_array_append_val (self->names->names, name);
}

static char
sex_of (const Finder *self, VbtStretch words, VbtStretch titled)
{
  static const char *const men[]
      = { "mr.",         "mr",   "sir", "lord",      "king",     "prince",
          "congressman", "herr", "m.",  "spokesman", "chairman", NULL };
  static const char *const women[]
      = { "mrs.",          "ms.",  "mrs", "ms",   "lady",        "queen",      "princess",
          "congresswoman", "frau", "mme", "dame", "spokeswoman", "chairwoman", NULL };
  g_autofree char *first = NULL;
  const char *sex;

  for (guint i = titled.start; i < words.start; i++)
    if (vbt_reading_reads_any (self->reading, i, men))
      return 'm';
    else if (vbt_reading_reads_any (self->reading, i, women))
      return 'f';
  if (words.end - words.start < 2)
    return 0;
  first = vbt_reading_slice (self->reading, (VbtStretch){ words.start, words.start + 1 });
  sex = value (self, "first-names", first);
  return sex != NULL ? *sex : 0;
}

static void
add_person (Finder *self, VbtStretch words, VbtStretch titled, double confidence)
{
  const char *last = vbt_reading_word (self->reading, words.end - 1)->lower;
  const char *full = g_hash_table_lookup (self->names->surnames, last);
  char sex = sex_of (self, words, titled);

  if (words.end - words.start > 1)
    {
      full = intern (self, words);
      g_hash_table_insert (self->names->surnames, (gpointer)last, (gpointer)full);
    }
  add (self, words, titled, VBT_ENTITY_PERSON, full, confidence);
  if (full == NULL)
    full = g_array_index (self->names->names, VbtName, self->names->names->len - 1).canonical;
  if (sex != 0)
    g_hash_table_insert (self->names->sexes, (gpointer)full, GINT_TO_POINTER (sex));
}

/* "Secretary of State": so many words that are no name follow a title. */
static guint
title_length (const Finder *self, VbtStretch run, guint i)
{
  static const char *const offices[]
      = { "state", "defense", "general",   "homeland", "security",  "commerce",
          "labor", "energy",  "education", "minister", "secretary", "foreign",
          "prime", "vice",    "deputy",    NULL };
  const VbtReading *reading = self->reading;
  guint end = i + 1;

  if (!vbt_reading_is (reading, i, VBT_CLASS (TITLE)))
    return 0;
  if (end + 1 < run.end && vbt_reading_reads (reading, end, "of")
      && vbt_reading_reads_any (reading, end + 1, offices))
    end += 2;
  while (end < run.end
         && (vbt_reading_reads_any (reading, end, offices)
             || vbt_reading_reads (reading, end, "elect")))
    end++;
  return end - i;
}

/* The list's longest entry that begins with a word, within the run: behind it, or @start. */
static guint
longest_entry (const Finder *self, const char *list, VbtStretch run)
{
  for (guint end = MIN (run.end, run.start + LONGEST_ENTRY); end > run.start; end--)
    {
      g_autofree char *slice = vbt_reading_slice (self->reading, (VbtStretch){ run.start, end });

      if (listed (self, list, slice))
        return end;
    }
  return run.start;
}

static gboolean
has_word_of (const Finder *self, const char *list, VbtStretch run)
{
  for (guint i = run.start; i < run.end; i++)
    if (word_listed (self, list, i))
      return TRUE;
  return FALSE;
}

/* "(OSCE)" behind the name, or the name in brackets behind the acronym. */
static void
learn_acronym (Finder *self, VbtStretch words, const char *canonical)
{
  const VbtReading *reading = self->reading;
  guint end = words.end;

  if (end + 2 < reading->words->len && vbt_reading_reads (reading, end, "(")
      && vbt_reading_is (reading, end + 1, VBT_CLASS (UPPER))
      && vbt_reading_reads (reading, end + 2, ")"))
    g_hash_table_insert (self->acronyms, (gpointer)vbt_reading_word (reading, end + 1)->lower,
                         (gpointer)canonical);
  if (words.start >= 2 && vbt_reading_reads (reading, words.start - 1, "(")
      && vbt_reading_is (reading, words.start - 2, VBT_CLASS (UPPER)))
    g_hash_table_insert (self->acronyms,
                         (gpointer)vbt_reading_word (reading, words.start - 2)->lower,
                         (gpointer)canonical);
}

static void
add_organization (Finder *self, VbtStretch words, double confidence)
{
  g_autofree char *slice = vbt_reading_slice (self->reading, words);
  const char *canonical = value (self, "organizations", slice);

  if (canonical == NULL && words.end - words.start == 1)
    canonical = g_hash_table_lookup (self->acronyms,
                                     vbt_reading_word (self->reading, words.start)->lower);
  if (canonical == NULL)
    canonical = intern (self, words);
  add (self, words, words, VBT_ENTITY_ORGANIZATION, canonical, confidence);
  if (words.end - words.start > 1)
    learn_acronym (self, words, canonical);
}

static void
add_place (Finder *self, VbtStretch words)
{
  g_autofree char *slice = vbt_reading_slice (self->reading, words);
  const char *canonical = value (self, "places", slice);

  add (self, words, words, VBT_ENTITY_LOCATION, canonical, SURE);
}

static gboolean
follows_place_preposition (const Finder *self, guint i)
{
  static const char *const words[] = { "in", "near", "across", "outside", "throughout", NULL };

  return i > 0 && vbt_reading_reads_any (self->reading, i - 1, words);
}

static gboolean
beside_speech (const Finder *self, VbtStretch run)
{
  const VbtReading *reading = self->reading;
  const guint64 say = VBT_CLASS (SAY);

  if (run.end < reading->words->len
      && (vbt_reading_reads (reading, run.end, "'s") || vbt_reading_is (reading, run.end, say)))
    return TRUE;
  return run.start > 0 && vbt_reading_is (reading, run.start - 1, say)
         && vbt_reading_is (reading, run.start - 1, VBT_CLASS (PAST));
}

static void
classify_single (Finder *self, VbtStretch run, VbtStretch titled)
{
  const VbtReading *reading = self->reading;
  const VbtWord *word = vbt_reading_word (reading, run.start);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->capitals, word->lower));

  if (g_hash_table_contains (self->names->surnames, word->lower))
    add_person (self, run, titled, SURE);
  else if (g_hash_table_contains (self->acronyms, word->lower)
           || ((word->classes & VBT_CLASS (UPPER)) && word->range.end - word->range.start <= 6))
    add_organization (self, run, LIKELY);
  else if (self->nouns_capital || g_hash_table_contains (self->lowers, word->lower))
    return;
  else if (word_listed (self, "first-names", run.start))
    add_person (self, run, titled, LIKELY);
  else if (follows_place_preposition (self, run.start))
    add (self, run, run, VBT_ENTITY_LOCATION, NULL, GUESSED);
  else if (beside_speech (self, run))
    add_person (self, run, titled, LIKELY);
  else if (n >= 2)
    add_organization (self, run, GUESSED);
}

static void
classify_several (Finder *self, VbtStretch run, VbtStretch titled)
{
  const VbtReading *reading = self->reading;
  guint length = run.end - run.start;

  if (word_listed (self, "first-names", run.start) && length <= 4)
    add_person (self, run, titled, SURE);
  else if (g_hash_table_contains (self->names->surnames,
                                  vbt_reading_word (reading, run.end - 1)->lower))
    add_person (self, run, titled, LIKELY);
  else if (self->nouns_capital)
    return;
  else if (titled.start > 0 && vbt_reading_reads (reading, titled.start - 1, "the"))
    add_organization (self, run, GUESSED);
  else if (length <= 3 && !is_initial (self, run.end - 1))
    add_person (self, run, titled, GUESSED);
  else
    add_organization (self, run, GUESSED);
}

static void classify (Finder *self, VbtStretch run);

/* Takes a known name from the beginning of a run, and goes on with the rest. */
static gboolean
split_known (Finder *self, VbtStretch run)
{
  guint place = longest_entry (self, "places", run);
  guint organization = longest_entry (self, "organizations", run);
  guint nation = longest_entry (self, "demonyms", run);
  gboolean of_organization = has_word_of (self, "organization-words", run);

  if (organization > run.start && organization >= place
      && (organization == run.end || !of_organization))
    {
      add_organization (self, (VbtStretch){ run.start, organization }, SURE);
      classify (self, (VbtStretch){ organization, run.end });
      return TRUE;
    }
  if (place == run.end || (place > run.start && title_length (self, run, place) > 0))
    {
      add_place (self, (VbtStretch){ run.start, place });
      classify (self, (VbtStretch){ place, run.end });
      return TRUE;
    }
  if (nation > run.start && !of_organization)
    {
      classify (self, (VbtStretch){ nation, run.end });
      return TRUE;
    }
  return FALSE;
}

static void
classify (Finder *self, VbtStretch run)
{
  VbtStretch titled = run;
  guint length;

  if (vbt_stretch_is_empty (run) || split_known (self, run))
    return;
  while (run.start < run.end && (length = title_length (self, run, run.start)) > 0)
    run.start += length;
  if (vbt_stretch_is_empty (run))
    return;
  if (run.start > titled.start
      || (run.start > 0 && vbt_reading_is (self->reading, run.start - 1, VBT_CLASS (TITLE))
          && !starts_sentence (self, run.start)))
    {
      if (!has_word_of (self, "organization-words", run)
          && longest_entry (self, "places", run) != run.end)
        {
          titled.start
              = MIN (titled.start, run.start > titled.start ? titled.start : run.start - 1);
          add_person (self, run, titled, SURE);
          return;
        }
    }
  if (has_word_of (self, "organization-words", run)
      && (run.end - run.start > 1 || !starts_sentence (self, run.start)))
    add_organization (self, run, LIKELY);
  else if (run.end - run.start == 1)
    classify_single (self, run, titled);
  else
    classify_several (self, run, titled);
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
find_all (Finder *self)
{
  g_array_set_size (self->names->names, 0);
  for (guint i = 0; i < self->reading->words->len;)
    {
      VbtStretch run = find_run (self, i);

      if (!vbt_stretch_is_empty (run))
        classify (self, run);
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
  g_autoptr (GHashTable) capitals = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lowers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) acronyms = g_hash_table_new (g_str_hash, g_str_equal);
  Finder finder
      = { names, reading, capitals, lowers, acronyms, g_str_equal (reading->language, "de") };

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
