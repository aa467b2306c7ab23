/* vbt-xml.c: XML of unknown origin, element by element, and the pieces of XML that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-xml.h"

#include "model/vbt-ascii.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* GLib's parser knows no document types: an entity that a file declares is an error where it is used, and
 * there is nothing that could be loaded from elsewhere. What it lacks is here: namespaces, encodings,
 * and limits. */

#define MAX_ATTRIBUTES 100000 /* between two events: each takes some 150 bytes */

/* A namespace that a prefix was bound to before the element that bound it anew. */
typedef struct
{
  guint depth;
  char *prefix, *uri;
} Binding;

struct _VbtXml
{
  const VbtXmlHandler *handler;
  gpointer data;
  GMarkupParseContext *context;
  const char **names, **values; /* attributes of the element that begins */
  const char *element;          /* its name, with prefix */
  GHashTable *namespaces;       /* prefix to URI */
  GArray *bindings;             /* of Binding */
  guint depth;
  guint n_attributes; /* what looks like one since the last event */
};

static void
binding_clear (gpointer data)
{
  Binding *binding = data;

  g_free (binding->prefix);
  g_free (binding->uri);
}

static const char *
strip_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL && colon[1] != '\0' ? colon + 1 : name;
}

/* How many bytes at the beginning are no control characters; fewer than a word at the end are left out. */
static gsize
skip_printable (const char *text, gsize length)
{
  gsize n = 0;

  while (n + VBT_WORD <= length && !vbt_any_byte_below (vbt_read_word (text + n), ' '))
    n += VBT_WORD;
  return n;
}

/* XML has no place for most control characters, not even as a reference. */
static gboolean
check_characters (const VbtXml *self, const char *text, gsize length, GError **error)
{
  for (gsize i = skip_printable (text, length); i < length; i++)
    if ((guchar)text[i] < 0x20 && text[i] != '\t' && text[i] != '\n' && text[i] != '\r')
      {
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("Line %u: U+%04X is not allowed in XML: remove it"),
                     vbt_xml_get_line (self), (guint)(guchar)text[i]);
        return FALSE;
      }
  return TRUE;
}

static void
bind_prefix (VbtXml *self, const char *prefix, const char *uri)
{
  Binding binding = { self->depth, g_strdup (prefix),
                      g_strdup (g_hash_table_lookup (self->namespaces, prefix)) };

  g_array_append_val (self->bindings, binding);
  g_hash_table_replace (self->namespaces, g_strdup (prefix), g_strdup (uri));
}

static void
unbind_prefixes (VbtXml *self)
{
  while (self->bindings->len > 0)
    {
      Binding *last = &g_array_index (self->bindings, Binding, self->bindings->len - 1);

      if (last->depth < self->depth)
        return;
      g_hash_table_replace (self->namespaces, g_steal_pointer (&last->prefix),
                            g_steal_pointer (&last->uri));
      g_array_set_size (self->bindings, self->bindings->len - 1);
    }
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **names,
          const char **values, gpointer data, GError **error)
{
  VbtXml *self = data;

  self->n_attributes = 0;
  if (++self->depth > VBT_XML_MAX_DEPTH)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("Line %u: there are more than %d elements within each other"),
                   vbt_xml_get_line (self), VBT_XML_MAX_DEPTH);
      return;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!check_characters (self, values[i], strlen (values[i]), error))
        return;
      if (strncmp (names[i], "xmlns", 5) == 0 && (names[i][5] == ':' || names[i][5] == '\0'))
        bind_prefix (self, names[i][5] == ':' ? names[i] + 6 : "", values[i]);
    }
  self->element = element;
  self->names = names;
  self->values = values;
  if (self->handler->start != NULL)
    self->handler->start (self, strip_prefix (element), self->data, error);
  self->names = self->values = NULL;
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  VbtXml *self = data;

  self->n_attributes = 0;
  self->element = element;
  if (self->handler->end != NULL)
    self->handler->end (self, strip_prefix (element), self->data, error);
  unbind_prefixes (self);
  self->depth--;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  VbtXml *self = data;

  self->n_attributes = 0;
  if (check_characters (self, text, length, error) && self->handler->text != NULL)
    self->handler->text (self, text, length, self->data, error);
}

