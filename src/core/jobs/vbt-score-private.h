/* vbt-score-private.h: what reading, taking apart and counting share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-score.h"

G_BEGIN_DECLS

/** VbtScoreRole: the parts of an attribution. */
typedef enum
{
  VBT_SCORE_SOURCE,
  VBT_SCORE_CUE,
  VBT_SCORE_CONTENT,
  VBT_SCORE_N_ROLES,
} VbtScoreRole;

typedef enum
{
  VBT_SCORE_DIRECT,
  VBT_SCORE_MIXED,
  VBT_SCORE_INDIRECT,
} VbtScoreKind;

/** VbtScoreAttribution: fragments by role; and what follows from them. */
typedef struct
{
  GArray *fragments[VBT_SCORE_N_ROLES]; /* of VbtRange */
  GArray *keys[VBT_SCORE_N_ROLES];      /* of gint, sorted: see vbt_score_text_keys() */
  VbtScoreKind kind;
} VbtScoreAttribution;

/** VbtScoreSpan: a span by itself. */
typedef struct
{
  char *label; /* "Source", "Cue", "Content", or a label that is no part of an attribution */
  gboolean is_role;
  GArray *fragments; /* of VbtRange */
} VbtScoreSpan;

void vbt_score_span_free (VbtScoreSpan *self);

/** VbtScoreDocument: what is to be compared of a document. */
typedef struct
{
  char *name; /* without extension */
  char *text;
  GPtrArray *attributions; /* of VbtScoreAttribution */
  GPtrArray *spans;        /* of VbtScoreSpan: those in no attribution */
} VbtScoreDocument;

VbtScoreDocument *vbt_score_document_new (const char *name, const char *text);
void vbt_score_document_free (VbtScoreDocument *self);
VbtScoreAttribution *vbt_score_document_add (VbtScoreDocument *self);
void vbt_score_document_add_span (VbtScoreDocument *self, const char *label, gboolean is_role,
                                  const GArray *fragments);
gboolean vbt_score_role_of (const char *label, VbtScoreRole *role);
const char *vbt_score_role_name (VbtScoreRole role);

GPtrArray *vbt_score_read (const char *path, const VbtFormat *format, const VbtProgress *progress,
                           GCancellable *cancellable, GError **error);
GPtrArray *vbt_score_read_brat (const char *folder, const VbtProgress *progress, GError **error);

/** VbtScoreText: a text in words, with its quotations. */
typedef struct
{
  gunichar *chars;
  glong n_chars;
  int *word_at;       /* by code point: its word, or -1 */
  GArray *quotations; /* of VbtRange, without their marks */
  guint8 *quoted;     /* by word: whether one touches it */
  guint n_words;
} VbtScoreText;

VbtScoreText *vbt_score_text_new (const char *text);
void vbt_score_text_free (VbtScoreText *self);
GArray *vbt_score_text_words (const VbtScoreText *self, const GArray *fragments);
GArray *vbt_score_text_keys (const VbtScoreText *self, const GArray *fragments);
VbtScoreKind vbt_score_text_kind (const VbtScoreText *self, const GArray *keys);
char *vbt_score_text_name (const VbtScoreText *self, const GArray *fragments);
guint vbt_score_shared (const GArray *a, const GArray *b);

/** VbtScoreMatch: a candidate pair; the more it weighs, the better. */
typedef struct
{
  guint weight;
  guint gold;
  guint predicted;
} VbtScoreMatch;

typedef guint (*VbtScoreWeigh) (gconstpointer gold, gconstpointer predicted);

GArray *vbt_score_match (const GPtrArray *gold, const GPtrArray *predicted, VbtScoreWeigh weigh);

/* Of two sets of keys, or of two attributions: how well they fit, 0 where they do not. */
guint vbt_score_weigh_overlap (gconstpointer gold, gconstpointer predicted);
guint vbt_score_weigh_same (gconstpointer gold, gconstpointer predicted);
guint vbt_score_weigh_triple (gconstpointer gold, gconstpointer predicted);
guint vbt_score_weigh_source_content (gconstpointer gold, gconstpointer predicted);
guint vbt_score_weigh_content (gconstpointer gold, gconstpointer predicted);
guint vbt_score_weigh_exact (gconstpointer gold, gconstpointer predicted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtScoreText, vbt_score_text_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtScoreDocument, vbt_score_document_free)

G_END_DECLS
