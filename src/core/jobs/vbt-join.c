/* vbt-join.c: annotations of a document that the project has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-join.h"

#include "jobs/vbt-id-map.h"
#include "jobs/vbt-places.h"

/** Join: what a document has, and what comes to it. */
typedef struct
{
  VbtStore *store;
  const VbtDocument *ours;
  const VbtDocument *other;
  VbtPlaces *places; /* ours */
  VbtIdMap *same;    /* from what comes to what is there and equals it */
  GPtrArray *added;  /* of VbtAnnotation */
} Join;

static gboolean
equals (const VbtAnnotation *ours, const VbtAnnotation *new)
{
  return ours->kind == new->kind && ours->annotator == new->annotator
         && (new->kind != VBT_KIND_SPAN || vbt_annotation_same_fragments (ours, new))
         && vbt_places_says_same (ours, new);
}

/* What the same annotator has just so is not there twice. */
static gboolean
is_there (Join *self, const VbtAnnotation *new, VbtId from, VbtId to)
{
  const GPtrArray *there = vbt_places_find (self->places, new, from, to);

  for (guint i = 0; there != NULL && i < there->len; i++)
    if (equals (there->pdata[i], new))
      {
        vbt_id_map_set (self->same, new->id, ((VbtAnnotation *)there->pdata[i])->id);
        return TRUE;
      }
  return FALSE;
}

/* Spans before relations, which need their ends. */
static gboolean
add_kind (Join *self, VbtKind kind, GError **error)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);

  for (guint i = 0; i < self->other->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->other->annotations->pdata[i];
      VbtId from = vbt_id_map_translate (self->same, annotation->from);
      VbtId to = vbt_id_map_translate (self->same, annotation->to);
      VbtAnnotation *copy;

      if (annotation->kind != kind || is_there (self, annotation, from, to))
        continue;
      copy = vbt_annotation_copy (annotation);
      copy->from = from;
      copy->to = to;
      copy->derived_from = vbt_id_map_translate (self->same, copy->derived_from);
      g_ptr_array_add (new, copy);
      g_ptr_array_add (self->added, vbt_annotation_ref (copy));
    }
  return vbt_store_add_annotations (self->store, self->ours->id, new, error);
}

/**
 * vbt_join:
 * @store: a project with a batch begun
 * @document: a document of it
 * @other: one with the same text, in the project's words, whose annotations have identifiers that the project has not
 * @added: (element-type VbtAnnotation): gets references to the annotations that were added, relations behind their ends
 * @error: return location for an error
 *
 * Adds annotations to a document. What the same annotator has said already just so is left as it is. Tokens and metadata
 * stay those of the document.
 *
 * Returns: whether the project could be read and written
 */
gboolean
vbt_join (VbtStore *store, VbtId document, const VbtDocument *other, GPtrArray *added,
          GError **error)
{
  g_autoptr (VbtDocument) ours = NULL;
  g_autoptr (VbtPlaces) places = NULL;
  g_autoptr (VbtIdMap) same = vbt_id_map_new ();
  Join self = { store, NULL, other, NULL, same, added };

  g_return_val_if_fail (VBT_IS_STORE (store) && other != NULL && added != NULL, FALSE);

  self.ours = ours = vbt_store_load_document (store, document, error);
  if (ours == NULL)
    return FALSE;
  self.places = places = vbt_places_new (ours);
  return add_kind (&self, VBT_KIND_SPAN, error) && add_kind (&self, VBT_KIND_RELATION, error)
         && add_kind (&self, VBT_KIND_DOCUMENT, error);
}
