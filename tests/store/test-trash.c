/* test-trash.c: points of the history, the trash, and what can still be undone when it was emptied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store-fixture.h"
#include "store/vbt-actions.h"

static void
trash (Fixture *self, const VbtId *documents, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (VbtId));

  g_array_append_vals (array, documents, n);
  vbt_act_trash_documents (self->store, self->ada, array, &error);
  g_assert_no_error (error);
}

static guint
count_documents (Fixture *self)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) documents = vbt_store_list_documents (self->store, &all, NULL);

  return documents->len;
}

static guint64
count_trash (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  guint64 n = 0;

  vbt_store_count_trash (self->store, &n, &error);
  g_assert_no_error (error);
  return n;
}

static gint64
last_act (Fixture *self)
{
  g_autoptr (GPtrArray) rows
      = vbt_store_list_history (self->store, &(VbtHistoryFilter){ .limit = 1 }, NULL);

  return ((VbtHistoryRow *)g_ptr_array_index (rows, 0))->number;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  VbtId documents[2]
      = { fixture_add_document (self, "a.txt", 20), fixture_add_document (self, "b.txt", 20) };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) list = NULL;

  fixture_add_span (self, documents[1], self->ada, "Quote", 0, 5);
  before = fixture_dump (self);
  trash (self, documents, 2);
  g_assert_cmpuint (count_documents (self), ==, 0);
  list = vbt_store_list_trash (self->store, 10, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((VbtTrashed *)g_ptr_array_index (list, 1))->title, ==, "b.txt");
  g_assert_cmpuint (((VbtTrashed *)g_ptr_array_index (list, 1))->n_annotations, ==, 1);
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_redo (self, self->ada);
  g_assert_cmpuint (count_trash (self), ==, 2);
  fixture_assert_whole (self);
}

static void
test_restore (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (VbtId));

  g_array_append_val (array, document);
  g_assert_false (vbt_act_restore_documents (self->store, self->ada, array, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  trash (self, &document, 1);
  g_assert_true (vbt_act_restore_documents (self->store, self->ada, array, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_documents (self), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count_trash (self), ==, 1);
  fixture_assert_whole (self);
}

/* Acts on what is gone are stepped over, acts on what is left are undone as before. */
static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint64 n = 0;
  VbtId kept = fixture_add_document (self, "kept.txt", 20);
  VbtId gone[2];
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;

  fixture_add_span (self, kept, self->ada, "Quote", 0, 5);
  gone[0] = fixture_add_document (self, "gone.txt", 20);
  gone[1] = fixture_add_document (self, "gone too.txt", 20);
  fixture_add_span (self, gone[0], self->ben, "Quote", 0, 5);
  fixture_add_span (self, kept, self->ada, "Cue", 6, 9);
  trash (self, gone, 2);
  g_assert_true (vbt_store_empty_trash (self->store, self->ada, NULL, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (count_trash (self), ==, 0);
  g_assert_false (vbt_store_has_id (self->store, gone[0]));
  fixture_assert_whole (self);
  g_assert_null (vbt_store_peek_undo (self->store, self->ben));
  fixture_undo (self, self->ada);
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_redo (self, self->ada);
  fixture_redo (self, self->ada);
  g_assert_cmpuint (fixture_count (self, kept), ==, 2);
  g_assert_null (vbt_store_redo (self->store, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  fixture_assert_whole (self);
}

static void
test_empty_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint64 n = 0;
  VbtId documents[45];

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    documents[i] = fixture_add_document (self, "a.txt", 5);
  trash (self, documents, G_N_ELEMENTS (documents));
  g_assert_true (vbt_store_empty_trash (self->store, self->ada, NULL, &n, &error));
  g_assert_cmpuint (n, ==, 45);
  rows = vbt_store_list_history (self->store, &(VbtHistoryFilter){ .limit = 2 }, NULL);
  g_assert_cmpstr (((VbtHistoryRow *)g_ptr_array_index (rows, 0))->words, ==,
                   "Empty the trash of 45 articles");
  g_assert_false (((VbtHistoryRow *)g_ptr_array_index (rows, 0))->has_way_back);
  fixture_assert_whole (self);
}

static void
test_go_to (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  gint64 added = last_act (self);
  g_autofree char *start = fixture_dump (self);
  g_autofree char *end = NULL;
  g_autofree char *dump = NULL;
  gint64 last;
  g_autoptr (VbtHistoryRow) row = NULL;

  for (int i = 0; i < 5; i++)
    fixture_add_span (self, document, self->ada, "Quote", i, i + 2);
  last = last_act (self);
  end = fixture_dump (self);
  row = vbt_store_go_to (self->store, self->ada, added, &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->document, ==, document);
  dump = fixture_dump (self);
  g_assert_cmpstr (dump, ==, start);
  g_clear_pointer (&row, vbt_history_row_free);
  g_assert_null (vbt_store_go_to (self->store, self->ada, added, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  row = vbt_store_go_to (self->store, self->ada, last, &error);
  g_free (dump);
  dump = fixture_dump (self);
  g_assert_cmpstr (dump, ==, end);
}

/* Where one of many acts cannot be undone, none is. */
static void
test_go_to_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  VbtId quote = fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  VbtId speaker = fixture_add_span (self, document, self->ben, "Speaker", 7, 9);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_add_relation (self, document, self->ben, quote, speaker);
  fixture_add_span (self, document, self->ada, "Cue", 10, 12);
  before = fixture_dump (self);
  g_assert_null (vbt_store_go_to (self->store, self->ada, 0, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
}

static void
test_list (Fixture *self, gconstpointer data)
{
  VbtId a = fixture_add_document (self, "a.txt", 20);
  VbtId b = fixture_add_document (self, "b.txt", 20);
  VbtHistoryFilter filter = { .document = b, .annotator = self->ben, .limit = 2 };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) more = NULL;

  for (int i = 0; i < 3; i++)
    {
      fixture_add_span (self, a, self->ben, "Quote", i, i + 2);
      fixture_add_span (self, b, self->ben, "Quote", i, i + 2);
      fixture_add_span (self, b, self->ada, "Quote", i, i + 2);
    }
  rows = vbt_store_list_history (self->store, &filter, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  filter.before = ((VbtHistoryRow *)g_ptr_array_index (rows, 1))->number;
  more = vbt_store_list_history (self->store, &filter, NULL);
  g_assert_cmpuint (more->len, ==, 1);
  g_assert_cmpint (((VbtHistoryRow *)g_ptr_array_index (more, 0))->document, ==, b);
  g_assert_cmpint (((VbtHistoryRow *)g_ptr_array_index (more, 0))->annotator, ==, self->ben);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/trash/round-trip", test_round_trip);
  ADD ("/trash/restore", test_restore);
  ADD ("/trash/empty", test_empty);
  ADD ("/trash/empty-many", test_empty_many);
  ADD ("/history/go-to", test_go_to);
  ADD ("/history/go-to-conflict", test_go_to_conflict);
  ADD ("/history/list", test_list);
  return g_test_run ();
}
