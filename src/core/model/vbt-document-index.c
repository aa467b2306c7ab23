/* vbt-document-index.c: who is who in a document: look-ups by identifier, links, decisions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-document-private.h"

/* What is looked up by the identifier of an annotation, and may be several. */
typedef enum
{
  LIST_RELATIONS, /* the relations from and to it */
  LIST_COPIES,    /* the annotations that are derived from it */
  N_LISTS
} ListKind;

/** List: what belongs to one annotation. */
typedef struct
{
  VbtId id;
  GPtrArray *annotations; /* borrowed, in the order of the document */
} List;

/** Decisions: about one suggestion. */
typedef struct
{
  VbtId id;
  GArray *decisions; /* of VbtDecision */
} Decisions;

/* The arrays of a document are public. What is added behind their ends is added here at the next look-up. What is
 * changed in place is noticed when it is found; what is taken away has to be told, see vbt_document_drop_index(). */
typedef struct _VbtDocumentIndex
{
  guint n_annotations; /* so many are in the tables */
  guint n_decisions;
  GHashTable *annotations;    /* VbtId * to VbtAnnotation, both borrowed */
  GHashTable *lists[N_LISTS]; /* VbtId * to List */
  GHashTable *decisions;      /* VbtId * to Decisions */
} Index;

static void
list_free (gpointer data)
{
  List *list = data;

  g_ptr_array_unref (list->annotations);
  g_free (list);
}

static void
decisions_free (gpointer data)
{
  Decisions *decisions = data;

  g_array_unref (decisions->decisions);
  g_free (decisions);
}

static Index *
index_new (void)
{
  Index *index = g_new0 (Index, 1);

  index->annotations = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (int i = 0; i < N_LISTS; i++)
    index->lists[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, list_free);
  index->decisions = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, decisions_free);
  return index;
}

/**
 * vbt_document_drop_index:
 * @self: a document
 *
 * Forgets the look-up tables. To be called by who takes annotations out of the array, before the
 * next look-up.
 */
void
vbt_document_drop_index (VbtDocument *self)
{
  Index *index;

  g_return_if_fail (self != NULL);

  index = g_steal_pointer (&self->index);
  if (index == NULL)
    return;
  g_hash_table_unref (index->annotations);
  for (int i = 0; i < N_LISTS; i++)
    g_hash_table_unref (index->lists[i]);
  g_hash_table_unref (index->decisions);
  g_free (index);
}

/* Where the annotation belongs in an array that is in the order of the document: before the first that is not before
 * it. */
