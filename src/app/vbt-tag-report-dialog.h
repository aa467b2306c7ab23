/* vbt-tag-report-dialog.h: what taggers found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-job.h"

G_BEGIN_DECLS

#define VBT_TYPE_TAG_REPORT_DIALOG (vbt_tag_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbtTagReportDialog, vbt_tag_report_dialog, VBT, TAG_REPORT_DIALOG, AdwWindow)

GtkWindow *vbt_tag_report_dialog_new (GtkWindow *parent, VbtJob *job);

G_END_DECLS
