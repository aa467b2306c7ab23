/* vbt-verdicts-query.c: how often taggers were right so far, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-verdicts-query.h"

#include <glib/gi18n.h>

/**
 * vbt_verdicts_describe:
 * @verdicts: what people decided on a label of a tagger
 *
 * Returns: (transfer full): the share that they accepted, and of how many
 */
char *
vbt_verdicts_describe (const VbtVerdicts *verdicts)
{
  guint64 n = vbt_verdicts_count (verdicts);

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%.0f %% of %zu decision", "%.0f %% of %zu decisions", n),
      MAX (vbt_verdicts_get_precision (verdicts), 0) * 100, (gsize)n);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (data, VBT_STORE_READ_ONLY, &error);
  GPtrArray *list = NULL;

  if (store != NULL)
    {
      vbt_store_set_cancellable (store, cancellable);
      list = vbt_store_list_verdicts (store, &error);
      vbt_store_set_cancellable (store, NULL);
    }
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vbt_verdicts_query_start:
 * @source: who asks
 * @path: (type filename): a project
 * @cancellable: (nullable): interrupts it
 * @callback: called when it is done
 *
 * Counts decisions in a thread: there may be many.
 */
void
vbt_verdicts_query_start (GObject *source, const char *path, GCancellable *cancellable,
                          GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);

  g_task_set_source_tag (task, vbt_verdicts_query_start);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, run);
}

/**
 * vbt_verdicts_query_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): of VbtVerdicts
 */
GPtrArray *
vbt_verdicts_query_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
