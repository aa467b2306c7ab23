/* test-hits.c: kept queries, how a query goes on, and acts on what was found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "jobs/vbt-hits.h"
#include "store-fixture.h"
#include "store/vbt-actions.h"
#include "store/vbt-complete.h"
#include "store/vbt-saved.h"

static GArray *
find (Fixture *self, const char *query)
{
  g_autoptr (GError) error = NULL;
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  g_autoptr (VbtSearch) search = vbt_search_new (self->store, query, self->ada, &error);

  g_assert_no_error (error);
  while (!vbt_search_is_done (search))
    {
      vbt_search_next (search, hits, &error);
      g_assert_no_error (error);
    }
  return hits;
}

static guint
count (Fixture *self, const char *query)
{
  g_autoptr (GArray) hits = find (self, query);

  return hits->len;
}

/* Kept queries */

static void
assert_saved (Fixture *self, VbtSavedKind kind, const char *expected)
{
  g_autoptr (GPtrArray) saved = vbt_store_list_saved (self->store, kind, NULL);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < saved->len; i++)
    {
      const VbtSaved *one = saved->pdata[i];

      g_string_append_printf (all, "%s=%s;", one->name, one->query);
    }
  g_assert_cmpstr (all->str, ==, expected);
}

static void
test_saved (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) saved = NULL;

  g_assert_true (vbt_act_save_query (self->store, self->ada, VBT_SAVED_SEARCH, " Quotes ",
                                     "label:Quote", &error));
  g_assert_true (
      vbt_act_save_query (self->store, self->ada, VBT_SAVED_SEARCH, "Zoë", "zoë", &error));
  g_assert_true (vbt_act_save_query (self->store, self->ada, VBT_SAVED_DOCUMENTS, "Quotes",
                                     "status:new", &error));
  g_assert_no_error (error);
  assert_saved (self, VBT_SAVED_SEARCH, "Quotes=label:Quote;Zoë=zoë;");
  assert_saved (self, VBT_SAVED_DOCUMENTS, "Quotes=status:new;");

  g_assert_true (
      vbt_act_save_query (self->store, self->ada, VBT_SAVED_SEARCH, "Quotes", "label:Cue", &error));
  assert_saved (self, VBT_SAVED_SEARCH, "Quotes=label:Cue;Zoë=zoë;");
  fixture_undo (self, self->ada);
  assert_saved (self, VBT_SAVED_SEARCH, "Quotes=label:Quote;Zoë=zoë;");

  saved = vbt_store_list_saved (self->store, VBT_SAVED_SEARCH, &error);
  g_assert_true (
      vbt_act_forget_query (self->store, self->ada, ((VbtSaved *)saved->pdata[0])->id, &error));
  assert_saved (self, VBT_SAVED_SEARCH, "Zoë=zoë;");
  g_assert_false (
      vbt_act_forget_query (self->store, self->ada, ((VbtSaved *)saved->pdata[0])->id, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  fixture_undo (self, self->ada);
  fixture_reopen (self);
  assert_saved (self, VBT_SAVED_SEARCH, "Quotes=label:Quote;Zoë=zoë;");
  g_assert_false (
      vbt_act_save_query (self->store, self->ada, VBT_SAVED_SEARCH, "  ", "zoë", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
}

/* How a query goes on */

static void
assert_goes_on (Fixture *self, const char *query, const char *expected)
{
  gsize start = 0;
  g_autoptr (GPtrArray) found
      = vbt_store_complete_query (self->store, query, strlen (query), 20, &start);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (all, "%.*s%s|", (int)start, query,
                            ((VbtCompletion *)found->pdata[i])->text);
  g_assert_cmpstr (all->str, ==, expected);
}

static void
put_entity (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);

  fixture_begin (self, self->ada, 0, "Add");
  g_assert_true (vbt_store_put_entity (self->store, entity, &error));
  fixture_commit (self);
}

static void
test_complete (Fixture *self, gconstpointer unused)
{
  put_entity (self, "Sergey Lavrov");
  assert_goes_on (self, "", "");
  assert_goes_on (self, "the ", "");
  assert_goes_on (self, "zzz", "");
  assert_goes_on (self, "lab", "label:|");
  assert_goes_on (self, "Quo", "label:Quote |");
  assert_goes_on (self, "security spe",
                  "security speaker:|security speaker_status:|security label:Speaker |");
  assert_goes_on (self, "label:q", "label:Quote |");
  assert_goes_on (self, "-label:CU", "-label:Cue |");
  assert_goes_on (self, "speaker:lav", "speaker:\"Sergey Lavrov\" |");
  assert_goes_on (self, "speaker:\"serg", "speaker:\"Sergey Lavrov\" |");
  assert_goes_on (self, "speaker:(is:sug", "speaker:(is:suggestion |");
  assert_goes_on (self, "type:d", "type:direct |");
  assert_goes_on (self, "certain:", "certain:yes |certain:no |");
  assert_goes_on (self, "status:in", "status:in-progress |");
  assert_goes_on (self, "annotator:B", "annotator:Ben |");
  assert_goes_on (self, "origin:tag", "origin:tagger |");
  assert_goes_on (self, "/lab", "");
  assert_goes_on (self, "\"lab", "");
  assert_goes_on (self, "\"a b\" lab", "\"a b\" label:|");
}

/* Whatever is offered can be understood, wherever the cursor is. */
static void
test_complete_any (Fixture *self, gconstpointer unused)
{
  guint n_examples, n_offered = 0;
  const VbtQueryExample *examples = vbt_criteria_examples (&n_examples);

  put_entity (self, "Sergey \"S.\" Lavrov (minister)");
  for (guint i = 0; i < n_examples; i++)
    for (const char *at = examples[i].query; *at != '\0'; at = g_utf8_next_char (at))
      {
        gsize cursor = (gsize)(at - examples[i].query);
        gsize start = 0;
        g_autoptr (GPtrArray) found
            = vbt_store_complete_query (self->store, examples[i].query, cursor, 8, &start);

        g_assert_cmpuint (start, <=, cursor);
        g_assert_cmpuint (found->len, <=, 8);
        for (guint j = 0; j < found->len; j++)
          {
            g_autoptr (GError) error = NULL;
            g_autofree char *query = g_strdup_printf ("%.*s%s", (int)start, examples[i].query,
                                                      ((VbtCompletion *)found->pdata[j])->text);
            g_autoptr (VbtCriteria) criteria
                = vbt_criteria_parse (query, VBT_CRITERIA_TYPING, NULL, &error);

            g_assert_no_error (error);
            n_offered++;
          }
      }
  g_assert_cmpuint (n_offered, >, 50);
}

/* The order of what stands beside it */

static void
test_order (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new ("b x d. A x “C”! c x a; x", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("order", text);
  g_autoptr (GArray) hits = NULL;
  const VbtFollower follower = { 0 };

  vbt_document_segment (document);
  fixture_begin (self, self->ada, document->id, "Add an article");
  g_assert_true (vbt_store_insert_document (self->store, document, &error));
  fixture_commit (self);
  hits = find (self, "x");
  g_assert_cmpuint (hits->len, ==, 4);
  for (VbtHitOrder order = VBT_HITS_DOCUMENT; order <= VBT_HITS_RIGHT; order++)
    {
      static const guint expected[][4] = { { 0, 1, 2, 3 }, { 1, 3, 0, 2 }, { 3, 2, 1, 0 } };
      g_autoptr (GArray) sorted = vbt_store_sort_hits (self->store, hits, order, &follower, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < 4; i++)
        g_assert_cmpuint (g_array_index (sorted, guint, i), ==, expected[order][i]);
    }
}

/* Acts */

static VbtId
get_label (Fixture *self, const char *name)
{
  return fixture_label (self, VBT_KIND_SPAN, name);
}

static void
test_label_words (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hits = NULL;
  guint n_done = 0;

  fixture_add_document (self, "a", 80);
  fixture_add_document (self, "b", 40);
  hits = find (self, "müller");
  g_assert_cmpuint (hits->len, ==, 15);
  g_assert_true (vbt_act_label_hits (self->store, self->ada, get_label (self, "Person"), hits, NULL,
                                     &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 15);
  g_assert_cmpuint (count (self, "label:Person müller annotator:me"), ==, 15);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count (self, "label:Person"), ==, 0);
}

static void
test_relabel (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 80);
  g_autoptr (GArray) hits = NULL;
  guint n_done = 0;

  fixture_add_span (self, document, self->ada, "Person", 0, 5);
  fixture_add_span (self, document, self->tagger, "Person", 7, 11);
  fixture_add_span (self, document, self->ben, "Organization", 12, 15);
  fixture_add_span (self, document, self->tagger, "Organization", 20, 25);
  hits = find (self, "label:Person OR label:Organization");
  g_assert_cmpuint (hits->len, ==, 4);
  g_assert_true (vbt_act_label_hits (self->store, self->ada, get_label (self, "Organization"), hits,
                                     NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (self, "label:Organization annotator:me"), ==, 3);
  g_assert_cmpuint (count (self, "label:Organization annotator:Ben"), ==, 1);
  g_assert_cmpuint (count (self, "label:Person is:corrected"), ==, 1);
  g_assert_cmpuint (count (self, "label:Organization is:accepted annotator:quotes"), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count (self, "label:Person annotator:me"), ==, 1);
  g_assert_cmpuint (count (self, "is:suggestion"), ==, 2);
}

static void
test_delete (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 80);
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) words = NULL;
  guint n_done = 0;

  fixture_add_span (self, document, self->ada, "Person", 0, 5);
  fixture_add_span (self, document, self->tagger, "Person", 7, 11);
  fixture_add_span (self, document, self->ben, "Person", 12, 15);
  hits = find (self, "label:Person");
  words = find (self, "müller");
  g_assert_cmpuint (hits->len, ==, 3);
  g_array_append_vals (hits, words->data, words->len);
  g_assert_true (vbt_act_delete_hits (self->store, self->ada, hits, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 2);
  g_assert_cmpuint (count (self, "label:Person annotator:me"), ==, 0);
  g_assert_cmpuint (count (self, "label:Person is:rejected"), ==, 1);
  g_assert_cmpuint (count (self, "label:Person annotator:Ben"), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count (self, "label:Person"), ==, 3);
}

/** Look: what the window tries while a long act is under way. */
typedef struct
{
  Fixture *fixture;
  VbtId document;
  GCancellable *cancellable;
  guint n_reports;
  gboolean cancel;
} Look;

/* Is called by the thread that works; the window's connection is another one. */
static void
look_cb (gpointer data, guint64 done, guint64 total)
{
  Look *self = data;
  g_autoptr (GError) error = NULL;

  if (self->n_reports++ > 0)
    return;
  g_assert_false (
      vbt_store_begin (self->fixture->store, self->fixture->ben, self->document, "x", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_BUSY);
  g_assert_null (vbt_store_get_trouble (self->fixture->store));
  if (self->cancel)
    g_cancellable_cancel (self->cancellable);
}

static void
test_follow (Fixture *self, gconstpointer unused)
{
  VbtId document = fixture_add_document (self, "a", 2000);
  g_autoptr (GArray) hits = find (self, "müller");
  g_autoptr (VbtStore) other = vbt_store_open (self->path, VBT_STORE_DEFAULT, NULL);

  for (int cancel = 1; cancel >= 0; cancel--)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Look look = { self, document, cancellable, 0, cancel == 1 };
      VbtFollower follower = { look_cb, &look, cancellable };
      gboolean success = vbt_act_label_hits (other, self->ada, get_label (self, "Person"), hits,
                                             &follower, NULL, &error);

      g_assert_true (success != look.cancel);
      if (look.cancel)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (look.n_reports, >=, 1);
      g_assert_cmpuint (count (self, "label:Person"), ==, look.cancel ? 0 : hits->len);
    }
  fixture_add_span (self, document, self->ben, "Person", 0, 5);
}

static void
test_table (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 12);
  g_autofree char *path = g_build_filename (self->folder, "hits.csv", NULL);
  g_autofree char *table = NULL;
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) words = NULL;
  VbtHitsOptions options = { .act = VBT_HITS_EXPORT, .path = path, .n_characters = 6 };
  guint n_done = 0;

  fixture_add_span (self, document, self->ada, "Cue", 7, 11);
  hits = find (self, "label:Cue");
  words = find (self, "zoë");
  g_array_append_vals (hits, words->data, words->len);
  options.hits = hits;
  g_assert_true (vbt_hits_run (self->store, &options, NULL, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &table, NULL, NULL));
  g_assert_cmpstr (table, ==,
                   "document,title,source,published,start,end,label,annotator,left,match,right\n"
                   "a,a,,,7,11,Cue,Ada,\"Yes,” \",said, Zoë M\n"
                   "a,a,,,12,15,,, said ,Zoë, Mülle\n"
                   "a,a,,,50,53,,, said ,Zoë, Mülle\n");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/hits/saved", test_saved },
    { "/hits/complete", test_complete },
    { "/hits/complete/any", test_complete_any },
    { "/hits/order", test_order },
    { "/hits/label-words", test_label_words },
    { "/hits/relabel", test_relabel },
    { "/hits/delete", test_delete },
    { "/hits/follow", test_follow },
    { "/hits/table", test_table },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
