/* vbt-schema-read.c: a schema read from JSON that anybody may have written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-schema.h"

#include <glib/gi18n-lib.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Far above what anybody can read through; below what makes the look-ups of a schema slow. */
#define MAX_BYTES (16 * 1024 * 1024)
#define MAX_ITEMS 5000
#define MAX_NAME_BYTES 1000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/* Everything that must not occur twice, while a schema is read. */
typedef struct
{
  VbtSchema *schema;
  GHashTable *labels; /* "kind/name" to VbtLabel */
  GHashTable *keys;   /* of char * */
  GHashTable *ids;    /* of VbtId */
} Reader;

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, const char *where, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* Translators: the first is the place in the schema: label “Quote”; the second is what is wrong. */
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("Schema: %s: %s"), where, what);
  return FALSE;
}

static gboolean
check_object (json_t *object, const char *where, const char *const *members, GError **error)
{
  const char *member;
  json_t *value;

  if (!json_is_object (object))
    return refuse (error, where, _ ("it must be an object, as in {…}"));
  json_object_foreach (object, member, value)
  {
    if (!g_strv_contains (members, member))
      return refuse (error, where, _ ("there is no member “%.100s” here"), member);
  }
  return TRUE;
}

/* A string, or NULL for what is absent or null. */
static gboolean
read_string (json_t *object, const char *where, const char *member, const char **string,
             GError **error)
{
  json_t *value = json_object_get (object, member);

  *string = NULL;
  if (value == NULL || json_is_null (value))
    return TRUE;
  if (!json_is_string (value))
    return refuse (error, where, _ ("“%s” must be a text in quotation marks"), member);
  *string = json_string_value (value);
  return TRUE;
}

static gboolean
check_name (const char *name, const char *where, const char *member, GError **error)
{
  if (name == NULL || name[0] == '\0')
    return refuse (error, where, _ ("“%s” is missing"), member);
  if (strlen (name) > MAX_NAME_BYTES)
    return refuse (error, where, _ ("“%s” is too long"), member);
  return TRUE;
}

static gboolean
read_name (json_t *object, const char *where, const char *member, const char **name, GError **error)
{
  return read_string (object, where, member, name, error)
         && check_name (*name, where, member, error);
}

static gboolean
read_boolean (json_t *object, const char *where, const char *member, gboolean *value,
              GError **error)
{
  json_t *json = json_object_get (object, member);

  if (json != NULL && !json_is_boolean (json))
    return refuse (error, where, _ ("“%s” must be true or false"), member);
  *value = json != NULL && json_is_true (json);
  return TRUE;
}

/* @value keeps what it has where the member is absent or null. */
static gboolean
read_integer (json_t *object, const char *where, const char *member, int least, int *value,
              GError **error)
{
  json_t *json = json_object_get (object, member);

  if (json == NULL || json_is_null (json))
    return TRUE;
  if (!json_is_integer (json) || json_integer_value (json) < least
      || json_integer_value (json) > G_MAXINT)
    return refuse (error, where, _ ("“%s” must be a whole number from %d on"), member, least);
  *value = (int)json_integer_value (json);
  return TRUE;
}

/* A list, or NULL for what is absent or null. */
static gboolean
read_list (json_t *object, const char *where, const char *member, json_t **list, GError **error)
{
  json_t *json = json_object_get (object, member);

  *list = NULL;
  if (json == NULL || json_is_null (json))
    return TRUE;
  if (!json_is_array (json))
    return refuse (error, where, _ ("“%s” must be a list, as in […]"), member);
  if (json_array_size (json) > MAX_ITEMS)
    return refuse (error, where, _ ("“%s” has more than %d items"), member, MAX_ITEMS);
  *list = json;
  return TRUE;
}

/* Sets @id, which has what follows from the name, to what the file says. */
static gboolean
read_id (Reader *reader, json_t *object, const char *where, VbtId *id, GError **error)
{
  const char *string;

  if (!read_string (object, where, "id", &string, error))
    return FALSE;
  if (string != NULL)
    {
      g_autofree char *again = vbt_id_to_string (vbt_id_from_string (string));

      if (!g_str_equal (again, string))
        return refuse (error, where, _ ("“id” must be 16 hexadecimal digits"));
      *id = vbt_id_from_string (string);
    }
  if (!g_hash_table_add (reader->ids, g_memdup2 (id, sizeof *id)))
    return refuse (error, where, _ ("another one has the same identifier"));
  return TRUE;
}

