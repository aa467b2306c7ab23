/* vbt-store-undo.c: undo and redo, for each annotator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-steps.h"
#include "vbt-store-private.h"

/* A row of the history with what is needed to go back over it. */
typedef struct
{
  VbtHistoryRow *row;
  gboolean is_batch;
  GBytes *changeset; /* NULL where there is none */
  GBytes *replaced;  /* of a batch, (nullable): the deletion of what it took the place of */
} Step;

static void
step_clear (Step *self)
{
  g_clear_pointer (&self->row, vbt_history_row_free);
  g_clear_pointer (&self->changeset, g_bytes_unref);
  g_clear_pointer (&self->replaced, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

/* A batch that replaced something keeps two changesets while it is undone. SQLite's own begin with a T or a P. */
#define PAIR_MAGIC "Vbt2"
#define PAIR_HEADER (4 + sizeof (guint64))

static GBytes *
join_pair (GBytes *first, GBytes *second)
{
  GByteArray *pair = g_byte_array_new ();
  guint64 length = GUINT64_TO_LE (g_bytes_get_size (first));

  g_byte_array_append (pair, (const guint8 *)PAIR_MAGIC, 4);
  g_byte_array_append (pair, (const guint8 *)&length, sizeof length);
  g_byte_array_append (pair, g_bytes_get_data (first, NULL), (guint)g_bytes_get_size (first));
  g_byte_array_append (pair, g_bytes_get_data (second, NULL), (guint)g_bytes_get_size (second));
  return g_byte_array_free_to_bytes (pair);
}

/**
 * vbt_changeset_split:
 * @kept: what an undone batch keeps
 * @first: (out): the deletion of what it put into documents that it did not bring
 * @second: (out): the deletion of what it took the place of
 *
 * Lengths come from a file that may be damaged.
 *
 * Returns: whether @kept is a pair; if not, nothing is set, and @kept itself is the first
 */
gboolean
vbt_changeset_split (GBytes *kept, GBytes **first, GBytes **second)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (kept, &size);
  guint64 length;

  if (size < PAIR_HEADER || memcmp (data, PAIR_MAGIC, 4) != 0)
    return FALSE;
  memcpy (&length, data + 4, sizeof length);
  length = MIN (GUINT64_FROM_LE (length), size - PAIR_HEADER);
  *first = g_bytes_new_from_bytes (kept, PAIR_HEADER, length);
  *second = g_bytes_new_from_bytes (kept, PAIR_HEADER + length, size - PAIR_HEADER - length);
  return TRUE;
}

/* What is no pair stays as it is. */
static void
split_pair (Step *step)
{
  GBytes *pair = step->changeset;

  if (pair != NULL && vbt_changeset_split (pair, &step->changeset, &step->replaced))
    g_bytes_unref (pair);
}

/* What has no way back (the trash was emptied) is stepped over: what came before it can still be undone. */
#define LAST_DONE                                                                                  \
  " FROM history WHERE annotator = ?1 AND state = 'done' AND (changeset IS NOT NULL OR batch = "   \
  "1) "                                                                                            \
  "ORDER BY number DESC LIMIT 1"
#define FIRST_UNDONE                                                                               \
  " FROM history WHERE annotator = ?1 AND state = 'undone' AND changeset IS NOT NULL "             \
  "ORDER BY number LIMIT 1"
#define STEP "SELECT " VBT_HISTORY_ROW ", batch, changeset"
/* Of VBT_HISTORY_ROW what is not known before: what stands behind the changeset is far away in a long row. */
#define PEEK "SELECT number, time, annotator, document, words, "

/* What is next to be undone or redone; @step has no row where there is nothing. */
static gboolean
find_step (VbtStore *self, VbtId annotator, gboolean redo, Step *step, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, redo ? STEP FIRST_UNDONE : STEP LAST_DONE, "i", annotator);
  const void *data;
  gsize length;

  if (!vbt_query_next (query))
    return vbt_query_finish (query, error);
  step->is_batch = vbt_query_get_int (query, 7) != 0;
  data = vbt_query_get_blob (query, 8, &length);
  if (!vbt_query_is_null (query, 8))
    step->changeset = g_bytes_new (data, length);
  if (step->is_batch && redo)
    split_pair (step);
  else if (step->is_batch)
    step->replaced = g_steal_pointer (&step->changeset);
  step->row = vbt_history_row_read (query);
  return vbt_query_finish (query, error);
}

