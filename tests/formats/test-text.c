/* test-text.c: plain text of every encoding
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-json.h"

static json_t *
load_expect (const char *folder)
{
  g_autofree char *path = fixture_shared (folder, "EXPECT.json");
  json_t *json;

  if (path == NULL)
    return NULL;
  json = json_load_file (path, 0, NULL);
  g_assert_nonnull (json);
  return json;
}

/* What Python calls the encoding, where ours must be told. */
static const char *
encoding_to_tell (const char *python_name)
{
  static const char *const names[][2] = { { "shift_jis", "Shift_JIS" },
                                          { "cp1252", "windows-1252" },
                                          { "cp1255", "windows-1255" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], python_name))
      return names[i][1];
  return NULL;
}

static void
check_file (const char *name, json_t *facts)
{
  g_autofree char *path = fixture_shared ("plain_text", name);
  const char *encoding = encoding_to_tell (json_string_value (json_object_get (facts, "encoding")));
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;
  VbtDocument *document;

  g_test_message ("%s", name);
  if (encoding != NULL)
    {
      g_assert_false (fixture_read_path (fixture, "text", path, NULL, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "try --encoding"));
      g_clear_error (&error);
    }
  fixture_read_path (fixture, "text", path, encoding, &error);
  g_assert_no_error (error);
  document = fixture_only_document (fixture);
  g_assert_cmpstr (document->name, ==, name);
  g_assert_cmpint (vbt_text_get_length (document->text), ==,
                   json_integer_value (json_object_get (facts, "chars")));
  g_assert_cmpuint (vbt_text_get_n_utf16 (document->text), ==,
                    json_integer_value (json_object_get (facts, "utf16_units")));
  sha256 = vbt_text_sha256 (document->text);
  g_assert_cmpstr (sha256, ==,
                   json_string_value (json_object_get (facts, "sha256_of_text_as_utf8")));
}

static void
test_expect (void)
{
  g_autoptr (json_t) expect = load_expect ("plain_text");
  const char *name;
  json_t *facts;

  json_object_foreach (expect, name, facts) { check_file (name, facts); }
}

static void
test_bad (void)
{
  static const char *const cases[][2] = {
    { "text_invalid_utf8.txt", "byte 4 is 0xE9. Its encoding may be windows-1252" },
    { "text_truncated_utf8_end.txt", "byte 5" },
    { "text_binary.txt", "not text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = fixture_shared ("bad", cases[i][0]);
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      g_assert_false (fixture_read_path (fixture, "text", path, NULL, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
      g_assert_cmpuint (fixture->documents->len, ==, 0);
    }
}

static void
test_bidi (void)
{
  g_autofree char *path = fixture_shared ("bad", "text_bidi_controls.txt");
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  if (path == NULL)
    return;
  fixture_read_path (fixture, "text", path, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &data, NULL, NULL);
  g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==, data);
}

/* Written into a folder, each under a name of its own, and read back. */
static void
test_write (void)
{
  g_autofree char *parent = g_dir_make_tmp (NULL, NULL);
  g_autofree char *folder = g_build_filename (parent, "out", NULL);
  g_autofree char *second = g_build_filename (folder, "input-2.txt", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (VbtOutput) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  fixture_read_bytes (fixture, "text", "one\r\n", -1, &error);
  fixture_read_bytes (fixture, "text", "two\r", -1, &error);
  g_assert_no_error (error);
  output = vbt_output_new_for_folder (folder, &error);
  g_assert_no_error (error);
  fixture_write (fixture, fixture_format ("text"), output);
  g_file_get_contents (second, &data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (data, ==, "two\r");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/expect", test_expect);
  g_test_add_func ("/text/bad", test_bad);
  g_test_add_func ("/text/bidi", test_bidi);
  g_test_add_func ("/text/write", test_write);
  return g_test_run ();
}
