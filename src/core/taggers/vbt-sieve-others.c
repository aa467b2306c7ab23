/* vbt-sieve-others.c: attributions without a verb: "according to", colons, transcripts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

#include <string.h>

/* A name before a colon has at most so many words. */
#define LABEL_WORDS 6

/* The cue that begins at a word: "according to", "laut", "selon"; its words, or none. */
static VbtStretch
according_at (const VbtReading *self, guint i, guint end)
{
  if (vbt_reading_word (self, i)->quotation >= 0
      || vbt_reading_word (self, i)->role != VBT_ROLE_NONE)
    return (VbtStretch){ i, i };
  if (vbt_reading_reads (self, i, "according") && i + 1 < end
      && vbt_reading_reads (self, i + 1, "to"))
    return (VbtStretch){ i, i + 2 };
  if (vbt_reading_reads (self, i, "nach") && i + 2 < end
      && vbt_reading_reads (self, i + 1, "angaben"))
    return (VbtStretch){ i, i + 2 };
  if (vbt_reading_is (self, i, VBT_CLASS (ACCORDING)) && i + 1 < end)
    return (VbtStretch){ i, i + 1 };
  return (VbtStretch){ i, i };
}

/* "Dem Bericht zufolge war …": whose words these are stands before it. */
static void
attribute_zufolge (VbtReading *self, VbtStretch sentence, VbtStretch cue)
{
  VbtStretch speaker = vbt_phrase_before (self, cue.start, sentence.start);

  if (!vbt_stretch_is_empty (speaker) && cue.end < sentence.end)
    vbt_reading_add_content (self, vbt_reading_attribute (self, speaker, cue, "according-to"),
                             (VbtStretch){ cue.end, vbt_phrase_clause_end (self, cue.end) });
}

static void
attribute_according (VbtReading *self, VbtStretch sentence, VbtStretch cue)
{
  VbtStretch speaker = vbt_phrase_after (self, cue.end, sentence.end);
  int q = vbt_reading_quotation_before (self, cue.start);
  VbtAttribution *attribution;
  guint behind;

  /* "Según el gobierno, las obras empezarán.": what seems an apposition is what was said. */
  if (cue.start == sentence.start && speaker.end + 1 >= sentence.end)
    for (guint i = speaker.start; i < speaker.end; i++)
      if (vbt_reading_reads (self, i, ","))
        speaker.end = i;
  behind = speaker.end;

  if (vbt_stretch_is_empty (speaker))
    return;
  attribution = vbt_reading_attribute (self, speaker, cue, "according-to");
  if (q >= 0)
    vbt_reading_add_quotation (self, attribution, (guint)q);
  if (cue.start > sentence.start)
    vbt_reading_add_content (self, attribution, (VbtStretch){ sentence.start, cue.start });
  else if (behind < sentence.end)
    vbt_reading_add_content (self, attribution,
                             (VbtStretch){ behind, vbt_phrase_clause_end (self, behind) });
  if (cue.start > sentence.start && behind + 2 < sentence.end
      && vbt_reading_reads (self, behind, ","))
    vbt_reading_add_content (self, attribution,
                             (VbtStretch){ behind, vbt_phrase_clause_end (self, behind) });
}

/**
 * vbt_sieve_according:
 * @self: a reading
 *
 * Finds "according to NAME" and its like: what the rest of the sentence says comes from there.
 */
void
vbt_sieve_according (VbtReading *self)
{
  for (guint s = 0; s < self->sentences->len; s++)
    {
      VbtStretch sentence = g_array_index (self->sentences, VbtStretch, s);

      for (guint i = sentence.start; i < sentence.end; i++)
        {
          VbtStretch cue = according_at (self, i, sentence.end);

          if (vbt_stretch_is_empty (cue))
            continue;
          if (vbt_reading_reads (self, i, "zufolge"))
            attribute_zufolge (self, sentence, cue);
          else
            attribute_according (self, sentence, cue);
          break;
        }
    }
}

/* The capitalized words between the beginning of a sentence and its colon, or none. */
static VbtStretch
name_before_colon (const VbtReading *self, guint start, guint end)
{
  int quotation = vbt_reading_word (self, start)->quotation;
  VbtStretch name = { start, start };
  gboolean capital = FALSE;

  for (guint i = start; i < end && i <= start + LABEL_WORDS; i++)
    {
      const VbtWord *word = vbt_reading_word (self, i);

      if (g_str_equal (word->lower, ":"))
        {
          name.end = capital ? i : start;
          return name;
        }
      if (word->quotation != quotation || word->role != VBT_ROLE_NONE
          || !(word->classes
               & (VBT_CLASS (CAPITAL) | VBT_CLASS (TITLE) | VBT_CLASS (LINK)
                  | VBT_CLASS (DETERMINER))))
        return name;
      capital |= (word->classes & VBT_CLASS (CAPITAL)) != 0;
    }
  return name;
}