static gboolean
feed (VbtXml *self, const char *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *end = bytes + n_bytes;

  for (const char *c = memchr (bytes, '=', n_bytes); c != NULL;
       c = memchr (c + 1, '=', (gsize)(end - c - 1)))
    self->n_attributes += c + 1 < end && (c[1] == '"' || c[1] == '\'');
  if (self->n_attributes > MAX_ATTRIBUTES)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("Line %u: an element has more than %d attributes"), vbt_xml_get_line (self),
                   MAX_ATTRIBUTES);
      return FALSE;
    }
  if (g_markup_parse_context_parse (self->context, bytes, (gssize)n_bytes, &local))
    return TRUE;
  if (local->domain == VBT_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    {
      /* GLib puts the bytes of the file into its message as they are. */
      g_autofree char *message = g_utf8_make_valid (local->message, -1);

      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("This is not valid XML: %s"), message);
    }
  return FALSE;
}

static gboolean
finish (VbtXml *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  g_autofree char *message = NULL;

  if (g_markup_parse_context_end_parse (self->context, &local))
    return TRUE;
  message = g_utf8_make_valid (local->message, -1);
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("Line %u: this is not valid XML: %s"),
               vbt_xml_get_line (self), message);
  return FALSE;
}

/* (transfer full) (nullable): the encoding that the file has to be converted from. */
static char *
find_encoding (VbtInput *input, GError **error)
{
  gsize n_head = 0;
  const guint8 *head = vbt_input_peek (input, &n_head, error);
  const guint8 *found, *end;
  g_autofree char *name = NULL;

  if (vbt_input_get_encoding (input) != NULL)
    return g_strdup (vbt_input_get_encoding (input));
  if (n_head >= 2 && (head[0] == 0 || head[1] == 0 || head[0] >= 0xfe))
    return g_strdup (head[0] == 0 ? "UTF-16BE" : head[1] == 0 ? "UTF-16LE" : "UTF-16");
  if (head == NULL || n_head < 5 || memmem (head, MIN (n_head, 9), "<?xml", 5) == NULL)
    return NULL;
  end = memmem (head, MIN (n_head, 300), "?>", 2);
  found = end != NULL ? memmem (head, (gsize)(end - head), "encoding", 8) : NULL;
  while (found != NULL && found < end && *found != '"' && *found != '\'')
    found++;
  if (found == NULL || found == end)
    return NULL;
  for (head = ++found; head < end && *head != '"' && *head != '\'';)
    head++;
  name = g_strndup ((const char *)found, (gsize)(head - found));
  return g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "US-ASCII") == 0
             ? NULL
             : g_steal_pointer (&name);
}

static gboolean
read_converted (VbtXml *self, VbtInput *input, const char *encoding, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (input, error);
  g_autofree char *text = NULL;
  gsize n_bytes;

  if (bytes == NULL)
    return FALSE;
  text = vbt_decode_text (bytes, encoding, NULL, &n_bytes, error);
  return text != NULL && feed (self, text, n_bytes, error) && finish (self, error);
}

