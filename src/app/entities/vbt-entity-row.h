/* vbt-entity-row.h: an entry of the register, and a place where it is mentioned, as lists show them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/vbt-entities.h"

G_BEGIN_DECLS

/** VbtEntityRow: with the properties `name` and `detail`. */
#define VBT_TYPE_ENTITY_ROW (vbt_entity_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtEntityRow, vbt_entity_row, VBT, ENTITY_ROW, GObject)

VbtEntityRow *vbt_entity_row_new (VbtId entity);
void vbt_entity_row_renew (VbtEntityRow *self, VbtStore *store, const VbtEntity *entity, VbtId me);
void vbt_entity_row_set_n_documents (VbtEntityRow *self, guint64 n_documents);
VbtEntityRow *vbt_entity_row_new_pair (const VbtEntity *entity, const VbtEntity *other);
VbtId vbt_entity_row_get_id (VbtEntityRow *self);
VbtId vbt_entity_row_get_other (VbtEntityRow *self); /* 0: it is no pair */

/** VbtMentionRow: with the properties `before`, `text`, `after` and `title`. */
#define VBT_TYPE_MENTION_ROW (vbt_mention_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtMentionRow, vbt_mention_row, VBT, MENTION_ROW, GObject)

VbtMentionRow *vbt_mention_row_new (VbtMention *mention);
const VbtMention *vbt_mention_row_get (VbtMentionRow *self);

const char *vbt_entity_kind_get_title (VbtEntityKind kind);

char *vbt_entity_row_describe_counts (VbtStore *store, VbtId entity, VbtId me);

G_END_DECLS
