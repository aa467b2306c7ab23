/* vbt-steps.c: ways through the history, and how long they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-steps.h"

#include "vbt-store-private.h"

/* A changeset is not read to find out how many rows are in it. */
#define BYTES_A_ROW 64

/* Of each act only what is needed: behind a long changeset nothing is read, because it would be gone through. */
#define ACT                                                                                        \
  "SELECT number, coalesce (length (changeset), 0), "                                              \
  "CASE WHEN length (changeset) > ?4 THEN 0 ELSE batch END FROM history WHERE annotator = ?1 "
#define DONE                                                                                       \
  ACT "AND state = 'done' AND number > ?2 AND (changeset IS NOT NULL OR batch = 1) "               \
      "ORDER BY number DESC LIMIT ?3"
#define UNDONE                                                                                     \
  ACT "AND state = 'undone' AND number <= ?2 AND changeset IS NOT NULL ORDER BY number LIMIT ?3"

/* How much a batch inserted, at most @limit of each. What it put into other documents, and was deleted when it was undone, is
 * in its changeset. */
static guint64
weigh_batch (VbtStore *self, gint64 batch, gint64 limit)
{
  static const char *const statements[] = {
    "SELECT count (*) FROM (SELECT 1 FROM document WHERE batch = ?1 LIMIT ?2)",
    "SELECT count (*) FROM (SELECT 1 FROM annotation WHERE batch = ?1 LIMIT ?2)",
    "SELECT count (*) FROM (SELECT 1 FROM entity WHERE batch = ?1 LIMIT ?2)",
  };
  guint64 weight = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      gint64 n = 0;

      if (vbt_db_get_int (self->db, &n, NULL, statements[i], "ii", batch, limit))
        weight += (guint64)n;
    }
  return weight;
}

/* Of acts that are not undone those behind @number, and of those that are, the ones up to it; at most @n. */
static guint64
weigh_acts (VbtStore *self, VbtId annotator, const char *acts, gint64 number, guint n)
{
  const guint64 enough = VBT_STEPS_LONG + 1;
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, acts, "iiii", annotator, number, (gint64)n,
                                             (gint64)(enough * BYTES_A_ROW));
  guint64 weight = 0;

  while (weight < enough && vbt_query_next (query))
    {
      weight += 1 + (guint64)vbt_query_get_int (query, 1) / BYTES_A_ROW;
      if (weight < enough && vbt_query_get_int (query, 2) != 0)
        weight += weigh_batch (self, vbt_query_get_int (query, 0), (gint64)enough);
    }
  return weight;
}

static guint64
weigh (VbtStore *self, const VbtSteps *steps)
{
  guint64 weight;

  switch (steps->kind)
    {
    case VBT_STEPS_UNDO:
      return weigh_acts (self, steps->annotator, DONE, 0, steps->n);
    case VBT_STEPS_REDO:
      return weigh_acts (self, steps->annotator, UNDONE, G_MAXINT64, steps->n);
    case VBT_STEPS_GO_TO:
    default:
      weight = weigh_acts (self, steps->annotator, UNDONE, steps->number, G_MAXINT);
      return weight > 0 ? weight
                        : weigh_acts (self, steps->annotator, DONE, steps->number, G_MAXINT);
    }
}

/**
 * vbt_store_is_long_way:
 * @self: a project
 * @steps: which acts are undone or done again
 *
 * Looks at how much these acts changed, which is told by the history without reading what they changed.
 *
 * Returns: whether it takes so long that a window must not wait for it
 */
gboolean
vbt_store_is_long_way (VbtStore *self, const VbtSteps *steps)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (steps != NULL, FALSE);

  return weigh (self, steps) > VBT_STEPS_LONG;
}

static VbtHistoryRow *
walk_once (VbtStore *self, const VbtSteps *steps, GError **error)
{
  switch (steps->kind)
    {
    case VBT_STEPS_UNDO:
      return vbt_store_undo (self, steps->annotator, error);
    case VBT_STEPS_REDO:
      return vbt_store_redo (self, steps->annotator, error);
    case VBT_STEPS_GO_TO:
    default:
      return vbt_store_go_to (self, steps->annotator, steps->number, error);
    }
}

static gboolean
walk (VbtStore *self, const VbtSteps *steps, GCancellable *cancellable, VbtHistoryRow **last,
      GError **error)
{
  guint n = steps->kind == VBT_STEPS_GO_TO ? 1 : steps->n;

  for (guint i = 0; i < n; i++)
    {
      VbtHistoryRow *row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      vbt_db_set_cancellable (self->db, cancellable); /* the step before took it away */
      row = walk_once (self, steps, error);
      vbt_db_set_cancellable (self->db, NULL);
      if (row == NULL)
        return FALSE;
      vbt_history_row_free (*last);
      *last = row;
    }
  return TRUE;
}

/**
 * vbt_store_walk:
 * @self: a project
 * @steps: which acts are undone or done again
 * @follower: (nullable): who waits for it; then @self is of a thread of its own
 * @last: (out) (transfer full) (nullable): the last act that was, also where one behind it could not be
 * @error: return location for an error
 *
 * Goes through the history as vbt_store_undo(), vbt_store_redo() and vbt_store_go_to() do. Where several acts are undone, each
 * is for itself: what is stopped, or refused, behind one leaves that undone.
 *
 * Returns: whether all of the way was gone
 */
gboolean
vbt_store_walk (VbtStore *self, const VbtSteps *steps, const VbtFollower *follower,
                VbtHistoryRow **last, GError **error)
{
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (steps != NULL && last != NULL, FALSE);

  *last = NULL;
  if (follower == NULL)
    return walk (self, steps, NULL, last, error);
  vbt_store_hold (self, TRUE);
  success = walk (self, steps, follower->cancellable, last, error);
  vbt_store_hold (self, FALSE);
  return success;
}
