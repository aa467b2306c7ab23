/* vbt-act-many.c: the same decision on many suggestions, the same label on many words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions-private.h"
#include "vbt-store-private.h"

/* So many suggestions are decided on between two reports. */
#define STRIDE 64

static void
leave_document (VbtMany *self)
{
  vbt_act_clear (&self->act);
  g_clear_pointer (&self->document, vbt_document_free);
}

/** vbt_many_enter: goes on to another document, unless it is the same; one that is gone counts as locked. */
gboolean
vbt_many_enter (VbtMany *self, VbtId id, GError **error)
{
  g_autoptr (GError) local = NULL;
  VbtStatus status;

  if (self->document != NULL && self->document->id == id)
    return TRUE;
  leave_document (self);
  self->document = vbt_store_load_document (self->act.store, id, &local);
  self->is_locked = self->document == NULL;
  if (g_error_matches (local, VBT_ERROR, VBT_ERROR_NOT_FOUND))
    return TRUE;
  if (self->document == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->act.document = self->document;
  status = vbt_document_get_status (self->document, self->act.me);
  self->is_locked = status == VBT_STATUS_LOCKED;
  return status != VBT_STATUS_NEW
         || vbt_store_put_status (self->act.store, id, self->act.me, VBT_STATUS_IN_PROGRESS, error);
}

/**
 * vbt_many_follow:
 * @follower: (nullable): who waits
 * @n_done: with how many something was done
 * @n: how many there are
 * @error: return location for an error
 *
 * Called before each of them, and after the last one: what is stopped by then must not be kept.
 *
 * Returns: whether it shall go on
 */
gboolean
vbt_many_follow (const VbtFollower *follower, guint n_done, guint n, GError **error)
{
  if (follower == NULL || (n_done % STRIDE != 0 && n_done < n))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (follower->cancellable, error))
    return FALSE;
  if (follower->report != NULL)
    follower->report (follower->data, n_done, n);
  return TRUE;
}

/** vbt_many_end: ends the transaction, and says how much was done in it. */
gboolean
vbt_many_end (VbtMany *self, gboolean success, guint *n_done, GError **error)
{
  leave_document (self);
  if (n_done != NULL)
    *n_done = self->n_done;
  if (!success)
    {
      vbt_store_rollback (self->act.store);
      return FALSE;
    }
  return vbt_store_commit (self->act.store, error);
}

static gboolean
review_one (VbtMany *self, const VbtReviewItem *item, VbtVerdict verdict, GError **error)
{
  const VbtAnnotation *suggestion;

  if (!vbt_many_enter (self, item->document, error))
    return FALSE;
  suggestion = self->is_locked ? NULL : vbt_document_get_annotation (self->document, item->id);
  if (suggestion == NULL || !vbt_act_is_open (&self->act, suggestion))
    return TRUE;
  self->n_done++;
  return verdict == VBT_VERDICT_REJECTED ? vbt_act_reject_one (&self->act, suggestion, error)
                                         : vbt_act_accept_one (&self->act, suggestion, NULL, error);
}

static gboolean
review_all (VbtMany *self, const GPtrArray *items, VbtVerdict verdict, const VbtFollower *follower,
            GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (!vbt_many_follow (follower, i, items->len, error))
        return FALSE;
      if (!review_one (self, g_ptr_array_index (items, i), verdict, error))
        return FALSE;
    }
  return vbt_many_follow (follower, items->len, items->len, error);
}

/* The document that all are in, or 0. */
static VbtId
get_only_document (const GPtrArray *items)
{
  VbtId document = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (items, i);

      if (i > 0 && item->document != document)
        return 0;
      document = item->document;
    }
  return document;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const VbtReviewItem *first = *(VbtReviewItem *const *)a;
  const VbtReviewItem *second = *(VbtReviewItem *const *)b;

  if (first->number != second->number)
    return first->number < second->number ? -1 : 1;
  return first->start < second->start ? -1 : first->start > second->start;
}

