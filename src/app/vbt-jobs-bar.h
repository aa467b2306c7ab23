/* vbt-jobs-bar.h: progress and Cancel while something long runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/vbt-job.h"

G_BEGIN_DECLS

#define VBT_TYPE_JOBS_BAR (vbt_jobs_bar_get_type ())
G_DECLARE_FINAL_TYPE (VbtJobsBar, vbt_jobs_bar, VBT, JOBS_BAR, GtkWidget)

void vbt_jobs_bar_set_job (VbtJobsBar *self, VbtJob *job);
VbtJob *vbt_jobs_bar_get_job (VbtJobsBar *self);

G_END_DECLS
