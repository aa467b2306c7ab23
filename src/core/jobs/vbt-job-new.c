/* vbt-job-new.c: jobs of each kind, with their own copies of what they work by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/vbt-filter.h"
#include "vbt-job-private.h"

static VbtJob *
job_new (VbtJobKind kind, const char *project, const char *title)
{
  VbtJob *self = g_object_new (VBT_TYPE_JOB, NULL);

  self->kind = kind;
  self->project = g_strdup (project);
  self->title = g_strdup (title);
  return self;
}

/**
 * vbt_job_new_import:
 * @project: path of a project
 * @options: what to import; copied
 *
 * Returns: (transfer full): an import that was not started yet
 */
VbtJob *
vbt_job_new_import (const char *project, const VbtImportOptions *options)
{
  VbtJob *self;

  g_return_val_if_fail (project != NULL && options != NULL && options->paths != NULL, NULL);

  self = job_new (VBT_JOB_IMPORT, project, _ ("Import"));
  self->import_options = *options;
  self->import_options.paths = (const char *const *)g_strdupv ((char **)options->paths);
  self->import_options.encoding = g_strdup (options->encoding);
  self->import_options.dialect = g_strdup (options->dialect);
  self->import_options.annotator = g_strdup (options->annotator);
  self->import_options.labels = vbt_label_map_copy (options->labels);
  self->import_options.project = NULL; /* it is the job's */
  return self;
}

static GArray *
copy_array (const GArray *array)
{
  return array != NULL ? g_array_copy ((GArray *)array) : NULL;
}

/* Including the NULL or the 0 at the end. */
static gpointer
copy_terminated (gconstpointer items, gsize size)
{
  static const guint8 end[sizeof (gpointer)] = { 0 };
  gsize n = 0;

  if (items == NULL)
    return NULL;
  while (memcmp ((const guint8 *)items + n * size, end, size) != 0)
    n++;
  return g_memdup2 (items, (n + 1) * size);
}

/**
 * vbt_job_new_tag:
 * @project: path of a project
 * @options: what to tag; copied, but for the settings, which must not change any more; the report
 *   is the job's own
 *
 * Returns: (transfer full): a tagging that was not started yet
 */
VbtJob *
vbt_job_new_tag (const char *project, const VbtTagOptions *options)
{
  VbtJob *self;

  g_return_val_if_fail (project != NULL && options != NULL, NULL);

  self = job_new (VBT_JOB_TAG, project, _ ("Tag"));
  self->tag_options = *options;
  self->tag_options.taggers = copy_terminated (options->taggers, sizeof (gpointer));
  self->tag_options.documents = copy_array (options->documents);
  self->tag_options.filter = vbt_filter_copy (options->filter);
  self->tag_options.report = vbt_tag_report_new ();
  if (options->settings != NULL)
    self->tag_options.settings = g_hash_table_ref (options->settings);
  return self;
}

/**
 * vbt_job_new_export:
 * @project: path of a project
 * @options: what to export; copied
 *
 * Returns: (transfer full): an export that was not started yet
 */
VbtJob *
vbt_job_new_export (const char *project, const VbtExportOptions *options)
{
  VbtJob *self;

  g_return_val_if_fail (project != NULL && options != NULL, NULL);

  self = job_new (VBT_JOB_EXPORT, project, _ ("Export"));
  self->export_options = *options;
  self->export_options.path = g_strdup (options->path);
  self->export_options.dialect = g_strdup (options->dialect);
  if (options->stream != NULL)
    self->export_options.stream = g_object_ref (options->stream);
  self->export_options.documents = copy_array (options->documents);
  self->export_options.split = copy_terminated (options->split, sizeof (guint));
  self->export_options.split_names = (const char *const *)g_strdupv ((char **)options->split_names);
  return self;
}

