/* vbt-segment.c: words of a text, by ICU's rules and dictionaries and a few rules of our own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment-private.h"

#include "model/vbt-ascii.h"
#include "model/vbt-lexicon.h"
#include "model/vbt-word-breaks.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* The iterators need a locale for the few rules that depend on one; what has none works as well. */
#define FALLBACK_LOCALE "en"

/**
 * vbt_breaks_open:
 * @self: (out): the iterator, to be closed
 * @type: words, sentences or characters
 * @language: of two letters
 * @utf8: the text, which must outlive the iterator
 * @n_bytes: its length in bytes
 *
 * Returns: FALSE if ICU lacks its data
 */
gboolean
vbt_breaks_open (VbtBreaks *self, UBreakIteratorType type, const char *language, const char *utf8,
                 gsize n_bytes)
{
  UErrorCode status = U_ZERO_ERROR;

  *self = (VbtBreaks){ NULL, UTEXT_INITIALIZER };
  self->iterator
      = ubrk_open (type, language != NULL ? language : FALLBACK_LOCALE, NULL, 0, &status);
  utext_openUTF8 (&self->utext, utf8, (int64_t)n_bytes, &status);
  ubrk_setUText (self->iterator, &self->utext, &status);
  if (U_SUCCESS (status))
    return TRUE;
  g_critical ("ICU cannot segment texts: %s", u_errorName (status));
  return FALSE;
}

/**
 * vbt_breaks_close:
 * @self: an iterator
 *
 * Frees what it holds.
 */
void
vbt_breaks_close (VbtBreaks *self)
{
  g_clear_pointer (&self->iterator, ubrk_close);
  utext_close (&self->utext);
}

/**
 * vbt_cursor_move:
 * @self: a cursor
 * @byte: not before where it is
 *
 * Returns: @byte in code points
 */
VbtOffset
vbt_cursor_move (VbtCursor *self, gsize byte)
{
  gsize i = self->byte;

  g_assert (byte >= self->byte);
  self->offset += (VbtOffset)(byte - i);
  /* Less the bytes that continue a character: 10xxxxxx; eight at once, added up by the multiplication. */
  for (; i + VBT_WORD <= byte; i += VBT_WORD)
    {
      guint64 word = vbt_read_word (self->utf8 + i);

      word = (word >> 7) & ~(word >> 6) & G_GUINT64_CONSTANT (0x0101010101010101);
      self->offset -= (VbtOffset)((word * G_GUINT64_CONSTANT (0x0101010101010101)) >> 56);
    }
  for (; i < byte; i++)
    self->offset -= ((guchar)self->utf8[i] & 0xc0) == 0x80;
  self->byte = byte;
  return self->offset;
}

/**
 * vbt_segment_next_word:
 * @p: in a text
 * @end: behind the text
 *
 * Returns: (transfer full): the word that follows on the same line, behind spaces and opening
 *   marks; its first letters if it is very long
 */
