/* test-json.c: JSON with its long strings taken out is what jansson alone reads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "formats/vbt-json.h"

#define SEED 20261124
#define N_VALUES 400

static json_t *
random_string (GRand *random)
{
  static const char *const pieces[]
      = { "a", "word ", "\n", "\t", "\"", "\\", "/", "é", "東京", "🙂", "\x7f", "\b", "{", ":" };
  g_autoptr (GString) string = g_string_new (NULL);
  guint n = g_rand_boolean (random) ? (guint)g_rand_int_range (random, 0, 8)
                                    : (guint)g_rand_int_range (random, 100, 400);

  for (guint i = 0; i < n; i++)
    g_string_append (string, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return json_stringn (string->str, string->len);
}

static json_t *
random_value (GRand *random, guint depth)
{
  json_t *value;
  guint n = (guint)g_rand_int_range (random, 0, 5);

  switch (depth == 0 ? 2 : g_rand_int_range (random, 0, 6))
    {
    case 0:
      value = json_array ();
      for (guint i = 0; i < n; i++)
        json_array_append_new (value, random_value (random, depth - 1));
      return value;
    case 1:
      value = json_object ();
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (json_t) key = random_string (random);

          json_object_set_new (value, json_string_value (key), random_value (random, depth - 1));
        }
      return value;
    case 5:
      return json_integer (g_rand_int_range (random, -9, 9));
    default:
      return random_string (random);
    }
}

static void
test_random (void)
{
  GRand *random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_VALUES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_t) value = random_value (random, 4);
      const size_t flags[] = { 0, JSON_ENSURE_ASCII, JSON_INDENT (2), JSON_ESCAPE_SLASH };
      char *json = json_dumps (value, flags[i % 4] | JSON_ENCODE_ANY);
      g_autoptr (json_t) read = vbt_json_parse (json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_true (json_equal (read, value));
      free (json);
    }
  g_rand_free (random);
}

/* What jansson refuses is refused, with the same place; what it takes is the same. */
static void
compare (const char *json, gsize length)
{
  g_autoptr (GError) error = NULL;
  json_error_t problem;
  g_autoptr (json_t) expected
      = json_loadb (json, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
  g_autoptr (json_t) read = vbt_json_parse (json, length, &error);
  g_autofree char *place = g_strdup_printf ("at byte %d", problem.position);

  g_assert_true ((expected == NULL) == (read == NULL));
  if (expected != NULL)
    g_assert_true (json_equal (read, expected));
  else
    g_assert_nonnull (strstr (error->message, place));
}

static void
test_odd (void)
{
  static const char *const tails[] = { "",
                                       "\\u0000",
                                       "\\ud800",
                                       "\\ud83d\\ude42",
                                       "\\udc00",
                                       "\\ud83d\\u0041",
                                       "\\u00e",
                                       "\\q",
                                       "\\u0001",
                                       "\\u00017",
                                       "\x01",
                                       "\xff",
                                       "\xed\xa0\x80",
                                       "\xc0\x80",
                                       "\xf4\x90\x80\x80",
                                       "\\",
                                       "\\u+123",
                                       "\\u 123" };
  g_autofree char *filling = g_strnfill (300, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"a\": [\"%s%s\"], \"%s\": 1, \"b\": \"\\u0001\"}",
                                               filling, tails[i], filling);
      g_autofree char *alone = g_strdup_printf ("\"%s%s\"", filling, tails[i]);

      compare (json, strlen (json));
      compare (alone, strlen (alone));
      for (gsize length = 290; length < strlen (alone); length++)
        compare (alone, length);
    }
}

/* Two keys that are the same are refused however long they are. */
static void
test_keys (void)
{
  g_autofree char *key = g_strnfill (300, 'k');
  g_autofree char *json = g_strdup_printf ("{\"%s\": \"%s\", \"%s\" : 2}", key, key, key);

  compare (json, strlen (json));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/random", test_random);
  g_test_add_func ("/json/odd", test_odd);
  g_test_add_func ("/json/keys", test_keys);
  return g_test_run ();
}
