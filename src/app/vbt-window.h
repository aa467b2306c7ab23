/* vbt-window.h: the window: a project with its documents, the article and the inspector
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_WINDOW (vbt_window_get_type ())
G_DECLARE_FINAL_TYPE (VbtWindow, vbt_window, VBT, WINDOW, AdwApplicationWindow)

VbtWindow *vbt_window_new (GtkApplication *application);
gboolean vbt_window_open (VbtWindow *self, const char *path);
gboolean vbt_window_create (VbtWindow *self, const char *path, const char *schema);
void vbt_window_import (VbtWindow *self, const char *const *paths);
void vbt_window_toast (VbtWindow *self, const char *message);
VbtSession *vbt_window_get_session (VbtWindow *self);
gboolean vbt_window_is_busy (VbtWindow *self);

G_END_DECLS
