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
  gtk_text_buffer_create_tag (buffer, "split", "pixels-below-lines", 0, NULL);
}

static gboolean
has_blank_lines (const char *text)
{
  return strstr (text, "\n\n") != NULL || strstr (text, "\r\n\r\n") != NULL;
}

static void
tag_range (VbtArticleView *self, const char *tag, VbtRange range)
{
  GtkTextIter start, end;

  vbt_article_view_get_iter (self, range.start, &start);
  vbt_article_view_get_iter (self, range.end, &end);
  gtk_text_buffer_apply_tag_by_name (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), tag, &start,
                                     &end);
}

/* The blank lines between paragraphs are made low, so that a gap is a gap and not a missing line. */
static void
tag_blank_lines (VbtArticleView *self, VbtRange range)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter iter, end;

  vbt_article_view_get_iter (self, range.start, &iter);
  vbt_article_view_get_iter (self, range.end, &end);
  do
    {
      GtkTextIter next = iter;

      if (gtk_text_iter_starts_line (&iter) && gtk_text_iter_ends_line (&iter)
          && gtk_text_iter_forward_char (&next))
        gtk_text_buffer_apply_tag_by_name (buffer, "blank", &iter, &next);
    }
  while (gtk_text_iter_forward_line (&iter) && gtk_text_iter_compare (&iter, &end) < 0);
}

/* Where a paragraph is shown as several, they stand together. */
static void
tag_splits (VbtArticleView *self, VbtRange range)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const GArray *splits = vbt_sections_get_splits (self->sections);
  guint index = vbt_offsets_find (splits, range.start);

  for (; index < splits->len && g_array_index (splits, VbtOffset, index) <= range.end; index++)
    {
      VbtOffset split = g_array_index (splits, VbtOffset, index);
      GtkTextIter start, end;

      vbt_article_view_get_iter (self, split - 1, &start);
      end = start;
      /* The text view asks the first character of a line. */
      gtk_text_iter_set_line_offset (&start, 0);
      gtk_text_buffer_apply_tag_by_name (buffer, "split", &start, &end);
    }
}

/**
 * vbt_article_view_tag:
 * @self: the view
 * @range: a part of the text that came into the buffer
 *
 * Sets headline, blank lines and split paragraphs apart.
 */
void
vbt_article_view_tag (VbtArticleView *self, VbtRange range)
{
  VbtRange headline = self->title;

  if (range.end <= range.start)
    return;
  if (self->blank_lines)
    tag_blank_lines (self, range);
  tag_splits (self, range);
  if (headline.end > headline.start && headline.start >= range.start && headline.end <= range.end)
    tag_range (self, "headline", headline);
}

/**
 * vbt_article_view_show_text:
 * @self: the view
 * @document: (nullable): whose text is shown
 */
void
vbt_article_view_show_text (VbtArticleView *self, const VbtDocument *document)
{
  VbtText *text = document == NULL ? NULL : document->text;

  self->right_to_left = text == NULL
                            ? gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                            : vbt_text_runs_right_to_left (vbt_text_get_utf8 (text));
  self->blank_lines = text != NULL && has_blank_lines (vbt_text_get_utf8 (text));
  gtk_text_view_set_pixels_below_lines (
      GTK_TEXT_VIEW (self),
      self->blank_lines ? 0 : (int)(PARAGRAPH_EM * vbt_article_view_measure_em (self)));
  vbt_article_heading_fill (self->heading, document, &self->title);
  vbt_article_view_take_text (self, text);
}
