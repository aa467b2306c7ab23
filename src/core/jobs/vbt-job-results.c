/* vbt-job-results.c: what came of a finished job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-job-private.h"

/**
 * vbt_job_get_import_result:
 * @self: a finished import
 *
 * Returns: (transfer none): what came of it
 */
const VbtImportResult *
vbt_job_get_import_result (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_IMPORT, NULL);
  return &self->import_result;
}

/**
 * vbt_job_get_tag_result:
 * @self: a finished tagging
 *
 * Returns: (transfer none): what came of it
 */
const VbtTagResult *
vbt_job_get_tag_result (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_TAG, NULL);
  return &self->tag_result;
}

/**
 * vbt_job_get_tag_report:
 * @self: a finished tagging
 *
 * Returns: (transfer none): what was found, by tagger and label
 */
const VbtTagReport *
vbt_job_get_tag_report (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_TAG, NULL);
  return self->tag_options.report;
}

/**
 * vbt_job_get_export_result:
 * @self: a finished export
 *
 * Returns: (transfer none): what came of it
 */
const VbtExportResult *
vbt_job_get_export_result (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_EXPORT, NULL);
  return &self->export_result;
}

/**
 * vbt_job_get_n_hits:
 * @self: a finished job of vbt_job_new_hits()
 *
 * Returns: with how many hits something was done
 */
guint
vbt_job_get_n_hits (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_HITS, 0);
  return self->n_hits;
}

/**
 * vbt_job_get_hits_options:
 * @self: a job of vbt_job_new_hits()
 *
 * Returns: (transfer none): what is done with which hits
 */
const VbtHitsOptions *
vbt_job_get_hits_options (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_HITS, NULL);
  return &self->hits_options;
}

/**
 * vbt_job_get_last_step:
 * @self: a finished job of vbt_job_new_steps()
 *
 * Returns: (transfer none) (nullable): the last act that was undone or done again, also where the job failed behind it
 */
const VbtHistoryRow *
vbt_job_get_last_step (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_STEPS, NULL);
  return self->last_step;
}

/**
 * vbt_job_get_merged_copies:
 * @self: a finished job of vbt_job_new_merge()
 *
 * Returns: (transfer none) (element-type VbtMergedCopy): what came of each copy
 */
const GPtrArray *
vbt_job_get_merged_copies (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_MERGE, NULL);
  return self->merged_copies;
}

/**
 * vbt_job_get_register_result:
 * @self: a finished job of vbt_job_new_register()
 *
 * Returns: (transfer none): what came of it
 */
const VbtRegisterResult *
vbt_job_get_register_result (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self) && self->kind == VBT_JOB_REGISTER_IMPORT, NULL);
  return &self->register_result;
}
