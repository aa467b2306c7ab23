/* vbt-seeker.c: where words and patterns are in the texts of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-seeker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-fts-tokenizer.h"

/** Needle: what is looked for. */
typedef struct
{
  GPtrArray *words; /* (nullable): of char *, as they are in the index */
  gboolean is_beginning;
  gboolean is_ascii; /* all of @words */
  GRegex *pattern;   /* (nullable) */
  GArray *found;     /* of VbtRange, in the text that is held */
  gboolean is_found; /* whether @found is known */
} Needle;

struct _VbtSeeker
{
  VbtDb *db;
  VbtWords *words;
  GPtrArray *needles;
  gint64 number; /* of the document whose text is held, or 0 */
  VbtText *text; /* (nullable) */
  GError *error;
};

/** Begun: some words of a phrase that were found. */
typedef struct
{
  guint n_words;
  gsize start;
} Begun;

/** Scan: one needle in one text. */
typedef struct
{
  const VbtText *text;
  Needle *needle;
  gsize line; /* where the line begins that is looked at, in bytes */
  Begun begun[64];
  guint n_begun;
} Scan;

static void
needle_free (gpointer data)
{
  Needle *self = data;

  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_array_unref (self->found);
  g_free (self);
}

/**
 * vbt_seeker_new:
 * @db: where the texts are; has to live as long as the seeker
 *
 * Returns: (transfer full): a seeker that looks for nothing yet
 */
VbtSeeker *
vbt_seeker_new (VbtDb *db)
{
  VbtSeeker *self = g_new0 (VbtSeeker, 1);

  self->db = db;
  self->words = vbt_words_new ();
  self->needles = g_ptr_array_new_with_free_func (needle_free);
  return self;
}

/**
 * vbt_seeker_free:
 * @self: (nullable): a seeker
 *
 * Frees it.
 */
