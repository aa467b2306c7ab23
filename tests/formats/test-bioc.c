/* test-bioc.c: BioC in XML and in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

static Fixture *
read_golden (const char *format, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_path (fixture, format, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  return fixture;
}

/* (transfer full): "LABEL covered text; key=value" of all annotations, a line each. */
static char *
describe (const Fixture *fixture)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];
      const VbtSchema *schema = fixture->sink.catalog->schema;

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];
          g_autofree char *text = annotation->kind == VBT_KIND_SPAN
                                      ? vbt_document_get_covered_text (document, annotation)
                                      : g_strdup ("");

          g_string_append_printf (all, "%s %s",
                                  vbt_schema_get_label (schema, annotation->label)->name, text);
          for (guint k = 0; k < annotation->values->len; k++)
            {
              const VbtValue *value = annotation->values->pdata[k];

              g_string_append_printf (all, "; %s=%s",
                                      vbt_schema_get_attribute (schema, value->attribute)->name,
                                      value->value);
            }
          g_string_append_c (all, '\n');
        }
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
check (const Fixture *fixture)
{
  g_autofree char *all = describe (fixture);
  const VbtDocument *document = fixture_only_document ((Fixture *)fixture);
  const VbtAnnotation *quote = document->annotations->pdata[1];

  g_assert_cmpstr (document->name, ==, "a.txt");
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "😀 Ann said\n no, she <said> no");
  g_assert_cmpstr (vbt_document_get_metadata (document, "title"), ==, "Talks");
  g_assert_cmpstr (vbt_document_get_metadata (document, "source"), ==, "wire");
  g_assert_cmpuint (quote->n_fragments, ==, 2);
  g_assert_cmpstr (all, ==,
                   "PER Ann; sex=f\nQuote no no\nby ; from role=what; to role=who\nPolitics \n");
}

/* XML and JSON say the same; each comes back from the other. */
static void
test_round_trip (void)
{
  static const char *const formats[][2]
      = { { "bioc", "golden-bioc.xml" }, { "bioc-json", "golden-bioc-json.json" } };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Fixture) fixture = read_golden (formats[i][0], formats[i][1]);

      check (fixture);
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *written = fixture_write_string (fixture, formats[j][0]);
          g_autoptr (Fixture) again = fixture_new (NULL);
          g_autoptr (GError) error = NULL;

          fixture_read_bytes (again, formats[j][0], written, -1, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (again->problems->len, ==, 0);
          check (again);
        }
    }
}

/* What offsets count, and from where, is found out by the texts of the annotations. */
static void
test_units (void)
{
  static const struct
  {
    const char *second, *offset;
  } cases[] = { { "5", "7" }, { "6", "8" }, { "8", "10" }, { "5", "2" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml = g_strdup_printf (
          "<collection><document><id>d</id><passage><offset>0</offset><text>😀 ab</text></passage>"
          "<passage><offset>%s</offset><text>x Bob y Bo</text><annotation id=\"1\"><infon "
          "key=\"type\">PER</infon><location offset=\"%s\" length=\"3\"/><text>Bob</text>"
          "</annotation></passage></document></collection>",
          cases[i].second, cases[i].offset);
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *all = NULL;

      g_assert_true (fixture_read_bytes (fixture, "bioc", xml, -1, NULL));
      all = describe (fixture);
      g_assert_cmpstr (all, ==, "PER Bob\n");
      g_assert_cmpuint (fixture->problems->len, ==, 0);
      g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==,
                       "😀 ab\nx Bob y Bo");
    }
}

static const char *
annotator_of (const Fixture *fixture, guint i)
{
  const VbtAnnotation *annotation
      = fixture_only_document ((Fixture *)fixture)->annotations->pdata[i];

  return vbt_catalog_get_annotator (fixture->sink.catalog, annotation->annotator)->name;
}

