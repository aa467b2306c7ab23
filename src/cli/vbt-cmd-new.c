/* vbt-cmd-new.c: vbt new
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static const VbtOption options[] = {
  { "schema", N_ ("NAME|FILE"), N_ ("Labels to begin with: a built-in schema, or a JSON file") },
  { "annotator", N_ ("NAME"), N_ ("The person who works in this project; your login by default") },
  { NULL },
};

/* A built-in schema by its name; anything else is a file. */
static VbtSchema *
load_schema (const char *name, GError **error)
{
  g_autoptr (GError) unknown = NULL;
  VbtSchema *schema = vbt_schema_new_default (name, &unknown);
  g_autofree char *json = NULL;
  gsize length;

  if (schema != NULL)
    return schema;
  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&unknown));
      return NULL;
    }
  if (!g_file_get_contents (name, &json, &length, error))
    return NULL;
  schema = vbt_schema_new_from_json (json, (gssize)length, error);
  if (schema == NULL)
    g_prefix_error (error, "%s: ", name);
  return schema;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  const char *path = vbt_invocation_get_argument (self, 0);
  const char *name = vbt_invocation_get (self, "schema");
  const char *annotator = vbt_invocation_get (self, "annotator");
  g_autoptr (VbtSchema) schema
      = load_schema (name != NULL ? name : vbt_schema_default_names ()[0], &error);
  g_autoptr (VbtStore) store = NULL;

  if (schema == NULL)
    return vbt_invocation_fail (self, error);
  store = vbt_store_create (path, schema, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  if (annotator != NULL && !vbt_store_set_setting (store, VBT_SETTING_ANNOTATOR, annotator, &error))
    return vbt_invocation_fail (self, error);
  if (vbt_cli_close (self, store, VBT_EXIT_OK) != VBT_EXIT_OK)
    return VBT_EXIT_FAILED;
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:o, s:o, s:I}", "project", vbt_json_text (path), "schema",
                                      vbt_json_text (schema->name), "labels",
                                      (json_int_t)schema->labels->len),
                           VBT_EXIT_OK);
  printf (_ ("%s: a new project with the schema “%s”\n"), path, schema->name);
  return VBT_EXIT_OK;
}

const VbtCommand vbt_cmd_new = {
  .name = "new",
  .synopsis = N_ ("PROJECT [--schema NAME|FILE] [--annotator NAME]"),
  .summary = N_ ("Make a new project"),
  .description = N_ (
      "Makes a new, empty project. A file that is there already is never overwritten. Built-in "
      "schemas are “Who said what” (the default), “Entities”, “Frames” and “Empty”; a schema from "
      "a file is what “vbt schema --export” writes."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
