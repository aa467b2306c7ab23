/* vbt-document-query.c: all documents of a list, read by another thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/vbt-document-query.h"

#include "vbt-ask.h"

/** Query: what the thread has of its own. */
typedef struct
{
  VbtCriteria *criteria;
  VbtFilter filter;
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  vbt_criteria_free (self->criteria);
  g_free (self);
}

static gpointer
list_documents (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Query *self = data;

  return vbt_store_list_documents (store, &self->filter, error);
}

static const VbtQuestion question = { list_documents, query_free, (GDestroyNotify)g_array_unref };

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
  Query *query;

  g_return_if_fail (path != NULL && filter != NULL);

  query = g_new0 (Query, 1);
  query->filter = *filter;
  query->filter.criteria = query->criteria = vbt_criteria_copy (filter->criteria);
  vbt_ask (source, path, &question, query, cancellable, done, data);
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
  return vbt_ask_finish (result, error);
}
