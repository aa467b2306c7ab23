/* test-segment.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-lexicon.h"
#include "model/vbt-packed-ranges.h"
#include "model/vbt-segment.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

typedef struct
{
  const char *language;
  const char *text;
  const char *expected; /* the tokens or sentences, "|" between them */
} Case;

static char *
joined (const VbtText *text, const GArray *ranges)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);
      g_autofree char *slice = vbt_text_slice (text, range.start, range.end);

      g_string_append_printf (string, "%s%s", i > 0 ? "|" : "", slice);
    }
  return g_string_free (string, FALSE);
}

static const Case token_cases[] = {
  { "en", "", "" },
  { "en", " \t\n\u00a0\u200b", "" },
  { "en", "Hello, world.", "Hello|,|world|." },
  { "en", "the U.S. Senate", "the|U.S.|Senate" },
  { "en", "He left the U.S.", "He|left|the|U.S." },
  { "en", "the U.S.’s role", "the|U.S.|’s|role" },
  { "en", "Mr. Smith met Dr. Jones.", "Mr.|Smith|met|Dr.|Jones|." },
  { "en", "George W. Bush", "George|W.|Bush" },
  { "en", "J.K. Rowling", "J.K.|Rowling" },
  { "en", "It was plan B. The others left.", "It|was|plan|B|.|The|others|left|." },
  { "en", "No. 5 and no.", "No.|5|and|no|." },
  { "en", "at 5 p.m. on Jan. 6", "at|5|p.m.|on|Jan.|6" },
  { "en", "$3.5 billion, €2,5 and US$4", "$3.5|billion|,|€2,5|and|US$4" },
  { "en", "1,000,000 and 1.5%", "1,000,000|and|1.5|%" },
  { "fr", "1\u202f000\u202f000 euros, 25\u00a0%", "1\u202f000\u202f000|euros|,|25|%" },
  { "en", "12\u00a0345 1234", "12\u00a0345|1234" },
  { "en", "at 10:30 it: 5", "at|10:30|it|:|5" },
  { "en", "COVID-19 co-operation Russia-NATO", "COVID-19|co-operation|Russia-NATO" },
  { "en", "well\u2011known — 1990–1995 -- end", "well\u2011known|—|1990|–|1995|--|end" },
  { "en", "see https://example.com/a?b=c(d), then www.a.org.",
    "see|https://example.com/a?b=c(d)|,|then|www.a.org|." },
  { "en", "(https://a.example/x)", "(|https://a.example/x|)" },
  { "en", "example.org/talks/1 is", "example.org/talks/1|is" },
  { "en", "write jane.doe+news@my-mail.example.org!", "write|jane.doe+news@my-mail.example.org|!" },
  { "en", "#Brexit and @jane_doe, #2", "#Brexit|and|@jane_doe|,|#2" },
  { "en", "Well... yes… no..", "Well|...|yes|…|no|.." },
  { "en", "Russia’s and Russia's", "Russia|’s|and|Russia|'s" },
  { "en", "don’t can't O’Brien", "don’t|can't|O’Brien" },
  { "en", "Smith-Jones’s book", "Smith-Jones|’s|book" },
  { "en", "“Yes,” she said", "“|Yes|,|”|she|said" },
  { "en", "AT&T and Q&A", "AT&T|and|Q&A" },
  { "en", "``Yes,'' he said", "``|Yes|,|''|he|said" },
  { "fr", "l’homme qu’il a vu aujourd’hui", "l’|homme|qu’|il|a|vu|aujourd’hui" },
  { "it", "dell’Italia c’è", "dell’|Italia|c’|è" },
  { "de", "am 3. Oktober 2020", "am|3.|Oktober|2020" },
  { "de", "z.B. Dr. Müller", "z.B.|Dr.|Müller" },
  { "ar", "قال الرئيس: «نعم»", "قال|الرئيس|:|«|نعم|»" },
  { "th", "สวัสดีครับ", "สวัสดี|ครับ" },
  { "zh", "我们需要和平。", "我们|需要|和平|。" },
  { "en", "👩‍👩‍👧‍👦👍🏽🇩🇪🇫🇷1️⃣ ok",
    "👩‍👩‍👧‍👦|👍🏽|🇩🇪|🇫🇷|1️⃣|ok" },
  { "en", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f x",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f|x" },
  { "en", "cafe\u0301s-de\u0301ja\u0300", "cafe\u0301s-de\u0301ja\u0300" },
  { "hi", "हिन्दी में", "हिन्दी|में" },
  { "ko", "한국어 단어", "한국어|단어" },
  { "he", "צה\"ל אמר", "צה\"ל|אמר" },
  { NULL, "\ufeffBegin\r\nend", "Begin|end" },
};

