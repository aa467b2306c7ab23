/* vbt-select.h: which annotations of a document are taken along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VbtSelection: whose annotations, and whether suggestions too. All zero: what people made. */
typedef struct
{
  VbtId annotator;      /* only this set; 0: all */
  gboolean gold;        /* only the curator's */
  gboolean suggestions; /* also suggestions that nobody has decided on */
  gboolean decided;     /* with them also those that were decided on, which decisions refer to */
} VbtSelection;

void vbt_document_select (VbtDocument *self, const VbtCatalog *catalog,
                          const VbtSelection *selection);
void vbt_document_discard (VbtDocument *self, const VbtCatalog *catalog, VbtLosses *losses);
guint vbt_document_prune (VbtDocument *self);
void vbt_document_renew_ids (VbtDocument *self);

G_END_DECLS
