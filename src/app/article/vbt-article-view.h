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
 * - `fragment-selected` (start: int, end: int): text was selected that is to be added to the selected annotation
 * - `link-dragged` (from: gint64, to: gint64, phase: int): a link is dragged from an annotation; it begins (0), is over an
 *   annotation or, where @to is 0, over none (1), is let go there (2)
 * - `stack-shown` (index: uint, n: uint): the mark that was chosen lies over or under others; which it is, from 1
 * - `menu-asked` (x: double, y: double): the menu is wanted for a place of the widget
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
void vbt_article_view_select (VbtArticleView *self, VbtOffset caret, VbtOffset bound);
VbtOffset vbt_article_view_get_caret (VbtArticleView *self);
gboolean vbt_article_view_get_visible_range (VbtArticleView *self, VbtRange *range);
void vbt_article_view_scroll_to (VbtArticleView *self, VbtRange range);
gboolean vbt_article_view_is_seen (VbtArticleView *self, VbtRange range);
gboolean vbt_article_view_get_place (VbtArticleView *self, VbtRange range, GdkRectangle *place);
GArray *vbt_article_view_get_boxes (VbtArticleView *self, VbtRange range);
gboolean vbt_article_view_get_offset_at (VbtArticleView *self, double x, double y,
                                         VbtOffset *offset);
VbtOffset vbt_article_view_get_gap_at (VbtArticleView *self, double x, double y);
GPtrArray *vbt_article_view_get_marks_at (VbtArticleView *self, double x, double y);
void vbt_article_view_set_snap (VbtArticleView *self, gboolean snap);
gboolean vbt_article_view_get_snap (VbtArticleView *self);

void vbt_article_view_set_hits (VbtArticleView *self, GArray *hits, guint current);
void vbt_article_view_set_link (VbtArticleView *self, VbtId from, VbtId to);
void vbt_article_view_set_link_ends (VbtArticleView *self, GHashTable *ends);

G_END_DECLS
