/* vbt-phrase.c: noun phrases and the ends of clauses, without a grammar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

/* "Smith, who has led the party for years, said": so far back is the comma's partner looked for. */
#define APPOSITIVE_WORDS 45
#define PHRASE_WORDS 30
#define ADVERBIAL_WORDS 14

#define NO_NOUN                                                                                    \
  (VBT_CLASS (PUNCTUATION) | VBT_CLASS (CONJUNCTION) | VBT_CLASS (PREPOSITION) | VBT_CLASS (WH)    \
   | VBT_CLASS (FINITE) | VBT_CLASS (DAY) | VBT_CLASS (ADVERB) | VBT_CLASS (PERSONAL))

static gboolean
is_clitic (const VbtReading *self, guint i)
{
  return vbt_reading_reads (self, i, "'s") || vbt_reading_reads (self, i, "'");
}

static gboolean
is_comma (const VbtReading *self, guint i)
{
  return vbt_reading_reads (self, i, ",");
}

static gboolean
is_dash (const VbtReading *self, guint i)
{
  const char *lower = vbt_reading_word (self, i)->lower;

  return g_str_equal (lower, "—") || g_str_equal (lower, "–") || g_str_equal (lower, "--")
         || g_str_equal (lower, "-");
}

/* A verb of speech that is no noun: a noun phrase does not reach over it. */
static gboolean
is_plain_verb (const VbtReading *self, guint i)
{
  return vbt_reading_is (self, i, VBT_CLASS (SAY))
         && !vbt_reading_is (self, i, VBT_CLASS (AMBIGUOUS) | VBT_CLASS (CAPITAL))
         && vbt_reading_is (self, i, VBT_CLASS (THIRD) | VBT_CLASS (PAST) | VBT_CLASS (SAY));
}

static gboolean
is_noun (const VbtReading *self, guint i)
{
  if (is_clitic (self, i))
    return TRUE;
  if (vbt_reading_is (self, i, VBT_CLASS (CAPITAL)) && !vbt_reading_is (self, i, NO_NOUN))
    return TRUE;
  return !vbt_reading_is (self, i, NO_NOUN | VBT_CLASS (DETERMINER)) && !is_plain_verb (self, i);
}

static gboolean
is_quoted (const VbtReading *self, guint i)
{
  return vbt_reading_word (self, i)->quotation >= 0;
}

static gboolean
is_taken (const VbtReading *self, guint i)
{
  return vbt_reading_word (self, i)->role != VBT_ROLE_NONE;
}

/* "Trump and Clinton", "students and teachers", not "lost the state and Trump". */
static gboolean
joins_nouns (const VbtReading *self, guint i, guint limit, guint end)
{
  const char *left;
  const char *right;

  if (i <= limit || i + 1 >= end
      || (!vbt_reading_reads (self, i, "and") && !vbt_reading_reads (self, i, "&")
          && !vbt_reading_reads (self, i, "und") && !vbt_reading_reads (self, i, "et")
          && !vbt_reading_reads (self, i, "y")))
    return FALSE;
  if (!is_noun (self, i - 1) || is_quoted (self, i - 1))
    return FALSE;
  if (vbt_reading_is (self, i - 1, VBT_CLASS (CAPITAL))
      && vbt_reading_is (self, i + 1, VBT_CLASS (CAPITAL) | VBT_CLASS (TITLE)))
    return TRUE;
  left = vbt_reading_word (self, i - 1)->lower;
  right = vbt_reading_word (self, i + 1)->lower;
  return g_str_has_suffix (left, "s") && g_str_has_suffix (right, "s") && right[1] != '\0';
}

static gboolean
links_nouns (const VbtReading *self, guint i, guint limit)
{
  return i > limit && vbt_reading_is (self, i, VBT_CLASS (LINK)) && !is_quoted (self, i - 1)
         && is_noun (self, i - 1) && !is_taken (self, i - 1)
         && !vbt_reading_is (self, i - 1, VBT_CLASS (NUMBER));
}

