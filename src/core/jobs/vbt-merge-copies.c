/* vbt-merge-copies.c: several copies of a project into it, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-merge-copies.h"

#include <string.h>

#include "jobs/vbt-ticker.h"

void
vbt_merged_copy_free (VbtMergedCopy *self)
{
  if (self == NULL)
    return;
  vbt_merge_result_clear (&self->result);
  g_free (self->refusal);
  g_free (self->path);
  g_free (self);
}

/** Meter: how far all of them are. */
typedef struct
{
  const VbtProgress *progress;
  VbtTicker ticker;
  const char *path;
  guint n_before, n;
} Meter;

static void
report_cb (gpointer data, guint64 done, guint64 total)
{
  Meter *self = data;

  vbt_ticker_report (&self->ticker, self->progress, self->n_before * total + done, self->n * total,
                     self->path);
}

/* Its message without the name of the file, which is told apart. */
static char *
say_why (const char *path, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *const prefixes[] = { path, name };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize length = strlen (prefixes[i]);

      if (strncmp (error->message, prefixes[i], length) == 0
          && strncmp (error->message + length, ": ", 2) == 0)
        return g_strdup (error->message + length + 2);
    }
  return g_strdup (error->message);
}

static gboolean
merge_one (VbtStore *store, const VbtMergeCopiesOptions *options, Meter *meter, GPtrArray *copies,
           GCancellable *cancellable, GError **error)
{
  VbtMergeOptions one = { .me = options->me, .only_look = options->only_look };
  VbtFollower follower = { report_cb, meter, cancellable };
  VbtMergedCopy *copy = g_new0 (VbtMergedCopy, 1);
  g_autoptr (GError) local = NULL;
  gboolean is_refused;

  copy->path = g_strdup (meter->path);
  g_ptr_array_add (copies, copy);
  if (vbt_store_merge (store, meter->path, &one, &copy->result, &follower, &is_refused, &local))
    return TRUE;
  copy->refusal = say_why (meter->path, local);
  if (is_refused)
    {
      vbt_progress_problem (meter->progress, meter->path, 0, copy->refusal);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * vbt_merge_copies:
 * @store: a project, without an open transaction
 * @options: which copies, and whose acts these are
 * @copies: (element-type VbtMergedCopy): what came of each is added
 * @progress: (nullable): a copy that is refused is a problem
 * @cancellable: (nullable): leaves nothing of the copy that is being merged; those before it stay merged
 * @error: return location for an error
 *
 * Merges copies of a project into it, each as one act: see vbt_store_merge(). One that is refused is told, and the others
 * go on.
 *
 * Returns: whether all were gone through
 */
gboolean
vbt_merge_copies (VbtStore *store, const VbtMergeCopiesOptions *options, GPtrArray *copies,
                  const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  Meter meter = { .progress = progress };

  g_return_val_if_fail (VBT_IS_STORE (store) && options != NULL && options->paths != NULL, FALSE);
  g_return_val_if_fail (copies != NULL, FALSE);

  meter.n = g_strv_length ((char **)options->paths);
  for (; meter.n_before < meter.n; meter.n_before++)
    {
      meter.path = options->paths[meter.n_before];
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !merge_one (store, options, &meter, copies, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
