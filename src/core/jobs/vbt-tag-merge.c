/* vbt-tag-merge.c: new suggestions beside those that were there before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-tag-merge.h"

#include "jobs/vbt-id-map.h"
#include "jobs/vbt-places.h"

/** Merge: what a document has of some taggers, and what they say now. */
typedef struct
{
  VbtStore *store;
  const VbtTagging *tagging;
  VbtDocument *ours;
  const VbtDocument *tagged;
  VbtTagReport *report;
  VbtIdMap *pinned;  /* a set: decided on, or an end of what a person made or decided on */
  VbtIdMap *kept;    /* a set: of ours, said again just so */
  VbtIdMap *same;    /* from a new suggestion to the old one that it equals */
  VbtPlaces *places; /* ours */
} Merge;

/* Of any version: a newer one says what it says instead. */
static gboolean
is_by_these (const Merge *self, const VbtAnnotation *annotation)
{
  const VbtAnnotator *annotator
      = vbt_catalog_get_annotator (vbt_store_get_catalog (self->store), annotation->annotator);

  return annotator != NULL && vbt_tagging_has_annotator (self->tagging, annotator);
}

static gboolean
is_same_tagger (const Merge *self, const VbtAnnotation *a, const VbtAnnotation *b)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  const VbtAnnotator *of_a = vbt_catalog_get_annotator (catalog, a->annotator);
  const VbtAnnotator *of_b = vbt_catalog_get_annotator (catalog, b->annotator);

  return of_a != NULL && of_b != NULL && of_a->kind == of_b->kind
         && g_str_equal (of_a->name, of_b->name);
}

/* A decided suggestion stands for all that is said at its place. An open one only for its like. */
static gboolean
equals (const Merge *self, const VbtAnnotation *ours, const VbtAnnotation *new)
{
  if (ours->kind != new->kind || !is_same_tagger (self, ours, new))
    return FALSE;
  if (new->kind == VBT_KIND_SPAN && !vbt_annotation_same_fragments (ours, new))
    return FALSE;
  if (vbt_id_map_has (self->pinned, ours->id))
    return TRUE;
  return ours->annotator == new->annotator
         && ours->confidence == new->confidence &&g_strcmp0 (ours->rule, new->rule) == 0
         && vbt_places_says_same (ours, new);
}

static void
pin (Merge *self, VbtId id)
{
  if (id != 0)
    vbt_id_map_add (self->pinned, id);
}

static void
find_pinned (Merge *self)
{
  const GPtrArray *annotations = self->ours->annotations;

  for (guint i = 0; self->ours->decisions != NULL && i < self->ours->decisions->len; i++)
    pin (self, g_array_index (self->ours->decisions, VbtDecision, i).suggestion);
  for (guint i = 0; i < annotations->len; i++)
    pin (self, ((VbtAnnotation *)annotations->pdata[i])->derived_from);
  for (guint i = 0; i < self->ours->remarks->len; i++)
    pin (self, ((VbtRemark *)self->ours->remarks->pdata[i])->annotation);
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = annotations->pdata[i];

      if (annotation->kind == VBT_KIND_RELATION
          && (!is_by_these (self, annotation) || vbt_id_map_has (self->pinned, annotation->id)))
        {
          pin (self, annotation->from);
          pin (self, annotation->to);
        }
    }
}

static void
count_again (const Merge *self, const VbtAnnotation *new, const VbtAnnotation *ours)
{
  VbtTagFound *found = vbt_tag_report_get (self->report, vbt_store_get_catalog (self->store), new);

  if (vbt_id_map_has (self->pinned, ours->id))
    found->n_decided++;
  else
    found->n_same++;
}

