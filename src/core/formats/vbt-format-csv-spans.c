/* vbt-format-csv-spans.c: tables of annotations are read: one row a span of an article that is known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-spans.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The columns are known by the header. There must be the name of a document, a label, and where the span begins and ends;
 * its text is compared where there is a column of it. What else is known is read as it is written, the article's metadata
 * are passed over where the project has the article, and any other column is an attribute of the span.
 *
 * The text of a document is that of the project's article of this name, or lies beside the table: NAME or NAME.txt. Rows of
 * one document should stand together. */

#define MAX_COLUMNS 256 /* that are kept of each row until its document is read */

typedef enum
{
  COLUMN_DOCUMENT,
  COLUMN_LABEL,
  COLUMN_START,
  COLUMN_END,
  N_NEEDED,
  COLUMN_TEXT = N_NEEDED,
  COLUMN_FRAGMENTS,
  COLUMN_ATTRIBUTES,
  COLUMN_ENTITY,
  COLUMN_ENTITY_ID,
  COLUMN_NOTE,
  COLUMN_ANNOTATOR,
  COLUMN_ORIGIN,
  COLUMN_CONFIDENCE,
  COLUMN_STATUS,
  N_COLUMNS
} Column;

/* The first is how it is written. */
static const char *const names[N_COLUMNS][7] = {
  [COLUMN_DOCUMENT] = { "document", "doc", "file", "filename", "document_id", "doc_id", NULL },
  [COLUMN_LABEL] = { "label", "type", "tag", "category", "entity_type", NULL },
  [COLUMN_START] = { "start", "begin", "start_offset", "start_char", "from", NULL },
  [COLUMN_END] = { "end", "stop", "end_offset", "end_char", "to", NULL },
  [COLUMN_TEXT] = { "text", "covered_text", "span", "span_text", "mention", NULL },
  [COLUMN_FRAGMENTS] = { "fragments", NULL },
  [COLUMN_ATTRIBUTES] = { "attributes", NULL },
  [COLUMN_ENTITY] = { "entity", NULL },
  [COLUMN_ENTITY_ID] = { "entity_id", NULL },
  [COLUMN_NOTE] = { "note", "comment", NULL },
  [COLUMN_ANNOTATOR] = { "annotator", "coder", "user", NULL },
  [COLUMN_ORIGIN] = { "origin", NULL },
  [COLUMN_CONFIDENCE] = { "confidence", "score", NULL },
  [COLUMN_STATUS] = { "status", NULL },
};

static const char *const metadata_keys[] = { VBT_METADATA_TITLE,
                                             VBT_METADATA_BYLINE,
                                             VBT_METADATA_SOURCE,
                                             VBT_METADATA_PUBLISHED,
                                             VBT_METADATA_URL,
                                             VBT_METADATA_LANGUAGE,
                                             NULL };

/** Row: a span, and what becomes of it once its place is known. */
typedef struct
{
  VbtDraftSpan *span;
  GPtrArray *cells; /* of char * */
} Row;

typedef struct
{
  VbtDraft *draft;
  VbtCsv csv;
  GPtrArray *header; /* of char * */
  guint n_columns;   /* of the table */
  int columns[N_COLUMNS];
  char *document;   /* (nullable): whose rows are read */
  gboolean is_open; /* its text was found */
  GArray *rows;     /* of Row */
  guint n_values;   /* of attributes in the document */
  guint n_kept;     /* of them that wait */
} SpansReader;

static void
row_clear (gpointer data)
{
  g_ptr_array_unref (((Row *)data)->cells);
}

