/* vbt-csv.c: tables of values are read with their lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv.h"
#include "model/vbt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD_SIZE (64 * 1024)
#define DELIMITERS ",\t;|"

/* Of one record: each takes memory however short it is, and spreadsheets have 16,384 at most. */
#define MAX_CELLS 20000

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

/**
 * vbt_csv_parse_delimiter:
 * @name: "tab", "semicolon", "comma", or the character itself
 *
 * Returns: what separates cells
 */
char
vbt_csv_parse_delimiter (const char *name)
{
  if (g_str_equal (name, "tab"))
    return '\t';
  if (g_str_equal (name, "semicolon"))
    return ';';
  return g_str_equal (name, "comma") ? ',' : name[0];
}

/**
 * vbt_csv_measure_separator:
 * @text: a table
 *
 * Spreadsheets in whose language a comma is in numbers may be told by a first line, "sep=;", what separates the cells.
 *
 * Returns: how long that line is, in bytes; 0 where there is none
 */
gsize
vbt_csv_measure_separator (const char *text)
{
  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || text[4] == '\0')
    return 0;
  if (text[5] == '\n')
    return 6;
  return text[5] == '\r' && text[6] == '\n' ? 7 : 0;
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
  gsize n_separator = vbt_csv_measure_separator (text);

  *self = (VbtCsv){ .at = text + n_separator, .next_line = n_separator > 0 ? 2 : 1 };
  if (delimiter != NULL && delimiter[0] != '\0')
    self->delimiter = vbt_csv_parse_delimiter (delimiter);
  else
    self->delimiter = n_separator > 0 ? text[4] : find_delimiter (text);
  self->quotes = has_quotes (self->at, self->delimiter);
}

struct _VbtCsvStream
{
  VbtInput *input;
  GString *window; /* valid UTF-8 without NUL */
  char tail[4];    /* what is read of the character behind it */
  gsize n_tail;
  gsize n_record; /* bytes of the record */
  gboolean has_begun, is_at_end, is_no_text;
  GError *error; /* (nullable) */
};

/**
 * vbt_csv_stream_new:
 * @input: a file, which has to stay
 *
 * Returns: (transfer full): its table, of which nothing is read yet
 */
VbtCsvStream *
vbt_csv_stream_new (VbtInput *input)
{
  VbtCsvStream *self = g_new0 (VbtCsvStream, 1);

  self->input = input;
  self->window = g_string_new (NULL);
  return self;
}

/**
 * vbt_csv_stream_free:
 * @self: (transfer full) (nullable): a table in a file
 */