static gboolean
read_values (json_t *object, const char *where, VbtAttribute *attribute, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gboolean has_set
      = attribute->kind == VBT_ATTRIBUTE_ONE_OF || attribute->kind == VBT_ATTRIBUTE_SEVERAL_OF;
  json_t *list, *item;
  gsize i;

  if (!read_list (object, where, "values", &list, error))
    return FALSE;
  if (list == NULL)
    return TRUE;
  if (!has_set)
    return refuse (error, where, _ ("only “one-of” and “several-of” have “values”"));
  json_array_foreach (list, i, item)
  {
    const char *value = json_string_value (item);

    if (value == NULL || strstr (value, VBT_VALUE_SEPARATOR) != NULL)
      return refuse (error, where, _ ("“values” must be a list of texts"));
    if (!g_hash_table_add (seen, (gpointer)value))
      return refuse (error, where, _ ("the value “%.100s” is there twice"), value);
    g_ptr_array_add (values, g_strdup (value));
  }
  if (values->len == 0)
    return TRUE;
  g_ptr_array_add (values, NULL);
  attribute->values = (char **)g_ptr_array_free (g_steal_pointer (&values), FALSE);
  return TRUE;
}

static char *
join_values (json_t *list)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  json_t *item;
  gsize i;

  json_array_foreach (list, i, item)
  {
    if (!json_is_string (item))
      return NULL;
    if (i > 0)
      g_string_append (joined, VBT_VALUE_SEPARATOR);
    g_string_append (joined, json_string_value (item));
  }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* The value of an attribute as text: see VbtAttribute. NULL for what can be none. */
static char *
value_from_json (json_t *json, VbtAttributeKind kind)
{
  char *number, *text;

  if (json_is_string (json))
    return g_strdup (json_string_value (json));
  if (json_is_boolean (json))
    return g_strdup (json_is_true (json) ? "yes" : "no");
  if (json_is_array (json) && kind == VBT_ATTRIBUTE_SEVERAL_OF)
    return join_values (json);
  if (!json_is_number (json))
    return NULL;
  number = json_dumps (json, JSON_ENCODE_ANY | JSON_REAL_PRECISION (15));
  text = g_strdup (number);
  free (number);
  return text;
}

static gboolean
read_default (json_t *object, const char *where, VbtAttribute *attribute, GError **error)
{
  json_t *json = json_object_get (object, "default");

  if (json == NULL || json_is_null (json))
    return TRUE;
  attribute->default_value = value_from_json (json, attribute->kind);
  if (attribute->default_value == NULL
      || !vbt_attribute_accepts (attribute, attribute->default_value))
    return refuse (error, where, _ ("“default” is no value that it can have"));
  return TRUE;
}

static gboolean
read_attribute_members (Reader *reader, const VbtLabel *label, json_t *json, const char *where,
                        VbtAttribute *attribute, GError **error)
{
  const char *kind;

  if (!read_string (json, where, "kind", &kind, error))
    return FALSE;
  if (!vbt_attribute_kind_from_string (kind, &attribute->kind))
    return refuse (error, where,
                   _ ("“kind” must be “one-of”, “several-of”, “text”, “number” or “yes-no”"));
  attribute->id = vbt_label_derive_attribute_id (label, attribute->name);
  return read_id (reader, json, where, &attribute->id, error)
         && read_values (json, where, attribute, error)
         && read_default (json, where, attribute, error)
         && read_boolean (json, where, "required", &attribute->required, error);
}

static gboolean
read_attribute (Reader *reader, VbtLabel *label, json_t *json, GHashTable *names, GError **error)
{
  static const char *const members[]
      = { "id", "name", "kind", "values", "default", "required", NULL };
  g_autofree char *in_label = g_strdup_printf (_ ("label “%s”: attribute"), label->name);
  g_autofree char *where = NULL;
  g_autoptr (VbtAttribute) attribute = NULL;
  const char *name;

  if (!check_object (json, in_label, members, error)
      || !read_name (json, in_label, "name", &name, error))
    return FALSE;
  where = g_strdup_printf (_ ("label “%s”: attribute “%s”"), label->name, name);
  if (!g_hash_table_add (names, (gpointer)name))
    return refuse (error, where, _ ("another one has the same name"));
  attribute = g_new0 (VbtAttribute, 1);
  attribute->name = g_strdup (name);
  if (!read_attribute_members (reader, label, json, where, attribute, error))
    return FALSE;
  g_ptr_array_add (label->attributes, g_steal_pointer (&attribute));
  return TRUE;
}

