/* test-review.c: the queue of suggestions, and decisions on many of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-hits.h"
#include "store-fixture.h"
#include "store/vbt-actions.h"

#define N_DOCUMENTS 7
#define N_SPANS 12

typedef struct
{
  VbtId document;
  VbtId quote;
  VbtId speaker;
} Quote;

/* Spans of two labels and three rules, as certain as their place says. */
static void
suggest (Fixture *self, VbtId document, guint number)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self, self->ada, document, "Suggest");
  for (guint i = 0; i < N_SPANS; i++)
    {
      g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (
          fixture_label (self, VBT_KIND_SPAN, i % 3 == 0 ? "Organization" : "Person"), self->tagger,
          (VbtOffset)i * 3, (VbtOffset)i * 3 + 2);

      span->confidence = ((i * 5 + number) % 7) / 7.0;
      span->rule = g_strdup_printf ("rule-%u", i % 3);
      vbt_store_put_annotation (self->store, document, span, &error);
      g_assert_no_error (error);
    }
  fixture_commit (self);
}

static void
fill (Fixture *self)
{
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);

      suggest (self, fixture_add_document (self, name, 30), i);
    }
}

/* The whole queue, read in pages. */
static GPtrArray *
read_all (Fixture *self, const VbtReviewFilter *filter, guint page)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      const VbtReviewItem *last = all->len > 0 ? g_ptr_array_index (all, all->len - 1) : NULL;
      g_autoptr (GPtrArray) items = vbt_store_list_review (self->store, filter, last, page, &error);

      g_assert_no_error (error);
      if (items->len == 0)
        return all;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&items));
      g_assert_cmpuint (all->len, <=, 1000);
    }
}

static int
order_of (const VbtReviewItem *a, const VbtReviewItem *b, VbtReviewOrder order)
{
  switch (order)
    {
    case VBT_REVIEW_LEAST_CERTAIN:
      return a->confidence < b->confidence ? -1 : a->confidence > b->confidence;
    case VBT_REVIEW_MOST_CERTAIN:
      return a->confidence > b->confidence ? -1 : a->confidence < b->confidence;
    case VBT_REVIEW_LABEL:
      return a->label == b->label ? strcmp (a->words, b->words) : 0;
    case VBT_REVIEW_STRING:
      return strcmp (a->words, b->words);
    case VBT_REVIEW_DOCUMENT:
    default:
      return a->number != b->number ? (a->number < b->number ? -1 : 1) : (int)(a->start - b->start);
    }
}

/* Each order has everything once, whatever the size of a page. */
static void
test_orders (Fixture *self, gconstpointer data)
{
  fill (self);
  for (int order = VBT_REVIEW_DOCUMENT; order <= VBT_REVIEW_STRING; order++)
    for (guint page = 1; page <= 1000; page = page * 7 + 3)
      {
        VbtReviewFilter filter = { .me = self->ada, .order = order };
        g_autoptr (GPtrArray) all = read_all (self, &filter, page);
        g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

        g_assert_cmpuint (all->len, ==, N_DOCUMENTS * N_SPANS);
        for (guint i = 0; i < all->len; i++)
          {
            VbtReviewItem *item = g_ptr_array_index (all, i);

            g_assert_true (g_hash_table_add (seen, &item->id));
            if (i > 0)
              g_assert_cmpint (order_of (g_ptr_array_index (all, i - 1), item, order), <=, 0);
          }
      }
}

static void
test_filters (Fixture *self, gconstpointer data)
{
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_STRING };
  g_autoptr (GArray) scope = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;

  fill (self);
  filter.label = fixture_label (self, VBT_KIND_SPAN, "Organization");
  g_autoptr (GPtrArray) places = read_all (self, &filter, 5);
  g_assert_cmpuint (places->len, ==, N_DOCUMENTS * 4);
  filter.tagger = self->ben;
  g_autoptr (GPtrArray) none = read_all (self, &filter, 5);
  g_assert_cmpuint (none->len, ==, 0);

  filter = (VbtReviewFilter){ .me = self->ada, .order = VBT_REVIEW_MOST_CERTAIN };
  filter.document = ((VbtReviewItem *)g_ptr_array_index (places, 0))->document;
  g_autoptr (GPtrArray) one = read_all (self, &filter, 5);
  g_assert_cmpuint (one->len, ==, N_SPANS);

  g_array_append_val (scope, filter.document);
  g_assert_true (vbt_store_set_review_scope (self->store, scope, &error));
  filter.document = 0;
  filter.scope = TRUE;
  for (int order = VBT_REVIEW_DOCUMENT; order <= VBT_REVIEW_STRING; order++)
    {
      filter.order = order;
      g_autoptr (GPtrArray) scoped = read_all (self, &filter, 5);
      g_assert_cmpuint (scoped->len, ==, N_SPANS);
    }
  g_autoptr (GArray) counts = vbt_store_count_review (self->store, &filter, &error);
  guint64 n_left = 0;
  for (guint i = 0; i < counts->len; i++)
    n_left += g_array_index (counts, VbtReviewCount, i).n_left;
  g_assert_cmpuint (n_left, ==, N_SPANS);
}