static void
match (Merge *self, const VbtAnnotation *new)
{
  const GPtrArray *there
      = vbt_places_find (self->places, new, vbt_id_map_get (self->same, new->from),
                         vbt_id_map_get (self->same, new->to));

  for (guint i = 0; there != NULL && i < there->len; i++)
    {
      const VbtAnnotation *ours = there->pdata[i];

      if (!equals (self, ours, new))
        continue;
      vbt_id_map_set (self->same, new->id, ours->id);
      vbt_id_map_add (self->kept, ours->id);
      count_again (self, new, ours);
      return;
    }
}

/* Spans before relations, which are known by their ends. */
static void
match_kind (Merge *self, VbtKind kind)
{
  for (guint i = 0; i < self->tagged->annotations->len; i++)
    {
      const VbtAnnotation *new = self->tagged->annotations->pdata[i];

      if (new->kind == kind)
        match (self, new);
    }
}

static void
find_gone (const Merge *self, GArray *gone)
{
  for (guint i = 0; i < self->ours->annotations->len; i++)
    {
      const VbtAnnotation *ours = self->ours->annotations->pdata[i];

      if (is_by_these (self, ours) && !vbt_id_map_has (self->kept, ours->id)
          && !vbt_id_map_has (self->pinned, ours->id))
        g_array_append_val (gone, ours->id);
    }
}

/* Spans before relations, which need their ends. */
static gboolean
insert_new (Merge *self, VbtKind kind, GError **error)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);

  for (guint i = 0; i < self->tagged->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->tagged->annotations->pdata[i];
      VbtAnnotation *copy;

      if (annotation->kind != kind || vbt_id_map_has (self->same, annotation->id))
        continue;
      copy = vbt_annotation_copy (annotation);
      copy->from = vbt_id_map_translate (self->same, copy->from);
      copy->to = vbt_id_map_translate (self->same, copy->to);
      g_ptr_array_add (new, copy);
      vbt_tag_report_get (self->report, vbt_store_get_catalog (self->store), annotation)->n_new++;
    }
  return vbt_store_add_annotations (self->store, self->ours->id, new, error);
}

/**
 * vbt_tag_merge:
 * @store: a project with an open batch
 * @tagging: the taggers that ran
 * @tagged: the document with their suggestions and nothing else, in the project's words
 * @report: counts them
 * @gone: identifiers of the suggestions that are to be deleted at the end are appended to it
 * @error: return location for an error
 *
 * Writes suggestions to a document that may have some of an earlier run. Those that nobody decided
 * on are to be replaced: they are deleted when all is well, because a batch that is aborted does
 * not bring them back. Those that somebody did stay, and what equals one of them is not made
 * again; what is said again just as before stays as it is.
 *
 * Returns: whether the project could be read and written
 */
gboolean
vbt_tag_merge (VbtStore *store, const VbtTagging *tagging, const VbtDocument *tagged,
               VbtTagReport *report, GArray *gone, GError **error)
{
  g_autoptr (VbtDocument) ours = NULL;
  g_autoptr (VbtIdMap) pinned = vbt_id_map_new ();
  g_autoptr (VbtIdMap) kept = vbt_id_map_new ();
  g_autoptr (VbtIdMap) same = vbt_id_map_new ();
  g_autoptr (VbtPlaces) places = NULL;
  Merge self = { store, tagging, NULL, tagged, report, pinned, kept, same, NULL };

  g_return_val_if_fail (VBT_IS_STORE (store) && tagging != NULL && tagged != NULL, FALSE);

  self.ours = ours = vbt_store_load_document (store, tagged->id, error);
  if (ours == NULL)
    return FALSE;
  find_pinned (&self);
  self.places = places = vbt_places_new (ours);
  match_kind (&self, VBT_KIND_SPAN);
  match_kind (&self, VBT_KIND_RELATION);
  match_kind (&self, VBT_KIND_DOCUMENT);
  find_gone (&self, gone);
  return insert_new (&self, VBT_KIND_SPAN, error) && insert_new (&self, VBT_KIND_RELATION, error)
         && insert_new (&self, VBT_KIND_DOCUMENT, error);
}
