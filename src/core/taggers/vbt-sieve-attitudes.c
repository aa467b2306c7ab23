/* vbt-sieve-attitudes.c: what somebody thinks, wants, opposes or calls for, and what nobody says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-clause.h"

#include <string.h>

/* "lash out at": no phrase has more words. */
#define PHRASE_WORDS 3
/* "his long-standing public opposition": so many words may stand before the noun. */
#define ADJECTIVES 2

static gboolean
is_free_word (const VbtReading *self, guint i, guint end)
{
  return i < end && vbt_reading_word (self, i)->role == VBT_ROLE_NONE;
}

/* How many words the verb that begins here has, "called for": 0 if it is no such phrase. */
static guint
phrase_length (const VbtReading *self, guint i, guint end)
{
  if (!vbt_reading_is (self, i, VBT_CLASS (PHRASE)))
    return 0;
  for (guint n = PHRASE_WORDS; n > 1; n--)
    {
      g_autoptr (GString) phrase = g_string_new (NULL);

      for (guint k = i; k < i + n && i + n <= end; k++)
        g_string_append_printf (phrase, "%s%s", k > i ? " " : "",
                                vbt_reading_word (self, k)->lower);
      if (i + n <= end && (vbt_word_classes (self->language, phrase->str) & VBT_CLASS (PHRASE)))
        return n;
    }
  return 0;
}

/* "criticized the plan, which …": an object ends before what is said of it besides. */
static guint
object_end (const VbtReading *self, guint start)
{
  static const char *const subordinate[]
      = { "when",  "while", "after",  "because", "although", "though", "before",
          "since", "as",    "during", "amid",    "despite",  "unless", NULL };
  guint end = vbt_phrase_clause_end (self, start);

  for (guint i = start + 1; i < end; i++)
    {
      if (vbt_reading_is_quoted (self, i))
        continue;
      if (vbt_reading_reads_any (self, i, subordinate))
        return i;
      if (vbt_reading_reads (self, i, ",") && i + 1 < end
          && (vbt_reading_is (self, i + 1,
                              VBT_CLASS (WH) | VBT_CLASS (PERSONAL) | VBT_CLASS (ING)
                                  | VBT_CLASS (CONJUNCTION) | VBT_CLASS (PREPOSITION))
              || g_str_has_suffix (vbt_reading_word (self, i + 1)->lower, "ing")
              || g_str_has_suffix (vbt_reading_word (self, i + 1)->lower, "ed")))
        return i;
    }
  return end;
}

static gboolean
attribute (VbtClause *self, guint start, guint end, const char *rule)
{
  VbtReading *reading = self->reading;

  if (!is_free_word (reading, start, self->sentence.end) || end <= start)
    return FALSE;
  vbt_reading_add_content (reading, vbt_clause_attribution (self, rule),
                           (VbtStretch){ start, end });
  return TRUE;
}

static gboolean
attribute_clause (VbtClause *self, guint start, const char *rule)
{
  return is_free_word (self->reading, start, self->sentence.end)
         && attribute (self, start, vbt_phrase_clause_end (self->reading, start), rule);
}

static gboolean
is_complementizer (const VbtReading *self, guint i)
{
  static const char *const words[]
      = { "that", "whether", "if", "how", "why", "what", "who", "where", "when", "which", NULL };

  return vbt_reading_reads_any (self, i, words);
}

/* A noun phrase that may be an object begins here. */
static gboolean
begins_object (const VbtReading *self, guint i, guint end)
{
  if (!is_free_word (self, i, end))
    return FALSE;
  if (vbt_reading_is_quoted (self, i))
    return TRUE;
  return !vbt_reading_is (self, i,
                          VBT_CLASS (PUNCTUATION) | VBT_CLASS (PREPOSITION)
                              | VBT_CLASS (CONJUNCTION) | VBT_CLASS (DAY) | VBT_CLASS (ADVERB)
                              | VBT_CLASS (BE) | VBT_CLASS (MODAL))
         || vbt_reading_is (self, i, VBT_CLASS (DETERMINER));
}

static gboolean
try_think (VbtClause *self, guint behind)
{
  const VbtReading *reading = self->reading;
  guint end = self->sentence.end;

  if (behind >= end)
    return FALSE;
  if (is_complementizer (reading, behind))
    return attribute_clause (self, behind, "think-that");
  if (vbt_reading_is (reading, behind, VBT_CLASS (PERSONAL))
      || vbt_reading_reads (reading, behind, "there"))
    return attribute_clause (self, behind, "think-clause");
  if (vbt_reading_is (reading, self->verb, VBT_CLASS (AMBIGUOUS))
      && !vbt_reading_is (reading, behind, VBT_CLASS (DETERMINER) | VBT_CLASS (CAPITAL)))
    return FALSE;
  return begins_object (reading, behind, end) && attribute_clause (self, behind, "think-noun");
}

