/* vbt-waiting.h: documents of an import that are written together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** VbtWaiting: some documents that the project does not have yet. */
typedef struct
{
  GPtrArray *documents; /* of VbtDocument */
  gsize n_bytes;        /* of their texts */
} VbtWaiting;

void vbt_waiting_init (VbtWaiting *self);
void vbt_waiting_clear (VbtWaiting *self);
gboolean vbt_waiting_has (const VbtWaiting *self, VbtId document);
gboolean vbt_waiting_add (VbtWaiting *self, VbtStore *store, VbtDocument *document, GError **error);
gboolean vbt_waiting_write (VbtWaiting *self, VbtStore *store, GError **error);

G_END_DECLS
