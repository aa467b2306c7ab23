/* vbt-article-view.c: the text of an article with its marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "vbt-article-heading.h"
#include "vbt-article-view-private.h"

G_DEFINE_FINAL_TYPE (VbtArticleView, vbt_article_view, GTK_TYPE_TEXT_VIEW)

/* So far from the edges of the window, of its height, is what was scrolled to. */
#define MARGIN 0.15

enum
{
  TEXT_SELECTED,
  MARK_CHOSEN,
  FRAGMENTS_DRAGGED,
  RANGE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vbt_article_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VbtArticleView *self = VBT_ARTICLE_VIEW (widget);

  vbt_article_view_place_page (self, width);
  vbt_layout_clear (self->layout);

  GTK_WIDGET_CLASS (vbt_article_view_parent_class)->size_allocate (widget, width, height, baseline);
}

static gboolean
range_changed_cb (gpointer data)
{
  VbtArticleView *self = data;

  self->range_source = 0;
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Behind the frame: who listens may draw anew, which is of no use while this is drawn. */
static void
tell_range (VbtArticleView *self)
{
  VbtRange visible;

  vbt_article_view_get_visible_range (self, &visible);
  if (visible.start == self->told.start && visible.end == self->told.end)
    return;
  self->told = visible;
  if (self->range_source == 0)
    self->range_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 15, range_changed_cb, self, NULL);
}

static void
vbt_article_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  VbtArticleView *self = VBT_ARTICLE_VIEW (view);

  if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    {
      vbt_article_view_paint_above (self, snapshot);
      return;
    }
  vbt_layout_update (self->layout);
  tell_range (self);
  g_array_set_size (self->places, 0);
  if (self->marks != NULL || self->hits != NULL)
    vbt_article_view_paint (self, snapshot);
  vbt_article_view_paint_problems (self, snapshot);
}

/* Drawn sizes depend on the font, which the style sheet sets. */
static void
vbt_article_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  VBT_ARTICLE_VIEW (widget)->measured = FALSE;
  GTK_WIDGET_CLASS (vbt_article_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
load_marks (VbtArticleView *self)
{
  g_clear_pointer (&self->marks, vbt_marks_free);
  if (self->session != NULL)
    self->marks = vbt_marks_new (self->session);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
document_opened_cb (VbtArticleView *self)
{
  const VbtDocument *document
      = self->session == NULL ? NULL : vbt_session_get_document (self->session);

  /* The marks borrow from the document that is gone. */
  g_clear_pointer (&self->marks, vbt_marks_free);
  vbt_article_view_set_hits (self, NULL, 0);
  vbt_article_view_set_link (self, 0, 0);
  vbt_article_view_show_text (self, document);
  vbt_article_view_scroll_to (self, (VbtRange){ 0, 1 });
  self->told = (VbtRange){ -1, -1 };
  load_marks (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
project_changed_cb (VbtArticleView *self, const VbtChange *change)
{
  if (change->schema || change->entities || change->batch)
    load_marks (self);
}

static void
style_changed_cb (VbtArticleView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->dark = adw_style_manager_get_dark (manager);
  self->high_contrast = adw_style_manager_get_high_contrast (manager);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
vbt_article_view_dispose (GObject *object)
{
  VbtArticleView *self = VBT_ARTICLE_VIEW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  vbt_article_view_drop_sections (self);
  vbt_article_view_drop_selection (self);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_handle_id (&self->range_source, g_source_remove);
  g_clear_handle_id (&self->drag_source, g_source_remove);
  G_OBJECT_CLASS (vbt_article_view_parent_class)->dispose (object);
}

static void
vbt_article_view_finalize (GObject *object)
{
  VbtArticleView *self = VBT_ARTICLE_VIEW (object);

  g_clear_pointer (&self->marks, vbt_marks_free);
  g_clear_pointer (&self->layout, vbt_layout_free);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->labels, vbt_label_cache_free);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->link_ends, g_hash_table_unref);
  G_OBJECT_CLASS (vbt_article_view_parent_class)->finalize (object);
}

static void
add_style_sheet (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider,
                                           "/io/github/verbatim_app/Verbatim/css/article.css");
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
      g_once_init_leave (&done, 1);
    }
}

/* A scrolled window that goes off the screen jumps to the end of a scrolling that is under way, and GTK 4.8
 * (gtk_adjustment_enable_animation()) does not expect that a text view scrolls on from there, which
 * ends the scrolling first: it is ended here, before. */
static void
vbt_article_view_unmap (GtkWidget *widget)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));

  if (adjustment)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment));
  GTK_WIDGET_CLASS (vbt_article_view_parent_class)->unmap (widget);
}

