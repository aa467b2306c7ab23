/* vbt-convert.c: from one format to another, without a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-import.h"
#include "jobs/vbt-on-loss.h"
#include "jobs/vbt-read-back.h"
#include "jobs/vbt-select.h"
#include "jobs/vbt-ticker.h"

/** Convert: a sink that writes each document on. */
typedef struct
{
  VbtSink parent;
  const VbtInput *input;
  VbtOutput *output;
  const VbtFormat *to;
  VbtOnLoss on_loss;
  VbtExportResult *result;
  const VbtProgress *progress;
  VbtTicker ticker;
  gboolean has_begun;
  GCancellable *cancellable;
  const VbtTagger *const *taggers; /* (nullable): that run over each document */
  const VbtTaggerContext *context; /* of the taggers */
  VbtTagging *tagging;             /* (nullable): they, from the first document on */
  VbtReadBack *read_back;          /* (nullable): where what is written will be read again */
  gboolean knows_user; /* the catalog has the person who is meant where nobody is named */
} Convert;

/* A writer remembers what it has declared. It begins anew so often when the entities of a stream
 * are new in every document, so that it does not grow with the stream. */
#define BEGIN_AGAIN 1000

/* At the first document, when the reader has told what its labels are. */
static gboolean
begin (Convert *self, GError **error)
{
  gboolean again = self->taggers != NULL && self->result->n_documents % BEGIN_AGAIN == 0;

  if (self->has_begun && !again)
    return TRUE;
  self->has_begun = TRUE;
  return self->to->begin == NULL || self->to->begin (self->output, self->parent.catalog, error);
}

/* The same name is the same entity in every document of a stream, without remembering it. */
static void
settle_entity (VbtCatalog *catalog, VbtDocument *document, const VbtEntity *entity, GArray *added)
{
  g_autofree char *key = g_strdup_printf ("%d\x1f%s", (int)entity->kind, entity->name);
  VbtEntity *copy = vbt_entity_copy (entity);
  VbtId old = entity->id;

  copy->id = vbt_id_from_name ("entity", key);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->entities == NULL || !vbt_annotation_refers_to (annotation, old))
        continue;
      vbt_annotation_remove_entity (annotation, old);
      vbt_annotation_add_entity (annotation, copy->id);
    }
  vbt_catalog_remove_entity (catalog, old);
  if (vbt_catalog_get_entity (catalog, copy->id) != NULL)
    {
      vbt_entity_free (copy);
      return;
    }
  g_array_append_val (added, copy->id);
  vbt_catalog_take_entity (catalog, copy);
}

/* The user is in the output only when something in it is theirs. */
static void
ensure_user (Convert *self, const VbtDocument *document)
{
  for (guint i = 0; i < document->annotations->len && !self->knows_user; i++)
    if (((VbtAnnotation *)document->annotations->pdata[i])->annotator == self->parent.annotator)
      {
        VbtAnnotator *user = vbt_annotator_new (VBT_ANNOTATOR_PERSON, g_get_user_name (), NULL);

        user->id = self->parent.annotator;
        vbt_catalog_take_annotator (self->parent.catalog, user);
        self->knows_user = TRUE;
      }
}

/* At the first document, when the reader has told which entities there are. */
static gboolean
prepare (Convert *self, GError **error)
{
  VbtTaggerContext context = *self->context;

  if (self->tagging != NULL)
    return TRUE;
  context.catalog = self->parent.catalog;
  context.cancellable = self->cancellable;
  self->tagging = vbt_tagging_new (self->taggers, &context, error);
  return self->tagging != NULL;
}

/* A document that a tagger fails on is told and goes on as it came. */
static gboolean
run_taggers (Convert *self, VbtDocument *document, GError **error)
{
  guint n_before = document->annotations->len;
  g_autoptr (GError) problem = NULL;

  if (vbt_tagging_run (self->tagging, document, self->parent.catalog, self->cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (problem, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  vbt_document_drop_index (document);
  g_ptr_array_set_size (document->annotations, (int)n_before);
  vbt_progress_problem (self->progress, document->name, 0, problem->message);
  return TRUE;
}

/* Returns the entities that are the document's alone, to be forgotten when it is written. */
static GArray *
tag (Convert *self, VbtDocument *document, GError **error)
{
  VbtCatalog *catalog = self->parent.catalog;
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (VbtId));
  guint n_before = catalog->entities->len;

  if (self->taggers != NULL && (!prepare (self, error) || !run_taggers (self, document, error)))
    return NULL;
  for (guint i = catalog->entities->len; i > n_before; i--)
    settle_entity (catalog, document, catalog->entities->pdata[n_before], added);
  return g_steal_pointer (&added);
}

static gboolean
write_document (Convert *self, VbtDocument *document, GError **error)
{
  if (!vbt_on_loss_apply (self->on_loss, self->to, self->parent.catalog, document,
                          self->result->losses, error)
      || !begin (self, error)
      || !self->to->write (self->output, self->parent.catalog, document, error))
    return FALSE;
  if (self->read_back != NULL)
    {
      vbt_read_back_add (self->read_back, self->parent.catalog, document);
      vbt_read_back_measure (self->read_back, self->output);
    }
  self->result->n_documents++;
  self->result->n_annotations += document->annotations->len;
  return TRUE;
}

static gboolean
convert_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  Convert *self = (Convert *)sink;
  g_autoptr (VbtDocument) owned = document;
  g_autoptr (GArray) added = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  vbt_ticker_report (&self->ticker, self->progress, vbt_input_get_position (self->input), 0,
                     owned->name);
  vbt_label_map_apply (vbt_input_get_labels (self->input), self->parent.catalog, owned);
  vbt_document_prune (owned);
  /* It takes longer than reading and writing. */
  if ((self->to->flags & VBT_FORMAT_TOKENS) != 0
      && (owned->tokens == NULL || owned->sentences == NULL))
    vbt_document_segment (owned);
  ensure_user (self, owned);
  added = tag (self, owned, error);
  if (added == NULL || !write_document (self, owned, error))
    return FALSE;
  for (guint i = 0; i < added->len; i++)
    vbt_catalog_remove_entity (sink->catalog, g_array_index (added, VbtId, i));
  return TRUE;
}

static void
report_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  Convert *self = (Convert *)sink;

  vbt_progress_problem (self->progress, file != NULL ? file : vbt_input_get_name (self->input),
                        line, message);
}

