/* vbt-word-breaks.c: the boundaries of words in a text, as ICU has them, by its own rules only where they are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-word-breaks.h"

#include "model/vbt-ascii.h"

/* ICU takes most of the time that segmenting and indexing take, and most of what it looks at are letters between
 * spaces. So the text is taken in regions that end before a space or a line break: there no rule of words
 * (Unicode Standard Annex 29) looks across. A region in which there is nothing but letters of the Latin script, digits
 * and common punctuation needs a handful of the rules; every other one goes to ICU, with the spaces
 * before it. That both give the same is shown by tests/core/test-word-breaks.c for everything that can stand together. */

typedef enum
{
  OTHER, /* for ICU */
  LETTER,
  DIGIT,
  MID, /* joins two letters or two digits */
  MID_DIGIT,
  DISPUTED, /* joins letters in some releases and languages; the sign of e-mail addresses is for ICU at once */
  SINGLE,
  SPACE,
  LINE,
} Class;

static const guint8 ascii[128] = {
  ['\t'] = SINGLE,        ['\n'] = LINE,     ['\r'] = LINE,          [' '] = SPACE,
  ['!'] = SINGLE,         ['"'] = SINGLE,    ['#'] = SINGLE,         ['$'] = SINGLE,
  ['%'] = SINGLE,         ['&'] = SINGLE,    ['\''] = MID,           ['('] = SINGLE,
  [')'] = SINGLE,         ['*'] = SINGLE,    ['+'] = SINGLE,         [','] = MID_DIGIT,
  ['-'] = SINGLE,         ['.'] = MID,       ['/'] = SINGLE,         ['0' ... '9'] = DIGIT,
  [':'] = DISPUTED,       [';'] = MID_DIGIT, ['<'] = SINGLE,         ['='] = SINGLE,
  ['>'] = SINGLE,         ['?'] = SINGLE,    ['A' ... 'Z'] = LETTER, ['['] = SINGLE,
  ['\\'] = SINGLE,        [']'] = SINGLE,    ['^'] = SINGLE,         ['`'] = SINGLE,
  ['a' ... 'z'] = LETTER, ['{'] = SINGLE,    ['|'] = SINGLE,         ['}'] = SINGLE,
  ['~'] = SINGLE,
};

static Class
class_of_other (gunichar c)
{
  switch (c)
    {
    case 0xa0:
    case 0xab:
    case 0xbb:
    case 0x2013:
    case 0x2014:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x2026:
      return SINGLE;
    case 0x2018:
    case 0x2019:
      return MID;
    default:
      return c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7 ? LETTER : OTHER;
    }
}

static inline Class
class_at (const VbtWordBreaks *self, gsize byte, gsize *next)
{
  const char *p = self->utf8 + byte;

  if (byte >= self->n_bytes)
    {
      *next = byte;
      return LINE;
    }
  if ((guchar)*p < 0x80)
    {
      *next = byte + 1;
      return ascii[(guchar)*p];
    }
  *next = (gsize)(g_utf8_next_char (p) - self->utf8);
  return class_of_other (g_utf8_get_char (p));
}

static inline gboolean
is_alphanumeric (Class class)
{
  return class == LETTER || class == DIGIT;
}

/* Where the letters of ASCII end that begin at @byte, if any do: what most of a text is. */
static inline gsize
skip_letters (const VbtWordBreaks *self, gsize byte)
{
  while (byte < self->n_bytes && vbt_is_ascii_letter (self->utf8[byte]))
    byte++;
  return byte;
}

/* Where the region ends that begins at @byte, and whether it is plain. */
static gsize
find_region (const VbtWordBreaks *self, gsize byte, gboolean *plain)
{
  Class before = LINE, last = LINE;
  gsize next;

  *plain = TRUE;
  for (;; byte = next)
    {
      Class class = class_at (self, byte, &next);

      if (class == LINE || (class == SPACE && last != OTHER))
        return byte;
      if (class == OTHER || (class == LETTER && last == DIGIT) || (class == DIGIT && last == LETTER)
          || (last == DISPUTED && is_alphanumeric (class) && is_alphanumeric (before)))
        *plain = FALSE;
      before = last;
      last = class == SPACE ? OTHER : class; /* a space behind what is for ICU belongs to it */
      if (class == LETTER)
        {
          byte = next;
          next = skip_letters (self, byte);
          before = next > byte ? LETTER : before;
        }
    }
}

