/* vbt-verdicts.c: how often taggers were right so far
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/vbt-verdicts.h"

#include "vbt-store-private.h"

/* Verdicts 0, 1, 2 are accepted, rejected, corrected; the annotators of kind 1 are taggers. */
#define VERDICTS                                                                                   \
  "SELECT k.name, l.name, l.kind, sum (d.verdict = 0), sum (d.verdict = 2), sum (d.verdict = 1)"   \
  " FROM decision d JOIN annotation a ON a.id = d.suggestion"                                      \
  " JOIN annotator k ON k.id = a.annotator AND k.kind = 1 JOIN label l ON l.id = a.label"          \
  " GROUP BY k.name, l.id ORDER BY k.name, l.position, l.id"

static void
verdicts_free (gpointer data)
{
  VbtVerdicts *self = data;

  g_free (self->tagger);
  g_free (self->label);
  g_free (self);
}

/**
 * vbt_store_list_verdicts:
 * @self: a project
 * @error: return location for an error
 *
 * Counts what all people decided on the suggestions of taggers, of any version. Costs what there
 * are decisions: not for the main thread.
 *
 * Returns: (transfer full) (nullable): of VbtVerdicts, by tagger, in the schema's order of labels
 */
GPtrArray *
vbt_store_list_verdicts (VbtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdicts_free);
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db, VERDICTS, "");
  while (vbt_query_next (query))
    {
      VbtVerdicts *verdicts = g_new0 (VbtVerdicts, 1);

      verdicts->tagger = vbt_query_dup_name (query, 0);
      verdicts->label = vbt_query_dup_name (query, 1);
      verdicts->kind = vbt_query_get_choice (query, 2, VBT_KIND_DOCUMENT, VBT_KIND_SPAN);
      verdicts->n_accepted = (guint64)vbt_query_get_int (query, 3);
      verdicts->n_corrected = (guint64)vbt_query_get_int (query, 4);
      verdicts->n_rejected = (guint64)vbt_query_get_int (query, 5);
      g_ptr_array_add (list, verdicts);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * vbt_verdicts_count:
 * @self: verdicts
 *
 * Returns: how many decisions there are
 */
guint64
vbt_verdicts_count (const VbtVerdicts *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_accepted + self->n_corrected + self->n_rejected;
}

/**
 * vbt_verdicts_get_precision:
 * @self: verdicts
 *
 * Returns: the share of suggestions that were accepted as they were, 0 to 1; -1 where nobody
 *   decided on any
 */
double
vbt_verdicts_get_precision (const VbtVerdicts *self)
{
  guint64 n = vbt_verdicts_count (self);

  return n > 0 ? (double)self->n_accepted / (double)n : -1;
}
