/* vbt-on-loss.h: what a format cannot hold of a document, and what is done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-import.h"

G_BEGIN_DECLS

gboolean vbt_on_loss_apply (VbtOnLoss choice, const VbtFormat *format, const VbtCatalog *catalog,
                            VbtDocument *document, VbtLosses *losses, GError **error);

G_END_DECLS
