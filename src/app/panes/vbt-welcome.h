/* vbt-welcome.h: what is shown when no project is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VBT_TYPE_WELCOME (vbt_welcome_get_type ())
G_DECLARE_FINAL_TYPE (VbtWelcome, vbt_welcome, VBT, WELCOME, GtkWidget)

void vbt_welcome_refresh (VbtWelcome *self);

G_END_DECLS
