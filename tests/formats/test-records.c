/* test-records.c: the formats of records of JSON: doccano, Prodigy, tokens and tags, Label Studio
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-draft.h"

static const char *
label_of (const Fixture *fixture, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (fixture->sink.catalog->schema, annotation->label)->name;
}

/* (transfer full): "LABEL:text", "LABEL>from>to" and "LABEL" of a document, in their order. */
static char *
describe (const Fixture *fixture, guint index)
{
  const VbtDocument *document = fixture->documents->pdata[index];
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      g_string_append_printf (all, "%s%s", i > 0 ? "|" : "", label_of (fixture, annotation));
      if (annotation->kind == VBT_KIND_SPAN)
        {
          from = vbt_document_get_covered_text (document, annotation);
          g_string_append_printf (all, ":%s", from);
        }
      if (annotation->kind != VBT_KIND_RELATION)
        continue;
      from = vbt_document_get_covered_text (
          document, vbt_document_get_annotation (document, annotation->from));
      to = vbt_document_get_covered_text (document,
                                          vbt_document_get_annotation (document, annotation->to));
      g_string_append_printf (all, ">%s>%s", from, to);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Sorts by words, because relations have no order of their own. */
static char *
sort_parts (const char *described)
{
  g_auto (GStrv) parts = g_strsplit (described, "|", -1);

  qsort (parts, g_strv_length (parts), sizeof (char *), fixture_compare_lines);
  return g_strjoinv ("|", parts);
}

static void
assert_document (const Fixture *fixture, guint index, const char *expected)
{
  g_autofree char *described = describe (fixture, index);
  g_autofree char *sorted = sort_parts (described);
  g_autofree char *sorted_expected = sort_parts (expected);

  g_assert_cmpstr (sorted, ==, sorted_expected);
}

static Fixture *
read_golden (const char *format, const char *file, guint n_documents)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", file, NULL);
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_path (fixture, format, path, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("problem %s", (char *)fixture->problems->pdata[i]);
  g_assert_cmpuint (fixture->documents->len, ==, n_documents);
  return fixture;
}

/* Written and read, every document says the same. */
static void
assert_round_trip (Fixture *fixture, const char *format)
{
  g_autofree char *written = fixture_write_string (fixture, format);
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (again, format, written, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->problems->len, ==, 0);
  g_assert_cmpuint (again->documents->len, ==, fixture->documents->len);
  for (guint i = 0; i < again->documents->len; i++)
    {
      const VbtDocument *before = fixture->documents->pdata[i];
      const VbtDocument *after = again->documents->pdata[i];
      g_autofree char *expected = describe (fixture, i);

      g_assert_cmpstr (vbt_text_get_utf8 (before->text), ==, vbt_text_get_utf8 (after->text));
      assert_document (again, i, expected);
    }
}

static void
test_doccano (void)
{
  g_autoptr (Fixture) fixture = read_golden ("doccano", "golden-doccano.jsonl", 4);
  const VbtDocument *first = fixture->documents->pdata[0];

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  assert_document (fixture, 0, "PER:Zoë Li|ORG:UNICEF|works for>Zoë Li>UNICEF");
  assert_document (fixture, 1, "PER:She|news");
  assert_document (fixture, 2, "sport|travel");
  assert_document (fixture, 3, "12:Oslo");
  g_assert_cmpstr (vbt_document_get_metadata (first, "url"), ==, "https://example.org");
  g_assert_cmpstr (vbt_document_get_metadata (first, "Comments"), ==, "[\"sure?\"]");
  assert_round_trip (fixture, "doccano");
}

/* Without relations in the schema the labels are written as doccano's labeling projects take them. */
static void
test_doccano_shape (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *written = NULL;

  fixture_read_bytes (fixture, "doccano", "{\"text\": \"Ann\", \"label\": [[0, 3, \"P\"]]}", -1,
                      NULL);
  written = fixture_write_string (fixture, "doccano");
  g_assert_cmpstr (written, ==, "{\"id\": 1, \"text\": \"Ann\", \"label\": [[0, 3, \"P\"]]}\n");
}

static void
test_prodigy (void)
{
  g_autoptr (Fixture) fixture = read_golden ("prodigy", "golden-prodigy.jsonl", 4);
  const VbtDocument *first = fixture->documents->pdata[0];
  const VbtAnnotation *span = first->annotations->pdata[0];

  fixture_assert_problem (fixture, "reject");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
  g_assert_cmpuint (first->tokens->len, ==, 4);
  assert_document (fixture, 0, "PER:Zoë|ORG:UNICEF|of>Zoë>UNICEF|has>UNICEF>Zoë|news");
  assert_document (fixture, 1, "");
  assert_document (fixture, 2, "LOC:Oslo");
  assert_document (fixture, 3, "LOC:Bergen");
  g_assert_cmpstr (vbt_catalog_get_annotator (fixture->sink.catalog, span->annotator)->name, ==,
                   "ada");
  assert_round_trip (fixture, "prodigy");
}

static void
test_tokens (void)
{
  g_autoptr (Fixture) fixture = read_golden ("tokens", "golden-tokens.jsonl", 4);
  const VbtDocument *last = fixture->documents->pdata[3];

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  assert_document (fixture, 0, "PER:Zoë Li|ORG:UNICEF");
  assert_document (fixture, 1, "LOC:Rio");
  assert_document (fixture, 2, "LOC:New York City|STATE:New York");
  assert_document (fixture, 3, "PER:Ann|PER:Bo|KNOWS>Ann>Bo");
  g_assert_cmpstr (vbt_text_get_utf8 (last->text), ==, "Ann left\nBo came");
  g_assert_cmpuint (last->sentences->len, ==, 2);
  /* What tags cannot hold is left out of the others. */
  g_ptr_array_set_size (fixture->documents, 2);
  assert_round_trip (fixture, "tokens");
}

static void
test_token_names (void)
{
  const char data[] = "{\"tokens\": [\"Ann\", \"left\"], \"ner_tags\": [1, 0]}";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, -1, NULL);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "a.jsonl");
  g_autoptr (GError) error = NULL;

  vbt_input_set_dialect (input, "names=O+B-PER");
  fixture_format ("tokens")->read (input, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
  assert_document (fixture, 0, "PER:Ann");
}

