/* vbt-score-text.c: a text as the scorer sees it: words, quotations, and spans as sets of words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-score-private.h"

#include <string.h>

static gboolean
is_opening_only (const char *mark)
{
  return g_str_equal (mark, "“") || g_str_equal (mark, "„") || g_str_equal (mark, "«")
         || g_str_equal (mark, "``");
}

/* The double mark that begins at a code point: its length, and what it is; 0 where there is none. */
static glong
mark_at (const VbtScoreText *self, glong i, glong end, const char **mark)
{
  static const struct
  {
    gunichar c;
    const char *mark;
  } marks[] = { { 0x201c, "“" }, { 0x201d, "”" }, { '"', "\"" },
                { 0x201e, "„" }, { 0xab, "«" },   { 0xbb, "»" } };

  for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
    if (self->chars[i] == marks[m].c)
      {
        *mark = marks[m].mark;
        return 1;
      }
  if (i + 1 < end && self->chars[i] == self->chars[i + 1]
      && (self->chars[i] == '\'' || self->chars[i] == '`'))
    {
      *mark = self->chars[i] == '`' ? "``" : "''";
      return 2;
    }
  return 0;
}

static void
add_quotation (VbtScoreText *self, glong start, glong end)
{
  VbtRange range = { (VbtOffset)start, (VbtOffset)end };

  if (end > start)
    g_array_append_val (self->quotations, range);
}

/* A straight mark behind a space or dash and before a letter begins another quotation. */
static gboolean
opens_anew (const VbtScoreText *self, glong i, glong length, glong start, glong end, glong opened,
            const char *mark)
{
  gunichar before = i > start ? self->chars[i - 1] : 0;
  gunichar opener = self->chars[opened - 1];

  return (g_str_equal (mark, "\"") || g_str_equal (mark, "''"))
         && (before == ' ' || before == '(' || before == 0x2014 || before == 0x2013)
         && i + length < end && g_unichar_isalnum (self->chars[i + length]) && i > opened
         && opener != 0x201c && opener != 0x201e && opener != 0xab;
}

static void
find_in_paragraph (VbtScoreText *self, glong start, glong end)
{
  glong opened = -1;
  const char *mark;

  for (glong i = start; i < end;)
    {
      glong length = mark_at (self, i, end, &mark);

      if (length > 0 && opened < 0)
        opened = g_str_equal (mark, "”") || g_str_equal (mark, "»") ? -1 : i + length;
      else if (length > 0)
        {
          gboolean anew
              = is_opening_only (mark) || opens_anew (self, i, length, start, end, opened, mark);

          add_quotation (self, opened, i);
          opened = anew ? i + length : -1;
        }
      i += MAX (length, 1);
    }
  if (opened >= 0)
    add_quotation (self, opened, end);
}

static void
find_quotations (VbtScoreText *self)
{
  glong start = 0;

  for (glong i = 0; i <= self->n_chars; i++)
    if (i == self->n_chars || self->chars[i] == '\n')
      {
        find_in_paragraph (self, start, i);
        start = i + 1;
      }
}

static void
mark_quoted (VbtScoreText *self)
{
  self->quoted = g_new0 (guint8, self->n_words + 1);
  for (guint q = 0; q < self->quotations->len; q++)
    {
      VbtRange range = g_array_index (self->quotations, VbtRange, q);

      for (VbtOffset k = range.start; k < range.end; k++)
        if (self->word_at[k] >= 0)
          self->quoted[self->word_at[k]] = 1;
    }
}

/**
 * vbt_score_text_new:
 * @text: a text
 *
 * Finds words, which are runs of letters and digits, and what stands between double quotation
 * marks.
 *
 * Returns: (transfer full): the text
 */
VbtScoreText *
vbt_score_text_new (const char *text)
{
  VbtScoreText *self = g_new0 (VbtScoreText, 1);

  self->chars = g_utf8_to_ucs4_fast (text, -1, &self->n_chars);
  self->word_at = g_new (int, self->n_chars + 1);
  self->quotations = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  for (glong i = 0; i < self->n_chars; i++)
    {
      gboolean letter = g_unichar_isalnum (self->chars[i]);

      if (letter && (i == 0 || self->word_at[i - 1] < 0))
        self->n_words++;
      self->word_at[i] = letter ? (int)self->n_words - 1 : -1;
    }
  find_quotations (self);
  mark_quoted (self);
  return self;
}

/**
 * vbt_score_text_free:
 * @self: (transfer full): a text
 */
void
vbt_score_text_free (VbtScoreText *self)
{
  g_free (self->chars);
  g_free (self->word_at);
  g_free (self->quoted);
  g_array_unref (self->quotations);
  g_free (self);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  int first = *(const int *)a;
  int second = *(const int *)b;

  return first < second ? -1 : first > second;
}

static void
make_set (GArray *keys)
{
  guint n = 0;

  g_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len; i++)
    if (n == 0 || g_array_index (keys, int, n - 1) != g_array_index (keys, int, i))
      g_array_index (keys, int, n++) = g_array_index (keys, int, i);
  g_array_set_size (keys, n);
}

