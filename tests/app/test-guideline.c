/* test-guideline.c: guidelines as they are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <pango/pango.h>

#include "model/vbt-schema.h"
#include "panes/vbt-guideline.h"

static void
test_cases (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "A < B & C", "A &lt; B &amp; C" },
    { "*Example:* in **Black Sea**.", "<i>Example:</i> in <b>Black Sea</b>." },
    { "- one\n* two", "• one\n• two" },
    { "# What\nthis", "<b>What</b>\nthis" },
    { "3 * 4 * 5, 2** 3", "3 * 4 * 5, 2** 3" },
    { "`a*b` **open", "<tt>a*b</tt> **open" },
    { "é*ü*", "é<i>ü</i>" },
    { "****", "****" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = vbt_guideline_to_markup (cases[i][0]);

      g_assert_cmpstr (markup, ==, cases[i][1]);
    }
}

/* Whatever is typed, Pango can read what comes of it. */
static void
test_any (void)
{
  static const char *const parts[] = { "*", "**", "`", "# ", "- ", "\n", "a", " ", "<", "&", "ü" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *markup = NULL;
      g_autoptr (GError) error = NULL;
      int n = g_test_rand_int_range (0, 14);

      for (int j = 0; j < n; j++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      markup = vbt_guideline_to_markup (text->str);
      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/guideline/cases", test_cases);
  g_test_add_func ("/guideline/any", test_any);
  return g_test_run ();
}
