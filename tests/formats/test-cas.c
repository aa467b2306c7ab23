/* test-cas.c: UIMA's feature structures in XMI and in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

#define HEAD                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" "       \
  "xmlns:cas=\"http:///uima/cas.ecore\" xmlns:c=\"http:///webanno/custom.ecore\" "                 \
  "xmlns:n=\"http:///uima/noNamespace.ecore\" "                                                    \
  "xmlns:s=\"http:///de/x/segmentation/type.ecore\" xmi:version=\"2.0\">"
#define SOFA                                                                                        \
  "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" sofaString=\"😀 Ann said&#10;no " \
  "&lt;1\"/>"
#define TAIL "</xmi:XMI>"

static const char golden[] = HEAD
    "<c:Quote xmi:id=\"10\" sofa=\"1\" begin=\"12\" end=\"14\" kind=\"a &amp; b\" links=\"30 31\"/>"
    "<c:Who xmi:id=\"11\" sofa=\"1\" begin=\"3\" end=\"6\" next=\"12\" value=\"11\"/>"
    "<c:Who xmi:id=\"12\" sofa=\"1\" begin=\"0\" end=\"2\"/>"
    "<n:by xmi:id=\"13\" sofa=\"1\" begin=\"3\" end=\"6\" Governor=\"10\" Dependent=\"11\" "
    "sure=\"yes\"/>"
    "<c:LinkType xmi:id=\"30\" role=\"cue\" target=\"20\"/><c:LinkType xmi:id=\"31\" "
    "target=\"11\"/>"
    "<s:Token xmi:id=\"20\" sofa=\"1\" begin=\"7\" end=\"11\"/>"
    "<s:Token xmi:id=\"21\" sofa=\"1\" begin=\"3\" end=\"6\"/>"
    "<s:Sentence xmi:id=\"22\" sofa=\"1\" begin=\"0\" end=\"14\"/>"
    "<c:WhoChain xmi:id=\"40\" sofa=\"1\" first=\"11\"/>"
    "<c:Topic xmi:id=\"41\" sofa=\"1\"><value>war</value></c:Topic>" SOFA TAIL;

/* (transfer full): all annotations, a line each. */
static char *
describe (const Fixture *fixture)
{
  const VbtDocument *document = fixture->documents->pdata[0];
  const VbtSchema *schema = fixture->sink.catalog->schema;
  g_autoptr (GString) all = g_string_new ("\n");

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      const VbtAnnotation *from = vbt_document_get_annotation (document, annotation->from);
      const VbtAnnotation *to = vbt_document_get_annotation (document, annotation->to);
      const VbtAnnotation *ends[] = { from != NULL ? from : annotation, to };

      g_string_append (all, vbt_schema_get_label (schema, annotation->label)->name);
      for (guint j = 0; j < 2 && ends[j] != NULL && ends[j]->kind == VBT_KIND_SPAN; j++)
        {
          g_autofree char *text = vbt_document_get_covered_text (document, ends[j]);

          g_string_append_printf (all, ":%s", text);
        }
      for (guint j = 0; j < annotation->values->len; j++)
        {
          const VbtValue *value = annotation->values->pdata[j];

          g_string_append_printf (all, " %s=%s",
                                  vbt_schema_get_attribute (schema, value->attribute)->name,
                                  value->value);
        }
      g_string_append_c (all, '\n');
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static Fixture *
read_string (const char *format, const char *string)
{
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, format, string, -1, &error);
  g_assert_no_error (error);
  return fixture;
}

static void
assert_has (const char *all, const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\n%s\n", line);

  if (strstr (all, whole) == NULL)
    g_test_fail_printf ("there is no “%s” in:%s", line, all);
}

