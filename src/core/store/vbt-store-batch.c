/* vbt-store-batch.c: bulk work that is one act, in many transactions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "vbt-store-private.h"

/* A batch that is under way holds a lock on a file of its own, which ends with the process, however that ends: what
 * is open in the history and not locked was cut off. A lock on the project itself would not do, because
 * closing a second handle on it would drop SQLite's own locks. */
static char *
lock_path (VbtStore *self, gint64 batch)
{
  return g_strdup_printf ("%s-batch%" G_GINT64_FORMAT, self->path, batch);
}

static int
lock_batch (VbtStore *self, gint64 batch, GError **error)
{
  g_autofree char *path = lock_path (self, batch);
  int fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0666);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_set_error (error, VBT_ERROR, errno == EWOULDBLOCK ? VBT_ERROR_BUSY : VBT_ERROR_IO,
               _ ("%s: cannot be locked (%s)"), path, g_strerror (errno));
  if (fd >= 0)
    g_close (fd, NULL);
  return -1;
}

static void
unlock_batch (VbtStore *self, gint64 batch, int *fd)
{
  g_autofree char *path = lock_path (self, batch);

  if (*fd < 0)
    return;
  g_unlink (path);
  g_close (*fd, NULL);
  *fd = -1;
}

static gboolean
insert_batch (VbtStore *self, VbtId annotator, const char *words, GError **error)
{
  if (!vbt_db_run (self->db, error,
                   "INSERT INTO history (time, annotator, words, batch, state) "
                   "VALUES (?1, ?2, ?3, 1, 'open')",
                   "iis", vbt_time_now (), annotator, words))
    return FALSE;
  self->batch = vbt_db_get_last_rowid (self->db);
  self->batch_lock = lock_batch (self, self->batch, error);
  return self->batch_lock >= 0;
}

static void
forget_batch (VbtStore *self)
{
  vbt_db_exec (self->db, VBT_DB_DURABLE, NULL);
  if (self->batch != 0)
    unlock_batch (self, self->batch, &self->batch_lock);
  g_clear_pointer (&self->replaced, g_array_unref);
  self->batch = 0;
}

/**
 * vbt_store_begin_batch:
 * @self: a project
 * @annotator: whose act it is
 * @words: the act in words
 * @error: return location for an error
 *
 * Begins an act that inserts very much. Documents, annotations and entities that are inserted
 * belong to it, and undo deletes them; what else is written meanwhile stays.
 *
 * Returns: whether writes can follow
 */
gboolean
vbt_store_begin_batch (VbtStore *self, VbtId annotator, const char *words, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && words != NULL, FALSE);
  g_return_val_if_fail (!vbt_store_is_writing (self), FALSE);

  if ((self->has_remains && !vbt_store_clean_batches (self, error))
      || !vbt_store_check_writable (self, error)
      /* A batch that is cut off is taken away anyway: only its end waits for the disk. */
      || !vbt_db_exec (self->db, VBT_DB_BULK, error) || !vbt_store_begin_immediate (self, error))
    return FALSE;
  if (!insert_batch (self, annotator, words, error))
    {
      vbt_store_rollback (self);
      forget_batch (self);
      return FALSE;
    }
  self->annotator = annotator;
  self->n_inserted = 0;
  return TRUE;
}

/**
 * vbt_store_batch_step:
 * @self: a project with a batch begun
 * @error: return location for an error
 *
 * Lets others write. What was written so far is in the file, and is taken away again if the batch never ends.
 *
 * Returns: whether the batch goes on; after an error it is to be aborted
 */
gboolean
vbt_store_batch_step (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->batch != 0, FALSE);

  if (!vbt_store_end (self, error))
    return FALSE;
  vbt_store_let_others (self);
  return vbt_store_begin_immediate (self, error);
}

gint64
vbt_store_get_batch (VbtStore *self)
{
  g_return_val_if_fail (VBT_IS_STORE (self), 0);

  return self->batch;
}

/**
 * vbt_store_list_batch:
 * @self: a project
 * @batch: the number of a batch
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): the documents that it inserted and that
 *   are not in the trash
 */