/**
 * vbt_score_text_words:
 * @self: a text
 * @fragments: of a span, as VbtRange in code points
 *
 * Returns: (transfer full): the words that the span touches, as int, sorted
 */
GArray *
vbt_score_text_words (const VbtScoreText *self, const GArray *fragments)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint f = 0; f < fragments->len; f++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, f);

      for (glong k = range.start; k < MIN ((glong)range.end, self->n_chars); k++)
        if (self->word_at[k] >= 0
            && (words->len == 0 || g_array_index (words, int, words->len - 1) != self->word_at[k]))
          g_array_append_val (words, self->word_at[k]);
    }
  make_set (words);
  return words;
}

/**
 * vbt_score_text_keys:
 * @self: a text
 * @fragments: of a span, as VbtRange in code points
 *
 * Returns: (transfer full): what stands for the span in comparisons: its words, or where it has
 *   none its punctuation, as negative numbers; sorted
 */
GArray *
vbt_score_text_keys (const VbtScoreText *self, const GArray *fragments)
{
  GArray *keys = vbt_score_text_words (self, fragments);

  if (keys->len > 0)
    return keys;
  for (guint f = 0; f < fragments->len; f++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, f);

      for (glong k = range.start; k < MIN ((glong)range.end, self->n_chars); k++)
        if (!g_unichar_isspace (self->chars[k]))
          {
            int key = (int)(-1 - k);

            g_array_append_val (keys, key);
          }
    }
  make_set (keys);
  return keys;
}

/**
 * vbt_score_text_kind:
 * @self: a text
 * @keys: of a content
 *
 * Returns: whether it is quoted, in part, or not at all
 */
VbtScoreKind
vbt_score_text_kind (const VbtScoreText *self, const GArray *keys)
{
  guint n_quoted = 0;

  if (keys->len == 0 || g_array_index (keys, int, 0) < 0)
    return VBT_SCORE_INDIRECT;
  for (guint i = 0; i < keys->len; i++)
    n_quoted += self->quoted[g_array_index (keys, int, i)];
  if (10 * n_quoted >= 9 * keys->len)
    return VBT_SCORE_DIRECT;
  return n_quoted > 0 ? VBT_SCORE_MIXED : VBT_SCORE_INDIRECT;
}

/**
 * vbt_score_shared:
 * @a: a sorted set of int
 * @b: another one
 *
 * Returns: how many they share
 */
guint
vbt_score_shared (const GArray *a, const GArray *b)
{
  guint n = 0;

  for (guint i = 0, k = 0; i < a->len && k < b->len;)
    {
      int first = g_array_index (a, int, i);
      int second = g_array_index (b, int, k);

      n += first == second;
      i += first <= second;
      k += second <= first;
    }
  return n;
}

/* What is before the first comma and the like: who it is, without what is said of him. */
static void
cut_name (GString *name)
{
  static const char *const ends[] = { ",", " who ", " of ", " from " };
  gsize end = name->len;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *found = strstr (name->str, ends[i]);

      if (found != NULL)
        end = MIN (end, (gsize)(found - name->str));
    }
  g_string_truncate (name, end);
}

/* Length of a possessive ’s at a place, or 0. */
static gsize
possessive_at (const char *p)
{
  gsize mark = *p == '\'' ? 1 : g_str_has_prefix (p, "’") ? strlen ("’") : 0;
  gunichar next;

  if (mark == 0 || p[mark] != 's')
    return 0;
  next = g_utf8_get_char (p + mark + 1);
  return next == '_' || (next != 0 && g_unichar_isalnum (next)) ? 0 : mark + 1;
}

static void
remove_possessives (GString *name)
{
  for (gsize i = 0; i < name->len;)
    {
      gsize n = possessive_at (name->str + i);

      if (n > 0)
        g_string_erase (name, (gssize)i, (gssize)n);
      else
        i = (gsize)(g_utf8_next_char (name->str + i) - name->str);
    }
}

/**
 * vbt_score_text_name:
 * @self: a text
 * @fragments: of a source, as VbtRange in code points
 *
 * Returns: (transfer full) (nullable): its last capitalized word, in lower case
 */
char *
vbt_score_text_name (const VbtScoreText *self, const GArray *fragments)
{
  static const char *const others[] = { "the", "mr", "mrs", "ms", "dr", "he", "she", "they",
                                        "it",  "i",  "we",  "a",  "an", "jr", "sr",  NULL };
  g_autoptr (GString) name = g_string_new (NULL);
  char *head = NULL;

  for (guint f = 0; f < fragments->len; f++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, f);

      g_string_append (name, f > 0 ? " " : "");
      for (glong k = range.start; k < MIN ((glong)range.end, self->n_chars); k++)
        g_string_append_unichar (name, self->chars[k]);
    }
  cut_name (name);
  remove_possessives (name);
  for (const char *p = name->str; *p != '\0';)
    {
      const char *end = p;
      g_autofree char *lower = NULL;

      while (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      lower = g_utf8_strdown (p, end - p);
      if (end > p && g_unichar_isupper (g_utf8_get_char (p)) && !g_strv_contains (others, lower))
        {
          g_free (head);
          head = g_steal_pointer (&lower);
        }
      p = end > p ? end : g_utf8_next_char (p);
    }
  return head;
}
