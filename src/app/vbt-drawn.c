/* vbt-drawn.c: what of a document is drawn for a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-drawn-private.h"

#include "model/vbt-bisect.h"

static guint
span_hash (gconstpointer key)
{
  const VbtAnnotation *span = key;
  guint hash = g_int64_hash (&span->label);

  for (guint i = 0; i < span->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);

      hash = hash * 31 + (guint)range.start * 17 + (guint)range.end;
    }
  return hash;
}

static gboolean
span_equal (gconstpointer a, gconstpointer b)
{
  const VbtAnnotation *first = a;
  const VbtAnnotation *second = b;

  return first->label == second->label && vbt_annotation_same_fragments (first, second);
}

gboolean
vbt_drawn_is_visible (const VbtDrawn *self, const VbtAnnotation *annotation)
{
  return annotation->annotator == self->me
         || vbt_document_is_open_suggestion (self->document, self->catalog, annotation, self->me);
}

/* A suggestion that says what I said before it was made is drawn as my span, once; it is decided on there. */
gboolean
vbt_drawn_is_said_by_me (const VbtDrawn *self, const VbtAnnotation *span)
{
  return span->annotator != self->me && g_hash_table_contains (self->mine, span);
}

/* Where @annotation is, or belongs, in an array in the order of the document. */
guint
vbt_drawn_find_place (const GPtrArray *annotations, const VbtAnnotation *annotation)
{
  return VBT_FIND_FIRST (annotations->len, at,
                         vbt_annotation_compare (g_ptr_array_index (annotations, at), annotation)
                             >= 0);
}

static VbtAnnotation *
find_in (const GPtrArray *annotations, const VbtAnnotation *annotation)
{
  guint place = vbt_drawn_find_place (annotations, annotation);
  VbtAnnotation *found = place < annotations->len ? g_ptr_array_index (annotations, place) : NULL;

  return found != NULL && found->id == annotation->id ? found : NULL;
}

/**
 * vbt_drawn_has:
 * @self: what is drawn
 * @span: (nullable): an annotation of the document
 *
 * Returns: whether it is a span that is drawn
 */
gboolean
vbt_drawn_has (const VbtDrawn *self, const VbtAnnotation *span)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return span != NULL && find_in (self->spans, span) != NULL;
}

/**
 * vbt_drawn_find_relation:
 * @self: what is drawn
 * @stored: a relation of the document
 *
 * Returns: (transfer none) (nullable): what is drawn of it, with the ends that it is drawn between
 */
VbtAnnotation *
vbt_drawn_find_relation (const VbtDrawn *self, const VbtAnnotation *stored)
{
  g_return_val_if_fail (self != NULL && stored != NULL, NULL);

  return find_in (self->relations, stored);
}

/**
 * vbt_drawn_end:
 * @self: what is drawn
 * @id: an annotation of the document
 *
 * Returns: what stands for it in what is drawn: itself, or what I made of it, or what I said alike;
 *   0 where nothing does
 */
VbtId
vbt_drawn_end (const VbtDrawn *self, VbtId id)
{
  const VbtAnnotation *mine;
  const VbtAnnotation *annotation;

  g_return_val_if_fail (self != NULL, 0);

  if (self->document == NULL)
    return 0;
  mine = vbt_document_find_copy (self->document, id, self->me);
  annotation = vbt_document_get_annotation (self->document, id);
  if (mine == NULL && vbt_drawn_has (self, annotation))
    return id;
  if (mine == NULL && annotation != NULL && annotation->kind == VBT_KIND_SPAN)
    mine = g_hash_table_lookup (self->mine, annotation);
  return vbt_drawn_has (self, mine) ? mine->id : 0;
}

