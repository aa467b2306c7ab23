/* test-csv.c: tables of documents, of spans and of attributions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-csv.h"
#include "formats/vbt-json.h"

static Fixture *
read_bytes (const char *data, gssize length, const char *dialect, GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize)length;
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (g_memdup2 (data, size), (gssize)size, g_free);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "table.csv");
  Fixture *fixture = fixture_new (NULL);

  vbt_input_set_dialect (input, dialect);
  fixture_format ("csv")->read (input, &fixture->sink, NULL, error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("problem %s", (char *)fixture->problems->pdata[i]);
  return fixture;
}

static void
test_cells (void)
{
  static const struct
  {
    const char *text, *cells;
  } cases[] = {
    { "a,b\nc,d", "a,b/1|c,d/2" },       { "a,\"b \"\"x\"\"\nz\"\r\nc,\n", "a,b \"x\"\nz/1|c,/3" },
    { "a\tb\n\"\tc\n", "a,b/1|\",c/2" }, { "\"a\"\t\"b\tc\"\n", "a,b\tc/1" },
    { "a;b,c;d\n", "a,b,c,d/1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GString) all = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      VbtCsv csv;

      vbt_csv_init (&csv, cases[i].text, NULL);
      while (vbt_csv_next (&csv, cells, &error))
        {
          g_string_append (all, all->len > 0 ? "|" : "");
          for (guint j = 0; j < cells->len; j++)
            g_string_append_printf (all, "%s%s", j > 0 ? "," : "", (char *)cells->pdata[j]);
          g_string_append_printf (all, "/%u", csv.line);
        }
      g_assert_no_error (error);
      g_assert_cmpstr (all->str, ==, cases[i].cells);
    }
}

static void
test_documents (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes ("Title;text;label;Filename;score\n"
                                            "One;\"“No”\nhe said\";news|sport;a.txt;3\n"
                                            "Two;;x;b.txt;\n"
                                            "Three;Yes;;;4;5\n",
                                            -1, NULL, &error);
  const VbtDocument *first;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  first = fixture->documents->pdata[0];
  g_assert_cmpstr (vbt_text_get_utf8 (first->text), ==, "“No”\nhe said");
  g_assert_cmpstr (first->name, ==, "a.txt");
  g_assert_cmpstr (vbt_document_get_metadata (first, "title"), ==, "One");
  g_assert_cmpstr (vbt_document_get_metadata (first, "score"), ==, "3");
  g_assert_cmpuint (first->annotations->len, ==, 2);
  fixture_assert_problem (fixture, "4: Record 3 was left out: it has no text");
  fixture_assert_problem (fixture, "5: Record 4 has 6 cells, but there are 5 columns");
  g_assert_cmpuint (fixture->problems->len, ==, 2);
}

static void
test_dialect (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes ("x,y\n1,2\n", -1, "header=no,text=2,labels=1", &error);
  g_autoptr (Fixture) refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  g_assert_cmpstr (vbt_text_get_utf8 (((VbtDocument *)fixture->documents->pdata[1])->text), ==,
                   "2");
  refused = read_bytes ("x,y\n1,2\n", -1, NULL, &error);
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "2 “y”"));
}

static void
test_round_trip (void)
{
  const char data[] = "name,text,labels,title,byline,source,published,url,language,metadata\n"
                      "a.txt,\"Ann, \"\"Lee\"\"\nleft.\",news|x,T,,,2021-12-02,,en,\"{\"\"k\"\": "
                      "\"\"v\"\"}\"\n"
                      "b.txt,=1+1,,,,,,,,\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes (data, -1, NULL, &error);
  g_autofree char *written = fixture_write_string (fixture, "csv");

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (written, ==, data);
}

/* A spreadsheet must not run what an article says. */
static void
test_guard (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes ("name,text\n-a,=1+1\n", -1, NULL, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VbtOutput) output = vbt_output_new_for_stream (stream);

  vbt_output_set_dialect (output, "guard=yes,delimiter=tab");
  fixture_write (fixture, fixture_format ("csv"), output);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_assert_nonnull (strstr (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                            "\n\"'-a\"\t\"'=1+1\"\t"));
}

