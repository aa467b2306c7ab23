/* vbt-webanno-rows.h: the rows of WebAnno TSV that a document has, and what is on them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"
#include "formats/vbt-tokens.h"

G_BEGIN_DECLS

/** VbtWebannoRow: a token, or a part of one. Most tokens have no parts. */
typedef struct
{
  VbtRange range;
  guint sentence, number, part; /* "1-2", "1-2.1" */
  GArray *parts;                /* (nullable): of VbtWebannoRow */
} VbtWebannoRow;

/** VbtWebannoPiece: a fragment of a span. */
typedef struct
{
  const VbtAnnotation *span;
  guint number;
  const VbtWebannoRow *first;
  guint fragment, token; /* its number in the span; the token where it begins */
  VbtRange range;
} VbtWebannoPiece;

/** VbtWebannoRows: all rows; what is on them is found one after the other, as nested spans have many on each. */
typedef struct
{
  const VbtDocument *document;
  VbtLosses *losses; /* (nullable) */
  VbtTokenView view;
  VbtWebannoRow *tokens; /* of each token */
  GPtrArray *pieces;     /* of VbtWebannoPiece */
  GHashTable *firsts;    /* VbtId of a span to its first piece */
  GPtrArray *coming;     /* of pieces: behind the token where it is, the last one first */
  GPtrArray *open;       /* of pieces: on the token where it is, by number */
  GPtrArray *sorted;     /* of pieces: the same by their rows, where the token has parts */
  GPtrArray *on_row;     /* of pieces: of these, what is on a row of the token */
} VbtWebannoRows;

void vbt_webanno_rows_init (VbtWebannoRows *self, const VbtDocument *document, VbtLosses *losses);
void vbt_webanno_rows_clear (VbtWebannoRows *self);
guint vbt_webanno_row_count_parts (const VbtWebannoRow *token);
const VbtWebannoPiece *vbt_webanno_rows_get_first (const VbtWebannoRows *self, VbtId span);
void vbt_webanno_rows_move_to (VbtWebannoRows *self, guint token);
const GPtrArray *vbt_webanno_rows_find_pieces (VbtWebannoRows *self, const VbtWebannoRow *token,
                                               const VbtWebannoRow *row);

G_END_DECLS
