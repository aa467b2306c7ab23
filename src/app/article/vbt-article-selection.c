/* vbt-article-selection.c: the caret and the selected text, in a document of which the buffer has a part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"

/* Who selects by the key selects by the character on purpose; Ctrl goes by words anyway. */
static void
move_cursor (GtkTextView *view, GtkMovementStep step, int count, gboolean extend)
{
  VbtArticleView *self = VBT_ARTICLE_VIEW (view);
  GtkTextViewClass *parent = GTK_TEXT_VIEW_CLASS (g_type_class_peek (GTK_TYPE_TEXT_VIEW));
  VbtOffset length = self->text == NULL ? 0 : vbt_text_get_length (self->text);

  if (extend)
    self->exact = TRUE;
  if (step != GTK_MOVEMENT_BUFFER_ENDS)
    {
      /* The text view goes on from where the buffer's own caret is. */
      if (vbt_article_view_ensure (self, self->caret))
        vbt_article_view_select (self, self->caret, self->bound);
      parent->move_cursor (view, step, count, extend);
      return;
    }
  self->caret = count < 0 ? 0 : length;
  vbt_article_view_select (self, self->caret, extend ? self->bound : self->caret);
  vbt_article_view_scroll_to (self, (VbtRange){ self->caret, self->caret });
}

static void
select_all_cb (VbtArticleView *self, gboolean select)
{
  VbtOffset length = self->text == NULL ? 0 : vbt_text_get_length (self->text);

  g_signal_stop_emission_by_name (self, "select-all");
  if (select)
    vbt_article_view_select (self, 0, length);
  else
    vbt_article_view_select (self, self->caret, self->caret);
}

/* What is copied is the document's text: the buffer may have a part of it only, with long paragraphs
 * split. */
static char *
dup_selected (VbtArticleView *self)
{
  VbtRange range;

  if (!vbt_article_view_get_selection (self, &range, NULL))
    return NULL;
  return vbt_text_slice (self->text, range.start, range.end);
}

static void
copy_clipboard (GtkTextView *view)
{
  g_autofree char *text = dup_selected (VBT_ARTICLE_VIEW (view));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), text);
}

/* VbtSelected: what another program gets that pastes the selection: the text is made when it asks. */

#define VBT_TYPE_SELECTED (vbt_selected_get_type ())
G_DECLARE_FINAL_TYPE (VbtSelected, vbt_selected, VBT, SELECTED, GdkContentProvider)

struct _VbtSelected
{
  GdkContentProvider parent_instance;
  VbtArticleView *view; /* (nullable), not owned: it drops this when it goes */
};

G_DEFINE_FINAL_TYPE (VbtSelected, vbt_selected, GDK_TYPE_CONTENT_PROVIDER)

static GdkContentFormats *
vbt_selected_ref_formats (GdkContentProvider *provider)
{
  return gdk_content_formats_new_for_gtype (G_TYPE_STRING);
}

static gboolean
vbt_selected_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  VbtSelected *self = VBT_SELECTED (provider);

  if (!G_VALUE_HOLDS_STRING (value) || self->view == NULL)
    return GDK_CONTENT_PROVIDER_CLASS (vbt_selected_parent_class)
        ->get_value (provider, value, error);
  g_value_take_string (value, dup_selected (self->view));
  return TRUE;
}

static void
vbt_selected_class_init (VbtSelectedClass *klass)
{
  GDK_CONTENT_PROVIDER_CLASS (klass)->ref_formats = vbt_selected_ref_formats;
  GDK_CONTENT_PROVIDER_CLASS (klass)->get_value = vbt_selected_get_value;
}

static void
vbt_selected_init (VbtSelected *self)
{
}

static void
selection_cb (VbtArticleView *self)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self));
  VbtRange range;

  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;
  if (vbt_article_view_get_selection (self, &range, NULL))
    gdk_clipboard_set_content (primary, self->selected);
  else if (gdk_clipboard_get_content (primary) == self->selected)
    gdk_clipboard_set_content (primary, NULL);
}

static void
realize_cb (VbtArticleView *self)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self));

  /* The text view lets its buffer give the selection away. */
  gtk_text_buffer_remove_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)),
                                              primary);
}

static void
unrealize_cb (VbtArticleView *self)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self));

  /* It takes away what it put there, and complains when that is gone. */
  gtk_text_buffer_add_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)),
                                           primary);
}

/**
 * vbt_article_view_install_selection:
 * @klass: the class of the view
 */
void
vbt_article_view_install_selection (GtkTextViewClass *klass)
{
  klass->move_cursor = move_cursor;
  klass->copy_clipboard = copy_clipboard;
}

/**
 * vbt_article_view_init_selection:
 * @self: the view
 *
 * Lets caret and selection reach over all of the document.
 */
void
vbt_article_view_init_selection (VbtArticleView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  VbtSelected *selected = g_object_new (VBT_TYPE_SELECTED, NULL);

  selected->view = self;
  self->selected = GDK_CONTENT_PROVIDER (selected);
  g_signal_connect (self, "select-all", G_CALLBACK (select_all_cb), NULL);
  g_signal_connect_after (self, "realize", G_CALLBACK (realize_cb), NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
  g_signal_connect_object (buffer, "notify::has-selection", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_article_view_drop_selection:
 * @self: the view
 */
void
vbt_article_view_drop_selection (VbtArticleView *self)
{
  if (self->selected != NULL)
    VBT_SELECTED (self->selected)->view = NULL;
  g_clear_object (&self->selected);
}

/**
 * vbt_article_view_get_selection:
 * @self: the view
 * @range: (out): the selected text
 * @exact: (out) (optional): whether it is meant as it is; else it may be snapped to words
 *
 * Returns: whether text is selected
 */
gboolean
vbt_article_view_get_selection (VbtArticleView *self, VbtRange *range, gboolean *exact)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self) && range != NULL, FALSE);

  range->start = MIN (self->caret, self->bound);
  range->end = MAX (self->caret, self->bound);
  if (exact != NULL)
    *exact = self->exact;
  return range->end > range->start;
}

/**
 * vbt_article_view_set_selection:
 * @self: the view
 * @range: what to select; the caret goes to its start; an empty one only moves the caret
 */
void
vbt_article_view_set_selection (VbtArticleView *self, VbtRange range)
{
  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  vbt_article_view_select (self, range.start, range.end);
  self->exact = TRUE;
}

/**
 * vbt_article_view_get_caret:
 * @self: the view
 *
 * Returns: where the caret is
 */
VbtOffset
vbt_article_view_get_caret (VbtArticleView *self)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), 0);

  return self->caret;
}
