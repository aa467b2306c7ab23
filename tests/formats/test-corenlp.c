/* test-corenlp.c: CoreNLP in JSON and XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

/* (transfer full): a file of tests/data. */
static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  return data;
}

/* Behind the smiling face, UTF-16 and characters differ. */
static const char expected[] = "Location 29-33 Oslo; ner=CITY\n"
                               "Person 2-9 Ann Lee; → Ann Lee\n"
                               "Person 20-23 She; → Ann Lee\n"
                               "Quote 15-19 “Hi”\n"
                               "Speaker 2-9 Ann Lee; → Ann Lee\n"
                               "speaker (Quote 15-19 “Hi” → Speaker 2-9 Ann Lee; → Ann Lee)";

/* With the text, and without: then it is made of the tokens. */
static void
test_json (void)
{
  g_autofree char *alone = read_data ("corenlp-quotes.json");
  g_autofree char *with_text
      = g_strconcat ("{\"text\": \"🙂 Ann Lee said “Hi” She left Oslo\",", alone + 1, NULL);
  const char *const files[] = { with_text, alone };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *all = NULL;
      g_autoptr (GError) error = NULL;
      const VbtDocument *document;

      fixture_read_bytes (fixture, "corenlp", files[i], -1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fixture->problems->len, ==, 0);
      document = fixture_only_document (fixture);
      all = fixture_describe (fixture);
      g_assert_cmpstr (all, ==, expected);
      g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==,
                       "🙂 Ann Lee said “Hi” She left Oslo");
      g_assert_cmpuint (document->tokens->len, ==, 8);
      g_assert_cmpuint (document->sentences->len, ==, 2);
      g_assert_true (vbt_document_is_suggestion (document, fixture->sink.catalog,
                                                 document->annotations->pdata[0]));
    }
}

static void
test_xml (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.txt.xml", NULL);
  g_autofree char *text_path = g_build_filename (folder, "a.txt", NULL);
  g_autofree char *data = read_data ("corenlp-brackets.xml");

  g_file_set_contents (path, data, -1, NULL);
  /* First without the text, then with another one, then with its own. */
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *all = NULL;
      g_autoptr (GError) error = NULL;

      if (i > 0)
        g_file_set_contents (text_path, i == 1 ? "Something else" : "(Ann)\tran!", -1, NULL);
      fixture_read_path (fixture, "corenlp-xml", path, NULL, &error);
      g_assert_no_error (error);
      fixture_assert_problem (fixture, "sentence 9 has no tokens 1 to 2");
      all = fixture_describe (fixture);
      g_assert_cmpstr (all, ==, "Person 1-4 Ann; → Ann");
      g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==,
                       i == 2 ? "(Ann)\tran!" : "(Ann) ran");
      g_assert_cmpstr (fixture_only_document (fixture)->name, ==, "a.txt");
    }
}

static void
test_problems (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *data = read_data ("corenlp-damaged.json");

  fixture_read_bytes (fixture, "corenlp", data, -1, NULL);
  fixture_assert_problem (fixture, "has no tokens 0 to 50");
  fixture_assert_problem (fixture, "“met” was left out");
  fixture_assert_problem (fixture, "Quote 1 was left out");
  g_assert_cmpuint (fixture_only_document (fixture)->tokens->len, ==, 1);
  fixture_read_bytes (fixture, "corenlp", "{\"text\": \"\"}", -1, NULL);
  fixture_assert_problem (fixture, "it has no sentences");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corenlp/json", test_json);
  g_test_add_func ("/corenlp/xml", test_xml);
  g_test_add_func ("/corenlp/problems", test_problems);
  return g_test_run ();
}