/* "a judge in Ohio issued": behind a name or a plural, such a form is a verb. */
static gboolean
is_past_verb (const VbtReading *self, guint i, guint limit)
{
  const char *lower = vbt_reading_word (self, i)->lower;

  if (i <= limit || !g_str_has_suffix (lower, "ed")
      || vbt_reading_is (self, i, VBT_CLASS (CAPITAL)))
    return FALSE;
  return vbt_reading_is (self, i - 1, VBT_CLASS (CAPITAL) | VBT_CLASS (PERSONAL))
         && !vbt_reading_is (self, i - 1, VBT_CLASS (DETERMINER));
}

/* One word further to the left, over a preposition or a conjunction if need be: where the phrase
 * then begins, or the same @i if it begins behind it. */
static guint
step_left (const VbtReading *self, guint i, guint limit, guint end)
{
  guint before = i - 1;

  if (is_quoted (self, before) || is_taken (self, before) || is_past_verb (self, before, limit))
    return i;
  if (vbt_reading_is (self, before, VBT_CLASS (DETERMINER)))
    return before;
  if (i < end && vbt_reading_is (self, i, VBT_CLASS (DETERMINER))
      && !vbt_reading_is (self, i, VBT_CLASS (CAPITAL)))
    return links_nouns (self, i, limit)        ? before /* "le porte-parole du …" */
           : links_nouns (self, before, limit) ? before - 1
                                               : i;
  if (is_noun (self, before))
    return before;
  if (joins_nouns (self, before, limit, end) || links_nouns (self, before, limit))
    return before - 1;
  return i;
}

static VbtStretch
plain_before (const VbtReading *self, guint end, guint limit)
{
  VbtStretch phrase = { end, end };

  /* "the number of emails" is no subject and verb. */
  if (end > limit
      && vbt_reading_is (self, end - 1,
                         VBT_CLASS (LINK) | VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION)))
    return phrase;
  /* "with a promise": behind an article stands a noun, no verb. */
  if (end > limit && vbt_reading_is (self, end - 1, VBT_CLASS (DETERMINER))
      && !vbt_reading_is (self, end - 1, VBT_CLASS (PRONOUN)))
    return phrase;
  limit = MAX (limit, end > PHRASE_WORDS ? end - PHRASE_WORDS : 0);
  while (phrase.start > limit)
    {
      guint start = step_left (self, phrase.start, limit, end);

      if (start == phrase.start)
        break;
      phrase.start = start;
    }
  /* What remains must be more than an article or a clitic. */
  while (phrase.start < end && is_clitic (self, phrase.start))
    phrase.start++;
  if (end - phrase.start == 1
      && vbt_reading_is (self, phrase.start, VBT_CLASS (DETERMINER) | VBT_CLASS (NUMBER))
      && !vbt_reading_is (self, phrase.start, VBT_CLASS (PRONOUN)))
    phrase.start = end;
  if (phrase.start < end && is_clitic (self, end - 1))
    phrase.start = end;
  return phrase;
}

/* The word behind the comma, dash or bracket that is the partner of the one at @close, or 0. */
static guint
find_partner (const VbtReading *self, guint close, guint limit)
{
  gboolean bracket = vbt_reading_reads (self, close, ")");
  guint n = 0;

  for (guint i = close; i > limit && n < APPOSITIVE_WORDS; i--, n++)
    {
      guint k = i - 1;

      if (is_taken (self, k) || (is_quoted (self, k) && !bracket))
        return 0;
      if (bracket ? vbt_reading_reads (self, k, "(")
                  : (is_comma (self, close) ? is_comma (self, k) : is_dash (self, k)))
        return i;
    }
  return 0;
}

static gboolean
has_finite_verb (const VbtReading *self, guint start, guint end)
{
  const guint64 verbs = VBT_CLASS (SAY) | VBT_CLASS (THINK) | VBT_CLASS (OBJECT);

  for (guint i = start; i < end; i++)
    {
      const VbtWord *word = vbt_reading_word (self, i);

      if ((word->classes & (VBT_CLASS (WH))))
        return FALSE;
      if (word->quotation < 0 && !is_clitic (self, i)
          && ((word->classes & VBT_CLASS (FINITE))
              || ((word->classes & verbs) && (word->classes & VBT_CLASS (THIRD))
                  && !(word->classes & (VBT_CLASS (AMBIGUOUS) | VBT_CLASS (CAPITAL))))
              || is_past_verb (self, i, start)))
        return TRUE;
    }
  return FALSE;
}

