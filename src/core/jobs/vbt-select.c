/* vbt-select.c: which annotations of a document are taken along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-select.h"

#include "jobs/vbt-id-map.h"

typedef gboolean (*KeepFunc) (const VbtAnnotation *annotation, gpointer data);

/* Returns how many were removed; in one pass, however many they are. */
static guint
keep_annotations (VbtDocument *self, KeepFunc keep, gpointer data)
{
  GPtrArray *annotations = self->annotations;
  guint n = annotations->len, n_kept = 0;

  vbt_document_drop_index (self);
  for (guint i = 0; i < n; i++)
    {
      gpointer annotation = annotations->pdata[i];

      /* What is behind the last one that is kept is to be freed. */
      if (!keep (annotation, data))
        continue;
      annotations->pdata[i] = annotations->pdata[n_kept];
      annotations->pdata[n_kept++] = annotation;
    }
  g_ptr_array_set_size (annotations, (int)n_kept);
  return n - n_kept;
}

static VbtIdMap *
collect_ids (const VbtDocument *self)
{
  VbtIdMap *ids = vbt_id_map_new ();

  for (guint i = 0; i < self->annotations->len; i++)
    vbt_id_map_add (ids, ((VbtAnnotation *)self->annotations->pdata[i])->id);
  return ids;
}

/* Whether anything refers to an annotation. */
static gboolean
has_references (const VbtDocument *self)
{
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_RELATION || annotation->derived_from != 0)
        return TRUE;
    }
  return (self->decisions != NULL && self->decisions->len > 0) || self->remarks->len > 0;
}

static gboolean
has_its_ends (const VbtAnnotation *annotation, gpointer ids)
{
  return annotation->kind != VBT_KIND_RELATION
         || (vbt_id_map_has (ids, annotation->from) && vbt_id_map_has (ids, annotation->to));
}

static gboolean
has_label (const VbtAnnotation *annotation, gpointer unused)
{
  return annotation->label != 0;
}

/* Remarks on what is not there, and answers to these. */
static void
prune_remarks (VbtDocument *self, VbtIdMap *annotations)
{
  g_autoptr (VbtIdMap) threads = vbt_id_map_new ();

  for (guint i = 0; i < self->remarks->len;)
    {
      const VbtRemark *remark = self->remarks->pdata[i];

      if ((remark->annotation != 0 && !vbt_id_map_has (annotations, remark->annotation))
          || (remark->answers != 0 && !vbt_id_map_has (threads, remark->answers)))
        {
          g_ptr_array_remove_index (self->remarks, i);
          continue;
        }
      vbt_id_map_add (threads, remark->id);
      i++;
    }
}

/**
 * vbt_document_prune:
 * @self: a document from which annotations may have been taken
 *
 * Takes away what refers to annotations that are not there: relations without an end (and those
 * that end at such relations), annotations without label, decisions and remarks on nothing; and forgets from
 * what an annotation was derived when that is gone.
 *
 * Returns: how many annotations were taken away
 */
guint
vbt_document_prune (VbtDocument *self)
{
  guint n_removed, n_more;
  g_autoptr (VbtIdMap) ids = NULL;

  g_return_val_if_fail (self != NULL, 0);

  n_removed = keep_annotations (self, has_label, NULL);
  if (!has_references (self))
    return n_removed;
  do
    {
      g_clear_pointer (&ids, g_hash_table_unref);
      ids = collect_ids (self);
      n_more = keep_annotations (self, has_its_ends, ids);
      n_removed += n_more;
    }
  while (n_more > 0);

  for (guint i = 0; i < self->annotations->len; i++)
    {
      VbtAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->derived_from != 0 && !vbt_id_map_has (ids, annotation->derived_from))
        annotation->derived_from = 0;
    }
  for (guint i = self->decisions != NULL ? self->decisions->len : 0; i > 0; i--)
    if (!vbt_id_map_has (ids, g_array_index (self->decisions, VbtDecision, i - 1).suggestion))
      g_array_remove_index (self->decisions, i - 1);
  prune_remarks (self, ids);
  return n_removed;
}

/**
 * vbt_document_renew_ids:
 * @self: a document
 *
 * Gives the document and all of its annotations new identifiers, for a second copy of it in one project.
 */
void
vbt_document_renew_ids (VbtDocument *self)
{
  g_autoptr (VbtIdMap) ids = vbt_id_map_new ();

  g_return_if_fail (self != NULL);

  self->id = vbt_id_new ();
  for (guint i = 0; i < self->annotations->len; i++)
    {
      VbtAnnotation *annotation = self->annotations->pdata[i];
      VbtId id = vbt_id_new ();

      vbt_id_map_set (ids, annotation->id, id);
      annotation->id = id;
    }
  for (guint i = 0; i < self->annotations->len; i++)
    {
      VbtAnnotation *annotation = self->annotations->pdata[i];

      annotation->from = vbt_id_map_get (ids, annotation->from);
      annotation->to = vbt_id_map_get (ids, annotation->to);
      annotation->derived_from = vbt_id_map_get (ids, annotation->derived_from);
    }
  for (guint i = 0; self->decisions != NULL && i < self->decisions->len; i++)
    {
      VbtDecision *decision = &g_array_index (self->decisions, VbtDecision, i);

      decision->suggestion = vbt_id_map_get (ids, decision->suggestion);
    }
  for (guint i = 0; i < self->remarks->len; i++)
    {
      VbtRemark *remark = self->remarks->pdata[i];
      VbtId id = vbt_id_new ();

      vbt_id_map_set (ids, remark->id, id);
      remark->id = id;
      remark->annotation = vbt_id_map_get (ids, remark->annotation);
      remark->answers = vbt_id_map_get (ids, remark->answers);
    }
  vbt_document_sort (self);
}