char *
vbt_segment_next_word (const char *p, const char *end)
{
  const char *start;
  int n = 0;

  while (p < end && n++ < 8 && *p != '\n' && *p != '\r' && !g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  start = p;
  while (p < end && p - start < 40 && g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return g_strndup (start, (gsize)(p - start));
}

/* One piece of the text between two boundaries of ICU, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
  gunichar first;
  gunichar next;    /* the character behind it, or 0 */
  gunichar last;    /* the character before it, or 0 */
  gboolean word;    /* letters, not symbols, numbers or ideographs */
  gboolean adjoins; /* the last token ends where it begins */
} Piece;

typedef struct
{
  const char *utf8;
  gsize n_bytes;
  const char *language;
  VbtWordBreaks words;
  VbtBreaks characters; /* without an iterator until it is needed */
  GArray *tokens;       /* of VbtRange, in bytes until all are found */
  gsize hold;           /* pieces that begin before it belong to the last token */
} Tokenizer;

static const VbtRange *
last_token (const Tokenizer *self)
{
  return &g_array_index (self->tokens, VbtRange, self->tokens->len - 1);
}

static void
extend_last (Tokenizer *self, gsize end)
{
  g_array_index (self->tokens, VbtRange, self->tokens->len - 1).end = (VbtOffset)end;
}

static void
push (Tokenizer *self, gsize start, gsize end)
{
  VbtRange token = { (VbtOffset)start, (VbtOffset)end };

  g_array_append_val (self->tokens, token);
}

/* g_utf8_get_char() is a call, which most characters do not need. */
static inline gunichar
char_at (const Tokenizer *self, gsize byte)
{
  guchar first;

  if (byte >= self->n_bytes)
    return 0;
  first = (guchar)self->utf8[byte];
  return first < 0x80 ? first : g_utf8_get_char (self->utf8 + byte);
}

static inline gunichar
char_before (const Tokenizer *self, gsize byte)
{
  guchar last;

  if (byte == 0)
    return 0;
  last = (guchar)self->utf8[byte - 1];
  return last < 0x80 ? last : g_utf8_get_char (g_utf8_prev_char (self->utf8 + byte));
}

/* Scripts whose words are found by dictionary: a hyphen between two of them joins nothing. */
static gboolean
is_dictionary_script (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  switch ((int)uscript_getScript ((UChar32)c, &status))
    {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_wordish (gunichar c)
{
  return c != 0 && (g_unichar_isalnum (c) || g_unichar_ismark (c)) && !is_dictionary_script (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0xff07;
}

/* White space, controls, and format characters that stand alone: no token. */
static gboolean
is_blank (const Tokenizer *self, const Piece *piece)
{
  if (piece->first > ' ' && piece->first < 0x7f)
    return FALSE;
  for (gsize i = piece->start; i < piece->end;
       i = (gsize)(g_utf8_next_char (self->utf8 + i) - self->utf8))
    {
      gunichar c = char_at (self, i);

      if (!u_isUWhiteSpace ((UChar32)c) && !g_unichar_iscntrl (c)
          && g_unichar_type (c) != G_UNICODE_FORMAT)
        return FALSE;
    }
  return TRUE;
}

/* "1 000 000": a no-break or thin space before exactly three digits groups them. */
static gboolean
groups_digits (const Tokenizer *self, const Piece *piece)
{
  const char *p = self->utf8 + piece->end;

  return piece->adjoins
         && (piece->first == 0xa0 || piece->first == 0x202f || piece->first == 0x2009)
         && g_utf8_next_char (self->utf8 + piece->start) == p && g_unichar_isdigit (piece->last)
         && self->n_bytes - piece->end >= 3 && g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1])
         && g_ascii_isdigit (p[2]) && !g_unichar_isalnum (char_at (self, piece->end + 3));
}

/* "U.S", "e.g", "Ph.D": letters in twos at most, between dots. */
static gboolean
is_dotted (const char *word)
{
  int run = 0;
  gboolean dot = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '.')
        dot = TRUE;
      else if (!g_unichar_isalpha (c) && !g_unichar_ismark (c))
        return FALSE;
      run = c == '.' ? 0 : run + 1;
      if (run > 2)
        return FALSE;
    }
  return dot;
}

/* "George W. Bush", but not "Plan B. The others". */
static gboolean
is_initial (const Tokenizer *self, const char *word, const char *next_word)
{
  gunichar c = g_utf8_get_char (word);

  if (!g_unichar_isupper (c) || *g_utf8_next_char (word) != '\0')
    return FALSE;
  return g_unichar_isupper (g_utf8_get_char (next_word))
         && !vbt_lexicon_has (self->language, "starters", next_word);
}

/* German writes "3. Oktober": the dot makes the number an ordinal. */
static gboolean
is_ordinal (const Tokenizer *self, const char *word, const char *next_word)
{
  return g_str_equal (self->language, "de") && strlen (word) <= 2
         && strspn (word, "0123456789") == strlen (word)
         && (g_unichar_islower (g_utf8_get_char (next_word))
             || vbt_lexicon_has ("de", "months", next_word));
}

