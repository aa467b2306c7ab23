/* test-json.c: the reader of JSON against jansson
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
  guint n = (guint)(g_rand_int_range (random, 0, 30) == 0 ? 80 : g_rand_int_range (random, 0, 5));

  switch (depth == 0 ? 2 : g_rand_int_range (random, 0, 8))
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
    case 6:
      return json_real (g_rand_double_range (random, -1e9, 1e9));
    case 7:
      return g_rand_boolean (random) ? json_boolean (g_rand_boolean (random)) : json_null ();
    default:
      return random_string (random);
    }
}

/* (transfer full): what the reader's value is in jansson. */
static json_t *
convert (const VbtJson *value)
{
  const VbtJson *item;
  const char *name;
  json_t *json;
  gsize i;

  switch (value->kind)
    {
    case VBT_JSON_ARRAY:
      json = json_array ();
      VBT_JSON_FOREACH (value, i, item)
      {
        g_assert_true (vbt_json_item (value, i) == item);
        json_array_append_new (json, convert (item));
      }
      g_assert_null (vbt_json_item (value, vbt_json_size (value)));
      return json;
    case VBT_JSON_OBJECT:
      json = json_object ();
      VBT_JSON_FOREACH_MEMBER (value, name, item)
      {
        g_assert_true (vbt_json_member (value, name) == item);
        json_object_set_new (json, name, convert (item));
      }
      g_assert_null (vbt_json_member (value, "no such member"));
      return json;
    case VBT_JSON_STRING:
      g_assert_cmpuint (strlen (value->string), ==, value->n);
      return json_string (value->string);
    case VBT_JSON_INTEGER:
      return json_integer (value->integer);
    case VBT_JSON_REAL:
      return json_real (value->real);
    case VBT_JSON_NULL:
      return json_null ();
    default:
      return json_boolean (value->kind == VBT_JSON_TRUE);
    }
}

static json_t *
read_json (const char *json, gsize length, GError **error)
{
  g_autoptr (VbtJsonReader) reader = vbt_json_reader_new ();
  const VbtJson *value = vbt_json_reader_read (reader, json, length, error);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (json_t) expected = NULL, written = NULL;

  if (value == NULL)
    return NULL;
  expected = convert (value);
  vbt_json_append (again, value);
  written = json_loadb (again->str, again->len, JSON_DECODE_ANY, NULL);
  g_assert_true (json_equal (written, expected));
  return g_steal_pointer (&expected);
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
      g_autoptr (json_t) read = read_json (json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_true (json_equal (read, value));
      free (json);
    }
  g_rand_free (random);
}

/* What jansson refuses is refused, with the same place, unless there is nothing; what it takes is the same. */
static void
compare (const char *json, gsize length)
{
  g_autoptr (GError) error = NULL;
  json_error_t problem;
  g_autoptr (json_t) expected
      = json_loadb (json, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
  g_autoptr (json_t) read = read_json (json, length, &error);
  g_autofree char *place = g_strdup_printf ("at byte %d", problem.position);

  g_assert_true ((expected == NULL) == (read == NULL));
  if (expected != NULL)
    g_assert_true (json_equal (read, expected));
  else
    g_assert_true (strstr (error->message, place) != NULL
                   || (strspn (json, " \t\r\n") == length
                       && g_str_equal (error->message, "The file is empty")));
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

/* What is around strings. */
static const char *const values[] = {
  "",
  " ",
  " 1 ",
  "1 1",
  "-",
  "-0",
  "00",
  "01",
  "-01",
  "1.",
  ".5",
  "1.5",
  "1.5e",
  "1.5e+",
  "1E5",
  "1e-5",
  "-0.0",
  "1e400",
  "1e-400",
  "999999999999999999",
  "-999999999999999999",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775808",
  "-9223372036854775809",
  "0x10",
  "+1",
  "NaN",
  "Infinity",
  "true",
  "tru",
  "truex",
  "True",
  "null",
  "[",
  "]",
  "[1",
  "[1,",
  "[1,]",
  "[,1]",
  "[1 2]",
  "[[],{}]",
  "{",
  "{}",
  "{\"a\"",
  "{\"a\":",
  "{\"a\":1",
  "{\"a\":1,",
  "{\"a\":1,}",
  "{a:1}",
  "{\"a\" 1}",
  "{\"a\":1 \"b\":2}",
  "{\"\":1,\"\":2}",
  "{\"a\":1,\"b\":{\"a\":1},\"a\":3}",
  "{\"a\":{\"b\":1},\"b\":1}",
  "\v1",
  "\xef\xbb\xbf{}",
  "[\"\\ud800\\udc00\"]",
  "// no",
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    compare (values[i], strlen (values[i]));
  g_assert_null (read_json ("1\0", 2, NULL)); /* which jansson takes for its end */
  compare ("[1,\0 2]", 7);
}

/* Levels up to the limit, and one more; many members, of which one is there twice or none. */
static void
test_large (void)
{
  g_autoptr (GString) object = g_string_new ("[{\"first\": [1, [2]]");

  for (guint n = 2046; n < 2051; n++)
    {
      g_autofree char *open = g_strnfill (n, '[');
      g_autofree char *close = g_strnfill (n, ']');
      g_autofree char *json = g_strconcat (open, close, NULL);
      g_autofree char *full = g_strconcat (open, "1", close, NULL);

      compare (json, strlen (json));
      compare (full, strlen (full));
    }
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (object, ", \"m%u\": {\"a\": %u}", i, i);
  g_string_append (object, "}, 5]");
  compare (object->str, object->len);
  g_string_truncate (object, object->len - 5);
  g_string_append (object, ", \"m7\": 1}]");
  compare (object->str, object->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/random", test_random);
  g_test_add_func ("/json/odd", test_odd);
  g_test_add_func ("/json/keys", test_keys);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/large", test_large);
  return g_test_run ();
}
