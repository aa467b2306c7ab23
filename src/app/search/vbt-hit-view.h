/* vbt-hit-view.h: hits below each other, aligned where they begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "search/vbt-hit-list.h"

G_BEGIN_DECLS

GtkListItemFactory *vbt_hit_view_make_factory (gboolean focus_ticks);
void vbt_hit_view_set_up (GtkListView *view, VbtHitList *list);

G_END_DECLS