static gboolean
is_transcript (const VbtReading *self, VbtStretch name)
{
  static const char *const others[]
      = { "abstract", "text",       "note",     "update",    "transcript", "watch",
          "related",  "more",       "read",     "photo",     "video",      "image",
          "source",   "correction", "breaking", "exclusive", NULL };

  for (guint i = name.start; i < name.end; i++)
    if (!vbt_reading_is (self, i, VBT_CLASS (UPPER)) || vbt_reading_reads_any (self, i, others))
      return FALSE;
  return vbt_reading_word (self, name.end - 1)->range.end
             - vbt_reading_word (self, name.start)->range.start
         > 3;
}

static void
try_colon (VbtReading *self, VbtStretch sentence)
{
  VbtStretch name = name_before_colon (self, sentence.start, sentence.end);
  VbtStretch cue = { name.end, name.end + 1 };
  gboolean starts = vbt_reading_begins_paragraph (self, sentence.start);
  int q;

  if (vbt_stretch_is_empty (name) || vbt_reading_is_quoted (self, name.start))
    return;
  q = vbt_reading_quotation_behind (self, cue.end);
  if (q >= 0)
    vbt_reading_add_quotation (self, vbt_reading_attribute (self, name, cue, "name-colon-quote"),
                               (guint)q);
  else if (starts && is_transcript (self, name))
    vbt_reading_add_content (
        self, vbt_reading_attribute (self, name, cue, "transcript"),
        (VbtStretch){ cue.end, vbt_reading_paragraph_end (self, cue.end - 1) });
  else if (starts && name.start == 0 && name.end - name.start <= 4 && cue.end < sentence.end)
    vbt_reading_add_content (self, vbt_reading_attribute (self, name, cue, "headline-colon"),
                             (VbtStretch){ cue.end, vbt_reading_paragraph_end (self, cue.end) });
}

/* The name in capitals with which a quoted paragraph of a transcript begins, or none. */
static VbtStretch
name_in_quotation (const VbtReading *self, const VbtQuotation *quotation)
{
  VbtStretch name = { quotation->words.start, quotation->words.start };

  if (quotation->level == 1 && quotation->words.start + 3 < quotation->words.end)
    name = name_before_colon (self, quotation->words.start + 1, quotation->words.end);
  if (!vbt_stretch_is_empty (name) && !is_transcript (self, name))
    name.end = name.start;
  return name;
}

/* "“SMITH: …": each paragraph of a transcript is quoted, and goes on until another name. */
static void
find_quoted_transcript (VbtReading *self)
{
  VbtAttribution *attribution = NULL;

  for (guint q = 0; q < self->quotations->len; q++)
    {
      const VbtQuotation *quotation = vbt_reading_quotation (self, q);
      VbtStretch name = name_in_quotation (self, quotation);

      if (quotation->level > 1)
        continue;
      if (!vbt_stretch_is_empty (name))
        attribution = vbt_reading_attribute (self, name, (VbtStretch){ name.end, name.end + 1 },
                                             "transcript");
      if (attribution != NULL)
        vbt_reading_add_content (
            self, attribution,
            (VbtStretch){ vbt_stretch_is_empty (name) ? quotation->words.start : name.end + 1,
                          quotation->words.end });
      if (!quotation->continues)
        attribution = NULL;
    }
}

/* "“…” — Ann Lee": behind the dash stands whose words these are. */
static void
try_dash (VbtReading *self, const VbtQuotation *quotation)
{
  static const char *const dashes[] = { "—", "–", "―", "--", "-", "~", NULL };
  guint dash = quotation->words.end;
  guint end;
  VbtStretch speaker;

  if (quotation->level > 1 || dash + 1 >= self->words->len
      || !vbt_reading_reads_any (self, dash, dashes)
      || !vbt_reading_is (self, dash + 1, VBT_CLASS (CAPITAL) | VBT_CLASS (TITLE))
      || !vbt_reading_is_free (self, quotation->words))
    return;
  for (end = dash + 1;
       end < self->words->len
       && vbt_reading_word (self, end)->paragraph == vbt_reading_word (self, dash + 1)->paragraph;)
    end++;
  speaker = vbt_phrase_after (self, dash + 1, end);
  /* Nothing but the name is left of the paragraph. */
  if (vbt_stretch_is_empty (speaker) || end - speaker.end > 6)
    return;
  vbt_reading_add_quotation (
      self,
      vbt_reading_attribute (self, speaker, (VbtStretch){ dash, dash + 1 }, "quote-dash-name"),
      (guint)(quotation - vbt_reading_quotation (self, 0)));
}

/**
 * vbt_sieve_colons:
 * @self: a reading
 *
 * Finds a name, a colon and what the one said: "Smith: “…”", paragraphs of a transcript, a
 * headline; and a name behind a quotation and a dash.
 */
void
vbt_sieve_colons (VbtReading *self)
{
  for (guint s = 0; s < self->sentences->len; s++)
    try_colon (self, g_array_index (self->sentences, VbtStretch, s));
  find_quoted_transcript (self);
  for (guint q = 0; q < self->quotations->len; q++)
    try_dash (self, vbt_reading_quotation (self, q));
}