void
vbt_csv_stream_free (VbtCsvStream *self)
{
  if (self == NULL)
    return;
  g_string_free (self->window, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * vbt_csv_stream_is_text:
 * @self: a table in a file
 *
 * Returns: whether all that was read is UTF-8 without U+0000; the table seems to end where something else is
 */
gboolean
vbt_csv_stream_is_text (const VbtCsvStream *self)
{
  return !self->is_no_text;
}

/* Whether a character may begin so: more of it can only come from the file. */
static gboolean
is_cut (const char *bytes, gsize n_bytes)
{
  return n_bytes < sizeof ((VbtCsvStream *)NULL)->tail
         && g_utf8_get_char_validated (bytes, (gssize)n_bytes) == (gunichar)-2;
}

/* Puts what was read behind the window. */
static void
add_chunk (VbtCsvStream *self, const char *chunk, gsize n_bytes)
{
  gsize n_before = self->window->len;
  const char *stop = NULL;
  gsize n_valid;

  g_string_append_len (self->window, self->tail, (gssize)self->n_tail);
  g_string_append_len (self->window, chunk, (gssize)n_bytes);
  self->n_tail = 0;
  if (vbt_utf8_is_valid (self->window->str + n_before, self->window->len - n_before, &stop))
    return;
  n_valid = (gsize)(stop - self->window->str);
  if (!self->is_at_end && is_cut (stop, self->window->len - n_valid))
    {
      self->n_tail = self->window->len - n_valid;
      memcpy (self->tail, stop, self->n_tail);
    }
  else
    self->is_no_text = self->is_at_end = TRUE;
  g_string_truncate (self->window, n_valid);
}

/* Without the byte order mark at the beginning. */
static void
take_chunk (VbtCsvStream *self, const char *chunk, gsize n_bytes)
{
  add_chunk (self, chunk, n_bytes);
  if (self->has_begun || self->window->len == 0)
    return;
  self->has_begun = TRUE;
  if (g_str_has_prefix (self->window->str, "\xef\xbb\xbf"))
    g_string_erase (self->window, 0, 3);
}

/* Reads on, until there are so many bytes or the file ends. */
static void
fill (VbtCsvStream *self, gsize n_wanted)
{
  while (self->window->len < n_wanted && !self->is_at_end)
    {
      gsize n_bytes = 0;
      const guint8 *chunk = vbt_input_read_chunk (self->input, &n_bytes, &self->error);

      self->is_at_end = chunk == NULL || n_bytes == 0;
      /* At the end, too: a character may be cut there. */
      if (chunk != NULL)
        take_chunk (self, (const char *)chunk, n_bytes);
    }
}

/* Reads on where fewer than two characters are left; FALSE where nothing more comes. */
static gboolean
refill (VbtCsv *self)
{
  VbtCsvStream *stream = self->stream;
  gsize n_left;

  if (stream == NULL || stream->is_at_end
      || stream->window->str + stream->window->len - self->at >= 2)
    return FALSE;
  n_left = stream->window->len - (gsize)(self->at - stream->window->str);
  g_string_erase (stream->window, 0, (gssize)(stream->window->len - n_left));
  fill (stream, 2);
  self->at = stream->window->str;
  return stream->window->len > n_left;
}

/* Whether the table goes on; then the next two characters are there, if there are two. */
static gboolean
look (VbtCsv *self)
{
  refill (self);
  return *self->at != '\0';
}

/**
 * vbt_csv_init_stream:
 * @self: a table, not initialized
 * @stream: where it is, which has to stay
 * @delimiter: (nullable): as of vbt_csv_init()
 *
 * Prepares for reading a table of any length. What separates its cells is found out from its beginning.
 */
void
vbt_csv_init_stream (VbtCsv *self, VbtCsvStream *stream, const char *delimiter)
{
  fill (stream, HEAD_SIZE);
  vbt_csv_init (self, stream->window->str, delimiter);
  self->stream = stream;
}

/* @record: (nullable): where nobody wants to know what is in it */
static void
append (VbtCsv *self, VbtCsvRecord *record, const char *text, gsize n_bytes)
{
  if (record != NULL)
    g_string_append_len (record->text, text, (gssize)n_bytes);
  if (self->stream != NULL)
    self->stream->n_record += n_bytes;
}

/* Behind the opening quote. FALSE where it is never closed. */
static gboolean
read_quoted (VbtCsv *self, VbtCsvRecord *record)
{
  for (;;)
    {
      gsize n_plain = strcspn (self->at, "\"\n");

      append (self, record, self->at, n_plain);
      self->at += n_plain;
      if (!look (self))
        return FALSE;
      if (*self->at == '\n')
        self->next_line++;
      else if (*self->at != '"')
        continue;
      else if (self->at[1] != '"')
        break;
      else
        self->at++;
      append (self, record, self->at++, 1);
    }
  self->at++;
  return TRUE;
}

/* Where the cell ends, as far as can be seen. */
static const char *
find_end (const VbtCsv *self)
{
  const char *at = self->at;

  while (*at != '\0' && *at != self->delimiter && *at != '\n'
         && !(*at == '\r' && (at[1] == '\n' || at[1] == '\0')))
    at++;
  return at;
}

static void
read_plain (VbtCsv *self, VbtCsvRecord *record)
{
  do
    {
      const char *end = find_end (self);

      append (self, record, self->at, (gsize)(end - self->at));
      self->at = end;
    }
  while (refill (self));
}

/* A cell without quotation marks, all of which is there: nearly all are. */
static gboolean
read_whole_cell (VbtCsv *self, VbtCsvRecord *record)
{
  const char *end = find_end (self);
  gsize n_bytes = (gsize)(end - self->at);

  if (*end != self->delimiter && *end != '\n')
    return FALSE;
  append (self, record, self->at, n_bytes);
  self->at = end;
  return TRUE;
}

static gboolean
read_cell (VbtCsv *self, VbtCsvRecord *record)
{
  if (!(self->quotes && *self->at == '"') && read_whole_cell (self, record))
    return TRUE;
  if (look (self) && self->quotes && *self->at == '"')
    {
      self->at++;
      if (!read_quoted (self, record))
        return FALSE;
      look (self);
      self->has_rest |= *self->at != self->delimiter && strchr ("\r\n", *self->at) == NULL;
    }
  read_plain (self, record);
  return TRUE;
}

static gboolean
has_failed (const VbtCsv *self, GError **error)
{
  if (self->stream == NULL || self->stream->error == NULL)
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&self->stream->error));
  return TRUE;
}

