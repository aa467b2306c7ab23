/* vbt-csv.c: tables of values: read with their lines, and written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DELIMITERS ",\t;|"

static char
find_delimiter (const char *text)
{
  guint counts[4] = { 0 };
  guint best = 0;
  gboolean quoted = FALSE;

  for (const char *c = text; *c != '\0' && (quoted || strchr ("\r\n", *c) == NULL); c++)
    {
      const char *found = strchr (DELIMITERS, *c);

      if (*c == '"')
        quoted = !quoted;
      else if (!quoted && found != NULL)
        counts[found - DELIMITERS]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  return DELIMITERS[best];
}

/* Without quoting a quotation mark is a token like any other. */
static gboolean
has_quotes (const char *text, char delimiter)
{
  gsize n_line = strcspn (text, "\r\n");

  if (delimiter != '\t')
    return TRUE;
  for (const char *c = text; c < text + n_line; c++)
    if (*c == '"' && (c == text || c[-1] == delimiter))
      return TRUE;
  return FALSE;
}

static char
parse_delimiter (const char *name)
{
  if (g_str_equal (name, "tab"))
    return '\t';
  if (g_str_equal (name, "semicolon"))
    return ';';
  return g_str_equal (name, "comma") ? ',' : name[0];
}

/**
 * vbt_csv_init:
 * @self: a table, not initialized
 * @text: the table, which has to stay
 * @delimiter: (nullable): what separates its cells: "tab", "semicolon", "comma", or the character
 *   itself; found out where %NULL
 *
 * Prepares for reading.
 */
void
vbt_csv_init (VbtCsv *self, const char *text, const char *delimiter)
{
  *self = (VbtCsv){ .at = text, .next_line = 1 };
  self->delimiter = delimiter != NULL && delimiter[0] != '\0' ? parse_delimiter (delimiter)
                                                              : find_delimiter (text);
  self->quotes = has_quotes (text, self->delimiter);
}

/* Behind the opening quote. FALSE where it is never closed. */
static gboolean
read_quoted (VbtCsv *self, GString *cell)
{
  for (;;)
    {
      gsize n_plain = strcspn (self->at, "\"\n");

      g_string_append_len (cell, self->at, (gssize)n_plain);
      self->at += n_plain;
      if (*self->at == '\0')
        return FALSE;
      if (*self->at == '\n')
        self->next_line++;
      else if (self->at[1] != '"')
        break;
      else
        self->at++;
      g_string_append_c (cell, *self->at++);
    }
  self->at++;
  return TRUE;
}

static gboolean
read_cell (VbtCsv *self, GPtrArray *cells)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *start;

  if (self->quotes && *self->at == '"')
    {
      self->at++;
      if (!read_quoted (self, cell))
        return FALSE;
      self->has_rest |= *self->at != self->delimiter && strchr ("\r\n", *self->at) == NULL;
    }
  start = self->at;
  while (*self->at != '\0' && *self->at != self->delimiter && *self->at != '\n'
         && !(*self->at == '\r' && (self->at[1] == '\n' || self->at[1] == '\0')))
    self->at++;
  g_string_append_len (cell, start, self->at - start);
  g_ptr_array_add (cells, g_string_free (g_steal_pointer (&cell), FALSE));
  return TRUE;
}

/**
 * vbt_csv_next:
 * @self: a table
 * @cells: (element-type utf8): takes the cells, instead of those that it has
 * @error: return location for an error
 *
 * Reads the next record.
 *
 * Returns: %FALSE at the end, and with %VBT_ERROR_FORMAT where a quote is never closed
 */
gboolean
vbt_csv_next (VbtCsv *self, GPtrArray *cells, GError **error)
{
  g_ptr_array_set_size (cells, 0);
  if (*self->at == '\0')
    return FALSE;
  self->record++;
  self->line = self->next_line;
  self->has_rest = FALSE;
  for (;;)
    {
      guint line = self->next_line;

      if (!read_cell (self, cells))
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("The quotation mark that opens in line %u is never closed"), line);
          return FALSE;
        }
      if (*self->at != self->delimiter)
        break;
      self->at++;
    }
  if (*self->at == '\r')
    self->at++;
  if (*self->at == '\n')
    {
      self->at++;
      self->next_line++;
    }
  return TRUE;
}

/**
 * vbt_csv_is_blank:
 * @cells: (element-type utf8): a record
 *
 * Returns: whether it is an empty line
 */
gboolean
vbt_csv_is_blank (const GPtrArray *cells)
{
  return cells->len == 0 || (cells->len == 1 && *(const char *)cells->pdata[0] == '\0');
}

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
  self->delimiter = delimiter != NULL && delimiter[0] != '\0' ? parse_delimiter (delimiter) : ',';
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
vbt_csv_writer_append_number (VbtCsvWriter *self, gint64 number)
{
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT "%c", number, self->delimiter);
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