static void
test_tokens (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (token_cases); i++)
    {
      const Case *c = &token_cases[i];
      g_autoptr (VbtText) text = vbt_text_new (c->text, -1, NULL);
      g_autoptr (GArray) tokens = vbt_segment_tokens (text, c->language);
      g_autofree char *found = joined (text, tokens);

      g_assert_cmpstr (found, ==, c->expected);
    }
}

static void
test_japanese (void)
{
  g_autoptr (VbtText) text = vbt_text_new ("首相は「平和が必要です。」と述べた。", -1, NULL);
  g_autoptr (GArray) tokens = vbt_segment_tokens (text, "ja");
  g_autofree char *found = joined (text, tokens);

  g_assert_nonnull (strstr (found, "首相|は|「|平和|が|必要|"));
}

static const Case sentence_cases[] = {
  { "en", "", "" },
  { "en", "  One. Two?  Three! ", "One.|Two?|Three!" },
  { "en", "Mr. Smith and Dr. Jones met. They spoke.", "Mr. Smith and Dr. Jones met.|They spoke." },
  { "en", "The U.S. Senate met in the U.S. The vote is near.",
    "The U.S. Senate met in the U.S.|The vote is near." },
  { "en", "George W. Bush won. J. K. Rowling wrote.", "George W. Bush won.|J. K. Rowling wrote." },
  { "en", "It cost $3.5 billion. Fine.", "It cost $3.5 billion.|Fine." },
  { "en", "“We won.” He left. “Fine.”", "“We won.”|He left.|“Fine.”" },
  { "en", "He left. \"So what?\" He came back.", "He left.|\"So what?\"|He came back." },
  { "en", "“Who knows?” she said. “Not me.”", "“Who knows?” she said.|“Not me.”" },
  { "en", "“Who knows?” Mr. Trump told reporters. Next.",
    "“Who knows?” Mr. Trump told reporters.|Next." },
  { "en", "“Stop!” Mary Ann Smith said.", "“Stop!” Mary Ann Smith said." },
  { "en", "“Stop!” The crowd went home.", "“Stop!”|The crowd went home." },
  { "en", "(He laughed.) She did not.", "(He laughed.)|She did not." },
  { "en", "No full stop\nNext line", "No full stop|Next line" },
  { "en", "Who knows?”\r\nshe said.\u2029x", "Who knows?”|she said.|x" },
  { "en", "Acme Inc. said so. It won.", "Acme Inc. said so.|It won." },
  { "en", "at 5 p.m. He left at 6 a.m. on Jan. 6.", "at 5 p.m.|He left at 6 a.m. on Jan. 6." },
  { "en", "See No. 5. Then no. Go.", "See No. 5.|Then no.|Go." },
  { "en", "1. First point.\n2. Second point.", "1. First point.|2. Second point." },
  { "en", "See http://a.example/?q=1!Foo now. Ok.", "See http://a.example/?q=1!Foo now.|Ok." },
  { "en", "Well... maybe. He said ... nothing.", "Well... maybe.|He said ... nothing." },
  { "en", "Use vs. and e.g. this. Done.", "Use vs. and e.g. this.|Done." },
  { "de", "Am 3. Oktober kam Dr. Müller. „Gut.“ Er ging.",
    "Am 3. Oktober kam Dr. Müller.|„Gut.“|Er ging." },
  { "de", "„Wer weiß?“, fragte sie. »Ich nicht.« Er ging.",
    "„Wer weiß?“, fragte sie.|»Ich nicht.«|Er ging." },
  { "fr", "« Qui sait ? » demande M. Macron. « Moi. » Il part.",
    "« Qui sait ? » demande M. Macron.|« Moi. »|Il part." },
  { "es", "¿Quién sabe? El Sr. García. Sí.", "¿Quién sabe?|El Sr. García.|Sí." },
  { "it", "Il sig. Rossi è qui. Bene.", "Il sig. Rossi è qui.|Bene." },
  { "ru", "Он ушёл. «Да», — сказал он.", "Он ушёл.|«Да», — сказал он." },
  { "ar", "قال نعم. هل تعرف؟ لا.", "قال نعم.|هل تعرف؟|لا." },
  { "ja", "首相は「必要です。」と述べた。次の文。", "首相は「必要です。」と述べた。|次の文。" },
  { "zh", "我们需要和平。他说。", "我们需要和平。|他说。" },
  { "hi", "यह एक है। वह दो है।", "यह एक है।|वह दो है।" },
  { NULL, "„Das ist nicht gut“, sagte er. Und sie auch nicht.",
    "„Das ist nicht gut“, sagte er.|Und sie auch nicht." },
};

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentence_cases); i++)
    {
      const Case *c = &sentence_cases[i];
      g_autoptr (VbtText) text = vbt_text_new (c->text, -1, NULL);
      g_autoptr (GArray) tokens = vbt_segment_tokens (text, c->language);
      g_autoptr (GArray) sentences = vbt_segment_sentences (text, c->language, tokens);
      g_autofree char *found = joined (text, sentences);

      g_assert_cmpstr (found, ==, c->expected);
    }
}