GArray *
vbt_store_list_batch (VbtStore *self, gint64 batch, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  query = vbt_db_query (self->db,
                        "SELECT id FROM document WHERE batch = ?1 AND trashed IS NULL "
                        "ORDER BY number",
                        "i", batch);
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (ids, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * vbt_store_batch_replace:
 * @self: a project with a batch begun
 * @annotations: (element-type VbtId): annotations that were there before
 *
 * Says what the batch takes the place of. It is deleted in the transaction that ends the batch, so that a batch
 * that is aborted, or cut off, has deleted nothing; and comes back when the batch is undone.
 */
void
vbt_store_batch_replace (VbtStore *self, const GArray *annotations)
{
  g_return_if_fail (VBT_IS_STORE (self) && self->batch != 0);

  if (self->replaced == NULL)
    self->replaced = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_array_append_vals (self->replaced, annotations->data, annotations->len);
}

/* One that went with another is gone already. */
static gboolean
delete_each (VbtStore *self, GError **error)
{
  for (guint i = 0; i < self->replaced->len; i++)
    {
      VbtId id = g_array_index (self->replaced, VbtId, i);

      if (vbt_store_has_id (self, id) && !vbt_store_delete_annotation (self, id, error))
        return FALSE;
    }
  return TRUE;
}

/* Keeps the deletion with the history row of the batch. */
static gboolean
delete_replaced (VbtStore *self, GError **error)
{
  g_autoptr (VbtRecorder) recorder = NULL;
  g_autoptr (GBytes) changeset = NULL;

  if (self->replaced == NULL || self->replaced->len == 0)
    return TRUE;
  self->n_inserted++;
  recorder = vbt_recorder_new (self->db, error);
  if (recorder == NULL || !delete_each (self, error))
    return FALSE;
  changeset = vbt_recorder_get_changeset (recorder, error);
  return changeset != NULL
         && vbt_db_run (self->db, error, "UPDATE history SET changeset = ?2 WHERE number = ?1",
                        "ib", self->batch, changeset);
}

static gboolean
finish_batch (VbtStore *self, const char *words, GError **error)
{
  if (!delete_replaced (self, error))
    return FALSE;
  if (self->n_inserted == 0)
    return vbt_db_run (self->db, error, "DELETE FROM history WHERE number = ?1", "i", self->batch);
  return vbt_db_run (self->db, error,
                     "UPDATE history SET state = 'dropped' "
                     "WHERE annotator = ?1 AND state = 'undone'",
                     "i", self->annotator)
         && vbt_db_run (self->db, error,
                        "UPDATE history SET state = 'done', words = coalesce (?2, words) "
                        "WHERE number = ?1",
                        "is", self->batch, words);
}

/**
 * vbt_store_commit_batch:
 * @self: a project with a batch begun
 * @words: (nullable): the act in words, now that it is known what came of it
 * @error: return location for an error
 *
 * Ends the batch, and emits `changed` for everything. After an error it is to be aborted.
 *
 * Returns: whether the batch is done
 */
gboolean
vbt_store_commit_batch (VbtStore *self, const char *words, GError **error)
{
  g_autoptr (VbtChange) change = vbt_change_new_all ();

  g_return_val_if_fail (VBT_IS_STORE (self) && self->batch != 0, FALSE);

  if (!vbt_store_end (self, error) || !vbt_db_exec (self->db, VBT_DB_DURABLE, error)
      || !vbt_store_begin_immediate (self, error) || !finish_batch (self, words, error)
      || !vbt_store_end (self, error))
    return FALSE;
  forget_batch (self);
  vbt_store_emit (self, change);
  return TRUE;
}

/* How many documents go in one transaction: all of a large import would take the memory of all its annotations. */
#define REMOVED_AT_ONCE 200

static GArray *
list_some_documents (VbtStore *self, gint64 batch, GError **error)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, "SELECT id FROM document WHERE batch = ?1 LIMIT ?2", "ii", batch,
                      (gint64)REMOVED_AT_ONCE);

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (documents, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&documents) : NULL;
}

static gboolean
delete_documents (VbtStore *self, const GArray *documents, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    if (!vbt_store_delete_document_rows (self, g_array_index (documents, VbtId, i), error))
      return FALSE;
  return TRUE;
}

