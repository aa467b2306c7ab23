/* test-conll.c: one token a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

/* (transfer full): "LABEL:text|…" of all documents. */
static char *
describe (const Fixture *fixture)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *span = document->annotations->pdata[j];
          g_autofree char *text = vbt_document_get_covered_text (document, span);

          g_string_append_printf (
              all, "%s%s:%s", all->len > 0 ? "|" : "",
              vbt_schema_get_label (fixture->sink.catalog->schema, span->label)->name, text);
        }
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_spans (const char *data, guint n_problems, const char *expected)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *spans = NULL;
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "conll", data, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("problem %s", (char *)fixture->problems->pdata[i]);
  spans = describe (fixture);
  g_assert_cmpstr (spans, ==, expected);
  g_assert_cmpuint (fixture->problems->len, ==, n_problems);
}

static void
test_schemes (void)
{
  assert_spans ("Ann B-PER\nLee I-PER\nBo B-PER\n", 0, "PER:Ann Lee|PER:Bo");
  assert_spans ("Ann I-PER\nLee I-PER\nBo B-PER\nin O\nRio I-LOC\n", 0,
                "PER:Ann Lee|PER:Bo|LOC:Rio");
  assert_spans ("Ann S-PER\nNew B-LOC\nYork E-LOC\n", 0, "PER:Ann|LOC:New York");
  assert_spans ("Ann S-PER\nA B-LOC\nB M-LOC\nC E-LOC\n", 0, "PER:Ann|LOC:A B C");
  assert_spans ("Ann U-PER\nmet O\nBo B-PER\nLi I-PER\nA B-PER\nB L-PER\n", 0,
                "PER:Ann|PER:Bo Li|PER:A B");
  /* A label may have hyphens, and a sentence ends every span. */
  assert_spans ("A\tB-creative-work\nB\tI-creative-work\n\nC\tI-creative-work\n", 0,
                "creative-work:A B|creative-work:C");
}

static void
test_columns (void)
{
  /* CoNLL-2003: chunks have tags, too. */
  assert_spans ("U.N. NNP I-NP I-ORG\nman NN I-NP O\n", 0, "ORG:U.N.");
  /* What is nested comes behind, and there is less of it, or nothing. */
  assert_spans ("the B-FAC O O\nInn I-FAC O O\nin O O O\nRio B-LOC O O\nthere O O O\nis O O O\n", 0,
                "FAC:the Inn|LOC:Rio");
  assert_spans (
      "Bo B-PER O\nsaw O O\nthe B-FAC O\nRio I-FAC B-LOC\nInn I-FAC O\nand O O\nate O O\n. O O\n",
      0, "PER:Bo|FAC:the Rio Inn");
  /* The names of the columns are no token. */
#define OTHERS "a\tO\tO\nb\tO\tO\nc\tO\tO\n"
  assert_spans ("TOKEN\tNE-COARSE\tNE-NESTED\nRio\tB-LOC\tO\n" OTHERS OTHERS OTHERS, 0, "LOC:Rio");
  assert_spans ("token O\nRio B-LOC\n", 0, "LOC:Rio");
  /* Behind a counting column as well, where the first labels nothing. */
  assert_spans ("1\tAnn\tO\tB-PER\n2\tmet\tO\tO\n", 0, "PER:Ann");
  /* A counting column: the token is the second, the outer tags come first; # begins a comment. */
  assert_spans ("#\thttp://a.b [2009]\n1\tAnn\tB-PER\tO\n2\tof\tI-PER\tO\n3\tRio\tI-PER\tB-LOC\n",
                0, "PER:Ann of Rio");
  /* Where nothing counts, # is a token. */
  assert_spans ("#\tB-X\ntag\tI-X\n", 0, "X:# tag");
  assert_spans ("# text = a b\na\tB-X\nb\tO\n", 0, "X:a");
  assert_spans ("\xef\xbb\xbf"
                "a B-X\r\nb I-X\r\n",
                0, "X:a b");
}

static void
test_damage (void)
{
  assert_spans ("Ann\tB-\nLi\tI\nmet\tX-PER\nBob\tb-per\n", 4, "");
  assert_spans ("Ann NNP B-PER\nSmith I-PER\nmet NN O\nRio NNP B-LOC\n", 1,
                "PER:Ann Smith|LOC:Rio");
}

