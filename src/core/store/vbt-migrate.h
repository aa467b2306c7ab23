/* vbt-migrate.h: from one version of the project file to the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-db.h"

G_BEGIN_DECLS

guint vbt_migrate_get_version (void);
char **vbt_migrate_get_scripts (void);
gboolean vbt_migrate_create (VbtDb *db, const char *const *scripts, GError **error);
gboolean vbt_migrate_update (VbtDb *db, guint from, const char *const *scripts, GError **error);
VbtDb *vbt_migrate_copy (VbtDb *db, guint from, const char *const *scripts, GError **error);
gboolean vbt_migrate_schema_is_ours (VbtDb *db, guint version, const char *const *scripts,
                                     char **difference, GError **error);

gboolean vbt_migrate_is_readable (VbtDb *db, const char *const *scripts, GError **error);

G_END_DECLS