static Fixture *
read_attribution (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  Fixture *fixture = fixture_new (schema);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (
      fixture, "verbatim",
      "{\"verbatim\": 1, \"entities\": [{\"id\": \"0000000000000001\", \"kind\": \"person\", "
      "\"name\": \"Ann Lee\", \"external_id\": \"Q1\", \"attributes\": {\"role\": \"mayor\"}}]}\n"
      "{\"name\": \"a.txt\", \"text\": \"“No,” said Lee, “never.”\", \"meta\": {\"title\": \"T\"}, "
      "\"spans\": ["
      "{\"id\": \"1\", \"label\": \"Quote\", \"start\": 0, \"end\": 24, \"fragments\": [[0, 5], "
      "[16, 24]], \"attributes\": {\"type\": \"direct\"}}, "
      "{\"id\": \"2\", \"label\": \"Cue\", \"start\": 6, \"end\": 10}, "
      "{\"id\": \"3\", \"label\": \"Speaker\", \"start\": 11, \"end\": 14, \"entities\": "
      "[\"0000000000000001\"]}, "
      "{\"id\": \"4\", \"label\": \"Person\", \"start\": 11, \"end\": 14}], "
      "\"relations\": [{\"id\": \"5\", \"label\": \"cue\", \"from\": \"1\", \"to\": \"2\"}, "
      "{\"id\": \"6\", \"label\": \"speaker\", \"from\": \"1\", \"to\": \"3\"}]}\n",
      -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  return fixture;
}

static void
test_attributions (void)
{
  g_autoptr (Fixture) fixture = read_attribution ();
  g_autofree char *written = fixture_write_string (fixture, "csv-attributions");
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_auto (GStrv) lines = g_strsplit (written, "\n", -1);

  g_assert_true (g_str_has_prefix (lines[0], "document,title,byline,source,published,url,language,"
                                             "quote,type,speaker_status,cue,speaker,entity,"));
  g_assert_true (g_str_has_prefix (
      lines[1], "a.txt,T,,,,,,\"“No,” “never.”\",direct,,said,Lee,Ann Lee,person,mayor,,,Q1,,0,24,"
                "0-5;16-24,6-10,11-14,"));
  g_assert_cmpstr (lines[2], ==, "");
  fixture_format ("csv-attributions")
      ->losses (fixture->sink.catalog, fixture_only_document (fixture), losses);
  g_assert_cmpuint (losses->rows->len, ==, 2);
  g_assert_cmpuint (((VbtLoss *)losses->rows->pdata[1])->count, ==, 1);
}

static void
test_spans (void)
{
  g_autoptr (Fixture) fixture = read_attribution ();
  g_autofree char *written = fixture_write_string (fixture, "csv-spans");
  g_auto (GStrv) lines = g_strsplit (written, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_true (g_str_has_prefix (lines[1], "a.txt,T,,,,,,Quote,\"“No,” “never.”\",0,24,0-5;16-24,"
                                             "type=direct,,,,"));
  g_assert_nonnull (strstr (written, "Speaker,Lee,11,14,,,Ann Lee,Q1,,"));
}

static void
check_facts (const char *name, json_t *facts)
{
  g_autofree char *path = fixture_shared ("csv_tsv", name);
  g_autofree char *text = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_records = 0, n_blank = 0;
  gsize n_longest = 0;
  VbtCsv csv;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  text = vbt_decode_text (bytes, NULL, NULL, &length, &error);
  g_assert_no_error (error);
  vbt_csv_init (&csv, text, NULL);
  while (vbt_csv_next (&csv, cells, &error))
    {
      gboolean blank = vbt_csv_is_blank (cells);

      n_records += !blank;
      n_blank += blank;
      for (guint i = 0; i < cells->len; i++)
        n_longest = MAX (n_longest, (gsize)g_utf8_strlen (cells->pdata[i], -1));
    }
  g_assert_no_error (error);
  g_test_message ("%s: %u records", name, n_records);
  g_assert_cmpuint (n_records, ==,
                    json_integer_value (json_object_get (facts, "records_incl_header")));
  g_assert_cmpuint (n_blank, ==, json_integer_value (json_object_get (facts, "blank_records")));
  g_assert_cmpuint (n_longest, ==, json_integer_value (json_object_get (facts, "longest_field")));
  g_assert_cmpuint (csv.next_line - (g_str_has_suffix (text, "\n") ? 1 : 0), ==,
                    json_integer_value (json_object_get (facts, "physical_lines")));
}

static void
test_real_files (void)
{
  g_autofree char *path = fixture_shared ("csv_tsv", "EXPECT.json");
  g_autoptr (json_t) expected = path != NULL ? json_load_file (path, 0, NULL) : NULL;
  const char *name;
  json_t *facts;

  json_object_foreach (expected, name, facts) check_facts (name, facts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/cells", test_cells);
  g_test_add_func ("/csv/documents", test_documents);
  g_test_add_func ("/csv/dialect", test_dialect);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/guard", test_guard);
  g_test_add_func ("/csv/attributions", test_attributions);
  g_test_add_func ("/csv/spans", test_spans);
  g_test_add_func ("/csv/real-files", test_real_files);
  return g_test_run ();
}
