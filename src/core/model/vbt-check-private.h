/* vbt-check-private.h: what the files of the check share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-check.h"

G_BEGIN_DECLS

/**
 * VbtCheck:
 *
 * One run over the annotations of one annotator in one document.
 */
typedef struct
{
  const VbtDocument *document;
  const VbtCatalog *catalog;
  VbtId annotator;
  VbtWhen when;
  VbtWhen now;           /* what is to be right already: more of it in a document that is done */
  GPtrArray *spans;      /* of VbtAnnotation: the annotator's whose fragments are sound, by start */
  const VbtLabel *quote; /* (nullable): so are the others */
  const VbtLabel *cue;
  const VbtLabel *speaker;
  const VbtLabel *discard;
  const VbtLabel *cue_relation;
  const VbtLabel *speaker_relation;
  GPtrArray *problems; /* of VbtProblem */
} VbtCheck;

VbtLevel vbt_check_get_level (const VbtCheck *self, const char *rule);
VbtProblem *vbt_check_add (VbtCheck *self, const char *rule, VbtLevel level,
                           const VbtAnnotation *annotation, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
void vbt_problem_set_fix (VbtProblem *self, VbtOffset start, VbtOffset end);

/* The rules; each looks up by itself whether the schema wants it. */
void vbt_check_attributions (VbtCheck *self);
void vbt_check_edges (VbtCheck *self);
void vbt_check_marks (VbtCheck *self);
void vbt_check_endings (VbtCheck *self);
void vbt_check_words (VbtCheck *self);
void vbt_check_usage (VbtCheck *self);

/**
 * VbtMarks:
 *
 * What quotation marks do in a span.
 */
typedef struct
{
  guint n_letters;
  guint n_quoted_letters; /* of these, between quotation marks */
  guint n_marks;          /* opening ones */
  gunichar open;          /* the mark that is open at the end of the span, or 0 */
  guint n_outside;        /* fragments that are quoted by marks just outside of them */
  gboolean has_stray;     /* a closing mark that closes nothing in the span */
  /*< private >*/
  gboolean is_open_outside;
} VbtMarks;

void vbt_marks_scan (VbtMarks *self, const VbtText *text, const VbtAnnotation *span);
gboolean vbt_mark_may_open (gunichar mark);
gboolean vbt_mark_is_known (gunichar c);
gboolean vbt_mark_closes (gunichar mark, gunichar open);

G_END_DECLS
