/* test-native.c: Verbatim's own format: the same bytes again, and hostile lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-json.h"

#include <locale.h>

static void
assert_round_trip (const char *data)
{
  g_autoptr (Fixture) one = fixture_new (NULL);
  g_autoptr (Fixture) other = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fixture_read_bytes (one, "verbatim", data, -1, &error);
  g_assert_no_error (error);
  first = fixture_write_string (one, "verbatim");
  fixture_read_bytes (other, "verbatim", first, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (other->problems->len, ==, 0);
  second = fixture_write_string (other, "verbatim");
  g_assert_cmpstr (first, ==, second);
}

/* The golden file holds every member that there is: it comes out as it went in. */
static void
test_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden.jsonl", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *written = NULL;
  VbtDocument *document;
  const VbtAnnotation *quote;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (fixture->sink.catalog->annotators, 0);
  fixture_read_bytes (fixture, "verbatim", data, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("%s", (char *)fixture->problems->pdata[i]);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpuint (fixture->documents->len, ==, 2);

  document = fixture->documents->pdata[0];
  g_assert_cmpstr (document->name, ==, "talks.txt");
  g_assert_cmpstr (vbt_document_get_metadata (document, "title"), ==, "Talks “open”");
  quote = vbt_document_get_annotation (document, 0x11);
  g_assert_nonnull (quote);
  g_assert_cmpuint (quote->n_fragments, ==, 2);
  g_assert_cmpfloat (quote->confidence, ==, 0.93);
  g_assert_cmpuint (document->decisions->len, ==, 1);
  g_assert_cmpuint (document->statuses->len, ==, 2);

  written = fixture_write_string (fixture, "verbatim");
  g_assert_cmpstr (written, ==, data);
  assert_round_trip (data);
}

static void
test_filter (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "verbatim",
                      "\xef\xbb\xbf{\"text\": \"Ann 😂\"}\r\n\n{\"text\": \"\"}", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpint (vbt_text_get_length (((VbtDocument *)fixture->documents->pdata[0])->text), ==,
                   5);
}

/* Anybody's file: members missing, in any order, unknown, and labels that no schema knows. */
static void
test_foreign (void)
{
  static const char data[]
      = "{\"spans\": [{\"end\": 3, \"start\": 0, \"label\": \"PER\", \"color\": 1,"
        " \"attributes\": {\"sure\": true, \"n\": 1.5, \"tags\": [\"a\", \"b\"], \"x\": \"y\"}},"
        " {\"end\": 7, \"start\": 4, \"label\": \"PER\", \"color\": 2, \"annotator\": \"ada\"}],"
        " \"text\": \"Ann met\", \"extra\": {}}\n";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  VbtDocument *document;
  const VbtAnnotation *span;
  const VbtLabel *label;

  fixture_read_bytes (fixture, "verbatim", data, -1, &error);
  g_assert_no_error (error);
  document = fixture_only_document (fixture);
  g_assert_cmpuint (fixture->problems->len, ==, 2);
  fixture_assert_problem (fixture, "“color”");
  fixture_assert_problem (fixture, "“extra”");
  label = vbt_schema_find_label (fixture->sink.catalog->schema, VBT_KIND_SPAN, "PER");
  span = document->annotations->pdata[0];
  g_assert_cmpint (span->annotator, ==, fixture->sink.annotator);
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "sure")->id),
                   ==, "yes");
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "n")->id), ==,
                   "1.5");
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "tags")->id),
                   ==, "a" VBT_VALUE_SEPARATOR "b");
  span = document->annotations->pdata[1];
  g_assert_cmpstr (vbt_catalog_get_annotator (fixture->sink.catalog, span->annotator)->name, ==,
                   "ada");
  assert_round_trip (data);
}

