/* vbt-schema-json.c: a schema written as JSON, always in the same bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-schema.h"

#include <jansson.h>
#include <stdlib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

static void
set_string (json_t *object, const char *member, const char *string)
{
  if (string != NULL)
    json_object_set_new (object, member, json_string (string));
}

static void
set_id (json_t *object, VbtId id, VbtId derived)
{
  g_autofree char *string = NULL;

  if (id == derived)
    return;
  string = vbt_id_to_string (id);
  set_string (object, "id", string);
}

static json_t *
strings_to_json (char **strings)
{
  json_t *list = json_array ();

  for (char **string = strings; string != NULL && *string != NULL; string++)
    json_array_append_new (list, json_string (*string));
  return list;
}

static json_t *
default_to_json (const VbtAttribute *attribute)
{
  g_auto (GStrv) parts = NULL;

  if (attribute->default_value == NULL)
    return json_null ();
  if (attribute->kind != VBT_ATTRIBUTE_SEVERAL_OF)
    return json_string (attribute->default_value);
  parts = g_strsplit (attribute->default_value, VBT_VALUE_SEPARATOR, -1);
  return strings_to_json (parts);
}

static json_t *
attribute_to_json (const VbtLabel *label, const VbtAttribute *attribute)
{
  json_t *object = json_object ();

  set_id (object, attribute->id, vbt_label_derive_attribute_id (label, attribute->name));
  set_string (object, "name", attribute->name);
  set_string (object, "kind", vbt_attribute_kind_to_string (attribute->kind));
  if (attribute->kind == VBT_ATTRIBUTE_ONE_OF || attribute->kind == VBT_ATTRIBUTE_SEVERAL_OF)
    json_object_set_new (object, "values", strings_to_json (attribute->values));
  json_object_set_new (object, "default", default_to_json (attribute));
  json_object_set_new (object, "required", json_boolean (attribute->required));
  return object;
}

static json_t *
ends_to_json (const VbtSchema *self, const GArray *ends)
{
  json_t *list = json_array ();

  for (guint i = 0; i < ends->len; i++)
    {
      const VbtLabel *end = vbt_schema_get_label (self, g_array_index (ends, VbtId, i));

      if (end != NULL)
        json_array_append_new (list, json_string (end->name));
    }
  return list;
}

static json_t *
label_to_json (const VbtSchema *self, const VbtLabel *label)
{
  json_t *object = json_object ();

  set_id (object, label->id, vbt_label_derive_id (label));
  set_string (object, "name", label->name);
  set_string (object, "kind", vbt_kind_to_string (label->kind));
  set_string (object, "key", label->key);
  set_string (object, "color", label->color);
  set_string (object, "guideline", label->guideline);
  if (label->attributes->len > 0)
    {
      json_t *attributes = json_array ();

      for (guint i = 0; i < label->attributes->len; i++)
        json_array_append_new (attributes,
                               attribute_to_json (label, g_ptr_array_index (label->attributes, i)));
      json_object_set_new (object, "attributes", attributes);
    }
  if (label->kind == VBT_KIND_RELATION)
    {
      json_object_set_new (object, "from", ends_to_json (self, label->from));
      json_object_set_new (object, "to", ends_to_json (self, label->to));
      json_object_set_new (object, "max",
                           label->max < 0 ? json_null () : json_integer (label->max));
    }
  if (label->hidden)
    json_object_set_new (object, "hidden", json_true ());
  return object;
}

static json_t *
rule_to_json (const VbtRule *rule)
{
  json_t *object = json_object ();

  set_string (object, "rule", rule->rule);
  set_string (object, "level", vbt_level_to_string (rule->level));
  if (rule->when != VBT_WHEN_ALWAYS)
    set_string (object, "when", vbt_when_to_string (rule->when));
  return object;
}

/**
 * vbt_schema_to_json:
 * @self: a schema
 *
 * Writes the schema as one line of JSON, in UTF-8, members in the order of the documentation of
 * the native format. Identifiers are written only where they do not follow from the names, which
 * is where something was renamed.
 *
 * Returns: (transfer full): JSON that vbt_schema_new_from_json() reads
 */
char *
vbt_schema_to_json (const VbtSchema *self)
{
  g_autoptr (json_t) root = NULL;
  json_t *labels, *rules;
  char *text, *json;

  g_return_val_if_fail (self != NULL, NULL);

  root = json_object ();
  labels = json_array ();
  rules = json_array ();
  set_string (root, "name", self->name);
  json_object_set_new (root, "version", json_integer (self->version));
  json_object_set_new (root, "labels", labels);
  json_object_set_new (root, "rules", rules);
  for (guint i = 0; i < self->labels->len; i++)
    json_array_append_new (labels, label_to_json (self, g_ptr_array_index (self->labels, i)));
  for (guint i = 0; i < self->rules->len; i++)
    json_array_append_new (rules, rule_to_json (g_ptr_array_index (self->rules, i)));
  text = json_dumps (root, JSON_COMPACT);
  json = g_strdup (text);
  free (text);
  return json;
}
