/* vbt-format-bioc-write.c: writes BioC, one passage a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-bioc.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Opened with the first document; so a collection without one is there, too. */
typedef struct
{
  gboolean is_open;
} State;

typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  GHashTable *ids; /* VbtId to number */
  VbtOutput *output;
  GString *out;
} Writer;

gboolean
vbt_bioc_begin_output (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  vbt_output_set_data (output, g_new0 (State, 1), g_free);
  return TRUE;
}

static gboolean
open_once (VbtOutput *output, const char *head, GError **error)
{
  State *state = vbt_output_get_data (output);
  gboolean was_open = state->is_open;

  state->is_open = TRUE;
  return was_open || vbt_output_write (output, head, -1, error);
}

#define XML_HEAD                                                                                   \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE collection SYSTEM \"BioC.dtd\">\n"        \
  "<collection>\n<source></source><date></date><key></key>\n"
#define JSON_HEAD                                                                                  \
  "{\"source\": \"\", \"date\": \"\", \"key\": \"\", \"infons\": {}, \"documents\": [\n"

static void
append_xml_infon (GString *out, const char *key, const char *value)
{
  g_string_append (out, "<infon");
  vbt_xml_append_attribute (out, "key", key);
  g_string_append_c (out, '>');
  vbt_xml_append_escaped (out, value, -1);
  g_string_append (out, "</infon>");
}

static void
append_json_infon (GString *out, const char *key, const char *value)
{
  vbt_json_append_member (out, key);
  vbt_json_append_string (out, value);
}

static void
append_infons (Writer *self, const VbtAnnotation *annotation,
               void (*append) (GString *, const char *, const char *))
{
  const VbtSchema *schema = self->catalog->schema;

  append (self->out, VBT_BIOC_TYPE, vbt_schema_get_label (schema, annotation->label)->name);
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      g_autofree char *joined = vbt_value_to_text (value->value);

      append (self->out,
              vbt_bioc_key_of (vbt_schema_get_attribute (schema, value->attribute)->name), joined);
    }
}

static guint
get_id (const Writer *self, VbtId id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, &id));
}

/* Numbers all but relations; those can only refer to spans. */
static void
number (Writer *self)
{
  guint n = 0;

  self->ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_SPAN)
        g_hash_table_insert (self->ids, (gpointer)&annotation->id, GUINT_TO_POINTER (++n));
    }
}

static void
append_xml_annotation (Writer *self, const VbtAnnotation *annotation, const char *id)
{
  g_autofree char *text = annotation->kind == VBT_KIND_SPAN
                              ? vbt_document_get_covered_text (self->document, annotation)
                              : g_strdup ("");

  g_string_append_printf (self->out, "<annotation id=\"%s\">", id);
  append_infons (self, annotation, append_xml_infon);
  for (guint i = 0; annotation->kind == VBT_KIND_SPAN && i < annotation->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (annotation, i);

      g_string_append_printf (self->out, "<location offset=\"%d\" length=\"%d\"/>", range.start,
                              range.end - range.start);
    }
  g_string_append (self->out, "<text>");
  vbt_xml_append_escaped (self->out, text, -1);
  g_string_append (self->out, "</text></annotation>\n");
}

static void
append_xml_relation (Writer *self, const VbtAnnotation *relation, const char *id)
{
  g_string_append_printf (self->out, "<relation id=\"%s\">", id);
  append_infons (self, relation, append_xml_infon);
  g_string_append_printf (self->out,
                          "<node refid=\"T%u\" role=\"from\"/><node refid=\"T%u\" "
                          "role=\"to\"/></relation>\n",
                          get_id (self, relation->from), get_id (self, relation->to));
}

static void
append_xml_items (Writer *self, VbtKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];
      guint from = kind == VBT_KIND_RELATION ? get_id (self, annotation->from) : 0;
      guint to = kind == VBT_KIND_RELATION ? get_id (self, annotation->to) : 0;
      g_autofree char *id = NULL;

      if (annotation->kind != kind || (kind == VBT_KIND_RELATION && (from == 0 || to == 0)))
        continue;
      id = g_strdup_printf ("%c%u", "TRD"[kind],
                            kind == VBT_KIND_SPAN ? get_id (self, annotation->id) : ++n);
      if (kind == VBT_KIND_RELATION)
        append_xml_relation (self, annotation, id);
      else
        append_xml_annotation (self, annotation, id);
      vbt_output_spill (self->output, self->out);
    }
}

