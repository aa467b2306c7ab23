/* vbt-window-places.h: what pages ask of the window: places in articles, and long acts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-hits.h"
#include "store/vbt-review.h"
#include "vbt-window.h"

G_BEGIN_DECLS

void vbt_window_show_place (VbtWindow *self, VbtId document, VbtId annotation, VbtRange range);
void vbt_window_activate_in_article (VbtWindow *self, const char *action);
void vbt_window_run_hits (VbtWindow *self, const VbtHitsOptions *options);
void vbt_window_go_to_act (VbtWindow *self, const VbtHistoryRow *act);
void vbt_window_decide (VbtWindow *self, const GPtrArray *items, VbtVerdict verdict);

G_END_DECLS