static const struct
{
  const char *line;
  const char *problem;
  guint n_documents, n_annotations;
} problem_cases[] = {
  { "not JSON", "1: The line was left out", 0, 0 },
  { "[1]", "no JSON object", 0, 0 },
  { "{\"text\": 5}", "needs a “text”", 0, 0 },
  { "{\"text\": \"a\", \"text\": \"b\"}", "duplicate", 0, 0 },
  { "{\"text\": \"\\ud800\"}", "not valid JSON", 0, 0 },
  { "{\"text\": \"a\\u0000b\"}", "not valid JSON", 0, 0 },
  { "{\"text\": \"\xe9\"}", "not valid JSON", 0, 0 },
  { "{\"text\": \"a\", \"x\": 1e400}", "not valid JSON", 0, 0 },
  { "{\"text\": \"a\", \"x\": 123456789012345678901234567890}", "not valid JSON", 0, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": 0, \"end\": 3}]}",
    "spans 1 was left out", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": 1, \"end\": 1}]}",
    "spans 1 was left out", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": -1, \"end\": 1}]}",
    "whole numbers", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": 0, \"end\": 4294967297}]}",
    "whole numbers", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": 0, \"end\": 1.0}]}",
    "whole numbers", 1, 0 },
  { "{\"text\": \"abc\", \"spans\": [{\"label\": \"L\", \"fragments\": [[0, 2], [1, 3]]}]}",
    "spans 1 was left out", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"start\": 0, \"end\": 1}]}", "needs a “label”", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [3]}", "needs a “label”", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": 3}", "“spans” must be a list", 1, 0 },
  { "{\"text\": \"ab\", \"spans\": [{\"id\": \"a\", \"label\": \"L\", \"start\": 0, \"end\": 1},"
    " {\"id\": \"a\", \"label\": \"L\", \"start\": 1, \"end\": 2}]}",
    "another one of its “id”", 1, 1 },
  { "{\"text\": \"ab\", \"spans\": [{\"id\": \"a\", \"label\": \"L\", \"start\": 0, \"end\": 1}],"
    " \"relations\": [{\"label\": \"R\", \"from\": \"a\", \"to\": \"b\"}]}",
    "does not exist", 1, 1 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": 0, \"end\": 1,"
    " \"confidence\": 2}]}",
    "“confidence” was left out", 1, 1 },
  { "{\"text\": \"ab\", \"spans\": [{\"label\": \"L\", \"start\": 0, \"end\": 1,"
    " \"entities\": [\"x\"]}]}",
    "in no header", 1, 1 },
  { "{\"text\": \"ab\", \"tokens\": [[0, 1], [0, 2]]}", "“tokens” was left out", 1, 0 },
  { "{\"text\": \"ab\", \"sentences\": [[0, 9]]}", "“sentences” was left out", 1, 0 },
  { "{\"text\": \"ab\", \"status\": {\"ada\": \"tired\"}}", "no such status", 1, 0 },
  { "{\"text\": \"ab\", \"decisions\": [{\"suggestion\": \"x\", \"decision\": \"accepted\"}]}",
    "Decision 1 was left out", 1, 0 },
};

/* Each bad line or part is named with its line; what is sound stays. */
static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_cases); i++)
    {
      g_autofree char *data
          = g_strconcat (problem_cases[i].line, "\n", "{\"text\": \"sound\"}\n", NULL);
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GError) error = NULL;
      VbtDocument *document;

      g_test_message ("%s", problem_cases[i].line);
      fixture_read_bytes (fixture, "verbatim", data, -1, &error);
      g_assert_no_error (error);
      fixture_assert_problem (fixture, problem_cases[i].problem);
      g_assert_true (g_str_has_prefix (fixture->problems->pdata[0], "1: "));
      g_assert_cmpuint (fixture->documents->len, ==, problem_cases[i].n_documents + 1);
      document = fixture->documents->pdata[0];
      g_assert_cmpuint (document->annotations->len, ==, problem_cases[i].n_annotations);
    }
}

