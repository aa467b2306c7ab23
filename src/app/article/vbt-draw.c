/* vbt-draw.c: lines and outlines of render nodes, without cairo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-draw.h"

#include <math.h>

/* Cairo nodes are drawn on the CPU and uploaded for every frame: on a GPU they cost several times
 * what colours, borders and repeats cost. */

/**
 * vbt_draw_fill:
 * @snapshot: what is drawn on
 * @color: the colour
 * @x: left, in pixels
 * @y: top
 * @width: its width
 * @height: its height
 * @radius: of the corners; 0 for sharp ones
 */
void
vbt_draw_fill (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width,
               double height, double radius)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height);
  GskRoundedRect rounded;
  float half;

  if (radius <= 0)
    {
      gtk_snapshot_append_color (snapshot, color, &rect);
      return;
    }
  /* A border with nothing inside: clipping costs several times as much with cairo. */
  gsk_rounded_rect_init_from_rect (&rounded, &rect, (float)radius);
  half = (float)MIN (width, height) / 2;
  gtk_snapshot_append_border (snapshot, &rounded, (const float[]){ half, half, half, half },
                              (const GdkRGBA[]){ *color, *color, *color, *color });
}

/* A gradient with hard edges: GTK 4.8 takes repeated nodes for different in each frame, and with cairo
 * draws them on a surface of their own. */
static void
draw_repeated (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *rect,
               gboolean across, double on, double off)
{
  graphene_point_t end = rect->origin;
  float edge = (float)(on / (on + off));
  GdkRGBA none = *color;

  none.alpha = 0;
  if (across)
    end.x += (float)(on + off);
  else
    end.y += (float)(on + off);
  gtk_snapshot_append_repeating_linear_gradient (
      snapshot, rect, &rect->origin, &end,
      (const GskColorStop[]){ { 0, *color }, { edge, *color }, { edge, none }, { 1, none } }, 4);
}

/**
 * vbt_draw_line:
 * @snapshot: what is drawn on
 * @color: the colour
 * @stroke: solid, dashed or dotted
 * @x0: where it begins; the line is level or upright
 * @y0: where it begins
 * @x1: where it ends
 * @y1: where it ends
 * @thickness: in pixels; it grows to the right of or below the line
 */
void
vbt_draw_line (GtkSnapshot *snapshot, const GdkRGBA *color, VbtStroke stroke, double x0, double y0,
               double x1, double y1, double thickness)
{
  gboolean across = ABS (x1 - x0) >= ABS (y1 - y0);
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float)MIN (x0, x1), (float)MIN (y0, y1),
                                             (float)(across ? ABS (x1 - x0) : thickness),
                                             (float)(across ? thickness : ABS (y1 - y0)));

  if (rect.size.width <= 0 || rect.size.height <= 0)
    return;
  if (stroke == VBT_STROKE_SOLID)
    gtk_snapshot_append_color (snapshot, color, &rect);
  else if (stroke == VBT_STROKE_DASHED)
    draw_repeated (snapshot, color, &rect, across, 3 + floor (1.5 * thickness), 3);
  else
    draw_repeated (snapshot, color, &rect, across, 2, 2);
}

/**
 * vbt_draw_outline:
 * @snapshot: what is drawn on
 * @color: the colour
 * @stroke: solid, or dashed
 * @rect: outer edge
 * @radius: of the corners
 * @thickness: in pixels
 */
void
vbt_draw_outline (GtkSnapshot *snapshot, const GdkRGBA *color, VbtStroke stroke,
                  const graphene_rect_t *rect, double radius, double thickness)
{
  GskRoundedRect outline;
  double left = rect->origin.x;
  double top = rect->origin.y;
  double right = left + rect->size.width;
  double bottom = top + rect->size.height;
  double corner = radius / 2; /* there the arc is as good as on the edge */

  if (stroke == VBT_STROKE_SOLID)
    {
      float t = (float)thickness;

      gsk_rounded_rect_init_from_rect (&outline, rect, (float)radius);
      gtk_snapshot_append_border (snapshot, &outline, (const float[]){ t, t, t, t },
                                  (const GdkRGBA[]){ *color, *color, *color, *color });
      return;
    }
  vbt_draw_line (snapshot, color, stroke, left + corner, top, right - corner, top, thickness);
  vbt_draw_line (snapshot, color, stroke, left + corner, bottom - thickness, right - corner,
                 bottom - thickness, thickness);
  vbt_draw_line (snapshot, color, stroke, left, top + corner, left, bottom - corner, thickness);
  vbt_draw_line (snapshot, color, stroke, right - thickness, top + corner, right - thickness,
                 bottom - corner, thickness);
}

/**
 * vbt_draw_stripes:
 * @snapshot: what is drawn on
 * @color: the colour
 * @rect: what is hatched
 */
void
vbt_draw_stripes (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *rect)
{
  GdkRGBA none = *color;
  float x = rect->origin.x;
  float y = rect->origin.y;

  none.alpha = 0;
  /* The stripes of one line go on in the next: the gradient starts at a multiple of its period. */
  gtk_snapshot_append_repeating_linear_gradient (
      snapshot, rect, &GRAPHENE_POINT_INIT (x - (float)fmod (x, 6), y - (float)fmod (y, 6)),
      &GRAPHENE_POINT_INIT (x - (float)fmod (x, 6) + 3, y - (float)fmod (y, 6) + 3),
      (const GskColorStop[]){ { 0, *color }, { 0.4f, *color }, { 0.4f, none }, { 1, none } }, 4);
}

/**
 * vbt_draw_wave:
 * @snapshot: what is drawn on
 * @color: the colour
 * @x: left
 * @y: top
 * @width: its width
 * @step: half a period
 * @thickness: how far down each other step is; the wave is twice as high
 */
void
vbt_draw_wave (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width,
               double step, double thickness)
{
  graphene_rect_t upper = GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)thickness);
  graphene_rect_t lower = GRAPHENE_RECT_INIT ((float)(x + step), (float)(y + thickness),
                                              (float)(width - step), (float)thickness);

  draw_repeated (snapshot, color, &upper, TRUE, step, step);
  if (width > step)
    draw_repeated (snapshot, color, &lower, TRUE, step, step);
}

/**
 * vbt_draw_text:
 * @snapshot: what is drawn on
 * @color: the colour
 * @layout: the text
 * @x: left
 * @y: top
 */
void
vbt_draw_text (GtkSnapshot *snapshot, const GdkRGBA *color, PangoLayout *layout, double x, double y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/**
 * vbt_draw_disc:
 * @snapshot: what is drawn on
 * @color: the colour
 * @x: its middle
 * @y: its middle
 * @radius: in pixels
 */
void
vbt_draw_disc (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double radius)
{
  vbt_draw_fill (snapshot, color, x - radius, y - radius, 2 * radius, 2 * radius, radius);
}
