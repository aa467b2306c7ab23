/* vbt-details-dialog.h: what is known of an article besides its text: title, source, date, language and so on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_DETAILS_DIALOG (vbt_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtDetailsDialog, vbt_details_dialog, VBT, DETAILS_DIALOG, AdwWindow)

GtkWindow *vbt_details_dialog_new (GtkWindow *parent, VbtSession *session);

G_END_DECLS
