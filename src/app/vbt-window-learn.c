/* vbt-window-learn.c: learns in the background from what people decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-train.h"
#include "vbt-settings.h"
#include "vbt-window-private.h"

/* What was learned is used by the next tagging; nobody waits for it, and nobody is told. Too little to learn from is no
 * failure either: it is tried again when there is as much more. */
static void
learned_cb (VbtWindow *self)
{
  g_clear_object (&self->learning);
}

static void
learn_if_due (VbtWindow *self)
{
  int least = g_settings_get_int (vbt_settings (), "learn-after");
  guint64 n_evidence;

  if (least == 0 || self->learning != NULL || vbt_window_is_busy (self)
      || vbt_store_is_read_only (self->store, NULL)
      || !vbt_train_is_due (self->store, self->n_learned_from, (guint64)least, &n_evidence))
    return;
  self->n_learned_from = n_evidence;
  self->learning = vbt_job_new_train (vbt_store_get_path (self->store));
  g_signal_connect_object (self->learning, "finished", G_CALLBACK (learned_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_job_start (self->learning);
}

/**
 * vbt_window_start_learning:
 * @self: a window with a project
 *
 * From now on learns whenever people decided on enough that is new: the setting says how much.
 */
void
vbt_window_start_learning (VbtWindow *self)
{
  self->n_learned_from = 0;
  g_signal_connect_object (self->store, "changed", G_CALLBACK (learn_if_due), self,
                           G_CONNECT_SWAPPED);
  learn_if_due (self);
}

/**
 * vbt_window_stop_learning:
 * @self: a window
 *
 * Learns no more. What was learned before is still in the project.
 */
void
vbt_window_stop_learning (VbtWindow *self)
{
  g_autoptr (VbtJob) job = g_steal_pointer (&self->learning);

  g_signal_handlers_disconnect_by_func (self->store, learn_if_due, self);
  if (job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (job, self);
  vbt_job_cancel (job);
}
