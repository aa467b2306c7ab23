/* vbt-tag.c: taggers over the documents of a project, on all cores
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-import.h"
#include "jobs/vbt-mapper.h"
#include "jobs/vbt-tag-choice.h"
#include "jobs/vbt-tag-merge.h"
#include "jobs/vbt-ticker.h"

/* So many results may wait for the writer, per worker: memory stays that of a few documents. */
#define WAITING 4

/** Tagged: what a worker hands to the writer. An error where it could not. */
typedef struct
{
  VbtDocument *document; /* (nullable) */
  VbtCatalog *catalog;
  GError *error;
} Tagged;

/** Pool: the workers, the documents that they take from it, and the results. */
typedef struct
{
  const char *path;
  const VbtTagging *tagging;
  const GArray *documents;   /* of VbtId */
  GCancellable *cancellable; /* of the pool: the user's, or the end of the work */
  GAsyncQueue *results;
  GMutex mutex;
  GCond room;
  guint next;
  guint n_waiting, max_waiting;
} Pool;

static void
tagged_free (Tagged *self)
{
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_pointer (&self->catalog, vbt_catalog_unref);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tagged, tagged_free)

/* Waits until the writer has caught up. */
static gboolean
pool_take (Pool *self, VbtId *id)
{
  gboolean taken = FALSE;

  g_mutex_lock (&self->mutex);
  while (self->n_waiting >= self->max_waiting && !g_cancellable_is_cancelled (self->cancellable))
    g_cond_wait (&self->room, &self->mutex);
  if (self->next < self->documents->len && !g_cancellable_is_cancelled (self->cancellable))
    {
      *id = g_array_index (self->documents, VbtId, self->next++);
      self->n_waiting++;
      taken = TRUE;
    }
  g_mutex_unlock (&self->mutex);
  return taken;
}

static void
pool_make_room (Pool *self)
{
  g_mutex_lock (&self->mutex);
  self->n_waiting--;
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->mutex);
}

static void
pool_stop (Pool *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->mutex);
}

/* A document without anybody's annotations: what a tagger says follows from the text alone. */
static void
strip (VbtDocument *document)
{
  vbt_document_drop_index (document);
  g_ptr_array_set_size (document->annotations, 0);
  if (document->decisions != NULL)
    g_array_set_size (document->decisions, 0);
  if (document->statuses != NULL)
    g_array_set_size (document->statuses, 0);
  g_ptr_array_set_size (document->remarks, 0);
}

static Tagged *
tag_document (Pool *self, VbtStore *store, VbtId id)
{
  g_autoptr (Tagged) result = g_new0 (Tagged, 1);
  g_autoptr (VbtSchema) schema = vbt_schema_copy (vbt_store_get_catalog (store)->schema);

  result->document = vbt_store_load_document (store, id, &result->error);
  if (result->document == NULL)
    return g_steal_pointer (&result);
  result->catalog = vbt_catalog_new (schema);
  strip (result->document);
  vbt_tagging_run (self->tagging, result->document, result->catalog, self->cancellable,
                   &result->error);
  return g_steal_pointer (&result);
}

static gpointer
work (gpointer data)
{
  Pool *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &error);
  VbtId id;

  while (pool_take (self, &id))
    {
      Tagged *result;

      if (store != NULL)
        result = tag_document (self, store, id);
      else
        {
          result = g_new0 (Tagged, 1);
          result->error = g_error_copy (error);
        }
      g_async_queue_push (self->results, result);
    }
  return NULL;
}

/** Writer: the one who writes what the workers found. */
typedef struct
{
  VbtStore *store;
  const VbtTagging *tagging;
  VbtSchema *schema;
  const VbtTagOptions *options;
  VbtTagResult *result;
  VbtTagReport *report;
  GArray *gone; /* of VbtId: suggestions that were replaced */
  const VbtProgress *progress;
  gint64 last_step;
  GError *failure; /* (nullable): the first of a tagger */
} Writer;

static gboolean
step (Writer *self, GError **error)
{
  if (!vbt_store_is_step_due (self->store, self->last_step))
    return TRUE;
  if (!vbt_store_batch_step (self->store, error))
    return FALSE;
  self->last_step = g_get_monotonic_time ();
  return TRUE;
}

/* A document that a tagger fails on stays as it is, with its earlier suggestions. */
static void
tell_failure (Writer *self, Tagged *tagged)
{
  self->result->n_failed++;
  vbt_progress_problem (self->progress, tagged->document->name, 0, tagged->error->message);
  if (self->failure == NULL)
    self->failure = g_steal_pointer (&tagged->error);
}

static gboolean
write_result (Writer *self, Tagged *tagged, GError **error)
{
  g_autoptr (VbtMapper) mapper = NULL;

  if (tagged->error != NULL && tagged->document != NULL
      && !g_error_matches (tagged->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (tagged->error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED))
    {
      tell_failure (self, tagged);
      return step (self, error);
    }
  if (tagged->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&tagged->error));
      return FALSE;
    }
  if (self->options->min_confidence > 0)
    vbt_tag_report_drop_unsure (self->report, tagged->catalog, tagged->document,
                                self->options->min_confidence);
  mapper = vbt_mapper_new (self->store, self->schema, tagged->catalog);
  if (!vbt_mapper_map (mapper, tagged->document, error)
      || !vbt_tag_merge (self->store, self->tagging, tagged->document, self->report, self->gone,
                         error))
    return FALSE;
  self->result->n_documents++;
  return step (self, error);
}