static guint
find_place (const GPtrArray *annotations, const VbtAnnotation *annotation)
{
  guint low = 0;
  guint high = annotations->len;

  /* Most are added in order. */
  if (high > 0
      && vbt_annotation_compare (g_ptr_array_index (annotations, high - 1), annotation) < 0)
    return high;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (vbt_annotation_compare (g_ptr_array_index (annotations, middle), annotation) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_to_list (Index *index, ListKind kind, VbtId id, VbtAnnotation *annotation, gboolean last)
{
  List *list;
  guint place;

  if (id == 0)
    return;
  list = g_hash_table_lookup (index->lists[kind], &id);
  if (list == NULL)
    {
      list = g_new (List, 1);
      list->id = id;
      list->annotations = g_ptr_array_new ();
      g_hash_table_insert (index->lists[kind], &list->id, list);
    }
  place = last ? list->annotations->len : find_place (list->annotations, annotation);
  g_ptr_array_insert (list->annotations, (int)place, annotation);
}

static void
remove_from_list (Index *index, ListKind kind, VbtId id, VbtAnnotation *annotation)
{
  List *list = g_hash_table_lookup (index->lists[kind], &id);

  if (list == NULL)
    return;
  g_ptr_array_remove (list->annotations, annotation);
  if (list->annotations->len == 0)
    g_hash_table_remove (index->lists[kind], &id);
}

/* Behind all others, or where it belongs in the order. */
static void
add_annotation (Index *index, VbtAnnotation *annotation, gboolean last)
{
  if (!g_hash_table_contains (index->annotations, &annotation->id))
    g_hash_table_insert (index->annotations, &annotation->id, annotation);
  index->n_annotations++;
  add_to_list (index, LIST_COPIES, annotation->derived_from, annotation, last);
  if (annotation->kind != VBT_KIND_RELATION)
    return;
  add_to_list (index, LIST_RELATIONS, annotation->from, annotation, last);
  if (annotation->to != annotation->from)
    add_to_list (index, LIST_RELATIONS, annotation->to, annotation, last);
}

static void
remove_annotation (Index *index, VbtAnnotation *annotation)
{
  g_hash_table_remove (index->annotations, &annotation->id);
  index->n_annotations--;
  remove_from_list (index, LIST_COPIES, annotation->derived_from, annotation);
  remove_from_list (index, LIST_RELATIONS, annotation->from, annotation);
  remove_from_list (index, LIST_RELATIONS, annotation->to, annotation);
}

static void
add_decision (Index *index, const VbtDecision *decision)
{
  Decisions *decisions = g_hash_table_lookup (index->decisions, &decision->suggestion);

  if (decisions == NULL)
    {
      decisions = g_new (Decisions, 1);
      decisions->id = decision->suggestion;
      decisions->decisions = g_array_new (FALSE, FALSE, sizeof (VbtDecision));
      g_hash_table_insert (index->decisions, &decisions->id, decisions);
    }
  g_array_append_val (decisions->decisions, *decision);
  index->n_decisions++;
}

static Index *
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
  while (index->n_annotations < self->annotations->len)
    add_annotation (index, g_ptr_array_index (self->annotations, index->n_annotations), TRUE);
  while (index->n_decisions < self->decisions->len)
    add_decision (index, &g_array_index (self->decisions, VbtDecision, index->n_decisions));
  return index;
}

/*< private >
 * vbt_document_insert_annotation:
 * @self: a document, sorted
 * @annotation: (transfer full): an annotation, which the document has not got
 *
 * Puts the annotation where it belongs in the order.
 */
void
vbt_document_insert_annotation (VbtDocument *self, VbtAnnotation *annotation)
{
  Index *index = get_index (self);

  g_ptr_array_insert (self->annotations, (int)find_place (self->annotations, annotation),
                      annotation);
  add_annotation (index, annotation, FALSE);
}

/*< private >
 * vbt_document_delete_annotation:
 * @self: a document, sorted
 * @annotation: (transfer full): an annotation of it
 *
 * Frees the annotation, and nothing that hangs on it.
 */
void
vbt_document_delete_annotation (VbtDocument *self, VbtAnnotation *annotation)
{
  guint place = find_place (self->annotations, annotation);

  remove_annotation (get_index (self), annotation);
  if (place < self->annotations->len && g_ptr_array_index (self->annotations, place) == annotation)
    g_ptr_array_remove_index (self->annotations, place);
  else
    g_ptr_array_remove (self->annotations, annotation);
}

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  const VbtDecision *one = a;
  const VbtDecision *other = b;

  if (one->time != other->time)
    return one->time < other->time ? -1 : 1;
  if (one->suggestion != other->suggestion)
    return one->suggestion < other->suggestion ? -1 : 1;
  return one->annotator < other->annotator ? -1 : one->annotator > other->annotator;
}

