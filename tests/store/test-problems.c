/* test-problems.c: problems that are kept, looked for in the background, and fixed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-hits.h"
#include "jobs/vbt-recheck.h"
#include "store-fixture.h"
#include "store/vbt-filter.h"

/* With a connection of its own, as the job has it. */
static void
recheck (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_DEFAULT, &error);

  g_assert_no_error (error);
  vbt_recheck (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (vbt_store_has_unchecked (store));
  g_assert_true (vbt_store_close (store, &error));
}

static GArray *
list (Fixture *self, VbtWhen when, const char *rule, VbtId document)
{
  g_autoptr (GError) error = NULL;
  VbtProblemFilter filter = { .me = self->ada, .when = when, .rule = rule, .document = document };
  GArray *ids = vbt_store_list_problems (self->store, &filter, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return ids;
}

static guint
count (Fixture *self, VbtWhen when, const char *rule)
{
  g_autoptr (GArray) ids = list (self, when, rule, 0);

  return ids->len;
}

/* "2 errors" as the list of documents has it. */
static void
assert_flaws (Fixture *self, VbtId document, guint n_errors, guint n_warnings)
{
  g_autoptr (VbtListing) listing = vbt_store_get_listing (self->store, document, self->ada, NULL);

  g_assert_nonnull (listing);
  g_assert_cmpuint (listing->n_errors, ==, n_errors);
  g_assert_cmpuint (listing->n_warnings, ==, n_warnings);
}

/* What is kept is what a look at the document finds, whatever was done to it. */
static void
assert_right (Fixture *self, VbtId document)
{
  g_autoptr (VbtDocument) loaded = fixture_load (self, document);
  g_autoptr (GPtrArray) found
      = vbt_check_document (loaded, vbt_store_get_catalog (self->store), self->ada, VBT_WHEN_ASKED);
  g_autoptr (GArray) ids = list (self, VBT_WHEN_ASKED, NULL, document);

  g_assert_cmpuint (ids->len, ==, found->len);
  for (guint i = 0; i < found->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (found, i);
      gboolean is_kept = FALSE;

      for (guint k = 0; k < ids->len; k++)
        {
          g_autoptr (VbtKnownProblem) known
              = vbt_store_get_problem (self->store, g_array_index (ids, VbtId, k));

          is_kept |= g_str_equal (known->rule, problem->rule)
                     && known->fix.annotation == problem->annotation
                     && known->fix.range.start == problem->range.start
                     && known->when == problem->when
                     && g_str_equal (known->message, problem->message);
        }
      g_assert_true (is_kept);
    }
}

/* Marks a document as done, and back. */
static void
set_status (Fixture *self, VbtId document, VbtStatus status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDocument) loaded = fixture_load (self, document);

  vbt_act_set_status (self->store, loaded, self->ada, status, &error);
  g_assert_no_error (error);
}

static void
test_kept (Fixture *self, gconstpointer unused)
{
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId b = fixture_add_document (self, "b.txt", 8);

  recheck (self);
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, NULL), ==, 0);
  fixture_add_span (self, a, self->ada, "Cue", 7, 9); /* an edge within a word */
  fixture_add_span (self, a, self->tagger, "Cue", 7, 10);
  fixture_add_span (self, b, self->ada, "Quote", 0, 6);
  g_assert_true (vbt_store_has_unchecked (self->store));
  recheck (self);
  assert_flaws (self, a, 0, 1);
  assert_flaws (self, b, 0, 0);
  assert_right (self, a);
  assert_right (self, b);
  g_assert_cmpuint (count (self, VBT_WHEN_ALWAYS, "W1"), ==, 1);
  g_assert_cmpuint (count (self, VBT_WHEN_ALWAYS, "E1"), ==, 0);
  g_assert_cmpuint (count (self, VBT_WHEN_DONE, "E1"), ==, 1);

  /* What is to be right when the document is done is a problem from then on. */
  set_status (self, b, VBT_STATUS_DONE);
  recheck (self);
  g_assert_cmpuint (count (self, VBT_WHEN_ALWAYS, "E1"), ==, 1);
  assert_right (self, b);
  set_status (self, b, VBT_STATUS_IN_PROGRESS);
  recheck (self);
  assert_flaws (self, b, 0, 0);
}

