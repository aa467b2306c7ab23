/* vbt-search-page.h: the page that searches the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/vbt-pages.h"

G_BEGIN_DECLS

#define VBT_TYPE_SEARCH_PAGE (vbt_search_page_get_type ())
G_DECLARE_FINAL_TYPE (VbtSearchPage, vbt_search_page, VBT, SEARCH_PAGE, GtkWidget)

extern const VbtPage vbt_page_search;

void vbt_search_page_ask (VbtSearchPage *self, const char *query);

G_END_DECLS
