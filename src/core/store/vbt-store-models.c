/* vbt-store-models.c: what taggers learned from the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-store-private.h"

/* What people made and decided. A document that is done speaks for every word of it that has no label. */
#define EVIDENCE                                                                                   \
  "SELECT coalesce (sum (coalesce ((SELECT sum (n) FROM tally WHERE what = 'label' AND a = "       \
  "k.id), 0)"                                                                                      \
  " + coalesce ((SELECT n FROM tally WHERE what = 'decision' AND a = k.id AND b = 0), 0)"          \
  " + coalesce ((SELECT sum (n) FROM tally WHERE what = 'status' AND a = k.id AND b IN (2, 3)), "  \
  "0)"                                                                                             \
  "), 0) FROM annotator k WHERE k.kind IN (0, 3)"

/* By document: people's annotations, their decisions, and what they are done with. */
#define DECIDED                                                                                    \
  "WITH people AS MATERIALIZED (SELECT id FROM annotator WHERE kind IN (0, 3)),"                   \
  " worked AS (SELECT document FROM annotation WHERE annotator IN (SELECT id FROM people)"         \
  " UNION SELECT document FROM status WHERE annotator IN (SELECT id FROM people) AND status >= 2"  \
  " UNION SELECT a.document FROM decision x JOIN annotation a ON a.id = x.suggestion"              \
  " WHERE x.annotator IN (SELECT id FROM people))"                                                 \
  " SELECT id FROM (SELECT d.id, d.number FROM worked w JOIN document d ON d.id = w.document"      \
  " WHERE d.trashed IS NULL ORDER BY d.number DESC LIMIT ?1) ORDER BY number"

/**
 * vbt_stored_model_free:
 * @self: (transfer full) (nullable): a model
 */
void
vbt_stored_model_free (VbtStoredModel *self)
{
  if (self == NULL)
    return;
  g_free (self->report);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

/**
 * vbt_store_load_model:
 * @self: a project
 * @tagger: whose model it is
 * @with_data: whether the model itself is read, not only what is told of it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model, or NULL, without an error where there is none
 */
VbtStoredModel *
vbt_store_load_model (VbtStore *self, const char *tagger, gboolean with_data, GError **error)
{
  g_autoptr (VbtStoredModel) model = NULL;
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && tagger != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT version, trained, report, iif (?2, data, NULL) FROM model"
                        " WHERE tagger = ?1 AND name = ''",
                        "su", tagger, (guint)with_data);
  if (vbt_query_next (query))
    {
      gsize length = 0;
      const void *data = vbt_query_get_blob (query, 3, &length);

      model = g_new0 (VbtStoredModel, 1);
      model->version = (int)vbt_query_get_int (query, 0);
      model->trained = vbt_query_get_int (query, 1);
      model->report = vbt_query_dup_string (query, 2);
      model->data = with_data ? g_bytes_new (data, length) : NULL;
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&model) : NULL;
}

/**
 * vbt_store_save_model:
 * @self: a project, without an open transaction
 * @tagger: whose model it is
 * @model: the model
 * @error: return location for an error
 *
 * Puts a model in the place of the one that the tagger had. A model can be learned again: it is no
 * act, and has no row in the history.
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_save_model (VbtStore *self, const char *tagger, const VbtStoredModel *model,
                      GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (tagger != NULL && model != NULL && model->data != NULL, FALSE);

  if (!vbt_store_check_writable (self, error))
    return FALSE;
  return vbt_db_run (self->db, error,
                     "INSERT INTO model VALUES (?1, '', ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET"
                     " version = excluded.version, trained = excluded.trained,"
                     " report = excluded.report, data = excluded.data",
                     "siisb", tagger, (gint64)model->version, model->trained, model->report,
                     model->data);
}

/**
 * vbt_store_count_evidence:
 * @self: a project
 * @n_evidence: (out): annotations, decisions and documents that are done, by all people
 * @error: return location for an error
 *
 * Counts what there is to learn from: when it has grown, it is time to learn again. Costs the same
 * at any size.
 *
 * Returns: whether it could be counted
 */
gboolean
vbt_store_count_evidence (VbtStore *self, guint64 *n_evidence, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && n_evidence != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error, EVIDENCE, ""))
    return FALSE;
  *n_evidence = (guint64)MAX (n, 0);
  return TRUE;
}

/**
 * vbt_store_list_decided:
 * @self: a project
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Lists the documents that people did something in, or marked as done; of too many those that were
 * added last.
 *
 * Returns: (transfer full) (nullable): of VbtId, in the order in which they were added
 */
GArray *
vbt_store_list_decided (VbtStore *self, guint limit, GError **error)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db, DECIDED, "u", limit);
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (documents, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&documents) : NULL;
}
