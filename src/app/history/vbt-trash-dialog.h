/* vbt-trash-dialog.h: the articles that were deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_TRASH_DIALOG (vbt_trash_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtTrashDialog, vbt_trash_dialog, VBT, TRASH_DIALOG, AdwWindow)

GtkWindow *vbt_trash_dialog_new (GtkWindow *parent, VbtSession *session);

G_END_DECLS
