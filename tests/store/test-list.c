/* test-list.c: filters, lists and counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

static guint
count_documents (Fixture *self, const char *query, VbtId annotator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse (query, VBT_CRITERIA_TYPING, NULL, &error);
  g_autoptr (GArray) ids = NULL;
  VbtFilter filter = VBT_FILTER_INIT;

  g_assert_no_error (error);
  filter.criteria = criteria;
  filter.annotator = annotator;
  ids = vbt_store_list_documents (self->store, &filter, &error);
  g_assert_no_error (error);
  return ids->len;
}

static void
put_status (Fixture *self, VbtId document, VbtStatus status)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self, self->ada, document, "Mark");
  vbt_store_put_status (self->store, document, self->ada, status, &error);
  g_assert_no_error (error);
  fixture_commit (self);
}

static void
put_metadata (Fixture *self, VbtId document, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self, self->ada, document, "Change the title");
  vbt_store_put_metadata (self->store, document, key, value, &error);
  g_assert_no_error (error);
  fixture_commit (self);
}

static void
decide (Fixture *self, VbtId suggestion, VbtId document)
{
  g_autoptr (GError) error = NULL;
  VbtDecision decision = { suggestion, self->ada, VBT_VERDICT_REJECTED, 17 };

  fixture_begin (self, self->ada, document, "Reject");
  vbt_store_put_decision (self->store, &decision, &error);
  g_assert_no_error (error);
  fixture_commit (self);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  VbtId a = fixture_add_document (self, "stockholm.txt", 3);
  fixture_add_document (self, "b.txt", 8);

  put_metadata (self, a, VBT_METADATA_TITLE, "Crème brûlée für Пётр");
  g_assert_cmpuint (count_documents (self, "", self->ada), ==, 2);
  g_assert_cmpuint (count_documents (self, "zoe", self->ada), ==, 2);
  g_assert_cmpuint (count_documents (self, "MULLER", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "東京", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "stockh", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "stockh yes", self->ada), ==, 0);
  g_assert_cmpuint (count_documents (self, "brulee zoe", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "петр", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "пётр", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "\"said Zoe\"", self->ada), ==, 2);
  g_assert_cmpuint (count_documents (self, "\"Zoe said\"", self->ada), ==, 0);
  g_assert_cmpuint (count_documents (self, "– … \"", self->ada), ==, 2);
  g_assert_cmpuint (count_documents (self, "NEAR(zoe) AND text", self->ada), ==, 0);
  put_metadata (self, a, VBT_METADATA_TITLE, NULL);
  g_assert_cmpuint (count_documents (self, "brulee", self->ada), ==, 0);
}

static void
test_conditions (Fixture *self, gconstpointer data)
{
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId b = fixture_add_document (self, "b.txt", 8);
  VbtId suggestion = fixture_add_span (self, a, self->tagger, "Quote", 0, 5);

  fixture_add_span (self, b, self->ada, "Speaker", 2, 4);
  put_status (self, b, VBT_STATUS_DONE);
  g_assert_cmpuint (count_documents (self, "status:done", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "status:done", self->ben), ==, 0);
  g_assert_cmpuint (count_documents (self, "status:new", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "status:new", self->ben), ==, 2);
  g_assert_cmpuint (count_documents (self, "label:Quote", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "has:\"speaker\" zoe", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "label:\"speaker\" zoe", self->ada), ==, 0);
  g_assert_cmpuint (count_documents (self, "label:\"speaker\" text:zoe", self->ada), ==, 1);
  g_assert_cmpuint (count_documents (self, "label:Nonsen*", self->ada), ==, 0);
  g_assert_cmpuint (count_documents (self, "has:suggestions", self->ada), ==, 1);
  decide (self, suggestion, a);
  g_assert_cmpuint (count_documents (self, "has:suggestions", self->ada), ==, 0);
  g_assert_cmpuint (count_documents (self, "has:suggestions", self->ben), ==, 1);
}

static void
test_errors (Fixture *self, gconstpointer data)
{
  static const char *const queries[] = { "status:finished", "has:nonsense", "label:Nonsense",
                                         "colour:blue",     "label:",       "http://example.org" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VbtCriteria) criteria
          = vbt_criteria_parse (queries[i], VBT_CRITERIA_DEFAULT, NULL, &error);
      VbtFilter filter = { .criteria = criteria };

      if (criteria != NULL)
        g_assert_null (vbt_store_list_documents (self->store, &filter, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
    }
}

static void
test_sort (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId ids[3];
  static const struct
  {
    int sort;
    gboolean descending;
    guint order[3];
  } cases[] = {
    { VBT_SORT_ADDED, FALSE, { 0, 1, 2 } },  { VBT_SORT_ADDED, TRUE, { 2, 1, 0 } },
    { VBT_SORT_TITLE, FALSE, { 1, 2, 0 } },  { VBT_SORT_PUBLISHED, FALSE, { 2, 0, 1 } },
    { VBT_SORT_STATUS, FALSE, { 0, 2, 1 } }, { VBT_SORT_STATUS, TRUE, { 1, 2, 0 } },
  };

  for (guint i = 0; i < 3; i++)
    ids[i] = fixture_add_document (self, (const char *[]){ "z", "a", "M" }[i], 2);
  put_metadata (self, ids[0], VBT_METADATA_PUBLISHED, "2024-05-01");
  put_metadata (self, ids[2], VBT_METADATA_PUBLISHED, "2023-05-01");
  put_status (self, ids[1], VBT_STATUS_DONE);
  put_status (self, ids[2], VBT_STATUS_IN_PROGRESS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VbtFilter filter = VBT_FILTER_INIT;
      g_autoptr (GArray) found = NULL;

      filter.sort = cases[i].sort;
      filter.descending = cases[i].descending;
      filter.annotator = self->ada;
      found = vbt_store_list_documents (self->store, &filter, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 3);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (g_array_index (found, VbtId, j), ==, ids[cases[i].order[j]]);
    }
}

static void
test_listing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId suggestion = fixture_add_span (self, a, self->tagger, "Quote", 0, 5);
  g_autoptr (VbtListing) before = NULL;
  g_autoptr (VbtListing) after = NULL;
  guint64 n_done = 9, n_documents = 9, n_open = 9;

  fixture_add_span (self, a, self->ada, "Quote", 6, 8);
  fixture_add_span (self, a, self->ben, "Quote", 6, 8);
  fixture_add_span (self, a, self->tagger, "Speaker", 6, 8);
  put_metadata (self, a, VBT_METADATA_SOURCE, "The Courier");
  before = vbt_store_get_listing (self->store, a, self->ada, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before->title, ==, "a.txt");
  g_assert_cmpstr (before->source, ==, "The Courier");
  g_assert_null (before->published);
  g_assert_cmpuint (before->n_quotes, ==, 2);
  g_assert_cmpuint (before->n_open_suggestions, ==, 2);
  decide (self, suggestion, a);
  put_status (self, a, VBT_STATUS_LOCKED);
  after = vbt_store_get_listing (self->store, a, self->ada, &error);
  g_assert_cmpuint (after->n_quotes, ==, 1);
  g_assert_cmpuint (after->n_open_suggestions, ==, 1);
  g_assert_cmpint (after->status, ==, VBT_STATUS_LOCKED);
  g_assert_true (
      vbt_store_count_progress (self->store, self->ada, &n_done, &n_documents, &n_open, NULL));
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (n_documents, ==, 1);
  g_assert_cmpuint (n_open, ==, 1);
  g_assert_null (vbt_store_get_listing (self->store, 4711, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

static void
test_many_quotes (Fixture *self, gconstpointer data)
{
  VbtId a = fixture_add_document (self, "a.txt", 8);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtListing) listing = NULL;

  fixture_begin (self, self->ada, a, "Quote");
  for (guint i = 0; i < VBT_LISTING_MANY_QUOTES + 5; i++)
    {
      g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (
          fixture_label (self, VBT_KIND_SPAN, "Quote"), self->ada, (VbtOffset)(i % 5), 6);

      vbt_store_put_annotation (self->store, a, span, &error);
      g_assert_no_error (error);
    }
  fixture_commit (self);
  listing = vbt_store_get_listing (self->store, a, self->ada, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listing->n_quotes, ==, VBT_LISTING_MANY_QUOTES);
}

static VbtId
add_speaker (Fixture *self, VbtId document, VbtId annotator, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Speaker"), annotator, 0, 2);
  VbtId quote = fixture_add_span (self, document, annotator, "Quote", 3, 5);

  vbt_entity_add_alias (entity, "The Boss");
  vbt_annotation_add_entity (span, entity->id);
  fixture_begin (self, annotator, document, "Name the speaker");
  g_assert_true (vbt_store_put_entity (self->store, entity, &error));
  g_assert_true (vbt_store_put_annotation (self->store, document, span, &error));
  fixture_commit (self);
  fixture_add_relation (self, document, annotator, quote, span->id);
  return entity->id;
}

static void
test_stats (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId entity = add_speaker (self, a, self->ada, "Zoë Müller");
  g_autoptr (VbtStats) stats = NULL;
  g_autoptr (VbtStats) everybody = NULL;
  const VbtCount *count;

  add_speaker (self, a, self->tagger, "Ünal");
  fixture_add_document (self, "b.txt", 8);
  put_status (self, a, VBT_STATUS_DONE);
  stats = vbt_store_get_stats (self->store, self->ada, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stats->n_documents, ==, 2);
  g_assert_cmpuint (stats->n_spans, ==, 2);
  g_assert_cmpuint (stats->n_relations, ==, 1);
  g_assert_cmpuint (stats->n_document_labels, ==, 0);
  g_assert_cmpuint (stats->n_suggestions, ==, 2);
  g_assert_cmpuint (stats->n_open_suggestions, ==, 2);
  g_assert_cmpuint (stats->n_entities, ==, 2);
  g_assert_cmpuint (stats->n_by_status[VBT_STATUS_NEW], ==, 1);
  g_assert_cmpuint (stats->n_by_status[VBT_STATUS_DONE], ==, 1);
  everybody = vbt_store_get_stats (self->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (everybody->n_by_status[VBT_STATUS_NEW], ==, 1);
  g_assert_cmpuint (everybody->n_by_status[VBT_STATUS_DONE], ==, 1);
  g_assert_cmpuint (stats->speakers->len, ==, 2);
  count = g_ptr_array_index (stats->speakers, 1);
  g_assert_cmpint (count->id, !=, 0);
  g_assert_cmpuint (count->count, ==, 1);
  count = g_ptr_array_index (stats->labels, 0);
  g_assert_cmpstr (count->name, ==, "Quote");
  g_assert_cmpuint (count->count, ==, 1);
  g_assert_cmpuint (stats->annotators->len, ==, 3);
  g_assert_cmpint (entity, !=, 0);
}

static void
test_entities (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint n_found;
  } cases[] = { { "", 2 },       { "mul", 1 }, { "zoe m", 1 },  { "boss", 2 },
                { "the bo", 2 }, { "una", 1 }, { "nobody", 0 }, { "\"*", 2 } };
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId often = add_speaker (self, a, self->ada, "Zoë Müller");
  VbtId speaker;
  g_autoptr (GPtrArray) both = NULL;

  add_speaker (self, a, self->ada, "Ünal");
  speaker = fixture_add_span (self, a, self->ada, "Person", 0, 1);
  {
    g_autoptr (VbtDocument) document = fixture_load (self, a);
    g_autoptr (VbtAnnotation) copy
        = vbt_annotation_copy (vbt_document_get_annotation (document, speaker));

    vbt_annotation_add_entity (copy, often);
    fixture_begin (self, self->ada, a, "Link");
    g_assert_true (vbt_store_put_annotation (self->store, a, copy, NULL));
    fixture_commit (self);
  }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found
          = vbt_store_search_entities (self->store, cases[i].text, 10, NULL);

      g_assert_cmpuint (found->len, ==, cases[i].n_found);
    }
  both = vbt_store_search_entities (self->store, "boss", 1, NULL);
  g_assert_cmpuint (both->len, ==, 1);
  g_assert_cmpint (((VbtEntity *)g_ptr_array_index (both, 0))->id, ==, often);
}

static void
test_trash (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId suggestion = fixture_add_span (self, a, self->tagger, "Quote", 0, 5);
  g_autoptr (VbtHistoryRow) row = NULL;
  g_autoptr (VbtStats) stats = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  decide (self, suggestion, a);
  add_speaker (self, a, self->ada, "Zoë");
  put_status (self, a, VBT_STATUS_DONE);
  fixture_begin (self, self->ada, a, "Delete the article");
  g_assert_true (vbt_store_delete_document (self->store, a, &error));
  fixture_commit (self);
  g_assert_cmpuint (count_documents (self, "", self->ada), ==, 0);
  g_assert_cmpint (vbt_store_find_document (self->store, "a.txt", NULL), ==, 0);
  g_assert_null (vbt_store_load_document (self->store, a, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  stats = vbt_store_get_stats (self->store, self->ada, NULL);
  g_assert_cmpuint (stats->n_documents + stats->n_spans + stats->n_suggestions, ==, 0);
  g_assert_cmpuint (stats->n_open_suggestions + stats->n_by_status[VBT_STATUS_DONE], ==, 0);
  problems = vbt_store_check (self->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  row = vbt_store_undo (self->store, self->ada, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (self, a), ==, 4);
  g_assert_cmpint (vbt_store_find_document (self->store, "a.txt", NULL), ==, a);
  g_clear_pointer (&problems, g_ptr_array_unref);
  problems = vbt_store_check (self->store, NULL, &error);
  g_assert_cmpuint (problems->len, ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/list/words", test_words);
  ADD ("/list/conditions", test_conditions);
  ADD ("/list/errors", test_errors);
  ADD ("/list/sort", test_sort);
  ADD ("/list/listing", test_listing);
  ADD ("/list/many-quotes", test_many_quotes);
  ADD ("/list/stats", test_stats);
  ADD ("/list/entities", test_entities);
  ADD ("/list/trash", test_trash);
  return g_test_run ();
}
