/* vbt-annotation.c: spans, relations and document labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-annotation.h"

#include <glib/gi18n-lib.h>

static void
value_free (gpointer data)
{
  VbtValue *value = data;

  g_free (value->value);
  g_free (value);
}

static VbtAnnotation *
annotation_new (VbtKind kind, VbtId label, VbtId annotator)
{
  VbtAnnotation *self = g_new0 (VbtAnnotation, 1);

  self->id = vbt_id_new ();
  self->kind = kind;
  self->label = label;
  self->annotator = annotator;
  self->values = g_ptr_array_new_with_free_func (value_free);
  self->confidence = -1;
  self->created = vbt_time_now ();
  return self;
}

/**
 * vbt_annotation_new_span:
 * @label: a label of the kind span
 * @annotator: whose it is
 * @start: first code point
 * @end: the code point behind the last one
 *
 * Makes a span of one fragment, with a new identifier and the time of now. Offsets that come from
 * a file are taken as they are: vbt_annotation_check_fragments() says whether they are right.
 *
 * Returns: (transfer full): the span
 */
VbtAnnotation *
vbt_annotation_new_span (VbtId label, VbtId annotator, VbtOffset start, VbtOffset end)
{
  VbtAnnotation *self = annotation_new (VBT_KIND_SPAN, label, annotator);
  VbtRange range = { start, end };

  self->fragments = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange), 1);
  g_array_append_val (self->fragments, range);
  self->entities = g_array_new (FALSE, FALSE, sizeof (VbtId));
  return self;
}

/**
 * vbt_annotation_new_relation:
 * @label: a label of the kind relation
 * @annotator: whose it is
 * @from: the annotation it comes from
 * @to: the annotation it goes to
 *
 * Returns: (transfer full): a new relation
 */
VbtAnnotation *
vbt_annotation_new_relation (VbtId label, VbtId annotator, VbtId from, VbtId to)
{
  VbtAnnotation *self = annotation_new (VBT_KIND_RELATION, label, annotator);

  self->from = from;
  self->to = to;
  return self;
}

/**
 * vbt_annotation_new_document_label:
 * @label: a label of the kind document
 * @annotator: whose it is
 *
 * Returns: (transfer full): a new label on a document as a whole
 */
VbtAnnotation *
vbt_annotation_new_document_label (VbtId label, VbtId annotator)
{
  return annotation_new (VBT_KIND_DOCUMENT, label, annotator);
}

/**
 * vbt_annotation_copy:
 * @self: an annotation
 *
 * Returns: (transfer full): a copy, with the same identifier
 */
VbtAnnotation *
vbt_annotation_copy (const VbtAnnotation *self)
{
  VbtAnnotation *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->fragments = self->fragments != NULL ? g_array_copy (self->fragments) : NULL;
  copy->entities = self->entities != NULL ? g_array_copy (self->entities) : NULL;
  copy->rule = g_strdup (self->rule);
  copy->note = g_strdup (self->note);
  copy->values = g_ptr_array_new_full (self->values->len, value_free);
  for (guint i = 0; i < self->values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (self->values, i);
      VbtValue *own = g_new (VbtValue, 1);

      own->attribute = value->attribute;
      own->value = g_strdup (value->value);
      g_ptr_array_add (copy->values, own);
    }
  return copy;
}

/**
 * vbt_annotation_free:
 * @self: (nullable) (transfer full): an annotation
 */
void
vbt_annotation_free (VbtAnnotation *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->fragments, g_array_unref);
  g_clear_pointer (&self->entities, g_array_unref);
  g_ptr_array_unref (self->values);
  g_free (self->rule);
  g_free (self->note);
  g_free (self);
}

/**
 * vbt_annotation_get_extent:
 * @self: an annotation
 *
 * Returns: from the start of the first fragment to the end of the last one; 0, 0 for what is no
 *   span
 */
