/* vbt-candidates.c: attributions that may be right, by the rules and by the learner
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned-private.h"

static void
candidate_free (gpointer data)
{
  VbtCandidate *self = data;

  vbt_attribution_free (self->attribution);
  g_free (self);
}

static const VbtAttribution *
rule_of (const VbtReading *reading, VbtStretch cue)
{
  for (guint i = cue.start; i < cue.end; i++)
    if (vbt_reading_word (reading, i)->role == VBT_ROLE_CUE)
      return g_ptr_array_index (reading->attributions, vbt_reading_word (reading, i)->attribution);
  return NULL;
}

static gboolean
overlap (VbtStretch a, VbtStretch b)
{
  return a.start < b.end && b.start < a.end;
}

static gboolean
contents_overlap (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      if (overlap (g_array_index (a, VbtStretch, i), g_array_index (b, VbtStretch, j)))
        return TRUE;
  return FALSE;
}

static void
compare (VbtCandidate *candidate, const VbtAttribution *a, const VbtAttribution *b)
{
  candidate->same_speaker
      = overlap (a->speaker, b->speaker)
        || (vbt_stretch_is_empty (a->speaker) && vbt_stretch_is_empty (b->speaker));
  candidate->same_content = contents_overlap (a->content, b->content);
}

static VbtCandidate *
add_learned (GPtrArray *candidates, const VbtLinear *parts, const VbtLesson *lesson,
             const VbtLabeled *cue)
{
  VbtCandidate *candidate = g_new0 (VbtCandidate, 1);

  candidate->attribution = vbt_parts_find (parts, lesson, cue->words, &candidate->speaker_chance,
                                           &candidate->content_chance);
  candidate->chance = (double)cue->confidence;
  candidate->rule = rule_of (lesson->reading, cue->words);
  candidate->core = rule_of (lesson->core, cue->words);
  candidate->belief = candidate->chance * candidate->content_chance;
  if (candidate->rule != NULL)
    compare (candidate, candidate->attribution, candidate->rule);
  g_ptr_array_add (candidates, candidate);
  return candidate;
}

static VbtAttribution *
copy (const VbtAttribution *other)
{
  VbtAttribution *attribution = vbt_attribution_new (other->rule, other->confidence);

  attribution->speaker = other->speaker;
  attribution->cue = other->cue;
  g_array_append_vals (attribution->content, other->content->data, other->content->len);
  return attribution;
}

/* By cue of the rules, what the learner made of it. */
static void
add_rule (GPtrArray *candidates, const VbtLesson *lesson, const VbtAttribution *rule,
          const VbtCandidate *learned)
{
  VbtCandidate *candidate = g_new0 (VbtCandidate, 1);

  candidate->attribution = copy (rule);
  candidate->by_rule = TRUE;
  candidate->rule = rule;
  candidate->core = rule_of (lesson->core, rule->cue);
  candidate->belief = rule->confidence;
  if (learned != NULL)
    {
      candidate->chance = learned->chance;
      candidate->speaker_chance = learned->speaker_chance;
      candidate->content_chance = learned->content_chance;
      compare (candidate, rule, learned->attribution);
    }
  g_ptr_array_add (candidates, candidate);
}

/**
 * vbt_learned_find_candidates:
 * @cues: the classifier of cues
 * @parts: that of their parts
 * @lesson: a document
 *
 * Returns: (transfer full): of VbtCandidate: all that rules and learner find at all likely, not
 *   judged yet
 */
GPtrArray *
vbt_learned_find_candidates (const VbtLinear *cues, const VbtLinear *parts, const VbtLesson *lesson)
{
  g_autoptr (GArray) spans = vbt_words_find (cues, lesson);
  GPtrArray *candidates = g_ptr_array_new_with_free_func (candidate_free);
  guint n_rules = lesson->reading->attributions->len;
  g_autofree const VbtCandidate **learned = g_new0 (const VbtCandidate *, n_rules + 1);

  for (guint i = 0; i < spans->len; i++)
    {
      const VbtCandidate *candidate
          = add_learned (candidates, parts, lesson, &g_array_index (spans, VbtLabeled, i));

      if (candidate->rule != NULL)
        learned[candidate->rule->index] = candidate;
    }
  for (guint i = 0; i < n_rules; i++)
    add_rule (candidates, lesson, g_ptr_array_index (lesson->reading->attributions, i), learned[i]);
  return candidates;
}

/**
 * vbt_candidates_judge:
 * @candidates: of VbtCandidate
 * @lesson: their document
 * @judge: a classifier of what is wrong and right
 *
 * Finds how likely each of them is right as a whole.
 */
void
vbt_candidates_judge (GPtrArray *candidates, const VbtLesson *lesson, const VbtLinear *judge)
{
  VbtFeatures features;
  float chances[2];

  for (guint i = 0; i < candidates->len; i++)
    {
      VbtCandidate *candidate = candidates->pdata[i];

      vbt_judge_features (lesson, candidate, &features);
      vbt_linear_score (judge, &features, chances);
      candidate->right = (double)chances[1];
    }
}
