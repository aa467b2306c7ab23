/* vbt-problems-query.c: the problems of a project, listed by another thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "problems/vbt-problems-query.h"

#include "store/vbt-filter.h"
#include "store/vbt-review.h"

/** Query: what the thread has of its own. */
typedef struct
{
  char *path;
  VbtProblemFilter filter;
  char *rule;
  VbtFilter *documents; /* (nullable): only in these */
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  g_free (self->path);
  g_free (self->rule);
  g_clear_pointer (&self->documents, vbt_filter_free);
  g_free (self);
}

void
vbt_problems_found_free (VbtProblemsFound *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_free (self);
}

static gboolean
set_scope (const Query *self, VbtStore *store, GError **error)
{
  g_autoptr (GArray) documents = NULL;

  if (self->documents == NULL)
    return TRUE;
  documents = vbt_store_list_documents (store, self->documents, error);
  return documents != NULL && vbt_store_set_review_scope (store, documents, error);
}

static VbtProblemsFound *
find (const Query *self, VbtStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtProblemsFound) found = g_new0 (VbtProblemsFound, 1);

  found->counts = g_array_new (FALSE, FALSE, sizeof (VbtProblemCount));
  if (!set_scope (self, store, error)
      || !vbt_store_count_unchecked (store, &found->n_waiting, error))
    return NULL;
  found->ids = vbt_store_list_problems (store, &self->filter, found->counts, &found->n_documents,
                                        cancellable, error);
  return found->ids != NULL ? g_steal_pointer (&found) : NULL;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Query *self = data;
  GError *error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &error);
  VbtProblemsFound *found = NULL;

  if (store != NULL)
    {
      vbt_store_set_cancellable (store, cancellable);
      found = find (self, store, cancellable, &error);
      vbt_store_set_cancellable (store, NULL);
    }
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify)vbt_problems_found_free);
  else
    g_task_return_error (task, error);
}

/**
 * vbt_problems_query_start:
 * @source: who asks
 * @path: (type filename): a project
 * @filter: which problems
 * @documents: (nullable): only those in these documents
 * @cancellable: (nullable): interrupts it
 * @done: called in the main context
 *
 * Lists problems by a connection of its own, however many there are.
 */
void
vbt_problems_query_start (GObject *source, const char *path, const VbtProblemFilter *filter,
                          const VbtFilter *documents, GCancellable *cancellable,
                          GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = NULL;
  Query *query;

  g_return_if_fail (path != NULL && filter != NULL);

  task = g_task_new (source, cancellable, done, NULL);
  query = g_new0 (Query, 1);
  query->path = g_strdup (path);
  query->filter = *filter;
  query->filter.rule = query->rule = g_strdup (filter->rule);
  query->filter.scope = documents != NULL;
  query->documents = vbt_filter_copy (documents);
  g_task_set_source_tag (task, vbt_problems_query_start);
  g_task_set_task_data (task, query, query_free);
  g_task_run_in_thread (task, run);
}

/**
 * vbt_problems_query_finish:
 * @result: what was given to who asked
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was found
 */
VbtProblemsFound *
vbt_problems_query_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