static gboolean
check_length (const VbtCsv *self, GError **error)
{
  if (self->stream == NULL || self->stream->n_record <= VBT_TEXT_MAX_BYTES)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("The record that begins in line %u is longer than %d MiB, which is the limit"),
               self->line, VBT_TEXT_MAX_BYTES / 1024 / 1024);
  return FALSE;
}

static gboolean
refuse_cells (const VbtCsv *self, GError **error)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("The record that begins in line %u has more than %d cells, which is the limit"),
               self->line, MAX_CELLS);
  return FALSE;
}

/**
 * vbt_csv_record_init:
 * @self: (out caller-allocates): a record without cells
 */
void
vbt_csv_record_init (VbtCsvRecord *self)
{
  self->text = g_string_new (NULL);
  self->cells = g_ptr_array_new ();
}

/**
 * vbt_csv_record_clear:
 * @self: a record
 *
 * Frees its cells.
 */
void
vbt_csv_record_clear (VbtCsvRecord *self)
{
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->cells);
}

/**
 * vbt_csv_record_copy_cells:
 * @self: a record
 * @cells: (element-type utf8): an array that owns what is in it; gets copies of the cells, which stay
 */
void
vbt_csv_record_copy_cells (const VbtCsvRecord *self, GPtrArray *cells)
{
  for (guint i = 0; i < self->cells->len; i++)
    g_ptr_array_add (cells, g_strdup (self->cells->pdata[i]));
}

static void
begin_record (VbtCsvRecord *record)
{
  g_string_truncate (record->text, 0);
  g_ptr_array_set_size (record->cells, 0);
}

/* The text does not move any more: where its cells are can be told. */
static void
end_record (VbtCsvRecord *record)
{
  const char *end = record->text->str + record->text->len;

  for (char *cell = record->text->str; cell < end; cell += strlen (cell) + 1)
    g_ptr_array_add (record->cells, cell);
}

/* As far as the end of its last line. */
static gboolean
read_record (VbtCsv *self, VbtCsvRecord *record, GError **error)
{
  for (guint n_cells = 0; n_cells < MAX_CELLS; n_cells++)
    {
      guint line = self->next_line;

      if (!read_cell (self, record))
        {
          if (!has_failed (self, error))
            g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                         _ ("The quotation mark that opens in line %u is never closed"), line);
          return FALSE;
        }
      if (record != NULL)
        g_string_append_c (record->text, '\0');
      if (*self->at != self->delimiter)
        return TRUE;
      self->at++;
    }
  return refuse_cells (self, error);
}

/**
 * vbt_csv_next:
 * @self: a table
 * @record: (nullable): takes the cells, instead of those that it has; %NULL where nobody wants them, which takes no
 *   memory however long they are
 * @error: return location for an error
 *
 * Reads the next record.
 *
 * Returns: %FALSE at the end, and with %VBT_ERROR_FORMAT where a quote is never closed or the record has too much, or
 *   %VBT_ERROR_IO
 */
gboolean
vbt_csv_next (VbtCsv *self, VbtCsvRecord *record, GError **error)
{
  if (record != NULL)
    begin_record (record);
  if (!look (self))
    {
      has_failed (self, error);
      return FALSE;
    }
  if (self->stream != NULL)
    self->stream->n_record = 0;
  self->record++;
  self->line = self->next_line;
  self->has_rest = FALSE;
  if (!read_record (self, record, error))
    return FALSE;
  if (record != NULL)
    end_record (record);
  if (*self->at == '\r')
    self->at++;
  if (*self->at == '\n')
    {
      self->at++;
      self->next_line++;
    }
  return !has_failed (self, error) && check_length (self, error);
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
