/* vbt-palette.h: the colours of labels and speakers, for light and dark
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "model/vbt-colors.h"

G_BEGIN_DECLS

/** VbtShade: what is drawn on. A plain gboolean "dark" is one, too. */
typedef enum
{
  VBT_SHADE_LIGHT = 0,
  VBT_SHADE_DARK = 1 << 0,
  VBT_SHADE_HIGH_CONTRAST = 1 << 1,
} VbtShade;

VbtShade vbt_shade (gboolean dark, gboolean high_contrast);
VbtShade vbt_shade_of_windows (void);

const char *const *vbt_palette_names (void); /* NULL-terminated */

void vbt_palette_get_label (const char *color_name, VbtShade shade, GdkRGBA *out);
void vbt_palette_get_speaker (int index, VbtShade shade, GdkRGBA *out);
void vbt_palette_get_ground (const GdkRGBA *color, VbtShade shade, gboolean suggestion,
                             GdkRGBA *out);
void vbt_palette_get_neutral (VbtShade shade, GdkRGBA *out);
void vbt_palette_get_page (VbtShade shade, GdkRGBA *out);
GdkRGBA vbt_palette_with_alpha (const GdkRGBA *color, double alpha);

double vbt_palette_get_contrast (const GdkRGBA *a, const GdkRGBA *b);
void vbt_palette_ensure_contrast (GdkRGBA *color, VbtShade shade, double contrast);

G_END_DECLS