static gboolean
is_name (Column column, const char *name)
{
  for (guint i = 0; names[column][i] != NULL; i++)
    if (g_ascii_strcasecmp (names[column][i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
find_columns (int *columns, const GPtrArray *header)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      columns[i] = -1;
      for (guint j = header->len; j > 0; j--)
        if (is_name ((Column)i, header->pdata[j - 1]))
          columns[i] = (int)j - 1;
    }
}

/* Whether the first line names what a span needs. */
int
vbt_csv_spans_probe (const char *name, const guint8 *head, gsize n_head)
{
  g_autofree char *line = NULL;
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  const guint8 *end = n_head > 0 ? memchr (head, '\n', n_head) : NULL;
  int columns[N_COLUMNS];
  VbtCsv csv;

  if (!vbt_format_has_extension (vbt_formats_find ("csv-spans", NULL), name) || end == NULL
      || !g_utf8_validate ((const char *)head, end - head, NULL))
    return 0;
  line = g_strndup ((const char *)head, (gsize)(end - head));
  vbt_csv_init (&csv, g_str_has_prefix (line, "\xef\xbb\xbf") ? line + 3 : line, NULL);
  if (!vbt_csv_next (&csv, header, NULL))
    return 0;
  find_columns (columns, header);
  for (guint i = 0; i < N_NEEDED; i++)
    if (columns[i] < 0)
      return 0;
  return 70;
}

static const char *
get_cell (const SpansReader *self, const GPtrArray *cells, Column column)
{
  int i = self->columns[column];

  return i >= 0 && i < (int)cells->len && cells->pdata[i] != NULL ? cells->pdata[i] : "";
}

/* Columns that nobody knows are attributes by their own names. */
static gboolean
is_other (const SpansReader *self, guint column)
{
  const char *name = self->header->pdata[column];

  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->columns[i] == (int)column)
      return FALSE;
  return name[0] != '\0' && !g_strv_contains (metadata_keys, name);
}

/* So many values of a document as it may have spans. */
static gboolean
has_room (SpansReader *self, guint *n)
{
  if ((*n)++ < VBT_READER_MAX_SPANS)
    return TRUE;
  if (vbt_draft_say_once (self->draft, "values"))
    vbt_draft_problem (self->draft,
                       _ ("There are more than %d values of attributes in one document: the "
                          "others were left out. Split the document."),
                       VBT_READER_MAX_SPANS);
  return FALSE;
}

/* A row waits for the others of its document. What will not be asked for takes no memory. Returns whether anything is left. */
static gboolean
shorten (SpansReader *self, GPtrArray *cells)
{
  gboolean any = FALSE;

  if (cells->len > self->header->len)
    g_ptr_array_set_size (cells, (int)self->header->len);
  for (guint i = 0; i < cells->len; i++)
    {
      gboolean is_late = FALSE;

      for (Column column = COLUMN_ATTRIBUTES; column <= COLUMN_CONFIDENCE; column++)
        is_late |= column != COLUMN_ANNOTATOR && column != COLUMN_ORIGIN
                   && self->columns[column] == (int)i;
      if (*(const char *)cells->pdata[i] == '\0'
          || !(is_late || (is_other (self, i) && has_room (self, &self->n_kept))))
        g_clear_pointer (&cells->pdata[i], g_free);
      any |= cells->pdata[i] != NULL;
    }
  return any;
}

static gboolean
read_offset (const char *cell, VbtOffset *offset)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (cell, 10, 0, G_MAXINT32, &number, NULL))
    return FALSE;
  *offset = (VbtOffset)number;
  return TRUE;
}

/* "0-5;9-12" */
static GArray *
read_fragments (const char *cell)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_auto (GStrv) parts = g_strsplit (cell, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *dash = strchr (parts[i], '-');
      VbtRange range;

      if (dash == NULL)
        return NULL;
      *dash = '\0';
      if (!read_offset (g_strstrip (parts[i]), &range.start)
          || !read_offset (g_strstrip (dash + 1), &range.end))
        return NULL;
      g_array_append_val (ranges, range);
    }
  return g_steal_pointer (&ranges);
}

static VbtId
find_annotator (const SpansReader *self, const GPtrArray *cells)
{
  const char *name = get_cell (self, cells, COLUMN_ANNOTATOR);
  VbtAnnotatorKind kind;

  if (name[0] == '\0')
    return self->draft->sink->annotator;
  if (!vbt_annotator_kind_from_string (get_cell (self, cells, COLUMN_ORIGIN), &kind))
    kind = VBT_ANNOTATOR_PERSON;
  return vbt_catalog_ensure_annotator (self->draft->sink->catalog, kind, name, NULL)->id;
}

