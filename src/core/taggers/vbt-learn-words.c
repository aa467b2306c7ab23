/* vbt-learn-words.c: labels over words: which begin, go on, or have none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learner.h"

/* What the rules say counts before anything is learned: so much. */
#define RULE_WEIGHT 2.5f

/* A word whose chances of a label are below this share of the best in its span is not a part of it. */
#define EDGE 0.5f

/* Templates; what is added to one is a place. */
enum
{
  T_BIAS = 1,
  T_HISTORY,
  T_HISTORY2,
  T_HISTORY_WORD,
  T_HISTORY_CLASS,
  T_HISTORY_RULE,
  T_WORD = 16,    /* 5 places */
  T_CLASS = 32,   /* 7 */
  T_CLASS2 = 48,  /* 5 */
  T_CLASS3 = 64,  /* 3 */
  T_SHAPE = 80,   /* 3 */
  T_RULE = 96,    /* 5 */
  T_RULE2 = 112,  /* 3 */
  T_NAME = 128,   /* 3 */
  T_TRAIT = 144,  /* each by itself */
  T_WORD2 = 176,  /* 2 */
  T_MIXED = 192,  /* 12 */
  T_QUOTED = 208, /* 3 */
  T_USUAL = 224,
  T_PRIOR = 240,
};

static void
add_words (VbtFeatures *to, const VbtLesson *lesson, glong i)
{
  for (int k = -2; k <= 2; k++)
    vbt_features_add (
        to, vbt_feature (T_WORD + 2 + (guint)k, vbt_lesson_trait (lesson, i + k, VBT_TRAIT_WORD)));
  for (int k = -1; k <= 0; k++)
    vbt_features_add (to, vbt_feature2 (T_WORD2 + 1 + (guint)k,
                                        vbt_lesson_trait (lesson, i + k, VBT_TRAIT_WORD),
                                        vbt_lesson_trait (lesson, i + k + 1, VBT_TRAIT_WORD)));
  for (int k = -1; k <= 1; k++)
    {
      vbt_features_add (to, vbt_feature (T_SHAPE + 1 + (guint)k,
                                         vbt_lesson_trait (lesson, i + k, VBT_TRAIT_SHAPE)));
      vbt_features_add (to, vbt_feature (T_NAME + 1 + (guint)k,
                                         vbt_lesson_trait (lesson, i + k, VBT_TRAIT_NAME)));
      vbt_features_add (to, vbt_feature (T_QUOTED + 1 + (guint)k,
                                         vbt_lesson_trait (lesson, i + k, VBT_TRAIT_QUOTED)));
    }
}

static void
add_classes (VbtFeatures *to, const VbtLesson *lesson, glong i)
{
  guint32 classes[7];

  for (int k = -3; k <= 3; k++)
    {
      classes[k + 3] = vbt_lesson_trait (lesson, i + k, VBT_TRAIT_CLASS);
      vbt_features_add (to, vbt_feature (T_CLASS + 3 + (guint)k, classes[k + 3]));
    }
  for (guint k = 1; k < 5; k++)
    vbt_features_add (to, vbt_feature2 (T_CLASS2 + k, classes[k], classes[k + 1]));
  for (guint k = 1; k < 4; k++)
    vbt_features_add (
        to, vbt_feature2 (T_CLASS3 + k, vbt_feature (classes[k], classes[k + 1]), classes[k + 2]));
}

static void
add_rules (VbtFeatures *to, const VbtLesson *lesson, glong i)
{
  guint32 rules[5];
  guint32 core = vbt_lesson_trait (lesson, i, VBT_TRAIT_CORE);

  for (int k = -2; k <= 2; k++)
    {
      rules[k + 2] = vbt_lesson_trait (lesson, i + k, VBT_TRAIT_RULE);
      vbt_features_add (to, vbt_feature (T_RULE + 2 + (guint)k, rules[k + 2]));
    }
  vbt_features_add (to, vbt_feature2 (T_RULE2, rules[1], rules[2]));
  vbt_features_add (to, vbt_feature2 (T_RULE2 + 1, rules[2], rules[3]));
  vbt_features_add (to, vbt_feature2 (T_RULE2 + 2, rules[2], core));
  vbt_features_add (to,
                    vbt_feature2 (T_MIXED, rules[2], vbt_lesson_trait (lesson, i, VBT_TRAIT_WORD)));
  vbt_features_add (
      to, vbt_feature2 (T_MIXED + 1, rules[2], vbt_lesson_trait (lesson, i, VBT_TRAIT_CLASS)));
  vbt_features_add (
      to, vbt_feature2 (T_MIXED + 2, rules[2], vbt_lesson_trait (lesson, i, VBT_TRAIT_RULE_NAME)));
}

