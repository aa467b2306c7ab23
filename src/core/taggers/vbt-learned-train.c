/* vbt-learned-train.c: learns, and finds by cross-validation what is best
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned-private.h"

#include <string.h>

/* So many parts the articles are divided into; each is judged by what was learned from the others. */
#define N_FOLDS 3

/* What only chance may have made better is not better. */
#define BENEFIT 0.002

/* So many labels with one classifier, at the most. */
#define MOST_IN_GROUP ((VBT_LINEAR_MOST_CLASSES - 1) / 2)

static const float thresholds[] = { 0.2f, 0.26f, 0.32f, 0.38f, 0.44f, 0.5f, 0.58f, 0.66f, 0.75f };

/** Task: one classifier, what it learns from, and what it finds in articles that it did not see. */
typedef struct
{
  VbtExamples *examples;
  GArray *ends; /* of guint: by lesson, where its examples end */
  guint n_classes;
  guint group;                    /* of labels; unused for cues and parts */
  VbtLinear *models[N_FOLDS + 1]; /* the last one has learned from all: the judge's alone */
} Task;

/** School: all that is needed to learn and to judge. */
typedef struct
{
  VbtLearned *learned;
  GPtrArray *lessons;
  guint n_folds;
  Task cues;
  Task parts;
  Task judge;
  Task *groups;
  guint n_groups;
  GPtrArray **attributions; /* by lesson: candidates, of the fold's learner */
  GArray **labels;          /* by lesson and group: candidates */
  GCancellable *cancellable;
} School;

static const VbtLesson *
lesson_at (const School *self, guint index)
{
  return self->lessons->pdata[index];
}

static guint
fold_of (const School *self, guint lesson)
{
  return lesson % self->n_folds;
}

static void
task_init (Task *self, guint n_classes)
{
  self->examples = vbt_examples_new ();
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->n_classes = n_classes;
}

static void
task_clear (Task *self)
{
  g_clear_pointer (&self->examples, vbt_examples_free);
  g_clear_pointer (&self->ends, g_array_unref);
  for (guint i = 0; i <= N_FOLDS; i++)
    g_clear_pointer (&self->models[i], vbt_linear_free);
}

static void
task_end_lesson (Task *self)
{
  guint end = self->examples->labels->len;

  g_array_append_val (self->ends, end);
}

static void
teach_attributions (School *self, const VbtLesson *lesson)
{
  g_autoptr (GArray) cues = g_array_new (FALSE, FALSE, sizeof (VbtLabeled));

  for (guint i = 0; i < lesson->said->len; i++)
    {
      const VbtAttribution *attribution = lesson->said->pdata[i];
      VbtLabeled cue = { 0, attribution->cue, 1 };

      if (vbt_stretch_is_empty (attribution->cue))
        continue;
      g_array_append_val (cues, cue);
      vbt_parts_teach (lesson, attribution, self->parts.examples);
    }
  vbt_words_teach (lesson, cues, self->cues.examples);
  task_end_lesson (&self->cues);
  task_end_lesson (&self->parts);
}

static void
teach_group (School *self, const VbtLesson *lesson, guint group)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (VbtLabeled));

  for (guint i = 0; i < lesson->spans->len; i++)
    {
      VbtLabeled span = g_array_index (lesson->spans, VbtLabeled, i);
      const VbtLearnedLabel *label = self->learned->labels->pdata[span.label];

      span.label = label->place;
      if (label->group == group)
        g_array_append_val (spans, span);
    }
  vbt_words_teach (lesson, spans, self->groups[group].examples);
  task_end_lesson (&self->groups[group]);
}

/* Which examples are not of a fold. */
static guint8 *
examples_beside (const School *self, const Task *task, guint fold)
{
  guint8 *used = g_new0 (guint8, task->examples->labels->len + 1);
  guint start = 0;

  for (guint i = 0; i < task->ends->len; i++)
    {
      guint end = g_array_index (task->ends, guint, i);

      memset (used + start, fold == N_FOLDS || fold_of (self, i) != fold, end - start);
      start = end;
    }
  return used;
}

