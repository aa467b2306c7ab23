/* vbt-job-private.h: what the files of a job share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-job.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_JOB_IMPORT,
  VBT_JOB_TAG,
  VBT_JOB_EXPORT,
  VBT_JOB_INDEX,
  VBT_JOB_TRAIN,
  VBT_JOB_RECHECK,
  VBT_JOB_HITS,
  VBT_JOB_MERGE,
  VBT_JOB_REGISTER_IMPORT,
  VBT_JOB_REGISTER_EXPORT,
  VBT_JOB_STEPS,
} VbtJobKind;

struct _VbtJob
{
  GObject parent_instance;

  VbtJobKind kind;
  char *project;
  char *title;
  VbtImportOptions import_options; /* what they point at is the job's own */
  VbtTagOptions tag_options;
  VbtExportOptions export_options;
  VbtHitsOptions hits_options;
  VbtMergeCopiesOptions merge_options;
  VbtSteps steps;
  char *register_path;
  VbtId register_me;

  GCancellable *cancellable;
  GMainContext *context; /* where it was started: signals are emitted there */
  gboolean is_started;
  gboolean is_finished;
  double fraction;
  char *message;
  GPtrArray *problems;
  GError *error;
  VbtImportResult import_result;
  VbtTagResult tag_result;
  VbtExportResult export_result;
  guint n_hits;
  GPtrArray *merged_copies; /* (nullable): of VbtMergedCopy */
  VbtRegisterResult register_result;
  VbtHistoryRow *last_step; /* (nullable) */
};

G_END_DECLS
