/* vbt-sieve-quotations.c: quotations that have no cue of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

#include <string.h>

#define LONG_WORDS 5 /* a quotation of so many words is hardly ever a title or irony */
#define VERB_DISTANCE 12
#define SAME_PARAGRAPH 45
#define NEXT_PARAGRAPH 25
#define NEAREST_WORDS 300

static gboolean
is_single_mark (gunichar mark)
{
  return mark == '\'' || mark == 0x2018 || mark == 0x201a || mark == 0x2039 || mark == 0x203a;
}

/* British papers quote by single marks; elsewhere these are for words, not for speech. */
static gboolean
prefers_single (const VbtReading *self)
{
  guint n_single = 0;
  guint n_double = 0;

  for (guint q = 0; q < self->quotations->len; q++)
    {
      const VbtQuotation *quotation = vbt_reading_quotation (self, q);

      if (quotation->level == 1 && is_single_mark (quotation->mark))
        n_single++;
      else if (quotation->level == 1)
        n_double++;
    }
  return n_single > n_double;
}

static gboolean
opens_sentence (const VbtReading *self, guint i)
{
  return i == 0 || vbt_reading_word (self, i - 1)->sentence != vbt_reading_word (self, i)->sentence;
}

/* "“…,” said Ann Lee, who said she would not vote.": what follows goes on with the quotation. */
static VbtAttribution *
of_quotation (const VbtReading *self, VbtAttribution *nearest, guint sentence)
{
  VbtStretch words = g_array_index (self->sentences, VbtStretch, sentence);

  if (g_str_has_prefix (nearest->rule, "quote-"))
    return nearest;
  for (guint i = words.end; i > words.start; i--)
    {
      const VbtWord *word = vbt_reading_word (self, i - 1);
      VbtAttribution *attribution;

      if (word->role != VBT_ROLE_CUE)
        continue;
      attribution = g_ptr_array_index (self->attributions, (guint)word->attribution);
      if (g_str_has_prefix (attribution->rule, "quote-")
          && !vbt_stretch_is_empty (attribution->speaker))
        return attribution;
    }
  return nearest;
}

/* The nearest attribution with a speaker in the words before @start, in this paragraph or, from
 * its beginning, at the end of the one before. */
static VbtAttribution *
attribution_before (const VbtReading *self, guint start, guint near, guint far)
{
  guint paragraph = vbt_reading_word (self, start)->paragraph;
  guint limit = start > near ? start - near : 0;

  for (guint i = start; i > limit; i--)
    {
      const VbtWord *word = vbt_reading_word (self, i - 1);
      VbtAttribution *attribution;

      if (word->paragraph + 1 < paragraph || (word->paragraph != paragraph && start - i >= far))
        return NULL;
      if (word->attribution < 0)
        continue;
      attribution = g_ptr_array_index (self->attributions, (guint)word->attribution);
      if (!vbt_stretch_is_empty (attribution->speaker))
        return of_quotation (self, attribution, word->sentence);
    }
  return NULL;
}

static VbtAttribution *
attribution_behind (const VbtReading *self, guint end, guint near)
{
  guint limit = MIN (end + near, self->words->len);

  for (guint i = end; i < limit; i++)
    {
      const VbtWord *word = vbt_reading_word (self, i);

      if (word->paragraph != vbt_reading_word (self, end - 1)->paragraph)
        return NULL;
      if (word->attribution >= 0)
        return g_ptr_array_index (self->attributions, (guint)word->attribution);
    }
  return NULL;
}

static gboolean
looks_finite (const VbtReading *self, guint i)
{
  const VbtWord *word = vbt_reading_word (self, i);

  if (word->classes & (VBT_CLASS (CAPITAL) | VBT_CLASS (DETERMINER) | VBT_CLASS (BE)))
    return FALSE;
  if (word->classes
      & (VBT_CLASS (FINITE) | VBT_CLASS (SAY) | VBT_CLASS (NEAR) | VBT_CLASS (THINK)
         | VBT_CLASS (OBJECT) | VBT_CLASS (WANT)))
    return TRUE;
  return g_str_has_suffix (word->lower, "ed");
}

/* "He dismissed the idea as “a foolish dream”": the verb before it, with its subject. */
static gboolean
attribute_to_verb (VbtReading *self, guint q)
{
  VbtStretch words = vbt_reading_quotation (self, q)->words;
  guint start
      = g_array_index (self->sentences, VbtStretch, vbt_reading_word (self, words.start)->sentence)
            .start;
  guint limit = MAX (start, words.start > VERB_DISTANCE ? words.start - VERB_DISTANCE : 0);

  for (guint i = words.start; i > limit; i--)
    {
      VbtStretch speaker;
      guint group = i - 1;

      if (vbt_reading_word (self, group)->role != VBT_ROLE_NONE
          || vbt_reading_word (self, group)->quotation >= 0)
        return FALSE;
      if (!looks_finite (self, group))
        continue;
      while (group > start
             && vbt_reading_is (self, group - 1, VBT_CLASS (AUX) | VBT_CLASS (ADVERB)))
        group--;
      speaker = vbt_phrase_before (self, group, start);
      if (vbt_stretch_is_empty (speaker))
        continue;
      vbt_reading_add_quotation (
          self, vbt_reading_attribute (self, speaker, (VbtStretch){ group, i }, "verb-near-quote"),
          q);
      return TRUE;
    }
  return FALSE;
}

