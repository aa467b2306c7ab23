/* vbt-minimap.h: a strip beside the article that shows where in all of it quotes and problems lie
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-article-view.h"

G_BEGIN_DECLS

/**
 * VbtMinimap:
 *
 * Stands in the place of the scroll bar. Its height is the whole document, by code points, however
 * much of it the text view holds at the time.
 */
#define VBT_TYPE_MINIMAP (vbt_minimap_get_type ())
G_DECLARE_FINAL_TYPE (VbtMinimap, vbt_minimap, VBT, MINIMAP, GtkWidget)

GtkWidget *vbt_minimap_new (VbtArticleView *view);
void vbt_minimap_set_session (VbtMinimap *self, VbtSession *session);
void vbt_minimap_set_hits (VbtMinimap *self, GArray *hits);
void vbt_minimap_go_to (VbtMinimap *self, double y);

G_END_DECLS
