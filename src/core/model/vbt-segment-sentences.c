/* vbt-segment-sentences.c: sentences of a text, by ICU and what it does not know
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment-private.h"

#include "model/vbt-lexicon.h"

#include <string.h>

/* So far after a question in quotation marks may stand the verb that reports it. */
#define REPORTING_TOKENS 8

typedef struct
{
  const VbtText *text;
  const char *utf8;
  const char *language;
  const GArray *tokens;
  GArray *sentences;
  VbtCursor cursor;
  guint first; /* the token that begins the sentence */
} Sentencer;

static VbtRange
token_at (const Sentencer *self, guint index)
{
  return g_array_index (self->tokens, VbtRange, index);
}

static gunichar
first_char (const Sentencer *self, guint index)
{
  return vbt_text_get_char (self->text, token_at (self, index).start);
}

static char *
token_text (const Sentencer *self, guint index)
{
  VbtRange token = token_at (self, index);

  return vbt_text_slice (self->text, token.start, token.end);
}

static gboolean
is_single (const Sentencer *self, guint index)
{
  VbtRange token = token_at (self, index);

  return token.end - token.start == 1;
}

/* A line break between two tokens ends the paragraph, and so the sentence. */
static gboolean
breaks_line (const Sentencer *self, guint index)
{
  const char *p = vbt_text_at (self->text, token_at (self, index - 1).end);
  const char *end = vbt_text_at (self->text, token_at (self, index).start);

  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        return TRUE;
    }
  return FALSE;
}

static gunichar
char_behind (const Sentencer *self, guint index)
{
  return vbt_text_get_char (self->text, token_at (self, index).end);
}

/* A mark that closes what the sentence before it opened. The guillemets and the straight mark open
 * or close by where the space is. */
static gboolean
is_closer (const Sentencer *self, guint index)
{
  gunichar c = first_char (self, index);
  gunichar next = char_behind (self, index);
  gboolean before_space = next == 0 || g_unichar_isspace (next) || g_unichar_ispunct (next);

  /* '' and ''' are double marks of typewriters. */
  if (!is_single (self, index))
    return c == '\'' && before_space
           && vbt_text_get_char (self->text, token_at (self, index).end - 1) == '\'';
  switch (c)
    {
    case 0x201d: /* ” */
    case ')':
    case ']':
    case '}':
    case 0x300d: /* 」 */
    case 0x300f: /* 』 */
    case 0xff09: /* fullwidth ) */
      return TRUE;
    case 0x201c: /* “ closes in German */
      return g_str_equal (self->language, "de") && before_space;
    case 0xbb:   /* » */
    case 0x203a: /* › */
      return before_space;
    case 0xab:   /* « */
    case 0x2039: /* ‹ */
      return g_str_equal (self->language, "de") && before_space;
    case '"':
    case 0x2019: /* ’ */
      return before_space;
    default:
      return FALSE;
    }
}

/* The token that ends the sentence before @index, behind its closing marks. */
static guint
last_word (const Sentencer *self, guint index, gboolean *closed)
{
  *closed = FALSE;
  index--;
  while (index > self->first && is_closer (self, index))
    {
      index--;
      *closed = TRUE;
    }
  return index;
}

static gboolean
is_starter (const Sentencer *self, guint index)
{
  g_autofree char *word = token_text (self, index);

  return vbt_lexicon_has (self->language, "starters", word);
}

/* "Mr. Smith" goes on; "in the U.S. The" does not, "the U.S. Senate" does. */
static gboolean
abbreviation_goes_on (const Sentencer *self, guint last, guint index)
{
  g_autofree char *word = token_text (self, last);
  gsize length = strlen (word);
  const char *kind;

  if (length < 2 || length > 40 || word[length - 1] != '.' || word[length - 2] == '.')
    return FALSE;
  word[length - 1] = '\0';
  kind = vbt_lexicon_value (self->language, "abbreviations", word);
  if (kind != NULL && *kind != '\0')
    return TRUE;
  while (index < self->tokens->len && g_unichar_ispunct (first_char (self, index)))
    return FALSE;
  return !is_starter (self, index);
}