/* What the user says counts more than what was found out. */
static void
test_dialect (void)
{
  const char data[] = "1\tAnn\tB-PER\tO\n2\tRio\tI-PER\tB-LOC\n";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, -1, NULL);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "a.conll");
  g_autofree char *spans = NULL;
  g_autoptr (GError) error = NULL;

  vbt_input_set_dialect (input, "token=2,tags=3+4");
  g_assert_true (fixture_format ("conll")->read (input, &fixture->sink, NULL, &error));
  g_assert_no_error (error);
  spans = describe (fixture);
  g_assert_cmpstr (spans, ==, "PER:Ann Rio|LOC:Rio");
}

static void
test_documents (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden.conll", NULL);
  g_autofree char *data = NULL;
  g_autofree char *written = NULL;
  g_autofree char *spans = NULL;
  g_autoptr (GError) error = NULL;
  const VbtDocument *first;

  fixture_read_path (fixture, "conll", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  first = fixture->documents->pdata[0];
  g_assert_cmpstr (vbt_text_get_utf8 (first->text), ==,
                   "Zoë Li of UNICEF said “ no 😀 ” .\nShe went to New York .");
  g_assert_cmpuint (first->tokens->len, ==, 16);
  g_assert_cmpuint (first->sentences->len, ==, 2);
  spans = describe (fixture);
  g_assert_cmpstr (spans, ==, "PER:Zoë Li|ORG:UNICEF|LOC:New York|LOC:Rio|LOC:Oslo");
  written = fixture_write_string (fixture, "conll");
  g_file_get_contents (path, &data, NULL, NULL);
  g_assert_true (g_str_has_prefix (written, data));
}

/* What tags cannot hold is counted, and the rest is written. */
static void
test_losses (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_autofree char *written = NULL;
  g_autofree char *spans = NULL;
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "verbatim",
                      "{\"text\": \"Ann  Lee of Rio\", \"spans\": ["
                      "{\"id\": \"1\", \"label\": \"PER\", \"start\": 0, \"end\": 15}, "
                      "{\"id\": \"2\", \"label\": \"LOC\", \"start\": 12, \"end\": 15}]}\n",
                      -1, &error);
  g_assert_no_error (error);
  fixture_format ("conll")->losses (fixture->sink.catalog, fixture_only_document (fixture), losses);
  g_assert_cmpuint (losses->rows->len, ==, 4);
  g_assert_cmpstr (((VbtLoss *)losses->rows->pdata[0])->what, ==,
                   "Spans that overlap others are left out");
  written = fixture_write_string (fixture, "conll");
  fixture_read_bytes (again, "conll", written, -1, &error);
  g_assert_no_error (error);
  spans = describe (again);
  g_assert_cmpstr (spans, ==, "PER:Ann Lee of Rio");
}

static void
test_write_schemes (void)
{
  static const struct
  {
    const char *dialect, *tags;
  } cases[] = {
    { "scheme=iob1", "I-X,I-X,B-X,O" },
    { "scheme=iob2", "B-X,I-X,B-X,O" },
    { "scheme=bioes", "B-X,E-X,S-X,O" },
    { "scheme=bmes", "B-X,E-X,S-X,O" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (VbtOutput) output = vbt_output_new_for_stream (stream);
      g_auto (GStrv) tags = g_strsplit (cases[i].tags, ",", -1);
      g_autofree char *expected = g_strdup_printf (
          "-DOCSTART-\tO\n\na\t%s\nb\t%s\nc\t%s\nd\t%s\n\n", tags[0], tags[1], tags[2], tags[3]);

      fixture_read_bytes (fixture, "conll", "a B-X\nb I-X\nc B-X\nd O\n", -1, NULL);
      vbt_output_set_dialect (output, cases[i].dialect);
      fixture_write (fixture, fixture_format ("conll"), output);
      g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
      g_assert_cmpstr (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                       expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conll/schemes", test_schemes);
  g_test_add_func ("/conll/columns", test_columns);
  g_test_add_func ("/conll/damage", test_damage);
  g_test_add_func ("/conll/dialect", test_dialect);
  g_test_add_func ("/conll/documents", test_documents);
  g_test_add_func ("/conll/losses", test_losses);
  g_test_add_func ("/conll/write-schemes", test_write_schemes);
  return g_test_run ();
}
