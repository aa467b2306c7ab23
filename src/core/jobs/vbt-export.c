/* vbt-export.c: documents of a project into a file of some format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "jobs/vbt-import.h"
#include "jobs/vbt-on-loss.h"
#include "jobs/vbt-read-back.h"
#include "jobs/vbt-select.h"
#include "jobs/vbt-split.h"
#include "jobs/vbt-ticker.h"

/** Export: what all parts of one export share. */
typedef struct
{
  VbtStore *store;
  const VbtExportOptions *options;
  VbtExportResult *result;
  const VbtProgress *progress;
  GCancellable *cancellable;
  VbtSelection selection;
  VbtTicker ticker;
  guint n_done, n_total;
  VbtReadBack *read_back; /* (nullable): where what is written will be read again */
} Export;

static int
compare_annotators (gconstpointer a, gconstpointer b)
{
  const VbtAnnotator *x = *(VbtAnnotator *const *)a, *y = *(VbtAnnotator *const *)b;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (!g_str_equal (x->name, y->name))
    return strcmp (x->name, y->name);
  return g_strcmp0 (x->version, y->version);
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const VbtEntity *x = *(VbtEntity *const *)a, *y = *(VbtEntity *const *)b;

  return x->id < y->id ? -1 : x->id > y->id;
}

typedef struct
{
  GHashTable *entities;   /* set of VbtId */
  GHashTable *annotators; /* set of VbtId */
} Used;

static void
use (GHashTable *set, VbtId id)
{
  if (id != 0 && !g_hash_table_contains (set, &id))
    g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

static void
use_document (Used *used, const VbtDocument *document)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      use (used->annotators, annotation->annotator);
      for (guint j = 0; annotation->entities != NULL && j < annotation->entities->len; j++)
        use (used->entities, g_array_index (annotation->entities, VbtId, j));
    }
  for (guint i = 0; document->statuses != NULL && i < document->statuses->len; i++)
    use (used->annotators, g_array_index (document->statuses, VbtDocumentStatus, i).annotator);
  for (guint i = 0; document->decisions != NULL && i < document->decisions->len; i++)
    use (used->annotators, g_array_index (document->decisions, VbtDecision, i).annotator);
  for (guint i = 0; i < document->remarks->len; i++)
    use (used->annotators, ((VbtRemark *)document->remarks->pdata[i])->annotator);
}

/* Reads what will be written, to know what it refers to: the header stands before it. */
static gboolean
find_used (Export *self, const GArray *documents, Used *used, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (VbtDocument) document = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      document = vbt_store_load_document (self->store, g_array_index (documents, VbtId, i), error);
      if (document == NULL)
        return FALSE;
      vbt_document_select (document, vbt_store_get_catalog (self->store), &self->selection);
      use_document (used, document);
    }
  return TRUE;
}

/* Those who did something here: not everybody who ever opened the project. */
static void
add_annotators (Export *self, VbtCatalog *catalog, const Used *used)
{
  const VbtCatalog *all = vbt_store_get_catalog (self->store);
  g_autoptr (GPtrArray) annotators = g_ptr_array_new ();

  for (guint i = 0; i < all->annotators->len; i++)
    {
      VbtAnnotator *annotator = all->annotators->pdata[i];

      if (g_hash_table_contains (used->annotators, &annotator->id))
        g_ptr_array_add (annotators, annotator);
    }
  g_ptr_array_sort (annotators, compare_annotators);
  for (guint i = 0; i < annotators->len; i++)
    vbt_catalog_take_annotator (catalog, vbt_annotator_copy (annotators->pdata[i]));
}

static GPtrArray *
find_entities (Export *self, const Used *used)
{
  const VbtCatalog *all = vbt_store_get_catalog (self->store);
  GPtrArray *entities = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, used->entities);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      VbtEntity *entity = vbt_catalog_get_entity (all, *(VbtId *)id);

      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }
  return entities;
}

/* All of the project, used or not, where all of it is written; else only those that are mentioned are read. */
static gboolean
add_entities (Export *self, VbtCatalog *catalog, const Used *used, gboolean whole, GError **error)
{
  g_autoptr (GPtrArray) entities
      = whole ? vbt_store_search_entities (self->store, "", G_MAXINT32, error)
              : find_entities (self, used);

  if (entities == NULL)
    return FALSE;
  g_ptr_array_sort (entities, compare_entities);
  for (guint i = 0; i < entities->len; i++)
    vbt_catalog_take_entity (catalog, vbt_entity_copy (entities->pdata[i]));
  return TRUE;
}

/* What a lossless format says before the first document: the schema, and everybody whom the
 * documents refer to. */
