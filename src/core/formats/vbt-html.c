/* vbt-html.c: HTML of unknown origin: its tags and its text, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html.h"

#include <string.h>

/* Follows the tokenizer of the HTML Standard (section 13.2.5) where the text depends on it. What is
 * searched for and not found ends the page, so that all of it takes linear time; nothing is built, so
 * that no depth can be too large; and no library's next version reads a page otherwise: annotations
 * hold on to the text. */

#define CANCEL_BYTES (1 << 20) /* between two looks at the cancellable */

typedef struct
{
  const char *name, *value;
  gsize n_name, n_value;
} Attribute;

struct _VbtHtml
{
  const VbtHtmlHandler *handler;
  gpointer data;
  gboolean is_xml;
  const char *text, *end;
  Attribute attributes[VBT_HTML_MAX_ATTRIBUTES];
  guint n_attributes;
  GString *name;    /* of the tag */
  GString *decoded; /* text with its references decoded */
};

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *
find (const char *from, const char *end, const char *what)
{
  const char *found = from < end ? memmem (from, (gsize)(end - from), what, strlen (what)) : NULL;

  return found != NULL ? found + strlen (what) : end;
}

static void
send_text (VbtHtml *self, const char *from, const char *to)
{
  g_string_truncate (self->decoded, 0);
  while (from < to)
    {
      const char *amp = memchr (from, '&', (gsize)(to - from));

      g_string_append_len (self->decoded, from, (amp != NULL ? amp : to) - from);
      if (amp == NULL)
        break;
      from = amp + vbt_html_decode_reference (amp, (gsize)(to - amp), FALSE, self->decoded);
    }
  if (self->decoded->len > 0)
    self->handler->text (self, self->decoded->str, self->decoded->len, self->data);
}

static const char *
read_value (VbtHtml *self, const char *c, Attribute *attribute)
{
  const char *end = self->end;
  char quote;

  while (c < end && is_space (*c))
    c++;
  quote = c < end && (*c == '"' || *c == '\'') ? *c : '\0';
  if (quote != '\0')
    {
      const char *close = memchr (c + 1, quote, (gsize)(end - c - 1));

      attribute->value = c + 1;
      attribute->n_value = (gsize)((close != NULL ? close : end) - c - 1);
      return close != NULL ? close + 1 : end;
    }
  attribute->value = c;
  while (c < end && !is_space (*c) && *c != '>')
    c++;
  attribute->n_value = (gsize)(c - attribute->value);
  return c;
}

static const char *
read_attribute (VbtHtml *self, const char *c)
{
  Attribute attribute = { .name = c };
  const char *end = self->end;

  while (c < end && !is_space (*c) && *c != '/' && *c != '>' && (*c != '=' || c == attribute.name))
    c++;
  attribute.n_name = (gsize)(c - attribute.name);
  while (c < end && is_space (*c))
    c++;
  if (c < end && *c == '=')
    c = read_value (self, c + 1, &attribute);
  if (self->n_attributes < VBT_HTML_MAX_ATTRIBUTES)
    self->attributes[self->n_attributes++] = attribute;
  return c;
}

/* Reads name and attributes. Returns what is behind the tag, %NULL where the page ends within it. */
static const char *
read_tag (VbtHtml *self, const char *c, gboolean *is_closed)
{
  const char *end = self->end;

  g_string_truncate (self->name, 0);
  self->n_attributes = 0;
  *is_closed = FALSE;
  while (c < end && !is_space (*c) && *c != '/' && *c != '>')
    g_string_append_c (self->name, g_ascii_tolower (*c++));
  for (;;)
    {
      while (c < end && (is_space (*c) || *c == '/'))
        *is_closed = *c++ == '/';
      if (c >= end)
        return NULL;
      if (*c == '>')
        return c + 1;
      *is_closed = FALSE;
      c = read_attribute (self, c);
    }
}

typedef enum
{
  NORMAL,
  WITH_REFERENCES, /* no tags in it */
  RAW,             /* neither tags nor references */
} Content;

static Content
content_of (const VbtHtml *self, const char *name)
{
  static const char *const raw[]
      = { "script", "style", "xmp", "iframe", "noembed", "noframes", NULL };

  if (self->is_xml)
    return NORMAL;
  if (g_strv_contains (raw, name))
    return RAW;
  return strcmp (name, "title") == 0 || strcmp (name, "textarea") == 0 ? WITH_REFERENCES : NORMAL;
}

/* Where the content of such an element ends: at its end tag, else with the page. */
static const char *
find_end_tag (const VbtHtml *self, const char *c, const char *name)
{
  gsize n_name = strlen (name);

  for (; c < self->end; c++)
    {
      c = memchr (c, '<', (gsize)(self->end - c));
      if (c == NULL)
        break;
      if ((gsize)(self->end - c) > n_name + 2 && c[1] == '/'
          && g_ascii_strncasecmp (c + 2, name, n_name) == 0
          && (is_space (c[n_name + 2]) || c[n_name + 2] == '/' || c[n_name + 2] == '>'))
        return c;
    }
  return self->end;
}

