/* test-quotations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"

#include <string.h>

typedef struct
{
  const char *language;
  const char *text;
  const char *expected; /* each with its fragments joined by " + ", a line each */
} Case;

static const Case cases[] = {
  { "en", "He said “one” and “two”.", "“one”\n“two”\n" },
  { "en", "He said \"one\" and ''two''.", "\"one\"\n''two''\n" },
  { "en", "He said ``one'' twice.", "``one''\n" },
  { "de", "Er sagte „eins“ und ‚zwei‘.", "„eins“\n‚zwei‘\n" },
  { "de", "Er sagte »eins« und ›zwei‹.", "»eins«\n›zwei‹\n" },
  { "fr", "Il dit « un » deux fois.", "« un »\n" },
  { "ja", "首相は「平和が『必要』だ」と述べた。", "「平和が『必要』だ」\n『必要』\n" },
  { "sv", "Han sade ”ett” och gick.", "”ett”\n" },
  /* In one another. */
  { "en", "“She told me ‘he said “no” twice’ today,” he said.",
    "“She told me ‘he said “no” twice’ today,”\n‘he said “no” twice’\n“no”\n" },
  /* Over paragraphs, each of which opens again. */
  { "en", "“First.\n\n“Second.\n\n“Third.”\n\nRain fell.", "“First. + “Second. + “Third.”\n" },
  /* Apostrophes, feet and inches are no marks. */
  { "en", "The ministers’ plan isn’t 'tis or ’twas.", "" },
  { "en", "He is 6'2\" tall and 5' 3\" wide.", "" },
  { "en", "‘It’s the ministers’ plan,’ she said.", "‘It’s the ministers’ plan,’\n" },
  /* What nothing closes ends with its paragraph. */
  { "en", "He said “one and left.\n\nRain fell.", "“one and left.\n" },
  { "en", "A lone ” is nothing.", "" },
  /* Dialogue. */
  { "es", "—No iré —dijo Ana—. Es tarde.", "No iré\nEs tarde\n" },
  { "fr", "— Non, dit-il.", "Non\n" },
  { "en", "– A list has dashes.\n\nRain fell.", "" },
};

static char *
describe (const Tagged *self)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *span = self->document->annotations->pdata[i];

      g_assert_cmpstr (label_of (self, span), ==, "Quote");
      for (guint f = 0; f < vbt_annotation_get_n_fragments (span); f++)
        {
          VbtRange range = vbt_annotation_get_fragment (span, f);
          g_autofree char *slice = vbt_text_slice (self->document->text, range.start, range.end);

          g_string_append_printf (string, "%s%s", f > 0 ? " + " : "", slice);
        }
      g_string_append_c (string, '\n');
    }
  return g_string_free (string, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Tagged) tagged
          = tag_text ("quotations", cases[i].language, cases[i].text, strlen (cases[i].text));
      g_autofree char *found = describe (&tagged);

      check_sound (&tagged);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Any marks in any order: spans are sound, and inner ones lie in outer ones. */
static void
test_random (void)
{
  static const char *const parts[] = { "“",  "”",  "‘",  "’", "\"",   "'", "„", "«",  "»",  "「",
                                       "」", "``", "''", "a", "word", " ", ".", "\n", "— ", "7" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      g_auto (Tagged) tagged = { NULL, NULL };
      int length = g_rand_int_range (rand, 0, 80);

      for (int k = 0; k < length; k++)
        g_string_append (string, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      tagged = tag_text ("quotations", i % 2 ? "fr" : NULL, string->str, string->len);
      check_sound (&tagged);
      for (guint a = 0; a < tagged.document->annotations->len; a++)
        {
          const VbtAnnotation *span = tagged.document->annotations->pdata[a];

          g_assert_nonnull (span->rule);
          g_assert_cmpfloat (span->confidence, >, 0);
          g_assert_cmpfloat (span->confidence, <=, 1);
        }
    }
}

/* Named, it runs; by default another one does its work. */
static void
test_on_request (void)
{
  const VbtTagger *quotations = vbt_taggers_find ("quotations", NULL);

  g_assert_true (quotations->on_request);
  for (const VbtTagger *const *t = vbt_taggers_default (); *t != NULL; t++)
    g_assert_false ((*t)->on_request);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotations/cases", test_cases);
  g_test_add_func ("/quotations/random", test_random);
  g_test_add_func ("/quotations/on-request", test_on_request);
  return g_test_run ();
}
