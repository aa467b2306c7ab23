/* vbt-csv.h: tables of values: read with their lines, and written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VbtCsvStream: a part of a table in a file, as far as it is needed. */
typedef struct _VbtCsvStream VbtCsvStream;

VbtCsvStream *vbt_csv_stream_new (VbtInput *input);
void vbt_csv_stream_free (VbtCsvStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtCsvStream, vbt_csv_stream_free)
gboolean vbt_csv_stream_is_text (const VbtCsvStream *self);

/**
 * VbtCsv:
 *
 * A table that is being read: cells may be quoted, and hold line ends then.
 */
typedef struct
{
  VbtCsvStream *stream; /* (nullable): where more comes from */
  const char *at;       /* ends with a NUL */
  char delimiter;
  gboolean quotes; /* RFC 4180; tables of tokens have none */
  guint record;    /* of the one last read, from 1 */
  guint line;      /* where it begins */
  guint next_line;
  gboolean has_rest; /* there was text behind a closing quote */
} VbtCsv;

/**
 * VbtCsvRecord:
 *
 * The cells of one record after the other: all are in one text, as most tables have many that are short or empty.
 */
typedef struct
{
  GString *text;    /* of each cell, with a NUL behind it */
  GPtrArray *cells; /* (element-type utf8): in @text until the next record; may be shortened */
} VbtCsvRecord;

void vbt_csv_record_init (VbtCsvRecord *self);
void vbt_csv_record_clear (VbtCsvRecord *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtCsvRecord, vbt_csv_record_clear)
void vbt_csv_record_copy_cells (const VbtCsvRecord *self, GPtrArray *cells);

gsize vbt_csv_measure_separator (const char *text);
char vbt_csv_parse_delimiter (const char *name);
void vbt_csv_init (VbtCsv *self, const char *text, const char *delimiter);
void vbt_csv_init_stream (VbtCsv *self, VbtCsvStream *stream, const char *delimiter);
gboolean vbt_csv_next (VbtCsv *self, VbtCsvRecord *record, GError **error);
gboolean vbt_csv_is_blank (const GPtrArray *cells);

/* Writing: cells are separated by append_cell(), and a record is ended by end_record(). */
typedef struct
{
  GString *text;
  char delimiter;
  gboolean guard; /* cells that a spreadsheet would run as a formula begin with ' */
} VbtCsvWriter;

gboolean vbt_csv_writer_begin (VbtOutput *output, const char *const *header, GError **error);
void vbt_csv_writer_append (VbtCsvWriter *self, const char *cell);
void vbt_csv_writer_append_number (VbtCsvWriter *self, guint64 number);
gboolean vbt_csv_writer_end_record (VbtCsvWriter *self, VbtOutput *output, GError **error);

G_END_DECLS