/* The documents of a batch, in steps; if one fails, the rest goes when the project is opened the next time. */
static gboolean
remove_documents (VbtStore *self, gint64 batch, GError **error)
{
  for (;;)
    {
      g_autoptr (GArray) documents = NULL;

      if (!vbt_store_begin_immediate (self, error))
        return FALSE;
      documents = list_some_documents (self, batch, error);
      if (documents == NULL || !delete_documents (self, documents, error))
        {
          vbt_store_rollback (self);
          return FALSE;
        }
      if (!vbt_store_end (self, error))
        return FALSE;
      if (documents->len < REMOVED_AT_ONCE)
        return TRUE;
    }
}

/**
 * vbt_store_empty_batch:
 * @self: a project with a batch begun
 * @error: return location for an error
 *
 * Deletes the documents that the batch inserted, a few at a time, also those that were committed by steps. The
 * batch goes on, and is to be aborted.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_empty_batch (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->batch != 0, FALSE);

  vbt_db_set_cancellable (self->db, NULL); /* what was cancelled must not stop the clearing up */
  vbt_store_rollback (self);
  return remove_documents (self, self->batch, error) && vbt_store_begin_immediate (self, error);
}

/* Takes a batch away for good. */
static gboolean
remove_batch (VbtStore *self, gint64 batch, GError **error)
{
  if (!remove_documents (self, batch, error) || !vbt_store_begin_immediate (self, error))
    return FALSE;
  if (vbt_store_delete_batch (self, batch, error)
      && vbt_db_run (self->db, error, "DELETE FROM history WHERE number = ?1", "i", batch))
    return vbt_store_end (self, error);
  vbt_store_rollback (self);
  return FALSE;
}

/**
 * vbt_store_abort_batch:
 * @self: a project with a batch begun
 * @error: return location for an error
 *
 * Takes back all that the batch inserted, also what was committed by steps.
 *
 * Returns: whether that worked; if not, it is done when the project is opened the next time
 */
gboolean
vbt_store_abort_batch (VbtStore *self, GError **error)
{
  g_autoptr (VbtChange) change = vbt_change_new_all ();
  gint64 batch;
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->batch != 0, FALSE);

  batch = self->batch;
  vbt_db_set_cancellable (self->db, NULL); /* what was cancelled must not stop the clearing up */
  vbt_store_rollback (self);
  success = remove_batch (self, batch, error);
  self->has_remains |= !success;
  forget_batch (self);
  if (success)
    success = vbt_store_reload_catalog (self, TRUE, error);
  vbt_store_emit (self, change);
  return success;
}

#define OF_BATCH_DOCUMENT "document IN (SELECT id FROM document WHERE batch = ?1)"

/**
 * vbt_store_find_batch_conflict:
 * @self: a project in a transaction
 * @batch: the number of a batch
 * @annotator: whose batch it is, who does not stand in the way; or 0
 * @conflict: (out): somebody who worked on what the batch inserted, or 0
 * @error: return location for an error
 *
 * Returns: whether that could be found out
 */
gboolean
vbt_store_find_batch_conflict (VbtStore *self, gint64 batch, VbtId annotator, VbtId *conflict,
                               GError **error)
{
  *conflict = 0;
  return vbt_db_get_int (
             self->db, conflict, error,
             "SELECT annotator FROM history WHERE number > ?1 AND annotator <> ?2 AND batch = 0 "
             "AND state = 'done' AND (" OF_BATCH_DOCUMENT ") LIMIT 1",
             "ii", batch, annotator)
         && (*conflict != 0
             || vbt_db_get_int (self->db, conflict, error,
                                "SELECT annotator FROM annotation WHERE " OF_BATCH_DOCUMENT
                                " AND batch IS NOT ?1 LIMIT 1",
                                "i", batch))
         && (*conflict != 0
             || vbt_db_get_int (self->db, conflict, error,
                                "SELECT d.annotator FROM annotation a "
                                "JOIN decision d ON d.suggestion = a.id "
                                "WHERE a.batch = ?1 AND a.document NOT IN "
                                "(SELECT id FROM document WHERE batch = ?1) LIMIT 1",
                                "i", batch))
         && (*conflict != 0
             || vbt_db_get_int (self->db, conflict, error,
                                "SELECT b.annotator FROM annotation a "
                                "JOIN annotation b ON a.id IN (b.from_, b.to_, b.derived_from) "
                                "AND b.document = a.document "
                                "WHERE a.batch = ?1 AND b.batch IS NOT ?1 LIMIT 1",
                                "i", batch));
}

