/* vbt-swatch.h: a small square in the color of a speaker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VBT_TYPE_SWATCH (vbt_swatch_get_type ())
G_DECLARE_FINAL_TYPE (VbtSwatch, vbt_swatch, VBT, SWATCH, GtkWidget)

GtkWidget *vbt_swatch_new (int speaker);
void vbt_swatch_set_speaker (VbtSwatch *self, int speaker);

G_END_DECLS
