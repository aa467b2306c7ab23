/* vbt-session-acts.c: what the window does to the document that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-session-private.h"

/* Tells of a refusal; selects what came of an act. Consumes @error. */
static gboolean
finish (VbtSession *self, gboolean success, VbtId result, GError *error)
{
  if (success)
    {
      vbt_session_set_selected (self, result);
      return TRUE;
    }
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROBLEM], 0,
                 error != NULL ? error->message : "");
  g_clear_error (&error);
  return FALSE;
}

/**
 * vbt_session_label:
 * @label: a label of spans
 * @fragments: (element-type VbtRange): what it covers, in code points
 *
 * Puts a label on text and selects the new span. A cue or a speaker is linked to its quote.
 */
gboolean
vbt_session_label (VbtSession *self, VbtId label, const GArray *fragments)
{
  GError *error = NULL;
  VbtId result;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  result = vbt_act_add_span (self->store, self->document, self->me, label, fragments,
                             vbt_session_drawn_end (self, self->quote), &error);
  return finish (self, result != 0, result, error);
}

/** vbt_session_relabel: gives an annotation another label */
gboolean
vbt_session_relabel (VbtSession *self, VbtId annotation, VbtId label)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success
      = vbt_act_relabel (self->store, self->document, self->me, annotation, label, &result, &error);
  return finish (self, success, result, error);
}

/** vbt_session_set_fragments: moves the edges of a span */
gboolean
vbt_session_set_fragments (VbtSession *self, VbtId span, const GArray *fragments)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_set_fragments (self->store, self->document, self->me, span, fragments, &result,
                                   &error);
  return finish (self, success, result, error);
}

/** vbt_session_delete: deletes what is mine, rejects what was suggested */
gboolean
vbt_session_delete (VbtSession *self, VbtId annotation)
{
  GError *error = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_delete (self->store, self->document, self->me, annotation, &error);
  return finish (self, success, 0, error);
}

/** vbt_session_accept: accepts a suggestion and selects what it became */
gboolean
vbt_session_accept (VbtSession *self, VbtId suggestion)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_accept (self->store, self->document, self->me, suggestion, &result, &error);
  return finish (self, success, result, error);
}

/** vbt_session_reject: rejects a suggestion */
gboolean
vbt_session_reject (VbtSession *self, VbtId suggestion)
{
  GError *error = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_reject (self->store, self->document, self->me, suggestion, &error);
  return finish (self, success, 0, error);
}

/** vbt_session_list_open: all suggestions that begin in a part of the text and wait for a decision, as VbtReviewItem */
GPtrArray *
vbt_session_list_open (VbtSession *self, VbtRange range)
{
  VbtCatalog *catalog = vbt_session_get_catalog (self);
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, items);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->document->annotations, i);
      VbtReviewItem *item;

      if (span->kind != VBT_KIND_SPAN || vbt_annotation_get_extent (span).start < range.start
          || vbt_annotation_get_extent (span).start >= range.end
          || !vbt_document_is_open_suggestion (self->document, catalog, span, self->me))
        continue;
      item = g_new0 (VbtReviewItem, 1);
      item->id = span->id;
      item->document = self->document->id;
      item->start = vbt_annotation_get_extent (span).start;
      g_ptr_array_add (items, item);
    }
  return items;
}

/** vbt_session_decide_many: accepts or rejects suggestions as one act, while the window waits: only some */
gboolean
vbt_session_decide_many (VbtSession *self, GPtrArray *items, VbtVerdict verdict)
{
  GError *error = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return items->len == 0
         || finish (self,
                    vbt_act_review_many (self->store, self->me, items, verdict, NULL, NULL, &error),
                    self->selected, error);
}

/** vbt_session_give_speaker: says who says a quote */
gboolean
vbt_session_give_speaker (VbtSession *self, VbtId quote, const VbtSpeakerChoice *choice)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_give_speaker (self->store, self->document, self->me, quote, choice, &result,
                                  &error);
  return finish (self, success, result, error);
}

