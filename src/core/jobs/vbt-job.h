/* vbt-job.h: long work off the main thread, with progress and Cancel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-steps.h"
#include "vbt-hits.h"
#include "vbt-import.h"
#include "vbt-merge-copies.h"
#include "vbt-register.h"

G_BEGIN_DECLS

/**
 * VbtJob:
 *
 * An import, a tagging, an export or another long act that runs on a thread of its own, with a connection of its own
 * to the project. Emits in the main context: `progress` (notify::fraction, notify::message),
 * `finished` once, after which vbt_job_get_error() and the results can be read.
 */
#define VBT_TYPE_JOB (vbt_job_get_type ())
G_DECLARE_FINAL_TYPE (VbtJob, vbt_job, VBT, JOB, GObject)

VbtJob *vbt_job_new_import (const char *project, const VbtImportOptions *options);
VbtJob *vbt_job_new_tag (const char *project, const VbtTagOptions *options);
VbtJob *vbt_job_new_export (const char *project, const VbtExportOptions *options);
VbtJob *vbt_job_new_index (const char *project);
VbtJob *vbt_job_new_train (const char *project);
VbtJob *vbt_job_new_recheck (const char *project);
VbtJob *vbt_job_new_hits (const char *project, const VbtHitsOptions *options);
VbtJob *vbt_job_new_merge (const char *project, const VbtMergeCopiesOptions *options);
VbtJob *vbt_job_new_steps (const char *project, const VbtSteps *steps, const char *words);
VbtJob *vbt_job_new_register (const char *project, const char *path, VbtId importer);

void vbt_job_start (VbtJob *self);
void vbt_job_cancel (VbtJob *self);
gboolean vbt_job_is_finished (VbtJob *self);
const char *vbt_job_get_title (VbtJob *self);
double vbt_job_get_fraction (VbtJob *self); /* 0…1, or -1 where it is unknown */
const char *vbt_job_get_message (VbtJob *self);
const GError *vbt_job_get_error (VbtJob *self); /* (nullable) */
GPtrArray *vbt_job_get_problems (VbtJob *self); /* of char *: "FILE:LINE: what is wrong" */
const VbtImportResult *vbt_job_get_import_result (VbtJob *self);
const VbtTagResult *vbt_job_get_tag_result (VbtJob *self);
const VbtTagReport *vbt_job_get_tag_report (VbtJob *self);
const VbtExportResult *vbt_job_get_export_result (VbtJob *self);
guint vbt_job_get_n_hits (VbtJob *self);
const VbtRegisterResult *vbt_job_get_register_result (VbtJob *self);
const GPtrArray *vbt_job_get_merged_copies (VbtJob *self); /* of VbtMergedCopy */
const VbtHistoryRow *vbt_job_get_last_step (VbtJob *self); /* (nullable) */
const VbtHitsOptions *vbt_job_get_hits_options (VbtJob *self);

G_END_DECLS
