/* vbt-places.c: which annotations of a document may equal another one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-places.h"

/* Of one label at one place: who has more there than anybody reads is compared with the first, so that a hundred thousand
 * do not take hours. */
#define MAX_THERE 200

static gboolean
same_values (const VbtAnnotation *a, const VbtAnnotation *b)
{
  guint n_a = a->values != NULL ? a->values->len : 0;
  guint n_b = b->values != NULL ? b->values->len : 0;

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    {
      const VbtValue *value = a->values->pdata[i];

      if (g_strcmp0 (value->value, vbt_annotation_get_value (b, value->attribute)) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_entities (const VbtAnnotation *a, const VbtAnnotation *b)
{
  guint n_a = a->entities != NULL ? a->entities->len : 0;
  guint n_b = b->entities != NULL ? b->entities->len : 0;

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (!vbt_annotation_refers_to (b, g_array_index (a->entities, VbtId, i)))
      return FALSE;
  return TRUE;
}

/* What is equal in annotations that may equal each other: the words, or the two ends. */
static char *
place_of (const VbtAnnotation *annotation, VbtId from, VbtId to)
{
  VbtRange extent = { 0, 0 };

  if (annotation->kind == VBT_KIND_SPAN)
    extent = vbt_annotation_get_extent (annotation);
  return g_strdup_printf ("%" G_GINT64_FORMAT " %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          annotation->label, extent.start, extent.end, from, to);
}

/**
 * vbt_places_new:
 * @document: a document, which must outlive this
 *
 * Returns: (transfer full): its annotations, to be found by their place
 */
VbtPlaces *
vbt_places_new (const VbtDocument *document)
{
  VbtPlaces *self;

  g_return_val_if_fail (document != NULL, NULL);

  self = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];
      char *place = place_of (annotation, annotation->from, annotation->to);
      GPtrArray *there = g_hash_table_lookup (self, place);

      if (there == NULL)
        g_hash_table_insert (self, place, there = g_ptr_array_new ());
      else
        g_free (place);
      if (there->len < MAX_THERE)
        g_ptr_array_add (there, annotation);
    }
  return self;
}

/**
 * vbt_places_find:
 * @self: the annotations of a document
 * @annotation: one that is not among them
 * @from: what the document has for the end that it goes from, or 0
 * @to: likewise, that it goes to
 *
 * Returns: (transfer none) (nullable) (element-type VbtAnnotation): those at its place
 */
const GPtrArray *
vbt_places_find (VbtPlaces *self, const VbtAnnotation *annotation, VbtId from, VbtId to)
{
  g_autofree char *place = NULL;

  g_return_val_if_fail (self != NULL && annotation != NULL, NULL);

  place = place_of (annotation, from, to);
  return g_hash_table_lookup (self, place);
}

/**
 * vbt_places_says_same:
 * @a: an annotation
 * @b: another one at the same place
 *
 * Returns: whether both have the same attributes, and mean the same entities
 */
gboolean
vbt_places_says_same (const VbtAnnotation *a, const VbtAnnotation *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return same_values (a, b) && same_entities (a, b);
}