static void
tell (VbtSink *sink, const char *file, const char *message)
{
  vbt_progress_tell (((Convert *)sink)->progress, file, message);
}

static const VbtSinkClass convert_class = { convert_document, report_problem, tell };

static gboolean
convert (Convert *self, VbtInput *input, const VbtFormat *from, VbtSchema *schema, GError **error)
{
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);

  self->input = input;
  self->parent
      = (VbtSink){ .klass = &convert_class, .catalog = catalog, .annotator = vbt_id_new () };
  *self->result = (VbtExportResult){ .losses = vbt_losses_new () };
  if (self->taggers == NULL && vbt_output_get_path (self->output) != NULL
      && vbt_format_reads_back (self->to))
    self->read_back = vbt_read_back_new ();
  return from->read (input, &self->parent, self->cancellable, error)
         && (self->has_begun || begin (self, error))
         && (self->to->end == NULL || self->to->end (self->output, catalog, error))
         && vbt_output_close (self->output, error);
}

static void
read_back (Convert *self)
{
  if (self->read_back == NULL)
    return;
  vbt_progress_report (self->progress, 0, 0, _ ("Reading it again"));
  vbt_read_back_read (self->read_back, self->to, self->output, self->cancellable);
  self->result->differences
      = vbt_read_back_compare (self->read_back, self->result->losses, &self->result->n_unannounced);
  self->result->is_unread = vbt_read_back_has_failed (self->read_back);
}

/**
 * vbt_convert:
 * @input: what to read
 * @from: its format
 * @output: where to write; it is closed when all went well
 * @to: the format to write
 * @on_loss: what is done about annotations that it cannot hold whole
 * @result: (out): what came of it, for vbt_export_result_clear(), also on failure
 * @progress: (nullable): in bytes of the input
 * @cancellable: (nullable): stops the work
 * @error: return location for an error
 *
 * Reads documents and writes each on before the next one, so that a stream of any length takes
 * the memory of one document. A file is read again and compared when it is written. Annotations of which the input does not say whose they are become
 * those of a person with the user's name.
 *
 * Returns: TRUE when all is written and in its place; else FALSE with an error
 */
gboolean
vbt_convert (VbtInput *input, const VbtFormat *from, VbtOutput *output, const VbtFormat *to,
             VbtOnLoss on_loss, VbtExportResult *result, const VbtProgress *progress,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtSchema) schema = NULL;
  Convert self = { .output = output,
                   .to = to,
                   .on_loss = on_loss,
                   .result = result,
                   .progress = progress,
                   .cancellable = cancellable };
  gboolean success;

  g_return_val_if_fail (input != NULL && output != NULL && result != NULL, FALSE);
  g_return_val_if_fail (from != NULL && from->read != NULL, FALSE);
  g_return_val_if_fail (to != NULL && to->write != NULL, FALSE);

  schema = vbt_schema_new (from->name);
  success = convert (&self, input, from, schema, error);
  if (success)
    read_back (&self);
  vbt_read_back_free (self.read_back);
  return success;
}

/**
 * vbt_tag_stream:
 * @input: documents in the format that holds everything
 * @output: where to write them with what the taggers say, in the same format
 * @taggers: (nullable): the taggers, NULL-terminated; all where NULL
 * @context: what the taggers may know: their settings, a project
 * @result: (out): what came of it, for vbt_export_result_clear(), also on failure
 * @progress: (nullable): in bytes of the input
 * @cancellable: (nullable): stops the work
 * @error: return location for an error
 *
 * Tags a stream of documents, one at a time, in constant memory. What the documents have already
 * stays. Entities get identifiers that follow from their names.
 *
 * Returns: TRUE when all is written; else FALSE with an error
 */
gboolean
vbt_tag_stream (VbtInput *input, VbtOutput *output, const VbtTagger *const *taggers,
                const VbtTaggerContext *context, VbtExportResult *result,
                const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default (vbt_schema_default_names ()[0], error);
  const VbtFormat *format = schema != NULL ? vbt_formats_find ("verbatim", error) : NULL;
  gsize n_head = 0;
  Convert self = { .output = output,
                   .to = format,
                   .result = result,
                   .progress = progress,
                   .cancellable = cancellable,
                   .taggers = taggers != NULL ? taggers : vbt_taggers_default (),
                   .context = context };
  gboolean success;

  g_return_val_if_fail (input != NULL && output != NULL && result != NULL, FALSE);
  g_return_val_if_fail (context != NULL, FALSE);

  if (format == NULL || vbt_input_peek (input, &n_head, error) == NULL)
    return FALSE;
  /* No document at all is fine in a pipeline, if not in a file. */
  if (n_head == 0)
    return vbt_output_close (output, error);
  success = convert (&self, input, format, schema, error);
  g_clear_pointer (&self.tagging, vbt_tagging_free);
  return success;
}
