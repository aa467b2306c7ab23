/* vbt-traits.c: what can be said of each word of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-lesson.h"

#include <string.h>

/* Words of closed classes stand for themselves. */
#define CLOSED                                                                                     \
  (VBT_CLASS (DETERMINER) | VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION) | VBT_CLASS (WH)     \
   | VBT_CLASS (AUX) | VBT_CLASS (BE) | VBT_CLASS (HAVE) | VBT_CLASS (MODAL) | VBT_CLASS (PRONOUN) \
   | VBT_CLASS (PERSONAL) | VBT_CLASS (PUNCTUATION) | VBT_CLASS (ACCORDING) | VBT_CLASS (SEEM))

/* Those that tell what an open word can do. */
#define TELLING                                                                                    \
  (VBT_CLASS (SAY) | VBT_CLASS (THINK) | VBT_CLASS (WANT) | VBT_CLASS (OBJECT)                     \
   | VBT_CLASS (AMBIGUOUS) | VBT_CLASS (DAY) | VBT_CLASS (TITLE) | VBT_CLASS (NOMINAL)             \
   | VBT_CLASS (PHRASE) | VBT_CLASS (ADVERB) | VBT_CLASS (TIME))

#define CAPITALS (VBT_CLASS (CAPITAL) | VBT_CLASS (UPPER))
#define STRONG_VERB_IS(classes)                                                                    \
  (((classes)&VBT_CLASS (SAY)) != 0 && ((classes)&VBT_CLASS (AMBIGUOUS)) == 0)

static guint32
hash_bytes (const char *bytes, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar)bytes[i]) * 16777619u;
  return hash | 1;
}

/* The last or first so many characters. */
static guint32
hash_end (const char *word, glong n)
{
  const char *start = word + strlen (word);

  for (; n > 0 && start > word; n--)
    start = g_utf8_prev_char (start);
  return hash_bytes (start, strlen (start));
}

static guint32
hash_start (const char *word, glong n)
{
  const char *end = word;

  for (; n > 0 && *end != '\0'; n--)
    end = g_utf8_next_char (end);
  return hash_bytes (word, (gsize)(end - word));
}

static gboolean
starts_sentence (const VbtReading *reading, guint i)
{
  return i == 0
         || vbt_reading_word (reading, i - 1)->sentence != vbt_reading_word (reading, i)->sentence
         || vbt_reading_is (reading, i - 1, VBT_CLASS (PUNCTUATION));
}

static guint32
shape_of (const VbtReading *reading, guint i)
{
  guint64 classes = vbt_reading_word (reading, i)->classes;
  gsize length = strlen (vbt_reading_word (reading, i)->lower);
  guint32 shape = classes & VBT_CLASS (UPPER)         ? 2
                  : classes & VBT_CLASS (CAPITAL)     ? 3
                  : classes & VBT_CLASS (NUMBER)      ? 4
                  : classes & VBT_CLASS (PUNCTUATION) ? 5
                                                      : 6;

  return shape * 16 + (starts_sentence (reading, i) ? 8 : 0) + (guint32)MIN (length, 7);
}

static guint32
ending_of (const char *lower)
{
  static const char *const endings[] = { "ing", "ed", "ly", "s", "ion", "er", NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (lower, endings[i]))
      return i + 1;
  return 0;
}

static guint32
class_of (const VbtReading *reading, guint i)
{
  const VbtWord *word = vbt_reading_word (reading, i);
  guint64 telling = word->classes & TELLING;

  if (word->classes & CLOSED)
    return hash_bytes (word->lower, strlen (word->lower));
  if (word->classes & CAPITALS && telling == 0)
    return starts_sentence (reading, i) ? 3 : 5;
  if (word->classes & VBT_CLASS (NUMBER))
    return 7;
  return vbt_feature2 ((guint32)(telling >> 32), (guint32)telling, ending_of (word->lower)) | 1;
}

static gboolean
goes_on (const VbtReading *reading, guint i)
{
  const VbtWord *word = vbt_reading_word (reading, i);

  return i > 0 && word[-1].role == word->role && word[-1].attribution == word->attribution;
}

static guint32
role_of (const VbtReading *reading, guint i)
{
  VbtRole role = vbt_reading_word (reading, i)->role;

  if (role == VBT_ROLE_NONE)
    return 2;
  return 3 + (guint32)role * 2 + (goes_on (reading, i) ? 1 : 0);
}

static guint32
rule_of (const VbtReading *reading, guint i)
{
  int index = vbt_reading_word (reading, i)->attribution;
  const VbtAttribution *attribution
      = index >= 0 ? g_ptr_array_index (reading->attributions, index) : NULL;

  return attribution != NULL ? hash_bytes (attribution->rule, strlen (attribution->rule)) : 2;
}

static guint32
quoted_of (const VbtReading *reading, guint i)
{
  int q = vbt_reading_word (reading, i)->quotation;
  const VbtQuotation *quotation;

  if (q < 0)
    return 2;
  quotation = vbt_reading_quotation (reading, (guint)q);
  return 4 + (i == quotation->words.start ? 1u : 0) + (i + 1 == quotation->words.end ? 2u : 0)
         + 4 * MIN (quotation->n_letters / 3, 3u);
}

