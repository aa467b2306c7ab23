/* test-check-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/article.h"

static void
test_w1 (void)
{
  static const struct
  {
    const char *words;
    const char *fix;
  } cases[] = {
    { "Sergey Lavrov", NULL },
    { "Lavrov", NULL }, /* before an apostrophe */
    { " Sergey Lavrov", "Sergey Lavrov" },
    { "Lavrov’s ", "Lavrov’s" },
    { "ergey Lavrov", "Sergey Lavrov" },
    { "Sergey Lavr", "Sergey Lavrov" },
    { "ergey ", "Sergey" },
    { "two-day", NULL },
    { "day", NULL },
    { "ay", "two-day" },
    { "two-d", "two-day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };
      const VbtProblem *problem = NULL;

      article_init (&article, "The minister Sergey Lavrov’s two-day visit.");
      add_span (&article, "Person", cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W1", VBT_WHEN_ALWAYS, &problem), ==,
                        cases[i].fix != NULL);
      if (cases[i].fix != NULL)
        assert_fix (&article, problem, cases[i].fix);
    }
}

static void
test_w1_white (void)
{
  g_auto (Article) article = { 0 };
  const VbtProblem *problem = NULL;

  article_init (&article, "One   two");
  add_span (&article, "Other", "   ");
  g_assert_cmpuint (count (&article, "W1", VBT_WHEN_ALWAYS, &problem), ==, 1);
  g_assert_false (problem->has_fix);
}

