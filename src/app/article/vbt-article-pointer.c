/* vbt-article-pointer.c: what the pointer does: choose marks, drag their ends, select words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment.h"
#include "vbt-article-view-private.h"
#include "vbt-article.h"

#define CLICK_DISTANCE 4
#define HANDLE_DISTANCE 9

/* GtkTextView claims every press for itself, which takes gestures of ours out of the game; a legacy
 * controller sees the events before it and lets them pass. */

static gboolean
get_position (VbtArticleView *self, GdkEvent *event, double *x, double *y)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  graphene_point_t point, inside;
  double native_x, native_y;

  if (native == NULL || !gdk_event_get_position (event, x, y))
    return FALSE;
  gtk_native_get_surface_transform (native, &native_x, &native_y);
  graphene_point_init (&point, (float)(*x - native_x), (float)(*y - native_y));
  if (!gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self), &point, &inside))
    return FALSE;
  *x = inside.x;
  *y = inside.y;
  return TRUE;
}

static void
to_buffer (VbtArticleView *self, double x, double y, int *buffer_x, int *buffer_y)
{
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int)x,
                                         (int)y, buffer_x, buffer_y);
}

static gboolean
is_near (int x, int y, const graphene_point_t *point)
{
  return ABS (x - point->x) <= HANDLE_DISTANCE && ABS (y - point->y) <= HANDLE_DISTANCE;
}

/* Returns -1 for the handle at the start of the selected annotation, 1 for that at its end. */
static int
find_handle (VbtArticleView *self, double x, double y)
{
  VbtId selected = self->session == NULL ? 0 : vbt_session_get_selected (self->session);
  const VbtMark *mark = vbt_marks_find (self->marks, selected);
  int buffer_x, buffer_y;

  if (mark == NULL)
    return 0;
  to_buffer (self, x, y, &buffer_x, &buffer_y);
  for (int end = 1; end >= 0; end--)
    {
      graphene_point_t point;

      if (vbt_layout_get_edge (self->layout, vbt_annotation_get_extent (mark->annotation), end,
                               VBT_HANDLE_OUTSET, &point)
          && is_near (buffer_x, buffer_y, &point))
        return end == 0 ? -1 : 1;
    }
  return 0;
}

static VbtId
find_place (VbtArticleView *self, double x, double y)
{
  int buffer_x, buffer_y;

  to_buffer (self, x, y, &buffer_x, &buffer_y);
  for (guint i = 0; i < self->places->len; i++)
    {
      const VbtPlace *place = &g_array_index (self->places, VbtPlace, i);

      if (gdk_rectangle_contains_point (&place->rect, buffer_x, buffer_y))
        return place->annotation;
    }
  return 0;
}

/* What a click means: a label or a name in the margin, else the shortest mark there; again, the next
 * longer one that covers the same place. */
static VbtId
find_annotation (VbtArticleView *self, double x, double y)
{
  VbtId selected = vbt_session_get_selected (self->session);
  VbtId place = find_place (self, x, y);
  g_autoptr (GPtrArray) marks = NULL;
  VbtOffset offset;

  if (place != 0)
    return place;
  if (!vbt_article_view_get_offset_at (self, x, y, &offset))
    return 0;
  marks = vbt_marks_at (self->marks, offset);
  for (guint i = 0; i < marks->len; i++)
    {
      const VbtMark *mark = g_ptr_array_index (marks, i);

      if (mark->annotation->id == selected)
        {
          mark = g_ptr_array_index (marks, (i + 1) % marks->len);
          return mark->annotation->id;
        }
    }
  return marks->len == 0 ? 0 : ((const VbtMark *)g_ptr_array_index (marks, 0))->annotation->id;
}

static VbtRange
get_extent (VbtArticleView *self)
{
  const VbtMark *mark = vbt_marks_find (self->marks, vbt_session_get_selected (self->session));

  return mark == NULL ? (VbtRange){ 0, 0 } : vbt_annotation_get_extent (mark->annotation);
}

