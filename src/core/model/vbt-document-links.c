/* vbt-document-links.c: what follows from the links and decisions of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-document-private.h"

/**
 * vbt_document_follow:
 * @self: a document
 * @catalog: its catalog
 * @from: an annotation of it
 * @relation: the name of a relation: "speaker"
 *
 * Returns: (nullable) (transfer none): where the relation of this name goes that comes from the
 *   annotation; of several the one that comes first in the text
 */
VbtAnnotation *
vbt_document_follow (const VbtDocument *self, const VbtCatalog *catalog, const VbtAnnotation *from,
                     const char *relation)
{
  g_autoptr (GPtrArray) relations = NULL;
  VbtAnnotation *first = NULL;
  const VbtLabel *label;

  g_return_val_if_fail (self != NULL && catalog != NULL && from != NULL && relation != NULL, NULL);

  label = vbt_schema_find_label (catalog->schema, VBT_KIND_RELATION, relation);
  if (label == NULL)
    return NULL;
  relations = vbt_document_relations_of (self, from->id);
  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *link = g_ptr_array_index (relations, i);
      VbtAnnotation *target;

      if (link->label != label->id || link->from != from->id)
        continue;
      target = vbt_document_get_annotation (self, link->to);
      if (target != NULL && (first == NULL || vbt_annotation_compare (target, first) < 0))
        first = target;
    }
  return first;
}

/**
 * vbt_document_get_speaker:
 * @self: a document
 * @catalog: its catalog
 * @quote: a quote, or a span that is a mention
 *
 * Finds out who speaks: the first entity of the span to which the quote's relation `speaker`
 * goes; of a span that is a mention, and of a quote whose speaker the text does not name, its own
 * first entity.
 *
 * Returns: an entity, or 0
 */
VbtId
vbt_document_get_speaker (const VbtDocument *self, const VbtCatalog *catalog,
                          const VbtAnnotation *quote)
{
  const VbtAnnotation *speaker;

  g_return_val_if_fail (self != NULL && catalog != NULL && quote != NULL, 0);

  speaker = vbt_document_follow (self, catalog, quote, VBT_RELATION_SPEAKER);
  if (speaker == NULL)
    speaker = quote;
  if (speaker->entities == NULL || speaker->entities->len == 0)
    return 0;
  return g_array_index (speaker->entities, VbtId, 0);
}

/**
 * vbt_document_is_suggestion:
 * @self: a document
 * @catalog: its catalog
 * @annotation: an annotation of it
 *
 * Returns: whether the annotation is in the set of a tagger or an import, and so for a person to
 *   decide on
 */
gboolean
vbt_document_is_suggestion (const VbtDocument *self, const VbtCatalog *catalog,
                            const VbtAnnotation *annotation)
{
  const VbtAnnotator *annotator;

  g_return_val_if_fail (self != NULL && catalog != NULL && annotation != NULL, FALSE);

  annotator = vbt_catalog_get_annotator (catalog, annotation->annotator);
  return annotator != NULL
         && (annotator->kind == VBT_ANNOTATOR_TAGGER || annotator->kind == VBT_ANNOTATOR_IMPORT);
}

/**
 * vbt_document_is_open_suggestion:
 * @self: a document
 * @catalog: its catalog
 * @annotation: an annotation of it
 * @annotator: a person
 *
 * Returns: whether the annotation is a suggestion about which the person has not decided, and of
 *   which nothing in the person's set is made
 */
gboolean
vbt_document_is_open_suggestion (const VbtDocument *self, const VbtCatalog *catalog,
                                 const VbtAnnotation *annotation, VbtId annotator)
{
  return vbt_document_is_suggestion (self, catalog, annotation)
         && vbt_document_find_decision (self, annotation->id, annotator) == NULL
         && vbt_document_find_copy (self, annotation->id, annotator) == NULL;
}
