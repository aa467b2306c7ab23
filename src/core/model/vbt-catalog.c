/* vbt-catalog.c: what all documents of a project or of a file share: schema, entities, annotators
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-catalog.h"

#include <string.h>

#include "model/vbt-bisect.h"

static const char *const entity_kind_names[] = { "person", "organization", "location", "other" };

/**
 * vbt_entity_kind_to_string:
 * @kind: a kind of entity
 *
 * Returns: its name in files
 */
const char *
vbt_entity_kind_to_string (VbtEntityKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (entity_kind_names), NULL);

  return entity_kind_names[kind];
}

/**
 * vbt_entity_kind_from_string:
 * @string: (nullable): a name
 * @kind: (out): the kind of entity
 *
 * Returns: whether there is a kind of this name
 */
gboolean
vbt_entity_kind_from_string (const char *string, VbtEntityKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (entity_kind_names); i++)
    if (g_strcmp0 (entity_kind_names[i], string) == 0)
      {
        *kind = (VbtEntityKind)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_entity_new:
 * @kind: its kind
 * @name: its canonical name
 *
 * Returns: (transfer full): an entity with a new identifier
 */
VbtEntity *
vbt_entity_new (VbtEntityKind kind, const char *name)
{
  VbtEntity *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (VbtEntity, 1);
  self->id = vbt_id_new ();
  self->kind = kind;
  self->name = g_strdup (name);
  self->aliases = g_ptr_array_new_with_free_func (g_free);
  self->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * vbt_entity_copy:
 * @self: an entity
 *
 * Returns: (transfer full): a copy, with the same identifier
 */
VbtEntity *
vbt_entity_copy (const VbtEntity *self)
{
  VbtEntity *copy;
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (self != NULL, NULL);

  copy = vbt_entity_new (self->kind, self->name);
  copy->id = self->id;
  copy->external_id = g_strdup (self->external_id);
  copy->note = g_strdup (self->note);
  for (guint i = 0; i < self->aliases->len; i++)
    g_ptr_array_add (copy->aliases, g_strdup (g_ptr_array_index (self->aliases, i)));
  g_hash_table_iter_init (&iter, self->attributes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->attributes, g_strdup (key), g_strdup (value));
  return copy;
}

/* Frees what is in it, but not itself. */
static void
entity_clear (VbtEntity *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->aliases);
  g_free (self->external_id);
  g_hash_table_unref (self->attributes);
  g_free (self->note);
}

/**
 * vbt_entity_free:
 * @self: (nullable) (transfer full): an entity
 */
void
vbt_entity_free (VbtEntity *self)
{
  if (self == NULL)
    return;
  entity_clear (self);
  g_free (self);
}

/**
 * vbt_entity_add_alias:
 * @self: an entity
 * @alias: another name of it; kept in order, and once
 */
void
vbt_entity_add_alias (VbtEntity *self, const char *alias)
{
  guint place;

  g_return_if_fail (self != NULL && alias != NULL);

  place = VBT_FIND_FIRST (self->aliases->len, at,
                          strcmp (g_ptr_array_index (self->aliases, at), alias) >= 0);
  if (place == self->aliases->len || !g_str_equal (g_ptr_array_index (self->aliases, place), alias))
    g_ptr_array_insert (self->aliases, (int)place, g_strdup (alias));
}

/* Taggers and imports are the same ones in every copy of a project; two persons of one name need
 * not be. */
static VbtId
annotator_id (VbtAnnotatorKind kind, const char *name, const char *version)
{
  g_autofree char *key = NULL;

  if (kind == VBT_ANNOTATOR_PERSON)
    return vbt_id_new ();
  key = g_strjoin ("\x1f", vbt_annotator_kind_to_string (kind), name, version, NULL);
  return vbt_id_from_name ("annotator", key);
}

/**
 * vbt_annotator_new:
 * @kind: what it is
 * @name: its name
 * @version: (nullable): of a tagger
 *
 * Returns: (transfer full): an annotator; a person's identifier is new, that of the others is
 *   derived from name and version
 */
VbtAnnotator *
vbt_annotator_new (VbtAnnotatorKind kind, const char *name, const char *version)
{
  VbtAnnotator *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (VbtAnnotator, 1);
  self->id = annotator_id (kind, name, version);
  self->kind = kind;
  self->name = g_strdup (name);
  self->version = g_strdup (version);
  return self;
}

/**
 * vbt_annotator_copy:
 * @self: an annotator
 *
 * Returns: (transfer full): a copy, with the same identifier
 */
VbtAnnotator *
vbt_annotator_copy (const VbtAnnotator *self)
{
  VbtAnnotator *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  copy->version = g_strdup (self->version);
  return copy;
}

/**
 * vbt_annotator_free:
 * @self: (nullable) (transfer full): an annotator
 */
void
vbt_annotator_free (VbtAnnotator *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->version);
  g_free (self);
}

