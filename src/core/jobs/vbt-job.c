/* vbt-job.c: long work off the main thread, with progress and Cancel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-job-private.h"

#include "jobs/vbt-recheck.h"
#include "jobs/vbt-train.h"
#include "store/vbt-filter.h"

G_DEFINE_FINAL_TYPE (VbtJob, vbt_job, G_TYPE_OBJECT)

enum
{
  PROP_FRACTION = 1,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vbt_job_finalize (GObject *object)
{
  VbtJob *self = VBT_JOB (object);

  g_strfreev ((char **)self->import_options.paths);
  g_free ((char *)self->import_options.encoding);
  g_free ((char *)self->import_options.dialect);
  g_free ((char *)self->import_options.annotator);
  vbt_label_map_free ((VbtLabelMap *)self->import_options.labels);
  g_free ((gpointer)self->tag_options.taggers);
  g_clear_pointer (&self->tag_options.settings, g_hash_table_unref);
  g_clear_pointer ((GArray **)&self->tag_options.documents, g_array_unref);
  g_clear_pointer ((VbtFilter **)&self->tag_options.filter, vbt_filter_free);
  g_clear_pointer (&self->tag_options.report, vbt_tag_report_free);
  g_free ((char *)self->export_options.path);
  g_free ((char *)self->export_options.dialect);
  g_clear_object (&self->export_options.stream);
  g_clear_pointer ((GArray **)&self->export_options.documents, g_array_unref);
  g_free ((guint *)self->export_options.split);
  g_strfreev ((char **)self->export_options.split_names);
  g_free ((char *)self->hits_options.path);
  g_free (self->register_path);
  vbt_history_row_free (self->last_step);
  g_strfreev ((char **)self->merge_options.paths);
  g_clear_pointer (&self->merged_copies, g_ptr_array_unref);
  g_clear_pointer ((GArray **)&self->hits_options.hits, g_array_unref);
  g_clear_pointer ((GArray **)&self->hits_options.problems, g_array_unref);
  vbt_export_result_clear (&self->export_result);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->problems);
  g_free (self->message);
  g_free (self->title);
  g_free (self->project);

  G_OBJECT_CLASS (vbt_job_parent_class)->finalize (object);
}

static void
vbt_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtJob *self = VBT_JOB (object);

  switch (id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_job_class_init (VbtJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vbt_job_finalize;
  object_class->get_property = vbt_job_get_property;

  properties[PROP_FRACTION]
      = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_MESSAGE]
      = g_param_spec_string ("message", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FINISHED] = g_signal_new ("finished", VBT_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
vbt_job_init (VbtJob *self)
{
  self->fraction = -1;
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
}

/** News: what the thread that works tells to the context that waits. */
typedef struct
{
  VbtJob *job;
  double fraction;
  char *message; /* (nullable) */
  char *problem; /* (nullable) */
} News;

static void
news_free (gpointer data)
{
  News *self = data;

  g_object_unref (self->job);
  g_free (self->message);
  g_free (self->problem);
  g_free (self);
}

static gboolean
deliver_news_cb (gpointer data)
{
  News *news = data;
  VbtJob *self = news->job;

  if (news->problem != NULL)
    {
      g_ptr_array_add (self->problems, g_steal_pointer (&news->problem));
      return G_SOURCE_REMOVE;
    }
  self->fraction = news->fraction;
  g_free (self->message);
  self->message = g_steal_pointer (&news->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): that calls in this thread when the context has no owner just then. */
static void
send_news (News *news)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "VbtJob news");
  g_source_set_callback (source, deliver_news_cb, news, news_free);
  g_source_attach (source, news->job->context);
}

static void
report (gpointer data, guint64 done, guint64 total, const char *what)
{
  News *news = g_new0 (News, 1);

  news->job = g_object_ref (VBT_JOB (data));
  news->fraction = total > 0 ? CLAMP ((double)done / (double)total, 0, 1) : -1;
  news->message = g_strdup (what);
  send_news (news);
}

static void
report_problem (gpointer data, const char *file, guint line, const char *message)
{
  News *news = g_new0 (News, 1);

  news->job = g_object_ref (VBT_JOB (data));
  news->problem = line > 0 ? g_strdup_printf ("%s:%u: %s", file, line, message)
                           : g_strdup_printf ("%s: %s", file, message);
  send_news (news);
}

static gboolean
train (VbtJob *self, VbtStore *store, const VbtProgress *progress, GError **error)
{
  g_autoptr (VbtLearnedReport) report = vbt_train (store, progress, self->cancellable, error);

  return report != NULL;
}

static gboolean
walk (VbtJob *self, VbtStore *store, GError **error)
{
  VbtFollower follower = { NULL, NULL, self->cancellable };

  return vbt_store_walk (store, &self->steps, &follower, &self->last_step, error);
}

