/* vbt-quoted.c: pairs the quotation marks of a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-quoted.h"

#include "model/vbt-check-private.h"
#include "model/vbt-lexicon.h"

#include <string.h>

/* Quotations in quotations in quotations: deeper than this is noise. */
#define DEEPEST 64
/* So many bytes a single mark looks for the one that closes it: it may be an apostrophe. */
#define SINGLE_BYTES 1800
/* And so many for one that closes better than an apostrophe would. */
#define BETTER_BYTES 360

/** Mark: a quotation mark, and what stands beside it; a space where that is nothing. */
typedef struct
{
  gsize start;
  gsize end;
  gunichar mark;
  gunichar before;
  gunichar after; /* 0 at the end of the text */
} Mark;

typedef struct
{
  const VbtText *text;
  const char *utf8;
  const char *declared; /* (nullable) */
  const char *language; /* (nullable): as long as nobody had to know */
  GArray *found;        /* of VbtQuoted */
  GArray *marks;        /* of Mark: those of the paragraph */
  guint open[DEEPEST];  /* of found */
  guint depth;

  /* Where the mark that closes a single one was last found, or that there is none before: so that
   * many that nothing closes are not looked up again and again. */
  gunichar single;
  guint searched;
  guint closing;
  gboolean has_closing;
} Pairing;

static const Mark *
mark_at (const Pairing *self, guint index)
{
  return &g_array_index (self->marks, Mark, index);
}

static VbtQuoted *
found_at (const Pairing *self, guint index)
{
  return &g_array_index (self->found, VbtQuoted, index);
}

static gboolean
is_single_mark (gunichar mark)
{
  return mark == '\'' || mark == 0x2018 || mark == 0x2019 || mark == 0x201a || mark == 0x201b
         || mark == 0x2039 || mark == 0x203a;
}

static gboolean
is_open_place (const Mark *mark)
{
  gunichar before = mark->before;
  gboolean free_before
      = g_unichar_isspace (before) || before == 0 || before == 0xfeff
        || (g_unichar_ispunct (before) && strchr (".,!?)]", (int)(before & 0x7f)) == NULL)
        || before >= 0x2010;

  return free_before && mark->after != 0 && !g_unichar_isspace (mark->after) && mark->after != ','
         && mark->after != '.';
}

/* "the ministers’ plan": this mark is an apostrophe if one behind it closes better. */
static gboolean
closes_better_later (const Pairing *self, guint index)
{
  const Mark *mark = mark_at (self, index);

  if (!g_unichar_isspace (mark->after) || mark->before != 's')
    return FALSE;
  for (guint i = index + 1; i < self->marks->len; i++)
    {
      const Mark *later = mark_at (self, i);

      if (later->start - mark->end > BETTER_BYTES || later->mark == 0x2018 || later->mark == 0x201c
          || later->mark == 0x201d)
        return FALSE;
      if ((later->mark == 0x2019 || later->mark == '\'') && !g_unichar_isspace (later->before))
        return TRUE;
    }
  return FALSE;
}

static gboolean
closes_single (const Mark *mark, gunichar open)
{
  return vbt_mark_closes (mark->mark, open) && !g_unichar_isspace (mark->before)
         && !g_unichar_isalnum (mark->after);
}

static gboolean
has_closing_single (Pairing *self, guint index)
{
  const Mark *open = mark_at (self, index);
  guint from = index + 1;

  if (self->single != open->mark)
    {
      self->single = open->mark;
      self->searched = 0;
      self->has_closing = FALSE;
    }
  if (from < self->marks->len && mark_at (self, from)->start == open->end)
    from++;
  if (!self->has_closing || self->closing < from)
    {
      self->has_closing = FALSE;
      for (from = MAX (from, self->searched);
           from < self->marks->len && mark_at (self, from)->start - open->end <= SINGLE_BYTES
           && !self->has_closing;
           from++)
        if (closes_single (mark_at (self, from), open->mark))
          {
            self->has_closing = TRUE;
            self->closing = from;
          }
      self->searched = MAX (self->searched, from);
    }
  return self->has_closing && mark_at (self, self->closing)->start - open->end <= SINGLE_BYTES;
}

/* Where ” opens as well. */
static gboolean
is_nordic (Pairing *self)
{
  if (self->language == NULL)
    self->language = vbt_language_of (self->text, self->declared);
  return g_str_equal (self->language, "sv") || g_str_equal (self->language, "fi");
}