/* Without what it changed, which may be megabytes: this is asked after each act. */
static VbtHistoryRow *
peek (VbtStore *self, VbtId annotator, gboolean redo)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db, redo ? PEEK "1, 1" FIRST_UNDONE : PEEK "0, 1" LAST_DONE, "i", annotator);

  return vbt_query_next (query) ? vbt_history_row_read (query) : NULL;
}

/**
 * vbt_store_peek_undo:
 * @self: a project
 * @annotator: whose acts
 *
 * Returns: (transfer full) (nullable): what vbt_store_undo() would undo
 */
VbtHistoryRow *
vbt_store_peek_undo (VbtStore *self, VbtId annotator)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  return peek (self, annotator, FALSE);
}

/**
 * vbt_store_peek_redo:
 * @self: a project
 * @annotator: whose acts
 *
 * Returns: (transfer full) (nullable): what vbt_store_redo() would redo
 */
VbtHistoryRow *
vbt_store_peek_redo (VbtStore *self, VbtId annotator)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  return peek (self, annotator, TRUE);
}

static void
set_conflict (VbtStore *self, const VbtHistoryRow *row, gboolean redo, VbtId other, GError **error)
{
  g_autofree char *name = vbt_store_name_annotator (self, other);

  g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
               redo ? _ ("“%s” cannot be redone because %s changed it since")
                    : _ ("“%s” cannot be undone because %s changed it since"),
               row->words, name);
}

/* Who was it? The last other one who did something there. */
static VbtId
find_other (VbtStore *self, const VbtHistoryRow *row)
{
  gint64 other = 0;

  vbt_db_get_int (
      self->db, &other, NULL,
      "SELECT annotator FROM history WHERE number > ?1 AND annotator <> ?2 AND state = 'done' "
      "AND (document = ?3 OR document IS NULL OR ?3 IS NULL) ORDER BY number DESC LIMIT 1",
      "iio", row->number, row->annotator, row->document);
  return other;
}

static gboolean
apply (VbtStore *self, const Step *step, GBytes *changeset, gboolean redo, gboolean invert,
       GError **error)
{
  gboolean conflict;

  if (vbt_changeset_apply (self->db, changeset, invert, &conflict, error))
    return TRUE;
  if (conflict)
    set_conflict (self, step->row, redo, find_other (self, step->row), error);
  return FALSE;
}

/* What was taken out in parts comes back in the other order. */
static gboolean
put_back (VbtStore *self, const Step *step, GError **error)
{
  gint64 batch = step->row->number;

  for (;;)
    {
      GError *failure = NULL;
      gint64 part = 0;
      g_autoptr (GBytes) changeset = vbt_store_load_changeset_part (self, batch, &part, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (changeset == NULL)
        return apply (self, step, step->changeset, TRUE, TRUE, error);
      if (!apply (self, step, changeset, TRUE, TRUE, error)
          || !vbt_db_run (self->db, error,
                          "DELETE FROM changeset_part WHERE number = ?1 AND part = ?2", "ii", batch,
                          part))
        return FALSE;
    }
}

/* The batch's documents go into the trash, marked with its number, because the changeset of their deletion would have
 * to be held in memory. What it put into other documents is deleted, and that is kept, so that it can come back. */
static gboolean
undo_batch (VbtStore *self, Step *step, GError **error)
{
  g_autoptr (GBytes) kept = NULL;
  gint64 batch = step->row->number;
  VbtId other = 0;

  if (!vbt_store_find_batch_conflict (self, batch, step->row->annotator, &other, error))
    return FALSE;
  if (other != 0)
    {
      set_conflict (self, step->row, FALSE, other, error);
      return FALSE;
    }
  if (!vbt_db_run (self->db, error,
                   "UPDATE document SET trashed = -?1 WHERE batch = ?1 AND trashed IS NULL", "i",
                   batch))
    return FALSE;
  if (!vbt_store_take_out_batch (self, batch, &step->changeset, error)
      || (step->replaced != NULL && !apply (self, step, step->replaced, FALSE, TRUE, error)))
    return FALSE;
  kept = step->replaced != NULL ? join_pair (step->changeset, step->replaced)
                                : g_bytes_ref (step->changeset);
  return vbt_db_run (self->db, error, "UPDATE history SET changeset = ?2 WHERE number = ?1", "ib",
                     batch, kept);
}

static gboolean
redo_batch (VbtStore *self, const Step *step, GError **error)
{
  return (step->replaced == NULL || apply (self, step, step->replaced, TRUE, FALSE, error))
         && put_back (self, step, error)
         && vbt_db_run (self->db, error,
                        "UPDATE document SET trashed = NULL WHERE batch = ?1 AND trashed = -?1",
                        "i", step->row->number)
         && vbt_db_run (self->db, error, "UPDATE history SET changeset = ?2 WHERE number = ?1",
                        "ib", step->row->number, step->replaced);
}

/* Nobody sees what would change in a document that is in the trash, unless it comes out of it. */
static gboolean
check_trash (VbtStore *self, const Step *step, gboolean redo, GError **error)
{
  gint64 trashed = 0;

  if (step->row->document == 0 || step->changeset == NULL)
    return TRUE;
  if (!vbt_db_get_int (self->db, &trashed, error,
                       "SELECT trashed IS NOT NULL FROM document WHERE id = ?1", "i",
                       step->row->document))
    return FALSE;
  if (!trashed || vbt_changeset_has_table (step->changeset, "document"))
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
               redo ? _ ("“%s” cannot be redone because its article was deleted since")
                    : _ ("“%s” cannot be undone because its article was deleted since"),
               step->row->words);
  return FALSE;
}

