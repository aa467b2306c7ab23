/* vbt-quotations.c: which words of a reading stand between quotation marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-quoted.h"
#include "taggers/vbt-reading.h"

static gsize
byte_of (const VbtReading *self, const char *place)
{
  return (gsize)(place - vbt_text_get_utf8 (self->text));
}

/* The words that begin and end between the marks, from the word @from on. */
static VbtStretch
words_of (const VbtReading *self, const VbtQuoted *quoted, guint from)
{
  VbtStretch words = { from, from };

  while (words.start < self->words->len
         && byte_of (self, vbt_reading_word (self, words.start)->start) < quoted->start)
    words.start++;
  for (words.end = words.start;
       words.end < self->words->len
       && byte_of (self, vbt_reading_word (self, words.end)->end) <= quoted->end;)
    words.end++;
  return words;
}

static void
mark_words (VbtReading *self, VbtQuotation *quotation)
{
  if (quotation->level > 1)
    return;
  for (guint i = quotation->words.start; i < quotation->words.end; i++)
    {
      vbt_reading_word (self, i)->quotation = (int)self->quotations->len;
      quotation->n_letters += !vbt_reading_is (self, i, VBT_CLASS (PUNCTUATION));
    }
}

/**
 * vbt_quotations_find:
 * @self: a reading with words
 *
 * Finds what stands between quotation marks, see vbt_quoted_find().
 */
void
vbt_quotations_find (VbtReading *self)
{
  g_autoptr (GArray) found = vbt_quoted_find (self->text, self->language);
  guint from = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const VbtQuoted *quoted = &g_array_index (found, VbtQuoted, i);
      VbtQuotation quotation = { .words = words_of (self, quoted, from),
                                 .mark = quoted->mark,
                                 .level = quoted->level,
                                 .closed = quoted->closed,
                                 .continues = quoted->continues };

      from = quotation.words.start;
      if (vbt_stretch_is_empty (quotation.words))
        continue;
      mark_words (self, &quotation);
      g_array_append_val (self->quotations, quotation);
    }
}
