/* test-train.c: learning from what people decided in a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs-fixture.h"

#include "jobs/vbt-train.h"

#include <string.h>

static const char *const things[] = { "bus", "van", "tram", "train", "lorry", "ferry" };
static const char *const persons[] = { "Ann Lee", "Bo Park", "Cy Young", "Di Moss" };

static void
append_span (GString *json, const char *text, const char *words, const char *label, const char *id)
{
  const char *at = strstr (text, words);

  g_assert_nonnull (at);
  g_string_append_printf (json,
                          "%s{\"id\":\"%s\",\"label\":\"%s\",\"start\":%d,\"end\":%d,"
                          "\"annotator\":\"Ada\"}",
                          json->str[json->len - 1] == '[' ? "" : ",", id, label, (int)(at - text),
                          (int)(at - text + (int)strlen (words)));
}

/* An article in which a thing is a vehicle, and somebody "mooted" something, which no rule knows. Where it is marked,
 * it is done. */
static void
append_article (GString *json, guint n, gboolean is_marked)
{
  const char *thing = things[n % G_N_ELEMENTS (things)];
  const char *person = persons[n % G_N_ELEMENTS (persons)];
  g_autofree char *said = g_strdup_printf ("the %s was late again", thing);
  g_autofree char *text = g_strdup_printf ("%s mooted that %s. The town bought a new %s for %u. "
                                           "Nobody came to the square, and the sun went down.",
                                           person, said, thing, n + 10);

  g_string_append_printf (json, "{\"name\":\"%s%u.txt\",\"text\":\"%s\"", is_marked ? "a" : "b", n,
                          text);
  if (is_marked)
    {
      g_autofree char *bought = g_strdup_printf ("%s for", thing);
      g_autofree char *id = g_strdup_printf ("%u", n);

      g_string_append (json, ",\"status\":{\"Ada\":\"done\"},\"spans\":[");
      append_span (json, text, said, "Quote", "q");
      append_span (json, text, "mooted", "Cue", "c");
      append_span (json, text, person, "Speaker", "s");
      /* Up to the blank before "for". */
      g_string_append_printf (json,
                              ",{\"id\":\"v\",\"label\":\"Vehicle\",\"start\":%d,\"end\":%d,"
                              "\"annotator\":\"Ada\"}",
                              (int)(strstr (text, bought) - text),
                              (int)(strstr (text, bought) - text + (int)strlen (thing)));
      if (n % 3 == 0)
        append_span (json, text, n % 2 == 0 ? "square" : "sun", "Whim", "w");
      g_string_append (json, "],\"relations\":["
                             "{\"id\":\"r\",\"label\":\"cue\",\"from\":\"q\",\"to\":\"c\","
                             "\"annotator\":\"Ada\"},"
                             "{\"id\":\"t\",\"label\":\"speaker\",\"from\":\"q\",\"to\":\"s\","
                             "\"annotator\":\"Ada\"}]");
    }
  g_string_append (json, "}\n");
}

static void
import_articles (Fixture *fixture, guint n_marked, guint n_others)
{
  g_autoptr (GString) json
      = g_string_new ("{\"verbatim\":1,\"annotators\":[{\"name\":\"Ada\",\"kind\":\"person\"}]}\n");
  g_autofree char *path = NULL;
  VbtImportOptions options = { .format = vbt_formats_find ("verbatim", NULL) };
  VbtImportResult result;

  for (guint i = 0; i < n_marked; i++)
    append_article (json, i, TRUE);
  for (guint i = 0; i < n_others; i++)
    append_article (json, i + 1, FALSE);
  path = fixture_write (fixture, "articles.jsonl", json->str, (gssize)json->len);
  fixture_import (fixture, &options, path, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, n_marked + n_others);
}

