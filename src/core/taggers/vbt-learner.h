/* vbt-learner.h: tells which words have which label, by classifiers over the words' traits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-lesson.h"

G_BEGIN_DECLS

/** VBT_CHANCE_LEAST: what is less likely is not even considered. */
#define VBT_CHANCE_LEAST 0.12f

/* The classes of a word: 0 of none; 1 + 2 × label where one begins, 2 + 2 × label inside of it. */
static inline guint
vbt_class_begin (guint label)
{
  return 1 + 2 * label;
}

/* Labels over words: cues, names, whatever people mark. */
void vbt_words_teach (const VbtLesson *lesson, const GArray *spans, VbtExamples *examples);
void vbt_words_prepare (VbtLinear *model, const guint *rule_labels);
GArray *vbt_words_find (const VbtLinear *model, const VbtLesson *lesson);

/* Speaker and content of a cue. */
#define VBT_PARTS_N_CLASSES 5
enum
{
  VBT_PART_SPEAKER,
  VBT_PART_CONTENT,
};

void vbt_parts_teach (const VbtLesson *lesson, const VbtAttribution *attribution,
                      VbtExamples *examples);
void vbt_parts_prepare (VbtLinear *model);
VbtAttribution *vbt_parts_find (const VbtLinear *model, const VbtLesson *lesson, VbtStretch cue,
                                double *speaker_chance, double *content_chance);

G_END_DECLS
