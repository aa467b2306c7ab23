/* vbt-backups-dialog.h: the copies of a project that were kept, and the way back to one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_BACKUPS_DIALOG (vbt_backups_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtBackupsDialog, vbt_backups_dialog, VBT, BACKUPS_DIALOG, AdwWindow)

GtkWindow *vbt_backups_dialog_new (GtkWindow *parent, const char *folder);
void vbt_backups_dialog_reload (VbtBackupsDialog *self);

G_END_DECLS