/** vbt_store_delete_batch_entities: deletes those of a batch's entities that no span refers to */
gboolean
vbt_store_delete_batch_entities (VbtStore *self, gint64 batch, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM alias WHERE entity IN (SELECT id FROM entity WHERE batch = ?1 "
    "AND NOT EXISTS (SELECT 1 FROM mention WHERE entity = entity.id))",
    "DELETE FROM entity_attribute WHERE entity IN (SELECT id FROM entity WHERE batch = ?1 "
    "AND NOT EXISTS (SELECT 1 FROM mention WHERE entity = entity.id))",
    "DELETE FROM entity WHERE batch = ?1 "
    "AND NOT EXISTS (SELECT 1 FROM mention WHERE entity = entity.id)",
  };

  self->catalog_dirty = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!vbt_db_run (self->db, error, statements[i], "i", batch))
      return FALSE;
  return TRUE;
}

/**
 * vbt_store_delete_batch:
 * @self: a project in a transaction
 * @batch: the number of a batch
 * @error: return location for an error
 *
 * Deletes what a batch inserted: its annotations, its documents, and those of its entities that
 * nothing else refers to.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_delete_batch (VbtStore *self, gint64 batch, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM status WHERE " OF_BATCH_DOCUMENT,
    "DELETE FROM metadata WHERE " OF_BATCH_DOCUMENT,
    "DELETE FROM remark WHERE " OF_BATCH_DOCUMENT,
    "DELETE FROM document_text WHERE number IN (SELECT number FROM document WHERE batch = ?1)",
    "DELETE FROM document WHERE batch = ?1",
  };

  if (!vbt_store_delete_where (self,
                               "SELECT id FROM annotation WHERE batch = ?1 UNION "
                               "SELECT id FROM annotation WHERE " OF_BATCH_DOCUMENT,
                               batch, FALSE, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!vbt_db_run (self->db, error, statements[i], "i", batch))
      return FALSE;
  return vbt_store_delete_batch_entities (self, batch, error);
}

/**
 * vbt_store_take_back:
 * @self: a project with a batch begun
 * @document: a document that the batch inserted
 * @error: return location for an error
 *
 * Deletes a document for good, as if it had never been inserted: not into the trash.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_take_back (VbtStore *self, VbtId document, GError **error)
{
  gint64 batch = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->batch != 0, FALSE);

  if (!vbt_db_get_int (self->db, &batch, error, "SELECT batch FROM document WHERE id = ?1", "i",
                       document))
    return FALSE;
  g_return_val_if_fail (batch == self->batch, FALSE);
  return vbt_store_delete_document_rows (self, document, error);
}

static GArray *
list_open_batches (VbtStore *self, GError **error)
{
  g_autoptr (GArray) batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, "SELECT number FROM history WHERE state = 'open'", "");

  while (vbt_query_next (query))
    {
      gint64 number = vbt_query_get_int (query, 0);

      g_array_append_val (batches, number);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&batches) : NULL;
}

/* Somebody may have worked already on what was there: then it stays, and is history. */
static gboolean
clean_batch (VbtStore *self, gint64 batch, GError **error)
{
  VbtId conflict = 0;

  if (!vbt_store_find_batch_conflict (self, batch, 0, &conflict, error))
    return FALSE;
  if (conflict == 0)
    return remove_batch (self, batch, error);
  return vbt_db_run (self->db, error,
                     "UPDATE history SET state = 'done', batch = 0 WHERE number = ?1", "i", batch);
}

/**
 * vbt_store_clean_batches:
 * @self: a project without an open transaction
 * @error: return location for an error
 *
 * Takes away what is left of batches whose program was killed, or could not do it itself because
 * the disk failed. Done when a project is opened, and before the next act after such a failure.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_clean_batches (VbtStore *self, GError **error)
{
  g_autoptr (GArray) batches = list_open_batches (self, error);
  gboolean success = batches != NULL;

  for (guint i = 0; success && i < batches->len; i++)
    {
      gint64 batch = g_array_index (batches, gint64, i);
      int fd = lock_batch (self, batch, NULL);

      if (fd < 0)
        continue; /* it is alive */
      success = clean_batch (self, batch, error);
      unlock_batch (self, batch, &fd);
    }
  if (success)
    self->has_remains = FALSE;
  return success;
}
