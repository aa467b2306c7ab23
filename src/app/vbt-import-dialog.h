/* vbt-import-dialog.h: which files are imported, and how they are read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-import.h"

G_BEGIN_DECLS

#define VBT_TYPE_IMPORT_DIALOG (vbt_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtImportDialog, vbt_import_dialog, VBT, IMPORT_DIALOG, AdwWindow)

GtkWindow *vbt_import_dialog_new (GtkWindow *parent, const VbtSchema *schema, const char *project);
void vbt_import_dialog_get_options (VbtImportDialog *self, VbtImportOptions *options);

G_END_DECLS
