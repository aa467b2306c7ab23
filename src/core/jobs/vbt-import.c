/* vbt-import.c: files and folders into a project, as one act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-file-import.h"
#include "jobs/vbt-ticker.h"
#include "jobs/vbt-walk.h"
#include "store/vbt-texts.h"

/** Meter: how far an import is, in bytes of its files. */
typedef struct
{
  const VbtProgress *progress;
  VbtTicker ticker;
  guint64 before; /* the files before this one */
  guint64 total;
} Meter;

static void
meter_advance (gpointer data, const VbtInput *input)
{
  Meter *self = data;

  vbt_ticker_report (&self->ticker, self->progress, self->before + vbt_input_get_position (input),
                     self->total, vbt_input_get_name (input));
}

/* Whether nothing would be lost if a native file brought its own schema along. */
static gboolean
is_fresh (VbtStore *store, const VbtSchema *schema)
{
  VbtFilter any = { .limit = 1 };
  g_autoptr (GArray) documents = vbt_store_list_documents (store, &any, NULL);
  g_autoptr (VbtSchema) untouched = vbt_schema_new_default (schema->name, NULL);
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  if (documents == NULL || documents->len > 0 || untouched == NULL)
    return FALSE;
  ours = vbt_schema_to_json (schema);
  theirs = vbt_schema_to_json (untouched);
  return g_str_equal (ours, theirs);
}

static gboolean
read_files (VbtImporter *self, GPtrArray *files, GError **error)
{
  Meter meter = { .progress = self->progress };

  self->meter = &meter;
  self->advance = meter_advance;
  for (guint i = 0; i < files->len; i++)
    meter.total += ((VbtWalkFile *)files->pdata[i])->size;
  for (guint i = 0; i < files->len; i++)
    {
      const VbtWalkFile *file = files->pdata[i];

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      vbt_ticker_report (&meter.ticker, self->progress, meter.before, meter.total, file->path);
      if (!vbt_importer_read (self, file->path, file->origin, file->named, error))
        return FALSE;
      meter.before += file->size;
    }
  vbt_progress_report (self->progress, meter.total, meter.total, _ ("Done"));
  return TRUE;
}

static gboolean
ensure_person (VbtImporter *self, GError **error)
{
  if (self->options->annotator == NULL)
    return TRUE;
  self->person = vbt_store_ensure_annotator (self->store, VBT_ANNOTATOR_PERSON,
                                             self->options->annotator, NULL, error);
  return self->person != 0;
}

static gboolean
commit (VbtImporter *self, GError **error)
{
  guint n = self->result->n_documents;
  guint n_joined = self->result->n_joined;
  g_autofree char *words = NULL;

  if (n > 0)
    words = g_strdup_printf (ngettext ("Import %u document", "Import %u documents", n), n);
  else if (n_joined > 0)
    words = g_strdup_printf (ngettext ("Import annotations of %u document",
                                       "Import annotations of %u documents", n_joined),
                             n_joined);
  else
    words = g_strdup (_ ("Import a schema and a register"));
  return vbt_store_commit_batch (self->store, words, error);
}

/* An aborted batch takes its documents away, but not what they brought into the schema. They go before the schema:
 * with their labels it would take all their annotations away at once, in memory. */
static gboolean
take_back (VbtImporter *self, const VbtSchema *before, GError **error)
{
  if (vbt_store_get_catalog (self->store)->schema != before
      && vbt_store_empty_batch (self->store, NULL)
      && vbt_store_put_schema (self->store, before, NULL))
    vbt_store_batch_step (self->store, NULL);
  return vbt_store_abort_batch (self->store, error);
}

static gboolean
import_files (VbtImporter *self, GPtrArray *files, GError **error)
{
  g_autoptr (VbtSchema) before = vbt_schema_ref (vbt_store_get_catalog (self->store)->schema);
  gboolean success;

  self->schema = vbt_schema_copy (before);
  self->is_fresh = is_fresh (self->store, before);
  self->last_step = g_get_monotonic_time ();
  vbt_waiting_init (&self->waiting);
  success = (!self->options->join || vbt_store_begin_texts (self->store, error))
            && read_files (self, files, error)
            && vbt_waiting_write (&self->waiting, self->store, error);
  vbt_waiting_clear (&self->waiting);
  if (self->options->join)
    vbt_store_end_texts (self->store);
  /* An import that brought nothing is no act. */
  if (success && self->result->n_documents + self->result->n_joined == 0 && !self->has_catalog)
    return take_back (self, before, error);
  if (success && commit (self, error))
    return TRUE;
  take_back (self, before, NULL);
  *self->result = (VbtImportResult){ 0 };
  return FALSE;
}

/**
 * vbt_import:
 * @store: a project, without an open transaction
 * @options: what to import, and how
 * @result: (out): what came of it
 * @progress: (nullable): in bytes; problems name file and line
 * @cancellable: (nullable): takes everything back when it is cancelled
 * @error: return location for an error
 *
 * Brings files and folders into the project as one act of `options->me`. Labels, attributes,
 * entities and annotators are found in the project by name, and added where it has none. The
 * annotations of which a file does not say whose they are become those of `options->annotator`,
 * else of `options->me`; those that it gives to somebody stay theirs, unless `options->annotator`
 * names a person for them; with `options->suggestions` all are kept as suggestions of an import.
 * Whose they are that it does not say, `options->annotator_from` can find in the name of the file.
 * A document that the project has already is left out; with `options->join` the annotations are added to the one that has
 * the same text. A file that cannot be read is reported as
 * a problem and counted, and leaves nothing of itself; the others go on.
 *
 * Returns: TRUE when all files were gone through; FALSE with an error when the project cannot be
 *   written, a path does not exist, or it was cancelled: then nothing of the import is left
 */
gboolean
vbt_import (VbtStore *store, const VbtImportOptions *options, VbtImportResult *result,
            const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  VbtImporter self = {
    .store = store,
    .options = options,
    .result = result,
    .progress = progress,
    .cancellable = cancellable,
    .take = vbt_importer_take,
  };
  g_autoptr (VbtIdMap) met = vbt_id_map_new ();
  gint64 batch;
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (options != NULL && options->paths != NULL && options->me != 0, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  *result = (VbtImportResult){ 0 };
  self.met = met;
  files = vbt_walk (options->paths, options->format, error);
  if (files == NULL || !ensure_person (&self, error)
      || !vbt_store_begin_batch (store, options->me, _ ("Import"), error))
    return FALSE;
  batch = vbt_store_get_batch (store);
  success = import_files (&self, files, error);
  result->batch = success ? batch : 0;
  g_clear_pointer (&self.schema, vbt_schema_unref);
  return success;
}
