/* vbt-article-page.c: the measures of the article's page: column, margin, size of the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"

/* The page, in ems of the article's font. */
#define CHARACTER_EM 0.557 /* the mean width of a character, with the space between words */
#define COLUMN_MIN_EM 17.0 /* below it the margin gives way */
#define ROOM_EM 0.88       /* above every line, for the labels */
#define LEADING_EM 2.2     /* from the foot of a line to that of the next one, about */
#define MARGIN_GAP_EM 1.3
#define MARGIN_EM 9.0
#define MARGIN_MIN_EM 6.0
#define MARGIN_SHARE 0.2

static const struct
{
  const char *css_class;
  double scale;
} zooms[] = {
  { "zoom-70", 0.7 },  { "zoom-80", 0.8 },   { "zoom-90", 0.9 },  { "zoom-100", 1.0 },
  { "zoom-110", 1.1 }, { "zoom-125", 1.25 }, { "zoom-150", 1.5 }, { "zoom-175", 1.75 },
  { "zoom-200", 2.0 }, { "zoom-250", 2.5 },  { "zoom-300", 3.0 },
};

/**
 * vbt_article_view_measure_em:
 * @self: the view
 *
 * Returns: the size of its font, in pixels
 */
double
vbt_article_view_measure_em (VbtArticleView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double)pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) > 0
                ? pango_cairo_context_get_resolution (context) / 72
                : 96.0 / 72;
  return CLAMP (size, 4, 400);
}

/* Divides the width among the text and the margin, where the speakers' names are. */
static void
place_column (VbtArticleView *self, int width)
{
  double em = self->em;
  int pad = (int)CLAMP (width * 0.05, 14, 48);
  int gap = (int)(MARGIN_GAP_EM * em);
  int margin = (int)CLAMP (MARGIN_SHARE * width, MARGIN_MIN_EM * em, MARGIN_EM * em);
  int column = (int)(CHARACTER_EM * self->column_characters * em);

  if (width - 2 * pad - gap - margin < COLUMN_MIN_EM * em)
    margin = gap = 0;
  column = MAX (40, MIN (column, width - 2 * pad - gap - margin));
  self->column_x = MAX (pad, MIN ((width - column) / 2, width - pad - margin - gap - column));
  self->column_width = column;
  self->margin_width = margin;
  self->margin_x = self->column_x + column + gap;
  if (self->right_to_left)
    {
      self->column_x = MAX (pad, width - self->column_x - column);
      self->margin_x = self->column_x - gap;
    }
}

/* In ems: where labels stand above the lines, never less than these need. */
static double
measure_room (VbtArticleView *self)
{
  double room = ROOM_EM + LEADING_EM * (self->line_spacing - 1);

  return self->label_place == VBT_LABELS_ABOVE ? MAX (ROOM_EM, room) : room;
}

static void
place_heading (VbtArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int top = (int)(1.6 * self->em);
  int height = 0;

  if (gtk_widget_get_visible (self->heading))
    {
      gtk_widget_set_size_request (self->heading, self->column_width, -1);
      gtk_widget_measure (self->heading, GTK_ORIENTATION_VERTICAL, self->column_width, NULL,
                          &height, NULL, NULL);
    }
  gtk_text_view_set_top_margin (view, top + height);
  gtk_text_view_move_overlay (view, self->heading, self->column_x, -height);
}

/**
 * vbt_article_view_place_page:
 * @self: the view
 * @width: its width, in pixels
 *
 * Sets the text view's margins and room between lines for a width.
 */
void
vbt_article_view_place_page (VbtArticleView *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int column_x = self->column_x, column_width = self->column_width;
  int room;

  self->em = vbt_article_view_measure_em (self);
  room = (int)(measure_room (self) * self->em + 0.5);
  place_column (self, width);
  if (column_x != self->column_x || column_width != self->column_width
      || room != gtk_text_view_get_pixels_above_lines (view))
    self->measured = FALSE;
  gtk_text_view_set_left_margin (view, self->column_x);
  gtk_text_view_set_right_margin (view, MAX (0, width - self->column_x - self->column_width));
  gtk_text_view_set_bottom_margin (view, (int)(4 * self->em));
  gtk_text_view_set_pixels_above_lines (view, room);
  gtk_text_view_set_pixels_inside_wrap (view, room);
  place_heading (self);
}

/**
 * vbt_article_view_set_font_scale:
 * @self: the view
 * @scale: 1 is the ordinary size; the nearest of the sizes that there are is taken
 */
void
vbt_article_view_set_font_scale (VbtArticleView *self, double scale)
{
  guint best = 0;

  g_return_if_fail (VBT_IS_ARTICLE_VIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), zooms[i].css_class);
      if (ABS (zooms[i].scale - scale) < ABS (zooms[best].scale - scale))
        best = i;
    }
  self->font_scale = zooms[best].scale;
  gtk_widget_add_css_class (GTK_WIDGET (self), zooms[best].css_class);
}

/**
 * vbt_article_view_get_font_scale:
 * @self: the view
 *
 * Returns: the size of the text; 1 is the ordinary one
 */
double
vbt_article_view_get_font_scale (VbtArticleView *self)
{
  g_return_val_if_fail (VBT_IS_ARTICLE_VIEW (self), 1);

  return self->font_scale;
}
