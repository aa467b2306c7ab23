/* vbt-after-frame.h: what can wait until the reader has seen what was done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VbtAfterFrame: brings a widget up to date. */
typedef void (*VbtAfterFrame) (GtkWidget *widget);

void vbt_after_frame (GtkWidget *widget, VbtAfterFrame run);
void vbt_after_frame_now (GtkWidget *widget);

G_END_DECLS
