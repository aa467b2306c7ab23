/* vbt-format-native-header.c: reads a header of Verbatim's own format into the catalog
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-native.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

static void
map_reference (GHashTable *map, const char *reference, VbtId id)
{
  g_hash_table_insert (map, g_strdup (reference), g_memdup2 (&id, sizeof id));
}

static gboolean
is_own (NativeReader *self, VbtId id)
{
  return g_hash_table_contains (self->own, &id);
}

static void
add_own (NativeReader *self, VbtId id)
{
  g_hash_table_add (self->own, g_memdup2 (&id, sizeof id));
}

/* A label or attribute that is new here keeps its identifier: one that was renamed has another one
 * than its name gives, and what refers to it by identifier in a second file must find it. */
static void
merge_attribute (VbtSchema *schema, VbtLabel *label, const VbtAttribute *attribute)
{
  gboolean is_new = vbt_label_find_attribute (label, attribute->name) == NULL;
  gboolean id_is_free = vbt_schema_get_attribute (schema, attribute->id) == NULL;
  VbtAttribute *mine = vbt_label_ensure_attribute (label, attribute->kind, attribute->name);

  for (guint i = 0; attribute->values != NULL && attribute->values[i] != NULL; i++)
    vbt_attribute_ensure_value (mine, attribute->values[i]);
  if (!is_new)
    return;
  if (id_is_free)
    mine->id = attribute->id;
  mine->required = attribute->required;
  g_free (mine->default_value);
  mine->default_value = g_strdup (attribute->default_value);
}

static void
copy_look (VbtSchema *schema, VbtLabel *mine, const VbtLabel *label)
{
  gboolean key_is_free
      = label->key != NULL && vbt_schema_find_label_by_key (schema, label->key) == NULL;

  mine->max = label->max;
  mine->hidden = label->hidden;
  g_free (mine->color);
  mine->color = g_strdup (label->color);
  g_free (mine->guideline);
  mine->guideline = g_strdup (label->guideline);
  g_free (mine->key);
  mine->key = key_is_free ? g_strdup (label->key) : NULL;
}

static void
merge_label (VbtSchema *schema, const VbtLabel *label, GHashTable *new_labels)
{
  gboolean is_new = vbt_schema_find_label (schema, label->kind, label->name) == NULL;
  gboolean id_is_free = vbt_schema_get_label (schema, label->id) == NULL;
  VbtLabel *mine = vbt_schema_ensure_label (schema, label->kind, label->name);

  if (is_new)
    {
      if (id_is_free)
        mine->id = label->id;
      g_hash_table_add (new_labels, mine);
      copy_look (schema, mine, label);
    }
  for (guint i = 0; i < label->attributes->len; i++)
    merge_attribute (schema, mine, g_ptr_array_index (label->attributes, i));
}

/* The same labels by name: their identifiers need not be the same in two projects. */
static void
merge_ends (const VbtSchema *schema, GArray *mine, const VbtSchema *other, const GArray *theirs)
{
  for (guint i = 0; theirs != NULL && i < theirs->len; i++)
    {
      const VbtLabel *end = vbt_schema_get_label (other, g_array_index (theirs, VbtId, i));
      const VbtLabel *label
          = end != NULL ? vbt_schema_find_label (schema, end->kind, end->name) : NULL;

      if (label != NULL)
        g_array_append_val (mine, label->id);
    }
}

static void
copy_rules (VbtSchema *schema, const VbtSchema *other)
{
  g_autoptr (VbtSchema) copy = vbt_schema_copy (other);

  g_ptr_array_set_size (schema->rules, 0);
  g_ptr_array_extend_and_steal (schema->rules, g_ptr_array_ref (copy->rules));
}