static gboolean
learn_task (School *self, Task *task, guint fold)
{
  g_autofree guint8 *used = examples_beside (self, task, fold);
  g_autoptr (VbtLinear) model = vbt_linear_new (task->n_classes);
  guint rule_labels[1 + VBT_ENTITY_OTHER] = { 0, G_MAXUINT, G_MAXUINT, G_MAXUINT };

  if (task == &self->parts)
    vbt_parts_prepare (model);
  else if (task == &self->judge)
    vbt_judge_prepare (model);
  else
    {
      if (task != &self->cues)
        vbt_learned_rule_labels (self->learned, task->group, rule_labels);
      vbt_words_prepare (model, rule_labels);
    }
  if (!vbt_linear_train (model, task->examples, used, self->cancellable, NULL))
    return FALSE;
  task->models[fold] = g_steal_pointer (&model);
  return TRUE;
}

static void
teach_judge (School *self, const VbtLesson *lesson, const GPtrArray *candidates)
{
  VbtFeatures features;

  for (guint i = 0; i < candidates->len; i++)
    {
      const VbtCandidate *candidate = candidates->pdata[i];
      const VbtAttribution *attribution = candidate->attribution;

      if (attribution->content->len == 0
          || !lesson->known[g_array_index (attribution->content, VbtStretch, 0).start])
        continue;
      vbt_judge_features (lesson, candidate, &features);
      vbt_examples_add (self->judge.examples, &features,
                        vbt_learned_is_right (lesson, attribution));
    }
  task_end_lesson (&self->judge);
}

/* Judges what was found in each fold by what is known of the others. */
static gboolean
learn_to_judge (School *self)
{
  for (guint i = 0; i < self->lessons->len; i++)
    teach_judge (self, lesson_at (self, i), self->attributions[i]);
  vbt_examples_pack (self->judge.examples);
  if (!learn_task (self, &self->judge, N_FOLDS))
    return FALSE;
  for (guint fold = 0; fold < self->n_folds; fold++)
    {
      if (!learn_task (self, &self->judge, fold))
        return FALSE;
      for (guint i = 0; i < self->lessons->len; i++)
        if (fold_of (self, i) == fold)
          vbt_candidates_judge (self->attributions[i], lesson_at (self, i),
                                self->judge.models[fold]);
    }
  return TRUE;
}

/* Learns without a fold, and looks what that finds in it. */
static void
learn_fold (gpointer data, gpointer user_data)
{
  School *self = user_data;
  guint fold = GPOINTER_TO_UINT (data) - 1;

  if (self->cues.examples != NULL
      && (!learn_task (self, &self->cues, fold) || !learn_task (self, &self->parts, fold)))
    return;
  for (guint g = 0; g < self->n_groups; g++)
    if (!learn_task (self, &self->groups[g], fold))
      return;
  for (guint i = 0; i < self->lessons->len; i++)
    {
      if (fold_of (self, i) != fold)
        continue;
      if (self->cues.examples != NULL)
        self->attributions[i] = vbt_learned_find_candidates (
            self->cues.models[fold], self->parts.models[fold], lesson_at (self, i));
      for (guint g = 0; g < self->n_groups; g++)
        self->labels[i * self->n_groups + g]
            = vbt_words_find (self->groups[g].models[fold], lesson_at (self, i));
    }
}

