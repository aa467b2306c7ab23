/* vbt-document-query.c: all documents of a list, read by another thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/vbt-document-query.h"

/** Query: what the thread has of its own. */
typedef struct
{
  char *path;
  VbtCriteria *criteria;
  VbtFilter filter;
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  g_free (self->path);
  vbt_criteria_free (self->criteria);
  g_free (self);
}

static GArray *
list_documents (const Query *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, error);
  GArray *documents;

  if (store == NULL)
    return NULL;
  vbt_store_set_cancellable (store, cancellable);
  documents = vbt_store_list_documents (store, &self->filter, error);
  vbt_store_set_cancellable (store, NULL);
  vbt_store_close (store, NULL);
  return documents;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *documents = list_documents (data, cancellable, &error);

  if (documents != NULL)
    g_task_return_pointer (task, documents, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vbt_document_query_start:
 * @source: who asks
 * @path: (type filename): a project
 * @filter: which documents, and in which order
 * @cancellable: (nullable): interrupts it
 * @done: called in the main context
 * @data: for @done
 *
 * Lists documents by a connection of its own, however many there are.
 */
void
vbt_document_query_start (GObject *source, const char *path, const VbtFilter *filter,
                          GCancellable *cancellable, GAsyncReadyCallback done, gpointer data)
{
  g_return_if_fail (path != NULL && filter != NULL);

  g_autoptr (GTask) task = g_task_new (source, cancellable, done, data);
  Query *query = g_new0 (Query, 1);

  query->path = g_strdup (path);
  query->filter = *filter;
  query->filter.criteria = query->criteria = vbt_criteria_copy (filter->criteria);
  g_task_set_source_tag (task, vbt_document_query_start);
  g_task_set_task_data (task, query, query_free);
  g_task_run_in_thread (task, run);
}

/**
 * vbt_document_query_finish:
 * @result: what @done was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): the documents
 */
GArray *
vbt_document_query_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
