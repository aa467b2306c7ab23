/* vbt-actions.c: what a person does to a document: every act one transaction with words for the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/vbt-check.h"
#include "vbt-actions-private.h"

/* One annotation is changed: the shape that most acts share. Consumes @words. */
static gboolean
change (VbtAct *act, const VbtAnnotation *original, const VbtAnnotation *changed, char *words,
        VbtId *result, GError **error)
{
  g_autofree char *owned = words;

  if (!vbt_act_begin (act, owned, error))
    return FALSE;
  if (!vbt_act_end (act, vbt_act_write (act, original, changed, VBT_VERDICT_CORRECTED, error),
                    error))
    return FALSE;
  if (result != NULL)
    *result = changed->id;
  return TRUE;
}

static const VbtAttribute *
quote_type_attribute (const VbtAct *act, const VbtAnnotation *span)
{
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, span->label);

  if (label == NULL || !g_str_equal (label->name, VBT_LABEL_QUOTE))
    return NULL;
  return vbt_label_find_attribute (label, "type");
}

/** vbt_act_update_quote_type: computes a quote's type from its quotation marks, for as long as nobody chose another one. */
void
vbt_act_update_quote_type (const VbtAct *act, const VbtAnnotation *before, VbtAnnotation *span)
{
  const VbtAttribute *attribute = quote_type_attribute (act, span);
  g_autofree char *type = NULL;

  if (attribute == NULL)
    return;
  if (before != NULL)
    {
      const char *chosen = vbt_annotation_get_value (before, attribute->id);
      g_autofree char *computed = vbt_quote_type (act->document, before);

      if (chosen != NULL && g_strcmp0 (chosen, computed) != 0)
        return;
    }
  type = vbt_quote_type (act->document, span);
  vbt_annotation_set_value (span, attribute->id, type);
}

static void
set_defaults (const VbtAct *act, VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, annotation->label);

  for (guint i = 0; label != NULL && i < label->attributes->len; i++)
    {
      const VbtAttribute *attribute = g_ptr_array_index (label->attributes, i);

      if (attribute->default_value != NULL
          && vbt_annotation_get_value (annotation, attribute->id) == NULL)
        vbt_annotation_set_value (annotation, attribute->id, attribute->default_value);
    }
}

/** vbt_act_put_new: writes a new annotation of mine, with what its label has by default. */
gboolean
vbt_act_put_new (VbtAct *act, VbtAnnotation *annotation, GError **error)
{
  set_defaults (act, annotation);
  return vbt_store_put_annotation (act->store, act->document->id, annotation, error)
         && vbt_act_agree (act, annotation, error);
}

/* "Add Cue “said” to Quote “We are …”", for the history. */
static char *
add_words (const VbtAct *act, const VbtAnnotation *annotation, const GArray *links)
{
  g_autofree char *what = vbt_act_describe (act, annotation);
  const VbtAttachment *link = links->len > 0 ? &g_array_index (links, VbtAttachment, 0) : NULL;
  g_autofree char *quote = NULL;

  if (link == NULL)
    return g_strdup_printf (_ ("Add %s"), what);
  if (link->quote == annotation)
    return g_strdup_printf (_ ("Add %s, with what belongs to it"), what);
  quote = vbt_act_describe (act, link->quote);
  /* Translators: a cue or a speaker, and the quote that it is linked to */
  return g_strdup_printf (_ ("Add %s to %s"), what, quote);
}

/* A new annotation of mine, linked to the quote that it belongs to; consumes it. */
static VbtId
add (VbtAct *act, VbtAnnotation *annotation, VbtId quote, GError **error)
{
  g_autoptr (VbtAnnotation) owned = annotation;
  g_autoptr (GArray) links = vbt_act_find_attachments (act, owned, quote);
  g_autofree char *words = add_words (act, owned, links);
  gboolean success;

  if (!vbt_act_begin (act, words, error))
    return 0;
  success = vbt_act_put_new (act, owned, error) && vbt_act_attach (act, links, error);
  return vbt_act_end (act, success, error) ? owned->id : 0;
}

