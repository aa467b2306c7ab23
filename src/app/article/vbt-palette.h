/* vbt-palette.h: the colours of labels and speakers, for light and dark
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

const char *const *vbt_palette_names (void); /* NULL-terminated */

void vbt_palette_get_label (const char *color_name, gboolean dark, GdkRGBA *out);
void vbt_palette_get_speaker (int index, gboolean dark, GdkRGBA *out);
void vbt_palette_get_neutral (gboolean dark, GdkRGBA *out);
void vbt_palette_get_page (gboolean dark, GdkRGBA *out);

double vbt_palette_get_contrast (const GdkRGBA *a, const GdkRGBA *b);
void vbt_palette_ensure_contrast (GdkRGBA *color, gboolean dark, double contrast);

G_END_DECLS
