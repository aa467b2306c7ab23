/* vbt-saved.c: queries that are kept under a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-saved.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

static const char *
kind_to_string (VbtSavedKind kind)
{
  return kind == VBT_SAVED_DOCUMENTS ? "documents" : "search";
}

/**
 * vbt_saved_free:
 * @self: (nullable): a kept query
 *
 * Frees it.
 */
void
vbt_saved_free (VbtSaved *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->query);
  g_free (self);
}

/**
 * vbt_store_list_saved:
 * @self: a project
 * @kind: what they are for
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtSaved): the queries that are kept, in the order in which they were
 */
GPtrArray *
vbt_store_list_saved (VbtStore *self, VbtSavedKind kind, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_saved_free);
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT id, name, query FROM saved_query WHERE kind = ?1 "
                        "ORDER BY position, id",
                        "s", kind_to_string (kind));
  while (vbt_query_next (query))
    {
      VbtSaved *saved = g_new0 (VbtSaved, 1);

      saved->id = vbt_query_get_int (query, 0);
      saved->name = g_strdup (vbt_query_get_string (query, 1));
      saved->query = g_strdup (vbt_query_get_string (query, 2));
      g_ptr_array_add (list, saved);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

/* One of a name at the most: what was kept under it is replaced. */
static gboolean
put (VbtStore *store, VbtSavedKind kind, const char *name, const char *query, GError **error)
{
  if (!vbt_db_run (store->db, error,
                   "UPDATE saved_query SET query = ?3 WHERE kind = ?1 AND name = ?2", "sss",
                   kind_to_string (kind), name, query))
    return FALSE;
  return vbt_db_get_n_changed (store->db) > 0
         || vbt_db_run (store->db, error,
                        "INSERT INTO saved_query SELECT ?1, ?2, ?3, ?4, "
                        "coalesce (max (position) + 1, 0) FROM saved_query WHERE kind = ?2",
                        "isss", vbt_id_new (), kind_to_string (kind), name, query);
}

/**
 * vbt_act_save_query:
 * @store: the project
 * @me: the annotator who acts
 * @kind: what the query is for
 * @name: what it is called; another one of the same name is replaced
 * @query: the query, which can be understood
 * @error: return location for an error
 *
 * Keeps a query in the project, for everybody who works in it.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_save_query (VbtStore *store, VbtId me, VbtSavedKind kind, const char *name,
                    const char *query, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && name != NULL && query != NULL, FALSE);

  stripped = g_strstrip (g_strdup (name));
  if (*stripped == '\0')
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("A name is needed"));
      return FALSE;
    }
  words = kind == VBT_SAVED_SEARCH ? g_strdup_printf (_ ("Save the search “%s”"), stripped)
                                   : g_strdup_printf (_ ("Save the filter “%s”"), stripped);
  return vbt_store_begin (store, me, 0, words, error)
         && vbt_store_finish (store, put (store, kind, stripped, query, error), error);
}

/**
 * vbt_act_forget_query:
 * @store: the project
 * @me: the annotator who acts
 * @saved: a kept query
 * @error: return location for an error
 *
 * Deletes a kept query.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_forget_query (VbtStore *store, VbtId me, VbtId saved, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && store->db != NULL, FALSE);

  name = vbt_db_get_string (store->db, error, "SELECT name FROM saved_query WHERE id = ?1", "i",
                            saved);
  if (name == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                             _ ("It is no longer there: somebody else deleted it"));
      return FALSE;
    }
  words = g_strdup_printf (_ ("Forget “%s”"), name);
  return vbt_store_begin (store, me, 0, words, error)
         && vbt_store_finish (
             store,
             vbt_db_run (store->db, error, "DELETE FROM saved_query WHERE id = ?1", "i", saved),
             error);
}
