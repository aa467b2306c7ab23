/* vbt-occurrences-dialog.h: labels every occurrence of some words, after a look at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/vbt-tick-dialog.h"

G_BEGIN_DECLS

#define VBT_TYPE_OCCURRENCES_DIALOG (vbt_occurrences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtOccurrencesDialog, vbt_occurrences_dialog, VBT, OCCURRENCES_DIALOG,
                      VbtTickDialog)

GtkWindow *vbt_occurrences_dialog_new (GtkWindow *parent, VbtSession *session, const char *words,
                                       VbtId label);

G_END_DECLS