VbtRange
vbt_annotation_get_extent (const VbtAnnotation *self)
{
  guint n = vbt_annotation_get_n_fragments (self);

  if (n == 0)
    return (VbtRange){ 0, 0 };
  return (VbtRange){ g_array_index (self->fragments, VbtRange, 0).start,
                     g_array_index (self->fragments, VbtRange, n - 1).end };
}

/**
 * vbt_annotation_get_n_fragments:
 * @self: an annotation
 *
 * Returns: how many fragments the span has; 0 for what is no span
 */
guint
vbt_annotation_get_n_fragments (const VbtAnnotation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fragments != NULL ? self->fragments->len : 0;
}

/**
 * vbt_annotation_get_fragment:
 * @self: a span
 * @index: which one, from 0
 *
 * Returns: the fragment
 */
VbtRange
vbt_annotation_get_fragment (const VbtAnnotation *self, guint index)
{
  g_return_val_if_fail (index < vbt_annotation_get_n_fragments (self), ((VbtRange){ 0, 0 }));

  return g_array_index (self->fragments, VbtRange, index);
}

/* The first fragment that ends behind the offset; fragments->len where there is none. */
static guint
first_ending_after (const GArray *fragments, VbtOffset offset)
{
  guint low = 0;
  guint high = fragments->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (fragments, VbtRange, middle).end > offset)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/**
 * vbt_annotation_covers:
 * @self: an annotation
 * @offset: a code point of the text
 *
 * Returns: whether it lies in a fragment of the span
 */
gboolean
vbt_annotation_covers (const VbtAnnotation *self, VbtOffset offset)
{
  return vbt_annotation_overlaps (self, (VbtRange){ offset, offset + 1 });
}

/**
 * vbt_annotation_overlaps:
 * @self: an annotation
 * @range: a range of the text
 *
 * Returns: whether a fragment of the span has a code point of @range
 */
gboolean
vbt_annotation_overlaps (const VbtAnnotation *self, VbtRange range)
{
  guint index;

  if (vbt_annotation_get_n_fragments (self) == 0)
    return FALSE;
  index = first_ending_after (self->fragments, range.start);
  return index < self->fragments->len
         && vbt_range_overlaps (g_array_index (self->fragments, VbtRange, index), range);
}

/**
 * vbt_annotation_same_fragments:
 * @a: an annotation
 * @b: another one
 *
 * Returns: whether both cover exactly the same text
 */