static void
add_row (SpansReader *self, GPtrArray *cells)
{
  const char *label = get_cell (self, cells, COLUMN_LABEL);
  const char *text = get_cell (self, cells, COLUMN_TEXT);
  g_autofree char *what = g_strdup_printf (_ ("Record %u"), self->csv.record);
  g_autoptr (GArray) fragments = NULL;
  VbtRange range;
  Row row = { NULL, cells };

  if (!read_offset (get_cell (self, cells, COLUMN_START), &range.start)
      || !read_offset (get_cell (self, cells, COLUMN_END), &range.end))
    {
      vbt_draft_problem (self->draft, _ ("%s was left out: its offsets are no numbers from 0 on"),
                         what);
      return;
    }
  if (label[0] == '\0')
    {
      vbt_draft_problem (self->draft, _ ("%s was left out: it has no label"), what);
      return;
    }
  row.span = vbt_draft_add_span (self->draft, what, label, range.start, range.end);
  if (row.span == self->draft->surplus)
    return;
  fragments = read_fragments (get_cell (self, cells, COLUMN_FRAGMENTS));
  if (fragments != NULL && fragments->len > 1)
    {
      g_array_set_size (row.span->parent.ranges, 0);
      g_array_append_vals (row.span->parent.ranges, fragments->data, fragments->len);
    }
  if (text[0] != '\0')
    row.span->covered = g_strdup (text);
  row.span->annotator = find_annotator (self, cells);
  if (!shorten (self, cells))
    return;
  g_ptr_array_ref (cells);
  g_array_append_val (self->rows, row);
}

static void
set_value (SpansReader *self, VbtAnnotation *annotation, const char *key, const char *value)
{
  if (has_room (self, &self->n_values))
    vbt_draft_set_value (self->draft, annotation, key, value);
}

/* "type=direct; certain=yes" */
static void
set_attributes (SpansReader *self, VbtAnnotation *annotation, const char *cell)
{
  g_auto (GStrv) pairs = g_strsplit (cell, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      set_value (self, annotation, g_strstrip (pairs[i]), g_strstrip (equals + 1));
    }
}

static void
set_entity (SpansReader *self, const Row *row)
{
  const char *name = get_cell (self, row->cells, COLUMN_ENTITY);
  const char *id = get_cell (self, row->cells, COLUMN_ENTITY_ID);
  VbtEntity *entity;

  if (name[0] == '\0')
    return;
  entity = vbt_catalog_ensure_entity (self->draft->sink->catalog,
                                      vbt_reader_entity_kind (row->span->label), name);
  if (id[0] != '\0' && entity->external_id == NULL)
    entity->external_id = g_strdup (id);
  vbt_annotation_add_entity (row->span->annotation, entity->id);
}

static void
settle_row (SpansReader *self, const Row *row)
{
  VbtAnnotation *annotation = row->span->annotation;
  const char *note = get_cell (self, row->cells, COLUMN_NOTE);
  const char *confidence = get_cell (self, row->cells, COLUMN_CONFIDENCE);
  char *end = NULL;
  double sure = g_ascii_strtod (confidence, &end);

  if (annotation == NULL)
    return;
  set_attributes (self, annotation, get_cell (self, row->cells, COLUMN_ATTRIBUTES));
  for (guint i = 0; i < MIN (self->header->len, row->cells->len); i++)
    if (row->cells->pdata[i] != NULL && is_other (self, i))
      set_value (self, annotation, self->header->pdata[i], row->cells->pdata[i]);
  set_entity (self, row);
  if (note[0] != '\0')
    {
      g_free (annotation->note);
      annotation->note = g_strdup (note);
    }
  if (end != confidence && sure >= 0 && sure <= 1)
    annotation->confidence = sure;
}