static void
test_read (void)
{
  g_autoptr (Fixture) fixture = read_string ("xmi", golden);
  g_autofree char *all = describe (fixture);
  const VbtDocument *document = fixture_only_document (fixture);

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "😀 Ann said\nno <1");
  g_assert_cmpuint (document->tokens->len, ==, 2);
  g_assert_cmpuint (document->sentences->len, ==, 1);
  assert_has (all, "webanno.custom.Quote:no kind=a & b");
  assert_has (all, "webanno.custom.Who:Ann value=11");
  assert_has (all, "webanno.custom.Who:😀");
  assert_has (all, "by:no:Ann sure=yes");
  assert_has (all, "cue:no:said");
  assert_has (all, "links:no:Ann");
  assert_has (all, "de.x.segmentation.type.Token:said");
  assert_has (all, "webanno.custom.Topic value=war");
  g_assert_cmpuint (document->annotations->len, ==, 8);
  g_assert_cmpuint (fixture->sink.catalog->entities->len, ==, 1);
}

/* (transfer full): the only document in the format, and read again. */
static Fixture *
write_and_read (Fixture *fixture, const char *format, const char *dialect, char **written)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (VbtOutput) output = vbt_output_new_for_folder (folder, NULL);
  g_autofree char *stem = g_strconcat ("input.", fixture_format (format)->extensions[0], NULL);
  g_autofree char *path = g_build_filename (folder, stem, NULL);
  Fixture *again = fixture_new (NULL);
  g_autoptr (VbtInput) input = NULL;
  g_autoptr (GError) error = NULL;

  vbt_output_set_dialect (output, dialect);
  fixture_write (fixture, fixture_format (format), output);
  g_file_get_contents (path, written, NULL, &error);
  g_assert_no_error (error);
  input = vbt_input_new_for_path (path, &error);
  vbt_input_set_dialect (input, dialect);
  fixture_format (format)->read (input, &again->sink, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->problems->len, ==, 0);
  return again;
}

/* What comes back is the same, but for the name of the label that is a token elsewhere. */
static void
test_round_trip (gconstpointer format)
{
  g_autoptr (Fixture) fixture = read_string ("xmi", golden);
  g_autofree char *written = NULL;
  g_autoptr (Fixture) again = write_and_read (fixture, format, "prefix=web.", &written);
  const VbtDocument *document = fixture_only_document (again);
  g_autofree char *before = describe (fixture);
  g_autofree char *after = describe (again);
  g_auto (GStrv) parts = g_strsplit (before, "de.x.segmentation.type.Token", -1);
  g_autofree char *expected = g_strjoinv ("de_x_segmentation_type_Token", parts);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();

  g_assert_cmpstr (after, ==, expected);
  g_assert_cmpstr (document->name, ==, "input.txt");
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "😀 Ann said\nno <1");
  g_assert_cmpuint (document->tokens->len, ==, 2);
  g_assert_nonnull (strstr (written, "web"));
  fixture_format (format)->losses (fixture->sink.catalog, fixture->documents->pdata[0], losses);
  g_assert_cmpuint (losses->rows->len, ==, 3);
  g_assert_true (g_str_has_prefix (((VbtLoss *)losses->rows->pdata[0])->what, "Names get"));
  g_assert_true (g_str_has_prefix (((VbtLoss *)losses->rows->pdata[1])->what, "Which entity"));
  g_assert_true (g_str_has_prefix (((VbtLoss *)losses->rows->pdata[2])->what, "Who made"));
}

/* What is wrong with a part is named, and the rest is there. */
static void
test_faults (void)
{
  g_autoptr (Fixture) fixture = read_string (
      "xmi",
      HEAD "<c:A xmi:id=\"2\" sofa=\"1\" begin=\"3\" end=\"6\"/>"
           "<c:A xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"2\"/>"
           "<c:B xmi:id=\"3\" sofa=\"1\" begin=\"1\" end=\"6\"/>"
           "<c:C xmi:id=\"4\" sofa=\"9\" begin=\"0\" end=\"2\"/>"
           "<c:R xmi:id=\"5\" sofa=\"1\" begin=\"0\" end=\"2\" Governor=\"2\" Dependent=\"77\"/>"
           "<cas:View sofa=\"1\" members=\"2 88\"/>" SOFA TAIL);

  g_assert_cmpuint (fixture->problems->len, ==, 5);
  fixture_assert_problem (fixture, "there is another “2”");
  fixture_assert_problem (fixture, "webanno.custom.B 3 was left out: 1 to 6");
  fixture_assert_problem (fixture, "webanno.custom.C 4 was left out: 9 does not exist");
  fixture_assert_problem (fixture, "77 does not exist");
  fixture_assert_problem (fixture, "member 88");
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 1);
}

