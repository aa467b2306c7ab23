/* vbt-schema-dialog.h: the labels of the project, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_SCHEMA_DIALOG (vbt_schema_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtSchemaDialog, vbt_schema_dialog, VBT, SCHEMA_DIALOG, AdwWindow)

GtkWindow *vbt_schema_dialog_new (GtkWindow *parent, VbtSession *session);

G_END_DECLS
