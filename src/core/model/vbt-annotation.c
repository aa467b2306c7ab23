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

/* What most annotations have none of is one for all of them. Nobody can change it: it is constant. */
static const GPtrArray no_values;
static const GArray no_entities;

/* Not from GLib's slices: up to 2.74 the next thread that frees any object of this size gives back, at once, what
 * another one freed with a book of annotations. */
static VbtAnnotation *
annotation_new (VbtKind kind, VbtId label, VbtId annotator)
{
  VbtAnnotation *self = g_new0 (VbtAnnotation, 1);

  self->ref_count = 1;
  self->id = vbt_id_new ();
  self->kind = kind;
  self->label = label;
  self->annotator = annotator;
  self->values = &no_values;
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

  self->n_fragments = 1;
  self->fragments.one = (VbtRange){ start, end };
  self->entities = &no_entities;
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

/* Values that may be changed. */
static GPtrArray *
own_values (VbtAnnotation *self)
{
  if (self->values == &no_values)
    self->values = g_ptr_array_new_with_free_func (value_free);
  return (GPtrArray *)self->values;
}

static void
add_value (VbtAnnotation *self, VbtId attribute, const char *value)
{
  VbtValue *own = g_new (VbtValue, 1);

  own->attribute = attribute;
  own->value = g_strdup (value);
  g_ptr_array_add (own_values (self), own);
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
  copy->ref_count = 1;
  if (self->n_fragments > 1)
    copy->fragments.many
        = g_memdup2 (self->fragments.many, self->n_fragments * sizeof *self->fragments.many);
  if (self->entities != NULL && self->entities != &no_entities)
    copy->entities = g_array_copy ((GArray *)self->entities);
  copy->rule = g_strdup (self->rule);
  copy->note = g_strdup (self->note);
  copy->values = &no_values;
  for (guint i = 0; i < self->values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (self->values, i);

      add_value (copy, value->attribute, value->value);
    }
  return copy;
}

/**
 * vbt_annotation_ref:
 * @self: an annotation, which is not changed any more
 *
 * Returns: (transfer full): the same, which any thread may read
 */
VbtAnnotation *
vbt_annotation_ref (VbtAnnotation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * vbt_annotation_unref:
 * @self: (nullable) (transfer full): an annotation
 */
void
vbt_annotation_unref (VbtAnnotation *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  if (self->n_fragments > 1)
    g_free (self->fragments.many);
  if (self->entities != NULL && self->entities != &no_entities)
    g_array_unref ((GArray *)self->entities);
  if (self->values != &no_values)
    g_ptr_array_unref ((GPtrArray *)self->values);
  g_free (self->rule);
  g_free (self->note);
  g_free (self);
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
      if (value != NULL)
        add_value (self, attribute, value);
      return;
    }
  if (value == NULL)
    {
      vbt_annotation_remove_value (self, index);
      return;
    }
  own = g_ptr_array_index (self->values, index);
  if (own->value != value)
    {
      g_free (own->value);
      own->value = g_strdup (value);
    }
}

/**
 * vbt_annotation_remove_value:
 * @self: an annotation
 * @index: which of its values, from 0
 */
void
vbt_annotation_remove_value (VbtAnnotation *self, guint index)
{
  g_return_if_fail (self != NULL && index < self->values->len);

  g_ptr_array_remove_index (own_values (self), index);
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

/* Entities that may be changed. */
static GArray *
own_entities (VbtAnnotation *self)
{
  if (self->entities == &no_entities)
    self->entities = g_array_new (FALSE, FALSE, sizeof (VbtId));
  return (GArray *)self->entities;
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
    g_array_append_val (own_entities (self), entity);
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
    g_array_remove_index (own_entities (self), index);
}

/**
 * vbt_annotation_cut_entities:
 * @self: an annotation
 * @n_most: of how many entities it stays a mention: the first
 */
void
vbt_annotation_cut_entities (VbtAnnotation *self, guint n_most)
{
  g_return_if_fail (self != NULL);

  if (self->entities != NULL && self->entities->len > n_most)
    g_array_set_size (own_entities (self), n_most);
}

/**
 * vbt_annotation_clear_entities:
 * @self: an annotation, which is a mention of nothing afterwards
 */
void
vbt_annotation_clear_entities (VbtAnnotation *self)
{
  g_return_if_fail (self != NULL);

  vbt_annotation_cut_entities (self, 0);
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
