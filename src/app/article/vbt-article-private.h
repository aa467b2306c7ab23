/* vbt-article-private.h: what the parts of the article share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-article-view.h"
#include "vbt-article.h"
#include "vbt-find.h"

G_BEGIN_DECLS

/** VbtLinkEnd: a span that a link may go to, and by which relation. */
typedef struct
{
  VbtId span;
  VbtId relation;   /* the label */
  gboolean reverse; /* the relation goes from @span to where the link began */
} VbtLinkEnd;

struct _VbtArticle
{
  GtkWidget parent_instance;

  VbtSession *session; /* (nullable) */
  GtkWidget *overlay;
  GtkWidget *view;
  GtkWidget *minimap;
  GtkWidget *hint; /* a GtkRevealer */
  GtkWidget *hint_label;
  gboolean hint_is_hidden; /* it says that what is selected is hidden */
  GtkWidget *label_popover;
  GtkWidget *speaker_popover;

  /* Find. */
  VbtFinder *finder; /* (nullable): of the document that is shown */
  GArray *hits;      /* (nullable): of VbtRange */
  guint current_hit; /* index in @hits */

  /* Link mode. */
  VbtId link_from;   /* 0: no link is being made */
  GArray *link_ends; /* of VbtLinkEnd, in the order of the text */
  guint link_index;
};

/* vbt-article-keys.c */
void vbt_article_install_actions (GtkWidgetClass *klass);
void vbt_article_add_keys (VbtArticle *self);
void vbt_article_update_actions (VbtArticle *self);

/* vbt-article-edit.c */
void vbt_article_label (VbtArticle *self, VbtId label);
void vbt_article_move_edge (VbtArticle *self, gboolean end, gboolean forward, gboolean character);
void vbt_article_set_extent (VbtArticle *self, VbtRange extent);
void vbt_article_select_word (VbtArticle *self);
gboolean vbt_article_step (VbtArticle *self, gboolean forward, gboolean suggestions);

/* vbt-article-link.c */
void vbt_article_link_begin (VbtArticle *self);
void vbt_article_link_end (VbtArticle *self);
void vbt_article_link_confirm (VbtArticle *self);
void vbt_article_link_step (VbtArticle *self, int step);
gboolean vbt_article_link_choose (VbtArticle *self, VbtId span);

/* vbt-article-visibility.c */
void vbt_article_hint_hidden (VbtArticle *self, const VbtAnnotation *selected);
void vbt_article_visibility_changed (VbtArticle *self);

void vbt_article_place_popover (VbtArticle *self, GtkWidget *popover, VbtRange range);
void vbt_article_show_hint (VbtArticle *self, const char *text);

G_END_DECLS
