/* vbt-cmd-entities.c: vbt entities
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jobs/vbt-register.h"
#include "vbt-report.h"

#define MAX_DUPLICATES 10000

static const VbtOption options[] = {
  { "find", N_ ("WORDS"), N_ ("Only those whose name or alias has these words") },
  { "duplicates", NULL, N_ ("List pairs that are probably the same instead") },
  { "merge", N_ ("NAME"), N_ ("An entry that is the same as --into; can be given several times") },
  { "into", N_ ("NAME"), N_ ("The entry that stays; a name or an identifier") },
  { "export", N_ ("FILE"), N_ ("Write the register as CSV; “-” is standard output") },
  { "import", N_ ("FILE"), N_ ("Add and change entries as a CSV file says, as one act") },
  { NULL },
};

static VbtId
find_entity (VbtStore *store, const char *name, GError **error)
{
  VbtCatalog *catalog = vbt_store_get_catalog (store);
  const VbtEntity *entity = vbt_catalog_get_entity (catalog, vbt_id_from_string (name));

  for (VbtEntityKind kind = VBT_ENTITY_PERSON; entity == NULL && kind <= VBT_ENTITY_OTHER; kind++)
    entity = vbt_catalog_find_entity (catalog, kind, name);
  if (entity != NULL)
    return entity->id;
  g_set_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("There is no entry “%s”."), name);
  return 0;
}

static gboolean
merge (VbtInvocation *self, VbtStore *store, GError **error)
{
  const char *const *names = vbt_invocation_get_all (self, "merge");
  const char *into_name = vbt_invocation_get (self, "into");
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (VbtId));
  VbtId me, into;

  if (into_name == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                           _ ("--merge needs --into, the entry that stays."));
      return FALSE;
    }
  into = find_entity (store, into_name, error);
  if (into == 0)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      VbtId other = find_entity (store, names[i], error);
      if (other == 0)
        return FALSE;
      g_array_append_val (others, other);
    }
  me = vbt_cli_ensure_me (store, error);
  return me != 0 && vbt_act_merge_entities (store, me, into, others, error);
}

static gboolean
export_register (VbtInvocation *self, VbtStore *store, const char *path, GError **error)
{
  g_autoptr (VbtOutput) output = vbt_cli_open_output (path, NULL, error);

  return output != NULL
         && vbt_register_write (store, output, vbt_invocation_get_cancellable (self), error)
         && vbt_output_close (output, error);
}

static int
tell_import (const VbtInvocation *self, const VbtRegisterResult *result, VbtReport *report)
{
  int status = result->n_refused > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;

  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:i, s:i, s:i, s:o}", "added", (int)result->n_added,
                                      "changed", (int)result->n_changed, "refused",
                                      (int)result->n_refused, "problems",
                                      vbt_report_take_problems (report)),
                           status);
  printf (_ ("%u added, %u changed, %u refused\n"), result->n_added, result->n_changed,
          result->n_refused);
  return status;
}

static int
import_register (VbtInvocation *self, VbtStore *store, const char *path, GError **error)
{
  g_autoptr (VbtInput) input = NULL;
  VbtRegisterResult result = { 0 };
  VbtId me = vbt_cli_ensure_me (store, error);
  VbtReport report;
  gboolean success;

  if (me == 0)
    return VBT_EXIT_FAILED;
  input = vbt_cli_open_input (path, error);
  vbt_report_init (&report, self);
  success = input != NULL && vbt_register_read (store, me, input, &result, &report.progress, error);
  vbt_report_finish (&report);
  if (!success)
    return VBT_EXIT_FAILED;
  return tell_import (self, &result, &report);
}

static json_t *
entity_to_json (VbtStore *store, const VbtEntity *entity)
{
  g_autofree char *id = vbt_id_to_string (entity->id);
  guint64 n_mentions = 0;

  vbt_store_count_mentions (store, entity->id, &n_mentions, NULL);
  return json_pack ("{s:o, s:o, s:s, s:I}", "id", vbt_json_text (id), "name",
                    vbt_json_text (entity->name), "kind", vbt_entity_kind_to_string (entity->kind),
                    "mentions", (json_int_t)n_mentions);
}

static void
print_entity (VbtStore *store, const VbtEntity *entity)
{
  guint64 n_mentions = 0;

  vbt_store_count_mentions (store, entity->id, &n_mentions, NULL);
  printf ("%6" G_GUINT64_FORMAT "  %-12s  %s\n", n_mentions,
          vbt_entity_kind_to_string (entity->kind), entity->name);
}

/* Without words all of them by name, with words the most mentioned first. */
static GPtrArray *
find_entities (const VbtInvocation *self, VbtStore *store, GError **error)
{
  const char *words = vbt_invocation_get (self, "find");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_entity_free);

  if (words != NULL)
    return vbt_store_search_entities (store, words, G_MAXUINT32, error);
  ids = vbt_store_list_entities (store, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      VbtEntity *entity = vbt_store_load_entity (store, g_array_index (ids, VbtId, i));
      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }
  return ids != NULL ? g_steal_pointer (&entities) : NULL;
}