/* A relation as it is drawn, which is nearly always as it is; NULL where it is not. */
VbtAnnotation *
vbt_drawn_make_relation (VbtDrawn *self, VbtAnnotation *relation)
{
  VbtAnnotation *drawn;
  VbtId from, to;

  if (relation->kind != VBT_KIND_RELATION || !vbt_drawn_is_visible (self, relation))
    return NULL;
  from = vbt_drawn_end (self, relation->from);
  to = vbt_drawn_end (self, relation->to);
  if (from == 0 || to == 0)
    return NULL;
  if (from == relation->from && to == relation->to)
    return relation;
  drawn = vbt_annotation_copy (relation);
  drawn->from = from;
  drawn->to = to;
  g_hash_table_add (self->moved, drawn);
  return drawn;
}

static VbtId
first_entity (const VbtAnnotation *span)
{
  return span->entities != NULL && span->entities->len > 0
             ? g_array_index (span->entities, VbtId, 0)
             : 0;
}

/**
 * vbt_drawn_get_speaker_of:
 * @self: what is drawn
 * @span: a quote, or a span that names somebody
 *
 * Follows a quote to its speaker's words, as I corrected them, and to whom these name.
 *
 * Returns: an entity, or 0 where nobody is known
 */
VbtId
vbt_drawn_get_speaker_of (const VbtDrawn *self, const VbtAnnotation *span)
{
  g_autoptr (GPtrArray) relations = NULL;

  g_return_val_if_fail (self != NULL && span != NULL, 0);

  if (span->label != self->quote_label)
    return first_entity (span);
  relations = vbt_document_relations_of (self->document, span->id);
  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtAnnotation *words;

      if (relation->from != span->id || relation->label != self->speaker_label)
        continue;
      words = vbt_document_find_copy (self->document, relation->to, self->me);
      if (words == NULL)
        words = vbt_document_get_annotation (self->document, relation->to);
      if (words != NULL && first_entity (words) != 0)
        return first_entity (words);
    }
  return first_entity (span);
}

/* All of the document */

static void
find_mine (VbtDrawn *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i);

      if (annotation->annotator == self->me && annotation->kind == VBT_KIND_SPAN
          && !g_hash_table_contains (self->mine, annotation))
        g_hash_table_add (self->mine, annotation);
    }
}

static void
add_span (VbtDrawn *self, VbtAnnotation *span)
{
  VbtOffset last
      = self->spans->len == 0 ? 0 : g_array_index (self->max_ends, VbtOffset, self->spans->len - 1);
  VbtOffset end = MAX (last, vbt_annotation_get_extent (span).end);

  g_ptr_array_add (self->spans, span);
  g_array_append_val (self->ids, span->id);
  g_array_append_val (self->max_ends, end);
  self->n_suggestions += span->annotator != self->me ? 1 : 0;
}

static void
find_spans (VbtDrawn *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i);
      VbtAnnotation *mine;

      if (annotation->kind != VBT_KIND_SPAN)
        break; /* spans come first */
      if (!vbt_drawn_is_visible (self, annotation))
        continue;
      mine
          = annotation->annotator == self->me ? NULL : g_hash_table_lookup (self->mine, annotation);
      if (mine != NULL)
        g_hash_table_replace (self->agreeing, &mine->id, annotation);
      else
        add_span (self, annotation);
    }
}

static void
find_relations (VbtDrawn *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *drawn
          = vbt_drawn_make_relation (self, g_ptr_array_index (self->document->annotations, i));

      if (drawn != NULL)
        g_ptr_array_add (self->relations, drawn);
    }
}

static void
find_quotes (VbtDrawn *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->spans, i);

      if (span->label == self->quote_label)
        g_array_append_val (self->quotes,
                            ((VbtQuote){ span, vbt_drawn_get_speaker_of (self, span) }));
    }
}

/**
 * vbt_drawn_new:
 * @document: (nullable) (transfer none): a document, sorted, that lives as long as this
 * @catalog: (transfer none): its catalog, of which schema and annotators are needed
 * @me: for whom
 *
 * Finds out what is drawn. Takes some 100 ms for 200,000 spans; may be called in a thread that alone
 * has the document and the catalog.
 *
 * Returns: (transfer full): what is drawn
 */
