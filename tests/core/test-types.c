/* test-types.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-types.h"

static void
test_id_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  VbtId ids[1000];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ids[i] = vbt_id_new ();
      g_assert_cmpint (ids[i], >, 0);
      g_assert_true (g_hash_table_add (seen, &ids[i]));
    }
}

/* What is made together lies together, and goes on elsewhere some time. */
static void
test_id_neighbors (void)
{
  const guint n = 1 << 21;
  VbtId before = vbt_id_new ();
  guint n_jumps = 0;

  for (guint i = 0; i < n; i++)
    {
      VbtId id = vbt_id_new ();

      g_assert_cmpint (id, >, 0);
      n_jumps += id != before + 1;
      before = id;
    }
  g_assert_cmpuint (n_jumps, >=, 1);
  g_assert_cmpuint (n_jumps, <, 40);
}

static void
test_id_string (void)
{
  for (int i = 0; i < 1000; i++)
    {
      VbtId id = vbt_id_new ();
      g_autofree char *string = vbt_id_to_string (id);

      g_assert_cmpint (vbt_id_from_string (string), ==, id);
    }
  g_assert_cmpint (vbt_id_from_string ("0000000000000001"), ==, 1);
  g_assert_cmpint (vbt_id_from_string ("T1"), ==, vbt_id_from_string ("T1"));
  g_assert_cmpint (vbt_id_from_string ("T1"), !=, vbt_id_from_string ("T2"));
  g_assert_cmpint (vbt_id_from_string ("ffffffffffffffff"), >, 0);
  g_assert_cmpint (vbt_id_from_string (""), >, 0);
}

static void
test_time (void)
{
  gint64 seconds = 0;
  g_autofree char *string = NULL;

  g_assert_true (vbt_time_from_string ("2026-11-23T10:12:13Z", &seconds));
  string = vbt_time_to_string (seconds);
  g_assert_cmpstr (string, ==, "2026-11-23T10:12:13Z");
  g_assert_true (vbt_time_from_string ("2026-11-23T11:12:13+01:00", &seconds));
  g_assert_false (vbt_time_from_string ("yesterday", &seconds));
}

/* Every time that can be read is written so that it is read again, as the years of four digits ask. */
static void
test_time_again (void)
{
  static const char *const times[] = {
    "0001-01-01T00:00:00Z", "0206-11-23T10:12:13Z",      "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z", "0001-01-01T00:30:00+01:00", "9999-12-31T23:30:00-01:00",
    "2026-11-23T10:12:60Z", "2026-11-23T24:00:00Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 seconds = 0, again = 0;
      g_autofree char *string = NULL;

      if (!vbt_time_from_string (times[i], &seconds))
        continue;
      string = vbt_time_to_string (seconds);
      g_test_message ("%s: %s", times[i], string);
      g_assert_true (vbt_time_from_string (string, &again));
      g_assert_cmpint (again, ==, seconds);
    }
}

static void
test_names (void)
{
  VbtStatus status;

  for (int i = VBT_STATUS_NEW; i <= VBT_STATUS_LOCKED; i++)
    {
      g_assert_true (vbt_status_from_string (vbt_status_to_string (i), &status));
      g_assert_cmpint (status, ==, i);
    }
  g_assert_false (vbt_status_from_string ("finished", &status));
  g_assert_false (vbt_status_from_string (NULL, &status));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/types/id/new", test_id_new);
  g_test_add_func ("/types/id/neighbors", test_id_neighbors);
  g_test_add_func ("/types/id/string", test_id_string);
  g_test_add_func ("/types/time", test_time);
  g_test_add_func ("/types/time-again", test_time_again);
  g_test_add_func ("/types/names", test_names);
  return g_test_run ();
}
