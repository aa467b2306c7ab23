/* vbt-csv-table.h: the way through a table in a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-csv.h"
#include "formats/vbt-draft.h"

G_BEGIN_DECLS

/** VBT_DIALECT_DELIMITER: the key that says what is between the cells. */
extern const char *const vbt_csv_delimiters[];
#define VBT_DIALECT_DELIMITER                                                                      \
  {                                                                                                \
    "delimiter", N_ ("Between the cells"), vbt_csv_delimiters                                      \
  }

/** vbt_csv_metadata_keys: which metadata of an article have columns; NULL-terminated. */
extern const char *const vbt_csv_metadata_keys[];
void vbt_csv_append_metadata (VbtCsvWriter *writer, const VbtDocument *document);

typedef gboolean (*VbtCsvTableFunc) (gpointer data, GCancellable *cancellable, GError **error);

typedef gboolean (*VbtCsvRecordFunc) (gpointer data, GPtrArray *cells, GError **error);

gboolean vbt_csv_read_table (VbtDraft *draft, VbtCsv *csv, VbtCsvTableFunc read, gpointer data,
                             GCancellable *cancellable, GError **error);
gboolean vbt_csv_peek_header (const guint8 *head, gsize n_head, GPtrArray *header);
gboolean vbt_csv_read_header (VbtCsv *csv, GPtrArray *header, GError **error);
gboolean vbt_csv_read_records (VbtCsv *csv, VbtCsvRecordFunc read, gpointer data,
                               GCancellable *cancellable, GError **error);
void vbt_csv_check_record (const VbtCsv *csv, VbtDraft *draft, const GPtrArray *cells,
                           guint n_columns);

G_END_DECLS
