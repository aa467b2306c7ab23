/* vbt-csv-writer.c: tables of values are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/vbt-append.h"
#include "formats/vbt-csv.h"

#include <string.h>

static void
writer_free (gpointer data)
{
  VbtCsvWriter *self = data;

  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * vbt_csv_writer_begin:
 * @output: where to
 * @header: (array zero-terminated=1): names of the columns
 * @error: return location for an error
 *
 * Begins a table in the dialect that the user wants, “delimiter=tab” and “guard=yes”; the writer becomes
 * the output's data. What was begun already stays as it is.
 *
 * Returns: whether the header could be written
 */
gboolean
vbt_csv_writer_begin (VbtOutput *output, const char *const *header, GError **error)
{
  g_autofree char *delimiter = vbt_output_get_dialect (output, "delimiter");
  g_autofree char *guard = vbt_output_get_dialect (output, "guard");
  VbtCsvWriter *self = vbt_output_get_data (output);

  if (self != NULL)
    return TRUE;
  self = g_new0 (VbtCsvWriter, 1);
  self->text = g_string_new (NULL);
  self->delimiter
      = delimiter != NULL && delimiter[0] != '\0' ? vbt_csv_parse_delimiter (delimiter) : ',';
  self->guard = g_strcmp0 (guard, "yes") == 0;
  vbt_output_set_data (output, self, writer_free);
  for (guint i = 0; header[i] != NULL; i++)
    vbt_csv_writer_append (self, header[i]);
  return vbt_csv_writer_end_record (self, output, error);
}

/**
 * vbt_csv_writer_append:
 * @self: a writer
 * @cell: (nullable): the next cell of the record
 */
void
vbt_csv_writer_append (VbtCsvWriter *self, const char *cell)
{
  const char special[] = { '"', '\r', '\n', self->delimiter, '\0' };
  gboolean guarded = self->guard && cell != NULL && cell[0] != '\0' && strchr ("=+-@\t\r", cell[0]);

  if (cell != NULL && (strpbrk (cell, special) != NULL || guarded))
    {
      g_string_append (self->text, guarded ? "\"'" : "\"");
      for (; *cell != '\0'; cell++)
        {
          if (*cell == '"')
            g_string_append_c (self->text, '"');
          g_string_append_c (self->text, *cell);
        }
      g_string_append_c (self->text, '"');
    }
  else
    g_string_append (self->text, cell != NULL ? cell : "");
  g_string_append_c (self->text, self->delimiter);
}

/**
 * vbt_csv_writer_append_number:
 * @self: a writer
 * @number: the next cell of the record
 */
void
vbt_csv_writer_append_number (VbtCsvWriter *self, guint64 number)
{
  vbt_append_number (self->text, number);
  g_string_append_c (self->text, self->delimiter);
}

/**
 * vbt_csv_writer_end_record:
 * @self: a writer
 * @output: where to
 * @error: return location for an error
 *
 * Returns: whether the record could be written
 */
gboolean
vbt_csv_writer_end_record (VbtCsvWriter *self, VbtOutput *output, GError **error)
{
  gboolean success;

  self->text->str[self->text->len - 1] = '\n';
  success = vbt_output_write (output, self->text->str, (gssize)self->text->len, error);
  g_string_truncate (self->text, 0);
  return success;
}