/**
 * vbt_act_add_span:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @label: the label
 * @fragments: (element-type VbtRange): the fragments, ordered, in code points
 * @quote: the quote that was selected or marked last, or 0
 * @error: return location for an error
 *
 * Puts a label on text. Attributes get their defaults; a quote's type is computed. A cue or a speaker is linked to
 * the quote that it belongs to where there is no doubt, and a quote to those that were marked before it.
 *
 * Returns: the new span's identifier, or 0 with @error set
 */
VbtId
vbt_act_add_span (VbtStore *store, const VbtDocument *document, VbtId me, VbtId label,
                  const GArray *fragments, VbtId quote, GError **error)
{
  VbtAct act;
  VbtAnnotation *span;
  VbtRange first;

  g_return_val_if_fail (fragments != NULL && fragments->len > 0, 0);

  vbt_act_init (&act, store, document, me, 0, NULL);
  first = g_array_index (fragments, VbtRange, 0);
  span = vbt_annotation_new_span (label, me, first.start, first.end);
  for (guint i = 1; i < fragments->len; i++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, i);

      vbt_annotation_add_fragment (span, range.start, range.end);
    }
  vbt_act_update_quote_type (&act, NULL, span);
  return add (&act, span, quote, error);
}

/* Values that the new label also knows, by the attribute's name, stay. */
static void
keep_values_of_label (const VbtAct *act, VbtAnnotation *annotation, const VbtLabel *label)
{
  g_autoptr (VbtAnnotation) before = vbt_annotation_copy (annotation);

  while (annotation->values->len > 0)
    vbt_annotation_remove_value (annotation, annotation->values->len - 1);
  for (guint i = 0; i < before->values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (before->values, i);
      const VbtAttribute *old = vbt_schema_get_attribute (act->catalog->schema, value->attribute);
      const VbtAttribute *new = old != NULL ? vbt_label_find_attribute (label, old->name) : NULL;

      if (new != NULL &&new->kind == old->kind)
        vbt_annotation_set_value (annotation, new->id, value->value);
    }
}

/** vbt_act_set_label: gives an annotation that is to be written another label, with the values that go with it. */
void
vbt_act_set_label (const VbtAct *act, VbtAnnotation *annotation, const VbtLabel *label)
{
  annotation->label = label->id;
  keep_values_of_label (act, annotation, label);
  set_defaults (act, annotation);
  vbt_act_update_quote_type (act, NULL, annotation);
}

/**
 * vbt_act_relabel:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @annotation: what gets another label
 * @label: the label
 * @result: (out) (optional): the annotation of mine that has the label now
 *
 * Gives an annotation another label of the same kind. It keeps its identity, its text and its links; what becomes a
 * cue, a speaker or a quote is linked as by vbt_act_add_span().
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_relabel (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                 VbtId label, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, annotation, error);
  const VbtLabel *new_label = vbt_schema_get_label (act.catalog->schema, label);
  g_autoptr (VbtAnnotation) changed = NULL;
  g_autoptr (GArray) links = NULL;
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;
  gboolean success;

  g_return_val_if_fail (new_label != NULL, FALSE);
  if (original == NULL)
    return FALSE;
  g_return_val_if_fail (original->kind == new_label->kind, FALSE);

  what = vbt_act_describe (&act, original);
  words = g_strdup_printf (_ ("Relabel %s as %s"), what, new_label->name);
  changed = vbt_act_own (&act, original);
  vbt_act_set_label (&act, changed, new_label);
  links = vbt_act_find_attachments (&act, changed, 0);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  success = vbt_act_write (&act, original, changed, VBT_VERDICT_CORRECTED, error)
            && vbt_act_attach (&act, links, error);
  if (!vbt_act_end (&act, success, error))
    return FALSE;
  if (result != NULL)
    *result = changed->id;
  return TRUE;
}

/* What was done to the fragments, for the history. */
static char *
fragments_words (const VbtAnnotation *before, const VbtAnnotation *after, const char *what)
{
  guint n_before = vbt_annotation_get_n_fragments (before);
  guint n_after = vbt_annotation_get_n_fragments (after);

  if (n_after > n_before)
    return g_strdup_printf (_ ("Add a fragment to %s"), what);
  if (n_after < n_before)
    return g_strdup_printf (_ ("Remove a fragment of %s"), what);
  return g_strdup_printf (_ ("Move an edge of %s"), what);
}