VbtDrawn *
vbt_drawn_new (VbtDocument *document, VbtCatalog *catalog, VbtId me)
{
  VbtDrawn *self = g_new0 (VbtDrawn, 1);

  self->document = document;
  self->catalog = catalog == NULL ? NULL : vbt_catalog_ref (catalog);
  self->me = me;
  self->spans = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->max_ends = g_array_new (FALSE, FALSE, sizeof (VbtOffset));
  self->relations = g_ptr_array_new ();
  self->quotes = g_array_new (FALSE, FALSE, sizeof (VbtQuote));
  self->mine = g_hash_table_new (span_hash, span_equal);
  self->agreeing = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->moved = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)vbt_annotation_unref, NULL);
  if (document == NULL)
    return self;
  self->quote_label = vbt_schema_find_label_id (catalog->schema, VBT_KIND_SPAN, VBT_LABEL_QUOTE);
  self->speaker_label
      = vbt_schema_find_label_id (catalog->schema, VBT_KIND_RELATION, VBT_RELATION_SPEAKER);
  find_mine (self);
  find_spans (self);
  find_relations (self);
  find_quotes (self);
  return self;
}

void
vbt_drawn_free (VbtDrawn *self)
{
  g_clear_pointer (&self->catalog, vbt_catalog_unref);
  g_ptr_array_unref (self->spans);
  g_array_unref (self->ids);
  g_array_unref (self->max_ends);
  g_hash_table_unref (self->mine);
  g_hash_table_unref (self->agreeing);
  g_ptr_array_unref (self->relations);
  g_hash_table_unref (self->moved);
  g_array_unref (self->quotes);
  g_free (self);
}

/* Looking things up */

/**
 * vbt_drawn_first_in:
 * @self: what is drawn
 * @range: a part of the text
 *
 * Where to begin going through the spans that overlap a range; go on until one's start is at or
 * behind the range's end, and pass over those that end before it.
 *
 * Returns: the index of the first span that may overlap
 */
guint
vbt_drawn_first_in (const VbtDrawn *self, VbtRange range)
{
  g_return_val_if_fail (self != NULL, 0);

  return VBT_FIND_FIRST (self->max_ends->len, at,
                         g_array_index (self->max_ends, VbtOffset, at) > range.start);
}

/* Adds those of the relations of a stored annotation that are drawn from or to @end. */
static void
collect_relations (const VbtDrawn *self, VbtId stored, VbtId end, GPtrArray *found)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (self->document, stored);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      VbtAnnotation *drawn = vbt_drawn_find_relation (self, relation);

      if (drawn != NULL && (drawn->from == end || drawn->to == end)
          && !g_ptr_array_find (found, drawn, NULL))
        g_ptr_array_add (found, drawn);
    }
}

static int
compare_annotations (gconstpointer a, gconstpointer b)
{
  return vbt_annotation_compare (*(const VbtAnnotation *const *)a,
                                 *(const VbtAnnotation *const *)b);
}

/**
 * vbt_drawn_relations_of:
 * @self: what is drawn
 * @id: a span that is drawn
 *
 * Returns: (transfer container) (element-type VbtAnnotation): the relations that are drawn from and
 *   to it, in order; also those that are stored with what the span stands for
 */
GPtrArray *
vbt_drawn_relations_of (const VbtDrawn *self, VbtId id)
{
  GPtrArray *found = g_ptr_array_new ();
  const VbtAnnotation *span;

  g_return_val_if_fail (self != NULL, found);

  span = self->document == NULL ? NULL : vbt_document_get_annotation (self->document, id);
  if (span == NULL || self->relations->len == 0)
    return found;
  collect_relations (self, id, id, found);
  if (span->annotator == self->me && span->derived_from != 0)
    collect_relations (self, span->derived_from, id, found);
  if (span->annotator == self->me && span->kind == VBT_KIND_SPAN)
    {
      g_autoptr (GPtrArray) same = vbt_document_find_same (self->document, span);

      for (guint i = 0; i < same->len; i++)
        collect_relations (self, ((VbtAnnotation *)g_ptr_array_index (same, i))->id, id, found);
    }
  g_ptr_array_sort (found, compare_annotations);
  return found;
}
