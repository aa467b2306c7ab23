/* vbt-minimap.c: a strip beside the article that shows where in all of it quotes and problems lie
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "model/vbt-check.h"
#include "vbt-article.h"
#include "vbt-minimap-private.h"

#define WIDTH 18
#define SPANS_AT_ONCE 2000 /* take some milliseconds */
#define MARKS_MAX 20000    /* are looked at for a tooltip */
#define FAR 4              /* pages */
#define NEAR 4             /* rows around the pointer that a tooltip tells of */

G_DEFINE_FINAL_TYPE (VbtMinimap, vbt_minimap, GTK_TYPE_WIDGET)

static const VbtDocument *
get_document (VbtMinimap *self)
{
  return self->session == NULL ? NULL : vbt_session_get_document (self->session);
}

static guint
count_rows (VbtMinimap *self)
{
  return (guint)MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) / VBT_MINIMAP_ROW);
}

static const GPtrArray *
get_problems (VbtMinimap *self)
{
  return vbt_session_get_problems (self->session, VBT_WHEN_ALWAYS, NULL);
}

static void
problems_changed_cb (VbtMinimap *self)
{
  if (self->bins != NULL)
    vbt_bins_set_problems (self->bins, get_problems (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_next (VbtMinimap *self)
{
  vbt_bins_set_problems (self->next, get_problems (self));
  vbt_bins_set_hits (self->next, self->hits);
  g_clear_pointer (&self->bins, vbt_bins_free);
  self->bins = g_steal_pointer (&self->next);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Adds the marks that are in a part of the text. */
static void
add_marks (VbtMinimap *self, VbtBins *bins, VbtRange range)
{
  g_autoptr (VbtMarks) marks = vbt_marks_new (self->session);

  for (guint i = vbt_marks_first_in (marks, range); i < vbt_marks_get_size (marks); i++)
    {
      const VbtMark *mark = vbt_marks_get (marks, i);

      if (mark->range.start >= range.end)
        break;
      if (mark->range.end > range.start)
        vbt_bins_add_mark (bins, mark);
    }
}

/* A part of the marks at a time, so that no frame waits for those of a book. */
static gboolean
fill_cb (gpointer data)
{
  VbtMinimap *self = data;
  const GPtrArray *spans = vbt_session_get_spans (self->session);
  guint end = MIN (spans->len, self->n_filled + SPANS_AT_ONCE);
  VbtRange range = { 0, self->next->length };

  if (self->n_filled > 0)
    range.start = vbt_annotation_get_extent (g_ptr_array_index (spans, self->n_filled)).start;
  if (end < spans->len)
    range.end = vbt_annotation_get_extent (g_ptr_array_index (spans, end)).start;
  add_marks (self, self->next, range);
  self->n_filled = end;
  if (end < spans->len)
    return G_SOURCE_CONTINUE;
  self->fill_source = 0;
  show_next (self);
  return G_SOURCE_REMOVE;
}

/* What is shown stays until the new rows are full. */
static void
begin_filling (VbtMinimap *self)
{
  const VbtDocument *document = get_document (self);

  g_clear_pointer (&self->next, vbt_bins_free);
  self->n_filled = 0;
  if (document == NULL)
    {
      g_clear_handle_id (&self->fill_source, g_source_remove);
      g_clear_pointer (&self->bins, vbt_bins_free);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  self->next = vbt_bins_new (count_rows (self), vbt_text_get_length (document->text));
  if (self->fill_source == 0)
    self->fill_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, fill_cb, self, NULL);
}

/* So much text is looked at again at once. */
#define RENEWED_MAX (64 * 1024)

/* The rows in which a part of the text is. */
static gboolean
renew_rows (VbtMinimap *self, VbtRange changed)
{
  guint first = vbt_bins_find_row (self->bins, changed.start);
  guint last = vbt_bins_find_row (self->bins, MAX (changed.start, changed.end - 1));
  VbtRange range
      = { vbt_bins_get_range (self->bins, first).start, vbt_bins_get_range (self->bins, last).end };

  if (range.end - range.start > RENEWED_MAX)
    return FALSE;
  vbt_bins_clear_marks (self->bins, first, last);
  add_marks (self, self->bins, range);
  return TRUE;
}

static void
annotations_changed_cb (VbtMinimap *self)
{
  const GArray *changed = vbt_session_get_changed (self->session);
  gboolean renewed
      = changed != NULL && changed->len < 8 && self->bins != NULL && self->next == NULL;

  for (guint i = 0; renewed && i < changed->len; i++)
    renewed = renew_rows (self, g_array_index (changed, VbtRange, i));
  if (renewed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else
    begin_filling (self);
}

static void
document_opened_cb (VbtMinimap *self)
{
  g_clear_pointer (&self->hits, g_array_unref);
  begin_filling (self);
}

static double
get_fraction (VbtMinimap *self, VbtRange *visible)
{
  if (self->bins == NULL || !vbt_article_view_get_visible_range (self->view, visible))
    return 0;
  if (visible->end >= self->bins->length)
    return visible->start == 0 ? 0 : 1;
  return (double)visible->start / self->bins->length;
}

static void
range_changed_cb (VbtMinimap *self)
{
  VbtRange visible;
  int percent = (int)(get_fraction (self, &visible) * 100 + 0.5);
  /* Translators: where in the article the window is, in percent, for those who do not see it */
  g_autofree char *text = g_strdup_printf (_ ("%d %% of the article"), percent);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double)percent, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static VbtOffset
offset_at (VbtMinimap *self, double y)
{
  int height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));

  return (VbtOffset)(CLAMP (y / height, 0, 1) * (self->bins->length - 1));
}

/* The view scrolls no further than it has to: so it is asked for what shall be at the far side. Where a long
 * way leads, to another section of the text, nobody knows which side is the far one. */
static void
go_to_offset (VbtMinimap *self, VbtOffset offset)
{
  VbtRange visible = { 0, 0 };
  VbtOffset target = offset;
  VbtOffset page, middle;

  vbt_article_view_get_visible_range (self->view, &visible);
  page = visible.end - visible.start;
  middle = visible.start + page / 2;
  if (ABS (offset - middle) < FAR * page)
    target += page / 3 * (offset > middle ? 1 : -1);
  target = CLAMP (target, 0, self->bins->length - 1);
  vbt_article_view_scroll_to (self->view, (VbtRange){ target, target + 1 });
}

static void
pressed_cb (VbtMinimap *self, double x, double y)
{
  vbt_minimap_go_to (self, y);
}

static void
dragged_cb (VbtMinimap *self, double offset_x, double offset_y, GtkGestureDrag *drag)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    vbt_minimap_go_to (self, y + offset_y);
}

static gboolean
key_pressed_cb (VbtMinimap *self, guint keyval)
{
  VbtRange visible;
  VbtOffset page;

  if (self->bins == NULL || !vbt_article_view_get_visible_range (self->view, &visible))
    return GDK_EVENT_PROPAGATE;
  page = visible.end - visible.start;
  if (keyval == GDK_KEY_Page_Down)
    go_to_offset (self, (visible.start + visible.end) / 2 + page);
  else if (keyval == GDK_KEY_Page_Up)
    go_to_offset (self, (visible.start + visible.end) / 2 - page);
  else if (keyval == GDK_KEY_Down)
    go_to_offset (self, (visible.start + visible.end) / 2 + page / 4);
  else if (keyval == GDK_KEY_Up)
    go_to_offset (self, (visible.start + visible.end) / 2 - page / 4);
  else if (keyval == GDK_KEY_Home)
    go_to_offset (self, 0);
  else if (keyval == GDK_KEY_End)
    go_to_offset (self, self->bins->length);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* A quote says more than what is in it. */
static const VbtAnnotation *
find_annotation_near (VbtMinimap *self, guint row)
{
  g_autoptr (VbtMarks) marks = vbt_marks_new (self->session);
  guint last = MIN (row + NEAR, self->bins->n_rows - 1);
  VbtRange near = { vbt_bins_get_range (self->bins, row - MIN (row, NEAR)).start,
                    vbt_bins_get_range (self->bins, last).end };
  const VbtAnnotation *found = NULL;
  guint first = vbt_marks_first_in (marks, near);

  for (guint i = first; i < MIN (vbt_marks_get_size (marks), first + MARKS_MAX); i++)
    {
      const VbtMark *mark = vbt_marks_get (marks, i);

      if (mark->range.start >= near.end)
        break;
      if (mark->range.end <= near.start || (mark->role != VBT_ROLE_QUOTE && !mark->suggestion))
        continue;
      if (mark->role == VBT_ROLE_QUOTE)
        return mark->annotation;
      if (found == NULL)
        found = mark->annotation;
    }
  return found;
}

static gboolean
query_tooltip_cb (VbtMinimap *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const VbtAnnotation *near;
  const GPtrArray *problems;
  g_autofree char *text = NULL;
  guint row;

  if (self->bins == NULL || keyboard)
    return FALSE;
  row = vbt_bins_find_row (self->bins, offset_at (self, y));
  problems = get_problems (self);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);
      guint at = vbt_bins_find_row (self->bins, problem->range.start);

      if (at + NEAR / 2 >= row && at <= row + NEAR / 2)
        {
          gtk_tooltip_set_text (tooltip, problem->message);
          return TRUE;
        }
    }
  near = find_annotation_near (self, row);
  text = near != NULL ? vbt_article_describe (self->session, near)
                      : g_strdup_printf (_ ("%d %% of the article"),
                                         (int)(row * 100.0 / self->bins->n_rows + 0.5));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
vbt_minimap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
}

static void
vbt_minimap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VbtMinimap *self = VBT_MINIMAP (widget);

  if (self->bins == NULL || self->bins->n_rows != count_rows (self))
    begin_filling (self);
}

