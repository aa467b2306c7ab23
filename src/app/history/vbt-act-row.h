/* vbt-act-row.h: what the history shows of an act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_ACT_ROW (vbt_act_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtActRow, vbt_act_row, VBT, ACT_ROW, GObject)

VbtActRow *vbt_act_row_new (VbtSession *session, VbtHistoryRow *act);
const VbtHistoryRow *vbt_act_row_get_act (VbtActRow *self);
char *vbt_time_to_title (gint64 time);

G_END_DECLS
