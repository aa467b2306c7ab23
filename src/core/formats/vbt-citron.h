/* vbt-citron.h: Citron's JSON, written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"

G_BEGIN_DECLS

gboolean vbt_citron_write (VbtOutput *output, const VbtCatalog *catalog,
                           const VbtDocument *document, GError **error);
void vbt_citron_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

G_END_DECLS
