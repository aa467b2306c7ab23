/* vbt-session-remarks.c: notes and questions on the document that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/vbt-remarks.h"
#include "vbt-session-private.h"

static gboolean
finish (VbtSession *self, gboolean success, const GError *error)
{
  if (!success)
    g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROBLEM], 0,
                   error != NULL ? error->message : "");
  return success;
}

/**
 * vbt_session_get_remarks:
 * @self: a session
 * @annotation: an annotation of the document, or 0
 *
 * Returns: (transfer container) (element-type VbtRemark): what was noted and asked on it, or on what it was made of; without
 *   an annotation, on the document and its passages; until the document changes
 */
GPtrArray *
vbt_session_get_remarks (VbtSession *self, VbtId annotation)
{
  GPtrArray *found = g_ptr_array_new ();
  const VbtAnnotation *known;
  VbtId origin;

  g_return_val_if_fail (VBT_IS_SESSION (self), found);

  if (self->document == NULL)
    return found;
  known = annotation != 0 ? vbt_document_get_annotation (self->document, annotation) : NULL;
  origin = known != NULL ? known->derived_from : 0;
  for (guint i = 0; i < self->document->remarks->len; i++)
    {
      VbtRemark *remark = self->document->remarks->pdata[i];

      if (remark->annotation == annotation || (origin != 0 && remark->annotation == origin))
        g_ptr_array_add (found, remark);
    }
  return found;
}

/**
 * vbt_session_remark:
 * @self: a session with a document
 * @annotation: what it is about, or 0
 * @range: else which passage; empty: the document as a whole
 * @answers: the remark that is answered, or 0
 * @text: what is noted or asked
 * @question: whether it waits for an answer
 *
 * Notes or asks something.
 */
gboolean
vbt_session_remark (VbtSession *self, VbtId annotation, VbtRange range, VbtId answers,
                    const char *text, gboolean question)
{
  g_autoptr (VbtRemark) remark = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL && text != NULL, FALSE);

  remark = vbt_remark_new (self->me, text, question);
  remark->annotation = annotation;
  remark->answers = answers;
  if (annotation == 0)
    remark->range = range;
  return finish (self, vbt_act_remark (self->store, self->me, self->document->id, remark, &error),
                 error);
}

/** vbt_session_resolve_remark: says that a question is answered, or open again */
gboolean
vbt_session_resolve_remark (VbtSession *self, VbtId remark, gboolean resolved)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return finish (
      self,
      vbt_act_resolve_remark (self->store, self->me, self->document->id, remark, resolved, &error),
      error);
}

/** vbt_session_delete_remark: deletes a remark and the answers to it */
gboolean
vbt_session_delete_remark (VbtSession *self, VbtId remark)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  return finish (self,
                 vbt_act_delete_remark (self->store, self->me, self->document->id, remark, &error),
                 error);
}

/* What says that I am not sure, as far as nobody wrote anything to it. */
static const VbtRemark *
find_doubt (VbtSession *self, VbtId annotation)
{
  g_autoptr (GPtrArray) remarks = vbt_session_get_remarks (self, annotation);

  for (guint i = 0; i < remarks->len; i++)
    {
      const VbtRemark *remark = remarks->pdata[i];

      if (vbt_remark_is_open (remark) && remark->annotator == self->me && *remark->text == '\0')
        return remark;
    }
  return NULL;
}

/** vbt_session_is_unsure: Returns: whether I flagged the annotation as not sure */
gboolean
vbt_session_is_unsure (VbtSession *self, VbtId annotation)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return annotation != 0 && find_doubt (self, annotation) != NULL;
}

/**
 * vbt_session_toggle_unsure:
 * @self: a session with a document
 * @annotation: an annotation of it
 *
 * Flags an annotation as not sure, or takes the flag away.
 */
gboolean
vbt_session_toggle_unsure (VbtSession *self, VbtId annotation)
{
  const VbtRemark *doubt;

  g_return_val_if_fail (VBT_IS_SESSION (self) && annotation != 0, FALSE);

  doubt = find_doubt (self, annotation);
  return doubt != NULL ? vbt_session_delete_remark (self, doubt->id)
                       : vbt_session_remark (self, annotation, (VbtRange){ 0, 0 }, 0, "", TRUE);
}
