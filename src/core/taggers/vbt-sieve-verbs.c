/* vbt-sieve-verbs.c: attributions by a verb of speech
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

/* A clause around a verb of speech. */
typedef struct
{
  VbtReading *reading;
  VbtStretch sentence;
  VbtStretch cue;
  VbtStretch speaker;
  guint verb;
  gboolean plain;       /* surely a verb of speech, quotation or not */
  VbtAttribution *made; /* once there is something to attribute */
} Clause;

static gboolean
is_quoted (const VbtReading *self, guint i)
{
  return vbt_reading_word (self, i)->quotation >= 0;
}

static VbtAttribution *
attribution_of (Clause *self, const char *rule, double confidence)
{
  if (self->made == NULL)
    self->made = vbt_reading_attribute (self->reading, self->speaker, self->cue, rule, confidence);
  return self->made;
}

/* "The plan is “bad,” he said": the words of the sentence before the quotation belong to it, but
 * not "At a rally, “…,” he said". */
static VbtStretch
front_of (const Clause *self, guint q)
{
  const VbtReading *reading = self->reading;
  guint start = vbt_reading_quotation (reading, q)->words.start;
  VbtStretch sentence
      = g_array_index (reading->sentences, VbtStretch, vbt_reading_word (reading, start)->sentence);
  VbtStretch front = { sentence.start, start };

  for (guint i = start; i > sentence.start; i--)
    {
      const VbtWord *word = vbt_reading_word (reading, i - 1);

      if (word->role != VBT_ROLE_NONE)
        return (VbtStretch){ start, start };
    }
  if (start - front.start < 2)
    return (VbtStretch){ start, start };
  if (g_str_equal (vbt_reading_word (reading, start - 1)->lower, ",") && start - front.start < 8
      && vbt_reading_is (reading, front.start,
                         VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB) | VBT_CLASS (CONJUNCTION)))
    return (VbtStretch){ start, start };
  return front;
}

static void
add_backward (Clause *self, guint q, const char *rule, double confidence)
{
  VbtStretch front = front_of (self, q);
  VbtStretch words = vbt_reading_quotation (self->reading, q)->words;

  if (!vbt_stretch_is_empty (front))
    words.start = front.start;
  vbt_reading_add_content (self->reading, attribution_of (self, rule, confidence), words);
  vbt_reading_add_quotation (self->reading, self->made, q);
}

/* "“Yes,” she said, “of course.”": what is behind the cue goes on with what is before it. */
static void
add_resumed (Clause *self, guint from)
{
  VbtReading *reading = self->reading;
  guint i = vbt_phrase_skip_adverbials (reading, from, self->sentence.end);
  int q;

  if (i < self->sentence.end && vbt_reading_reads (reading, i, ","))
    i++;
  i = vbt_phrase_skip_adverbials (reading, i, self->sentence.end);
  q = i < self->sentence.end ? vbt_reading_quotation_behind (reading, i) : -1;
  if (q >= 0 && vbt_reading_quotation (reading, (guint)q)->words.start < self->sentence.end)
    vbt_reading_add_quotation (reading, self->made, (guint)q);
}

/* "…,” said Ann Lee, a spokeswoman": the verb stands before its subject. */
static gboolean
try_inversion (Clause *self)
{
  static const char *const plain[]
      = { "said",    "says", "wrote",  "writes", "sagte",   "erklärte", "sagt",
          "betonte", "dijo", "afirmó", "dit",    "déclare", NULL };
  VbtReading *reading = self->reading;
  guint verb = self->verb;
  int q = vbt_reading_quotation_before (reading, self->cue.start);
  gboolean comma = self->cue.start > self->sentence.start
                   && vbt_reading_reads (reading, self->cue.start - 1, ",");

  /* "a déclaré" may stand before its subject, "has said" does not. */
  if ((self->cue.start != verb && g_str_equal (reading->language, "en"))
      || vbt_reading_reads (reading, verb, "told")
      || (q < 0 && !(comma && vbt_reading_reads_any (reading, verb, plain))))
    return FALSE;
  self->speaker = vbt_phrase_after (reading, verb + 1, self->sentence.end);
  if (vbt_stretch_is_empty (self->speaker))
    return FALSE;
  if (q >= 0)
    add_backward (self, (guint)q, "quote-verb-speaker", 0.95);
  else if (self->speaker.end + 1 >= self->sentence.end && verb > self->sentence.start + 3)
    vbt_reading_add_content (reading, attribution_of (self, "clause-verb-speaker", 0.85),
                             (VbtStretch){ self->sentence.start, self->cue.start - 1 });
  if (self->made == NULL)
    return FALSE;
  add_resumed (self, self->speaker.end);
  return TRUE;
}

