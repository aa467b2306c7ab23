/* vbt-format-xmi.c: UIMA CAS XMI, with its type system
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-cas.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "xmi", NULL };

static int
xmi_probe (const char *name, const guint8 *head, gsize n_head)
{
  return vbt_xml_head_has (head, n_head, "http://www.omg.org/XMI") ? 99 : 0;
}

typedef struct
{
  VbtDraft draft;
  VbtCas cas;
  char *feature; /* (nullable): name of the child element that is a value */
  GString *value;
  char *uri, *name, *type; /* (nullable): of the element before: most are as that */
} Reader;

/* (transfer full): "http:///a/b/C.ecore" and "D" are a.b.C.D. */
static char *
make_type (const char *uri, const char *name)
{
  const char *path = g_str_has_prefix (uri, "http:///") ? uri + strlen ("http:///") : "";
  g_autofree char *package = g_strdup (path);

  if (g_str_has_suffix (package, ".ecore"))
    package[strlen (package) - strlen (".ecore")] = '\0';
  g_strdelimit (package, "/", '.');
  if (package[0] == '\0' || g_str_equal (package, "uima.noNamespace"))
    return g_strdup (name);
  return g_strconcat (package, ".", name, NULL);
}

static const char *
get_type (Reader *self, const char *uri, const char *name)
{
  if (self->type != NULL && strcmp (self->name, name) == 0 && strcmp (self->uri, uri) == 0)
    return self->type;
  g_free (self->uri);
  g_free (self->name);
  g_free (self->type);
  self->uri = g_strdup (uri);
  self->name = g_strdup (name);
  self->type = make_type (uri, name);
  return self->type;
}

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  const char *id = vbt_xml_get_attribute (xml, "xmi:id");
  const char *attribute, *value;

  if (vbt_xml_get_depth (xml) == 3)
    {
      g_free (self->feature);
      self->feature = g_strdup (name);
      g_string_truncate (self->value, 0);
    }
  if (vbt_xml_get_depth (xml) != 2)
    return;
  vbt_cas_begin (&self->cas, id != NULL ? id : "",
                 get_type (self, vbt_xml_get_namespace (xml), name), vbt_xml_get_line (xml));
  for (guint i = 0; vbt_xml_list_attribute (xml, i, &attribute, &value); i++)
    if (strcmp (attribute, "xmi:id") != 0 && strncmp (attribute, "xmlns", 5) != 0)
      vbt_cas_add (&self->cas, attribute, value, VBT_CAS_UNKNOWN);
}

static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->feature != NULL)
    g_string_append_len (self->value, text, (gssize)length);
}

/* Strings of an array are elements of their own. */
static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  if (vbt_xml_get_depth (xml) != 3 || self->feature == NULL)
    return;
  vbt_cas_add (&self->cas, self->feature, self->value->str, VBT_CAS_TEXT);
  g_clear_pointer (&self->feature, g_free);
}

static gboolean
xmi_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  Reader self = { 0 };
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_UTF16, error))
    return FALSE;
  self.draft.is_told = TRUE;
  self.value = g_string_new (NULL);
  vbt_cas_init (&self.cas, &self.draft);
  success = vbt_xml_read (input, &handler, &self, cancellable, error)
            && vbt_cas_make_documents (&self.cas, cancellable, error);
  vbt_cas_clear (&self.cas);
  vbt_draft_clear (&self.draft);
  g_string_free (self.value, TRUE);
  g_free (self.feature);
  g_free (self.uri);
  g_free (self.name);
  g_free (self.type);
  return success;
}

static gboolean
xmi_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static gboolean
write_head (const VbtCasWriter *self, GError **error)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI "
                                          "xmlns:xmi=\"http://www.omg.org/XMI\" "
                                          "xmlns:cas=\"http:///uima/cas.ecore\"");

  for (guint i = 0; i < self->packages->len; i++)
    {
      const char *package = self->packages->pdata[i];
      g_autofree char *path = g_strdup (package[0] != '\0' ? package : "uima.noNamespace");

      g_strdelimit (path, ".", '/');
      g_string_append_printf (xml, " xmlns:p%u=\"http:///%s.ecore\"", i, path);
    }
  g_string_append (xml, " xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n");
  return vbt_output_write (self->output, xml->str, (gssize)xml->len, error);
}

