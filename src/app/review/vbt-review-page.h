/* vbt-review-page.h: the page Review: one suggestion after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/vbt-pages.h"

G_BEGIN_DECLS

#define VBT_TYPE_REVIEW_PAGE (vbt_review_page_get_type ())
G_DECLARE_FINAL_TYPE (VbtReviewPage, vbt_review_page, VBT, REVIEW_PAGE, GtkWidget)

extern const VbtPage vbt_page_review;

G_END_DECLS