/** vbt_session_say_whom: says whom a span names */
gboolean
vbt_session_say_whom (VbtSession *self, VbtId span, const VbtSpeakerChoice *choice)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_say_whom (self->store, self->document, self->me, span, choice, &result, &error);
  return finish (self, success, result, error);
}

/** vbt_session_link: links two annotations and selects the one that the relation comes from */
gboolean
vbt_session_link (VbtSession *self, VbtId label, VbtId from, VbtId to)
{
  GError *error = NULL;
  VbtId result;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  result = vbt_act_link (self->store, self->document, self->me, label, from, to, &error);
  return finish (self, result != 0, vbt_session_drawn_end (self, from), error);
}

/** vbt_session_set_value: sets an attribute */
gboolean
vbt_session_set_value (VbtSession *self, VbtId annotation, VbtId attribute, const char *value)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_set_value (self->store, self->document, self->me, annotation, attribute, value,
                               &result, &error);
  return finish (self, success, result, error);
}

/** vbt_session_set_note: writes a note */
gboolean
vbt_session_set_note (VbtSession *self, VbtId annotation, const char *note)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success
      = vbt_act_set_note (self->store, self->document, self->me, annotation, note, &result, &error);
  return finish (self, success, result, error);
}

/** vbt_session_set_entity: says whom a span names */
gboolean
vbt_session_set_entity (VbtSession *self, VbtId span, VbtId entity)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success
      = vbt_act_set_entity (self->store, self->document, self->me, span, entity, &result, &error);
  return finish (self, success, result, error);
}

/** vbt_session_set_status: says how far I am with the document */
gboolean
vbt_session_set_status (VbtSession *self, VbtStatus status)
{
  GError *error = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);
  vbt_session_complete (self);
  success = vbt_act_set_status (self->store, self->document, self->me, status, &error);
  return finish (self, success, self->selected, error);
}

/**
 * vbt_session_show_act:
 * @self: a session
 * @act: what was undone or done again
 *
 * Shows the document that it was about, if that is one, and is still there.
 */
void
vbt_session_show_act (VbtSession *self, const VbtHistoryRow *act)
{
  g_return_if_fail (VBT_IS_SESSION (self) && act != NULL);

  if (act->document != 0 && (self->document == NULL || self->document->id != act->document))
    vbt_session_open_document (self, act->document, NULL);
}

/**
 * vbt_session_walk:
 * @self: a session
 * @steps: which of my acts are undone or done again
 *
 * Goes through the history while the window waits: for what vbt_store_is_long_way() says of, start a job.
 *
 * Returns: whether all of the way was gone
 */
gboolean
vbt_session_walk (VbtSession *self, const VbtSteps *steps)
{
  GError *error = NULL;
  g_autoptr (VbtHistoryRow) last = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && steps != NULL, FALSE);

  success = vbt_store_walk (self->store, steps, NULL, &last, &error);
  if (last != NULL)
    vbt_session_show_act (self, last);
  return success || finish (self, FALSE, 0, error);
}

/** vbt_session_undo: takes back my last action, in whatever document it was */
gboolean
vbt_session_undo (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return vbt_session_walk (self, &(VbtSteps){ VBT_STEPS_UNDO, self->me, 1 });
}

/** vbt_session_redo: does again what was undone last */
gboolean
vbt_session_redo (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return vbt_session_walk (self, &(VbtSteps){ VBT_STEPS_REDO, self->me, 1 });
}

/**
 * vbt_session_fix:
 * @self: a session
 * @fix: what fixes a problem mechanically, in any document
 *
 * Fixes it; what is selected stays.
 */
gboolean
vbt_session_fix (VbtSession *self, const VbtFix *fix)
{
  gboolean is_shown;
  g_autoptr (VbtDocument) other = NULL;
  GError *error = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (self) && fix != NULL, FALSE);

  is_shown = self->document != NULL && self->document->id == fix->document;
  if (is_shown)
    vbt_session_complete (self);
  else
    other = vbt_store_load_document (self->store, fix->document, &error);
  if (!is_shown && other == NULL)
    return finish (self, FALSE, 0, error);
  return finish (
      self, vbt_act_fix (self->store, is_shown ? self->document : other, self->me, fix, &error),
      self->selected, error);
}
