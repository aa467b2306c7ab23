/* vbt-article-sections.c: holds the part of a long text in the text view that is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"

/* Shorter texts are in the view whole. Lengths are code points. */
#define WHOLE_MAX (128 * 1024)
/* So much text is kept around the window when the reader moves; then, when nothing moves; and more is
 * taken out again. */
#define RESERVE_NOW (12 * 1024)
#define RESERVE (40 * 1024)
#define RESERVE_MAX (96 * 1024)
#define QUIET_MS 150

/**
 * vbt_article_view_locate:
 * @self: the view
 * @iter: a place in its buffer
 *
 * Returns: the same place in the document
 */
VbtOffset
vbt_article_view_locate (VbtArticleView *self, const GtkTextIter *iter)
{
  VbtOffset shown = gtk_text_iter_get_offset (iter);

  if (self->sections == NULL)
    return shown;
  return vbt_sections_from_shown (self->sections,
                                  shown + vbt_sections_to_shown (self->sections, self->part.start));
}

/**
 * vbt_article_view_get_iter:
 * @self: the view
 * @offset: a place in the document
 * @iter: (out): the same place in the buffer; the nearest where the buffer has not got it
 *
 * Returns: whether the buffer has it
 */
gboolean
vbt_article_view_get_iter (VbtArticleView *self, VbtOffset offset, GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  VbtOffset inside = CLAMP (offset, self->part.start, self->part.end);

  if (self->sections != NULL)
    inside = vbt_sections_to_shown (self->sections, inside)
             - vbt_sections_to_shown (self->sections, self->part.start);
  gtk_text_buffer_get_iter_at_offset (buffer, iter, inside);
  return self->part.start <= offset && offset <= self->part.end;
}

/* -1 where the character lies above what is to be seen, 1 where below, 0 where all of it is to be seen. */
static int
find_side (VbtArticleView *self, VbtOffset offset)
{
  GdkRectangle visible, place;
  GtkTextIter iter;

  if (!vbt_article_view_get_iter (self, offset, &iter))
    return offset < self->part.start ? -1 : 1;
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &place);
  if (place.y < visible.y)
    return -1;
  return place.y + place.height > visible.y + visible.height ? 1 : 0;
}

/**
 * vbt_article_view_is_seen:
 * @self: the view
 * @range: a part of the text
 *
 * What vbt_article_view_get_place() returns, without measuring all lines that can be seen.
 *
 * Returns: whether any of it can be seen
 */
gboolean
vbt_article_view_is_seen (VbtArticleView *self, VbtRange range)
{
  int start, end;

  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), FALSE);

  start = find_side (self, range.start);
  end = find_side (self, MAX (range.start, range.end - 1));
  return start == 0 || end == 0 || start != end;
}

static VbtOffset
get_length (VbtArticleView *self)
{
  return self->text == NULL ? 0 : vbt_text_get_length (self->text);
}

/**
 * vbt_article_view_has_all:
 * @self: the view
 *
 * Returns: whether its buffer has the whole text
 */
gboolean
vbt_article_view_has_all (VbtArticleView *self)
{
  return self->part.start == 0 && self->part.end == get_length (self);
}

/* What the reader selected may reach out of the part; the buffer's marks then are at its ends. */
static void
put_marks (VbtArticleView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter caret, bound;

  vbt_article_view_get_iter (self, self->caret, &caret);
  vbt_article_view_get_iter (self, self->bound, &bound);
  gtk_text_buffer_select_range (buffer, &caret, &bound);
}

static void
mark_set_cb (VbtArticleView *self, const GtkTextIter *iter, GtkTextMark *mark,
             GtkTextBuffer *buffer)
{
  GtkTextIter caret, edge;

  if (self->changing)
    return;
  if (mark == gtk_text_buffer_get_insert (buffer))
    self->caret = vbt_article_view_locate (self, iter);
  else if (mark == gtk_text_buffer_get_selection_bound (buffer))
    {
      gboolean inside = vbt_article_view_get_iter (self, self->bound, &edge);

      gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
      /* The other end of a selection that begins outside of the part stays there. */
      if (inside || gtk_text_iter_equal (iter, &caret) || !gtk_text_iter_equal (iter, &edge))
        self->bound = vbt_article_view_locate (self, iter);
    }
}

