/* vbt-store-write.c: transactions, and what is written about a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-store-private.h"

/** vbt_store_is_writing: whether a write is allowed now: an action or a batch is open. */
gboolean
vbt_store_is_writing (VbtStore *self)
{
  return self->db != NULL && vbt_db_in_transaction (self->db);
}

/** vbt_store_end_reading: ends a transaction that wrote nothing, or nothing that is to stay. Where memory falls short it is
 * tried again: the next act would find it open. */
void
vbt_store_end_reading (VbtStore *self)
{
  for (int tries = 0; tries < 3 && vbt_db_in_transaction (self->db); tries++)
    vbt_db_exec (self->db, "ROLLBACK", NULL);
}

/** vbt_store_begin_immediate: begins a transaction that is sure to be able to write. */
gboolean
vbt_store_begin_immediate (VbtStore *self, GError **error)
{
  gint64 version = 0;

  if (!vbt_store_check_writable (self, error) || !vbt_db_check_place (self->db, error)
      || !vbt_store_take_turn (self, error))
    return FALSE;
  self->catalog_dirty = FALSE;
  if (vbt_db_get_int (self->db, &version, error, "PRAGMA data_version", "")
      && (version == self->catalog_version || vbt_store_get_written (self) == self->catalog_written
          || vbt_store_reload_catalog (self, TRUE, error)))
    return TRUE;
  vbt_store_rollback (self);
  return FALSE;
}

/** vbt_store_get_written: how many transactions changed more than what problems there are; -1 where it is not known. */
gint64
vbt_store_get_written (VbtStore *self)
{
  gint64 n = -1;

  return vbt_db_get_int (self->db, &n, NULL, "SELECT n FROM written", "") ? n : -1;
}

/** vbt_store_end: commits; a commit that fails is taken back. */
gboolean
vbt_store_end (VbtStore *self, GError **error)
{
  if (!vbt_store_settle (self->db, error)
      || (!self->is_checking && !vbt_db_run (self->db, error, "UPDATE written SET n = n + 1", ""))
      || !vbt_db_exec (self->db, "COMMIT", error))
    {
      vbt_store_rollback (self);
      return FALSE;
    }
  vbt_db_expect_transaction (self->db, FALSE);
  /* What others wrote in between is still to be seen. */
  self->catalog_written += !self->is_checking;
  self->seen_written += !self->is_checking;
  vbt_db_clear_trouble (self->db);
  g_clear_pointer (&self->recorder, vbt_recorder_free);
  g_clear_pointer (&self->words, g_free);
  return TRUE;
}

/**
 * vbt_store_begin:
 * @self: a project
 * @annotator: whose act it is, who can undo it; or 0
 * @document: the document that it is about, or 0
 * @words: the act in words, as the history shows it
 * @error: return location for an error
 *
 * Begins one act of a user.
 *
 * Returns: whether writes can follow
 */
gboolean
vbt_store_begin (VbtStore *self, VbtId annotator, VbtId document, const char *words, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && words != NULL, FALSE);
  g_return_val_if_fail (!vbt_store_is_writing (self), FALSE);

  if ((self->has_remains && !vbt_store_clean_batches (self, error))
      || !vbt_store_begin_immediate (self, error))
    return FALSE;
  self->recorder = vbt_recorder_new (self->db, error);
  if (self->recorder == NULL)
    {
      vbt_store_rollback (self);
      return FALSE;
    }
  self->annotator = annotator;
  self->document = document;
  self->words = g_strdup (words);
  return TRUE;
}

/* What is dropped can never be redone, but keeps what it changed: a merge has to know that it was taken back. */
static gboolean
write_history (VbtStore *self, GBytes *changeset, GError **error)
{
  return vbt_db_run (self->db, error,
                     "UPDATE history SET state = 'dropped' "
                     "WHERE annotator = ?1 AND state = 'undone'",
                     "i", self->annotator)
         && vbt_db_run (
             self->db, error,
             "INSERT INTO history (time, annotator, document, words, changeset, batch, state) "
             "VALUES (?1, ?2, ?3, ?4, ?5, 0, 'done')",
             "iiosb", vbt_time_now (), self->annotator, self->document, self->words, changeset);
}