/* "That does not surprise Ann Lee: “…”": whose name stands before the colon. */
static gboolean
attribute_to_colon (VbtReading *self, guint q)
{
  VbtStretch words = vbt_reading_quotation (self, q)->words;
  guint start
      = g_array_index (self->sentences, VbtStretch, vbt_reading_word (self, words.start)->sentence)
            .start;
  VbtStretch speaker;

  if (words.start < start + 2 || !vbt_reading_reads (self, words.start - 1, ":"))
    return FALSE;
  speaker = vbt_phrase_before (self, words.start - 1, start);
  /* The verb is no part of the name. */
  while (speaker.start < speaker.end
         && !vbt_reading_is (self, speaker.start,
                             VBT_CLASS (CAPITAL) | VBT_CLASS (TITLE) | VBT_CLASS (DETERMINER)))
    speaker.start++;
  if (vbt_stretch_is_empty (speaker)
      || !vbt_reading_is (self, speaker.end - 1, VBT_CLASS (CAPITAL)))
    return FALSE;
  vbt_reading_add_quotation (self,
                             vbt_reading_attribute (self, speaker,
                                                    (VbtStretch){ words.start - 1, words.start },
                                                    "name-colon-quote"),
                             q);
  return TRUE;
}

/* A quotation that is taken in part belongs to its taker to its closing mark. */
static void
complete (VbtReading *self, const VbtQuotation *quotation)
{
  for (guint i = quotation->words.start; i < quotation->words.end; i++)
    {
      const VbtWord *word = vbt_reading_word (self, i);

      /* Its mark stands before the name of who speaks: "“SMITH: …”". */
      if (word->role == VBT_ROLE_SPEAKER)
        return;
      if (word->role == VBT_ROLE_QUOTE)
        {
          vbt_reading_add_content (self,
                                   g_ptr_array_index (self->attributions, (guint)word->attribution),
                                   quotation->words);
          return;
        }
    }
}

/* "“…,” he said. “…”": a quotation that follows goes on with the one before. */
static gboolean
join (VbtReading *self, guint q)
{
  const VbtQuotation *quotation = vbt_reading_quotation (self, q);
  guint start = quotation->words.start;
  VbtAttribution *attribution = NULL;

  if (opens_sentence (self, start))
    attribution
        = attribution_before (self, start, SAME_PARAGRAPH,
                              vbt_reading_begins_paragraph (self, start) ? NEXT_PARAGRAPH : 0);
  if (attribution == NULL && quotation->n_letters >= LONG_WORDS)
    attribution = attribution_behind (self, quotation->words.end, NEXT_PARAGRAPH);
  if (attribution == NULL && quotation->n_letters >= LONG_WORDS)
    attribution = attribution_before (self, start, 2 * SAME_PARAGRAPH, 2 * SAME_PARAGRAPH);
  if (attribution == NULL)
    return FALSE;
  vbt_reading_add_quotation (self, attribution, q);
  attribution->confidence = MIN (attribution->confidence, opens_sentence (self, start) ? 0.8 : 0.5);
  return TRUE;
}

/* Whoever spoke last, in this paragraph or the one before. The review shows these first. */
static gboolean
join_nearest (VbtReading *self, guint q)
{
  VbtStretch words = vbt_reading_quotation (self, q)->words;
  VbtAttribution *attribution
      = attribution_before (self, words.start, NEAREST_WORDS, NEAREST_WORDS);

  if (attribution == NULL)
    return FALSE;
  vbt_reading_add_quotation (self, attribution, q);
  attribution->confidence = MIN (attribution->confidence, 0.35);
  return TRUE;
}

/**
 * vbt_sieve_quotations:
 * @self: a reading
 *
 * Gives the quotations that no cue took to the attribution beside them; a long one that has none
 * becomes a quote of an unknown speaker. Short ones in the midst of a sentence are often no speech.
 */
void
vbt_sieve_quotations (VbtReading *self)
{
  gboolean single = prefers_single (self);
  const VbtStretch none = { 0, 0 };

  for (guint q = 0; q < self->quotations->len; q++)
    {
      const VbtQuotation *quotation = vbt_reading_quotation (self, q);

      if (quotation->level > 1 || (!single && is_single_mark (quotation->mark)))
        continue;
      complete (self, quotation);
      if (!vbt_reading_is_free (self, quotation->words) || quotation->n_letters == 0)
        continue;
      if (!opens_sentence (self, quotation->words.start) && quotation->n_letters >= 3
          && (attribute_to_colon (self, q) || attribute_to_verb (self, q)))
        continue;
      if (quotation->n_letters >= 2 && join (self, q))
        continue;
      if (quotation->n_letters >= LONG_WORDS && !join_nearest (self, q))
        vbt_reading_add_quotation (self,
                                   vbt_reading_attribute (self, none, none, "quotation-alone"), q);
    }
}
