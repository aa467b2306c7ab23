/* test-learned.c: the classifier and the model, by themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"

#include "taggers/vbt-learned-private.h"

#include <string.h>

/* A class is what the first feature says; the second one is noise. */
static VbtExamples *
make_examples (guint n)
{
  VbtExamples *examples = vbt_examples_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < n; i++)
    {
      VbtFeatures features = { 0 };
      guint label = (guint)g_rand_int_range (random, 0, 3);
      guint32 telling = vbt_feature (1, label);
      guint32 noise = vbt_feature (2, (guint32)g_rand_int_range (random, 0, 20));

      vbt_features_add (&features, telling);
      vbt_features_add (&features, noise);
      vbt_examples_add (examples, &features, label);
    }
  vbt_examples_pack (examples);
  return examples;
}

static VbtLinear *
learn (guint n)
{
  g_autoptr (VbtExamples) examples = make_examples (n);
  VbtLinear *model = vbt_linear_new (3);

  g_assert_true (vbt_linear_train (model, examples, NULL, NULL, NULL));
  return model;
}

static void
test_learns (void)
{
  g_autoptr (VbtLinear) model = learn (600);

  for (guint label = 0; label < 3; label++)
    {
      VbtFeatures features
          = { 3, { vbt_feature (1, label), vbt_feature (2, 3), vbt_feature (9, 9) } };
      float chances[3];

      vbt_linear_score (model, &features, chances);
      g_assert_cmpfloat (chances[label], >, 0.8f);
      g_assert_cmpfloat_with_epsilon (chances[0] + chances[1] + chances[2], 1, 1e-4);
    }
}

static void
test_unused (void)
{
  g_autoptr (VbtExamples) examples = make_examples (100);
  g_autofree guint8 *used = g_new0 (guint8, 100);
  g_autoptr (VbtLinear) model = vbt_linear_new (3);
  VbtFeatures features = { 1, { vbt_feature (1, 0) } };
  float chances[3];

  g_assert_true (vbt_linear_train (model, examples, used, NULL, NULL));
  vbt_linear_score (model, &features, chances);
  g_assert_cmpfloat_with_epsilon (chances[0], 1 / 3.0, 1e-6);
}

static void
test_same (void)
{
  g_autoptr (VbtLinear) first = learn (300);
  g_autoptr (VbtLinear) second = learn (300);

  g_assert_cmpmem (first->weights, first->n_buckets * 3 * sizeof (float), second->weights,
                   second->n_buckets * 3 * sizeof (float));
}

static void
test_round_trip (void)
{
  g_autoptr (VbtLinear) model = learn (300);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (VbtLinear) again = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *at;
  VbtFeatures features = { 1, { vbt_feature (1, 2) } };
  float before[3];
  float after[3];

  vbt_linear_write (model, bytes);
  at = bytes->data;
  again = vbt_linear_read (&at, bytes->data + bytes->len, &error);
  g_assert_no_error (error);
  g_assert_true (at == bytes->data + bytes->len);
  vbt_linear_score (model, &features, before);
  vbt_linear_score (again, &features, after);
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (before[c], after[c], 0.01);
}

static VbtLearned *
make_model (void)
{
  VbtLearned *learned = vbt_learned_new ();
  VbtLearnedLabel *label = vbt_learned_add_label (learned, "Vehicle");

  label->choice = VBT_LEARNED_REPLACES;
  label->threshold = 0.5f;
  g_ptr_array_add (learned->groups, learn (90));
  learned->cues = learn (90);
  learned->parts = vbt_linear_new (VBT_PARTS_N_CLASSES);
  learned->judge = vbt_linear_new (2);
  learned->way = (VbtLearnedWay){ VBT_LEARNED_ADDS, VBT_LEARNED_WIDE, 0.3f };
  return learned;
}

static void
test_model (void)
{
  g_autoptr (VbtLearned) learned = make_model ();
  g_autoptr (GBytes) bytes = vbt_learned_to_bytes (learned);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtLearned) again = vbt_learned_from_bytes (bytes, &error);
  g_autoptr (GBytes) same = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (again->labels->len, ==, 1);
  g_assert_cmpstr (((VbtLearnedLabel *)again->labels->pdata[0])->name, ==, "Vehicle");
  g_assert_cmpint (again->way.rules, ==, VBT_LEARNED_WIDE);
  same = vbt_learned_to_bytes (again);
  g_assert_true (g_bytes_equal (bytes, same));
}

/* Cut short anywhere, or with a byte changed: an error that says so, or another model, but no crash. */
static void
test_damaged (void)
{
  g_autoptr (VbtLearned) learned = make_model ();
  g_autoptr (GBytes) bytes = vbt_learned_to_bytes (learned);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize step = MAX (size / 6, 1);

  for (gsize length = 0; length < size; length += length < 40 ? 13 : step)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (vbt_learned_from_bytes (part, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_CORRUPT);
    }
  for (gsize at = 0; at < size; at += at < 300 ? 61 : step)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (VbtLearned) other = NULL;

      copy[at] ^= 0xff;
      changed = g_bytes_new_take (g_steal_pointer (&copy), size);
      other = vbt_learned_from_bytes (changed, &error);
      g_assert_true ((other == NULL) == (error != NULL));
    }
}

/* What people said is counted as the score has it: overlapping in all parts. */
static void
test_count (void)
{
  g_autoptr (VbtText) text = vbt_text_new ("Ann Lee said that it rains. Bo left.", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a", text);
  g_autoptr (VbtLesson) lesson = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (vbt_attribution_free);
  VbtAttribution *had = vbt_attribution_new ("decided", 1);
  VbtAttribution *ours = vbt_attribution_new ("learned", 1);
  VbtStretch whole = { 4, 6 };
  VbtStretch part = { 5, 6 };
  VbtLearnedCount counts[VBT_LEARNED_N_COUNTS] = { { 0 } };

  vbt_document_segment (document);
  lesson = vbt_lesson_new (document, NULL, NULL);
  had->speaker = ours->speaker = (VbtStretch){ 0, 2 };
  had->cue = ours->cue = (VbtStretch){ 2, 3 };
  g_array_append_val (had->content, whole);
  g_array_append_val (ours->content, part);
  g_ptr_array_add (lesson->said, had);
  g_ptr_array_add (found, ours);
  g_assert_true (vbt_learned_is_right (lesson, ours));
  vbt_learned_count_attributions (lesson, found, counts);
  g_assert_cmpuint (counts[VBT_LEARNED_ALL].n_overlap, ==, 1);
  g_assert_cmpuint (counts[VBT_LEARNED_ALL].n_exact, ==, 0);
  g_assert_cmpuint (counts[VBT_LEARNED_SPEAKER].n_exact, ==, 1);
  ours->speaker = (VbtStretch){ 7, 8 };
  g_assert_false (vbt_learned_is_right (lesson, ours));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/learned/linear/learns", test_learns);
  g_test_add_func ("/learned/linear/unused", test_unused);
  g_test_add_func ("/learned/linear/same", test_same);
  g_test_add_func ("/learned/linear/round-trip", test_round_trip);
  g_test_add_func ("/learned/model", test_model);
  g_test_add_func ("/learned/damaged", test_damaged);
  g_test_add_func ("/learned/count", test_count);
  return g_test_run ();
}