/* Whether what stands between two commas says more of the name before them. */
static gboolean
is_apposition (const VbtReading *self, guint start, guint end)
{
  if (has_finite_verb (self, start, end))
    return FALSE;
  return !vbt_reading_is (self, start,
                          VBT_CLASS (WH) | VBT_CLASS (PREPOSITION) | VBT_CLASS (CONJUNCTION)
                              | VBT_CLASS (ING) | VBT_CLASS (PERSONAL) | VBT_CLASS (ADVERB))
         && !g_str_has_suffix (vbt_reading_word (self, start)->lower, "ing");
}

static VbtStretch
appositive_before (const VbtReading *self, guint end, guint limit)
{
  guint inside = find_partner (self, end - 1, limit);
  VbtStretch phrase = { end, end };

  if (inside == 0 || inside - 1 <= limit)
    return phrase;
  if (!vbt_reading_reads (self, end - 1, ")") && vbt_reading_reads (self, inside - 2, ")"))
    phrase = appositive_before (self, inside - 1, limit);
  else
    phrase = plain_before (self, inside - 1, limit);
  if (!vbt_stretch_is_empty (phrase) && is_apposition (self, inside, end - 1))
    phrase.end = vbt_reading_reads (self, end - 1, ")") ? end : end - 1;
  return phrase;
}

/**
 * vbt_phrase_before:
 * @self: a reading
 * @end: the word behind the phrase, such as a verb
 * @limit: the first word that it may reach
 *
 * Finds the subject that ends just before a word: a pronoun, or a noun phrase with what links to
 * it and an apposition ("Ann Lee, a spokeswoman for the campaign,").
 *
 * Returns: its words, none if there is none
 */
VbtStretch
vbt_phrase_before (const VbtReading *self, guint end, guint limit)
{
  guint last = end - 1;

  if (end <= limit || is_quoted (self, last) || is_taken (self, last))
    return (VbtStretch){ end, end };
  if (vbt_reading_is (self, last, VBT_CLASS (PRONOUN))
      && !vbt_reading_is (self, last, VBT_CLASS (DETERMINER)))
    {
      guint first = last;

      if (!vbt_reading_is (self, last, VBT_CLASS (PERSONAL) | VBT_CLASS (WH)))
        first = MIN (last, plain_before (self, end, limit).start);
      return (VbtStretch){ first, end };
    }
  if (is_comma (self, last) || is_dash (self, last) || vbt_reading_reads (self, last, ")"))
    return appositive_before (self, end, limit);
  return plain_before (self, end, limit);
}

static gboolean
ends_phrase (const VbtReading *self, guint i, guint start)
{
  if (is_quoted (self, i) || is_taken (self, i))
    return TRUE;
  if (vbt_reading_is (self, i, VBT_CLASS (DAY)))
    return i == start || !vbt_reading_is (self, i - 1, VBT_CLASS (DETERMINER));
  if (vbt_reading_is (self, i, VBT_CLASS (PUNCTUATION)))
    return !is_clitic (self, i) && !vbt_reading_reads (self, i, "&");
  if (vbt_reading_is (self, i, VBT_CLASS (LINK) | VBT_CLASS (DETERMINER)))
    {
      /* "said Smith in a statement": the place is not of the name. */
      for (guint k = i; k < i + 5 && k < self->words->len; k++)
        if (vbt_reading_is (self, k, VBT_CLASS (VENUE) | VBT_CLASS (DAY)))
          return !vbt_reading_reads (self, i, "of");
      return vbt_reading_reads (self, i, "to") || vbt_reading_reads (self, i, "about");
    }
  return i > start
         && vbt_reading_is (self, i,
                            VBT_CLASS (PREPOSITION) | VBT_CLASS (WH) | VBT_CLASS (PERSONAL)
                                | VBT_CLASS (ADVERB) | VBT_CLASS (FINITE))
         && !joins_nouns (self, i, start, self->words->len);
}