static void
vbt_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  vbt_minimap_paint (VBT_MINIMAP (widget), snapshot);
}

static void
vbt_minimap_dispose (GObject *object)
{
  VbtMinimap *self = VBT_MINIMAP (object);

  vbt_minimap_set_session (self, NULL);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_pointer (&self->bins, vbt_bins_free);
  g_clear_pointer (&self->next, vbt_bins_free);
  g_clear_pointer (&self->hits, g_array_unref);
  G_OBJECT_CLASS (vbt_minimap_parent_class)->dispose (object);
}

static void
vbt_minimap_class_init (VbtMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_minimap_dispose;
  widget_class->measure = vbt_minimap_measure;
  widget_class->size_allocate = vbt_minimap_size_allocate;
  widget_class->snapshot = vbt_minimap_snapshot;
  gtk_widget_class_set_css_name (widget_class, "minimap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SCROLLBAR);
}

static void
add_controllers (VbtMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (dragged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
vbt_minimap_init (VbtMinimap *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Place in the article"), GTK_ACCESSIBLE_PROPERTY_ORIENTATION,
                                  GTK_ORIENTATION_VERTICAL, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0, -1);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  add_controllers (self);
}

/**
 * vbt_minimap_new:
 * @view: the text view beside which it stands, which shall outlive it
 *
 * Returns: (transfer floating): an empty minimap
 */
GtkWidget *
vbt_minimap_new (VbtArticleView *view)
{
  VbtMinimap *self;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (view), NULL);

  self = g_object_new (VBT_TYPE_MINIMAP, NULL);
  self->view = view;
  g_signal_connect_object (view, "range-changed", G_CALLBACK (range_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * vbt_minimap_set_session:
 * @self: the minimap
 * @session: (nullable): whose document is shown; the view shows it already, so that its marks are
 *   made anew before they are asked for here
 */
void
vbt_minimap_set_session (VbtMinimap *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_MINIMAP (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_visibility (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "document-opened", G_CALLBACK (document_opened_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "annotations-changed", G_CALLBACK (annotations_changed_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "problems-changed", G_CALLBACK (problems_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (vbt_session_get_visibility (session), "changed",
                               G_CALLBACK (begin_filling), self, G_CONNECT_SWAPPED);
    }
  document_opened_cb (self);
}

/**
 * vbt_minimap_set_hits:
 * @self: the minimap
 * @hits: (nullable) (element-type VbtRange) (transfer none): what was found
 */
void
vbt_minimap_set_hits (VbtMinimap *self, GArray *hits)
{
  g_return_if_fail (VBT_IS_MINIMAP (self));

  if (hits == self->hits)
    return;
  g_clear_pointer (&self->hits, g_array_unref);
  self->hits = hits == NULL ? NULL : g_array_ref (hits);
  if (self->bins != NULL)
    vbt_bins_set_hits (self->bins, hits);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vbt_minimap_go_to:
 * @self: the minimap
 * @y: a place in it, in pixels
 *
 * Scrolls the article to what lies there.
 */
void
vbt_minimap_go_to (VbtMinimap *self, double y)
{
  g_return_if_fail (VBT_IS_MINIMAP (self));

  if (self->bins != NULL)
    go_to_offset (self, offset_at (self, y));
}