static VbtLearnedReport *
train (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  VbtLearnedReport *report = vbt_train (fixture->store, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static const VbtLearnedFigure *
find_figure (const VbtLearnedReport *report, const char *label)
{
  for (guint i = 0; i < report->figures->len; i++)
    if (g_str_equal (((const VbtLearnedFigure *)report->figures->pdata[i])->label, label))
      return report->figures->pdata[i];
  g_assert_not_reached ();
}

/* With the learner alone, or with what runs where nothing is named. */
static void
tag (Fixture *fixture, gboolean by_default, const char *precision)
{
  const VbtTagger *const taggers[] = { vbt_taggers_find ("learned", NULL), NULL };
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  VbtTagOptions options = {
    .taggers = by_default ? NULL : taggers, .settings = settings, .n_jobs = 2, .me = fixture->ada
  };
  VbtTagResult result;
  g_autoptr (GError) error = NULL;

  if (precision != NULL)
    g_hash_table_insert (settings, (gpointer) "learned.precision", (gpointer)precision);
  g_assert_true (vbt_tag (fixture->store, &options, &result, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* What a tagger suggests of a label in a document: the texts, with commas between. */
static char *
suggested (Fixture *fixture, const char *document, const char *label)
{
  g_autoptr (GError) error = NULL;
  VbtId id = vbt_store_find_document (fixture->store, document, &error);
  g_autoptr (VbtDocument) loaded = vbt_store_load_document (fixture->store, id, &error);
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  VbtId label_id = fixture_label (fixture, VBT_KIND_SPAN, label);
  g_autoptr (GString) texts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < loaded->annotations->len; i++)
    {
      const VbtAnnotation *span = loaded->annotations->pdata[i];
      g_autofree char *text = NULL;

      if (span->label != label_id
          || vbt_catalog_get_annotator (catalog, span->annotator)->kind != VBT_ANNOTATOR_TAGGER)
        continue;
      g_assert_nonnull (span->rule);
      g_assert_cmpfloat (span->confidence, >, 0);
      g_assert_cmpfloat (span->confidence, <=, 1);
      text = vbt_document_get_covered_text (loaded, span);
      g_string_append_printf (texts, "%s%s", texts->len > 0 ? "," : "", text);
    }
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static void
assert_suggested (Fixture *fixture, const char *label, const char *expected)
{
  g_autofree char *texts = suggested (fixture, "b1.txt", label);

  g_assert_cmpstr (texts, ==, expected);
}

static void
test_suggests (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtLearnedReport) report = NULL;

  import_articles (fixture, 24, 1);
  report = train (fixture);
  g_assert_cmpuint (report->n_documents, ==, 24);
  g_assert_cmpint (find_figure (report, "Vehicle")->choice, >=, VBT_LEARNED_ADDS);
  g_assert_cmpfloat (find_figure (report, "Vehicle")->precision, >, 0.9);
  g_assert_cmpfloat (find_figure (report, "Cue")->recall, >, 0.9);
  tag (fixture, FALSE, NULL);
  assert_suggested (fixture, "Vehicle", "van");
  assert_suggested (fixture, "Cue", "mooted");
  assert_suggested (fixture, "Speaker", "Bo Park");
  assert_suggested (fixture, "Quote", "the van was late again");
}

/* Whatever cross-validation finds, it is not less than the rules have. */
static void
test_not_worse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtLearnedReport) report = NULL;

  import_articles (fixture, 8, 0);
  report = train (fixture);
  for (guint i = 0; i < report->figures->len; i++)
    {
      const VbtLearnedFigure *figure = report->figures->pdata[i];

      g_assert_cmpfloat (figure->f1, >=, figure->rules_f1);
    }
}

/* A label that follows no rule is learned by nobody, and is not suggested where precision is asked for. */
static void
test_precision (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtLearnedReport) report = NULL;

  import_articles (fixture, 24, 1);
  report = train (fixture);
  g_assert_cmpfloat (find_figure (report, "Whim")->precision, <, 0.8);
  tag (fixture, FALSE, "80");
  assert_suggested (fixture, "Whim", "");
  assert_suggested (fixture, "Vehicle", "van");
}

static void
test_bad_precision (Fixture *fixture, gconstpointer data)
{
  static const char *const values[] = { "x", "-1", "101", "5%" };
  const VbtTagger *const taggers[] = { vbt_taggers_find ("learned", NULL), NULL };
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  VbtTaggerContext context = { .store = fixture->store, .settings = settings };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;

      g_hash_table_insert (settings, (gpointer) "learned.precision", (gpointer)values[i]);
      g_assert_null (vbt_tagging_new (taggers, &context, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
    }
}

/* Where something was learned, it stands in the place of the rules: nothing is suggested twice. */
static void
test_default (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtLearnedReport) report = NULL;

  import_articles (fixture, 12, 1);
  tag (fixture, TRUE, NULL);
  report = train (fixture);
  tag (fixture, TRUE, NULL);
  assert_suggested (fixture, "Quote", "the van was late again");
  assert_suggested (fixture, "Vehicle", "van");
}

static void
test_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStoredModel) first = NULL;
  g_autoptr (VbtStoredModel) second = NULL;

  import_articles (fixture, 6, 0);
  vbt_learned_report_free (train (fixture));
  first = vbt_store_load_model (fixture->store, "learned", TRUE, &error);
  vbt_learned_report_free (train (fixture));
  second = vbt_store_load_model (fixture->store, "learned", TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first->data, second->data));
  g_assert_cmpstr (first->report, ==, second->report);
}