static guint
count_open (Fixture *self, VbtId me)
{
  VbtReviewFilter filter = { .me = me, .order = VBT_REVIEW_DOCUMENT };
  g_autoptr (GPtrArray) all = read_all (self, &filter, 9);

  return all->len;
}

/* What I decided on is gone for me, and is still there for others; undo brings it back. */
static void
test_decide (Fixture *self, gconstpointer data)
{
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_STRING };
  g_autoptr (GError) error = NULL;
  guint n_done = 0;

  fill (self);
  g_autoptr (GPtrArray) items = vbt_store_list_review (self->store, &filter, NULL, 20, &error);
  g_assert_true (vbt_act_review_many (self->store, self->ada, items, VBT_VERDICT_REJECTED, NULL,
                                      &n_done, &error));
  g_assert_cmpuint (n_done, ==, 20);
  g_assert_cmpuint (count_open (self, self->ada), ==, N_DOCUMENTS * N_SPANS - 20);
  g_assert_cmpuint (count_open (self, self->ben), ==, N_DOCUMENTS * N_SPANS);
  g_assert_true (vbt_act_review_many (self->store, self->ada, items, VBT_VERDICT_ACCEPTED, NULL,
                                      &n_done, &error));
  g_assert_cmpuint (n_done, ==, 0);
  fixture_assert_whole (self);

  vbt_history_row_free (vbt_store_undo (self->store, self->ada, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_open (self, self->ada), ==, N_DOCUMENTS * N_SPANS);
  fixture_assert_whole (self);
}

static Quote
suggest_quote (Fixture *self, const char *name)
{
  VbtId document = fixture_add_document (self, name, 30);
  Quote quote = { document, fixture_add_span (self, document, self->tagger, "Quote", 0, 6),
                  fixture_add_span (self, document, self->tagger, "Speaker", 12, 15) };

  fixture_add_relation (self, document, self->tagger, quote.quote, quote.speaker);
  return quote;
}

/* An attribution is one entry of the queue, and one decision. */
static void
test_attribution (Fixture *self, gconstpointer data)
{
  Quote quote = suggest_quote (self, "quote.txt");
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_DOCUMENT };
  g_autoptr (GPtrArray) items = read_all (self, &filter, 9);
  g_autoptr (GError) error = NULL;
  gboolean is_open = FALSE;

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpint (((VbtReviewItem *)g_ptr_array_index (items, 0))->id, ==, quote.quote);
  g_assert_true (vbt_act_review_many (self->store, self->ada, items, VBT_VERDICT_ACCEPTED, NULL,
                                      NULL, &error));
  g_autoptr (VbtDocument) document = fixture_load (self, quote.document);
  g_assert_nonnull (vbt_document_find_copy (document, quote.speaker, self->ada));
  g_assert_cmpuint (count_open (self, self->ada), ==, 0);
  g_autoptr (VbtReviewItem) item
      = vbt_store_get_review_item (self->store, quote.quote, self->ada, &is_open);
  g_assert_nonnull (item);
  g_assert_false (is_open);
  fixture_assert_whole (self);
}

/* Two quotes by one speaker: the speaker goes with the second of them. */
static void
test_reject_shared (Fixture *self, gconstpointer data)
{
  Quote quote = suggest_quote (self, "quote.txt");
  VbtId second = fixture_add_span (self, quote.document, self->tagger, "Quote", 20, 24);
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_DOCUMENT };
  g_autoptr (GError) error = NULL;

  fixture_add_relation (self, quote.document, self->tagger, second, quote.speaker);
  g_autoptr (GPtrArray) items = read_all (self, &filter, 9);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_true (vbt_act_review_many (self->store, self->ada, items, VBT_VERDICT_REJECTED, NULL,
                                      NULL, &error));
  g_autoptr (VbtDocument) document = fixture_load (self, quote.document);
  g_assert_nonnull (vbt_document_find_decision (document, quote.speaker, self->ada));
}

static void
test_correct (Fixture *self, gconstpointer data)
{
  Quote quote = suggest_quote (self, "quote.txt");
  g_autoptr (VbtDocument) document = fixture_load (self, quote.document);
  VbtRange range = { 0, 11 };
  VbtId result = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_act_correct (self->store, document, self->ada, quote.quote,
                                  fixture_label (self, VBT_KIND_SPAN, "Other"), &range, &result,
                                  &error));
  g_autoptr (VbtDocument) after = fixture_load (self, quote.document);
  g_assert_cmpint (vbt_annotation_get_extent (vbt_document_get_annotation (after, result)).end, ==,
                   11);
  g_assert_cmpint (vbt_document_find_decision (after, quote.quote, self->ada)->verdict, ==,
                   VBT_VERDICT_CORRECTED);
  vbt_history_row_free (vbt_store_undo (self->store, self->ada, &error));
  g_assert_cmpuint (count_open (self, self->ada), ==, 1);
}

