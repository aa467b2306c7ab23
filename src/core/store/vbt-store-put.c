/* vbt-store-put.c: writing what all documents share: schema, annotators, entities
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-store-private.h"

static gboolean
put_aliases (VbtStore *self, const VbtEntity *entity, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db, "SELECT number, alias FROM alias WHERE entity = ?1", "i", entity->id);
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean success;

  while (vbt_query_next (query))
    {
      gint64 number = vbt_query_get_int (query, 0);

      if (!g_ptr_array_find_with_equal_func (entity->aliases, vbt_query_get_string (query, 1),
                                             g_str_equal, NULL))
        g_array_append_val (gone, number);
    }
  success = vbt_query_finish (query, error);
  for (guint i = 0; i < gone->len && success; i++)
    success = vbt_db_run (self->db, error, "DELETE FROM alias WHERE number = ?1", "i",
                          g_array_index (gone, gint64, i));
  for (guint i = 0; i < entity->aliases->len && success; i++)
    success = vbt_db_run (self->db, error,
                          "INSERT INTO alias (entity, alias) SELECT ?1, ?2 WHERE NOT EXISTS "
                          "(SELECT 1 FROM alias WHERE entity = ?1 AND alias = ?2)",
                          "is", entity->id, g_ptr_array_index (entity->aliases, i));
  return success;
}

static gboolean
put_entity_attributes (VbtStore *self, const VbtEntity *entity, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db, "SELECT key FROM entity_attribute WHERE entity = ?1", "i", entity->id);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iterator;
  gpointer key, value;
  gboolean success;

  while (vbt_query_next (query))
    if (!g_hash_table_contains (entity->attributes, vbt_query_get_string (query, 0)))
      g_ptr_array_add (gone, g_strdup (vbt_query_get_string (query, 0)));
  success = vbt_query_finish (query, error);
  for (guint i = 0; i < gone->len && success; i++)
    success = vbt_db_run (self->db, error,
                          "DELETE FROM entity_attribute WHERE entity = ?1 AND key = ?2", "is",
                          entity->id, g_ptr_array_index (gone, i));
  g_hash_table_iter_init (&iterator, entity->attributes);
  while (success && g_hash_table_iter_next (&iterator, &key, &value))
    success = vbt_db_run (self->db, error,
                          "INSERT INTO entity_attribute VALUES (?1, ?2, ?3) "
                          "ON CONFLICT DO UPDATE SET value = excluded.value",
                          "iss", entity->id, key, value);
  return success;
}

/**
 * vbt_store_put_entity:
 * @self: a project with an act begun
 * @entity: the entity, as it shall be
 * @error: return location for an error
 *
 * Inserts the entity, or makes the one with its identifier like it.
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_entity (VbtStore *self, const VbtEntity *entity, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && entity != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  self->n_inserted++;
  self->catalog_dirty = TRUE;
  if (!vbt_db_run (
          self->db, error,
          "INSERT INTO entity VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET "
          "kind = excluded.kind, name = excluded.name, external_id = excluded.external_id, "
          "note = excluded.note",
          "iussso", entity->id, (int)entity->kind, entity->name, entity->external_id, entity->note,
          self->batch)
      || !put_aliases (self, entity, error) || !put_entity_attributes (self, entity, error))
    return FALSE;
  /* A copy only where the catalog has another one: @entity may be the catalog's own. */
  if (g_hash_table_lookup (self->catalog->entities_by_id, &entity->id) != entity)
    vbt_catalog_take_entity (self->catalog, vbt_entity_copy (entity));
  return TRUE;
}

/**
 * vbt_store_delete_entity:
 * @self: a project with an act begun
 * @entity: an identifier
 * @error: return location for an error
 *
 * Deletes an entity; spans that refer to it stay, and refer to it no longer.
 *
 * Returns: whether it was there and is deleted
 */
