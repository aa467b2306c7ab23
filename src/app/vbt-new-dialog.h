/* vbt-new-dialog.h: asks for name, place and schema of a new project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VBT_TYPE_NEW_DIALOG (vbt_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtNewDialog, vbt_new_dialog, VBT, NEW_DIALOG, AdwWindow)

GtkWindow *vbt_new_dialog_new (GtkWindow *parent);

G_END_DECLS
