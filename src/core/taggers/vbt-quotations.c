/* vbt-quotations.c: pairs the quotation marks of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

#include "model/vbt-check-private.h"

#include <string.h>

/* Quotations in quotations in quotations: deeper than this is noise. */
#define DEEPEST 64
/* So far a single mark looks for the one that closes it: it may be an apostrophe. */
#define SINGLE_WORDS 300

typedef struct
{
  VbtReading *reading;
  guint open[DEEPEST]; /* quotations */
  guint depth;
  guint end; /* of the paragraph */

  /* Where the mark that closes a single one was last found, or that there is none before: so that
   * many that nothing closes are not looked up again and again. */
  gunichar single;
  guint searched;
  guint found;
  gboolean has_found;
} Pairing;

static gunichar
char_before (const VbtReading *self, guint index)
{
  const char *start = vbt_reading_word (self, index)->start;

  return start > vbt_text_get_utf8 (self->text) ? g_utf8_get_char (g_utf8_prev_char (start)) : ' ';
}

static gunichar
char_after (const VbtReading *self, guint index)
{
  return g_utf8_get_char (vbt_reading_word (self, index)->end);
}

/* The quotation mark that a word is, or 0. */
static gunichar
mark_of (const VbtReading *self, guint index)
{
  const VbtWord *word = vbt_reading_word (self, index);
  gunichar c;

  if (!(word->classes & VBT_CLASS (PUNCTUATION)))
    return 0;
  if (g_str_equal (word->lower, "''") || g_str_equal (word->lower, "``")
      || g_str_equal (word->lower, "'''"))
    return '"';
  if (word->range.end - word->range.start != 1)
    return 0;
  c = g_utf8_get_char (word->start);
  return vbt_mark_may_open (c) || c == 0x2019 || c == 0x201d || c == 0x300d || c == 0x300f
                 || c == 0x300b || c == 0x301e || c == 0x301f || c == 0xff63
             ? c
             : 0;
}

static gboolean
is_single_mark (gunichar mark)
{
  return mark == '\'' || mark == 0x2018 || mark == 0x2019 || mark == 0x201a || mark == 0x201b
         || mark == 0x2039 || mark == 0x203a;
}

static gboolean
is_open_place (gunichar before, gunichar after)
{
  gboolean free_before
      = g_unichar_isspace (before) || before == 0 || before == 0xfeff
        || (g_unichar_ispunct (before) && strchr (".,!?)]", (int)(before & 0x7f)) == NULL)
        || before >= 0x2010;

  return free_before && after != 0 && !g_unichar_isspace (after) && after != ',' && after != '.';
}