static gboolean
opens (Pairing *self, guint index)
{
  const Mark *mark = mark_at (self, index);

  if (!vbt_mark_may_open (mark->mark) || self->depth == DEEPEST)
    return FALSE;
  if (mark->mark == 0x201d)
    return is_open_place (mark) && is_nordic (self);
  if (is_single_mark (mark->mark))
    return is_open_place (mark) && !(mark->mark == '\'' && g_unichar_isdigit (mark->after))
           && has_closing_single (self, index);
  if (mark->mark == '"' || mark->mark == 0xff02 || mark->mark == 0xbb)
    return is_open_place (mark);
  return TRUE;
}

static void
open_quotation (Pairing *self, guint index)
{
  const Mark *mark = mark_at (self, index);
  VbtQuoted quoted
      = { .start = mark->start, .end = mark->end, .mark = mark->mark, .level = self->depth + 1 };

  self->open[self->depth++] = self->found->len;
  g_array_append_val (self->found, quoted);
}

static void
close_to (Pairing *self, guint depth, gsize end, gboolean closed)
{
  while (self->depth > depth)
    {
      VbtQuoted *quoted = found_at (self, self->open[--self->depth]);

      quoted->end = MAX (end, quoted->end);
      quoted->closed = closed && self->depth == depth;
    }
}

/* Before the white space at the end of [.., end). */
static gsize
trim (const Pairing *self, gsize end)
{
  while (end > 0)
    {
      const char *last = g_utf8_prev_char (self->utf8 + end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = (gsize)(last - self->utf8);
    }
  return end;
}

/* The innermost open quotation that a mark closes: its depth from 0, or -1. */
static int
find_closed (const Pairing *self, guint index)
{
  const Mark *mark = mark_at (self, index);
  gunichar c = mark->mark;

  if (self->depth == 0
      || (is_single_mark (c)
          && (g_unichar_isalnum (mark->after) || g_unichar_isspace (mark->before))))
    return -1;
  if ((c == '\'' || c == 0x2019) && closes_better_later (self, index))
    return -1;
  for (guint depth = self->depth; depth > 0; depth--)
    {
      gunichar open = found_at (self, self->open[depth - 1])->mark;

      if (vbt_mark_closes (c, open) || (c == '"' && (open == 0x201c || open == 0x201e))
          || (c == 0x201d && open == '"')
          /* “So be it,“ as some papers have it. */
          || (c == 0x201c && open == c && !g_unichar_isspace (mark->before)
              && !g_unichar_isalnum (mark->after)))
        return (int)depth - 1;
    }
  return -1;
}

/* Another quotation begins before this one was closed: somebody forgot a mark. */
static gboolean
opens_anew (const Pairing *self, guint index, int closed)
{
  const Mark *mark = mark_at (self, index);
  const VbtQuoted *outer = self->depth > 0 ? found_at (self, self->open[0]) : NULL;

  if (self->depth != 1 || outer->mark != mark->mark || mark->start == outer->end)
    return FALSE;
  if (mark->mark == 0x201c)
    return closed < 0;
  return mark->mark == '"' && g_unichar_isspace (mark->before) && g_unichar_isalnum (mark->after);
}

/* "He told me ‘she said "no" twice’": the same mark opens again inside of another one. */
static gboolean
nests (const Pairing *self, guint index)
{
  const Mark *mark = mark_at (self, index);
  gunichar innermost = self->depth > 0 ? found_at (self, self->open[self->depth - 1])->mark : 0;

  if (self->depth < 2 || self->depth == DEEPEST || !is_single_mark (innermost))
    return FALSE;
  return mark->mark == 0x201c
         || (mark->mark == '"' && g_unichar_isspace (mark->before)
             && g_unichar_isalnum (mark->after));
}

static void
meet (Pairing *self, guint index)
{
  int closed = find_closed (self, index);

  if (nests (self, index))
    open_quotation (self, index);
  else if (opens_anew (self, index, closed))
    {
      close_to (self, 0, trim (self, mark_at (self, index)->start), FALSE);
      open_quotation (self, index);
    }
  else if (closed >= 0)
    close_to (self, (guint)closed, mark_at (self, index)->end, TRUE);
  else if (opens (self, index))
    open_quotation (self, index);
}

/* Where a line ends: what is still open there ends with it. */
static void
end_paragraph (Pairing *self, gsize end)
{
  if (self->marks->len == 0)
    return;
  self->single = 0;
  for (guint i = 0; i < self->marks->len; i++)
    meet (self, i);
  if (self->depth > 0)
    close_to (self, 0, trim (self, end), FALSE);
  g_array_set_size (self->marks, 0);
}

/* "isn’t" and "6'2" have none. */
static gboolean
is_inside_word (const Mark *mark)
{
  return (mark->mark == '\'' || mark->mark == 0x2019) && g_unichar_isalnum (mark->before)
         && g_unichar_isalnum (mark->after);
}

static void
add_mark (Pairing *self, const char *start, const char *end, gunichar c)
{
  Mark mark = { .start = (gsize)(start - self->utf8),
                .end = (gsize)(end - self->utf8),
                .mark = c,
                .before = start > self->utf8 ? g_utf8_get_char (g_utf8_prev_char (start)) : ' ',
                .after = g_utf8_get_char (end) };

  if (!is_inside_word (&mark))
    g_array_append_val (self->marks, mark);
}

/* ``LaTeX'' and ''wikis''. Returns where it goes on. */
static const char *
read_ascii (Pairing *self, const char *p)
{
  gsize n = strspn (p, *p == '`' ? "`" : *p == '\'' ? "'" : "\"");

  if (*p == '"')
    for (gsize i = 0; i < n; i++)
      add_mark (self, p + i, p + i + 1, '"');
  else if (*p == '\'' && n == 1)
    add_mark (self, p, p + 1, '\'');
  else if (n == 2 || (n == 3 && *p == '\''))
    add_mark (self, p, p + n, '"');
  return p + n;
}

static const char *
read_other (Pairing *self, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  if (c == 0x2028 || c == 0x2029)
    end_paragraph (self, (gsize)(p - self->utf8));
  else if (vbt_mark_is_known (c))
    add_mark (self, p, next, c);
  return next;
}

/* What a byte may begin. Everything else, most of every text, is passed over. */
enum
{
  NOTHING,
  ASCII,
  OTHER,
  BREAK,
  END,
};

static void
read_marks (Pairing *self)
{
  static const guint8 kinds[256]
      = { ['"'] = ASCII,  ['\''] = ASCII, ['`'] = ASCII,  [0xc2] = OTHER, [0xe2] = OTHER,
          [0xe3] = OTHER, [0xef] = OTHER, ['\n'] = BREAK, ['\r'] = BREAK, ['\0'] = END };

  for (const char *p = self->utf8;;)
    {
      guint8 kind = kinds[(guchar)*p];

      if (kind == NOTHING)
        p++;
      else if (kind == ASCII)
        p = read_ascii (self, p);
      else if (kind == OTHER)
        p = read_other (self, p);
      else
        {
          end_paragraph (self, (gsize)(p - self->utf8));
          if (kind == END)
            return;
          p++;
        }
    }
}

/* Nothing but white space, and a line break in it. */
static gboolean
is_gap (const char *start, const char *end)
{
  gboolean has_break = FALSE;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        return FALSE;
      has_break |= c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
    }
  return has_break;
}

