/* vbt-chip.h: a button for a label, in the label's color, with the key that does the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/vbt-schema.h"

G_BEGIN_DECLS

#define VBT_TYPE_CHIP (vbt_chip_get_type ())
G_DECLARE_FINAL_TYPE (VbtChip, vbt_chip, VBT, CHIP, GtkButton)

GtkWidget *vbt_chip_new (const VbtLabel *label);
VbtId vbt_chip_get_label (VbtChip *self);
void vbt_chip_set_active (VbtChip *self, gboolean active);

G_END_DECLS
