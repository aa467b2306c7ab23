/* vbt-learned-compose.c: puts together what rules and learner find
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned-private.h"

#include <string.h>

/** Composer: attributions so far, and the words that they have. */
typedef struct
{
  const VbtLesson *lesson;
  GPtrArray *found;
  guint8 *taken; /* by word: is content or cue of one */
} Composer;

static gboolean
is_free (const Composer *self, VbtStretch words)
{
  for (guint i = words.start; i < words.end; i++)
    if (self->taken[i])
      return FALSE;
  return TRUE;
}

static void
take (Composer *self, VbtStretch words)
{
  memset (self->taken + words.start, 1, words.end - words.start);
}

/* The parts of a stretch that no other attribution has. */
static void
take_content (Composer *self, VbtAttribution *attribution, VbtStretch words)
{
  for (guint i = words.start; i < words.end;)
    {
      VbtStretch part = { i, i };

      while (part.end < words.end && !self->taken[part.end])
        part.end++;
      i = MAX (part.end, i + 1);
      part = vbt_reading_trim (self->lesson->reading, part);
      if (vbt_stretch_is_empty (part))
        continue;
      g_array_append_val (attribution->content, part);
      take (self, part);
    }
}

/* Copies one, of its content what is free. Nothing is left out by a word that no one else has. */
static void
add (Composer *self, const VbtAttribution *other, double confidence)
{
  VbtAttribution *attribution;

  if (!is_free (self, other->cue))
    return;
  attribution = vbt_attribution_new (other->rule, confidence);
  attribution->speaker = other->speaker;
  attribution->cue = other->cue;
  take (self, other->cue);
  for (guint i = 0; i < other->content->len; i++)
    take_content (self, attribution, g_array_index (other->content, VbtStretch, i));
  if (attribution->content->len > 0)
    g_ptr_array_add (self->found, attribution);
  else
    vbt_attribution_free (attribution);
}

static const VbtReading *
reading_of (const VbtLesson *lesson, VbtLearnedRules rules)
{
  return rules == VBT_LEARNED_WIDE ? lesson->reading : lesson->core;
}

static void
add_rules (Composer *self, const VbtReading *reading)
{
  for (guint i = 0; i < reading->attributions->len; i++)
    {
      const VbtAttribution *attribution = g_ptr_array_index (reading->attributions, i);

      add (self, attribution, attribution->confidence);
    }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const VbtCandidate *first = *(const VbtCandidate *const *)a;
  const VbtCandidate *second = *(const VbtCandidate *const *)b;

  if (first->right != second->right)
    return first->right > second->right ? -1 : 1;
  if (first->by_rule != second->by_rule)
    return first->by_rule ? -1 : 1;
  return first->attribution->cue.start < second->attribution->cue.start ? -1 : 1;
}

/* The likeliest first: what it takes, others cannot have. */
static void
add_candidates (Composer *self, const GPtrArray *candidates, const VbtLearnedWay *way)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < candidates->len; i++)
    {
      const VbtCandidate *candidate = candidates->pdata[i];

      if (candidate->right >= (double)way->threshold
          && !(way->choice == VBT_LEARNED_ADDS && candidate->by_rule))
        g_ptr_array_add (sorted, candidates->pdata[i]);
    }
  g_ptr_array_sort (sorted, compare_candidates);
  for (guint i = 0; i < sorted->len; i++)
    {
      const VbtCandidate *candidate = sorted->pdata[i];

      add (self, candidate->attribution, candidate->right);
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const VbtAttribution *first = *(const VbtAttribution *const *)a;
  const VbtAttribution *second = *(const VbtAttribution *const *)b;
  guint start = g_array_index (first->content, VbtStretch, 0).start;
  guint other = g_array_index (second->content, VbtStretch, 0).start;

  return start < other ? -1 : start > other;
}

/**
 * vbt_learned_compose:
 * @lesson: a document
 * @candidates: (nullable): of VbtCandidate, judged
 * @way: how
 *
 * Returns: (transfer full): of VbtAttribution: what is suggested, in the order of the text
 */
