/* test-likeness.c: pronouns, and names that may be of the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-likeness.h"

static void
test_pronouns (void)
{
  static const struct
  {
    const char *language, *words;
    gboolean is_pronoun;
    VbtFit fit;
  } cases[] = {
    { "en", "He", TRUE, VBT_FIT_MAN },
    { "en", "she", TRUE, VBT_FIT_WOMAN },
    { "en", "They", TRUE, VBT_FIT_PERSON | VBT_FIT_GROUP },
    { "en", "I", TRUE, 0 },
    { "en", "Anna", FALSE, 0 },
    { "de", "er", TRUE, VBT_FIT_MAN },
    { "de", "sie", TRUE, VBT_FIT_WOMAN | VBT_FIT_GROUP },
    { "fr", "cette dernière", TRUE, VBT_FIT_WOMAN },
    { "fr", "ils", TRUE, VBT_FIT_GROUP },
    { "es", "él", TRUE, VBT_FIT_MAN },
    { "es", "nosotros", TRUE, 0 },
    { "ja", "彼女", TRUE, VBT_FIT_WOMAN },
    { "xx", "he", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VbtFit fit = 0;

      g_assert_cmpint (vbt_words_are_pronoun (cases[i].language, cases[i].words, &fit), ==,
                       cases[i].is_pronoun);
      g_assert_cmpint (fit, ==, cases[i].fit);
    }
}

static void
test_find_name (void)
{
  static const struct
  {
    const char *language, *words, *name;
  } cases[] = {
    { "en", "Anna Lind", "Anna Lind" },
    { "en", "Russian Foreign Minister Sergey Lavrov", "Sergey Lavrov" },
    { "en", "the secretary of state, Antony Blinken", "Antony Blinken" },
    { "en", "Anna Lind, a spokeswoman for Acme", "Anna Lind" },
    { "en", "Lind’s", "Lind" },
    { "en", "two officials", NULL },
    { "de", "der Minister Karl Brandt", "Karl Brandt" },
    { "ja", "岸田文雄", "岸田文雄" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = vbt_words_find_name (cases[i].language, cases[i].words);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_alike (void)
{
  static const struct
  {
    const char *name, *other;
    gboolean alike;
  } cases[] = {
    { "Lind", "Anna Lind", TRUE },
    { "A. Lind", "Anna Lind", TRUE },
    { "Anna Lind", "Anna Lind", TRUE },
    { "Anna M. Lind", "anna lind", TRUE },
    { "Karl Brandt", "Ida Brandt", FALSE },
    { "Anna", "Anna Lind", FALSE },
    { "岸田", "岸田文雄", TRUE },
    { "Lind", "Lindqvist", FALSE },
    { "Lind", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (vbt_names_are_alike (cases[i].name, cases[i].other), ==, cases[i].alike);
      g_assert_cmpint (vbt_names_are_alike (cases[i].other, cases[i].name), ==, cases[i].alike);
    }
}

static void
test_fit (void)
{
  g_autoptr (VbtEntity) anna = vbt_entity_new (VBT_ENTITY_PERSON, "Anna Lind");
  g_autoptr (VbtEntity) acme = vbt_entity_new (VBT_ENTITY_ORGANIZATION, "Acme");
  g_autoptr (VbtEntity) paris = vbt_entity_new (VBT_ENTITY_LOCATION, "Paris");
  g_autoptr (VbtEntity) nobody = vbt_entity_new (VBT_ENTITY_PERSON, "Xqz Lind");

  g_assert_cmpint (vbt_entity_get_fit (anna), ==, VBT_FIT_WOMAN);
  g_assert_cmpint (vbt_entity_get_fit (acme), ==, VBT_FIT_GROUP);
  g_assert_cmpint (vbt_entity_get_fit (paris), ==, 0);
  g_assert_cmpint (vbt_entity_get_fit (nobody), ==, VBT_FIT_PERSON);
  /* The register knows better than the list of first names. */
  g_hash_table_insert (anna->attributes, g_strdup ("gender"), g_strdup ("male"));
  g_assert_cmpint (vbt_entity_get_fit (anna), ==, VBT_FIT_MAN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likeness/pronouns", test_pronouns);
  g_test_add_func ("/likeness/find-name", test_find_name);
  g_test_add_func ("/likeness/alike", test_alike);
  g_test_add_func ("/likeness/fit", test_fit);
  return g_test_run ();
}