gboolean
vbt_store_delete_entity (VbtStore *self, VbtId entity, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  self->catalog_dirty = TRUE;
  if (!vbt_db_run (self->db, error, "DELETE FROM mention WHERE entity = ?1", "i", entity)
      || !vbt_db_run (self->db, error, "DELETE FROM alias WHERE entity = ?1", "i", entity)
      || !vbt_db_run (self->db, error, "DELETE FROM entity_attribute WHERE entity = ?1", "i",
                      entity)
      || !vbt_db_run (self->db, error, "DELETE FROM entity WHERE id = ?1", "i", entity))
    return FALSE;
  if (vbt_db_get_n_changed (self->db) == 0)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("There is no such entity"));
      return FALSE;
    }
  vbt_catalog_remove_entity (self->catalog, entity);
  return TRUE;
}

/**
 * vbt_store_put_annotator:
 * @self: a project with an act begun
 * @annotator: the annotator, as it shall be
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_annotator (VbtStore *self, const VbtAnnotator *annotator, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && annotator != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  self->catalog_dirty = TRUE;
  if (!vbt_db_run (self->db, error,
                   "INSERT INTO annotator VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
                   "kind = excluded.kind, name = excluded.name, version = excluded.version",
                   "iuss", annotator->id, (int)annotator->kind, annotator->name,
                   annotator->version))
    return FALSE;
  if (vbt_catalog_get_annotator (self->catalog, annotator->id) != annotator)
    vbt_catalog_take_annotator (self->catalog, vbt_annotator_copy (annotator));
  return TRUE;
}

/* Not an act of anybody, so not in the history: whoever annotates has to be known first. */
static VbtId
insert_annotator (VbtStore *self, const VbtAnnotator *annotator, gboolean is_me, GError **error)
{
  gboolean own = !vbt_store_is_writing (self);
  g_autofree char *me = g_strdup_printf ("%" G_GINT64_FORMAT, annotator->id);
  gboolean success;

  if (own && !vbt_store_begin_immediate (self, error))
    return 0;
  if (self->recorder != NULL)
    vbt_recorder_set_enabled (self->recorder, FALSE);
  success = vbt_store_put_annotator (self, annotator, error)
            && (!is_me || vbt_store_set_setting (self, "person", me, error));
  if (self->recorder != NULL)
    vbt_recorder_set_enabled (self->recorder, TRUE);
  if (own && success)
    success = vbt_store_end (self, error);
  else if (own)
    vbt_store_rollback (self);
  return success ? annotator->id : 0;
}

/**
 * vbt_store_ensure_annotator:
 * @self: a project
 * @kind: what it is
 * @name: its name
 * @version: (nullable): of a tagger
 * @error: return location for an error
 *
 * Returns: the annotator's identifier, made if there is none; 0 with @error set
 */
VbtId
vbt_store_ensure_annotator (VbtStore *self, VbtAnnotatorKind kind, const char *name,
                            const char *version, GError **error)
{
  const VbtAnnotator *found;
  g_autoptr (VbtAnnotator) annotator = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && name != NULL, 0);

  found = vbt_catalog_find_annotator (self->catalog, kind, name, version);
  if (found != NULL)
    return found->id;
  annotator = vbt_annotator_new (kind, name, version);
  return insert_annotator (self, annotator, FALSE, error);
}

/**
 * vbt_store_ensure_person:
 * @self: a project
 * @name: the name of who works here
 * @error: return location for an error
 *
 * The person who works in this copy of the project: a person of this name, made at the first call.
 *
 * Returns: the person's identifier; 0 with @error set
 */
VbtId
vbt_store_ensure_person (VbtStore *self, const char *name, GError **error)
{
  const VbtAnnotator *found;
  g_autoptr (VbtAnnotator) person = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && name != NULL, 0);

  found = vbt_catalog_find_annotator (self->catalog, VBT_ANNOTATOR_PERSON, name, NULL);
  if (found != NULL)
    return found->id;
  person = vbt_annotator_new (VBT_ANNOTATOR_PERSON, name, NULL);
  return insert_annotator (self, person, TRUE, error);
}
