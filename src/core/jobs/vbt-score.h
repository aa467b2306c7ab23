/* vbt-score.h: how well annotations agree with those that are held to be right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"
#include "jobs/vbt-progress.h"

G_BEGIN_DECLS

/** VbtScoreRow: one line of the table; shares are of 1. */
typedef struct
{
  char *what;    /* a label, "attribution", "direct", "quotation" … */
  char *measure; /* "exact", "overlap", "token", "triple" … */
  double precision;
  double recall;
  double f1;
  guint64 n_gold;
  guint64 n_predicted;
} VbtScoreRow;

/** VbtSpeakerRow: how many quotations have their right speaker. */
typedef struct
{
  const char *which; /* "all", or "long": of five words or more */
  const char *by;    /* "mention", or "name": the same surname will do */
  double end_to_end; /* of all that have a speaker */
  double of_detected;
  double of_claimed;
  guint64 n_quotations;
  guint64 n_detected;
} VbtSpeakerRow;

/** VbtScore: the outcome of a comparison. */
typedef struct
{
  guint n_documents;
  guint n_missing;  /* documents that were not predicted at all */
  GPtrArray *rows;  /* of VbtScoreRow */
  GArray *speakers; /* of VbtSpeakerRow */
} VbtScore;

VbtScore *vbt_score (const char *gold, const char *predicted, const VbtFormat *format,
                     const VbtProgress *progress, GCancellable *cancellable, GError **error);
void vbt_score_free (VbtScore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtScore, vbt_score_free)

G_END_DECLS
