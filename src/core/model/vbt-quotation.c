/* vbt-quotation.c: quotation marks of all kinds, and what is between them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-check-private.h"

#include <string.h>

/* From so much of its letters on a quote is direct: a bracketed insertion or a lost word do not
 * make it a mixed one. */
#define DIRECT_SHARE 0.9

/* Every mark that opens, with those that close it (Unicode 15, chapter 6.2, and CLDR's
 * delimiters). Some close in one language what they open in another: “ in German, « in Danish. */
static const struct
{
  gunichar open;
  gunichar close[4];
} pairs[] = {
  { '"', { '"' } },
  { '\'', { '\'' } },
  { 0xFF02, { 0xFF02 } },         /* fullwidth " */
  { 0x00AB, { 0x00BB } },         /* « » */
  { 0x00BB, { 0x00AB, 0x00BB } }, /* » « */
  { 0x2018, { 0x2019 } },         /* ‘ ’ */
  { 0x201A, { 0x2018, 0x2019 } }, /* ‚ ‘ */
  { 0x201B, { 0x2019 } },
  { 0x201C, { 0x201D, '"' } },         /* “ ” */
  { 0x201D, { 0x201D } },              /* ” ” */
  { 0x201E, { 0x201C, 0x201D, '"' } }, /* „ “ */
  { 0x201F, { 0x201D } },
  { 0x2039, { 0x203A } },         /* ‹ › */
  { 0x203A, { 0x2039, 0x203A } }, /* › ‹ */
  { 0x300A, { 0x300B } },         /* 《 》 */
  { 0x300C, { 0x300D } },         /* 「 」 */
  { 0x300E, { 0x300F } },         /* 『 』 */
  { 0x301D, { 0x301E, 0x301F } }, /* 〝 〞 */
  { 0xFF62, { 0xFF63 } },         /* ｢ ｣ */
};

static const gunichar *
closers_of (gunichar open)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].open == open)
      return pairs[i].close;
  return NULL;
}

/*< private >
 * vbt_mark_may_open:
 * @mark: a character
 *
 * Returns: whether it is a quotation mark that opens, in some language
 */
gboolean
vbt_mark_may_open (gunichar mark)
{
  return closers_of (mark) != NULL;
}

/*< private >
 * vbt_mark_closes:
 * @mark: a character
 * @open: a quotation mark that opens
 *
 * Returns: whether the one closes the other
 */
gboolean
vbt_mark_closes (gunichar mark, gunichar open)
{
  const gunichar *close = closers_of (open);

  for (; close != NULL && *close != 0; close++)
    if (*close == mark)
      return TRUE;
  return FALSE;
}

static gboolean
may_close (gunichar mark)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (vbt_mark_closes (mark, pairs[i].open))
      return TRUE;
  return FALSE;
}

/*< private >
 * vbt_mark_is_known:
 * @c: a character
 *
 * Returns: whether it is a quotation mark that opens or closes, in some language
 */
gboolean
vbt_mark_is_known (gunichar c)
{
  /* Most characters are far from all marks: the table is not asked for these. */
  if (c < 0x80)
    return c == '"' || c == '\'';
  return (c <= 0xbb || (c >= 0x2018 && c <= 0x203a) || (c >= 0x300a && c <= 0x301f) || c >= 0xff02)
         && (vbt_mark_may_open (c) || may_close (c));
}