gboolean
vbt_annotation_same_fragments (const VbtAnnotation *a, const VbtAnnotation *b)
{
  guint n = vbt_annotation_get_n_fragments (a);

  if (n != vbt_annotation_get_n_fragments (b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      VbtRange one = vbt_annotation_get_fragment (a, i);
      VbtRange other = vbt_annotation_get_fragment (b, i);

      if (one.start != other.start || one.end != other.end)
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_annotation_add_fragment:
 * @self: a span
 * @start: first code point
 * @end: the code point behind the last one
 *
 * Adds to what the span covers. Fragments that the new one touches or overlaps become one with
 * it. An empty range, which only a file can ask for, is kept for vbt_annotation_check_fragments()
 * to refuse.
 */
void
vbt_annotation_add_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end)
{
  VbtRange range = { start, end };
  guint first;
  guint last;

  g_return_if_fail (self != NULL && self->fragments != NULL);

  if (start < 0 || start >= end)
    {
      g_array_append_val (self->fragments, range);
      return;
    }
  first = first_ending_after (self->fragments, start - 1);
  for (last = first; last < self->fragments->len; last++)
    {
      VbtRange old = g_array_index (self->fragments, VbtRange, last);

      if (old.start > end)
        break;
      range.start = MIN (range.start, old.start);
      range.end = MAX (range.end, old.end);
    }
  if (last > first)
    g_array_remove_range (self->fragments, first, last - first);
  g_array_insert_val (self->fragments, first, range);
}

/**
 * vbt_annotation_remove_fragment:
 * @self: a span
 * @start: first code point
 * @end: the code point behind the last one
 *
 * Takes a range out of what the span covers; a fragment around it becomes two.
 *
 * Returns: whether the span changed: it does not when it has nothing of the range, nor when it
 *   would have nothing left
 */
gboolean
vbt_annotation_remove_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end)
{
  g_autoptr (GArray) left = NULL;

  g_return_val_if_fail (self != NULL && self->fragments != NULL, FALSE);

  if (start >= end || !vbt_annotation_overlaps (self, (VbtRange){ start, end }))
    return FALSE;
  left = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  for (guint i = 0; i < self->fragments->len; i++)
    {
      VbtRange old = g_array_index (self->fragments, VbtRange, i);
      VbtRange before = { old.start, MIN (old.end, start) };
      VbtRange after = { MAX (old.start, end), old.end };

      if (before.start < before.end)
        g_array_append_val (left, before);
      if (after.start < after.end)
        g_array_append_val (left, after);
    }
  if (left->len == 0)
    return FALSE;
  g_array_unref (self->fragments);
  self->fragments = g_steal_pointer (&left);
  return TRUE;
}

/**
 * vbt_annotation_set_start:
 * @self: a span
 * @start: where it is to start, in code points
 *
 * Moves the start of the span. What lies before it is cut off; a start that falls between two
 * fragments moves to the second of them.
 *
 * Returns: whether the span changed: it does not when nothing would be left
 */
gboolean
vbt_annotation_set_start (VbtAnnotation *self, VbtOffset start)
{
  VbtRange extent;

  g_return_val_if_fail (self != NULL && self->fragments != NULL, FALSE);

  extent = vbt_annotation_get_extent (self);
  if (start < 0 || start == extent.start)
    return FALSE;
  if (start > extent.start)
    return vbt_annotation_remove_fragment (self, extent.start, start);
  g_array_index (self->fragments, VbtRange, 0).start = start;
  return TRUE;
}

/**
 * vbt_annotation_set_end:
 * @self: a span
 * @end: where it is to end, in code points
 *
 * Moves the end of the span. What lies behind it is cut off; an end that falls between two
 * fragments moves to the first of them. That the text is so long is for the caller to know.
 *
 * Returns: whether the span changed: it does not when nothing would be left
 */
gboolean
vbt_annotation_set_end (VbtAnnotation *self, VbtOffset end)
{
  VbtRange extent;

  g_return_val_if_fail (self != NULL && self->fragments != NULL, FALSE);

  extent = vbt_annotation_get_extent (self);
  if (end == extent.end)
    return FALSE;
  if (end < extent.end)
    return vbt_annotation_remove_fragment (self, end, extent.end);
  g_array_index (self->fragments, VbtRange, self->fragments->len - 1).end = end;
  return TRUE;
}

/**
 * vbt_annotation_check_fragments:
 * @self: a span
 * @text_length: length of the text in code points
 * @error: return location
 *
 * Checks what the model demands of fragments: at least one; each inside the text and not empty;
 * in order; with text between them.
 *
 * Returns: whether it is so; if not, with %VBT_ERROR_FORMAT
 */
gboolean
vbt_annotation_check_fragments (const VbtAnnotation *self, VbtOffset text_length, GError **error)
{
  VbtOffset last = -1;

  g_return_val_if_fail (self != NULL, FALSE);

  if (vbt_annotation_get_n_fragments (self) == 0)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The span covers no text"));
      return FALSE;
    }
  for (guint i = 0; i < self->fragments->len; i++)
    {
      VbtRange range = g_array_index (self->fragments, VbtRange, i);

      if (range.start >= range.end)
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("The span’s end %d is not behind its start %d"), range.end, range.start);
      else if (range.start < 0 || range.end > text_length)
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("The span from %d to %d lies outside of the text, which has %d characters"),
                     range.start, range.end, text_length);
      else if (range.start <= last)
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("The span’s fragment from %d to %d is not apart from the one before it"),
                     range.start, range.end);
      else
        {
          last = range.end;
          continue;
        }
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_value (const VbtAnnotation *self, VbtId attribute, guint *index)
{
  for (guint i = 0; i < self->values->len; i++)
    if (((const VbtValue *)g_ptr_array_index (self->values, i))->attribute == attribute)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_annotation_get_value:
 * @self: an annotation
 * @attribute: an attribute of its label
 *
 * Returns: (nullable): the attribute's value as text, see [struct@VbtAttribute]; %NULL where
 *   it has none
 */
const char *
vbt_annotation_get_value (const VbtAnnotation *self, VbtId attribute)
{
  guint index;

  g_return_val_if_fail (self != NULL, NULL);

  if (!find_value (self, attribute, &index))
    return NULL;
  return ((const VbtValue *)g_ptr_array_index (self->values, index))->value;
}

/**
 * vbt_annotation_set_value:
 * @self: an annotation
 * @attribute: an attribute of its label
 * @value: (nullable): its value as text, see [struct@VbtAttribute]; %NULL takes it away
 */
void
vbt_annotation_set_value (VbtAnnotation *self, VbtId attribute, const char *value)
{
  VbtValue *own;
  guint index;

  g_return_if_fail (self != NULL && attribute != 0);

  if (!find_value (self, attribute, &index))
    {
      if (value == NULL)
        return;
      own = g_new0 (VbtValue, 1);
      own->attribute = attribute;
      g_ptr_array_add (self->values, own);
      own->value = g_strdup (value);
      return;
    }
  if (value == NULL)
    {
      g_ptr_array_remove_index (self->values, index);
      return;
    }
  own = g_ptr_array_index (self->values, index);
  if (own->value != value)
    {
      g_free (own->value);
      own->value = g_strdup (value);
    }
}

static gboolean
find_entity (const VbtAnnotation *self, VbtId entity, guint *index)
{
  for (guint i = 0; self->entities != NULL && i < self->entities->len; i++)
    if (g_array_index (self->entities, VbtId, i) == entity)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_annotation_refers_to:
 * @self: an annotation
 * @entity: an entity
 *
 * Returns: whether the span is a mention of the entity
 */
gboolean
vbt_annotation_refers_to (const VbtAnnotation *self, VbtId entity)
{
  guint index;

  g_return_val_if_fail (self != NULL, FALSE);

  return find_entity (self, entity, &index);
}

/**
 * vbt_annotation_add_entity:
 * @self: a span
 * @entity: an entity that it is a mention of; once is enough
 */
void
vbt_annotation_add_entity (VbtAnnotation *self, VbtId entity)
{
  guint index;

  g_return_if_fail (self != NULL && self->entities != NULL && entity != 0);

  if (!find_entity (self, entity, &index))
    g_array_append_val (self->entities, entity);
}

/**
 * vbt_annotation_remove_entity:
 * @self: an annotation
 * @entity: an entity that it is no mention of
 */
void
vbt_annotation_remove_entity (VbtAnnotation *self, VbtId entity)
{
  guint index;

  g_return_if_fail (self != NULL);

  if (find_entity (self, entity, &index))
    g_array_remove_index (self->entities, index);
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/**
 * vbt_annotation_compare:
 * @a: an annotation
 * @b: another one
 *
 * The order of annotations in a document: spans by their start, the longer one first, then by
 * label and identifier; behind them the relations, and behind those the document labels.
 *
 * Returns: less than, equal to, or more than 0
 */
int
vbt_annotation_compare (const VbtAnnotation *a, const VbtAnnotation *b)
{
  VbtRange one = vbt_annotation_get_extent (a);
  VbtRange other = vbt_annotation_get_extent (b);
  int order = ORDER (a->kind, b->kind);

  if (order == 0)
    order = ORDER (one.start, other.start);
  if (order == 0)
    order = ORDER (other.end, one.end);
  if (order == 0)
    order = ORDER (a->label, b->label);
  if (order == 0)
    order = ORDER (a->id, b->id);
  return order;
}
