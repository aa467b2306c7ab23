/* vbt-store-turn.c: who writes next, where one writes very much and another a little
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-store-private.h"

/* SQLite lets whoever asks at the right moment write next, and bulk work asks again at once. So those that wait are
 * counted, by project: bulk work looks at the count behind each document, ends its transaction early, and leaves
 * the lock to them. That counts within this process, which is where the window and its jobs are; to another
 * program it leaves the lock for VBT_GAP_USEC behind each step. */

/* Who waits longer than this has asked for something else. */
#define PATIENCE_USEC (100 * 1000)
#define PAUSE_USEC 200

static gint *
counter_of (const char *path)
{
  static GMutex mutex;
  static GHashTable *counters;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  gint *counter;

  if (counters == NULL)
    counters = g_hash_table_new (g_str_hash, g_str_equal);
  counter = g_hash_table_lookup (counters, full);
  if (counter == NULL)
    {
      counter = g_new0 (gint, 1);
      g_hash_table_insert (counters, g_steal_pointer (&full), counter);
    }
  return counter;
}

/** vbt_store_take_turn: waits for the lock and begins a transaction. */
gboolean
vbt_store_take_turn (VbtStore *self, GError **error)
{
  gboolean success;

  if (self->n_waiting == NULL)
    self->n_waiting = counter_of (self->path);
  if (self->batch != 0 || self->is_indexing)
    return vbt_db_exec (self->db, "BEGIN IMMEDIATE", error);
  g_atomic_int_inc (self->n_waiting);
  success = vbt_db_exec (self->db, "BEGIN IMMEDIATE", error);
  g_atomic_int_add (self->n_waiting, -1);
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

  return self->n_waiting != NULL && g_atomic_int_get (self->n_waiting) > 0;
}