typedef struct
{
  const VbtCatalog *catalog;
  const VbtSelection *selection;
  VbtIdMap *decided; /* a set of suggestions */
} Select;

/* Whether what this annotator made, decided or set is wanted; of suggestions is_wanted() decides. */
static gboolean
is_wanted_annotator (const Select *select, VbtId id)
{
  const VbtAnnotator *annotator;

  if (select->selection->annotator != 0)
    return id == select->selection->annotator;
  if (!select->selection->gold)
    return TRUE;
  annotator = vbt_catalog_get_annotator (select->catalog, id);
  return annotator != NULL && annotator->kind == VBT_ANNOTATOR_CURATOR;
}

static gboolean
is_from_machine (const Select *select, VbtId id)
{
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (select->catalog, id);

  return annotator != NULL
         && (annotator->kind == VBT_ANNOTATOR_TAGGER || annotator->kind == VBT_ANNOTATOR_IMPORT);
}

static gboolean
is_wanted (const VbtAnnotation *annotation, gpointer data)
{
  const Select *select = data;
  const VbtSelection *selection = select->selection;

  if (!is_from_machine (select, annotation->annotator))
    return is_wanted_annotator (select, annotation->annotator);
  /* Who asks for a tagger's set by its name gets it, decided or not. */
  if (selection->annotator == annotation->annotator)
    return TRUE;
  return selection->suggestions
         && (selection->decided || !vbt_id_map_has (select->decided, annotation->id));
}

static VbtIdMap *
collect_decided (const VbtDocument *self)
{
  VbtIdMap *decided = vbt_id_map_new ();

  for (guint i = 0; self->decisions != NULL && i < self->decisions->len; i++)
    vbt_id_map_add (decided, g_array_index (self->decisions, VbtDecision, i).suggestion);
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->derived_from != 0)
        vbt_id_map_add (decided, annotation->derived_from);
    }
  return decided;
}

/**
 * vbt_document_select:
 * @self: a document
 * @catalog: its catalog
 * @selection: what is wanted of it
 *
 * Takes away the annotations, decisions, statuses and remarks that are not wanted, and what refers to them.
 */
void
vbt_document_select (VbtDocument *self, const VbtCatalog *catalog, const VbtSelection *selection)
{
  g_autoptr (VbtIdMap) decided = NULL;
  Select select;

  g_return_if_fail (self != NULL && catalog != NULL && selection != NULL);

  decided = collect_decided (self);
  select = (Select){ catalog, selection, decided };
  keep_annotations (self, is_wanted, &select);
  for (guint i = self->decisions != NULL ? self->decisions->len : 0; i > 0; i--)
    if (!is_wanted_annotator (&select,
                              g_array_index (self->decisions, VbtDecision, i - 1).annotator))
      g_array_remove_index (self->decisions, i - 1);
  for (guint i = self->statuses != NULL ? self->statuses->len : 0; i > 0; i--)
    if (!is_wanted_annotator (&select,
                              g_array_index (self->statuses, VbtDocumentStatus, i - 1).annotator))
      g_array_remove_index (self->statuses, i - 1);
  for (guint i = self->remarks->len; i > 0; i--)
    if (!is_wanted_annotator (&select, ((VbtRemark *)self->remarks->pdata[i - 1])->annotator))
      g_ptr_array_remove_index (self->remarks, i - 1);
  vbt_document_prune (self);
}

typedef struct
{
  const VbtDocument *document;
  VbtId discard;    /* the label */
  GPtrArray *zones; /* of VbtAnnotation, copies */
  VbtLosses *losses;
} Zones;

static gboolean
is_in_zone (const Zones *zones, const VbtAnnotation *span)
{
  VbtRange extent = vbt_annotation_get_extent (span);

  for (guint i = 0; i < zones->zones->len; i++)
    {
      const VbtAnnotation *zone = zones->zones->pdata[i];

      for (guint j = 0; j < vbt_annotation_get_n_fragments (zone); j++)
        if (vbt_range_contains (vbt_annotation_get_fragment (zone, j), extent))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_outside (const VbtAnnotation *annotation, gpointer data)
{
  const Zones *zones = data;

  if (annotation->kind != VBT_KIND_SPAN || annotation->label == zones->discard
      || !is_in_zone (zones, annotation))
    return TRUE;
  vbt_losses_add (zones->losses, _ ("What lies in a discarded zone is left out"), zones->document,
                  annotation);
  return FALSE;
}

/**
 * vbt_document_discard:
 * @self: a document
 * @catalog: its catalog
 * @losses: what is left out is counted here
 *
 * Takes away the spans that lie in a zone labeled Discard, and what refers to them; the zones
 * themselves stay, so that who reads the dataset knows where nothing was annotated.
 */
void
vbt_document_discard (VbtDocument *self, const VbtCatalog *catalog, VbtLosses *losses)
{
  const VbtLabel *label;
  g_autoptr (GPtrArray) zones
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);

  g_return_if_fail (self != NULL && catalog != NULL && losses != NULL);

  label = vbt_schema_find_label (catalog->schema, VBT_KIND_SPAN, VBT_LABEL_DISCARD);
  if (label == NULL)
    return;
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_SPAN && annotation->label == label->id)
        g_ptr_array_add (zones, vbt_annotation_copy (annotation));
    }
  if (zones->len == 0)
    return;
  Zones data = { self, label->id, zones, losses };
  g_autoptr (VbtDocument) before = vbt_document_copy (self);

  data.document = before;
  if (keep_annotations (self, is_outside, &data) > 0)
    vbt_document_prune (self);
}
