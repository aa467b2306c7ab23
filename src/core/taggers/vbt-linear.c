/* vbt-linear.c: a log-linear classifier of our own, over hashed features
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-linear.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* 2^20 of them: the features of some hundred articles seldom share one. */
#define N_BUCKETS (1u << 20)

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

/* A feature that was seen less often tells nothing of other examples. */
#define LEAST_SEEN 2

/* A smaller weight changes nothing and is not kept. */
#define LEAST_WEIGHT 0.004f

/* A weight is kept as a number of such steps. */
#define WEIGHT_STEP 0.002f

/**
 * vbt_examples_new:
 *
 * Returns: (transfer full): no examples yet
 */
VbtExamples *
vbt_examples_new (void)
{
  VbtExamples *self = g_new0 (VbtExamples, 1);

  self->features = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->labels = g_byte_array_new ();
  return self;
}

/**
 * vbt_examples_free:
 * @self: (transfer full): examples
 */
void
vbt_examples_free (VbtExamples *self)
{
  g_array_unref (self->features);
  g_array_unref (self->starts);
  g_byte_array_unref (self->labels);
  g_clear_pointer (&self->buckets, g_array_unref);
  g_free (self);
}

/**
 * vbt_examples_add:
 * @self: examples
 * @features: of guint32: what is there
 * @label: the class that it is
 */
void
vbt_examples_add (VbtExamples *self, const GArray *features, guint label)
{
  guint64 start = self->features->len;
  guint8 byte = (guint8)label;

  g_array_append_val (self->starts, start);
  g_array_append_vals (self->features, features->data, features->len);
  g_byte_array_append (self->labels, &byte, 1);
}

static guint
examples_get (const VbtExamples *self, guint index, const guint32 **features)
{
  guint64 start = g_array_index (self->starts, guint64, index);
  guint64 end = index + 1 < self->starts->len ? g_array_index (self->starts, guint64, index + 1)
                                              : self->features->len;

  *features = &g_array_index (self->features, guint32, start);
  return (guint)(end - start);
}

/**
 * vbt_linear_new:
 * @n_classes: at least 2
 *
 * Returns: (transfer full): a classifier to which all classes are alike
 */
VbtLinear *
vbt_linear_new (guint n_classes)
{
  VbtLinear *self;

  g_return_val_if_fail (n_classes >= 2 && n_classes <= VBT_LINEAR_MOST_CLASSES, NULL);

  self = g_new0 (VbtLinear, 1);
  self->n_classes = n_classes;
  self->n_buckets = N_BUCKETS;
  self->weights = g_new0 (float, (gsize)N_BUCKETS *n_classes);
  return self;
}

/**
 * vbt_linear_free:
 * @self: (transfer full): a classifier
 */
void
vbt_linear_free (VbtLinear *self)
{
  g_free (self->weights);
  g_free (self);
}

static inline float *
bucket (const VbtLinear *self, float *values, guint32 feature)
{
  return values + (gsize)(feature & (self->n_buckets - 1)) * self->n_classes;
}

/**
 * vbt_linear_set:
 * @self: a classifier that is still to be trained
 * @feature: a feature
 * @label: a class
 * @weight: how much the feature speaks for the class before anything is learned
 */
void
vbt_linear_set (VbtLinear *self, guint32 feature, guint label, float weight)
{
  g_return_if_fail (label < self->n_classes);

  bucket (self, self->weights, feature)[label] = weight;
}

static void
normalize (float *chances, guint n_classes)
{
  float most = chances[0];
  float sum = 0;

  for (guint c = 1; c < n_classes; c++)
    most = MAX (most, chances[c]);
  for (guint c = 0; c < n_classes; c++)
    sum += chances[c] = expf (chances[c] - most);
  for (guint c = 0; c < n_classes; c++)
    chances[c] /= sum;
}

/**
 * vbt_linear_score:
 * @self: a classifier
 * @features: what is there
 * @n_features: how many
 * @chances: (out caller-allocates): for each class how likely it is, 0…1; together 1
 */
void
vbt_linear_score (const VbtLinear *self, const guint32 *features, guint n_features, float *chances)
{
  memset (chances, 0, self->n_classes * sizeof *chances);
  for (guint i = 0; i < n_features; i++)
    {
      const float *weights = bucket (self, self->weights, features[i]);

      for (guint c = 0; c < self->n_classes; c++)
        chances[c] += weights[c];
    }
  normalize (chances, self->n_classes);
}

/* Buckets in which a feature was seen, and how often. */
typedef struct
{
  guint32 bucket;
  guint32 n;
} Seen;

static int
compare_seen (gconstpointer a, gconstpointer b)
{
  const Seen *first = a;
  const Seen *second = b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return first->bucket < second->bucket ? -1 : first->bucket > second->bucket;
}

