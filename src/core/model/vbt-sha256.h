/* vbt-sha256.h: SHA-256 with the instructions that processors have for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vbt_sha256 (const guint8 *data, gsize n_bytes);

G_END_DECLS
