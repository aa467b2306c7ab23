/* vbt-article-private.h: what the parts of the article share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-article-units.h"
#include "vbt-article-view.h"
#include "vbt-article.h"
#include "vbt-find.h"

G_BEGIN_DECLS

/* What lies farther from a span is not offered to be linked to it, in code points. */
#define VBT_ARTICLE_LINK_NEAR (256 * 1024)

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
  GTask *preparing;  /* (nullable), not owned: makes @finder */
  char *sought;      /* (nullable): the words */
  GArray *hits;      /* (nullable): of VbtRange */
  guint current_hit; /* index in @hits */

  /* Link mode. */
  VbtId link_from;   /* 0: no link is being made */
  GArray *link_ends; /* of VbtLinkEnd, in the order of the text */
  guint link_index;
  gboolean link_over; /* a link that is dragged is over the end at @link_index */
  gboolean link_same; /* what is chosen is no other end, but what the first one is the same as */

  GtkWidget *menu;       /* a GtkPopoverMenu */
  guint hint_source;     /* takes a hint away again */
  VbtId fragment_target; /* the span that was selected last: text can be added to it */
  guint problem_index;   /* of the one that is shown, or G_MAXUINT */
  int problem_step;      /* 0, or where to go when the problems are known */
};

/* vbt-article-find.c */
void vbt_article_forget_hits (VbtArticle *self);

/* vbt-article-keys.c */
void vbt_article_install_actions (GtkWidgetClass *klass);
void vbt_article_add_keys (VbtArticle *self);
void vbt_article_update_actions (VbtArticle *self);

/* vbt-article-edit.c */
void vbt_article_label (VbtArticle *self, VbtId label);
void vbt_article_move_edge (VbtArticle *self, gboolean end, gboolean forward, gboolean character);
void vbt_article_set_extent (VbtArticle *self, VbtRange extent);
void vbt_article_select_word (VbtArticle *self);
void vbt_article_select_unit (VbtArticle *self, VbtUnit unit);
void vbt_article_add_fragment (VbtArticle *self, VbtRange range);
void vbt_article_add_selection (VbtArticle *self);
void vbt_article_remove_fragment (VbtArticle *self);
const VbtAnnotation *vbt_article_get_fragment_target (VbtArticle *self);

/* vbt-article-step.c */
/** VbtStep: what is gone through. */
typedef enum
{
  VBT_STEP_ANNOTATION,
  VBT_STEP_QUOTE,
  VBT_STEP_SUGGESTION,
  VBT_STEP_SAME_SPEAKER,
} VbtStep;

void vbt_article_step (VbtArticle *self, VbtStep step, gboolean forward);
void vbt_article_step_problem (VbtArticle *self, gboolean forward);
void vbt_article_fix_problem (VbtArticle *self);
void vbt_article_go_on_to_problem (VbtArticle *self);
void vbt_article_move_caret (VbtArticle *self, VbtUnit unit, gboolean forward, gboolean extend);
void vbt_article_widen_selection (VbtArticle *self);

/* vbt-article-link.c */
void vbt_article_link_begin (VbtArticle *self);
void vbt_article_link_end (VbtArticle *self);
void vbt_article_link_confirm (VbtArticle *self);
void vbt_article_link_step (VbtArticle *self, int step);
gboolean vbt_article_link_choose (VbtArticle *self, VbtId span);
void vbt_article_link_as (VbtArticle *self, VbtId relation, VbtId from, VbtId to);
void vbt_article_link_dragged_cb (VbtArticle *self, gint64 from, gint64 to, int phase);
void vbt_article_link_offer (VbtArticle *self, VbtId from);

/* vbt-article-same.c */
void vbt_article_same (VbtArticle *self);
void vbt_article_same_begin (VbtArticle *self);
void vbt_article_same_take (VbtArticle *self, VbtId span, VbtId other);
char *vbt_article_same_describe (VbtArticle *self, const VbtAnnotation *other);

/* vbt-article-menu.c */
void vbt_article_init_menu (VbtArticle *self);
void vbt_article_show_menu (VbtArticle *self, GMenuModel *model, VbtRange range);
void vbt_article_show_context_menu (VbtArticle *self);
char *vbt_article_get_text (VbtArticle *self);

/* vbt-article-many.c */
void vbt_article_install_many_actions (GtkWidgetClass *klass);
gboolean vbt_article_has_suggestions (VbtArticle *self);
void vbt_article_add_many_keys (GtkShortcutController *controller);

/* vbt-article-hover.c */
void vbt_article_init_hover (VbtArticle *self);
char *vbt_article_describe_fully (VbtArticle *self, const VbtAnnotation *annotation);

/* vbt-article-visibility.c */
void vbt_article_hint_hidden (VbtArticle *self, const VbtAnnotation *selected);
void vbt_article_visibility_changed (VbtArticle *self);

void vbt_article_place_popover (VbtArticle *self, GtkWidget *popover, VbtRange range);
void vbt_article_show_hint (VbtArticle *self, const char *text);
void vbt_article_flash_hint (VbtArticle *self, const char *text);
gboolean vbt_article_show_labels (VbtArticle *self);
void vbt_article_ask_label (VbtArticle *self);

G_END_DECLS
