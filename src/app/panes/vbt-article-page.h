/* vbt-article-page.h: the middle of the window: find bar, article, and what the keys do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/vbt-article.h"

G_BEGIN_DECLS

#define VBT_TYPE_ARTICLE_PAGE (vbt_article_page_get_type ())
G_DECLARE_FINAL_TYPE (VbtArticlePage, vbt_article_page, VBT, ARTICLE_PAGE, GtkWidget)

void vbt_article_page_set_session (VbtArticlePage *self, VbtSession *session);
VbtArticle *vbt_article_page_get_article (VbtArticlePage *self);
void vbt_article_page_find (VbtArticlePage *self);
void vbt_article_page_find_next (VbtArticlePage *self, gboolean forward);

G_END_DECLS
