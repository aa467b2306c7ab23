/* vbt-recheck.c: looks in the background where annotations break rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-recheck.h"

#include "jobs/vbt-ticker.h"

/* So many sets, or what takes so long, are checked before what was found is written, so that nobody waits for the
 * lock meanwhile. */
#define AT_ONCE 64
#define CHECKED_USEC (50 * 1000)

/** Checker: a look at all that waits. */
typedef struct
{
  VbtStore *store;
  const VbtProgress *progress;
  GCancellable *cancellable;
  VbtTicker ticker;
  guint64 n_done;
  guint64 n_all;
} Checker;

/* Of a document that is gone, in the trash, or cannot be read, nothing is known. */
static GPtrArray *
check (Checker *self, const VbtUnchecked *set)
{
  g_autoptr (VbtDocument) document
      = set->document != 0 ? vbt_store_load_document (self->store, set->document, NULL) : NULL;

  if (document == NULL)
    return g_ptr_array_new ();
  if (document->tokens == NULL)
    vbt_document_segment (document);
  return vbt_check_document (document, vbt_store_get_catalog (self->store), set->annotator,
                             VBT_WHEN_ASKED);
}

/* As many of the sets as are checked in time; at least one. */
static GPtrArray *
check_some (Checker *self, const GArray *sets, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  gint64 end = g_get_monotonic_time () + CHECKED_USEC;

  for (guint i = 0; i < sets->len && (i == 0 || g_get_monotonic_time () < end); i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      g_ptr_array_add (found, check (self, &g_array_index (sets, VbtUnchecked, i)));
    }
  return g_steal_pointer (&found);
}

static gboolean
keep_some (Checker *self, const GArray *sets, const GPtrArray *found, GError **error)
{
  gboolean success = TRUE;

  if (!vbt_store_begin_keeping (self->store, error))
    return FALSE;
  for (guint i = 0; i < found->len && success; i++)
    success = vbt_store_keep_problems (self->store, &g_array_index (sets, VbtUnchecked, i),
                                       g_ptr_array_index (found, i), error);
  if (!success)
    vbt_store_rollback (self->store);
  return vbt_store_end_keeping (self->store, success ? error : NULL) && success;
}

/**
 * vbt_recheck:
 * @store: a project of a thread of its own, without an open transaction
 * @progress: (nullable): in documents
 * @cancellable: (nullable): stops it; what is done stays done
 * @error: return location for an error
 *
 * Checks the annotations of people that changed since they were checked last, and keeps where they break rules. Whoever
 * writes to the project meanwhile comes in between. Killed or stopped, it goes on at the next call where it was.
 *
 * Returns: whether all that waited was checked
 */
gboolean
vbt_recheck (VbtStore *store, const VbtProgress *progress, GCancellable *cancellable,
             GError **error)
{
  Checker self = { .store = store, .progress = progress, .cancellable = cancellable };

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);

  if (!vbt_store_examine (store, cancellable, error)
      || !vbt_store_count_unchecked (store, &self.n_all, error))
    return FALSE;
  for (;;)
    {
      g_autoptr (GArray) sets = vbt_store_list_unchecked (store, AT_ONCE, error);
      g_autoptr (GPtrArray) found = NULL;

      if (sets == NULL)
        return FALSE;
      if (sets->len == 0)
        return TRUE;
      found = check_some (&self, sets, error);
      if (found == NULL || !keep_some (&self, sets, found, error))
        return FALSE;
      self.n_done += found->len;
      vbt_ticker_report (&self.ticker, progress, MIN (self.n_done, self.n_all), self.n_all, NULL);
    }
}
