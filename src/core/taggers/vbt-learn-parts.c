/* vbt-learn-parts.c: whose words a cue introduces, and which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learner.h"

/* So far around its sentence a cue is believed to reach, in sentences. */
#define SENTENCES_BEFORE 3
#define SENTENCES_BEHIND 6

/* What the rules say counts before anything is learned: so much. */
#define RULE_WEIGHT 2.0f

/* Templates; what is added to one is a place. */
enum
{
  T_BIAS = 512,
  T_PRIOR,
  T_SIDE,
  T_BETWEEN, /* 8 */
  T_CLASS = T_BETWEEN + 8,
  T_CLASS2 = T_CLASS + 8,
  T_CLASS3 = T_CLASS2 + 8,
  T_WORD = T_CLASS3 + 4,
  T_CUE = T_WORD + 4,
  T_QUOTED = T_CUE + 12,
  T_RULE = T_QUOTED + 8,
  T_PHRASE = T_RULE + 12,
  T_NAME = T_PHRASE + 8,
  T_HISTORY = T_NAME + 8,
};

/** Between: what stands between a word and the cue. */
typedef struct
{
  guint8 n_commas;
  guint8 n_thats;
  guint8 n_marks;
  guint8 n_cues;
  guint8 n_links;
} Between;

/** Around: a cue and what is around it. */
typedef struct
{
  const VbtLesson *lesson;
  VbtStretch cue;
  VbtStretch window;
  int own; /* the rules' attribution of this cue, or -1 */
  int own_core;
  VbtStretch before; /* the noun phrase before it */
  VbtStretch behind;
  guint clause_end;
  guint32 verb;       /* its words */
  guint32 verb_class; /* and of which class the last one is */
  guint32 left;       /* its neighbors */
  guint32 right;
  gboolean ends_sentence;
  Between *between; /* by word of the window */
} Around;

/** Past: which classes the words before one have. */
typedef struct
{
  guint last;
  guint before;
  gboolean has_speaker;
  gboolean has_content;
} Past;

static VbtStretch
sentence_at (const VbtReading *reading, guint index)
{
  return g_array_index (reading->sentences, VbtStretch, index);
}

static gboolean
has_quoted (const VbtReading *reading, VbtStretch words)
{
  for (guint i = words.start; i < words.end; i++)
    if (vbt_reading_is_quoted (reading, i))
      return TRUE;
  return FALSE;
}

static int
own_attribution (const VbtReading *reading, VbtStretch cue)
{
  for (guint i = cue.start; i < cue.end; i++)
    if (vbt_reading_word (reading, i)->role == VBT_ROLE_CUE)
      return vbt_reading_word (reading, i)->attribution;
  return -1;
}

static void
extend_window (VbtStretch *window, VbtStretch words)
{
  if (vbt_stretch_is_empty (words))
    return;
  window->start = MIN (window->start, words.start);
  window->end = MAX (window->end, words.end);
}

/* The words among which speaker and content are looked for: the sentence, those around it that are
 * quoted, and what the rules found. */
static VbtStretch
find_window (const VbtLesson *lesson, VbtStretch cue)
{
  const VbtReading *reading = lesson->reading;
  guint first = vbt_reading_word (reading, cue.start)->sentence;
  guint last = vbt_reading_word (reading, cue.end - 1)->sentence;
  VbtStretch window = { sentence_at (reading, first).start, sentence_at (reading, last).end };
  int own = own_attribution (reading, cue);

  for (guint n = 0;
       n < SENTENCES_BEFORE && first > 0 && has_quoted (reading, sentence_at (reading, first - 1));
       n++)
    window.start = sentence_at (reading, --first).start;
  for (guint n = 0; n < SENTENCES_BEHIND && last + 1 < reading->sentences->len
                    && has_quoted (reading, sentence_at (reading, last + 1));
       n++)
    window.end = sentence_at (reading, ++last).end;
  if (own >= 0)
    {
      const VbtAttribution *attribution = g_ptr_array_index (reading->attributions, own);

      extend_window (&window, attribution->speaker);
      for (guint i = 0; i < attribution->content->len; i++)
        extend_window (&window, g_array_index (attribution->content, VbtStretch, i));
    }
  return window;
}