static gboolean
may_begin_phrase (const VbtReading *self, guint i)
{
  if (vbt_reading_is (self, i, VBT_CLASS (PERSONAL)))
    return FALSE;
  if (vbt_reading_is (self, i, VBT_CLASS (DETERMINER) | VBT_CLASS (NUMBER) | VBT_CLASS (TITLE)))
    return TRUE;
  return is_noun (self, i) && !is_clitic (self, i);
}

/* "laut Tiedemann liegt": nouns have capitals in German, and what follows one has none. */
static gboolean
is_behind_noun (const VbtReading *self, guint i)
{
  return vbt_reading_is (self, i - 1, VBT_CLASS (CAPITAL))
         && !vbt_reading_is (self, i,
                             VBT_CLASS (CAPITAL) | VBT_CLASS (LINK) | VBT_CLASS (DETERMINER)
                                 | VBT_CLASS (CONJUNCTION) | VBT_CLASS (PREPOSITION)
                                 | VBT_CLASS (PUNCTUATION) | VBT_CLASS (NUMBER));
}

static guint
plain_after (const VbtReading *self, guint start, guint limit)
{
  gboolean german = g_str_equal (self->language, "de");
  guint end = start;

  limit = MIN (limit, start + PHRASE_WORDS);
  while (end < limit && !ends_phrase (self, end, start))
    {
      if ((vbt_reading_is (self, end, VBT_CLASS (CONJUNCTION))
           && !joins_nouns (self, end, start, limit))
          || (german && end > start && is_behind_noun (self, end)))
        break;
      end++;
    }
  return end;
}

/**
 * vbt_phrase_after:
 * @self: a reading
 * @start: the first word of the phrase, such as the one behind a verb
 * @limit: the word behind the last one that it may reach
 *
 * Finds the noun phrase that begins at a word, with an apposition behind a comma.
 *
 * Returns: its words, none if there is none
 */
VbtStretch
vbt_phrase_after (const VbtReading *self, guint start, guint limit)
{
  VbtStretch phrase = { start, start };

  if (start >= limit || is_quoted (self, start) || is_taken (self, start))
    return phrase;
  if (vbt_reading_is (self, start, VBT_CLASS (PERSONAL))
      && !vbt_reading_is (self, start, VBT_CLASS (WH)) && !vbt_reading_reads (self, start, "it"))
    return (VbtStretch){ start, start + 1 };
  if (!may_begin_phrase (self, start))
    return phrase;
  phrase.end = plain_after (self, start, limit);
  if (phrase.end + 1 < limit && is_comma (self, phrase.end)
      && is_apposition (self, phrase.end + 1, phrase.end + 1)
      && may_begin_phrase (self, phrase.end + 1) && !is_quoted (self, phrase.end + 1))
    {
      guint end = plain_after (self, phrase.end + 1, limit);

      if (end > phrase.end + 1
          && (end == limit || vbt_reading_is (self, end, VBT_CLASS (PUNCTUATION))))
        phrase.end = end;
    }
  return phrase;
}

/**
 * vbt_phrase_skip_listener:
 * @self: a reading
 * @start: the word behind a verb of telling
 * @limit: the word behind the last one to look at
 *
 * Returns: the word behind the one who was told something
 */
guint
vbt_phrase_skip_listener (const VbtReading *self, guint start, guint limit)
{
  guint end;

  if (start < limit && vbt_reading_is (self, start, VBT_CLASS (PERSONAL)))
    return start + 1;
  if (start >= limit || !may_begin_phrase (self, start) || is_quoted (self, start))
    return start;
  limit = MIN (limit, start + 10);
  for (end = start; end < limit && !ends_phrase (self, end, start); end++)
    if (vbt_reading_is (self, end, VBT_CLASS (CONJUNCTION) | VBT_CLASS (WH))
        && !joins_nouns (self, end, start, limit))
      break;
  return end;
}