gboolean
vbt_bioc_write_xml (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                    GError **error)
{
  g_autoptr (GString) out = g_string_new ("<document><id>");
  Writer self = { catalog, document, NULL, output, out };

  if (!open_once (output, XML_HEAD, error))
    return FALSE;
  number (&self);
  vbt_xml_append_escaped (out, document->name, -1);
  g_string_append (out, "</id>");
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];

      append_xml_infon (out, item->key, item->value);
    }
  g_string_append (out, "<passage><offset>0</offset><text>");
  vbt_xml_append_escaped (out, vbt_text_get_utf8 (document->text), -1);
  g_string_append (out, "</text>\n");
  append_xml_items (&self, VBT_KIND_SPAN);
  append_xml_items (&self, VBT_KIND_RELATION);
  g_string_append (out, "</passage>\n");
  append_xml_items (&self, VBT_KIND_DOCUMENT);
  g_string_append (out, "</document>\n");
  g_hash_table_unref (self.ids);
  return vbt_output_write (output, out->str, (gssize)out->len, error);
}

gboolean
vbt_bioc_end_xml (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return open_once (output, XML_HEAD, error)
         && vbt_output_write (output, "</collection>\n", -1, error);
}

static void
append_json_annotation (Writer *self, const VbtAnnotation *annotation)
{
  g_autofree char *text = annotation->kind == VBT_KIND_SPAN
                              ? vbt_document_get_covered_text (self->document, annotation)
                              : g_strdup ("");

  g_string_append (self->out, ", \"text\": ");
  vbt_json_append_string (self->out, text);
  g_string_append (self->out, ", \"locations\": [");
  for (guint i = 0; annotation->kind == VBT_KIND_SPAN && i < annotation->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (annotation, i);

      g_string_append_printf (self->out, "%s{\"offset\": %d, \"length\": %d}", i > 0 ? ", " : "",
                              range.start, range.end - range.start);
    }
  g_string_append_c (self->out, ']');
}

static void
append_json_items (Writer *self, VbtKind kind, const char *member)
{
  guint n = 0;

  g_string_append_printf (self->out, ", \"%s\": [", member);
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];
      guint from = kind == VBT_KIND_RELATION ? get_id (self, annotation->from) : 0;
      guint to = kind == VBT_KIND_RELATION ? get_id (self, annotation->to) : 0;

      if (annotation->kind != kind || (kind == VBT_KIND_RELATION && (from == 0 || to == 0)))
        continue;
      n++;
      g_string_append_printf (self->out, "%s\n {\"id\": \"%c%u\", \"infons\": {", n > 1 ? "," : "",
                              "TRD"[kind],
                              kind == VBT_KIND_SPAN ? get_id (self, annotation->id) : n);
      append_infons (self, annotation, append_json_infon);
      g_string_append_c (self->out, '}');
      if (kind == VBT_KIND_RELATION)
        g_string_append_printf (self->out,
                                ", \"nodes\": [{\"refid\": \"T%u\", \"role\": \"from\"}, "
                                "{\"refid\": \"T%u\", \"role\": \"to\"}]",
                                from, to);
      else
        append_json_annotation (self, annotation);
      g_string_append_c (self->out, '}');
      vbt_output_spill (self->output, self->out);
    }
  g_string_append_c (self->out, ']');
}

gboolean
vbt_bioc_write_json (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                     GError **error)
{
  const State *state = vbt_output_get_data (output);
  g_autoptr (GString) out = g_string_new (state->is_open ? ",\n{\"id\": " : "{\"id\": ");
  Writer self = { catalog, document, NULL, output, out };

  if (!open_once (output, JSON_HEAD, error))
    return FALSE;
  number (&self);
  vbt_json_append_string (out, document->name);
  g_string_append (out, ", \"infons\": {");
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];

      append_json_infon (out, item->key, item->value);
    }
  g_string_append (out, "}, \"passages\": [{\"infons\": {}, \"offset\": 0, \"text\": ");
  vbt_json_append_string (out, vbt_text_get_utf8 (document->text));
  g_string_append (out, ", \"sentences\": []");
  append_json_items (&self, VBT_KIND_SPAN, "annotations");
  append_json_items (&self, VBT_KIND_RELATION, "relations");
  g_string_append (out, "}]");
  append_json_items (&self, VBT_KIND_DOCUMENT, "annotations");
  g_string_append (out, ", \"relations\": []}");
  g_hash_table_unref (self.ids);
  return vbt_output_write (output, out->str, (gssize)out->len, error);
}

gboolean
vbt_bioc_end_json (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return open_once (output, JSON_HEAD, error) && vbt_output_write (output, "\n]}\n", -1, error);
}

/* XML and JSON are told the same, so that a table of losses does not depend on which one it is. */
void
vbt_bioc_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_losses_count_types (losses, catalog, document);
  if (!vbt_xml_can_hold (vbt_text_get_utf8 (document->text)))
    vbt_losses_add (losses, _ ("Characters that XML has no place for become spaces"), document,
                    NULL);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_FRAGMENTS
                        | VBT_HOLDS_VALUES | VBT_HOLDS_METADATA | VBT_HOLDS_NAMES);
}
