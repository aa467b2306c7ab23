/* vbt-merge-copies.h: several copies of a project into it, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-progress.h"
#include "store/vbt-merge.h"

G_BEGIN_DECLS

/** VbtMergeCopiesOptions: as `vbt merge` and the window take them. */
typedef struct
{
  const char *const *paths; /* the other copies; NULL-terminated */
  VbtId me;                 /* whose acts these are */
  gboolean only_look;       /* what would come of it; nothing is written */
} VbtMergeCopiesOptions;

/** VbtMergedCopy: what came of one copy. */
typedef struct
{
  char *path;
  char *refusal; /* (nullable): why nothing of it was merged */
  VbtMergeResult result;
} VbtMergedCopy;

void vbt_merged_copy_free (VbtMergedCopy *self);

gboolean vbt_merge_copies (VbtStore *store, const VbtMergeCopiesOptions *options, GPtrArray *copies,
                           const VbtProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