static VbtCatalog *
make_header_catalog (Export *self, const GArray *documents, GError **error)
{
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (vbt_store_get_catalog (self->store)->schema);
  g_autoptr (GHashTable) entities
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) annotators
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Used used = { entities, annotators };
  const VbtExportOptions *options = self->options;
  gboolean whole = options->documents == NULL && options->limit == 0 && options->split == NULL
                   && options->annotator == 0 && !options->gold && options->suggestions;

  if (!(options->format->flags & VBT_FORMAT_LOSSLESS))
    return g_steal_pointer (&catalog);
  if (!find_used (self, documents, &used, error)
      || !add_entities (self, catalog, &used, whole, error))
    return NULL;
  add_annotators (self, catalog, &used);
  return g_steal_pointer (&catalog);
}

static int
compare_annotator_ids (const VbtCatalog *catalog, VbtId a, VbtId b)
{
  const VbtAnnotator *x = vbt_catalog_get_annotator (catalog, a);
  const VbtAnnotator *y = vbt_catalog_get_annotator (catalog, b);

  return x == NULL || y == NULL ? (x != NULL) - (y != NULL) : compare_annotators (&x, &y);
}

static int
compare_statuses (gconstpointer a, gconstpointer b, gpointer catalog)
{
  const VbtDocumentStatus *x = a, *y = b;

  return compare_annotator_ids (catalog, x->annotator, y->annotator);
}

static int
compare_decisions (gconstpointer a, gconstpointer b, gpointer catalog)
{
  const VbtDecision *x = a, *y = b;

  if (x->suggestion != y->suggestion)
    return x->suggestion < y->suggestion ? -1 : 1;
  return compare_annotator_ids (catalog, x->annotator, y->annotator);
}

/* Persons have other identifiers in every project: what is ordered by them is ordered by their names here. */
static void
sort (const VbtCatalog *catalog, VbtDocument *document)
{
  if (document->statuses != NULL)
    g_array_sort_with_data (document->statuses, compare_statuses, (gpointer)catalog);
  if (document->decisions != NULL)
    g_array_sort_with_data (document->decisions, compare_decisions, (gpointer)catalog);
}

static gboolean
write_document (Export *self, VbtOutput *output, VbtId id, GError **error)
{
  const VbtFormat *format = self->options->format;
  const VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  g_autoptr (VbtDocument) document = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  document = vbt_store_load_document (self->store, id, error);
  if (document == NULL)
    return FALSE;
  vbt_ticker_report (&self->ticker, self->progress, self->n_done, self->n_total, document->name);
  vbt_document_select (document, catalog, &self->selection);
  if (!(format->flags & VBT_FORMAT_LOSSLESS))
    vbt_document_discard (document, catalog, self->result->losses);
  sort (catalog, document);
  if (!vbt_on_loss_apply (self->options->on_loss, format, catalog, document, self->result->losses,
                          error))
    return FALSE;
  self->result->n_documents++;
  self->result->n_annotations += document->annotations->len;
  self->n_done++;
  if (self->read_back != NULL)
    vbt_read_back_add (self->read_back, catalog, document);
  if (output == NULL)
    return TRUE;
  if (!format->write (output, catalog, document, error))
    return FALSE;
  if (self->read_back != NULL)
    vbt_read_back_measure (self->read_back, output);
  return TRUE;
}

static VbtOutput *
open_output (const Export *self, const char *path, GError **error)
{
  const VbtExportOptions *options = self->options;
  g_autoptr (GOutputStream) standard_output = NULL;

  if (options->stream != NULL)
    return vbt_output_new_for_stream (options->stream);
  if (options->format->flags & VBT_FORMAT_FOLDER)
    return vbt_output_new_for_folder (path, error);
  if (!g_str_equal (path, "-"))
    return vbt_output_new_for_path (path, error);
  standard_output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  return vbt_output_new_for_stream (standard_output);
}

/* What goes into a pipe is gone; a preview is looked at. */
static gboolean
can_read_back (const VbtExportOptions *options)
{
  return !options->only_count && options->stream == NULL && options->limit == 0
         && !g_str_equal (options->path, "-") && vbt_format_reads_back (options->format);
}

static void
read_back (Export *self, const VbtOutput *output)
{
  if (self->read_back == NULL)
    return;
  vbt_progress_report (self->progress, self->n_done, self->n_total, _ ("Reading it again"));
  vbt_read_back_read (self->read_back, self->options->format, output, self->cancellable);
}

