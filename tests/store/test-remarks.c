/* test-remarks.c: notes and questions: threads, the flag of doubt, queries, what goes with what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-select.h"
#include "store-fixture.h"
#include "store/vbt-actions.h"
#include "store/vbt-remarks.h"

static guint
count_hits (Fixture *self, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  g_autoptr (VbtSearch) search = vbt_search_new (self->store, query, self->ada, &error);

  g_assert_no_error (error);
  while (!vbt_search_is_done (search))
    g_assert_true (vbt_search_next (search, hits, NULL));
  return hits->len;
}

static VbtId
remark (Fixture *self, VbtId document, VbtId annotation, VbtId answers, const char *text,
        gboolean question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtRemark) made = vbt_remark_new (self->ada, text, question);

  made->annotation = annotation;
  made->answers = answers;
  if (annotation == 0)
    made->range = (VbtRange){ 7, 11 };
  g_assert_true (vbt_act_remark (self->store, self->ada, document, made, &error));
  g_assert_no_error (error);
  return made->id;
}

static guint
count (Fixture *self, VbtId document)
{
  g_autoptr (VbtDocument) loaded = fixture_load (self, document);

  return loaded->remarks->len;
}

static void
test_thread (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 20);
  VbtId span = fixture_add_span (self, document, self->tagger, "Person", 12, 15);
  VbtId question = remark (self, document, span, 0, "A person?", TRUE);
  g_autoptr (VbtDocument) loaded = NULL;

  fixture_add_document (self, "b", 20);
  remark (self, document, span, question, "Yes.", FALSE);
  remark (self, document, 0, 0, "Odd wording", FALSE);
  loaded = fixture_load (self, document);
  g_assert_cmpuint (loaded->remarks->len, ==, 3);
  g_assert_cmpint (((VbtRemark *)loaded->remarks->pdata[2])->answers, ==, question);
  g_assert_cmpuint (count_hits (self, "has:questions"), ==, 1);
  g_assert_cmpuint (count_hits (self, "label:Person is:unsure"), ==, 1);
  fixture_assert_whole (self);

  g_assert_true (vbt_act_resolve_remark (self->store, self->ada, document, question, TRUE, &error));
  g_assert_cmpuint (count_hits (self, "has:questions"), ==, 0);
  g_assert_cmpuint (count_hits (self, "is:unsure"), ==, 0);
  g_assert_cmpuint (count_hits (self, "has:notes"), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count_hits (self, "is:unsure"), ==, 1);

  g_assert_true (vbt_act_delete_remark (self->store, self->ada, document, question, &error));
  g_assert_cmpuint (count (self, document), ==, 1);
  g_assert_false (vbt_act_delete_remark (self->store, self->ada, document, question, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  fixture_undo (self, self->ada);
  fixture_reopen (self);
  g_assert_cmpuint (count (self, document), ==, 3);
}

/* A doubt on a suggestion is one on what was made of it; with the annotation its remarks go, and come back. */
static void
test_with_annotation (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 20);
  VbtId suggestion = fixture_add_span (self, document, self->tagger, "Person", 12, 15);
  VbtId mine = fixture_add_span (self, document, self->ada, "Person", 16, 22);
  g_autoptr (VbtDocument) loaded = NULL;

  remark (self, document, suggestion, 0, "", TRUE);
  remark (self, document, mine, 0, "", TRUE);
  loaded = fixture_load (self, document);
  g_assert_true (vbt_act_accept (self->store, loaded, self->ada, suggestion, NULL, &error));
  g_assert_cmpuint (count_hits (self, "annotator:me is:unsure"), ==, 2);
  g_clear_pointer (&loaded, vbt_document_free);
  loaded = fixture_load (self, document);
  g_assert_true (vbt_act_delete (self->store, loaded, self->ada, mine, &error));
  g_assert_cmpuint (count (self, document), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count (self, document), ==, 2);
  fixture_assert_whole (self);
}

static void
test_select (Fixture *self, gconstpointer unused)
{
  VbtId document = fixture_add_document (self, "a", 20);
  VbtId span = fixture_add_span (self, document, self->ada, "Person", 12, 15);
  VbtId question = remark (self, document, span, 0, "Who?", TRUE);
  g_autoptr (VbtDocument) loaded = NULL;

  remark (self, document, span, question, "She", FALSE);
  remark (self, document, 0, 0, "Passage", FALSE);
  loaded = fixture_load (self, document);
  vbt_document_renew_ids (loaded);
  g_assert_cmpint (((VbtRemark *)loaded->remarks->pdata[0])->id, !=, question);
  g_assert_nonnull (
      vbt_document_get_annotation (loaded, ((VbtRemark *)loaded->remarks->pdata[0])->annotation));
  g_assert_cmpint (((VbtRemark *)loaded->remarks->pdata[2])->answers, ==,
                   ((VbtRemark *)loaded->remarks->pdata[0])->id);
  g_ptr_array_set_size (loaded->annotations, 0);
  vbt_document_drop_index (loaded);
  vbt_document_prune (loaded);
  g_assert_cmpuint (loaded->remarks->len, ==, 1);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/remarks/thread", test_thread);
  ADD ("/remarks/with-annotation", test_with_annotation);
  ADD ("/remarks/select", test_select);
  return g_test_run ();
}
