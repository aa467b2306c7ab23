/* vbt-history-dialog.h: what was done in the project, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_HISTORY_DIALOG (vbt_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtHistoryDialog, vbt_history_dialog, VBT, HISTORY_DIALOG, AdwWindow)

GtkWindow *vbt_history_dialog_new (GtkWindow *parent, VbtSession *session);

G_END_DECLS
