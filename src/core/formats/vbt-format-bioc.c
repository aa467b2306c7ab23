/* vbt-format-bioc.c: BioC XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-bioc.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "xml", "bioc", NULL };

static int
bioc_probe (const char *name, const guint8 *head, gsize n_head)
{
  return vbt_xml_head_has (head, n_head, "<collection")
                 && vbt_xml_head_has (head, n_head, "<document")
             ? 90
             : 0;
}

typedef struct
{
  VbtDraft draft;
  VbtBioc bioc;
  GString *text;          /* of the element */
  GString *path;          /* of one letter for each element that is open */
  char *key, *offset;     /* (nullable) */
  VbtBiocItem *item;      /* (nullable) */
  gint passage, sentence; /* their first texts, -1 outside */
} Reader;

/* The elements of BioC, each with a letter for the path. */
static char
letter_of (const char *name)
{
  static const char *const names[]
      = { "collection", "document", "passage", "sentence", "annotation", "relation", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return "cdpsar"[i];
  return '.';
}

static char
get_parent (const Reader *self)
{
  return self->path->len > 1 ? self->path->str[self->path->len - 2] : '\0';
}

static void
start_item (Reader *self, VbtXml *xml, gboolean is_relation)
{
  const char *id = vbt_xml_get_attribute (xml, "id");
  gint n_parts = (gint)self->bioc.parts->len;
  gint part = self->sentence >= 0 ? self->sentence : self->passage;

  self->item = vbt_bioc_add_item (&self->bioc, is_relation, part < n_parts ? part : -1);
  self->item->id = g_strdup (id);
  self->item->line = vbt_xml_get_line (xml);
}

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  char letter = letter_of (name);

  g_string_append_c (self->path, letter);
  g_string_truncate (self->text, 0);
  self->draft.line = vbt_xml_get_line (xml);
  if (letter == 'd')
    {
      /* It may stand within one, in a file that is not BioC's. */
      self->item = NULL;
      vbt_bioc_begin (&self->bioc);
      self->draft.record++;
    }
  else if (letter == 'p' || letter == 's')
    {
      *(letter == 'p' ? &self->passage : &self->sentence) = (gint)self->bioc.parts->len;
      g_clear_pointer (&self->offset, g_free);
    }
  else if (letter == 'a' || letter == 'r')
    start_item (self, xml, letter == 'r');
  else if (g_str_equal (name, "infon"))
    {
      g_free (self->key);
      self->key = g_strdup (vbt_xml_get_attribute (xml, "key"));
    }
  else if (g_str_equal (name, "location") && self->item != NULL)
    vbt_bioc_add_location (self->item, vbt_xml_get_attribute (xml, "offset"),
                           vbt_xml_get_attribute (xml, "length"));
  else if (g_str_equal (name, "node") && self->item != NULL
           && vbt_xml_get_attribute (xml, "refid") != NULL)
    vbt_bioc_add_node (
        self->item, vbt_xml_get_attribute (xml, "refid"),
        vbt_xml_get_attribute (xml, "role") != NULL ? vbt_xml_get_attribute (xml, "role") : "");
}

static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  g_string_append_len (((Reader *)data)->text, text, (gssize)length);
}

static void
end_infon (Reader *self, char parent)
{
  if (self->key == NULL)
    return;
  if ((parent == 'a' || parent == 'r') && self->item != NULL)
    vbt_bioc_add_infon (&self->bioc, self->item, self->key, self->text->str);
  else if (parent == 'd')
    vbt_bioc_add_pair (self->bioc.infons, self->key, self->text->str);
  else if (parent == 'c')
    vbt_bioc_add_pair (self->bioc.shared, self->key, self->text->str);
  else if (vbt_draft_say_once (&self->draft, "infons of texts"))
    vbt_sink_tell (self->draft.sink, self->draft.input,
                   _ ("What the file says of passages and sentences is left out"));
}

static void
end_leaf (Reader *self, const char *name, char parent)
{
  if (g_str_equal (name, "infon"))
    end_infon (self, parent);
  else if (g_str_equal (name, "id") && parent == 'd')
    {
      g_free (self->bioc.id);
      self->bioc.id = g_strdup (self->text->str);
    }
  else if (g_str_equal (name, "offset"))
    {
      g_free (self->offset);
      self->offset = g_strdup (self->text->str);
    }
  else if (g_str_equal (name, "text") && (parent == 'p' || parent == 's'))
    vbt_bioc_add_part (&self->bioc, self->offset, self->text->str);
  else if (g_str_equal (name, "text") && parent == 'a' && self->item != NULL)
    {
      g_free (self->item->text);
      self->item->text = g_strdup (self->text->str);
    }
  else if (parent == 'c')
    vbt_bioc_add_pair (self->bioc.shared, name, self->text->str);
}

static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  char letter = letter_of (name);

  self->draft.line = vbt_xml_get_line (xml);
  if (letter == '.')
    end_leaf (self, name, get_parent (self));
  else if (letter == 'd')
    {
      vbt_bioc_end (&self->bioc, error);
      vbt_bioc_begin (&self->bioc);
    }
  else if (letter == 'p' || letter == 's')
    *(letter == 'p' ? &self->passage : &self->sentence) = -1;
  if (letter != '.')
    self->item = NULL;
  g_string_truncate (self->text, 0);
  g_string_truncate (self->path, self->path->len - 1);
}

static gboolean
bioc_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  Reader self = { .passage = -1, .sentence = -1 };
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  self.text = g_string_new (NULL);
  self.path = g_string_new (NULL);
  vbt_bioc_init (&self.bioc, &self.draft);
  success = vbt_xml_read (input, &handler, &self, cancellable, error);
  vbt_bioc_clear (&self.bioc);
  vbt_draft_clear (&self.draft);
  g_string_free (self.text, TRUE);
  g_string_free (self.path, TRUE);
  g_free (self.key);
  g_free (self.offset);
  return success;
}

static const char *const answers[] = { "yes", "no", NULL };
static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { "relative", N_ ("Offsets begin anew in each passage"), answers },
  { NULL },
};

const VbtFormat vbt_format_bioc = {
  .name = "bioc",
  .title = N_ ("BioC XML"),
  .description = N_ ("Passages with annotations and relations, as biomedical programs have them"),
  .extensions = extensions,
  .mime = "application/xml",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .dialect = dialect,
  .probe = bioc_probe,
  .read = bioc_read,
  .begin = vbt_bioc_begin_output,
  .write = vbt_bioc_write_xml,
  .end = vbt_bioc_end_xml,
  .losses = vbt_bioc_losses,
};