static void
set_word (VbtLesson *self, guint i)
{
  const VbtReading *reading = self->reading;
  const char *lower = vbt_reading_word (reading, i)->lower;
  guint32 *traits = self->traits + (gsize)i * VBT_N_TRAITS;

  traits[VBT_TRAIT_WORD] = hash_bytes (lower, strlen (lower));
  traits[VBT_TRAIT_SUFFIX2] = hash_end (lower, 2);
  traits[VBT_TRAIT_SUFFIX3] = hash_end (lower, 3);
  traits[VBT_TRAIT_PREFIX3] = hash_start (lower, 3);
  traits[VBT_TRAIT_SHAPE] = shape_of (reading, i);
  traits[VBT_TRAIT_CLASS] = class_of (reading, i);
  traits[VBT_TRAIT_RULE] = role_of (reading, i);
  traits[VBT_TRAIT_RULE_NAME] = rule_of (reading, i);
  traits[VBT_TRAIT_CORE] = role_of (self->core, i);
  traits[VBT_TRAIT_NAME] = 2;
  traits[VBT_TRAIT_NAME_USUAL] = 2;
  traits[VBT_TRAIT_QUOTED] = quoted_of (reading, i);
}

/* By word, how often it is in a name of each kind. */
static void
set_names (VbtLesson *self)
{
  g_autoptr (GHashTable) usual = g_hash_table_new (NULL, NULL);

  for (guint n = 0; n < self->names->names->len; n++)
    {
      const VbtName *name = &g_array_index (self->names->names, VbtName, n);

      for (guint i = name->words.start; i < name->words.end; i++)
        {
          guint32 *traits = self->traits + (gsize)i * VBT_N_TRAITS;

          traits[VBT_TRAIT_NAME] = 4 + (guint32)name->kind * 2 + (i == name->words.start ? 1 : 0);
          g_hash_table_insert (usual, GUINT_TO_POINTER (traits[VBT_TRAIT_WORD]),
                               GUINT_TO_POINTER (4 + (guint)name->kind));
        }
    }
  for (guint i = 0; i < vbt_lesson_n_words (self); i++)
    {
      guint32 *traits = self->traits + (gsize)i * VBT_N_TRAITS;
      gpointer kind = g_hash_table_lookup (usual, GUINT_TO_POINTER (traits[VBT_TRAIT_WORD]));

      if (kind != NULL && vbt_reading_is (self->reading, i, CAPITALS))
        traits[VBT_TRAIT_NAME_USUAL] = GPOINTER_TO_UINT (kind);
    }
}

/* Runs of capitalized words: "Bank of America" is two, which is as good. */
static void
set_runs (VbtLesson *self)
{
  guint n = vbt_lesson_n_words (self);

  for (guint start = 0; start < n;)
    {
      guint end = start;

      while (end < n && vbt_reading_is (self->reading, end, CAPITALS)
             && vbt_reading_word (self->reading, end)->sentence
                    == vbt_reading_word (self->reading, start)->sentence)
        end++;
      for (guint i = start; i < end; i++)
        {
          guint32 *traits = self->traits + (gsize)i * VBT_N_TRAITS;

          traits[VBT_TRAIT_RUN] = vbt_feature2 (
              VBT_TRAIT_RUN, vbt_lesson_trait (self, (glong)end - 1, VBT_TRAIT_WORD),
              MIN (end - start, 4u));
          traits[VBT_TRAIT_RUN_BEFORE] = vbt_lesson_trait (self, (glong)start - 1, VBT_TRAIT_WORD);
          traits[VBT_TRAIT_RUN_BEHIND] = vbt_lesson_trait (self, (glong)end, VBT_TRAIT_WORD);
        }
      start = MAX (end, start + 1);
    }
}

static guint32
distance_bin (guint distance)
{
  static const guint bins[] = { 1, 2, 3, 5, 8, 13, 21 };
  guint32 bin = 0;

  while (bin < G_N_ELEMENTS (bins) && distance > bins[bin])
    bin++;
  return bin;
}

static gboolean
is_strong_verb (const VbtReading *reading, guint i)
{
  return STRONG_VERB_IS (vbt_reading_word (reading, i)->classes)
         && !vbt_reading_is_quoted (reading, i);
}

static void
set_sentence (VbtLesson *self, VbtStretch words)
{
  const VbtReading *reading = self->reading;
  guint last = G_MAXUINT;
  guint32 sentence = words.start == 0
                     || vbt_reading_word (reading, words.start - 1)->paragraph
                            != vbt_reading_word (reading, words.start)->paragraph;

  for (guint i = words.start; i < words.end; i++)
    sentence |= vbt_reading_is_quoted (reading, i) ? 2 : 0;
  for (guint i = words.start; i < words.end; i++)
    {
      guint32 *traits = self->traits + (gsize)i * VBT_N_TRAITS;

      traits[VBT_TRAIT_SENTENCE] = sentence + 2;
      traits[VBT_TRAIT_VERB_BEFORE] = last == G_MAXUINT ? 2 : 3 + distance_bin (i - last);
      last = is_strong_verb (reading, i) ? i : last;
    }
  last = G_MAXUINT;
  for (guint i = words.end; i-- > words.start;)
    {
      guint32 *traits = self->traits + (gsize)i * VBT_N_TRAITS;

      traits[VBT_TRAIT_VERB_BEHIND] = last == G_MAXUINT ? 2 : 3 + distance_bin (last - i);
      last = is_strong_verb (reading, i) ? i : last;
    }
}

/**
 * vbt_traits_find:
 * @self: a lesson with its readings and names
 *
 * Finds the traits of all its words.
 */
void
vbt_traits_find (VbtLesson *self)
{
  self->traits = g_new0 (guint32, (gsize)vbt_lesson_n_words (self) * VBT_N_TRAITS + 1);
  for (guint i = 0; i < vbt_lesson_n_words (self); i++)
    set_word (self, i);
  set_names (self);
  set_runs (self);
  for (guint i = 0; i < self->reading->sentences->len; i++)
    set_sentence (self, g_array_index (self->reading->sentences, VbtStretch, i));
}
