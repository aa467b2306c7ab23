/* vbt-article-boxes.c: the rectangles of a range of the text, in either direction of writing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-layout-private.h"

#include <string.h>
#include <unicode/uchar.h>

#define LOOKED_AT 4096 /* bytes: enough to know in which direction a document runs */

static gboolean
is_right_to_left (gunichar character)
{
  switch ((int)u_charDirection ((UChar32)character))
    {
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
    case U_RIGHT_TO_LEFT_EMBEDDING:
    case U_RIGHT_TO_LEFT_OVERRIDE:
    case U_RIGHT_TO_LEFT_ISOLATE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_right_to_left (const char *utf8)
{
  for (const char *at = utf8; *at != '\0'; at = g_utf8_next_char (at))
    if ((guchar)*at >= 0xd6 && is_right_to_left (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* The direction of the first letter that has one. */
static PangoDirection
find_direction (const char *utf8, const char *end, PangoDirection otherwise)
{
  for (const char *at = utf8; at < end; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (u_charDirection ((UChar32)character) == U_LEFT_TO_RIGHT)
        return PANGO_DIRECTION_LTR;
      if (is_right_to_left (character))
        return PANGO_DIRECTION_RTL;
    }
  return otherwise;
}

/**
 * vbt_text_begins_right_to_left:
 * @utf8: a text
 *
 * Returns: whether its first letter is one of a script that runs from right to left
 */
gboolean
vbt_text_begins_right_to_left (const char *utf8)
{
  g_return_val_if_fail (utf8 != NULL, FALSE);

  return find_direction (utf8, utf8 + strlen (utf8), PANGO_DIRECTION_LTR) == PANGO_DIRECTION_RTL;
}

/**
 * vbt_text_runs_right_to_left:
 * @utf8: the text of a document
 *
 * A quoted name or a source in another script does not turn a page, so all letters of its beginning
 * count, not the first one.
 *
 * Returns: whether more of the letters in its first few KB run from right to left than otherwise
 */
gboolean
vbt_text_runs_right_to_left (const char *utf8)
{
  int balance = 0;

  g_return_val_if_fail (utf8 != NULL, FALSE);

  for (const char *at = utf8; *at != '\0' && at - utf8 < LOOKED_AT; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (is_right_to_left (character))
        balance++;
      else if (u_charDirection ((UChar32)character) == U_LEFT_TO_RIGHT)
        balance--;
    }
  return balance > 0;
}

/**
 * vbt_layout_set_text:
 * @self: the layout
 * @utf8: the text of the part that the view shows
 * @length: its length in code points
 *
 * Finds out which characters run from right to left, by the Unicode bidirectional algorithm, one
 * paragraph after the other as the text view does it.
 */
void
vbt_layout_set_text (VbtLayout *self, const char *utf8, VbtOffset length)
{
  PangoDirection direction;
  VbtOffset offset = 0;

  g_return_if_fail (self != NULL && utf8 != NULL);

  vbt_layout_clear (self);
  g_clear_pointer (&self->levels, g_free);
  self->length = length;
  if (!has_right_to_left (utf8))
    return;
  direction = find_direction (utf8, utf8 + strlen (utf8), PANGO_DIRECTION_LTR);
  self->levels = g_malloc0 ((gsize)length + 1);
  while (*utf8 != '\0')
    {
      g_autofree guint8 *levels = NULL;
      int end, next;
      glong n_chars;

      pango_find_paragraph_boundary (utf8, -1, &end, &next);
      /* As the text view does: what has no direction, like a line of digits, runs as the paragraph
       * before it. */
      direction = find_direction (utf8, utf8 + end, direction);
      levels = pango_log2vis_get_embedding_levels (utf8, end, &direction);
      n_chars = g_utf8_strlen (utf8, end);
      if (n_chars > 0)
        memcpy (self->levels + offset, levels, (gsize)n_chars);
      offset += n_chars + (VbtOffset)g_utf8_strlen (utf8 + end, next - end);
      utf8 += next;
    }
}

static void
get_char_rect (const VbtLayout *self, const VbtLine *line, VbtOffset offset, GdkRectangle *rect)
{
  GtkTextIter iter = line->iter;

  gtk_text_iter_forward_chars (&iter, offset - line->start);
  gtk_text_view_get_iter_location (self->view, &iter, rect);
  /* A character that runs from right to left has its width to the left of its edge. */
  if (rect->width < 0)
    {
      rect->x += rect->width;
      rect->width = -rect->width;
    }
}

/* Characters of one level that follow each other in the text do so on the line as well. */
static VbtOffset
find_level_end (const VbtLayout *self, VbtOffset start, VbtOffset end)
{
  VbtOffset at = start + 1;

  if (self->levels == NULL)
    return end;
  while (at < end && self->levels[at - self->first] == self->levels[start - self->first])
    at++;
  return at;
}

static void
add_run (const VbtLayout *self, guint index, VbtRange run, GArray *boxes)
{
  const VbtLine *line = &g_array_index (self->lines, VbtLine, index);
  GdkRectangle first, last;
  VbtBox box = { .line = index, .range = run };

  get_char_rect (self, line, run.start, &first);
  get_char_rect (self, line, run.end - 1, &last);
  gdk_rectangle_union (&first, &last, &box.rect);
  box.rect.y = line->y;
  box.rect.height = line->height;
  g_array_append_val (boxes, box);
}

static gboolean
touch (const GdkRectangle *a, const GdkRectangle *b)
{
  return a->x + a->width + 1 >= b->x && b->x + b->width + 1 >= a->x;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return ((const VbtBox *)a)->rect.x - ((const VbtBox *)b)->rect.x;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  return ((const VbtBox *)a)->range.start - ((const VbtBox *)b)->range.start;
}

/* Runs of different levels that stand side by side make one rectangle. Those that do need not follow
 * each other in the text: a number inside of Hebrew has its neighbors the other way round. */
static void
merge_boxes (GArray *boxes, guint first)
{
  VbtBox *line = &g_array_index (boxes, VbtBox, first);
  guint n = boxes->len - first;
  guint last = 0;

  if (n < 2)
    return;
  qsort (line, n, sizeof (VbtBox), compare_places);
  for (guint i = 1; i < n; i++)
    {
      if (!touch (&line[last].rect, &line[i].rect))
        {
          line[++last] = line[i];
          continue;
        }
      gdk_rectangle_union (&line[last].rect, &line[i].rect, &line[last].rect);
      line[last].range.start = MIN (line[last].range.start, line[i].range.start);
      line[last].range.end = MAX (line[last].range.end, line[i].range.end);
    }
  g_array_set_size (boxes, first + last + 1);
  qsort (line, last + 1, sizeof (VbtBox), compare_ranges);
}

static GArray *
find_boxes (const VbtLayout *self, VbtRange range)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, TRUE, sizeof (VbtBox));
  guint index;

  vbt_layout_find_line (self, range.start, &index);
  for (; index < self->lines->len; index++)
    {
      const VbtLine *line = &g_array_index (self->lines, VbtLine, index);
      VbtOffset at = MAX (range.start, line->start);
      VbtOffset end = MIN (range.end, line->end);
      guint first = boxes->len;

      if (line->start >= range.end)
        break;
      while (at < end)
        {
          VbtRange run = { at, find_level_end (self, at, end) };

          add_run (self, index, run, boxes);
          at = run.end;
        }
      merge_boxes (boxes, first);
    }
  return g_steal_pointer (&boxes);
}

/**
 * vbt_layout_get_boxes:
 * @self: the layout
 * @range: a part of the text
 *
 * The rectangles that the range covers on the lines that can be seen: one a line, or several where
 * the line has text of both directions. What is drawn asks several times for the same.
 *
 * Returns: (transfer full) (element-type VbtBox): the rectangles, in the order of the text; not to be changed
 */
GArray *
vbt_layout_get_boxes (const VbtLayout *self, VbtRange range)
{
  GArray *boxes;

  g_return_val_if_fail (self != NULL, NULL);

  boxes = g_hash_table_lookup (self->boxes, &range);
  if (boxes == NULL)
    {
      boxes = find_boxes (self, range);
      g_hash_table_insert (self->boxes, g_memdup2 (&range, sizeof range), boxes);
    }
  return g_array_ref (boxes);
}

/**
 * vbt_layout_is_right_to_left:
 * @self: the layout
 * @offset: a character
 *
 * Returns: whether the character stands in a run from right to left
 */
gboolean
vbt_layout_is_right_to_left (const VbtLayout *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->levels != NULL && offset >= self->first && offset - self->first < self->length
         && (self->levels[offset - self->first] & 1) != 0;
}

/**
 * vbt_layout_get_edge:
 * @self: the layout
 * @range: a part of the text, not empty
 * @at_end: its end rather than its start
 * @outset: how far outside of the range, in pixels
 * @point: (out): the lower corner at that edge, in buffer coordinates
 *
 * Returns: whether the edge can be seen
 */
gboolean
vbt_layout_get_edge (const VbtLayout *self, VbtRange range, gboolean at_end, int outset,
                     graphene_point_t *point)
{
  VbtOffset offset = at_end ? range.end - 1 : range.start;
  gboolean right;
  GdkRectangle rect;
  const VbtLine *line;
  guint index;

  g_return_val_if_fail (self != NULL && point != NULL, FALSE);

  if (range.end <= range.start || !vbt_layout_find_line (self, offset, &index))
    return FALSE;
  line = &g_array_index (self->lines, VbtLine, index);
  get_char_rect (self, line, offset, &rect);
  right = at_end != vbt_layout_is_right_to_left (self, offset);
  point->x = rect.x + (right ? rect.width + outset : -outset);
  point->y = line->y + line->height;
  return TRUE;
}
