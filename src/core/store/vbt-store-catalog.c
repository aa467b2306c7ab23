/* vbt-store-catalog.c: schema, annotators and entities as the file has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-entities.h"
#include "vbt-store-private.h"

static gboolean
read_labels (VbtStore *self, VbtSchema *schema, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db,
      "SELECT id, kind, name, key, color, guideline, max, hidden FROM label ORDER BY position, id",
      "");

  while (vbt_query_next (query))
    {
      g_autofree char *name = vbt_query_dup_name (query, 2);
      VbtKind kind = vbt_query_get_choice (query, 1, VBT_KIND_DOCUMENT, VBT_KIND_SPAN);
      VbtLabel *label = vbt_label_new (kind, name);

      label->id = vbt_query_get_int (query, 0);
      g_free (label->key);
      label->key = vbt_query_dup_string (query, 3);
      g_free (label->color);
      label->color = vbt_query_dup_string (query, 4);
      label->guideline = vbt_query_dup_string (query, 5);
      label->max = (int)vbt_query_get_int (query, 6);
      label->hidden = vbt_query_get_int (query, 7) != 0;
      g_ptr_array_add (schema->labels, label);
    }
  return vbt_query_finish (query, error);
}

static gboolean
read_attributes (VbtStore *self, VbtSchema *schema, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db,
      "SELECT label, id, name, kind, choices, default_value, required FROM attribute "
      "ORDER BY label, position, id",
      "");

  while (vbt_query_next (query))
    {
      VbtLabel *label = (VbtLabel *)vbt_schema_get_label (schema, vbt_query_get_int (query, 0));
      g_autofree char *choices = vbt_query_dup_string (query, 4);
      VbtAttribute *attribute;

      if (label == NULL)
        continue;
      attribute = g_new0 (VbtAttribute, 1);
      attribute->id = vbt_query_get_int (query, 1);
      attribute->name = vbt_query_dup_name (query, 2);
      attribute->kind = vbt_query_get_choice (query, 3, VBT_ATTRIBUTE_YES_NO, VBT_ATTRIBUTE_TEXT);
      attribute->values = choices != NULL ? g_strsplit (choices, VBT_VALUE_SEPARATOR, -1) : NULL;
      attribute->default_value = vbt_query_dup_string (query, 5);
      attribute->required = vbt_query_get_int (query, 6) != 0;
      g_ptr_array_add (label->attributes, attribute);
    }
  return vbt_query_finish (query, error);
}

static gboolean
read_ends (VbtStore *self, VbtSchema *schema, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db, "SELECT label, side, other FROM label_end ORDER BY label, side, position", "");

  while (vbt_query_next (query))
    {
      const VbtLabel *label = vbt_schema_get_label (schema, vbt_query_get_int (query, 0));
      VbtId other = vbt_query_get_int (query, 2);

      if (label != NULL)
        g_array_append_val (vbt_query_get_int (query, 1) == 0 ? label->from : label->to, other);
    }
  return vbt_query_finish (query, error);
}

static gboolean
read_rules (VbtStore *self, VbtSchema *schema, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, "SELECT rule, level, when_ FROM rule ORDER BY position, rule", "");

  while (vbt_query_next (query))
    {
      g_autofree char *rule = vbt_query_dup_string (query, 0);

      /* In a damaged file one can be there twice. */
      if (rule != NULL && vbt_schema_find_rule (schema, rule) == NULL)
        vbt_schema_add_rule (schema, rule,
                             vbt_query_get_choice (query, 1, VBT_LEVEL_ERROR, VBT_LEVEL_WARN),
                             vbt_query_get_choice (query, 2, VBT_WHEN_ASKED, VBT_WHEN_ALWAYS));
    }
  return vbt_query_finish (query, error);
}

