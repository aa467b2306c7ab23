/* vbt-label-popover.h: the labels that selected text may get, each with its key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_LABEL_POPOVER (vbt_label_popover_get_type ())
G_DECLARE_FINAL_TYPE (VbtLabelPopover, vbt_label_popover, VBT, LABEL_POPOVER, GtkPopover)

GtkWidget *vbt_label_popover_new (void);
void vbt_label_popover_fill (VbtLabelPopover *self, VbtSession *session, const char *text,
                             VbtOffset place, gboolean relabel);
void vbt_label_popover_enter (VbtLabelPopover *self);

G_END_DECLS
