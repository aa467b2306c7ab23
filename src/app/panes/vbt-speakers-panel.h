/* vbt-speakers-panel.h: who said what: the speakers of the document, by the number of their quotes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/vbt-article.h"

G_BEGIN_DECLS

#define VBT_TYPE_SPEAKERS_PANEL (vbt_speakers_panel_get_type ())
G_DECLARE_FINAL_TYPE (VbtSpeakersPanel, vbt_speakers_panel, VBT, SPEAKERS_PANEL, GtkWidget)

void vbt_speakers_panel_set_session (VbtSpeakersPanel *self, VbtSession *session,
                                     VbtArticle *article);

G_END_DECLS
