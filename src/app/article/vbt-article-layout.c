/* vbt-article-layout.c: where on the page a range of the text is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-layout.h"

#include <unicode/uchar.h>

/* The lines that can be seen are measured once a frame; everything that is drawn asks them. What a
 * frame costs so depends on the window, not on the document. */
struct _VbtLayout
{
  GtkTextView *view; /* which owns this */
  GArray *lines;     /* of VbtLine: those that can be seen */
  guint8 *levels;    /* (nullable): bidi level of every character, where not all are 0 */
  VbtOffset length;
};

/**
 * vbt_layout_new:
 * @view: the view, which shall outlive the layout
 *
 * Returns: (transfer full): a layout without lines
 */
VbtLayout *
vbt_layout_new (GtkTextView *view)
{
  VbtLayout *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (VbtLayout, 1);
  self->view = view;
  self->lines = g_array_new (FALSE, TRUE, sizeof (VbtLine));
  return self;
}

void
vbt_layout_free (VbtLayout *self)
{
  g_array_unref (self->lines);
  g_free (self->levels);
  g_free (self);
}

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

  for (const char *at = utf8; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (u_charDirection ((UChar32)character) == U_LEFT_TO_RIGHT)
        return FALSE;
      if (is_right_to_left (character))
        return TRUE;
    }
  return FALSE;
}

/**
 * vbt_layout_set_text:
 * @self: the layout
 * @utf8: the text that the view shows
 * @length: its length in code points
 *
 * Finds out which characters run from right to left, by the Unicode bidirectional algorithm, one
 * paragraph after the other as the text view does it.
 */
void
vbt_layout_set_text (VbtLayout *self, const char *utf8, VbtOffset length)
{
  VbtOffset offset = 0;

  g_return_if_fail (self != NULL && utf8 != NULL);

  vbt_layout_clear (self);
  g_clear_pointer (&self->levels, g_free);
  self->length = length;
  if (!has_right_to_left (utf8))
    return;
  self->levels = g_malloc0 ((gsize)length + 1);
  while (*utf8 != '\0')
    {
      PangoDirection direction = PANGO_DIRECTION_WEAK_LTR;
      g_autofree guint8 *levels = NULL;
      int end, next;
      glong n_chars;

      pango_find_paragraph_boundary (utf8, -1, &end, &next);
      levels = pango_log2vis_get_embedding_levels (utf8, end, &direction);
      n_chars = g_utf8_strlen (utf8, end);
      if (n_chars > 0)
        memcpy (self->levels + offset, levels, (gsize)n_chars);
      offset += n_chars + (VbtOffset)g_utf8_strlen (utf8 + end, next - end);
      utf8 += next;
    }
}

/**
 * vbt_layout_clear:
 * @self: the layout
 *
 * Forgets the lines, because the text or its width changed.
 */
void
vbt_layout_clear (VbtLayout *self)
{
  g_return_if_fail (self != NULL);
  g_array_set_size (self->lines, 0);
}

static gboolean
is_space_before (const GtkTextIter *iter)
{
  GtkTextIter before = *iter;

  return gtk_text_iter_backward_char (&before)
         && g_unichar_isspace (gtk_text_iter_get_char (&before));
}

/* Measures the line at whose start @iter is, and moves it to the next one. */
static gboolean
measure_line (VbtLayout *self, GtkTextIter *iter, VbtLine *line)
{
  GtkTextIter end = *iter;
  GdkRectangle rect;
  gboolean more = TRUE;

  gtk_text_view_get_iter_location (self->view, iter, &rect);
  line->iter = *iter;
  line->start = gtk_text_iter_get_offset (iter);
  line->y = rect.y;
  line->height = rect.height;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_view_forward_display_line_end (self->view, &end);
  /* GTK stops before the last character of a line that it wrapped, so that a caret stays on it. */
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_char (&end);
  *iter = end;
  if (gtk_text_iter_ends_line (iter))
    more = gtk_text_iter_forward_line (iter);
  line->next = gtk_text_iter_get_offset (iter);

  while (gtk_text_iter_get_offset (&end) > line->start && is_space_before (&end))
    gtk_text_iter_backward_char (&end);
  line->end = gtk_text_iter_get_offset (&end);
  return more && line->next > line->start;
}

