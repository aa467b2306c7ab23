/* vbt-csv.h: tables of values: read with their lines, and written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/**
 * VbtCsv:
 *
 * A table that is being read: cells may be quoted, and hold line ends then.
 */
typedef struct
{
  const char *at;
  char delimiter;
  gboolean quotes; /* RFC 4180; tables of tokens have none */
  guint record;    /* of the one last read, from 1 */
  guint line;      /* where it begins */
  guint next_line;
  gboolean has_rest; /* there was text behind a closing quote */
} VbtCsv;

void vbt_csv_init (VbtCsv *self, const char *text, const char *delimiter);
gboolean vbt_csv_next (VbtCsv *self, GPtrArray *cells, GError **error);
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
void vbt_csv_writer_append_number (VbtCsvWriter *self, gint64 number);
gboolean vbt_csv_writer_end_record (VbtCsvWriter *self, VbtOutput *output, GError **error);

G_END_DECLS
