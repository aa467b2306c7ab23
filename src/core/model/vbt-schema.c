/* vbt-schema.c: which labels there are, and what may be done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-schema.h"

#include <glib/gi18n-lib.h>

#define SCHEMAS_PATH "/io/github/verbatim_app/Verbatim/core/schemas/"

/* What a new project can start from; the first one is the default. Names are what users type. */
static const char *const default_names[] = { "Who said what", "Entities", "Frames", "Empty", NULL };
static const char *const default_files[] = { "who-said-what", "entities", "frames", "empty" };

static const char *const level_names[] = { "off", "warn", "error" };
static const char *const when_names[] = { "always", "done", "asked" };

/**
 * vbt_level_to_string:
 * @level: how bad it is to break a rule
 *
 * Returns: its name in files
 */
const char *
vbt_level_to_string (VbtLevel level)
{
  g_return_val_if_fail ((guint)level < G_N_ELEMENTS (level_names), NULL);

  return level_names[level];
}

/**
 * vbt_level_from_string:
 * @string: (nullable): a name
 * @level: (out): the level
 *
 * Returns: whether there is a level of this name
 */
gboolean
vbt_level_from_string (const char *string, VbtLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (level_names); i++)
    if (g_strcmp0 (level_names[i], string) == 0)
      {
        *level = (VbtLevel)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_when_to_string:
 * @when: when a rule is looked at
 *
 * Returns: its name in files
 */
const char *
vbt_when_to_string (VbtWhen when)
{
  g_return_val_if_fail ((guint)when < G_N_ELEMENTS (when_names), NULL);

  return when_names[when];
}

/**
 * vbt_when_from_string:
 * @string: (nullable): a name
 * @when: (out): when a rule is looked at
 *
 * Returns: whether there is such a name
 */
gboolean
vbt_when_from_string (const char *string, VbtWhen *when)
{
  for (guint i = 0; i < G_N_ELEMENTS (when_names); i++)
    if (g_strcmp0 (when_names[i], string) == 0)
      {
        *when = (VbtWhen)i;
        return TRUE;
      }
  return FALSE;
}

static VbtRule *
rule_copy (const VbtRule *rule)
{
  VbtRule *copy = g_memdup2 (rule, sizeof *rule);

  copy->rule = g_strdup (rule->rule);
  return copy;
}

static void
rule_free (gpointer data)
{
  VbtRule *rule = data;

  g_free (rule->rule);
  g_free (rule);
}

/**
 * vbt_schema_new:
 * @name: its name
 *
 * Returns: (transfer full): a schema without labels and rules, version 1
 */
VbtSchema *
vbt_schema_new (const char *name)
{
  VbtSchema *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (VbtSchema, 1);
  self->ref_count = 1;
  self->name = g_strdup (name);
  self->version = 1;
  self->labels = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_label_free);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

/**
 * vbt_schema_add_rule:
 * @self: a schema
 * @rule: its name: "E1"
 * @level: how bad it is to break it
 * @when: when it is looked at
 *
 * Adds a rule that the schema does not have yet.
 */
void
vbt_schema_add_rule (VbtSchema *self, const char *rule, VbtLevel level, VbtWhen when)
{
  VbtRule *own;

  g_return_if_fail (self != NULL && rule != NULL && vbt_schema_find_rule (self, rule) == NULL);

  own = g_new0 (VbtRule, 1);
  own->rule = g_strdup (rule);
  own->level = level;
  own->when = when;
  g_ptr_array_add (self->rules, own);
}

/**
 * vbt_schema_default_names:
 *
 * Returns: (transfer none): names of the schemas that are built in, %NULL-terminated; the first
 *   one is the default
 */
const char *const *
vbt_schema_default_names (void)
{
  return default_names;
}

/**
 * vbt_schema_new_default:
 * @name: a name of [func@vbt_schema_default_names], in any case, with spaces or hyphens
 * @error: return location
 *
 * Returns: (transfer full): the schema of that name; %NULL with %VBT_ERROR_USAGE if there is none
 */
VbtSchema *
vbt_schema_new_default (const char *name, GError **error)
{
  g_autofree char *known = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (default_files); i++)
    if (g_ascii_strcasecmp (name, default_names[i]) == 0
        || g_ascii_strcasecmp (name, default_files[i]) == 0)
      {
        g_autofree char *path = g_strconcat (SCHEMAS_PATH, default_files[i], ".json", NULL);
        g_autoptr (GBytes) json
            = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

        if (json == NULL)
          return NULL;
        return vbt_schema_new_from_json (g_bytes_get_data (json, NULL),
                                         (gssize)g_bytes_get_size (json), error);
      }
  known = g_strjoinv (", ", (char **)default_names);
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("There is no schema named “%s”. Those that are built in: %s"), name, known);
  return NULL;
}

/**
 * vbt_schema_copy:
 * @self: a schema
 *
 * Returns: (transfer full): a copy with the same identifiers, to be changed on its own
 */
VbtSchema *
vbt_schema_copy (const VbtSchema *self)
{
  VbtSchema *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = vbt_schema_new (self->name);
  copy->version = self->version;
  for (guint i = 0; i < self->labels->len; i++)
    g_ptr_array_add (copy->labels, vbt_label_copy (g_ptr_array_index (self->labels, i)));
  for (guint i = 0; i < self->rules->len; i++)
    g_ptr_array_add (copy->rules, rule_copy (g_ptr_array_index (self->rules, i)));
  return copy;
}

