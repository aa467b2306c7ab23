/* vbt-window-index.c: indexes in the background what imports left to be indexed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-window-private.h"

static void
indexed_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = g_steal_pointer (&self->index);
  const GError *error = vbt_job_get_error (job);

  if (vbt_jobs_bar_get_job (self->jobs) == job)
    vbt_jobs_bar_set_job (self->jobs, NULL);
  if (self->store != NULL)
    vbt_store_refresh (self->store, NULL);
  if (error == NULL)
    return;
  vbt_window_toast (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                              ? _ ("Indexing goes on when the project is opened again")
                              : error->message);
}

/**
 * vbt_window_start_index:
 * @self: a window
 *
 * Indexes what waits for it, where anything does and nothing else runs. It is no work that anybody
 * has to wait for: whatever is started meanwhile comes first.
 */
void
vbt_window_start_index (VbtWindow *self)
{
  guint64 n_pending = 0;

  if (self->store == NULL || self->index != NULL || vbt_jobs_bar_get_job (self->jobs) != NULL
      || vbt_store_is_read_only (self->store, NULL)
      || !vbt_store_count_pending (self->store, &n_pending, NULL) || n_pending == 0)
    return;
  self->index = vbt_job_new_index (vbt_store_get_path (self->store));
  g_signal_connect_object (self->index, "finished", G_CALLBACK (indexed_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_jobs_bar_set_job (self->jobs, self->index);
  vbt_job_start (self->index);
}

/**
 * vbt_window_stop_index:
 * @self: a window
 *
 * Stops indexing, and waits until the job has closed the project, which takes some milliseconds.
 */
void
vbt_window_stop_index (VbtWindow *self)
{
  g_autoptr (VbtJob) job = g_steal_pointer (&self->index);

  if (job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (job, self);
  if (vbt_jobs_bar_get_job (self->jobs) == job)
    vbt_jobs_bar_set_job (self->jobs, NULL);
  vbt_job_cancel (job);
  while (!vbt_job_is_finished (job))
    g_main_context_iteration (NULL, TRUE);
}
