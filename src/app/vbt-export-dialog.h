/* vbt-export-dialog.h: format and contents of an export, with its first lines before it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-import.h"
#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_EXPORT_DIALOG (vbt_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtExportDialog, vbt_export_dialog, VBT, EXPORT_DIALOG, AdwWindow)

GtkWindow *vbt_export_dialog_new (GtkWindow *parent, VbtSession *session);
void vbt_export_dialog_get_options (VbtExportDialog *self, VbtExportOptions *options);

G_END_DECLS
