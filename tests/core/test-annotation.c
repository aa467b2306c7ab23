/* test-annotation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-annotation.h"

#include <string.h>

#define SPACE 96

/* The naive model of a span: which characters it covers. */
typedef struct
{
  gboolean covers[SPACE];
} Bitmap;

static guint
count_bits (const Bitmap *bitmap)
{
  guint n = 0;

  for (int i = 0; i < SPACE; i++)
    n += bitmap->covers[i] != FALSE;
  return n;
}

static VbtRange
extent_of (const Bitmap *bitmap)
{
  VbtRange range = { 0, SPACE };

  while (!bitmap->covers[range.start])
    range.start++;
  while (!bitmap->covers[range.end - 1])
    range.end--;
  return range;
}

static void
paint (Bitmap *bitmap, VbtOffset start, VbtOffset end, gboolean covers)
{
  for (VbtOffset i = MAX (start, 0); i < end; i++)
    bitmap->covers[i] = covers;
}

/* Clears a range unless nothing would be left. */
static gboolean
erase (Bitmap *bitmap, VbtOffset start, VbtOffset end)
{
  Bitmap tried = *bitmap;

  paint (&tried, start, end, FALSE);
  if (count_bits (&tried) == 0 || memcmp (&tried, bitmap, sizeof tried) == 0)
    return FALSE;
  *bitmap = tried;
  return TRUE;
}

static gboolean
set_start (Bitmap *bitmap, VbtOffset start)
{
  VbtRange extent = extent_of (bitmap);

  if (start > extent.start)
    return erase (bitmap, extent.start, start);
  paint (bitmap, start, extent.start, TRUE);
  return start < extent.start;
}

static gboolean
set_end (Bitmap *bitmap, VbtOffset end)
{
  VbtRange extent = extent_of (bitmap);

  if (end < extent.end)
    return erase (bitmap, end, extent.end);
  paint (bitmap, extent.end, end, TRUE);
  return end > extent.end;
}

static void
assert_same (const VbtAnnotation *span, const Bitmap *bitmap)
{
  g_autoptr (GError) error = NULL;
  VbtRange extent = vbt_annotation_get_extent (span);
  VbtRange expected = extent_of (bitmap);

  vbt_annotation_check_fragments (span, SPACE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (extent.start, ==, expected.start);
  g_assert_cmpint (extent.end, ==, expected.end);
  for (VbtOffset i = 0; i < SPACE; i++)
    g_assert_cmpint (vbt_annotation_covers (span, i), ==, bitmap->covers[i]);
}

static void
edit (GRand *rand, VbtAnnotation *span, Bitmap *bitmap)
{
  VbtOffset start = g_rand_int_range (rand, 0, SPACE);
  VbtOffset end = start + g_rand_int_range (rand, 1, MIN (16, SPACE - start + 1));
  gboolean any = FALSE;

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
    case 1:
      vbt_annotation_add_fragment (span, start, end);
      paint (bitmap, start, end, TRUE);
      break;
    case 2:
    case 3:
      g_assert_cmpint (vbt_annotation_remove_fragment (span, start, end), ==,
                       erase (bitmap, start, end));
      break;
    case 4:
      g_assert_cmpint (vbt_annotation_set_start (span, start), ==, set_start (bitmap, start));
      break;
    default:
      g_assert_cmpint (vbt_annotation_set_end (span, end), ==, set_end (bitmap, end));
      break;
    }
  for (VbtOffset i = start; i < end; i++)
    any |= bitmap->covers[i];
  g_assert_cmpint (vbt_annotation_overlaps (span, (VbtRange){ start, end }), ==, any);
}

static void
test_fragments_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);

  for (int round = 0; round < 1000; round++)
    {
      g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 2, 40, 44);
      Bitmap bitmap = { { FALSE } };

      paint (&bitmap, 40, 44, TRUE);
      for (int i = 0; i < 100; i++)
        {
          edit (rand, span, &bitmap);
          assert_same (span, &bitmap);
        }
    }
}

static void
test_fragments_edges (void)
{
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 2, 10, 20);

  vbt_annotation_add_fragment (span, 30, 40);
  g_assert_false (vbt_annotation_set_start (span, -1));
  g_assert_false (vbt_annotation_set_start (span, 40));
  g_assert_false (vbt_annotation_set_end (span, 10));
  g_assert_false (vbt_annotation_set_end (span, -5));
  g_assert_cmpuint (vbt_annotation_get_n_fragments (span), ==, 2);
  g_assert_true (vbt_annotation_set_start (span, 25));
  g_assert_cmpint (vbt_annotation_get_extent (span).start, ==, 30);
}

