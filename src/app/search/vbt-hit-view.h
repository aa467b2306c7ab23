/* vbt-hit-view.h: hits below each other, aligned where they begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "search/vbt-hit-list.h"

G_BEGIN_DECLS

/** VbtHitViewFlags: how the rows are. */
typedef enum
{
  VBT_HIT_VIEW_DEFAULT = 0,
  VBT_HIT_VIEW_NO_TITLES = 1 << 0,   /* there is no room for those of the articles */
  VBT_HIT_VIEW_FOCUS_TICKS = 1 << 1, /* the boxes take the keyboard */
} VbtHitViewFlags;

GtkListItemFactory *vbt_hit_view_make_factory (VbtHitViewFlags flags);
void vbt_hit_view_set_up (GtkListView *view, VbtHitList *list);

G_END_DECLS
