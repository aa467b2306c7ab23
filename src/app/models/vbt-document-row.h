/* vbt-document-row.h: what the list of documents shows of one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/vbt-id-list.h"
#include "store/vbt-history.h"
#include "store/vbt-store.h"

G_BEGIN_DECLS

#define VBT_TYPE_DOCUMENT_ROW (vbt_document_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtDocumentRow, vbt_document_row, VBT, DOCUMENT_ROW, GObject)

VbtDocumentRow *vbt_document_row_new (VbtStore *store, VbtId me, VbtId document);
VbtId vbt_document_row_get_document (VbtDocumentRow *self);
void vbt_document_rows_note_stale (VbtIdList *list, const VbtChange *change);
gboolean vbt_document_rows_reload_stale (VbtIdList *list);
const char *vbt_status_to_title (VbtStatus status);
const char *vbt_status_to_icon (VbtStatus status);
const char *vbt_level_to_icon (VbtLevel level);
char *vbt_date_to_title (const char *published);

G_END_DECLS