/* It is in the file and its copies, but is no act. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "copy.verbatim", NULL);
  g_autoptr (VbtStore) copy = NULL;
  g_autoptr (VbtLearnedReport) report = NULL;
  g_autoptr (VbtHistoryRow) before = NULL;
  g_autoptr (VbtHistoryRow) after = NULL;

  import_articles (fixture, 6, 0);
  before = vbt_store_peek_undo (fixture->store, fixture->ada);
  vbt_learned_report_free (train (fixture));
  after = vbt_store_peek_undo (fixture->store, fixture->ada);
  g_assert_cmpint (before->number, ==, after->number);
  fixture_reopen (fixture);
  g_assert_true (vbt_store_save_copy (fixture->store, path, &error));
  g_assert_no_error (error);
  copy = vbt_store_open (path, VBT_STORE_READ_ONLY, &error);
  report = vbt_learned_report_load (copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_documents, ==, 6);
}

static void
test_too_few (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  import_articles (fixture, VBT_LEARNED_LEAST_DOCUMENTS - 1, 5);
  g_assert_null (vbt_train (fixture->store, NULL, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  import_articles (fixture, 6, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (vbt_train (fixture->store, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (vbt_learned_report_load (fixture->store, NULL));
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  guint64 n;
  guint64 again;

  g_assert_false (vbt_train_is_due (fixture->store, 0, 10, &n));
  import_articles (fixture, 6, 0);
  g_assert_true (vbt_train_is_due (fixture->store, 0, 10, &n));
  g_assert_false (vbt_train_is_due (fixture->store, n, 10, &again));
  vbt_learned_report_free (train (fixture));
  g_assert_false (vbt_train_is_due (fixture->store, 0, 10, &again));
  import_articles (fixture, 3, 0);
  g_assert_true (vbt_train_is_due (fixture->store, n, 10, &again));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  const VbtTagger *const taggers[] = { vbt_taggers_find ("learned", NULL), NULL };
  VbtTaggerContext context = { .store = fixture->store };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  VbtStoredModel model = { 1, 1, (char *)"nonsense", g_bytes_new_static ("VbtL1\n????", 10) };

  g_assert_null (vbt_tagging_new (taggers, &context, &none));
  g_assert_error (none, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  g_assert_true (vbt_store_save_model (fixture->store, "learned", &model, NULL));
  g_assert_null (vbt_tagging_new (taggers, &context, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "vbt train"));
  g_bytes_unref (model.data);
}

/* In a document that is not done, sentences count in which all was decided; what was rejected is not learned. */
static void
test_rejected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) documents = NULL;
  g_autoptr (VbtLearnedReport) report = NULL;

  import_articles (fixture, 0, 8);
  tag (fixture, TRUE, NULL);
  documents = fixture_list (fixture);
  for (guint i = 0; i < documents->len; i++)
    {
      VbtId id = g_array_index (documents, VbtId, i);
      g_autoptr (VbtDocument) document = vbt_store_load_document (fixture->store, id, &error);

      for (guint k = 0; k < document->annotations->len; k++)
        {
          const VbtAnnotation *span = document->annotations->pdata[k];
          VbtDecision decision = { span->id, fixture->ada, VBT_VERDICT_REJECTED, 1 };

          if (span->kind != VBT_KIND_SPAN)
            continue;
          fixture_begin (fixture, fixture->ada, id, "Reject");
          g_assert_true (vbt_store_put_decision (fixture->store, &decision, &error));
          fixture_commit (fixture);
        }
    }
  report = train (fixture);
  g_assert_cmpuint (report->n_documents, ==, 8);
  g_assert_cmpuint (report->figures->len, ==, 0);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/train/" name, Fixture, NULL, fixture_set_up, function, jobs_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("suggests", test_suggests);
  TEST ("not-worse", test_not_worse);
  TEST ("precision", test_precision);
  TEST ("bad-precision", test_bad_precision);
  TEST ("default", test_default);
  TEST ("same", test_same);
  TEST ("kept", test_kept);
  TEST ("too-few", test_too_few);
  TEST ("cancel", test_cancel);
  TEST ("due", test_due);
  TEST ("damaged", test_damaged);
  TEST ("rejected", test_rejected);
  return g_test_run ();
}
