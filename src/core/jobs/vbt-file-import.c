/* vbt-file-import.c: one file on its way into a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-file-import.h"

#include <glib/gi18n-lib.h>

#include "formats/vbt-archive.h"
#include "jobs/vbt-join.h"
#include "jobs/vbt-select.h"
#include "store/vbt-search.h"
#include "store/vbt-texts.h"

/* So many entities of the project are kept in memory, to be found again without asking the project. */
#define MAX_ENTITIES 20000

/** FileImport: the file that is read. As a sink it takes its documents. */
typedef struct
{
  VbtSink parent;
  VbtImporter *importer;
  VbtInput *input;
  const VbtFormat *format;
  VbtMapper *mapper;
  VbtSchema *schema_before; /* NULL where the format has no labels */
  gboolean is_catalog_mapped;
  gboolean failed;   /* the project refused, or the user cancelled: the whole import ends */
  GArray *documents; /* of VbtId: what is in the project already */
  GArray *joined;    /* of VbtId: annotations that were added to other documents */
  VbtId
      named; /* the document that the file is about, and the next that it gives belongs to; 0: none */
  VbtImportResult result;
} FileImport;

/**
 * vbt_importer_refuse:
 * @self: an import
 * @file: the file that is left out
 * @line: the line where it is wrong, or 0
 * @message: what is wrong, translated
 *
 * Counts and reports a file that cannot be taken.
 */
void
vbt_importer_refuse (VbtImporter *self, const char *file, guint line, const char *message)
{
  g_return_if_fail (self != NULL && file != NULL && message != NULL);

  self->result->n_files_refused++;
  vbt_progress_problem (self->progress, file, line, message);
}

static void
report_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  FileImport *self = (FileImport *)sink;

  self->result.n_problems++;
  vbt_progress_problem (self->importer->progress,
                        file != NULL ? file : vbt_input_get_name (self->input), line, message);
}

static void
tell (VbtSink *sink, const char *file, const char *message)
{
  vbt_progress_tell (((FileImport *)sink)->importer->progress, file, message);
}

/* Whether what has its identifier in the project is this very document. */
static gboolean
is_in_project (VbtStore *store, const VbtDocument *document)
{
  g_autoptr (VbtDocument) ours = NULL;
  g_autofree char *our_sum = NULL;
  g_autofree char *their_sum = NULL;

  ours = vbt_store_load_document (store, document->id, NULL);
  if (ours == NULL)
    return FALSE;
  our_sum = vbt_text_sha256 (ours->text);
  their_sum = vbt_text_sha256 (document->text);
  return g_str_equal (our_sum, their_sum);
}

/* Whether something else has the identifier of one of its annotations. */
static gboolean
is_taken (VbtStore *store, const VbtDocument *document)
{
  guint n = document->annotations->len;
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (VbtId), n);

  for (guint i = 0; i < n; i++)
    g_array_append_val (ids, ((VbtAnnotation *)document->annotations->pdata[i])->id);
  return vbt_store_has_any_id (store, ids);
}

/* A project that has nothing of its own takes over the schema that the header of a native file
 * gives: exporting it again then gives the same bytes. */
static void
adopt_schema (FileImport *self)
{
  VbtImporter *importer = self->importer;

  if (!importer->is_fresh || !(self->format->flags & VBT_FORMAT_LOSSLESS)
      || g_str_equal (self->parent.catalog->schema->name, self->format->name))
    return;
  vbt_mapper_replace_schema (self->mapper, self->parent.catalog->schema);
  g_clear_pointer (&importer->schema, vbt_schema_unref);
  importer->schema = vbt_schema_ref (vbt_mapper_get_schema (self->mapper));
}

static gboolean
map_catalog_once (FileImport *self, GError **error)
{
  if (self->is_catalog_mapped)
    return TRUE;
  self->is_catalog_mapped = TRUE;
  adopt_schema (self);
  self->importer->is_fresh = FALSE;
  return !(self->format->flags & VBT_FORMAT_LOSSLESS)
         || vbt_mapper_map_catalog (self->mapper, error);
}