static gboolean
go (VbtStore *self, Step *step, gboolean redo, VbtChange *change, GError **error)
{
  gboolean success;

  if (!check_trash (self, step, redo, error))
    return FALSE;
  if (step->is_batch)
    success = redo ? redo_batch (self, step, error) : undo_batch (self, step, error);
  else
    success = apply (self, step, step->changeset, redo, !redo, error);
  change->batch |= step->is_batch;
  return success && vbt_changeset_describe (self->db, step->changeset, change, error)
         && (!change->list || vbt_store_index_documents (self, change->documents, error))
         && vbt_db_run (self->db, error, "UPDATE history SET state = ?2 WHERE number = ?1", "is",
                        step->row->number, redo ? "done" : "undone");
}

/* One step in the transaction that is open; what it was, or NULL at the end of the road or for an error. */
static VbtHistoryRow *
step_over (VbtStore *self, VbtId annotator, gboolean redo, VbtChange *change, GError **error)
{
  g_auto (Step) step = { 0 };

  if (!find_step (self, annotator, redo, &step, error))
    return NULL;
  if (step.row == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                           redo ? _ ("There is nothing to redo") : _ ("There is nothing to undo"));
      return NULL;
    }
  if (!go (self, &step, redo, change, error))
    return NULL;
  step.row->undone = !redo;
  return g_steal_pointer (&step.row);
}

/* Once it is in the file nothing stops it any more: who cancels then must not be told that nothing was changed. */
static gboolean
end_steps (VbtStore *self, VbtChange *change, GError **error)
{
  if (!vbt_store_end (self, error))
    return FALSE;
  vbt_db_set_cancellable (self->db, NULL);
  if (!vbt_store_reload_after (self, change, error))
    return FALSE;
  vbt_store_emit (self, change);
  return TRUE;
}

/* A changeset is applied row by row within a savepoint. What a row may have to give back is kept in a journal that SQLite,
 * where it is in memory, goes through from its beginning after each row: of 100,000 rows for minutes. And all that a batch
 * is deleted from is copied there. So of what is long the journal is in a file. Rows come in the order of their identifiers,
 * which is none: with the pages that are usually kept, undoing 400,000 decisions took half as long again. */
#define PREPARE_LONG "PRAGMA temp_store=FILE; PRAGMA cache_size=-65536"
#define AFTER_LONG "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384"

/** Moved: what is temporary and does not live through the change of its place. */
typedef struct
{
  gboolean is_moved;
  GArray *scope; /* (nullable): of vbt_store_set_review_scope() */
} Moved;

static Moved
move_temporary (VbtStore *self, const VbtSteps *steps)
{
  Moved moved = { vbt_store_is_long_way (self, steps), NULL };

  if (!moved.is_moved)
    return moved;
  moved.scope = vbt_store_get_review_scope (self);
  vbt_db_exec (self->db, PREPARE_LONG, NULL);
  return moved;
}

static void
move_back (VbtStore *self, Moved *moved)
{
  if (moved->is_moved)
    vbt_db_exec (self->db, AFTER_LONG, NULL);
  if (moved->scope != NULL)
    vbt_store_set_review_scope (self, moved->scope, NULL);
  g_clear_pointer (&moved->scope, g_array_unref);
}

