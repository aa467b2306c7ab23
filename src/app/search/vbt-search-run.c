/* vbt-search-run.c: a search that goes on in a thread of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-search-run.h"

#include "vbt-ask.h"

/* What is found is told so often, in microseconds; the first at once. */
#define PAUSE_USEC (60 * 1000)

struct _VbtSearchRun
{
  GObject parent_instance;
  char *path;
  char *query;
  VbtId me;
  GCancellable *cancellable;
  double fraction;
  guint n_documents;
};

G_DEFINE_FINAL_TYPE (VbtSearchRun, vbt_search_run, G_TYPE_OBJECT)

enum
{
  FOUND,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vbt_search_run_finalize (GObject *object)
{
  VbtSearchRun *self = VBT_SEARCH_RUN (object);

  g_free (self->path);
  g_free (self->query);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (vbt_search_run_parent_class)->finalize (object);
}

static void
vbt_search_run_class_init (VbtSearchRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vbt_search_run_finalize;
  signals[FOUND] = g_signal_new ("found", VBT_TYPE_SEARCH_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[FINISHED] = g_signal_new ("finished", VBT_TYPE_SEARCH_RUN, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
vbt_search_run_init (VbtSearchRun *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * vbt_search_run_new:
 * @path: (type filename): a project
 * @query: what is looked for
 * @me: whose status and suggestions are meant
 *
 * Returns: (transfer full): a search that was not started yet
 */
VbtSearchRun *
vbt_search_run_new (const char *path, const char *query, VbtId me)
{
  VbtSearchRun *self;

  g_return_val_if_fail (path != NULL && query != NULL, NULL);

  self = g_object_new (VBT_TYPE_SEARCH_RUN, NULL);
  self->path = g_strdup (path);
  self->query = g_strdup (query);
  self->me = me;
  return self;
}

/** News: what the thread found since it told last. */
typedef struct
{
  VbtSearchRun *run;
  GArray *hits;
  double fraction;
  guint n_documents;
} News;

static void
news_free (gpointer data)
{
  News *self = data;

  g_object_unref (self->run);
  g_array_unref (self->hits);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  News *news = data;

  if (g_cancellable_is_cancelled (news->run->cancellable))
    return G_SOURCE_REMOVE;
  news->run->fraction = news->fraction;
  news->run->n_documents = news->n_documents;
  g_signal_emit (news->run, signals[FOUND], 0, news->hits);
  return G_SOURCE_REMOVE;
}

/** Hunt: the thread's own view of the search. */
typedef struct
{
  VbtSearchRun *run;
  GMainContext *context;
  GArray *hits;
  VbtId document; /* of the last hit */
  guint n_documents;
  gint64 next; /* when what was found is told, on the monotonic clock */
} Hunt;

static void
tell (Hunt *self, double fraction)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  news->run = g_object_ref (self->run);
  news->hits = self->hits;
  news->fraction = fraction;
  news->n_documents = self->n_documents;
  self->hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  self->next = g_get_monotonic_time () + PAUSE_USEC;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, news, news_free);
  g_source_attach (source, self->context);
}

static void
count_documents (Hunt *self, guint first)
{
  for (guint i = first; i < self->hits->len; i++)
    {
      VbtId document = g_array_index (self->hits, VbtHit, i).document;

      self->n_documents += document != self->document ? 1 : 0;
      self->document = document;
    }
}

static gboolean
hunt (Hunt *self, VbtStore *store, GError **error)
{
  g_autoptr (VbtSearch) search = vbt_search_new (store, self->run->query, self->run->me, error);

  if (search == NULL)
    return FALSE;
  while (!vbt_search_is_done (search))
    {
      guint n = self->hits->len;

      if (g_cancellable_set_error_if_cancelled (self->run->cancellable, error)
          || !vbt_search_next (search, self->hits, error))
        return FALSE;
      count_documents (self, n);
      if ((self->next == 0 && self->hits->len > 0) || g_get_monotonic_time () > self->next)
        tell (self, vbt_search_get_fraction (search));
    }
  tell (self, 1);
  return TRUE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *unused)
{
  VbtSearchRun *self = VBT_SEARCH_RUN (source);
  GError *error = NULL;
  Hunt state = { .run = self, .context = g_task_get_context (task) };
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &error);

  state.hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  if (store != NULL)
    {
      vbt_store_set_cancellable (store, self->cancellable);
      hunt (&state, store, &error);
      vbt_store_set_cancellable (store, NULL);
    }
  g_array_unref (state.hits);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtSearchRun *self = VBT_SEARCH_RUN (source);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (!g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[FINISHED], 0, error);
}

/**
 * vbt_search_run_start:
 * @self: a search that was not started yet
 *
 * Starts it; signals are emitted in the thread-default main context of the caller.
 */
void
vbt_search_run_start (VbtSearchRun *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (VBT_IS_SEARCH_RUN (self));

  task = g_task_new (self, NULL, finished_cb, NULL);
  g_task_set_source_tag (task, vbt_search_run_start);
  g_task_set_priority (task, G_PRIORITY_DEFAULT);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * vbt_search_run_stop:
 * @self: a search
 *
 * Stops it; nothing is told any more.
 */
void
vbt_search_run_stop (VbtSearchRun *self)
{
  g_return_if_fail (VBT_IS_SEARCH_RUN (self));

  g_cancellable_cancel (self->cancellable);
}

/** vbt_search_run_get_fraction: how much of the project was searched, from 0 to 1 */
double
vbt_search_run_get_fraction (VbtSearchRun *self)
{
  g_return_val_if_fail (VBT_IS_SEARCH_RUN (self), 0);

  return self->fraction;
}

/** vbt_search_run_get_n_documents: in how many documents something was found so far */
guint
vbt_search_run_get_n_documents (VbtSearchRun *self)
{
  g_return_val_if_fail (VBT_IS_SEARCH_RUN (self), 0);

  return self->n_documents;
}

/* The order */

typedef struct
{
  GArray *hits;
  VbtHitOrder order;
} Sorting;

static void
sorting_free (gpointer data)
{
  Sorting *self = data;

  g_array_unref (self->hits);
  g_free (self);
}

static gpointer
sort (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Sorting *sorting = data;
  const VbtFollower follower = { .cancellable = cancellable };

  return vbt_store_sort_hits (store, sorting->hits, sorting->order, &follower, error);
}

static const VbtQuestion question = { sort, sorting_free, (GDestroyNotify)g_array_unref };

/**
 * vbt_search_sort:
 * @source: who asks
 * @path: (type filename): a project
 * @hits: (element-type VbtHit): what was found; must not change any more
 * @order: by what
 * @cancellable: (nullable): stops it
 * @done: called in the main context, with @source
 *
 * Sorts in a thread.
 */
void
vbt_search_sort (GObject *source, const char *path, GArray *hits, VbtHitOrder order,
                 GCancellable *cancellable, GAsyncReadyCallback done)
{
  Sorting *sorting = g_new0 (Sorting, 1);

  sorting->hits = g_array_ref (hits);
  sorting->order = order;
  vbt_ask (source, path, &question, sorting, cancellable, done, NULL);
}

/**
 * vbt_search_sort_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type guint): the number of the hit for each place
 */
GArray *
vbt_search_sort_finish (GAsyncResult *result, GError **error)
{
  return vbt_ask_finish (result, error);
}
