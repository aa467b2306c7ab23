/* test-annotated-html.c: pages with the marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

static void
test_page (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *page = NULL;
  static const char *const parts[] = {
    ">Ann Lee</span>",   "prefers-color-scheme:dark",         "&lt;b&gt;",        "class=\"m cue",
    "class=\"m speaker", "title=\"Quote&#10;id: q &amp; a\"", "<p dir=\"auto\">",
  };
  static const char *const strangers[] = { "<script", "http:", "https:", "url(", "@import", "<b>" };

  fixture_read_bytes (
      fixture, "citron",
      "{\"text\": \"“Up <b>”\\n\\nsaid Ann Lee\", \"quotes\": [{\"cue\": {\"start\": 10, "
      "\"end\": 14}, \"sources\": [{\"start\": 15, \"end\": 22}], \"contents\": "
      "[{\"start\": 0, \"end\": 8}], \"id\": \"q & a\"}]}",
      -1, NULL);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  page = fixture_write_string (fixture, "annotated-html");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (page, parts[i]) == NULL)
      g_test_fail_printf ("there is no %s", parts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (strstr (page, strangers[i]) != NULL)
      g_test_fail_printf ("there is %s", strangers[i]);
  g_test_message ("%s", page);
}

static void
test_empty (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *page = fixture_write_string (fixture, "annotated-html");

  g_assert_true (g_str_has_prefix (page, "<!DOCTYPE html>"));
  g_assert_true (g_str_has_suffix (page, "</html>\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/annotated-html/page", test_page);
  g_test_add_func ("/annotated-html/empty", test_empty);
  return g_test_run ();
}
