/* test-webanno.c: tokens and layers in columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

static Fixture *
read_golden (const char *dialect)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden-webanno.tsv", NULL);
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, &error);

  vbt_input_set_dialect (input, dialect);
  fixture_format ("webanno")->read (input, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("problem %s", (char *)fixture->problems->pdata[i]);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  return fixture;
}

static const char *
label_of (const Fixture *fixture, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (fixture->sink.catalog->schema, annotation->label)->name;
}

/* (transfer full): "LABEL:text(feature=value)" and "LABEL>from>to", sorted by the document. */
static char *
describe (const Fixture *fixture)
{
  const VbtDocument *document = fixture->documents->pdata[0];
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      gboolean relation = annotation->kind == VBT_KIND_RELATION;
      g_autofree char *from = vbt_document_get_covered_text (
          document,
          relation ? vbt_document_get_annotation (document, annotation->from) : annotation);
      g_autofree char *to = relation ? vbt_document_get_covered_text (
                                document, vbt_document_get_annotation (document, annotation->to))
                                     : NULL;

      g_string_append_printf (all, "%s%s%s%s%s%s", i > 0 ? "\n" : "",
                              label_of (fixture, annotation), relation ? ">" : ":", from,
                              relation ? ">" : "", relation ? to : "");
      for (guint j = 0; j < annotation->values->len; j++)
        {
          const VbtValue *value = annotation->values->pdata[j];

          g_string_append_printf (
              all, " %s=%s",
              vbt_schema_get_attribute (fixture->sink.catalog->schema, value->attribute)->name,
              value->value);
        }
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_has (const char *all, const char *line)
{
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  if (!g_strv_contains ((const char *const *)lines, line))
    g_test_fail_printf ("there is no “%s” in:\n%s", line, all);
}

static void
test_read (void)
{
  g_autoptr (Fixture) fixture = read_golden (NULL);
  const VbtDocument *document = fixture_only_document (fixture);
  g_autofree char *all = describe (fixture);

  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "Zoë likes\tit 😀 .\n  Bye now");
  g_assert_cmpuint (document->tokens->len, ==, 7);
  g_assert_cmpuint (document->sentences->len, ==, 2);
  assert_has (all, "Span:Zoë likes value=PER|X note=a");
  assert_has (all, "Span:Zoë");
  assert_has (all, "Span:it value=V");
  assert_has (all, "Span:i");
  assert_has (all, "Span:Bye now value=B");
  assert_has (all, "Host:Zoë");
  assert_has (all, "Chain:Zoë referenceType=name");
  assert_has (all, "p1>Zoë>it");
  assert_has (all, "p2>Zoë>Bye now");
  assert_has (all, "Rel>Zoë likes>it kind=coref");
  g_assert_cmpuint (fixture->sink.catalog->entities->len, ==, 1);
}

static Fixture *
write_and_read (Fixture *fixture, const char *dialect)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (VbtOutput) output = vbt_output_new_for_folder (folder, NULL);
  g_autoptr (GDir) entries = NULL;
  g_autofree char *path = NULL;
  Fixture *again = fixture_new (NULL);
  g_autoptr (VbtInput) input = NULL;
  g_autoptr (GError) error = NULL;

  vbt_output_set_dialect (output, dialect);
  fixture_write (fixture, fixture_format ("webanno"), output);
  entries = g_dir_open (folder, 0, NULL);
  path = g_build_filename (folder, g_dir_read_name (entries), NULL);
  input = vbt_input_new_for_path (path, &error);
  vbt_input_set_dialect (input, dialect);
  fixture_format ("webanno")->read (input, &again->sink, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->problems->len, ==, 0);
  return again;
}

