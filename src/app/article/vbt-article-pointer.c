/* vbt-article-pointer.c: what the pointer does: choose marks, drag their ends, select words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"
#include "vbt-article.h"

#define CLICK_DISTANCE 4
#define HANDLE_DISTANCE 9

/* GtkTextView claims every press for itself, and drags selected text away; a legacy controller sees
 * the events before it. The primary and the secondary button are ours altogether. */

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

/**
 * vbt_article_view_to_buffer:
 * @self: the view
 * @x: of the widget
 * @y: of the widget
 * @buffer_x: (out): the same place in buffer coordinates
 * @buffer_y: (out): likewise
 */
void
vbt_article_view_to_buffer (VbtArticleView *self, double x, double y, int *buffer_x, int *buffer_y)
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
  vbt_article_view_to_buffer (self, x, y, &buffer_x, &buffer_y);
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

/**
 * vbt_article_view_get_place_at:
 * @self: the view
 * @x: of the widget
 * @y: of the widget
 *
 * Returns: the annotation whose label, or whose speaker's name in the margin, is there; or 0
 */
VbtId
vbt_article_view_get_place_at (VbtArticleView *self, double x, double y)
{
  int buffer_x, buffer_y;

  vbt_article_view_to_buffer (self, x, y, &buffer_x, &buffer_y);
  for (guint i = 0; i < self->places->len; i++)
    {
      const VbtPlace *place = &g_array_index (self->places, VbtPlace, i);

      if (gdk_rectangle_contains_point (&place->rect, buffer_x, buffer_y))
        return place->annotation;
    }
  return 0;
}

/**
 * vbt_article_view_get_marks_at:
 * @self: the view
 * @x: of the widget
 * @y: of the widget
 *
 * Returns: (transfer container) (element-type VbtMark): the marks there, the shortest first; first
 *   of all the one whose label or name in the margin is there
 */
GPtrArray *
vbt_article_view_get_marks_at (VbtArticleView *self, double x, double y)
{
  const VbtMark *place;
  VbtOffset offset;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), NULL);

  place = vbt_marks_find (self->marks, vbt_article_view_get_place_at (self, x, y));
  if (place != NULL)
    {
      GPtrArray *marks = g_ptr_array_new ();

      g_ptr_array_add (marks, (gpointer)place);
      return marks;
    }
  return vbt_article_view_get_offset_at (self, x, y, &offset) ? vbt_marks_at (self->marks, offset)
                                                              : g_ptr_array_new ();
}

/**
 * vbt_article_view_get_link_end_at:
 * @self: the view
 * @x: of the widget
 * @y: of the widget
 *
 * Returns: the annotation there that the link may go to; or 0
 */
VbtId
vbt_article_view_get_link_end_at (VbtArticleView *self, double x, double y)
{
  g_autoptr (GPtrArray) marks = vbt_article_view_get_marks_at (self, x, y);

  for (guint i = 0; self->link_ends != NULL && i < marks->len; i++)
    {
      const VbtMark *mark = g_ptr_array_index (marks, i);

      if (g_hash_table_contains (self->link_ends, &mark->id))
        return mark->id;
    }
  return 0;
}

static gboolean
is_wide (const VbtMark *mark)
{
  return mark->role == VBT_ROLE_QUOTE || mark->role == VBT_ROLE_DISCARD;
}

/* What a click means: the shortest mark there; again, the next longer one that covers the same
 * place. */
static void
choose (VbtArticleView *self, GPtrArray *marks)
{
  VbtId selected = vbt_session_get_selected (self->session);
  guint index = 0;

  for (guint i = 0; i < marks->len; i++)
    if (((const VbtMark *)g_ptr_array_index (marks, i))->id == selected)
      index = (i + 1) % marks->len;
  g_signal_emit_by_name (self, "mark-chosen",
                         marks->len == 0 ? (gint64)0
                                         : ((const VbtMark *)g_ptr_array_index (marks, index))->id);
  if (marks->len > 1)
    g_signal_emit_by_name (self, "stack-shown", index + 1, marks->len);
}

/* A double click on a short mark means the mark, on a word of a quote the word. */
static gboolean
choose_short (VbtArticleView *self, double x, double y)
{
  g_autoptr (GPtrArray) marks = vbt_article_view_get_marks_at (self, x, y);
  g_autoptr (GPtrArray) at = vbt_article_view_get_marks_at (self, x, y);

  for (guint i = marks->len; i-- > 0;)
    if (is_wide (g_ptr_array_index (marks, i)))
      g_ptr_array_remove_index (marks, i);
  if (marks->len == 0 && vbt_article_view_get_place_at (self, x, y) == 0)
    return FALSE;
  /* Who clicks fast goes through a stack as well; a mark that is alone stays chosen. */
  if (marks->len > 1)
    choose (self, at);
  else if (marks->len == 1)
    g_signal_emit_by_name (self, "mark-chosen", ((VbtMark *)g_ptr_array_index (marks, 0))->id);
  return TRUE;
}