/* "Adverbial words, he said.": only time and place are left in the sentence. */
static gboolean
only_adverbials_behind (const Clause *self, guint i)
{
  i = vbt_phrase_skip_adverbials (self->reading, i, self->sentence.end);
  while (i < self->sentence.end
         && vbt_reading_is (self->reading, i, VBT_CLASS (PUNCTUATION) | VBT_CLASS (DAY)))
    i++;
  return i == self->sentence.end;
}

static gboolean
is_short_adverbial (const VbtReading *self, VbtStretch words)
{
  return words.end - words.start < 4
         || (words.end - words.start < 9
             && vbt_reading_is (self, words.start,
                                VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB) | VBT_CLASS (WH)
                                    | VBT_CLASS (CONJUNCTION)));
}

/* "Prices will rise, he said.", "Prices, he said, will rise." */
static gboolean
try_parenthetical (Clause *self, guint behind)
{
  VbtReading *reading = self->reading;
  guint start = self->speaker.start;
  VbtStretch front = { self->sentence.start, start };

  if (!self->plain || start < self->sentence.start + 2
      || !(vbt_reading_reads (reading, start - 1, ",")
           || vbt_reading_reads (reading, start - 1, "–")
           || vbt_reading_reads (reading, start - 1, "—")))
    return FALSE;
  front.end--;
  if (!vbt_reading_is_free (reading, front))
    return FALSE;
  if (only_adverbials_behind (self, behind))
    {
      if (front.end - front.start < 2)
        return FALSE;
      vbt_reading_add_content (reading, attribution_of (self, "clause-speaker-verb", 0.85), front);
      return TRUE;
    }
  if (behind >= self->sentence.end || !vbt_reading_reads (reading, behind, ","))
    return FALSE;
  if (!is_short_adverbial (reading, front)
      || !vbt_reading_is (reading, front.start, VBT_CLASS (PREPOSITION)))
    vbt_reading_add_content (reading, attribution_of (self, "clause-interrupted", 0.8), front);
  vbt_reading_add_content (reading, attribution_of (self, "clause-interrupted", 0.8),
                           (VbtStretch){ behind + 1, vbt_phrase_clause_end (reading, behind + 1) });
  return TRUE;
}

static gboolean
begins_clause (const Clause *self, guint i)
{
  const VbtReading *reading = self->reading;

  if (i >= self->sentence.end)
    return FALSE;
  if (vbt_reading_is (reading, i, VBT_CLASS (PERSONAL) | VBT_CLASS (DETERMINER))
      || vbt_reading_reads (reading, i, "there"))
    return TRUE;
  if (!self->plain || vbt_reading_is (reading, self->verb, VBT_CLASS (AMBIGUOUS)))
    return FALSE;
  return !vbt_reading_is (reading, i,
                          VBT_CLASS (PUNCTUATION) | VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB)
                              | VBT_CLASS (DAY));
}

static gboolean
is_complementizer (const VbtReading *self, guint i)
{
  static const char *const words[]
      = { "that", "whether", "if",  "how", "why", "what", "who", "where",
          "when", "dass",    "daß", "ob",  "que", "qu'",  "che", NULL };

  return vbt_reading_reads_any (self, i, words);
}

static void
add_clause (Clause *self, guint start, const char *rule, double confidence)
{
  vbt_reading_add_content (self->reading, attribution_of (self, rule, confidence),
                           (VbtStretch){ start, vbt_phrase_clause_end (self->reading, start) });
}