/* All folds, on all cores. */
static gboolean
learn (School *self, GError **error)
{
  guint n_threads = MIN (g_get_num_processors (), self->n_folds);
  GThreadPool *pool = g_thread_pool_new (learn_fold, self, (gint)n_threads, FALSE, error);

  if (pool == NULL)
    return FALSE;
  for (guint fold = 0; fold < self->n_folds; fold++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (fold + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  if (!g_cancellable_is_cancelled (self->cancellable) && self->judge.examples != NULL)
    learn_to_judge (self);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static void
count_way (const School *self, const VbtLearnedWay *way, VbtLearnedCount *counts)
{
  memset (counts, 0, VBT_LEARNED_N_COUNTS * sizeof *counts);
  for (guint i = 0; i < self->lessons->len; i++)
    {
      g_autoptr (GPtrArray) found
          = vbt_learned_compose (lesson_at (self, i), self->attributions[i], way);

      vbt_learned_count_attributions (lesson_at (self, i), found, counts);
    }
}

/** Contest: the best way so far, and by what. */
typedef struct
{
  VbtLearnedWay way;
  double f1;
  VbtLearnedCount counts[VBT_LEARNED_N_COUNTS];
} Contest;

static void
try_way (const School *self, Contest *contest, VbtLearnedWay way, double handicap)
{
  VbtLearnedCount counts[VBT_LEARNED_N_COUNTS];
  double f1;

  count_way (self, &way, counts);
  f1 = vbt_learned_count_f1 (&counts[VBT_LEARNED_ALL], FALSE);
  g_debug ("choice %d, rules %d, threshold %.2f: %.2f", way.choice, way.rules,
           (double)way.threshold, 100 * f1);
  if (f1 - handicap <= contest->f1)
    return;
  contest->way = way;
  contest->f1 = f1;
  memcpy (contest->counts, counts, sizeof counts);
}

static void
report_attributions (const School *self, const Contest *contest, double rules_f1)
{
  static const char *const names[]
      = { VBT_LEARNED_ATTRIBUTION, VBT_LABEL_QUOTE, VBT_LABEL_CUE, VBT_LABEL_SPEAKER };

  for (guint part = 0; part < VBT_LEARNED_N_COUNTS; part++)
    {
      const VbtLearnedCount *count = &contest->counts[part];
      VbtLearnedFigure *figure;

      if (part == VBT_LEARNED_CUE && !self->learned->has_cues)
        continue;
      figure = vbt_learned_report_add (self->learned->report, names[part]);
      figure->choice = contest->way.choice;
      figure->precision = vbt_learned_count_precision (count);
      figure->recall = vbt_learned_count_recall (count);
      figure->exact = count->n_found > 0 ? (double)count->n_exact / count->n_found : 0;
      figure->f1 = vbt_learned_count_f1 (count, FALSE);
      figure->rules_f1 = part == VBT_LEARNED_ALL ? rules_f1 : 0;
      figure->n = count->n_had;
    }
}

static void
choose_way (School *self)
{
  static const VbtLearnedRules sets[] = { VBT_LEARNED_CORE, VBT_LEARNED_WIDE };
  Contest contest = { .way = { VBT_LEARNED_RULES, VBT_LEARNED_CORE, 1 }, .f1 = -1 };
  double rules_f1;

  for (guint r = 0; r < G_N_ELEMENTS (sets); r++)
    try_way (self, &contest, (VbtLearnedWay){ VBT_LEARNED_RULES, sets[r], 1 }, 0);
  rules_f1 = contest.f1;
  for (guint t = 0; t < G_N_ELEMENTS (thresholds); t++)
    {
      double handicap = contest.way.choice == VBT_LEARNED_RULES ? BENEFIT : 0;

      for (guint r = 0; r < G_N_ELEMENTS (sets); r++)
        try_way (self, &contest, (VbtLearnedWay){ VBT_LEARNED_ADDS, sets[r], thresholds[t] },
                 handicap);
      try_way (self, &contest,
               (VbtLearnedWay){ VBT_LEARNED_REPLACES, VBT_LEARNED_NO_RULES, thresholds[t] },
               handicap);
    }
  self->learned->way = contest.way;
  report_attributions (self, &contest, MAX (rules_f1, 0));
}

static void
count_label (const School *self, guint index, VbtLearnedChoice choice, float threshold,
             VbtLearnedCount *count)
{
  const VbtLearnedLabel *label = self->learned->labels->pdata[index];

  memset (count, 0, sizeof *count);
  for (guint i = 0; i < self->lessons->len; i++)
    {
      g_autoptr (GArray) found = vbt_learned_compose_label (
          lesson_at (self, i), self->labels[i * self->n_groups + label->group], label, choice,
          threshold);

      for (guint k = 0; k < found->len; k++)
        g_array_index (found, VbtLabeled, k).label = index;
      vbt_learned_count_labels (lesson_at (self, i), index, found, count);
    }
}

static void
choose_label (School *self, guint index)
{
  VbtLearnedLabel *label = self->learned->labels->pdata[index];
  VbtLearnedFigure *figure = vbt_learned_report_add (self->learned->report, label->name);
  VbtLearnedCount best;
  VbtLearnedCount count;

  count_label (self, index, VBT_LEARNED_RULES, 1, &best);
  label->choice = best.n_found > 0 ? VBT_LEARNED_RULES : VBT_LEARNED_NOTHING;
  figure->rules_f1 = vbt_learned_count_f1 (&best, TRUE);
  for (guint t = 0; t < G_N_ELEMENTS (thresholds); t++)
    for (VbtLearnedChoice choice = VBT_LEARNED_ADDS; choice < VBT_LEARNED_N_CHOICES; choice++)
      {
        count_label (self, index, choice, thresholds[t], &count);
        if (vbt_learned_count_f1 (&count, TRUE)
            <= vbt_learned_count_f1 (&best, TRUE)
                   + (label->choice <= VBT_LEARNED_RULES ? BENEFIT : 0))
          continue;
        best = count;
        label->choice = choice;
        label->threshold = thresholds[t];
      }
  figure->choice = label->choice;
  figure->precision = vbt_learned_count_precision (&best);
  figure->recall = vbt_learned_count_recall (&best);
  figure->exact = best.n_found > 0 ? (double)best.n_exact / best.n_found : 0;
  figure->f1 = vbt_learned_count_f1 (&best, TRUE);
  figure->n = best.n_had;
}

/**
 * vbt_learned_rule_labels:
 * @self: what is learned
 * @group: one of its groups of labels
 * @rule_labels: (out): as vbt_words_prepare() takes it
 */
void
vbt_learned_rule_labels (const VbtLearned *self, guint group, guint *rule_labels)
{
  for (guint i = 0; i <= VBT_ENTITY_OTHER; i++)
    rule_labels[i] = G_MAXUINT;
  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLearnedLabel *label = self->labels->pdata[i];
      VbtEntityKind kind;

      if (label->group == group && vbt_learned_rule_kind (label->name, &kind))
        rule_labels[1 + kind] = label->place;
    }
}

/* By label, on which words another one was seen as well. */
static void
find_overlaps (const School *self, guint8 *overlaps, guint n)
{
  for (guint l = 0; l < self->lessons->len; l++)
    {
      const GArray *spans = lesson_at (self, l)->spans;

      for (guint i = 0; i < spans->len; i++)
        for (guint j = i + 1; j < spans->len; j++)
          {
            const VbtLabeled *a = &g_array_index (spans, VbtLabeled, i);
            const VbtLabeled *b = &g_array_index (spans, VbtLabeled, j);

            if (b->words.start >= a->words.end)
              break;
            overlaps[a->label * n + b->label] = overlaps[b->label * n + a->label] = 1;
          }
    }
}

static gboolean
fits_group (const School *self, const guint8 *overlaps, guint n, guint index, guint group)
{
  guint n_there = 0;

  for (guint i = 0; i < index; i++)
    {
      const VbtLearnedLabel *other = self->learned->labels->pdata[i];

      if (other->group != group)
        continue;
      n_there++;
      if (overlaps[index * n + i])
        return FALSE;
    }
  return n_there < MOST_IN_GROUP;
}

static void
find_groups (School *self)
{
  guint n = self->learned->labels->len;
  g_autofree guint8 *overlaps = g_new0 (guint8, (gsize)n * n + 1);
  g_autofree guint *sizes = g_new0 (guint, n + 1);

  find_overlaps (self, overlaps, n);
  for (guint i = 0; i < n; i++)
    {
      VbtLearnedLabel *label = self->learned->labels->pdata[i];
      guint group = 0;

      while (group < self->n_groups && !fits_group (self, overlaps, n, i, group))
        group++;
      label->group = group;
      label->place = sizes[group]++;
      self->n_groups = MAX (self->n_groups, group + 1);
    }
  self->groups = g_new0 (Task, self->n_groups + 1);
  for (guint g = 0; g < self->n_groups; g++)
    {
      task_init (&self->groups[g], 1 + 2 * sizes[g]);
      self->groups[g].group = g;
    }
}

static void
school_init (School *self)
{
  guint n_said = 0;
  guint n_cues = 0;

  for (guint i = 0; i < self->lessons->len; i++)
    {
      const GPtrArray *said = lesson_at (self, i)->said;

      n_said += said->len;
      for (guint k = 0; k < said->len; k++)
        n_cues += !vbt_stretch_is_empty (((const VbtAttribution *)said->pdata[k])->cue);
    }
  self->n_folds = MIN (N_FOLDS, self->lessons->len);
  self->learned->has_cues = n_cues * 10 > n_said;
  if (n_said > 0)
    {
      task_init (&self->cues, 3);
      task_init (&self->parts, VBT_PARTS_N_CLASSES);
      task_init (&self->judge, 2);
    }
  find_groups (self);
  self->attributions = g_new0 (GPtrArray *, self->lessons->len + 1);
  self->labels = g_new0 (GArray *, (gsize)self->lessons->len * self->n_groups + 1);
}

static void
school_clear (School *self)
{
  task_clear (&self->cues);
  task_clear (&self->parts);
  task_clear (&self->judge);
  for (guint g = 0; g < self->n_groups; g++)
    task_clear (&self->groups[g]);
  for (guint i = 0; i < self->lessons->len; i++)
    g_clear_pointer (&self->attributions[i], g_ptr_array_unref);
  for (guint i = 0; i < self->lessons->len * self->n_groups; i++)
    g_clear_pointer (&self->labels[i], g_array_unref);
  g_free (self->groups);
  g_free (self->attributions);
  g_free (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (School, school_clear)

static gboolean
teach (School *self, GError **error)
{
  for (guint i = 0; i < self->lessons->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (self->cues.examples != NULL)
        teach_attributions (self, lesson_at (self, i));
      for (guint g = 0; g < self->n_groups; g++)
        teach_group (self, lesson_at (self, i), g);
    }
  if (self->cues.examples != NULL)
    {
      vbt_examples_pack (self->cues.examples);
      vbt_examples_pack (self->parts.examples);
    }
  for (guint g = 0; g < self->n_groups; g++)
    vbt_examples_pack (self->groups[g].examples);
  return TRUE;
}

/* The mean of what was learned beside each fold becomes the model. Every article is in all of them but one, and the mean
 * finds as much as a model that saw all articles, which would take half as long again. */
static void
graduate (School *self)
{
  VbtLearned *learned = self->learned;

  if (self->cues.examples != NULL)
    {
      choose_way (self);
      learned->cues = vbt_linear_new_mean (self->cues.models, self->n_folds);
      learned->parts = vbt_linear_new_mean (self->parts.models, self->n_folds);
    }
  for (guint i = 0; i < learned->labels->len; i++)
    choose_label (self, i);
  learned->judge = g_steal_pointer (&self->judge.models[N_FOLDS]);
  for (guint g = 0; g < self->n_groups; g++)
    g_ptr_array_add (learned->groups, vbt_linear_new_mean (self->groups[g].models, self->n_folds));
  learned->report->n_documents = self->lessons->len;
}

/**
 * vbt_learned_train:
 * @lessons: of VbtLesson: documents that people worked on, VBT_LEARNED_LEAST_DOCUMENTS of them or
 *   more
 * @labels: (element-type utf8): what their spans' labels mean
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Learns from documents on all cores. Finds by cross-validation for each label what suggests it
 * best: the rules, the rules and the learner, or the learner alone; so that nobody gets less than
 * the rules find on the own articles. The same documents in the same order give the same model.
 *
 * Returns: (transfer full) (nullable): what was learned, or NULL when it was cancelled
 */
VbtLearned *
vbt_learned_train (GPtrArray *lessons, const GPtrArray *labels, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (VbtLearned) learned = vbt_learned_new ();
  g_auto (School) school = { .learned = learned, .lessons = lessons, .cancellable = cancellable };

  g_return_val_if_fail (lessons->len >= VBT_LEARNED_LEAST_DOCUMENTS, NULL);

  for (guint i = 0; i < labels->len; i++)
    vbt_learned_add_label (learned, labels->pdata[i]);
  school_init (&school);
  if (!teach (&school, error) || !learn (&school, error))
    return NULL;
  graduate (&school);
  return g_steal_pointer (&learned);
}
