/* vbt-name-kinds.c: whether a name is that of a person, an organization or a place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-names-private.h"

#include <string.h>

/* The lists' longest entry has so many words. */
#define LONGEST_ENTRY 6

/* How sure the rules are, by what was measured on news. */
#define SURE 0.9
#define LIKELY 0.75
#define GUESSED 0.55

static void
add (VbtNameFinder *self, VbtStretch words, VbtStretch titled, VbtEntityKind kind,
     const char *canonical, double confidence)
{
  VbtName name = {
    .words = words, .titled = titled, .kind = kind, .canonical = canonical, .confidence = confidence
  };

  name.full = kind == VBT_ENTITY_PERSON && words.end - words.start > 1;
  if (canonical == NULL)
    name.canonical = vbt_name_finder_intern (self, words);
  g_array_append_val (self->names->names, name);
}

static char
sex_of (const VbtNameFinder *self, VbtStretch words, VbtStretch titled)
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
  sex = vbt_name_finder_value (self, VBT_NAMES_FIRST, first);
  return sex != NULL ? *sex : 0;
}

static void
add_person (VbtNameFinder *self, VbtStretch words, VbtStretch titled, double confidence)
{
  const char *last = vbt_reading_word (self->reading, words.end - 1)->lower;
  const char *full = g_hash_table_lookup (self->names->surnames, last);
  char sex = sex_of (self, words, titled);

  if (words.end - words.start > 1)
    {
      full = vbt_name_finder_intern (self, words);
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
title_length (const VbtNameFinder *self, VbtStretch run, guint i)
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
longest_entry (const VbtNameFinder *self, VbtNamesList list, VbtStretch run)
{
  guint lists = vbt_name_finder_lists (self, run.start);
  guint longest
      = lists & VBT_NAMES_BEGINS (list) ? MIN (run.end, run.start + LONGEST_ENTRY) : run.start;

  for (guint end = longest; end > run.start + 1; end--)
    {
      g_autofree char *slice = vbt_reading_slice (self->reading, (VbtStretch){ run.start, end });

      if (vbt_name_finder_value (self, list, slice) != NULL)
        return end;
    }
  return lists & VBT_NAMES_HAS (list) ? run.start + 1 : run.start;
}

static gboolean
has_word_of (const VbtNameFinder *self, VbtNamesList list, VbtStretch run)
{
  for (guint i = run.start; i < run.end; i++)
    if (vbt_name_finder_word_listed (self, list, i))
      return TRUE;
  return FALSE;
}

/* "(OSCE)" behind the name, or the name in brackets behind the acronym. */
static void
learn_acronym (VbtNameFinder *self, VbtStretch words, const char *canonical)
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
add_organization (VbtNameFinder *self, VbtStretch words, double confidence)
{
  g_autofree char *slice = vbt_reading_slice (self->reading, words);
  const char *canonical = vbt_name_finder_value (self, VBT_NAMES_ORGANIZATIONS, slice);

  if (canonical == NULL && words.end - words.start == 1)
    canonical = g_hash_table_lookup (self->acronyms,
                                     vbt_reading_word (self->reading, words.start)->lower);
  if (canonical == NULL)
    canonical = vbt_name_finder_intern (self, words);
  add (self, words, words, VBT_ENTITY_ORGANIZATION, canonical, confidence);
  if (words.end - words.start > 1)
    learn_acronym (self, words, canonical);
}

static void
add_place (VbtNameFinder *self, VbtStretch words)
{
  g_autofree char *slice = vbt_reading_slice (self->reading, words);
  const char *canonical = vbt_name_finder_value (self, VBT_NAMES_PLACES, slice);

  add (self, words, words, VBT_ENTITY_LOCATION, canonical, SURE);
}

static gboolean
follows_place_preposition (const VbtNameFinder *self, guint i)
{
  static const char *const words[] = { "in", "near", "across", "outside", "throughout", NULL };

  return i > 0 && vbt_reading_reads_any (self->reading, i - 1, words);
}

static gboolean
beside_speech (const VbtNameFinder *self, VbtStretch run)
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
classify_single (VbtNameFinder *self, VbtStretch run, VbtStretch titled)
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
  else if (vbt_name_finder_word_listed (self, VBT_NAMES_FIRST, run.start))
    add_person (self, run, titled, LIKELY);
  else if (follows_place_preposition (self, run.start))
    add (self, run, run, VBT_ENTITY_LOCATION, NULL, GUESSED);
  else if (beside_speech (self, run))
    add_person (self, run, titled, LIKELY);
  else if (n >= 2)
    add_organization (self, run, GUESSED);
}

static void
classify_several (VbtNameFinder *self, VbtStretch run, VbtStretch titled)
{
  const VbtReading *reading = self->reading;
  guint length = run.end - run.start;

  if (vbt_name_finder_word_listed (self, VBT_NAMES_FIRST, run.start) && length <= 4)
    add_person (self, run, titled, SURE);
  else if (g_hash_table_contains (self->names->surnames,
                                  vbt_reading_word (reading, run.end - 1)->lower))
    add_person (self, run, titled, LIKELY);
  else if (self->nouns_capital)
    return;
  else if (titled.start > 0 && vbt_reading_reads (reading, titled.start - 1, "the"))
    add_organization (self, run, GUESSED);
  else if (length <= 3 && !vbt_name_finder_is_initial (self, run.end - 1))
    add_person (self, run, titled, GUESSED);
  else
    add_organization (self, run, GUESSED);
}

static gboolean
is_name_suffix (const VbtNameFinder *self, guint i)
{
  static const char *const suffixes[] = { "jr.", "jr", "sr.", "sr", "ii", "iii", "iv", NULL };

  return vbt_reading_reads_any (self->reading, i, suffixes);
}

/* Takes a known name from the beginning of a run, and goes on with the rest. */
static gboolean
split_known (VbtNameFinder *self, VbtStretch run)
{
  guint place = longest_entry (self, VBT_NAMES_PLACES, run);
  guint organization = longest_entry (self, VBT_NAMES_ORGANIZATIONS, run);
  guint nation = longest_entry (self, VBT_NAMES_DEMONYMS, run);
  gboolean of_organization = has_word_of (self, VBT_NAMES_ORGANIZATION_WORDS, run);

  if (organization > run.start && organization >= place
      && (organization == run.end || !of_organization))
    {
      add_organization (self, (VbtStretch){ run.start, organization }, SURE);
      vbt_name_finder_classify (self, (VbtStretch){ organization, run.end });
      return TRUE;
    }
  if (place == run.end || (place > run.start && title_length (self, run, place) > 0))
    {
      add_place (self, (VbtStretch){ run.start, place });
      vbt_name_finder_classify (self, (VbtStretch){ place, run.end });
      return TRUE;
    }
  if (nation > run.start && !of_organization)
    {
      vbt_name_finder_classify (self, (VbtStretch){ nation, run.end });
      return TRUE;
    }
  return FALSE;
}

/* "FULL TEXT", "Trump Says He Will Win": headings, of which only what a list knows is taken. */
static gboolean
is_heading (const VbtNameFinder *self, VbtStretch run)
{
  const VbtReading *reading = self->reading;
  VbtStretch sentence = g_array_index (reading->sentences, VbtStretch,
                                       vbt_reading_word (reading, run.start)->sentence);
  guint n_capitals = 0;
  guint n_words = 0;
  gboolean upper = run.end - run.start > 1;

  for (guint i = run.start; i < run.end && upper; i++)
    upper = vbt_reading_is (reading, i, VBT_CLASS (UPPER));
  for (guint i = sentence.start; i < sentence.end && sentence.end - sentence.start < 30; i++)
    if (vbt_reading_reads (reading, i, "("))
      return upper;
    else if (!vbt_reading_is (reading, i, VBT_CLASS (PUNCTUATION) | VBT_CLASS (NUMBER))
             && strlen (vbt_reading_word (reading, i)->lower) > 3)
      {
        n_words++;
        n_capitals += vbt_reading_is (reading, i, VBT_CLASS (CAPITAL));
      }
  return upper || (n_words > 5 && 10 * n_capitals > 9 * n_words);
}

/* "the Republican National Committee Research Director Raj Shah": the office parts the names. */
static gboolean
split_at_title (VbtNameFinder *self, VbtStretch run)
{
  for (guint i = run.start + 1; i + 1 < run.end; i++)
    if (vbt_reading_is (self->reading, i, VBT_CLASS (TITLE))
        && !vbt_reading_is (self->reading, i + 1, VBT_CLASS (TITLE) | VBT_CLASS (LINK))
        && run.end - i - 1 <= 3)
      {
        VbtStretch name = { i + 1, run.end };

        if (has_word_of (self, VBT_NAMES_ORGANIZATION_WORDS, name))
          return FALSE;
        vbt_name_finder_classify (self, (VbtStretch){ run.start, i });
        add_person (self, name, (VbtStretch){ i, run.end }, SURE);
        return TRUE;
      }
  return FALSE;
}

/* "Kansas City", "the Cayman Islands", "North Florida". */
static gboolean
is_place_by_form (const VbtNameFinder *self, VbtStretch run)
{
  static const char *const first[]
      = { "north", "south", "east", "west",  "northern", "southern", "eastern", "western",
          "new",   "st.",   "fort", "mount", "lake",     "san",      "santa",   "los",
          "las",   "el",    "port", "upper", "lower",    "central",  NULL };
  static const char *const last[]
      = { "islands",   "island", "county", "city",   "river",    "lake",  "beach",   "valley",
          "mountains", "bay",    "creek",  "coast",  "springs",  "falls", "heights", "peninsula",
          "desert",    "street", "avenue", "square", "province", "sea",   "ocean",   NULL };

  if (run.end - run.start < 2 || run.end - run.start > 3)
    return FALSE;
  return vbt_reading_reads_any (self->reading, run.start, first)
         || vbt_reading_reads_any (self->reading, run.end - 1, last);
}

void
vbt_name_finder_classify (VbtNameFinder *self, VbtStretch run)
{
  VbtStretch titled = run;
  guint length;

  /* "Robert Kennedy Jr.", "Vann Newkirk II" */
  if (run.end > run.start + 2 && is_name_suffix (self, run.end - 1))
    run.end--;
  if (vbt_stretch_is_empty (run) || split_known (self, run) || split_at_title (self, run)
      || vbt_reading_reads (self->reading, run.end - 1, "day"))
    return;
  while (run.start < run.end && (length = title_length (self, run, run.start)) > 0)
    run.start += length;
  if (vbt_stretch_is_empty (run))
    return;
  if (run.start > titled.start
      || (run.start > 0 && vbt_reading_is (self->reading, run.start - 1, VBT_CLASS (TITLE))
          && !vbt_name_finder_starts_sentence (self, run.start)))
    {
      if (!has_word_of (self, VBT_NAMES_ORGANIZATION_WORDS, run)
          && longest_entry (self, VBT_NAMES_PLACES, run) != run.end)
        {
          titled.start
              = MIN (titled.start, run.start > titled.start ? titled.start : run.start - 1);
          add_person (self, run, titled, SURE);
          return;
        }
    }
  if (is_place_by_form (self, run) && !has_word_of (self, VBT_NAMES_ORGANIZATION_WORDS, run))
    add (self, run, run, VBT_ENTITY_LOCATION, NULL, LIKELY);
  else if (is_heading (self, titled)
           && !g_hash_table_contains (self->names->surnames,
                                      vbt_reading_word (self->reading, run.end - 1)->lower))
    return;
  else if (has_word_of (self, VBT_NAMES_ORGANIZATION_WORDS, run)
           && (run.end - run.start > 1 || !vbt_name_finder_starts_sentence (self, run.start)))
    add_organization (self, run, LIKELY);
  else if (run.end - run.start == 1)
    classify_single (self, run, titled);
  else
    classify_several (self, run, titled);
}
