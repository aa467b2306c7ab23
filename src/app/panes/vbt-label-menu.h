/* vbt-label-menu.h: the labels of a schema as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/vbt-schema.h"

G_BEGIN_DECLS

void vbt_label_menu_show (GtkMenuButton *button, const VbtSchema *schema, const char *action);

G_END_DECLS
