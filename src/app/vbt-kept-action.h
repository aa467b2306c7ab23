/* vbt-kept-action.h: an action that waits until all of a long document is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

gboolean vbt_keep_action (GtkWidget *widget, VbtSession *session, const char *name,
                          GVariant *parameter);

G_END_DECLS