/* Also of a project without documents the schema and the register are meant. */
static gboolean
map_catalog_at_least (FileImport *self, GError **error)
{
  const VbtSchema *before = vbt_store_get_catalog (self->importer->store)->schema;

  if (self->is_catalog_mapped || !(self->format->flags & VBT_FORMAT_LOSSLESS))
    return TRUE;
  if (!map_catalog_once (self, error))
    return FALSE;
  if (vbt_mapper_get_new_entities (self->mapper)->len > 0
      || vbt_store_get_catalog (self->importer->store)->schema != before)
    self->importer->has_catalog = TRUE;
  return TRUE;
}

static gboolean
step (VbtImporter *self, GError **error)
{
  if (!vbt_store_is_step_due (self->store, self->last_step))
    return TRUE;
  if (!vbt_waiting_write (&self->waiting, self->store, error)
      || !vbt_store_batch_step (self->store, error))
    return FALSE;
  self->last_step = g_get_monotonic_time ();
  return TRUE;
}

static void
count_annotations (FileImport *self, const GPtrArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = annotations->pdata[i];

      self->result.n_spans += annotation->kind == VBT_KIND_SPAN;
      self->result.n_relations += annotation->kind == VBT_KIND_RELATION;
    }
}

static void
count_document (FileImport *self, const VbtDocument *document)
{
  self->result.n_documents++;
  if (self->result.first_document == 0)
    self->result.first_document = document->id;
  count_annotations (self, document->annotations);
  g_array_append_val (self->documents, document->id);
}

/* What others write of a document is added to it; a native file has more than that, for which there is a merge. */
static gboolean
joins (const FileImport *self)
{
  return self->importer->options->join && !(self->format->flags & VBT_FORMAT_LOSSLESS);
}

/* What will not be asked for again takes no memory. */
static void
forget_entities (FileImport *self)
{
  VbtCatalog *ours = vbt_store_get_catalog (self->importer->store);

  if (self->format->flags & VBT_FORMAT_OWN_ENTITIES)
    {
      vbt_mapper_forget_entities (self->mapper);
      vbt_catalog_forget_entities (self->parent.catalog);
    }
  if (ours->entities->len > MAX_ENTITIES)
    vbt_catalog_forget_entities (ours);
}

/* In the project's words. */
static gboolean
translate (FileImport *self, VbtDocument *document, GError **error)
{
  vbt_label_map_apply (vbt_input_get_labels (self->input), self->parent.catalog, document);
  if (!map_catalog_once (self, error) || !vbt_mapper_map (self->mapper, document, error))
    return FALSE;
  vbt_document_prune (document);
  forget_entities (self);
  return TRUE;
}

/* The document of the project that this is another reading of; 0: there is none. Others may have deleted it since the import
 * began. */
static gboolean
find_joined (FileImport *self, const VbtDocument *document, VbtId *ours, GError **error)
{
  VbtStore *store = self->importer->store;
  VbtWaiting *waiting = &self->importer->waiting;
  gboolean is_first = FALSE;

  *ours = self->named;
  self->named = 0;
  if (*ours != 0)
    {
      self->result.n_joined += vbt_id_map_has (self->importer->met, *ours) ? 0 : 1;
      vbt_id_map_add (self->importer->met, *ours);
    }
  if (*ours != 0 || !joins (self))
    return TRUE;
  if (!vbt_store_match_text (store, document->text, self->importer->n_files, ours, &is_first, error)
      || (vbt_waiting_has (waiting, *ours) && !vbt_waiting_write (waiting, store, error)))
    return FALSE;
  if (*ours != 0 && !vbt_store_has_id (store, *ours))
    *ours = 0;
  self->result.n_joined += *ours != 0 && is_first;
  return TRUE;
}

static gboolean
join_document (FileImport *self, VbtDocument *document, VbtId ours, GError **error)
{
  VbtStore *store = self->importer->store;
  g_autoptr (GPtrArray) added
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);

  if (is_taken (store, document))
    vbt_document_renew_ids (document);
  if (!translate (self, document, error) || !vbt_join (store, ours, document, added, error))
    return FALSE;
  for (guint i = 0; i < added->len; i++)
    g_array_append_val (self->joined, ((VbtAnnotation *)added->pdata[i])->id);
  if (self->result.first_document == 0)
    self->result.first_document = ours;
  count_annotations (self, added);
  return step (self->importer, error);
}

