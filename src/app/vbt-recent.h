/* vbt-recent.h: the projects that were opened lately, and the places of new ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void vbt_recent_add (const char *path);
void vbt_recent_remove (const char *path);
char **vbt_recent_list (void);
char *vbt_project_title (const char *path);
char *vbt_project_folder (void);
char *vbt_project_new_path (const char *folder, const char *title);

G_END_DECLS
