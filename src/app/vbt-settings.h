/* vbt-settings.h: what the window remembers for its user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *vbt_settings (void);

G_END_DECLS
