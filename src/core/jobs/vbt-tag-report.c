/* vbt-tag-report.c: what taggers found, by tagger and label
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-tag-report.h"

#include "jobs/vbt-id-map.h"

static void
found_free (gpointer data)
{
  VbtTagFound *self = data;

  g_free (self->tagger);
  g_free (self->label);
  g_free (self);
}

/**
 * vbt_tag_report_new:
 *
 * Returns: (transfer full): a report of nothing yet
 */
VbtTagReport *
vbt_tag_report_new (void)
{
  VbtTagReport *self = g_new0 (VbtTagReport, 1);

  self->found = g_ptr_array_new_with_free_func (found_free);
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * vbt_tag_report_free:
 * @self: (transfer full): a report
 */
void
vbt_tag_report_free (VbtTagReport *self)
{
  g_ptr_array_unref (self->found);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_hash_table_unref (self->index);
  g_free (self);
}

/**
 * vbt_tag_report_get:
 * @self: a report
 * @catalog: that the suggestion is of
 * @suggestion: of a tagger
 *
 * Returns: (transfer none): the row that counts it
 */
VbtTagFound *
vbt_tag_report_get (VbtTagReport *self, const VbtCatalog *catalog, const VbtAnnotation *suggestion)
{
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (catalog, suggestion->annotator);
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, suggestion->label);
  g_autofree char *key = NULL;
  VbtTagFound *found;

  g_return_val_if_fail (self != NULL && annotator != NULL && label != NULL, NULL);

  key = g_strdup_printf ("%s\x1f%d\x1f%s", annotator->name, suggestion->kind, label->name);
  found = g_hash_table_lookup (self->index, key);
  if (found != NULL)
    return found;
  found = g_new0 (VbtTagFound, 1);
  found->tagger = g_strdup (annotator->name);
  found->label = g_strdup (label->name);
  found->kind = suggestion->kind;
  g_ptr_array_add (self->found, found);
  g_hash_table_insert (self->index, g_steal_pointer (&key), found);
  return found;
}

/**
 * vbt_tag_report_count_new:
 * @self: a report
 *
 * Returns: how many suggestions are new, of all taggers and labels
 */
guint64
vbt_tag_report_count_new (const VbtTagReport *self)
{
  guint64 n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->found->len; i++)
    n += ((VbtTagFound *)self->found->pdata[i])->n_new;
  return n;
}

/* An unknown confidence is none that could be too low. */
static gboolean
is_unsure (const VbtAnnotation *suggestion, double min_confidence)
{
  return suggestion->confidence >= 0 && suggestion->confidence < min_confidence;
}

/**
 * vbt_tag_report_drop_unsure:
 * @self: a report
 * @catalog: of the document
 * @document: with suggestions and nothing else
 * @min_confidence: 0 to 1: those that are less sure are counted and removed
 *
 * Removes suggestions that nobody wants to see, and the relations from and to them. They are not
 * hidden but not made: each list, count and filter of the project would have to leave them out
 * otherwise, and tagging again makes them for whoever asks for less.
 */
void
vbt_tag_report_drop_unsure (VbtTagReport *self, const VbtCatalog *catalog, VbtDocument *document,
                            double min_confidence)
{
  g_autoptr (VbtIdMap) gone = vbt_id_map_new ();
  GPtrArray *annotations = document->annotations;

  g_return_if_fail (self != NULL && document != NULL);

  for (guint i = 0; i < annotations->len; i++)
    if (is_unsure (annotations->pdata[i], min_confidence))
      vbt_id_map_add (gone, ((VbtAnnotation *)annotations->pdata[i])->id);
  vbt_document_drop_index (document);
  for (guint i = annotations->len; i > 0; i--)
    {
      const VbtAnnotation *annotation = annotations->pdata[i - 1];

      if (!is_unsure (annotation, min_confidence) && !vbt_id_map_has (gone, annotation->from)
          && !vbt_id_map_has (gone, annotation->to))
        continue;
      vbt_tag_report_get (self, catalog, annotation)->n_unsure++;
      g_ptr_array_remove_index_fast (annotations, i - 1);
    }
  vbt_document_sort (document);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const VbtTagFound *one = *(const VbtTagFound *const *)a;
  const VbtTagFound *two = *(const VbtTagFound *const *)b;
  int order = strcmp (one->tagger, two->tagger);

  if (order == 0)
    order = (int)one->kind - (int)two->kind;
  return order != 0 ? order : strcmp (one->label, two->label);
}

/**
 * vbt_tag_report_finish:
 * @self: a report that nothing comes to any more
 *
 * Puts it in order: by tagger, then spans, relations and labels of the document.
 */
void
vbt_tag_report_finish (VbtTagReport *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->index);
  g_ptr_array_sort (self->found, compare_found);
}

/**
 * vbt_tag_report_find_verdicts:
 * @self: a report
 * @found: a row of it
 *
 * Returns: (transfer none) (nullable): what people decided so far on such suggestions
 */
const VbtVerdicts *
vbt_tag_report_find_verdicts (const VbtTagReport *self, const VbtTagFound *found)
{
  for (guint i = 0; self->verdicts != NULL && i < self->verdicts->len; i++)
    {
      const VbtVerdicts *verdicts = self->verdicts->pdata[i];

      if (verdicts->kind == found->kind && g_str_equal (verdicts->tagger, found->tagger)
          && g_str_equal (verdicts->label, found->label))
        return verdicts;
    }
  return NULL;
}
