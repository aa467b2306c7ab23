/* vbt-act-entities.c: what a person does to the register of entities
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-entities.h"

static const VbtEntity *
get_entity (VbtStore *store, VbtId id, GError **error)
{
  const VbtEntity *entity = vbt_catalog_get_entity (vbt_store_get_catalog (store), id);

  if (entity == NULL)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                         _ ("The entry is no longer there: somebody else deleted it"));
  return entity;
}

/* An entity is also found by what it was called before. */
static VbtEntity *
with_old_name (const VbtEntity *old, const VbtEntity *entity)
{
  VbtEntity *changed = vbt_entity_copy (entity);

  if (!g_str_equal (old->name, entity->name))
    vbt_entity_add_alias (changed, old->name);
  return changed;
}

/**
 * vbt_act_edit_entity:
 * @store: the project
 * @me: the annotator who acts
 * @entity: the entity as it shall be; a new one where its identifier is new
 * @error: return location for an error
 *
 * Adds an entity to the register, or changes its name, kind, aliases, attributes or note. What it was
 * called before stays as an alias.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_edit_entity (VbtStore *store, VbtId me, const VbtEntity *entity, GError **error)
{
  const VbtEntity *old;
  g_autoptr (VbtEntity) changed = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && entity != NULL, FALSE);

  if (*entity->name == '\0')
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("A name is needed"));
      return FALSE;
    }
  old = vbt_catalog_get_entity (vbt_store_get_catalog (store), entity->id);
  changed = old != NULL ? with_old_name (old, entity) : vbt_entity_copy (entity);
  if (old == NULL)
    words = g_strdup_printf (_ ("Add “%s” to the register"), entity->name);
  else if (!g_str_equal (old->name, entity->name))
    words = g_strdup_printf (_ ("Rename “%s” to “%s”"), old->name, entity->name);
  else
    words = g_strdup_printf (_ ("Change what is known of “%s”"), entity->name);
  return vbt_store_begin (store, me, 0, words, error)
         && vbt_store_finish (store, vbt_store_put_entity (store, changed, error), error);
}

/* What one knew and the other did not. */
static void
learn (VbtEntity *self, const VbtEntity *other)
{
  GHashTableIter iter;
  gpointer key, value;

  if (!g_str_equal (self->name, other->name))
    vbt_entity_add_alias (self, other->name);
  for (guint i = 0; i < other->aliases->len; i++)
    if (!g_str_equal (self->name, g_ptr_array_index (other->aliases, i)))
      vbt_entity_add_alias (self, g_ptr_array_index (other->aliases, i));
  if (self->external_id == NULL)
    self->external_id = g_strdup (other->external_id);
  g_hash_table_iter_init (&iter, other->attributes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (self->attributes, key))
      g_hash_table_insert (self->attributes, g_strdup (key), g_strdup (value));
  if (other->note != NULL && g_strcmp0 (self->note, other->note) != 0)
    {
      char *both = self->note != NULL ? g_strdup_printf ("%s\n%s", self->note, other->note)
                                      : g_strdup (other->note);
      g_free (self->note);
      self->note = both;
    }
}

static gboolean
merge_one (VbtStore *store, VbtEntity *into, VbtId other, GError **error)
{
  const VbtEntity *entity = get_entity (store, other, error);

  if (entity == NULL)
    return FALSE;
  learn (into, entity);
  return vbt_store_move_mentions (store, other, into->id, NULL, error)
         && vbt_store_delete_entity (store, other, error);
}