static guint
find_decision_place (const VbtDocument *self, const VbtDecision *decision)
{
  guint low = 0;
  guint high = self->decisions->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_decisions (&g_array_index (self->decisions, VbtDecision, middle), decision) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/*< private >
 * vbt_document_delete_decisions:
 * @self: a document whose decisions are in the order of time
 * @suggestion: an annotation
 *
 * Forgets what was decided about a suggestion.
 */
void
vbt_document_delete_decisions (VbtDocument *self, VbtId suggestion)
{
  Index *index = get_index (self);
  const Decisions *found = g_hash_table_lookup (index->decisions, &suggestion);

  for (guint i = 0; found != NULL && i < found->decisions->len; i++)
    {
      const VbtDecision *decision = &g_array_index (found->decisions, VbtDecision, i);
      guint place = find_decision_place (self, decision);

      /* In the order of time, or it is looked for. */
      if (place >= self->decisions->len
          || compare_decisions (&g_array_index (self->decisions, VbtDecision, place), decision)
                 != 0)
        for (place = 0;
             compare_decisions (&g_array_index (self->decisions, VbtDecision, place), decision)
             != 0;)
          place++;
      g_array_remove_index (self->decisions, place);
      index->n_decisions--;
    }
  g_hash_table_remove (index->decisions, &suggestion);
}

/*< private >
 * vbt_document_insert_decision:
 * @self: a document whose decisions are in the order of time
 * @decision: a decision
 */
void
vbt_document_insert_decision (VbtDocument *self, const VbtDecision *decision)
{
  Index *index = get_index (self);

  g_array_insert_vals (self->decisions, find_decision_place (self, decision), decision, 1);
  add_decision (index, decision);
}

static VbtAnnotation *
lookup_annotation (const VbtDocument *self, VbtId id)
{
  return g_hash_table_lookup (get_index (self)->annotations, &id);
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
  g_return_val_if_fail (self != NULL, NULL);

  return lookup_annotation (self, id);
}

/* Whether what is in the list belongs there still. */
static gboolean
is_listed (ListKind kind, VbtId id, const VbtAnnotation *annotation)
{
  if (kind == LIST_COPIES)
    return annotation->derived_from == id;
  return annotation->kind == VBT_KIND_RELATION && (annotation->from == id || annotation->to == id);
}

/* (nullable) */
static const GPtrArray *
lookup_list (const VbtDocument *self, ListKind kind, VbtId id)
{
  const List *list = g_hash_table_lookup (get_index (self)->lists[kind], &id);

  for (guint i = 0; list != NULL && i < list->annotations->len; i++)
    if (!is_listed (kind, id, g_ptr_array_index (list->annotations, i)))
      {
        vbt_document_drop_index ((VbtDocument *)self);
        list = g_hash_table_lookup (get_index (self)->lists[kind], &id);
        break;
      }
  return list != NULL ? list->annotations : NULL;
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
  const GPtrArray *relations;

  g_return_val_if_fail (self != NULL, NULL);

  relations = lookup_list (self, LIST_RELATIONS, annotation);
  return relations != NULL ? g_ptr_array_copy ((GPtrArray *)relations, NULL, NULL)
                           : g_ptr_array_new ();
}

static gboolean
has_same_place (const VbtAnnotation *a, const VbtAnnotation *b)
{
  VbtRange one = vbt_annotation_get_extent (a);
  VbtRange other = vbt_annotation_get_extent (b);

  return a->kind == b->kind && a->label == b->label && one.start == other.start
         && one.end == other.end;
}

/**
 * vbt_document_find_same:
 * @self: a document, sorted
 * @span: a span, which may be one of another document
 *
 * Finds the spans that say the same: those with the label and the fragments of @span, which is
 * among them if the document has it.
 *
 * Returns: (transfer container): VbtAnnotation, in the order of the document
 */
GPtrArray *
vbt_document_find_same (const VbtDocument *self, const VbtAnnotation *span)
{
  GPtrArray *same;
  VbtAnnotation probe;

  g_return_val_if_fail (self != NULL && span != NULL, NULL);

  same = g_ptr_array_new ();
  probe = *span;
  probe.id = G_MININT64;
  for (guint i = find_place (self->annotations, &probe); i < self->annotations->len; i++)
    {
      VbtAnnotation *other = g_ptr_array_index (self->annotations, i);

      if (!has_same_place (other, span))
        break;
      if (other->kind == VBT_KIND_SPAN && vbt_annotation_same_fragments (other, span))
        g_ptr_array_add (same, other);
    }
  return same;
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
  const Decisions *found;

  g_return_val_if_fail (self != NULL, NULL);

  found = g_hash_table_lookup (get_index (self)->decisions, &suggestion);
  for (guint i = 0; found != NULL && i < found->decisions->len; i++)
    {
      const VbtDecision *decision = &g_array_index (found->decisions, VbtDecision, i);

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
  const GPtrArray *copies;

  g_return_val_if_fail (self != NULL, NULL);

  copies = lookup_list (self, LIST_COPIES, suggestion);
  for (guint i = 0; copies != NULL && i < copies->len; i++)
    {
      VbtAnnotation *copy = g_ptr_array_index (copies, i);

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