static void
pass (const Around *self, guint i, Between *between)
{
  const VbtReading *reading = self->lesson->reading;
  const VbtWord *word = vbt_reading_word (reading, i);

  between->n_commas += vbt_reading_reads (reading, i, ",") && between->n_commas < 3;
  between->n_thats += vbt_reading_reads (reading, i, "that") && between->n_thats < 2;
  between->n_marks += i > 0 && word->quotation != word[-1].quotation && between->n_marks < 3;
  between->n_cues
      += word->role == VBT_ROLE_CUE && word->attribution != self->own && between->n_cues < 2;
  between->n_links += (word->classes & VBT_CLASS (CONJUNCTION)) != 0 && between->n_links < 2;
}

static void
find_between (Around *self)
{
  Between between = { 0 };

  self->between = g_new0 (Between, self->window.end - self->window.start + 1);
  for (guint i = self->cue.start; i-- > self->window.start;)
    {
      self->between[i - self->window.start] = between;
      pass (self, i, &between);
    }
  between = (Between){ 0 };
  for (guint i = self->cue.end; i < self->window.end; i++)
    {
      self->between[i - self->window.start] = between;
      pass (self, i, &between);
    }
}

static void
around_init (Around *self, const VbtLesson *lesson, VbtStretch cue)
{
  const VbtReading *reading = lesson->reading;
  VbtStretch sentence = sentence_at (reading, vbt_reading_word (reading, cue.start)->sentence);

  self->lesson = lesson;
  self->cue = cue;
  self->window = find_window (lesson, cue);
  self->own = own_attribution (reading, cue);
  self->own_core = own_attribution (lesson->core, cue);
  self->before = vbt_phrase_before (reading, cue.start, sentence.start);
  self->behind = cue.end < sentence.end ? vbt_phrase_after (reading, cue.end, sentence.end)
                                        : (VbtStretch){ cue.end, cue.end };
  self->clause_end = vbt_phrase_clause_end (reading, cue.end);
  self->verb = 0;
  for (guint i = cue.start; i < cue.end; i++)
    self->verb = vbt_feature2 (T_BIAS, self->verb, vbt_lesson_trait (lesson, i, VBT_TRAIT_WORD));
  self->verb_class = vbt_lesson_trait (lesson, (glong)cue.end - 1, VBT_TRAIT_CLASS);
  self->left = vbt_lesson_trait (lesson, (glong)cue.start - 1, VBT_TRAIT_CLASS);
  self->right = vbt_lesson_trait (lesson, (glong)cue.end, VBT_TRAIT_CLASS);
  self->ends_sentence = cue.end + 1 >= sentence.end || vbt_reading_reads (reading, cue.end, ".");
  find_between (self);
}

static void
around_clear (Around *self)
{
  g_free (self->between);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Around, around_clear)

static guint32
distance_of (const Around *self, guint i)
{
  static const guint bins[] = { 1, 2, 3, 4, 6, 9, 14, 22, 40 };
  guint distance = i < self->cue.start ? self->cue.start - i : i - self->cue.end + 1;
  guint32 bin = 0;

  while (bin < G_N_ELEMENTS (bins) && distance > bins[bin])
    bin++;
  return bin;
}

/* On which side of the cue, and how many sentences away. */
static guint32
side_of (const Around *self, guint i)
{
  const VbtReading *reading = self->lesson->reading;
  int away = (int)vbt_reading_word (reading, i)->sentence
             - (int)vbt_reading_word (reading, self->cue.start)->sentence;

  return (i < self->cue.start ? 1u : 2u) * 8 + (guint32)(CLAMP (away, -2, 2) + 2);
}