/**
 * vbt_catalog_new:
 * @schema: (transfer none): the schema
 *
 * Returns: (transfer full): a catalog of the schema, without entities and annotators
 */
VbtCatalog *
vbt_catalog_new (VbtSchema *schema)
{
  VbtCatalog *self;

  g_return_val_if_fail (schema != NULL, NULL);

  self = g_new0 (VbtCatalog, 1);
  self->ref_count = 1;
  self->schema = vbt_schema_ref (schema);
  self->entities = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_entity_free);
  self->annotators = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotator_free);
  self->entities_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->entities_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * vbt_catalog_ref:
 * @self: a catalog
 *
 * Returns: (transfer full): @self
 */
VbtCatalog *
vbt_catalog_ref (VbtCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * vbt_catalog_unref:
 * @self: (nullable) (transfer full): a catalog
 */
void
vbt_catalog_unref (VbtCatalog *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_hash_table_unref (self->entities_by_id);
  g_hash_table_unref (self->entities_by_name);
  g_ptr_array_unref (self->entities);
  g_ptr_array_unref (self->annotators);
  vbt_schema_unref (self->schema);
  g_free (self);
}

static char *
name_key (VbtEntityKind kind, const char *name)
{
  return g_strconcat (vbt_entity_kind_to_string (kind), "\x1f", name, NULL);
}

/* Of several of one name the first stays the one that is found. */
static void
index_name (VbtCatalog *self, VbtEntity *entity)
{
  g_autofree char *key = name_key (entity->kind, entity->name);

  if (!g_hash_table_contains (self->entities_by_name, key))
    g_hash_table_insert (self->entities_by_name, g_steal_pointer (&key), entity);
}

/* Forgets the name of the entity, and lets another one of that name be found. */
static void
unindex_name (VbtCatalog *self, const VbtEntity *entity)
{
  g_autofree char *key = name_key (entity->kind, entity->name);

  if (g_hash_table_lookup (self->entities_by_name, key) != entity)
    return;
  g_hash_table_remove (self->entities_by_name, key);
  for (guint i = 0; i < self->entities->len; i++)
    {
      VbtEntity *other = g_ptr_array_index (self->entities, i);

      if (other != entity && other->kind == entity->kind && g_str_equal (other->name, entity->name))
        {
          index_name (self, other);
          return;
        }
    }
}

static VbtEntity *
take_entity (VbtCatalog *self, VbtEntity *entity)
{
  VbtEntity *old = g_hash_table_lookup (self->entities_by_id, &entity->id);

  if (old == entity)
    return entity;
  if (old != NULL)
    {
      gboolean renamed = old->kind != entity->kind || !g_str_equal (old->name, entity->name);

      if (renamed)
        unindex_name (self, old);
      entity_clear (old);
      *old = *entity;
      g_free (entity);
      if (renamed)
        index_name (self, old);
      return old;
    }
  g_ptr_array_add (self->entities, entity);
  g_hash_table_insert (self->entities_by_id, &entity->id, entity);
  index_name (self, entity);
  return entity;
}

/**
 * vbt_catalog_take_entity:
 * @self: a catalog
 * @entity: (transfer full): an entity
 *
 * Adds the entity. Where one with its identifier is known already, that one becomes like @entity
 * and stays where it is in memory, and @entity is freed.
 */
void
vbt_catalog_take_entity (VbtCatalog *self, VbtEntity *entity)
{
  g_return_if_fail (self != NULL && entity != NULL);

  take_entity (self, entity);
}

/**
 * vbt_catalog_remove_entity:
 * @self: a catalog
 * @id: an identifier
 *
 * Frees the entity, if the catalog has it.
 */
void
vbt_catalog_remove_entity (VbtCatalog *self, VbtId id)
{
  VbtEntity *entity;

  g_return_if_fail (self != NULL);

  entity = g_hash_table_lookup (self->entities_by_id, &id);
  if (entity == NULL)
    return;
  unindex_name (self, entity);
  g_hash_table_remove (self->entities_by_id, &id);
  g_ptr_array_remove (self->entities, entity);
}

/**
 * vbt_catalog_forget_entities:
 * @self: a catalog
 *
 * Frees all entities. A project's catalog reads them again when they are asked for.
 */
void
vbt_catalog_forget_entities (VbtCatalog *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->entities_by_name);
  g_hash_table_remove_all (self->entities_by_id);
  g_ptr_array_set_size (self->entities, 0);
}

/**
 * vbt_catalog_get_entity:
 * @self: a catalog
 * @id: an identifier
 *
 * Looks the entity up; one that is not in memory is asked for from the loader, and kept.
 *
 * Returns: (nullable) (transfer none): the entity
 */
