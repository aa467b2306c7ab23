/* vbt-review-page-feed.c: the queue over the filtered documents, which a thread reads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-review-page-private.h"
#include "vbt-ask.h"

/* So many are read at once: what is read before is passed by again each time. */
#define FED_AT_ONCE 500

/** Work: what the thread has of its own. */
typedef struct
{
  VbtReviewFilter filter;
  VbtReviewItem *after; /* (nullable) */
  VbtFilter *documents; /* (nullable): all */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->after, vbt_review_item_free);
  g_clear_pointer (&self->documents, vbt_filter_free);
  g_free (self);
}

/**
 * vbt_review_set_scope:
 * @store: a project of a thread of its own
 * @documents: (nullable): which documents; %NULL: all
 * @error: return location for an error
 *
 * Returns: whether the scope of filters is these documents from now on
 */
gboolean
vbt_review_set_scope (VbtStore *store, const VbtFilter *documents, GError **error)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) ids
      = vbt_store_list_documents (store, documents != NULL ? documents : &all, error);

  return ids != NULL && vbt_store_set_review_scope (store, ids, error);
}

static gpointer
read_items (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;

  if (!vbt_review_set_scope (store, work->documents, error))
    return NULL;
  return vbt_store_list_review (store, &work->filter, work->after, FED_AT_ONCE, error);
}

static const VbtQuestion question = { read_items, work_free, (GDestroyNotify)g_ptr_array_unref };

/* Whether the queue is still where it was when this was asked for. */
static gboolean
is_wanted (VbtReviewPage *self, const Work *work)
{
  const VbtReviewItem *after = NULL;
  VbtReviewFilter filter;

  return vbt_review_queue_wants (self->queue, &filter, &after)
         && (after != NULL ? after->id : 0) == (work->after != NULL ? work->after->id : 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (source);
  GError *error = NULL;
  g_autoptr (GPtrArray) items = vbt_ask_finish (result, &error);

  if (self->feed != g_task_get_cancellable (G_TASK (result)))
    {
      g_clear_error (&error);
      return;
    }
  g_clear_object (&self->feed);
  if (items == NULL)
    vbt_review_page_report (self, error);
  else if (is_wanted (self, vbt_ask_get_question (result))
           && vbt_review_queue_feed (self->queue, items))
    vbt_review_page_show (self);
  if (items != NULL)
    vbt_review_page_feed (self);
}

/**
 * vbt_review_page_feed:
 * @self: the page
 *
 * Reads on in a thread where the queue wants it.
 */
void
vbt_review_page_feed (VbtReviewPage *self)
{
  const VbtReviewItem *after = NULL;
  VbtReviewFilter filter;
  Work *work;

  if (self->queue == NULL || self->feed != NULL
      || !vbt_review_queue_wants (self->queue, &filter, &after))
    return;
  work = g_new0 (Work, 1);
  work->filter = filter;
  work->after = after != NULL ? vbt_review_item_copy (after) : NULL;
  work->documents = vbt_filter_copy (vbt_session_get_filter (self->session));
  self->feed = g_cancellable_new ();
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &question, work,
           self->feed, read_cb, NULL);
}

/**
 * vbt_review_page_stop_feed:
 * @self: the page
 *
 * Forgets what is being read: the queue goes on elsewhere.
 */
void
vbt_review_page_stop_feed (VbtReviewPage *self)
{
  if (self->feed != NULL)
    g_cancellable_cancel (self->feed);
  g_clear_object (&self->feed);
}
