/* test-tag.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs-fixture.h"
#include "jobs/vbt-tag-choice.h"

/* What the taggers of this test say: where the quote begins, and whether they fail. */
static VbtOffset quote_start = 0;
static gboolean fails = FALSE;
static const char *fails_on; /* (nullable): the name of a document */
static double speaker_confidence = -1;

/* A quote of two characters, its speaker behind it, and the relation between them. */
static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  VbtCatalog *catalog = run->catalog;
  VbtDocument *document = run->document;
  VbtId annotator = run->annotator;
  VbtId quote_label = vbt_schema_ensure_label (catalog->schema, VBT_KIND_SPAN, "Quote")->id;
  VbtId speaker_label = vbt_schema_ensure_label (catalog->schema, VBT_KIND_SPAN, "Speaker")->id;
  VbtId link_label = vbt_schema_ensure_label (catalog->schema, VBT_KIND_RELATION, "speaker")->id;
  VbtEntity *entity = vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Zoë Müller");
  VbtAnnotation *quote, *speaker;

  if (fails_on != NULL && g_str_equal (document->name, fails_on))
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, "It failed here");
      return FALSE;
    }
  quote = vbt_annotation_new_span (quote_label, annotator, quote_start, quote_start + 2);
  speaker = vbt_annotation_new_span (speaker_label, annotator, 8, 12);
  if (fails)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, "It failed");
  g_assert_cmpuint (document->annotations->len, ==, 0);
  vbt_annotation_add_entity (speaker, entity->id);
  speaker->confidence = speaker_confidence;
  vbt_document_take_annotation (
      document, vbt_annotation_new_relation (link_label, annotator, quote->id, speaker->id));
  vbt_document_take_annotation (document, quote);
  vbt_document_take_annotation (document, speaker);
  return !fails;
}

static const VbtTagger first = { .name = "test", .version = "1", .tag = tag };
static const VbtTagger second = { .name = "test", .version = "2", .tag = tag };

static gboolean
try_tag (Fixture *fixture, const VbtTagger *tagger, VbtTagResult *result, Log *log,
         GCancellable *cancellable, GError **error)
{
  const VbtTagger *const taggers[] = { tagger, NULL };
  VbtTagOptions options = { .taggers = taggers, .n_jobs = 3, .me = fixture->ada };

  return vbt_tag (fixture->store, &options, result, log != NULL ? &log->progress : NULL,
                  cancellable, error);
}

static VbtTagResult
run_tag (Fixture *fixture, const VbtTagger *tagger)
{
  g_autoptr (GError) error = NULL;
  VbtTagResult result;

  g_assert_true (try_tag (fixture, tagger, &result, NULL, NULL, &error));
  g_assert_no_error (error);
  return result;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  quote_start = 0;
  speaker_confidence = -1;
  fails = FALSE;
}

static const VbtAnnotation *
find_span (const VbtDocument *document, VbtAnnotatorKind kind, const VbtCatalog *catalog)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);

      if (g_str_equal (label->name, "Quote")
          && vbt_catalog_get_annotator (catalog, annotation->annotator)->kind == kind)
        return annotation;
    }
  return NULL;
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  VbtTagResult result = run_tag (fixture, &first);

  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (result.n_suggestions, ==, 3);
  once = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_nonnull (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Zoë Müller"));
  result = run_tag (fixture, &first);
  g_assert_cmpuint (result.n_suggestions, ==, 0);
  g_assert_cmpuint (fixture_count (fixture, id), ==, 3);
  twice = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (once, ==, twice);
}

static void
test_new_version (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  g_autoptr (VbtDocument) document = NULL;
  const VbtAnnotation *quote;

  run_tag (fixture, &first);
  quote_start = 3;
  g_assert_cmpuint (run_tag (fixture, &second).n_suggestions, ==, 3);
  document = fixture_load (fixture, id);
  g_assert_cmpuint (document->annotations->len, ==, 3);
  quote = find_span (document, VBT_ANNOTATOR_TAGGER, catalog);
  g_assert_cmpint (vbt_annotation_get_extent (quote).start, ==, 3);
  g_assert_cmpstr (vbt_catalog_get_annotator (catalog, quote->annotator)->version, ==, "2");
}

