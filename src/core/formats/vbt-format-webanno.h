/* vbt-format-webanno.h: what reader and writer of WebAnno TSV share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"

G_BEGIN_DECLS

/** WebannoLayer: a layer that the header declares, and its columns. */
typedef struct
{
  char kind; /* 'S' span, 'C' chain, 'R' relation */
  char *name;
  char **parts; /* one a column */
  guint n_parts;
  guint n_columns;
  guint first; /* its first column */
  char *base;  /* (nullable): relations: the layer that they are between */
} WebannoLayer;

/** WebannoUnit: a row: a token, or a part of one. */
typedef struct
{
  char *row; /* what the others are in, behind the cells */
  guint line;
  gsize start, end; /* in UTF-16 */
  gboolean is_token;
  const char *key; /* "1-2", "1-2.1" */
  const char *form;
  char *cells[]; /* all columns, the first three too */
} WebannoUnit;

/** WebannoItem: one of the annotations that are stacked in a cell. */
typedef struct
{
  char *value; /* (nullable): unescaped; NULL for an unescaped * */
  char *id;    /* (nullable): what stands in brackets behind it */
} WebannoItem;

GPtrArray *vbt_webanno_parse_cell (const char *cell, char separator, gboolean *is_odd);
void vbt_webanno_unescape_text (char *text);
void vbt_webanno_append_escaped (GString *cell, const char *value);
void vbt_webanno_append_text (GString *line, const char *text, gsize length);

void vbt_webanno_annotate (VbtDraft *draft, const GPtrArray *layers, const GPtrArray *units,
                           const VbtText *text);

gboolean vbt_webanno_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                           GError **error);
gboolean vbt_webanno_write (VbtOutput *output, const VbtCatalog *catalog,
                            const VbtDocument *document, GError **error);
void vbt_webanno_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

G_END_DECLS
