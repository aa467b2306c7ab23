/* vbt-review.h: the queue of suggestions, and occurrences of words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_REVIEW_DOCUMENT, /* as they stand in the articles */
  VBT_REVIEW_LEAST_CERTAIN,
  VBT_REVIEW_MOST_CERTAIN,
  VBT_REVIEW_LABEL,
  VBT_REVIEW_STRING
} VbtReviewOrder;

/** VbtReviewFilter: which suggestions that somebody has not decided on, in which order. */
typedef struct
{
  VbtId me;
  VbtReviewOrder order;
  VbtId label;    /* 0: any */
  VbtId tagger;   /* 0: any */
  VbtId document; /* 0: any */
  gboolean scope; /* only in the documents of vbt_store_set_review_scope() */
} VbtReviewFilter;

/** VbtReviewItem: a suggestion that waits; also the place in a queue from which it goes on. */
typedef struct
{
  VbtId id;
  VbtId document;
  gint64 number; /* of the document's row: the order in which documents were added */
  VbtId tagger;
  VbtId label;
  VbtOffset start; /* in code points */
  VbtOffset end;
  double confidence; /* 0…1; 1 where the tagger says nothing */
  char *rule;        /* or "" */
  char *words;       /* how it begins, folded */
} VbtReviewItem;

VbtReviewItem *vbt_review_item_copy (const VbtReviewItem *self);
void vbt_review_item_free (VbtReviewItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtReviewItem, vbt_review_item_free)

char *vbt_review_fold (const VbtText *text, VbtOffset start, VbtOffset end);
gboolean vbt_store_set_review_scope (VbtStore *self, const GArray *documents, GError **error);
GPtrArray *vbt_store_list_review (VbtStore *self, const VbtReviewFilter *filter,
                                  const VbtReviewItem *after, guint limit,
                                  GError **error); /* of VbtReviewItem */
VbtReviewItem *vbt_store_get_review_item (VbtStore *self, VbtId suggestion, VbtId me,
                                          gboolean *is_open);

/** VbtLikeness: in what a suggestion is like another. */
typedef enum
{
  VBT_LIKE_STRING,  /* the same words as the same label */
  VBT_LIKE_SPEAKER, /* said by, or naming, the same */
  VBT_LIKE_RULE,    /* the same rule of the same tagger, as the same label */
} VbtLikeness;

GPtrArray *vbt_store_list_like (VbtStore *self, VbtId me, const VbtReviewItem *item,
                                VbtLikeness likeness, VbtId entity, guint limit,
                                GError **error); /* of VbtReviewItem, without @item */

/** VbtReviewCount: how far the review of what one tagger suggests as one label is. */
typedef struct
{
  VbtId tagger;
  VbtId label;
  guint64 n_left;
  guint64 n_by_verdict[3]; /* by VbtVerdict */
} VbtReviewCount;

GArray *vbt_store_count_review (VbtStore *self, const VbtReviewFilter *filter,
                                GError **error); /* of VbtReviewCount */

/** VbtOccurrence: where words stand. */
typedef struct
{
  VbtId document;
  VbtRange range;
} VbtOccurrence;

/** VbtContext: words, and what stands around them, each in one line. */
typedef struct
{
  char *before;
  char *words;
  char *after;
  char *title; /* of the document */
} VbtContext;

VbtContext *vbt_store_get_context (VbtStore *self, VbtId document, VbtRange range, guint n_chars);
void vbt_context_free (VbtContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtContext, vbt_context_free)

/** VbtOccurrenceQuery: words to be found everywhere. */
typedef struct
{
  const char *words;
  gboolean whole_words;
  gboolean match_case;
  VbtId document; /* 0: in the whole project */
} VbtOccurrenceQuery;

/* Gets the places of one document, in their order; share: how much is done, 0…1. FALSE: that is enough. */
typedef gboolean (*VbtOccurrencesFunc) (gpointer data, const GArray *places, double share);

void vbt_text_find_words (const VbtText *text, const VbtOccurrenceQuery *query, VbtId document,
                          GArray *places); /* of VbtOccurrence */
gboolean vbt_store_find_words (VbtStore *self, const VbtOccurrenceQuery *query,
                               VbtOccurrencesFunc function, gpointer data,
                               GCancellable *cancellable, GError **error);

G_END_DECLS
