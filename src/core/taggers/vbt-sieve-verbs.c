/* vbt-sieve-verbs.c: attributions by a verb of speech
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-clause.h"

/* So few words are interrupted; more of them, and what follows the speaker is about him. */
#define INTERRUPTED_WORDS 3

/* "The plan is “bad,” he said": the words of the sentence before the quotation belong to it, but
 * not "At a rally, “…,” he said". */
static VbtStretch
front_of (const VbtClause *self, guint q)
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
  if (start - front.start < 2 || vbt_reading_reads (reading, start - 1, ":"))
    return (VbtStretch){ start, start };
  if (g_str_equal (vbt_reading_word (reading, start - 1)->lower, ",") && start - front.start < 8
      && vbt_reading_is (reading, front.start,
                         VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB) | VBT_CLASS (CONJUNCTION)))
    return (VbtStretch){ start, start };
  return front;
}

static void
add_backward (VbtClause *self, guint q, const char *rule)
{
  VbtStretch front = front_of (self, q);
  VbtStretch words = vbt_reading_quotation (self->reading, q)->words;

  if (!vbt_stretch_is_empty (front))
    words.start = front.start;
  vbt_reading_add_content (self->reading, vbt_clause_attribution (self, rule), words);
  vbt_reading_add_quotation (self->reading, self->made, q);
}

/* "“Yes,” she said, “of course.”": what is behind the cue goes on with what is before it. */
static void
add_resumed (VbtClause *self, guint from)
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

static void
add_clause (VbtClause *self, guint start, const char *rule)
{
  vbt_reading_add_content (self->reading, vbt_clause_attribution (self, rule),
                           (VbtStretch){ start, vbt_phrase_clause_end (self->reading, start) });
}

/* Behind a comma a verb of speech begins no clause of its own in these languages. */
static gboolean
inverts (const VbtClause *self)
{
  static const char *const languages[] = { "de", "es", "fr", "it", "pt", NULL };

  return self->plain && g_strv_contains (languages, self->reading->language)
         && !vbt_reading_is (self->reading, self->verb, VBT_CLASS (AMBIGUOUS));
}

/* "Los precios, afirmó el ministro, bajaron.": too little stands before it to have been said. */
static gboolean
try_interruption (VbtClause *self)
{
  VbtReading *reading = self->reading;
  VbtStretch front = { self->sentence.start, self->cue.start - 1 };
  guint comma = self->speaker.start;

  while (comma < self->sentence.end && !vbt_reading_reads (reading, comma, ","))
    comma++;
  if (front.end - front.start > INTERRUPTED_WORDS || comma + 2 >= self->sentence.end
      || !vbt_reading_is_free (reading, front))
    return FALSE;
  for (guint i = front.start; i < front.end; i++)
    if (vbt_reading_is (reading, i, VBT_CLASS (FINITE)))
      return FALSE;
  self->speaker.end = MIN (self->speaker.end, comma);
  vbt_reading_add_content (reading, vbt_clause_attribution (self, "clause-interrupted"), front);
  add_clause (self, comma + 1, "clause-interrupted");
  return TRUE;
}

/* "…,” said Ann Lee, a spokeswoman": the verb stands before its subject. */
static gboolean
try_inversion (VbtClause *self)
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
      || (vbt_reading_is (reading, verb, VBT_CLASS (BASE))
          && !vbt_reading_is (reading, verb, VBT_CLASS (PAST) | VBT_CLASS (THIRD)))
      || (q < 0 && !(comma && (vbt_reading_reads_any (reading, verb, plain) || inverts (self)))))
    return FALSE;
  self->speaker = vbt_phrase_after (reading, verb + 1, self->sentence.end);
  if (vbt_stretch_is_empty (self->speaker))
    return FALSE;
  if (q >= 0)
    add_backward (self, (guint)q, "quote-verb-speaker");
  else if (inverts (self) && try_interruption (self))
    return TRUE;
  else if (self->speaker.end + 1 >= self->sentence.end && verb > self->sentence.start + 3)
    vbt_reading_add_content (reading, vbt_clause_attribution (self, "clause-verb-speaker"),
                             (VbtStretch){ self->sentence.start, self->cue.start - 1 });
  if (self->made == NULL)
    return FALSE;
  add_resumed (self, self->speaker.end);
  return TRUE;
}