/* Undo, the trash, and another schema take problems away and bring them back. */
static void
test_followed (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 8);
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtSchema) schema = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;

  fixture_add_span (self, a, self->ada, "Cue", 7, 9);
  recheck (self);
  assert_flaws (self, a, 0, 1);
  vbt_history_row_free (vbt_store_undo (self->store, self->ada, &error));
  recheck (self);
  assert_flaws (self, a, 0, 0);
  vbt_history_row_free (vbt_store_redo (self->store, self->ada, &error));
  recheck (self);
  assert_flaws (self, a, 0, 1);

  g_array_append_val (documents, a);
  g_assert_true (vbt_act_trash_documents (self->store, self->ada, documents, &error));
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, NULL), ==, 0);
  recheck (self);
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, NULL), ==, 0);
  g_assert_true (vbt_act_restore_documents (self->store, self->ada, documents, &error));
  recheck (self);
  assert_flaws (self, a, 0, 1);

  /* What stays wrong stays the same problem, so that no list jumps. */
  before = list (self, VBT_WHEN_ALWAYS, NULL, 0);
  fixture_add_span (self, a, self->ada, "Speaker", 12, 14);
  recheck (self);
  after = list (self, VBT_WHEN_ALWAYS, NULL, 0);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpint (g_array_index (after, VbtId, 0), ==, g_array_index (before, VbtId, 0));

  schema = vbt_schema_copy (vbt_store_get_catalog (self->store)->schema);
  ((VbtRule *)vbt_schema_find_rule (schema, "W1"))->level = VBT_LEVEL_OFF;
  fixture_begin (self, self->ada, 0, "Change a rule");
  g_assert_true (vbt_store_put_schema (self->store, schema, &error));
  fixture_commit (self);
  g_assert_true (vbt_store_has_unchecked (self->store));
  recheck (self);
  assert_flaws (self, a, 0, 0);
}

static void
changed_cb (VbtStore *store, const VbtChange *change, VbtChange **last)
{
  g_clear_pointer (last, vbt_change_free);
  *last = vbt_change_copy (change);
}

/* Who has the project open is told of problems alone, and reads nothing else again. */
static void
test_told (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtChange *change = NULL;
  g_autoptr (VbtStore) other = NULL;

  fixture_add_span (self, a, self->ada, "Cue", 7, 9);
  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), &change);
  recheck (self);
  g_assert_true (vbt_store_refresh (self->store, &error));
  g_assert_nonnull (change);
  g_assert_true (vbt_change_is_of_problems (change));
  g_clear_pointer (&change, vbt_change_free);
  g_assert_true (vbt_store_refresh (self->store, &error));
  g_assert_null (change);

  /* What others do is still seen, also when problems were found and something of one's own was written meanwhile. */
  other = vbt_store_open (self->path, VBT_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  vbt_store_ensure_person (other, "Carla", &error);
  g_assert_no_error (error);
  fixture_add_span (self, a, self->ada, "Speaker", 12, 14);
  g_assert_nonnull (vbt_catalog_find_annotator (vbt_store_get_catalog (self->store),
                                                VBT_ANNOTATOR_PERSON, "Carla", NULL));
  recheck (self);
  g_assert_true (vbt_store_refresh (self->store, &error));
  g_assert_nonnull (change);
  g_assert_true (change->batch);
  g_clear_pointer (&change, vbt_change_free);
}

/* A change that comes while a set is checked is not taken for checked. */
static void
test_meanwhile (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  VbtId a = fixture_add_document (self, "a.txt", 8);
  g_autoptr (GArray) sets = NULL;

  recheck (self);
  fixture_add_span (self, a, self->ada, "Cue", 7, 9);
  sets = vbt_store_list_unchecked (self->store, 10, &error);
  g_assert_cmpuint (sets->len, ==, 1);
  fixture_add_span (self, a, self->ada, "Speaker", 12, 14);
  g_assert_true (vbt_store_begin_keeping (self->store, &error));
  g_assert_true (vbt_store_keep_problems (self->store, &g_array_index (sets, VbtUnchecked, 0),
                                          nothing, &error));
  g_assert_true (vbt_store_end_keeping (self->store, &error));
  g_assert_true (vbt_store_has_unchecked (self->store));
  recheck (self);
  assert_flaws (self, a, 0, 2);
}

static GArray *
list_fixes (Fixture *self, VbtWhen when, const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = list (self, when, rule, 0);
  GArray *fixes = vbt_store_list_fixes (self->store, ids, NULL, &error);

  g_assert_no_error (error);
  return fixes;
}

