/* vbt-format-conll.h: what reader and writer of CoNLL's columns share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

#define CONLL_MAX_COLUMNS 64
#define CONLL_DOCUMENT_START "-DOCSTART-"

/** ConllColumns: what the columns of a file are; -1 where there is none. */
typedef struct
{
  gboolean tabs; /* else white space */
  int n_columns;
  int index; /* numbers that begin anew in each sentence */
  int token;
  int tags[CONLL_MAX_COLUMNS]; /* those that are read */
  guint n_tags;
  guint n_other_tags; /* columns that look like tags and are left out */
  guint n_lines;      /* that were looked at */
} ConllColumns;

static inline gboolean
vbt_conll_is_start (const char *line)
{
  return line[0] == '-' && g_str_has_prefix (line, CONLL_DOCUMENT_START);
}

guint vbt_conll_split (const ConllColumns *columns, char *line, char **fields);
gboolean vbt_conll_is_comment (const ConllColumns *columns, const char *line);
gboolean vbt_conll_detect (ConllColumns *columns, const guint8 *head, gsize n_head);
gboolean vbt_conll_override (ConllColumns *columns, const VbtInput *input, GError **error);

gboolean vbt_conll_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error);
gboolean vbt_conll_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error);
gboolean vbt_conll_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                          GError **error);
gboolean vbt_conll_end (VbtOutput *output, const VbtCatalog *catalog, GError **error);
void vbt_conll_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

G_END_DECLS
