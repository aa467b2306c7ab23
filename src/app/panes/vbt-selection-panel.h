/* vbt-selection-panel.h: the selected annotation in detail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/vbt-article.h"

G_BEGIN_DECLS

#define VBT_TYPE_SELECTION_PANEL (vbt_selection_panel_get_type ())
G_DECLARE_FINAL_TYPE (VbtSelectionPanel, vbt_selection_panel, VBT, SELECTION_PANEL, GtkWidget)

void vbt_selection_panel_set_session (VbtSelectionPanel *self, VbtSession *session,
                                      VbtArticle *article);

G_END_DECLS
