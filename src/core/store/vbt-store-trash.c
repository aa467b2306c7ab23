/* vbt-store-trash.c: documents that were deleted, until the trash is emptied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

/* How many documents go in one transaction: others wait for it no longer than some milliseconds. */
#define DOCUMENTS_A_STEP 20

void
vbt_trashed_free (VbtTrashed *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->name);
  g_free (self);
}

/**
 * vbt_store_list_trash:
 * @self: a project
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtTrashed): what is in the trash, what was deleted
 *   last first
 */
GPtrArray *
vbt_store_list_trash (VbtStore *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_trashed_free);
  query = vbt_db_query (
      self->db,
      "SELECT d.id, d.name, coalesce ((SELECT value FROM metadata WHERE document = d.id "
      "AND key = 'title'), d.name), d.trashed, "
      "(SELECT count (*) FROM annotation a JOIN annotator k ON k.id = a.annotator "
      "WHERE a.document = d.id AND k.kind IN (0, 3)) "
      "FROM document d WHERE d.trashed > 0 ORDER BY d.trashed DESC, d.number LIMIT ?1",
      "i", (gint64)limit);
  while (vbt_query_next (query))
    {
      VbtTrashed *trashed = g_new0 (VbtTrashed, 1);

      trashed->id = vbt_query_get_int (query, 0);
      trashed->name = vbt_query_dup_name (query, 1);
      trashed->title = vbt_query_dup_string (query, 2);
      trashed->time = vbt_query_get_int (query, 3);
      trashed->n_annotations = (guint)vbt_query_get_int (query, 4);
      g_ptr_array_add (list, trashed);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * vbt_store_count_trash:
 * @self: a project
 * @n_documents: (out): how many documents are in the trash
 * @error: return location for an error
 *
 * Returns: whether they could be counted
 */
gboolean
vbt_store_count_trash (VbtStore *self, guint64 *n_documents, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error, "SELECT count (*) FROM document WHERE trashed > 0", ""))
    return FALSE;
  *n_documents = (guint64)n;
  return TRUE;
}

/**
 * vbt_store_restore_document:
 * @self: a project with an act begun
 * @document: a document in the trash
 * @error: return location for an error
 *
 * Takes a document out of the trash, with all that it had.
 *
 * Returns: whether it was there and is back
 */
gboolean
vbt_store_restore_document (VbtStore *self, VbtId document, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  if (!vbt_db_run (self->db, error,
                   "UPDATE document SET trashed = NULL WHERE id = ?1 AND trashed IS NOT NULL", "i",
                   document))
    return FALSE;
  if (vbt_db_get_n_changed (self->db) > 0)
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                       _ ("There is no such document in the trash"));
  return FALSE;
}

/* Out of the trash first: the triggers that count do so for what is not in it. */
static gboolean
delete_for_good (VbtStore *self, VbtId document, GError **error)
{
  static const char *const statements[] = {
    "UPDATE history SET state = 'dropped', changeset = NULL "
    "WHERE document = ?1 AND state = 'undone'",
    "UPDATE history SET changeset = NULL WHERE document = ?1 AND state = 'done' AND batch = 0",
  };

  if (!vbt_store_restore_document (self, document, error)
      || !vbt_store_delete_document_rows (self, document, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!vbt_db_run (self->db, error, statements[i], "i", document))
      return FALSE;
  return TRUE;
}

/* What was deleted, and what imports brought that were undone for good (see undo_batch()). */
#define DOOMED                                                                                     \
  "SELECT id FROM document WHERE trashed > 0 OR (trashed < 0 AND NOT EXISTS "                      \
  "(SELECT 1 FROM history WHERE number = -trashed AND state = 'undone')) LIMIT ?1"

static GArray *
next_documents (VbtStore *self, GError **error)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, DOOMED, "i", (gint64)DOCUMENTS_A_STEP);

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (documents, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&documents) : NULL;
}

