/* vbt-format-docx.c: documents of Word: the text of their body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"
#include "formats/vbt-prose.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "docx", "docm", "dotx", NULL };

static int
docx_probe (const char *name, const guint8 *head, gsize n_head)
{
  static const char *const other[] = { "xlsx", "pptx", "xlsm", "pptm", "vsdx", NULL };
  const VbtFormat *self = vbt_formats_find ("docx", NULL);

  for (guint i = 0; other[i] != NULL; i++)
    if (g_str_has_suffix (name, other[i]))
      return 0;
  if (vbt_package_head_has (head, n_head, "[Content_Types].xml")
      && vbt_package_head_has (head, n_head, "word/"))
    return 98;
  if (vbt_format_has_extension (self, name))
    return 90;
  return 0;
}

/* Where the body and the properties are: no name is fixed, relationships say it. */
typedef struct
{
  char *document, *properties;
} Places;

static void
on_relationship (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Places *places = data;
  const char *type = vbt_xml_get_attribute (xml, "Type");
  const char *target = vbt_xml_get_attribute (xml, "Target");

  if (strcmp (name, "Relationship") != 0 || type == NULL || target == NULL)
    return;
  if (target[0] == '/')
    target++;
  if (g_str_has_suffix (type, "/officeDocument") && places->document == NULL)
    places->document = g_strdup (target);
  else if (g_str_has_suffix (type, "/core-properties") && places->properties == NULL)
    places->properties = g_strdup (target);
}

typedef struct
{
  VbtProse *prose;
  guint skip;    /* depth of the element that is left out, 0 where none is */
  gboolean in_t; /* characters count */
  guint n_notes, n_symbols;
} Reader;

/* Properties, what was deleted or moved away, codes of fields, and what stands in for something newer. */
static gboolean
is_left_out (const char *name)
{
  static const char *const names[]
      = { "del",    "moveFrom", "instrText",  "delText", "delInstrText", "Fallback", "pPr",
          "rPr",    "tblPr",    "trPr",       "tcPr",    "sectPr",       "sdtPr",    "rt",
          "ffData", "fldData",  "docPartObj", "tblGrid", "rubyPr",       NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_ours (VbtXml *xml)
{
  const char *uri = vbt_xml_get_namespace (xml);

  return strstr (uri, "wordprocessingml") != NULL || strstr (uri, "math") != NULL
         || strstr (uri, "markup-compatibility") != NULL;
}

static void
add_character (Reader *self, const char *name)
{
  if (strcmp (name, "tab") == 0 || strcmp (name, "ptab") == 0)
    vbt_prose_add_exactly (self->prose, "\t", 1);
  else if (strcmp (name, "br") == 0 || strcmp (name, "cr") == 0)
    vbt_prose_break_line (self->prose);
  else if (strcmp (name, "noBreakHyphen") == 0)
    vbt_prose_add_exactly (self->prose, "\u2011", -1);
  else if (strcmp (name, "softHyphen") == 0)
    vbt_prose_add_exactly (self->prose, "\u00ad", -1);
  else if (strcmp (name, "sym") == 0)
    self->n_symbols++;
  else if (strcmp (name, "footnoteReference") == 0 || strcmp (name, "endnoteReference") == 0
           || strcmp (name, "commentReference") == 0)
    self->n_notes++;
}

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->skip != 0 || !is_ours (xml))
    return;
  if (is_left_out (name))
    {
      self->skip = vbt_xml_get_depth (xml);
      return;
    }
  self->in_t = strcmp (name, "t") == 0;
  if (strcmp (name, "p") == 0)
    vbt_prose_end_paragraph (self->prose);
  else
    add_character (self, name);
}

static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->skip == 0 && self->in_t)
    vbt_prose_add_exactly (self->prose, text, (gssize)length);
}

static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->skip == vbt_xml_get_depth (xml))
    self->skip = 0;
  else if (self->skip == 0 && is_ours (xml) && strcmp (name, "p") == 0)
    vbt_prose_end_paragraph (self->prose);
  self->in_t = FALSE;
}

static gboolean
find_places (VbtInput *input, GHashTable *parts, Places *places, GError **error)
{
  static const VbtXmlHandler handler = { on_relationship, NULL, NULL };
  g_autoptr (VbtInput) rels = vbt_package_open_part (input, parts, "_rels/.rels");

  if (rels != NULL && !vbt_xml_read (rels, &handler, places, NULL, error))
    return FALSE;
  if (places->document == NULL)
    places->document = g_strdup ("word/document.xml");
  if (places->properties == NULL)
    places->properties = g_strdup ("docProps/core.xml");
  return TRUE;
}

static gboolean
read_body (VbtInput *input, VbtSink *sink, GHashTable *parts, const Places *places, VbtProse *prose,
           GCancellable *cancellable, GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  g_autoptr (VbtInput) body = vbt_package_open_part (input, parts, places->document);
  Reader self = { .prose = prose };

  if (body == NULL)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The document has no text: its part “%s” is missing"), places->document);
      return FALSE;
    }
  if (!vbt_xml_read (body, &handler, &self, cancellable, error))
    return FALSE;
  if (self.n_notes > 0)
    vbt_sink_tell (sink, input,
                   ngettext ("%u note or comment is left out", "%u notes and comments are left out",
                             self.n_notes),
                   self.n_notes);
  if (self.n_symbols > 0)
    vbt_sink_problem (sink, input, 0,
                      ngettext ("%u sign of a symbol font is left out",
                                "%u signs of symbol fonts are left out", self.n_symbols),
                      self.n_symbols);
  return TRUE;
}

static gboolean
read_parts (VbtInput *input, VbtSink *sink, GHashTable *parts, Places *places,
            GCancellable *cancellable, GError **error)
{
  static const char *const keys[][2] = { { "title", VBT_METADATA_TITLE },
                                         { "creator", VBT_METADATA_BYLINE },
                                         { "language", VBT_METADATA_LANGUAGE },
                                         { "created", "created" },
                                         { NULL, NULL } };
  g_autoptr (VbtProse) prose = vbt_prose_new ();
  g_autoptr (VbtInput) properties = NULL;

  if (!find_places (input, parts, places, error))
    return FALSE;
  properties = vbt_package_open_part (input, parts, places->properties);
  return vbt_prose_read_metadata (prose, properties, keys, error)
         && read_body (input, sink, parts, places, prose, cancellable, error)
         && vbt_prose_finish (prose, input, sink, error);
}

static gboolean
docx_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const char *const suffixes[] = { ".xml", ".rels", NULL };
  g_autoptr (GHashTable) parts = vbt_package_load (input, suffixes, error);
  Places places = { NULL, NULL };
  gboolean success;

  if (parts == NULL)
    return FALSE;
  success = read_parts (input, sink, parts, &places, cancellable, error);
  g_free (places.document);
  g_free (places.properties);
  return success;
}

const VbtFormat vbt_format_docx = {
  .name = "docx",
  .title = N_ ("Word document (DOCX)"),
  .description = N_ ("The text of the body, with inserted and without deleted words"),
  .extensions = extensions,
  .mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY,
  .growth = 4,
  .probe = docx_probe,
  .read = docx_read,
};
