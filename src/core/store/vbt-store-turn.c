/* vbt-store-turn.c: who writes next, where one writes very much and another a little
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

/* SQLite lets whoever asks at the right moment write next, and bulk work asks again at once. So those that wait are
 * counted, by project: bulk work looks at the count behind each document, ends its transaction early, and leaves
 * the lock to them. That counts within this process, which is where the window and its jobs are; to another
 * program it leaves the lock for VBT_GAP_USEC behind each step. */

/* Who waits longer than this has asked for something else. */
#define PATIENCE_USEC (100 * 1000)
#define PAUSE_USEC 200

struct _VbtTurn
{
  gint n_waiting; /* those who wait to write to the project in this process */
  gint is_held;   /* one act is under way that takes long */
};

static VbtTurn *
turn_of (const char *path)
{
  static GMutex mutex;
  static GHashTable *counters;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  VbtTurn *turn;

  if (counters == NULL)
    counters = g_hash_table_new (g_str_hash, g_str_equal);
  turn = g_hash_table_lookup (counters, full);
  if (turn == NULL)
    {
      turn = g_new0 (VbtTurn, 1);
      g_hash_table_insert (counters, g_steal_pointer (&full), turn);
    }
  return turn;
}

static VbtTurn *
get_turn (VbtStore *self)
{
  if (self->turn == NULL)
    self->turn = turn_of (self->path);
  return self->turn;
}

/**
 * vbt_store_hold:
 * @self: a project, of a thread that may take its time
 * @hold: whether the act that follows takes long, or is over
 *
 * One transaction cannot let others write in between. Who wants to write in this process while it lasts is refused at once,
 * so that the window does not stand still.
 */
void
vbt_store_hold (VbtStore *self, gboolean hold)
{
  g_return_if_fail (VBT_IS_STORE (self) && self->is_holding != hold);

  self->is_holding = hold;
  g_atomic_int_add (&get_turn (self)->is_held, hold ? 1 : -1);
}

/** vbt_store_check_turn: refuses where one act is under way that takes long: it is not to be waited for. */
gboolean
vbt_store_check_turn (VbtStore *self, GError **error)
{
  if (self->is_holding || g_atomic_int_get (&get_turn (self)->is_held) == 0)
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_BUSY,
                       _ ("Many annotations are being changed: wait until that is finished, or "
                          "cancel it"));
  return FALSE;
}

static gboolean
begin (VbtStore *self, GError **error)
{
  gboolean success = vbt_db_exec (self->db, "BEGIN IMMEDIATE", error);

  vbt_db_expect_transaction (self->db, success);
  return success;
}

/** vbt_store_take_turn: waits for the lock and begins a transaction. */
gboolean
vbt_store_take_turn (VbtStore *self, GError **error)
{
  VbtTurn *turn = get_turn (self);
  gboolean success;

  if (self->batch != 0 || self->is_indexing)
    return begin (self, error);
  if (!vbt_store_check_turn (self, error))
    return FALSE;
  g_atomic_int_inc (&turn->n_waiting);
  success = begin (self, error);
  g_atomic_int_add (&turn->n_waiting, -1);
  return success;
}

/** vbt_store_let_others: between two transactions of bulk work, leaves the lock to whoever wants it. */
void
vbt_store_let_others (VbtStore *self)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_USEC;

  g_usleep (VBT_GAP_USEC);
  while (vbt_store_is_awaited (self) && g_get_monotonic_time () < end)
    g_usleep (PAUSE_USEC);
}

/**
 * vbt_store_is_awaited:
 * @self: a project in which a batch or an index is begun
 *
 * Returns: whether somebody in this process waits to write to the project: then the step is to end soon
 */
gboolean
vbt_store_is_awaited (VbtStore *self)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  return self->turn != NULL && g_atomic_int_get (&self->turn->n_waiting) > 0;
}

/**
 * vbt_store_is_step_due:
 * @self: a project in which a batch or an index is begun
 * @began: when its step began, of g_get_monotonic_time()
 *
 * Returns: whether the step lasted long enough, or somebody waits
 */
gboolean
vbt_store_is_step_due (VbtStore *self, gint64 began)
{
  return g_get_monotonic_time () - began >= VBT_STEP_USEC || vbt_store_is_awaited (self);
}