static gboolean
touches_any (VbtStore *self, GBytes *changeset, const GArray *documents)
{
  g_autoptr (VbtChange) change = vbt_change_new ();

  if (!vbt_changeset_describe (self->db, changeset, change, NULL))
    return TRUE;
  for (guint i = 0; i < documents->len; i++)
    if (vbt_change_touches (change, g_array_index (documents, VbtId, i)))
      return TRUE;
  return FALSE;
}

/* Acts on many documents at once cannot be undone any more when one of these is gone. */
static gboolean
close_ways_back (VbtStore *self, const GArray *documents, GError **error)
{
  g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db,
                      "SELECT number, changeset FROM history "
                      "WHERE document IS NULL AND batch = 0 AND changeset IS NOT NULL",
                      "");
  gboolean success;

  while (vbt_query_next (query))
    {
      gint64 number = vbt_query_get_int (query, 0);
      gsize length = 0;
      const void *data = vbt_query_get_blob (query, 1, &length);
      g_autoptr (GBytes) changeset = g_bytes_new (data, length);

      if (touches_any (self, changeset, documents))
        g_array_append_val (closed, number);
    }
  success = vbt_query_finish (query, error);
  for (guint i = 0; i < closed->len && success; i++)
    success = vbt_db_run (self->db, error,
                          "UPDATE history SET changeset = NULL, "
                          "state = iif (state = 'undone', 'dropped', state) WHERE number = ?1",
                          "i", g_array_index (closed, gint64, i));
  return success;
}

static gboolean
delete_step (VbtStore *self, VbtId annotator, GArray *documents, gint64 *row, guint64 *n_deleted,
             GError **error)
{
  guint n = (guint)*n_deleted + documents->len;
  g_autofree char *words = g_strdup_printf (
      ngettext ("Empty the trash of %u article", "Empty the trash of %u articles", n), n);

  if (!close_ways_back (self, documents, error))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    if (!delete_for_good (self, g_array_index (documents, VbtId, i), error))
      return FALSE;
  if (!vbt_db_run (self->db, error,
                   "INSERT INTO history (number, time, annotator, words, batch, state) "
                   "VALUES (nullif (?1, 0), ?2, ?3, ?4, 0, 'done') "
                   "ON CONFLICT DO UPDATE SET words = excluded.words",
                   "iiis", *row, vbt_time_now (), annotator, words))
    return FALSE;
  if (*row == 0)
    *row = vbt_db_get_last_rowid (self->db);
  *n_deleted = n;
  return TRUE;
}

/**
 * vbt_store_empty_trash:
 * @self: a project, without an open transaction
 * @annotator: who does it
 * @cancellable: (nullable): stops between two documents
 * @n_deleted: (out): how many documents are gone
 * @error: return location for an error
 *
 * Deletes what is in the trash for good. This is the one act that cannot be undone, and acts on the documents
 * that are gone cannot be undone any more either; all others still can. Others can write in
 * between. What was deleted before an error or Cancel is gone all the same.
 *
 * Returns: whether the trash is empty
 */
gboolean
vbt_store_empty_trash (VbtStore *self, VbtId annotator, GCancellable *cancellable,
                       guint64 *n_deleted, GError **error)
{
  gint64 row = 0;
  g_autoptr (VbtChange) change = vbt_change_new_all ();

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (!vbt_store_is_writing (self), FALSE);

  *n_deleted = 0;
  for (;;)
    {
      g_autoptr (GArray) documents = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !vbt_store_begin_immediate (self, error))
        return FALSE;
      documents = next_documents (self, error);
      if (documents == NULL
          || (documents->len > 0
              && !delete_step (self, annotator, documents, &row, n_deleted, error)))
        {
          vbt_store_rollback (self);
          return FALSE;
        }
      if (!vbt_store_end (self, error))
        return FALSE;
      if (documents->len == 0)
        break;
    }
  vbt_store_emit (self, change);
  return TRUE;
}