/* Whether a quotation begins in the sentence, or behind the colon that ends its paragraph. */
static gboolean
is_within (const Clause *self, guint q)
{
  guint start = vbt_reading_quotation (self->reading, q)->words.start;

  return start < self->sentence.end || vbt_reading_reads (self->reading, start - 1, ":");
}

/* What stands behind the verb, the listener, and when and where it was said. */
static gboolean
try_forward (Clause *self, guint behind)
{
  VbtReading *reading = self->reading;
  guint end = self->sentence.end;
  guint direct = vbt_reading_is (reading, self->verb, VBT_CLASS (TELL))
                     ? vbt_phrase_skip_listener (reading, behind, end)
                     : behind;
  guint i = vbt_phrase_skip_adverbials (reading, direct, end);
  gboolean promises = vbt_reading_is (reading, self->verb, VBT_CLASS (WANT));
  int q = i < end ? vbt_reading_quotation_behind (reading, i) : -1;

  if (q < 0 && behind < end)
    q = vbt_reading_quotation_behind (reading, behind);
  if (q >= 0 && is_within (self, (guint)q))
    {
      guint start = vbt_reading_quotation (reading, (guint)q)->words.start;
      gboolean that = start > 0 && vbt_reading_reads (reading, start - 1, "that");

      vbt_reading_add_quotation (reading, attribution_of (self, "speaker-verb-quote", 0.93),
                                 (guint)q);
      add_clause (self, that ? start - 1 : start, "speaker-verb-quote", 0.93);
      return TRUE;
    }
  if (!self->plain)
    return FALSE;
  if (i < end && is_complementizer (reading, i))
    add_clause (self, i, "speaker-verb-that", 0.9);
  else if (i + 1 < end && vbt_reading_reads (reading, i, ",") && is_complementizer (reading, i + 1)
           && !vbt_reading_is (reading, i + 1, VBT_CLASS (PRONOUN)))
    add_clause (self, i + 1, "speaker-verb-that", 0.85);
  else if (i + 2 < end && vbt_reading_reads (reading, i, ":"))
    add_clause (self, i + 1, "speaker-verb-colon", 0.85);
  else if (promises && direct < end && vbt_reading_reads (reading, direct, "to"))
    add_clause (self, direct, "speaker-verb-to", 0.75);
  else if (begins_clause (self, direct))
    add_clause (self, direct, "speaker-verb-clause", 0.8);
  else if (i > direct && i < end && begins_clause (self, i)
           && vbt_reading_is (reading, i - 1, VBT_CLASS (DAY)))
    add_clause (self, i, "speaker-verb-clause", 0.75);
  return self->made != NULL;
}

/* The subject of the sentence: its first noun phrase, but not in "In an interview with the paper,
 * Smith …". */
static VbtStretch
first_subject (const VbtReading *reading, guint start, guint before, VbtStretch none)
{
  guint end = MIN (before, start + 40);
  guint i = start;

  if (i < end
      && (vbt_reading_is (reading, i,
                          VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB) | VBT_CLASS (ING))
          || g_str_has_suffix (vbt_reading_word (reading, i)->lower, "ing")))
    while (i < end && !vbt_reading_reads (reading, i, ","))
      i++;
  for (i = i < end ? i : start; i < end; i++)
    if (!is_quoted (reading, i))
      {
        VbtStretch first = vbt_phrase_after (reading, i, before);

        if (!vbt_stretch_is_empty (first))
          return first;
      }
  return none;
}

/* "He criticized the plan and said": the subject is that of the verb before. */
static VbtStretch
shared_subject (const Clause *self)
{
  const VbtReading *reading = self->reading;
  const VbtStretch none = { self->cue.start, self->cue.start };
  guint before = self->cue.start;

  if (before <= self->sentence.start
      || !(vbt_reading_reads (reading, before - 1, "and")
           || vbt_reading_reads (reading, before - 1, "but")
           || vbt_reading_reads (reading, before - 1, "und")
           || vbt_reading_reads (reading, before - 1, "et")
           || vbt_reading_reads (reading, before - 1, "y")
           || vbt_reading_reads (reading, before - 1, ",")
           || vbt_reading_is (reading, self->verb, VBT_CLASS (ING))))
    return none;
  for (guint i = reading->attributions->len; i > 0; i--)
    {
      const VbtAttribution *last = g_ptr_array_index (reading->attributions, i - 1);

      if (vbt_stretch_is_empty (last->speaker) || last->speaker.start < self->sentence.start)
        break;
      if (last->speaker.end <= self->cue.start)
        return last->speaker;
    }
  return first_subject (reading, self->sentence.start, before, none);
}

