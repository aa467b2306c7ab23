/* vbt-wrap-box.h: a box that sets its children like words: from the left, in as many lines as are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VBT_TYPE_WRAP_BOX (vbt_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (VbtWrapBox, vbt_wrap_box, VBT, WRAP_BOX, GtkWidget)

GtkWidget *vbt_wrap_box_new (void);
void vbt_wrap_box_append (VbtWrapBox *self, GtkWidget *child);
void vbt_wrap_box_remove_all (VbtWrapBox *self);

G_END_DECLS
