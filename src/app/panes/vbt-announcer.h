/* vbt-announcer.h: says what changed, to those who hear the window as to those who see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_ANNOUNCER (vbt_announcer_get_type ())
G_DECLARE_FINAL_TYPE (VbtAnnouncer, vbt_announcer, VBT, ANNOUNCER, GtkWidget)

void vbt_announcer_set_session (VbtAnnouncer *self, VbtSession *session);

G_END_DECLS