static void
test_fix (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 8);
  VbtId cue = fixture_add_span (self, a, self->ada, "Cue", 7, 9);
  g_autoptr (VbtDocument) document = fixture_load (self, a);
  g_autoptr (VbtDocument) after = NULL;
  g_autoptr (GArray) fixes = NULL;

  recheck (self);
  fixes = list_fixes (self, VBT_WHEN_ALWAYS, "W1");
  g_assert_cmpuint (fixes->len, ==, 1);
  g_assert_true (
      vbt_act_fix (self->store, document, self->ada, &g_array_index (fixes, VbtFix, 0), &error));
  g_assert_no_error (error);
  after = fixture_load (self, a);
  g_assert_cmpint (vbt_annotation_get_extent (vbt_document_get_annotation (after, cue)).end, ==,
                   11);
  recheck (self);
  assert_flaws (self, a, 0, 0);

  /* It is no fix any more for what was changed since. */
  g_assert_false (
      vbt_act_fix (self->store, after, self->ada, &g_array_index (fixes, VbtFix, 0), &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

/* All of a kind, in several documents: one act, which leaves out what is locked. */
static void
test_fix_many (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId documents[3];
  g_autoptr (GArray) problems = NULL;
  g_autoptr (VbtHistoryRow) undone = NULL;
  guint n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);

      documents[i] = fixture_add_document (self, name, 8);
      fixture_add_span (self, documents[i], self->ada, "Cue", 7, 9);
      fixture_add_span (self, documents[i], self->ada, "Speaker", 12, 14);
    }
  set_status (self, documents[1], VBT_STATUS_LOCKED);
  recheck (self);
  problems = list (self, VBT_WHEN_ALWAYS, NULL, 0);
  g_assert_cmpuint (problems->len, ==, 6);
  VbtHitsOptions options = { .act = VBT_HITS_FIX, .me = self->ada, .problems = problems };
  g_assert_true (vbt_hits_run (self->store, &options, NULL, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 4);
  recheck (self);
  assert_flaws (self, documents[0], 0, 0);
  assert_flaws (self, documents[1], 0, 2);
  undone = vbt_store_undo (self->store, self->ada, &error);
  g_assert_cmpstr (undone->words, ==, "Fix 6 problems");
  recheck (self);
  assert_flaws (self, documents[0], 0, 2);
}

/* What is missing gets its label. */
static void
test_fix_missing (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId a = fixture_add_document (self, "a.txt", 24);
  g_autoptr (VbtDocument) document = NULL;
  g_autoptr (GArray) fixes = NULL;
  VbtDocument *text = fixture_document ("a", 24);
  const char *utf8 = vbt_text_get_utf8 (text->text);
  VbtOffset period = (VbtOffset)g_utf8_strlen (utf8, -1) / 3 + 1;

  vbt_document_free (text);
  fixture_add_span (self, a, self->ada, "Person", 12, 15);
  fixture_add_span (self, a, self->ada, "Person", 12 + period, 15 + period);
  recheck (self);
  assert_right (self, a);
  fixes = list_fixes (self, VBT_WHEN_ASKED, "W5");
  g_assert_cmpuint (fixes->len, ==, 1);
  document = fixture_load (self, a);
  g_assert_true (
      vbt_act_fix (self->store, document, self->ada, &g_array_index (fixes, VbtFix, 0), &error));
  g_assert_cmpuint (fixture_count (self, a), ==, 3);
  recheck (self);
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, "W5"), ==, 0);
}

static void
set_language (Fixture *self, VbtId document, const char *language)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self, self->ada, document, "Say in which language it is");
  vbt_store_put_metadata (self->store, document, VBT_METADATA_LANGUAGE, language, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  recheck (self);
}

/* A word is a pronoun in one language, and none in another. */
static void
test_language (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new ("Er kam gestern.", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("er.txt", text);

  fixture_begin (self, self->ada, document->id, "Add an article");
  vbt_store_insert_document (self->store, document, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  fixture_add_span (self, document->id, self->ada, "Speaker", 0, 2);
  set_language (self, document->id, "fr");
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, "W6"), ==, 0);
  set_language (self, document->id, "de");
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, "W6"), ==, 1);
  assert_right (self, document->id);
  fixture_undo (self, self->ada);
  recheck (self);
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, "W6"), ==, 0);
  set_language (self, document->id, "de");
  set_language (self, document->id, "fr");
  g_assert_cmpuint (count (self, VBT_WHEN_ASKED, "W6"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/problems/kept", Fixture, NULL, fixture_set_up, test_kept, fixture_tear_down);
  g_test_add ("/problems/followed", Fixture, NULL, fixture_set_up, test_followed,
              fixture_tear_down);
  g_test_add ("/problems/told", Fixture, NULL, fixture_set_up, test_told, fixture_tear_down);
  g_test_add ("/problems/meanwhile", Fixture, NULL, fixture_set_up, test_meanwhile,
              fixture_tear_down);
  g_test_add ("/problems/fix", Fixture, NULL, fixture_set_up, test_fix, fixture_tear_down);
  g_test_add ("/problems/fix-many", Fixture, NULL, fixture_set_up, test_fix_many,
              fixture_tear_down);
  g_test_add ("/problems/fix-missing", Fixture, NULL, fixture_set_up, test_fix_missing,
              fixture_tear_down);
  g_test_add ("/problems/language", Fixture, NULL, fixture_set_up, test_language,
              fixture_tear_down);
  return g_test_run ();
}