/**
 * vbt_job_new_index:
 * @project: path of a project
 *
 * Indexes what imports left to be indexed. What is done when it is cancelled stays done.
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_index (const char *project)
{
  g_return_val_if_fail (project != NULL, NULL);

  return job_new (VBT_JOB_INDEX, project, _ ("Index"));
}

/**
 * vbt_job_new_train:
 * @project: path of a project
 *
 * Learns from what people decided; see vbt_train().
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_train (const char *project)
{
  g_return_val_if_fail (project != NULL, NULL);

  return job_new (VBT_JOB_TRAIN, project, _ ("Learn"));
}

/**
 * vbt_job_new_recheck:
 * @project: path of a project
 *
 * Looks where annotations break rules; see vbt_recheck(). What is done when it is cancelled stays done.
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_recheck (const char *project)
{
  g_return_val_if_fail (project != NULL, NULL);

  return job_new (VBT_JOB_RECHECK, project, _ ("Check"));
}

/**
 * vbt_job_new_hits:
 * @project: path of a project
 * @options: what is done with which hits; copied
 *
 * Labels, deletes or exports what a search found; see vbt_hits_run().
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_hits (const char *project, const VbtHitsOptions *options)
{
  VbtJob *self;

  g_return_val_if_fail (project != NULL && options != NULL, NULL);

  self = job_new (VBT_JOB_HITS, project,
                  options->act == VBT_HITS_EXPORT        ? _ ("Export")
                  : options->act == VBT_HITS_LABEL       ? _ ("Label")
                  : options->act == VBT_HITS_MERGE_LABEL ? _ ("Merge")
                  : options->act == VBT_HITS_FIX         ? _ ("Fix")
                  : options->act == VBT_HITS_ACCEPT      ? _ ("Accept")
                  : options->act == VBT_HITS_REJECT      ? _ ("Reject")
                                                         : _ ("Delete"));
  self->hits_options = *options;
  self->hits_options.path = g_strdup (options->path);
  self->hits_options.hits = copy_array (options->hits);
  self->hits_options.problems = copy_array (options->problems);
  return self;
}

/**
 * vbt_job_new_merge:
 * @project: path of a project
 * @options: which copies of it are merged; copied
 *
 * Brings in what others did in their copies; see vbt_merge_copies().
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_merge (const char *project, const VbtMergeCopiesOptions *options)
{
  VbtJob *self;

  g_return_val_if_fail (project != NULL && options != NULL && options->paths != NULL, NULL);

  self = job_new (VBT_JOB_MERGE, project, _ ("Merge"));
  self->merge_options = *options;
  self->merge_options.paths = (const char *const *)g_strdupv ((char **)options->paths);
  self->merged_copies = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_merged_copy_free);
  return self;
}

/**
 * vbt_job_new_steps:
 * @project: path of a project
 * @steps: which acts are undone or done again; copied
 * @words: the first of them, or the one to go to, in words
 *
 * Goes through the history; see vbt_store_walk().
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_steps (const char *project, const VbtSteps *steps, const char *words)
{
  VbtJob *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (project != NULL && steps != NULL && words != NULL, NULL);

  /* TRANSLATORS: all of these: an act, in the words of the history */
  title = g_strdup_printf (steps->kind == VBT_STEPS_UNDO   ? _ ("Undoing “%s”…")
                           : steps->kind == VBT_STEPS_REDO ? _ ("Redoing “%s”…")
                                                           : _ ("Going to “%s”…"),
                           words);
  self = job_new (VBT_JOB_STEPS, project, title);
  self->steps = *steps;
  return self;
}

/**
 * vbt_job_new_register:
 * @project: path of a project
 * @path: of a table
 * @importer: the annotator who imports it, see vbt_register_import(); 0: it is written, see vbt_register_export()
 *
 * Returns: (transfer full): a job that was not started yet
 */
VbtJob *
vbt_job_new_register (const char *project, const char *path, VbtId importer)
{
  VbtJob *self;

  g_return_val_if_fail (project != NULL && path != NULL, NULL);

  self = importer != 0 ? job_new (VBT_JOB_REGISTER_IMPORT, project, _ ("Import"))
                       : job_new (VBT_JOB_REGISTER_EXPORT, project, _ ("Export"));
  self->register_path = g_strdup (path);
  self->register_me = importer;
  return self;
}
