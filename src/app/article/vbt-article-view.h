/* vbt-article-view.h: the text of an article with its marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-marks.h"

G_BEGIN_DECLS

/**
 * VbtArticleView:
 *
 * The text view in which an article is read. It paints the marks of a session's document below the
 * text, which stays as it is: no tags, no re-layout when marks change. Emits:
 *
 * - `text-selected`: a selection was made with the pointer
 * - `mark-chosen` (annotation: gint64): a mark, or its name in the margin, was clicked; 0: beside all marks
 * - `fragments-dragged` (start: int, end: int): an end of the selected annotation was dragged
 * - `range-changed`: another part of the text can be seen, or another document is shown
 */
#define VBT_TYPE_ARTICLE_VIEW (vbt_article_view_get_type ())
G_DECLARE_FINAL_TYPE (VbtArticleView, vbt_article_view, VBT, ARTICLE_VIEW, GtkTextView)

GtkWidget *vbt_article_view_new (void);
void vbt_article_view_set_session (VbtArticleView *self, VbtSession *session);
VbtSession *vbt_article_view_get_session (VbtArticleView *self);
const VbtMarks *vbt_article_view_get_marks (VbtArticleView *self);
void vbt_article_view_set_font_scale (VbtArticleView *self, double scale);
double vbt_article_view_get_font_scale (VbtArticleView *self);

gboolean vbt_article_view_get_selection (VbtArticleView *self, VbtRange *range, gboolean *exact);
void vbt_article_view_set_selection (VbtArticleView *self, VbtRange range);
VbtOffset vbt_article_view_get_caret (VbtArticleView *self);
gboolean vbt_article_view_get_visible_range (VbtArticleView *self, VbtRange *range);
void vbt_article_view_scroll_to (VbtArticleView *self, VbtRange range);
gboolean vbt_article_view_get_place (VbtArticleView *self, VbtRange range, GdkRectangle *place);
GArray *vbt_article_view_get_boxes (VbtArticleView *self, VbtRange range);
gboolean vbt_article_view_get_offset_at (VbtArticleView *self, double x, double y,
                                         VbtOffset *offset);

void vbt_article_view_set_hits (VbtArticleView *self, GArray *hits, guint current);
void vbt_article_view_set_link (VbtArticleView *self, VbtId from, VbtId to);

G_END_DECLS