static GArray *
list_seen (const VbtExamples *self)
{
  g_autofree guint32 *counts = g_new0 (guint32, N_BUCKETS);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Seen));

  for (guint64 i = 0; i < self->features->len; i++)
    counts[g_array_index (self->features, guint32, i) & (N_BUCKETS - 1)]++;
  for (guint32 bucket = 0; bucket < N_BUCKETS; bucket++)
    {
      Seen seen = { bucket, counts[bucket] };

      if (seen.n >= LEAST_SEEN)
        g_array_append_val (list, seen);
    }
  g_array_sort (list, compare_seen);
  return list;
}

/* Puts the numbers in the place of the features, and closes the gaps of those that have none. */
static void
renumber (VbtExamples *self, const guint32 *numbers)
{
  guint64 to = 0;
  guint64 from = 0;

  for (guint i = 0; i < self->starts->len; i++)
    {
      guint64 end = i + 1 < self->starts->len ? g_array_index (self->starts, guint64, i + 1)
                                              : self->features->len;

      g_array_index (self->starts, guint64, i) = to;
      for (; from < end; from++)
        {
          guint32 bucket = g_array_index (self->features, guint32, from) & (N_BUCKETS - 1);

          if (numbers[bucket] != 0)
            g_array_index (self->features, guint32, to++) = numbers[bucket] - 1;
        }
    }
  g_array_set_size (self->features, (guint)to);
}

/**
 * vbt_examples_pack:
 * @self: examples, to which none will be added any more
 *
 * Numbers the features by how often they were seen: what is needed often is then close together in
 * memory, which makes learning several times as fast. Those that were seen once are dropped: they
 * tell nothing of other examples.
 */
void
vbt_examples_pack (VbtExamples *self)
{
  g_autoptr (GArray) seen = list_seen (self);
  g_autofree guint32 *numbers = g_new0 (guint32, N_BUCKETS);

  g_return_if_fail (self->buckets == NULL);

  self->buckets = g_array_sized_new (FALSE, FALSE, sizeof (guint32), seen->len);
  for (guint i = 0; i < seen->len; i++)
    {
      guint32 bucket = g_array_index (seen, Seen, i).bucket;

      numbers[bucket] = i + 1;
      g_array_append_val (self->buckets, bucket);
    }
  renumber (self, numbers);
}

/** Trainer: the state of learning. A row of a feature has its weights, how fast they fade, and the square of all by
 * which they were moved. */
typedef struct
{
  const VbtExamples *examples;
  guint n_classes;
  guint width; /* of a row */
  float *rows;
  GArray *order;  /* of guint: examples, shuffled */
  guint8 *resume; /* by example: the round in which it is looked at again */
} Trainer;

static inline float *
row_of (const Trainer *self, guint32 feature)
{
  return self->rows + (gsize)feature * self->width;
}

static void
find_chances (const Trainer *self, const guint32 *features, guint n_features, float *chances)
{
  memset (chances, 0, self->n_classes * sizeof *chances);
  for (guint i = 0; i < n_features; i++)
    {
      const float *row = row_of (self, features[i]);

      for (guint c = 0; c < self->n_classes; c++)
        chances[c] += row[c];
    }
  normalize (chances, self->n_classes);
}

/* Moves the weights of a row against the slopes; one step for all of its classes: a root for each would take half of the
 * time. */
static inline void
move_row (float *row, guint n_classes, const float *errors)
{
  float decay = row[n_classes];
  float square = row[n_classes + 1];
  float step;

  for (guint c = 0; c < n_classes; c++)
    {
      float slope = errors[c] + decay * row[c];

      square += slope * slope;
    }
  step = RATE / sqrtf (square);
  for (guint c = 0; c < n_classes; c++)
    row[c] -= step * (errors[c] + decay * row[c]);
  row[n_classes + 1] = square;
}

static void
update (Trainer *self, const guint32 *features, guint n_features, float *chances, guint label)
{
  guint n_classes = self->n_classes;

  chances[label] -= 1;
  /* With a number that the compiler knows it is faster. */
  if (n_classes == 3)
    for (guint i = 0; i < n_features; i++)
      move_row (row_of (self, features[i]), 3, chances);
  else if (n_classes == 5)
    for (guint i = 0; i < n_features; i++)
      move_row (row_of (self, features[i]), 5, chances);
  else
    for (guint i = 0; i < n_features; i++)
      move_row (row_of (self, features[i]), n_classes, chances);
}

static void
learn_round (Trainer *self, guint round)
{
  float chances[VBT_LINEAR_MOST_CLASSES];

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
      if (chances[label] > SURE)
        self->resume[example] = (guint8)(round + 1 + ROUNDS_LEFT_OUT);
      else
        update (self, features, n_features, chances, label);
    }
}

