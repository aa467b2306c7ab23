/* vbt-cmd-schema.c: vbt schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "store/vbt-act-schema.h"
#include "vbt-report.h"

static const VbtOption options[] = {
  { "export", N_ ("FILE"), N_ ("Write the schema as JSON; “-” is standard output") },
  { "import", N_ ("FILE"), N_ ("Replace the schema by the one in a JSON file") },
  { NULL },
};

static int
export_schema (VbtInvocation *self, const VbtSchema *schema, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = vbt_schema_to_json (schema);
  g_autoptr (VbtOutput) output = vbt_cli_open_output (path, NULL, &error);

  if (output == NULL || !vbt_output_write (output, json, -1, &error)
      || (!g_str_has_suffix (json, "\n") && !vbt_output_write (output, "\n", 1, &error))
      || !vbt_output_close (output, &error))
    return vbt_invocation_fail (self, error);
  return VBT_EXIT_OK;
}

static VbtSchema *
read_schema (const char *path, GError **error)
{
  g_autoptr (VbtInput) input = vbt_cli_open_input (path, error);
  g_autoptr (GBytes) bytes = NULL;
  VbtSchema *schema;

  if (input != NULL)
    bytes = vbt_input_read_all (input, error);
  if (bytes == NULL)
    return NULL;
  schema = vbt_schema_new_from_json (g_bytes_get_data (bytes, NULL),
                                     (gssize)g_bytes_get_size (bytes), error);
  if (schema == NULL)
    g_prefix_error (error, "%s: ", vbt_input_get_name (input));
  return schema;
}

static int
import_schema (VbtInvocation *self, VbtStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = read_schema (path, &error);
  VbtId me = schema != NULL ? vbt_cli_ensure_me (store, &error) : 0;

  if (me == 0 || !vbt_act_import_schema (store, me, schema, &error))
    return vbt_invocation_fail (self, error);
  return VBT_EXIT_OK;
}

static int
print_schema (const VbtInvocation *self, const VbtSchema *schema)
{
  if (vbt_invocation_has (self, "json"))
    {
      g_autofree char *json = vbt_schema_to_json (schema);

      return vbt_json_print (json_loads (json, 0, NULL), VBT_EXIT_OK);
    }
  printf (_ ("%s, version %d\n"), schema->name, schema->version);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      printf ("  %-8s  %s", vbt_kind_to_string (label->kind), label->name);
      for (guint j = 0; label->attributes != NULL && j < label->attributes->len; j++)
        printf ("%s%s", j == 0 ? " (" : ", ",
                ((const VbtAttribute *)label->attributes->pdata[j])->name);
      printf ("%s\n", label->attributes != NULL && label->attributes->len > 0 ? ")" : "");
    }
  return VBT_EXIT_OK;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  const char *to = vbt_invocation_get (self, "export");
  const char *from = vbt_invocation_get (self, "import");
  const VbtSchema *schema;
  int status = VBT_EXIT_OK;

  if (to != NULL && (from != NULL || vbt_invocation_has (self, "json")))
    g_set_error_literal (&error, VBT_ERROR, VBT_ERROR_USAGE,
                         _ ("--export goes with neither --import nor --json."));
  else
    store = vbt_cli_open (self, from == NULL ? VBT_STORE_READ_ONLY : VBT_STORE_DEFAULT, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  if (from != NULL)
    status = import_schema (self, store, from);
  schema = vbt_store_get_catalog (store)->schema;
  if (to != NULL)
    status = export_schema (self, schema, to);
  else if (status == VBT_EXIT_OK)
    status = print_schema (self, schema);
  return vbt_cli_close (self, store, status);
}

const VbtCommand vbt_cmd_schema = {
  .name = "schema",
  .synopsis = N_ ("PROJECT [--export FILE | --import FILE]"),
  .summary = N_ ("Show, export or replace the labels of a project"),
  .description
  = N_ ("Lists the labels of a project with their attributes, or writes its schema as "
        "JSON, or replaces it by one from a file, which can be undone. Labels that are "
        "in use cannot be taken away."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
