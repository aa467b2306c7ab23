/* vbt-problems-query.c: the problems of a project, listed by another thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "problems/vbt-problems-query.h"

#include "store/vbt-filter.h"
#include "store/vbt-review.h"
#include "vbt-ask.h"

/** Query: what the thread has of its own. */
typedef struct
{
  VbtProblemFilter filter;
  char *rule;
  VbtFilter *documents; /* (nullable): only in these */
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

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

static gpointer
find (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Query *self = data;
  g_autoptr (VbtProblemsFound) found = g_new0 (VbtProblemsFound, 1);

  found->counts = g_array_new (FALSE, FALSE, sizeof (VbtProblemCount));
  if (!set_scope (self, store, error)
      || !vbt_store_count_unchecked (store, &found->n_waiting, error))
    return NULL;
  found->ids = vbt_store_list_problems (store, &self->filter, found->counts, &found->n_documents,
                                        cancellable, error);
  return found->ids != NULL ? g_steal_pointer (&found) : NULL;
}

static const VbtQuestion question = { find, query_free, (GDestroyNotify)vbt_problems_found_free };

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
  Query *query;

  g_return_if_fail (path != NULL && filter != NULL);

  query = g_new0 (Query, 1);
  query->filter = *filter;
  query->filter.rule = query->rule = g_strdup (filter->rule);
  query->filter.scope = documents != NULL;
  query->documents = vbt_filter_copy (documents);
  vbt_ask (source, path, &question, query, cancellable, done, NULL);
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
  return vbt_ask_finish (result, error);
}