static VbtSchema *
read_schema (VbtStore *self, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, "SELECT name, version FROM schema", "");
  g_autoptr (VbtSchema) schema = NULL;

  if (vbt_query_next (query))
    {
      g_autofree char *name = vbt_query_dup_name (query, 0);

      schema = vbt_schema_new (name);
      schema->version = (int)vbt_query_get_int (query, 1);
    }
  if (!vbt_query_finish (query, error))
    return NULL;
  if (schema == NULL)
    schema = vbt_schema_new ("");
  if (!read_labels (self, schema, error) || !read_attributes (self, schema, error)
      || !read_ends (self, schema, error) || !read_rules (self, schema, error))
    return NULL;
  return g_steal_pointer (&schema);
}

/** vbt_store_reload_schema: makes the catalog's schema what is in the file. */
gboolean
vbt_store_reload_schema (VbtStore *self, GError **error)
{
  VbtSchema *schema = read_schema (self, error);

  if (schema == NULL)
    return FALSE;
  if (self->catalog == NULL)
    {
      self->catalog = vbt_catalog_new (schema);
      vbt_schema_unref (schema);
    }
  else
    {
      vbt_schema_unref (self->catalog->schema);
      self->catalog->schema = schema;
    }
  self->catalog->load_entity = vbt_store_load_entity;
  self->catalog->load_entity_by_name = vbt_store_load_entity_by_name;
  self->catalog->loader = self;
  return TRUE;
}

/** vbt_store_reload_annotators: makes the catalog's annotators those of the file. */
gboolean
vbt_store_reload_annotators (VbtStore *self, GError **error)
{
  GPtrArray *annotators = self->catalog->annotators;
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, "SELECT id, kind, name, version FROM annotator ORDER BY id", "");

  while (vbt_query_next (query))
    {
      VbtAnnotator *annotator = g_new0 (VbtAnnotator, 1);

      annotator->id = vbt_query_get_int (query, 0);
      annotator->kind
          = vbt_query_get_choice (query, 1, VBT_ANNOTATOR_CURATOR, VBT_ANNOTATOR_PERSON);
      annotator->name = vbt_query_dup_name (query, 2);
      annotator->version = vbt_query_dup_string (query, 3);
      g_hash_table_add (found, g_memdup2 (&annotator->id, sizeof annotator->id));
      vbt_catalog_take_annotator (self->catalog, annotator);
    }
  if (!vbt_query_finish (query, error))
    return FALSE;
  for (guint i = annotators->len; i > 0; i--)
    {
      const VbtAnnotator *annotator = g_ptr_array_index (annotators, i - 1);

      if (!g_hash_table_contains (found, &annotator->id))
        g_ptr_array_remove_index (annotators, i - 1);
    }
  return TRUE;
}

/* Those that were asked for are read again; the others will be when they are asked for. */
static void
reload_entities (VbtStore *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < self->catalog->entities->len; i++)
    g_array_append_val (ids, ((VbtEntity *)g_ptr_array_index (self->catalog->entities, i))->id);
  for (guint i = 0; i < ids->len; i++)
    {
      VbtId id = g_array_index (ids, VbtId, i);
      VbtEntity *entity = vbt_store_load_entity (self, id);

      if (entity != NULL)
        vbt_catalog_take_entity (self->catalog, entity);
      else
        vbt_catalog_remove_entity (self->catalog, id);
    }
}

/** vbt_store_reload_catalog: makes the catalog what is in the file. */
gboolean
vbt_store_reload_catalog (VbtStore *self, gboolean entities, GError **error)
{
  if (!vbt_db_get_int (self->db, &self->catalog_version, error, "PRAGMA data_version", "")
      || !vbt_store_reload_schema (self, error) || !vbt_store_reload_annotators (self, error))
    return FALSE;
  self->catalog_written = vbt_store_get_written (self);
  if (entities)
    reload_entities (self);
  return TRUE;
}

/** vbt_store_reload_after: the same, for what an undo or a redo changed. */
gboolean
vbt_store_reload_after (VbtStore *self, const VbtChange *change, GError **error)
{
  if (change->entities || change->batch)
    reload_entities (self);
  return (!change->schema || vbt_store_reload_schema (self, error))
         && (!change->annotators || vbt_store_reload_annotators (self, error));
}

