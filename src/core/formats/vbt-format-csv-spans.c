/* vbt-format-csv-spans.c: tables of spans are read: one a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-annotations.h"

#include <glib/gi18n-lib.h>

static const char *const names[VBT_CSV_N_COLUMNS][VBT_CSV_MAX_NAMES] = {
  [VBT_CSV_DOCUMENT] = { "document", "doc", "file", "filename", "document_id", "doc_id", NULL },
  [VBT_CSV_LABEL] = { "label", "type", "tag", "category", "entity_type", NULL },
  [VBT_CSV_START] = { "start", "begin", "start_offset", "start_char", "from", NULL },
  [VBT_CSV_END] = { "end", "stop", "end_offset", "end_char", "to", NULL },
  [VBT_CSV_TEXT] = { "text", "covered_text", "span", "span_text", "mention", NULL },
  [VBT_CSV_FRAGMENTS] = { "fragments", NULL },
  [VBT_CSV_ATTRIBUTES] = { "attributes", NULL },
  [VBT_CSV_NOTE] = { "note", "comment", NULL },
  [VBT_CSV_CONFIDENCE] = { "confidence", "score", NULL },
  [VBT_CSV_ANNOTATOR] = { "annotator", "coder", "user", NULL },
  [VBT_CSV_ORIGIN] = { "origin", NULL },
  [VBT_CSV_STATUS] = { "status", NULL },
  [VBT_CSV_ENTITY] = { "entity", NULL },
  [VBT_CSV_ENTITY_KIND] = { "entity_kind", NULL },
  [VBT_CSV_ENTITY_ID] = { "entity_id", NULL },
};

static const VbtCsvColumn needed[]
    = { VBT_CSV_DOCUMENT, VBT_CSV_LABEL, VBT_CSV_START, VBT_CSV_END, VBT_CSV_N_COLUMNS };

static void
add_row (VbtCsvAnnotations *self, const GPtrArray *cells)
{
  const char *label = vbt_csv_annotations_get (self, cells, VBT_CSV_LABEL);
  g_autoptr (GPtrArray) spans = NULL;
  VbtDraftSpan *span;

  if (label[0] == '\0')
    {
      vbt_draft_problem (&self->draft, _ ("Record %u was left out: it has no label"),
                         self->csv.record);
      return;
    }
  span = vbt_csv_annotations_add_span (self, cells, label);
  if (span == NULL || vbt_csv_annotations_get (self, cells, VBT_CSV_ENTITY)[0] == '\0')
    return;
  spans = g_ptr_array_new ();
  g_ptr_array_add (spans, span);
  vbt_csv_annotations_add_entities (self, cells, spans);
}

static const VbtCsvAnnotationsKind kind = {
  .format = "csv-spans",
  .names = names,
  .needed = needed,
  .wanted = N_ ("a table of spans needs “document”, “label”, “start” and “end”"),
  .score = 70,
  .add_row = add_row,
};

/** vbt_csv_spans_probe: whether the first line names what a span needs; see VbtFormat.probe. */
int
vbt_csv_spans_probe (const char *name, const guint8 *head, gsize n_head)
{
  return vbt_csv_annotations_probe (&kind, name, head, n_head);
}

/** vbt_csv_spans_read: reads a table of one span a row; see VbtFormat.read. */
gboolean
vbt_csv_spans_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtCsvAnnotations self = { NULL };

  return vbt_csv_annotations_read (&self, &kind, input, sink, cancellable, error);
}