static gboolean
read_chunks (VbtXml *self, VbtInput *input, GCancellable *cancellable, GError **error)
{
  gboolean first = TRUE;

  for (;;)
    {
      gsize n_bytes = 0;
      const guint8 *chunk = vbt_input_read_chunk (input, &n_bytes, error);
      gsize n_bom;

      if (chunk == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (n_bytes == 0)
        return finish (self, error);
      n_bom = first && n_bytes >= 3 && memcmp (chunk, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
      first = FALSE;
      if (!feed (self, (const char *)chunk + n_bom, n_bytes - n_bom, error))
        return FALSE;
    }
}

/**
 * vbt_xml_read:
 * @input: a file of XML
 * @handler: what is called
 * @data: for it
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Goes through XML that anybody may have written: at most %VBT_XML_MAX_DEPTH levels deep, without
 * entities but the five of XML, and without anything that is not in the file itself.
 *
 * Returns: %FALSE with the handler's error, or %VBT_ERROR_FORMAT, which names the line
 */
gboolean
vbt_xml_read (VbtInput *input, const VbtXmlHandler *handler, gpointer data,
              GCancellable *cancellable, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
  VbtXml self = { .handler = handler, .data = data };
  g_autoptr (GError) local = NULL;
  g_autofree char *encoding = find_encoding (input, &local);
  gboolean success;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self.namespaces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.bindings = g_array_new (FALSE, FALSE, sizeof (Binding));
  g_array_set_clear_func (self.bindings, binding_clear);
  self.context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  success = encoding != NULL ? read_converted (&self, input, encoding, error)
                             : read_chunks (&self, input, cancellable, error);
  g_markup_parse_context_free (self.context);
  g_array_unref (self.bindings);
  g_hash_table_unref (self.namespaces);
  return success;
}

/**
 * vbt_xml_get_line:
 * @self: XML that is being read
 *
 * Returns: the number of the line, from 1
 */
guint
vbt_xml_get_line (const VbtXml *self)
{
  int line = 0;

  g_markup_parse_context_get_position (self->context, &line, NULL);
  return (guint)MAX (line, 1);
}

/**
 * vbt_xml_get_depth:
 * @self: XML that is being read
 *
 * Returns: 1 for the outermost element
 */
guint
vbt_xml_get_depth (const VbtXml *self)
{
  return self->depth;
}

/**
 * vbt_xml_get_namespace:
 * @self: XML that is being read
 *
 * Returns: (transfer none): the namespace of the element that begins or ends, "" where it has none
 */
const char *
vbt_xml_get_namespace (const VbtXml *self)
{
  const char *colon = strchr (self->element, ':');
  g_autofree char *prefix
      = g_strndup (self->element, colon != NULL ? (gsize)(colon - self->element) : 0);
  const char *uri = g_hash_table_lookup (self->namespaces, prefix);

  return uri != NULL ? uri : "";
}

/**
 * vbt_xml_get_attribute:
 * @self: XML of which an element begins
 * @name: of an attribute, with its prefix
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
vbt_xml_get_attribute (const VbtXml *self, const char *name)
{
  for (guint i = 0; self->names != NULL && self->names[i] != NULL; i++)
    if (strcmp (self->names[i], name) == 0)
      return self->values[i];
  return NULL;
}

/**
 * vbt_xml_list_attribute:
 * @self: XML of which an element begins
 * @index: from 0
 * @name: (out): its name, with its prefix
 * @value: (out): its value
 *
 * Returns: whether there are so many
 */
gboolean
vbt_xml_list_attribute (const VbtXml *self, guint index, const char **name, const char **value)
{
  if (self->names == NULL || self->names[index] == NULL)
    return FALSE;
  *name = self->names[index];
  *value = self->values[index];
  return TRUE;
}

/**
 * vbt_xml_head_has:
 * @head: the first bytes of a file
 * @n_head: how many
 * @string: what is looked for
 *
 * Returns: whether it is a file of XML that has the string among them
 */
gboolean
vbt_xml_head_has (const guint8 *head, gsize n_head, const char *string)
{
  gsize i = n_head >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < n_head && g_ascii_isspace (head[i]))
    i++;
  return i < n_head && head[i] == '<' && memmem (head, n_head, string, strlen (string)) != NULL;
}

/**
 * vbt_xml_append_escaped:
 * @xml: XML that is being written
 * @text: valid UTF-8
 * @length: in bytes, -1 for a string
 *
 * Appends text so that it can stand in an element and in an attribute. What XML has no place for
 * becomes a space.
 */
void
vbt_xml_append_escaped (GString *xml, const char *text, gssize length)
{
  gsize n_bytes = length < 0 ? strlen (text) : (gsize)length;

  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar c = (guchar)text[i];

      if (c == '&')
        g_string_append (xml, "&amp;");
      else if (c == '<')
        g_string_append (xml, "&lt;");
      else if (c == '>')
        g_string_append (xml, "&gt;");
      else if (c == '"')
        g_string_append (xml, "&quot;");
      else if (c == '\t' || c == '\n' || c == '\r')
        g_string_append_printf (xml, "&#%u;", c);
      else
        g_string_append_c (xml, c < 0x20 ? ' ' : (char)c);
    }
}

/**
 * vbt_xml_append_text:
 * @xml: XML that is being written
 * @text: valid UTF-8
 * @length: in bytes, -1 for a string
 *
 * Appends the text of an element whose white space is kept: lines stay lines. What XML has no place
 * for becomes a space.
 */
void
vbt_xml_append_text (GString *xml, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize)length);

  while (text < end)
    {
      gsize n_plain = 0;

      while (text + n_plain < end && strchr ("&<>\r", text[n_plain]) == NULL
             && ((guchar)text[n_plain] >= 0x20 || text[n_plain] == '\n' || text[n_plain] == '\t'))
        n_plain++;
      g_string_append_len (xml, text, (gssize)n_plain);
      text += n_plain;
      if (text < end)
        vbt_xml_append_escaped (xml, text++, 1);
    }
}

/**
 * vbt_xml_append_attribute:
 * @xml: a tag that is being written
 * @name: name of the attribute
 * @value: its value
 *
 * Appends an attribute, and a space before it.
 */
void
vbt_xml_append_attribute (GString *xml, const char *name, const char *value)
{
  g_string_append_printf (xml, " %s=\"", name);
  vbt_xml_append_escaped (xml, value, -1);
  g_string_append_c (xml, '"');
}

/**
 * vbt_xml_can_hold:
 * @text: a text
 *
 * Returns: whether XML has a place for all of its characters
 */
gboolean
vbt_xml_can_hold (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar)*text < 0x20 && *text != '\t' && *text != '\n' && *text != '\r')
      return FALSE;
  return TRUE;
}