/**
 * vbt_act_set_fragments:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @span: the span
 * @fragments: (element-type VbtRange): its new fragments, ordered, in code points
 * @result: (out) (optional): the span of mine that has the fragments now
 *
 * Moves the edges of a span, or adds and removes fragments. It keeps its identity and its links.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_set_fragments (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
                       const GArray *fragments, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, span, error);
  g_autoptr (VbtAnnotation) changed = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (fragments != NULL && fragments->len > 0, FALSE);
  if (original == NULL)
    return FALSE;
  g_return_val_if_fail (original->kind == VBT_KIND_SPAN, FALSE);

  changed = vbt_act_own (&act, original);
  vbt_annotation_set_fragments (changed, fragments);
  vbt_act_update_quote_type (&act, original, changed);
  what = vbt_act_describe (&act, changed);
  return change (&act, original, changed, fragments_words (original, changed, what), result, error);
}

/** vbt_act_delete_one: deletes an annotation of mine; what it was made of counts as wrong. */
gboolean
vbt_act_delete_one (VbtAct *act, const VbtAnnotation *mine, GError **error)
{
  return vbt_store_delete_annotation (act->store, mine->id, error)
         && (mine->derived_from == 0
             || vbt_act_decide (act, mine->derived_from, VBT_VERDICT_REJECTED, error));
}

/**
 * vbt_act_delete:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @annotation: what to delete
 *
 * Deletes an annotation of mine, with the relations from and to it; what they led to stays.
 * Somebody else's suggestion is rejected instead, because sets of others never change. Deleting what was made of a
 * suggestion rejects the suggestion, so that it does not come back and counts against the tagger.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_delete (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, annotation, error);
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;

  if (original == NULL)
    return FALSE;
  if (original->annotator != me)
    return vbt_act_reject (store, document, me, annotation, error);

  what = vbt_act_describe (&act, original);
  words = g_strdup_printf (_ ("Delete %s"), what);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  return vbt_act_end (&act, vbt_act_delete_one (&act, original, error), error);
}

/**
 * vbt_act_set_value:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @annotation: the annotation
 * @attribute: an attribute of its label
 * @value: (nullable): the value, or %NULL to have none
 * @result: (out) (optional): the annotation of mine that has the value now
 *
 * Sets an attribute.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_set_value (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                   VbtId attribute, const char *value, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, annotation, error);
  const VbtAttribute *known = vbt_schema_get_attribute (act.catalog->schema, attribute);
  g_autoptr (VbtAnnotation) changed = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (known != NULL, FALSE);
  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  changed = vbt_act_own (&act, original);
  vbt_annotation_set_value (changed, attribute, value);
  return change (&act, original, changed, g_strdup_printf (_ ("Set %s of %s"), known->name, what),
                 result, error);
}

/**
 * vbt_act_set_note:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @annotation: the annotation
 * @note: (nullable): the note
 * @result: (out) (optional): the annotation of mine that has the note now
 *
 * Writes a note on an annotation.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_set_note (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                  const char *note, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, annotation, error);
  g_autoptr (VbtAnnotation) changed = NULL;
  g_autofree char *what = NULL;

  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  changed = vbt_act_own (&act, original);
  g_free (changed->note);
  changed->note = note != NULL && *note != '\0' ? g_strdup (note) : NULL;
  return change (&act, original, changed, g_strdup_printf (_ ("Note on %s"), what), result, error);
}

/** vbt_act_put_link: writes a new relation of mine between what is mine at its two ends; returns it, or 0. */
VbtId
vbt_act_put_link (VbtAct *act, VbtId label, const VbtAnnotation *from, const VbtAnnotation *to,
                  GError **error)
{
  g_autoptr (VbtAnnotation) relation = vbt_annotation_new_relation (label, act->me, 0, 0);

  set_defaults (act, relation);
  relation->from = vbt_act_own_end (act, from, error);
  if (relation->from == 0)
    return 0;
  relation->to = vbt_act_own_end (act, to, error);
  if (relation->to == 0
      || !vbt_store_put_annotation (act->store, act->document->id, relation, error))
    return 0;
  return relation->id;
}

