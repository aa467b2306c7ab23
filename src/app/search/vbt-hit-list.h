/* vbt-hit-list.h: what a search found, each in its context; rows are made for what is on the screen only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vbt-session.h"

G_BEGIN_DECLS

/**
 * VbtHitList:
 *
 * A list model over hits, in an order of its own, of which some are ticked. The property `n-ticked` counts. Its items have
 * `left`, `match`, `right`, `title`, `label`, `color`, `spoken` and `ticked`.
 */
#define VBT_TYPE_HIT_LIST (vbt_hit_list_get_type ())
G_DECLARE_FINAL_TYPE (VbtHitList, vbt_hit_list, VBT, HIT_LIST, GObject)

#define VBT_TYPE_HIT_ROW (vbt_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtHitRow, vbt_hit_row, VBT, HIT_ROW, GObject)

VbtHitList *vbt_hit_list_new (void);
void vbt_hit_list_clear (VbtHitList *self, VbtSession *session);
void vbt_hit_list_append (VbtHitList *self, const GArray *hits); /* of VbtHit */
void vbt_hit_list_take_order (VbtHitList *self, GArray *order);  /* of guint */
guint vbt_hit_list_get_number (VbtHitList *self, guint position);
guint vbt_hit_list_find_number (VbtHitList *self, guint number);
GArray *vbt_hit_list_get_hits (VbtHitList *self); /* of VbtHit, as they were found */
const VbtHit *vbt_hit_list_get_hit (VbtHitList *self, guint position);
void vbt_hit_list_tick (VbtHitList *self, guint position, gboolean ticked);
void vbt_hit_list_tick_all (VbtHitList *self, gboolean ticked);
gboolean vbt_hit_list_is_ticked (VbtHitList *self, guint position);
guint vbt_hit_list_get_n_ticked (VbtHitList *self);
GArray *vbt_hit_list_dup_ticked (VbtHitList *self); /* of VbtHit, in the order of the list */

G_END_DECLS
