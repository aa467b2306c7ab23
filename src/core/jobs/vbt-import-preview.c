/* vbt-import-preview.c: what is in files, before they are imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-import-preview.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-file-import.h"
#include "jobs/vbt-ticker.h"
#include "jobs/vbt-walk.h"
#include "store/vbt-search.h"
#include "store/vbt-texts.h"

/* The files are read as an import reads them, and nothing is kept but numbers: a preview takes the memory of one
 * document and of what is shown. Unless all is wanted it ends when more would not be looked at. */
#define MAX_DOCUMENTS 2000
#define MAX_BYTES (G_GUINT64_CONSTANT (64) << 20)
#define MAX_PROBLEMS 200
#define MAX_TELLS 6

typedef struct
{
  VbtImporter importer;
  VbtImportResult result;
  VbtImportPreview *preview;
  const VbtProgress *progress; /* (nullable) */
  VbtStore *store;             /* (nullable): the project, once it was asked for a text */
  gboolean all;
  GHashTable *labels; /* "kind name" to VbtPreviewLabel */
  VbtTicker ticker;
  guint64 before; /* bytes of the files before this one */
  guint64 total;  /* bytes of all files */
  guint n_files;  /* that were begun */
} Preview;

/** PreviewSink: takes the documents of one file. */
typedef struct
{
  VbtSink parent;
  Preview *preview;
  VbtInput *input;
  VbtPreviewFormat *format;
} PreviewSink;

static void
format_free (gpointer data)
{
  g_ptr_array_unref (((VbtPreviewFormat *)data)->tells);
  g_free (data);
}

static void
label_free (gpointer data)
{
  g_free (((VbtPreviewLabel *)data)->name);
  g_free (data);
}

static VbtImportPreview *
preview_new (void)
{
  VbtImportPreview *self = g_new0 (VbtImportPreview, 1);

  self->formats = g_ptr_array_new_with_free_func (format_free);
  self->labels = g_ptr_array_new_with_free_func (label_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * vbt_import_preview_free:
 * @self: (transfer full) (nullable): a preview
 */
void
vbt_import_preview_free (VbtImportPreview *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->formats);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static gboolean
is_enough (const Preview *self, const VbtInput *input)
{
  if (self->all)
    return FALSE;
  return self->preview->n_documents >= MAX_DOCUMENTS
         || self->before + vbt_input_get_position (input) >= MAX_BYTES;
}

static void
count_annotation (Preview *self, const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);
  g_autofree char *key
      = g_strdup_printf ("%d %s", (int)annotation->kind, label != NULL ? label->name : "");
  VbtPreviewLabel *row = g_hash_table_lookup (self->labels, key);

  self->preview->n_spans += annotation->kind == VBT_KIND_SPAN;
  self->preview->n_relations += annotation->kind == VBT_KIND_RELATION;
  if (row == NULL)
    {
      row = g_new0 (VbtPreviewLabel, 1);
      row->kind = annotation->kind;
      row->name = g_strdup (label != NULL ? label->name : "");
      g_ptr_array_add (self->preview->labels, row);
      g_hash_table_insert (self->labels, g_steal_pointer (&key), row);
    }
  if (row->file != self->n_files)
    row->n_in_file = 0;
  row->file = self->n_files;
  row->n_in_file++;
  row->n++;
}

/* An import takes nothing of a file that cannot be read to its end. */
static void
forget_file (Preview *self, guint n_documents)
{
  self->preview->n_documents = n_documents;
  for (guint i = 0; i < self->preview->labels->len; i++)
    {
      VbtPreviewLabel *row = self->preview->labels->pdata[i];

      if (row->file != self->n_files)
        continue;
      row->n -= row->n_in_file;
      self->preview->n_spans -= row->kind == VBT_KIND_SPAN ? row->n_in_file : 0;
      self->preview->n_relations -= row->kind == VBT_KIND_RELATION ? row->n_in_file : 0;
    }
}

/* Those of which nothing is left. */
static void
drop_empty_labels (VbtImportPreview *self)
{
  for (guint i = self->labels->len; i > 0; i--)
    if (((VbtPreviewLabel *)self->labels->pdata[i - 1])->n == 0)
      g_ptr_array_remove_index_fast (self->labels, i - 1);
}

static gboolean
take_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  PreviewSink *self = (PreviewSink *)sink;
  Preview *preview = self->preview;
  g_autoptr (VbtDocument) owned = document;

  if (g_cancellable_set_error_if_cancelled (preview->importer.cancellable, error))
    return FALSE;
  vbt_ticker_report (&preview->ticker, preview->progress,
                     preview->before + vbt_input_get_position (self->input), preview->total,
                     vbt_input_get_name (self->input));
  preview->preview->n_documents++;
  vbt_label_map_apply (vbt_input_get_labels (self->input), sink->catalog, owned);
  for (guint i = 0; i < owned->annotations->len; i++)
    count_annotation (preview, sink->catalog, owned->annotations->pdata[i]);
  if (self->format->format->flags & VBT_FORMAT_OWN_ENTITIES)
    vbt_catalog_forget_entities (sink->catalog);
  if (!is_enough (preview, self->input))
    return TRUE;
  preview->preview->is_whole = FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  return FALSE;
}