/* Annotations that name who made them are theirs; a relation that names nobody is of who made its first span. */
static void
test_annotators (void)
{
  static const char xml[]
      = "<collection><document><id>d</id><passage><offset>0</offset><text>Ann Bo</text>"
        "<annotation id=\"1\"><infon key=\"annotator\">ada</infon><infon key=\"type\">PER</infon>"
        "<location offset=\"0\" length=\"3\"/><text>Ann</text></annotation>"
        "<annotation id=\"2\"><infon key=\"annotator\"></infon><infon key=\"type\">PER</infon>"
        "<location offset=\"4\" length=\"2\"/><text>Bo</text></annotation>"
        "<relation id=\"3\"><infon key=\"type\">knows</infon><node refid=\"1\" role=\"\"/>"
        "<node refid=\"2\" role=\"\"/></relation>"
        "<relation id=\"4\"><infon key=\"type\">knows</infon><infon key=\"annotator\">bo</infon>"
        "<node refid=\"1\" role=\"\"/><node refid=\"2\" role=\"\"/></relation></passage>"
        "<annotation id=\"5\"><infon key=\"type\">News</infon><infon key=\"annotator\">ada</infon>"
        "<text></text></annotation></document></collection>";
  static const char *const names[] = { "ada", "test", "ada", "bo", "ada" };
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *all = NULL;

  g_assert_true (fixture_read_bytes (fixture, "bioc", xml, -1, NULL));
  all = describe (fixture);
  g_assert_cmpstr (all, ==, "PER Ann\nPER Bo\nknows \nknows \nNews \n");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (annotator_of (fixture, i), ==, names[i]);
}

/* Attributes whose names BioC uses for something else stay attributes. */
static void
test_taken_names (void)
{
  static const char text[]
      = "{\"verbatim\": 1}\n{\"name\": \"t\", \"text\": \"Ann\", \"spans\": [{\"id\": \"1\", "
        "\"label\": \"PER\", \"start\": 0, \"end\": 3, \"attributes\": {\"type\": \"a\", "
        "\"annotator\": \"b\"}}]}\n";
  static const char *const formats[] = { "bioc", "bioc-json" };
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  g_assert_true (fixture_read_bytes (fixture, "verbatim", text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *written = fixture_write_string (fixture, formats[i]);
      g_autoptr (Fixture) again = fixture_new (NULL);
      g_autofree char *all = NULL;

      g_assert_true (fixture_read_bytes (again, formats[i], written, -1, NULL));
      all = describe (again);
      g_assert_cmpstr (all, ==, "PER Ann; type=a; annotator=b\n");
      g_assert_cmpstr (annotator_of (again, 0), ==, "test");
    }
}

static void
test_faults (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  fixture_read_bytes (
      fixture, "bioc",
      "<collection><document><id>d</id><passage><offset>abc</offset><text>Ann met Bob</text>"
      "<annotation id=\"1\"><location offset=\"-4\" length=\"3\"/></annotation>"
      "<annotation id=\"2\"><infon key=\"type\">PER</infon><location offset=\"8\" length=\"99\"/>"
      "</annotation><annotation id=\"3\"><location offset=\"0\" length=\"3\"/><text>Eve</text>"
      "</annotation><relation id=\"R\"><node refid=\"77\" role=\"x\"/></relation></passage>"
      "</document><document><id>e</id><passage><offset>0</offset><annotation id=\"1\">"
      "<location offset=\"1\" length=\"1\"/></annotation></passage></document></collection>",
      -1, NULL);
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 1);
  fixture_assert_problem (fixture, "The offset “abc”");
  fixture_assert_problem (fixture, "Annotation 1 was left out");
  fixture_assert_problem (fixture, "Annotation 2 was left out: 8 to 107");
  fixture_assert_problem (fixture, "its text is “Eve”");
  fixture_assert_problem (fixture, "77 does not exist");
  fixture_assert_problem (fixture, "The document e was left out");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bioc/round-trip", test_round_trip);
  g_test_add_func ("/bioc/units", test_units);
  g_test_add_func ("/bioc/annotators", test_annotators);
  g_test_add_func ("/bioc/taken-names", test_taken_names);
  g_test_add_func ("/bioc/faults", test_faults);
  return g_test_run ();
}
