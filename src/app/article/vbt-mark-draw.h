/* vbt-mark-draw.h: what a mark of each role looks like, wherever it is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-marks.h"

G_BEGIN_DECLS

/** VbtMarkLook: how a mark looks, apart from where it is. */
typedef struct
{
  VbtRole role;
  gboolean suggestion;
  guint8 lane;   /* see [struct@VbtMark] */
  GdkRGBA color; /* see vbt_mark_get_color() */
  double em;     /* size of the text that it is on */
  gboolean dark;
  gboolean high_contrast;
} VbtMarkLook;

void vbt_mark_get_color (VbtRole role, const VbtLabel *label, int speaker, gboolean dark,
                         gboolean high_contrast, GdkRGBA *color);
void vbt_mark_draw (GtkSnapshot *snapshot, const VbtMarkLook *look, const GdkRectangle *rect,
                    gboolean outlined);

G_END_DECLS
