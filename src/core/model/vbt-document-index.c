/* vbt-document-index.c: who is who in a document: look-ups by identifier, links, decisions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-document-private.h"

#include "model/vbt-bisect.h"

/* What is looked up by the identifier of an annotation, and may be several. */
typedef enum
{
  TABLE_ANNOTATIONS, /* VbtAnnotation *: itself */
  TABLE_RELATIONS,   /* Link: the relations from and to it */
  TABLE_COPIES,      /* Link: the annotations that are derived from it */
  TABLE_DECISIONS,   /* VbtDecision: those about it */
  N_TABLES
} TableKind;

/** Link: one of what belongs to an annotation. */
typedef struct
{
  VbtId id;
  VbtAnnotation *annotation; /* borrowed */
} Link;

/** Table: in the order of the identifiers that its entries begin with, or point to; those of one in the order of the
 * document. One array takes a tenth of the memory that a list for each annotation takes, and a third of a hash table's. */
typedef struct
{
  GArray *entries;
  gboolean has_pointers;
  gboolean is_sorted;
} Table;

/* So few are put where they belong; more are put behind the others and sorted when one is looked for. */
#define FEW 16

/* The arrays of a document are public. What is added behind their ends is added here at the next look-up. What is
 * changed in place is noticed when it is found; what is taken away has to be told, see vbt_document_drop_index(). */
typedef struct _VbtDocumentIndex
{
  guint n_annotations; /* so many are in the tables */
  guint n_decisions;
  Table tables[N_TABLES];
} Index;

static Index *
index_new (void)
{
  static const gsize sizes[]
      = { sizeof (VbtAnnotation *), sizeof (Link), sizeof (Link), sizeof (VbtDecision) };
  Index *index = g_new0 (Index, 1);

  G_STATIC_ASSERT (G_N_ELEMENTS (sizes) == N_TABLES);
  G_STATIC_ASSERT (G_STRUCT_OFFSET (VbtAnnotation, id) == 0);
  G_STATIC_ASSERT (G_STRUCT_OFFSET (VbtDecision, suggestion) == 0);
  for (int i = 0; i < N_TABLES; i++)
    index->tables[i]
        = (Table){ g_array_new (FALSE, FALSE, (guint)sizes[i]), i == TABLE_ANNOTATIONS, TRUE };
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
  for (int i = 0; i < N_TABLES; i++)
    g_array_unref (index->tables[i].entries);
  g_free (index);
}

/* Where the annotation belongs in an array that is in the order of the document: before the first that is not before
 * it. */
static guint
find_place (const GPtrArray *annotations, const VbtAnnotation *annotation)
{
  /* Most are added in order. */
  if (annotations->len > 0
      && vbt_annotation_compare (g_ptr_array_index (annotations, annotations->len - 1), annotation)
             < 0)
    return annotations->len;
  return VBT_FIND_FIRST (annotations->len, at,
                         vbt_annotation_compare (g_ptr_array_index (annotations, at), annotation)
                             >= 0);
}

static gpointer
get_entry (const Table *table, guint index)
{
  return table->entries->data + index * g_array_get_element_size (table->entries);
}

static VbtId
get_id (const Table *table, guint index)
{
  gconstpointer entry = get_entry (table, index);

  return table->has_pointers ? **(const VbtId *const *)entry : *(const VbtId *)entry;
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return vbt_id_compare (*(gconstpointer const *)a, *(gconstpointer const *)b);
}

/* Returns the first entry of @id, and in @n how many there are; sorts the table where it is not. */
static guint
find_entries (Table *table, VbtId id, guint *n)
{
  guint first, end;

  /* It is stable: those of one identifier stay in their order. */
  if (!table->is_sorted)
    g_array_sort (table->entries, table->has_pointers ? compare_pointers : vbt_id_compare);
  table->is_sorted = TRUE;
  first = VBT_FIND_FIRST (table->entries->len, at, get_id (table, at) >= id);
  for (end = first; end < table->entries->len; end++)
    if (get_id (table, end) != id)
      break;
  *n = end - first;
  return first;
}

/* Behind all others, or where it belongs in the order. */
static void
add_link (Table *table, VbtId id, VbtAnnotation *annotation, gboolean last)
{
  Link link = { id, annotation };
  guint first, n;

  if (id == 0)
    return;
  if (last && !table->is_sorted)
    {
      g_array_append_val (table->entries, link);
      return;
    }
  first = find_entries (table, id, &n);
  if (!last)
    for (guint i = 0; i < n; i++)
      if (vbt_annotation_compare (((Link *)get_entry (table, first + i))->annotation, annotation)
          >= 0)
        n = i;
  g_array_insert_val (table->entries, first + n, link);
}

static void
remove_link (Table *table, VbtId id, const VbtAnnotation *annotation)
{
  guint n;
  guint first = find_entries (table, id, &n);

  for (guint i = 0; i < n; i++)
    if (((Link *)get_entry (table, first + i))->annotation == annotation)
      {
        g_array_remove_index (table->entries, first + i);
        return;
      }
}

