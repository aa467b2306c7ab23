/* vbt-remarks.c: notes and questions in a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-remarks.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

/* How much of a remark the history repeats, in code points. */
#define MAX_WORDS 40

/**
 * vbt_store_list_remarks:
 * @self: a project
 * @document: a document
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtRemark): what was noted and asked on it, in the order of
 *   vbt_remark_compare()
 */
GPtrArray *
vbt_store_list_remarks (VbtStore *self, VbtId document, GError **error)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_remark_free);
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT id, annotation, start, end_, annotator, answers, text, question, "
                        "resolved, created, changed FROM remark WHERE document = ?1 "
                        "ORDER BY answers IS NOT NULL, created, id",
                        "i", document);
  while (vbt_query_next (query))
    {
      VbtRemark *remark = g_new0 (VbtRemark, 1);

      remark->id = vbt_query_get_int (query, 0);
      remark->annotation = vbt_query_get_int (query, 1);
      remark->range.start = (VbtOffset)vbt_query_get_int (query, 2);
      remark->range.end = (VbtOffset)vbt_query_get_int (query, 3);
      remark->annotator = vbt_query_get_int (query, 4);
      remark->answers = vbt_query_get_int (query, 5);
      remark->text = g_strdup (vbt_query_get_string (query, 6));
      remark->question = vbt_query_get_int (query, 7) != 0;
      remark->resolved = vbt_query_get_int (query, 8) != 0;
      remark->created = vbt_query_get_int (query, 9);
      remark->changed = vbt_query_get_int (query, 10);
      g_ptr_array_add (remarks, remark);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&remarks) : NULL;
}

/**
 * vbt_store_put_remark:
 * @self: a project with an act or a batch begun
 * @document: the document that it is on
 * @remark: the remark, as it shall be
 * @error: return location for an error
 *
 * Adds a remark, or makes the one with its identifier like it.
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_remark (VbtStore *self, VbtId document, const VbtRemark *remark, GError **error)
{
  gboolean is_placed;

  g_return_val_if_fail (VBT_IS_STORE (self) && remark != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  is_placed = remark->range.end > remark->range.start;
  if (!vbt_db_run (
          self->db, error,
          "INSERT INTO remark (id, document, annotation, annotator, answers, text, question, "
          "resolved, created, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
          "ON CONFLICT DO UPDATE SET text = excluded.text, question = excluded.question, "
          "resolved = excluded.resolved, changed = excluded.changed",
          "iioiosuuii", remark->id, document, remark->annotation, remark->annotator,
          remark->answers, remark->text, remark->question != 0, remark->resolved != 0,
          remark->created, remark->changed))
    return FALSE;
  return !is_placed
         || vbt_db_run (self->db, error, "UPDATE remark SET start = ?2, end_ = ?3 WHERE id = ?1",
                        "iii", remark->id, (gint64)remark->range.start, (gint64)remark->range.end);
}

/* What it says, for the history. */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdup (text);
  g_autofree char *start = NULL;

  g_strdelimit (line, "\r\n\t", ' ');
  if (g_utf8_strlen (line, -1) <= MAX_WORDS)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, MAX_WORDS);
  return g_strconcat (start, "…", NULL);
}

/**
 * vbt_act_remark:
 * @store: the project
 * @me: the annotator who acts
 * @document: the document that it is on
 * @remark: what is noted or asked; one with the identifier of another takes its place
 * @error: return location for an error
 *
 * Notes or asks something, or answers it.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_remark (VbtStore *store, VbtId me, VbtId document, const VbtRemark *remark, GError **error)
{
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && remark != NULL, FALSE);

  what = shorten (remark->text);
  words = *what == '\0'          ? g_strdup (_ ("Be not sure"))
          : remark->answers != 0 ? g_strdup_printf (_ ("Answer “%s”"), what)
          : remark->question     ? g_strdup_printf (_ ("Ask “%s”"), what)
                                 : g_strdup_printf (_ ("Note “%s”"), what);
  return vbt_store_begin (store, me, document, words, error)
         && vbt_store_finish (store, vbt_store_put_remark (store, document, remark, error), error);
}

static gboolean
is_there (VbtStore *store, VbtId remark, GError **error)
{
  gint64 found = 0;

  if (!vbt_db_get_int (store->db, &found, error,
                       "SELECT EXISTS (SELECT 1 FROM remark WHERE id = ?1)", "i", remark))
    return FALSE;
  if (found == 0)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                         _ ("It is no longer there: somebody else deleted it"));
  return found != 0;
}

/**
 * vbt_act_resolve_remark:
 * @store: the project
 * @me: the annotator who acts
 * @document: the document that it is on
 * @remark: a question
 * @resolved: whether it is answered, or open again
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_resolve_remark (VbtStore *store, VbtId me, VbtId document, VbtId remark, gboolean resolved,
                        GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (store) && store->db != NULL, FALSE);

  return is_there (store, remark, error)
         && vbt_store_begin (store, me, document,
                             resolved ? _ ("Resolve a question") : _ ("Open a question again"),
                             error)
         && vbt_store_finish (
             store,
             vbt_db_run (store->db, error,
                         "UPDATE remark SET resolved = ?2, changed = ?3 WHERE id = ?1", "iui",
                         remark, resolved != 0, vbt_time_now ()),
             error);
}

/**
 * vbt_act_delete_remark:
 * @store: the project
 * @me: the annotator who acts
 * @document: the document that it is on
 * @remark: a remark
 * @error: return location for an error
 *
 * Deletes a remark with the answers to it.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_delete_remark (VbtStore *store, VbtId me, VbtId document, VbtId remark, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (store) && store->db != NULL, FALSE);

  return is_there (store, remark, error)
         && vbt_store_begin (store, me, document, _ ("Delete a note"), error)
         && vbt_store_finish (
             store,
             vbt_db_run (store->db, error, "DELETE FROM remark WHERE answers = ?1", "i", remark)
                 && vbt_db_run (store->db, error, "DELETE FROM remark WHERE id = ?1", "i", remark),
             error);
}