static void
test_language (void)
{
  static const Case cases[] = {
    { NULL, "The talks were held and they said that it was not over.", "en" },
    { NULL, "Das ist nicht gut, sagte er, und sie ist auch nicht da.", "de" },
    { NULL, "Le président a dit que la loi est dans les mains des élus.", "fr" },
    { NULL, "El presidente dijo que los datos de la ley no son buenos.", "es" },
    { NULL, "قال الرئيس نعم", "ar" },
    { NULL, "首相は「平和が必要です」と述べた", "ja" },
    { NULL, "我们需要和平", "zh" },
    { "de-AT", "The talks", "de" },
    { "und", "Das ist nicht der Fall", "de" },
    { "", "", "en" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VbtText) text = vbt_text_new (cases[i].text, -1, NULL);

      g_assert_cmpstr (vbt_language_of (text, cases[i].language), ==, cases[i].expected);
    }
}

static gboolean
is_blank (const VbtText *text, VbtOffset start, VbtOffset end)
{
  for (VbtOffset i = start; i < end; i++)
    {
      gunichar c = vbt_text_get_char (text, i);

      if (!u_isUWhiteSpace ((UChar32)c) && !g_unichar_iscntrl (c)
          && g_unichar_type (c) != G_UNICODE_FORMAT)
        return FALSE;
    }
  return TRUE;
}

static void
check_ordered (const VbtText *text, const GArray *ranges)
{
  VbtOffset end = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);

      g_assert_cmpint (range.start, >=, end);
      g_assert_cmpint (range.end, >, range.start);
      g_assert_true (is_blank (text, end, range.start));
      end = range.end;
    }
  g_assert_cmpint (end, <=, vbt_text_get_length (text));
  g_assert_true (is_blank (text, end, vbt_text_get_length (text)));
}

static void
check_characters (const VbtText *text, const GArray *tokens)
{
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  UBreakIterator *characters = ubrk_open (UBRK_CHARACTER, "en", NULL, 0, &status);

  utext_openUTF8 (&utext, vbt_text_get_utf8 (text), (int64_t)vbt_text_get_n_bytes (text), &status);
  ubrk_setUText (characters, &utext, &status);
  g_assert_true (U_SUCCESS (status));
  for (guint i = 0; i < tokens->len; i++)
    {
      VbtRange token = g_array_index (tokens, VbtRange, i);

      g_assert_true (
          ubrk_isBoundary (characters, (int32_t)vbt_text_offset_to_byte (text, token.start)));
      g_assert_true (
          ubrk_isBoundary (characters, (int32_t)vbt_text_offset_to_byte (text, token.end)));
    }
  utext_close (&utext);
  ubrk_close (characters);
}

static void
check_invariants (const char *utf8, const char *language)
{
  g_autoptr (VbtText) text = vbt_text_new (utf8, -1, NULL);
  g_autoptr (GArray) tokens = vbt_segment_tokens (text, language);
  g_autoptr (GArray) sentences = vbt_segment_sentences (text, language, tokens);

  check_ordered (text, tokens);
  check_characters (text, tokens);
  check_ordered (text, sentences);
  for (guint i = 0; i < sentences->len; i++)
    {
      VbtRange sentence = g_array_index (sentences, VbtRange, i);
      guint index = 0;

      g_assert_true (vbt_ranges_find (tokens, sentence.start, &index));
      g_assert_cmpint (g_array_index (tokens, VbtRange, index).start, ==, sentence.start);
      g_assert_true (vbt_ranges_find (tokens, sentence.end - 1, &index));
      g_assert_cmpint (g_array_index (tokens, VbtRange, index).end, ==, sentence.end);
    }
}

