/* vbt-preferences.h: the window's preferences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VBT_TYPE_PREFERENCES (vbt_preferences_get_type ())
G_DECLARE_FINAL_TYPE (VbtPreferences, vbt_preferences, VBT, PREFERENCES, AdwWindow)

GtkWindow *vbt_preferences_new (GtkWindow *parent);

G_END_DECLS
