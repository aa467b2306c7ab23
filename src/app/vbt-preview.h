/* vbt-preview.h: the first lines of what an export wrote
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *vbt_preview_read (const char *folder);
void vbt_preview_remove (const char *folder);

G_END_DECLS
