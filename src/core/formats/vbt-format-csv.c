/* vbt-format-csv.c: tables of one document a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The columns are known by the header, and else by the dialect:
 *
 * - the text: “text=NAME” or its number; else the one that is called so, or begins or ends so;
 * - labels of the document: "label", "labels", "category", or “labels=NAME”; several are separated by |;
 * - the name of the document: "name", "document", "file", "filename";
 * - "metadata": an object of JSON; all other columns are metadata by their own names.
 *
 * “header=no” says that the first row is a document, too. A row without text is reported. */

static const char *const extensions[] = { "csv", "tsv", NULL };

extern const VbtFormat vbt_format_csv;

static const char *const text_names[]
    = { "text", "content", "body", "article", "full_text", "fulltext", "sentence", "data", NULL };
static const char *const label_names[] = { "label", "labels", "category", "class", NULL };
static const char *const name_names[] = { "name", "document", "file", "filename", NULL };

#define LABEL_SEPARATOR "|"

typedef struct
{
  VbtDraft *draft;
  VbtCsv csv;
  GPtrArray *header; /* of char * */
  GPtrArray *first;  /* of char *: the first record, where it is a document, too */
  int text, labels, name;
} CsvReader;

static int
csv_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (!vbt_format_has_extension (&vbt_format_csv, name))
    return 0;
  /* Tables of tokens, and WebAnno's, are of other formats. */
  return n_head > 0 && head[0] == '#' ? 5 : 60;
}

/* The column that the user named, by its name or number, or -1. */
static int
find_told (const CsvReader *self, const char *key)
{
  g_autofree char *told = vbt_input_get_dialect (self->draft->input, key);
  guint64 number;

  if (told == NULL)
    return -1;
  for (guint i = 0; i < self->header->len; i++)
    if (g_str_equal (self->header->pdata[i], told))
      return (int)i;
  if (g_ascii_string_to_unsigned (told, 10, 1, self->header->len, &number, NULL))
    return (int)number - 1;
  return -1;
}

static int
find_column (const CsvReader *self, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < self->header->len; j++)
      if (g_ascii_strcasecmp (self->header->pdata[j], names[i]) == 0)
        return (int)j;
  return -1;
}

/* "quoteText", "text_en": the first column that begins or ends so. */
static int
guess_text (const CsvReader *self)
{
  for (guint i = 0; i < self->header->len; i++)
    {
      g_autofree char *lower = g_ascii_strdown (self->header->pdata[i], -1);

      if (g_str_has_prefix (lower, "text") || g_str_has_suffix (lower, "text"))
        return (int)i;
    }
  return -1;
}

static gboolean
refuse_columns (const CsvReader *self, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->header->len && i < 20; i++)
    g_string_append_printf (names, "%s%u “%.30s”", i > 0 ? ", " : "", i + 1,
                            (const char *)self->header->pdata[i]);
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("No column is called “text”. Say which one is the text, such as “text=2”; there "
                  "are: %s"),
               names->str);
  return FALSE;
}

static gboolean
choose_columns (CsvReader *self, GError **error)
{
  self->text = find_told (self, "text");
  if (self->text < 0)
    self->text = find_column (self, text_names);
  if (self->text < 0)
    self->text = guess_text (self);
  self->labels = find_told (self, "labels");
  if (self->labels < 0)
    self->labels = find_column (self, label_names);
  self->name = find_column (self, name_names);
  return self->text >= 0 || refuse_columns (self, error);
}

static void
tell (const CsvReader *self)
{
  const char delimiter[] = { self->csv.delimiter, '\0' };

  vbt_sink_tell (self->draft->sink, self->draft->input,
                 _ ("A table with “%s” between its cells: the text is in column %d, “%s”"),
                 self->csv.delimiter == '\t' ? _ ("TAB") : delimiter, self->text + 1,
                 (const char *)self->header->pdata[self->text]);
}

static void
read_labels (VbtDraft *draft, const char *cell)
{
  g_auto (GStrv) labels = g_strsplit (cell, LABEL_SEPARATOR, -1);

  for (guint i = 0; labels[i] != NULL; i++)
    if (labels[i][0] != '\0')
      vbt_draft_label_document (draft, labels[i]);
}

static void
read_metadata (CsvReader *self, const char *key, const char *cell)
{
  const VbtJson *object = g_str_equal (key, "metadata") && cell[0] == '{'
                              ? vbt_json_reader_read (self->draft->json, cell, strlen (cell), NULL)
                              : NULL;
  const char *member;
  const VbtJson *item;

  VBT_JSON_FOREACH_MEMBER (object, member, item)
  {
    vbt_draft_set_json_metadata (self->draft, member, item);
  }
  if (object != NULL || cell[0] == '\0' || key[0] == '\0')
    return;
  for (guint i = 0; vbt_csv_metadata_keys[i] != NULL; i++)
    if (g_ascii_strcasecmp (vbt_csv_metadata_keys[i], key) == 0)
      key = vbt_csv_metadata_keys[i];
  vbt_draft_set_metadata (self->draft, key, cell);
}

