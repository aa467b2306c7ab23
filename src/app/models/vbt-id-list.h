/* vbt-id-list.h: a list model over an array of identifiers that makes objects for what is on the screen only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

/** VbtIdListMake: makes the object that stands for @id, which is at @position, in the list. */
typedef GObject *(*VbtIdListMake) (VbtId id, guint position, gpointer data);
typedef void (*VbtIdListVisit) (GObject *object, gpointer data);

#define VBT_TYPE_ID_LIST (vbt_id_list_get_type ())
G_DECLARE_FINAL_TYPE (VbtIdList, vbt_id_list, VBT, ID_LIST, GObject)

VbtIdList *vbt_id_list_new (GType item_type, VbtIdListMake make, gpointer data);
void vbt_id_list_take_ids (VbtIdList *self, GArray *ids);
const GArray *vbt_id_list_get_ids (VbtIdList *self);
VbtId vbt_id_list_get_id (VbtIdList *self, guint position);
gboolean vbt_id_list_find (VbtIdList *self, VbtId id, guint *position);
gboolean vbt_id_list_find_near (VbtIdList *self, VbtId id, guint *position);
void vbt_id_list_visit_live (VbtIdList *self, VbtIdListVisit visit, gpointer data);

G_END_DECLS
