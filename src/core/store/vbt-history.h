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

/** VbtCell: a value of a row, as SQLite has it; lives as long as the call that shows it. */
typedef struct
{
  enum
  {
    VBT_CELL_ABSENT, /* the change does not tell, because it is not changed */
    VBT_CELL_NULL,
    VBT_CELL_INT,
    VBT_CELL_REAL,
    VBT_CELL_TEXT,
    VBT_CELL_BLOB, /* that there is one, and not what it is */
  } type;
  gint64 integer;
  double real;
  const char *text;
} VbtCell;

/** VBT_CELLS: no table has more columns. */
#define VBT_CELLS 20

/** VbtRowChange: what a changeset does to one row. */
typedef struct
{
  const char *table;
  enum
  {
    VBT_ROW_INSERTED = 'I',
    VBT_ROW_UPDATED = 'U',
    VBT_ROW_DELETED = 'D',
  } what;
  VbtCell before[VBT_CELLS]; /* of an update: the key, and what is changed */
  VbtCell after[VBT_CELLS];  /* of an update: what is changed */
} VbtRowChange;

typedef gboolean (*VbtRowFunc) (gpointer data, const VbtRowChange *row, GError **error);

gboolean vbt_changeset_foreach (VbtDb *db, GBytes *changeset, gboolean invert, VbtRowFunc function,
                                gpointer data, GError **error);
gboolean vbt_changeset_is_whole (GBytes *changeset);
gboolean vbt_changeset_split (GBytes *kept, GBytes **first, GBytes **second);

VbtChange *vbt_change_new (void);
VbtChange *vbt_change_new_all (void);
VbtChange *vbt_change_copy (const VbtChange *self);
void vbt_change_free (VbtChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtChange, vbt_change_free)
void vbt_change_add_document (VbtChange *self, VbtId document);
void vbt_change_add_part (VbtChange *self, VbtId document, VbtId annotation);

G_END_DECLS
