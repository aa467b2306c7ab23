/* vbt-review-text.h: a suggestion in its sentence, with the one before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/vbt-document.h"

G_BEGIN_DECLS

#define VBT_TYPE_REVIEW_TEXT (vbt_review_text_get_type ())
G_DECLARE_FINAL_TYPE (VbtReviewText, vbt_review_text, VBT, REVIEW_TEXT, GtkWidget)

void vbt_review_text_show (VbtReviewText *self, const VbtDocument *document, VbtCatalog *catalog,
                           const VbtAnnotation *suggestion, VbtRange range);

G_END_DECLS