/* Relations that have each other for ends, and what hangs on them, are left out; the others stay. */
static void
test_circle (void)
{
  static const char text[] = "{\"name\": \"a\", \"text\": \"ab\", \"spans\": [{\"id\": "
                             "\"00000000000000a5\", \"label\": \"A\", "
                             "\"start\": 0, "
                             "\"end\": 1}], \"relations\": ["
                             "{\"id\": \"00000000000000a1\", \"label\": \"r\", \"from\": "
                             "\"00000000000000a5\", \"to\": \"00000000000000a2\"}, "
                             "{\"id\": \"00000000000000a2\", \"label\": \"r\", \"from\": "
                             "\"00000000000000a1\", \"to\": \"00000000000000a5\"}, "
                             "{\"id\": \"00000000000000a3\", \"label\": \"r\", \"from\": "
                             "\"00000000000000a2\", \"to\": \"00000000000000a5\"}, "
                             "{\"id\": \"00000000000000a4\", \"label\": \"r\", \"from\": "
                             "\"00000000000000a6\", \"to\": \"00000000000000a5\"}, "
                             "{\"id\": \"00000000000000a6\", \"label\": \"r\", \"from\": "
                             "\"00000000000000a5\", \"to\": \"00000000000000a5\"}]}\n";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "verbatim", text, -1, &error);
  g_assert_no_error (error);
  fixture_assert_problem (fixture,
                          "Relation 00000000000000a1 was left out: its end 00000000000000a2");
  fixture_assert_problem (fixture,
                          "Relation 00000000000000a2 was left out: its end 00000000000000a1");
  fixture_assert_problem (fixture,
                          "Relation 00000000000000a3 was left out: its end 00000000000000a2");
  g_assert_cmpuint (fixture->problems->len, ==, 3);
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 3);
}

/* A relation to a relation that goes goes, too, however long the chain is. */
static void
test_dangling_chain (void)
{
  g_autoptr (GString) data = g_string_new ("{\"text\": \"ab\", \"relations\": [");
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 50000; i++)
    g_string_append_printf (
        data, "%s{\"id\": \"r%d\", \"label\": \"R\", \"from\": \"r%d\", \"to\": \"r%d\"}",
        i > 0 ? ", " : "", i, i + 1, i);
  g_string_append (data, "]}\n");
  fixture_read_bytes (fixture, "verbatim", data->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 0);
  g_assert_cmpuint (fixture->problems->len, ==, 50000);
}

static void
assert_refused (const char *data, gssize length, const char *part)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture_read_bytes (fixture, "verbatim", data, length, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_cmpuint (fixture->documents->len, ==, 0);
}

static void
test_refused (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');

  assert_refused ("", 0, "empty");
  assert_refused ("\n\n", -1, "empty");
  assert_refused ("plain\ntext\n", -1, "No line");
  assert_refused ("{\"verbatim\": 2}\n", -1, "newer");
  assert_refused ("{\"verbatim\": \"1\"}\n", -1, "newer");
  assert_refused (deep, -1, "No line");
}

/* What takes a tree of JSON 85 bytes for each of its own is read like anything else. */
static void
test_wide (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{\"text\": \"\", \"x\": [{}");
  g_autoptr (GError) error = NULL;

  while (wide->len < 10 * 1000 * 1000)
    g_string_append (wide, ",{}");
  g_string_append (wide, "]}");
  fixture_read_bytes (fixture, "verbatim", wide->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 1);
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = { { 0.93, "0.93" },
                { 1, "1" },
                { 0, "0" },
                { 0.1 + 0.2, "0.30000000000000004" },
                { 1.0 / 3, "0.3333333333333333" },
                { 1e-7, "1e-07" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vbt_json_format_double (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, cases[i].number);
    }
}

/* Strings with every character that JSON minds go through unchanged. */
static void
test_strings (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new ("{\"text\": ");
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gunichar c = 1; c < 0x300; c++)
    g_string_append_unichar (all, c);
  g_string_append (all, "\u2028\ufeff\U0001f602\U0010ffff");
  vbt_json_append_string (line, all->str);
  g_string_append (line, "}\n");
  g_assert_null (memchr (line->str, '\n', line->len - 1));
  fixture_read_bytes (fixture, "verbatim", line->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==, all->str);
}

