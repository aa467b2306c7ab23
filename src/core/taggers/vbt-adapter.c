/* vbt-adapter.c: the file that says which program tags, and what its lines mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"
#include "taggers/vbt-adapter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT 60
#define STARTUP 300
#define MAX_SECONDS 86400
#define MAX_FILE_BYTES (1 << 20)

static const char *const members[] = { "command", "name",   "version", "timeout", "startup",
                                       "offsets", "fields", "labels",  "comment", NULL };

/* As the file names them, and what they are called where it does not. */
static const char *const field_names[]
    = { "text", "id", "spans", "span-id", "start", "end", "label", "confidence", "covered", NULL };
static const char *const usual_fields[]
    = { "text", "id", "spans", "id", "start", "end", "label", "confidence", "text" };

G_STATIC_ASSERT (G_N_ELEMENTS (usual_fields) == VBT_ADAPTER_N_FIELDS);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, message);
  return FALSE;
}

static gboolean
check_members (json_t *object, const char *const *known, GError **error)
{
  const char *member;
  json_t *value;

  json_object_foreach (object, member, value)
  {
    g_autofree char *names = NULL;

    if (g_strv_contains (known, member))
      continue;
    names = g_strjoinv (", ", (char **)known);
    return fail (error, _ ("there is no “%.100s”; there can be: %s"), member, names);
  }
  return TRUE;
}

/* A shell would let what a text says become commands: its quoting is understood, and no more. */
static gboolean
read_command (VbtAdapter *self, json_t *json, GError **error)
{
  json_t *command = json_object_get (json, "command");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) problem = NULL;
  json_t *part;
  size_t i;

  if (json_is_string (command))
    return g_shell_parse_argv (json_string_value (command), NULL, &self->argv, &problem)
           || fail (error, _ ("“command” cannot be read: %s"), problem->message);
  json_array_foreach (command, i, part)
  {
    if (!json_is_string (part))
      return fail (error, _ ("“command” must be a string, or a list of strings"));
    g_strv_builder_add (builder, json_string_value (part));
  }
  if (json_array_size (command) == 0)
    return fail (error, _ ("“command” is missing: which program is to run, with its arguments"));
  self->argv = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_seconds (json_t *json, const char *member, guint usual, guint *seconds, GError **error)
{
  json_t *value = json_object_get (json, member);
  json_int_t given = json_integer_value (value);

  *seconds = usual;
  if (value == NULL)
    return TRUE;
  if (!json_is_integer (value) || given < 0 || given > MAX_SECONDS)
    return fail (error, _ ("“%s” must be a number of seconds, up to %d"), member, MAX_SECONDS);
  *seconds = (guint)given;
  return TRUE;
}

static gboolean
read_string (json_t *json, const char *member, char **string, GError **error)
{
  json_t *value = json_object_get (json, member);

  if (value != NULL && (!json_is_string (value) || *json_string_value (value) == '\0'))
    return fail (error, _ ("“%s” must be a string"), member);
  *string = g_strdup (json_string_value (value));
  return TRUE;
}

/* The suggestions of a tagger of ours would be taken for its own, and replaced. */
static gboolean
read_name (VbtAdapter *self, json_t *json, GError **error)
{
  if (!read_string (json, "name", &self->name, error)
      || !read_string (json, "version", &self->version, error))
    return FALSE;
  if (self->name == NULL)
    self->name = g_path_get_basename (self->argv[0]);
  if (self->version == NULL)
    self->version = g_strdup ("1");
  if (vbt_taggers_find (self->name, NULL) != NULL)
    return fail (error, _ ("“name” must be another one: “%s” is a tagger of Verbatim’s"),
                 self->name);
  return TRUE;
}

static gboolean
read_unit (VbtAdapter *self, json_t *json, GError **error)
{
  json_t *unit = json_object_get (json, "offsets");

  if (unit == NULL
      || (json_is_string (unit) && vbt_unit_from_string (json_string_value (unit), &self->unit)))
    return TRUE;
  return fail (error, _ ("“offsets” can be “characters”, “utf-16” or “bytes”"));
}

static gboolean
read_fields (VbtAdapter *self, json_t *json, GError **error)
{
  json_t *fields = json_object_get (json, "fields");

  if (fields != NULL && !json_is_object (fields))
    return fail (error, _ ("“%s” must be an object"), "fields");
  if (!check_members (fields, field_names, error))
    return FALSE;
  for (guint i = 0; i < VBT_ADAPTER_N_FIELDS; i++)
    {
      json_t *value = json_object_get (fields, field_names[i]);

      if (value != NULL && !json_is_string (value))
        return fail (error, _ ("“%s” must be a string"), field_names[i]);
      self->fields[i] = value != NULL ? json_string_value (value) : usual_fields[i];
    }
  return TRUE;
}