static void
test_like (Fixture *self, gconstpointer data)
{
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_DOCUMENT };
  g_autoptr (GError) error = NULL;

  fill (self);
  g_autoptr (GPtrArray) all = read_all (self, &filter, 100);
  const VbtReviewItem *item = g_ptr_array_index (all, 1);
  guint n_string = 0, n_rule = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const VbtReviewItem *other = g_ptr_array_index (all, i);

      n_string += g_str_equal (other->words, item->words) && other->label == item->label;
      n_rule += g_str_equal (other->rule, item->rule) && other->label == item->label;
    }
  g_autoptr (GPtrArray) string
      = vbt_store_list_like (self->store, self->ada, item, VBT_LIKE_STRING, 0, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (string->len, ==, n_string - 1);
  g_autoptr (VbtContext) context = vbt_store_get_context (self->store, item->document,
                                                          (VbtRange){ item->start, item->end }, 4);
  g_assert_cmpstr (context->before, ==, "“Ye");
  g_assert_cmpint (item->end - item->start, ==, g_utf8_strlen (context->words, -1));
  g_assert_cmpstr (context->title, ==, "0.txt");
  g_autoptr (GPtrArray) rule
      = vbt_store_list_like (self->store, self->ada, item, VBT_LIKE_RULE, 0, 1000, &error);
  g_assert_cmpuint (rule->len, ==, n_rule - 1);
}

static void
test_like_speaker (Fixture *self, gconstpointer data)
{
  Quote quotes[2] = { suggest_quote (self, "a.txt"), suggest_quote (self, "b.txt") };
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, "Zoë");
  g_autoptr (GError) error = NULL;
  gboolean is_open;

  fixture_begin (self, self->ada, 0, "Name");
  g_assert_true (vbt_store_put_entity (self->store, entity, &error));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VbtDocument) document = fixture_load (self, quotes[i].document);
      VbtAnnotation *speaker = vbt_document_get_annotation (document, quotes[i].speaker);

      vbt_annotation_add_entity (speaker, entity->id);
      g_assert_true (vbt_store_put_annotation (self->store, quotes[i].document, speaker, &error));
    }
  fixture_commit (self);
  g_autoptr (VbtReviewItem) item
      = vbt_store_get_review_item (self->store, quotes[0].quote, self->ada, &is_open);
  g_autoptr (GPtrArray) like = vbt_store_list_like (self->store, self->ada, item, VBT_LIKE_SPEAKER,
                                                    entity->id, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (like->len, ==, 1);
  g_assert_cmpint (((VbtReviewItem *)g_ptr_array_index (like, 0))->id, ==, quotes[1].quote);
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_DOCUMENT };
  g_autoptr (GError) error = NULL;
  guint64 n_left = 0, n_rejected = 0;

  fill (self);
  g_autoptr (GPtrArray) items = vbt_store_list_review (self->store, &filter, NULL, 10, &error);
  g_assert_true (vbt_act_review_many (self->store, self->ada, items, VBT_VERDICT_REJECTED, NULL,
                                      NULL, &error));
  const VbtReviewFilter everything = { .me = self->ada };
  g_autoptr (GArray) counts = vbt_store_count_review (self->store, &everything, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts->len, ==, 2);
  for (guint i = 0; i < counts->len; i++)
    {
      n_left += g_array_index (counts, VbtReviewCount, i).n_left;
      n_rejected += g_array_index (counts, VbtReviewCount, i).n_by_verdict[VBT_VERDICT_REJECTED];
    }
  g_assert_cmpuint (n_left, ==, N_DOCUMENTS * N_SPANS - 10);
  g_assert_cmpuint (n_rejected, ==, 10);
}

