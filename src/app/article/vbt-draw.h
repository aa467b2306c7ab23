/* vbt-draw.h: lines and outlines of render nodes, without cairo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VBT_STROKE_SOLID,
  VBT_STROKE_DASHED,
  VBT_STROKE_DOTTED,
} VbtStroke;

void vbt_draw_fill (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width,
                    double height, double radius);
void vbt_draw_line (GtkSnapshot *snapshot, const GdkRGBA *color, VbtStroke stroke, double x0,
                    double y0, double x1, double y1, double thickness);
void vbt_draw_outline (GtkSnapshot *snapshot, const GdkRGBA *color, VbtStroke stroke,
                       const graphene_rect_t *rect, double radius, double thickness);
void vbt_draw_stripes (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *rect);
void vbt_draw_wave (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width,
                    double step, double thickness);
void vbt_draw_text (GtkSnapshot *snapshot, const GdkRGBA *color, PangoLayout *layout, double x,
                    double y);
void vbt_draw_disc (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double radius);

G_END_DECLS