static gboolean
is_click (VbtArticleView *self, double x, double y)
{
  return ABS (x - self->press_x) <= CLICK_DISTANCE && ABS (y - self->press_y) <= CLICK_DISTANCE;
}

static void
count_press (VbtArticleView *self, GdkEvent *event, double x, double y)
{
  guint32 time = gdk_event_get_time (event);
  int double_click = 400;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &double_click,
                NULL);
  if (time - self->press_time <= (guint32)double_click && is_click (self, x, y))
    self->n_press++;
  else
    self->n_press = 1;
  self->press_time = time;
  self->press_x = x;
  self->press_y = y;
}

/* A link can be dragged from a label, from a name in the margin, out of the words of the selected
 * annotation (not of a quote: from there text is selected), and with Ctrl and Shift from all. */
static VbtId
find_link_start (VbtArticleView *self, double x, double y, GdkModifierType state, VbtDrag *drag)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;
  VbtId selected = vbt_session_get_selected (self->session);
  VbtId place = vbt_article_view_get_place_at (self, x, y);
  g_autoptr (GPtrArray) marks = NULL;

  *drag = VBT_DRAG_LINK;
  if (place != 0)
    return place;
  marks = vbt_article_view_get_marks_at (self, x, y);
  if ((state & both) == both && marks->len > 0)
    return ((const VbtMark *)g_ptr_array_index (marks, 0))->id;
  *drag = VBT_DRAG_TEXT;
  for (guint i = 0; self->n_press == 1 && state == 0 && i < marks->len; i++)
    {
      const VbtMark *mark = g_ptr_array_index (marks, i);

      if (mark->id == selected && !is_wide (mark))
        return selected;
    }
  return 0;
}

static VbtRange
get_anchor (VbtArticleView *self, VbtOffset gap, gboolean extend)
{
  VbtRange selection;

  if (!extend)
    return (VbtRange){ gap, gap };
  if (!vbt_article_view_get_selection (self, &selection, NULL))
    selection.start = selection.end = vbt_article_view_get_caret (self);
  /* The end that is nearer to the pointer moves. */
  return gap - selection.start < selection.end - gap
             ? (VbtRange){ selection.end, selection.end }
             : (VbtRange){ selection.start, selection.start };
}

static void
begin_text (VbtArticleView *self, double x, double y, GdkModifierType state)
{
  static const VbtUnit units[]
      = { VBT_UNIT_CHARACTER, VBT_UNIT_WORD, VBT_UNIT_SENTENCE, VBT_UNIT_PARAGRAPH };
  VbtUnit unit = units[(MAX (self->n_press, 1) - 1) % G_N_ELEMENTS (units)];
  gboolean extend = (state & GDK_SHIFT_MASK) != 0 && self->n_press == 1;
  gboolean fragment
      = (state & GDK_CONTROL_MASK) != 0 && vbt_session_get_selected (self->session) != 0;
  VbtOffset gap = vbt_article_view_get_gap_at (self, x, y);
  VbtOffset character = gap;

  self->drag_anchor = get_anchor (self, gap, extend);
  if (unit != VBT_UNIT_CHARACTER)
    {
      vbt_article_view_get_offset_at (self, x, y, &character);
      self->drag_anchor = vbt_unit_snap (vbt_session_get_document (self->session), unit,
                                         (VbtRange){ character, character });
    }
  vbt_article_view_begin_drag (self, fragment ? VBT_DRAG_FRAGMENT : VBT_DRAG_TEXT, unit);
  if (extend)
    vbt_article_view_move_drag (self, x, y, state);
  else
    vbt_article_view_select (self, self->drag_anchor.end, self->drag_anchor.start);
}

static void
press (VbtArticleView *self, GdkEvent *event, double x, double y)
{
  GdkModifierType state
      = gdk_event_get_modifier_state (event) & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);

  VbtDrag drag = VBT_DRAG_TEXT;

  count_press (self, event, x, y);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->pressed = TRUE;
  self->drag_handle = find_handle (self, x, y);
  self->drag_from = self->drag_handle == 0 ? find_link_start (self, x, y, state, &drag) : 0;
  if (self->drag_handle != 0)
    {
      const VbtMark *mark = vbt_marks_find (self->marks, vbt_session_get_selected (self->session));

      self->drag_range = vbt_annotation_get_extent (mark->annotation);
      vbt_article_view_begin_drag (self, VBT_DRAG_EDGE, VBT_UNIT_CHARACTER);
    }
  else if (drag == VBT_DRAG_LINK)
    {
      VbtOffset caret = vbt_article_view_get_caret (self);

      self->drag_anchor = (VbtRange){ caret, caret };
      vbt_article_view_begin_drag (self, drag, VBT_UNIT_CHARACTER);
    }
  else
    begin_text (self, x, y, state);
}

