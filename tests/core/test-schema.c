/* test-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-schema.h"

#include <string.h>

static void
test_defaults (void)
{
  for (const char *const *name = vbt_schema_default_names (); *name != NULL; name++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VbtSchema) schema = vbt_schema_new_default (*name, &error);
      g_autoptr (VbtSchema) again = NULL;
      g_autofree char *json = NULL;
      g_autofree char *json_again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (schema->name, ==, *name);
      json = vbt_schema_to_json (schema);
      again = vbt_schema_new_from_json (json, -1, &error);
      g_assert_no_error (error);
      json_again = vbt_schema_to_json (again);
      g_assert_cmpstr (json, ==, json_again);
      g_assert_null (strstr (json, "\"id\""));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/schema/defaults", test_defaults);
  return g_test_run ();
}