/**
 * vbt_schema_ref:
 * @self: a schema
 *
 * Returns: (transfer full): @self
 */
VbtSchema *
vbt_schema_ref (VbtSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * vbt_schema_unref:
 * @self: (nullable) (transfer full): a schema
 */
void
vbt_schema_unref (VbtSchema *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->name);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/**
 * vbt_schema_get_label:
 * @self: a schema
 * @id: an identifier
 *
 * Returns: (nullable) (transfer none): the label
 */
const VbtLabel *
vbt_schema_get_label (const VbtSchema *self, VbtId id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (self->labels, i);

      if (label->id == id)
        return label;
    }
  return NULL;
}

/**
 * vbt_schema_find_label:
 * @self: a schema
 * @kind: a kind of label
 * @name: a name
 *
 * Returns: (nullable) (transfer none): the label
 */
const VbtLabel *
vbt_schema_find_label (const VbtSchema *self, VbtKind kind, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (self->labels, i);

      if (label->kind == kind && g_str_equal (label->name, name))
        return label;
    }
  return NULL;
}

/**
 * vbt_schema_find_label_id:
 * @self: a schema
 * @kind: a kind of label
 * @name: a name
 *
 * Returns: the label's identifier, or 0 where there is none
 */
VbtId
vbt_schema_find_label_id (const VbtSchema *self, VbtKind kind, const char *name)
{
  const VbtLabel *label = vbt_schema_find_label (self, kind, name);

  return label != NULL ? label->id : 0;
}

/**
 * vbt_schema_find_label_by_key:
 * @self: a schema
 * @key: a character
 *
 * Returns: (nullable) (transfer none): the label that the key sets; never a hidden one
 */
const VbtLabel *
vbt_schema_find_label_by_key (const VbtSchema *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (self->labels, i);

      if (!label->hidden && g_strcmp0 (label->key, key) == 0)
        return label;
    }
  return NULL;
}

/**
 * vbt_schema_get_attribute:
 * @self: a schema
 * @id: an identifier
 *
 * Returns: (nullable) (transfer none): the attribute, of whichever label
 */
const VbtAttribute *
vbt_schema_get_attribute (const VbtSchema *self, VbtId id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (self->labels, i);

      for (guint j = 0; j < label->attributes->len; j++)
        {
          const VbtAttribute *attribute = g_ptr_array_index (label->attributes, j);

          if (attribute->id == id)
            return attribute;
        }
    }
  return NULL;
}

/**
 * vbt_schema_find_rule:
 * @self: a schema
 * @rule: a name: "E1"
 *
 * Returns: (nullable) (transfer none): the rule
 */
const VbtRule *
vbt_schema_find_rule (const VbtSchema *self, const char *rule)
{
  g_return_val_if_fail (self != NULL && rule != NULL, NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const VbtRule *own = g_ptr_array_index (self->rules, i);

      if (g_str_equal (own->rule, rule))
        return own;
    }
  return NULL;
}

/* None means any. */
static gboolean
allows (const GArray *labels, VbtId label)
{
  for (guint i = 0; i < labels->len; i++)
    if (g_array_index (labels, VbtId, i) == label)
      return TRUE;
  return labels->len == 0;
}

/**
 * vbt_schema_may_link:
 * @self: a schema
 * @relation: a label of the kind relation
 * @from_label: label of the annotation that it would come from
 * @to_label: label of the annotation that it would go to
 *
 * Returns: whether the schema allows such a relation
 */
gboolean
vbt_schema_may_link (const VbtSchema *self, const VbtLabel *relation, VbtId from_label,
                     VbtId to_label)
{
  g_return_val_if_fail (self != NULL && relation != NULL, FALSE);

  return relation->kind == VBT_KIND_RELATION && allows (relation->from, from_label)
         && allows (relation->to, to_label);
}

/**
 * vbt_schema_has_end:
 * @self: a schema
 * @relation: the name of a relation: "speaker"
 * @from: where it comes from, rather than where it goes
 * @label: a label of spans
 *
 * Returns: whether the relation names the label at that end: what spans are for follows from it, whatever their labels
 *   are called
 */
gboolean
vbt_schema_has_end (const VbtSchema *self, const char *relation, gboolean from, VbtId label)
{
  const VbtLabel *link;
  const GArray *ends;

  g_return_val_if_fail (self != NULL && relation != NULL, FALSE);

  link = vbt_schema_find_label (self, VBT_KIND_RELATION, relation);
  ends = link == NULL ? NULL : from ? link->from : link->to;
  return ends != NULL && ends->len > 0 && allows (ends, label);
}

/**
 * vbt_schema_ensure_label:
 * @self: a schema
 * @kind: what it may be put on
 * @name: its name
 *
 * Returns: (transfer none): the label of this kind and name, made if there is none
 */
VbtLabel *
vbt_schema_ensure_label (VbtSchema *self, VbtKind kind, const char *name)
{
  VbtLabel *label;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  label = (VbtLabel *)vbt_schema_find_label (self, kind, name);
  if (label != NULL)
    return label;
  label = vbt_label_new (kind, name);
  if (vbt_schema_get_label (self, label->id) != NULL)
    label->id = vbt_id_new (); /* one that was renamed has it */
  g_ptr_array_add (self->labels, label);
  return label;
}
