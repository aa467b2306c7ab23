/* vbt-saved-popover.h: queries that are kept in the project under a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/vbt-saved.h"
#include "vbt-session.h"

G_BEGIN_DECLS

/** VbtSavedPopover: lists them, keeps the one of an entry, and puts the one that is chosen into it. */
#define VBT_TYPE_SAVED_POPOVER (vbt_saved_popover_get_type ())
G_DECLARE_FINAL_TYPE (VbtSavedPopover, vbt_saved_popover, VBT, SAVED_POPOVER, GtkPopover)

GtkWidget *vbt_saved_popover_new (VbtSavedKind kind, GtkEditable *query);
void vbt_saved_popover_set_session (VbtSavedPopover *self, VbtSession *session);

G_END_DECLS
