/* vbt-act-review.c: accepting and rejecting suggestions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions-private.h"

/**
 * vbt_act_accept:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @suggestion: a suggestion
 * @result: (out) (optional): the annotation of mine that it became
 *
 * Accepts a suggestion: it is copied into the person's set, with its relations and what they lead to.
 * What the person has already is not copied again.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_accept (VbtStore *store, const VbtDocument *document, VbtId me, VbtId suggestion,
                VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, suggestion, error);
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;
  VbtId mine;
  gboolean success;

  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  words = g_strdup_printf (_ ("Accept %s"), what);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  mine = vbt_act_own_end (&act, original, error);
  success = mine != 0 && vbt_act_own_links (&act, original, mine, NULL, error);
  if (!vbt_act_end (&act, success, error))
    return FALSE;
  if (result != NULL)
    *result = mine;
  return TRUE;
}

/* Whether a suggested span serves any suggestion that is still open, other than @rejected. */
static gboolean
serves_another (const VbtAct *act, VbtId span, VbtId rejected)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (act->document, span);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtDecision *decision;

      if (relation->to != span || relation->from == rejected)
        continue;
      decision = vbt_document_find_decision (act->document, relation->from, act->me);
      if (decision == NULL || decision->verdict != VBT_VERDICT_REJECTED)
        return TRUE;
    }
  return FALSE;
}

/* A rejected quote takes its links with it, and the cue and the speaker words that serve no other quote. */
static gboolean
reject_links (VbtAct *act, const VbtAnnotation *rejected, GError **error)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (act->document, rejected->id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtAnnotation *end = vbt_document_get_annotation (act->document, relation->to);

      if (relation->annotator != rejected->annotator
          || vbt_document_find_decision (act->document, relation->id, act->me) != NULL)
        continue;
      if (!vbt_act_decide (act, relation->id, VBT_VERDICT_REJECTED, error))
        return FALSE;
      if (relation->from != rejected->id || end == NULL || end->kind != VBT_KIND_SPAN
          || !vbt_document_is_open_suggestion (act->document, act->catalog, end, act->me)
          || serves_another (act, end->id, rejected->id))
        continue;
      if (!vbt_act_decide (act, end->id, VBT_VERDICT_REJECTED, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_act_reject:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @suggestion: a suggestion
 *
 * Rejects a suggestion, which is remembered: tagging again does not bring it back. Its relations
 * are rejected with it, and so are the cue and speaker spans that no other quote uses.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_reject (VbtStore *store, const VbtDocument *document, VbtId me, VbtId suggestion,
                GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, suggestion, error);
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;
  gboolean success;

  if (original == NULL)
    return FALSE;
  if (!vbt_document_is_suggestion (document, act.catalog, original))
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_READ_ONLY,
                           _ ("This annotation is another annotator’s: it cannot be changed"));
      return FALSE;
    }

  what = vbt_act_describe (&act, original);
  words = g_strdup_printf (_ ("Reject %s"), what);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  success = vbt_act_decide (&act, suggestion, VBT_VERDICT_REJECTED, error)
            && reject_links (&act, original, error);
  return vbt_act_end (&act, success, error);
}