/**
 * vbt_layout_update:
 * @self: the layout
 *
 * Measures the lines that can be seen now, and one more at either end for what hangs over.
 */
void
vbt_layout_update (VbtLayout *self)
{
  GdkRectangle visible;
  GtkTextIter iter;
  gboolean more = TRUE;

  g_return_if_fail (self != NULL);

  vbt_layout_clear (self);
  gtk_text_view_get_visible_rect (self->view, &visible);
  gtk_text_view_get_iter_at_location (self->view, &iter, gtk_text_view_get_left_margin (self->view),
                                      MAX (0, visible.y));
  gtk_text_view_backward_display_line_start (self->view, &iter);
  while (more)
    {
      VbtLine line = { 0 };

      more = measure_line (self, &iter, &line);
      g_array_append_val (self->lines, line);
      if (line.y > visible.y + visible.height)
        break;
    }
}

/**
 * vbt_layout_get_lines:
 * @self: the layout
 *
 * Returns: (transfer none) (element-type VbtLine): the lines that can be seen
 */
const GArray *
vbt_layout_get_lines (const VbtLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lines;
}

/**
 * vbt_layout_get_range:
 * @self: the layout
 *
 * Returns: the part of the text that can be seen
 */
VbtRange
vbt_layout_get_range (const VbtLayout *self)
{
  VbtRange range = { 0, 0 };

  g_return_val_if_fail (self != NULL, range);

  if (self->lines->len > 0)
    {
      range.start = g_array_index (self->lines, VbtLine, 0).start;
      range.end = g_array_index (self->lines, VbtLine, self->lines->len - 1).next;
    }
  return range;
}

/**
 * vbt_layout_find_line:
 * @self: the layout
 * @offset: a place in the text
 * @index: (out): the index of the line on which it is; of the nearest where it is not on any
 *
 * Returns: whether the place is on a line that can be seen
 */
gboolean
vbt_layout_find_line (const VbtLayout *self, VbtOffset offset, guint *index)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL && index != NULL, FALSE);

  high = self->lines->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->lines, VbtLine, middle).next <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  *index = MIN (low, self->lines->len == 0 ? 0 : self->lines->len - 1);
  return low < self->lines->len && g_array_index (self->lines, VbtLine, low).start <= offset;
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
  while (at < end && self->levels[at] == self->levels[start])
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

/* Runs of different levels that stand side by side make one rectangle. */
static void
merge_boxes (GArray *boxes, guint first)
{
  for (guint i = first; i + 1 < boxes->len;)
    {
      VbtBox *box = &g_array_index (boxes, VbtBox, i);
      const VbtBox *next = &g_array_index (boxes, VbtBox, i + 1);

      if (box->rect.x + box->rect.width + 1 >= next->rect.x
          && next->rect.x + next->rect.width + 1 >= box->rect.x)
        {
          gdk_rectangle_union (&box->rect, &next->rect, &box->rect);
          box->range.end = next->range.end;
          g_array_remove_index (boxes, i + 1);
        }
      else
        i++;
    }
}

/**
 * vbt_layout_get_boxes:
 * @self: the layout
 * @range: a part of the text
 *
 * The rectangles that the range covers on the lines that can be seen: one a line, or several where
 * the line has text of both directions.
 *
 * Returns: (transfer full) (element-type VbtBox): the rectangles, in the order of the text
 */
GArray *
vbt_layout_get_boxes (const VbtLayout *self, VbtRange range)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, TRUE, sizeof (VbtBox));
  guint index;

  g_return_val_if_fail (self != NULL, g_steal_pointer (&boxes));

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
  gboolean right_to_left, right;
  GdkRectangle rect;
  const VbtLine *line;
  guint index;

  g_return_val_if_fail (self != NULL && point != NULL, FALSE);

  if (range.end <= range.start || !vbt_layout_find_line (self, offset, &index))
    return FALSE;
  line = &g_array_index (self->lines, VbtLine, index);
  get_char_rect (self, line, offset, &rect);
  right_to_left = self->levels != NULL && offset < self->length && (self->levels[offset] & 1) != 0;
  right = at_end != right_to_left;
  point->x = rect.x + (right ? rect.width + outset : -outset);
  point->y = line->y + line->height;
  return TRUE;
}
