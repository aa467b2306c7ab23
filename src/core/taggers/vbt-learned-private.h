/* vbt-learned-private.h: the model, and what learning, choosing and applying it share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-learned.h"
#include "taggers/vbt-learner.h"

G_BEGIN_DECLS

/** VbtLearnedRules: which set of rules it stands on. */
typedef enum
{
  VBT_LEARNED_NO_RULES,
  VBT_LEARNED_CORE,
  VBT_LEARNED_WIDE,
} VbtLearnedRules;

/** VbtLearnedWay: how attributions are put together. */
typedef struct
{
  VbtLearnedChoice choice;
  VbtLearnedRules rules;
  float threshold; /* what is less likely right is left out */
} VbtLearnedWay;

/** VbtCandidate: an attribution that may be right, and what speaks for that. */
typedef struct
{
  VbtAttribution *attribution; /* by the rules or by the learner */
  const VbtAttribution *rule;  /* (nullable): the wide rules' with this cue */
  const VbtAttribution *core;  /* (nullable): the core rules' */
  gboolean by_rule;
  gboolean same_speaker; /* rules and learner have */
  gboolean same_content;
  double chance; /* of the cue, as the learner has it; 0 where it has none */
  double speaker_chance;
  double content_chance;
  double belief; /* what it would be before anything was judged */
  double right;  /* how likely it is right, by the judge */
} VbtCandidate;

/** VbtLearnedLabel: a label that is no part of an attribution. */
typedef struct
{
  char *name;
  guint group;
  guint place; /* among the labels of its group */
  VbtLearnedChoice choice;
  float threshold;
} VbtLearnedLabel;

/**
 * VbtLearned:
 *
 * What was learned. Labels that were seen on the same words are in different groups: each has a
 * classifier of its own.
 */
typedef struct
{
  GPtrArray *labels; /* of VbtLearnedLabel */
  GPtrArray *groups; /* of VbtLinear */
  VbtLinear *cues;   /* (nullable): without it, no attributions were learned */
  VbtLinear *parts;
  VbtLinear *judge;
  VbtLearnedWay way;
  gboolean has_cues; /* whether people mark them */
  VbtLearnedReport *report;
} VbtLearned;

VbtLearned *vbt_learned_new (void);
void vbt_learned_free (VbtLearned *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLearned, vbt_learned_free)
VbtLearnedLabel *vbt_learned_add_label (VbtLearned *self, const char *name);
GBytes *vbt_learned_to_bytes (const VbtLearned *self);
VbtLearned *vbt_learned_from_bytes (GBytes *bytes, GError **error);
VbtLearned *vbt_learned_load (VbtStore *store, GError **error);

/* Learning. */
VbtLearned *vbt_learned_train (GPtrArray *lessons, const GPtrArray *labels,
                               GCancellable *cancellable, GError **error);
void vbt_learned_rule_labels (const VbtLearned *self, guint group, guint *rule_labels);

/* Applying. */
GPtrArray *vbt_learned_find_candidates (const VbtLinear *cues, const VbtLinear *parts,
                                        const VbtLesson *lesson);
void vbt_candidates_judge (GPtrArray *candidates, const VbtLesson *lesson, const VbtLinear *judge);
void vbt_judge_features (const VbtLesson *lesson, const VbtCandidate *candidate,
                         VbtFeatures *features);
void vbt_judge_prepare (VbtLinear *model);
GPtrArray *vbt_learned_compose (const VbtLesson *lesson, const GPtrArray *candidates,
                                const VbtLearnedWay *way);
GArray *vbt_learned_compose_label (const VbtLesson *lesson, const GArray *candidates,
                                   const VbtLearnedLabel *label, VbtLearnedChoice choice,
                                   float threshold);
gboolean vbt_learned_rule_kind (const char *label, VbtEntityKind *kind);

/** VbtLearnedCount: how much of what was suggested is right. */
typedef struct
{
  guint n_found;
  guint n_had;
  guint n_overlap;
  guint n_exact;
} VbtLearnedCount;

/** VbtLearnedCounts: of attributions, and of their parts. */
typedef enum
{
  VBT_LEARNED_ALL,
  VBT_LEARNED_QUOTE,
  VBT_LEARNED_CUE,
  VBT_LEARNED_SPEAKER,
  VBT_LEARNED_N_COUNTS,
} VbtLearnedPart;

gboolean vbt_learned_is_right (const VbtLesson *lesson, const VbtAttribution *attribution);
void vbt_learned_count_attributions (const VbtLesson *lesson, const GPtrArray *found,
                                     VbtLearnedCount *counts);
void vbt_learned_count_labels (const VbtLesson *lesson, guint label, const GArray *found,
                               VbtLearnedCount *count);
double vbt_learned_count_precision (const VbtLearnedCount *self);
double vbt_learned_count_recall (const VbtLearnedCount *self);
double vbt_learned_count_f1 (const VbtLearnedCount *self, gboolean exact);

G_END_DECLS
