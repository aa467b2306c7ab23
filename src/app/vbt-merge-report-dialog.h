/* vbt-merge-report-dialog.h: what a merge brought, and what it left as it was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-job.h"

G_BEGIN_DECLS

#define VBT_TYPE_MERGE_REPORT_DIALOG (vbt_merge_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtMergeReportDialog, vbt_merge_report_dialog, VBT, MERGE_REPORT_DIALOG,
                      AdwWindow)

GtkWindow *vbt_merge_report_dialog_new (GtkWindow *parent, VbtJob *job);

G_END_DECLS