/* Takes a result for every document, whatever order they come in; looks for Cancel meanwhile. */
static gboolean
write_results (Writer *self, Pool *pool, GCancellable *cancellable, GError **error)
{
  VbtTicker ticker = { 0 };

  for (guint i = 0; i < pool->documents->len;)
    {
      g_autoptr (Tagged) tagged = g_async_queue_timeout_pop (pool->results, G_USEC_PER_SEC / 20);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      /* A tagger that takes long keeps nobody from writing. */
      if (tagged == NULL && !step (self, error))
        return FALSE;
      if (tagged == NULL)
        continue;
      pool_make_room (pool);
      vbt_ticker_report (&ticker, self->progress, i, pool->documents->len,
                         tagged->document != NULL ? tagged->document->name : "");
      if (!write_result (self, tagged, error))
        return FALSE;
      i++;
    }
  if (self->result->n_documents == 0 && self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  vbt_progress_report (self->progress, pool->documents->len, pool->documents->len, _ ("Done"));
  return TRUE;
}

static gboolean
run_pool (Writer *writer, Pool *pool, guint n_jobs, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  gboolean success;

  for (guint i = 0; i < n_jobs; i++)
    g_ptr_array_add (threads, g_thread_new ("vbt-tag", work, pool));
  success = write_results (writer, pool, cancellable, error);
  pool_stop (pool);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
  return success;
}

static gboolean
tag_documents (VbtStore *store, const VbtTagging *tagging, const VbtTagOptions *options,
               const GArray *documents, VbtTagResult *result, const VbtProgress *progress,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtSchema) schema = vbt_schema_copy (vbt_store_get_catalog (store)->schema);
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GAsyncQueue) results = g_async_queue_new_full ((GDestroyNotify)tagged_free);
  guint n_jobs = options->n_jobs != 0 ? options->n_jobs : g_get_num_processors ();
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtTagReport) own = options->report == NULL ? vbt_tag_report_new () : NULL;
  Writer writer = { .store = store,
                    .tagging = tagging,
                    .schema = schema,
                    .options = options,
                    .result = result,
                    .report = own != NULL ? own : options->report,
                    .gone = gone,
                    .progress = progress,
                    .last_step = g_get_monotonic_time () };
  Pool pool = {
    .path = vbt_store_get_path (store),
    .tagging = tagging,
    .documents = documents,
    .cancellable = stop,
    .results = results,
  };
  gboolean success;

  n_jobs = CLAMP (n_jobs, 1, MAX (documents->len, 1));
  pool.max_waiting = n_jobs * WAITING;
  g_mutex_init (&pool.mutex);
  g_cond_init (&pool.room);
  success = run_pool (&writer, &pool, n_jobs, cancellable, error);
  g_clear_error (&writer.failure);
  result->n_suggestions = (guint)vbt_tag_report_count_new (writer.report);
  vbt_store_batch_replace (store, gone);
  g_mutex_clear (&pool.mutex);
  g_cond_clear (&pool.room);
  return success;
}

static gboolean
commit (VbtStore *store, const VbtTagResult *result, GError **error)
{
  g_autofree char *words = g_strdup_printf (
      ngettext ("Tag %u document", "Tag %u documents", result->n_documents), result->n_documents);

  return vbt_store_commit_batch (store, words, error);
}

/* What people decided is counted on this thread: it takes a moment in a large project. */
static gboolean
finish_report (VbtStore *store, VbtTagReport *report, GError **error)
{
  if (report == NULL)
    return TRUE;
  vbt_tag_report_finish (report);
  report->verdicts = vbt_store_list_verdicts (store, error);
  return report->verdicts != NULL;
}

static VbtTagging *
prepare (VbtStore *store, const VbtTagOptions *options, GCancellable *cancellable, GError **error)
{
  VbtTaggerContext context
      = { .store = store, .settings = options->settings, .cancellable = cancellable };
  g_autoptr (VbtTagChoice) choice = options->taggers == NULL ? vbt_tag_choice_load (store) : NULL;

  return vbt_tagging_new (choice != NULL ? (const VbtTagger *const *)choice->taggers->pdata
                                         : options->taggers,
                          &context, error);
}

/**
 * vbt_tag:
 * @store: a project, without an open transaction
 * @options: what to tag, and with which taggers
 * @result: (out): what came of it
 * @progress: (nullable): in documents; those that a tagger fails on are problems, by their names
 * @cancellable: (nullable): takes everything back when it is cancelled
 * @error: return location for an error
 *
 * Runs taggers over documents on several threads, each with its own connection; this thread
 * writes what they say into the taggers' own sets, as one act of `options->me`. See
 * vbt_tag_merge() for what becomes of earlier suggestions.
 *
 * A document that a tagger fails on is told as a problem, counted, and stays as it was; the others
 * go on.
 *
 * Returns: TRUE when all documents were tried, and some tagged; else FALSE with an error, and
 *   nothing is changed
 */
gboolean
vbt_tag (VbtStore *store, const VbtTagOptions *options, VbtTagResult *result,
         const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtTagging) tagging = NULL;
  g_autoptr (GArray) all = NULL;
  const VbtFilter every = VBT_FILTER_INIT;
  const GArray *documents;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (options != NULL && options->me != 0 && result != NULL, FALSE);

  *result = (VbtTagResult){ 0 };
  documents = options->documents;
  if (documents == NULL)
    documents = all = vbt_store_list_documents (
        store, options->filter != NULL ? options->filter : &every, error);
  tagging = documents != NULL ? prepare (store, options, cancellable, error) : NULL;
  if (tagging == NULL || !vbt_store_begin_batch (store, options->me, _ ("Tag"), error))
    return FALSE;
  if (tag_documents (store, tagging, options, documents, result, progress, cancellable, error)
      && commit (store, result, error))
    return finish_report (store, options->report, error);
  *result = (VbtTagResult){ 0 };
  vbt_store_abort_batch (store, NULL);
  return FALSE;
}
