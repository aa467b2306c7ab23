/* vbt-legend.h: what each label looks like, how often it is here, and whether it is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_LEGEND (vbt_legend_get_type ())
G_DECLARE_FINAL_TYPE (VbtLegend, vbt_legend, VBT, LEGEND, GtkPopover)

void vbt_legend_set_session (VbtLegend *self, VbtSession *session);

G_END_DECLS