static void
test_label_studio (void)
{
  g_autoptr (Fixture) fixture = read_golden ("label-studio", "golden-label-studio.json", 1);
  const VbtDocument *document = fixture->documents->pdata[0];
  const VbtCatalog *catalog = fixture->sink.catalog;

  fixture_assert_problem (fixture, "cancelled");
  fixture_assert_problem (fixture, "textarea");
  g_assert_cmpuint (fixture->problems->len, ==, 2);
  assert_document (fixture, 0,
                   "PER:Zoë|F:Zoë|PER:Zoë|ORG:UNICEF|has>UNICEF>Zoë|relation>Zoë>UNICEF|"
                   "relation>UNICEF>Zoë|news");
  g_assert_nonnull (
      vbt_catalog_find_annotator (catalog, VBT_ANNOTATOR_PERSON, "ada@example.org", NULL));
  g_assert_nonnull (vbt_catalog_find_annotator (catalog, VBT_ANNOTATOR_TAGGER, "m1", NULL));
  g_assert_cmpstr (vbt_document_get_metadata (document, "title"), ==, "x");
  g_assert_cmpstr (vbt_document_get_metadata (document, "url"), ==, "y");
  assert_round_trip (fixture, "label-studio");
}

/* Offsets that count UTF-16 are found out by the texts of the spans; what fits nowhere is named. */
static void
test_offsets (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  fixture_read_bytes (fixture, "prodigy",
                      "{\"text\": \"😀 Ann met 😀 Bo\", \"spans\": ["
                      "{\"start\": 3, \"end\": 6, \"text\": \"Ann\", \"label\": \"P\"}, "
                      "{\"start\": 14, \"end\": 16, \"text\": \"Bo\", \"label\": \"P\"}, "
                      "{\"start\": 7, \"end\": 10, \"text\": \"hit\", \"label\": \"V\"}, "
                      "{\"start\": 70, \"end\": 73, \"text\": \"met\", \"label\": \"V\"}, "
                      "{\"start\": 1, \"end\": 2, \"label\": \"Q\"}]}",
                      -1, NULL);
  assert_document (fixture, 0, "P:Ann|P:Bo|V:met|V:met");
  fixture_assert_problem (fixture, "spans 3: its text is “hit”, but at its offsets there is “met”");
  fixture_assert_problem (fixture, "spans 4: its offsets are not in the text, but “met” is");
  fixture_assert_problem (fixture, "spans 5 was left out");
  g_assert_cmpuint (fixture->problems->len, ==, 3);
}

