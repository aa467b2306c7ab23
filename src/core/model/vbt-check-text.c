/* vbt-check-text.c: the rules W1 to W4: spans against the letters that they cover
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-check-private.h"

#include "vbt-segment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A quote that is longer is somebody's mistake, and too much to read for every rule again. */
#define MAX_QUOTE_LENGTH 100000

/* 0 outside of the text. */
static gunichar
char_at (const VbtCheck *self, VbtOffset offset)
{
  if (offset < 0 || offset >= vbt_text_get_length (self->document->text))
    return 0;
  return vbt_text_get_char (self->document->text, offset);
}

static gboolean
is_space_at (const VbtCheck *self, VbtOffset offset)
{
  return g_unichar_isspace (char_at (self, offset));
}

static gboolean
is_word_at (const VbtCheck *self, VbtOffset offset)
{
  gunichar c = char_at (self, offset);

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_labelled (const VbtAnnotation *span, const VbtLabel *label)
{
  return label != NULL && span->label == label->id;
}

/* Without white space at either end; empty where there is nothing else. */
static VbtRange
trim (const VbtCheck *self, VbtRange range)
{
  while (range.start < range.end && is_space_at (self, range.start))
    range.start++;
  while (range.start < range.end && is_space_at (self, range.end - 1))
    range.end--;
  return range;
}

/* The token that the edge cuts in two. An edge at an apostrophe or a hyphen cuts nothing: "Lavrov"
 * in "Lavrov’s" is right. */
static gboolean
find_cut_token (const VbtCheck *self, VbtOffset edge, VbtRange *token)
{
  const GArray *tokens = self->document->tokens;
  guint index;

  if (tokens == NULL || !vbt_ranges_find (tokens, edge, &index))
    return FALSE;
  *token = g_array_index (tokens, VbtRange, index);
  return token->start < edge && is_word_at (self, edge - 1) && is_word_at (self, edge);
}

/* The extent with edges where words have theirs. */
static VbtRange
snap (const VbtCheck *self, VbtRange range)
{
  VbtRange token;

  if (find_cut_token (self, range.start, &token))
    range.start = token.start;
  if (find_cut_token (self, range.end, &token))
    range.end = token.end;
  return range;
}

static void
check_edges_of (VbtCheck *self, const VbtAnnotation *span, VbtLevel level)
{
  VbtRange extent = vbt_annotation_get_extent (span);
  gboolean has_space = FALSE;
  gboolean cuts_word = FALSE;
  VbtProblem *problem;
  VbtRange better;
  VbtRange token;

  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);

      has_space |= is_space_at (self, range.start) || is_space_at (self, range.end - 1);
      cuts_word
          |= find_cut_token (self, range.start, &token) || find_cut_token (self, range.end, &token);
    }
  if (!has_space && !cuts_word)
    return;
  if (has_space)
    problem = vbt_check_add (self, "W1", level, span, _ ("White space at the edge"));
  else
    problem = vbt_check_add (self, "W1", level, span, _ ("The edge is inside a word"));
  better = trim (self, extent);
  if (better.start == better.end)
    return;
  better = snap (self, better);
  if (better.start != extent.start || better.end != extent.end)
    vbt_problem_set_fix (problem, better.start, better.end);
}

/*< private >
 * vbt_check_edges:
 * @self: a run
 *
 * Looks at W1: spans with an edge inside a word, or an edge of white space.
 */
void
vbt_check_edges (VbtCheck *self)
{
  VbtLevel level = vbt_check_get_level (self, "W1");

  for (guint i = 0; level != VBT_LEVEL_OFF && i < self->spans->len; i++)
    check_edges_of (self, g_ptr_array_index (self->spans, i), level);
}

/* Every paragraph of a long quote begins with a mark, only the last one ends with one. */
static gboolean
goes_on_in_next_paragraph (const VbtCheck *self, VbtOffset end, gunichar open)
{
  gboolean is_next = FALSE;

  while (is_space_at (self, end))
    is_next |= char_at (self, end++) == '\n';
  return is_next && char_at (self, end) == open;
}

static void
check_marks_of (VbtCheck *self, const VbtAnnotation *quote, VbtLevel level)
{
  VbtRange extent = vbt_annotation_get_extent (quote);
  gunichar before = char_at (self, extent.start - 1);
  gunichar after = char_at (self, extent.end);
  VbtProblem *problem = NULL;
  VbtMarks marks;

  vbt_marks_scan (&marks, self->document->text, quote);
  if (marks.open != 0 && vbt_mark_closes (after, marks.open))
    {
      problem = vbt_check_add (self, "W2", level, quote,
                               _ ("The closing quotation mark is just outside of the quote"));
      vbt_problem_set_fix (problem, extent.start, extent.end + 1);
    }
  else if (marks.open != 0 && !goes_on_in_next_paragraph (self, extent.end, marks.open))
    vbt_check_add (self, "W2", level, quote,
                   _ ("The quote opens a quotation mark and does not close it"));
  else if (marks.has_stray)
    {
      problem = vbt_check_add (self, "W2", level, quote,
                               _ ("The quote closes a quotation mark that it does not open"));
      if (vbt_mark_may_open (before))
        vbt_problem_set_fix (problem, extent.start - 1, extent.end);
    }
  else if (marks.n_outside > 0 && vbt_mark_closes (after, before))
    {
      problem = vbt_check_add (self, "W2", level, quote,
                               _ ("The quotation marks are just outside of the quote"));
      /* Marks between two fragments are not for an extent to take in. */
      if (vbt_annotation_get_n_fragments (quote) == 1)
        vbt_problem_set_fix (problem, extent.start - 1, extent.end + 1);
    }
}

/*< private >
 * vbt_check_marks:
 * @self: a run
 *
 * Looks at W2: unbalanced quotation marks in a quote, or marks just outside of it.
 */
