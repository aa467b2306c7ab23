/* vbt-store-schema.c: writing the schema: what differs from what is in the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-store-private.h"

static gboolean
put_label (VbtStore *self, const VbtLabel *label, guint position, GError **error)
{
  return vbt_db_run (self->db, error,
                     "INSERT INTO label VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                     "ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, "
                     "key = excluded.key, color = excluded.color, guideline = excluded.guideline, "
                     "position = excluded.position, max = excluded.max, hidden = excluded.hidden",
                     "iussssuuu", label->id, (int)label->kind, label->name, label->key,
                     label->color, label->guideline, (int)position, label->max, label->hidden != 0);
}

static gboolean
put_attributes (VbtStore *self, const VbtLabel *label, GError **error)
{
  gboolean success = TRUE;

  for (guint i = 0; label->attributes != NULL && i < label->attributes->len && success; i++)
    {
      const VbtAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autofree char *choices
          = attribute->values != NULL ? g_strjoinv (VBT_VALUE_SEPARATOR, attribute->values) : NULL;

      success = vbt_db_run (
          self->db, error,
          "INSERT INTO attribute VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET "
          "label = excluded.label, name = excluded.name, kind = excluded.kind, "
          "choices = excluded.choices, default_value = excluded.default_value, "
          "required = excluded.required, position = excluded.position",
          "iisussuu", attribute->id, label->id, attribute->name, (int)attribute->kind, choices,
          attribute->default_value, attribute->required != 0, (int)i);
    }
  return success;
}

static gboolean
put_ends (VbtStore *self, const VbtLabel *label, int side, const GArray *others, GError **error)
{
  guint n = others != NULL ? others->len : 0;
  gboolean success = vbt_db_run (
      self->db, error, "DELETE FROM label_end WHERE label = ?1 AND side = ?2 AND position >= ?3",
      "iuu", label->id, side, (int)n);

  for (guint i = 0; i < n && success; i++)
    success = vbt_db_run (self->db, error,
                          "INSERT INTO label_end VALUES (?1, ?2, ?3, ?4) "
                          "ON CONFLICT DO UPDATE SET other = excluded.other",
                          "iuui", label->id, side, (int)i, g_array_index (others, VbtId, i));
  return success;
}

static gboolean
put_rules (VbtStore *self, const VbtSchema *schema, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, "SELECT rule FROM rule", "");
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  gboolean success;

  while (vbt_query_next (query))
    if (vbt_schema_find_rule (schema, vbt_query_get_string (query, 0)) == NULL)
      g_ptr_array_add (gone, g_strdup (vbt_query_get_string (query, 0)));
  success = vbt_query_finish (query, error);
  for (guint i = 0; i < gone->len && success; i++)
    success = vbt_db_run (self->db, error, "DELETE FROM rule WHERE rule = ?1", "s",
                          g_ptr_array_index (gone, i));
  for (guint i = 0; i < schema->rules->len && success; i++)
    {
      const VbtRule *rule = g_ptr_array_index (schema->rules, i);

      success = vbt_db_run (self->db, error,
                            "INSERT INTO rule VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
                            "level = excluded.level, when_ = excluded.when_, "
                            "position = excluded.position",
                            "suuu", rule->rule, (int)rule->level, (int)rule->when, (int)i);
    }
  return success;
}

static gboolean
collect_gone (VbtStore *self, const VbtSchema *schema, gboolean labels, GArray *gone,
              GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db, labels ? "SELECT id FROM label" : "SELECT id FROM attribute", "");

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      if (labels ? vbt_schema_get_label (schema, id) == NULL
                 : vbt_schema_get_attribute (schema, id) == NULL)
        g_array_append_val (gone, id);
    }
  return vbt_query_finish (query, error);
}

static gboolean
delete_attribute (VbtStore *self, VbtId id, GError **error)
{
  return vbt_db_run (self->db, error, "DELETE FROM value WHERE attribute = ?1", "i", id)
         && vbt_db_run (self->db, error, "DELETE FROM attribute WHERE id = ?1", "i", id);
}

static gboolean
delete_label (VbtStore *self, VbtId id, GError **error)
{
  return vbt_store_delete_where (self, "SELECT id FROM annotation WHERE label = ?1", id, TRUE,
                                 error)
         && vbt_db_run (self->db, error, "DELETE FROM label_end WHERE label = ?1 OR other = ?1",
                        "i", id)
         && vbt_db_run (self->db, error, "DELETE FROM label WHERE id = ?1", "i", id);
}

/* What is no longer in the schema goes with everything that was annotated with it. */
static gboolean
delete_gone (VbtStore *self, const VbtSchema *schema, GError **error)
{
  g_autoptr (GArray) attributes = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (VbtId));
  gboolean success = collect_gone (self, schema, FALSE, attributes, error)
                     && collect_gone (self, schema, TRUE, labels, error);

  for (guint i = 0; i < attributes->len && success; i++)
    success = delete_attribute (self, g_array_index (attributes, VbtId, i), error);
  for (guint i = 0; i < labels->len && success; i++)
    success = delete_label (self, g_array_index (labels, VbtId, i), error);
  return success;
}

/**
 * vbt_store_put_schema:
 * @self: a project with an act begun
 * @schema: the schema, as it shall be
 * @error: return location for an error
 *
 * Adds, changes and removes labels, attributes and rules, by their identifiers, until the project
 * has this schema. Annotations with a label that is removed are deleted.
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_schema (VbtStore *self, const VbtSchema *schema, GError **error)
{
  g_autoptr (VbtSchema) kept = NULL; /* it may be the catalog's own, which is let go */
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self) && schema != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  kept = vbt_schema_ref ((VbtSchema *)schema);
  self->catalog_dirty = TRUE;
  success = vbt_db_run (self->db, error,
                        "INSERT INTO schema VALUES (1, ?1, ?2) ON CONFLICT DO UPDATE SET "
                        "name = excluded.name, version = excluded.version",
                        "su", schema->name, schema->version);
  for (guint i = 0; i < schema->labels->len && success; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      success = put_label (self, label, i, error) && put_attributes (self, label, error);
    }
  for (guint i = 0; i < schema->labels->len && success; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      success = put_ends (self, label, 0, label->from, error)
                && put_ends (self, label, 1, label->to, error);
    }
  return success && delete_gone (self, schema, error) && put_rules (self, schema, error)
         && vbt_store_reload_schema (self, error);
}
