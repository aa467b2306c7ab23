/* vbt-tag-dialog.h: which articles are tagged, by which taggers, and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-tag-choice.h"
#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_TAG_DIALOG (vbt_tag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtTagDialog, vbt_tag_dialog, VBT, TAG_DIALOG, AdwWindow)

GtkWindow *vbt_tag_dialog_new (GtkWindow *parent, VbtSession *session, VbtFilter *listed,
                               guint n_listed);
VbtTagChoice *vbt_tag_dialog_get_choice (VbtTagDialog *self);
const VbtFilter *vbt_tag_dialog_get_filter (VbtTagDialog *self);
VbtId vbt_tag_dialog_get_document (VbtTagDialog *self);

G_END_DECLS
