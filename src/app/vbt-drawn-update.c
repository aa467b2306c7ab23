/* vbt-drawn-update.c: keeps what is drawn through a change, at the cost of what changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-drawn-private.h"

#include "model/vbt-bisect.h"

/* What an annotation looks like follows from its neighbours: what it was made of, what says the same,
 * what it is linked to. These are taken out before a change, as it was; and put in after it, as it is. */

static gboolean
touch (GHashTable *touched, VbtId id)
{
  if (id == 0 || g_hash_table_contains (touched, &id))
    return FALSE;
  return g_hash_table_add (touched, g_memdup2 (&id, sizeof id));
}

/* The relations on a span, and what is at their other ends: a quote's speaker hangs on these. */
static void
touch_links (const VbtDrawn *self, GHashTable *touched, VbtId id)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (self->document, id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);

      touch (touched, relation->id);
      touch (touched, relation->from);
      touch (touched, relation->to);
    }
}

static void
touch_same (const VbtDrawn *self, GHashTable *touched, VbtId id)
{
  const VbtAnnotation *annotation = vbt_document_get_annotation (self->document, id);
  g_autoptr (GPtrArray) same = NULL;

  touch (touched, id);
  touch_links (self, touched, id);
  if (annotation == NULL || annotation->kind != VBT_KIND_SPAN)
    return;
  same = vbt_document_find_same (self->document, annotation);
  for (guint i = 0; i < same->len; i++)
    {
      VbtId other = ((const VbtAnnotation *)g_ptr_array_index (same, i))->id;

      touch (touched, other);
      touch_links (self, touched, other);
    }
}

static void
touch_all (const VbtDrawn *self, GHashTable *touched, const GArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      VbtId id = g_array_index (annotations, VbtId, i);
      const VbtAnnotation *annotation = vbt_document_get_annotation (self->document, id);

      touch_same (self, touched, id);
      if (annotation == NULL)
        continue;
      if (annotation->derived_from != 0)
        touch_same (self, touched, annotation->derived_from);
      if (annotation->kind == VBT_KIND_RELATION)
        {
          touch (touched, annotation->from);
          touch (touched, annotation->to);
        }
    }
}

static guint
find_quote_place (const GArray *quotes, const VbtAnnotation *span)
{
  return VBT_FIND_FIRST (quotes->len, at,
                         vbt_annotation_compare (g_array_index (quotes, VbtQuote, at).span, span)
                             >= 0);
}

/* The array has as many ends as there are spans; they are right but for those from @place on, up to
 * where they are what they would be again. */
static void
renew_max_ends (VbtDrawn *self, guint place)
{
  VbtOffset last = place == 0 ? 0 : g_array_index (self->max_ends, VbtOffset, place - 1);
  gboolean first = TRUE;

  for (guint i = place; i < self->spans->len; i++, first = FALSE)
    {
      VbtOffset *end = &g_array_index (self->max_ends, VbtOffset, i);

      last = MAX (last, vbt_annotation_get_extent (g_ptr_array_index (self->spans, i)).end);
      if (*end == last && !first)
        break;
      *end = last;
    }
}

static void
note_place (GArray *places, const VbtAnnotation *span)
{
  VbtRange extent = vbt_annotation_get_extent (span);

  g_array_append_val (places, extent);
}

static void
take_out_span (VbtDrawn *self, VbtAnnotation *span, GArray *places)
{
  guint place;

  g_hash_table_remove (self->agreeing, &span->id);
  if (g_hash_table_lookup (self->mine, span) == span)
    g_hash_table_remove (self->mine, span);
  place = vbt_drawn_find_place (self->spans, span);
  if (place == self->spans->len || g_ptr_array_index (self->spans, place) != span)
    return;
  g_ptr_array_remove_index (self->spans, place);
  g_array_remove_index (self->ids, place);
  g_array_remove_index (self->max_ends, place);
  renew_max_ends (self, place);
  self->n_suggestions -= span->annotator != self->me ? 1 : 0;
  if (span->label == self->quote_label)
    g_array_remove_index (self->quotes, find_quote_place (self->quotes, span));
  note_place (places, span);
}

static void
take_out (VbtDrawn *self, VbtId id, GArray *places)
{
  VbtAnnotation *annotation = vbt_document_get_annotation (self->document, id);
  VbtAnnotation *relation;

  if (annotation == NULL)
    return;
  if (annotation->kind == VBT_KIND_SPAN)
    take_out_span (self, annotation, places);
  relation = vbt_drawn_find_relation (self, annotation);
  if (relation == NULL)
    return;
  g_ptr_array_remove_index (self->relations, vbt_drawn_find_place (self->relations, relation));
  g_hash_table_remove (self->moved, relation);
}

static void
take_all_out (VbtDrawn *self, GHashTable *touched, GArray *places)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    take_out (self, *(VbtId *)id, places);
}

