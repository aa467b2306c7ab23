/* vbt-act-hits.c: the same act on much that a search found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions-private.h"
#include "vbt-store-private.h"

/** Hits: an act on hits that is under way. */
typedef struct
{
  VbtMany many;
  GArray *hits; /* of VbtHit, those of one document behind each other */
  const VbtFollower *follower;
  const VbtLabel *label; /* (nullable): none where they are deleted */
} Hits;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const VbtHit *first = a;
  const VbtHit *second = b;

  if (first->document != second->document)
    return first->document < second->document ? -1 : 1;
  return first->start < second->start ? -1 : first->start > second->start;
}

/* What is mine is changed, what was suggested is corrected, or accepted where it says just this. */
static gboolean
relabel (Hits *self, const VbtAnnotation *original, GError **error)
{
  VbtAct *act = &self->many.act;
  g_autoptr (VbtAnnotation) changed = NULL;

  if (original->kind != self->label->kind)
    return TRUE;
  if (original->label == self->label->id && vbt_act_is_open (act, original))
    {
      self->many.n_done++;
      return vbt_act_accept_one (act, original, NULL, error);
    }
  changed = vbt_act_own (act, original);
  if (changed->label == self->label->id)
    return TRUE;
  vbt_act_set_label (act, changed, self->label);
  self->many.n_done++;
  return vbt_act_write (act, original, changed, VBT_VERDICT_CORRECTED, error);
}

/* What others made, and what was decided on before, is not mine to delete. */
static gboolean delete (Hits *self, const VbtAnnotation *original, GError **error)
{
  VbtAct *act = &self->many.act;
  gboolean is_mine = original->annotator == act->me;

  if (!is_mine && !vbt_act_is_open (act, original))
    return TRUE;
  self->many.n_done++;
  return is_mine ? vbt_act_delete_one (act, original, error)
                 : vbt_act_reject_one (act, original, error);
}

static gboolean
act_on (Hits *self, const VbtHit *hit, GError **error)
{
  const VbtAnnotation *original;

  if (hit->annotation == 0 && (self->label == NULL || hit->end == 0))
    return TRUE;
  if (hit->annotation == 0)
    {
      VbtOccurrence place = { hit->document, { hit->start, hit->end } };

      return self->label->kind != VBT_KIND_SPAN
             || vbt_many_label (&self->many, &place, self->label, error);
    }
  if (!vbt_many_enter (&self->many, hit->document, error))
    return FALSE;
  original = self->many.is_locked
                 ? NULL
                 : vbt_document_get_annotation (self->many.document, hit->annotation);
  if (original == NULL)
    return TRUE;
  return self->label != NULL ? relabel (self, original, error) : delete (self, original, error);
}

static gboolean
act_on_all (Hits *self, GError **error)
{
  for (guint i = 0; i < self->hits->len; i++)
    {
      if (!vbt_many_follow (self->follower, i, self->hits->len, error))
        return FALSE;
      if (!act_on (self, &g_array_index (self->hits, VbtHit, i), error))
        return FALSE;
    }
  return vbt_many_follow (self->follower, self->hits->len, self->hits->len, error);
}

/* The document that all are in, or 0. */
static VbtId
get_only_document (const GArray *sorted)
{
  VbtId first = g_array_index (sorted, VbtHit, 0).document;

  return first == g_array_index (sorted, VbtHit, sorted->len - 1).document ? first : 0;
}

static gboolean
run (Hits *self, const char *words, guint *n_done, GError **error)
{
  VbtStore *store = self->many.act.store;
  gboolean success;

  if (self->follower != NULL)
    vbt_store_hold (store, TRUE);
  success
      = vbt_store_begin (store, self->many.act.me, get_only_document (self->hits), words, error);
  if (success)
    success = vbt_many_end (&self->many, act_on_all (self, error), n_done, error);
  if (self->follower != NULL)
    vbt_store_hold (store, FALSE);
  return success;
}

static gboolean
start (VbtStore *store, VbtId me, const VbtLabel *label, const GArray *hits,
       const VbtFollower *follower, const char *words, guint *n_done, GError **error)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *)hits);
  Hits self = { .hits = sorted, .follower = follower, .label = label };

  if (n_done != NULL)
    *n_done = 0;
  if (sorted->len == 0)
    return TRUE;
  self.many.act = (VbtAct){ .store = store, .catalog = vbt_store_get_catalog (store), .me = me };
  g_array_sort (sorted, compare_hits);
  return run (&self, words, n_done, error);
}

/**
 * vbt_act_label_hits:
 * @store: the project
 * @me: the annotator who acts
 * @label: what they are from now on
 * @hits: (element-type VbtHit): what a search found: words, or annotations
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out) (optional): how many got the label
 * @error: return location for an error
 *
 * Labels words and relabels annotations as one act. What was suggested becomes a correction, or is accepted where it has the
 * label; annotations of another kind, and those in locked documents, are left out.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_label_hits (VbtStore *store, VbtId me, VbtId label, const GArray *hits,
                    const VbtFollower *follower, guint *n_done, GError **error)
{
  const VbtLabel *found;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && hits != NULL, FALSE);

  found = vbt_schema_get_label (vbt_store_get_catalog (store)->schema, label);
  if (found == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                           _ ("The label is no longer there: somebody else deleted it"));
      return FALSE;
    }
  /* TRANSLATORS: a number, and the name of a label */
  words = g_strdup_printf (ngettext ("Label %u hit as %s", "Label %u hits as %s", hits->len),
                           hits->len, found->name);
  return start (store, me, found, hits, follower, words, n_done, error);
}

/**
 * vbt_act_delete_hits:
 * @store: the project
 * @me: the annotator who acts
 * @hits: (element-type VbtHit): what a search found
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out) (optional): how many were deleted or rejected
 * @error: return location for an error
 *
 * Deletes annotations of mine and rejects suggestions as one act. Words, what others made, and what is in locked documents is
 * left out.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_delete_hits (VbtStore *store, VbtId me, const GArray *hits, const VbtFollower *follower,
                     guint *n_done, GError **error)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && hits != NULL, FALSE);

  words = g_strdup_printf (ngettext ("Delete %u hit", "Delete %u hits", hits->len), hits->len);
  return start (store, me, NULL, hits, follower, words, n_done, error);
}
