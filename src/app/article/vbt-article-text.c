/* vbt-article-text.c: puts the text of a document into the article's view
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-heading.h"
#include "vbt-article-view-private.h"

#define PARAGRAPH_EM 0.6 /* between paragraphs that no blank line parts */

/**
 * vbt_article_view_init_text:
 * @self: the view
 *
 * Makes the tags by which headline and blank lines are set apart; marks need none.
 */
void
vbt_article_view_init_text (VbtArticleView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_create_tag (buffer, "blank", "scale", 0.4, "pixels-above-lines", 0, NULL);
  gtk_text_buffer_create_tag (buffer, "headline", "scale", 1.55, "weight", PANGO_WEIGHT_BOLD,
                              "pixels-inside-wrap", 8, NULL);
}

/* The blank lines between paragraphs are made low, so that a gap is a gap and not a missing line. */
static void
tag_blank_lines (GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do
    {
      GtkTextIter end = iter;

      if (gtk_text_iter_ends_line (&iter) && gtk_text_iter_forward_char (&end))
        gtk_text_buffer_apply_tag_by_name (buffer, "blank", &iter, &end);
    }
  while (gtk_text_iter_forward_line (&iter));
}

static gboolean
has_blank_lines (const char *text)
{
  return strstr (text, "\n\n") != NULL || strstr (text, "\r\n\r\n") != NULL;
}

/**
 * vbt_article_view_show_text:
 * @self: the view
 * @document: (nullable): whose text is shown
 *
 * The buffer then holds the text as it is: its offsets are the document's.
 */
void
vbt_article_view_show_text (VbtArticleView *self, const VbtDocument *document)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const char *text = document == NULL ? "" : vbt_text_get_utf8 (document->text);
  VbtOffset length = document == NULL ? 0 : vbt_text_get_length (document->text);
  gboolean blank = has_blank_lines (text);
  VbtRange headline = { 0, 0 };

  gtk_text_buffer_set_text (buffer, text, -1);
  vbt_layout_set_text (self->layout, text, length);
  gtk_text_view_set_pixels_below_lines (
      GTK_TEXT_VIEW (self), blank ? 0 : (int)(PARAGRAPH_EM * vbt_article_view_measure_em (self)));
  if (blank)
    tag_blank_lines (buffer);
  vbt_article_heading_fill (self->heading, document, &headline);
  if (headline.end > headline.start)
    {
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (buffer, &start, headline.start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, headline.end);
      gtk_text_buffer_apply_tag_by_name (buffer, "headline", &start, &end);
    }
}
