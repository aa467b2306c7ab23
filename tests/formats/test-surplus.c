/* test-surplus.c: documents with more annotations than are taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-reader.h"

#define N_MANY (VBT_READER_MAX_SPANS + 2)

/* (transfer full): the piece, so many times between the beginning and the end. */
static char *
repeat (const char *beginning, const char *piece, guint n, const char *end)
{
  GString *data = g_string_new (beginning);

  for (guint i = 0; i < n; i++)
    g_string_append (data, piece);
  g_string_append (data, end);
  return g_string_free (data, FALSE);
}

static guint
count_annotations (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < fixture->documents->len; i++)
    n += ((VbtDocument *)fixture->documents->pdata[i])->annotations->len;
  return n;
}

/* One document: the last are left out, and that is said once. */
static void
test_left_out (void)
{
  static const struct
  {
    const char *format, *beginning, *piece, *end;
    guint
        n_problems; /* the end of the sentence is where one can divide, and where nothing follows */
  } cases[] = {
    { "conll", "", "a B-A\n", "", 1 },
    { "conllu", "# newdoc id = a\n1\tab\t_\t_\t_\t_\t_\t_\t_\tEntity=", "(e-A-1)", "\n\n", 2 },
    { "webanno", "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.A|value\n\n\n#Text=a\n1-1\t0-1\ta\t", "a|",
      "a\n", 1 },
    { "bioc",
      "<collection><source/><date/><key/><document><id>1</id><passage><offset>0</offset>"
      "<text>ab</text>",
      "<annotation><infon key=\"type\">A</infon><location offset=\"0\" length=\"1\"/></annotation>",
      "</passage></document></collection>", 1 },
    { "tei", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>", "<name>a</name> ",
      "</p></body></text></TEI>", 1 },
    { "bioc-json",
      "{\"documents\": [{\"id\": \"1\", \"infons\": {}, \"passages\": [{\"infons\": {}, "
      "\"offset\": "
      "0, \"text\": \"ab\", \"annotations\": [{}",
      ",{\"locations\":[{\"offset\":0,\"length\":1}]}", "]}]}]}", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *data = repeat (cases[i].beginning, cases[i].piece, N_MANY, cases[i].end);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].format);
      fixture_read_bytes (fixture, cases[i].format, data, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fixture->documents->len, ==, 1);
      g_assert_cmpuint (count_annotations (fixture), ==, VBT_READER_MAX_SPANS);
      fixture_assert_problem (fixture, "more than 250000 annotations in one document");
      g_assert_cmpuint (fixture->problems->len, ==, cases[i].n_problems);
    }
}

/* Between its sentences a document can be divided: nothing is left out. */
static void
test_divided (void)
{
  static const struct
  {
    const char *format, *piece;
  } cases[] = {
    { "conll", "a B-A\n\n" },
    { "conllu", "1\ta\t_\t_\t_\t_\t_\t_\t_\tEntity=(e-A-1)\n\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *data = repeat ("", cases[i].piece, N_MANY, "");
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].format);
      fixture_read_bytes (fixture, cases[i].format, data, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fixture->documents->len, ==, 3);
      g_assert_cmpuint (count_annotations (fixture), ==, N_MANY);
      fixture_assert_problem (fixture, "has 125000 annotations: it was divided here");
      g_assert_cmpuint (fixture->problems->len, ==, 2);
    }
}

