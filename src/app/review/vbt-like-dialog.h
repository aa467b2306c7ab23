/* vbt-like-dialog.h: accepts or rejects all suggestions that are like one, after a look at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/vbt-tick-dialog.h"

G_BEGIN_DECLS

#define VBT_TYPE_LIKE_DIALOG (vbt_like_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtLikeDialog, vbt_like_dialog, VBT, LIKE_DIALOG, VbtTickDialog)

GtkWindow *vbt_like_dialog_new (GtkWindow *parent, VbtSession *session, VbtId suggestion,
                                VbtVerdict verdict);

G_END_DECLS
