/* vbt-minimap-paint.c: how the strip beside the article looks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "vbt-draw.h"
#include "vbt-mark-draw.h"
#include "vbt-minimap-private.h"
#include "vbt-palette.h"

/* From the side of the text outwards, in pixels. */
#define QUOTES_X 3
#define QUOTES_WIDTH 6
#define OTHERS_X 11
#define PROBLEM_SIZE 6
#define MIN_RUN 3
#define MIN_VISIBLE 8

typedef struct
{
  GtkSnapshot *snapshot;
  const VbtBins *bins;
  gboolean dark;
  gboolean high_contrast;
  gboolean mirrored;
  int width;
} Paint;

/* The left side of what begins @x from the text and is @width wide. */
static double
place (const Paint *paint, double x, double width)
{
  return paint->mirrored ? paint->width - x - width : x;
}

static gboolean
same_quote (const VbtBin *a, const VbtBin *b)
{
  return a->quote == b->quote && a->suggested == b->suggested && a->speaker == b->speaker;
}

/* A quote is filled, one that is suggested is hollow. */
static void
paint_quote (const Paint *paint, guint first, guint end)
{
  const VbtBin *bin = &paint->bins->rows[first];
  double x = place (paint, QUOTES_X, QUOTES_WIDTH);
  double y = first * VBT_MINIMAP_ROW;
  double height = MAX (MIN_RUN, (end - first) * VBT_MINIMAP_ROW - 1);
  GdkRGBA color;

  vbt_mark_get_color (VBT_ROLE_QUOTE, NULL, bin->speaker, paint->dark, paint->high_contrast,
                      &color);
  if (bin->suggested)
    vbt_draw_outline (
        paint->snapshot, &color, VBT_STROKE_SOLID,
        &GRAPHENE_RECT_INIT ((float)x, (float)y, QUOTES_WIDTH, (float)MAX (4, height)), 1, 1);
  else
    vbt_draw_fill (paint->snapshot, &color, x, y, QUOTES_WIDTH, height, 1);
}

static void
paint_quotes (const Paint *paint)
{
  const VbtBins *bins = paint->bins;
  guint end;

  for (guint row = 0; row < bins->n_rows; row = end)
    {
      const VbtBin *bin = &bins->rows[row];

      for (end = row + 1; end < bins->n_rows && same_quote (bin, &bins->rows[end]); end++)
        ;
      if (bin->quote || bin->suggested)
        paint_quote (paint, row, end);
    }
}

/* A triangle of bars: no cairo. */
static void
paint_problem (const Paint *paint, const GdkRGBA *color, double y)
{
  double middle = place (paint, OTHERS_X - 1 + PROBLEM_SIZE / 2.0, 0);

  for (int i = 0; i < PROBLEM_SIZE; i++)
    vbt_draw_fill (paint->snapshot, color, middle - (i + 1) / 2.0, y + i - PROBLEM_SIZE / 2.0,
                   i + 1, 1, 0);
}

static void
paint_others (const Paint *paint)
{
  GdkRGBA neutral, problem, hit;

  vbt_palette_get_neutral (paint->dark, &neutral);
  vbt_palette_get_label ("red", paint->dark, &problem);
  vbt_palette_get_label ("yellow", paint->dark, &hit);
  for (guint row = 0; row < paint->bins->n_rows; row++)
    {
      const VbtBin *bin = &paint->bins->rows[row];
      double y = row * VBT_MINIMAP_ROW;

      if (bin->other && row % 2 == 0)
        vbt_draw_outline (paint->snapshot, &neutral, VBT_STROKE_SOLID,
                          &GRAPHENE_RECT_INIT ((float)place (paint, OTHERS_X, 3), (float)y, 3, 3),
                          0, 1);
      if (bin->hit)
        vbt_draw_fill (paint->snapshot, &hit, 1, y, paint->width - 2, VBT_MINIMAP_ROW, 0);
      if (bin->problem)
        paint_problem (paint, &problem, y);
    }
}

static void
paint_visible (const Paint *paint, VbtRange visible, int height)
{
  double y = (double)visible.start / paint->bins->length * height;
  double end = (double)visible.end / paint->bins->length * height;
  graphene_rect_t rect;
  GdkRGBA color;

  end = CLAMP (end, y + MIN_VISIBLE, MAX (height, y + MIN_VISIBLE));
  y = MIN (y, MAX (0, height - MIN_VISIBLE));
  rect = GRAPHENE_RECT_INIT (0.5f, (float)y, (float)paint->width - 1, (float)(end - y));
  vbt_palette_get_neutral (paint->dark, &color);
  color.alpha = 0.14f;
  vbt_draw_fill (paint->snapshot, &color, rect.origin.x, rect.origin.y, rect.size.width,
                 rect.size.height, 3);
  color.alpha = paint->high_contrast ? 1 : 0.6f;
  vbt_draw_outline (paint->snapshot, &color, VBT_STROKE_SOLID, &rect, 3,
                    paint->high_contrast ? 2 : 1);
}

/**
 * vbt_minimap_paint:
 * @self: the minimap
 * @snapshot: what is drawn on
 *
 * Paints the rows; what it costs depends on the height only.
 */
void
vbt_minimap_paint (VbtMinimap *self, GtkSnapshot *snapshot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *widget = GTK_WIDGET (self);
  Paint paint = { .snapshot = snapshot,
                  .bins = self->bins,
                  .dark = adw_style_manager_get_dark (manager),
                  .high_contrast = adw_style_manager_get_high_contrast (manager),
                  .mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
                  .width = gtk_widget_get_width (widget) };
  VbtRange visible;

  if (self->bins == NULL)
    return;
  if (vbt_article_view_get_visible_range (self->view, &visible))
    paint_visible (&paint, visible, gtk_widget_get_height (widget));
  paint_quotes (&paint);
  paint_others (&paint);
}
