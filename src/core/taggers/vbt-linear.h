/* vbt-linear.h: a log-linear classifier of our own, over hashed features
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

#define VBT_LINEAR_MOST_CLASSES 64

/**
 * VbtLinear:
 *
 * Tells how likely each class is, given features that are there or not. A feature is a number of 32
 * bits; it has a weight for each class in the bucket that its lower bits name, and features that
 * share a bucket share their weights. Does not change once it is trained, and so can be used by any
 * thread.
 */
typedef struct
{
  guint n_classes;
  guint n_buckets; /* a power of two */
  float *weights;  /* n_classes for each bucket, and behind them room for a VbtFour */
} VbtLinear;

/** VbtFour: numbers that a processor adds or multiplies at once. */
typedef float VbtFour __attribute__ ((vector_size (16)));

/** VBT_MOST_FEATURES: more than any template file makes at one place; what is added behind them is not there. */
#define VBT_MOST_FEATURES 512

/** VbtFeatures: what is there at one place. On the stack: it is filled for each word. */
typedef struct
{
  guint n;
  guint32 values[VBT_MOST_FEATURES];
} VbtFeatures;

static inline void
vbt_features_add (VbtFeatures *self, guint32 feature)
{
  if (self->n < VBT_MOST_FEATURES)
    self->values[self->n++] = feature;
}

/** VbtExamples: what a classifier learns from, one behind the other. */
typedef struct
{
  GArray *features;   /* of guint32 */
  GArray *starts;     /* of guint64: where the features of each example start */
  GByteArray *labels; /* the class of each */
  GArray *buckets;    /* (nullable): of guint32: once packed, the bucket of each feature's number */
} VbtExamples;

VbtExamples *vbt_examples_new (void);
void vbt_examples_free (VbtExamples *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtExamples, vbt_examples_free)
void vbt_examples_add (VbtExamples *self, const VbtFeatures *features, guint label);
void vbt_examples_pack (VbtExamples *self);

VbtLinear *vbt_linear_new (guint n_classes);
VbtLinear *vbt_linear_new_mean (VbtLinear *const *models, guint n_models);
void vbt_linear_free (VbtLinear *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLinear, vbt_linear_free)
void vbt_linear_set (VbtLinear *self, guint32 feature, guint label, float weight);
gboolean vbt_linear_train (VbtLinear *self, const VbtExamples *examples, const guint8 *used,
                           GCancellable *cancellable, GError **error);
void vbt_linear_score (const VbtLinear *self, const VbtFeatures *features, float *chances);
void vbt_linear_normalize (float *chances, guint n_classes);
void vbt_linear_write (const VbtLinear *self, GByteArray *to);
VbtLinear *vbt_linear_read (const guint8 **at, const guint8 *end, GError **error);

/* The weights of a feature, one for each class. */
static inline float *
vbt_linear_row (const VbtLinear *self, guint32 feature)
{
  return self->weights + (gsize)(feature & (self->n_buckets - 1)) * self->n_classes;
}

/* A feature out of a template's number and up to two values. */
static inline guint32
vbt_feature (guint32 template, guint32 value)
{
  guint32 hash = (template * 0x9e3779b1u) ^ value;

  hash = (hash ^ (hash >> 15)) * 0x85ebca6bu;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
  return hash ^ (hash >> 16);
}

static inline guint32
vbt_feature2 (guint32 template, guint32 first, guint32 second)
{
  return vbt_feature (vbt_feature (template, first), second);
}

G_END_DECLS