/* "Who knows?” she said", "Who knows?” Mary Ann Smith said": the question does not end it. */
static gboolean
reporting_follows (const Sentencer *self, guint index)
{
  for (guint i = index; i < self->tokens->len && i < index + REPORTING_TOKENS; i++)
    {
      g_autofree char *word = NULL;
      gunichar c = first_char (self, i);

      if (i > index && breaks_line (self, i))
        return FALSE;
      if (g_unichar_ispunct (c) && !is_single (self, i))
        continue;
      if (g_unichar_ispunct (c))
        return FALSE;
      word = token_text (self, i);
      if (vbt_lexicon_has (self->language, "reporting", word))
        return i > index || g_unichar_islower (c);
    }
  return FALSE;
}

static gboolean
is_hiragana (gunichar c)
{
  return c >= 0x3041 && c <= 0x309f;
}

static gboolean
question_goes_on (const Sentencer *self, guint last, guint index, gboolean closed)
{
  gunichar end = first_char (self, last);
  gunichar next = first_char (self, index);

  if (is_hiragana (next) && closed)
    return TRUE;
  if (end != '?' && end != '!' && end != 0x2026 && end != 0x61f)
    return FALSE;
  if (g_unichar_islower (next))
    return TRUE;
  return closed && reporting_follows (self, index);
}

/* "1. First": the number of a paragraph is no sentence. */
static gboolean
is_paragraph_number (const Sentencer *self, guint last)
{
  return last == self->first + 1 && g_unichar_isdigit (first_char (self, self->first))
         && first_char (self, last) == '.'
         && token_at (self, self->first).end - token_at (self, self->first).start <= 3
         && (self->first == 0 || breaks_line (self, self->first));
}

static gboolean
goes_on (const Sentencer *self, guint index)
{
  gboolean closed;
  guint last = last_word (self, index, &closed);

  if (abbreviation_goes_on (self, last, index))
    return TRUE;
  return question_goes_on (self, last, index, closed) || is_paragraph_number (self, last);
}

static void
end_sentence (Sentencer *self, guint index)
{
  VbtRange sentence = { token_at (self, self->first).start, token_at (self, index - 1).end };

  g_array_append_val (self->sentences, sentence);
  self->first = index;
}

/* Looks at a boundary of ICU: at the first token behind it a sentence may begin. */
static guint
look_at (Sentencer *self, guint index, VbtOffset boundary)
{
  while (index < self->tokens->len && token_at (self, index).start < boundary)
    index++;
  if (index <= self->first || index == self->tokens->len
      || token_at (self, index - 1).end > boundary)
    return index;
  while (!breaks_line (self, index) && is_closer (self, index))
    if (++index == self->tokens->len)
      return index;
  if (breaks_line (self, index) || !goes_on (self, index))
    end_sentence (self, index);
  return index;
}

/**
 * vbt_segment_sentences:
 * @text: a text
 * @language: (nullable): the BCP 47 tag of its language; by script and words if not given
 * @tokens: of VbtRange: what vbt_segment_tokens() gave
 *
 * Finds the sentences of a text. A line break always ends one. None ends behind "Mr.", and none
 * behind a question in quotation marks that is reported ("“Who knows?” she said"); a closing mark
 * belongs to the sentence that it closes. Takes linear time.
 *
 * Of ICU the plain rules are taken, without its lists of suppressed breaks, which hold ordinary
 * words ("In.", "Job.", "Joe."): abbreviations are known by the tokens.
 *
 * Returns: (transfer full): of VbtRange, ordered, from the start of a token to the end of one;
 *   together they hold all tokens
 */
GArray *
vbt_segment_sentences (const VbtText *text, const char *language, const GArray *tokens)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_auto (VbtBreaks) breaks = { NULL, UTEXT_INITIALIZER };
  Sentencer self = { 0 };
  guint index = 0;

  g_return_val_if_fail (text != NULL && tokens != NULL, sentences);

  self.text = text;
  self.utf8 = vbt_text_get_utf8 (text);
  self.language = vbt_language_of (text, language);
  self.tokens = tokens;
  self.sentences = sentences;
  self.cursor = (VbtCursor){ self.utf8, 0, 0 };
  if (vbt_breaks_open (&breaks, UBRK_SENTENCE, self.language, self.utf8,
                       vbt_text_get_n_bytes (text)))
    for (int32_t end = ubrk_next (breaks.iterator); end != UBRK_DONE;
         end = ubrk_next (breaks.iterator))
      index = look_at (&self, index, vbt_cursor_move (&self.cursor, (gsize)end));
  if (self.first < tokens->len)
    end_sentence (&self, tokens->len);
  return sentences;
}
