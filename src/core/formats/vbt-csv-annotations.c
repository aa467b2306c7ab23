/* vbt-csv-annotations.c: the way through a table of annotations of articles that are known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-annotations.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The columns are known by the header. The text of an annotation is compared where there is a column of it. What else is
 * known is read as it is written, the article's metadata are passed over where the project has the article, and any other
 * column is an attribute of the annotation.
 *
 * The text of a document is that of the project's article of this name, or lies beside the table: NAME or NAME.txt. Rows of
 * one document should stand together. */

/* What a column is, besides what is known. */
#define USE_NOTHING (-1)
#define USE_ATTRIBUTE (-2)
#define USE_METADATA (-3)

/* Of a document: what waits until its spans are made. A table of 10 MB may have a million. */
#define MAX_WAITING 400000

/** Cell: what a record says of its span, once that is made. */
typedef struct
{
  const VbtDraftSpan *span;
  union
  {
    const char *value; /* of the document's texts */
    VbtId entity;
  };
  guint column; /* or ENTITY */
} Cell;

#define ENTITY G_MAXUINT

#define TEXTS_SIZE 4096 /* bytes at a time */

static gboolean
is_name (const VbtCsvAnnotationsKind *kind, VbtCsvColumn column, const char *name)
{
  for (guint i = 0; kind->names[column][i] != NULL; i++)
    if (g_ascii_strcasecmp (kind->names[column][i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
find_columns (const VbtCsvAnnotationsKind *kind, int *columns, const GPtrArray *header)
{
  for (guint i = 0; i < VBT_CSV_N_COLUMNS; i++)
    {
      columns[i] = -1;
      for (guint j = header->len; j > 0; j--)
        if (is_name (kind, (VbtCsvColumn)i, header->pdata[j - 1]))
          columns[i] = (int)j - 1;
    }
}

/* VBT_CSV_N_COLUMNS where there are all. */
static VbtCsvColumn
find_missing (const VbtCsvAnnotationsKind *kind, const int *columns)
{
  const VbtCsvColumn *column = kind->needed;

  while (*column != VBT_CSV_N_COLUMNS && columns[*column] >= 0)
    column++;
  return *column;
}

/**
 * vbt_csv_annotations_probe:
 * @kind: a kind of tables
 * @name: name of a file
 * @head: how it begins
 * @n_head: bytes of it
 *
 * Returns: how sure it is that the file is such a table, because its first record names all columns that are needed
 */
int
vbt_csv_annotations_probe (const VbtCsvAnnotationsKind *kind, const char *name, const guint8 *head,
                           gsize n_head)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  int columns[VBT_CSV_N_COLUMNS];

  if (!vbt_format_has_extension (vbt_formats_find (kind->format, NULL), name)
      || !vbt_csv_peek_header (head, n_head, header))
    return 0;
  find_columns (kind, columns, header);
  return find_missing (kind, columns) == VBT_CSV_N_COLUMNS ? kind->score : 0;
}

/**
 * vbt_csv_annotations_get:
 * @self: a table
 * @cells: (element-type utf8): a record
 * @column: a column
 *
 * Returns: (transfer none): what the record has there; "" where there is no such column
 */
const char *
vbt_csv_annotations_get (const VbtCsvAnnotations *self, const GPtrArray *cells, VbtCsvColumn column)
{
  int i = self->columns[column];

  return i >= 0 && i < (int)cells->len ? cells->pdata[i] : "";
}

static gboolean
has_room (VbtCsvAnnotations *self, guint n, guint n_most)
{
  if (n < n_most)
    return TRUE;
  if (vbt_draft_say_once (&self->draft, "values"))
    vbt_draft_problem (&self->draft,
                       _ ("There are more than %u values in one document: the others were left "
                          "out. Split the document."),
                       n_most);
  return FALSE;
}

static void
wait_for (VbtCsvAnnotations *self, Cell cell)
{
  if (has_room (self, self->waiting->len, MAX_WAITING))
    g_array_append_val (self->waiting, cell);
}

static void
keep_cells (VbtCsvAnnotations *self, const VbtDraftSpan *span, const GPtrArray *cells)
{
  for (guint i = 0; i < MIN (cells->len, self->header->len); i++)
    {
      const char *value = cells->pdata[i];
      int use = self->uses[i];
      gboolean is_late = use == VBT_CSV_ATTRIBUTES || use == VBT_CSV_NOTE
                         || use == VBT_CSV_CONFIDENCE || use == USE_ATTRIBUTE;

      if (is_late && value[0] != '\0')
        wait_for (self, (Cell){ .span = span,
                                .value = g_string_chunk_insert (self->texts, value),
                                .column = i });
    }
}

static VbtId
find_annotator (VbtCsvAnnotations *self, const GPtrArray *cells)
{
  const char *name = vbt_csv_annotations_get (self, cells, VBT_CSV_ANNOTATOR);
  VbtAnnotatorKind kind;

  if (name[0] == '\0')
    return self->draft.sink->annotator;
  if (!vbt_annotator_kind_from_string (vbt_csv_annotations_get (self, cells, VBT_CSV_ORIGIN),
                                       &kind))
    kind = VBT_ANNOTATOR_PERSON;
  return vbt_draft_ensure_annotator (&self->draft, kind, name);
}

/**
 * vbt_csv_annotations_add_place:
 * @self: a table
 * @what: for messages
 * @label: label of a span
 * @ranges: (array length=n_ranges): its fragments, one at least
 * @n_ranges: how many
 * @covered: the words that are there; "" where the table does not say it
 *
 * Returns: (transfer none) (nullable): the span; %NULL, and it is reported, where there are too many
 */
VbtDraftSpan *
vbt_csv_annotations_add_place (VbtCsvAnnotations *self, const char *what, const char *label,
                               const VbtRange *ranges, guint n_ranges, const char *covered)
{
  VbtDraftSpan *span
      = vbt_draft_add_span (&self->draft, what, label, ranges[0].start, ranges[0].end);

  if (span == self->draft.surplus)
    return NULL;
  g_array_append_vals (span->parent.ranges, ranges + 1, n_ranges - 1);
  if (covered[0] != '\0')
    span->covered = g_strdup (covered);
  return span;
}

/**
 * vbt_csv_annotations_add_span:
 * @self: a table
 * @cells: (element-type utf8): a record
 * @label: label of the span
 *
 * Adds the span of a record, with all that the record says of it but its entities.
 *
 * Returns: (transfer none) (nullable): the span; %NULL, and it is reported, where there is none or they are too many
 */
VbtDraftSpan *
vbt_csv_annotations_add_span (VbtCsvAnnotations *self, const GPtrArray *cells, const char *label)
{
  const char *places = vbt_csv_annotations_get (self, cells, VBT_CSV_FRAGMENTS);
  g_autofree char *what = vbt_draft_name_part (_ ("Record"), self->csv.record);
  g_autoptr (GArray) fragments = places[0] != '\0' ? vbt_csv_parse_fragments (places) : NULL;
  VbtDraftSpan *span;
  gboolean in_pieces;
  VbtRange range;

  if (!vbt_csv_parse_offset (vbt_csv_annotations_get (self, cells, VBT_CSV_START), &range.start)
      || !vbt_csv_parse_offset (vbt_csv_annotations_get (self, cells, VBT_CSV_END), &range.end))
    {
      vbt_draft_problem (&self->draft, _ ("%s was left out: its offsets are no numbers from 0 on"),
                         what);
      return NULL;
    }
  in_pieces = fragments != NULL && fragments->len > 1;
  span = vbt_csv_annotations_add_place (
      self, what, label, in_pieces ? (const VbtRange *)(gpointer)fragments->data : &range,
      in_pieces ? fragments->len : 1, vbt_csv_annotations_get (self, cells, VBT_CSV_TEXT));
  if (span == NULL)
    return NULL;
  if (places[0] != '\0' && fragments == NULL)
    vbt_draft_problem (&self->draft, _ ("Record %u: “%.40s” in “%s” is no place: it was left out"),
                       self->csv.record, places, self->kind->names[VBT_CSV_FRAGMENTS][0]);
  span->annotator = find_annotator (self, cells);
  keep_cells (self, span, cells);
  return span;
}

/**
 * vbt_csv_annotations_add_entity:
 * @self: a table
 * @span: a span of it
 * @entity: an entity of the sink's catalog
 *
 * Says that the span, once it is made, means the entity.
 */
void
vbt_csv_annotations_add_entity (VbtCsvAnnotations *self, const VbtDraftSpan *span, VbtId entity)
{
  wait_for (self, (Cell){ .span = span, .entity = entity, .column = ENTITY });
}

static void
set_value (VbtCsvAnnotations *self, VbtAnnotation *annotation, const char *key, const char *value)
{
  if (has_room (self, self->n_values++, VBT_READER_MAX_SPANS))
    vbt_draft_set_value (&self->draft, annotation, key, value);
}

/* (transfer full): what stands behind all "key=" of several pairs from the first on; they are taken out. */
static char *
join_values (GPtrArray *pairs, guint first, const char *key)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gsize n_key = strlen (key);

  for (guint i = first; i < pairs->len; i++)
    {
      const char *pair = pairs->pdata[i];

      if (pair == NULL || strncmp (pair, key, n_key) != 0 || pair[n_key] != '=')
        continue;
      if (i > first)
        g_string_append (value, VBT_VALUE_SEPARATOR);
      g_string_append (value, pair + n_key + 1);
      g_clear_pointer (&pairs->pdata[i], g_free);
    }
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* "type=direct; topic=war; topic=oil" */
static void
set_attributes (VbtCsvAnnotations *self, const VbtDraftSpan *span, const char *cell)
{
  g_autoptr (GPtrArray) pairs = vbt_csv_split_items (cell);

  for (guint i = 0; i < pairs->len; i++)
    {
      const char *pair = pairs->pdata[i];
      const char *equals = pair != NULL ? strchr (pair, '=') : NULL;
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      if (equals == NULL || equals == pair)
        {
          if (pair != NULL && pair[0] != '\0')
            vbt_draft_problem (&self->draft, _ ("%s: “%.40s” was left out: it is no “name=value”"),
                               span->what, pair);
          continue;
        }
      key = g_strndup (pair, (gsize)(equals - pair));
      value = join_values (pairs, i, key);
      set_value (self, span->annotation, g_strstrip (key), g_strstrip (value));
    }
}

/* What is no such number ("high", 87) is an attribute of the column's name. */
static gboolean
set_confidence (VbtAnnotation *annotation, const char *cell)
{
  char *end = NULL;
  double confidence = g_ascii_strtod (cell, &end);

  if (end == cell || *end != '\0' || !(confidence >= 0 && confidence <= 1))
    return FALSE;
  annotation->confidence = confidence;
  return TRUE;
}

static void
settle_cell (VbtCsvAnnotations *self, const Cell *cell)
{
  VbtAnnotation *annotation = cell->span->annotation;

  if (annotation == NULL)
    return;
  if (cell->column == ENTITY)
    {
      /* One too many is enough for the sink to report it. */
      if (annotation->entities->len <= VBT_READER_MAX_ENTITIES)
        vbt_annotation_add_entity (annotation, cell->entity);
      return;
    }
  switch (self->uses[cell->column])
    {
    case VBT_CSV_ATTRIBUTES:
      set_attributes (self, cell->span, cell->value);
      break;
    case VBT_CSV_NOTE:
      g_free (annotation->note);
      annotation->note = g_strdup (cell->value);
      break;
    case VBT_CSV_CONFIDENCE:
      if (!set_confidence (annotation, cell->value))
        set_value (self, annotation, self->header->pdata[cell->column], cell->value);
      break;
    default:
      set_value (self, annotation, self->header->pdata[cell->column], cell->value);
      break;
    }
}

/* Gives its memory back before relations are made. */
static void
settle_cells (VbtCsvAnnotations *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    settle_cell (self, &g_array_index (self->waiting, Cell, i));
  g_free (g_array_steal (self->waiting, NULL));
  g_string_chunk_clear (self->texts);
}

static gboolean
end_group (VbtCsvAnnotations *self, GError **error)
{
  gboolean success = TRUE;

  if (self->is_open)
    {
      vbt_draft_settle (&self->draft);
      settle_cells (self);
      if (self->kind->settle != NULL)
        self->kind->settle (self);
      success = vbt_draft_end (&self->draft, error);
    }
  self->n_values = 0;
  g_clear_pointer (&self->document, g_free);
  self->is_open = FALSE;
  return success;
}

static void
set_metadata (VbtCsvAnnotations *self, const GPtrArray *cells)
{
  for (guint i = 0; i < MIN (self->header->len, cells->len); i++)
    if (self->uses[i] == USE_METADATA && *(const char *)cells->pdata[i] != '\0')
      vbt_draft_set_metadata (&self->draft, self->header->pdata[i], cells->pdata[i]);
}

static void
begin_group (VbtCsvAnnotations *self, const char *document, const GPtrArray *cells)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_sink_find_text (self->draft.sink, document);

  self->document = g_strdup (document);
  if (text == NULL)
    text = vbt_input_load_beside (self->draft.input, document, &error);
  if (text == NULL)
    {
      if (vbt_draft_say_once (&self->draft, document))
        vbt_draft_problem (&self->draft,
                           _ ("There is no article “%.100s” in the project, and no text of this "
                              "name beside the table: its spans were left out"),
                           document);
      return;
    }
  self->is_open = vbt_draft_begin_document (&self->draft, vbt_document_new (document, text));
  set_metadata (self, cells);
}

static gboolean
read_record (gpointer data, GPtrArray *cells, GError **error)
{
  VbtCsvAnnotations *self = data;
  const char *document = vbt_csv_annotations_get (self, cells, VBT_CSV_DOCUMENT);

  self->draft.record = self->csv.record;
  self->draft.line = self->csv.line;
  vbt_csv_check_record (&self->csv, &self->draft, cells, self->n_columns);
  if (document[0] == '\0')
    {
      vbt_draft_problem (&self->draft, _ ("Record %u was left out: it names no document"),
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
    self->kind->add_row (self, cells);
  return TRUE;
}

/* Columns that nobody knows are attributes by their own names. */
static void
find_uses (VbtCsvAnnotations *self)
{
  for (guint i = 0; i < self->header->len; i++)
    {
      const char *name = self->header->pdata[i];

      self->uses[i] = name[0] == '\0'                                 ? USE_NOTHING
                      : g_strv_contains (vbt_csv_metadata_keys, name) ? USE_METADATA
                                                                      : USE_ATTRIBUTE;
      for (guint j = 0; j < VBT_CSV_N_COLUMNS; j++)
        if (self->columns[j] == (int)i)
          self->uses[i] = (int)j;
    }
}

static gboolean
read_header (VbtCsvAnnotations *self, GError **error)
{
  VbtCsvColumn missing;

  if (!vbt_csv_read_header (&self->csv, self->header, error))
    return FALSE;
  if (self->header->len > VBT_CSV_MAX_COLUMNS)
    vbt_draft_problem (&self->draft, _ ("There are more than %d columns: the others are left out"),
                       VBT_CSV_MAX_COLUMNS);
  self->n_columns = self->header->len;
  g_ptr_array_set_size (self->header, (int)MIN (self->header->len, VBT_CSV_MAX_COLUMNS));
  find_columns (self->kind, self->columns, self->header);
  find_uses (self);
  missing = find_missing (self->kind, self->columns);
  if (missing == VBT_CSV_N_COLUMNS)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("No column is called “%s”: %s"),
               self->kind->names[missing][0], _ (self->kind->wanted));
  return FALSE;
}

static gboolean
read_table (gpointer data, GCancellable *cancellable, GError **error)
{
  VbtCsvAnnotations *self = data;

  return read_header (self, error)
         && vbt_csv_read_records (&self->csv, read_record, self, cancellable, error)
         && end_group (self, error);
}

/**
 * vbt_csv_annotations_read:
 * @self: a table, all of it 0
 * @kind: what its rows are, and how they are read
 * @input: the file
 * @sink: where its documents go
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Reads a table. A document has what is said of it in rows that stand together.
 *
 * Returns: whether it was read
 */
gboolean
vbt_csv_annotations_read (VbtCsvAnnotations *self, const VbtCsvAnnotationsKind *kind,
                          VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (Cell));
  gboolean success;

  if (!vbt_draft_init (&self->draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  self->kind = kind;
  self->header = header;
  self->waiting = waiting;
  self->texts = g_string_chunk_new (TEXTS_SIZE);
  success = vbt_csv_read_table (&self->draft, &self->csv, read_table, self, cancellable, error);
  g_free (self->document);
  g_string_chunk_free (self->texts);
  vbt_draft_clear (&self->draft);
  return success;
}
