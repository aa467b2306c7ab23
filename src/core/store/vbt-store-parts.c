/* vbt-store-parts.c: what a batch put into documents that it did not bring, taken out as changesets that fit into memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-store-private.h"

/* How much one changeset is to hold: some 100 MB of memory while it is made, and less than the 1 GB that SQLite can keep.
 * Tests make it less. */
guint vbt_store_part_rows = 100000;

/** Place: a document, and how much of the batch is in it. */
typedef struct
{
  VbtId document;
  guint n;
} Place;

static GArray *
find_places (VbtStore *self, gint64 batch, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db,
                      "SELECT a.document, count (*) FROM annotation a "
                      "JOIN document d ON d.id = a.document "
                      "WHERE a.batch = ?1 AND d.batch IS NOT ?1 GROUP BY a.document",
                      "i", batch);

  while (vbt_query_next (query))
    {
      Place place = { vbt_query_get_int (query, 0), (guint)vbt_query_get_int (query, 1) };

      g_array_append_val (places, place);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&places) : NULL;
}

/* Notes so many documents as a part can hold: all of one, because what is linked goes together. */
static gboolean
mark_part (VbtStore *self, const GArray *places, guint *at, GError **error)
{
  guint n = 0;

  if (!vbt_db_exec (self->db, "DELETE FROM temp.part", error))
    return FALSE;
  for (guint first = *at; *at < places->len; (*at)++)
    {
      const Place *place = &g_array_index (places, Place, *at);

      if (*at > first && n + place->n > vbt_store_part_rows)
        break;
      n += place->n;
      if (!vbt_db_run (self->db, error, "INSERT INTO temp.part VALUES (?1)", "i", place->document))
        return FALSE;
    }
  return TRUE;
}

/* Not by the batch's own index: it would be gone through for each part. */
#define IN_PART                                                                                    \
  "SELECT id FROM annotation WHERE document IN (SELECT document FROM temp.part) AND +batch = ?1"

/* (transfer full) (nullable): what was deleted; of the last part with the entities that nothing refers to any more */
static GBytes *
delete_part (VbtStore *self, gint64 batch, gboolean is_last, GError **error)
{
  g_autoptr (VbtRecorder) recorder = vbt_recorder_new (self->db, error);

  if (recorder == NULL || !vbt_store_delete_where (self, IN_PART, batch, FALSE, error)
      || (is_last && !vbt_store_delete_batch_entities (self, batch, error)))
    return NULL;
  return vbt_recorder_get_changeset (recorder, error);
}

static gboolean
take_out (VbtStore *self, gint64 batch, const GArray *places, GBytes **changeset, GError **error)
{
  guint at = 0;

  for (gint64 part = 0; part == 0 || at < places->len; part++)
    {
      g_autoptr (GBytes) deleted = NULL;

      if (!mark_part (self, places, &at, error))
        return FALSE;
      deleted = delete_part (self, batch, at == places->len, error);
      if (deleted == NULL)
        return FALSE;
      if (part == 0)
        *changeset = g_steal_pointer (&deleted);
      else if (!vbt_db_run (self->db, error, "INSERT INTO changeset_part VALUES (?1, ?2, ?3)",
                            "iib", batch, part, deleted))
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_store_take_out_batch:
 * @self: a project in a transaction
 * @batch: the number of a batch
 * @changeset: (out): the deletion of what it inserted; where that is very much, of the first part of it: the others are
 *   kept in the table changeset_part, see vbt_store_load_changeset_part()
 * @error: return location for an error
 *
 * Deletes what a batch inserted into documents that it did not insert, and those of its entities that nothing refers to,
 * not even what is in the trash.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_take_out_batch (VbtStore *self, gint64 batch, GBytes **changeset, GError **error)
{
  g_autoptr (GArray) places = find_places (self, batch, error);
  gboolean success;

  if (places == NULL
      || !vbt_db_exec (
          self->db, "CREATE TEMP TABLE part (document INTEGER NOT NULL PRIMARY KEY) STRICT", error))
    return FALSE;
  success = take_out (self, batch, places, changeset, error);
  return vbt_db_exec (self->db, "DROP TABLE temp.part", success ? error : NULL) && success;
}

/**
 * vbt_store_load_changeset_part:
 * @self: a project in a transaction
 * @batch: the number of a batch that is undone
 * @part: (out): the number of the part
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the last part that is kept, which is the first to come back; without an error there
 *   is none
 */
GBytes *
vbt_store_load_changeset_part (VbtStore *self, gint64 batch, gint64 *part, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db,
                      "SELECT part, changeset FROM changeset_part WHERE number = ?1 "
                      "ORDER BY part DESC LIMIT 1",
                      "i", batch);
  g_autoptr (GBytes) changeset = NULL;

  if (vbt_query_next (query))
    {
      gsize length = 0;
      const void *data = vbt_query_get_blob (query, 1, &length);

      *part = vbt_query_get_int (query, 0);
      changeset = g_bytes_new (data, length);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&changeset) : NULL;
}