/* ICU has no data only where the installation is broken; then every region is one piece. */
static void
begin_region (VbtWordBreaks *self, gsize start, gsize end)
{
  UErrorCode status = U_ZERO_ERROR;

  if (self->iterator == NULL)
    self->iterator = ubrk_open (UBRK_WORD, self->language, NULL, 0, &status);
  utext_openUTF8 (&self->utext, self->utf8 + start, (int64_t)(end - start), &status);
  ubrk_setUText (self->iterator, &self->utext, &status);
  if (U_FAILURE (status))
    g_critical ("ICU cannot segment texts: %s", u_errorName (status));
  self->region = start;
  self->region_end = end;
}

static gboolean
next_of_region (VbtWordBreaks *self)
{
  int32_t end = ubrk_next (self->iterator);

  self->status = ubrk_getRuleStatus (self->iterator);
  self->end = end == UBRK_DONE ? self->region_end : self->region + (gsize)end;
  return TRUE;
}

/* A word of letters or a number, with what joins its parts. */
static gsize
end_of_word (const VbtWordBreaks *self, gsize byte, Class kind)
{
  for (;;)
    {
      gsize next, behind;
      Class class;

      if (kind == LETTER)
        byte = skip_letters (self, byte);
      class = class_at (self, byte, &next);
      if (class == MID || (class == MID_DIGIT && kind == DIGIT))
        {
          if (class_at (self, next, &behind) != kind)
            return byte;
          next = behind;
        }
      else if (class != kind)
        return byte;
      byte = next;
    }
}

static gboolean
next_plain (VbtWordBreaks *self)
{
  Class class = class_at (self, self->start, &self->end);

  self->status = UBRK_WORD_NONE;
  if (!is_alphanumeric (class))
    return TRUE;
  self->status = class == LETTER ? UBRK_WORD_LETTER : UBRK_WORD_NUMBER;
  self->end = end_of_word (self, self->end, class);
  return TRUE;
}

/* A line break, or spaces and the region behind them. */
static gboolean
next_region (VbtWordBreaks *self)
{
  gboolean plain;
  gsize next, byte = self->start;
  Class class = class_at (self, byte, &next);

  self->status = UBRK_WORD_NONE;
  if (class == LINE)
    {
      gboolean both = self->utf8[byte] == '\r' && next < self->n_bytes && self->utf8[next] == '\n';

      self->end = both ? next + 1 : next;
      return TRUE;
    }
  while (byte < self->n_bytes && self->utf8[byte] == ' ')
    byte++;
  class = class_at (self, byte, &next);
  if (byte > self->start && class != OTHER)
    {
      self->end = byte;
      return TRUE;
    }
  next = find_region (self, byte, &plain);
  if (!plain)
    {
      begin_region (self, self->start, next);
      return next_of_region (self);
    }
  self->plain_end = next;
  return next_plain (self);
}

/**
 * vbt_word_breaks_set_text:
 * @self: a walk through another text, or a new one
 * @language: (nullable): of two letters; must outlive @self, and be the same for all its texts
 * @utf8: valid UTF-8 that outlives the walk
 * @n_bytes: its length
 *
 * Begins at the start of a text.
 */
void
vbt_word_breaks_set_text (VbtWordBreaks *self, const char *language, const char *utf8,
                          gsize n_bytes)
{
  self->start = self->end = 0;
  self->plain_end = self->region = self->region_end = 0;
  self->language = language != NULL ? language : "";
  self->utf8 = utf8;
  self->n_bytes = n_bytes;
}

/**
 * vbt_word_breaks_next:
 * @self: a walk
 *
 * Goes on to the next piece: a word, a number, white space, or a sign. The boundaries are those of an iterator
 * of ICU for words, and so is the status of what is between them.
 *
 * Returns: FALSE at the end of the text
 */
gboolean
vbt_word_breaks_next (VbtWordBreaks *self)
{
  self->start = self->end;
  if (self->start >= self->n_bytes)
    return FALSE;
  if (self->start < self->plain_end)
    return next_plain (self);
  if (self->start < self->region_end)
    return next_of_region (self);
  return next_region (self);
}

/**
 * vbt_word_breaks_clear:
 * @self: a walk
 *
 * Frees what it holds.
 */
void
vbt_word_breaks_clear (VbtWordBreaks *self)
{
  g_clear_pointer (&self->iterator, ubrk_close);
  utext_close (&self->utext);
}
