/* vbt-clause.c: a clause around a verb of attribution
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-clause.h"

VbtAttribution *
vbt_clause_attribution (VbtClause *self, const char *rule)
{
  if (self->made == NULL)
    self->made = vbt_reading_attribute (self->reading, self->speaker, self->cue, rule);
  return self->made;
}

/* "LONDON, May 5 (AP) —": where a report was written. */
static guint
skip_dateline (const VbtReading *reading, guint start, guint end)
{
  static const char *const dashes[] = { "—", "–", "--", "-", NULL };

  if (start < end && vbt_reading_is (reading, start, VBT_CLASS (UPPER)))
    for (guint i = start + 1; i < MIN (end, start + 12); i++)
      if (vbt_reading_reads_any (reading, i, dashes))
        return i + 1;
  return start;
}

/* The subject of the sentence: its first noun phrase, but not in "In an interview with the paper,
 * Smith …". */
static VbtStretch
first_subject (const VbtReading *reading, guint start, guint before, VbtStretch none)
{
  guint end = MIN (before, start + 40);
  guint i = skip_dateline (reading, start, end);

  if (i < end
      && (vbt_reading_is (reading, i,
                          VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB) | VBT_CLASS (ING))
          || g_str_has_suffix (vbt_reading_word (reading, i)->lower, "ing")))
    while (i < end && !vbt_reading_reads (reading, i, ","))
      i++;
  for (i = i < end ? i : start; i < end; i++)
    if (!vbt_reading_is_quoted (reading, i))
      {
        VbtStretch first = vbt_phrase_after (reading, i, before);

        if (!vbt_stretch_is_empty (first))
          return first;
      }
  return none;
}

/* "He criticized the plan and said": the subject is that of the verb before. */
VbtStretch
vbt_clause_shared_subject (const VbtClause *self)
{
  const VbtReading *reading = self->reading;
  const VbtStretch none = { self->cue.start, self->cue.start };
  static const char *const conjunctions[] = { "and", "but", "or", "und", "et", "y", ",", NULL };
  static const char *const marks[] = { ",", "—", "–", "--", "-", "”", "\"", "''", NULL };
  gboolean ing = vbt_reading_is (reading, self->verb, VBT_CLASS (ING));
  guint before = self->cue.start;

  if (before <= self->sentence.start
      || !(vbt_reading_reads_any (reading, before - 1, ing ? marks : conjunctions)
           || (ing
               && vbt_reading_is (reading, before - 1,
                                  VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION)
                                      | VBT_CLASS (DAY) | VBT_CLASS (WH)))))
    return none;
  for (guint i = before; i > self->sentence.start; i--)
    {
      const VbtWord *word = vbt_reading_word (reading, i - 1);

      if (word->role == VBT_ROLE_SPEAKER)
        return ((VbtAttribution *)g_ptr_array_index (reading->attributions,
                                                     (guint)word->attribution))
            ->speaker;
    }
  if (!ing && vbt_reading_reads (reading, before - 1, ",")
      && vbt_reading_quotation_behind (reading, self->verb + 1) < 0)
    return none;
  return first_subject (reading, self->sentence.start, before, none);
}

/* Auxiliaries and adverbs before the verb; "to" before them makes it no statement. */
gboolean
vbt_clause_find_group (VbtClause *self)
{
  const VbtReading *reading = self->reading;
  guint start = self->verb;
  gboolean passive = FALSE;

  /* "Smith's remarks" are no verb. */
  if (start > self->sentence.start + 1 && vbt_reading_reads (reading, start - 1, "'s")
      && !vbt_reading_is (reading, start - 2, VBT_CLASS (PERSONAL)))
    return FALSE;
  while (start > self->sentence.start && !vbt_reading_is_quoted (reading, start - 1)
         && vbt_reading_is (reading, start - 1,
                            VBT_CLASS (AUX) | VBT_CLASS (MODAL) | VBT_CLASS (ADVERB))
         && vbt_reading_word (reading, start - 1)->role == VBT_ROLE_NONE)
    {
      start--;
      if (vbt_reading_is (reading, start, VBT_CLASS (BE))
          && !vbt_reading_reads (reading, start, "'s"))
        passive = TRUE;
    }
  if (start > self->sentence.start && vbt_reading_reads (reading, start - 1, "to"))
    return FALSE;
  self->cue = (VbtStretch){ start, self->verb + 1 };
  self->passive = passive && !vbt_reading_is (reading, self->verb, VBT_CLASS (ING));
  return TRUE;
}