static void
vbt_article_view_class_init (VbtArticleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vbt_article_view_dispose;
  object_class->finalize = vbt_article_view_finalize;
  widget_class->size_allocate = vbt_article_view_size_allocate;
  widget_class->css_changed = vbt_article_view_css_changed;
  widget_class->unmap = vbt_article_view_unmap;
  vbt_article_view_install_selection (GTK_TEXT_VIEW_CLASS (klass));
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = vbt_article_view_snapshot_layer;

  signals[TEXT_SELECTED] = g_signal_new ("text-selected", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MARK_CHOSEN] = g_signal_new ("mark-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[FRAGMENTS_DRAGGED]
      = g_signal_new ("fragments-dragged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[RANGE_CHANGED] = g_signal_new ("range-changed", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  vbt_article_view_install_signals (klass);
}

static void
vbt_article_view_init (VbtArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  add_style_sheet ();
  self->font_scale = 1;
  self->snap = TRUE;
  self->places = g_array_new (FALSE, TRUE, sizeof (VbtPlace));
  self->labels = vbt_label_cache_new ();
  self->layout = vbt_layout_new (view);
  gtk_widget_add_css_class (GTK_WIDGET (self), "article-text");
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, TRUE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Article text"), -1);
  vbt_article_view_init_style (self);
  vbt_article_view_init_text (self);
  self->heading = vbt_article_heading_new ();
  gtk_widget_set_visible (self->heading, FALSE);
  gtk_text_view_add_overlay (view, self->heading, 0, 0);
  vbt_article_view_init_pointer (self);
  vbt_article_view_init_sections (self);
  vbt_article_view_init_selection (self);

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  style_changed_cb (self);
}

/**
 * vbt_article_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
vbt_article_view_new (void)
{
  return g_object_new (VBT_TYPE_ARTICLE_VIEW, NULL);
}

/**
 * vbt_article_view_set_session:
 * @self: the view
 * @session: (nullable): what is shown
 */
void
vbt_article_view_set_session (VbtArticleView *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));
  g_return_if_fail (session == NULL || VBT_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_visibility (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    {
      document_opened_cb (self);
      return;
    }
  g_signal_connect_object (session, "document-opened", G_CALLBACK (document_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "annotations-changed", G_CALLBACK (load_marks), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "project-changed", G_CALLBACK (project_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vbt_session_get_visibility (session), "changed", G_CALLBACK (load_marks),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "problems-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  document_opened_cb (self);
}

/**
 * vbt_article_view_get_session:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
VbtSession *
vbt_article_view_get_session (VbtArticleView *self)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), NULL);

  return self->session;
}

/**
 * vbt_article_view_get_marks:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): the marks of the document, until they change
 */
const VbtMarks *
vbt_article_view_get_marks (VbtArticleView *self)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), NULL);

  return self->marks;
}

/**
 * vbt_article_view_get_visible_range:
 * @self: the view
 * @range: (out): the part of the document's text that the window shows, in code points
 *
 * For whatever shows where in the document the reader is. Says what was drawn last; the signal
 * `range-changed` tells when to ask again.
 *
 * Returns: whether any text can be seen
 */
gboolean
vbt_article_view_get_visible_range (VbtArticleView *self, VbtRange *range)
{
  const GArray *lines;
  GdkRectangle visible;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self) && range != NULL, FALSE);

  *range = vbt_layout_get_range (self->layout);
  lines = vbt_layout_get_lines (self->layout);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  /* The layout measures a line more at either end. */
  for (guint i = 0; i < lines->len; i++)
    {
      const VbtLine *line = &g_array_index (lines, VbtLine, i);

      if (line->y + line->height <= visible.y)
        range->start = line->next;
      else if (line->y >= visible.y + visible.height)
        range->end = MIN (range->end, line->start);
    }
  range->end = MAX (range->start, range->end);
  return range->end > range->start;
}

/* As gtk_text_view_scroll_to_mark(), but at once. */
static void
jump (VbtArticleView *self, const GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GdkRectangle visible, place;
  int margin, below;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_location (view, iter, &place);
  margin = (int)(MARGIN * visible.height);
  below = place.y + place.height + margin - (visible.y + visible.height);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            + MIN (MAX (0, below), place.y - margin - visible.y));
}

/* Lets the text view scroll as soon as it has measured enough. Where it has only a part of the text, what is taken in
 * above that would hold the line where a smooth scrolling just was. */