static gboolean
read_record (gpointer data, GPtrArray *cells, GError **error)
{
  CsvReader *self = data;
  const char *text = self->text < (int)cells->len ? cells->pdata[self->text] : "";
  const char *name
      = self->name >= 0 && self->name < (int)cells->len ? cells->pdata[self->name] : "";

  self->draft->record = self->csv.record;
  self->draft->line = self->csv.line;
  vbt_csv_check_record (&self->csv, self->draft, cells, self->header->len);
  if (text[0] == '\0')
    {
      vbt_draft_problem (self->draft, _ ("Record %u was left out: it has no text"),
                         self->csv.record);
      return TRUE;
    }
  if (!vbt_draft_begin (self->draft, name[0] != '\0' ? name : NULL, text))
    return TRUE;
  for (guint i = 0; i < MIN (cells->len, self->header->len); i++)
    if ((int)i == self->labels)
      read_labels (self->draft, cells->pdata[i]);
    else if ((int)i != self->text && (int)i != self->name)
      read_metadata (self, self->header->pdata[i], cells->pdata[i]);
  return vbt_draft_end (self->draft, error);
}

static gboolean
read_header (CsvReader *self, GError **error)
{
  g_autofree char *header = vbt_input_get_dialect (self->draft->input, "header");

  if (!vbt_csv_read_header (&self->csv, self->header, error))
    return FALSE;
  if (g_strcmp0 (header, "no") == 0)
    {
      for (guint i = 0; i < self->header->len; i++)
        {
          g_ptr_array_add (self->first, self->header->pdata[i]);
          self->header->pdata[i] = g_strdup_printf ("column %u", i + 1);
        }
    }
  return choose_columns (self, error);
}

static gboolean
read_table (gpointer data, GCancellable *cancellable, GError **error)
{
  CsvReader *self = data;

  if (!read_header (self, error))
    return FALSE;
  tell (self);
  if (self->first->len > 0 && !vbt_csv_is_blank (self->first)
      && !read_record (self, self->first, error))
    return FALSE;
  return vbt_csv_read_records (&self->csv, read_record, self, cancellable, error);
}

static gboolean
csv_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_free);
  VbtDraft draft;
  CsvReader self = { &draft, .header = header, .first = first };
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  success = vbt_csv_read_table (&draft, &self.csv, read_table, &self, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static gboolean
csv_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  static const char *const header[] = { "name",
                                        "text",
                                        "labels",
                                        VBT_METADATA_TITLE,
                                        VBT_METADATA_BYLINE,
                                        VBT_METADATA_SOURCE,
                                        VBT_METADATA_PUBLISHED,
                                        VBT_METADATA_URL,
                                        VBT_METADATA_LANGUAGE,
                                        "metadata",
                                        NULL };

  return vbt_csv_writer_begin (output, header, error);
}

/* (transfer full): the metadata that has no column of its own, as JSON. */
static char *
make_metadata (const VbtDocument *document)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];

      if (g_strv_contains (vbt_csv_metadata_keys, item->key))
        continue;
      vbt_json_append_member (json, item->key);
      vbt_json_append_string (json, item->value);
    }
  g_string_append_c (json, '}');
  return json->len > 2 ? g_string_free (g_steal_pointer (&json), FALSE) : g_strdup ("");
}

static gboolean
csv_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
           GError **error)
{
  VbtCsvWriter *writer = vbt_output_get_data (output);
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *metadata = make_metadata (document);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *label = document->annotations->pdata[i];

      if (label->kind == VBT_KIND_DOCUMENT)
        g_string_append_printf (labels, "%s%s", labels->len > 0 ? LABEL_SEPARATOR : "",
                                vbt_schema_get_label (catalog->schema, label->label)->name);
    }
  vbt_csv_writer_append (writer, document->name);
  vbt_csv_writer_append (writer, vbt_text_get_utf8 (document->text));
  vbt_csv_writer_append (writer, labels->str);
  vbt_csv_append_metadata (writer, document);
  vbt_csv_writer_append (writer, metadata);
  return vbt_csv_writer_end_record (writer, output, error);
}

static gboolean
csv_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static void
csv_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      const char *name = vbt_schema_get_label (catalog->schema, annotation->label)->name;

      if (annotation->kind == VBT_KIND_SPAN)
        vbt_losses_add (losses, _ ("Spans are left out"), document, annotation);
      if (annotation->kind == VBT_KIND_DOCUMENT && strchr (name, LABEL_SEPARATOR[0]) != NULL)
        vbt_losses_add (losses, _ ("Labels with “|” become several"), document, annotation);
    }
  if (vbt_text_get_length (document->text) == 0)
    vbt_losses_add (losses, _ ("Documents without text are left out by an import"), document, NULL);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_METADATA | VBT_HOLDS_NAMES);
}

static const char *const answers[] = { "yes", "no", NULL };
static const VbtDialectKey dialect[] = {
  VBT_DIALECT_DELIMITER,
  { "header", N_ ("The first row has the names"), answers },
  { "text", N_ ("Column of the text"), NULL },
  { "labels", N_ ("Column of the labels"), NULL },
  { NULL },
};

const VbtFormat vbt_format_csv = {
  .name = "csv",
  .title = N_ ("Table of documents (CSV, TSV)"),
  .description = N_ ("One row a document: its text, its labels, and metadata in the other columns"),
  .extensions = extensions,
  .mime = "text/csv",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .dialect = dialect,
  .growth = 5,
  .probe = csv_probe,
  .read = csv_read,
  .begin = csv_begin,
  .write = csv_write,
  .end = csv_end,
  .losses = csv_losses,
};