/* "He say" is no sentence, "critics say" is. */
gboolean
vbt_clause_agrees (const VbtClause *self)
{
  const VbtReading *reading = self->reading;
  static const char *const plural[]
      = { "i",    "we",     "you",   "they", "people",  "who", "police", "many",
          "some", "others", "which", "most", "several", "few", "both",   NULL };
  const VbtWord *last = vbt_reading_word (reading, self->speaker.end - 1);

  if (vbt_reading_is (reading, self->verb, VBT_CLASS (PAST) | VBT_CLASS (THIRD) | VBT_CLASS (ING))
      || !vbt_reading_is (reading, self->verb, VBT_CLASS (BASE)))
    return TRUE;
  if (self->cue.start < self->verb
      && vbt_reading_is (reading, self->cue.start, VBT_CLASS (MODAL) | VBT_CLASS (HAVE)))
    return TRUE;
  if (g_strv_contains (plural, last->lower) || g_str_has_suffix (last->lower, "s"))
    return TRUE;
  for (guint i = self->speaker.start; i < self->speaker.end; i++)
    if (vbt_reading_reads (reading, i, "and")
        || g_str_has_suffix (vbt_reading_word (reading, i)->lower, "s"))
      return TRUE;
  return FALSE;
}

/* "delegate-rich states": without article, name or plural this is no subject. */
static gboolean
is_subject (const VbtReading *reading, VbtStretch words, gboolean plain)
{
  static const char *const never[]
      = { "there", "you", "nobody", "one", "that", "this", "what", NULL };
  const char *last = vbt_reading_word (reading, words.end - 1)->lower;

  if (words.end - words.start == 1
      && (vbt_reading_reads_any (reading, words.start, never)
          || (!plain && vbt_reading_reads (reading, words.start, "it"))))
    return FALSE;
  if (!g_str_equal (reading->language, "en"))
    return TRUE;
  for (guint i = words.start; i < words.end; i++)
    if (vbt_reading_is (reading, i,
                        VBT_CLASS (CAPITAL) | VBT_CLASS (DETERMINER) | VBT_CLASS (NUMBER)
                            | VBT_CLASS (PRONOUN) | VBT_CLASS (PERSONAL) | VBT_CLASS (TITLE)
                            | VBT_CLASS (LISTENER))
        || vbt_reading_reads (reading, i, "'s"))
      return TRUE;
  return g_str_has_suffix (last, "s");
}

/**
 * vbt_clause_find_speaker:
 * @self: a clause with its cue
 *
 * Finds the subject: before the verb, or shared with a verb before.
 *
 * Returns: whether there is one that agrees with the verb
 */
gboolean
vbt_clause_find_speaker (VbtClause *self)
{
  const VbtReading *reading = self->reading;
  gboolean participle = vbt_reading_is (reading, self->verb, VBT_CLASS (ING))
                        && !vbt_reading_is (reading, self->cue.start, VBT_CLASS (BE));

  self->speaker = (VbtStretch){ self->cue.start, self->cue.start };
  if (participle)
    self->speaker = vbt_clause_shared_subject (self);
  if (vbt_stretch_is_empty (self->speaker))
    self->speaker = vbt_phrase_before (reading, self->cue.start, self->sentence.start);
  if (vbt_stretch_is_empty (self->speaker))
    self->speaker = vbt_clause_shared_subject (self);
  return !vbt_stretch_is_empty (self->speaker) && is_subject (reading, self->speaker, self->plain)
         && vbt_clause_agrees (self);
}
