/* vbt-backup-preferences.h: how many backups, how often, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VBT_TYPE_BACKUP_PREFERENCES (vbt_backup_preferences_get_type ())
G_DECLARE_FINAL_TYPE (VbtBackupPreferences, vbt_backup_preferences, VBT, BACKUP_PREFERENCES,
                      AdwPreferencesGroup)

G_END_DECLS