/* Always the same way, so that the same examples make the same model. */
static void
shuffle (GArray *order, GRand *random)
{
  for (guint i = order->len; i > 1; i--)
    {
      guint j = (guint)g_rand_int_range (random, 0, (gint32)i);
      guint kept = g_array_index (order, guint, i - 1);

      g_array_index (order, guint, i - 1) = g_array_index (order, guint, j);
      g_array_index (order, guint, j) = kept;
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

      memcpy (row, bucket (model, model->weights, feature), self->n_classes * sizeof *row);
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
  guint width = self->n_classes + 2;
  g_autofree float *rows = g_new0 (float, (gsize)examples->buckets->len *width + 1);
  g_autofree guint8 *resume = g_new0 (guint8, examples->labels->len + 1);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  Trainer trainer = { examples, self->n_classes, width, rows, order, resume };

  choose_examples (&trainer, used);
  start_rows (&trainer, self);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      shuffle (order, random);
      learn_round (&trainer, round);
    }
  for (guint i = 0; i < examples->buckets->len; i++)
    memcpy (bucket (self, self->weights, g_array_index (examples->buckets, guint32, i)),
            row_of (&trainer, i), self->n_classes * sizeof *rows);
  return TRUE;
}

static void
write_number (GByteArray *to, guint32 number)
{
  guint32 bytes = GUINT32_TO_LE (number);

  g_byte_array_append (to, (const guint8 *)&bytes, sizeof bytes);
}

static gboolean
is_kept (const VbtLinear *self, guint32 index)
{
  for (guint c = 0; c < self->n_classes; c++)
    if (fabsf (bucket (self, self->weights, index)[c]) >= LEAST_WEIGHT)
      return TRUE;
  return FALSE;
}

/**
 * vbt_linear_write:
 * @self: a classifier
 * @to: bytes, to which it is added: numbers of classes, of buckets and of those that are not empty,
 *   and of each of those its index and a weight of two bytes for each class, all little-endian
 */
void
vbt_linear_write (const VbtLinear *self, GByteArray *to)
{
  guint start = to->len;
  guint32 n_kept = 0;

  write_number (to, self->n_classes);
  write_number (to, self->n_buckets);
  write_number (to, 0);
  for (guint32 index = 0; index < self->n_buckets; index++)
    {
      if (!is_kept (self, index))
        continue;
      write_number (to, index);
      n_kept++;
      for (guint c = 0; c < self->n_classes; c++)
        {
          float weight = bucket (self, self->weights, index)[c] / WEIGHT_STEP;
          gint16 bytes = GINT16_TO_LE ((gint16)CLAMP (lrintf (weight), G_MININT16, G_MAXINT16));

          g_byte_array_append (to, (const guint8 *)&bytes, sizeof bytes);
        }
    }
  n_kept = GUINT32_TO_LE (n_kept);
  memcpy (to->data + start + 2 * sizeof n_kept, &n_kept, sizeof n_kept);
}

static gboolean
read_number (const guint8 **at, const guint8 *end, guint32 *number)
{
  if ((gsize)(end - *at) < sizeof *number)
    return FALSE;
  memcpy (number, *at, sizeof *number);
  *number = GUINT32_FROM_LE (*number);
  *at += sizeof *number;
  return TRUE;
}

static gboolean
read_buckets (VbtLinear *self, const guint8 **at, guint32 n_kept)
{
  const guint8 *end = *at + (gsize)n_kept * (sizeof (guint32) + self->n_classes * sizeof (gint16));

  while (*at < end)
    {
      guint32 index = 0;

      read_number (at, end, &index);
      if (index >= self->n_buckets)
        return FALSE;
      for (guint c = 0; c < self->n_classes; c++, *at += sizeof (gint16))
        {
          gint16 weight;

          memcpy (&weight, *at, sizeof weight);
          bucket (self, self->weights, index)[c] = (float)GINT16_FROM_LE (weight) * WEIGHT_STEP;
        }
    }
  return TRUE;
}

/**
 * vbt_linear_read:
 * @at: (inout): what vbt_linear_write() wrote; then what is behind it
 * @end: of all bytes
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the classifier, or NULL with VBT_ERROR_CORRUPT
 */
VbtLinear *
vbt_linear_read (const guint8 **at, const guint8 *end, GError **error)
{
  g_autoptr (VbtLinear) self = NULL;
  guint32 n_classes;
  guint32 n_buckets;
  guint32 n_kept;

  if (read_number (at, end, &n_classes) && read_number (at, end, &n_buckets)
      && read_number (at, end, &n_kept) && n_classes >= 2 && n_classes <= VBT_LINEAR_MOST_CLASSES
      && n_buckets == N_BUCKETS
      && n_kept <= (gsize)(end - *at) / (sizeof (guint32) + n_classes * sizeof (gint16)))
    {
      self = vbt_linear_new (n_classes);
      if (read_buckets (self, at, n_kept))
        return g_steal_pointer (&self);
    }
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_CORRUPT, _ ("the weights are damaged"));
  return NULL;
}