static gboolean
dot_joins (Tokenizer *self, const Piece *piece)
{
  const VbtRange *last = last_token (self);
  gsize length = (gsize)(last->end - last->start);
  g_autofree char *word = NULL;
  g_autofree char *next_word = NULL;
  const char *kind;

  if (self->utf8[last->start] == '.')
    return TRUE;
  if (length > 40 || piece->next == '.')
    return FALSE;
  word = g_strndup (self->utf8 + last->start, length);
  next_word = vbt_segment_next_word (self->utf8 + piece->end, self->utf8 + self->n_bytes);
  kind = vbt_lexicon_value (self->language, "abbreviations", word);
  if (kind != NULL && g_str_equal (kind, "number"))
    return g_unichar_isdigit (g_utf8_get_char (next_word));
  return kind != NULL || is_dotted (word) || is_initial (self, word, next_word)
         || is_ordinal (self, word, next_word);
}

/* "first.last+tag@": what stands before the sign of an e-mail address becomes one token. */
static void
gather_local_part (Tokenizer *self)
{
  while (self->tokens->len >= 2)
    {
      VbtRange last = *last_token (self);
      VbtRange *before = &g_array_index (self->tokens, VbtRange, self->tokens->len - 2);

      if (before->end != last.start
          || (self->utf8[last.start] != '+' && self->utf8[before->end - 1] != '+'))
        return;
      before->end = last.end;
      g_array_set_size (self->tokens, self->tokens->len - 1);
    }
}

/* Whether a sign belongs to the token before it; what follows it at once may then as well. */
static gboolean
sign_joins (Tokenizer *self, const Piece *piece)
{
  gboolean between_words = is_wordish (piece->last) && is_wordish (piece->next);

  switch (piece->first)
    {
    case '-':
      if (piece->last == '-')
        return TRUE;
      G_GNUC_FALLTHROUGH;
    case 0x2010:
    case 0x2011:
    case '&':
      break;
    case ':':
      between_words = g_unichar_isdigit (piece->last) && g_unichar_isdigit (piece->next);
      break;
    case '@':
      if (between_words)
        gather_local_part (self);
      break;
    case '\'':
    case '`':
    case '*':
    case '=':
      return piece->last == piece->first;
    case '.':
      return dot_joins (self, piece);
    default:
      between_words = u_charType ((UChar32)piece->first) == U_CURRENCY_SYMBOL
                      && g_unichar_isupper (piece->last) && g_unichar_isdigit (piece->next);
      break;
    }
  if (between_words)
    self->hold = piece->end + 1;
  return between_words;
}

/* "@handle", "#hashtag", "$3.5", and "’s" behind what is no word for ICU ("U.S.’s"). */
static gboolean
sign_opens (const Tokenizer *self, const Piece *piece)
{
  gunichar c = piece->first;

  if (c == '@' || c == '#' || c == 0xff20 || c == 0xff03)
    return !is_wordish (piece->last) && (g_unichar_isalnum (piece->next) || piece->next == '_');
  if (is_apostrophe (c))
    return piece->adjoins && (piece->next == 's' || piece->next == 'S')
           && !g_unichar_isalnum (char_at (self, piece->end + 1));
  return u_charType ((UChar32)c) == U_CURRENCY_SYMBOL && g_unichar_isdigit (piece->next);
}

static gboolean
ends_url (gunichar c)
{
  return c == 0 || u_isUWhiteSpace ((UChar32)c) || g_unichar_iscntrl (c)
         || (c < 0x80 && strchr ("<>\"`", (int)c) != NULL) || (c >= 0x80 && u_ispunct ((UChar32)c))
         || (c >= 0x80 && is_dictionary_script (c));
}

/* Where the address ends that begins with a piece, or 0 if none does. What ends a sentence or
 * closes a bracket is no part of it. */
