/* vbt-ticker.h: progress, ten times a second at the most
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-progress.h"

G_BEGIN_DECLS

/** VbtTicker: when progress was last reported; all zero at the beginning. */
typedef struct
{
  gint64 last;
} VbtTicker;

void vbt_ticker_report (VbtTicker *self, const VbtProgress *progress, guint64 done, guint64 total,
                        const char *what);

G_END_DECLS