static void
append_random (GRand *rand, GString *string)
{
  static const char *const parts[] = {
    "a",       "The",    " ",  ".", ".",  "-",      "'s",     "’s",     "@",    "#",
    "$",       "3",      "\n", "“", "”",  "\"",     "?",      "!",      "U.S",  "Mr",
    "http://", "/",      "+",  ":", "😀",  "\u200d", "\ufe0f", "\u20e3", "🏽", "🇩",
    "\u0301",  "\u0600", "ก",  "ำ", "日", "か",     "」",     "ᄀ",     "ᅡ",   "\r",
    "\u00a0",  "000",    "(",  ")", "…",  "«",      "»",      "l’",
  };
  gunichar c;

  if (g_rand_int_range (rand, 0, 4) > 0)
    {
      g_string_append (string, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      return;
    }
  do
    c = (gunichar)g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 0x3000 : 0x20000);
  while (c >= 0xd800 && c < 0xe000);
  g_string_append_unichar (string, c);
}

static void
test_random (void)
{
  static const char *const languages[] = { NULL, "en", "de", "fr", "ja" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 1500; i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      int length = g_rand_int_range (rand, 0, 80);

      for (int j = 0; j < length; j++)
        append_random (rand, string);
      check_invariants (string->str, languages[i % G_N_ELEMENTS (languages)]);
    }
}

/* A megabyte of what might make a rule look too far ahead, again and again. */
static void
test_long (void)
{
  static const char *const units[]
      = { "The U.S. said “no”. ", ".",  "a-", "a+b@", "http://(", "“?” ",
          "1\u00a0000",           "日", "ก",  ") " };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      g_autoptr (VbtText) text = NULL;
      g_autoptr (GArray) tokens = NULL;
      g_autoptr (GArray) sentences = NULL;

      while (string->len < 1024 * 1024)
        g_string_append (string, units[i]);
      text = vbt_text_new (string->str, -1, NULL);
      tokens = vbt_segment_tokens (text, NULL);
      sentences = vbt_segment_sentences (text, NULL, tokens);
      check_ordered (text, tokens);
      check_ordered (text, sentences);
    }
}

static void
test_snap (void)
{
  static const struct
  {
    VbtRange range;
    VbtRange snapped;
  } cases[] = {
    { { 1, 2 }, { 0, 5 } },     { { 0, 5 }, { 0, 5 } },     { { 3, 8 }, { 0, 11 } },
    { { 5, 6 }, { 5, 6 } },     { { 4, 7 }, { 0, 11 } },    { { 7, 7 }, { 6, 11 } },
    { { 5, 5 }, { 5, 5 } },     { { 11, 13 }, { 12, 13 } }, { { 6, 12 }, { 6, 11 } },
    { { 13, 13 }, { 13, 13 } },
  };
  g_autoptr (VbtText) text = vbt_text_new ("Hello world .", -1, NULL);
  g_autoptr (GArray) tokens = vbt_segment_tokens (text, "en");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VbtRange snapped = vbt_ranges_snap (tokens, cases[i].range);

      g_assert_cmpint (snapped.start, ==, cases[i].snapped.start);
      g_assert_cmpint (snapped.end, ==, cases[i].snapped.end);
    }
}

