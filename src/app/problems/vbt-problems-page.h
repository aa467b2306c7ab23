/* vbt-problems-page.h: the page Problems: where annotations break rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/vbt-pages.h"

G_BEGIN_DECLS

#define VBT_TYPE_PROBLEMS_PAGE (vbt_problems_page_get_type ())
G_DECLARE_FINAL_TYPE (VbtProblemsPage, vbt_problems_page, VBT, PROBLEMS_PAGE, GtkWidget)

void vbt_problems_page_show_article (VbtProblemsPage *self);

extern const VbtPage vbt_page_problems;

G_END_DECLS