static void
click (VbtArticleView *self, double x, double y)
{
  g_autoptr (GPtrArray) marks = NULL;

  if (self->n_press == 1)
    {
      marks = vbt_article_view_get_marks_at (self, x, y);
      choose (self, marks);
    }
  else if (self->n_press == 2 && choose_short (self, x, y))
    {
      VbtOffset caret = self->drag_anchor.start;

      if (self->drag == VBT_DRAG_TEXT)
        vbt_article_view_select (self, caret, caret);
    }
}

/* A name in the margin asks: who said that, and what else did they say? */
static void
act_on_name (VbtArticleView *self, double x, double y, GdkModifierType state)
{
  const VbtMark *mark = vbt_marks_find (self->marks, vbt_article_view_get_place_at (self, x, y));

  if (mark == NULL || mark->role != VBT_ROLE_QUOTE)
    return;
  if (self->n_press == 1 && (state & GDK_CONTROL_MASK) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "article.next-by-speaker", NULL);
  else if (self->n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "article.speaker", NULL);
}

static void
release (VbtArticleView *self, double x, double y, GdkModifierType state)
{
  gboolean clicked;

  /* The last movement can be gathered into the release. */
  if (self->moved || !is_click (self, x, y))
    vbt_article_view_move_drag (self, x, y, state);
  clicked = !self->moved && self->drag != VBT_DRAG_EDGE;

  /* First the mark, then the words: those of a double click take the place of what was chosen. */
  if (clicked)
    click (self, x, y);
  vbt_article_view_end_drag (self);
  self->pressed = FALSE;
  if (clicked)
    act_on_name (self, x, y, state);
}

static void
show_pointer (VbtArticleView *self, double x, double y)
{
  const char *name = "text";

  if (find_handle (self, x, y) != 0)
    name = "col-resize";
  else if (vbt_article_view_get_place_at (self, x, y) != 0)
    name = "pointer";
  if (g_strcmp0 (self->pointer_name, name) != 0)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
  self->pointer_name = name;
}

static gboolean
move (VbtArticleView *self, GdkEvent *event, double x, double y)
{
  if (!self->pressed)
    {
      show_pointer (self, x, y);
      return GDK_EVENT_PROPAGATE;
    }
  /* A hand is never quite still. */
  if (self->moved || !is_click (self, x, y))
    vbt_article_view_move_drag (self, x, y, gdk_event_get_modifier_state (event));
  return GDK_EVENT_STOP;
}

static gboolean
button (VbtArticleView *self, GdkEvent *event, double x, double y)
{
  gboolean presses = gdk_event_get_event_type (event) == GDK_BUTTON_PRESS;

  if (presses && gdk_event_triggers_context_menu (event))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      g_signal_emit_by_name (self, "menu-asked", x, y);
      return GDK_EVENT_STOP;
    }
  if (gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY)
    return gdk_button_event_get_button (event) == GDK_BUTTON_SECONDARY;
  if (presses)
    press (self, event, x, y);
  else if (self->pressed)
    release (self, x, y, gdk_event_get_modifier_state (event));
  return GDK_EVENT_STOP;
}

static gboolean
event_cb (VbtArticleView *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double x, y;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL
      || !get_position (self, event, &x, &y))
    return GDK_EVENT_PROPAGATE;
  if (type == GDK_MOTION_NOTIFY)
    return move (self, event, x, y);
  if (type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE)
    return button (self, event, x, y);
  return GDK_EVENT_PROPAGATE;
}

/**
 * vbt_article_view_install_signals:
 * @klass: the view's class
 *
 * Adds the signals that say what the pointer did beyond choosing.
 */
void
vbt_article_view_install_signals (VbtArticleViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  g_signal_new ("fragment-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_INT, G_TYPE_INT);
  g_signal_new ("link-dragged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT);
  g_signal_new ("stack-shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_UINT, G_TYPE_UINT);
  g_signal_new ("menu-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

/**
 * vbt_article_view_set_snap:
 * @self: the view
 * @snap: whether what is dragged goes by whole words
 */
void
vbt_article_view_set_snap (VbtArticleView *self, gboolean snap)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  self->snap = snap;
}

/**
 * vbt_article_view_get_snap:
 * @self: the view
 *
 * Returns: whether what is dragged goes by whole words
 */
gboolean
vbt_article_view_get_snap (VbtArticleView *self)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), FALSE);

  return self->snap;
}

/**
 * vbt_article_view_set_link_ends:
 * @self: the view
 * @ends: (nullable) (transfer full) (element-type VbtId): a set of the annotations that the link that is being made may go
 *   to; %NULL when there is none
 */
void
vbt_article_view_set_link_ends (VbtArticleView *self, GHashTable *ends)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  g_clear_pointer (&self->link_ends, g_hash_table_unref);
  self->link_ends = ends;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
}