static void
reject (Fixture *fixture, VbtId id)
{
  g_autoptr (VbtDocument) document = fixture_load (fixture, id);
  const VbtAnnotation *quote
      = find_span (document, VBT_ANNOTATOR_TAGGER, vbt_store_get_catalog (fixture->store));
  g_autoptr (GError) error = NULL;

  vbt_act_reject (fixture->store, document, fixture->ada, quote->id, &error);
  g_assert_no_error (error);
}

static void
test_rejected_stays (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  g_autoptr (VbtDocument) document = NULL;
  guint n_quotes = 0;

  run_tag (fixture, &first);
  reject (fixture, id);
  run_tag (fixture, &second);
  document = fixture_load (fixture, id);
  for (guint i = 0; i < document->annotations->len; i++)
    n_quotes += ((VbtAnnotation *)document->annotations->pdata[i])->label
                == fixture_label (fixture, VBT_KIND_SPAN, "Quote");
  g_assert_cmpuint (n_quotes, ==, 1);
  g_assert_cmpuint (document->decisions->len, >=, 1);
}

static void
test_accepted_stays (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  g_autoptr (VbtDocument) before = NULL;
  g_autoptr (VbtDocument) after = NULL;
  g_autoptr (GError) error = NULL;
  VbtId accepted;

  run_tag (fixture, &first);
  before = fixture_load (fixture, id);
  vbt_act_accept (fixture->store, before, fixture->ada,
                  find_span (before, VBT_ANNOTATOR_TAGGER, catalog)->id, &accepted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_tag (fixture, &second).n_suggestions, ==, 0);
  after = fixture_load (fixture, id);
  g_assert_cmpuint (after->annotations->len, ==, 6);
  g_assert_cmpint (vbt_document_get_annotation (after, accepted)->derived_from, ==,
                   find_span (before, VBT_ANNOTATOR_TAGGER, catalog)->id);
}

/* What people made by themselves is not looked at. */
static void
test_people_stay (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  VbtId mine = fixture_add_span (fixture, id, fixture->ada, "Quote", 0, 2);
  g_autoptr (VbtDocument) document = NULL;

  run_tag (fixture, &first);
  run_tag (fixture, &second);
  document = fixture_load (fixture, id);
  g_assert_nonnull (vbt_document_get_annotation (document, mine));
  g_assert_cmpuint (document->annotations->len, ==, 4);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) documents = NULL;
  VbtTagResult result;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);

      fixture_add_document (fixture, name, 20);
    }
  result = run_tag (fixture, &first);
  g_assert_cmpuint (result.n_documents, ==, 100);
  g_assert_cmpuint (result.n_suggestions, ==, 300);
  documents = fixture_list (fixture);
  for (guint i = 0; i < documents->len; i++)
    g_assert_cmpuint (fixture_count (fixture, g_array_index (documents, VbtId, i)), ==, 3);
}

static void
test_selected (Fixture *fixture, gconstpointer data)
{
  VbtId one = fixture_add_document (fixture, "a.txt", 20);
  VbtId other = fixture_add_document (fixture, "b.txt", 20);
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  const VbtTagger *const taggers[] = { &first, NULL };
  VbtTagOptions options = { .taggers = taggers, .documents = documents, .me = fixture->ada };
  g_autoptr (GError) error = NULL;
  VbtTagResult result;

  g_array_append_val (documents, other);
  g_assert_true (vbt_tag (fixture->store, &options, &result, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (fixture, one), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, other), ==, 3);
}

