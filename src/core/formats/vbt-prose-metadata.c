/* vbt-prose-metadata.c: what the parts of office documents and books say of them (Dublin Core)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-prose.h"
#include "formats/vbt-xml.h"

#include <string.h>

#define MAX_VALUE 65536 /* bytes of an element: more of it is not looked at */

typedef struct
{
  VbtProse *prose;
  const char *const (*keys)[2]; /* name of an element, and our key */
  const char *key;              /* (nullable): of the element that is read */
  GString *value;
  GPtrArray *authors;
} Reader;

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  self->key = NULL;
  g_string_truncate (self->value, 0);
  for (guint i = 0; self->keys[i][0] != NULL; i++)
    if (strcmp (self->keys[i][0], name) == 0)
      self->key = self->keys[i][1];
}

static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->key != NULL && self->value->len + length <= MAX_VALUE)
    g_string_append_len (self->value, text, (gssize)length);
}

/* Several people have written it: they are one byline. */
static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  g_autofree char *author = NULL;

  if (self->key == NULL)
    return;
  if (strcmp (self->key, VBT_METADATA_BYLINE) != 0)
    vbt_prose_set_metadata (self->prose, self->key, self->value->str);
  else if ((author = vbt_prose_collapse (self->value->str, 200)) != NULL && self->authors->len < 20)
    g_ptr_array_add (self->authors, g_steal_pointer (&author));
  self->key = NULL;
}

/**
 * vbt_prose_read_metadata:
 * @self: a text
 * @xml: (nullable): a part that describes it; %NULL says nothing
 * @keys: pairs of the name of an element, without prefix, and of our key, ended by %NULL
 * @error: return location for an error
 *
 * Takes metadata out of XML.
 *
 * Returns: %FALSE with %VBT_ERROR_FORMAT where it is no XML
 */
gboolean
vbt_prose_read_metadata (VbtProse *self, VbtInput *xml, const char *const (*keys)[2],
                         GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GPtrArray) authors = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { .prose = self, .keys = keys, .value = value, .authors = authors };
  g_autofree char *byline = NULL;

  g_return_val_if_fail (self != NULL && keys != NULL, FALSE);

  if (xml == NULL)
    return TRUE;
  if (!vbt_xml_read (xml, &handler, &reader, NULL, error))
    return FALSE;
  g_ptr_array_add (authors, NULL);
  byline = g_strjoinv (", ", (char **)authors->pdata);
  vbt_prose_set_metadata (self, VBT_METADATA_BYLINE, byline);
  return TRUE;
}