/* Spans and what is said of them are counted apart. */
static void
test_brat (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *text_path = g_build_filename (folder, "a.txt", NULL);
  g_autofree char *path = g_build_filename (folder, "a.ann", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (data, "T%u\tA 0 1\ta\n#%u\tAnnotatorNotes T1\tx\n", i + 1, i + 1);
  g_assert_true (g_file_set_contents (text_path, "ab", -1, NULL));
  g_assert_true (g_file_set_contents (path, data->str, (gssize)data->len, NULL));
  fixture_read_path (fixture, "brat", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_annotations (fixture), ==, VBT_READER_MAX_SPANS);
  fixture_assert_problem (fixture, "more than 250000 annotations in one document");
  fixture_assert_problem (fixture, "more than 250000 attributes and notes in one document");
  g_remove (path);
  g_remove (text_path);
  g_rmdir (folder);
}

/* (transfer full): a span that means entities, and quotes that it says */
static char *
make_speaker (guint n_entities, guint n_quotes)
{
  GString *data = g_string_new ("{\"verbatim\": 1, \"entities\": [");

  for (guint i = 1; i <= n_entities; i++)
    g_string_append_printf (data, "%s{\"id\": \"%x\", \"kind\": \"person\", \"name\": \"%u\"}",
                            i > 1 ? ", " : "", i, i);
  g_string_append (data, "]}\n{\"name\": \"a\", \"text\": \"ab\", \"spans\": [{\"id\": \"s\", "
                         "\"label\": \"Speaker\", \"start\": 0, \"end\": 1, \"entities\": [");
  for (guint i = 1; i <= n_entities; i++)
    g_string_append_printf (data, "%s\"%x\"", i > 1 ? ", " : "", i);
  g_string_append (data, "]}");
  for (guint i = 0; i < n_quotes; i++)
    g_string_append_printf (
        data, ", {\"id\": \"q%u\", \"label\": \"Quote\", \"start\": 1, \"end\": 2}", i);
  g_string_append (data, "], \"relations\": [");
  for (guint i = 0; i < n_quotes; i++)
    g_string_append_printf (data, "%s{\"label\": \"speaker\", \"from\": \"q%u\", \"to\": \"s\"}",
                            i > 0 ? ", " : "", i);
  g_string_append (data, "]}\n");
  return g_string_free (data, FALSE);
}

/* A span means no more than a thousand entities, and fewer where that many quotes are theirs that they cannot be counted. */
static void
test_entities (void)
{
  static const struct
  {
    guint n_entities, n_quotes, n_left;
    const char *problem;
  } cases[] = {
    { 1000, 1, 1000, NULL },
    { 1002, 1, 1000, "a: 1 span means more than 1000 entities: the others were left out" },
    { 500, 2000, 500, NULL },
    { 500, 2500, 400, "a: 1 span means more than 400 entities: the others were left out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *data = make_speaker (cases[i].n_entities, cases[i].n_quotes);
      const VbtDocument *document;

      g_assert_true (fixture_read_bytes (fixture, "verbatim", data, -1, NULL));
      document = fixture_only_document (fixture);
      g_assert_cmpuint (((VbtAnnotation *)document->annotations->pdata[0])->entities->len, ==,
                        cases[i].n_left);
      g_assert_cmpuint (fixture->problems->len, ==, cases[i].problem != NULL ? 1 : 0);
      if (cases[i].problem != NULL)
        fixture_assert_problem (fixture, cases[i].problem);
    }
}

/* Of more annotators than a project can tell apart the others are nobody, and the annotations stay. */
static void
test_annotators (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GString) data = g_string_new (NULL);

  for (guint i = 0; i < VBT_READER_MAX_ANNOTATORS + 2; i++)
    g_string_append_printf (data,
                            "{\"text\": \"ab\", \"annotations\": [{\"label\": \"A\", "
                            "\"start_offset\": 0, \"end_offset\": 1, \"user\": \"u%u\"}]}\n",
                            i);
  g_assert_true (fixture_read_bytes (fixture, "doccano", data->str, -1, NULL));
  g_assert_cmpuint (count_annotations (fixture), ==, VBT_READER_MAX_ANNOTATORS + 2);
  g_assert_cmpuint (fixture->sink.catalog->annotators->len, ==, VBT_READER_MAX_ANNOTATORS);
  fixture_assert_problem (fixture, "There are more than 1000 annotators: annotations of “u");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

/* Labels of the document are as many again as spans, and no more. */
static void
test_labels (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *data = repeat ("{\"text\": \"ab\", \"label\": [\"A\"", ",\"A\"",
                                  2 * VBT_READER_MAX_SPANS + 1, "]}\n");

  g_assert_true (fixture_read_bytes (fixture, "doccano", data, -1, NULL));
  g_assert_cmpuint (count_annotations (fixture), ==, 2 * VBT_READER_MAX_SPANS);
  fixture_assert_problem (fixture, "more than 250000 annotations in one document");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surplus/left-out", test_left_out);
  g_test_add_func ("/surplus/divided", test_divided);
  g_test_add_func ("/surplus/brat", test_brat);
  g_test_add_func ("/surplus/labels", test_labels);
  g_test_add_func ("/surplus/entities", test_entities);
  g_test_add_func ("/surplus/annotators", test_annotators);
  return g_test_run ();
}