/** vbt_store_name_annotator: what to call an annotator in a message. */
char *
vbt_store_name_annotator (VbtStore *self, VbtId annotator)
{
  const VbtAnnotator *found = vbt_catalog_get_annotator (self->catalog, annotator);

  return g_strdup (found != NULL ? found->name : _ ("another annotator"));
}

static gboolean
read_entity_parts (VbtStore *self, VbtEntity *entity)
{
  g_autoptr (VbtQuery) aliases
      = vbt_db_query (self->db, "SELECT alias FROM alias WHERE entity = ?1", "i", entity->id);
  g_autoptr (VbtQuery) attributes = vbt_db_query (
      self->db, "SELECT key, value FROM entity_attribute WHERE entity = ?1", "i", entity->id);

  while (vbt_query_next (aliases))
    {
      g_autofree char *alias = vbt_query_dup_name (aliases, 0);

      vbt_entity_add_alias (entity, alias);
    }
  while (vbt_query_next (attributes))
    g_hash_table_insert (entity->attributes, vbt_query_dup_name (attributes, 0),
                         vbt_query_dup_name (attributes, 1));
  return vbt_query_finish (aliases, NULL) && vbt_query_finish (attributes, NULL);
}

/**
 * vbt_store_load_entity:
 * @store: (type VbtStore): a project; the catalog calls it, too
 * @id: an identifier
 *
 * Reads an entity beside the catalog, which keeps every one that it was asked for.
 *
 * Returns: (transfer full) (nullable): the entity, if there is one
 */
VbtEntity *
vbt_store_load_entity (gpointer store, VbtId id)
{
  VbtStore *self = store;
  g_autoptr (VbtQuery) query = NULL;
  g_autoptr (VbtEntity) entity = NULL;
  g_autofree char *name = NULL;

  if (self->db == NULL)
    return NULL;
  query = vbt_db_query (self->db, "SELECT kind, name, external_id, note FROM entity WHERE id = ?1",
                        "i", id);
  if (!vbt_query_next (query))
    return NULL;
  name = vbt_query_dup_name (query, 1);
  entity
      = vbt_entity_new (vbt_query_get_choice (query, 0, VBT_ENTITY_OTHER, VBT_ENTITY_OTHER), name);
  entity->id = id;
  entity->external_id = vbt_query_dup_string (query, 2);
  entity->note = vbt_query_dup_string (query, 3);
  return read_entity_parts (self, entity) ? g_steal_pointer (&entity) : NULL;
}

/** vbt_store_load_entity_by_name: the same by kind and canonical name; of several, the first. */
VbtEntity *
vbt_store_load_entity_by_name (gpointer store, VbtEntityKind kind, const char *name)
{
  VbtStore *self = store;
  VbtId id = 0;

  if (self->db == NULL
      || !vbt_db_get_int (self->db, &id, NULL,
                          "SELECT min (id) FROM entity WHERE name = ?1 AND kind = ?2", "su", name,
                          (int)kind)
      || id == 0)
    return NULL;
  return vbt_store_load_entity (self, id);
}

/**
 * vbt_store_foreach_name:
 * @self: a project
 * @function: is called with every canonical name, then with every alias
 * @data: for @function
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Reads the names of all entities without keeping them.
 *
 * Returns: whether they could be read
 */
gboolean
vbt_store_foreach_name (VbtStore *self, VbtNameFunc function, gpointer data,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && function != NULL, FALSE);

  query = vbt_db_query (self->db,
                        "SELECT id, kind, name, external_id, NULL FROM entity UNION ALL "
                        "SELECT e.id, e.kind, e.name, e.external_id, a.alias "
                        "FROM alias a CROSS JOIN entity e ON e.id = a.entity",
                        "");
  while (vbt_query_next (query))
    {
      VbtEntity entity
          = { .id = vbt_query_get_int (query, 0),
              .kind = vbt_query_get_choice (query, 1, VBT_ENTITY_OTHER, VBT_ENTITY_OTHER),
              .name = (char *)vbt_query_get_string (query, 2),
              .external_id = (char *)vbt_query_get_string (query, 3) };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      function (data, &entity, vbt_query_get_string (query, 4));
    }
  return vbt_query_finish (query, error);
}
