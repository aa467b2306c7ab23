/* vbt-key-dialog.h: asks for the key of one action
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "keys/vbt-keymap.h"
#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_KEY_DIALOG (vbt_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtKeyDialog, vbt_key_dialog, VBT, KEY_DIALOG, AdwWindow)

GtkWindow *vbt_key_dialog_new (GtkWindow *parent, const VbtAppAction *action, VbtSession *session);

G_END_DECLS
