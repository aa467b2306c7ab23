/* test-word-breaks.c: boundaries of words without ICU are those of ICU, in everything that can stand together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/vbt-word-breaks.h"

/* What has a class of its own in the rules of words, and some that look like it. */
static const char *const atoms[] = {
  "a",        "Z",    "é",    "ß",    "Ə",    "1",        "9",
  "0",        " ",    "  ",   "\n",   "\r\n", "\r",       "\t",
  ".",        ",",    ";",    ":",    "'",    "\"",       "’",
  "‘",        "“",    "”",    "„",    "«",    "»",        "–",
  "—",        "…",    "-",    "@",    "#",    "$",        "%",
  "&",        "(",    ")",    "*",    "+",    "/",        "<",
  "=",        ">",    "?",    "!",    "[",    "\\",       "]",
  "^",        "_",    "`",    "{",    "|",    "}",        "~",
  "\xc2\xa0", "\x01", "\x0b", "\x0c", "\x7f", "\xc2\x85", "\xc2\xad",
  "×",        "÷",    "ª",    "·",    "©",    "́",         "‍",
  "​",      "⁠",  "️",  "⃣",     " ",    "　",       "\xe2\x80\xa8",
  "ע",        "״",    "ت",    "一",   "東京", "か",       "カ",
  "ไทย",      "កម",   "👩",    "🏽", "🇩",    "🇪",        "ʼ",
  "､",        "Ａ",   "１",   "．",   "̈",     "ñ",        "œ",
  "ŋ",        "ﬁ",    "€",
};

static void
compare (const char *language, const char *text)
{
  gsize n_bytes = strlen (text);
  g_auto (VbtWordBreaks) words = VBT_WORD_BREAKS_INIT;
  UText utext = UTEXT_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open (UBRK_WORD, language, NULL, 0, &status);
  int32_t end;

  utext_openUTF8 (&utext, text, (int64_t)n_bytes, &status);
  ubrk_setUText (iterator, &utext, &status);
  g_assert_true (U_SUCCESS (status));
  vbt_word_breaks_set_text (&words, language, text, n_bytes);
  while ((end = ubrk_next (iterator)) != UBRK_DONE)
    {
      g_assert_true (vbt_word_breaks_next (&words));
      if (words.end != (gsize)end || words.status != ubrk_getRuleStatus (iterator))
        {
          gsize from = words.start > 12 ? words.start - 12 : 0;
          g_autofree char *bytes = g_strndup (text + from, 24);
          g_autofree char *escaped = g_strescape (bytes, NULL);

          g_test_message ("%s: at byte %" G_GSIZE_FORMAT " of \"%s\"", language, words.start - from,
                          escaped);
        }
      g_assert_cmpuint (words.end, ==, end);
      g_assert_cmpint (words.status, ==, ubrk_getRuleStatus (iterator));
    }
  g_assert_false (vbt_word_breaks_next (&words));
  ubrk_close (iterator);
  utext_close (&utext);
}

/* All pairs and, around each pair, a letter, a digit or a space: so far the rules look. */
static void
test_neighbors (void)
{
  static const char *const around[] = { "", "a", "1", " ", "." };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (atoms); i++)
    for (guint j = 0; j < G_N_ELEMENTS (around); j++)
      {
        g_string_truncate (text, 0);
        for (guint k = 0; k < G_N_ELEMENTS (atoms); k++)
          for (guint l = 0; l < G_N_ELEMENTS (around); l++)
            g_string_append_printf (text, "%s%s%s%s\n", around[j], atoms[i], atoms[k], around[l]);
        compare ("en", text->str);
      }
}

static void
test_random (void)
{
  static const char *const languages[] = { "en", "de", "fr", "ja", "th", "sv", "ar", "" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 6000; i++)
    {
      guint n = (guint)g_test_rand_int_range (1, 40);
      /* Few of them only, so that regions without anything for ICU are as frequent as others. */
      guint n_atoms = (guint)g_test_rand_int_range (8, G_N_ELEMENTS (atoms) + 1);

      g_string_truncate (text, 0);
      for (guint j = 0; j < n; j++)
        g_string_append (text, atoms[g_test_rand_int_range (0, (gint32)n_atoms)]);
      compare (languages[i % G_N_ELEMENTS (languages)], text->str);
    }
}

static void
test_letters (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gunichar c = 1; c < 0x3000; c++)
    {
      if (!g_unichar_isdefined (c))
        continue;
      g_string_append (text, "a");
      g_string_append_unichar (text, c);
      g_string_append (text, "b ");
      g_string_append_unichar (text, c);
      g_string_append (text, " 1");
      g_string_append_unichar (text, c);
      g_string_append (text, "2\n");
    }
  compare ("en", text->str);
}

/* The same walk goes through one text after the other. */
static void
test_again (void)
{
  g_auto (VbtWordBreaks) words = VBT_WORD_BREAKS_INIT;

  for (guint i = 0; i < 3; i++)
    {
      vbt_word_breaks_set_text (&words, NULL, "一 a_b", strlen ("一 a_b"));
      for (guint j = 0; j < i; j++)
        g_assert_true (vbt_word_breaks_next (&words));
    }
  vbt_word_breaks_set_text (&words, NULL, "", 0);
  g_assert_false (vbt_word_breaks_next (&words));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-breaks/neighbors", test_neighbors);
  g_test_add_func ("/word-breaks/random", test_random);
  g_test_add_func ("/word-breaks/letters", test_letters);
  g_test_add_func ("/word-breaks/again", test_again);
  return g_test_run ();
}
