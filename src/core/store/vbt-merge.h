/* vbt-merge.h: what others annotated in their copies of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-search.h"
#include "vbt-store.h"

G_BEGIN_DECLS

/**
 * VbtMergeReason: why something of the other copy did not come in, or something here did not go
 * @VBT_MERGE_CHANGED_IN_BOTH: changed in both copies differently; ours is kept
 * @VBT_MERGE_DELETED_THERE: deleted there and changed here; it is kept
 * @VBT_MERGE_DELETED_HERE: deleted here and changed there; it stays deleted
 * @VBT_MERGE_LEFT_OUT: does not fit to what is here; it is left out
 */
typedef enum
{
  VBT_MERGE_CHANGED_IN_BOTH,
  VBT_MERGE_DELETED_THERE,
  VBT_MERGE_DELETED_HERE,
  VBT_MERGE_LEFT_OUT,
} VbtMergeReason;

/** VbtMergeNote: something that was left as it is, which somebody may want to look at. */
typedef struct
{
  VbtMergeReason reason;
  VbtId document; /* or 0 */
  char *article;  /* (nullable): what @document is called */
  char *what;     /* in words: what it is about */
  char *ours;     /* (nullable): the value here */
  char *theirs;   /* (nullable): the value there */
} VbtMergeNote;

/** VBT_MERGE_MOST_NOTES: more are counted, and not kept. */
#define VBT_MERGE_MOST_NOTES 100000

/** VbtMergeResult: what came of a merge. */
typedef struct
{
  guint64 n_documents, n_annotations, n_decisions, n_statuses, n_remarks, n_entities, n_labels,
      n_attributes, n_annotators; /* those that are new here */
  guint64 n_changed;              /* rows of which something changed, or to which something came */
  guint64 n_deleted;
  GPtrArray *notes; /* of VbtMergeNote */
  guint64 n_notes;  /* also those that were not kept */
  gint64 act;       /* its number in the history; 0 where nothing came of it */
} VbtMergeResult;

typedef struct
{
  VbtId me;           /* whose act it is */
  gboolean only_look; /* what would come of it; nothing is written */
} VbtMergeOptions;

void vbt_merge_result_clear (VbtMergeResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtMergeResult, vbt_merge_result_clear)
gboolean vbt_merge_result_is_empty (const VbtMergeResult *self);
char *vbt_merge_result_describe (const VbtMergeResult *self, const char *path);
const char *vbt_merge_reason_to_string (VbtMergeReason reason);
const char *vbt_merge_reason_to_words (VbtMergeReason reason);
char *vbt_merge_note_describe (const VbtMergeNote *self);

gboolean vbt_store_merge (VbtStore *self, const char *path, const VbtMergeOptions *options,
                          VbtMergeResult *result, const VbtFollower *follower, gboolean *is_refused,
                          GError **error);

G_END_DECLS
