/* vbt-search.h: every place in a project that a query finds, some at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-review.h"

G_BEGIN_DECLS

/** VbtHit: a place that was found. */
typedef struct
{
  VbtId document;
  VbtId annotation; /* 0: words of the text, or the document as a whole where @end is 0 */
  VbtOffset start;
  VbtOffset end;
} VbtHit;

/**
 * VbtSearch:
 *
 * A search on its way through a project, in the order in which documents were added. It keeps nothing open between two
 * pages: what is changed meanwhile behind the place where it is, is found.
 */
typedef struct _VbtSearch VbtSearch;

VbtSearch *vbt_search_new (VbtStore *store, const char *query, VbtId me, GError **error);
void vbt_search_free (VbtSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSearch, vbt_search_free)

gboolean vbt_search_next (VbtSearch *self, GArray *hits, GError **error); /* of VbtHit */
gboolean vbt_search_is_done (VbtSearch *self);
double vbt_search_get_fraction (VbtSearch *self);
void vbt_search_set_page (VbtSearch *self, guint n_documents);
gboolean vbt_search_finds_annotations (VbtSearch *self);

/** VbtHitContext: a place that was found, with what stands around it, on one line each. */
typedef struct
{
  char *left;
  char *match;
  char *right;
} VbtHitContext;

VbtHitContext *vbt_hit_context_new (const VbtText *text, const VbtHit *hit, guint n_characters);
void vbt_hit_context_free (VbtHitContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtHitContext, vbt_hit_context_free)

VbtText *vbt_store_load_text (VbtStore *self, VbtId document, GError **error);
gboolean vbt_store_peek_annotation (VbtStore *self, VbtId annotation, VbtId *label,
                                    VbtId *annotator);

/** VbtFollower: who follows something that takes long, and may stop it. */
typedef struct
{
  void (*report) (gpointer data, guint64 done, guint64 total); /* (nullable) */
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
} VbtFollower;

/** VbtHitOrder: in which order hits are shown. */
typedef enum
{
  VBT_HITS_DOCUMENT, /* as they stand in the articles */
  VBT_HITS_LEFT,     /* by what stands before them, the nearest word first */
  VBT_HITS_RIGHT,    /* by what stands behind them */
} VbtHitOrder;

char *vbt_hit_make_key (const VbtText *text, const VbtHit *hit, VbtHitOrder order);
GArray *vbt_store_sort_hits (VbtStore *self, const GArray *hits, VbtHitOrder order,
                             const VbtFollower *follower, GError **error); /* of guint */

G_END_DECLS