static void
add_mixed (VbtFeatures *to, const VbtLesson *lesson, glong i)
{
  guint32 word = vbt_lesson_trait (lesson, i, VBT_TRAIT_WORD);
  guint32 own = vbt_lesson_trait (lesson, i, VBT_TRAIT_CLASS);

  for (VbtTrait trait = VBT_TRAIT_SUFFIX2; trait < VBT_N_TRAITS; trait++)
    if (trait != VBT_TRAIT_SHAPE && trait != VBT_TRAIT_CLASS && trait != VBT_TRAIT_RULE
        && trait != VBT_TRAIT_NAME && trait != VBT_TRAIT_QUOTED)
      vbt_features_add (to, vbt_feature (T_TRAIT + trait, vbt_lesson_trait (lesson, i, trait)));
  vbt_features_add (
      to, vbt_feature2 (T_MIXED + 3, word, vbt_lesson_trait (lesson, i, VBT_TRAIT_SENTENCE)));
  vbt_features_add (
      to, vbt_feature2 (T_MIXED + 4, own, vbt_lesson_trait (lesson, i, VBT_TRAIT_VERB_BEFORE)));
  vbt_features_add (
      to, vbt_feature2 (T_MIXED + 5, own, vbt_lesson_trait (lesson, i, VBT_TRAIT_VERB_BEHIND)));
  vbt_features_add (to, vbt_feature2 (T_MIXED + 6, vbt_lesson_trait (lesson, i, VBT_TRAIT_NAME),
                                      vbt_lesson_trait (lesson, i, VBT_TRAIT_NAME_USUAL)));
  vbt_features_add (to,
                    vbt_feature2 (T_MIXED + 7, vbt_lesson_trait (lesson, i, VBT_TRAIT_NAME), word));
  vbt_features_add (
      to, vbt_feature2 (T_MIXED + 8, word, vbt_lesson_trait (lesson, i, VBT_TRAIT_QUOTED)));
}

static void
add_history (VbtFeatures *to, const VbtLesson *lesson, glong i, guint last, guint before)
{
  vbt_features_add (to, vbt_feature (T_HISTORY, last));
  vbt_features_add (to, vbt_feature2 (T_HISTORY2, last, before));
  vbt_features_add (
      to, vbt_feature2 (T_HISTORY_WORD, last, vbt_lesson_trait (lesson, i, VBT_TRAIT_WORD)));
  vbt_features_add (
      to, vbt_feature2 (T_HISTORY_CLASS, last, vbt_lesson_trait (lesson, i, VBT_TRAIT_CLASS)));
  vbt_features_add (
      to, vbt_feature2 (T_HISTORY_RULE, last, vbt_lesson_trait (lesson, i, VBT_TRAIT_RULE)));
}

/* What is there at a word behind words of these classes. */
static void
find_features (VbtFeatures *to, const VbtLesson *lesson, guint i, guint last, guint before)
{
  to->n = 0;
  vbt_features_add (to, vbt_feature (T_BIAS, 0));
  vbt_features_add (to, vbt_feature (T_PRIOR, vbt_lesson_trait (lesson, i, VBT_TRAIT_RULE)));
  vbt_features_add (to, vbt_feature (T_PRIOR + 1, vbt_lesson_trait (lesson, i, VBT_TRAIT_NAME)));
  add_words (to, lesson, i);
  add_classes (to, lesson, i);
  add_rules (to, lesson, i);
  add_mixed (to, lesson, i);
  add_history (to, lesson, i, last, before);
}

static gboolean
starts_paragraph (const VbtLesson *lesson, guint i)
{
  return i == 0
         || vbt_reading_word (lesson->reading, i - 1)->paragraph
                != vbt_reading_word (lesson->reading, i)->paragraph;
}

/**
 * vbt_words_teach:
 * @lesson: a document that people worked on
 * @spans: of VbtLabeled: what they marked; where two overlap the first one counts
 * @examples: examples, to which those of the document are added: one a word that is known
 */
void
vbt_words_teach (const VbtLesson *lesson, const GArray *spans, VbtExamples *examples)
{
  guint n = vbt_lesson_n_words (lesson);
  g_autofree guint8 *classes = g_new0 (guint8, n + 1);
  VbtFeatures features;
  guint last = 0;
  guint before = 0;

  for (guint s = 0; s < spans->len; s++)
    {
      const VbtLabeled *span = &g_array_index (spans, VbtLabeled, s);

      if (classes[span->words.start] != 0)
        continue;
      for (guint i = span->words.start; i < span->words.end && classes[i] == 0; i++)
        classes[i] = (guint8)(vbt_class_begin (span->label) + (i > span->words.start ? 1 : 0));
    }
  for (guint i = 0; i < n; i++)
    {
      if (starts_paragraph (lesson, i))
        last = before = 0;
      if (lesson->known == NULL || lesson->known[i])
        {
          find_features (&features, lesson, i, last, before);
          vbt_examples_add (examples, &features, classes[i]);
        }
      before = last;
      last = classes[i];
    }
}