static void
add_problem (gpointer data, const char *file, guint line, const char *message)
{
  VbtImportPreview *self = ((Preview *)data)->preview;

  vbt_progress_problem (((Preview *)data)->progress, file, line, message);
  self->n_problems++;
  if (self->problems->len >= MAX_PROBLEMS)
    return;
  g_ptr_array_add (self->problems, line > 0 ? g_strdup_printf ("%s:%u: %s", file, line, message)
                                            : g_strdup_printf ("%s: %s", file, message));
}

static void
report_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  PreviewSink *self = (PreviewSink *)sink;

  add_problem (self->preview, file != NULL ? file : vbt_input_get_name (self->input), line,
               message);
}

static void
tell (VbtSink *sink, const char *file, const char *message)
{
  GPtrArray *tells = ((PreviewSink *)sink)->format->tells;

  for (guint i = 0; i < tells->len; i++)
    if (g_str_equal (tells->pdata[i], message))
      return;
  if (tells->len < MAX_TELLS)
    g_ptr_array_add (tells, g_strdup (message));
}

static VbtText *
find_text (VbtSink *sink, const char *name)
{
  Preview *self = ((PreviewSink *)sink)->preview;
  const char *project = self->importer.options->project;
  VbtId document;

  if (self->store == NULL && project != NULL)
    self->store = vbt_store_open (project, VBT_STORE_READ_ONLY, NULL);
  document = self->store != NULL ? vbt_store_find_named (self->store, name) : 0;
  return document != 0 ? vbt_store_load_text (self->store, document, NULL) : NULL;
}

static VbtPreviewFormat *
ensure_format (VbtImportPreview *self, const VbtFormat *format)
{
  VbtPreviewFormat *row;

  for (guint i = 0; i < self->formats->len; i++)
    if (((VbtPreviewFormat *)self->formats->pdata[i])->format == format)
      return self->formats->pdata[i];
  row = g_new0 (VbtPreviewFormat, 1);
  row->format = format;
  row->tells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->formats, row);
  return row;
}

/* FALSE where it is cancelled, or was enough. */
static gboolean
read_input (VbtImporter *importer, VbtInput *input, const VbtFormat *format, const char *origin,
            GError **error)
{
  static const VbtSinkClass klass = { take_document, report_problem, tell, find_text };
  Preview *self = (Preview *)importer;
  g_autoptr (VbtSchema) schema = vbt_schema_new (format->name);
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  g_autoptr (GError) local = NULL;
  PreviewSink sink = {
    .parent = { .klass = &klass, .catalog = catalog, .annotator = vbt_id_new () },
    .preview = self,
    .input = input,
    .format = ensure_format (self->preview, format),
  };
  guint n_before = self->preview->n_documents;

  sink.format->n_files++;
  self->n_files++;
  if (format->read (input, &sink.parent, importer->cancellable, &local))
    return TRUE;
  if (!self->preview->is_whole || g_cancellable_is_cancelled (importer->cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  forget_file (self, n_before);
  vbt_importer_refuse (importer, vbt_input_get_name (input), vbt_input_get_line (input),
                       local->message);
  return TRUE;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const VbtPreviewLabel *x = *(VbtPreviewLabel *const *)a, *y = *(VbtPreviewLabel *const *)b;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  return x->n != y->n ? (x->n > y->n ? -1 : 1) : strcmp (x->name, y->name);
}

static gboolean
read_files (Preview *self, GPtrArray *files, GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const VbtWalkFile *file = files->pdata[i];

      if (g_cancellable_set_error_if_cancelled (self->importer.cancellable, error)
          || !vbt_importer_read (&self->importer, file->path, file->origin, file->named, error))
        return FALSE;
      self->before += file->size;
    }
  return TRUE;
}

/**
 * vbt_import_preview:
 * @options: what would be imported, and how; labels are counted under the names that its table gives them; the project
 *   is asked for nothing but the texts that a table of spans is about
 * @all: whether all is read; else of much the beginning
 * @progress: (nullable): in bytes; hears of each problem
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Reads files as an import does, and counts what is in them: documents, annotations by label, and what would be left
 * out.
 *
 * Returns: (transfer full): what is in them; %NULL where a path does not exist, or it was cancelled
 */
VbtImportPreview *
vbt_import_preview (const VbtImportOptions *options, gboolean all, const VbtProgress *progress,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtImportPreview) preview = preview_new ();
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) local = NULL;
  gboolean success;
  Preview self = { .preview = preview, .labels = labels, .all = all, .progress = progress };
  VbtProgress own = { .problem = add_problem, .data = &self };

  g_return_val_if_fail (options != NULL && options->paths != NULL, NULL);

  preview->is_whole = TRUE;
  self.importer = (VbtImporter){ .options = options,
                                 .result = &self.result,
                                 .progress = &own,
                                 .cancellable = cancellable,
                                 .take = read_input };
  files = vbt_walk (options->paths, options->format, error);
  if (files == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    self.total += ((VbtWalkFile *)files->pdata[i])->size;
  vbt_progress_report (progress, 0, self.total, _ ("Looking into the files"));
  success = read_files (&self, files, &local);
  if (self.store != NULL)
    vbt_store_close (self.store, NULL);
  g_clear_object (&self.store);
  if (!success && (preview->is_whole || g_cancellable_is_cancelled (cancellable)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  preview->n_files_refused = self.result.n_files_refused;
  drop_empty_labels (preview);
  g_ptr_array_sort (preview->labels, compare_labels);
  return g_steal_pointer (&preview);
}