/* What the rules say of a word, as this cue sees it. */
static guint32
rule_of (const Around *self, const VbtReading *reading, int own, glong i)
{
  const VbtWord *word;

  if (i < 0 || i >= (glong)reading->words->len)
    return 1;
  word = vbt_reading_word (reading, (guint)i);
  if (word->role == VBT_ROLE_NONE)
    return own >= 0 ? 2 : 3;
  return 4 + (guint32)word->role * 4 + (word->attribution == own ? 2u : 0)
         + (i > 0 && word[-1].role == word->role && word[-1].attribution == word->attribution ? 1u
                                                                                              : 0);
}

/* How the quotation around a word stands to the cue. */
static guint32
quotation_of (const Around *self, guint i)
{
  const VbtReading *reading = self->lesson->reading;
  int q = vbt_reading_word (reading, i)->quotation;
  VbtStretch words;

  if (q < 0)
    return 1;
  words = vbt_reading_quotation (reading, (guint)q)->words;
  if (words.start <= self->cue.start && words.end >= self->cue.end)
    return 2;
  if (words.end <= self->cue.start)
    return self->cue.start - words.end <= 2 ? 3 : 4;
  return words.start - MIN (self->cue.end, words.start) <= 3 ? 5 : 6;
}

static guint32
phrase_of (const Around *self, guint i)
{
  guint32 phrase = 0;

  if (i >= self->before.start && i < self->before.end)
    phrase |= i == self->before.start ? 3 : 1;
  if (i >= self->behind.start && i < self->behind.end)
    phrase |= i == self->behind.start ? 12 : 4;
  return phrase | (i >= self->clause_end ? 16u : 0)
         | (vbt_stretch_is_empty (self->before) ? 32u : 0);
}

static void
add_place (VbtFeatures *to, const Around *self, guint i, guint32 side)
{
  const Between *between = &self->between[i - self->window.start];
  guint32 distance = distance_of (self, i);

  vbt_features_add (to, vbt_feature (T_BIAS, 0));
  vbt_features_add (to, vbt_feature2 (T_SIDE, side, distance));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN, side, between->n_commas));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN + 1, side, between->n_thats));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN + 2, side, between->n_marks));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN + 3, side, between->n_cues));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN + 4, side, between->n_links));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN + 5, side,
                                      (guint32)between->n_commas * 64 + between->n_thats * 16u
                                          + between->n_marks * 4u + between->n_cues));
  vbt_features_add (to, vbt_feature2 (T_BETWEEN + 6, side * 2 + self->ends_sentence, distance));
}

static void
add_words (VbtFeatures *to, const Around *self, guint i, guint32 side)
{
  const VbtLesson *lesson = self->lesson;
  guint32 classes[5];
  guint32 word = vbt_lesson_trait (lesson, i, VBT_TRAIT_WORD);

  for (int k = -2; k <= 2; k++)
    {
      classes[k + 2] = vbt_lesson_trait (lesson, (glong)i + k, VBT_TRAIT_CLASS);
      vbt_features_add (to, vbt_feature2 (T_CLASS + 2 + (guint)k, side, classes[k + 2]));
    }
  for (guint k = 0; k < 4; k++)
    vbt_features_add (to,
                      vbt_feature2 (T_CLASS2 + k, vbt_feature (side, classes[k]), classes[k + 1]));
  vbt_features_add (to, vbt_feature2 (T_CLASS3, vbt_feature (classes[1], classes[2]), classes[3]));
  vbt_features_add (to, vbt_feature2 (T_WORD, side, word));
  vbt_features_add (
      to, vbt_feature (T_WORD + 1, vbt_lesson_trait (lesson, (glong)i - 1, VBT_TRAIT_WORD)));
  vbt_features_add (
      to, vbt_feature (T_WORD + 2, vbt_lesson_trait (lesson, (glong)i + 1, VBT_TRAIT_WORD)));
  vbt_features_add (to, vbt_feature2 (T_NAME, side, vbt_lesson_trait (lesson, i, VBT_TRAIT_NAME)));
  vbt_features_add (to,
                    vbt_feature2 (T_NAME + 1, side, vbt_lesson_trait (lesson, i, VBT_TRAIT_SHAPE)));
}