/**
 * vbt_store_commit:
 * @self: a project with an act begun
 * @error: return location for an error
 *
 * Makes the act last, with its row in the history, and emits `changed`. An act that changed
 * nothing leaves no row. When it fails, all of the act is taken back.
 *
 * Returns: whether the act is in the file
 */
gboolean
vbt_store_commit (VbtStore *self, GError **error)
{
  g_autoptr (VbtChange) change = vbt_change_new ();
  g_autoptr (GBytes) changeset = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->recorder != NULL, FALSE);

  changeset = vbt_recorder_get_changeset (self->recorder, error);
  if (changeset == NULL || !vbt_changeset_describe (self->db, changeset, change, error)
      || (change->list && !vbt_store_index_documents (self, change->documents, error))
      || (g_bytes_get_size (changeset) > 0 && !write_history (self, changeset, error)))
    {
      vbt_store_rollback (self);
      return FALSE;
    }
  if (!vbt_store_end (self, error))
    return FALSE;
  vbt_store_emit (self, change);
  return TRUE;
}

/**
 * vbt_store_rollback:
 * @self: a project
 *
 * Takes back what was written since vbt_store_begin(); after a failed commit, nothing.
 */
void
vbt_store_rollback (VbtStore *self)
{
  g_return_if_fail (VBT_IS_STORE (self));

  g_clear_pointer (&self->recorder, vbt_recorder_free);
  g_clear_pointer (&self->words, g_free);
  if (self->db == NULL || !vbt_db_in_transaction (self->db))
    return;
  vbt_db_expect_transaction (self->db, FALSE);
  vbt_store_end_reading (self);
  if (self->catalog_dirty)
    vbt_store_reload_catalog (self, TRUE, NULL);
  self->catalog_dirty = FALSE;
}

/**
 * vbt_store_finish:
 * @self: a project with an act begun
 * @success: whether all of it could be written
 * @error: return location for an error, which is set already where that failed
 *
 * Makes the act last, or takes it back.
 *
 * Returns: whether the act is in the file
 */
gboolean
vbt_store_finish (VbtStore *self, gboolean success, GError **error)
{
  if (success)
    return vbt_store_commit (self, error);
  vbt_store_rollback (self);
  return FALSE;
}

static gboolean
refuse (GError **error, VbtError code, const char *message)
{
  g_set_error_literal (error, VBT_ERROR, code, message);
  return FALSE;
}

static gboolean
check_ends (VbtStore *self, VbtId document, const VbtAnnotation *annotation, GError **error)
{
  gint64 n_found = 0;

  if (annotation->kind != VBT_KIND_RELATION)
    return TRUE;
  if (!vbt_db_get_int (self->db, &n_found, error,
                       "SELECT (SELECT count (*) FROM annotation WHERE id = ?1 AND document = ?3) "
                       "+ (SELECT count (*) FROM annotation WHERE id = ?2 AND document = ?3)",
                       "iii", annotation->from, annotation->to, document))
    return FALSE;
  if (n_found == 2)
    return TRUE;
  return vbt_store_refuse_ends (error);
}

