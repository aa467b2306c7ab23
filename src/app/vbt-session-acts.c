/* vbt-session-acts.c: what the window does to the document that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-session-private.h"

/** VbtSessionAct: something that is done to the document that is shown, or will be once all of it is read. */
typedef struct _VbtSessionAct VbtSessionAct;
struct _VbtSessionAct
{
  /* @result: what is selected then */
  gboolean (*run) (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error);
  VbtId annotation;
  VbtId other; /* a label, an attribute, or what @annotation is linked to */
  VbtId end;
  VbtStatus status;
  VbtFix fix;
  GArray *fragments;        /* (nullable): of VbtRange */
  char *words;              /* (nullable) */
  VbtSpeakerChoice *choice; /* (nullable) */
};

/* The arguments of vbt_act_*() that each act begins with. */
#define PROJECT(self) (self)->store, (self)->document, (self)->me

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

static void
act_free (VbtSessionAct *self)
{
  g_clear_pointer (&self->fragments, g_array_unref);
  g_clear_pointer (&self->choice, vbt_speaker_choice_free);
  g_free (self->words);
  g_free (self);
}

static VbtSessionAct *
act_copy (const VbtSessionAct *self)
{
  VbtSessionAct *copy = g_memdup2 (self, sizeof *self);

  copy->fragments = self->fragments != NULL ? g_array_copy (self->fragments) : NULL;
  copy->words = g_strdup (self->words);
  copy->choice = self->choice != NULL ? vbt_speaker_choice_copy (self->choice) : NULL;
  return copy;
}

static gboolean
run (VbtSession *self, const VbtSessionAct *act)
{
  GError *error = NULL;
  VbtId result = 0;
  gboolean success = act->run (self, act, &result, &error);

  return finish (self, success, result, error);
}

static void
run_later_cb (VbtSession *self, gpointer act)
{
  run (self, act);
}

/* An act needs all of the document. Returns: %FALSE where it was refused; what is kept for later tells of that itself */
static gboolean
run_when_complete (VbtSession *self, const VbtSessionAct *act)
{
  if (!vbt_session_is_loading (self))
    return run (self, act);
  vbt_session_when_complete (self, run_later_cb, act_copy (act), (GDestroyNotify)act_free);
  return TRUE;
}

static gboolean
run_label (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  *result = vbt_act_add_span (PROJECT (self), act->other, act->fragments,
                              vbt_session_drawn_end (self, self->quote), error);
  return *result != 0;
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
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (
      self, &(VbtSessionAct){ .run = run_label, .other = label, .fragments = (GArray *)fragments });
}

static gboolean
run_relabel (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_relabel (PROJECT (self), act->annotation, act->other, result, error);
}

/** vbt_session_relabel: gives an annotation another label */
gboolean
vbt_session_relabel (VbtSession *self, VbtId annotation, VbtId label)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (
      self, &(VbtSessionAct){ .run = run_relabel, .annotation = annotation, .other = label });
}

static gboolean
run_set_fragments (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_set_fragments (PROJECT (self), act->annotation, act->fragments, result, error);
}

/** vbt_session_set_fragments: moves the edges of a span */
gboolean
vbt_session_set_fragments (VbtSession *self, VbtId span, const GArray *fragments)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_set_fragments,
                                                    .annotation = span,
                                                    .fragments = (GArray *)fragments });
}

static gboolean
run_delete (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_delete (PROJECT (self), act->annotation, error);
}

/** vbt_session_delete: deletes what is mine, rejects what was suggested */
gboolean
vbt_session_delete (VbtSession *self, VbtId annotation)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_delete, .annotation = annotation });
}

static gboolean
run_accept (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_accept (PROJECT (self), act->annotation, result, error);
}

/** vbt_session_accept: accepts a suggestion and selects what it became */
gboolean
vbt_session_accept (VbtSession *self, VbtId suggestion)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_accept, .annotation = suggestion });
}

static gboolean
run_reject (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_reject (PROJECT (self), act->annotation, error);
}

/** vbt_session_reject: rejects a suggestion */
gboolean
vbt_session_reject (VbtSession *self, VbtId suggestion)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_reject, .annotation = suggestion });
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

static gboolean
run_give_speaker (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_give_speaker (PROJECT (self), act->annotation, act->choice, result, error);
}

/** vbt_session_give_speaker: says who says a quote */
gboolean
vbt_session_give_speaker (VbtSession *self, VbtId quote, const VbtSpeakerChoice *choice)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_give_speaker,
                                                    .annotation = quote,
                                                    .choice = (VbtSpeakerChoice *)choice });
}

static gboolean
run_say_whom (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_say_whom (PROJECT (self), act->annotation, act->choice, result, error);
}

