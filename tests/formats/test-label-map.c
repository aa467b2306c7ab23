/* test-label-map.c: labels of a file under other names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

static Fixture *
read_doccano (void)
{
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (
      fixture, "verbatim",
      "{\"text\": \"Ann met Bo\", \"spans\": ["
      "{\"id\": \"1\", \"label\": \"per\", \"start\": 0, \"end\": 3, \"attributes\": {\"sure\": "
      "\"yes\"}}, "
      "{\"id\": \"2\", \"label\": \"verb\", \"start\": 4, \"end\": 7}, "
      "{\"id\": \"3\", \"label\": \"per\", \"start\": 8, \"end\": 10}], \"relations\": ["
      "{\"id\": \"4\", \"label\": \"does\", \"from\": \"1\", \"to\": \"2\"}, "
      "{\"id\": \"5\", \"label\": \"knows\", \"from\": \"1\", \"to\": \"3\"}]}\n",
      -1, &error);
  g_assert_no_error (error);
  return fixture;
}

static void
test_apply (void)
{
  g_autoptr (Fixture) fixture = read_doccano ();
  VbtDocument *document = fixture_only_document (fixture);
  const VbtSchema *schema = fixture->sink.catalog->schema;
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtLabelMap) map
      = vbt_label_map_new ("# ours\nper\tPerson\r\nverb\t\nknows\tmeets\n", "map", &error);
  const VbtAnnotation *ann, *relation;

  g_assert_no_error (error);
  /* The span, and the relation to it. */
  g_assert_cmpuint (vbt_label_map_apply (map, fixture->sink.catalog, document), ==, 2);
  g_assert_cmpuint (document->annotations->len, ==, 3);
  ann = document->annotations->pdata[0];
  g_assert_cmpstr (vbt_schema_get_label (schema, ann->label)->name, ==, "Person");
  g_assert_cmpuint (ann->values->len, ==, 1);
  g_assert_nonnull (vbt_label_find_attribute (vbt_schema_get_label (schema, ann->label), "sure"));
  relation = document->annotations->pdata[2];
  g_assert_cmpstr (vbt_schema_get_label (schema, relation->label)->name, ==, "meets");
  g_assert_nonnull (vbt_document_get_annotation (document, relation->to));
  g_assert_cmpuint (vbt_label_map_apply (NULL, fixture->sink.catalog, document), ==, 0);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vbt_label_map_new ("a\tb\nc\n", "map", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "map:2: "));
  g_clear_error (&error);
  g_assert_null (vbt_label_map_new ("a\tb\na\tc\n", "map", &error));
  g_assert_nonnull (strstr (error->message, "twice"));
  g_clear_error (&error);
  g_assert_null (vbt_label_map_new_from_file ("/nonexistent/map", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-map/apply", test_apply);
  g_test_add_func ("/label-map/errors", test_errors);
  return g_test_run ();
}