static void
add_cue (VbtFeatures *to, const Around *self, guint i, guint32 side)
{
  guint32 own = vbt_lesson_trait (self->lesson, i, VBT_TRAIT_CLASS);
  guint32 distance = distance_of (self, i);

  vbt_features_add (to, vbt_feature2 (T_CUE, vbt_feature (side, self->verb), distance));
  vbt_features_add (to, vbt_feature2 (T_CUE + 1, vbt_feature (side, self->verb_class), distance));
  vbt_features_add (to, vbt_feature2 (T_CUE + 2, vbt_feature (side, self->verb_class), own));
  vbt_features_add (to, vbt_feature2 (T_CUE + 3, vbt_feature (side, self->right), distance));
  vbt_features_add (to, vbt_feature2 (T_CUE + 4, vbt_feature (side, self->left), distance));
  vbt_features_add (to, vbt_feature2 (T_CUE + 5, vbt_feature (side, self->verb),
                                      (guint32)vbt_reading_is_quoted (self->lesson->reading, i)));
  vbt_features_add (to, vbt_feature2 (T_CUE + 6, vbt_feature (side, self->right), own));
}

static void
add_rules (VbtFeatures *to, const Around *self, guint i, guint32 side)
{
  const VbtReading *reading = self->lesson->reading;
  guint32 quotation = quotation_of (self, i);
  guint32 quoted = vbt_lesson_trait (self->lesson, i, VBT_TRAIT_QUOTED);
  guint32 phrase = phrase_of (self, i);
  guint32 before = rule_of (self, reading, self->own, (glong)i - 1);
  guint32 here = rule_of (self, reading, self->own, (glong)i);
  guint32 behind = rule_of (self, reading, self->own, (glong)i + 1);
  guint32 core = rule_of (self, self->lesson->core, self->own_core, (glong)i);

  vbt_features_add (to, vbt_feature (T_PRIOR, here));
  vbt_features_add (to, vbt_feature2 (T_RULE, side, here));
  vbt_features_add (to, vbt_feature2 (T_RULE + 1, before, here));
  vbt_features_add (to, vbt_feature2 (T_RULE + 2, here, behind));
  vbt_features_add (to, vbt_feature2 (T_RULE + 3, vbt_feature (before, here), behind));
  vbt_features_add (to, vbt_feature2 (T_RULE + 4, here, core));
  vbt_features_add (to, vbt_feature2 (T_RULE + 5, here, phrase));
  vbt_features_add (
      to, vbt_feature2 (T_RULE + 6, here,
                        vbt_lesson_trait (self->lesson, self->cue.start, VBT_TRAIT_RULE_NAME)));
  vbt_features_add (
      to, vbt_feature2 (T_RULE + 7, here, vbt_lesson_trait (self->lesson, i, VBT_TRAIT_CLASS)));
  vbt_features_add (to, vbt_feature2 (T_QUOTED, side, quotation));
  vbt_features_add (to, vbt_feature2 (T_QUOTED + 1, quotation, quoted));
  vbt_features_add (to, vbt_feature2 (T_QUOTED + 2, quotation, here));
  vbt_features_add (to, vbt_feature2 (T_QUOTED + 3, side * 2 + self->ends_sentence, quotation));
  vbt_features_add (to, vbt_feature2 (T_PHRASE, side, phrase));
  vbt_features_add (
      to, vbt_feature2 (T_PHRASE + 1, phrase, vbt_lesson_trait (self->lesson, i, VBT_TRAIT_CLASS)));
}