static const char *
read_start (VbtHtml *self, const char *c)
{
  gboolean is_closed;
  g_autofree char *name = NULL;
  const char *end;
  Content content;

  c = read_tag (self, c, &is_closed);
  if (c == NULL)
    return self->end;
  name = g_strdup (self->name->str);
  content = content_of (self, name);
  self->handler->start (self, name, is_closed && self->is_xml, self->data);
  if (content == NORMAL)
    return c;
  end = find_end_tag (self, c, name);
  if (content == WITH_REFERENCES)
    send_text (self, c, end);
  else if (end > c)
    self->handler->text (self, c, (gsize)(end - c), self->data);
  return end;
}

static const char *
read_end (VbtHtml *self, const char *c)
{
  gboolean is_closed;

  c = read_tag (self, c, &is_closed);
  if (c == NULL)
    return self->end;
  self->handler->end (self, self->name->str, self->data);
  return c;
}

static const char *
read_declaration (VbtHtml *self, const char *c)
{
  gsize n_left = (gsize)(self->end - c);
  const char *end;

  if (n_left >= 4 && memcmp (c, "<!--", 4) == 0)
    {
      if (n_left >= 5 && c[4] == '>')
        return c + 5;
      return find (c + 2 + (n_left >= 6 && memcmp (c, "<!--->", 6) == 0 ? 0 : 2), self->end, "-->");
    }
  if (!self->is_xml || n_left < 9 || memcmp (c, "<![CDATA[", 9) != 0)
    return find (c, self->end, ">");
  end = find (c, self->end, "]]>");
  if (end - c > 12)
    self->handler->text (self, c + 9, (gsize)(end - c) - 12, self->data);
  return end;
}

/* What begins with "<": a tag, a comment, or no more than this character. */
static const char *
read_markup (VbtHtml *self, const char *c)
{
  char next = c + 1 < self->end ? c[1] : ' ';

  if (g_ascii_isalpha (next))
    return read_start (self, c + 1);
  if (next == '!' || next == '?')
    return read_declaration (self, c);
  if (next != '/')
    {
      self->handler->text (self, "<", 1, self->data);
      return c + 1;
    }
  if (c + 2 < self->end && g_ascii_isalpha (c[2]))
    return read_end (self, c + 2);
  return find (c, self->end, ">");
}

static gboolean
parse (VbtHtml *self, GCancellable *cancellable, GError **error)
{
  const char *c = self->text;
  const char *look = c;

  while (c < self->end)
    {
      const char *tag = memchr (c, '<', (gsize)(self->end - c));

      send_text (self, c, tag != NULL ? tag : self->end);
      c = tag != NULL ? read_markup (self, tag) : self->end;
      if (c - look < CANCEL_BYTES)
        continue;
      look = c;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_html_parse:
 * @text: a page, in valid UTF-8
 * @length: in bytes
 * @is_xml: whether it is XHTML of a book: any element may be closed in its start tag, and none is raw
 * @handler: what is called
 * @data: for it
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Goes through a page. Every sequence of characters is a page.
 *
 * Returns: %FALSE where it was cancelled
 */
gboolean
vbt_html_parse (const char *text, gsize length, gboolean is_xml, const VbtHtmlHandler *handler,
                gpointer data, GCancellable *cancellable, GError **error)
{
  VbtHtml self
      = { .handler = handler, .data = data, .is_xml = is_xml, .text = text, .end = text + length };
  gboolean success;

  g_return_val_if_fail (text != NULL && handler != NULL, FALSE);

  self.name = g_string_new (NULL);
  self.decoded = g_string_new (NULL);
  success = parse (&self, cancellable, error);
  g_string_free (self.name, TRUE);
  g_string_free (self.decoded, TRUE);
  return success;
}

/**
 * vbt_html_get_attribute:
 * @self: a page of which an element begins
 * @name: of an attribute, in lower case
 *
 * Returns: (transfer full) (nullable): its value, with references decoded
 */
char *
vbt_html_get_attribute (VbtHtml *self, const char *name)
{
  gsize n_name = strlen (name);

  for (guint i = 0; i < self->n_attributes; i++)
    {
      const Attribute *attribute = &self->attributes[i];
      g_autoptr (GString) value = NULL;

      if (attribute->n_name != n_name || g_ascii_strncasecmp (attribute->name, name, n_name) != 0)
        continue;
      value = g_string_new (NULL);
      for (gsize j = 0; j < attribute->n_value;)
        if (attribute->value[j] == '&')
          j += vbt_html_decode_reference (attribute->value + j, attribute->n_value - j, TRUE,
                                          value);
        else
          g_string_append_c (value, attribute->value[j++]);
      return g_string_free (g_steal_pointer (&value), FALSE);
    }
  return NULL;
}