void
vbt_check_marks (VbtCheck *self)
{
  VbtLevel level = vbt_check_get_level (self, "W2");

  for (guint i = 0; level != VBT_LEVEL_OFF && i < self->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->spans, i);

      VbtRange extent = vbt_annotation_get_extent (span);

      if (is_labelled (span, self->quote) && extent.end - extent.start <= MAX_QUOTE_LENGTH)
        check_marks_of (self, span, level);
    }
}

static gboolean
is_comma (gunichar c)
{
  return c == ',' || c == 0x060C || c == 0x3001 || c == 0xFF0C; /* Arabic, Japanese, Chinese */
}

/* A full stop that is a sentence's, not an abbreviation's nor an ellipsis'. */
static gboolean
is_full_stop_at (const VbtCheck *self, VbtOffset offset)
{
  const GArray *tokens = self->document->tokens;
  gunichar c = char_at (self, offset);
  guint index;

  if (c == 0x3002 || c == 0x06D4) /* Chinese and Japanese, Urdu */
    return TRUE;
  if (c != '.' || char_at (self, offset - 1) == '.')
    return FALSE;
  if (tokens == NULL || !vbt_ranges_find (tokens, offset, &index))
    return TRUE;
  return g_array_index (tokens, VbtRange, index).start == offset;
}

static void
check_ending_of (VbtCheck *self, const VbtAnnotation *span, VbtLevel level)
{
  VbtRange extent = vbt_annotation_get_extent (span);
  VbtProblem *problem;

  if (extent.end - extent.start < 2)
    return; /* a comma can be a cue */
  if (is_labelled (span, self->quote))
    {
      g_autofree char *type = NULL;

      if (extent.end - extent.start > MAX_QUOTE_LENGTH || !is_full_stop_at (self, extent.end - 1))
        return;
      type = vbt_quote_type (self->document, span);
      if (!g_str_equal (type, "indirect"))
        return;
      problem = vbt_check_add (self, "W3", level, span,
                               _ ("A quote without quotation marks ends before the full stop"));
    }
  else if (is_comma (char_at (self, extent.end - 1)))
    problem
        = vbt_check_add (self, "W3", level, span, _ ("The comma at the end does not belong to it"));
  else
    return;
  vbt_problem_set_fix (problem, extent.start, extent.end - 1);
}

/*< private >
 * vbt_check_endings:
 * @self: a run
 *
 * Looks at W3: a quote without marks that ends in a full stop, a speaker or cue that ends in a
 * comma.
 */
void
vbt_check_endings (VbtCheck *self)
{
  VbtLevel level = vbt_check_get_level (self, "W3");

  for (guint i = 0; level != VBT_LEVEL_OFF && i < self->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->spans, i);

      if (is_labelled (span, self->quote) || is_labelled (span, self->cue)
          || is_labelled (span, self->speaker))
        check_ending_of (self, span, level);
    }
}

static gboolean
has_letter (const VbtCheck *self, const VbtAnnotation *span)
{
  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);
      const char *end = vbt_text_at (self->document->text, range.end);

      for (const char *p = vbt_text_at (self->document->text, range.start); p < end;
           p = g_utf8_next_char (p))
        if (g_unichar_isalpha (g_utf8_get_char (p)))
          return TRUE;
    }
  return FALSE;
}

/* The next word behind an offset, in lower case. */
static char *
next_word (const VbtCheck *self, VbtOffset offset)
{
  const GArray *tokens = self->document->tokens;
  g_autofree char *word = NULL;
  VbtRange range;
  guint index;

  if (tokens == NULL)
    return g_strdup ("");
  index = vbt_ranges_first_ending_after (tokens, offset);
  if (index == tokens->len)
    return g_strdup ("");
  range = g_array_index (tokens, VbtRange, index);
  word = vbt_text_slice (self->document->text, range.start, range.end);
  return g_utf8_strdown (word, -1);
}

/* "It is said that …": what stands behind an "it" that names nobody. */
static gboolean
is_expletive (const VbtCheck *self, const VbtAnnotation *speaker)
{
  static const char *const verbs[]
      = { "is",      "was",      "seems",   "seemed", "appears", "appeared", "turns", "turned",
          "remains", "remained", "becomes", "looks",  "looked",  "happened", NULL };
  g_autofree char *word = next_word (self, vbt_annotation_get_extent (speaker).end);

  return g_strv_contains (verbs, word);
}

static void
check_speaker_word (VbtCheck *self, const VbtAnnotation *speaker, VbtLevel level)
{
  VbtRange extent = vbt_annotation_get_extent (speaker);
  g_autofree char *word = NULL;
  g_autofree char *lower = NULL;

  if (extent.end - extent.start > 5)
    return;
  word = vbt_text_slice (self->document->text, extent.start, extent.end);
  lower = g_utf8_strdown (word, -1);
  if (g_str_equal (lower, "there") || (g_str_equal (lower, "it") && is_expletive (self, speaker)))
    vbt_check_add (self, "W4", level, speaker, _ ("“%s” names nobody who could speak"), word);
}

/*< private >
 * vbt_check_words:
 * @self: a run
 *
 * Looks at W4: speakers that are "there" or an expletive "it", and quotes without a letter.
 */
void
vbt_check_words (VbtCheck *self)
{
  VbtLevel level = vbt_check_get_level (self, "W4");

  for (guint i = 0; level != VBT_LEVEL_OFF && i < self->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->spans, i);

      if (is_labelled (span, self->speaker))
        check_speaker_word (self, span, level);
      else if (is_labelled (span, self->quote) && !has_letter (self, span))
        vbt_check_add (self, "W4", level, span, _ ("The quote has no letter"));
    }
}
