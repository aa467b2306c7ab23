/* vbt-lesson.h: a document as the learner sees it: words with traits, what rules and people say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-linear.h"
#include "taggers/vbt-names.h"

G_BEGIN_DECLS

/** VbtTrait: what can be said of a word, as a number; 0 where there is nothing to say. */
typedef enum
{
  VBT_TRAIT_WORD,
  VBT_TRAIT_SUFFIX2,
  VBT_TRAIT_SUFFIX3,
  VBT_TRAIT_PREFIX3,
  VBT_TRAIT_SHAPE,
  VBT_TRAIT_CLASS,      /* what it may be; a word of few meaning stands for itself */
  VBT_TRAIT_RULE,       /* its role by the wide rules, and whether it begins there */
  VBT_TRAIT_RULE_NAME,  /* which rule that was */
  VBT_TRAIT_CORE,       /* its role by the core rules */
  VBT_TRAIT_NAME,       /* of which kind the name is, and whether it begins there */
  VBT_TRAIT_NAME_USUAL, /* of which kind this word mostly is in the document */
  VBT_TRAIT_QUOTED,     /* inside of a quotation, at its edges */
  VBT_TRAIT_RUN,        /* the last word of the run of capitalized words, and the length */
  VBT_TRAIT_RUN_BEFORE, /* the word before the run */
  VBT_TRAIT_RUN_BEHIND,
  VBT_TRAIT_VERB_BEFORE, /* the nearest verb of speech in the sentence, and how near it is */
  VBT_TRAIT_VERB_BEHIND,
  VBT_TRAIT_SENTENCE, /* has a quotation; begins a paragraph */
  VBT_N_TRAITS,
} VbtTrait;

/** VbtLabeled: words with a label of a list. */
typedef struct
{
  guint label;
  VbtStretch words;
  float confidence;
} VbtLabeled;

/**
 * VbtLesson:
 *
 * A document to learn from, or to apply to what was learned.
 */
typedef struct
{
  VbtDocument *document; /* (nullable): where it belongs to the lesson */
  VbtReading *reading;   /* with the attributions of the wide rules */
  VbtReading *core;      /* with those of the core rules */
  VbtNameList *names;
  guint32 *traits; /* VBT_N_TRAITS for each word */
  GPtrArray *said; /* of VbtAttribution: who said what, by people; see vbt_lesson_attribute() */
  GArray *spans;   /* of VbtLabeled, by people: those that are no part of an attribution */
  guint8 *known;   /* by word: whether people have decided on all that is there */
  gboolean is_complete; /* all of it is known */
} VbtLesson;

VbtLesson *vbt_lesson_new (const VbtDocument *document, GCancellable *cancellable, GError **error);
void vbt_lesson_free (VbtLesson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLesson, vbt_lesson_free)
VbtLesson *vbt_lesson_new_decided (VbtDocument *document, const VbtCatalog *catalog,
                                   GPtrArray *labels, GCancellable *cancellable, GError **error);
VbtAttribution *vbt_attribution_new (const char *rule, double confidence);
void vbt_attribution_free (gpointer attribution);
void vbt_traits_find (VbtLesson *self);

static inline guint32
vbt_lesson_trait (const VbtLesson *self, glong word, VbtTrait trait)
{
  if (word < 0 || word >= (glong)self->reading->words->len)
    return 1;
  return self->traits[word * VBT_N_TRAITS + trait];
}

static inline guint
vbt_lesson_n_words (const VbtLesson *self)
{
  return self->reading->words->len;
}

G_END_DECLS
