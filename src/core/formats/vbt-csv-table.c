/* vbt-csv-table.c: the way through a table in a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/vbt-input-private.h"

const char *const vbt_csv_delimiters[] = { "comma", "semicolon", "tab", NULL };

const char *const vbt_csv_metadata_keys[] = { VBT_METADATA_TITLE,
                                              VBT_METADATA_BYLINE,
                                              VBT_METADATA_SOURCE,
                                              VBT_METADATA_PUBLISHED,
                                              VBT_METADATA_URL,
                                              VBT_METADATA_LANGUAGE,
                                              NULL };

/** Table: a table, and what reads it. */
typedef struct
{
  VbtDraft *draft;
  VbtCsv *csv;
  VbtCsvTableFunc read;
  gpointer data;
} Table;

/**
 * vbt_csv_read_records:
 * @csv: a table
 * @read: (nullable): takes each record that is no empty line; where it is %NULL the table is only gone through
 * @data: for @read
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Returns: whether all were read
 */
gboolean
vbt_csv_read_records (VbtCsv *csv, VbtCsvRecordFunc read, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  g_auto (VbtCsvRecord) record = { NULL };
  g_autoptr (GError) local = NULL;

  vbt_csv_record_init (&record);
  while (vbt_csv_next (csv, read != NULL ? &record : NULL, &local))
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || (read != NULL && !vbt_csv_is_blank (record.cells) && !read (data, record.cells, error)))
      return FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Nothing is taken from a table whose quotes do not close: one that is too many turns it inside out. */
static gboolean
check_quotes (VbtCsv *csv, GCancellable *cancellable, GError **error)
{
  return vbt_csv_read_records (csv, NULL, NULL, cancellable, error);
}

/* Goes through a file that can seek, which stays where it is. */
static gboolean
check_file (VbtInput *input, const char *delimiter, gboolean *is_text, GCancellable *cancellable,
            GError **error)
{
  GSeekable *seekable = G_SEEKABLE (input->stream);
  goffset before = g_seekable_tell (seekable);
  g_autoptr (VbtInput) again = vbt_input_new (input->stream, NULL, input->name);
  g_autoptr (VbtCsvStream) stream = vbt_csv_stream_new (again);
  g_autoptr (GError) local = NULL;
  VbtCsv csv;

  if (!g_seekable_seek (seekable, 0, G_SEEK_SET, NULL, error))
    return FALSE;
  vbt_csv_init_stream (&csv, stream, delimiter);
  check_quotes (&csv, cancellable, &local);
  *is_text = vbt_csv_stream_is_text (stream);
  /* Where its text ends too early, its quotes do not say anything. */
  if (local != NULL && *is_text)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return g_seekable_seek (seekable, before, G_SEEK_SET, NULL, error);
}

/* (transfer full) (nullable): the table as text. A NUL here and there is replaced and reported, so that
 * no cell ends at it. */
static char *
read_text (VbtDraft *draft, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (draft->input, error);
  g_autoptr (GString) copy = NULL;
  const char *data;
  gsize size;
  guint n_nuls = 0;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < size; i++)
    n_nuls += data[i] == '\0';
  if (n_nuls == 0 || n_nuls > size / 10)
    return vbt_decode_text (bytes, vbt_input_get_encoding (draft->input), NULL, &size, error);
  copy = g_string_sized_new (size + 3 * n_nuls);
  for (gsize i = 0; i < size; i++)
    if (data[i] == '\0')
      g_string_append (copy, "\xef\xbf\xbd");
    else
      g_string_append_c (copy, data[i]);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = g_string_free_to_bytes (g_steal_pointer (&copy));
  vbt_draft_problem (draft,
                     ngettext ("U+0000, which no text may contain, became U+FFFD: %u time",
                               "U+0000, which no text may contain, became U+FFFD: %u times",
                               n_nuls),
                     n_nuls);
  return vbt_decode_text (bytes, vbt_input_get_encoding (draft->input), NULL, &size, error);
}

static gboolean
read_whole (Table *self, const char *delimiter, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = read_text (self->draft, error);
  VbtCsv csv;

  if (text == NULL)
    return FALSE;
  vbt_csv_init (self->csv, text, delimiter);
  csv = *self->csv;
  return check_quotes (&csv, cancellable, error) && self->read (self->data, cancellable, error);
}