/** vbt_session_say_whom: says whom a span names */
gboolean
vbt_session_say_whom (VbtSession *self, VbtId span, const VbtSpeakerChoice *choice)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_say_whom,
                                                    .annotation = span,
                                                    .choice = (VbtSpeakerChoice *)choice });
}

static gboolean
run_link (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  VbtId made = vbt_act_link (PROJECT (self), act->other, act->annotation, act->end, error);

  *result = vbt_session_drawn_end (self, act->annotation);
  return made != 0;
}

/** vbt_session_link: links two annotations and selects the one that the relation comes from */
gboolean
vbt_session_link (VbtSession *self, VbtId label, VbtId from, VbtId to)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (
      self, &(VbtSessionAct){ .run = run_link, .annotation = from, .other = label, .end = to });
}

static gboolean
run_set_value (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_set_value (PROJECT (self), act->annotation, act->other, act->words, result, error);
}

/** vbt_session_set_value: sets an attribute */
gboolean
vbt_session_set_value (VbtSession *self, VbtId annotation, VbtId attribute, const char *value)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_set_value,
                                                    .annotation = annotation,
                                                    .other = attribute,
                                                    .words = (char *)value });
}

static gboolean
run_set_note (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_set_note (PROJECT (self), act->annotation, act->words, result, error);
}

/** vbt_session_set_note: writes a note */
gboolean
vbt_session_set_note (VbtSession *self, VbtId annotation, const char *note)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (
      self,
      &(VbtSessionAct){ .run = run_set_note, .annotation = annotation, .words = (char *)note });
}

static gboolean
run_set_entity (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  return vbt_act_set_entity (PROJECT (self), act->annotation, act->other, result, error);
}

/** vbt_session_set_entity: says whom a span names */
gboolean
vbt_session_set_entity (VbtSession *self, VbtId span, VbtId entity)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (
      self, &(VbtSessionAct){ .run = run_set_entity, .annotation = span, .other = entity });
}

static const VbtAnnotation *
find_document_label (VbtSession *self, VbtId label)
{
  /* They come last in the order of a document. */
  for (guint i = self->document != NULL ? self->document->annotations->len : 0; i > 0; i--)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i - 1);

      if (annotation->kind != VBT_KIND_DOCUMENT)
        break;
      if (annotation->label == label && annotation->annotator == self->me)
        return annotation;
    }
  return NULL;
}

/** vbt_session_has_document_label: Returns: whether I gave the document that is shown a label */
gboolean
vbt_session_has_document_label (VbtSession *self, VbtId label)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return find_document_label (self, label) != NULL;
}

static gboolean
run_toggle_document_label (VbtSession *self, const VbtSessionAct *act, VbtId *result,
                           GError **error)
{
  const VbtAnnotation *present = find_document_label (self, act->other);

  *result = self->selected;
  return present != NULL ? vbt_act_delete (PROJECT (self), present->id, error)
                         : vbt_act_add_document_label (PROJECT (self), act->other, error) != 0;
}

/** vbt_session_toggle_document_label: gives the document as a whole a label, or takes mine away */
gboolean
vbt_session_toggle_document_label (VbtSession *self, VbtId label)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self,
                            &(VbtSessionAct){ .run = run_toggle_document_label, .other = label });
}

static gboolean
run_set_status (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  *result = self->selected;
  return vbt_act_set_status (PROJECT (self), act->status, error);
}

/** vbt_session_set_status: says how far I am with the document */
gboolean
vbt_session_set_status (VbtSession *self, VbtStatus status)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return run_when_complete (self, &(VbtSessionAct){ .run = run_set_status, .status = status });
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

static void
walk_later_cb (VbtSession *self, gpointer steps)
{
  vbt_session_walk (self, steps);
}

/**
 * vbt_session_walk:
 * @self: a session
 * @steps: which of my acts are undone or done again
 *
 * Goes through the history while the window waits: for what vbt_store_is_long_way() says of, start a job. What is still
 * to be done, see vbt_session_when_complete(), is done before.
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

  if (vbt_session_is_waiting (self))
    {
      vbt_session_when_complete (self, walk_later_cb, g_memdup2 (steps, sizeof *steps), g_free);
      return TRUE;
    }
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

static gboolean
run_fix (VbtSession *self, const VbtSessionAct *act, VbtId *result, GError **error)
{
  *result = self->selected;
  return vbt_act_fix (PROJECT (self), &act->fix, error);
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
  g_autoptr (VbtDocument) other = NULL;
  GError *error = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_SESSION (self) && fix != NULL, FALSE);

  if (self->document != NULL && self->document->id == fix->document)
    return run_when_complete (self, &(VbtSessionAct){ .run = run_fix, .fix = *fix });
  other = vbt_store_load_document (self->store, fix->document, &error);
  success = other != NULL && vbt_act_fix (self->store, other, self->me, fix, &error);
  return finish (self, success, self->selected, error);
}