/* INCEpTION has what each person made of talk.txt in a folder of that name: annotation/talk.txt/ada.tsv. */
static void
name_after_folder (FileImport *self, VbtDocument *document)
{
  g_autofree char *folder = g_path_get_dirname (vbt_input_get_name (self->input));
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *file = vbt_input_get_basename (self->input);
  char *dot = strrchr (name, '.');

  if (self->importer->options->annotator_from != VBT_ANNOTATOR_FROM_FILE || dot == NULL
      || dot == name || !g_str_equal (document->name, file) || !g_utf8_validate (name, -1, NULL)
      || vbt_archive_has_name (name))
    return;
  g_free (document->name);
  document->name = g_steal_pointer (&name);
}

static gboolean
insert_document (FileImport *self, VbtDocument *given, GError **error)
{
  g_autoptr (VbtDocument) document = given;
  VbtStore *store = self->importer->store;
  VbtWaiting *waiting = &self->importer->waiting;
  VbtId ours = 0;
  gboolean has_id;

  if (!find_joined (self, document, &ours, error))
    return FALSE;
  if (ours != 0)
    return join_document (self, document, ours, error);
  name_after_folder (self, document);
  if (vbt_waiting_has (waiting, document->id) && !vbt_waiting_write (waiting, store, error))
    return FALSE;
  has_id = vbt_store_has_id (store, document->id);
  if (has_id && is_in_project (store, document))
    {
      vbt_sink_problem (&self->parent, self->input, vbt_input_get_line (self->input),
                        _ ("“%s” is already in the project: left out"), document->name);
      return TRUE;
    }
  if (has_id || is_taken (store, document))
    vbt_document_renew_ids (document);
  if (!translate (self, document, error)
      || (joins (self) && !vbt_store_note_text (store, document, self->importer->n_files, error)))
    return FALSE;
  count_document (self, document);
  if (!vbt_waiting_add (waiting, store, g_steal_pointer (&document), error))
    return FALSE;
  return step (self->importer, error);
}

static gboolean
take_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  FileImport *self = (FileImport *)sink;
  g_autoptr (VbtDocument) owned = document;

  if (self->importer->advance != NULL)
    self->importer->advance (self->importer->meter, self->input);
  self->failed = g_cancellable_set_error_if_cancelled (self->importer->cancellable, error)
                 || !insert_document (self, g_steal_pointer (&owned), error);
  return !self->failed;
}

/* A table of annotations is about an article of the project: the only one of this name. */
static VbtText *
find_text (VbtSink *sink, const char *name)
{
  FileImport *self = (FileImport *)sink;
  VbtStore *store = self->importer->store;

  if (!vbt_waiting_write (&self->importer->waiting, store, NULL))
    return NULL;
  self->named = vbt_store_find_named (store, name);
  return self->named != 0 ? vbt_store_load_text (store, self->named, NULL) : NULL;
}

static const VbtSinkClass file_import_class = { take_document, report_problem, tell, find_text };

/* A refused file leaves nothing of itself. */
static gboolean
take_back (FileImport *self, GError **error)
{
  VbtStore *store = self->importer->store;
  const GArray *entities = vbt_mapper_get_new_entities (self->mapper);

  if (!vbt_waiting_write (&self->importer->waiting, store, error))
    return FALSE;
  for (guint i = 0; i < self->documents->len; i++)
    if (!vbt_store_take_back (store, g_array_index (self->documents, VbtId, i), error))
      return FALSE;
  /* Relations before their ends. */
  for (guint i = self->joined->len; i > 0; i--)
    if (!vbt_store_delete_annotation (store, g_array_index (self->joined, VbtId, i - 1), error))
      return FALSE;
  for (guint i = 0; i < entities->len; i++)
    if (!vbt_store_delete_entity (store, g_array_index (entities, VbtId, i), error))
      return FALSE;
  if (joins (self) && !vbt_store_forget_texts (store, self->importer->n_files, error))
    return FALSE;
  if (self->documents->len + self->joined->len == 0 || self->schema_before == NULL)
    return TRUE;
  g_clear_pointer (&self->importer->schema, vbt_schema_unref);
  self->importer->schema = vbt_schema_copy (self->schema_before);
  return vbt_store_put_schema (store, self->schema_before, error);
}