static VbtHistoryRow *
step_once (VbtStore *self, VbtId annotator, gboolean redo, GError **error)
{
  g_autoptr (VbtHistoryRow) row = NULL;
  g_autoptr (VbtChange) change = vbt_change_new ();

  if (!vbt_store_begin_immediate (self, error))
    return NULL;
  row = step_over (self, annotator, redo, change, error);
  if (row == NULL)
    {
      vbt_store_rollback (self);
      return NULL;
    }
  return end_steps (self, change, error) ? g_steal_pointer (&row) : NULL;
}

static VbtHistoryRow *
step_prepared (VbtStore *self, VbtId annotator, gboolean redo, GError **error)
{
  VbtSteps steps = { redo ? VBT_STEPS_REDO : VBT_STEPS_UNDO, annotator, 1 };
  Moved moved = move_temporary (self, &steps);
  VbtHistoryRow *row;

  row = step_once (self, annotator, redo, error);
  move_back (self, &moved);
  return row;
}

/**
 * vbt_store_undo:
 * @self: a project
 * @annotator: whose last act
 * @error: return location for an error
 *
 * Undoes the last act of an annotator that is not undone. If somebody changed since what it
 * changed, nothing is touched and the error is %VBT_ERROR_CONFLICT.
 *
 * Returns: (transfer full) (nullable): what was undone
 */
VbtHistoryRow *
vbt_store_undo (VbtStore *self, VbtId annotator, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (!vbt_store_is_writing (self), NULL);

  return step_prepared (self, annotator, FALSE, error);
}

/**
 * vbt_store_redo:
 * @self: a project
 * @annotator: whose act
 * @error: return location for an error
 *
 * Does again what vbt_store_undo() undid last, under the same conditions.
 *
 * Returns: (transfer full) (nullable): what was done again
 */
VbtHistoryRow *
vbt_store_redo (VbtStore *self, VbtId annotator, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (!vbt_store_is_writing (self), NULL);

  return step_prepared (self, annotator, TRUE, error);
}

/* Whether the next step in this direction still lies before @number. */
static gboolean
is_before (VbtStore *self, VbtId annotator, gint64 number, gboolean redo)
{
  g_autoptr (VbtHistoryRow) next = peek (self, annotator, redo);

  return next != NULL && (redo ? next->number <= number : next->number > number);
}

static VbtHistoryRow *
step_to (VbtStore *self, VbtId annotator, gint64 number, VbtChange *change, GError **error)
{
  gboolean redo = is_before (self, annotator, number, TRUE);
  g_autoptr (VbtHistoryRow) last = NULL;

  while (is_before (self, annotator, number, redo))
    {
      VbtHistoryRow *row = step_over (self, annotator, redo, change, error);

      if (row == NULL)
        return NULL;
      g_clear_pointer (&last, vbt_history_row_free);
      last = row;
    }
  if (last == NULL)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                         _ ("The project is at this point already"));
  return g_steal_pointer (&last);
}

static VbtHistoryRow *
go_in_transaction (VbtStore *self, VbtId annotator, gint64 number, VbtChange *change,
                   GError **error)
{
  g_autoptr (VbtHistoryRow) row = NULL;

  if (!vbt_store_begin_immediate (self, error))
    return NULL;
  row = step_to (self, annotator, number, change, error);
  if (row == NULL)
    {
      vbt_store_rollback (self);
      return NULL;
    }
  return end_steps (self, change, error) ? g_steal_pointer (&row) : NULL;
}

/**
 * vbt_store_go_to:
 * @self: a project
 * @annotator: whose acts
 * @number: of an act in the history, which is to be the last one of @annotator that is done; 0: none
 * @error: return location for an error
 *
 * Undoes or redoes as many acts as it takes to come to a point of the history; all of them or,
 * where one cannot be undone because somebody changed it since, none.
 *
 * Returns: (transfer full) (nullable): the last act that was undone or redone
 */
VbtHistoryRow *
vbt_store_go_to (VbtStore *self, VbtId annotator, gint64 number, GError **error)
{
  g_autoptr (VbtHistoryRow) row = NULL;
  g_autoptr (VbtChange) change = vbt_change_new ();
  VbtSteps steps = { VBT_STEPS_GO_TO, annotator, 0, number };
  Moved moved;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (!vbt_store_is_writing (self), NULL);

  moved = move_temporary (self, &steps);
  row = go_in_transaction (self, annotator, number, change, error);
  move_back (self, &moved);
  return g_steal_pointer (&row);
}
