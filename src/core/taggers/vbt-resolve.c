/* vbt-resolve.c: who the words that name a speaker mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-names.h"

#include <string.h>

#include "model/vbt-bisect.h"

/* So many names before a pronoun are looked at. */
#define PRONOUN_NAMES 40

static const VbtName *
name_at (const VbtNameList *self, guint index)
{
  return &g_array_index (self->names, VbtName, index);
}

/* The first name that does not end before a word. */
static guint
first_name_from (const VbtNameList *self, guint word)
{
  return VBT_FIND_FIRST (self->names->len, at, name_at (self, at)->words.end > word);
}

/* Whether the name is what the phrase is about: no "of" and no "’s" between. */
static gboolean
is_head (const VbtReading *reading, VbtStretch phrase, const VbtName *name)
{
  /* In "Smith's lawyer" he is not; "Smith's" alone, before a noun that is the cue, means him. */
  if (name->words.end + 1 < phrase.end && vbt_reading_reads (reading, name->words.end, "'s"))
    return FALSE;
  if (name->kind == VBT_ENTITY_LOCATION)
    return name->words.end == phrase.end;
  for (guint i = name->words.start; i > phrase.start; i--)
    {
      if (vbt_reading_reads (reading, i - 1, ","))
        return name->kind == VBT_ENTITY_PERSON;
      if (vbt_reading_is (reading, i - 1, VBT_CLASS (PREPOSITION)))
        return name->kind == VBT_ENTITY_PERSON && i - 1 > phrase.start
               && vbt_reading_is (reading, i, VBT_CLASS (TITLE));
    }
  return name->words.end == phrase.end
         || !vbt_reading_is (reading, name->words.end, VBT_CLASS (CAPITAL) | VBT_CLASS (LINK));
}

/**
 * vbt_name_list_head:
 * @self: the names of a document
 * @phrase: the words that name a speaker
 *
 * Returns: (transfer none) (nullable): the name that the phrase is about: Smith in "Ann Smith, a
 *   spokeswoman for Acme"; a person rather than an organization
 */
const VbtName *
vbt_name_list_head (const VbtNameList *self, VbtStretch phrase)
{
  const VbtName *best = NULL;

  for (guint i = first_name_from (self, phrase.start); i < self->names->len; i++)
    {
      const VbtName *name = name_at (self, i);

      if (name->words.start >= phrase.end)
        break;
      if (name->words.end > phrase.end || !is_head (self->reading, phrase, name))
        continue;
      if (name->kind == VBT_ENTITY_PERSON)
        return name;
      if (best == NULL)
        best = name;
    }
  return best;
}

static char
sex_of_pronoun (const VbtReading *reading, guint i)
{
  static const char *const men[] = { "he", "him", "er", "il", "él", "lui", "ele", "он", NULL };
  static const char *const women[] = { "she", "her", "elle", "ella", "lei", "ela", "она", NULL };

  if (vbt_reading_reads_any (reading, i, men))
    return 'm';
  if (vbt_reading_reads_any (reading, i, women))
    return 'f';
  return g_str_equal (reading->language, "de") && vbt_reading_reads (reading, i, "sie") ? 'f' : 0;
}

/* How well a person fits a pronoun: the less the better. What was learned on news: distance in
 * sentences, minus for a subject, for one who spoke, for agreement; plus inside a quotation. */
static double
misfit (const VbtNameList *self, const VbtName *name, guint pronoun, char sex)
{
  const VbtReading *reading = self->reading;
  const VbtWord *word = vbt_reading_word (reading, name->words.start);
  guint sentence = word->sentence;
  guint first = g_array_index (reading->sentences, VbtStretch, sentence).start;
  char own = (char)GPOINTER_TO_INT (g_hash_table_lookup (self->sexes, name->canonical));
  double score = (double)(vbt_reading_word (reading, pronoun)->sentence - sentence);

  if (name->titled.start < first + 3
      || (name->words.end < reading->words->len
          && vbt_reading_is (reading, name->words.end, VBT_CLASS (SAY) | VBT_CLASS (FINITE))))
    score -= 1.6;
  if (word->role == VBT_ROLE_SPEAKER)
    score -= 1.0;
  if (own == sex)
    score -= 0.7;
  if (word->quotation >= 0 || word->role == VBT_ROLE_QUOTE)
    score += 3;
  return score;
}

static const VbtName *
resolve_pronoun (const VbtNameList *self, guint pronoun, char sex)
{
  const VbtName *best = NULL;
  double least = 12;
  guint index = first_name_from (self, pronoun);

  for (guint i = index; i > 0 && index - i < PRONOUN_NAMES; i--)
    {
      const VbtName *name = name_at (self, i - 1);
      char own = (char)GPOINTER_TO_INT (g_hash_table_lookup (self->sexes, name->canonical));
      double score;

      if (name->kind != VBT_ENTITY_PERSON || (own != 0 && own != sex))
        continue;
      score = misfit (self, name, pronoun, sex);
      if (score < least)
        {
          least = score;
          best = name;
        }
    }
  return best;
}

/* The words of an office in a phrase, "secretary of state" in "the US secretary of state". */
static VbtStretch
office_of (const VbtReading *reading, VbtStretch phrase)
{
  VbtStretch office = { phrase.end, phrase.end };

  for (guint i = phrase.start; i < phrase.end; i++)
    if (vbt_reading_is (reading, i, VBT_CLASS (TITLE)))
      {
        office.start = i;
        break;
      }
  return office;
}

static gboolean
has_office (const VbtReading *reading, const VbtName *name, VbtStretch office)
{
  guint n = office.end - office.start;

  if (name->words.start - name->titled.start < n)
    return FALSE;
  for (guint k = 0; k < n; k++)
    if (vbt_reading_word (reading, name->words.start - n + k)->lower
        != vbt_reading_word (reading, office.start + k)->lower)
      return FALSE;
  return TRUE;
}

/* "The US secretary of state": who was introduced by that title. */
static const VbtName *
resolve_office (const VbtNameList *self, VbtStretch phrase)
{
  VbtStretch office = office_of (self->reading, phrase);

  if (vbt_stretch_is_empty (office)
      || !vbt_reading_is (self->reading, phrase.start, VBT_CLASS (DETERMINER)))
    return NULL;
  for (guint i = first_name_from (self, phrase.start), n = 0; i > 0 && n < 200; i--, n++)
    if (name_at (self, i - 1)->kind == VBT_ENTITY_PERSON
        && has_office (self->reading, name_at (self, i - 1), office))
      return name_at (self, i - 1);
  return NULL;
}

/**
 * vbt_name_list_resolve:
 * @self: the names of a document
 * @phrase: the words that name a speaker
 * @confidence: (inout): lowered where the words do not name him
 *
 * Returns: (transfer none) (nullable): a name of who is meant
 */
const VbtName *
vbt_name_list_resolve (const VbtNameList *self, VbtStretch phrase, double *confidence)
{
  const VbtName *name = vbt_name_list_head (self, phrase);
  char sex;

  if (name != NULL)
    {
      *confidence *= name->confidence;
      return name->kind == VBT_ENTITY_LOCATION ? NULL : name;
    }
  sex = phrase.end - phrase.start == 1 ? sex_of_pronoun (self->reading, phrase.start) : 0;
  if (sex != 0)
    {
      *confidence *= 0.65;
      return resolve_pronoun (self, phrase.start, sex);
    }
  name = resolve_office (self, phrase);
  if (name != NULL)
    *confidence *= 0.8;
  return name;
}
