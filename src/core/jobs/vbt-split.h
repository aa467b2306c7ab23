/* vbt-split.h: documents dealt out into training, development and test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

GPtrArray *vbt_split (const GArray *documents, const guint *shares, guint64 seed);
char *vbt_split_path (const char *path, const char *part);

G_END_DECLS