/* Those that are apostrophes as well. */
static gboolean
is_single (gunichar mark)
{
  return mark == '\'' || mark == 0x2018 || mark == 0x2019;
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Whether the place is one for a closing mark rather than an opening one: text before it, none
 * behind it. */
static gboolean
closes_here (gunichar before, gunichar after)
{
  return before != 0 && !g_unichar_isspace (before) && before != '(' && before != '['
         && before != 0x2014 && !is_word (after);
}

/* Whether a straight single mark is closed again before @end: else it is an apostrophe. */
static gboolean
is_closed_before (const char *next, const char *end)
{
  gunichar before = 0;

  for (const char *p = next; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *behind = p + 1;

      if (c == '\''
          && closes_here (before, behind < end ? g_utf8_get_char (behind) : (gunichar)'\0'))
        return TRUE;
      before = c;
    }
  return FALSE;
}

static void
meet_outside (VbtMarks *self, gunichar mark, gunichar before, gunichar after)
{
  gboolean may_open = vbt_mark_may_open (mark);
  gboolean closing = may_close (mark) && (closes_here (before, after) || !may_open);

  if (is_single (mark) && (closing || is_word (before) || after == 0))
    return; /* an apostrophe */
  if (closing)
    self->has_stray = TRUE;
  else if (may_open)
    {
      self->open = mark;
      self->is_open_outside = FALSE;
      self->n_marks++;
    }
}

static void
meet_inside (VbtMarks *self, gunichar mark, gunichar before, gunichar after)
{
  if (!vbt_mark_closes (mark, self->open))
    return;
  if (is_single (mark) && is_word (after))
    return; /* an apostrophe */
  /* A mark that looks the same on both sides opens every paragraph of a long quote again. */
  if (mark == self->open && (before == 0 || g_unichar_isspace (before)) && is_word (after))
    return;
  self->open = 0;
  self->has_stray |= self->is_open_outside;
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha ((gchar)c) : g_unichar_isalpha (c);
}

static void
scan_fragment (VbtMarks *self, const char *p, const char *end)
{
  gunichar before = 0;
  gunichar before_mark;
  gboolean no_single = FALSE;

  while (p < end)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      gunichar after;

      if (is_letter (c))
        {
          self->n_letters++;
          if (self->open != 0)
            self->n_quoted_letters++;
        }
      before_mark = before;
      before = c;
      p = next;
      if (!vbt_mark_is_known (c))
        continue;
      after = next < end ? g_utf8_get_char (next) : (gunichar)'\0';
      if (self->open != 0)
        meet_inside (self, c, before_mark, after);
      else if (c != '\'')
        meet_outside (self, c, before_mark, after);
      else if (!no_single)
        {
          no_single = !is_closed_before (next, end);
          if (!no_single)
            meet_outside (self, c, before_mark, after);
        }
    }
}

/* The mark that stands just before a fragment and opens there, or 0. */
static gunichar
opened_before (const VbtText *text, VbtOffset start)
{
  gunichar mark = start > 0 ? vbt_text_get_char (text, start - 1) : 0;

  if (!vbt_mark_may_open (mark) || vbt_mark_may_open (vbt_text_get_char (text, start)))
    return 0;
  if (start > 1 && closes_here (vbt_text_get_char (text, start - 2), 0))
    return 0;
  return mark;
}

/*< private >
 * vbt_marks_scan:
 * @self: (out): what is found
 * @text: the text
 * @span: a span with sound fragments
 *
 * Follows the quotation marks through the fragments of a span. A mark just before a fragment
 * counts, so that files that leave the marks out of the quote mean the same.
 */
void
vbt_marks_scan (VbtMarks *self, const VbtText *text, const VbtAnnotation *span)
{
  memset (self, 0, sizeof *self);
  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);

      if (self->open == 0)
        {
          self->open = opened_before (text, range.start);
          self->is_open_outside = self->open != 0;
        }
      scan_fragment (self, vbt_text_at (text, range.start), vbt_text_at (text, range.end));
      /* What was opened outside is closed outside. */
      if (self->open != 0 && self->is_open_outside)
        {
          self->open = 0;
          self->n_outside++;
        }
    }
}

/**
 * vbt_quote_type:
 * @document: a document
 * @quote: a span of it
 *
 * Computes what kind of quote it is from the quotation marks of any language: "direct" if nine
 * tenths of the letters are between such marks, "indirect" if none are, else "mixed".
 *
 * Returns: (transfer full): a value of the attribute `type`
 */
char *
vbt_quote_type (const VbtDocument *document, const VbtAnnotation *quote)
{
  VbtMarks marks;

  g_return_val_if_fail (document != NULL && quote != NULL, NULL);

  vbt_marks_scan (&marks, document->text, quote);
  if (marks.n_quoted_letters == 0)
    return g_strdup (marks.n_letters == 0 && marks.n_marks > 0 ? "direct" : "indirect");
  if (marks.n_quoted_letters >= DIRECT_SHARE * marks.n_letters)
    return g_strdup ("direct");
  return g_strdup ("mixed");
}
