/* test-w3c.c: W3C Web Annotations, and the text beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

/* (transfer full): what is read of annotations and their text. */
static Fixture *
read_pair (const char *json, const char *text, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.jsonld", NULL);
  g_autofree char *text_path = g_build_filename (folder, "a.txt", NULL);
  Fixture *fixture = fixture_new (NULL);

  g_file_set_contents (path, json, -1, NULL);
  if (text != NULL)
    g_file_set_contents (text_path, text, -1, NULL);
  fixture_read_path (fixture, "w3c", path, NULL, error);
  return fixture;
}

/* (transfer full): "LABEL covered text; key=value; note" of all annotations, a line each. */
static char *
describe (Fixture *fixture)
{
  const VbtDocument *document = fixture_only_document (fixture);
  const VbtSchema *schema = fixture->sink.catalog->schema;
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      g_autofree char *text = annotation->kind == VBT_KIND_SPAN
                                  ? vbt_document_get_covered_text (document, annotation)
                                  : g_strdup ("");

      g_string_append_printf (all, "%s %s", vbt_schema_get_label (schema, annotation->label)->name,
                              text);
      for (guint j = 0; j < annotation->values->len; j++)
        {
          const VbtValue *value = annotation->values->pdata[j];

          g_string_append_printf (all, "; %s=%s",
                                  vbt_schema_get_attribute (schema, value->attribute)->name,
                                  value->value);
        }
      g_string_append_printf (all, "%s%s\n", annotation->note != NULL ? "; " : "",
                              annotation->note != NULL ? annotation->note : "");
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static const char expected[] = "PER Ann; sex=f; who?\nQuote no never\nspeaker \nPolitics \n";

static void
test_round_trip (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden-w3c.jsonld", NULL);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *written = g_build_filename (folder, "golden-w3c.jsonld", NULL);
  g_autoptr (VbtOutput) output = vbt_output_new_for_folder (folder, NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_read_path (fixture, "w3c", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  before = describe (fixture);
  g_assert_cmpstr (before, ==, expected);
  fixture_write (fixture, fixture_format ("w3c"), output);
  fixture_read_path (again, "w3c", written, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->problems->len, ==, 0);
  after = describe (again);
  g_assert_cmpstr (after, ==, expected);
  g_assert_cmpstr (fixture_only_document (again)->name, ==, "golden-w3c.txt");
}

#define TARGET(selectors)                                                                          \
  "{\"type\": \"Annotation\", \"body\": {\"type\": \"TextualBody\", "                              \
  "\"value\": \"X\"}, \"target\": {\"selector\": [" selectors "]}}"
#define POSITION(start, end)                                                                       \
  "{\"type\": \"TextPositionSelector\", \"start\": " start ", \"end\": " end "}"
#define QUOTE(exact, prefix)                                                                       \
  "{\"type\": \"TextQuoteSelector\", \"exact\": \"" exact "\", \"prefix\": \"" prefix "\"}"

/* Where quote and position disagree, the quote counts; of several the one behind its prefix. */
static void
test_quotes (void)
{
  g_autoptr (Fixture) fixture = read_pair (
      "[" TARGET (QUOTE ("ab", "y ")) ", " TARGET (POSITION ("0", "1") ", " QUOTE (
          "zz", "")) ", " TARGET (POSITION ("3", "5")) ", " TARGET (QUOTE ("gone", "")) "]",
      "ab x ab y ab zz", NULL);
  const VbtDocument *document = fixture_only_document (fixture);
  g_autofree char *all = describe (fixture);

  g_assert_cmpstr (all, ==, "X x \nX ab\nX zz\n");
  g_assert_cmpint (vbt_annotation_get_extent (document->annotations->pdata[1]).start, ==, 10);
  g_assert_cmpuint (fixture->problems->len, ==, 2);
  fixture_assert_problem (fixture, "“zz” is not at its offsets, but at 13 to 15");
  fixture_assert_problem (fixture, "“gone” is not in the text");
}

static void
test_faults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_pair (
      "[" TARGET (POSITION (
          "5",
          "2")) ", {\"type\": \"Annotation\"}, {\"@context\": "
                "\"http://example.invalid/x\", \"target\": \"http://example.invalid/\"}, " TARGET (
                    QUOTE ("", "")) ", " TARGET ("{\"type\": \"SvgSelector\"}") ", 3]",
      "text", NULL);
  g_autoptr (Fixture) alone = read_pair ("[]", NULL, &error);

  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 0);
  fixture_assert_problem (fixture, "Annotation 1: its position is no range");
  fixture_assert_problem (fixture, "Annotation 2 was left out: it has no target");
  fixture_assert_problem (fixture, "Annotation 3 was left out: its context");
  fixture_assert_problem (fixture, "Annotation 4: a selector “TextQuoteSelector”");
  fixture_assert_problem (fixture, "Annotation 5: a selector “SvgSelector”");
  fixture_assert_problem (fixture, "it is no object");
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/w3c/round-trip", test_round_trip);
  g_test_add_func ("/w3c/quotes", test_quotes);
  g_test_add_func ("/w3c/faults", test_faults);
  return g_test_run ();
}