/**
 * vbt_act_merge_entities:
 * @store: the project
 * @me: the annotator who acts
 * @into: the entity that stays
 * @others: (element-type VbtId): those that are the same in the world, at least one; without @into
 * @error: return location for an error
 *
 * Makes several entities one: mentions of the others refer to @into, which keeps its name and learns their names
 * as aliases, and what it did not know itself.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_merge_entities (VbtStore *store, VbtId me, VbtId into, const GArray *others, GError **error)
{
  const VbtEntity *kept;
  g_autoptr (VbtEntity) changed = NULL;
  g_autofree char *words = NULL;
  gboolean success = TRUE;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (others != NULL && others->len > 0, FALSE);

  kept = get_entity (store, into, error);
  if (kept == NULL)
    return FALSE;
  changed = vbt_entity_copy (kept);
  if (others->len == 1)
    {
      const VbtEntity *other = get_entity (store, g_array_index (others, VbtId, 0), error);
      if (other == NULL)
        return FALSE;
      words = g_strdup_printf (_ ("Merge “%s” into “%s”"), other->name, kept->name);
    }
  else
    words = g_strdup_printf (
        ngettext ("Merge %u entry into “%s”", "Merge %u entries into “%s”", others->len),
        others->len, kept->name);
  if (!vbt_store_begin (store, me, 0, words, error))
    return FALSE;
  for (guint i = 0; i < others->len && success; i++)
    success = g_array_index (others, VbtId, i) == into
              || merge_one (store, changed, g_array_index (others, VbtId, i), error);
  return vbt_store_finish (store, success && vbt_store_put_entity (store, changed, error), error);
}

/**
 * vbt_act_split_entity:
 * @store: the project
 * @me: the annotator who acts
 * @from: the entity that mentions were taken for
 * @annotations: (element-type VbtId): the mentions, at least one
 * @to: whom they mean: an entity of the register, or a new one
 * @error: return location for an error
 *
 * Moves mentions to another entity.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_split_entity (VbtStore *store, VbtId me, VbtId from, const GArray *annotations,
                      const VbtEntity *to, GError **error)
{
  const VbtEntity *old;
  g_autofree char *words = NULL;
  gboolean is_new;

  g_return_val_if_fail (VBT_IS_STORE (store) && to != NULL, FALSE);
  g_return_val_if_fail (annotations != NULL && annotations->len > 0, FALSE);

  old = get_entity (store, from, error);
  if (old == NULL)
    return FALSE;
  is_new = vbt_catalog_get_entity (vbt_store_get_catalog (store), to->id) == NULL;
  words = g_strdup_printf (ngettext ("Move %u mention of “%s” to “%s”",
                                     "Move %u mentions of “%s” to “%s”", annotations->len),
                           annotations->len, old->name, to->name);
  return vbt_store_begin (store, me, 0, words, error)
         && vbt_store_finish (
             store,
             (!is_new || vbt_store_put_entity (store, to, error))
                 && vbt_store_move_mentions (store, from, to->id, annotations, error),
             error);
}

/**
 * vbt_act_delete_entities:
 * @store: the project
 * @me: the annotator who acts
 * @entities: (element-type VbtId): which, at least one
 * @error: return location for an error
 *
 * Takes entities out of the register. Spans that refer to them stay, and refer to nobody.
 *
 * Returns: %FALSE with @error set where it was refused; then all of them are there
 */
gboolean
vbt_act_delete_entities (VbtStore *store, VbtId me, const GArray *entities, GError **error)
{
  const VbtEntity *first;
  g_autofree char *words = NULL;
  gboolean success = TRUE;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);
  g_return_val_if_fail (entities != NULL && entities->len > 0, FALSE);

  first = get_entity (store, g_array_index (entities, VbtId, 0), error);
  if (first == NULL)
    return FALSE;
  words = entities->len == 1
              ? g_strdup_printf (_ ("Delete “%s” from the register"), first->name)
              : g_strdup_printf (ngettext ("Delete %u entry from the register",
                                           "Delete %u entries from the register", entities->len),
                                 entities->len);
  if (!vbt_store_begin (store, me, 0, words, error))
    return FALSE;
  for (guint i = 0; i < entities->len && success; i++)
    success = vbt_store_delete_entity (store, g_array_index (entities, VbtId, i), error);
  return vbt_store_finish (store, success, error);
}