static void
add_past (VbtFeatures *to, const Around *self, guint i, guint32 side, const Past *past)
{
  guint32 here = rule_of (self, self->lesson->reading, self->own, (glong)i);
  guint32 seen = past->last * 4 + (past->has_speaker ? 2u : 0) + (past->has_content ? 1u : 0);
  guint32 own = vbt_lesson_trait (self->lesson, i, VBT_TRAIT_CLASS);

  vbt_features_add (to, vbt_feature (T_HISTORY, past->last));
  vbt_features_add (to, vbt_feature2 (T_HISTORY + 1, past->last, past->before));
  vbt_features_add (to, vbt_feature2 (T_HISTORY + 2, side, seen));
  vbt_features_add (to, vbt_feature2 (T_HISTORY + 3, past->last, here));
  vbt_features_add (to, vbt_feature2 (T_HISTORY + 4, past->last, own));
  vbt_features_add (to,
                    vbt_feature2 (T_HISTORY + 5, past->last,
                                  vbt_lesson_trait (self->lesson, (glong)i - 1, VBT_TRAIT_CLASS)));
  vbt_features_add (to, vbt_feature2 (T_HISTORY + 6, past->last,
                                      vbt_lesson_trait (self->lesson, i, VBT_TRAIT_QUOTED)));
  vbt_features_add (to,
                    vbt_feature2 (T_HISTORY + 7, vbt_feature (past->last, own),
                                  vbt_lesson_trait (self->lesson, (glong)i + 1, VBT_TRAIT_CLASS)));
  vbt_features_add (to, vbt_feature2 (T_HISTORY + 8, past->last, phrase_of (self, i)));
}

static void
find_features (VbtFeatures *to, const Around *self, guint i, const Past *past)
{
  guint32 side = side_of (self, i);

  to->n = 0;
  add_place (to, self, i, side);
  add_words (to, self, i, side);
  add_cue (to, self, i, side);
  add_rules (to, self, i, side);
  add_past (to, self, i, side, past);
}

static void
past_add (Past *self, guint class)
{
  self->before = self->last;
  self->last = class;
  self->has_speaker |= class == vbt_class_begin (VBT_PART_SPEAKER);
  self->has_content |= class == vbt_class_begin (VBT_PART_CONTENT);
}

/* The cue itself is no choice: what goes on behind it begins anew. */
static void
past_add_cue (Past *self)
{
  self->before = self->last;
  self->last = VBT_PARTS_N_CLASSES;
}

static void
mark (guint8 *classes, VbtStretch window, VbtStretch words, guint part)
{
  for (guint i = MAX (words.start, window.start); i < MIN (words.end, window.end); i++)
    classes[i - window.start] = (guint8)(vbt_class_begin (part) + (i > words.start ? 1 : 0));
}

/**
 * vbt_parts_teach:
 * @lesson: a document that people worked on
 * @attribution: one that they made, with a cue
 * @examples: examples, to which those of the attribution are added
 */
void
vbt_parts_teach (const VbtLesson *lesson, const VbtAttribution *attribution, VbtExamples *examples)
{
  g_auto (Around) around = { NULL };
  VbtFeatures features;
  g_autofree guint8 *classes = NULL;
  Past past = { 0 };

  around_init (&around, lesson, attribution->cue);
  classes = g_new0 (guint8, around.window.end - around.window.start + 1);
  for (guint i = 0; i < attribution->content->len; i++)
    mark (classes, around.window, g_array_index (attribution->content, VbtStretch, i),
          VBT_PART_CONTENT);
  mark (classes, around.window, attribution->speaker, VBT_PART_SPEAKER);
  for (guint i = around.window.start; i < around.window.end; i++)
    {
      guint class = classes[i - around.window.start];

      if (i >= around.cue.start && i < around.cue.end)
        {
          past_add_cue (&past);
          continue;
        }
      find_features (&features, &around, i, &past);
      vbt_examples_add (examples, &features, class);
      past_add (&past, class);
    }
}

/**
 * vbt_parts_prepare:
 * @model: a new classifier
 *
 * Lets what the rules found speak for it before anything is learned.
 */
