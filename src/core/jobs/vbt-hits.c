/* vbt-hits.c: what is done with much that a search found, and takes long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-hits.h"

#include "formats/vbt-csv.h"

/* So many rows are written between two looks at whether somebody still waits. */
#define STRIDE 256

struct _VbtHitsTable
{
  VbtStore *store;
  VbtOutput *output;
  guint n_characters;
  VbtId document;
  VbtText *text;       /* (nullable): of @document; NULL where it is gone */
  VbtListing *listing; /* (nullable): of @document */
};

static const char *const header[]
    = { "document", "title",     "source", "published", "start", "end",
        "label",    "annotator", "left",   "match",     "right", NULL };

/**
 * vbt_hits_table_new:
 * @store: a project
 * @output: where to; neither is the table's own
 * @n_characters: of context on each side
 * @error: return location for an error
 *
 * Begins a table (CSV) with a row for each place that was found. Cells that a spreadsheet would run are guarded.
 *
 * Returns: (transfer full) (nullable): a table without rows
 */
VbtHitsTable *
vbt_hits_table_new (VbtStore *store, VbtOutput *output, guint n_characters, GError **error)
{
  VbtHitsTable *self;

  g_return_val_if_fail (VBT_IS_STORE (store) && output != NULL, NULL);

  vbt_output_set_dialect (output, "guard=yes");
  if (!vbt_csv_writer_begin (output, header, error))
    return NULL;
  self = g_new0 (VbtHitsTable, 1);
  self->store = store;
  self->output = output;
  self->n_characters = n_characters;
  return self;
}

static void
leave_document (VbtHitsTable *self)
{
  g_clear_pointer (&self->text, vbt_text_unref);
  g_clear_pointer (&self->listing, vbt_listing_free);
}

/**
 * vbt_hits_table_free:
 * @self: (nullable): a table
 *
 * Frees it; its output stays.
 */
void
vbt_hits_table_free (VbtHitsTable *self)
{
  if (self == NULL)
    return;
  leave_document (self);
  g_free (self);
}

static gboolean
enter_document (VbtHitsTable *self, VbtId document)
{
  if (self->document == document)
    return self->text != NULL;
  leave_document (self);
  self->document = document;
  self->listing = vbt_store_get_listing (self->store, document, 0, NULL);
  if (self->listing != NULL)
    self->text = vbt_store_load_text (self->store, document, NULL);
  return self->text != NULL;
}

static void
append_annotation (VbtHitsTable *self, VbtCsvWriter *writer, VbtId annotation)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  VbtId label = 0, annotator = 0;
  const VbtLabel *known_label;
  const VbtAnnotator *known_annotator;

  if (annotation != 0)
    vbt_store_peek_annotation (self->store, annotation, &label, &annotator);
  known_label = vbt_schema_get_label (catalog->schema, label);
  known_annotator = vbt_catalog_get_annotator (catalog, annotator);
  vbt_csv_writer_append (writer, known_label != NULL ? known_label->name : NULL);
  vbt_csv_writer_append (writer, known_annotator != NULL ? known_annotator->name : NULL);
}

