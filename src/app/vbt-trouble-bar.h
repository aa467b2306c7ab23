/* vbt-trouble-bar.h: why the project cannot be written, and what to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbtTroubleBar:
 *
 * A banner above the article. It stays as long as the trouble does.
 */
#define VBT_TYPE_TROUBLE_BAR (vbt_trouble_bar_get_type ())
G_DECLARE_FINAL_TYPE (VbtTroubleBar, vbt_trouble_bar, VBT, TROUBLE_BAR, GtkWidget)

void vbt_trouble_bar_show (VbtTroubleBar *self, const char *text, gboolean can_retry,
                           gboolean can_copy);

G_END_DECLS
