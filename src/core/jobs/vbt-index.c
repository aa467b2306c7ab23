/* vbt-index.c: full-text index and segmentation of what an import brought, in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-import.h"
#include "jobs/vbt-ticker.h"

/* One chunk is segmented, and its words are found, while the one before is indexed. */
#define CHUNK_BYTES (512 * 1024)
#define NAMES_AT_ONCE 500
/** Chunk: texts on their way; in the other thread until the task is done. */
typedef struct
{
  GPtrArray *texts; /* of VbtPending */
  GThread *thread;
} Chunk;

typedef struct
{
  VbtStore *store;
  const VbtProgress *progress;
  GCancellable *cancellable;
  VbtTicker ticker;
  guint64 n_done;
  guint64 n_all;
  gint64 last; /* the number of the last text that was read */
  gint64 step_began;
} Indexer;

static gpointer
prepare_in_thread (gpointer data)
{
  GPtrArray *texts = data;
  g_autoptr (VbtWords) words = vbt_words_new ();

  for (guint i = 0; i < texts->len; i++)
    vbt_pending_prepare (g_ptr_array_index (texts, i), words);
  return NULL;
}

static void
chunk_clear (Chunk *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  self->thread = NULL;
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chunk, chunk_clear)

/* Reads the next texts and begins to prepare them. */
static gboolean
chunk_start (Chunk *self, Indexer *indexer, GError **error)
{
  self->texts = vbt_store_list_pending (indexer->store, indexer->last, CHUNK_BYTES, error);
  if (self->texts == NULL)
    return FALSE;
  if (self->texts->len == 0)
    return TRUE;
  indexer->last = ((VbtPending *)g_ptr_array_index (self->texts, self->texts->len - 1))->number;
  self->thread = g_thread_new ("prepare", prepare_in_thread, self->texts);
  return TRUE;
}

static gboolean
step (Indexer *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (!vbt_store_is_step_due (self->store, self->step_began))
    return TRUE;
  if (!vbt_store_index_step (self->store, error))
    return FALSE;
  self->step_began = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
index_names (Indexer *self, GError **error)
{
  guint n_indexed = 1;

  while (n_indexed > 0)
    if (!vbt_store_index_names (self->store, NAMES_AT_ONCE, &n_indexed, error)
        || !step (self, error))
      return FALSE;
  return TRUE;
}

static gboolean
index_chunk (Indexer *self, const Chunk *chunk, GError **error)
{
  for (guint i = 0; i < chunk->texts->len; i++)
    {
      const VbtPending *pending = g_ptr_array_index (chunk->texts, i);

      if (!vbt_store_index_text (self->store, pending, error) || !step (self, error))
        return FALSE;
      self->n_done++;
      vbt_ticker_report (&self->ticker, self->progress, MIN (self->n_done, self->n_all),
                         self->n_all, pending->document->name);
    }
  return TRUE;
}

static gboolean
index_texts (Indexer *self, GError **error)
{
  g_auto (Chunk) chunk = { 0 };

  if (!chunk_start (&chunk, self, error))
    return FALSE;
  while (chunk.texts->len > 0)
    {
      g_auto (Chunk) next = { 0 };
      gboolean success;

      g_thread_join (g_steal_pointer (&chunk.thread));
      success = chunk_start (&next, self, error) && index_chunk (self, &chunk, error);
      chunk_clear (&chunk);
      if (!success)
        return FALSE;
      chunk = next;
      next = (Chunk){ 0 };
    }
  return TRUE;
}

/**
 * vbt_index:
 * @store: a project, without an open transaction
 * @progress: (nullable): in documents
 * @cancellable: (nullable): stops it; what is done stays done
 * @error: return location for an error
 *
 * Indexes and segments the documents that wait for it, those of imports. Whoever writes to the
 * project meanwhile comes in between. Killed or stopped, it goes on at the next call where it was.
 *
 * Returns: whether all that waited is indexed
 */
gboolean
vbt_index (VbtStore *store, const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  Indexer self = { .store = store, .progress = progress, .cancellable = cancellable };
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);

  if (!vbt_store_count_pending (store, &self.n_all, error))
    return FALSE;
  if (self.n_all == 0)
    return TRUE;
  if (!vbt_store_begin_index (store, error))
    return FALSE;
  self.step_began = g_get_monotonic_time ();
  success = index_names (&self, error) && index_texts (&self, error);
  if (!success && !g_cancellable_is_cancelled (cancellable))
    vbt_store_rollback (store);
  if (!vbt_store_end_index (store, success ? error : NULL) || !success)
    return FALSE;
  vbt_progress_report (progress, self.n_all, self.n_all, _ ("Done"));
  return TRUE;
}