VbtEntity *
vbt_catalog_get_entity (const VbtCatalog *self, VbtId id)
{
  VbtEntity *entity;

  g_return_val_if_fail (self != NULL, NULL);

  entity = g_hash_table_lookup (self->entities_by_id, &id);
  if (entity != NULL || id == 0 || self->load_entity == NULL)
    return entity;
  entity = self->load_entity (self->loader, id);
  return entity != NULL ? take_entity ((VbtCatalog *)self, entity) : NULL;
}

/**
 * vbt_catalog_find_entity:
 * @self: a catalog
 * @kind: its kind
 * @name: its canonical name
 *
 * Looks the entity up; one that is not in memory is asked for from the loader, and kept.
 *
 * Returns: (nullable) (transfer none): the entity
 */
VbtEntity *
vbt_catalog_find_entity (const VbtCatalog *self, VbtEntityKind kind, const char *name)
{
  g_autofree char *key = NULL;
  VbtEntity *entity;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  key = name_key (kind, name);
  entity = g_hash_table_lookup (self->entities_by_name, key);
  if (entity != NULL || self->load_entity_by_name == NULL)
    return entity;
  entity = self->load_entity_by_name (self->loader, kind, name);
  return entity != NULL ? take_entity ((VbtCatalog *)self, entity) : NULL;
}

/**
 * vbt_catalog_ensure_entity:
 * @self: a catalog
 * @kind: its kind
 * @name: its canonical name
 *
 * Returns: (transfer none): the entity of this name, made if there is none
 */
VbtEntity *
vbt_catalog_ensure_entity (VbtCatalog *self, VbtEntityKind kind, const char *name)
{
  VbtEntity *entity;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  entity = vbt_catalog_find_entity (self, kind, name);
  return entity != NULL ? entity : take_entity (self, vbt_entity_new (kind, name));
}

static VbtAnnotator *
take_annotator (VbtCatalog *self, VbtAnnotator *annotator)
{
  VbtAnnotator *old = vbt_catalog_get_annotator (self, annotator->id);

  if (old == annotator)
    return annotator;
  if (old == NULL)
    {
      g_ptr_array_add (self->annotators, annotator);
      return annotator;
    }
  g_free (old->name);
  g_free (old->version);
  *old = *annotator;
  g_free (annotator);
  return old;
}

/**
 * vbt_catalog_take_annotator:
 * @self: a catalog
 * @annotator: (transfer full): an annotator
 *
 * Adds the annotator. Where one with its identifier is known already, that one becomes like
 * @annotator and stays where it is in memory, and @annotator is freed.
 */
void
vbt_catalog_take_annotator (VbtCatalog *self, VbtAnnotator *annotator)
{
  g_return_if_fail (self != NULL && annotator != NULL);

  take_annotator (self, annotator);
}

/**
 * vbt_catalog_get_annotator:
 * @self: a catalog
 * @id: an identifier
 *
 * Returns: (nullable) (transfer none): the annotator
 */
VbtAnnotator *
vbt_catalog_get_annotator (const VbtCatalog *self, VbtId id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->annotators->len; i++)
    {
      VbtAnnotator *annotator = g_ptr_array_index (self->annotators, i);

      if (annotator->id == id)
        return annotator;
    }
  return NULL;
}

/**
 * vbt_catalog_find_annotator:
 * @self: a catalog
 * @kind: what it is
 * @name: its name
 * @version: (nullable): of a tagger
 *
 * Returns: (nullable) (transfer none): the annotator
 */
VbtAnnotator *
vbt_catalog_find_annotator (const VbtCatalog *self, VbtAnnotatorKind kind, const char *name,
                            const char *version)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->annotators->len; i++)
    {
      VbtAnnotator *annotator = g_ptr_array_index (self->annotators, i);

      if (annotator->kind == kind && g_str_equal (annotator->name, name)
          && g_strcmp0 (annotator->version, version) == 0)
        return annotator;
    }
  return NULL;
}

/**
 * vbt_catalog_ensure_annotator:
 * @self: a catalog
 * @kind: what it is
 * @name: its name
 * @version: (nullable): of a tagger
 *
 * Returns: (transfer none): the annotator, made if there is none
 */
VbtAnnotator *
vbt_catalog_ensure_annotator (VbtCatalog *self, VbtAnnotatorKind kind, const char *name,
                              const char *version)
{
  VbtAnnotator *annotator;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  annotator = vbt_catalog_find_annotator (self, kind, name, version);
  if (annotator != NULL)
    return annotator;
  annotator = vbt_annotator_new (kind, name, version);
  if (vbt_catalog_get_annotator (self, annotator->id) != NULL)
    annotator->id = vbt_id_new (); /* one that was renamed has it */
  return take_annotator (self, annotator);
}