/* What others than doccano write alike. */
static void
test_kin (void)
{
  static const char *const records[] = {
    "{\"text\": \"Ann met\", \"entities\": [[0, 3, \"P\"]]}",
    "{\"text\": \"Ann met\", \"label\": [{\"start\": 0, \"end\": 3, \"label\": \"P\"}]}",
    "{\"text\": \"Ann met\", \"labels\": [{\"start\": 0, \"end\": 3, \"label\": \"P\"}]}",
    "{\"text\": \"Ann met\", \"annotations\": [{\"start\": 0, \"end\": 3, \"label\": \"P\"}]}",
    "{\"text\": \"Ann met\", \"entities\": [{\"start_offset\": 0, \"end_offset\": 3, \"label\": "
    "\"P\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      const VbtFormat *format = vbt_formats_recognize ("a.jsonl", (const guint8 *)records[i],
                                                       strlen (records[i]), NULL);

      g_assert_cmpstr (format->name, ==, "doccano");
      fixture_read_bytes (fixture, "doccano", records[i], -1, NULL);
      assert_document (fixture, 0, "P:Ann");
      g_assert_cmpuint (fixture->problems->len, ==, 0);
    }
}

/* Of very many annotations in one document the last are left out, and what comes behind it is read. */
static void
test_surplus (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) text = g_string_new ("{\"text\": \"ab\", \"entities\": [");

  for (guint i = 0; i < VBT_READER_MAX_SPANS + 2; i++)
    g_string_append_printf (
        text, "%s{\"id\": %u, \"label\": \"A\", \"start_offset\": 0, \"end_offset\": 1}",
        i > 0 ? "," : "", i);
  g_string_append_printf (text,
                          "], \"relations\": [{\"id\": 1, \"from_id\": 0, \"to_id\": %u, "
                          "\"type\": \"R\"}]}\n{\"text\": \"next\", \"label\": [[0, 4, \"B\"]]}\n",
                          VBT_READER_MAX_SPANS + 1);
  g_assert_true (fixture_read_bytes (fixture, "doccano", text->str, (gssize)text->len, NULL));
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  g_assert_cmpuint (((VbtDocument *)fixture->documents->pdata[0])->annotations->len, ==,
                    VBT_READER_MAX_SPANS);
  fixture_assert_problem (fixture, "more than 250000 annotations");
  fixture_assert_problem (fixture, "250001 does not exist");
  assert_document (fixture, 1, "B:next");
  g_assert_cmpuint (fixture->problems->len, ==, 2);
}

/* In a list of JSON nothing is separated by the spaces of a name. */
static void
test_names_of_tags (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_autofree char *written = NULL;

  g_assert_true (fixture_read_bytes (fixture, "tokens",
                                     "{\"tokenized_text\": [\"a\", \"b\"], \"ner\": [[0, 1, "
                                     "\"kitchen utensil\"]]}\n",
                                     -1, NULL));
  written = fixture_write_string (fixture, "tokens");
  g_assert_nonnull (strstr (written, "[\"B-kitchen utensil\", \"I-kitchen utensil\"]"));
  fixture_format ("tokens")->losses (fixture->sink.catalog, fixture_only_document (fixture),
                                     losses);
  for (guint i = 0; i < losses->rows->len; i++)
    g_assert_null (strstr (((VbtLoss *)losses->rows->pdata[i])->what, "underscores"));
  assert_round_trip (fixture, "tokens");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/doccano", test_doccano);
  g_test_add_func ("/records/doccano-shape", test_doccano_shape);
  g_test_add_func ("/records/prodigy", test_prodigy);
  g_test_add_func ("/records/tokens", test_tokens);
  g_test_add_func ("/records/names-of-tags", test_names_of_tags);
  g_test_add_func ("/records/token-names", test_token_names);
  g_test_add_func ("/records/label-studio", test_label_studio);
  g_test_add_func ("/records/offsets", test_offsets);
  g_test_add_func ("/records/surplus", test_surplus);
  g_test_add_func ("/records/kin", test_kin);
  return g_test_run ();
}
