/* vbt-problems.h: where annotations break rules, as the project keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-check.h"
#include "vbt-store.h"

G_BEGIN_DECLS

/** VbtFix: what a mechanical fix does, as long as the annotation is where it was when the problem was found. */
typedef struct
{
  VbtId document;
  VbtId annotation; /* 0: a span is missing */
  VbtRange range;   /* the extent of the annotation when the problem was found */
  VbtRange better;  /* the extent that it gets */
  VbtId label;      /* of the span that is missing */
} VbtFix;

/** VbtKnownProblem: a problem that was found, with what a list shows of it. */
typedef struct
{
  VbtId id;
  char *rule;
  VbtLevel level;
  VbtWhen when;
  char *message;
  gboolean has_fix;
  VbtFix fix; /* says where it is even if there is none */
} VbtKnownProblem;

void vbt_known_problem_free (VbtKnownProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtKnownProblem, vbt_known_problem_free)

/** VbtProblemFilter: which problems. */
typedef struct
{
  VbtId me;
  VbtWhen when;     /* the rules that are looked at on this occasion */
  const char *rule; /* (nullable): only this one */
  VbtId document;   /* 0: any */
  gboolean scope;   /* only in the documents of vbt_store_set_review_scope() */
} VbtProblemFilter;

/** VbtProblemCount: how many problems there are with one rule. */
typedef struct
{
  char rule[16];
  guint n;
  guint n_fixable;
} VbtProblemCount;

GArray *vbt_store_list_problems (VbtStore *self, const VbtProblemFilter *filter, GArray *counts,
                                 guint64 *n_documents, GCancellable *cancellable,
                                 GError **error); /* of VbtId */
VbtKnownProblem *vbt_store_get_problem (VbtStore *self, VbtId id);
GArray *vbt_store_list_fixes (VbtStore *self, const GArray *problems, GCancellable *cancellable,
                              GError **error); /* of VbtFix */

/** VbtUnchecked: a set of annotations that changed since it was checked. */
typedef struct
{
  VbtId annotator;
  gint64 number;  /* of the row of the document */
  VbtId document; /* 0: it is gone */
  gint64 n;       /* how often it changed */
} VbtUnchecked;

gboolean vbt_store_count_unchecked (VbtStore *self, guint64 *n_unchecked, GError **error);
gboolean vbt_store_has_unchecked (VbtStore *self);
GArray *vbt_store_list_unchecked (VbtStore *self, guint limit,
                                  GError **error); /* of VbtUnchecked */
gboolean vbt_store_examine (VbtStore *self, GCancellable *cancellable, GError **error);
gboolean vbt_store_begin_keeping (VbtStore *self, GError **error);
gboolean vbt_store_keep_problems (VbtStore *self, const VbtUnchecked *checked,
                                  const GPtrArray *problems, GError **error); /* of VbtProblem */
gboolean vbt_store_end_keeping (VbtStore *self, GError **error);

G_END_DECLS