/* What the catalog has stays as it is; only an empty schema becomes the other one. */
static void
merge_schema (VbtSchema *schema, const VbtSchema *other)
{
  g_autoptr (GHashTable) new_labels = g_hash_table_new (NULL, NULL);

  if (schema->labels->len == 0)
    {
      g_free (schema->name);
      schema->name = g_strdup (other->name);
      schema->version = other->version;
      copy_rules (schema, other);
    }
  for (guint i = 0; i < other->labels->len; i++)
    merge_label (schema, g_ptr_array_index (other->labels, i), new_labels);
  for (guint i = 0; i < other->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (other->labels, i);
      VbtLabel *mine = (VbtLabel *)vbt_schema_find_label (schema, label->kind, label->name);

      if (mine == NULL || !g_hash_table_contains (new_labels, mine))
        continue;
      merge_ends (schema, mine->from, other, label->from);
      merge_ends (schema, mine->to, other, label->to);
    }
}

static void
read_schema (NativeReader *self, const VbtJson *json)
{
  g_autoptr (VbtSchema) schema = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (json == NULL)
    return;
  vbt_json_append (text, json);
  schema = vbt_schema_new_from_json (text->str, -1, &error);
  if (schema == NULL)
    vbt_native_problem (self, _ ("The schema was left out: %s"), error->message);
  else
    merge_schema (self->sink->catalog->schema, schema);
}

static void
read_entity_details (NativeReader *self, const VbtJson *json, VbtEntity *entity)
{
  const VbtJson *aliases = vbt_native_get_list (self, json, "aliases");
  const VbtJson *attributes = vbt_json_member (json, "attributes");
  const char *key;
  const VbtJson *value;
  size_t i;

  entity->external_id = g_strdup (vbt_native_get_string (self, json, "external_id"));
  entity->note = g_strdup (vbt_native_get_string (self, json, "note"));
  VBT_JSON_FOREACH (aliases, i, value)
  {
    if (vbt_json_is (value, VBT_JSON_STRING))
      vbt_entity_add_alias (entity, vbt_json_string (value));
  }
  VBT_JSON_FOREACH_MEMBER (attributes, key, value)
  {
    char *text = vbt_native_value_to_text (value);

    if (text != NULL)
      g_hash_table_insert (entity->attributes, g_strdup (key), text);
  }
}

/* An entity of this identifier is the same one. One of this kind and name that was there before the
 * file is, too; within the file two of one name are two. */
static void
read_entity (NativeReader *self, const VbtJson *json)
{
  static const char *const members[]
      = { "id", "kind", "name", "aliases", "external_id", "attributes", "note", NULL };
  VbtCatalog *catalog = self->sink->catalog;
  const char *reference = vbt_native_get_string (self, json, "id");
  const char *name = vbt_native_get_string (self, json, "name");
  const char *kind_name = vbt_native_get_string (self, json, "kind");
  VbtEntityKind kind = VBT_ENTITY_OTHER;
  const VbtEntity *known = NULL;
  VbtEntity *entity;

  if (name == NULL || name[0] == '\0')
    {
      vbt_native_problem (self, _ ("An entity without name was left out"));
      return;
    }
  vbt_native_check_members (self, json, "entity", members);
  if (kind_name != NULL && !vbt_entity_kind_from_string (kind_name, &kind))
    vbt_native_problem (self, _ ("Entity “%s”: there is no kind “%s”; it was made “other”"), name,
                        kind_name);
  if (reference != NULL)
    known = vbt_catalog_get_entity (catalog, vbt_id_from_string (reference));
  if (known == NULL)
    known = vbt_catalog_find_entity (catalog, kind, name);
  if (known != NULL && reference != NULL && is_own (self, known->id)
      && known->id != vbt_id_from_string (reference))
    known = NULL;
  if (known == NULL)
    {
      entity = vbt_entity_new (kind, name);
      if (reference != NULL)
        entity->id = vbt_id_from_string (reference);
      read_entity_details (self, json, entity);
      add_own (self, entity->id);
      known = entity;
      vbt_catalog_take_entity (catalog, entity);
    }
  map_reference (self->entities, reference != NULL ? reference : name, known->id);
}

