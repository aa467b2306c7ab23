/* vbt-shortcuts-dialog.h: all keys, from the table, to look at and to change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_SHORTCUTS_DIALOG (vbt_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtShortcutsDialog, vbt_shortcuts_dialog, VBT, SHORTCUTS_DIALOG, AdwWindow)

GtkWindow *vbt_shortcuts_dialog_new (GtkWindow *parent, VbtSession *session);

G_END_DECLS
