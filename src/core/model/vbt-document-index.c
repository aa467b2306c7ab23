/* vbt-document-index.c: who is who in a document: look-ups by identifier, links, decisions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-document-private.h"

/* What is looked up by the identifier of an annotation, and may be several. */
typedef enum
{
  LIST_RELATIONS, /* positions of the relations from and to it */
  LIST_COPIES,    /* positions of the annotations that are derived from it */
  LIST_DECISIONS, /* positions of the decisions about it */
  N_LISTS
} List;

/* The arrays of a document are public. What is added behind their ends is added here at the next
 * look-up, and what is found is compared with what is there: when it does not fit, all is made
 * anew. */
typedef struct _VbtDocumentIndex
{
  guint n_annotations; /* so many are in the tables */
  guint n_decisions;
  GHashTable *positions;      /* VbtId to position + 1 */
  GHashTable *lists[N_LISTS]; /* VbtId to GArray of guint */
} Index;

static Index *
index_new (void)
{
  Index *index = g_new0 (Index, 1);

  index->positions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int i = 0; i < N_LISTS; i++)
    index->lists[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                             (GDestroyNotify)g_array_unref);
  return index;
}

/*< private >
 * vbt_document_drop_index:
 * @self: a document
 *
 * Forgets the look-up tables: the order of the annotations changes, or some go away.
 */
void
vbt_document_drop_index (VbtDocument *self)
{
  Index *index = g_steal_pointer (&self->index);

  if (index == NULL)
    return;
  g_hash_table_unref (index->positions);
  for (int i = 0; i < N_LISTS; i++)
    g_hash_table_unref (index->lists[i]);
  g_free (index);
}

static void
add_to_list (Index *index, List list, VbtId id, guint position)
{
  GArray *positions;

  if (id == 0)
    return;
  positions = g_hash_table_lookup (index->lists[list], &id);
  if (positions == NULL)
    {
      positions = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (index->lists[list], g_memdup2 (&id, sizeof id), positions);
    }
  g_array_append_val (positions, position);
}

static void
add_annotation (Index *index, const VbtAnnotation *annotation, guint position)
{
  VbtId id = annotation->id;

  if (!g_hash_table_contains (index->positions, &id))
    g_hash_table_insert (index->positions, g_memdup2 (&id, sizeof id),
                         GUINT_TO_POINTER (position + 1));
  add_to_list (index, LIST_COPIES, annotation->derived_from, position);
  if (annotation->kind != VBT_KIND_RELATION)
    return;
  add_to_list (index, LIST_RELATIONS, annotation->from, position);
  if (annotation->to != annotation->from)
    add_to_list (index, LIST_RELATIONS, annotation->to, position);
}

static const Index *
get_index (const VbtDocument *self)
{
  VbtDocument *own = (VbtDocument *)self;
  Index *index = self->index;

  if (index != NULL
      && (index->n_annotations > self->annotations->len
          || index->n_decisions > self->decisions->len))
    vbt_document_drop_index (own);
  if (own->index == NULL)
    own->index = index_new ();
  index = own->index;
  for (; index->n_annotations < self->annotations->len; index->n_annotations++)
    add_annotation (index, g_ptr_array_index (self->annotations, index->n_annotations),
                    index->n_annotations);
  for (; index->n_decisions < self->decisions->len; index->n_decisions++)
    add_to_list (index, LIST_DECISIONS,
                 g_array_index (self->decisions, VbtDecision, index->n_decisions).suggestion,
                 index->n_decisions);
  return index;
}

static VbtAnnotation *
lookup_annotation (const VbtDocument *self, VbtId id)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (get_index (self)->positions, &id));

  return position > 0 ? g_ptr_array_index (self->annotations, position - 1) : NULL;
}

/**
 * vbt_document_get_annotation:
 * @self: a document
 * @id: an identifier
 *
 * Looks the annotation up, in constant time.
 *
 * Returns: (nullable) (transfer none): the annotation
 */
