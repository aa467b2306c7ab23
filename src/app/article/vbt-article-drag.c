/* vbt-article-drag.c: what moves with the pointer: a selection, an edge of a mark, a link
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "model/vbt-segment.h"
#include "vbt-article-view-private.h"
#include "vbt-draw.h"

/* The pointer scrolls from here to the edge of the window on, in pixels; the further the faster. */
#define SCROLL_ZONE 18
#define SCROLL_INTERVAL 30 /* milliseconds */

static const VbtDocument *
get_document (VbtArticleView *self)
{
  return vbt_session_get_document (self->session);
}

/* Alt is for who wants other edges than those of words. It counts while it is held during the drag:
 * many a window manager takes a press with Alt for itself. */
static gboolean
goes_by_words (VbtArticleView *self)
{
  return self->snap && (self->drag_state & GDK_ALT_MASK) == 0;
}

static VbtRange
join (VbtRange a, VbtRange b)
{
  return (VbtRange){ MIN (a.start, b.start), MAX (a.end, b.end) };
}

static void
move_text (VbtArticleView *self)
{
  VbtOffset gap = vbt_article_view_get_gap_at (self, self->drag_x, self->drag_y);
  VbtRange range = join (self->drag_anchor, (VbtRange){ gap, gap });
  VbtUnit unit = self->drag_unit;

  if (unit == VBT_UNIT_CHARACTER && goes_by_words (self))
    unit = VBT_UNIT_WORD;
  if (unit != VBT_UNIT_CHARACTER && range.start < range.end)
    range = vbt_unit_snap (get_document (self), unit, range);
  if (gap < self->drag_anchor.end)
    vbt_article_view_select (self, range.start, range.end);
  else
    vbt_article_view_select (self, range.end, range.start);
}

/* In whole words an edge goes round the word that the pointer is on; in white space round the one
 * that is left inside. */
static void
move_edge (VbtArticleView *self)
{
  const VbtDocument *document = get_document (self);
  VbtOffset gap = vbt_article_view_get_gap_at (self, self->drag_x, self->drag_y);
  VbtRange at = { gap, gap };
  const GArray *tokens;
  VbtOffset character;

  vbt_article_view_get_offset_at (self, self->drag_x, self->drag_y, &character);
  tokens = vbt_document_get_tokens_near (document, (VbtRange){ character, character });
  if (goes_by_words (self) && tokens != NULL)
    {
      at = vbt_unit_snap (document, VBT_UNIT_WORD, (VbtRange){ character, character + 1 });
      if (!vbt_ranges_find (tokens, character, NULL))
        at = (VbtRange){ vbt_unit_step (document, VBT_UNIT_WORD, character, TRUE), at.start };
    }
  at = vbt_segment_whole_characters (document->text, at);
  if (self->drag_handle < 0 && at.start < self->drag_range.end)
    self->drag_range.start = at.start;
  else if (self->drag_handle > 0 && at.end > self->drag_range.start)
    self->drag_range.end = MIN (at.end, vbt_text_get_length (document->text));
}

static void
move_link (VbtArticleView *self)
{
  VbtId end = vbt_article_view_get_link_end_at (self, self->drag_x, self->drag_y);

  g_signal_emit_by_name (self, "link-dragged", self->drag_from, end, 1);
  /* Escape leaves link mode, and so the drag. */
  if (self->link_from == 0)
    self->drag = VBT_DRAG_NONE;
}

static gboolean
is_inside (VbtArticleView *self)
{
  g_autoptr (GPtrArray) marks = vbt_article_view_get_marks_at (self, self->drag_x, self->drag_y);

  for (guint i = 0; i < marks->len; i++)
    if (((const VbtMark *)g_ptr_array_index (marks, i))->id == self->drag_from)
      return TRUE;
  return FALSE;
}

static void
begin_link (VbtArticleView *self)
{
  self->drag = VBT_DRAG_LINK;
  vbt_article_view_select (self, self->drag_anchor.start, self->drag_anchor.start);
  g_signal_emit_by_name (self, "link-dragged", self->drag_from, (gint64)0, 0);
}