static gboolean
write_part (Export *self, const char *path, const GArray *documents, GError **error)
{
  const VbtFormat *format = self->options->format;
  g_autoptr (VbtCatalog) catalog = make_header_catalog (self, documents, error);
  g_autoptr (VbtOutput) output = catalog != NULL ? open_output (self, path, error) : NULL;

  if (output != NULL)
    vbt_output_set_dialect (output, self->options->dialect);
  if (output == NULL || (format->begin != NULL && !format->begin (output, catalog, error)))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    if (!write_document (self, output, g_array_index (documents, VbtId, i), error))
      return FALSE;
  if ((format->end != NULL && !format->end (output, catalog, error))
      || !vbt_output_close (output, error))
    return FALSE;
  read_back (self, output);
  return TRUE;
}

static gboolean
count_only (Export *self, const GArray *documents, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    if (!write_document (self, NULL, g_array_index (documents, VbtId, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_parts (Export *self, const GArray *documents, GError **error)
{
  const VbtExportOptions *options = self->options;
  g_autoptr (GPtrArray) parts = NULL;

  if (options->only_count)
    return count_only (self, documents, error);
  if (options->split == NULL)
    return write_part (self, options->path, documents, error);
  parts = vbt_split (documents, options->split, options->seed);
  for (guint i = 0; i < parts->len; i++)
    {
      g_autofree char *path = vbt_split_path (options->path, options->split_names[i]);

      if (!write_part (self, path, parts->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_options (const VbtExportOptions *options, GError **error)
{
  const VbtFormat *format = options->format;
  gboolean to_stream = options->stream != NULL || g_str_equal (options->path, "-");

  if (!(format->flags & VBT_FORMAT_WRITES))
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                 _ ("The format “%s” can be read, but not written. Choose another one."),
                 format->name);
  else if (to_stream && options->stream == NULL && (format->flags & VBT_FORMAT_FOLDER))
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                 _ ("The format “%s” needs a folder: it writes several files."), format->name);
  else if (to_stream && options->split != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                 _ ("A split writes several files: give a path to be named after."));
  else
    return TRUE;
  return FALSE;
}

static GArray *
list_documents (VbtStore *store, const VbtExportOptions *options, GError **error)
{
  VbtFilter all = VBT_FILTER_INIT;
  GArray *documents;

  if (options->documents != NULL)
    documents = g_array_copy ((GArray *)options->documents);
  else
    documents = vbt_store_list_documents (store, &all, error);
  if (documents != NULL && options->limit != 0 && documents->len > options->limit)
    g_array_set_size (documents, options->limit);
  return documents;
}

/**
 * vbt_export_result_clear:
 * @self: what came of an export
 *
 * Frees what it holds.
 */
void
vbt_export_result_clear (VbtExportResult *self)
{
  g_clear_pointer (&self->losses, vbt_losses_free);
  g_clear_pointer (&self->differences, vbt_losses_free);
}

/**
 * vbt_export:
 * @store: a project
 * @options: what to write, and how
 * @result: (out): what came of it, for vbt_export_result_clear(), also on failure
 * @progress: (nullable): in documents
 * @cancellable: (nullable): leaves nothing behind when it is cancelled
 * @error: return location for an error
 *
 * Writes documents, one at a time, in the order in which they came into the project (or that of
 * `options->documents`). Without any choice it writes what people made; suggestions only when
 * asked for, and then in a format that holds everything also those that were decided on, with
 * the decisions. Relations go where both of their ends go.
 *
 * Returns: TRUE when all is written and in its place; else FALSE with an error
 */
gboolean
vbt_export (VbtStore *store, const VbtExportOptions *options, VbtExportResult *result,
            const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) documents = NULL;
  Export self = { store, options, result, progress, cancellable };
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (store) && result != NULL, FALSE);
  g_return_val_if_fail (options != NULL && options->format != NULL, FALSE);
  g_return_val_if_fail (options->path != NULL || options->stream != NULL, FALSE);

  *result = (VbtExportResult){ .losses = vbt_losses_new () };
  if (!check_options (options, error))
    return FALSE;
  documents = list_documents (store, options, error);
  if (documents == NULL)
    return FALSE;
  self.selection = (VbtSelection){
    .annotator = options->annotator,
    .gold = options->gold,
    .suggestions = options->suggestions,
    .decided = options->suggestions && (options->format->flags & VBT_FORMAT_LOSSLESS) != 0,
  };
  self.n_total = documents->len;
  self.read_back = can_read_back (options) ? vbt_read_back_new () : NULL;
  success = write_parts (&self, documents, error);
  if (success && self.read_back != NULL)
    {
      result->differences
          = vbt_read_back_compare (self.read_back, result->losses, &result->n_unannounced);
      result->is_unread = vbt_read_back_has_failed (self.read_back);
    }
  vbt_read_back_free (self.read_back);
  if (!success)
    return FALSE;
  vbt_progress_report (progress, self.n_total, self.n_total, _ ("Done"));
  return TRUE;
}