GPtrArray *
vbt_learned_compose (const VbtLesson *lesson, const GPtrArray *candidates, const VbtLearnedWay *way)
{
  g_autofree guint8 *taken = g_new0 (guint8, vbt_lesson_n_words (lesson) + 1);
  Composer composer = { lesson, g_ptr_array_new_with_free_func (vbt_attribution_free), taken };

  if (way->choice == VBT_LEARNED_RULES || way->choice == VBT_LEARNED_ADDS)
    {
      const VbtReading *reading = reading_of (lesson, way->rules);

      add_rules (&composer, reading);
      for (guint i = 0; i < vbt_lesson_n_words (lesson); i++)
        taken[i] |= vbt_reading_word (reading, i)->role != VBT_ROLE_NONE;
    }
  if ((way->choice == VBT_LEARNED_ADDS || way->choice == VBT_LEARNED_REPLACES)
      && candidates != NULL)
    add_candidates (&composer, candidates, way);
  g_ptr_array_sort (composer.found, compare_places);
  return composer.found;
}

/**
 * vbt_learned_rule_kind:
 * @label: the name of a label
 * @kind: (out): what of the names that the rules find has this label
 *
 * Returns: whether the rules know the label
 */
gboolean
vbt_learned_rule_kind (const char *label, VbtEntityKind *kind)
{
  static const struct
  {
    const char *name;
    VbtEntityKind kind;
  } labels[] = { { "Person", VBT_ENTITY_PERSON },     { "Organization", VBT_ENTITY_ORGANIZATION },
                 { "Location", VBT_ENTITY_LOCATION }, { "PER", VBT_ENTITY_PERSON },
                 { "ORG", VBT_ENTITY_ORGANIZATION },  { "LOC", VBT_ENTITY_LOCATION } };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, label))
      {
        *kind = labels[i].kind;
        return TRUE;
      }
  return FALSE;
}

static void
add_names (const VbtLesson *lesson, const VbtLearnedLabel *label, guint8 *taken, GArray *found)
{
  VbtEntityKind kind;

  if (!vbt_learned_rule_kind (label->name, &kind))
    return;
  for (guint i = 0; i < lesson->names->names->len; i++)
    {
      const VbtName *name = &g_array_index (lesson->names->names, VbtName, i);
      VbtLabeled span = { label->place, name->words, (float)name->confidence };

      if (name->kind != kind)
        continue;
      g_array_append_val (found, span);
      memset (taken + name->words.start, 1, name->words.end - name->words.start);
    }
}

static gboolean
is_taken (const guint8 *taken, VbtStretch words)
{
  for (guint i = words.start; i < words.end; i++)
    if (taken[i])
      return TRUE;
  return FALSE;
}

static int
compare_labeled (gconstpointer a, gconstpointer b)
{
  guint first = ((const VbtLabeled *)a)->words.start;
  guint second = ((const VbtLabeled *)b)->words.start;

  return first < second ? -1 : first > second;
}

/**
 * vbt_learned_compose_label:
 * @lesson: a document
 * @candidates: (nullable): of VbtLabeled, by their places in the label's group: what the learner
 *   finds
 * @label: a label
 * @choice: who suggests it
 * @threshold: what the learner finds less likely is left out
 *
 * Returns: (transfer full): of VbtLabeled: what is suggested of this label
 */
GArray *
vbt_learned_compose_label (const VbtLesson *lesson, const GArray *candidates,
                           const VbtLearnedLabel *label, VbtLearnedChoice choice, float threshold)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (VbtLabeled));
  g_autofree guint8 *taken = g_new0 (guint8, vbt_lesson_n_words (lesson) + 1);

  if (choice == VBT_LEARNED_RULES || choice == VBT_LEARNED_ADDS)
    add_names (lesson, label, taken, found);
  if (choice != VBT_LEARNED_ADDS && choice != VBT_LEARNED_REPLACES)
    return found;
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const VbtLabeled *span = &g_array_index (candidates, VbtLabeled, i);

      if (span->label == label->place && span->confidence >= threshold
          && !is_taken (taken, span->words))
        g_array_append_val (found, *span);
    }
  g_array_sort (found, compare_labeled);
  return found;
}