/* "wants to", "wants him to". */
static gboolean
try_want (VbtClause *self, guint behind)
{
  const VbtReading *reading = self->reading;
  guint end = self->sentence.end;
  guint limit = MIN (end, behind + 8);

  if (behind >= end)
    return FALSE;
  if (vbt_reading_reads (reading, behind, "to"))
    return attribute_clause (self, behind, "want-to");
  if (!vbt_reading_is (reading, self->verb, VBT_CLASS (WANT))
      || !begins_object (reading, behind, end))
    return FALSE;
  for (guint i = behind + 1; i < limit; i++)
    {
      if (vbt_reading_is (reading, i, VBT_CLASS (PUNCTUATION)))
        return FALSE;
      if (vbt_reading_reads (reading, i, "to"))
        return attribute_clause (self, behind, "want-noun");
    }
  return FALSE;
}

static gboolean
try_object (VbtClause *self, guint behind, const char *rule)
{
  const VbtReading *reading = self->reading;

  if (!begins_object (reading, behind, self->sentence.end))
    return FALSE;
  if (is_complementizer (reading, behind)
      && !vbt_reading_is (reading, behind, VBT_CLASS (DETERMINER)))
    return attribute_clause (self, behind, rule);
  return attribute (self, behind, object_end (reading, behind), rule);
}

/* "It is expected to rain", "They seem to agree": nobody says who says so. */
static gboolean
try_nobody (VbtClause *self, const char *rule)
{
  VbtReading *reading = self->reading;
  const VbtStretch none = { self->cue.start, self->cue.start };
  guint behind = self->verb + 1;
  VbtStretch subject = vbt_phrase_before (reading, self->cue.start, self->sentence.start);

  if (vbt_stretch_is_empty (subject) || !is_free_word (reading, behind, self->sentence.end)
      || vbt_reading_is (reading, behind, VBT_CLASS (PUNCTUATION))
      || !vbt_reading_is_free (reading, subject))
    return FALSE;
  self->speaker = none;
  vbt_clause_attribution (self, rule);
  if (!vbt_reading_is (reading, subject.start, VBT_CLASS (WH)))
    vbt_reading_add_content (reading, self->made, subject);
  return attribute_clause (self, behind, rule);
}

/* "was criticized by teachers": what stands before is what they criticized. */
static gboolean
try_passive_by (VbtClause *self)
{
  VbtReading *reading = self->reading;
  guint by = self->verb + 1;
  VbtStretch subject = vbt_phrase_before (reading, self->cue.start, self->sentence.start);

  if (by + 1 >= self->sentence.end || !vbt_reading_reads (reading, by, "by")
      || vbt_stretch_is_empty (subject) || vbt_reading_is (reading, subject.start, VBT_CLASS (WH)))
    return FALSE;
  self->speaker = vbt_phrase_after (reading, by + 1, self->sentence.end);
  if (vbt_stretch_is_empty (self->speaker) || !vbt_reading_is_free (reading, subject))
    return FALSE;
  self->cue.end = by + 1;
  vbt_reading_add_content (reading, vbt_clause_attribution (self, "passive-by"), subject);
  return TRUE;
}

static gboolean
try_passive (VbtClause *self)
{
  const VbtReading *reading = self->reading;
  guint behind = self->verb + 1;

  if (behind >= self->sentence.end
      || !vbt_reading_is (reading, self->verb, VBT_CLASS (PARTICIPLE) | VBT_CLASS (PAST)))
    return FALSE;
  if (vbt_reading_reads (reading, behind, "to")
      && vbt_reading_is (reading, self->verb, VBT_CLASS (THINK) | VBT_CLASS (SAY)))
    return try_nobody (self, "passive-to");
  return vbt_reading_is (reading, self->verb, VBT_CLASS (OBJECT)) && try_passive_by (self);
}

/* "by attacking the plan", "in support of banning it": of what is done, not said. */
static gboolean
is_gerund (const VbtClause *self)
{
  const VbtReading *reading = self->reading;
  guint before = self->cue.start;

  return vbt_reading_is (reading, self->verb, VBT_CLASS (ING))
         && !vbt_reading_is (reading, before, VBT_CLASS (BE))
         && (before == self->sentence.start
             || vbt_reading_is (reading, before - 1,
                                VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION)));
}