/* The verb of speech between two words, or 0. */
static guint
find_say (const VbtReading *self, guint start, guint end)
{
  for (guint i = start; i < end && i < self->words->len; i++)
    if (vbt_reading_is (self, i, VBT_CLASS (SAY)) && vbt_reading_word (self, i)->quotation < 0)
      return i;
  return 0;
}

/* The same where words are not parted by spaces, and so a form may be of several tokens. */
static VbtStretch
find_say_joined (const VbtReading *self, guint start, guint end)
{
  end = MIN (end, self->words->len);
  for (guint i = start; i < end; i++)
    for (guint n = MIN (3, end - i); n > 0; n--)
      {
        VbtStretch words = { i, i + n };
        g_autofree char *slice = vbt_reading_slice (self, words);

        if (vbt_word_classes (self->language, slice) & VBT_CLASS (SAY))
          return words;
      }
  return (VbtStretch){ start, start };
}

/* Japanese: "NAME は「…」と述べた". */
static void
attribute_japanese (VbtReading *self, guint q)
{
  static const char *const particles[] = { "と", "とし", "との", "って", "などと", NULL };
  VbtStretch words = vbt_reading_quotation (self, q)->words;
  guint start
      = g_array_index (self->sentences, VbtStretch, vbt_reading_word (self, words.start)->sentence)
            .start;
  VbtStretch speaker = { start, start };
  VbtStretch cue = find_say_joined (self, words.end, words.end + 8);

  if (words.end >= self->words->len || !vbt_reading_reads_any (self, words.end, particles))
    return;
  for (guint i = words.start; i > start && vbt_stretch_is_empty (speaker); i--)
    if (vbt_reading_is (self, i - 1, VBT_CLASS (TOPIC)) && i - 1 - start < 25)
      speaker.end = i - 1;
  if (!vbt_reading_is_free (self, speaker))
    speaker.end = start;
  if (!vbt_stretch_is_empty (cue) || !vbt_stretch_is_empty (speaker))
    vbt_reading_add_quotation (self, vbt_reading_attribute (self, speaker, cue, "topic-quote-verb"),
                               q);
}

/* Arabic: the verb, who, and behind a colon or a conjunction what. Chinese: who, the verb, and
 * behind a colon what. */
static void
attribute_verb_colon (VbtReading *self, guint verb, VbtStretch sentence, gboolean verb_first)
{
  static const char *const marks[] = { ":", "：", ",", "،", "，", NULL };
  VbtStretch speaker = { verb + 1, verb + 1 };
  VbtStretch cue = { verb, verb + 1 };
  guint i = verb + 1;
  int q;

  for (; verb_first && i < sentence.end && i < verb + 14; i++)
    if (vbt_reading_is (self, i, VBT_CLASS (PUNCTUATION) | VBT_CLASS (CONJUNCTION)))
      break;
  speaker.end = i;
  if (!verb_first)
    for (speaker = (VbtStretch){ verb, verb };
         speaker.start > sentence.start && verb - speaker.start < 10
         && !vbt_reading_reads_any (self, speaker.start - 1, marks);)
      speaker.start--;
  q = vbt_reading_quotation_behind (self, i);
  if (!vbt_reading_is_free (self, speaker) || !vbt_reading_is_free (self, cue))
    return;
  if (q >= 0)
    vbt_reading_add_quotation (
        self, vbt_reading_attribute (self, speaker, cue, "verb-speaker-quote"), (guint)q);
  else if (verb_first && i < sentence.end && vbt_reading_is (self, i, VBT_CLASS (CONJUNCTION)))
    vbt_reading_add_content (self,
                             vbt_reading_attribute (self, speaker, cue, "verb-speaker-clause"),
                             (VbtStretch){ i, sentence.end });
}

/**
 * vbt_sieve_languages:
 * @self: a reading
 *
 * Finds attributions in languages whose order of words is another one.
 */
void
vbt_sieve_languages (VbtReading *self)
{
  gboolean arabic = g_str_equal (self->language, "ar");

  if (g_str_equal (self->language, "ja"))
    for (guint q = 0; q < self->quotations->len; q++)
      if (vbt_reading_quotation (self, q)->level == 1)
        attribute_japanese (self, q);
  if (g_str_equal (self->language, "fr"))
    vbt_sieve_incises (self);
  if (!arabic && !g_str_equal (self->language, "zh"))
    return;
  for (guint s = 0; s < self->sentences->len; s++)
    {
      VbtStretch sentence = g_array_index (self->sentences, VbtStretch, s);

      for (guint i = sentence.start; i < sentence.end; i++)
        if (find_say (self, i, i + 1) == i && vbt_reading_is (self, i, VBT_CLASS (SAY)))
          attribute_verb_colon (self, i, sentence, arabic);
    }
}