static gsize
find_url_end (const Tokenizer *self, const Piece *piece)
{
  static const char *const prefixes[] = { "http://", "https://", "ftp://", "www.", "mailto:" };
  const char *start = self->utf8 + piece->start;
  const char *end = start;
  gboolean found = piece->next == '/' && memchr (start, '.', piece->end - piece->start) != NULL
                   && g_ascii_isalnum (char_at (self, piece->end + 1));

  if (!piece->word || (!found && strchr ("hfwmHFWM", (int)piece->first) == NULL))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes) && !found; i++)
    found = g_ascii_strncasecmp (start, prefixes[i], strlen (prefixes[i])) == 0;
  if (!found)
    return 0;
  while (!ends_url (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  found = memchr (start, '(', (gsize)(end - start)) != NULL;
  while (end > start && strchr (found ? ".,;:!?'*" : ".,;:!?')]}*", end[-1]) != NULL)
    end--;
  return (gsize)(end - self->utf8);
}

/* Whether a word has letters of ASCII only, as most have, and so no apostrophe. */
static gboolean
is_plain (const Tokenizer *self, const Piece *piece)
{
  for (gsize i = piece->start; i < piece->end; i++)
    if (!vbt_is_ascii_letter (self->utf8[i]))
      return FALSE;
  return TRUE;
}

/* Where a word parts in two: before "’s", or behind an elided article ("l’homme" in French). */
static gsize
find_clitic (const Tokenizer *self, const Piece *piece)
{
  const char *start = self->utf8 + piece->start;
  const char *end = self->utf8 + piece->end;
  const char *p = end - 1;

  if (is_plain (self, piece))
    return 0;
  if ((*p == 's' || *p == 'S') && p > start)
    {
      p = g_utf8_prev_char (p);
      if (is_apostrophe (g_utf8_get_char (p)) && p > start
          && is_wordish (g_utf8_get_char (g_utf8_prev_char (p))))
        return (gsize)(p - self->utf8);
    }
  for (p = start; p < end && p - start < 12; p = g_utf8_next_char (p))
    if (is_apostrophe (g_utf8_get_char (p)))
      {
        g_autofree char *word = g_strndup (start, (gsize)(p - start));
        g_autofree char *lower = g_utf8_strdown (word, -1);

        p = g_utf8_next_char (p);
        if (p < end && g_unichar_isalnum (g_utf8_get_char (p))
            && vbt_lexicon_has (self->language, "elisions", lower))
          return (gsize)(p - self->utf8);
        break;
      }
  return 0;
}

/* What joins nothing before or behind it, but for the two halves of a line break, which are one word as well. */
static gboolean
has_own_boundaries (gunichar c)
{
  return c < 0x80 || (c >= 0xc0 && c < 0x250) || (c >= 0x2013 && c <= 0x2026);
}

/* ICU's words may end inside what a reader takes for one character, rarely: then go on. */
static inline gboolean
splits_character (Tokenizer *self, gsize byte)
{
  if (byte == 0 || byte >= self->n_bytes
      || (((guchar)self->utf8[byte] | (guchar)self->utf8[byte - 1]) & 0x80) == 0)
    return FALSE;
  if (has_own_boundaries (char_at (self, byte)) && has_own_boundaries (char_before (self, byte)))
    return FALSE;
  if (self->characters.iterator == NULL
      && !vbt_breaks_open (&self->characters, UBRK_CHARACTER, self->language, self->utf8,
                           self->n_bytes))
    return FALSE;
  return !ubrk_isBoundary (self->characters.iterator, (int32_t)byte);
}

static void
add_word (Tokenizer *self, const Piece *piece)
{
  gsize split = find_clitic (self, piece);
  gsize url = split == 0 ? find_url_end (self, piece) : 0;

  if (split > piece->start && !splits_character (self, split))
    {
      if (piece->start < self->hold)
        extend_last (self, split);
      else
        push (self, piece->start, split);
      push (self, split, piece->end);
    }
  else if (piece->start < self->hold)
    extend_last (self, piece->end);
  else
    push (self, piece->start, piece->end);
  self->hold = MAX (self->hold, url);
  /* From version 72 on ICU itself joins what stands around the sign of an e-mail address. */
  if (memchr (self->utf8 + piece->start, '@', piece->end - piece->start) != NULL)
    gather_local_part (self);
}

static void
add_piece (Tokenizer *self, const Piece *piece)
{
  /* Behind a sign the next piece, in an address everything belongs to the token as it is. */
  if (piece->word && piece->start + 1 >= self->hold)
    add_word (self, piece);
  else if (piece->start < self->hold)
    extend_last (self, piece->end);
  else if (groups_digits (self, piece))
    {
      extend_last (self, piece->end);
      self->hold = piece->end + 1;
    }
  else if (is_blank (self, piece))
    return;
  else if (piece->adjoins && sign_joins (self, piece))
    extend_last (self, piece->end);
  else
    {
      push (self, piece->start, piece->end);
      if (sign_opens (self, piece))
        self->hold = piece->end + 1;
    }
}

static gboolean
next_piece (Tokenizer *self, Piece *piece)
{
  do
    if (!vbt_word_breaks_next (&self->words))
      return FALSE;
  while (splits_character (self, self->words.end));
  piece->start = piece->end;
  piece->end = self->words.end;
  piece->first = char_at (self, piece->start);
  piece->next = char_at (self, piece->end);
  piece->last = char_before (self, piece->start);
  piece->word
      = self->words.status >= UBRK_WORD_LETTER && self->words.status < UBRK_WORD_LETTER_LIMIT;
  piece->adjoins = self->tokens->len > 0 && (gsize)last_token (self)->end == piece->start;
  return TRUE;
}

static void
to_code_points (Tokenizer *self)
{
  VbtCursor cursor = { self->utf8, 0, 0 };

  for (guint i = 0; i < self->tokens->len; i++)
    {
      VbtRange *token = &g_array_index (self->tokens, VbtRange, i);

      token->start = vbt_cursor_move (&cursor, (gsize)token->start);
      token->end = vbt_cursor_move (&cursor, (gsize)token->end);
    }
}

/**
 * vbt_segment_tokens:
 * @text: a text
 * @language: (nullable): the BCP 47 tag of its language; by script and words if not given
 *
 * Finds the words, numbers, signs and punctuation of a text in any script; white space belongs to
 * none. One token are also: abbreviations with their dot ("Mr.", "U.S."), an amount with the sign
 * before it ("$3.5"), words with hyphens inside ("COVID-19"), addresses, "#tags" and "@names",
 * "...", and "don’t"; two are "Russia" and "’s". What a reader takes for one character (an emoji
 * with its modifiers, a letter with its accents) is never split. Takes linear time.
 *
 * Returns: (transfer full): of VbtRange, ordered, not overlapping
 */
GArray *
vbt_segment_tokens (const VbtText *text, const char *language)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  Tokenizer self = { 0 };
  Piece piece = { 0 };

  g_return_val_if_fail (text != NULL, tokens);

  self.utf8 = vbt_text_get_utf8 (text);
  self.n_bytes = vbt_text_get_n_bytes (text);
  self.language = vbt_language_of (text, language);
  self.tokens = tokens;
  self.words = (VbtWordBreaks)VBT_WORD_BREAKS_INIT;
  self.characters = (VbtBreaks){ NULL, UTEXT_INITIALIZER };
  vbt_word_breaks_set_text (&self.words, self.language, self.utf8, self.n_bytes);
  while (next_piece (&self, &piece))
    add_piece (&self, &piece);
  vbt_word_breaks_clear (&self.words);
  vbt_breaks_close (&self.characters);
  if (vbt_text_get_length (text) != (VbtOffset)self.n_bytes)
    to_code_points (&self);
  return tokens;
}
