/* vbt-command-popover.h: the command palette: everything that can be done, found by its words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_COMMAND_POPOVER (vbt_command_popover_get_type ())
G_DECLARE_FINAL_TYPE (VbtCommandPopover, vbt_command_popover, VBT, COMMAND_POPOVER, GtkPopover)

void vbt_command_popover_ask (GtkWidget *where, VbtSession *session);

G_END_DECLS