/* What only a broken file can ask for is told, and crashes nothing. */
static void
test_fragments_bad (void)
{
  static const struct
  {
    VbtRange first;
    VbtRange second;
  } cases[] = {
    { { 5, 5 }, { 0, 0 } },      { { 6, 5 }, { 0, 0 } },
    { { -1, 5 }, { 0, 0 } },     { { 0, 101 }, { 0, 0 } },
    { { 10, 20 }, { 30, 30 } },  { { 10, 20 }, { 30, 25 } },
    { { 10, 20 }, { 90, 101 } }, { { G_MAXINT32, G_MININT32 }, { 0, 0 } },
    { { 10, 20 }, { -5, -1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VbtAnnotation) span
          = vbt_annotation_new_span (1, 2, cases[i].first.start, cases[i].first.end);

      if (i >= 4 && i != 7)
        {
          g_assert_true (vbt_annotation_check_fragments (span, 100, NULL));
          vbt_annotation_add_fragment (span, cases[i].second.start, cases[i].second.end);
        }
      g_assert_false (vbt_annotation_check_fragments (span, 100, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      vbt_annotation_add_fragment (span, 40, 50);
      vbt_annotation_remove_fragment (span, 0, 45);
    }
}

/* Nobody but this program writes fragments that touch or go back, into a project's file. */
static void
test_fragments_not_apart (void)
{
  static const VbtRange seconds[] = { { 20, 30 }, { 15, 30 }, { 1, 3 }, { 10, 20 } };

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 2, 10, 20);
      g_autoptr (GArray) fragments = NULL;

      vbt_annotation_append_fragment (span, seconds[i].start, seconds[i].end);
      g_assert_false (vbt_annotation_check_fragments (span, 100, NULL));
      fragments = vbt_annotation_get_fragments (span);
      g_array_index (fragments, VbtRange, 1) = (VbtRange){ 21, 30 };
      vbt_annotation_set_fragments (span, fragments);
      g_assert_true (vbt_annotation_check_fragments (span, 100, NULL));
    }
}

static void
test_values (void)
{
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 2, 0, 5);
  g_autoptr (VbtAnnotation) copy = NULL;

  g_assert_null (vbt_annotation_get_value (span, 3));
  vbt_annotation_set_value (span, 3, NULL);
  vbt_annotation_set_value (span, 3, "direct");
  vbt_annotation_set_value (span, 4, "yes");
  vbt_annotation_set_value (span, 3, vbt_annotation_get_value (span, 3));
  g_assert_cmpstr (vbt_annotation_get_value (span, 3), ==, "direct");
  copy = vbt_annotation_copy (span);
  vbt_annotation_set_value (span, 3, "mixed");
  g_assert_cmpstr (vbt_annotation_get_value (span, 3), ==, "mixed");
  g_assert_cmpstr (vbt_annotation_get_value (copy, 3), ==, "direct");
  vbt_annotation_set_value (span, 3, NULL);
  g_assert_null (vbt_annotation_get_value (span, 3));
  g_assert_cmpuint (span->values->len, ==, 1);
}

static void
test_entities (void)
{
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 2, 0, 5);
  g_autoptr (VbtAnnotation) label = vbt_annotation_new_document_label (1, 2);

  vbt_annotation_add_entity (span, 10);
  vbt_annotation_add_entity (span, 11);
  vbt_annotation_add_entity (span, 10);
  g_assert_cmpuint (span->entities->len, ==, 2);
  vbt_annotation_remove_entity (span, 10);
  g_assert_false (vbt_annotation_refers_to (span, 10));
  g_assert_true (vbt_annotation_refers_to (span, 11));
  g_assert_false (vbt_annotation_refers_to (label, 11));
}

static void
test_copy (void)
{
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 2, 0, 5);
  g_autoptr (VbtAnnotation) copy = NULL;

  span->note = g_strdup ("why");
  span->rule = g_strdup ("said");
  vbt_annotation_add_entity (span, 9);
  copy = vbt_annotation_copy (span);
  vbt_annotation_add_fragment (span, 7, 9);
  vbt_annotation_remove_entity (span, 9);
  g_assert_cmpint (copy->id, ==, span->id);
  g_assert_cmpuint (vbt_annotation_get_n_fragments (copy), ==, 1);
  g_assert_true (vbt_annotation_refers_to (copy, 9));
  g_assert_cmpstr (copy->note, ==, "why");
  g_assert_true (copy->note != span->note && copy->rule != span->rule);
  g_assert_false (vbt_annotation_same_fragments (span, copy));
  vbt_annotation_remove_fragment (span, 7, 9);
  g_assert_true (vbt_annotation_same_fragments (span, copy));
}

static void
test_order (void)
{
  VbtAnnotation *ordered[] = {
    vbt_annotation_new_span (5, 1, 0, 9),     vbt_annotation_new_span (5, 1, 0, 4),
    vbt_annotation_new_span (6, 1, 0, 4),     vbt_annotation_new_span (6, 1, 0, 4),
    vbt_annotation_new_span (1, 1, 3, 4),     vbt_annotation_new_relation (1, 1, 2, 3),
    vbt_annotation_new_relation (2, 1, 2, 3), vbt_annotation_new_document_label (1, 1),
  };

  ordered[2]->id = 1;
  ordered[3]->id = 2;
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ordered); j++)
      {
        int order = vbt_annotation_compare (ordered[i], ordered[j]);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    vbt_annotation_unref (ordered[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/annotation/fragments/random", test_fragments_random);
  g_test_add_func ("/annotation/fragments/edges", test_fragments_edges);
  g_test_add_func ("/annotation/fragments/bad", test_fragments_bad);
  g_test_add_func ("/annotation/fragments/not-apart", test_fragments_not_apart);
  g_test_add_func ("/annotation/values", test_values);
  g_test_add_func ("/annotation/entities", test_entities);
  g_test_add_func ("/annotation/copy", test_copy);
  g_test_add_func ("/annotation/order", test_order);
  return g_test_run ();
}