/* Each paragraph of a long quotation opens again; only the last one closes. */
static void
join_paragraphs (Pairing *self)
{
  VbtQuoted *last = NULL;

  for (guint i = 0; i < self->found->len; i++)
    {
      VbtQuoted *quoted = found_at (self, i);

      if (quoted->level > 1)
        continue;
      if (last != NULL && !last->closed && last->mark == quoted->mark)
        last->continues = is_gap (self->utf8 + last->end, self->utf8 + quoted->start);
      last = quoted;
    }
}

/**
 * vbt_quoted_find:
 * @text: a text
 * @language: (nullable): the BCP 47 tag of its language, as far as anybody said
 *
 * Pairs the quotation marks of every paragraph, of all scripts and kinds, in levels; tells
 * apostrophes from single marks. What nothing closes ends with its paragraph, and goes on in the
 * next one if that opens with the same mark.
 *
 * Returns: (transfer full) (element-type VbtQuoted): by start; inner ones behind their outer one
 */
GArray *
vbt_quoted_find (const VbtText *text, const char *language)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  Pairing self = { .text = text,
                   .utf8 = vbt_text_get_utf8 (text),
                   .declared = language,
                   .found = g_array_new (FALSE, FALSE, sizeof (VbtQuoted)),
                   .marks = marks };

  read_marks (&self);
  join_paragraphs (&self);
  return self.found;
}
