/* vbt-document-private.h: the look-up tables of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-document.h"

G_BEGIN_DECLS

void vbt_document_clear_segmentation (VbtDocument *self);

/* In the order of the document, and in its look-up tables. */
void vbt_document_insert_annotation (VbtDocument *self, VbtAnnotation *annotation);
void vbt_document_delete_annotation (VbtDocument *self, VbtAnnotation *annotation);
void vbt_document_insert_decision (VbtDocument *self, const VbtDecision *decision);
void vbt_document_delete_decisions (VbtDocument *self, VbtId suggestion);

G_END_DECLS