/* A document in the trash asks for nothing. */
static void
test_trash (Fixture *self, gconstpointer data)
{
  Quote quote = suggest_quote (self, "quote.txt");
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;

  g_array_append_val (documents, quote.document);
  g_assert_true (vbt_act_trash_documents (self->store, self->ada, documents, &error));
  g_assert_cmpuint (count_open (self, self->ada), ==, 0);
  fixture_assert_whole (self);
  vbt_history_row_free (vbt_store_undo (self->store, self->ada, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_open (self, self->ada), ==, 1);
  fixture_assert_whole (self);
}

static gboolean
take_places (gpointer data, const GArray *places, double share)
{
  g_assert_cmpfloat (share, <=, 1);
  g_array_append_vals (data, places->data, places->len);
  return TRUE;
}

static void
test_find (Fixture *self, gconstpointer data)
{
  static const struct
  {
    VbtOccurrenceQuery query;
    guint n;
  } cases[] = { { { "zoë", TRUE, FALSE, 0 }, 8 },      { { "zoë", TRUE, TRUE, 0 }, 0 },
                { { "Zo", TRUE, TRUE, 0 }, 0 },        { { "zo", FALSE, FALSE, 0 }, 8 },
                { { "of course", TRUE, TRUE, 0 }, 6 }, { { "🙂", TRUE, TRUE, 0 }, 8 },
                { { "", FALSE, FALSE, 0 }, 0 } };

  fixture_add_document (self, "a.txt", 30);
  fixture_add_document (self, "b.txt", 30);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));
      g_autoptr (GError) error = NULL;

      g_assert_true (
          vbt_store_find_words (self->store, &cases[i].query, take_places, places, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (places->len, ==, cases[i].n);
    }
}

/* What is mine is relabeled, what is suggested accepted, the rest new; all of it is one step back. */
static void
test_label_many (Fixture *self, gconstpointer data)
{
  VbtId first = fixture_add_document (self, "a.txt", 30);
  VbtId second = fixture_add_document (self, "b.txt", 30);
  VbtId person = fixture_label (self, VBT_KIND_SPAN, "Person");
  VbtOccurrenceQuery query = { "Zoë", TRUE, TRUE, 0 };
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  g_autoptr (GError) error = NULL;
  guint n_done = 0;

  g_assert_true (vbt_store_find_words (self->store, &query, take_places, places, NULL, &error));
  VbtRange range = g_array_index (places, VbtOccurrence, 0).range;
  for (guint i = 0; i < places->len; i++)
    {
      const VbtOccurrence *place = &g_array_index (places, VbtOccurrence, i);
      VbtHit hit = { place->document, 0, place->range.start, place->range.end };

      g_array_append_val (hits, hit);
    }
  fixture_add_span (self, first, self->ada, "Other", range.start, range.end);
  fixture_add_span (self, second, self->tagger, "Person", range.start, range.end);
  g_autofree char *before = fixture_dump (self);
  g_assert_true (vbt_act_label_hits (self->store, self->ada, person, hits, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 8);
  g_autoptr (VbtDocument) document = fixture_load (self, first);
  g_assert_cmpuint (document->annotations->len, ==, 4);
  for (guint i = 0; i < document->annotations->len; i++)
    g_assert_cmpint (((VbtAnnotation *)g_ptr_array_index (document->annotations, i))->label, ==,
                     person);
  g_assert_cmpuint (fixture_count (self, second), ==, 5);
  g_assert_true (vbt_act_label_hits (self->store, self->ada, person, hits, NULL, &n_done, &error));
  g_assert_cmpuint (n_done, ==, 0);
  fixture_assert_whole (self);
  vbt_history_row_free (vbt_store_undo (self->store, self->ada, &error));
  g_assert_no_error (error);
  g_autofree char *after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
}

/* Many decisions in the background: told how far they are, and taken back where somebody stops them. */
static void
test_followed (Fixture *self, gconstpointer data)
{
  VbtReviewFilter filter = { .me = self->ada, .order = VBT_REVIEW_DOCUMENT };
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  VbtHitsOptions options = { .act = VBT_HITS_ACCEPT, .me = self->ada, .hits = hits };
  guint n_done = 0;

  fill (self);
  g_autoptr (GPtrArray) items = read_all (self, &filter, 50);
  for (guint i = 0; i < items->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (items, i);
      VbtHit hit = { item->document, item->id, item->start, item->end };

      g_array_append_val (hits, hit);
    }
  g_cancellable_cancel (cancellable);
  g_assert_false (vbt_hits_run (self->store, &options, NULL, cancellable, &n_done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_open (self, self->ada), ==, items->len);
  g_assert_true (vbt_hits_run (self->store, &options, NULL, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, items->len);
  g_assert_cmpuint (count_open (self, self->ada), ==, 0);
  fixture_assert_whole (self);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/review/orders", test_orders);
  ADD ("/review/filters", test_filters);
  ADD ("/review/decide", test_decide);
  ADD ("/review/attribution", test_attribution);
  ADD ("/review/reject-shared", test_reject_shared);
  ADD ("/review/correct", test_correct);
  ADD ("/review/like", test_like);
  ADD ("/review/like-speaker", test_like_speaker);
  ADD ("/review/counts", test_counts);
  ADD ("/review/trash", test_trash);
  ADD ("/review/find", test_find);
  ADD ("/review/label-many", test_label_many);
  ADD ("/review/followed", test_followed);
  return g_test_run ();
}