/* Begins a change of the buffer that is none of the text. */
static GtkTextBuffer *
begin_change (VbtArticleView *self)
{
  self->changing = TRUE;
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static void
end_change (VbtArticleView *self, VbtRange part)
{
  g_autofree char *text = NULL;

  self->part = part;
  self->measured = FALSE;
  vbt_layout_set_part (self->layout, self->sections, part);
  text = self->text == NULL ? g_strdup ("") : vbt_text_slice (self->text, part.start, part.end);
  vbt_layout_set_text (self->layout, text, part.end - part.start);
  put_marks (self);
  self->changing = FALSE;
}

static void
insert (VbtArticleView *self, VbtRange range, gboolean at_end)
{
  GtkTextBuffer *buffer = begin_change (self);
  g_autofree char *shown = vbt_sections_dup_shown (self->sections, range);
  VbtRange part = { MIN (self->part.start, range.start), MAX (self->part.end, range.end) };
  GtkTextIter iter;

  if (at_end)
    gtk_text_buffer_get_end_iter (buffer, &iter);
  else
    gtk_text_buffer_get_start_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, shown, -1);
  end_change (self, part);
  vbt_article_view_tag (self, range);
}

static void
cut (VbtArticleView *self, VbtRange range)
{
  GtkTextBuffer *buffer = begin_change (self);
  VbtRange part = self->part;
  GtkTextIter start, end;

  vbt_article_view_get_iter (self, range.start, &start);
  vbt_article_view_get_iter (self, range.end, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  if (range.start == part.start)
    part.start = range.end;
  else
    part.end = range.start;
  end_change (self, part);
}

/* Puts a part into the buffer in place of what is there. */
static void
show_part (VbtArticleView *self, VbtRange part)
{
  GtkTextBuffer *buffer = begin_change (self);
  g_autofree char *shown
      = self->sections == NULL ? g_strdup ("") : vbt_sections_dup_shown (self->sections, part);

  g_clear_handle_id (&self->hold_source, g_source_remove);
  gtk_text_buffer_set_text (buffer, shown, -1);
  end_change (self, part);
  vbt_article_view_tag (self, part);
  gtk_widget_set_opacity (self->heading, part.start == 0 ? 1 : 0);
}

/* The place in the document at the top of the window. */
static VbtOffset
get_top (VbtArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_at_location (view, &iter, gtk_text_view_get_left_margin (view),
                                      MAX (0, visible.y));
  return vbt_article_view_locate (self, &iter);
}

/* What was taken in above the window is measured now: the line that was at its top goes there again. */
static gboolean
hold_cb (gpointer data)
{
  VbtArticleView *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GtkTextIter iter;
  GdkRectangle rect;

  self->hold_source = 0;
  vbt_article_view_get_iter (self, self->held, &iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &rect);
  gtk_adjustment_set_value (adjustment, rect.y + self->held_by);
  return G_SOURCE_REMOVE;
}

static void
hold (VbtArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GdkRectangle rect;
  GtkTextIter iter;

  if (self->hold_source != 0 || self->scroll_source != 0 || adjustment == NULL)
    return;
  self->held = get_top (self);
  vbt_article_view_get_iter (self, self->held, &iter);
  gtk_text_view_get_iter_location (view, &iter, &rect);
  self->held_by = gtk_adjustment_get_value (adjustment) - rect.y;
  self->hold_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, hold_cb, self, NULL);
}

/* Takes text in until @above and @below code points are around @place. */
static void
reserve (VbtArticleView *self, VbtOffset place, VbtOffset above, VbtOffset below)
{
  VbtRange part = self->part;
  VbtOffset length = get_length (self);

  while (part.end < length && part.end - place < below)
    part.end = vbt_sections_cut_after (self->sections, part.end);
  while (part.start > 0 && place - part.start < above)
    part.start = vbt_sections_cut_before (self->sections, part.start - 1);
  if (part.end > self->part.end)
    insert (self, (VbtRange){ self->part.end, part.end }, TRUE);
  if (part.start < self->part.start)
    hold (self);
  if (part.start < self->part.start)
    insert (self, (VbtRange){ part.start, self->part.start }, FALSE);
  gtk_widget_set_opacity (self->heading, self->part.start == 0 ? 1 : 0);
}

/* Takes out what is far away. */
static void
release (VbtArticleView *self, VbtOffset place)
{
  if (place - self->part.start > RESERVE_MAX)
    hold (self);
  if (place - self->part.start > RESERVE_MAX)
    cut (self,
         (VbtRange){ self->part.start, vbt_sections_cut_before (self->sections, place - RESERVE) });
  if (self->part.end - place > RESERVE_MAX)
    cut (self,
         (VbtRange){ vbt_sections_cut_after (self->sections, place + RESERVE), self->part.end });
}

