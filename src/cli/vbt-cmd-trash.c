/* vbt-cmd-trash.c: vbt trash
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "store/vbt-actions.h"
#include "vbt-report.h"

static const VbtOption options[] = {
  { "delete", N_ ("NAME"), N_ ("Move a document into the trash; can be given several times") },
  { "restore", N_ ("NAME"), N_ ("Take a document out of it; can be given several times") },
  { "empty", NULL, N_ ("Delete what is in it for good") },
  { NULL },
};

static VbtId
find_trashed (const GPtrArray *trash, const char *name, GError **error)
{
  for (guint i = 0; i < trash->len; i++)
    if (g_str_equal (((VbtTrashed *)trash->pdata[i])->name, name))
      return ((VbtTrashed *)trash->pdata[i])->id;
  g_set_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("“%s” is not in the trash."), name);
  return 0;
}

static VbtId
find_document (VbtStore *store, const char *name, GError **error)
{
  VbtId id = vbt_store_find_document (store, name, error);

  if (id == 0 && *error == NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("There is no document “%s”."), name);
  return id;
}

/* All of those that are named, or none. */
static gboolean
move (VbtInvocation *self, VbtStore *store, const char *option, GError **error)
{
  gboolean restore = g_str_equal (option, "restore");
  const char *const *names = vbt_invocation_get_all (self, option);
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GPtrArray) trash = vbt_store_list_trash (store, G_MAXUINT32, error);
  VbtId me = trash != NULL ? vbt_cli_ensure_me (store, error) : 0;

  if (me == 0)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      VbtId id = restore ? find_trashed (trash, names[i], error)
                         : find_document (store, names[i], error);

      if (id == 0)
        return FALSE;
      g_array_append_val (documents, id);
    }
  return restore ? vbt_act_restore_documents (store, me, documents, error)
                 : vbt_act_trash_documents (store, me, documents, error);
}

static gboolean
empty (VbtInvocation *self, VbtStore *store, GError **error)
{
  VbtId me = vbt_cli_ensure_me (store, error);
  guint64 n_deleted = 0;

  return me != 0
         && vbt_store_empty_trash (store, me, vbt_invocation_get_cancellable (self), &n_deleted,
                                   error);
}

static int
list (const VbtInvocation *self, VbtStore *store, GError **error)
{
  g_autoptr (GPtrArray) trash = vbt_store_list_trash (store, G_MAXUINT32, error);
  json_t *documents = vbt_invocation_has (self, "json") ? json_array () : NULL;

  for (guint i = 0; trash != NULL && i < trash->len; i++)
    {
      const VbtTrashed *trashed = trash->pdata[i];

      if (documents == NULL)
        printf ("%s\n", trashed->name);
      else
        json_array_append_new (documents, json_pack ("{s:o, s:o, s:I, s:I}", "name",
                                                     vbt_json_text (trashed->name), "title",
                                                     vbt_json_text (trashed->title), "deleted",
                                                     (json_int_t)trashed->time, "annotations",
                                                     (json_int_t)trashed->n_annotations));
    }
  if (documents != NULL)
    return vbt_json_print (json_pack ("{s:o}", "trash", documents), VBT_EXIT_OK);
  return trash != NULL ? VBT_EXIT_OK : VBT_EXIT_FAILED;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  gboolean writes = vbt_invocation_has (self, "delete") || vbt_invocation_has (self, "restore")
                    || vbt_invocation_has (self, "empty");
  g_autoptr (VbtStore) store
      = vbt_cli_open (self, writes ? VBT_STORE_DEFAULT : VBT_STORE_READ_ONLY, &error);
  int status = VBT_EXIT_OK;

  if (store == NULL)
    return vbt_invocation_fail (self, error);
  if ((!vbt_invocation_has (self, "delete") || move (self, store, "delete", &error))
      && (!vbt_invocation_has (self, "restore") || move (self, store, "restore", &error))
      && (!vbt_invocation_has (self, "empty") || empty (self, store, &error)))
    status = list (self, store, &error);
  if (error != NULL)
    status = vbt_invocation_fail (self, error);
  return vbt_cli_close (self, store, status);
}

const VbtCommand vbt_cmd_trash = {
  .name = "trash",
  .synopsis = N_ ("PROJECT [--delete NAME]… [--restore NAME]… [--empty]"),
  .summary = N_ ("Delete documents, and bring them back"),
  .description = N_ ("Lists what is in the trash of a project, after what the options say was "
                     "done. Deleting and restoring can be undone; emptying cannot."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