static void
drag_handle_to (VbtArticleView *self, double x, double y, gboolean exact)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  VbtRange at = { 0, 0 };

  vbt_article_view_get_offset_at (self, x, y, &at.start);
  at.end = at.start + 1;
  if (!exact && document->tokens != NULL)
    at = vbt_ranges_snap (document->tokens, at);
  if (self->drag_handle < 0 && at.start < self->drag_range.end)
    self->drag_range.start = at.start;
  else if (self->drag_handle > 0 && at.end > self->drag_range.start)
    self->drag_range.end = MIN (at.end, vbt_text_get_length (document->text));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_drag (VbtArticleView *self)
{
  VbtRange range = self->drag_range;
  VbtRange extent = get_extent (self);

  self->drag_handle = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (range.start != extent.start || range.end != extent.end)
    g_signal_emit_by_name (self, "fragments-dragged", range.start, range.end);
}

static gboolean
press (VbtArticleView *self, GdkEvent *event, double x, double y)
{
  guint32 time = gdk_event_get_time (event);
  int double_click = 400;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &double_click,
                NULL);
  if (time - self->press_time <= (guint32)double_click && ABS (x - self->press_x) <= CLICK_DISTANCE
      && ABS (y - self->press_y) <= CLICK_DISTANCE)
    self->n_press++;
  else
    self->n_press = 1;
  self->press_time = time;
  self->press_x = x;
  self->press_y = y;
  self->pressed = TRUE;
  self->drag_handle = find_handle (self, x, y);
  if (self->drag_handle == 0)
    return GDK_EVENT_PROPAGATE;
  self->drag_range = get_extent (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static gboolean
is_whole_mark (VbtArticleView *self, VbtRange range)
{
  const VbtMark *mark = vbt_marks_find (self->marks, vbt_session_get_selected (self->session));

  return mark != NULL && mark->role != VBT_ROLE_QUOTE && mark->range.start <= range.start
         && range.end <= mark->range.end;
}

static void
release (VbtArticleView *self, double x, double y, gboolean exact)
{
  gboolean clicked
      = ABS (x - self->press_x) <= CLICK_DISTANCE && ABS (y - self->press_y) <= CLICK_DISTANCE;
  VbtRange range;

  self->exact = exact;
  if (clicked && self->n_press == 1)
    g_signal_emit_by_name (self, "mark-chosen", find_annotation (self, x, y));
  else if (vbt_article_view_get_selection (self, &range, NULL))
    {
      /* A double click on a short mark means the mark, on a word of a quote the word. */
      if (clicked && is_whole_mark (self, range))
        vbt_article_view_set_selection (self, (VbtRange){ range.start, range.start });
      else
        g_signal_emit_by_name (self, "text-selected");
    }
}

static void
show_pointer (VbtArticleView *self, double x, double y)
{
  const char *name = "text";

  if (find_handle (self, x, y) != 0)
    name = "col-resize";
  else if (find_place (self, x, y) != 0)
    name = "pointer";
  if (g_strcmp0 (self->pointer_name, name) != 0)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
  self->pointer_name = name;
}

static gboolean
event_cb (VbtArticleView *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean exact = (gdk_event_get_modifier_state (event) & GDK_ALT_MASK) != 0;
  gboolean dragging = self->drag_handle != 0;
  double x, y;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL
      || !get_position (self, event, &x, &y))
    return GDK_EVENT_PROPAGATE;
  if (type == GDK_MOTION_NOTIFY)
    {
      if (dragging)
        drag_handle_to (self, x, y, exact);
      else if (!self->pressed)
        show_pointer (self, x, y);
      return dragging ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }
  if ((type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE)
      || gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY)
    return GDK_EVENT_PROPAGATE;
  if (type == GDK_BUTTON_PRESS)
    return press (self, event, x, y);
  if (dragging)
    end_drag (self);
  else if (self->pressed)
    release (self, x, y, exact);
  self->pressed = FALSE;
  return dragging ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* What the mark below the pointer is, in words. */
static gboolean
query_tooltip_cb (VbtArticleView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autoptr (GPtrArray) marks = NULL;
  g_autofree char *words = NULL;
  const VbtMark *mark;
  VbtOffset offset;

  if (keyboard || self->pressed || self->marks == NULL || self->label_place == VBT_LABELS_NEVER
      || !vbt_article_view_get_offset_at (self, x, y, &offset))
    return FALSE;
  marks = vbt_marks_at (self->marks, offset);
  if (marks->len == 0)
    return FALSE;
  mark = g_ptr_array_index (marks, 0);
  words = vbt_article_describe (self->session, mark->annotation);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/**
 * vbt_article_view_init_pointer:
 * @self: the view
 *
 * Lets the pointer act on marks, before the text view itself sees it.
 */
void
vbt_article_view_init_pointer (VbtArticleView *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