/* Behind all others of the identifier; in a table that is not sorted yet, behind all. */
static void
add_entry (Table *table, VbtId id, gconstpointer entry)
{
  guint n = 0;
  guint first = table->is_sorted ? find_entries (table, id, &n) : table->entries->len;

  g_array_insert_vals (table->entries, first + n, entry, 1);
}

static void
remove_pointer (Table *table, const VbtAnnotation *annotation)
{
  guint n;
  guint first = find_entries (table, annotation->id, &n);

  for (guint i = 0; i < n; i++)
    if (*(VbtAnnotation **)get_entry (table, first + i) == annotation)
      {
        g_array_remove_index (table->entries, first + i);
        return;
      }
}

static void
add_annotation (Index *index, VbtAnnotation *annotation, gboolean last)
{
  /* Of two with one identifier, which should not be, the first one is found. */
  add_entry (&index->tables[TABLE_ANNOTATIONS], annotation->id, &annotation);
  index->n_annotations++;
  add_link (&index->tables[TABLE_COPIES], annotation->derived_from, annotation, last);
  if (annotation->kind != VBT_KIND_RELATION)
    return;
  add_link (&index->tables[TABLE_RELATIONS], annotation->from, annotation, last);
  if (annotation->to != annotation->from)
    add_link (&index->tables[TABLE_RELATIONS], annotation->to, annotation, last);
}

static void
remove_annotation (Index *index, VbtAnnotation *annotation)
{
  remove_pointer (&index->tables[TABLE_ANNOTATIONS], annotation);
  index->n_annotations--;
  remove_link (&index->tables[TABLE_COPIES], annotation->derived_from, annotation);
  remove_link (&index->tables[TABLE_RELATIONS], annotation->from, annotation);
  remove_link (&index->tables[TABLE_RELATIONS], annotation->to, annotation);
}

static void
add_decision (Index *index, const VbtDecision *decision)
{
  add_entry (&index->tables[TABLE_DECISIONS], decision->suggestion, decision);
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
  if (self->annotations->len - index->n_annotations > FEW)
    index->tables[TABLE_ANNOTATIONS].is_sorted = index->tables[TABLE_RELATIONS].is_sorted
        = index->tables[TABLE_COPIES].is_sorted = FALSE;
  if (self->decisions->len - index->n_decisions > FEW)
    index->tables[TABLE_DECISIONS].is_sorted = FALSE;
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
  return VBT_FIND_FIRST (
      self->decisions->len, at,
      compare_decisions (&g_array_index (self->decisions, VbtDecision, at), decision) >= 0);
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
  Table *table = &index->tables[TABLE_DECISIONS];
  guint n;
  guint first = find_entries (table, suggestion, &n);

  for (guint i = 0; i < n; i++)
    {
      const VbtDecision *decision = get_entry (table, first + i);
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
  if (n > 0)
    g_array_remove_range (table->entries, first, n);
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
  Table *table = &get_index (self)->tables[TABLE_ANNOTATIONS];
  guint n;
  guint first = find_entries (table, id, &n);

  return n > 0 ? *(VbtAnnotation **)get_entry (table, first) : NULL;
}

/**
 * vbt_document_get_annotation:
 * @self: a document
 * @id: an identifier
 *
 * Looks the annotation up, in logarithmic time.
 *
 * Returns: (nullable) (transfer none): the annotation
 */
VbtAnnotation *
vbt_document_get_annotation (const VbtDocument *self, VbtId id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lookup_annotation (self, id);
}

/* Whether what is in the table belongs there still. */
static gboolean
is_linked (TableKind kind, VbtId id, const VbtAnnotation *annotation)
{
  if (kind == TABLE_COPIES)
    return annotation->derived_from == id;
  return annotation->kind == VBT_KIND_RELATION && (annotation->from == id || annotation->to == id);
}

/* Returns the @n links of an annotation, until the next look-up. */
static const Link *
lookup_links (const VbtDocument *self, TableKind kind, VbtId id, guint *n)
{
  Table *table = &get_index (self)->tables[kind];
  guint first = find_entries (table, id, n);

  for (guint i = 0; i < *n; i++)
    if (!is_linked (kind, id, ((Link *)get_entry (table, first + i))->annotation))
      {
        vbt_document_drop_index ((VbtDocument *)self);
        table = &get_index (self)->tables[kind];
        first = find_entries (table, id, n);
        break;
      }
  return *n > 0 ? get_entry (table, first) : NULL;
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
  GPtrArray *relations = g_ptr_array_new ();
  const Link *links;
  guint n;

  g_return_val_if_fail (self != NULL, relations);

  links = lookup_links (self, TABLE_RELATIONS, annotation, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (relations, links[i].annotation);
  return relations;
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
  Table *table;
  guint first, n;

  g_return_val_if_fail (self != NULL, NULL);

  table = &get_index (self)->tables[TABLE_DECISIONS];
  first = find_entries (table, suggestion, &n);
  for (guint i = 0; i < n; i++)
    {
      const VbtDecision *decision = get_entry (table, first + i);

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
  const Link *copies;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  copies = lookup_links (self, TABLE_COPIES, suggestion, &n);
  for (guint i = 0; i < n; i++)
    if (copies[i].annotation->annotator == annotator)
      return copies[i].annotation;
  return NULL;
}
