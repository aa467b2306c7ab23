/* vbt-act-review.c: accepting and rejecting suggestions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions-private.h"

/** vbt_act_accept_one: copies a suggestion and what it leads to into my set; other taggers that say the same agree. */
gboolean
vbt_act_accept_one (VbtAct *act, const VbtAnnotation *suggestion, VbtId *result, GError **error)
{
  VbtId mine = vbt_act_own_end (act, suggestion, error);

  if (mine == 0 || !vbt_act_own_links (act, suggestion, mine, NULL, error)
      || (suggestion->kind == VBT_KIND_SPAN && !vbt_act_agree (act, suggestion, error)))
    return FALSE;
  if (result != NULL)
    *result = mine;
  return TRUE;
}

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

  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  words = g_strdup_printf (_ ("Accept %s"), what);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  return vbt_act_end (&act, vbt_act_accept_one (&act, original, result, error), error);
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
      if (act->decided != NULL && g_hash_table_contains (act->decided, &relation->from))
        {
          if (g_hash_table_lookup (act->decided, &relation->from)
              != GINT_TO_POINTER (VBT_VERDICT_REJECTED))
            return TRUE;
          continue;
        }
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
          || !vbt_act_is_open (act, end) || serves_another (act, end->id, rejected->id))
        continue;
      if (!vbt_act_decide (act, end->id, VBT_VERDICT_REJECTED, error))
        return FALSE;
    }
  return TRUE;
}

/** vbt_act_reject_one: remembers that a suggestion is wrong, and what it alone leads to. */
gboolean
vbt_act_reject_one (VbtAct *act, const VbtAnnotation *suggestion, GError **error)
{
  return vbt_act_decide (act, suggestion->id, VBT_VERDICT_REJECTED, error)
         && reject_links (act, suggestion, error);
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
  return vbt_act_end (&act, vbt_act_reject_one (&act, original, error), error);
}

/* What a correction did, for the history. */
static char *
correction_words (const VbtAct *act, const VbtAnnotation *original, const VbtLabel *label)
{
  g_autofree char *what = vbt_act_describe (act, original);

  return label != NULL ? g_strdup_printf (_ ("Correct %s to %s"), what, label->name)
                       : g_strdup_printf (_ ("Correct the edges of %s"), what);
}

/**
 * vbt_act_correct:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @suggestion: a suggested span
 * @label: what it is instead, or 0 to leave that
 * @range: (nullable): where it is instead, in code points, or %NULL to leave that
 * @result: (out) (optional): the annotation of mine that it became
 *
 * Accepts a suggestion with another label, other edges, or both, as one act.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_correct (VbtStore *store, const VbtDocument *document, VbtId me, VbtId suggestion,
                 VbtId label, const VbtRange *range, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, suggestion, error);
  const VbtLabel *new_label = label != 0 ? vbt_schema_get_label (act.catalog->schema, label) : NULL;
  g_autoptr (VbtAnnotation) changed = NULL;
  g_autofree char *words = NULL;

  if (original == NULL)
    return FALSE;
  g_return_val_if_fail (original->kind == VBT_KIND_SPAN, FALSE);

  words = correction_words (&act, original, new_label);
  changed = vbt_act_own (&act, original);
  if (range != NULL)
    {
      vbt_annotation_set_start (changed, range->start);
      vbt_annotation_set_end (changed, range->end);
    }
  if (new_label != NULL)
    vbt_act_set_label (&act, changed, new_label);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  if (!vbt_act_end (&act, vbt_act_write (&act, original, changed, VBT_VERDICT_CORRECTED, error),
                    error))
    return FALSE;
  if (result != NULL)
    *result = changed->id;
  return TRUE;
}