/**
 * vbt_hits_table_add:
 * @self: a table
 * @hit: the next place; one in a document that is gone is left out
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
vbt_hits_table_add (VbtHitsTable *self, const VbtHit *hit, GError **error)
{
  VbtCsvWriter *writer = vbt_output_get_data (self->output);
  g_autoptr (VbtHitContext) context = NULL;

  if (!enter_document (self, hit->document))
    return TRUE;
  context = vbt_hit_context_new (self->text, hit, self->n_characters);
  vbt_csv_writer_append (writer, self->listing->name);
  vbt_csv_writer_append (writer, self->listing->title);
  vbt_csv_writer_append (writer, self->listing->source);
  vbt_csv_writer_append (writer, self->listing->published);
  vbt_csv_writer_append_number (writer, hit->start);
  vbt_csv_writer_append_number (writer, hit->end);
  append_annotation (self, writer, hit->annotation);
  vbt_csv_writer_append (writer, context->left);
  vbt_csv_writer_append (writer, context->match);
  vbt_csv_writer_append (writer, context->right);
  return vbt_csv_writer_end_record (writer, self->output, error);
}

static gboolean
export_hits (VbtStore *store, const VbtHitsOptions *options, const VbtProgress *progress,
             GCancellable *cancellable, guint *n_done, GError **error)
{
  g_autoptr (VbtOutput) output = vbt_output_new_for_path (options->path, error);
  g_autoptr (VbtHitsTable) table
      = output != NULL ? vbt_hits_table_new (store, output, options->n_characters, error) : NULL;

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < options->hits->len; i++)
    {
      if (i % STRIDE == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          vbt_progress_report (progress, i, options->hits->len, NULL);
        }
      if (!vbt_hits_table_add (table, &g_array_index (options->hits, VbtHit, i), error))
        return FALSE;
    }
  *n_done = options->hits->len;
  return vbt_output_close (output, error);
}

static void
report (gpointer data, guint64 done, guint64 total)
{
  vbt_progress_report (data, done, total, NULL);
}

static gboolean
fix_problems (VbtStore *store, const VbtHitsOptions *options, const VbtFollower *follower,
              guint *n_done, GError **error)
{
  g_autoptr (GArray) fixes
      = vbt_store_list_fixes (store, options->problems, follower->cancellable, error);

  return fixes != NULL && vbt_act_fix_many (store, options->me, fixes, follower, n_done, error);
}

/* Sorted by document, which is all that their number is looked at for. */
static gboolean
review (VbtStore *store, const VbtHitsOptions *options, const VbtFollower *follower, guint *n_done,
        GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < options->hits->len; i++)
    {
      const VbtHit *hit = &g_array_index (options->hits, VbtHit, i);
      VbtReviewItem *item = g_new0 (VbtReviewItem, 1);

      item->id = hit->annotation;
      item->document = item->number = hit->document;
      item->start = hit->start;
      g_ptr_array_add (items, item);
    }
  return vbt_act_review_many (store, options->me, items,
                              options->act == VBT_HITS_REJECT ? VBT_VERDICT_REJECTED
                                                              : VBT_VERDICT_ACCEPTED,
                              follower, n_done, error);
}

/**
 * vbt_hits_run:
 * @store: a project, of a thread that may take its time
 * @options: what is done with which hits
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): stops it; then nothing was changed
 * @n_done: (out): with how many hits something was done
 * @error: return location for an error
 *
 * Labels or deletes what was found as one act, writes it as a table, or does away with a label or an attribute.
 *
 * Returns: whether that worked
 */
gboolean
vbt_hits_run (VbtStore *store, const VbtHitsOptions *options, const VbtProgress *progress,
              GCancellable *cancellable, guint *n_done, GError **error)
{
  VbtFollower follower = { report, (gpointer)progress, cancellable };

  g_return_val_if_fail (VBT_IS_STORE (store) && options != NULL && n_done != NULL, FALSE);

  switch (options->act)
    {
    case VBT_HITS_LABEL:
      return vbt_act_label_hits (store, options->me, options->label, options->hits, &follower,
                                 n_done, error);
    case VBT_HITS_DELETE:
      return vbt_act_delete_hits (store, options->me, options->hits, &follower, n_done, error);
    case VBT_HITS_MERGE_LABEL:
      return vbt_act_merge_label (store, options->me, options->label, options->into, &follower,
                                  n_done, error);
    case VBT_HITS_DELETE_LABEL:
      return vbt_act_delete_label (store, options->me, options->label, &follower, n_done, error);
    case VBT_HITS_FIX:
      return fix_problems (store, options, &follower, n_done, error);
    case VBT_HITS_ACCEPT:
    case VBT_HITS_REJECT:
      return review (store, options, &follower, n_done, error);
    case VBT_HITS_DELETE_ATTRIBUTE:
      return vbt_act_delete_attribute (store, options->me, options->label, &follower, n_done,
                                       error);
    case VBT_HITS_EXPORT:
    default:
      return export_hits (store, options, progress, cancellable, n_done, error);
    }
}