/* A stream whose labels and annotators come up as it goes: more headers, the same model. */
static void
test_late_header (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VbtOutput) output = vbt_output_new_for_stream (stream);
  g_autoptr (Fixture) source = fixture_new (NULL);
  g_autoptr (Fixture) back = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  const VbtFormat *format = fixture_format ("verbatim");
  const VbtAnnotation *span;
  const char *data;

  format->begin (output, source->sink.catalog, &error);
  g_assert_no_error (error);
  fixture_read_bytes (
      source, "verbatim",
      "{\"verbatim\": 1, \"entities\": [{\"id\": \"e\", \"name\": \"Ann\"}],"
      " \"annotators\": [{\"id\": \"1\", \"kind\": \"tagger\", \"name\": \"t\"},"
      " {\"id\": \"2\", \"kind\": \"tagger\", \"name\": \"t\", \"version\": \"2\"}]}\n"
      "{\"text\": \"Ann\", \"spans\": [{\"label\": \"P\", \"start\": 0, \"end\": 3,"
      " \"entities\": [\"e\"], \"annotator\": \"2\"}]}\n",
      -1, &error);
  g_assert_no_error (error);
  format->write (output, source->sink.catalog, fixture_only_document (source), &error);
  g_assert_no_error (error);
  vbt_output_close (output, &error);
  g_assert_no_error (error);

  data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
  fixture_read_bytes (
      back, "verbatim", data,
      (gssize)g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->problems->len, ==, 0);
  span = fixture_only_document (back)->annotations->pdata[0];
  g_assert_cmpstr (vbt_catalog_get_annotator (back->sink.catalog, span->annotator)->version, ==,
                   "2");
  g_assert_cmpuint (span->entities->len, ==, 1);
  g_assert_cmpstr (
      vbt_catalog_get_entity (back->sink.catalog, g_array_index (span->entities, VbtId, 0))->name,
      ==, "Ann");
}

/* A project that knows the entity and the person by name takes them for the same ones. */
static void
test_into_known (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  VbtCatalog *catalog = fixture->sink.catalog;
  VbtId ann = vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Ann")->id;
  VbtId ada = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_PERSON, "ada", NULL)->id;
  const VbtAnnotation *span;

  fixture_read_bytes (
      fixture, "verbatim",
      "{\"verbatim\": 1, \"entities\": [{\"id\": \"1\", \"name\": \"Ann\", \"kind\": \"person\"},"
      " {\"id\": \"2\", \"name\": \"Bob\", \"kind\": \"person\"},"
      " {\"id\": \"3\", \"name\": \"Bob\", \"kind\": \"person\"}],"
      " \"annotators\": [{\"id\": \"9\", \"kind\": \"person\", \"name\": \"ada\"}]}\n"
      "{\"text\": \"Ann\", \"spans\": [{\"label\": \"P\", \"start\": 0, \"end\": 3,"
      " \"entities\": [\"1\", \"2\", \"3\"], \"annotator\": \"ada\"}]}\n",
      -1, &error);
  g_assert_no_error (error);
  span = fixture_only_document (fixture)->annotations->pdata[0];
  g_assert_cmpint (span->annotator, ==, ada);
  g_assert_cmpuint (span->entities->len, ==, 3);
  g_assert_cmpint (g_array_index (span->entities, VbtId, 0), ==, ann);
  g_assert_cmpuint (catalog->entities->len, ==, 3);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/native/golden", test_golden);
  g_test_add_func ("/native/filter", test_filter);
  g_test_add_func ("/native/foreign", test_foreign);
  g_test_add_func ("/native/problems", test_problems);
  g_test_add_func ("/native/dangling-chain", test_dangling_chain);
  g_test_add_func ("/native/circle", test_circle);
  g_test_add_func ("/native/refused", test_refused);
  g_test_add_func ("/native/wide", test_wide);
  g_test_add_func ("/native/numbers", test_numbers);
  g_test_add_func ("/native/strings", test_strings);
  g_test_add_func ("/native/late-header", test_late_header);
  g_test_add_func ("/native/into-known", test_into_known);
  return g_test_run ();
}
