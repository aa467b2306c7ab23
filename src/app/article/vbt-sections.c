/* vbt-sections.c: how a text is cut for the text view, and which offset is where in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-sections.h"

#include <pango/pango.h>
#include <string.h>

#include "model/vbt-bisect.h"

/* A split is looked for so far back from where a part gets too long, in bytes. */
#define SPLIT_WINDOW 512

struct _VbtSections
{
  VbtText *text;
  GArray *cuts;   /* of VbtOffset: 0, then the starts of the other sections, then the length */
  GArray *splits; /* of VbtOffset: the character behind each split */
  GArray
      *inserted; /* of VbtOffset: those of them for which a line feed is put in, no space taken */
};

static VbtOffset
get_offset (const VbtSections *self, const char *at)
{
  return vbt_text_byte_to_offset (self->text, (gsize)(at - vbt_text_get_utf8 (self->text)));
}

static void
add_cut (VbtSections *self, const char *at)
{
  VbtOffset offset = get_offset (self, at);

  if (g_array_index (self->cuts, VbtOffset, self->cuts->len - 1) < offset)
    g_array_append_val (self->cuts, offset);
}

/* The last space before @limit, at a sentence's end where there is one; NULL where there is none. */
static const char *
find_space (const char *from, const char *limit)
{
  const char *space = NULL;

  for (const char *at = limit - 1; at > from; at--)
    {
      /* A space that carries a mark is not one. */
      if (*at != ' ' || g_unichar_ismark (g_utf8_get_char (at + 1)))
        continue;
      if (at[-1] == '.' || at[-1] == '!' || at[-1] == '?')
        return at;
      if (space == NULL)
        space = at;
    }
  return space;
}

/* Where a line may be broken by the rules of Unicode; else between two graphemes. */
static const char *
find_break (const char *from, const char *limit)
{
  int n_chars = (int)g_utf8_strlen (from, limit - from);
  g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, (gsize)n_chars + 1);
  const char *found = NULL;
  const char *at = from;

  pango_get_log_attrs (from, (int)(limit - from), -1, NULL, attributes, n_chars + 1);
  for (int i = 0; i < n_chars; i++, at = g_utf8_next_char (at))
    if (i > 0 && attributes[i].is_line_break)
      found = at;
  if (found != NULL)
    return found;
  at = from;
  for (int i = 0; i < n_chars; i++, at = g_utf8_next_char (at))
    if (i > 0 && attributes[i].is_cursor_position)
      found = at;
  return found;
}

/* Splits the paragraph that is too long once; returns where it goes on, or NULL. */
static const char *
split_once (VbtSections *self, const char *start)
{
  const char *limit = start + VBT_PARAGRAPH_BYTES;
  const char *from;
  const char *at;
  VbtOffset offset;

  while (((guchar)*limit & 0xc0) == 0x80)
    limit--;
  from = limit - SPLIT_WINDOW;
  while (((guchar)*from & 0xc0) == 0x80)
    from--;
  at = find_space (from, limit);
  if (at == NULL && (at = find_break (from, limit)) == NULL)
    return NULL;
  if (*at == ' ')
    at++;
  else
    {
      offset = get_offset (self, at);
      g_array_append_val (self->inserted, offset);
    }
  offset = get_offset (self, at);
  g_array_append_val (self->splits, offset);
  return at;
}

/** LineEnds: the next ones of each kind, as Pango and GTK see them; each is looked for once. */
typedef struct
{
  const char *end; /* of the text; where there is no more of a kind, it is there */
  const char *line_feed;
  const char *carriage_return;
  const char *separator; /* U+2029 */
} LineEnds;

static const char *
find_byte (const char *at, const char *end, char byte)
{
  const char *found = memchr (at, byte, (gsize)(end - at));

  return found != NULL ? found : end;
}

/* U+2029. Quotation marks begin with the same byte, and yet this is several times as fast as memmem(). */
static const char *
find_separator (const char *at, const char *end)
{
  while ((at = find_byte (at, end, '\xe2')) < end)
    {
      if (end - at >= 3 && at[1] == '\x80' && at[2] == '\xa9')
        return at;
      at++;
    }
  return end;
}

/* Where a line ends, and where the next one begins. */
static const char *
find_line_end (LineEnds *self, const char *start, const char **next)
{
  const char *at;

  if (self->line_feed < start)
    self->line_feed = find_byte (start, self->end, '\n');
  if (self->carriage_return < start)
    self->carriage_return = find_byte (start, self->end, '\r');
  if (self->separator < start)
    self->separator = find_separator (start, self->end);
  at = MIN (MIN (self->line_feed, self->carriage_return), self->separator);
  if (at == self->end)
    *next = at;
  else
    *next = at + (at == self->separator ? 3 : *at == '\r' && at[1] == '\n' ? 2 : 1);
  return at;
}