/* What hung on the annotation before and does so no longer. */
static gboolean
remove_rest (VbtStore *self, const VbtAnnotation *annotation, GError **error)
{
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (VbtId));
  guint n = annotation->kind == VBT_KIND_SPAN ? vbt_annotation_get_n_fragments (annotation) : 0;
  g_autoptr (VbtQuery) values = vbt_db_query (
      self->db, "SELECT attribute FROM value WHERE annotation = ?1", "i", annotation->id);
  g_autoptr (VbtQuery) mentions = vbt_db_query (
      self->db, "SELECT entity FROM mention WHERE annotation = ?1", "i", annotation->id);
  guint n_values;
  gboolean success = TRUE;

  while (vbt_query_next (values))
    {
      VbtId id = vbt_query_get_int (values, 0);

      if (vbt_annotation_get_value (annotation, id) == NULL)
        g_array_append_val (gone, id);
    }
  n_values = gone->len;
  while (vbt_query_next (mentions))
    {
      VbtId id = vbt_query_get_int (mentions, 0);

      if (!vbt_annotation_refers_to (annotation, id))
        g_array_append_val (gone, id);
    }
  for (guint i = 0; i < gone->len && success; i++)
    success
        = vbt_db_run (self->db, error,
                      i < n_values ? "DELETE FROM value WHERE annotation = ?1 AND attribute = ?2"
                                   : "DELETE FROM mention WHERE annotation = ?1 AND entity = ?2",
                      "ii", annotation->id, g_array_index (gone, VbtId, i));
  return success && vbt_query_finish (values, error) && vbt_query_finish (mentions, error)
         && vbt_db_run (self->db, error,
                        "DELETE FROM fragment WHERE annotation = ?1 AND position >= ?2", "iu",
                        annotation->id, n > 1 ? (int)n : 0);
}

static gboolean
get_length (VbtStore *self, VbtId document, VbtOffset *n_chars, GError **error)
{
  gint64 found = -1;

  if (!vbt_db_get_int (self->db, &found, error,
                       "SELECT n_chars FROM document WHERE id = ?1 AND trashed IS NULL", "i",
                       document))
    return FALSE;
  *n_chars = (VbtOffset)found;
  return found >= 0 || refuse (error, VBT_ERROR_NOT_FOUND, _ ("There is no such document"));
}

/**
 * vbt_store_put_annotation:
 * @self: a project with an act begun
 * @document: the document that it belongs to
 * @annotation: the annotation, as it shall be
 * @error: return location for an error
 *
 * Inserts the annotation, or makes the one with its identifier like it: with fragments, values and
 * entities. Only rows that differ are changed.
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_annotation (VbtStore *self, VbtId document, const VbtAnnotation *annotation,
                          GError **error)
{
  gint64 old_document = 0;
  VbtOffset n_chars;

  g_return_val_if_fail (VBT_IS_STORE (self) && annotation != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  if (!get_length (self, document, &n_chars, error)
      || !vbt_store_check_annotation (self, n_chars, annotation, error)
      || !check_ends (self, document, annotation, error)
      || !vbt_db_get_int (self->db, &old_document, error,
                          "SELECT document FROM annotation WHERE id = ?1", "i", annotation->id))
    return FALSE;
  if (old_document != 0 && old_document != document)
    return refuse (error, VBT_ERROR_CONFLICT, _ ("The annotation belongs to another document"));
  return (old_document == 0 || remove_rest (self, annotation, error))
         && vbt_store_write_annotations (self, document, &annotation, 1, error);
}

/**
 * vbt_store_add_annotations:
 * @self: a project with an act begun
 * @document: the document that they belong to
 * @annotations: (element-type VbtAnnotation): annotations that the project does not have yet; what a relation relates
 *   was written before
 * @error: return location for an error
 *
 * Does for new annotations what vbt_store_put_annotation() does for any one, in a fraction of the time.
 *
 * Returns: whether they were written
 */
gboolean
vbt_store_add_annotations (VbtStore *self, VbtId document, const GPtrArray *annotations,
                           GError **error)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (VbtId), annotations->len);
  VbtOffset n_chars;

  g_return_val_if_fail (VBT_IS_STORE (self) && vbt_store_is_writing (self), FALSE);

  if (!get_length (self, document, &n_chars, error))
    return FALSE;
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = annotations->pdata[i];

      if (!vbt_store_check_annotation (self, n_chars, annotation, error)
          || !check_ends (self, document, annotation, error))
        return FALSE;
      g_array_append_val (ids, annotation->id);
    }
  if (vbt_store_has_any_id (self, ids))
    return refuse (error, VBT_ERROR_CONFLICT, _ ("The project has such an annotation already"));
  return vbt_store_write_annotations (
      self, document, (const VbtAnnotation *const *)annotations->pdata, annotations->len, error);
}

#define DOOMED "(SELECT id FROM temp.doomed)"

