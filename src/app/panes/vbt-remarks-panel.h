/* vbt-remarks-panel.h: notes and questions on what is selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/vbt-article.h"

G_BEGIN_DECLS

#define VBT_TYPE_REMARKS_PANEL (vbt_remarks_panel_get_type ())
G_DECLARE_FINAL_TYPE (VbtRemarksPanel, vbt_remarks_panel, VBT, REMARKS_PANEL, GtkWidget)

void vbt_remarks_panel_set_session (VbtRemarksPanel *self, VbtSession *session,
                                    VbtArticle *article);
void vbt_remarks_panel_write (VbtRemarksPanel *self);

G_END_DECLS
