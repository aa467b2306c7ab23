/* vbt-dictionary-words.c: a text, word by word, as a dictionary compares it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "taggers/vbt-dictionary-private.h"

/* Longer runs between two words join no name. */
#define LONGEST_GAP 8

/* Scripts that put no spaces between words: every character may begin a name. */
static inline gboolean
stands_alone (gunichar c)
{
  return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f)
         || (c >= 0x1780 && c <= 0x17ff) || (c >= 0x2e80 && c <= 0x2fdf)
         || (c >= 0x3005 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf)
         || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
         || (c >= 0x20000 && c <= 0x3ffff);
}

static inline gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char)c) : g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static inline gunichar
char_at (const char *p)
{
  return (guchar)*p < 0x80 ? (guchar)*p : g_utf8_get_char (p);
}

/* The same word may be written with composed or with decomposed accents. */
static void
hash_composed (Word *word)
{
  g_autofree char *composed
      = g_utf8_normalize (word->start, word->end - word->start, G_NORMALIZE_NFC);

  word->folded = word->exact = 1;
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      word->folded = mix (word->folded, g_unichar_tolower (c));
      word->exact = mix (word->exact, c);
    }
}

/* From a letter to the last one of its word. */
static void
read_word (const char *start, const char *end, Word *word)
{
  gunichar first = char_at (start);
  gboolean is_alone = first >= 0x80 && stands_alone (first);
  gboolean has_mark = FALSE;
  const char *p = start;

  word->start = start;
  word->folded = word->exact = 1;
  word->is_capital = first < 0x80 ? g_ascii_isupper ((char)first) : g_unichar_isupper (first);
  while (p < end)
    {
      gunichar c = char_at (p);

      if (!is_letter (c) || (p > start && (is_alone || (c >= 0x80 && stands_alone (c)))))
        break;
      word->exact = mix (word->exact, c);
      word->folded = mix (word->folded,
                          c < 0x80 ? (gunichar)g_ascii_tolower ((char)c) : g_unichar_tolower (c));
      has_mark |= c >= 0x300 && c < 0x370;
      p = (guchar)*p < 0x80 ? p + 1 : g_utf8_next_char (p);
    }
  word->end = p;
  if (has_mark)
    hash_composed (word);
}

/** vbt_word_reader_init: begins to read a text, which must outlive the reader. */
void
vbt_word_reader_init (WordReader *self, const char *text, gsize n_bytes)
{
  self->text = self->next = text;
  self->end = text + n_bytes;
  self->n_words = 0;
}

static gboolean
reader_read (WordReader *self)
{
  const char *p = self->next;

  while (p < self->end && !is_letter (char_at (p)))
    p = (guchar)*p < 0x80 ? p + 1 : g_utf8_next_char (p);
  self->next = p;
  if (p >= self->end)
    return FALSE;
  read_word (p, self->end, &self->words[self->n_words % VBT_DICTIONARY_WORDS]);
  self->next = self->words[self->n_words % VBT_DICTIONARY_WORDS].end;
  self->n_words++;
  return TRUE;
}

/** vbt_word_reader_get: the @index-th word of the text, among the last ones or the next one. */
const Word *
vbt_word_reader_get (WordReader *self, guint64 index)
{
  if (index >= self->n_words && !reader_read (self))
    return NULL;
  return &self->words[index % VBT_DICTIONARY_WORDS];
}

/* Spaces, hyphens and apostrophes are of many kinds that mean the same. */
static guint64
normal_of (gunichar c)
{
  if (c == 0x2019 || c == 0x02bc)
    return '\'';
  return c == 0x2010 || c == 0x2011 ? '-' : c;
}

/** vbt_word_gap: the hash of what is between two words; FALSE where no name goes on over it. */
gboolean
vbt_word_gap (const char *start, const char *end, guint64 *hash)
{
  guint n_lines = 0;
  gboolean was_space = FALSE;

  *hash = ' ';
  if (end - start == 1 && *start == ' ')
    return TRUE;
  *hash = 0;
  if (end - start > LONGEST_GAP)
    return FALSE;
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_space = g_unichar_isspace (c);

      n_lines += c == '\n' || c == 0x2029;
      if (!is_space)
        *hash = *hash * 31 + normal_of (c);
      else if (!was_space)
        *hash = *hash * 31 + ' ';
      was_space = is_space;
    }
  return n_lines < 2;
}