/* The earlier suggestions are still there when the new ones are taken back. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (Log) log = { 0 };
  VbtTagResult result;

  for (guint i = 0; i < 20; i++)
    fixture_add_document (fixture, "a.txt", 20);
  run_tag (fixture, &first);
  before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  log_init (&log);
  log.cancel = cancellable;
  g_assert_false (try_tag (fixture, &second, &result, &log, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, ==, after);
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  g_autoptr (GError) error = NULL;
  VbtTagResult result;

  fails = TRUE;
  g_assert_false (try_tag (fixture, &first, &result, NULL, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_cmpuint (fixture_count (fixture, id), ==, 0);
}

/* One that fails is named, and stays as it was; the others are tagged. */
static void
test_one_fails (Fixture *fixture, gconstpointer data)
{
  VbtId a = fixture_add_document (fixture, "a.txt", 20);
  VbtId b = fixture_add_document (fixture, "b.txt", 20);
  VbtId c;
  g_autoptr (GError) error = NULL;
  g_auto (Log) log = { 0 };
  VbtTagResult result;

  run_tag (fixture, &first);
  c = fixture_add_document (fixture, "c.txt", 20);
  log_init (&log);
  fails_on = "b.txt";
  g_assert_true (try_tag (fixture, &second, &result, &log, NULL, &error));
  fails_on = NULL;
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_documents, ==, 2);
  g_assert_cmpuint (result.n_failed, ==, 1);
  g_assert_cmpuint (log.problems->len, ==, 1);
  g_assert_cmpstr (log.problems->pdata[0], ==, "b.txt:0");
  g_assert_cmpuint (fixture_count (fixture, a), ==, fixture_count (fixture, b));
  g_assert_cmpuint (fixture_count (fixture, c), ==, fixture_count (fixture, b));
}

/* "Label: new same decided unsure" of each row. */
static char *
describe_report (const VbtTagReport *report)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < report->found->len; i++)
    {
      const VbtTagFound *found = report->found->pdata[i];

      g_assert_cmpstr (found->tagger, ==, "test");
      g_string_append_printf (words, "%s: %u %u %u %u; ", found->label, (guint)found->n_new,
                              (guint)found->n_same, (guint)found->n_decided,
                              (guint)found->n_unsure);
    }
  return g_string_free (words, FALSE);
}

static void
assert_report (Fixture *fixture, const VbtTagger *tagger, double min_confidence,
               const char *expected, const char *verdicts)
{
  const VbtTagger *const taggers[] = { tagger, NULL };
  g_autoptr (VbtTagReport) report = vbt_tag_report_new ();
  VbtTagOptions options = {
    .taggers = taggers, .report = report, .min_confidence = min_confidence, .me = fixture->ada
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  g_autoptr (GString) got_verdicts = g_string_new (NULL);
  VbtTagResult result;

  g_assert_true (vbt_tag (fixture->store, &options, &result, NULL, NULL, &error));
  g_assert_no_error (error);
  got = describe_report (report);
  g_assert_cmpstr (got, ==, expected);
  for (guint i = 0; i < report->verdicts->len; i++)
    {
      const VbtVerdicts *v = report->verdicts->pdata[i];

      g_string_append_printf (got_verdicts, "%s %s %u/%u/%u %.2f; ", v->tagger, v->label,
                              (guint)v->n_accepted, (guint)v->n_corrected, (guint)v->n_rejected,
                              vbt_verdicts_get_precision (v));
    }
  g_assert_cmpstr (got_verdicts->str, ==, verdicts);
  g_assert_cmpuint (result.n_suggestions, ==, vbt_tag_report_count_new (report));
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  VbtId a = fixture_add_document (fixture, "a.txt", 20);

  fixture_add_document (fixture, "b.txt", 20);
  assert_report (fixture, &first, 0, "Quote: 2 0 0 0; Speaker: 2 0 0 0; speaker: 2 0 0 0; ", "");
  assert_report (fixture, &first, 0, "Quote: 0 2 0 0; Speaker: 0 2 0 0; speaker: 0 2 0 0; ", "");
  reject (fixture, a);
  assert_report (fixture, &second, 0, "Quote: 1 0 1 0; Speaker: 1 0 1 0; speaker: 1 0 1 0; ",
                 "test Quote 0/0/1 0.00; test Speaker 0/0/1 0.00; test speaker 0/0/1 0.00; ");
}

/* What is less sure goes, and what hangs on it; the same tagger makes it again when it is asked for. */
static void
test_threshold (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);

  speaker_confidence = 0.5;
  assert_report (fixture, &first, 0.6, "Quote: 1 0 0 0; Speaker: 0 0 0 1; speaker: 0 0 0 1; ", "");
  g_assert_cmpuint (fixture_count (fixture, id), ==, 1);
  assert_report (fixture, &first, 0.5, "Quote: 0 1 0 0; Speaker: 1 0 0 0; speaker: 1 0 0 0; ", "");
  assert_report (fixture, &first, 0.6, "Quote: 0 1 0 0; Speaker: 0 0 0 1; speaker: 0 0 0 1; ", "");
  g_assert_cmpuint (fixture_count (fixture, id), ==, 1);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  VbtId id = fixture_add_document (fixture, "a.txt", 20);
  g_autoptr (VbtHistoryRow) row = NULL;
  g_autoptr (GError) error = NULL;

  run_tag (fixture, &first);
  row = vbt_store_undo (fixture->store, fixture->ada, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (row->words, "Tag 1 document"));
  g_assert_cmpuint (fixture_count (fixture, id), ==, 0);
}