/* When the reader rests: a little at a time, so that no frame waits. */
static gboolean
rest_cb (gpointer data)
{
  VbtArticleView *self = data;
  VbtOffset top = get_top (self);
  VbtRange part = self->part;
  gboolean less;

  /* The text view is still at what it got last. */
  if (self->hold_source != 0 || self->scroll_source != 0)
    return G_SOURCE_CONTINUE;
  if (top - part.start < RESERVE && part.start > 0)
    reserve (self, part.start, 1, 0);
  else if (part.end - top < RESERVE && part.end < get_length (self))
    reserve (self, part.end, 0, 1);
  else
    release (self, top);
  less = part.start == self->part.start && part.end == self->part.end;
  if (less)
    self->rest_source = 0;
  return less ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
rest_later (VbtArticleView *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (!vbt_article_view_has_all (self))
    self->rest_source = g_timeout_add_full (G_PRIORITY_LOW, QUIET_MS, rest_cb, self, NULL);
}

/* Before the frame is laid out, and outside of the text view's own measuring. */
static gboolean
moved_cb (gpointer data)
{
  VbtArticleView *self = data;

  self->moved_source = 0;
  if (self->scroll_source == 0)
    reserve (self, get_top (self), MIN (RESERVE_NOW, 4096), RESERVE_NOW);
  rest_later (self);
  return G_SOURCE_REMOVE;
}

static void
value_changed_cb (VbtArticleView *self)
{
  if (self->moved_source == 0 && !vbt_article_view_has_all (self))
    self->moved_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, moved_cb, self, NULL);
}

static void
adjustment_cb (VbtArticleView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/**
 * vbt_article_view_init_sections:
 * @self: the view
 *
 * Lets the buffer follow the reader through a text that is too long for it.
 */
void
vbt_article_view_init_sections (VbtArticleView *self)
{
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "mark-set",
                           G_CALLBACK (mark_set_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (adjustment_cb), NULL);
  adjustment_cb (self);
}

/**
 * vbt_article_view_drop_sections:
 * @self: the view
 *
 * Forgets the text.
 */
void
vbt_article_view_drop_sections (VbtArticleView *self)
{
  g_clear_handle_id (&self->moved_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->hold_source, g_source_remove);
  vbt_layout_set_part (self->layout, NULL, (VbtRange){ 0, 0 });
  g_clear_pointer (&self->sections, vbt_sections_free);
  g_clear_pointer (&self->text, vbt_text_unref);
}

/**
 * vbt_article_view_take_text:
 * @self: the view
 * @text: (nullable) (transfer none): what is read now
 *
 * Shows the beginning of a text, the whole of it where it is not long. The caret is at its start.
 */
void
vbt_article_view_take_text (VbtArticleView *self, VbtText *text)
{
  VbtRange part = { 0, 0 };

  vbt_article_view_drop_sections (self);
  self->caret = self->bound = 0;
  if (text != NULL)
    {
      self->text = vbt_text_ref (text);
      self->sections = vbt_sections_new (text);
      part.end = get_length (self);
      if (part.end > WHOLE_MAX)
        part.end = vbt_sections_cut_after (self->sections, RESERVE_NOW);
    }
  show_part (self, part);
  rest_later (self);
}

/**
 * vbt_article_view_ensure:
 * @self: the view
 * @offset: a place in the document
 *
 * Makes sure that the buffer has the place and enough around it for a page up or down.
 *
 * Returns: whether the buffer was filled anew, so that nothing of what could be seen is left
 */
gboolean
vbt_article_view_ensure (VbtArticleView *self, VbtOffset offset)
{
  VbtOffset length = get_length (self);
  VbtRange part;

  if (self->sections == NULL || vbt_article_view_has_all (self))
    return FALSE;
  rest_later (self);
  if (self->part.start - RESERVE_NOW <= offset && offset <= self->part.end + RESERVE_NOW)
    {
      reserve (self, offset, MIN (RESERVE_NOW, 4096), RESERVE_NOW);
      return FALSE;
    }
  part.start = vbt_sections_cut_before (self->sections, MAX (0, offset - 2048));
  part.end = vbt_sections_cut_after (self->sections, MIN (length, offset + RESERVE_NOW));
  show_part (self, part);
  return TRUE;
}

/**
 * vbt_article_view_select:
 * @self: the view
 * @caret: where the caret goes
 * @bound: the other end of what is selected; the caret's place to select nothing
 *
 * Both are places of the document that the buffer need not have.
 */
void
vbt_article_view_select (VbtArticleView *self, VbtOffset caret, VbtOffset bound)
{
  self->caret = caret;
  self->bound = bound;
  self->changing = TRUE;
  put_marks (self);
  self->changing = FALSE;
}
