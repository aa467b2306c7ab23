/* vbt-article.h: the article: headline, text with its marks, margin with the speakers' names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

/**
 * VbtArticle:
 *
 * The page on which the document of a session is read and marked: a widget that scrolls itself.
 * Everything that can be done to the article is an action of it, prefixed `article.`:
 * label(s: label id as vbt_id_to_string()), relabel(s), choose(x: annotation), link-as((xxx): relation, from, to);
 * next- and previous- with annotation, suggestion, quote, by-speaker, problem, sentence, sentence-extend; accept, reject,
 * speaker, link, delete, add-fragment, remove-fragment; end-forward, end-back, start-forward, start-back (by token), and
 * the same with -character; edit-attributes, choose-label, select-word, -sentence, -paragraph, widen-selection, menu, copy,
 * clear.
 *
 * Emits `edit-attributes` when Return was pressed on a selected annotation. `font-scale` is the size of the text,
 * `snap-to-words` whether what is dragged goes by words. `hits-changed` says that what vbt_article_find() looked for is
 * found, where that took a while.
 */
#define VBT_TYPE_ARTICLE (vbt_article_get_type ())
G_DECLARE_FINAL_TYPE (VbtArticle, vbt_article, VBT, ARTICLE, GtkWidget)

GtkWidget *vbt_article_new (void);
void vbt_article_set_session (VbtArticle *self, VbtSession *session); /* NULL: empty */
gboolean vbt_article_get_selection (VbtArticle *self,
                                    VbtRange *range); /* of the text, snapped to nothing */
void vbt_article_select_range (VbtArticle *self, VbtRange range); /* and scrolls there */
void vbt_article_scroll_to (VbtArticle *self, VbtId annotation);
void vbt_article_find (VbtArticle *self,
                       const char *text); /* marks all hits, goes to the first; NULL ends */
gboolean vbt_article_is_finding (VbtArticle *self);
guint vbt_article_get_n_hits (VbtArticle *self, guint *current);
void vbt_article_find_next (VbtArticle *self, gboolean forward);
char *vbt_article_describe (VbtSession *session, const VbtAnnotation *annotation);

G_END_DECLS
