/* vbt-act-schema.h: what a person does to the schema of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-search.h"

G_BEGIN_DECLS

gboolean vbt_store_count_label (VbtStore *self, VbtId label, guint64 *n_annotations,
                                GError **error);
gboolean vbt_act_put_schema (VbtStore *store, VbtId me, const VbtSchema *schema, const char *words,
                             GError **error);
gboolean vbt_act_import_schema (VbtStore *store, VbtId me, const VbtSchema *schema, GError **error);
gboolean vbt_act_merge_label (VbtStore *store, VbtId me, VbtId label, VbtId into,
                              const VbtFollower *follower, guint *n_done, GError **error);
gboolean vbt_act_delete_attribute (VbtStore *store, VbtId me, VbtId attribute,
                                   const VbtFollower *follower, guint *n_done, GError **error);
gboolean vbt_act_delete_label (VbtStore *store, VbtId me, VbtId label, const VbtFollower *follower,
                               guint *n_done, GError **error);

G_END_DECLS
