/* vbt-context-list.h: words in their context, with ticks; rows are made for what is on the screen only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/vbt-review.h"

G_BEGIN_DECLS

/**
 * VbtContextList:
 *
 * A list model over places in documents. Its items have the properties `before`, `words`, `after`, `title` and `ticked`.
 * The property `n-ticked` counts.
 */
#define VBT_TYPE_CONTEXT_LIST (vbt_context_list_get_type ())
G_DECLARE_FINAL_TYPE (VbtContextList, vbt_context_list, VBT, CONTEXT_LIST, GObject)

#define VBT_TYPE_CONTEXT_ROW (vbt_context_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtContextRow, vbt_context_row, VBT, CONTEXT_ROW, GObject)

VbtContextList *vbt_context_list_new (void);
void vbt_context_list_set (VbtContextList *self, VbtStore *store, const GArray *places);
void vbt_context_list_append (VbtContextList *self, const GArray *places);
const GArray *vbt_context_list_get_places (VbtContextList *self);
gboolean vbt_context_list_is_ticked (VbtContextList *self, guint position);
void vbt_context_list_tick_all (VbtContextList *self, gboolean ticked);
guint vbt_context_list_get_n_ticked (VbtContextList *self);

G_END_DECLS
