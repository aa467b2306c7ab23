/* vbt-backup.h: rolling copies of a project, and how one comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store.h"

G_BEGIN_DECLS

/** VbtBackup: a copy of a project, and what was in it. */
typedef struct
{
  char *path;
  gint64 time;           /* in seconds since 1970, UTC */
  guint64 size;          /* in bytes */
  gboolean is_described; /* whether the counts are known */
  guint64 n_documents;
  guint64 n_annotations; /* spans by people */
  guint64 n_suggestions;
  char *last_act; /* (nullable): the last row of its history, in words */
} VbtBackup;

void vbt_backup_free (VbtBackup *self);

char *vbt_backup_get_folder (const char *base, const char *project);
char *vbt_backup_make (VbtStore *store, const char *folder, guint keep, GError **error);
GPtrArray *vbt_backup_list (const char *folder, GError **error);
gboolean vbt_backup_restore (const char *backup, const char *project, GError **error);

G_END_DECLS
