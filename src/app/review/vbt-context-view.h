/* vbt-context-view.h: a list of words in their context, with ticks, as it is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "review/vbt-context-list.h"

G_BEGIN_DECLS

void vbt_context_view_set_up (GtkListView *view, VbtContextList *list);

G_END_DECLS