static gboolean
finish (FileImport *self, gboolean is_read, GError **read_error, GError **error)
{
  VbtImportResult *total = self->importer->result;

  if (!is_read && (self->failed || g_cancellable_is_cancelled (self->importer->cancellable)))
    {
      g_propagate_error (error, g_steal_pointer (read_error));
      return FALSE;
    }
  total->n_problems += self->result.n_problems;
  if (!is_read)
    {
      vbt_importer_refuse (self->importer, vbt_input_get_name (self->input),
                           vbt_input_get_line (self->input), (*read_error)->message);
      return take_back (self, error);
    }
  total->n_documents += self->result.n_documents;
  total->n_spans += self->result.n_spans;
  total->n_relations += self->result.n_relations;
  total->n_joined += self->result.n_joined;
  if (total->first_document == 0)
    total->first_document = self->result.first_document;
  return TRUE;
}

/* The set in which what a file says is kept to be reviewed: of the file, or of the folder it came from. */
static gboolean
ensure_import_annotator (VbtStore *store, const VbtFormat *format, const char *origin, VbtId *id,
                         GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", format->name, origin);
  g_autoptr (VbtAnnotator) annotator = NULL;
  const VbtAnnotator *ours = vbt_catalog_find_annotator (vbt_store_get_catalog (store),
                                                         VBT_ANNOTATOR_IMPORT, name, NULL);

  if (ours != NULL)
    {
      *id = ours->id;
      return TRUE;
    }
  annotator = vbt_annotator_new (VBT_ANNOTATOR_IMPORT, name, NULL);
  *id = annotator->id;
  return vbt_store_put_annotator (store, annotator, error);
}

/* Who the name of a file or of its folder says that made its annotations; 0 for nobody. */
static gboolean
find_named (VbtImporter *self, const VbtInput *input, VbtId *person, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (vbt_input_get_name (input));
  g_autofree char *name = g_path_get_basename (
      self->options->annotator_from == VBT_ANNOTATOR_FROM_FOLDER ? folder
                                                                 : vbt_input_get_name (input));
  char *dot = strrchr (name, '.');

  *person = 0;
  if (self->options->annotator_from == VBT_ANNOTATOR_FROM_NOTHING || self->person != 0)
    return TRUE;
  if (self->options->annotator_from == VBT_ANNOTATOR_FROM_FILE && dot != NULL && dot > name)
    *dot = '\0';
  if (*name == '\0' || strchr ("./", *name) != NULL || !g_utf8_validate (name, -1, NULL))
    return TRUE;
  /* Nobody is called so: INCEpTION's curated documents are. */
  *person = vbt_store_ensure_annotator (self->store,
                                        g_str_equal (name, "CURATION_USER") ? VBT_ANNOTATOR_CURATOR
                                                                            : VBT_ANNOTATOR_PERSON,
                                        name, NULL, error);
  return *person != 0;
}

/**
 * vbt_importer_take:
 * @self: an import with an open batch
 * @input: a file
 * @format: its format
 * @origin: what suggestions from it are called after
 * @error: return location for an error
 *
 * Brings the documents of a file of a known format into the project.
 *
 * Returns: FALSE with an error when the import as a whole cannot go on
 */