/* XML that no program writes is refused at once, with the line. */
static void
test_hostile_xml (void)
{
  static const char *const bad[] = { "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                                     "<a>\n<b></a>",
                                     "<a>\x01</a>",
                                     "<a>&#1;</a>",
                                     "<a>\xff</a>",
                                     "",
                                     "<a",
                                     "<a b=\"&#55357;\"/>" };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("<a");
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i < 500000; i++)
    g_string_append_printf (wide, " a%u=\"\"", i);
  for (guint i = 0; i < G_N_ELEMENTS (bad) + 2; i++)
    {
      const char *data = i < G_N_ELEMENTS (bad)    ? bad[i]
                         : i == G_N_ELEMENTS (bad) ? deep->str
                                                   : wide->str;
      g_autoptr (GError) error = NULL;

      g_assert_false (fixture_read_bytes (fixture, "xmi", data, -1, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
    }
}

/* Relations between tokens are that again, in a file that has each token once. */
static void
test_tokens_of_relations (void)
{
  static const char *const formats[] = { "xmi", "cas-json" };
  static const char data[] = HEAD
      "<t:Token xmlns:t=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" "
      "xmi:id=\"20\" sofa=\"1\" begin=\"3\" end=\"6\" order=\"0\"/>"
      "<t:Token xmlns:t=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" "
      "xmi:id=\"21\" sofa=\"1\" begin=\"7\" end=\"11\"/>"
      "<t:Token xmlns:t=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" "
      "xmi:id=\"22\" sofa=\"1\" begin=\"12\" end=\"14\"/>"
      "<n:nsubj xmi:id=\"30\" sofa=\"1\" begin=\"3\" end=\"6\" Governor=\"21\" Dependent=\"20\" "
      "sure=\"yes\"/>" SOFA TAIL;
  g_autoptr (Fixture) fixture = read_string ("xmi", data);
  g_autofree char *before = describe (fixture);

  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 3);
  assert_has (before, "nsubj:said:Ann sure=yes");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *written = NULL;
      g_autoptr (Fixture) again = write_and_read (fixture, formats[i], NULL, &written);
      g_autofree char *after = describe (again);
      g_autoptr (VbtLosses) losses = vbt_losses_new ();
      g_auto (GStrv) parts = g_strsplit (
          written, g_str_equal (formats[i], "xmi") ? ":Token " : "type.Token\", \"@sofa", -1);

      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (g_strv_length (parts), ==, 4);
      g_assert_cmpuint (fixture_only_document (again)->tokens->len, ==, 3);
      fixture_format (formats[i])
          ->losses (fixture->sink.catalog, fixture_only_document (fixture), losses);
      for (guint j = 0; j < losses->rows->len; j++)
        g_assert_null (strstr (((VbtLoss *)losses->rows->pdata[j])->what, "underscores"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cas/read", test_read);
  g_test_add_data_func ("/cas/round-trip/xmi", "xmi", test_round_trip);
  g_test_add_data_func ("/cas/round-trip/json", "cas-json", test_round_trip);
  g_test_add_func ("/cas/faults", test_faults);
  g_test_add_func ("/cas/hostile-xml", test_hostile_xml);
  g_test_add_func ("/cas/tokens-of-relations", test_tokens_of_relations);
  return g_test_run ();
}
