/* test-citron.c: Citron's JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

static const char golden[]
    = "{\"text\": \"“Up,” Ann 🙂 said, “now.” He ran.\",\n"
      " \"quotes\": [{\"cue\": {\"start\": 12, \"end\": 16, \"text\": \"said\"},\n"
      "  \"sources\": [{\"start\": 6, \"end\": 9, \"text\": \"Ann\"}],\n"
      "  \"contents\": [{\"start\": 18, \"end\": 24, \"text\": \"“now.”\"},\n"
      "   {\"start\": 0, \"end\": 5, \"text\": \"“Up,”\"}], \"confidence\": \"0.5000\"}],\n"
      " \"coreference_groups\": [[{\"start\": 6, \"end\": 9, \"text\": \"Ann\"},\n"
      "  {\"start\": 25, \"end\": 27, \"text\": \"He\"}]]}";

static const char expected[] = "Cue 12-16 said\n"
                               "Other 25-27 He; → Ann\n"
                               "Quote 0-5 “Up,” 18-24 “now.”\n"
                               "Speaker 6-9 Ann; → Ann\n"
                               "cue (Quote 0-5 “Up,” 18-24 “now.” → Cue 12-16 said)\n"
                               "speaker (Quote 0-5 “Up,” 18-24 “now.” → Speaker 6-9 Ann; → Ann)";

static void
test_round_trip (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "input.json", NULL);
  g_autoptr (VbtOutput) output = vbt_output_new_for_folder (folder, NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "citron", golden, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  before = fixture_describe (fixture);
  g_assert_cmpstr (before, ==, expected);
  fixture_write (fixture, fixture_format ("citron"), output);
  fixture_read_path (again, "citron", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->problems->len, ==, 0);
  after = fixture_describe (again);
  g_assert_cmpstr (after, ==, expected);
  g_assert_cmpstr (fixture_only_document (again)->name, ==, fixture_only_document (fixture)->name);
  g_assert_cmpfloat (
      ((VbtAnnotation *)fixture_only_document (again)->annotations->pdata[0])->confidence, ==, 0.5);
}

/* What Citron has no place for is said; what it has is not. */
static void
test_losses (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  VbtDocument *document;
  VbtAnnotation *span;

  fixture_read_bytes (fixture, "citron", golden, -1, NULL);
  document = fixture_only_document (fixture);
  fixture_format ("citron")->losses (fixture->sink.catalog, document, losses);
  g_assert_cmpuint (losses->rows->len, ==, 1);
  span = vbt_annotation_new_span (
      vbt_schema_ensure_label (fixture->sink.catalog->schema, VBT_KIND_SPAN, "Quote")->id,
      fixture->sink.annotator, 25, 27);
  vbt_document_take_annotation (document, span);
  span = vbt_annotation_new_span (
      vbt_schema_ensure_label (fixture->sink.catalog->schema, VBT_KIND_SPAN, "X")->id,
      fixture->sink.annotator, 25, 27);
  vbt_document_take_annotation (document, span);
  fixture_format ("citron")->losses (fixture->sink.catalog, document, losses);
  g_assert_cmpuint (losses->rows->len, ==, 3);
}

static void
test_problems (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  fixture_read_bytes (
      fixture, "citron",
      "[{\"quotes\": []}, {\"text\": \"ab cd\", \"quotes\": [1, {\"contents\": []},"
      "{\"contents\": [{\"start\": 3, \"end\": 90}]}, {\"cue\": 3, \"sources\": [null],"
      "\"contents\": [{\"start\": 0, \"end\": 2}, {\"start\": 2, \"end\": 5}]}],"
      "\"coreference_groups\": [[], [7], 3]}]",
      -1, NULL);
  fixture_assert_problem (fixture, "it has no text");
  fixture_assert_problem (fixture, "it has no contents");
  fixture_assert_problem (fixture, "3 to 90 is not in the text");
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/citron/round-trip", test_round_trip);
  g_test_add_func ("/citron/losses", test_losses);
  g_test_add_func ("/citron/problems", test_problems);
  return g_test_run ();
}