static void
test_w2 (void)
{
  static const struct
  {
    const char *text;
    const char *words;
    guint n;
    const char *fix;
  } cases[] = {
    { "He said: “We will go.” Then he left.", "“We will go.”", 0, NULL },
    { "He said: “We will go.” Then he left.", "“We will go.", 1, "“We will go.”" },
    { "He said: “We will go.” Then he left.", "We will go.”", 1, "“We will go.”" },
    { "He said: “We will go.” Then he left.", "We will go.", 1, "“We will go.”" },
    { "He said: “We will go. Then he left.", "“We will go.", 1, NULL },
    { "He said we will go.” Then he left.", "we will go.”", 1, NULL },
    { "He said: \"We will go.\" Then he left.", "\"We will go.\"", 0, NULL },
    { "He said: \"We will go.\" Then he left.", "\"We will go.", 1, "\"We will go.\"" },
    { "He said he’d go, the workers’ friend.", "he’d go, the workers’ friend", 0, NULL },
    { "“She told me she would go, and I did not,” he said.", "she would go", 0, NULL },
    { "Er sagte: „Wir gehen.“ Dann ging er.", "„Wir gehen.“", 0, NULL },
    { "Er sagte: „Wir gehen.“ Dann ging er.", "„Wir gehen.", 1, "„Wir gehen.“" },
    { "Er sagte: »Wir gehen.« Dann ging er.", "»Wir gehen.", 1, "»Wir gehen.«" },
    { "Il dit : « Nous partons. » Puis il partit.", "« Nous partons. »", 0, NULL },
    { "Han sade: ”Vi går.” Sedan gick han.", "”Vi går.”", 0, NULL },
    { "Han sade: ”Vi går.” Sedan gick han.", "”Vi går.", 1, "”Vi går.”" },
    { "首相は「行きます」と述べた。", "「行きます", 1, "「行きます」" },
    { "首相は「行きます」と述べた。", "「行きます」", 0, NULL },
    { "“One.\n\n“Two.” She left.", "“One.", 0, NULL },
    { "“One.\n\n“Two.” She left.", "“One.\n\n“Two.”", 0, NULL },
    { "\"One.\n\n\"Two.\" She left.", "\"One.\n\n\"Two.\"", 0, NULL },
    { "“He said ‘no’ to me,” she said.", "“He said ‘no’ to me,”", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };
      const VbtProblem *problem = NULL;

      article_init (&article, cases[i].text);
      add_span (&article, "Quote", cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W2", VBT_WHEN_ALWAYS, &problem), ==, cases[i].n);
      if (cases[i].fix != NULL)
        assert_fix (&article, problem, cases[i].fix);
      else if (problem != NULL)
        g_assert_false (problem->has_fix);
    }
}

static void
test_w3 (void)
{
  static const struct
  {
    const char *label;
    const char *words;
    const char *fix;
  } cases[] = {
    { "Quote", "they would go to the U.S.", NULL },
    { "Quote", "they would stay…", NULL },
    { "Quote", "he left.", "he left" },
    { "Quote", "he left", NULL },
    { "Quote", "“Yes.”", NULL },
    { "Speaker", "The man,", "The man" },
    { "Speaker", "The man", NULL },
    { "Cue", ",", NULL },
    { "Person", "The man,", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };
      const VbtProblem *problem = NULL;

      article_init (&article, "The man, 40, said they would go to the U.S. and they would stay… "
                              "“Yes.” She said he left.");
      add_span (&article, cases[i].label, cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W3", VBT_WHEN_ALWAYS, &problem), ==,
                        cases[i].fix != NULL);
      if (cases[i].fix != NULL)
        assert_fix (&article, problem, cases[i].fix);
    }
}

static void
test_w4 (void)
{
  static const struct
  {
    const char *label;
    const char *words;
    guint n;
  } cases[] = {
    { "Speaker", "There", 1 }, { "Speaker", "it is", 0 }, { "Speaker", "it", 1 },
    { "Speaker", "It", 0 },    { "Other", "There", 0 },   { "Quote", "“100,000”", 1 },
    { "Quote", "“Yes”", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };

      article_init (&article,
                    "There was a man, and it is said “100,000”. The firm? It said “Yes”.");
      add_span (&article, cases[i].label, cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W4", VBT_WHEN_ALWAYS, NULL), ==, cases[i].n);
    }
}

static void
test_quote_type (void)
{
  static const struct
  {
    const char *words;
    const char *type;
  } cases[] = {
    { "“We will go,”", "direct" },
    { "„Wir gehen“", "direct" },
    { "»Wir gehen«", "direct" },
    { "« Nous partons »", "direct" },
    { "‹Nous partons›", "direct" },
    { "”Vi går”", "direct" },
    { "\"We'll go\"", "direct" },
    { "'We will go'", "direct" },
    { "‘We will go’", "direct" },
    { "‘He says it’s over’", "direct" },
    { "『行きます』", "direct" },
    { "《行きます》", "direct" },
    { "〝行きます〟", "direct" },
    { "that they will go", "indirect" },
    { "that the workers' demands aren't met", "indirect" },
    { "that it’s the workers’ day", "indirect" },
    { "that it was “a disgrace” to all", "mixed" },
    { "that it was 'a disgrace' to all", "mixed" },
    { "a “disgrace to all of the country”", "direct" }, /* one letter in 26 */
    { "an act “of all”", "mixed" },
    { "…", "indirect" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Er: %s .", cases[i].words);
      g_autofree char *type = NULL;
      g_auto (Article) article = { 0 };

      article_init (&article, text);
      type = vbt_quote_type (article.document, add_span (&article, "Quote", cases[i].words));
      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (type, ==, cases[i].type);
    }
}

static void
test_quote_type_fragments (void)
{
  g_auto (Article) article = { 0 };
  g_autofree char *type = NULL;
  g_autofree char *bare_type = NULL;
  VbtAnnotation *quote;
  VbtAnnotation *bare;

  article_init (&article, "“Yes,” she said, “of course.”");
  quote = add_span (&article, "Quote", "“Yes,”");
  vbt_annotation_add_fragment (quote, find (&article, "“of").start, find (&article, "rse.”").end);
  type = vbt_quote_type (article.document, quote);
  g_assert_cmpstr (type, ==, "direct");
  bare = add_span (&article, "Quote", "Yes,");
  vbt_annotation_add_fragment (bare, find (&article, "of").start, find (&article, "course.").end);
  bare_type = vbt_quote_type (article.document, bare);
  g_assert_cmpstr (bare_type, ==, "direct");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/w1", test_w1);
  g_test_add_func ("/check/w1/white", test_w1_white);
  g_test_add_func ("/check/w2", test_w2);
  g_test_add_func ("/check/w3", test_w3);
  g_test_add_func ("/check/w4", test_w4);
  g_test_add_func ("/check/quote-type", test_quote_type);
  g_test_add_func ("/check/quote-type/fragments", test_quote_type_fragments);
  return g_test_run ();
}
