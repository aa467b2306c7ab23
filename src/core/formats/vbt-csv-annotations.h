/* vbt-csv-annotations.h: the way through a table of annotations of articles that are known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-csv-table.h"

G_BEGIN_DECLS

/** VbtCsvColumn: what a column of a table of annotations can be. */
typedef enum
{
  VBT_CSV_DOCUMENT,
  VBT_CSV_LABEL,
  VBT_CSV_START,
  VBT_CSV_END,
  VBT_CSV_TEXT,
  VBT_CSV_FRAGMENTS,
  VBT_CSV_ATTRIBUTES,
  VBT_CSV_NOTE,
  VBT_CSV_CONFIDENCE,
  VBT_CSV_ANNOTATOR,
  VBT_CSV_ORIGIN,
  VBT_CSV_STATUS,
  VBT_CSV_ENTITY,
  VBT_CSV_ENTITY_KIND,
  VBT_CSV_ENTITY_ID,
  VBT_CSV_ROLE,
  VBT_CSV_AFFILIATION,
  VBT_CSV_GENDER,
  VBT_CSV_CUE,
  VBT_CSV_SPEAKER,
  VBT_CSV_ADDRESSEE,
  VBT_CSV_CUE_OFFSETS,
  VBT_CSV_SPEAKER_OFFSETS,
  VBT_CSV_ADDRESSEE_OFFSETS,
  VBT_CSV_N_COLUMNS
} VbtCsvColumn;

#define VBT_CSV_MAX_COLUMNS 256
#define VBT_CSV_MAX_NAMES 7

typedef struct _VbtCsvAnnotations VbtCsvAnnotations;

/** VbtCsvAnnotationsKind: what a row of a table is. */
typedef struct
{
  const char *format; /* its name in the table of formats */
  /* By column, NULL-terminated; the first is how it is written. */
  const char *const (*names)[VBT_CSV_MAX_NAMES];
  const VbtCsvColumn *needed; /* ends with VBT_CSV_N_COLUMNS */
  const char *wanted;         /* for a message where a column is missing, N_() */
  int score;                  /* how sure it is where all that is needed is there */
  void (*add_row) (VbtCsvAnnotations *self, const GPtrArray *cells);
  void (*settle) (VbtCsvAnnotations *self); /* (nullable): when the document's spans are made */
} VbtCsvAnnotationsKind;

/** VbtCsvAnnotations: a table of annotations that is being read. */
struct _VbtCsvAnnotations
{
  const VbtCsvAnnotationsKind *kind;
  VbtDraft draft;
  VbtCsv csv;
  GPtrArray *header; /* of char * */
  guint n_columns;   /* of the table */
  int columns[VBT_CSV_N_COLUMNS];
  int uses[VBT_CSV_MAX_COLUMNS]; /* what each column is */
  char *document;                /* (nullable): whose rows are read */
  gboolean is_open;              /* its text was found */
  GArray *waiting;               /* of Cell: for the spans of the document */
  GStringChunk *texts;           /* of them */
  guint n_values;                /* of attributes in the document */
};

int vbt_csv_annotations_probe (const VbtCsvAnnotationsKind *kind, const char *name,
                               const guint8 *head, gsize n_head);
gboolean vbt_csv_annotations_read (VbtCsvAnnotations *self, const VbtCsvAnnotationsKind *kind,
                                   VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                                   GError **error);
const char *vbt_csv_annotations_get (const VbtCsvAnnotations *self, const GPtrArray *cells,
                                     VbtCsvColumn column);
VbtDraftSpan *vbt_csv_annotations_add_place (VbtCsvAnnotations *self, const char *what,
                                             const char *label, const VbtRange *ranges,
                                             guint n_ranges, const char *covered);
VbtDraftSpan *vbt_csv_annotations_add_span (VbtCsvAnnotations *self, const GPtrArray *cells,
                                            const char *label);
void vbt_csv_annotations_add_entity (VbtCsvAnnotations *self, const VbtDraftSpan *span,
                                     VbtId entity);
void vbt_csv_annotations_add_entities (VbtCsvAnnotations *self, const GPtrArray *cells,
                                       const GPtrArray *spans);

/* What is in a cell. */
#define VBT_CSV_SEPARATOR "; " /* between several values */

char *vbt_csv_join_items (const GPtrArray *items);
GPtrArray *vbt_csv_split_items (const char *cell);
gboolean vbt_csv_parse_offset (const char *cell, VbtOffset *offset);
GArray *vbt_csv_parse_fragments (const char *cell);

/* The tables. */
int vbt_csv_spans_probe (const char *name, const guint8 *head, gsize n_head);
gboolean vbt_csv_spans_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                             GError **error);
int vbt_csv_attributions_probe (const char *name, const guint8 *head, gsize n_head);
gboolean vbt_csv_attributions_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
