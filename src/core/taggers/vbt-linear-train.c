/* vbt-linear-train.c: how the classifier learns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-linear.h"

#include <math.h>
#include <string.h>

/* How it learns, as the training part of PolNeAR has it best: AdaGrad, so many times over the
 * examples, with the squares of all steps starting at FIRST_SQUARE; weights fade, those of rare
 * features the faster. */
#define N_ROUNDS 6
#define RATE 0.1f
#define FIRST_SQUARE 1.0f
#define DECAY 9.0f

/* An example of which it is that sure already is left out for some rounds. */
#define SURE 0.98f
#define ROUNDS_LEFT_OUT 2

/* So many examples stay together when the order is changed. */
#define RUN 16

/* So many rows ahead one is fetched: most are far away from each other in memory. */
#define AHEAD 12

#define MOST_FOURS ((VBT_LINEAR_MOST_CLASSES + 2 + 3) / 4)

/** Trainer: the state of learning. A row of a feature has its weights, how fast they fade, the square of all by
 * which they were moved, and zeros up to a multiple of four; so that each processor works on four of them at once. */
typedef struct
{
  const VbtExamples *examples;
  guint n_classes;
  guint n_fours; /* in a row */
  VbtFour *rows;
  VbtFour is_class[MOST_FOURS]; /* 1 for a number of a row that is a weight, or else 0 */
  GArray *order;                /* of guint: examples, shuffled */
  guint8 *resume;               /* by example: the round in which it is looked at again */
} Trainer;

static guint
examples_get (const VbtExamples *self, guint index, const guint32 **features)
{
  guint64 start = g_array_index (self->starts, guint64, index);
  guint64 end = index + 1 < self->starts->len ? g_array_index (self->starts, guint64, index + 1)
                                              : self->features->len;

  *features = &g_array_index (self->features, guint32, start);
  return (guint)(end - start);
}

static inline float *
row_of (const Trainer *self, guint32 feature)
{
  return (float *)(self->rows + (gsize)feature * self->n_fours);
}

/* The rows of the features, added up. Written so that the compiler knows the usual number of fours. */
static inline void
add_rows (const Trainer *self, const guint32 *features, guint n_features, VbtFour *sums,
          guint n_fours)
{
  memset (sums, 0, n_fours * sizeof *sums);
  for (guint i = 0; i < n_features; i++)
    {
      const VbtFour *row = self->rows + (gsize)features[i] * n_fours;

      if (i + AHEAD < n_features)
        __builtin_prefetch (self->rows + (gsize)features[i + AHEAD] * n_fours);
      for (guint k = 0; k < n_fours; k++)
        sums[k] += row[k];
    }
}

static void
find_chances (const Trainer *self, const guint32 *features, guint n_features, VbtFour *chances)
{
  if (self->n_fours == 2)
    {
      VbtFour two[2];

      add_rows (self, features, n_features, two, 2);
      memcpy (chances, two, sizeof two);
    }
  else
    add_rows (self, features, n_features, chances, self->n_fours);
  vbt_linear_normalize ((float *)chances, self->n_classes);
}

/* Moves the weights of the rows against the slopes; one step for all classes of a row: a root for each would take half
 * of the time. */
static inline void
move_rows (const Trainer *self, const guint32 *features, guint n_features, const VbtFour *errors,
           guint n_fours)
{
  guint n_classes = self->n_classes;

  for (guint i = 0; i < n_features; i++)
    {
      VbtFour *row = self->rows + (gsize)features[i] * n_fours;
      float *numbers = (float *)row;
      float decay = numbers[n_classes];
      VbtFour squares = { 0 };
      float square;
      float step;

      for (guint k = 0; k < n_fours; k++)
        {
          VbtFour slope = errors[k] + decay * self->is_class[k] * row[k];

          squares += slope * slope;
        }
      square = numbers[n_classes + 1] + (squares[0] + squares[2]) + (squares[1] + squares[3]);
      step = RATE / sqrtf (square);
      for (guint k = 0; k < n_fours; k++)
        row[k] -= step * (errors[k] + decay * self->is_class[k] * row[k]);
      numbers[n_classes + 1] = square;
    }
}