/* "the ministers’ plan": this mark is an apostrophe if one behind it closes better. */
static gboolean
closes_better_later (const Pairing *self, guint index)
{
  const VbtReading *reading = self->reading;
  guint end = MIN (self->end, index + 60);

  if (!g_unichar_isspace (char_after (reading, index)) || char_before (reading, index) != 's')
    return FALSE;
  for (guint i = index + 1; i < end; i++)
    {
      gunichar mark = mark_of (reading, i);

      if (mark == 0x2018 || mark == 0x201c || mark == 0x201d)
        return FALSE;
      if ((mark == 0x2019 || mark == '\'') && !g_unichar_isspace (char_before (reading, i)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
closes_single (const VbtReading *self, guint index, gunichar mark)
{
  return vbt_mark_closes (mark_of (self, index), mark)
         && !g_unichar_isspace (char_before (self, index))
         && !g_unichar_isalnum (char_after (self, index));
}

static gboolean
has_closing_single (Pairing *self, guint index, gunichar mark)
{
  guint end = MIN (self->end, index + SINGLE_WORDS);
  guint from = index + 2;

  if (self->single != mark)
    {
      self->single = mark;
      self->searched = 0;
      self->has_found = FALSE;
    }
  if (self->has_found && self->found >= from)
    return self->found < end;
  self->has_found = FALSE;
  for (from = MAX (from, self->searched); from < end && !self->has_found; from++)
    if (closes_single (self->reading, from, mark))
      {
        self->has_found = TRUE;
        self->found = from;
      }
  self->searched = MAX (self->searched, from);
  return self->has_found;
}

static gboolean
opens (Pairing *self, guint index, gunichar mark)
{
  const VbtReading *reading = self->reading;
  gunichar before = char_before (reading, index);
  gunichar after = char_after (reading, index);

  if (!vbt_mark_may_open (mark) || self->depth == DEEPEST)
    return FALSE;
  if (mark == 0x201d)
    return (g_str_equal (reading->language, "sv") || g_str_equal (reading->language, "fi"))
           && is_open_place (before, after);
  if (is_single_mark (mark))
    return is_open_place (before, after) && !(mark == '\'' && g_unichar_isdigit (after))
           && has_closing_single (self, index, mark);
  if (mark == '"' || mark == 0xff02 || mark == 0xbb)
    return is_open_place (before, after);
  return TRUE;
}

static void
open_quotation (Pairing *self, guint index, gunichar mark)
{
  VbtQuotation quotation = { { index, self->end }, mark, self->depth + 1, FALSE, FALSE, 0 };

  self->open[self->depth++] = self->reading->quotations->len;
  g_array_append_val (self->reading->quotations, quotation);
}

static void
close_to (Pairing *self, guint depth, guint end, gboolean closed)
{
  while (self->depth > depth)
    {
      VbtQuotation *quotation = vbt_reading_quotation (self->reading, self->open[--self->depth]);

      quotation->words.end = end;
      quotation->closed = closed && self->depth == depth;
    }
}

/* The innermost open quotation that a mark closes: its depth from 0, or -1. */
static int
find_closed (const Pairing *self, guint index, gunichar mark)
{
  gunichar before = char_before (self->reading, index);
  gunichar after = char_after (self->reading, index);

  if (is_single_mark (mark) && (g_unichar_isalnum (after) || g_unichar_isspace (before)))
    return -1;
  if ((mark == '\'' || mark == 0x2019) && closes_better_later (self, index))
    return -1;
  for (guint depth = self->depth; depth > 0; depth--)
    {
      const VbtQuotation *open = vbt_reading_quotation (self->reading, self->open[depth - 1]);

      if (vbt_mark_closes (mark, open->mark)
          || (mark == '"' && (open->mark == 0x201c || open->mark == 0x201e))
          || (mark == 0x201d && open->mark == '"')
          /* “So be it,“ as some papers have it. */
          || (mark == 0x201c && open->mark == mark && !g_unichar_isspace (before)
              && !g_unichar_isalnum (after)))
        return (int)depth - 1;
    }
  return -1;
}

/* Another quotation begins before this one was closed: somebody forgot a mark. */
static gboolean
opens_anew (const Pairing *self, guint index, gunichar mark, int closed)
{
  const VbtReading *reading = self->reading;
  const VbtQuotation *outer
      = self->depth > 0 ? vbt_reading_quotation (reading, self->open[0]) : NULL;

  if (self->depth != 1 || outer->mark != mark || index < outer->words.start + 2)
    return FALSE;
  if (mark == 0x201c)
    return closed < 0;
  return mark == '"' && g_unichar_isspace (char_before (reading, index))
         && g_unichar_isalnum (char_after (reading, index));
}

/* "He told me ‘she said "no" twice’": the same mark opens again inside of another one. */
static gboolean
nests (const Pairing *self, guint index, gunichar mark)
{
  const VbtReading *reading = self->reading;
  gunichar innermost
      = self->depth > 0 ? vbt_reading_quotation (reading, self->open[self->depth - 1])->mark : 0;

  if (self->depth < 2 || self->depth == DEEPEST || !is_single_mark (innermost))
    return FALSE;
  return mark == 0x201c
         || (mark == '"' && g_unichar_isspace (char_before (reading, index))
             && g_unichar_isalnum (char_after (reading, index)));
}

static void
meet (Pairing *self, guint index, gunichar mark)
{
  int closed = find_closed (self, index, mark);

  if (nests (self, index, mark))
    open_quotation (self, index, mark);
  else if (opens_anew (self, index, mark, closed))
    {
      close_to (self, 0, index, FALSE);
      open_quotation (self, index, mark);
    }
  else if (closed >= 0)
    close_to (self, (guint)closed, index + 1, TRUE);
  else if (opens (self, index, mark))
    open_quotation (self, index, mark);
}

static void
pair_paragraph (VbtReading *reading, VbtStretch words)
{
  Pairing self = { .reading = reading, .end = words.end };

  for (guint i = words.start; i < words.end; i++)
    {
      gunichar mark = mark_of (reading, i);

      if (mark != 0)
        meet (&self, i, mark);
    }
  close_to (&self, 0, words.end, FALSE);
}

/* Which words are in which quotation, and which quotations go on in the next paragraph. */
static void
mark_words (VbtReading *self)
{
  VbtQuotation *last = NULL;

  for (guint q = 0; q < self->quotations->len; q++)
    {
      VbtQuotation *quotation = vbt_reading_quotation (self, q);

      if (quotation->level > 1)
        continue;
      for (guint i = quotation->words.start; i < quotation->words.end; i++)
        {
          vbt_reading_word (self, i)->quotation = (int)q;
          quotation->n_letters += !vbt_reading_is (self, i, VBT_CLASS (PUNCTUATION));
        }
      if (last != NULL && !last->closed && last->words.end == quotation->words.start
          && last->mark == quotation->mark
          && vbt_reading_word (self, last->words.end - 1)->paragraph
                 != vbt_reading_word (self, quotation->words.start)->paragraph)
        last->continues = TRUE;
      last = quotation;
    }
}

/**
 * vbt_quotations_find:
 * @self: a reading with words
 *
 * Pairs the quotation marks of every paragraph, of all scripts and kinds, in levels; tells
 * apostrophes from single marks. What nothing closes ends with its paragraph, and goes on in the
 * next one if that opens with the same mark.
 */
void
vbt_quotations_find (VbtReading *self)
{
  guint start = 0;

  for (guint i = 1; i <= self->words->len; i++)
    if (i == self->words->len
        || vbt_reading_word (self, i)->paragraph != vbt_reading_word (self, start)->paragraph)
      {
        pair_paragraph (self, (VbtStretch){ start, i });
        start = i;
      }
  mark_words (self);
}