static gboolean
end_group (SpansReader *self, GError **error)
{
  gboolean success = TRUE;

  if (self->is_open)
    {
      vbt_draft_settle (self->draft);
      for (guint i = 0; i < self->rows->len; i++)
        settle_row (self, &g_array_index (self->rows, Row, i));
      success = vbt_draft_end (self->draft, error);
    }
  g_array_set_size (self->rows, 0);
  self->n_values = self->n_kept = 0;
  g_clear_pointer (&self->document, g_free);
  self->is_open = FALSE;
  return success;
}

static void
set_metadata (SpansReader *self, const GPtrArray *cells)
{
  for (guint i = 0; i < MIN (self->header->len, cells->len); i++)
    if (g_strv_contains (metadata_keys, self->header->pdata[i])
        && *(const char *)cells->pdata[i] != '\0')
      vbt_draft_set_metadata (self->draft, self->header->pdata[i], cells->pdata[i]);
}

static void
begin_group (SpansReader *self, const char *document, const GPtrArray *cells)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_sink_find_text (self->draft->sink, document);
  g_autofree char *utf8 = NULL;

  self->document = g_strdup (document);
  if (text == NULL)
    text = vbt_input_load_beside (self->draft->input, document, &error);
  if (text == NULL)
    {
      if (vbt_draft_say_once (self->draft, document))
        vbt_draft_problem (self->draft,
                           _ ("There is no article “%.100s” in the project, and no text of this "
                              "name beside the table: its spans were left out"),
                           document);
      return;
    }
  utf8 = g_strndup (vbt_text_get_utf8 (text), vbt_text_get_n_bytes (text));
  self->is_open = vbt_draft_begin (self->draft, document, utf8);
  if (self->is_open)
    set_metadata (self, cells);
}

static gboolean
read_record (SpansReader *self, GPtrArray *cells, GError **error)
{
  const char *document = get_cell (self, cells, COLUMN_DOCUMENT);

  self->draft->record = self->csv.record;
  self->draft->line = self->csv.line;
  vbt_csv_check_record (&self->csv, self->draft, cells, self->n_columns);
  if (document[0] == '\0')
    {
      vbt_draft_problem (self->draft, _ ("Record %u was left out: it names no document"),
                         self->csv.record);
      return TRUE;
    }
  if (self->document == NULL || !g_str_equal (self->document, document))
    {
      if (!end_group (self, error))
        return FALSE;
      begin_group (self, document, cells);
    }
  if (self->is_open)
    add_row (self, cells);
  return TRUE;
}

static gboolean
read_header (SpansReader *self, GError **error)
{
  if (!vbt_csv_read_header (&self->csv, self->header, error))
    return FALSE;
  if (self->header->len > MAX_COLUMNS)
    vbt_draft_problem (self->draft, _ ("There are more than %d columns: the others are left out"),
                       MAX_COLUMNS);
  self->n_columns = self->header->len;
  g_ptr_array_set_size (self->header, MIN (self->header->len, MAX_COLUMNS));
  find_columns (self->columns, self->header);
  for (guint i = 0; i < N_NEEDED; i++)
    if (self->columns[i] < 0)
      {
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("No column is called “%s”: a table of spans needs “document”, “label”, "
                        "“start” and “end”"),
                     names[i][0]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_table (gpointer data, GCancellable *cancellable, GError **error)
{
  SpansReader *self = data;
  g_autoptr (GError) local = NULL;

  if (!read_header (self, error))
    return FALSE;
  for (;;)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      if (!vbt_csv_next (&self->csv, cells, &local))
        break;
      if (!vbt_csv_is_blank (cells)
          && (g_cancellable_set_error_if_cancelled (cancellable, error)
              || !read_record (self, cells, error)))
        return FALSE;
    }
  if (local == NULL)
    return end_group (self, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** vbt_csv_spans_read: reads a table of one span a row; see VbtFormat.read. */
gboolean
vbt_csv_spans_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  VbtDraft draft;
  SpansReader self = { &draft, .header = header, .rows = rows };
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  g_array_set_clear_func (rows, row_clear);
  success = vbt_csv_read_table (&draft, &self.csv, read_table, &self, cancellable, error);
  g_free (self.document);
  vbt_draft_clear (&draft);
  return success;
}