/* What is behind the classes is no error. */
static void
update (const Trainer *self, const guint32 *features, guint n_features, VbtFour *chances,
        guint label)
{
  ((float *)chances)[label] -= 1;
  for (guint k = 0; k < self->n_fours; k++)
    chances[k] *= self->is_class[k];
  if (self->n_fours == 2)
    move_rows (self, features, n_features, chances, 2);
  else
    move_rows (self, features, n_features, chances, self->n_fours);
}

static void
learn_round (Trainer *self, guint round)
{
  VbtFour chances[MOST_FOURS];

  for (guint i = 0; i < self->order->len; i++)
    {
      guint example = g_array_index (self->order, guint, i);
      guint label = self->examples->labels->data[example];
      const guint32 *features;
      guint n_features;

      if (self->resume[example] > round)
        continue;
      n_features = examples_get (self->examples, example, &features);
      find_chances (self, features, n_features, chances);
      if (((const float *)chances)[label] > SURE)
        self->resume[example] = (guint8)(round + 1 + ROUNDS_LEFT_OUT);
      else
        update (self, features, n_features, chances, label);
    }
}

/* Puts runs of examples in another order, always the same way, so that the same examples make the same model. Words that
 * stand together have much in common: what one needs is still in the processor's cache for the next. */
static void
shuffle (GArray *order, GRand *random)
{
  guint n_runs = order->len / RUN;
  guint kept[RUN];

  for (guint i = n_runs; i > 1; i--)
    {
      guint *one = &g_array_index (order, guint, (i - 1) * RUN);
      guint *other = &g_array_index (order, guint, g_rand_int_range (random, 0, (gint32)i) * RUN);

      memcpy (kept, one, sizeof kept);
      memmove (one, other, sizeof kept);
      memcpy (other, kept, sizeof kept);
    }
}

static void
choose_examples (Trainer *self, const guint8 *used)
{
  for (guint i = 0; i < self->examples->labels->len; i++)
    {
      const guint32 *features;
      guint n_features;

      if (used != NULL && !used[i])
        continue;
      g_array_append_val (self->order, i);
      n_features = examples_get (self->examples, i, &features);
      for (guint k = 0; k < n_features; k++)
        row_of (self, features[k])[self->n_classes] += 1;
    }
}

static void
start_rows (Trainer *self, const VbtLinear *model)
{
  for (guint i = 0; i < self->examples->buckets->len; i++)
    {
      float *row = row_of (self, i);
      float n = row[self->n_classes];
      guint32 feature = g_array_index (self->examples->buckets, guint32, i);

      memcpy (row, vbt_linear_row (model, feature), self->n_classes * sizeof *row);
      row[self->n_classes] = n > 0 ? DECAY / n : 0;
      row[self->n_classes + 1] = FIRST_SQUARE;
    }
}

/**
 * vbt_linear_train:
 * @self: a new classifier
 * @examples: what to learn from, packed
 * @used: (nullable): by example, whether it is learned from; all where NULL
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Learns. The same examples always make the same classifier.
 *
 * Returns: FALSE when it was cancelled
 */
gboolean
vbt_linear_train (VbtLinear *self, const VbtExamples *examples, const guint8 *used,
                  GCancellable *cancellable, GError **error)
{
  guint n_fours = (self->n_classes + 2 + 3) / 4;
  gsize size = ((gsize)examples->buckets->len * n_fours + 1) * sizeof (VbtFour);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *resume = g_new0 (guint8, examples->labels->len + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  Trainer trainer = { .examples = examples,
                      .n_classes = self->n_classes,
                      .n_fours = n_fours,
                      .order = order,
                      .resume = resume };
  gboolean learned = TRUE;

  trainer.rows = g_aligned_alloc0 (1, size, sizeof (VbtFour) * 2);
  for (guint c = 0; c < self->n_classes; c++)
    trainer.is_class[c / 4][c % 4] = 1;
  choose_examples (&trainer, used);
  start_rows (&trainer, self);
  for (guint round = 0; round < N_ROUNDS && learned; round++)
    {
      learned = !g_cancellable_set_error_if_cancelled (cancellable, error);
      shuffle (order, random);
      if (learned)
        learn_round (&trainer, round);
    }
  for (guint i = 0; i < examples->buckets->len; i++)
    memcpy (vbt_linear_row (self, g_array_index (examples->buckets, guint32, i)),
            row_of (&trainer, i), self->n_classes * sizeof (float));
  g_aligned_free (trainer.rows);
  return learned;
}