void
vbt_seeker_free (VbtSeeker *self)
{
  if (self == NULL)
    return;
  vbt_words_free (self->words);
  g_ptr_array_unref (self->needles);
  g_clear_pointer (&self->text, vbt_text_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static Needle *
add_needle (VbtSeeker *self)
{
  Needle *needle = g_new0 (Needle, 1);

  needle->found = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_ptr_array_add (self->needles, needle);
  return needle;
}

static gboolean
add_word (gpointer data, const char *word, gsize n_bytes, gsize start, gsize end)
{
  Needle *needle = data;
  char *copy = g_strndup (word, n_bytes);

  g_ptr_array_add (needle->words, copy);
  needle->is_ascii &= g_str_is_ascii (copy);
  return needle->words->len < G_N_ELEMENTS (((Scan *)NULL)->begun);
}

/**
 * vbt_seeker_add_words:
 * @self: a seeker
 * @words: words that follow each other
 * @is_beginning: whether the last may be the beginning of one
 *
 * Returns: the number of this needle
 */
guint
vbt_seeker_add_words (VbtSeeker *self, const char *words, gboolean is_beginning)
{
  Needle *needle;

  g_return_val_if_fail (self != NULL && words != NULL, 0);

  needle = add_needle (self);
  needle->words = g_ptr_array_new_with_free_func (g_free);
  needle->is_beginning = is_beginning;
  needle->is_ascii = TRUE;
  vbt_words_foreach (self->words, words, strlen (words), add_word, needle);
  return self->needles->len - 1;
}

/**
 * vbt_seeker_add_pattern:
 * @self: a seeker
 * @pattern: a regular expression
 *
 * Returns: the number of this needle
 */
guint
vbt_seeker_add_pattern (VbtSeeker *self, GRegex *pattern)
{
  g_return_val_if_fail (self != NULL && pattern != NULL, 0);

  add_needle (self)->pattern = g_regex_ref (pattern);
  return self->needles->len - 1;
}

static gboolean
is_word (const Needle *needle, guint index, const char *word, gsize n_bytes)
{
  const char *wanted = needle->words->pdata[index];
  gsize length = strlen (wanted);
  gboolean may_go_on = needle->is_beginning && index + 1 == needle->words->len;

  return (length == n_bytes || (may_go_on && length < n_bytes))
         && memcmp (wanted, word, length) == 0;
}

static void
add_found (const Scan *self, gsize start, gsize end)
{
  VbtRange range
      = { vbt_text_byte_to_offset (self->text, start), vbt_text_byte_to_offset (self->text, end) };

  g_array_append_val (self->needle->found, range);
}

/* The next word of the text: some phrases go on, some end, one may begin. */
static gboolean
take_word (gpointer data, const char *word, gsize n_bytes, gsize start, gsize end)
{
  Scan *self = data;
  guint n_kept = 0;

  self->begun[self->n_begun++] = (Begun){ 0, self->line + start };
  for (guint i = 0; i < self->n_begun; i++)
    {
      Begun begun = self->begun[i];

      if (!is_word (self->needle, begun.n_words, word, n_bytes))
        continue;
      if (++begun.n_words < self->needle->words->len)
        self->begun[n_kept++] = begun;
      else
        add_found (self, begun.start, self->line + end);
    }
  self->n_begun = n_kept;
  return TRUE;
}

static gboolean
has_ascii (const char *line, gsize n_bytes, const char *word)
{
  gsize length = strlen (word);
  char lower = word[0];
  char upper = g_ascii_toupper (lower);

  for (gsize i = 0; i + length <= n_bytes; i++)
    if ((line[i] == lower || line[i] == upper) && g_ascii_strncasecmp (line + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Marks that are in no word, and leave one as it is: a line of ASCII and of these is as quickly seen through as one of
 * ASCII. */
static gboolean
is_mark (gunichar c)
{
  return c == 0xa0 || c == 0xab || c == 0xbb || (c >= 0x2010 && c <= 0x2015)
         || (c >= 0x2018 && c <= 0x201f) || c == 0x2022 || c == 0x2026 || c == 0x2039 || c == 0x203a
         || c == 0x20ac;
}

typedef struct
{
  gboolean is_ascii;
  gboolean is_plain; /* ASCII and marks */
  gboolean has_words;
} Line;

static Line
look_at (const char *line, gsize n_bytes)
{
  Line result = { TRUE, TRUE, FALSE };

  for (const char *at = line; at < line + n_bytes && result.is_plain;)
    {
      if ((guchar)*at < 0x80)
        {
          result.has_words |= g_ascii_isalnum (*at);
          at++;
          continue;
        }
      result.is_ascii = FALSE;
      result.is_plain = is_mark (g_utf8_get_char (at));
      at = g_utf8_next_char (at);
    }
  return result;
}

/* Whether a word of the needle may be in a line: the words of a line are not taken apart for nothing. */
static gboolean
may_have (const Needle *needle, const Line *kind, const char *line, gsize n_bytes)
{
  if (!kind->is_plain || (!kind->is_ascii && !needle->is_ascii))
    return TRUE;
  for (guint i = 0; i < needle->words->len; i++)
    if (g_str_is_ascii (needle->words->pdata[i])
        && has_ascii (line, n_bytes, needle->words->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Line by line, because no word goes on behind the end of one. */
static void
find_words (VbtSeeker *self, Needle *needle)
{
  Scan scan = { .text = self->text, .needle = needle };
  const char *text = vbt_text_get_utf8 (self->text);
  gsize n_bytes = vbt_text_get_n_bytes (self->text);

  if (needle->words->len == 0)
    return;
  while (scan.line < n_bytes)
    {
      const char *line = text + scan.line;
      const char *end = memchr (line, '\n', n_bytes - scan.line);
      gsize length = end != NULL ? (gsize)(end - line) : n_bytes - scan.line;
      Line kind = look_at (line, length);

      if (may_have (needle, &kind, line, length))
        vbt_words_foreach (self->words, line, length, take_word, &scan);
      else if (kind.has_words)
        scan.n_begun = 0;
      scan.line += length + 1;
    }
}

static void
find_pattern (VbtSeeker *self, Needle *needle)
{
  const char *text = vbt_text_get_utf8 (self->text);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  Scan scan = { .text = self->text, .needle = needle };

  g_regex_match_full (needle->pattern, text, (gssize)vbt_text_get_n_bytes (self->text), 0,
                      G_REGEX_MATCH_DEFAULT, &match, &error);
  while (error == NULL && g_match_info_matches (match))
    {
      int start = 0, end = 0;

      if (g_match_info_fetch_pos (match, 0, &start, &end) && end > start)
        add_found (&scan, (gsize)start, (gsize)end);
      g_match_info_next (match, &error);
    }
  if (error != NULL && self->error == NULL)
    g_set_error (&self->error, VBT_ERROR, VBT_ERROR_USAGE,
                 _ ("The regular expression takes too long (%s): make it simpler, or ask for words "
                    "beside it"),
                 error->message);
}

/* Holds the text of another document. */
static gboolean
take_text (VbtSeeker *self, gint64 number)
{
  g_autoptr (VbtQuery) query = NULL;
  const char *text;

  if (self->number == number)
    return self->text != NULL;
  self->number = number;
  g_clear_pointer (&self->text, vbt_text_unref);
  for (guint i = 0; i < self->needles->len; i++)
    ((Needle *)self->needles->pdata[i])->is_found = FALSE;
  query = vbt_db_query (self->db, "SELECT text FROM document_text WHERE number = ?1", "i", number);
  text = vbt_query_next (query) ? vbt_query_get_string (query, 0) : NULL;
  if (text != NULL)
    self->text = vbt_text_new (text, -1, NULL);
  return self->text != NULL;
}

/**
 * vbt_seeker_find:
 * @self: a seeker
 * @number: the number of a document's row
 * @needle: which of the needles
 *
 * Returns: (transfer none) (element-type VbtRange): where it is, in order; until another text is looked at
 */
const GArray *
vbt_seeker_find (VbtSeeker *self, gint64 number, guint needle)
{
  Needle *wanted;

  g_return_val_if_fail (self != NULL && needle < self->needles->len, NULL);

  wanted = self->needles->pdata[needle];
  if (self->number == number && wanted->is_found)
    return wanted->found;
  g_array_set_size (wanted->found, 0);
  if (take_text (self, number) && wanted->pattern != NULL)
    find_pattern (self, wanted);
  else if (self->text != NULL)
    find_words (self, wanted);
  wanted->is_found = TRUE;
  return wanted->found;
}

/**
 * vbt_seeker_has:
 * @self: a seeker
 * @number: the number of a document's row
 * @needle: which of the needles
 * @range: a part of the text; an end below zero is that of the text
 *
 * Returns: whether it is within the part
 */
gboolean
vbt_seeker_has (VbtSeeker *self, gint64 number, guint needle, VbtRange range)
{
  const GArray *found = vbt_seeker_find (self, number, needle);
  guint from = 0;
  guint to = found->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (g_array_index (found, VbtRange, middle).start < range.start)
        from = middle + 1;
      else
        to = middle;
    }
  return from < found->len
         && (range.end < 0 || g_array_index (found, VbtRange, from).end <= range.end);
}

/**
 * vbt_seeker_get_error:
 * @self: a seeker
 *
 * Returns: (transfer none) (nullable): why something could not be looked for
 */
const GError *
vbt_seeker_get_error (VbtSeeker *self)
{
  return self->error;
}