static gboolean
read_attributes (Reader *reader, VbtLabel *label, json_t *json, const char *where, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  json_t *list, *item;
  gsize i;

  if (!read_list (json, where, "attributes", &list, error))
    return FALSE;
  json_array_foreach (list, i, item)
  {
    if (!read_attribute (reader, label, item, names, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_key (Reader *reader, json_t *json, const char *where, VbtLabel *label, GError **error)
{
  const char *key;

  if (!read_string (json, where, "key", &key, error))
    return FALSE;
  if (key == NULL)
    return TRUE;
  if (g_utf8_strlen (key, -1) != 1 || !g_unichar_isgraph (g_utf8_get_char (key)))
    return refuse (error, where, _ ("“key” must be one character"));
  label->key = g_strdup (key);
  if (!g_hash_table_add (reader->keys, label->key))
    return refuse (error, where, _ ("another label has the key “%s”"), key);
  return TRUE;
}

static gboolean
read_color (json_t *json, const char *where, VbtLabel *label, GError **error)
{
  const char *color;

  if (!read_string (json, where, "color", &color, error))
    return FALSE;
  if (color == NULL)
    return TRUE;
  /* What is no name could break out of a style sheet. */
  if (color[0] == '\0' || strlen (color) > 50
      || strspn (color, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (color))
    return refuse (error, where, _ ("“color” must be the name of a color, such as “teal”"));
  label->color = g_strdup (color);
  return TRUE;
}

static gboolean
check_label_members (json_t *json, VbtKind kind, const char *where, GError **error)
{
  static const char *const members[] = { "id",         "name", "kind", "key", "color",  "guideline",
                                         "attributes", "from", "to",   "max", "hidden", NULL };

  if (!check_object (json, where, members, error))
    return FALSE;
  if (kind != VBT_KIND_RELATION
      && (json_object_get (json, "from") != NULL || json_object_get (json, "to") != NULL
          || json_object_get (json, "max") != NULL))
    return refuse (error, where, _ ("only relations have “from”, “to” and “max”"));
  return TRUE;
}

static gboolean
read_label_members (Reader *reader, json_t *json, const char *where, VbtLabel *label,
                    GError **error)
{
  const char *guideline;

  if (!read_id (reader, json, where, &label->id, error)
      || !read_key (reader, json, where, label, error) || !read_color (json, where, label, error)
      || !read_string (json, where, "guideline", &guideline, error)
      || !read_attributes (reader, label, json, where, error)
      || !read_integer (json, where, "max", 0, &label->max, error)
      || !read_boolean (json, where, "hidden", &label->hidden, error))
    return FALSE;
  label->guideline = g_strdup (guideline);
  return TRUE;
}

static gboolean
read_label (Reader *reader, json_t *json, GError **error)
{
  g_autofree char *where = NULL;
  g_autofree char *unique = NULL;
  g_autoptr (VbtLabel) label = NULL;
  const char *name, *kind_name;
  VbtKind kind;

  if (!json_is_object (json))
    return refuse (error, _ ("label"), _ ("it must be an object, as in {…}"));
  if (!read_name (json, _ ("label"), "name", &name, error))
    return FALSE;
  where = g_strdup_printf (_ ("label “%s”"), name);
  if (!read_string (json, where, "kind", &kind_name, error))
    return FALSE;
  if (!vbt_kind_from_string (kind_name, &kind))
    return refuse (error, where, _ ("“kind” must be “span”, “relation” or “document”"));
  if (!check_label_members (json, kind, where, error))
    return FALSE;
  label = vbt_label_new (kind, name);
  unique = g_strdup_printf ("%s/%s", kind_name, name);
  if (!g_hash_table_insert (reader->labels, g_steal_pointer (&unique), label))
    return refuse (error, where, _ ("another one has the same kind and name"));
  if (!read_label_members (reader, json, where, label, error))
    return FALSE;
  g_ptr_array_add (reader->schema->labels, g_steal_pointer (&label));
  return TRUE;
}

/* A name means a span's label; where it is a relation's label only, that one. */
static gboolean
read_ends (Reader *reader, json_t *json, const char *where, const char *member, GArray *ends,
           GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  json_t *list, *item;
  gsize i;

  if (!read_list (json, where, member, &list, error))
    return FALSE;
  json_array_foreach (list, i, item)
  {
    const char *name = json_is_string (item) ? json_string_value (item) : "";
    g_autofree char *span = g_strconcat ("span/", name, NULL);
    g_autofree char *relation = g_strconcat ("relation/", name, NULL);
    const VbtLabel *label = g_hash_table_lookup (reader->labels, span);

    if (label == NULL)
      label = g_hash_table_lookup (reader->labels, relation);
    if (label == NULL)
      return refuse (error, where, _ ("“%s” names “%.100s”, which is no label of the schema"),
                     member, name);
    if (!g_hash_table_add (seen, (gpointer)label))
      return refuse (error, where, _ ("“%s” names “%s” twice"), member, label->name);
    g_array_append_val (ends, label->id);
  }
  return TRUE;
}

static gboolean
read_labels (Reader *reader, json_t *json, GError **error)
{
  json_t *list, *item;
  gsize i;

  if (!read_list (json, _ ("the whole"), "labels", &list, error))
    return FALSE;
  json_array_foreach (list, i, item)
  {
    if (!read_label (reader, item, error))
      return FALSE;
  }
  /* Only now all are known that a relation can name. */
  json_array_foreach (list, i, item)
  {
    VbtLabel *label = g_ptr_array_index (reader->schema->labels, i);
    g_autofree char *where = g_strdup_printf (_ ("label “%s”"), label->name);

    if (!read_ends (reader, item, where, "from", label->from, error)
        || !read_ends (reader, item, where, "to", label->to, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_rule (Reader *reader, json_t *json, GHashTable *seen, GError **error)
{
  static const char *const members[] = { "rule", "level", "when", NULL };
  g_autofree char *where = NULL;
  const char *name;
  const char *level_name, *when_name;
  VbtLevel level;
  VbtWhen when = VBT_WHEN_ALWAYS;

  if (!check_object (json, _ ("rule"), members, error)
      || !read_name (json, _ ("rule"), "rule", &name, error))
    return FALSE;
  where = g_strdup_printf (_ ("rule “%s”"), name);
  if (!g_hash_table_add (seen, (gpointer)name))
    return refuse (error, where, _ ("it is there twice"));
  if (!read_string (json, where, "level", &level_name, error)
      || !read_string (json, where, "when", &when_name, error))
    return FALSE;
  if (!vbt_level_from_string (level_name, &level))
    return refuse (error, where, _ ("“level” must be “off”, “warn” or “error”"));
  if (when_name != NULL && !vbt_when_from_string (when_name, &when))
    return refuse (error, where, _ ("“when” must be “always”, “done” or “asked”"));
  vbt_schema_add_rule (reader->schema, name, level, when);
  return TRUE;
}

static gboolean
read_rules (Reader *reader, json_t *json, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  json_t *list, *item;
  gsize i;

  if (!read_list (json, _ ("the whole"), "rules", &list, error))
    return FALSE;
  json_array_foreach (list, i, item)
  {
    if (!read_rule (reader, item, seen, error))
      return FALSE;
  }
  return TRUE;
}

static VbtSchema *
read_schema (json_t *json, GError **error)
{
  static const char *const members[] = { "name", "version", "labels", "rules", NULL };
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (VbtSchema) schema = NULL;
  Reader reader = { NULL, labels, keys, ids };
  const char *name;

  if (!check_object (json, _ ("the whole"), members, error)
      || !read_name (json, _ ("the whole"), "name", &name, error))
    return NULL;
  reader.schema = schema = vbt_schema_new (name);
  if (!read_integer (json, _ ("the whole"), "version", 1, &schema->version, error)
      || !read_labels (&reader, json, error) || !read_rules (&reader, json, error))
    return NULL;
  return g_steal_pointer (&schema);
}

/**
 * vbt_schema_new_from_json:
 * @json: a schema as vbt_schema_to_json() writes it
 * @length: its length in bytes, or -1 if it ends with NUL
 * @error: return location
 *
 * Reads a schema. What has no identifier in the file gets the one that follows from its name.
 *
 * Returns: (transfer full): the schema; %NULL with %VBT_ERROR_FORMAT, which says where it is
 *   wrong
 */
VbtSchema *
vbt_schema_new_from_json (const char *json, gssize length, GError **error)
{
  g_autoptr (json_t) root = NULL;
  json_error_t problem;
  gsize n_bytes;

  g_return_val_if_fail (json != NULL, NULL);

  n_bytes = length < 0 ? strlen (json) : (gsize)length;
  if (n_bytes > MAX_BYTES)
    {
      refuse (error, _ ("the whole"), _ ("it is larger than %d MiB"), MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  root = json_loadb (json, n_bytes, JSON_REJECT_DUPLICATES, &problem);
  if (root == NULL)
    {
      g_autofree char *text = g_utf8_make_valid (problem.text, -1);

      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("Schema: line %d, column %d: this is no JSON: %s"), problem.line,
                   problem.column, text);
      return NULL;
    }
  return read_schema (root, error);
}