static void
test_find (void)
{
  g_autoptr (VbtText) text = vbt_text_new ("one two  three", -1, NULL);
  g_autoptr (GArray) tokens = vbt_segment_tokens (text, "en");
  g_autoptr (GArray) empty = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  guint index = 99;

  g_assert_true (vbt_ranges_find (tokens, 4, &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_false (vbt_ranges_find (tokens, 3, &index));
  g_assert_false (vbt_ranges_find (tokens, 14, &index));
  g_assert_false (vbt_ranges_find (empty, 0, &index));
  g_assert_cmpuint (vbt_ranges_first_ending_after (tokens, 3), ==, 1);
  g_assert_cmpuint (vbt_ranges_first_ending_after (tokens, 14), ==, 3);
}

/* No step and no range ends inside of what a reader takes for one character. */
static void
test_characters (void)
{
  /* a family, a flag of two, two flags, a letter with two accents, Thai with vowel and tone, Hebrew with points */
  static const struct
  {
    const char *text;
    VbtOffset lengths[6];
  } cases[] = {
    { "a👨‍👩‍👧‍👦b", { 1, 7, 1 } },
    { "🏳️‍🌈🇸🇪🇫🇮", { 4, 2, 2 } },
    { "xe\314\201\314\243y", { 1, 3, 1 } },
    { "ที่น้ำ", { 3, 3 } },
    { "לֵאמֹ", { 2, 1, 2 } },
    { "\r\n👍🏽 ", { 2, 2, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VbtText) text = vbt_text_new (cases[i].text, -1, NULL);
      VbtOffset at = 0;

      for (guint k = 0; cases[i].lengths[k] > 0; k++)
        {
          VbtOffset next = at + cases[i].lengths[k];

          for (VbtOffset inside = at; inside < next; inside++)
            {
              VbtRange range
                  = vbt_segment_whole_characters (text, (VbtRange){ inside, inside + 1 });

              g_assert_cmpint (vbt_segment_next_character (text, inside, TRUE), ==, next);
              g_assert_cmpint (vbt_segment_next_character (text, inside + 1, FALSE), ==, at);
              g_assert_cmpint (range.start, ==, at);
              g_assert_cmpint (range.end, ==, next);
            }
          at = next;
        }
      g_assert_cmpint (at, ==, vbt_text_get_length (text));
      g_assert_cmpint (vbt_segment_next_character (text, at, TRUE), ==, at);
      g_assert_cmpint (vbt_segment_next_character (text, 0, FALSE), ==, 0);
    }
}

/* What is packed is what it was, all of it and any part; and no word is missed next to what was asked for. */
static void
test_packed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261129);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (VbtPackedRanges) packed = NULL;
  g_autoptr (GArray) all = NULL;
  VbtRange range = { 0, 0 };

  for (guint i = 0; i < 5000; i++)
    {
      range.start = range.end + (i % 1000 == 0 ? 70000 : g_rand_int_range (rand, 0, 5));
      range.end = range.start + (i % 999 == 0 ? 40000 : g_rand_int_range (rand, 1, 12));
      g_array_append_val (ranges, range);
    }
  packed = vbt_packed_ranges_new (ranges);
  all = vbt_packed_ranges_get_all (packed);
  g_assert_cmpmem (all->data, all->len * sizeof range, ranges->data, ranges->len * sizeof range);
  for (guint i = 0; i < 2000; i++)
    {
      VbtOffset at = g_rand_int_range (rand, 0, range.end + 10);
      VbtRange around = { at, at + g_rand_int_range (rand, 0, 3000) };
      g_autoptr (GArray) near = vbt_packed_ranges_get (packed, around);
      guint first = vbt_ranges_first_ending_after (ranges, around.start);
      guint first_near = vbt_ranges_first_ending_after (near, around.start);
      VbtRange snapped = vbt_ranges_snap (ranges, around);
      VbtRange snapped_near = vbt_ranges_snap (near, around);

      g_assert_cmpint (snapped.start, ==, snapped_near.start);
      g_assert_cmpint (snapped.end, ==, snapped_near.end);
      /* The word there and those beside it. */
      for (guint k = MIN (first, 2); k > 0; k--)
        g_assert_cmpint (g_array_index (near, VbtRange, first_near - k).start, ==,
                         g_array_index (ranges, VbtRange, first - k).start);
      for (guint k = 0; k < 3 && first + k < ranges->len; k++)
        g_assert_cmpint (g_array_index (near, VbtRange, first_near + k).end, ==,
                         g_array_index (ranges, VbtRange, first + k).end);
    }
}

static void
test_packed_nothing (void)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (VbtPackedRanges) packed = vbt_packed_ranges_new (none);
  g_autoptr (GArray) all = vbt_packed_ranges_get_all (packed);
  g_autoptr (GArray) near = vbt_packed_ranges_get (packed, (VbtRange){ 0, 10 });

  g_assert_cmpuint (all->len, ==, 0);
  g_assert_cmpuint (near->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segment/language", test_language);
  g_test_add_func ("/segment/tokens", test_tokens);
  g_test_add_func ("/segment/japanese", test_japanese);
  g_test_add_func ("/segment/sentences", test_sentences);
  g_test_add_func ("/segment/snap", test_snap);
  g_test_add_func ("/segment/find", test_find);
  g_test_add_func ("/segment/characters", test_characters);
  g_test_add_func ("/segment/packed", test_packed);
  g_test_add_func ("/segment/packed-nothing", test_packed_nothing);
  g_test_add_func ("/segment/random", test_random);
  g_test_add_func ("/segment/long", test_long);
  return g_test_run ();
}
