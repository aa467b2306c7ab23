/* vbt-merge-row.h: what a merge left as it was, as the list of such things shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "store/vbt-merge.h"

G_BEGIN_DECLS

#define VBT_TYPE_MERGE_ROW (vbt_merge_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtMergeRow, vbt_merge_row, VBT, MERGE_ROW, GObject)

VbtMergeRow *vbt_merge_row_new (const VbtMergeNote *note);

G_END_DECLS
