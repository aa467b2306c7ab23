/* vbt-act.c: what all acts share: the transaction, and how what is somebody else's becomes one's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions-private.h"

/* How much of a text the history repeats, in code points. */
#define MAX_WORDS 40

/* Begins the transaction of an act; the first act on a new document says that work on it began. */
gboolean
vbt_act_begin (VbtAct *act, const char *words, GError **error)
{
  VbtStatus status = vbt_document_get_status (act->document, act->me);

  if (status == VBT_STATUS_LOCKED)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY,
                   _ ("“%s” is locked: unlock it to change its annotations"),
                   vbt_document_get_title (act->document));
      return FALSE;
    }
  if (!vbt_store_begin (act->store, act->me, act->document->id, words, error))
    return FALSE;
  if (status == VBT_STATUS_NEW
      && !vbt_store_put_status (act->store, act->document->id, act->me, VBT_STATUS_IN_PROGRESS,
                                error))
    {
      vbt_store_rollback (act->store);
      return FALSE;
    }
  return TRUE;
}

/** vbt_act_clear: forgets what was done within the act. */
void
vbt_act_clear (VbtAct *act)
{
  g_clear_pointer (&act->made, g_hash_table_unref);
  g_clear_pointer (&act->decided, g_hash_table_unref);
}

/* Ends what vbt_act_begin() began: commits where all went well, else takes all of it back. */
gboolean
vbt_act_end (VbtAct *act, gboolean success, GError **error)
{
  vbt_act_clear (act);
  return vbt_store_finish (act->store, success, error);
}

/** vbt_act_is_label: whether that is the name of the annotation's label */
gboolean
vbt_act_is_label (const VbtAct *act, const VbtAnnotation *annotation, const char *name)
{
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, annotation->label);

  return label != NULL && g_str_equal (label->name, name);
}

/* "Quote “We are interested in joining eff…”", for the history. */
char *
vbt_act_describe (const VbtAct *act, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, annotation->label);
  const char *name = label != NULL ? label->name : "?";
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;

  if (annotation->kind != VBT_KIND_SPAN)
    return g_strdup (name);
  text = vbt_document_get_covered_text (act->document, annotation);
  g_strdelimit (text, "\r\n\t", ' ');
  if (g_utf8_strlen (text, -1) <= MAX_WORDS)
    return g_strdup_printf (_ ("%s “%s”"), name, text);
  start = g_utf8_substring (text, 0, MAX_WORDS);
  return g_strdup_printf (_ ("%s “%s…”"), name, start);
}

gboolean
vbt_act_not_found (GError **error)
{
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                       _ ("The annotation is no longer there: somebody else deleted it"));
  return FALSE;
}

/* Starts an act on an annotation of the document. */
const VbtAnnotation *
vbt_act_init (VbtAct *act, VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
              GError **error)
{
  const VbtAnnotation *found = NULL;

  *act = (VbtAct){
    .store = store, .catalog = vbt_store_get_catalog (store), .document = document, .me = me
  };
  if (annotation != 0)
    {
      found = vbt_document_get_annotation (document, annotation);
      if (found == NULL)
        vbt_act_not_found (error);
    }
  return found;
}

/* Remembers within the act what was made, because the document is not loaded again before it ends. */
static void
remember_made (VbtAct *act, const VbtAnnotation *copy)
{
  VbtAnnotation *made = vbt_annotation_copy (copy);

  if (act->made == NULL)
    act->made = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                       (GDestroyNotify)vbt_annotation_unref);
  g_hash_table_replace (act->made, &made->derived_from, made);
}

/* My own annotation that was made of a suggestion, if there is one. */
static const VbtAnnotation *
find_derived (const VbtAct *act, const VbtAnnotation *suggestion)
{
  const VbtAnnotation *made
      = act->made != NULL ? g_hash_table_lookup (act->made, &suggestion->id) : NULL;

  return made != NULL ? made : vbt_document_find_copy (act->document, suggestion->id, act->me);
}

/* My own span that is just what the suggestion says. */
static const VbtAnnotation *
find_equal (const VbtAct *act, const VbtAnnotation *suggestion)
{
  g_autoptr (GPtrArray) same = vbt_document_find_same (act->document, suggestion);

  for (guint i = 0; i < same->len; i++)
    {
      const VbtAnnotation *mine = g_ptr_array_index (same, i);

      if (mine->annotator == act->me)
        return mine;
    }
  return NULL;
}

/* The annotation of my set that stands for @annotation: itself, or what I made of it; or NULL. */
const VbtAnnotation *
vbt_act_find_own (const VbtAct *act, const VbtAnnotation *annotation)
{
  return annotation->annotator == act->me ? annotation : find_derived (act, annotation);
}

gboolean
vbt_act_decide (VbtAct *act, VbtId suggestion, VbtVerdict verdict, GError **error)
{
  const VbtDecision decision = {
    .suggestion = suggestion, .annotator = act->me, .verdict = verdict, .time = vbt_time_now ()
  };

  if (act->decided == NULL)
    act->decided = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_replace (act->decided, g_memdup2 (&suggestion, sizeof suggestion),
                        GINT_TO_POINTER (verdict));

  return vbt_store_put_decision (act->store, &decision, error);
}

