/* vbt-csv-spans.h: tables of annotations are read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-csv-table.h"

G_BEGIN_DECLS

int vbt_csv_spans_probe (const char *name, const guint8 *head, gsize n_head);
gboolean vbt_csv_spans_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                             GError **error);

G_END_DECLS