/* What a second tagging took the place of comes back with its undo, and goes again with its redo. */
static void
test_undo_second (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_add_document (fixture, "a.txt", 20);
  run_tag (fixture, &first);
  before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  run_tag (fixture, &second);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, !=, after);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      fixture_undo (fixture, fixture->ada);
      undone = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
      g_assert_cmpstr (undone, ==, before);
      fixture_redo (fixture, fixture->ada);
      redone = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
      g_assert_cmpstr (redone, ==, after);
    }
}

/* (transfer full): the taggers of a choice by their names. */
static char *
name_taggers (const VbtTagChoice *choice)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; choice->taggers->pdata[i] != NULL; i++)
    g_string_append_printf (names, "%s ", ((const VbtTagger *)choice->taggers->pdata[i])->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Where nobody chose there is a default; what was chosen is there again, and is what runs. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtTagChoice) before = vbt_tag_choice_load (fixture->store);
  g_autoptr (VbtTagChoice) after = NULL;
  const char *const names[] = { "quotations", NULL };
  g_autofree char *usual = name_taggers (before);
  g_autofree char *chosen = NULL;
  VbtTagOptions options = { .me = fixture->ada };
  VbtTagResult result;
  VbtId id = fixture_add_document (fixture, "a.txt", 20);

  g_assert_cmpstr (usual, ==, "entities attributions ");
  vbt_tag_choice_set_taggers (before, names);
  before->min_confidence = 0.25;
  vbt_tag_choice_save (before, fixture->store, &error);
  g_assert_no_error (error);
  after = vbt_tag_choice_load (fixture->store);
  chosen = name_taggers (after);
  g_assert_cmpstr (chosen, ==, "quotations ");
  g_assert_cmpfloat (after->min_confidence, ==, 0.25);
  vbt_tag (fixture->store, &options, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (fixture, id), ==, 3);
}

/* What a project says about programs is not run without a person who saw it. */
static void
test_choice_of_programs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtTagChoice) choice = vbt_tag_choice_new ();
  const char *const both[] = { "command", "quotations", NULL };
  const char *const program[] = { "command", NULL };
  g_autofree char *left = NULL;
  g_autofree char *usual = NULL;

  vbt_tag_choice_set_taggers (choice, both);
  g_hash_table_replace (choice->settings, g_strdup ("command.adapter"), g_strdup ("/a.json"));
  g_hash_table_replace (choice->settings, g_strdup ("attributions.rules"), g_strdup ("wide"));
  vbt_tag_choice_drop_programs (choice);
  left = name_taggers (choice);
  g_assert_cmpstr (left, ==, "quotations ");
  g_assert_null (g_hash_table_lookup (choice->settings, "command.adapter"));
  g_assert_nonnull (g_hash_table_lookup (choice->settings, "attributions.rules"));
  vbt_tag_choice_set_taggers (choice, program);
  vbt_tag_choice_drop_programs (choice);
  usual = name_taggers (choice);
  g_assert_cmpstr (usual, ==, "entities attributions ");
}

#define ADD(name, test) g_test_add ("/tag/" name, Fixture, NULL, set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("twice", test_twice);
  ADD ("new-version", test_new_version);
  ADD ("one-fails", test_one_fails);
  ADD ("rejected-stays", test_rejected_stays);
  ADD ("accepted-stays", test_accepted_stays);
  ADD ("people-stay", test_people_stay);
  ADD ("many", test_many);
  ADD ("selected", test_selected);
  ADD ("cancel", test_cancel);
  ADD ("error", test_error);
  ADD ("report", test_report);
  ADD ("threshold", test_threshold);
  ADD ("choice", test_choice);
  ADD ("choice-of-programs", test_choice_of_programs);
  ADD ("undo", test_undo);
  ADD ("undo-second", test_undo_second);
  return g_test_run ();
}