/** vbt_act_is_open: whether it is a suggestion that nothing was decided on, within the act neither. */
gboolean
vbt_act_is_open (const VbtAct *act, const VbtAnnotation *annotation)
{
  return vbt_document_is_open_suggestion (act->document, act->catalog, annotation, act->me)
         && (act->decided == NULL || !g_hash_table_contains (act->decided, &annotation->id));
}

/* A copy in my set, not written yet. */
static VbtAnnotation *
derive (const VbtAct *act, const VbtAnnotation *suggestion)
{
  VbtAnnotation *copy = vbt_annotation_copy (suggestion);

  copy->id = vbt_id_new ();
  copy->annotator = act->me;
  copy->derived_from = suggestion->id;
  copy->confidence = -1;
  copy->created = vbt_time_now ();
  g_clear_pointer (&copy->rule, g_free);
  return copy;
}

/* The annotation in my set that stands for @annotation: itself, what I made of it, or a new copy, for which the
 * suggestion counts as decided. Only what is new is written. */
VbtId
vbt_act_own_end (VbtAct *act, const VbtAnnotation *annotation, GError **error)
{
  const VbtAnnotation *mine = vbt_act_find_own (act, annotation);
  g_autoptr (VbtAnnotation) copy = NULL;

  if (mine != NULL)
    return mine->id;
  mine = find_equal (act, annotation);
  if (mine == NULL)
    {
      copy = derive (act, annotation);
      if (!vbt_store_put_annotation (act->store, act->document->id, copy, error))
        return 0;
      remember_made (act, copy);
      mine = copy;
    }
  if (vbt_document_is_suggestion (act->document, act->catalog, annotation)
      && !vbt_act_decide (act, annotation->id, VBT_VERDICT_ACCEPTED, error))
    return 0;
  return mine->id;
}

/* Copies the relations that go out from a suggestion to @copy, and what they lead to, so that an accepted quote keeps
 * its speaker and its cue. Leaves out @but, which may be NULL. */
gboolean
vbt_act_own_links (VbtAct *act, const VbtAnnotation *suggestion, VbtId copy,
                   const VbtAnnotation *but, GError **error)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (act->document, suggestion->id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtAnnotation *end;
      g_autoptr (VbtAnnotation) link = NULL;
      VbtId to;

      if (relation == but || relation->from != suggestion->id
          || relation->annotator != suggestion->annotator
          || vbt_document_find_decision (act->document, relation->id, act->me) != NULL)
        continue;
      end = vbt_document_get_annotation (act->document, relation->to);
      if (end == NULL || end->kind == VBT_KIND_RELATION)
        continue;
      to = vbt_act_own_end (act, end, error);
      if (to == 0)
        return FALSE;
      link = derive (act, relation);
      link->from = copy;
      link->to = to;
      if (!vbt_store_put_annotation (act->store, act->document->id, link, error))
        return FALSE;
      if (vbt_document_is_suggestion (act->document, act->catalog, relation)
          && !vbt_act_decide (act, relation->id, VBT_VERDICT_ACCEPTED, error))
        return FALSE;
    }
  return TRUE;
}

/* Suggestions that say what I say now, by other taggers or other rules, are accepted with it: they ask for nothing any
 * more. */
gboolean
vbt_act_agree (VbtAct *act, const VbtAnnotation *mine, GError **error)
{
  g_autoptr (GPtrArray) same = vbt_document_find_same (act->document, mine);

  for (guint i = 0; i < same->len; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (same, i);

      if (other->id != mine->derived_from && vbt_act_is_open (act, other)
          && !vbt_act_decide (act, other->id, VBT_VERDICT_ACCEPTED, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_act_own:
 *
 * Makes the annotation that an act is to change one of my own set: a copy of it to be written by
 * vbt_act_write(). What is mine already keeps its identifier; a suggestion becomes a correction.
 *
 * Returns: (transfer full): a copy that may be changed
 */
VbtAnnotation *
vbt_act_own (VbtAct *act, const VbtAnnotation *annotation)
{
  const VbtAnnotation *mine = vbt_act_find_own (act, annotation);

  return mine != NULL ? vbt_annotation_copy (mine) : derive (act, annotation);
}

/**
 * vbt_act_write:
 *
 * Writes what vbt_act_own() gave, after it was changed; @original is what it was made of.
 */
gboolean
vbt_act_write (VbtAct *act, const VbtAnnotation *original, const VbtAnnotation *changed,
               VbtVerdict verdict, GError **error)
{
  gboolean is_new = original->annotator != act->me && find_derived (act, original) == NULL;

  if (!vbt_store_put_annotation (act->store, act->document->id, changed, error)
      || !vbt_act_agree (act, changed, error))
    return FALSE;
  if (original->annotator == act->me || changed->derived_from != original->id)
    return TRUE;
  remember_made (act, changed);
  if (vbt_document_is_suggestion (act->document, act->catalog, original)
      && !vbt_act_decide (act, original->id, verdict, error))
    return FALSE;
  return !is_new || vbt_act_own_links (act, original, changed->id, NULL, error);
}
