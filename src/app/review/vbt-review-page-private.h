/* vbt-review-page-private.h: what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panes/vbt-scope.h"
#include "review/vbt-review-page.h"
#include "review/vbt-review-queue.h"
#include "review/vbt-review-text.h"
#include "search/vbt-hit-view.h"
#include "store/vbt-actions.h"
#include "store/vbt-filter.h"

G_BEGIN_DECLS

struct _VbtReviewPage
{
  GtkWidget parent;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *tally; /* the counts, shown when nothing is left */
  GtkWidget *filters;
  GtkProgressBar *progress;
  GtkLabel *counts;
  GtkLabel *origin;
  VbtReviewText *text;
  GtkLabel *mine;
  GtkWidget *buttons;
  GtkLabel *like_title;
  GtkDropDown *likeness;
  GtkWidget *like_buttons;
  GtkWidget *like_scroller;
  GtkListView *like_view;
  GtkDropDown *scope;
  GtkDropDown *order;
  GtkDropDown *label;
  GtkDropDown *tagger;
  GtkWidget *speaker_button;
  GtkWidget *speaker_popover;

  VbtSession *session;   /* (nullable) */
  VbtReviewQueue *queue; /* (nullable): of the session */
  VbtReviewFilter filter;
  GCancellable *feed;    /* (nullable): of the thread that reads on */
  VbtDocument *document; /* (nullable): the one with the suggestion that is shown */
  GCancellable *reading; /* (nullable): of the thread that reads it, where it is long */
  VbtId wanted;          /* what that reads */
  VbtRange range;        /* where the suggestion is to be */
  gboolean edges;        /* the arrows move its edges */
  GArray *labels;        /* of VbtId: those of the drop-down, from its second entry on */
  GArray *taggers;
  VbtHitList *like;
  GPtrArray *like_items; /* of VbtReviewItem: the same */
  guint64 n_left;        /* with any label and by any tagger, for the page's badge */
  gboolean is_counting;
  gboolean count_again;
  gboolean is_stale;     /* the project changed while another page was shown */
  gboolean is_elsewhere; /* so did the filter of the list of documents */
};

/* vbt-review-page.c */
void vbt_review_page_restart (VbtReviewPage *self);
void vbt_review_page_show (VbtReviewPage *self);
void vbt_review_page_renew (VbtReviewPage *self);
void vbt_review_page_show_text (VbtReviewPage *self);
void vbt_review_page_report (VbtReviewPage *self, GError *error);
const VbtAnnotation *vbt_review_page_get_suggestion (VbtReviewPage *self);

/* vbt-review-page-actions.c */
void vbt_review_page_install_actions (GtkWidgetClass *klass);
void vbt_review_page_update_who (VbtReviewPage *self);
void vbt_review_page_add_keys (VbtReviewPage *self);
void vbt_review_page_add_buttons (VbtReviewPage *self);

/* vbt-review-page-like.c */
void vbt_review_page_list_like (VbtReviewPage *self);
void vbt_review_page_list_like_soon (VbtReviewPage *self);
GPtrArray *vbt_review_page_dup_ticked (VbtReviewPage *self);

/* vbt-review-page-counts.c */
void vbt_review_page_count (VbtReviewPage *self);

/* vbt-review-page-feed.c */
gboolean vbt_review_set_scope (VbtStore *store, const VbtFilter *documents, GError **error);
void vbt_review_page_feed (VbtReviewPage *self);
void vbt_review_page_stop_feed (VbtReviewPage *self);

/* vbt-review-page-filters.c */
void vbt_review_page_add_filters (VbtReviewPage *self);
void vbt_review_page_fill_filters (VbtReviewPage *self);

G_END_DECLS