/* "Adverbial words, he said.": only time and place are left in the sentence. */
static gboolean
only_adverbials_behind (const VbtClause *self, guint i)
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
try_parenthetical (VbtClause *self, guint behind)
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
      vbt_reading_add_content (reading, vbt_clause_attribution (self, "clause-speaker-verb"),
                               front);
      return TRUE;
    }
  if (behind >= self->sentence.end || !vbt_reading_reads (reading, behind, ","))
    return FALSE;
  if (!is_short_adverbial (reading, front)
      || !vbt_reading_is (reading, front.start, VBT_CLASS (PREPOSITION)))
    vbt_reading_add_content (reading, vbt_clause_attribution (self, "clause-interrupted"), front);
  vbt_reading_add_content (reading, vbt_clause_attribution (self, "clause-interrupted"),
                           (VbtStretch){ behind + 1, vbt_phrase_clause_end (reading, behind + 1) });
  return TRUE;
}

static gboolean
begins_clause (const VbtClause *self, guint i)
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

/* Whether a quotation begins in the sentence, or behind the colon that ends its paragraph. */
static gboolean
is_within (const VbtClause *self, guint q)
{
  guint start = vbt_reading_quotation (self->reading, q)->words.start;

  return start < self->sentence.end || vbt_reading_reads (self->reading, start - 1, ":");
}

/* "teilte mit, die Prüfung sei …": German reports without a conjunction. */
static gboolean
begins_subjunctive (const VbtClause *self, guint behind)
{
  const VbtReading *reading = self->reading;
  guint i = behind;

  if (!g_str_equal (reading->language, "de"))
    return FALSE;
  if (i < self->sentence.end && vbt_reading_reads (reading, i, "mit"))
    i++;
  return i + 2 < self->sentence.end && vbt_reading_reads (reading, i, ",")
         && vbt_reading_is (reading, i + 1, VBT_CLASS (DETERMINER) | VBT_CLASS (PERSONAL));
}

/* What stands behind the verb, the listener, and when and where it was said. */
static gboolean
try_forward (VbtClause *self, guint behind)
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

      vbt_reading_add_quotation (reading, vbt_clause_attribution (self, "speaker-verb-quote"),
                                 (guint)q);
      add_clause (self, that ? start - 1 : start, "speaker-verb-quote");
      return TRUE;
    }
  if (!self->plain)
    return FALSE;
  if (i < end && is_complementizer (reading, i))
    add_clause (self, i, "speaker-verb-that");
  else if (i + 1 < end && vbt_reading_reads (reading, i, ",") && is_complementizer (reading, i + 1)
           && !vbt_reading_is (reading, i + 1, VBT_CLASS (PRONOUN)))
    add_clause (self, i + 1, "speaker-verb-that");
  else if (begins_subjunctive (self, behind))
    add_clause (self, behind + 1 + !vbt_reading_reads (reading, behind, ","),
                "speaker-verb-clause");
  else if (i + 2 < end && vbt_reading_reads (reading, i, ":"))
    add_clause (self, i + 1, "speaker-verb-colon");
  else if (promises && direct < end && vbt_reading_reads (reading, direct, "to"))
    add_clause (self, direct, "speaker-verb-to");
  else if (begins_clause (self, direct))
    add_clause (self, direct, "speaker-verb-clause");
  else if (i > direct && i < end && begins_clause (self, i)
           && vbt_reading_is (reading, i - 1, VBT_CLASS (DAY)))
    add_clause (self, i, "speaker-verb-clause");
  return self->made != NULL;
}

/* "Walking in to chants of “Marco!”, the senator said he …": what was said comes behind. */
static gboolean
goes_on_forward (const VbtClause *self, guint q)
{
  const VbtReading *reading = self->reading;
  VbtStretch front = front_of (self, q);
  guint behind = self->verb + 1;

  if (vbt_stretch_is_empty (front) || behind >= self->sentence.end)
    return FALSE;
  if (is_complementizer (reading, behind))
    return TRUE;
  return vbt_reading_is (reading, front.start,
                         VBT_CLASS (PREPOSITION) | VBT_CLASS (ADVERB) | VBT_CLASS (WH)
                             | VBT_CLASS (ING))
         && !vbt_reading_is (reading, self->verb, VBT_CLASS (TELL)) && begins_clause (self, behind);
}

