/* vbt-history.h: changesets: what an action changed, as something that can be inverted and applied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-db.h"
#include "vbt-store.h"

G_BEGIN_DECLS

/**
 * VbtRecorder:
 *
 * Records the changes of a connection from its making on (SQLite's session extension).
 */
typedef struct _VbtRecorder VbtRecorder;

VbtRecorder *vbt_recorder_new (VbtDb *db, GError **error);
void vbt_recorder_free (VbtRecorder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtRecorder, vbt_recorder_free)
void vbt_recorder_set_enabled (VbtRecorder *self, gboolean enabled);
GBytes *vbt_recorder_get_changeset (VbtRecorder *self, GError **error);

gboolean vbt_changeset_apply (VbtDb *db, GBytes *changeset, gboolean invert, gboolean *conflict,
                              GError **error);
gboolean vbt_changeset_describe (VbtDb *db, GBytes *changeset, VbtChange *change, GError **error);
gboolean vbt_changeset_has_table (GBytes *changeset, const char *table);

VbtChange *vbt_change_new (void);
VbtChange *vbt_change_new_all (void);
VbtChange *vbt_change_copy (const VbtChange *self);
void vbt_change_free (VbtChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtChange, vbt_change_free)
void vbt_change_add_document (VbtChange *self, VbtId document);
void vbt_change_add_part (VbtChange *self, VbtId document, VbtId annotation);

G_END_DECLS
