/* bench-review.c: what the next suggestion costs in a project with 10,000 of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "store/store-fixture.h"
#include "store/vbt-actions.h"

#define N_DOCUMENTS 1000
#define N_SPANS 10

typedef struct
{
  Fixture fixture;
  VbtReviewFilter filter;
  VbtReviewItem *at; /* (nullable) */
} Bench;

static void
fill (Fixture *self)
{
  VbtId label = fixture_label (self, VBT_KIND_SPAN, "Person");

  g_assert_true (vbt_store_begin_batch (self->store, self->ada, "Import", NULL));
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autoptr (VbtDocument) document = fixture_document (name, 500);

      for (guint k = 0; k < N_SPANS; k++)
        {
          VbtAnnotation *span = vbt_annotation_new_span (label, self->tagger, (VbtOffset)k * 20,
                                                         (VbtOffset)k * 20 + 8);
          span->confidence = ((i + k) % 97) / 97.0;
          span->rule = g_strdup_printf ("rule-%u", k % 5);
          vbt_document_take_annotation (document, span);
        }
      g_assert_true (vbt_store_insert_document (self->store, document, NULL));
    }
  g_assert_true (vbt_store_commit_batch (self->store, NULL, NULL));
}

/* What the page Review does at worst when it goes on: reads a page, and the article of the first of it. */
static void
run_next (gpointer data)
{
  Bench *self = data;
  g_autoptr (GPtrArray) items
      = vbt_store_list_review (self->fixture.store, &self->filter, self->at, 50, NULL);
  g_autoptr (VbtDocument) document = NULL;
  const VbtReviewItem *item;

  if (items->len == 0)
    {
      g_clear_pointer (&self->at, vbt_review_item_free);
      return;
    }
  item = g_ptr_array_index (items, 0);
  document = fixture_load (&self->fixture, item->document);
  g_assert_nonnull (vbt_document_get_annotation (document, item->id));
  g_clear_pointer (&self->at, vbt_review_item_free);
  self->at = vbt_review_item_copy (g_ptr_array_index (items, items->len - 1));
}

static void
run_accept (gpointer data)
{
  Bench *self = data;
  g_autoptr (GPtrArray) items
      = vbt_store_list_review (self->fixture.store, &self->filter, NULL, 1, NULL);

  g_assert_true (vbt_act_review_many (self->fixture.store, self->fixture.ada, items,
                                      VBT_VERDICT_ACCEPTED, NULL, NULL, NULL));
}

static void
run_count (gpointer data)
{
  Bench *self = data;
  g_autoptr (GArray) counts = vbt_store_count_review (
      self->fixture.store, &(VbtReviewFilter){ .me = self->fixture.ada }, NULL);

  g_assert_nonnull (counts);
}

int
main (int argc, char **argv)
{
  static const char *const orders[]
      = { "document", "least certain", "most certain", "label", "string" };
  Bench bench = { 0 };

  fixture_set_up (&bench.fixture, NULL);
  fill (&bench.fixture);
  bench.filter.me = bench.fixture.ada;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      bench.filter.order = (VbtReviewOrder)i;
      bench_run_cpu ("review, 10000 suggestions: next page and its article", orders[i], 100,
                     run_next, &bench);
      g_clear_pointer (&bench.at, vbt_review_item_free);
    }
  bench_run_cpu ("review, 10000 suggestions", "accept", 100, run_accept, &bench);
  bench_run_cpu ("review, 10000 suggestions", "count", 20, run_count, &bench);
  fixture_tear_down (&bench.fixture, NULL);
  return 0;
}
