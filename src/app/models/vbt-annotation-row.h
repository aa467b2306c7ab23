/* vbt-annotation-row.h: what the list of annotations says of one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"

G_BEGIN_DECLS

/**
 * VbtAnnotationRow:
 *
 * An annotation in words, which are made when the row is: only rows on the screen exist.
 */
#define VBT_TYPE_ANNOTATION_ROW (vbt_annotation_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtAnnotationRow, vbt_annotation_row, VBT, ANNOTATION_ROW, GObject)

VbtAnnotationRow *vbt_annotation_row_new (VbtId annotation, guint position);
void vbt_annotation_row_describe (VbtAnnotationRow *self, VbtSession *session, guint position,
                                  guint n);
VbtId vbt_annotation_row_get_annotation (VbtAnnotationRow *self);
gboolean vbt_annotation_row_has_words (VbtAnnotationRow *self);
guint vbt_annotation_row_get_position (VbtAnnotationRow *self);

G_END_DECLS