static gboolean
read_labels (VbtAdapter *self, json_t *json, GError **error)
{
  json_t *labels = json_object_get (json, "labels");
  const char *name;
  json_t *ours;

  if (labels == NULL)
    return TRUE;
  if (!json_is_object (labels))
    return fail (error, _ ("“%s” must be an object"), "labels");
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_foreach (labels, name, ours)
  {
    if (!json_is_string (ours) && !json_is_null (ours))
      return fail (error,
                   _ ("the label “%.100s” must become the name of a label, or null, which "
                      "leaves it out"),
                   name);
    g_hash_table_insert (self->labels, g_strdup (name),
                         g_strdup (json_is_null (ours) ? "" : json_string_value (ours)));
  }
  return TRUE;
}

static gboolean
read_all (VbtAdapter *self, json_t *json, GError **error)
{
  if (!json_is_object (json))
    return fail (error, _ ("it is no JSON object"));
  return check_members (json, members, error) && read_command (self, json, error)
         && read_name (self, json, error)
         && read_seconds (json, "timeout", TIMEOUT, &self->timeout, error)
         && read_seconds (json, "startup", STARTUP, &self->startup, error)
         && read_unit (self, json, error) && read_fields (self, json, error)
         && read_labels (self, json, error);
}

/**
 * vbt_adapter_new:
 * @json: what the file says
 * @length: in bytes
 * @path: of the file; the program runs in its folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the adapter, or NULL with VBT_ERROR_FORMAT
 */
VbtAdapter *
vbt_adapter_new (const char *json, gsize length, const char *path, GError **error)
{
  g_autoptr (VbtAdapter) self = NULL;

  g_return_val_if_fail (json != NULL && path != NULL, NULL);

  self = g_new0 (VbtAdapter, 1);
  self->folder = g_path_get_dirname (path);
  self->json = vbt_json_parse (json, length, error);
  if (self->json != NULL && read_all (self, self->json, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "%s: ", path);
  return NULL;
}

/**
 * vbt_adapter_new_from_file:
 * @path: of an adapter
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the adapter, or NULL with VBT_ERROR_IO or VBT_ERROR_FORMAT
 */
VbtAdapter *
vbt_adapter_new_from_file (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &contents, &length, &problem))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, "%s", problem->message);
      return NULL;
    }
  if (length > MAX_FILE_BYTES)
    {
      fail (error, _ ("%s: it is too long for a file that describes a program"), path);
      return NULL;
    }
  return vbt_adapter_new (contents, length, path, error);
}

/**
 * vbt_adapter_free:
 * @self: (transfer full): an adapter
 */
void
vbt_adapter_free (VbtAdapter *self)
{
  g_strfreev (self->argv);
  g_free (self->folder);
  g_free (self->name);
  g_free (self->version);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->json, json_decref);
  g_free (self);
}

/**
 * vbt_adapter_describe:
 * @self: an adapter
 *
 * Returns: (transfer full): the command that it runs, as it would be typed
 */
char *
vbt_adapter_describe (const VbtAdapter *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; self->argv[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (self->argv[i]);
      gboolean plain = strpbrk (self->argv[i], " '\"\\$`&|;<>()*?#~") == NULL;

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "",
                              plain && *self->argv[i] != '\0' ? self->argv[i] : quoted);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * vbt_adapter_ask:
 * @self: an adapter
 * @document: a document
 *
 * Returns: (transfer full): the line that is written to the program: identifier, name, text and
 *   metadata, as Verbatim's own format has them
 */
char *
vbt_adapter_ask (const VbtAdapter *self, const VbtDocument *document)
{
  GString *line = g_string_sized_new (vbt_text_get_n_bytes (document->text) + 500);
  g_autofree char *id = vbt_id_to_string (document->id);

  g_string_append_c (line, '{');
  vbt_json_append_member (line, self->fields[VBT_ADAPTER_ID]);
  vbt_json_append_string (line, id);
  vbt_json_append_member (line, "name");
  vbt_json_append_string (line, document->name);
  vbt_json_append_member (line, self->fields[VBT_ADAPTER_TEXT]);
  vbt_json_append_string (line, vbt_text_get_utf8 (document->text));
  vbt_json_append_metadata (line, "meta", document);
  g_string_append (line, "}\n");
  return g_string_free (line, FALSE);
}
