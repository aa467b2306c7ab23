/* test-decode.c: bytes to text, in every encoding, and never by guesswork
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

static char *
decode (const char *data, gsize length, const char *encoding, const char **used, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  gsize n_bytes = 0;
  char *text = vbt_decode_text (bytes, encoding, used, &n_bytes, error);

  if (text != NULL)
    g_assert_cmpuint (n_bytes, ==, strlen (text));
  return text;
}

#define TEXT "Ann said: “Yes, 北京 😂.”\r\nEnd.\r"

/* With and without a byte order mark, told or not. */
static void
test_unicode (void)
{
  static const char *const encodings[]
      = { "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (guint mark = 0; mark < 2; mark++)
      for (guint told = 0; told < 2; told++)
        {
          g_autoptr (GError) error = NULL;
          gsize length;
          g_autofree char *data = g_convert (mark ? "\ufeff" TEXT : TEXT, -1, encodings[i], "UTF-8",
                                             NULL, &length, &error);
          const char *used = NULL;
          g_autofree char *text = decode (data, length, told ? encodings[i] : NULL, &used, &error);

          g_assert_no_error (error);
          g_assert_cmpstr (text, ==, TEXT);
          g_assert_cmpstr (used, ==, encodings[i]);
        }
}

/* "UTF-16" alone takes its byte order from the mark. */
static void
test_utf16_by_mark (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = decode ("\xfe\xff\0A\0b", 6, "UTF-16", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Ab");
}

static void
test_marks_inside (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = decode ("a\xef\xbb\xbf"
                                  "b",
                                  5, NULL, NULL, &error);
  g_autofree char *empty = decode ("\xef\xbb\xbf", 3, NULL, NULL, &error);
  g_autofree char *nothing = decode ("", 0, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "a\ufeff"
                   "b");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (nothing, ==, "");
}

/* Each message names the byte, counted from the beginning of the file. */
static const struct
{
  const char *data;
  gsize length;
  const char *encoding;
  const char *message;
} bad[] = {
  { "ab\xff", 3, NULL, "byte 2 is 0xFF" },
  { "\xef\xbb\xbf"
    "ab\xff",
    6, NULL, "byte 5 is 0xFF" },
  { "\xc0\xaf", 2, NULL, "byte 0" },
  { "a\xed\xa0\x80", 4, NULL, "byte 1" },
  { "a\xf4\x90\x80\x80", 5, NULL, "byte 1" },
  { "ab\xe2\x82", 4, NULL, "ends in the middle of a UTF-8 character at byte 2" },
  { "ab\0cd", 5, NULL, "NUL character at byte 2" },
  { "Ann\0Smith\n", 10, NULL, "NUL character at byte 3" },
  { "\0\0\0\0", 4, NULL, "NUL character at byte 0" },
  { "\1\2\3\4\xff", 5, NULL, "binary" },
  { "\xff\xfe"
    "a",
    3, NULL, "byte 2" },
  { "\xff\xfe"
    "\x00\xd8"
    "a\0",
    6, NULL, "Byte 2" },
  { "\xff\xfe"
    "a\0"
    "\0\0",
    6, NULL, "NUL" },
  { "ab", 2, "no-such-encoding", "no encoding" },
  { "ab\xe9", 3, "UTF-8//IGNORE", "no encoding" },
  { "ab\x81", 3, "windows-1252", "Byte 2 is not valid" },
  { "ab\x82", 3, "Shift_JIS", "byte 2" },
  { "ab\xe9!", 4, "UTF-8", "byte 2 is 0xE9" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = decode (bad[i].data, bad[i].length, bad[i].encoding, NULL, &error);

      g_assert_null (text);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].message));
    }
}

/* Which encoding a message offers: each does decode the text. */
static void
test_offers (void)
{
  static const char *const texts[][2] = {
    { "Der Minister sagte am Freitag in München, die Gespräche seien über Nacht fortgeführt "
      "worden.",
      "windows-1252" },
    { "Министр иностранных дел заявил в пятницу, что переговоры продолжались всю ночь.",
      "windows-1251" },
    { "外相は金曜日、交渉が夜通し続いたと述べた。合意には至らなかったが、対話は続くという。",
      "Shift_JIS" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length;
      g_autofree char *data
          = g_convert (texts[i][0], -1, texts[i][1], "UTF-8", NULL, &length, NULL);
      g_autofree char *offer = g_strdup_printf ("--encoding %s", texts[i][1]);
      g_autofree char *text = decode (data, length, NULL, NULL, &error);
      g_autofree char *told = NULL;

      g_assert_null (text);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, offer));
      g_clear_error (&error);
      told = decode (data, length, texts[i][1], NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (told, ==, texts[i][0]);
    }
}

/* A stateful encoding gives back what it holds at the end. */
static void
test_stateful (void)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *data
      = g_convert ("日本語 text 日本", -1, "ISO-2022-JP", "UTF-8", NULL, &length, NULL);
  g_autofree char *text = decode (data, length, "ISO-2022-JP", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "日本語 text 日本");
}

/* Random bytes: a text that is valid, or an error; the same for every encoding. */
static void
test_random (void)
{
  static const char *const encodings[] = { NULL, "UTF-16", "Shift_JIS", "GB18030", "UTF-7" };

  for (guint i = 0; i < 5000; i++)
    {
      char data[40];
      gsize length = (gsize)g_test_rand_int_range (0, sizeof data);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      for (gsize j = 0; j < length; j++)
        data[j] = (char)g_test_rand_int_range (0, i % 3 == 0 ? 2 : 256);
      text = decode (data, length, encodings[i % G_N_ELEMENTS (encodings)], NULL, &error);
      g_assert_true ((text == NULL) == (error != NULL));
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/unicode", test_unicode);
  g_test_add_func ("/decode/utf16-by-mark", test_utf16_by_mark);
  g_test_add_func ("/decode/marks-inside", test_marks_inside);
  g_test_add_func ("/decode/bad", test_bad);
  g_test_add_func ("/decode/offers", test_offers);
  g_test_add_func ("/decode/stateful", test_stateful);
  g_test_add_func ("/decode/random", test_random);
  return g_test_run ();
}