static void
try_attitude (VbtReading *reading, VbtStretch sentence, guint verb)
{
  VbtClause self = { .reading = reading, .sentence = sentence, .verb = verb };
  guint length = phrase_length (reading, verb, sentence.end);

  if (!vbt_clause_find_group (&self))
    return;
  if (vbt_reading_is (reading, verb, VBT_CLASS (SEEM)))
    {
      try_nobody (&self, "seem");
      return;
    }
  if (self.passive)
    {
      try_passive (&self);
      return;
    }
  if (!vbt_clause_find_speaker (&self))
    return;
  if (length > 0)
    {
      self.cue.end = verb + length;
      if (try_object (&self, verb + length, "verb-preposition"))
        return;
      self.cue.end = verb + 1;
    }
  if (vbt_reading_is (reading, verb, VBT_CLASS (THINK)) && try_think (&self, verb + 1))
    return;
  if (vbt_reading_is (reading, verb, VBT_CLASS (WANT)) && try_want (&self, verb + 1))
    return;
  if (vbt_reading_is (reading, verb, VBT_CLASS (OBJECT)) && !is_gerund (&self))
    try_object (&self, verb + 1, "object");
}

/* Whose the noun is: "Trump's belief", "his long-held belief"; none if nobody's. */
static VbtStretch
owner_before (const VbtReading *self, guint noun, guint limit)
{
  static const char *const pronouns[] = { "his", "her", "their", "its", "my", "our", "your", NULL };
  VbtStretch none = { noun, noun };

  for (guint k = noun; k > limit && noun - k <= ADJECTIVES; k--)
    {
      const VbtWord *word = vbt_reading_word (self, k - 1);

      if (word->role != VBT_ROLE_NONE || word->quotation >= 0)
        return none;
      if (vbt_reading_reads_any (self, k - 1, pronouns))
        return (VbtStretch){ k - 1, k };
      if (vbt_reading_reads (self, k - 1, "'s") || vbt_reading_reads (self, k - 1, "'"))
        {
          VbtStretch owner = vbt_phrase_before (self, k - 1, limit);

          owner.end = vbt_stretch_is_empty (owner) ? owner.end : k;
          return owner;
        }
      if (word->classes
          & (VBT_CLASS (PUNCTUATION) | VBT_CLASS (PREPOSITION) | VBT_CLASS (DETERMINER)
             | VBT_CLASS (CONJUNCTION) | VBT_CLASS (FINITE)))
        return none;
    }
  return none;
}

/* "his belief that …", "Clinton's decision to …". */
static void
try_noun (VbtReading *reading, VbtStretch sentence, guint noun)
{
  VbtClause self = { .reading = reading, .sentence = sentence, .verb = noun };
  guint behind = noun + 1;

  if (behind + 1 >= sentence.end)
    return;
  self.cue = (VbtStretch){ noun, behind };
  self.speaker = owner_before (reading, noun, sentence.start);
  if (vbt_stretch_is_empty (self.speaker))
    return;
  if (vbt_reading_reads (reading, behind, "that") || vbt_reading_reads (reading, behind, "to"))
    attribute (&self, behind, object_end (reading, behind), "noun-that");
}

static gboolean
may_be_cue (const VbtReading *self, guint i)
{
  const VbtWord *word = vbt_reading_word (self, i);

  return word->quotation < 0 && word->role == VBT_ROLE_NONE
         && !(word->classes & VBT_CLASS (CAPITAL))
         && (word->classes
             & (VBT_CLASS (THINK) | VBT_CLASS (WANT) | VBT_CLASS (OBJECT) | VBT_CLASS (PHRASE)
                | VBT_CLASS (SEEM) | VBT_CLASS (SAY)));
}

/**
 * vbt_sieve_attitudes:
 * @self: a reading
 *
 * Finds, if the wide rules are asked for, attitudes and intentions: "believes that", "wants to",
 * "criticized the plan", "called for", "his hope that"; and what is "expected to" be or "seems" so,
 * without anybody who says it.
 */
void
vbt_sieve_attitudes (VbtReading *self)
{
  for (guint s = 0; self->wide && s < self->sentences->len; s++)
    {
      VbtStretch sentence = g_array_index (self->sentences, VbtStretch, s);

      for (guint i = sentence.start; i < sentence.end; i++)
        {
          if (may_be_cue (self, i))
            try_attitude (self, sentence, i);
          if (vbt_reading_word (self, i)->quotation < 0
              && vbt_reading_word (self, i)->role == VBT_ROLE_NONE
              && vbt_reading_is (self, i, VBT_CLASS (NOMINAL))
              && !vbt_reading_is (self, i, VBT_CLASS (CAPITAL)))
            try_noun (self, sentence, i);
        }
    }
}
