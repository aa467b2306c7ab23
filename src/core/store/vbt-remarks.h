/* vbt-remarks.h: notes and questions in a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store.h"

G_BEGIN_DECLS

GPtrArray *vbt_store_list_remarks (VbtStore *self, VbtId document,
                                   GError **error); /* of VbtRemark */
gboolean vbt_store_put_remark (VbtStore *self, VbtId document, const VbtRemark *remark,
                               GError **error);

gboolean vbt_act_remark (VbtStore *store, VbtId me, VbtId document, const VbtRemark *remark,
                         GError **error);
gboolean vbt_act_resolve_remark (VbtStore *store, VbtId me, VbtId document, VbtId remark,
                                 gboolean resolved, GError **error);
gboolean vbt_act_delete_remark (VbtStore *store, VbtId me, VbtId document, VbtId remark,
                                GError **error);

G_END_DECLS
