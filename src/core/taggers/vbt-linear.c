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

/* A feature that was seen less often tells nothing of other examples. */
#define LEAST_SEEN 2

/* So many features ahead the weights of one are fetched: they are far away from each other in memory. */
#define AHEAD 16

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
 * @features: what is there
 * @label: the class that it is
 */
void
vbt_examples_add (VbtExamples *self, const VbtFeatures *features, guint label)
{
  guint64 start = self->features->len;
  guint8 byte = (guint8)label;

  g_array_append_val (self->starts, start);
  g_array_append_vals (self->features, features->values, features->n);
  g_byte_array_append (self->labels, &byte, 1);
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
  self->weights = g_new0 (float, (gsize)N_BUCKETS *n_classes + sizeof (VbtFour) / sizeof (float));
  return self;
}

/**
 * vbt_linear_new_mean:
 * @models: classifiers of the same classes
 * @n_models: how many, at least 1
 *
 * Returns: (transfer full): a classifier whose weights are the mean of theirs
 */
VbtLinear *
vbt_linear_new_mean (VbtLinear *const *models, guint n_models)
{
  VbtLinear *self = vbt_linear_new (models[0]->n_classes);
  gsize n = (gsize)self->n_buckets * self->n_classes;

  for (guint m = 0; m < n_models; m++)
    for (gsize i = 0; i < n; i++)
      self->weights[i] += models[m]->weights[i] / (float)n_models;
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

  vbt_linear_row (self, feature)[label] = weight;
}

/**
 * vbt_linear_normalize:
 * @chances: (inout): for each class the sum of the weights of what is there; then how likely it is
 * @n_classes: how many
 */
void
vbt_linear_normalize (float *chances, guint n_classes)
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

/* Adds up the weights of the features, four classes at once: what is read behind the last class of a row does not count. Written
 * so that the compiler knows the usual number of fours. */
static inline void
add_weights (const VbtLinear *self, const VbtFeatures *features, VbtFour *sums, guint n_fours)
{
  memset (sums, 0, n_fours * sizeof *sums);
  for (guint i = 0; i < features->n; i++)
    {
      const float *weights = vbt_linear_row (self, features->values[i]);

      if (i + AHEAD < features->n)
        __builtin_prefetch (vbt_linear_row (self, features->values[i + AHEAD]));
      for (guint k = 0; k < n_fours; k++)
        {
          VbtFour four;

          memcpy (&four, weights + 4 * k, sizeof four);
          sums[k] += four;
        }
    }
}

/**
 * vbt_linear_score:
 * @self: a classifier
 * @features: what is there
 * @chances: (out caller-allocates): for each class how likely it is, 0…1; together 1
 */
void
vbt_linear_score (const VbtLinear *self, const VbtFeatures *features, float *chances)
{
  VbtFour sums[(VBT_LINEAR_MOST_CLASSES + 3) / 4];

  if (self->n_classes > 4 && self->n_classes <= 8)
    {
      VbtFour two[2];

      add_weights (self, features, two, 2);
      memcpy (sums, two, sizeof two);
    }
  else
    add_weights (self, features, sums, (self->n_classes + 3) / 4);
  memcpy (chances, sums, self->n_classes * sizeof *chances);
  vbt_linear_normalize (chances, self->n_classes);
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
    if (fabsf (vbt_linear_row (self, index)[c]) >= LEAST_WEIGHT)
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
          float weight = vbt_linear_row (self, index)[c] / WEIGHT_STEP;
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
          vbt_linear_row (self, index)[c] = (float)GINT16_FROM_LE (weight) * WEIGHT_STEP;
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
