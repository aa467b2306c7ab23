/* vbt-learn-judge.c: how likely an attribution is right as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned-private.h"

#include <math.h>
#include <string.h>

/* What was believed before counts so much before anything is learned. */
#define BELIEF_WEIGHT 1.0

/* Templates; what is added to one is a place. */
enum
{
  T_BIAS = 1024,
  T_CHANCE,
  T_RULE,
  T_CUE,
  T_SPEAKER = T_CUE + 8,
  T_CONTENT = T_SPEAKER + 8,
  T_AGREE = T_CONTENT + 8,
  T_BELIEF = T_AGREE + 8,
};

static guint32
bin_of (double chance)
{
  return (guint32)CLAMP (chance * 10, 0, 9.99);
}

static guint32
length_bin (guint length)
{
  static const guint bins[] = { 0, 1, 2, 3, 5, 9, 16, 30 };
  guint32 bin = 0;

  while (bin < G_N_ELEMENTS (bins) && length > bins[bin])
    bin++;
  return bin;
}

static guint32
rule_name (const VbtAttribution *rule)
{
  return rule != NULL ? g_str_hash (rule->rule) : 1;
}

static void
add_cue (VbtFeatures *to, const VbtLesson *lesson, const VbtCandidate *candidate)
{
  VbtStretch cue = candidate->attribution->cue;
  guint32 words = 0;
  guint32 own;

  if (vbt_stretch_is_empty (cue))
    return;
  for (guint i = cue.start; i < cue.end; i++)
    words = vbt_feature2 (T_CUE, words, vbt_lesson_trait (lesson, i, VBT_TRAIT_WORD));
  own = vbt_lesson_trait (lesson, (glong)cue.end - 1, VBT_TRAIT_CLASS);
  vbt_features_add (to, vbt_feature (T_CUE + 1, words));
  vbt_features_add (to, vbt_feature (T_CUE + 2, own));
  vbt_features_add (to, vbt_feature2 (T_CUE + 3, own, bin_of (candidate->chance) / 2));
  vbt_features_add (
      to, vbt_feature (T_CUE + 4, vbt_lesson_trait (lesson, cue.start, VBT_TRAIT_QUOTED)));
  vbt_features_add (to,
                    vbt_feature2 (T_CUE + 5, vbt_lesson_trait (lesson, cue.start, VBT_TRAIT_RULE),
                                  vbt_lesson_trait (lesson, cue.start, VBT_TRAIT_CORE)));
  vbt_features_add (
      to, vbt_feature2 (T_CUE + 6, own, vbt_lesson_trait (lesson, cue.end, VBT_TRAIT_CLASS)));
  vbt_features_add (
      to, vbt_feature2 (T_CUE + 7, own,
                        vbt_lesson_trait (lesson, (glong)cue.start - 1, VBT_TRAIT_CLASS)));
}

static void
add_speaker (VbtFeatures *to, const VbtLesson *lesson, const VbtCandidate *candidate)
{
  VbtStretch speaker = candidate->attribution->speaker;
  VbtStretch cue = candidate->attribution->cue;
  guint32 side;
  guint32 last;

  if (vbt_stretch_is_empty (speaker))
    {
      vbt_features_add (to, vbt_feature (T_SPEAKER, 0));
      vbt_features_add (to, vbt_feature (T_SPEAKER + 1, rule_name (candidate->rule)));
      return;
    }
  side = speaker.start < cue.start ? 1 : 2;
  last = vbt_lesson_trait (lesson, (glong)speaker.end - 1, VBT_TRAIT_CLASS);
  vbt_features_add (
      to, vbt_feature2 (T_SPEAKER + 2, side,
                        length_bin (side == 1 ? cue.start - MIN (speaker.end, cue.start)
                                              : speaker.start - MIN (cue.end, speaker.start))));
  vbt_features_add (to, vbt_feature2 (T_SPEAKER + 3, side, last));
  vbt_features_add (to, vbt_feature2 (T_SPEAKER + 4, side,
                                      vbt_lesson_trait (lesson, speaker.start, VBT_TRAIT_CLASS)));
  vbt_features_add (to, vbt_feature2 (T_SPEAKER + 5,
                                      vbt_lesson_trait (lesson, speaker.start, VBT_TRAIT_QUOTED),
                                      vbt_lesson_trait (lesson, cue.start, VBT_TRAIT_QUOTED)));
  vbt_features_add (to, vbt_feature2 (T_SPEAKER + 6, side, bin_of (candidate->speaker_chance)));
  vbt_features_add (to,
                    vbt_feature2 (T_SPEAKER + 7, side, length_bin (speaker.end - speaker.start)));
}