/* The text, and what is in its view. */
static gboolean
write_sofa (const VbtCasWriter *self, GError **error)
{
  g_autoptr (GString) xml = g_string_new (NULL);

  g_string_append_printf (xml,
                          "  <cas:Sofa xmi:id=\"%d\" sofaNum=\"1\" sofaID=\"_InitialView\" "
                          "mimeType=\"text\"",
                          VBT_CAS_SOFA_ID);
  vbt_xml_append_attribute (xml, "sofaString", vbt_text_get_utf8 (self->document->text));
  g_string_append_printf (xml, "/>\n  <cas:View sofa=\"%d\" members=\"", VBT_CAS_SOFA_ID);
  return vbt_output_write (self->output, xml->str, (gssize)xml->len, error)
         && vbt_output_write (self->output, self->members->str, (gssize)self->members->len, error)
         && vbt_output_write (self->output, "\"/>\n</xmi:XMI>\n", -1, error);
}

static gboolean
xmi_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
           GError **error)
{
  g_autofree char *prefix = vbt_output_get_dialect (output, "prefix");
  g_autofree char *name = vbt_output_unique_name (output, document->name, "xmi");
  VbtCasWriter self
      = { .output = output, .catalog = catalog, .document = document, .prefix = prefix };
  gboolean success;

  vbt_cas_writer_init (&self);
  success = vbt_output_begin_file (output, name, error) && write_head (&self, error)
            && vbt_cas_write_body (&self, error) && write_sofa (&self, error)
            && vbt_output_end_file (output, error);
  vbt_cas_writer_clear (&self);
  return success;
}

static void
append_feature (GString *xml, const char *name, const char *range)
{
  g_string_append (xml, "        <featureDescription><name>");
  vbt_xml_append_escaped (xml, name, -1);
  g_string_append_printf (xml,
                          "</name><description/><rangeTypeName>%s</rangeTypeName>"
                          "</featureDescription>\n",
                          range);
}

static void
append_type (GString *xml, const char *prefix, const VbtLabel *label)
{
  g_autofree char *type = vbt_cas_make_name (prefix, label->name, TRUE);

  g_string_append_printf (
      xml,
      "    <typeDescription>\n      <name>%s</name>\n      <description/>\n"
      "      <supertypeName>%s</supertypeName>\n      <features>\n",
      type, label->kind == VBT_KIND_DOCUMENT ? "uima.cas.AnnotationBase" : "uima.tcas.Annotation");
  for (guint i = 0; i < label->attributes->len; i++)
    {
      g_autofree char *name
          = vbt_cas_make_name (NULL, ((VbtAttribute *)label->attributes->pdata[i])->name, FALSE);

      append_feature (xml, name, "uima.cas.String");
    }
  if (label->kind == VBT_KIND_RELATION)
    {
      append_feature (xml, "Governor", "uima.tcas.Annotation");
      append_feature (xml, "Dependent", "uima.tcas.Annotation");
    }
  g_string_append (xml, "      </features>\n    </typeDescription>\n");
}

/* The types of the schema; those of DKPro are known to whoever reads it. */
static gboolean
xmi_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  g_autofree char *prefix = vbt_output_get_dialect (output, "prefix");
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) xml
      = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<typeSystemDescription "
                      "xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n");

  for (guint i = 0; i < catalog->schema->labels->len; i++)
    {
      const VbtLabel *label = catalog->schema->labels->pdata[i];

      if (g_hash_table_add (done, label->name)
          && !g_str_equal (label->name, "uima.tcas.Annotation"))
        append_type (xml, prefix, label);
    }
  g_string_append (xml, "  </types>\n</typeSystemDescription>\n");
  return vbt_output_write_file (output, "TypeSystem.xml", xml->str, (gssize)xml->len, error);
}

static void
xmi_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_cas_losses (catalog, document, losses, TRUE);
}

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_xmi = {
  .name = "xmi",
  .title = N_ ("UIMA CAS XMI"),
  .description = N_ ("Feature structures over a text, as UIMA and INCEpTION have them"),
  .extensions = extensions,
  .mime = "application/vnd.xmi+xml",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_FOLDER | VBT_FORMAT_TOKENS,
  .dialect = dialect,
  .growth = 9,
  .probe = xmi_probe,
  .read = xmi_read,
  .begin = xmi_begin,
  .write = xmi_write,
  .end = xmi_end,
  .losses = xmi_losses,
};