static guint
skip_prepositional (const VbtReading *self, guint start, guint limit)
{
  limit = MIN (limit, start + ADVERBIAL_WORDS);
  for (guint i = start + 1; i < limit; i++)
    if (is_quoted (self, i) || is_taken (self, i) || is_comma (self, i)
        || vbt_reading_reads (self, i, ":") || vbt_reading_reads (self, i, "that")
        || vbt_reading_reads (self, i, ".") || vbt_reading_is (self, i, VBT_CLASS (DAY))
        || (i > start + 1 && vbt_reading_is (self, i, VBT_CLASS (PERSONAL) | VBT_CLASS (WH))))
      return i;
  return limit;
}

/**
 * vbt_phrase_skip_adverbials:
 * @self: a reading
 * @start: a word behind a verb
 * @limit: the word behind the last one to look at
 *
 * Returns: the first word that says neither when nor where nor how it was said
 */
guint
vbt_phrase_skip_adverbials (const VbtReading *self, guint start, guint limit)
{
  guint i = start;

  while (i < limit && !is_quoted (self, i))
    {
      if (vbt_reading_is (self, i, VBT_CLASS (DAY) | VBT_CLASS (ADVERB))
          && !vbt_reading_reads (self, i, "that"))
        i++;
      else if (vbt_reading_is (self, i, VBT_CLASS (TIME)) && i > start)
        i++;
      else if (vbt_reading_is (self, i, VBT_CLASS (PREPOSITION)))
        i = skip_prepositional (self, i, limit);
      else
        break;
    }
  return i;
}

/* ", according to", ", he said", "and added": here begins something else. */
static gboolean
ends_clause (const VbtReading *self, guint i, guint end)
{
  guint next = i + 1;

  if (is_taken (self, i) && vbt_reading_word (self, i)->role != VBT_ROLE_QUOTE)
    return TRUE;
  if (vbt_reading_reads (self, i, ";"))
    return TRUE;
  if (vbt_reading_reads (self, i, "and") || vbt_reading_reads (self, i, "but"))
    return next < end && is_plain_verb (self, next)
           && vbt_reading_is (self, next, VBT_CLASS (THIRD) | VBT_CLASS (PAST));
  if (!is_comma (self, i) || next >= end)
    return FALSE;
  if (vbt_reading_reads (self, next, "according")
      || (is_plain_verb (self, next)
          && vbt_reading_is (self, next, VBT_CLASS (ING) | VBT_CLASS (PAST) | VBT_CLASS (THIRD))))
    return TRUE;
  if (vbt_reading_is (self, next, VBT_CLASS (CONJUNCTION)))
    next++;
  for (guint k = next; k < end && k < next + 6; k++)
    {
      if (is_quoted (self, k) || vbt_reading_is (self, k, VBT_CLASS (PUNCTUATION)))
        return FALSE;
      if (k > next && is_plain_verb (self, k)
          && vbt_reading_is (self, k, VBT_CLASS (THIRD) | VBT_CLASS (PAST)))
        {
          VbtStretch subject = vbt_phrase_before (self, k, next);

          return !vbt_stretch_is_empty (subject) && subject.start == next;
        }
    }
  return FALSE;
}

/**
 * vbt_phrase_clause_end:
 * @self: a reading
 * @start: the first word of what somebody said
 *
 * Finds where reported speech ends: with its sentence, or before another attribution. Quotations
 * are part of it as a whole.
 *
 * Returns: the word behind its last one
 */
guint
vbt_phrase_clause_end (const VbtReading *self, guint start)
{
  guint i = start;
  guint end
      = g_array_index (self->sentences, VbtStretch, vbt_reading_word (self, start)->sentence).end;

  while (i < end)
    {
      int q = vbt_reading_word (self, i)->quotation;

      if (q >= 0)
        {
          i = vbt_reading_quotation (self, (guint)q)->words.end;
          if (i > end)
            return i;
        }
      else if (i > start && ends_clause (self, i, end))
        break;
      else
        i++;
    }
  return MIN (i, MAX (end, i));
}