static gboolean
run (VbtJob *self, VbtStore *store, GError **error)
{
  VbtProgress progress = { report, report_problem, self };

  switch (self->kind)
    {
    case VBT_JOB_IMPORT:
      return vbt_import (store, &self->import_options, &self->import_result, &progress,
                         self->cancellable, error);
    case VBT_JOB_TAG:
      return vbt_tag (store, &self->tag_options, &self->tag_result, &progress, self->cancellable,
                      error);
    case VBT_JOB_EXPORT:
      return vbt_export (store, &self->export_options, &self->export_result, &progress,
                         self->cancellable, error);
    case VBT_JOB_INDEX:
      return vbt_index (store, &progress, self->cancellable, error);
    case VBT_JOB_TRAIN:
      return train (self, store, &progress, error);
    case VBT_JOB_RECHECK:
      return vbt_recheck (store, &progress, self->cancellable, error);
    case VBT_JOB_HITS:
      return vbt_hits_run (store, &self->hits_options, &progress, self->cancellable, &self->n_hits,
                           error);
    case VBT_JOB_MERGE:
      return vbt_merge_copies (store, &self->merge_options, self->merged_copies, &progress,
                               self->cancellable, error);
    case VBT_JOB_REGISTER_IMPORT:
      return vbt_register_import (store, self->register_me, self->register_path,
                                  &self->register_result, &progress, self->cancellable, error);
    case VBT_JOB_REGISTER_EXPORT:
      return vbt_register_export (store, self->register_path, self->cancellable, error);
    case VBT_JOB_STEPS:
      return walk (self, store, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The connection is closed when this returns: whoever waits may do with the file what they like. */
static gboolean
open_and_run (VbtJob *self, GError **error)
{
  gboolean reads = self->kind == VBT_JOB_EXPORT || self->kind == VBT_JOB_REGISTER_EXPORT
                   || (self->kind == VBT_JOB_HITS && self->hits_options.act == VBT_HITS_EXPORT);
  VbtStoreFlags flags = reads ? VBT_STORE_READ_ONLY : VBT_STORE_DEFAULT;
  g_autoptr (VbtStore) store = vbt_store_open (self->project, flags, error);

  return store != NULL && run (self, store, error);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (open_and_run (VBT_JOB (source), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtJob *self = VBT_JOB (source);

  if (g_task_propagate_boolean (G_TASK (result), &self->error))
    self->fraction = 1;
  self->is_finished = TRUE;
  g_object_notify_by_pspec (source, properties[PROP_FRACTION]);
  g_signal_emit (self, signals[FINISHED], 0);
}

/**
 * vbt_job_start:
 * @self: a job that was not started yet
 *
 * Starts the work on a thread of its own. Signals are emitted in the thread-default main context
 * of the caller. The job lives at least until it is finished.
 */
void
vbt_job_start (VbtJob *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (VBT_IS_JOB (self) && !self->is_started);

  self->is_started = TRUE;
  self->context = g_main_context_ref_thread_default ();
  /* Without its cancellable: a cancelled job is finished when what it did is taken back. */
  task = g_task_new (self, NULL, finished_cb, NULL);
  g_task_set_source_tag (task, vbt_job_start);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * vbt_job_cancel:
 * @self: a job
 *
 * Asks the job to stop and to take back what it did. It ends with `finished`, as always.
 */
void
vbt_job_cancel (VbtJob *self)
{
  g_return_if_fail (VBT_IS_JOB (self));
  g_cancellable_cancel (self->cancellable);
}

/**
 * vbt_job_is_finished:
 * @self: a job
 *
 * Returns: whether `finished` was emitted, or is just being
 */
gboolean
vbt_job_is_finished (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self), FALSE);
  return self->is_finished;
}

/**
 * vbt_job_get_title:
 * @self: a job
 *
 * Returns: (transfer none): what it does in a word, translated
 */
const char *
vbt_job_get_title (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self), NULL);
  return self->title;
}

/**
 * vbt_job_get_fraction:
 * @self: a job
 *
 * Returns: how much is done, 0…1, or -1 where it is unknown
 */
double
vbt_job_get_fraction (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self), -1);
  return self->fraction;
}

/**
 * vbt_job_get_message:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what it works on: the name of a file or document
 */
const char *
vbt_job_get_message (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self), NULL);
  return self->message;
}

/**
 * vbt_job_get_error:
 * @self: a finished job
 *
 * Returns: (transfer none) (nullable): why it failed; %G_IO_ERROR_CANCELLED when it was cancelled
 */
const GError *
vbt_job_get_error (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self), NULL);
  return self->error;
}

/**
 * vbt_job_get_problems:
 * @self: a job
 *
 * Returns: (transfer none): of char *: "FILE:LINE: what is wrong", so far
 */
GPtrArray *
vbt_job_get_problems (VbtJob *self)
{
  g_return_val_if_fail (VBT_IS_JOB (self), NULL);
  return self->problems;
}