/**
 * vbt_drawn_take_out:
 * @self: what is drawn
 * @annotations: (element-type VbtId): what is about to change of the document
 * @places: (inout) (element-type VbtRange): where something may look different after that is added
 *
 * To be called before a change of the document. Nothing else may be asked for until
 * vbt_drawn_put_in().
 *
 * Returns: (transfer full): what was taken out
 */
GHashTable *
vbt_drawn_take_out (VbtDrawn *self, const GArray *annotations, GArray *places)
{
  GHashTable *touched;

  g_return_val_if_fail (self != NULL && self->document != NULL, NULL);
  g_return_val_if_fail (annotations != NULL && places != NULL, NULL);

  touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  touch_all (self, touched, annotations);
  take_all_out (self, touched, places);
  return touched;
}

/* Which of my spans that say the same counts as the one that says it: the first. */
static void
put_in_mine (VbtDrawn *self, VbtAnnotation *span)
{
  g_autoptr (GPtrArray) same = vbt_document_find_same (self->document, span);

  for (guint i = 0; i < same->len; i++)
    {
      VbtAnnotation *first = g_ptr_array_index (same, i);

      if (first->annotator != self->me)
        continue;
      /* Also where an equal key is there: the one that is kept points to a span that lives. */
      g_hash_table_replace (self->mine, first, first);
      return;
    }
}

static void
put_in_agreeing (VbtDrawn *self, const VbtAnnotation *span)
{
  VbtAnnotation *mine = g_hash_table_lookup (self->mine, span);
  g_autoptr (GPtrArray) same = mine == NULL ? NULL : vbt_document_find_same (self->document, mine);

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      VbtAnnotation *other = g_ptr_array_index (same, i);

      if (other->annotator != self->me && vbt_drawn_is_visible (self, other))
        g_hash_table_replace (self->agreeing, &mine->id, other);
    }
}

static void
put_in_span (VbtDrawn *self, VbtAnnotation *span, GArray *places)
{
  guint place = vbt_drawn_find_place (self->spans, span);
  VbtOffset end = 0;

  if (!vbt_drawn_is_visible (self, span))
    return;
  put_in_agreeing (self, span);
  if (vbt_drawn_is_said_by_me (self, span))
    return;
  g_ptr_array_insert (self->spans, (int)place, span);
  g_array_insert_val (self->ids, place, span->id);
  g_array_insert_val (self->max_ends, place, end);
  renew_max_ends (self, place);
  self->n_suggestions += span->annotator != self->me ? 1 : 0;
  note_place (places, span);
}

static void
put_in_relation (VbtDrawn *self, VbtAnnotation *relation)
{
  VbtAnnotation *drawn = vbt_drawn_make_relation (self, relation);

  if (drawn != NULL)
    g_ptr_array_insert (self->relations, (int)vbt_drawn_find_place (self->relations, drawn), drawn);
}

static void
put_in_quote (VbtDrawn *self, const VbtAnnotation *span)
{
  VbtQuote quote = { span, 0 };

  if (span->label != self->quote_label || !vbt_drawn_has (self, span))
    return;
  quote.speaker = vbt_drawn_get_speaker_of (self, span);
  g_array_insert_val (self->quotes, find_quote_place (self->quotes, span), quote);
}

/* In this order, as each step looks at what those before it made. */
static void
put_all_in (VbtDrawn *self, const GPtrArray *annotations, GArray *places)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (annotation->kind == VBT_KIND_SPAN && annotation->annotator == self->me)
        put_in_mine (self, annotation);
    }
  for (guint i = 0; i < annotations->len; i++)
    if (((VbtAnnotation *)g_ptr_array_index (annotations, i))->kind == VBT_KIND_SPAN)
      put_in_span (self, g_ptr_array_index (annotations, i), places);
  for (guint i = 0; i < annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (annotation->kind == VBT_KIND_RELATION)
        put_in_relation (self, annotation);
      else if (annotation->kind == VBT_KIND_SPAN)
        put_in_quote (self, annotation);
    }
}

/**
 * vbt_drawn_put_in:
 * @self: what is drawn
 * @annotations: (element-type VbtId): what changed of the document
 * @touched: (transfer full): what vbt_drawn_take_out() returned
 * @places: (inout) (element-type VbtRange): as for that
 *
 * To be called after a change of the document, also where it failed. Then all is what
 * vbt_drawn_new() would say of the document.
 */
void
vbt_drawn_put_in (VbtDrawn *self, const GArray *annotations, GHashTable *touched, GArray *places)
{
  g_autoptr (GHashTable) owned = touched;
  g_autoptr (GPtrArray) present = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_return_if_fail (self != NULL && annotations != NULL && touched != NULL && places != NULL);

  /* New neighbours: what is out stays out. */
  touch_all (self, touched, annotations);
  take_all_out (self, touched, places);
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      VbtAnnotation *annotation = vbt_document_get_annotation (self->document, *(VbtId *)id);

      if (annotation != NULL)
        g_ptr_array_add (present, annotation);
    }
  put_all_in (self, present, places);
}