/* Attributes of relations and entities cannot be written; the losses say so. */
static void
test_round_trip (void)
{
  g_autoptr (Fixture) fixture = read_golden (NULL);
  g_autoptr (Fixture) again = write_and_read (fixture, "prefix=webanno.custom.");
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_autofree char *all = describe (again);
  gboolean told = FALSE;

  g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (again)->text), ==,
                   vbt_text_get_utf8 (fixture_only_document (fixture)->text));
  g_assert_cmpuint (fixture_only_document (again)->annotations->len, ==,
                    fixture_only_document (fixture)->annotations->len);
  assert_has (all, "Span:Zoë likes value=PER|X note=a");
  assert_has (all, "Span:i");
  assert_has (all, "p2>Zoë>Bye now");
  assert_has (all, "Rel>Zoë likes>it");
  fixture_format ("webanno")->losses (fixture->sink.catalog, fixture_only_document (fixture),
                                      losses);
  for (guint i = 0; i < losses->rows->len; i++)
    told |= g_str_equal (((VbtLoss *)losses->rows->pdata[i])->what,
                         "Notes and attributes of relations are left out");
  g_assert_true (told);
}

static void
test_escapes (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Fixture) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_read_bytes (fixture, "webanno",
                      "#FORMAT=WebAnno TSV 3.2\n#T_SP=S|v\n\n\n#Text=a b\n"
                      "1-1\t0-1\ta\t#\\*'\\[1\\]\\|\\\\|\\_\\;\\t\\->x[2]\n1-2\t2-3\tb\t\\*[2]\n",
                      -1, NULL);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  before = describe (fixture);
  assert_has (before, "S:a v=#*'[1]|\\");
  assert_has (before, "S:a b v=*");
  again = write_and_read (fixture, NULL);
  after = describe (again);
  g_assert_cmpstr (before, ==, after);
}

/* (transfer full): where the spans are, sorted */
static char *
describe_places (const Fixture *fixture)
{
  const VbtDocument *document = fixture->documents->pdata[0];
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtRange range = vbt_annotation_get_extent (document->annotations->pdata[i]);

      g_ptr_array_add (lines,
                       g_strdup_printf ("%03d-%03d %s", range.start, range.end,
                                        label_of (fixture, document->annotations->pdata[i])));
    }
  g_ptr_array_sort (lines, fixture_compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/* Spans that lie within each other and on any parts of words come back from the rows of all words that they touch. */
static void
test_nested (void)
{
  g_autoptr (GString) record = g_string_new ("{\"text\": \"");
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Fixture) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append (record, "word ");
  g_string_append (record, "\", \"label\": [[0, 299, \"A\"]");
  for (guint i = 0; i < 3000; i++)
    {
      int from = g_test_rand_int_range (0, 59), to = g_test_rand_int_range (from, 60);
      int start = from * 5 + g_test_rand_int_range (0, 4);
      int end = MAX (start, to * 5 + g_test_rand_int_range (0, 4)) + 1;

      g_string_append_printf (record, ", [%d, %d, \"%c\"]", start, end, i % 3 == 0 ? 'A' : 'B');
    }
  g_string_append (record, "]}");
  g_assert_true (fixture_read_bytes (fixture, "doccano", record->str, -1, NULL));
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, >, 2000);
  before = describe_places (fixture);
  again = write_and_read (fixture, NULL);
  after = describe_places (again);
  g_assert_cmpstr (before, ==, after);
}

/* A header behind the rows, which have too few columns for it. */
static void
test_late_header (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture_read_bytes (fixture, "webanno",
                                      "#FORMAT=WebAnno TSV 3.3\n#T_SP=S|v\n\n\n#Text=a\n"
                                      "1-1\t0-1\ta\tx\t\n#T_SP=T|v\n",
                                      -1, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "Line 7: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webanno/read", test_read);
  g_test_add_func ("/webanno/round-trip", test_round_trip);
  g_test_add_func ("/webanno/escapes", test_escapes);
  g_test_add_func ("/webanno/nested", test_nested);
  g_test_add_func ("/webanno/late-header", test_late_header);
  return g_test_run ();
}
