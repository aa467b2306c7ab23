/* vbt-read-back.h: whether a file that was written holds what was to be in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VbtReadBack: sums over all documents, those written and those read again. */
typedef struct _VbtReadBack VbtReadBack;

VbtReadBack *vbt_read_back_new (void);
void vbt_read_back_free (VbtReadBack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtReadBack, vbt_read_back_free)
void vbt_read_back_add (VbtReadBack *self, const VbtCatalog *catalog, const VbtDocument *document);
void vbt_read_back_measure (VbtReadBack *self, const VbtOutput *output);
void vbt_read_back_read (VbtReadBack *self, const VbtFormat *format, const VbtOutput *output,
                         GCancellable *cancellable);
gboolean vbt_read_back_has_failed (const VbtReadBack *self);
VbtLosses *vbt_read_back_compare (const VbtReadBack *self, const VbtLosses *announced,
                                  guint *n_unannounced);

G_END_DECLS
