/* vbt-query-completion.h: shows how the query in an entry may go on, and where it is wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

/** VbtQueryCompletion: belongs to an entry in which a query is typed, and goes with it. */
#define VBT_TYPE_QUERY_COMPLETION (vbt_query_completion_get_type ())
G_DECLARE_FINAL_TYPE (VbtQueryCompletion, vbt_query_completion, VBT, QUERY_COMPLETION, GtkPopover)

VbtQueryCompletion *vbt_query_completion_new (GtkSearchEntry *entry);
void vbt_query_completion_set_session (VbtQueryCompletion *self, VbtSession *session);
void vbt_query_completion_mark_wrong (VbtQueryCompletion *self, guint column);

G_END_DECLS
