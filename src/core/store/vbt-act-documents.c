/* vbt-act-documents.c: what a person does to whole documents: into the trash and out of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions.h"

typedef gboolean (*VbtMove) (VbtStore *store, VbtId document, GError **error);

/* One act, whether it is one document or thousands; of one the history says which. */
static gboolean
move_all (VbtStore *store, VbtId me, const GArray *documents, const char *words, VbtMove move,
          GError **error)
{
  VbtId only = documents->len == 1 ? g_array_index (documents, VbtId, 0) : 0;

  if (!vbt_store_begin (store, me, only, words, error))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    if (!move (store, g_array_index (documents, VbtId, i), error))
      {
        vbt_store_rollback (store);
        return FALSE;
      }
  return vbt_store_commit (store, error);
}

/**
 * vbt_act_put_metadata:
 * @store: the project
 * @me: the annotator who acts
 * @document: a document
 * @key: what is known of it, such as %VBT_METADATA_TITLE
 * @value: (nullable): what that is; %NULL: it is not known any more
 * @words: (nullable): what the history calls it, or %NULL: by the key
 * @error: return location for an error
 *
 * Changes what is known of a document besides its text, as one act.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_put_metadata (VbtStore *store, VbtId me, VbtId document, const char *key, const char *value,
                      const char *words, GError **error)
{
  g_autofree char *own = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && key != NULL, FALSE);

  if (words == NULL)
    own = value != NULL ? g_strdup_printf (_ ("Set the detail “%s”"), key)
                        : g_strdup_printf (_ ("Remove the detail “%s”"), key);
  return vbt_store_begin (store, me, document, words != NULL ? words : own, error)
         && vbt_store_finish (store, vbt_store_put_metadata (store, document, key, value, error),
                              error);
}

/**
 * vbt_act_trash_documents:
 * @store: the project
 * @me: the annotator who acts
 * @documents: (element-type VbtId): which, at least one
 * @error: return location for an error
 *
 * Moves documents into the trash of the project, as one act.
 *
 * Returns: %FALSE with @error set where it was refused; then all of them are where they were
 */
gboolean
vbt_act_trash_documents (VbtStore *store, VbtId me, const GArray *documents, GError **error)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (documents != NULL && documents->len > 0, FALSE);

  if (documents->len == 1)
    {
      g_autoptr (VbtListing) listing
          = vbt_store_get_listing (store, g_array_index (documents, VbtId, 0), me, error);

      if (listing == NULL)
        return FALSE;
      words = g_strdup_printf (_ ("Move “%s” to the trash"), listing->title);
    }
  else
    words = g_strdup_printf (
        ngettext ("Move %u article to the trash", "Move %u articles to the trash", documents->len),
        documents->len);
  return move_all (store, me, documents, words, vbt_store_delete_document, error);
}

/**
 * vbt_act_restore_documents:
 * @store: the project
 * @me: the annotator who acts
 * @documents: (element-type VbtId): which, at least one
 * @error: return location for an error
 *
 * Takes documents out of the trash of the project, as one act.
 *
 * Returns: %FALSE with @error set where it was refused; then all of them are where they were
 */
gboolean
vbt_act_restore_documents (VbtStore *store, VbtId me, const GArray *documents, GError **error)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (documents != NULL && documents->len > 0, FALSE);

  words = g_strdup_printf (ngettext ("Take %u article out of the trash",
                                     "Take %u articles out of the trash", documents->len),
                           documents->len);
  return move_all (store, me, documents, words, vbt_store_restore_document, error);
}