static void
find_places (VbtSections *self)
{
  const char *line = vbt_text_get_utf8 (self->text);
  const char *section = line;
  LineEnds ends = { .end = line + vbt_text_get_n_bytes (self->text) };

  while (*line != '\0')
    {
      const char *next;
      const char *end = find_line_end (&ends, line, &next);

      while (line != NULL && end - line > VBT_PARAGRAPH_BYTES)
        {
          line = split_once (self, line);
          if (line != NULL && line - section >= VBT_SECTION_BYTES)
            {
              add_cut (self, line);
              section = line;
            }
        }
      line = next;
      if (line - section >= VBT_SECTION_BYTES)
        {
          add_cut (self, line);
          section = line;
        }
    }
  add_cut (self, line);
}

/**
 * vbt_sections_new:
 * @text: (transfer none): a text
 *
 * Cuts at the ends of paragraphs, and where long ones are split.
 *
 * Returns: (transfer full): the sections
 */
VbtSections *
vbt_sections_new (VbtText *text)
{
  VbtSections *self;
  VbtOffset first = 0;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (VbtSections, 1);
  self->text = vbt_text_ref (text);
  self->cuts = g_array_new (FALSE, FALSE, sizeof (VbtOffset));
  self->splits = g_array_new (FALSE, FALSE, sizeof (VbtOffset));
  self->inserted = g_array_new (FALSE, FALSE, sizeof (VbtOffset));
  g_array_append_val (self->cuts, first);
  find_places (self);
  return self;
}

void
vbt_sections_free (VbtSections *self)
{
  vbt_text_unref (self->text);
  g_array_unref (self->cuts);
  g_array_unref (self->splits);
  g_array_unref (self->inserted);
  g_free (self);
}

/**
 * vbt_offsets_find:
 * @offsets: (element-type VbtOffset): in order
 * @offset: a place
 *
 * Returns: how many of them are at or before the place, and so the index of the first one behind it
 */
guint
vbt_offsets_find (const GArray *offsets, VbtOffset offset)
{
  return VBT_FIND_FIRST (offsets->len, at, g_array_index (offsets, VbtOffset, at) > offset);
}

/**
 * vbt_sections_cut_before:
 * @self: the sections
 * @offset: a place in the text, in code points
 *
 * Returns: the start of the section in which the place is
 */
VbtOffset
vbt_sections_cut_before (const VbtSections *self, VbtOffset offset)
{
  guint n;

  g_return_val_if_fail (self != NULL, 0);

  n = vbt_offsets_find (self->cuts, MAX (0, offset));
  return g_array_index (self->cuts, VbtOffset, n - 1);
}

/**
 * vbt_sections_cut_after:
 * @self: the sections
 * @offset: a place in the text, in code points
 *
 * Returns: where the next section starts; the end of the text in the last one
 */
VbtOffset
vbt_sections_cut_after (const VbtSections *self, VbtOffset offset)
{
  guint n;

  g_return_val_if_fail (self != NULL, 0);

  n = vbt_offsets_find (self->cuts, MAX (0, offset));
  return g_array_index (self->cuts, VbtOffset, MIN (n, self->cuts->len - 1));
}

/**
 * vbt_sections_get_splits:
 * @self: the sections
 *
 * Returns: (transfer none) (element-type VbtOffset): the first characters behind the splits of long
 *   paragraphs, in order
 */
const GArray *
vbt_sections_get_splits (const VbtSections *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->splits;
}

/**
 * vbt_sections_to_shown:
 * @self: the sections
 * @offset: a place in the text, in code points
 *
 * Returns: its place in what is shown
 */
VbtOffset
vbt_sections_to_shown (const VbtSections *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, offset);

  return offset + (VbtOffset)vbt_offsets_find (self->inserted, offset);
}

/**
 * vbt_sections_from_shown:
 * @self: the sections
 * @shown: a place in what is shown, in code points
 *
 * Before and behind a line feed that was put in is the same place of the text.
 *
 * Returns: its place in the text
 */
VbtOffset
vbt_sections_from_shown (const VbtSections *self, VbtOffset shown)
{
  g_return_val_if_fail (self != NULL, shown);

  return shown
         - (VbtOffset)VBT_FIND_FIRST (self->inserted->len, at,
                                      g_array_index (self->inserted, VbtOffset, at) + (VbtOffset)at
                                          >= shown);
}

/**
 * vbt_sections_dup_shown:
 * @self: the sections
 * @range: a part of the text
 *
 * Returns: (transfer full): what is shown of it; with the line feed that is put in at its end, and
 *   without the one at its start
 */
char *
vbt_sections_dup_shown (const VbtSections *self, VbtRange range)
{
  g_autoptr (GString) shown = NULL;
  VbtOffset at = range.start;

  g_return_val_if_fail (self != NULL, NULL);

  shown = g_string_new (NULL);
  for (guint i = vbt_offsets_find (self->splits, range.start); i <= self->splits->len; i++)
    {
      gboolean last
          = i == self->splits->len || g_array_index (self->splits, VbtOffset, i) > range.end;
      VbtOffset end = last ? range.end : g_array_index (self->splits, VbtOffset, i);
      const char *from = vbt_text_at (self->text, at);

      g_string_append_len (shown, from, vbt_text_at (self->text, end) - from);
      if (last)
        break;
      if (vbt_offsets_find (self->inserted, end) == vbt_offsets_find (self->inserted, end - 1))
        g_string_truncate (shown, shown->len - 1);
      g_string_append_c (shown, '\n');
      at = end;
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}