static const VbtAnnotator *
find_known_annotator (NativeReader *self, const char *reference, VbtAnnotatorKind kind,
                      const char *name, const char *version)
{
  VbtCatalog *catalog = self->sink->catalog;
  VbtId id = reference != NULL ? vbt_id_from_string (reference) : 0;
  const VbtAnnotator *known = id != 0 ? vbt_catalog_get_annotator (catalog, id) : NULL;

  if (known != NULL)
    return known;
  known = vbt_catalog_find_annotator (catalog, kind, name, version);
  return known != NULL && reference != NULL && is_own (self, known->id) ? NULL : known;
}

/* A name means who was declared by it alone; else the only one who has it. */
static void
map_annotator (NativeReader *self, const char *reference, const char *name, VbtId id)
{
  const VbtId *named = g_hash_table_lookup (self->annotators, name);

  if (reference != NULL)
    map_reference (self->annotators, reference, id);
  else
    g_hash_table_add (self->plain, g_strdup (name));
  if (named == NULL || *named == id)
    map_reference (self->annotators, name, id);
  else if (!g_hash_table_contains (self->plain, name) || reference == NULL)
    map_reference (self->annotators, name, 0);
}

static void
read_annotator (NativeReader *self, const VbtJson *json)
{
  static const char *const members[] = { "id", "kind", "name", "version", NULL };
  const char *reference = vbt_native_get_string (self, json, "id");
  const char *name = vbt_native_get_string (self, json, "name");
  const char *version = vbt_native_get_string (self, json, "version");
  const char *kind_name = vbt_native_get_string (self, json, "kind");
  VbtAnnotatorKind kind = VBT_ANNOTATOR_PERSON;
  const VbtAnnotator *known;

  if (name == NULL || name[0] == '\0')
    {
      vbt_native_problem (self, _ ("An annotator without name was left out"));
      return;
    }
  vbt_native_check_members (self, json, "annotator", members);
  if (kind_name != NULL && !vbt_annotator_kind_from_string (kind_name, &kind))
    vbt_native_problem (self, _ ("Annotator “%s”: there is no kind “%s”; it was made a person"),
                        name, kind_name);
  known = find_known_annotator (self, reference, kind, name, version);
  if (known == NULL && self->sink->catalog->annotators->len >= VBT_READER_MAX_ANNOTATORS)
    {
      vbt_native_problem (self, _ ("Annotator “%.100s” was left out: there are too many"), name);
      return;
    }
  if (known == NULL)
    {
      VbtAnnotator *annotator = vbt_annotator_new (kind, name, version);

      if (reference != NULL)
        annotator->id = vbt_id_from_string (reference);
      add_own (self, annotator->id);
      known = annotator;
      vbt_catalog_take_annotator (self->sink->catalog, annotator);
    }
  map_annotator (self, reference, name, known->id);
}

static gboolean
check_version (const VbtJson *header, GError **error)
{
  const VbtJson *version = vbt_json_member (header, "verbatim");

  if (vbt_json_is (version, VBT_JSON_INTEGER) && vbt_json_integer (version) <= NATIVE_VERSION)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("Version %" PRId64 " of the format is newer than this program, "
                  "which reads version %d: update it"),
               (gint64)vbt_json_integer (version), NATIVE_VERSION);
  return FALSE;
}

/* Adds what a header declares to the catalog. A second header adds to the first. */
gboolean
vbt_native_read_header (NativeReader *self, const VbtJson *header, GError **error)
{
  static const char *const members[] = { "verbatim", "schema", "entities", "annotators", NULL };
  const VbtJson *item;
  size_t i;

  if (!check_version (header, error))
    return FALSE;
  vbt_native_check_members (self, header, "header", members);
  read_schema (self, vbt_json_member (header, "schema"));
  VBT_JSON_FOREACH (vbt_native_get_list (self, header, "entities"), i, item)
  {
    read_entity (self, item);
  }
  VBT_JSON_FOREACH (vbt_native_get_list (self, header, "annotators"), i, item)
  {
    read_annotator (self, item);
  }
  return TRUE;
}