/**
 * vbt_words_prepare:
 * @model: a new classifier
 * @rule_labels: by what rules find, which label that is, or G_MAXUINT: cues, then names by
 *   VbtEntityKind
 *
 * Lets what the rules find speak for a label before anything is learned.
 */
void
vbt_words_prepare (VbtLinear *model, const guint *rule_labels)
{
  guint32 cue = 3 + VBT_ROLE_CUE * 2;

  vbt_linear_set (model, vbt_feature (T_BIAS, 0), 0, RULE_WEIGHT);
  if (rule_labels[0] != G_MAXUINT)
    {
      guint label = vbt_class_begin (rule_labels[0]);

      vbt_linear_set (model, vbt_feature (T_PRIOR, cue), label, 2 * RULE_WEIGHT);
      vbt_linear_set (model, vbt_feature (T_PRIOR, cue + 1), label + 1, 2 * RULE_WEIGHT);
    }
  for (guint kind = 0; kind < VBT_ENTITY_OTHER; kind++)
    if (rule_labels[1 + kind] != G_MAXUINT)
      {
        guint label = vbt_class_begin (rule_labels[1 + kind]);
        guint32 name = 4 + kind * 2;

        vbt_linear_set (model, vbt_feature (T_PRIOR + 1, name + 1), label, 2 * RULE_WEIGHT);
        vbt_linear_set (model, vbt_feature (T_PRIOR + 1, name), label + 1, 2 * RULE_WEIGHT);
      }
}

/** Decoder: chances of every word as far as they are known. */
typedef struct
{
  const VbtLinear *model;
  const VbtLesson *lesson;
  float *chances; /* n_classes for each word */
} Decoder;

static const float *
chances_of (const Decoder *self, guint i)
{
  return self->chances + (gsize)i * self->model->n_classes;
}

static guint
best_class (const VbtLinear *model, const float *chances, guint first)
{
  guint best = first;

  for (guint c = first; c < model->n_classes; c++)
    if (chances[c] > chances[best])
      best = c;
  return best;
}

/* From left to right, each word by what the two before it most likely were. */
static void
find_chances (Decoder *self)
{
  VbtFeatures features;
  guint last = 0;
  guint before = 0;

  for (guint i = 0; i < vbt_lesson_n_words (self->lesson); i++)
    {
      float *chances = self->chances + (gsize)i * self->model->n_classes;

      if (starts_paragraph (self->lesson, i))
        last = before = 0;
      find_features (&features, self->lesson, i, last, before);
      vbt_linear_score (self->model, &features, chances);
      before = last;
      last = chances[0] > 0.6f ? 0 : best_class (self->model, chances, 1);
    }
}

static gboolean
goes_on (const Decoder *self, guint i, guint label)
{
  const float *chances;

  if (i >= vbt_lesson_n_words (self->lesson) || starts_paragraph (self->lesson, i))
    return FALSE;
  chances = chances_of (self, i);
  return 1 - chances[0] >= VBT_CHANCE_LEAST
         && best_class (self->model, chances, 1) == vbt_class_begin (label) + 1;
}

/* A span from here, without the edges that are much less likely than its best word. */
static guint
take_span (const Decoder *self, guint start, GArray *spans)
{
  guint label = (best_class (self->model, chances_of (self, start), 1) - 1) / 2;
  VbtLabeled span = { label, { start, start + 1 }, 1 - chances_of (self, start)[0] };
  guint end;

  while (span.words.end < vbt_lesson_n_words (self->lesson)
         && goes_on (self, span.words.end, label))
    {
      span.confidence = MAX (span.confidence, 1 - chances_of (self, span.words.end)[0]);
      span.words.end++;
    }
  end = span.words.end;
  while (1 - chances_of (self, span.words.start)[0] < EDGE * span.confidence)
    span.words.start++;
  while (1 - chances_of (self, span.words.end - 1)[0] < EDGE * span.confidence)
    span.words.end--;
  g_array_append_val (spans, span);
  return end;
}

/**
 * vbt_words_find:
 * @model: what was learned
 * @lesson: a document
 *
 * Returns: (transfer full): of VbtLabeled, in the order of the text: also what is not very likely
 */
GArray *
vbt_words_find (const VbtLinear *model, const VbtLesson *lesson)
{
  guint n = vbt_lesson_n_words (lesson);
  g_autofree float *chances = g_new (float, (gsize)n * model->n_classes + 1);
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (VbtLabeled));
  Decoder decoder = { model, lesson, chances };

  find_chances (&decoder);
  for (guint i = 0; i < n;)
    i = 1 - chances_of (&decoder, i)[0] >= VBT_CHANCE_LEAST ? take_span (&decoder, i, spans)
                                                            : i + 1;
  return spans;
}