/* Auxiliaries and adverbs before the verb; "to" before them makes it no statement. */
static gboolean
find_group (Clause *self)
{
  const VbtReading *reading = self->reading;
  guint start = self->verb;
  gboolean passive = FALSE;

  /* "Smith's remarks" are no verb. */
  if (start > self->sentence.start + 1 && vbt_reading_reads (reading, start - 1, "'s")
      && !vbt_reading_is (reading, start - 2, VBT_CLASS (PERSONAL)))
    return FALSE;
  while (start > self->sentence.start && !is_quoted (reading, start - 1)
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
  return !passive || vbt_reading_is (reading, self->verb, VBT_CLASS (ING));
}

/* "He say" is no sentence, "critics say" is. */
static gboolean
agrees (const Clause *self)
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

static void
try_verb (VbtReading *reading, VbtStretch sentence, guint verb)
{
  Clause self = { .reading = reading, .sentence = sentence, .verb = verb };
  gboolean participle;
  int q;

  self.plain = vbt_reading_is (reading, verb, VBT_CLASS (SAY));
  if (!find_group (&self) || try_inversion (&self))
    return;
  participle = vbt_reading_is (reading, verb, VBT_CLASS (ING))
               && !vbt_reading_is (reading, self.cue.start, VBT_CLASS (BE));
  self.speaker = participle ? shared_subject (&self)
                            : vbt_phrase_before (reading, self.cue.start, sentence.start);
  if (vbt_stretch_is_empty (self.speaker))
    self.speaker = shared_subject (&self);
  if (vbt_stretch_is_empty (self.speaker) || !agrees (&self))
    return;
  q = participle ? -1 : vbt_reading_quotation_before (reading, self.speaker.start);
  if (q >= 0)
    {
      add_backward (&self, (guint)q, "quote-speaker-verb", 0.96);
      add_resumed (&self, vbt_reading_is (reading, verb, VBT_CLASS (TELL))
                              ? vbt_phrase_skip_listener (reading, verb + 1, sentence.end)
                              : verb + 1);
      return;
    }
  if (!participle && try_parenthetical (&self, verb + 1))
    return;
  try_forward (&self, verb + 1);
}

/* Any past form directly before a quotation does for a verb of speech: "he thundered: “…”". */
static gboolean
may_be_cue (const VbtReading *self, guint i, guint end)
{
  const VbtWord *word = vbt_reading_word (self, i);

  if (word->quotation >= 0 || word->role != VBT_ROLE_NONE)
    return FALSE;
  if (word->classes & (VBT_CLASS (SAY) | VBT_CLASS (NEAR)))
    return !(word->classes & VBT_CLASS (CAPITAL)) || word->quotation >= 0
           || !(word->classes & VBT_CLASS (AMBIGUOUS));
  return i + 2 < end && g_str_equal (self->language, "en") && g_str_has_suffix (word->lower, "ed")
         && !(word->classes & VBT_CLASS (CAPITAL))
         && (vbt_reading_reads (self, i + 1, ",") || vbt_reading_reads (self, i + 1, ":"))
         && vbt_reading_quotation_behind (self, i + 1) >= 0;
}

/**
 * vbt_sieve_verbs:
 * @self: a reading
 *
 * Finds attributions by verbs of speech outside quotations, from left to right: the subject before
 * or behind the verb, and before or behind these what was said, quoted or reported.
 */
void
vbt_sieve_verbs (VbtReading *self)
{
  for (guint s = 0; s < self->sentences->len; s++)
    {
      VbtStretch sentence = g_array_index (self->sentences, VbtStretch, s);

      for (guint i = sentence.start; i < sentence.end; i++)
        if (may_be_cue (self, i, sentence.end))
          try_verb (self, sentence, i);
    }
}