static void
move (VbtArticleView *self)
{
  /* Inside the words of the selected annotation others are selected, to be marked as well; out of
   * them goes a link. */
  if (self->drag == VBT_DRAG_TEXT && self->drag_from != 0 && !is_inside (self))
    begin_link (self);
  if (self->drag == VBT_DRAG_EDGE)
    move_edge (self);
  else if (self->drag == VBT_DRAG_LINK)
    move_link (self);
  else if (self->drag != VBT_DRAG_NONE)
    move_text (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How far beyond the edge of what is visible the pointer is; 0 inside. */
static double
get_overshoot (VbtArticleView *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->drag_y < SCROLL_ZONE)
    return self->drag_y - SCROLL_ZONE;
  return MAX (self->drag_y - (height - SCROLL_ZONE), 0);
}

static gboolean
scroll_cb (gpointer data)
{
  VbtArticleView *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  double step = get_overshoot (self);

  if (step == 0 || self->drag == VBT_DRAG_NONE)
    {
      self->drag_source = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
  move (self);
  return G_SOURCE_CONTINUE;
}

/**
 * vbt_article_view_begin_drag:
 * @self: the view, which knows already where the pointer is and what is dragged
 * @drag: what moves with the pointer
 * @unit: by what text is selected
 */
void
vbt_article_view_begin_drag (VbtArticleView *self, VbtDrag drag, VbtUnit unit)
{
  self->drag = drag;
  self->drag_unit = unit;
  /* It is snapped while it is made. */
  self->exact = TRUE;
  self->moved = FALSE;
}

/**
 * vbt_article_view_move_drag:
 * @self: the view
 * @x: where the pointer is, of the widget
 * @y: of the widget
 * @state: the modifiers that are held
 */
void
vbt_article_view_move_drag (VbtArticleView *self, double x, double y, GdkModifierType state)
{
  gboolean begins = !self->moved;

  self->moved = TRUE;
  self->drag_x = x;
  self->drag_y = y;
  self->drag_state = state;
  if (begins && self->drag == VBT_DRAG_LINK)
    begin_link (self);
  move (self);
  if (get_overshoot (self) != 0 && self->drag_source == 0)
    self->drag_source = g_timeout_add (SCROLL_INTERVAL, scroll_cb, self);
}

static VbtRange
get_extent (VbtArticleView *self)
{
  const VbtMark *mark = vbt_marks_find (self->marks, vbt_session_get_selected (self->session));

  return mark == NULL ? (VbtRange){ 0, 0 } : vbt_annotation_get_extent (mark->annotation);
}

/**
 * vbt_article_view_end_drag:
 * @self: the view
 *
 * Lets go of what was dragged, and says what came of it. Nothing does where the pointer did not
 * move.
 */
void
vbt_article_view_end_drag (VbtArticleView *self)
{
  VbtDrag drag = self->drag;
  VbtRange range = self->drag_range;
  VbtRange extent = get_extent (self);

  self->drag = VBT_DRAG_NONE;
  self->drag_handle = 0;
  g_clear_handle_id (&self->drag_source, g_source_remove);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (drag == VBT_DRAG_EDGE)
    {
      if (extent.end > 0 && (range.start != extent.start || range.end != extent.end))
        g_signal_emit_by_name (self, "fragments-dragged", range.start, range.end);
    }
  else if (drag == VBT_DRAG_LINK)
    {
      if (self->moved)
        g_signal_emit_by_name (self, "link-dragged", self->drag_from,
                               vbt_article_view_get_link_end_at (self, self->drag_x, self->drag_y),
                               2);
    }
  else if (drag != VBT_DRAG_NONE && vbt_article_view_get_selection (self, &range, NULL))
    {
      if (drag == VBT_DRAG_FRAGMENT)
        g_signal_emit_by_name (self, "fragment-selected", range.start, range.end);
      else
        g_signal_emit_by_name (self, "text-selected");
    }
}

static gboolean
find_origin (VbtArticleView *self, graphene_point_t *point)
{
  const VbtMark *mark = vbt_marks_find (self->marks, self->drag_from);
  g_autoptr (GArray) boxes = NULL;

  if (mark == NULL)
    return FALSE;
  boxes = vbt_layout_get_boxes (self->layout, vbt_annotation_get_extent (mark->annotation));
  if (boxes->len == 0)
    return FALSE;
  const GdkRectangle *rect = &g_array_index (boxes, VbtBox, boxes->len - 1).rect;
  graphene_point_init (point, (float)rect->x + (float)rect->width / 2,
                       (float)(rect->y + rect->height));
  return TRUE;
}

/**
 * vbt_article_view_paint_drag:
 * @self: the view
 * @snapshot: what is drawn on, in buffer coordinates
 *
 * Paints a line from where a link is dragged from to the pointer.
 */
void
vbt_article_view_paint_drag (VbtArticleView *self, GtkSnapshot *snapshot)
{
  const VbtMark *mark = vbt_marks_find (self->marks, self->drag_from);
  graphene_point_t origin;
  GdkRGBA color;
  int x, y;

  if (self->drag != VBT_DRAG_LINK || !self->moved || !find_origin (self, &origin))
    return;
  vbt_article_view_to_buffer (self, self->drag_x, self->drag_y, &x, &y);
  vbt_article_view_get_mark_color (self, mark, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &origin);
  gtk_snapshot_rotate (snapshot, (float)(atan2 (y - origin.y, x - origin.x) * 180 / G_PI));
  vbt_draw_line (snapshot, &color, self->link_to == 0 ? VBT_STROKE_DASHED : VBT_STROKE_SOLID, 0, 0,
                 hypot (x - origin.x, y - origin.y), 0, 2);
  gtk_snapshot_restore (snapshot);
  vbt_draw_disc (snapshot, &color, x, y, 4);
}
