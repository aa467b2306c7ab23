/* vbt-learned.h: what is learned from a project's people, and how good it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** VbtLearnedChoice: what suggests a label, as cross-validation on the people's own articles has it best. */
typedef enum
{
  VBT_LEARNED_NOTHING,  /* too few were right */
  VBT_LEARNED_RULES,    /* the rules by themselves */
  VBT_LEARNED_ADDS,     /* the rules, and what the learner finds beside them */
  VBT_LEARNED_REPLACES, /* the learner, to which the rules are hints */
  VBT_LEARNED_N_CHOICES,
} VbtLearnedChoice;

/** VbtLearnedFigure: how good a label is; shares are of 1, of articles that were not learned from. */
typedef struct
{
  char *label;
  VbtLearnedChoice choice;
  double precision; /* of what is suggested, how much overlaps with what people have */
  double recall;    /* of what people have, how much is found so */
  double exact;     /* of what is suggested, how much has the very words */
  double rules_f1;  /* of the rules by themselves; 0 where they do not know the label */
  double f1;
  guint64 n; /* how many of them people have */
} VbtLearnedFigure;

/** VBT_LEARNED_ATTRIBUTION: the name of the figure that asks for quote, cue and speaker together. */
#define VBT_LEARNED_ATTRIBUTION "attribution"

/** VbtLearnedReport: what is told of a model. */
typedef struct
{
  guint n_documents;
  guint64 n_evidence; /* see vbt_store_count_evidence() */
  gint64 trained;     /* seconds since 1970, UTC */
  GPtrArray *figures; /* of VbtLearnedFigure */
} VbtLearnedReport;

VbtLearnedReport *vbt_learned_report_load (VbtStore *store, GError **error);
void vbt_learned_report_free (VbtLearnedReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLearnedReport, vbt_learned_report_free)
char *vbt_learned_report_to_string (const VbtLearnedReport *self);
VbtLearnedReport *vbt_learned_report_new (void);
VbtLearnedFigure *vbt_learned_report_add (VbtLearnedReport *self, const char *label);
const char *vbt_learned_choice_to_string (VbtLearnedChoice choice);

/** VBT_LEARNED_LEAST_DOCUMENTS: from fewer nothing is learned: the rules are better. */
#define VBT_LEARNED_LEAST_DOCUMENTS 3

/** VBT_LEARNED_TAGGER: its name in the table of taggers, under which the project has the model. */
#define VBT_LEARNED_TAGGER "learned"

G_END_DECLS