gboolean
vbt_importer_take (VbtImporter *self, VbtInput *input, const VbtFormat *format, const char *origin,
                   GError **error)
{
  g_autoptr (VbtSchema) empty = vbt_schema_new (format->name);
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (empty);
  g_autoptr (VbtMapper) mapper = vbt_mapper_new (self->store, self->schema, catalog);
  g_autoptr (VbtSchema) schema_before
      = format->flags & VBT_FORMAT_TEXT_ONLY ? NULL : vbt_schema_copy (self->schema);
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GArray) joined = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) read_error = NULL;
  FileImport file = {
    .parent = { .klass = &file_import_class, .catalog = catalog, .annotator = vbt_id_new () },
    .importer = self,
    .input = input,
    .format = format,
    .mapper = mapper,
    .schema_before = schema_before,
    .documents = documents,
    .joined = joined,
  };
  VbtId suggestions = 0;
  VbtId named = 0;
  gboolean is_read;

  self->n_files++;
  if (self->options->suggestions
      && !ensure_import_annotator (self->store, format, origin, &suggestions, error))
    return FALSE;
  if (!find_named (self, input, &named, error))
    return FALSE;
  named = self->person != 0 ? self->person : named;
  vbt_mapper_set_nobody (mapper, named != 0 ? named : self->options->me);
  vbt_mapper_set_person (mapper, self->person);
  vbt_mapper_set_suggestions (mapper, suggestions);
  is_read = format->read (input, &file.parent, self->cancellable, &read_error);
  if (is_read && !map_catalog_at_least (&file, error))
    return FALSE;
  return finish (&file, is_read, &read_error, error);
}

/** Members: the files of an archive, each of which is imported as if it lay in a folder. */
typedef struct
{
  VbtImporter *importer;
  const char *origin;
  gboolean failed;
} Members;

static gboolean
read_member (VbtInput *member, const VbtFormat *format, gpointer data, GError **error)
{
  Members *self = data;

  self->failed = !self->importer->take (self->importer, member, format, self->origin, error);
  return !self->failed;
}

static void
refuse_member (const char *name, const char *message, gpointer data)
{
  vbt_importer_refuse (((Members *)data)->importer, name, 0, message);
}

static gboolean
read_archive (VbtImporter *self, VbtInput *input, const VbtFormat *told, const char *origin,
              GError **error)
{
  Members members = { self, origin, FALSE };
  g_autoptr (GError) local = NULL;

  if (vbt_archive_foreach (input, told, read_member, refuse_member, &members, self->cancellable,
                           &local))
    return TRUE;
  if (members.failed || g_cancellable_is_cancelled (self->cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  vbt_importer_refuse (self, vbt_input_get_name (input), 0, local->message);
  return TRUE;
}

/* Whether the files in it are meant: it is an archive, and not what was told is one itself, as DOCX. */
static gboolean
is_archive (VbtInput *input, const VbtFormat *told, const VbtFormat *format)
{
  gsize n_head = 0;
  const guint8 *head = vbt_input_peek (input, &n_head, NULL);

  if (told == NULL || g_str_equal (told->name, "archive"))
    return g_str_equal (format->name, "archive");
  return head != NULL && vbt_archive_is_archive (head, n_head)
         && !vbt_format_has_extension (told, vbt_input_get_name (input));
}

/**
 * vbt_importer_read:
 * @self: an import with an open batch
 * @path: a file
 * @origin: what suggestions from it are called after: the file, or the folder that the user gave
 * @named: whether the user gave the file itself, and it did not come with a folder
 * @error: return location for an error
 *
 * Brings the documents of one file into the project. A file that cannot be taken is reported and
 * counted, and leaves nothing of itself.
 *
 * Returns: FALSE with an error when the import as a whole cannot go on
 */
gboolean
vbt_importer_read (VbtImporter *self, const char *path, const char *origin, gboolean named,
                   GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, &local);
  const VbtFormat *format = self->options->format;
  int score = 100;

  if (input != NULL && format == NULL)
    format = vbt_formats_recognize_input (input, &score, &local);
  if (input == NULL || format == NULL)
    {
      vbt_importer_refuse (self, path, 0, local->message);
      return TRUE;
    }
  if (!named && score < VBT_FORMAT_SURE)
    {
      vbt_importer_refuse (self, path, 0,
                           _ ("Its format is not certain. Name the file itself to import it."));
      return TRUE;
    }
  vbt_input_set_encoding (input, self->options->encoding);
  vbt_input_set_dialect (input, self->options->dialect);
  vbt_input_set_labels (input, self->options->labels);
  if (is_archive (input, self->options->format, format))
    return read_archive (self, input,
                         g_str_equal (format->name, "archive") ? NULL : self->options->format,
                         origin, error);
  return self->take (self, input, format, origin, error);
}
