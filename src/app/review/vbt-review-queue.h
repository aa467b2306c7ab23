/* vbt-review-queue.h: a way through the suggestions: the one that is shown, the next ones, and those behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-review.h"

G_BEGIN_DECLS

typedef struct _VbtReviewQueue VbtReviewQueue;

VbtReviewQueue *vbt_review_queue_new (VbtStore *store);
void vbt_review_queue_free (VbtReviewQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtReviewQueue, vbt_review_queue_free)

gboolean vbt_review_queue_start (VbtReviewQueue *self, const VbtReviewFilter *filter,
                                 GError **error);
const VbtReviewItem *vbt_review_queue_get_current (VbtReviewQueue *self); /* (nullable) */
gboolean vbt_review_queue_next (VbtReviewQueue *self, GError **error);
gboolean vbt_review_queue_previous (VbtReviewQueue *self);
gboolean vbt_review_queue_renew (VbtReviewQueue *self, GError **error);
gboolean vbt_review_queue_wants (VbtReviewQueue *self, VbtReviewFilter *filter,
                                 const VbtReviewItem **after);
gboolean vbt_review_queue_is_waiting (VbtReviewQueue *self);
gboolean vbt_review_queue_feed (VbtReviewQueue *self, const GPtrArray *items);

G_END_DECLS
