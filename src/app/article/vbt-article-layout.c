/* vbt-article-layout.c: where on the page a range of the text is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-layout-private.h"

#include "model/vbt-bisect.h"

static guint
hash_range (gconstpointer range)
{
  const VbtRange *self = range;

  return (guint)self->start * 31 + (guint)self->end;
}

static gboolean
equal_ranges (gconstpointer a, gconstpointer b)
{
  const VbtRange *first = a, *second = b;

  return first->start == second->start && first->end == second->end;
}

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
  self->boxes
      = g_hash_table_new_full (hash_range, equal_ranges, g_free, (GDestroyNotify)g_array_unref);
  return self;
}

void
vbt_layout_free (VbtLayout *self)
{
  g_array_unref (self->lines);
  g_hash_table_unref (self->boxes);
  g_free (self->levels);
  g_free (self);
}

/**
 * vbt_layout_set_part:
 * @self: the layout
 * @sections: (nullable): of the document; they shall last until others are set
 * @part: which of it the view has
 *
 * From then on all offsets are those of the document, whatever the view has of it. Goes before
 * vbt_layout_set_text() with the text of that part.
 */
void
vbt_layout_set_part (VbtLayout *self, const VbtSections *sections, VbtRange part)
{
  g_return_if_fail (self != NULL);

  vbt_layout_clear (self);
  self->sections = sections;
  self->first = part.start;
  self->first_shown = sections == NULL ? 0 : vbt_sections_to_shown (sections, part.start);
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
  g_hash_table_remove_all (self->boxes);
}

static VbtOffset
get_offset (const VbtLayout *self, const GtkTextIter *iter)
{
  VbtOffset shown = gtk_text_iter_get_offset (iter) + self->first_shown;

  return self->sections == NULL ? shown : vbt_sections_from_shown (self->sections, shown);
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
  line->start = get_offset (self, iter);
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
  line->next = get_offset (self, iter);

  while (get_offset (self, &end) > line->start && is_space_before (&end))
    gtk_text_iter_backward_char (&end);
  line->end = get_offset (self, &end);
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
  guint found;

  g_return_val_if_fail (self != NULL && index != NULL, FALSE);

  found = VBT_FIND_FIRST (self->lines->len, at,
                          g_array_index (self->lines, VbtLine, at).next > offset);
  *index = MIN (found, self->lines->len == 0 ? 0 : self->lines->len - 1);
  return found < self->lines->len && g_array_index (self->lines, VbtLine, found).start <= offset;
}