/**
 * vbt_store_delete_where:
 * @self: a project with an act begun
 * @select: SQL that selects identifiers of annotations for one argument
 * @argument: the argument
 * @with_relations: whether relations from and to them go as well; otherwise these stand in the way
 * @error: return location for an error
 *
 * Deletes annotations with all that hangs on them. What was derived from one forgets it.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_delete_where (VbtStore *self, const char *select, gint64 argument,
                        gboolean with_relations, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM fragment WHERE annotation IN " DOOMED,
    "DELETE FROM value WHERE annotation IN " DOOMED,
    "DELETE FROM mention WHERE annotation IN " DOOMED,
    "DELETE FROM decision WHERE suggestion IN " DOOMED,
    "DELETE FROM remark WHERE annotation IN " DOOMED,
    "DELETE FROM annotation WHERE id IN " DOOMED,
  };
  g_autofree char *collect = g_strconcat ("INSERT OR IGNORE INTO temp.doomed ", select, NULL);

  if (!vbt_db_exec (self->db,
                    "CREATE TEMP TABLE IF NOT EXISTS doomed (id INTEGER PRIMARY KEY);"
                    "DELETE FROM temp.doomed",
                    error)
      || !vbt_db_run (self->db, error, collect, "i", argument))
    return FALSE;
  while (with_relations && vbt_db_get_n_changed (self->db) > 0)
    if (!vbt_db_run (self->db, error,
                     "INSERT OR IGNORE INTO temp.doomed "
                     "SELECT id FROM annotation WHERE from_ IN " DOOMED
                     " UNION SELECT id FROM annotation WHERE to_ IN " DOOMED
                     " EXCEPT SELECT id FROM temp.doomed",
                     ""))
      return FALSE;
  if (with_relations
      && !vbt_db_run (self->db, error,
                      "UPDATE annotation SET derived_from = NULL WHERE derived_from IN " DOOMED
                      " AND id NOT IN " DOOMED,
                      ""))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!vbt_db_run (self->db, error, statements[i], ""))
      return FALSE;
  return TRUE;
}

/**
 * vbt_store_delete_annotation:
 * @self: a project with an act begun
 * @annotation: an identifier
 * @error: return location for an error
 *
 * Deletes an annotation, and the relations from and to it.
 *
 * Returns: whether it was there and is deleted
 */
gboolean
vbt_store_delete_annotation (VbtStore *self, VbtId annotation, GError **error)
{
  gint64 found = 0;

  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  if (!vbt_db_get_int (self->db, &found, error, "SELECT 1 FROM annotation WHERE id = ?1", "i",
                       annotation))
    return FALSE;
  if (found == 0)
    return refuse (error, VBT_ERROR_NOT_FOUND, _ ("There is no such annotation"));
  return vbt_store_delete_where (self, "SELECT ?1", annotation, TRUE, error);
}

/**
 * vbt_store_put_decision:
 * @self: a project with an act begun
 * @decision: what a person decided on a suggestion
 * @error: return location for an error
 *
 * Returns: whether it was written, in place of what the person decided before
 */
gboolean
vbt_store_put_decision (VbtStore *self, const VbtDecision *decision, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && decision != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  return vbt_db_run (self->db, error,
                     "INSERT INTO decision VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
                     "SET verdict = excluded.verdict, time = excluded.time",
                     "iiui", decision->suggestion, decision->annotator, (int)decision->verdict,
                     decision->time);
}

/** vbt_store_delete_decision: makes a suggestion open again for a person. */
gboolean
vbt_store_delete_decision (VbtStore *self, VbtId suggestion, VbtId annotator, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  return vbt_db_run (self->db, error,
                     "DELETE FROM decision WHERE suggestion = ?1 AND annotator = ?2", "ii",
                     suggestion, annotator);
}

/**
 * vbt_store_put_status:
 * @self: a project with an act begun
 * @document: a document
 * @annotator: for whom
 * @status: how far
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_status (VbtStore *self, VbtId document, VbtId annotator, VbtStatus status,
                      GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  return vbt_db_run (self->db, error,
                     "INSERT INTO status VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
                     "SET status = excluded.status",
                     "iiu", document, annotator, (int)status);
}
