/* vbt-train.h: lets the learner learn from what people decided in a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-progress.h"
#include "taggers/vbt-learned.h"

G_BEGIN_DECLS

VbtLearnedReport *vbt_train (VbtStore *store, const VbtProgress *progress,
                             GCancellable *cancellable, GError **error);
gboolean vbt_train_is_due (VbtStore *store, guint64 n_tried, guint64 n_new, guint64 *n_evidence);

G_END_DECLS