VbtAnnotation *
vbt_document_get_annotation (const VbtDocument *self, VbtId id)
{
  VbtAnnotation *annotation;

  g_return_val_if_fail (self != NULL, NULL);

  annotation = lookup_annotation (self, id);
  if (annotation == NULL || annotation->id == id)
    return annotation;
  vbt_document_drop_index ((VbtDocument *)self);
  return lookup_annotation (self, id);
}

/* Whether what stands at the position is still what the table says. */
static gboolean
is_listed (const VbtDocument *self, List list, VbtId id, guint position)
{
  const VbtAnnotation *annotation;

  if (list == LIST_DECISIONS)
    return g_array_index (self->decisions, VbtDecision, position).suggestion == id;
  annotation = g_ptr_array_index (self->annotations, position);
  if (list == LIST_COPIES)
    return annotation->derived_from == id;
  return annotation->kind == VBT_KIND_RELATION && (annotation->from == id || annotation->to == id);
}

/* (nullable) */
static const GArray *
lookup_list (const VbtDocument *self, List list, VbtId id)
{
  const GArray *positions = g_hash_table_lookup (get_index (self)->lists[list], &id);

  for (guint i = 0; positions != NULL && i < positions->len; i++)
    if (!is_listed (self, list, id, g_array_index (positions, guint, i)))
      {
        vbt_document_drop_index ((VbtDocument *)self);
        return g_hash_table_lookup (get_index (self)->lists[list], &id);
      }
  return positions;
}

/**
 * vbt_document_relations_of:
 * @self: a document
 * @annotation: an annotation of it
 *
 * Returns: (transfer container): the relations from and to the annotation, of VbtAnnotation, in
 *   the order of the document; whosever they are
 */
GPtrArray *
vbt_document_relations_of (const VbtDocument *self, VbtId annotation)
{
  GPtrArray *relations;
  const GArray *positions;

  g_return_val_if_fail (self != NULL, NULL);

  relations = g_ptr_array_new ();
  positions = lookup_list (self, LIST_RELATIONS, annotation);
  for (guint i = 0; positions != NULL && i < positions->len; i++)
    g_ptr_array_add (relations,
                     g_ptr_array_index (self->annotations, g_array_index (positions, guint, i)));
  return relations;
}

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
 * vbt_document_find_decision:
 * @self: a document
 * @suggestion: a suggestion
 * @annotator: a person
 *
 * Returns: (nullable) (transfer none): what the person decided about the suggestion
 */
const VbtDecision *
vbt_document_find_decision (const VbtDocument *self, VbtId suggestion, VbtId annotator)
{
  const GArray *positions;

  g_return_val_if_fail (self != NULL, NULL);

  positions = lookup_list (self, LIST_DECISIONS, suggestion);
  for (guint i = 0; positions != NULL && i < positions->len; i++)
    {
      const VbtDecision *decision
          = &g_array_index (self->decisions, VbtDecision, g_array_index (positions, guint, i));

      if (decision->annotator == annotator)
        return decision;
    }
  return NULL;
}

/**
 * vbt_document_find_copy:
 * @self: a document
 * @suggestion: a suggestion
 * @annotator: a person
 *
 * Returns: (nullable) (transfer none): what the person made of the suggestion
 */
VbtAnnotation *
vbt_document_find_copy (const VbtDocument *self, VbtId suggestion, VbtId annotator)
{
  const GArray *positions;

  g_return_val_if_fail (self != NULL, NULL);

  positions = lookup_list (self, LIST_COPIES, suggestion);
  for (guint i = 0; positions != NULL && i < positions->len; i++)
    {
      VbtAnnotation *copy
          = g_ptr_array_index (self->annotations, g_array_index (positions, guint, i));

      if (copy->annotator == annotator)
        return copy;
    }
  return NULL;
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
