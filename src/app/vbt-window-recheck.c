/* vbt-window-recheck.c: looks in the background where annotations break rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/vbt-problems.h"
#include "vbt-window-private.h"

/* So long after the last act, in milliseconds: nobody looks at the list of problems while they annotate. */
#define DELAY_MS 300
/* What was found is shown so often, in microseconds. */
#define SHOWN_USEC (2 * G_USEC_PER_SEC)

static void start_soon (VbtWindow *self);

static void
finished_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = g_steal_pointer (&self->recheck);

  if (self->store == NULL)
    return;
  vbt_store_refresh (self->store, NULL);
  /* Where it failed it is tried again with the next act. */
  if (vbt_job_get_error (job) == NULL
      || g_error_matches (vbt_job_get_error (job), G_IO_ERROR, G_IO_ERROR_CANCELLED))
    start_soon (self);
}

static void
progress_cb (VbtWindow *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->store == NULL || now - self->rechecked < SHOWN_USEC)
    return;
  self->rechecked = now;
  vbt_store_refresh (self->store, NULL);
}

/* One at a time, and after everything that somebody waits for. */
static gboolean
start_cb (gpointer data)
{
  VbtWindow *self = data;

  self->recheck_source = 0;
  if (self->recheck != NULL || !vbt_store_has_unchecked (self->store))
    return G_SOURCE_REMOVE;
  if (vbt_jobs_bar_get_job (self->jobs) != NULL)
    {
      start_soon (self);
      return G_SOURCE_REMOVE;
    }
  self->rechecked = g_get_monotonic_time ();
  self->recheck = vbt_job_new_recheck (vbt_store_get_path (self->store));
  g_signal_connect_object (self->recheck, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recheck, "notify::fraction", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_job_start (self->recheck);
  return G_SOURCE_REMOVE;
}

static void
start_soon (VbtWindow *self)
{
  g_clear_handle_id (&self->recheck_source, g_source_remove);
  self->recheck_source = g_timeout_add (DELAY_MS, start_cb, self);
}

static void
changed_cb (VbtWindow *self, const VbtChange *change)
{
  if (!vbt_change_is_of_problems (change))
    start_soon (self);
}

/**
 * vbt_window_start_rechecking:
 * @self: a window with a project
 *
 * From now on checks the annotations that change.
 */
void
vbt_window_start_rechecking (VbtWindow *self)
{
  if (vbt_store_is_read_only (self->store, NULL))
    return;
  g_signal_connect_object (self->store, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  start_soon (self);
}

/**
 * vbt_window_pause_rechecking:
 * @self: a window
 *
 * Lets something that somebody waits for come first. It goes on after that.
 */
void
vbt_window_pause_rechecking (VbtWindow *self)
{
  if (self->recheck != NULL)
    vbt_job_cancel (self->recheck);
}

/**
 * vbt_window_stop_rechecking:
 * @self: a window
 *
 * Checks no more, and waits until the job has closed the project, which takes as long as one article is checked.
 */
void
vbt_window_stop_rechecking (VbtWindow *self)
{
  g_autoptr (VbtJob) job = g_steal_pointer (&self->recheck);

  g_clear_handle_id (&self->recheck_source, g_source_remove);
  g_signal_handlers_disconnect_by_func (self->store, changed_cb, self);
  if (job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (job, self);
  vbt_job_cancel (job);
  while (!vbt_job_is_finished (job))
    g_main_context_iteration (NULL, TRUE);
}