static gboolean
read_by_rows (Table *self, const char *delimiter, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtCsvStream) stream = vbt_csv_stream_new (self->draft->input);

  vbt_csv_init_stream (self->csv, stream, delimiter);
  if (!self->read (self->data, cancellable, error))
    return FALSE;
  if (vbt_csv_stream_is_text (stream))
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_IO,
                       _ ("The file was changed while it was read"));
  return FALSE;
}

/**
 * vbt_csv_read_table:
 * @draft: what is read
 * @csv: (out): the table
 * @read: reads @csv from its beginning to its end
 * @data: for @read
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Opens a table and reads it. A file is gone through before anything is taken of it, and then read by rows. What cannot be
 * gone through twice or is not UTF-8 is read whole.
 *
 * Returns: whether it was read; %FALSE with %VBT_ERROR_FORMAT where a quotation mark is never closed
 */
gboolean
vbt_csv_read_table (VbtDraft *draft, VbtCsv *csv, VbtCsvTableFunc read, gpointer data,
                    GCancellable *cancellable, GError **error)
{
  Table self = { draft, csv, read, data };
  VbtInput *input = draft->input;
  g_autofree char *delimiter = vbt_input_get_dialect (input, "delimiter");
  const char *encoding = vbt_input_get_encoding (input);
  gboolean is_text = encoding == NULL || g_ascii_strcasecmp (encoding, "UTF-8") == 0;

  if (is_text && vbt_input_can_seek (input)
      && !check_file (input, delimiter, &is_text, cancellable, error))
    return FALSE;
  return is_text && vbt_input_can_seek (input) ? read_by_rows (&self, delimiter, cancellable, error)
                                               : read_whole (&self, delimiter, cancellable, error);
}

/**
 * vbt_csv_peek_header:
 * @head: how a file begins
 * @n_head: bytes of it
 * @header: (element-type utf8): gets the names of the columns
 *
 * Returns: whether its first line is a record in UTF-8
 */
gboolean
vbt_csv_peek_header (const guint8 *head, gsize n_head, GPtrArray *header)
{
  g_autofree char *copy = g_strndup ((const char *)head, n_head);
  char *text = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  char *end = strchr (text + vbt_csv_measure_separator (text), '\n');
  VbtCsv csv;

  if (end == NULL || !g_utf8_validate (text, end - text, NULL))
    return FALSE;
  *end = '\0';
  vbt_csv_init (&csv, text, NULL);
  return vbt_csv_read_header (&csv, header, NULL);
}

/**
 * vbt_csv_read_header:
 * @csv: a table at its beginning
 * @header: (element-type utf8): gets the names of the columns
 * @error: return location for an error
 *
 * Returns: whether there is a first record; %FALSE with %VBT_ERROR_FORMAT where the table is empty
 */
gboolean
vbt_csv_read_header (VbtCsv *csv, GPtrArray *header, GError **error)
{
  g_auto (VbtCsvRecord) record = { NULL };
  g_autoptr (GError) local = NULL;

  vbt_csv_record_init (&record);
  if (vbt_csv_next (csv, &record, &local))
    {
      vbt_csv_record_copy_cells (&record, header);
      return TRUE;
    }
  if (local == NULL)
    g_set_error_literal (&local, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The file is empty"));
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * vbt_csv_check_record:
 * @csv: a table
 * @draft: where what is wrong is reported
 * @cells: (element-type utf8): the record that was read last
 * @n_columns: how many there are
 *
 * Reports a record that is not like the others.
 */
void
vbt_csv_check_record (const VbtCsv *csv, VbtDraft *draft, const GPtrArray *cells, guint n_columns)
{
  if (cells->len != n_columns)
    vbt_draft_problem (draft,
                       ngettext ("Record %u has %u cell, but there are %u columns",
                                 "Record %u has %u cells, but there are %u columns", cells->len),
                       csv->record, cells->len, n_columns);
  if (csv->has_rest)
    vbt_draft_problem (draft, _ ("Record %u has text behind a closing quotation mark"),
                       csv->record);
}

/**
 * vbt_csv_append_metadata:
 * @writer: a writer
 * @document: a document
 *
 * Appends a cell for each of vbt_csv_metadata_keys.
 */
void
vbt_csv_append_metadata (VbtCsvWriter *writer, const VbtDocument *document)
{
  for (guint i = 0; vbt_csv_metadata_keys[i] != NULL; i++)
    vbt_csv_writer_append (writer, vbt_document_get_metadata (document, vbt_csv_metadata_keys[i]));
}
