/* vbt-recheck.h: looks in the background where annotations break rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-progress.h"
#include "store/vbt-problems.h"

G_BEGIN_DECLS

gboolean vbt_recheck (VbtStore *store, const VbtProgress *progress, GCancellable *cancellable,
                      GError **error);

G_END_DECLS