static void
add_content (VbtFeatures *to, const VbtLesson *lesson, const VbtCandidate *candidate)
{
  const GArray *content = candidate->attribution->content;
  VbtStretch cue = candidate->attribution->cue;
  VbtStretch first;
  guint32 side;
  guint length = 0;

  if (content->len == 0)
    {
      vbt_features_add (to, vbt_feature (T_CONTENT, 0));
      return;
    }
  first = g_array_index (content, VbtStretch, 0);
  side = first.start < cue.start ? 1 : 2;
  for (guint i = 0; i < content->len; i++)
    length += g_array_index (content, VbtStretch, i).end
              - g_array_index (content, VbtStretch, i).start;
  vbt_features_add (to, vbt_feature2 (T_CONTENT + 1, side, length_bin (length)));
  vbt_features_add (to, vbt_feature2 (T_CONTENT + 2, side, MIN (content->len, 3u)));
  vbt_features_add (to, vbt_feature2 (T_CONTENT + 3, side,
                                      vbt_lesson_trait (lesson, first.start, VBT_TRAIT_CLASS)));
  vbt_features_add (to, vbt_feature2 (T_CONTENT + 4, side,
                                      vbt_lesson_trait (lesson, first.start, VBT_TRAIT_QUOTED)));
  vbt_features_add (to, vbt_feature2 (T_CONTENT + 5, side, bin_of (candidate->content_chance)));
  vbt_features_add (to, vbt_feature2 (T_CONTENT + 6,
                                      vbt_lesson_trait (lesson, cue.start, VBT_TRAIT_CLASS),
                                      vbt_lesson_trait (lesson, first.start, VBT_TRAIT_CLASS)));
}

static void
add_agreement (VbtFeatures *to, const VbtCandidate *candidate)
{
  guint32 bin = bin_of (candidate->chance);
  guint32 rule = rule_name (candidate->rule);
  guint32 agreement = (candidate->rule != NULL ? 1u : 0) + (candidate->core != NULL ? 2u : 0)
                      + (candidate->same_speaker ? 4u : 0) + (candidate->same_content ? 8u : 0)
                      + (candidate->by_rule ? 16u : 0);

  vbt_features_add (to, vbt_feature (T_BIAS, 0));
  vbt_features_add (to, vbt_feature (T_CHANCE, bin));
  vbt_features_add (to, vbt_feature2 (T_RULE, rule, candidate->by_rule));
  vbt_features_add (to, vbt_feature (T_AGREE, agreement));
  vbt_features_add (to, vbt_feature2 (T_AGREE + 1, agreement, bin));
  vbt_features_add (to, vbt_feature2 (T_AGREE + 2, rule, bin / 2));
  vbt_features_add (to, vbt_feature2 (T_AGREE + 3, rule, agreement));
  vbt_features_add (to, vbt_feature2 (T_AGREE + 4, bin_of (candidate->speaker_chance),
                                      bin_of (candidate->content_chance)));
  vbt_features_add (to, vbt_feature (T_BELIEF, bin_of (candidate->belief)));
}

/**
 * vbt_judge_features:
 * @lesson: a document
 * @candidate: an attribution that may be right
 * @features: (out caller-allocates): of guint32
 */
void
vbt_judge_features (const VbtLesson *lesson, const VbtCandidate *candidate, VbtFeatures *features)
{
  features->n = 0;
  add_agreement (features, candidate);
  add_cue (features, lesson, candidate);
  add_speaker (features, lesson, candidate);
  add_content (features, lesson, candidate);
}

/**
 * vbt_judge_prepare:
 * @model: a new classifier of two classes, wrong and right
 *
 * Lets it believe what rules and learner believe, before it learned how right they are.
 */
void
vbt_judge_prepare (VbtLinear *model)
{
  for (guint bin = 0; bin < 10; bin++)
    {
      double chance = (bin + 0.5) / 10;

      vbt_linear_set (model, vbt_feature (T_BELIEF, bin), 1,
                      (float)(BELIEF_WEIGHT * log (chance / (1 - chance))));
    }
}