static int
list (VbtInvocation *self, VbtStore *store, GError **error)
{
  g_autoptr (GPtrArray) entities = find_entities (self, store, error);
  json_t *array = vbt_invocation_has (self, "json") ? json_array () : NULL;

  for (guint i = 0; entities != NULL && i < entities->len; i++)
    if (array != NULL)
      json_array_append_new (array, entity_to_json (store, entities->pdata[i]));
    else
      print_entity (store, entities->pdata[i]);
  if (array != NULL)
    return vbt_json_print (json_pack ("{s:o}", "entities", array), VBT_EXIT_OK);
  return entities != NULL ? VBT_EXIT_OK : VBT_EXIT_FAILED;
}

static int
list_duplicates (VbtInvocation *self, VbtStore *store, GError **error)
{
  g_autoptr (GArray) pairs = vbt_store_find_duplicates (
      store, MAX_DUPLICATES, vbt_invocation_get_cancellable (self), error);
  json_t *array = vbt_invocation_has (self, "json") ? json_array () : NULL;

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      VbtDuplicate pair = g_array_index (pairs, VbtDuplicate, i);
      g_autoptr (VbtEntity) entity = vbt_store_load_entity (store, pair.entity);
      g_autoptr (VbtEntity) other = vbt_store_load_entity (store, pair.other);
      if (entity == NULL || other == NULL)
        continue;
      if (array != NULL)
        json_array_append_new (array, json_pack ("[o, o]", entity_to_json (store, entity),
                                                 entity_to_json (store, other)));
      else
        printf ("%s\t%s\n", entity->name, other->name);
    }
  if (array != NULL)
    return vbt_json_print (json_pack ("{s:o}", "duplicates", array), VBT_EXIT_OK);
  return pairs != NULL ? VBT_EXIT_OK : VBT_EXIT_FAILED;
}

static int
do_all (VbtInvocation *self, VbtStore *store, GError **error)
{
  const char *from = vbt_invocation_get (self, "import");
  const char *to = vbt_invocation_get (self, "export");
  int status = VBT_EXIT_OK;

  if (vbt_invocation_has (self, "merge") && !merge (self, store, error))
    return VBT_EXIT_FAILED;
  if (from != NULL)
    status = import_register (self, store, from, error);
  if (*error != NULL)
    return status;
  if (to != NULL)
    return export_register (self, store, to, error) ? status : VBT_EXIT_FAILED;
  if (from != NULL)
    return status;
  return vbt_invocation_has (self, "duplicates") ? list_duplicates (self, store, error)
                                                 : list (self, store, error);
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  gboolean writes = vbt_invocation_has (self, "merge") || vbt_invocation_has (self, "import");
  g_autoptr (VbtStore) store
      = vbt_cli_open (self, writes ? VBT_STORE_DEFAULT : VBT_STORE_READ_ONLY, &error);
  int status;

  if (store == NULL)
    return vbt_invocation_fail (self, error);
  status = do_all (self, store, &error);
  if (error != NULL)
    status = vbt_invocation_fail (self, error);
  return vbt_cli_close (self, store, status);
}

const VbtCommand vbt_cmd_entities = {
  .name = "entities",
  .synopsis = N_ ("PROJECT [--find WORDS | --duplicates | --export FILE] [--import FILE] "
                  "[--merge NAME… --into NAME]"),
  .summary = N_ ("People, organizations and places: list, merge, export, import"),
  .description = N_ (
      "Lists the register of a project by name, or with --find what is mentioned most, after what "
      "the options say was done. The columns of its table are id, name, kind, aliases (with “|” "
      "between them), "
      "external_id, note, mentions, and one for each attribute, such as role or gender. An "
      "import changes what its columns say of the entry with the id, else of the one of that "
      "kind and name, else adds one; nobody is deleted. All of it can be undone."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
