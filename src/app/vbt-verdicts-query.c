/* vbt-verdicts-query.c: how often taggers were right so far, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-verdicts-query.h"

#include <glib/gi18n.h>

#include "vbt-ask.h"

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

static gpointer
list_verdicts (VbtStore *store, gpointer unused, GCancellable *cancellable, GError **error)
{
  return vbt_store_list_verdicts (store, error);
}

static const VbtQuestion question = { list_verdicts, NULL, (GDestroyNotify)g_ptr_array_unref };

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
  vbt_ask (source, path, &question, NULL, cancellable, callback, NULL);
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
  return vbt_ask_finish (result, error);
}