/**
 * vbt_act_review_many:
 * @store: the project
 * @me: the annotator who acts
 * @items: (element-type VbtReviewItem): suggestions, in any number of documents
 * @verdict: whether they are accepted or rejected
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out) (optional): how many were decided on
 * @error: return location for an error
 *
 * Decides on many suggestions as one act. Those that are decided on meanwhile, and those in locked documents, are left out.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_review_many (VbtStore *store, VbtId me, const GPtrArray *items, VbtVerdict verdict,
                     const VbtFollower *follower, guint *n_done, GError **error)
{
  VbtMany many = { .act = { .store = store, .catalog = vbt_store_get_catalog (store), .me = me } };
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autofree char *words = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (items != NULL && verdict != VBT_VERDICT_CORRECTED, FALSE);

  words = g_strdup_printf (
      verdict == VBT_VERDICT_REJECTED
          ? ngettext ("Reject %u suggestion", "Reject %u suggestions", items->len)
          : ngettext ("Accept %u suggestion", "Accept %u suggestions", items->len),
      items->len);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (items, i));
  g_ptr_array_sort (sorted, compare_items);
  if (follower != NULL)
    vbt_store_hold (store, TRUE);
  success = vbt_store_begin (store, me, get_only_document (sorted), words, error)
            && vbt_many_end (&many, review_all (&many, sorted, verdict, follower, error), n_done,
                             error);
  if (follower != NULL)
    vbt_store_hold (store, FALSE);
  return success;
}

/* A span of mine, or one that is suggested, at just this place. */
static const VbtAnnotation *
find_at (const VbtMany *self, const VbtOccurrence *place, VbtId label, gboolean own)
{
  g_autoptr (VbtAnnotation) probe
      = vbt_annotation_new_span (label, self->act.me, place->range.start, place->range.end);
  g_autoptr (GPtrArray) same = vbt_document_find_same (self->document, probe);

  for (guint i = 0; i < same->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (same, i);

      if (own ? span->annotator == self->act.me : vbt_act_is_open (&self->act, span))
        return span;
    }
  return NULL;
}

/* My own span at just this place, preferably with the label. */
static const VbtAnnotation *
find_own_at (const VbtMany *self, const VbtOccurrence *place, VbtId label)
{
  const GPtrArray *labels = self->act.catalog->schema->labels;
  const VbtAnnotation *found = find_at (self, place, label, TRUE);

  for (guint i = 0; i < labels->len && found == NULL; i++)
    {
      const VbtLabel *other = g_ptr_array_index (labels, i);

      if (other->kind == VBT_KIND_SPAN)
        found = find_at (self, place, other->id, TRUE);
    }
  return found;
}

/** vbt_many_label: what is mine gets the label, what is suggested is accepted, and the rest is new. */
gboolean
vbt_many_label (VbtMany *self, const VbtOccurrence *place, const VbtLabel *label, GError **error)
{
  const VbtAnnotation *own, *suggestion;
  g_autoptr (VbtAnnotation) changed = NULL;

  if (!vbt_many_enter (self, place->document, error))
    return FALSE;
  if (self->is_locked || place->range.end > vbt_text_get_length (self->document->text))
    return TRUE;
  own = find_own_at (self, place, label->id);
  suggestion = find_at (self, place, label->id, FALSE);
  if (own != NULL && own->label == label->id)
    return TRUE;
  self->n_done++;
  if (own == NULL && suggestion != NULL)
    return vbt_act_accept_one (&self->act, suggestion, NULL, error);
  if (own != NULL)
    changed = vbt_annotation_copy (own);
  else
    changed
        = vbt_annotation_new_span (label->id, self->act.me, place->range.start, place->range.end);
  vbt_act_set_label (&self->act, changed, label);
  return own != NULL ? vbt_act_write (&self->act, own, changed, VBT_VERDICT_CORRECTED, error)
                     : vbt_act_put_new (&self->act, changed, error);
}