/**
 * vbt_act_link:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @label: a relation's label
 * @from: the annotation that it comes from
 * @to: the annotation that it goes to
 *
 * Links two annotations. A suggestion at either end is accepted with it, because a person's
 * relation joins what is in the person's set.
 *
 * Returns: the new relation's identifier, or 0 with @error set
 */
VbtId
vbt_act_link (VbtStore *store, const VbtDocument *document, VbtId me, VbtId label, VbtId from,
              VbtId to, GError **error)
{
  VbtAct act;
  const VbtAnnotation *source = vbt_act_init (&act, store, document, me, from, error);
  const VbtAnnotation *target = vbt_document_get_annotation (document, to);
  g_autofree char *from_what = NULL;
  g_autofree char *to_what = NULL;
  g_autofree char *words = NULL;
  VbtId relation;

  if (source == NULL)
    return 0;
  if (target == NULL)
    return vbt_act_not_found (error);

  from_what = vbt_act_describe (&act, source);
  to_what = vbt_act_describe (&act, target);
  words = g_strdup_printf (_ ("Link %s to %s"), from_what, to_what);
  if (!vbt_act_begin (&act, words, error))
    return 0;
  relation = vbt_act_put_link (&act, label, source, target, error);
  return vbt_act_end (&act, relation != 0, error) ? relation : 0;
}

/**
 * vbt_act_add_document_label:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @label: a label of documents
 *
 * Puts a label on the document as a whole.
 *
 * Returns: its identifier, or 0 with @error set
 */
VbtId
vbt_act_add_document_label (VbtStore *store, const VbtDocument *document, VbtId me, VbtId label,
                            GError **error)
{
  VbtAct act;

  vbt_act_init (&act, store, document, me, 0, NULL);
  return add (&act, vbt_annotation_new_document_label (label, me), 0, error);
}

/**
 * vbt_act_set_entity:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @span: a mention
 * @entity: who or what it refers to, or 0 for nobody
 * @result: (out) (optional): the span of mine that refers to it now
 *
 * Says who or what a span refers to.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_set_entity (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
                    VbtId entity, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, span, error);
  const VbtEntity *known = entity != 0 ? vbt_catalog_get_entity (act.catalog, entity) : NULL;
  g_autoptr (VbtAnnotation) changed = NULL;
  g_autofree char *what = NULL;

  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  changed = vbt_act_own (&act, original);
  vbt_annotation_clear_entities (changed);
  if (entity != 0)
    vbt_annotation_add_entity (changed, entity);
  return change (&act, original, changed,
                 known != NULL ? g_strdup_printf (_ ("%s is %s"), what, known->name)
                               : g_strdup_printf (_ ("%s is nobody known"), what),
                 result, error);
}

static char *
status_words (VbtStatus status, const char *title)
{
  switch (status)
    {
    case VBT_STATUS_IN_PROGRESS:
      return g_strdup_printf (_ ("Mark “%s” as in progress"), title);
    case VBT_STATUS_DONE:
      return g_strdup_printf (_ ("Mark “%s” as done"), title);
    case VBT_STATUS_LOCKED:
      return g_strdup_printf (_ ("Lock “%s”"), title);
    case VBT_STATUS_NEW:
    default:
      return g_strdup_printf (_ ("Mark “%s” as new"), title);
    }
}

/**
 * vbt_act_set_status:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @status: how far the annotator is
 *
 * Says how far the annotator is with the document.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_set_status (VbtStore *store, const VbtDocument *document, VbtId me, VbtStatus status,
                    GError **error)
{
  VbtAct act;
  g_autofree char *words = status_words (status, vbt_document_get_title (document));

  vbt_act_init (&act, store, document, me, 0, NULL);
  if (!vbt_store_begin (store, me, document->id, words, error))
    return FALSE;
  return vbt_act_end (&act, vbt_store_put_status (store, document->id, me, status, error), error);
}