static void
scroll (VbtArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  vbt_article_view_get_iter (self, self->wanted.start, &iter);
  if (self->wanted.start == 0)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
  else if (self->measured && !vbt_article_view_has_all (self))
    jump (self, &iter);
  else
    {
      GtkTextMark *mark = gtk_text_buffer_create_mark (buffer, NULL, &iter, FALSE);

      gtk_text_view_scroll_to_mark (view, mark, MARGIN, FALSE, 0, 0);
      gtk_text_buffer_delete_mark (buffer, mark);
    }
}

static gboolean
scroll_cb (gpointer data)
{
  VbtArticleView *self = data;

  self->scroll_source = 0;
  self->measured = TRUE;
  scroll (self);
  return G_SOURCE_REMOVE;
}

/**
 * vbt_article_view_scroll_to:
 * @self: the view
 * @range: what shall be seen
 *
 * Scrolls when the text view has measured all of its text, which it does at idle: before that it
 * would not get there (GTK 4.8 then forgets where it was to go). Of a long text only a part near
 * the range is there to be measured.
 */
void
vbt_article_view_scroll_to (VbtArticleView *self, VbtRange range)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  self->wanted = range;
  g_clear_handle_id (&self->hold_source, g_source_remove);
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, scroll_cb, self, NULL);
  /* At once, so that no frame shows another place. Where the text view cannot yet, the idle source does. */
  if (vbt_article_view_ensure (self, range.start) || self->measured)
    scroll (self);
}

/**
 * vbt_article_view_get_boxes:
 * @self: the view
 * @range: a part of the text
 *
 * Returns: (transfer full) (element-type VbtBox): where it is on the page, as far as it can be
 *   seen, in buffer coordinates
 */
GArray *
vbt_article_view_get_boxes (VbtArticleView *self, VbtRange range)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), NULL);

  if (vbt_layout_get_lines (self->layout)->len == 0)
    vbt_layout_update (self->layout);
  return vbt_layout_get_boxes (self->layout, range);
}

/**
 * vbt_article_view_get_place:
 * @self: the view
 * @range: a part of the text
 * @place: (out): its first rectangle that can be seen, in coordinates of the widget
 *
 * Returns: whether any of it can be seen
 */
gboolean
vbt_article_view_get_place (VbtArticleView *self, VbtRange range, GdkRectangle *place)
{
  g_autoptr (GArray) boxes = NULL;
  int x, y;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self) && place != NULL, FALSE);

  vbt_layout_update (self->layout);
  boxes = vbt_article_view_get_boxes (self, range);
  for (guint i = 0; i < boxes->len; i++)
    {
      *place = g_array_index (boxes, VbtBox, i).rect;
      gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, place->x,
                                             place->y, &x, &y);
      place->x = x;
      place->y = y;
      if (y >= 0 && y + place->height <= gtk_widget_get_height (GTK_WIDGET (self)))
        return TRUE;
    }
  return FALSE;
}

/**
 * vbt_article_view_get_offset_at:
 * @self: the view
 * @x: of the widget
 * @y: of the widget
 * @offset: (out): the character there
 *
 * Returns: whether a character is there
 */
gboolean
vbt_article_view_get_offset_at (VbtArticleView *self, double x, double y, VbtOffset *offset)
{
  GtkTextIter iter;
  gboolean found;
  int buffer_x, buffer_y;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self) && offset != NULL, FALSE);

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int)x,
                                         (int)y, &buffer_x, &buffer_y);
  found
      = gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (self), &iter, NULL, buffer_x, buffer_y);
  *offset = vbt_article_view_locate (self, &iter);
  return found;
}

/**
 * vbt_article_view_get_gap_at:
 * @self: the view
 * @x: of the widget
 * @y: of the widget
 *
 * Returns: the place between two characters that is nearest: where the caret would go
 */
VbtOffset
vbt_article_view_get_gap_at (VbtArticleView *self, double x, double y)
{
  GtkTextIter iter;
  int buffer_x, buffer_y, trailing = 0;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), 0);

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int)x,
                                         (int)y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (self), &iter, &trailing, buffer_x, buffer_y);
  return vbt_article_view_locate (self, &iter) + trailing;
}

/**
 * vbt_article_view_set_hits:
 * @self: the view
 * @hits: (nullable) (transfer full) (element-type VbtRange): what was found
 * @current: the index of the one that is shown stronger
 */
void
vbt_article_view_set_hits (VbtArticleView *self, GArray *hits, guint current)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  if (hits != self->hits)
    {
      g_clear_pointer (&self->hits, g_array_unref);
      self->hits = hits;
    }
  self->current_hit = current;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vbt_article_view_set_link:
 * @self: the view
 * @from: the annotation that is being linked, or 0
 * @to: the other end as it is chosen now, or 0
 */
void
vbt_article_view_set_link (VbtArticleView *self, VbtId from, VbtId to)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  self->link_from = from;
  self->link_to = to;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