void
vbt_parts_prepare (VbtLinear *model)
{
  guint32 speaker = 4 + VBT_ROLE_SPEAKER * 4 + 2;
  guint32 quote = 4 + VBT_ROLE_QUOTE * 4 + 2;

  vbt_linear_set (model, vbt_feature (T_BIAS, 0), 0, RULE_WEIGHT / 2);
  for (guint inside = 0; inside < 2; inside++)
    {
      vbt_linear_set (model, vbt_feature (T_PRIOR, speaker + inside),
                      vbt_class_begin (VBT_PART_SPEAKER) + inside, 2 * RULE_WEIGHT);
      vbt_linear_set (model, vbt_feature (T_PRIOR, quote + inside),
                      vbt_class_begin (VBT_PART_CONTENT) + inside, 2 * RULE_WEIGHT);
    }
}

/* The likeliest class, given that nothing goes on that did not begin. */
static guint
choose (const float *chances, const Past *past)
{
  guint best = 0;

  for (guint class = 1; class < VBT_PARTS_N_CLASSES; class ++)
    {
      gboolean begins = class % 2 == 1;

      if ((begins || past->last == class || past->last + 1 == class)
          && chances[class] > chances[best])
        best = class;
    }
  return best;
}

/** Run: words of one part, and how likely they are. */
typedef struct
{
  VbtStretch words;
  double sum;
} Run;

/** Finder: what is found of a cue. */
typedef struct
{
  VbtAttribution *attribution;
  const Around *around;
  Run run;
  guint part;
  double speaker_chance;
  double content_sum;
  guint n_content;
} Finder;

static void
close_run (Finder *self)
{
  guint length = self->run.words.end - self->run.words.start;
  VbtStretch words = vbt_reading_trim (self->around->lesson->reading, self->run.words);
  double chance = self->run.sum / MAX (length, 1);

  self->run = (Run){ { 0, 0 }, 0 };
  if (vbt_stretch_is_empty (words))
    return;
  if (self->part == VBT_PART_CONTENT)
    {
      g_array_append_val (self->attribution->content, words);
      self->content_sum += chance * length;
      self->n_content += length;
    }
  else if (chance > self->speaker_chance)
    {
      self->attribution->speaker = words;
      self->speaker_chance = chance;
    }
}

static void
add_word (Finder *self, guint i, guint class, float chance)
{
  if (class % 2 == 1 || class == 0)
    close_run (self);
  if (class == 0)
    return;
  self->part = (class - 1) / 2;
  if (vbt_stretch_is_empty (self->run.words))
    self->run.words.start = i;
  self->run.words.end = i + 1;
  self->run.sum += (double)chance;
}

/**
 * vbt_parts_find:
 * @model: what was learned
 * @lesson: a document
 * @cue: words that say that something was said
 * @speaker_chance: (out): how likely the speaker is, given the cue; 0 without one
 * @content_chance: (out): how likely the content is
 *
 * Returns: (transfer full): the attribution; without content where none was found
 */
VbtAttribution *
vbt_parts_find (const VbtLinear *model, const VbtLesson *lesson, VbtStretch cue,
                double *speaker_chance, double *content_chance)
{
  g_auto (Around) around = { NULL };
  VbtFeatures features;
  Finder finder = { vbt_attribution_new ("learned", 0), &around, { { 0, 0 }, 0 }, 0, 0, 0, 0 };
  float chances[VBT_PARTS_N_CLASSES];
  Past past = { 0 };

  around_init (&around, lesson, cue);
  finder.attribution->cue = cue;
  for (guint i = around.window.start; i < around.window.end; i++)
    {
      guint class;

      if (i >= cue.start && i < cue.end)
        {
          close_run (&finder);
          past_add_cue (&past);
          continue;
        }
      find_features (&features, &around, i, &past);
      vbt_linear_score (model, &features, chances);
      class = choose (chances, &past);
      add_word (&finder, i, class, chances[class]);
      past_add (&past, class);
    }
  close_run (&finder);
  *speaker_chance = finder.speaker_chance;
  *content_chance = finder.n_content > 0 ? finder.content_sum / finder.n_content : 0;
  return finder.attribution;
}