/* "“…,” another friend, Ann Lee told": the quotation before the speaker, who may be two nouns. */
static int
quotation_before_speaker (VbtClause *self)
{
  const VbtReading *reading = self->reading;
  guint start = self->speaker.start;
  int q = vbt_reading_quotation_before (reading, start);
  VbtStretch noun;

  if (q >= 0 || start < self->sentence.start + 2 || !vbt_reading_reads (reading, start - 1, ","))
    return q;
  noun = vbt_phrase_before (reading, start - 1, self->sentence.start);
  if (vbt_stretch_is_empty (noun))
    return q;
  q = vbt_reading_quotation_before (reading, noun.start);
  if (q >= 0)
    self->speaker.start = noun.start;
  return q;
}

/* "He's said the same thing at every rally: “…”". */
static gboolean
try_later_colon (VbtClause *self)
{
  VbtReading *reading = self->reading;

  for (guint i = self->verb + 1; i < self->sentence.end; i++)
    {
      int q;

      if (vbt_reading_is_quoted (reading, i) || vbt_reading_word (reading, i)->role != VBT_ROLE_NONE
          || (vbt_reading_is (reading, i, VBT_CLASS (SAY))
              && !vbt_reading_is (reading, i, VBT_CLASS (AMBIGUOUS))))
        return FALSE;
      if (!vbt_reading_reads (reading, i, ":"))
        continue;
      q = vbt_reading_quotation_behind (reading, i);
      if (q < 0 || !is_within (self, (guint)q))
        return FALSE;
      vbt_reading_add_quotation (reading, vbt_clause_attribution (self, "speaker-verb-later-quote"),
                                 (guint)q);
      return TRUE;
    }
  return FALSE;
}

/* Whether a verb of speech follows the quotation in its sentence: then that one is its cue. */
static gboolean
has_own_cue (const VbtReading *self, guint q)
{
  guint i = vbt_reading_quotation (self, q)->words.end;
  guint end
      = g_array_index (self->sentences, VbtStretch, vbt_reading_word (self, i - 1)->sentence).end;

  for (; i < end; i++)
    if (!vbt_reading_is_quoted (self, i)
        && vbt_reading_is (self, i, VBT_CLASS (SAY) | VBT_CLASS (NEAR)))
      return TRUE;
  return FALSE;
}

/* "Howard continued his remarks.", and behind it a quotation: these are they. */
static void
try_next_sentence (VbtClause *self)
{
  VbtReading *reading = self->reading;
  const VbtStretch sentence = self->sentence;
  int q = sentence.end < reading->words->len ? vbt_reading_quotation_behind (reading, sentence.end)
                                             : -1;

  if (q < 0 || !(self->plain || vbt_reading_reads (reading, self->verb, "continued"))
      || !vbt_reading_is_free (reading, sentence) || has_own_cue (reading, (guint)q)
      || vbt_reading_quotation (reading, (guint)q)->words.start != sentence.end
      || !vbt_reading_is (reading, self->verb, VBT_CLASS (PAST) | VBT_CLASS (THIRD)))
    return;
  for (guint i = self->verb + 1; i < sentence.end; i++)
    if (vbt_reading_is (reading, i, VBT_CLASS (SAY))
        && !vbt_reading_is (reading, i, VBT_CLASS (AMBIGUOUS)))
      return;
  vbt_reading_add_quotation (reading, vbt_clause_attribution (self, "next-sentence"), (guint)q);
}

static void
try_verb (VbtReading *reading, VbtStretch sentence, guint verb)
{
  VbtClause self = { .reading = reading, .sentence = sentence, .verb = verb };
  gboolean participle;
  int q;

  self.plain = vbt_reading_is (reading, verb, VBT_CLASS (SAY));
  if (!vbt_clause_find_group (&self) || self.passive || try_inversion (&self))
    return;
  participle = vbt_reading_is (reading, verb, VBT_CLASS (ING))
               && !vbt_reading_is (reading, self.cue.start, VBT_CLASS (BE));
  if (!vbt_clause_find_speaker (&self))
    return;
  q = participle ? -1 : quotation_before_speaker (&self);
  if (q >= 0 && !goes_on_forward (&self, (guint)q))
    {
      add_backward (&self, (guint)q, "quote-speaker-verb");
      add_resumed (&self, vbt_reading_is (reading, verb, VBT_CLASS (TELL))
                              ? vbt_phrase_skip_listener (reading, verb + 1, sentence.end)
                              : verb + 1);
      return;
    }
  if (!participle && try_parenthetical (&self, verb + 1))
    return;
  if (!try_forward (&self, verb + 1) && !try_later_colon (&self))
    try_next_sentence (&self);
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
