/* vbt-format-w3c-write.c: writes W3C Web Annotations, and the text beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-w3c.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONTEXT_LENGTH 20 /* of prefix and suffix */

typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  const char *source; /* the name of the text */
  GString *json;
  GHashTable *ids; /* VbtId to number */
} Writer;

static void
append_body (Writer *self, const char *purpose, const char *name, const char *value)
{
  g_autofree char *joined = vbt_value_to_text (value);

  if (self->json->str[self->json->len - 1] != '[')
    g_string_append (self->json, ", ");
  g_string_append_printf (self->json, "{\"type\": \"TextualBody\", \"purpose\": \"%s\"", purpose);
  if (name != NULL)
    {
      vbt_json_append_member (self->json, "name");
      vbt_json_append_string (self->json, name);
    }
  vbt_json_append_member (self->json, "value");
  vbt_json_append_string (self->json, joined);
  g_string_append_c (self->json, '}');
}

static void
append_bodies (Writer *self, const VbtAnnotation *annotation)
{
  const VbtSchema *schema = self->catalog->schema;

  append_body (self, "tagging", NULL, vbt_schema_get_label (schema, annotation->label)->name);
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];

      append_body (self, "describing", vbt_schema_get_attribute (schema, value->attribute)->name,
                   value->value);
    }
  if (annotation->note != NULL)
    append_body (self, "commenting", NULL, annotation->note);
  g_string_append (self->json, "]");
}

static void
append_slice (Writer *self, const char *member, VbtOffset start, VbtOffset end)
{
  g_autofree char *text = vbt_text_slice (self->document->text, start, end);

  vbt_json_append_member (self->json, member);
  vbt_json_append_string (self->json, text);
}

/* Both selectors, because Recogito wants both. */
static void
append_target (Writer *self, VbtRange range)
{
  VbtOffset length = vbt_text_get_length (self->document->text);

  g_string_append (self->json, "{\"source\": ");
  vbt_json_append_string (self->json, self->source);
  g_string_append (self->json, ", \"selector\": [{\"type\": \"TextQuoteSelector\"");
  append_slice (self, "exact", range.start, range.end);
  append_slice (self, "prefix", MAX (0, range.start - CONTEXT_LENGTH), range.start);
  append_slice (self, "suffix", range.end, MIN (length, range.end + CONTEXT_LENGTH));
  g_string_append_printf (self->json,
                          "}, {\"type\": \"TextPositionSelector\", \"start\": %d, \"end\": %d}]}",
                          range.start, range.end);
}

static void
append_annotation (Writer *self, const VbtAnnotation *annotation, guint from, guint to)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, &annotation->id));

  g_string_append_printf (self->json,
                          "%s\n{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"id\": "
                          "\"urn:verbatim:%u\", \"type\": \"Annotation\"",
                          self->json->str[self->json->len - 1] != '[' ? "," : "", n);
  if (annotation->kind == VBT_KIND_RELATION)
    g_string_append_printf (self->json,
                            ", \"motivation\": \"linking\", \"target\": \"urn:verbatim:%u\", "
                            "\"body\": [\"urn:verbatim:%u\"",
                            from, to);
  else
    g_string_append (self->json, ", \"body\": [");
  append_bodies (self, annotation);
  if (annotation->kind == VBT_KIND_DOCUMENT)
    {
      g_string_append (self->json, ", \"target\": {\"source\": ");
      vbt_json_append_string (self->json, self->source);
      g_string_append_c (self->json, '}');
    }
  for (guint i = 0; annotation->kind == VBT_KIND_SPAN && i < annotation->n_fragments; i++)
    {
      g_string_append (self->json, i == 0 ? ", \"target\": [" : ", ");
      append_target (self, vbt_annotation_get_fragment (annotation, i));
    }
  g_string_append (self->json, annotation->kind == VBT_KIND_SPAN ? "]}" : "}");
}

static gboolean
is_span (const VbtDocument *document, VbtId id)
{
  const VbtAnnotation *annotation = vbt_document_get_annotation (document, id);

  return annotation != NULL && annotation->kind == VBT_KIND_SPAN;
}

gboolean
vbt_w3c_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
               GError **error)
{
  g_autofree char *name = vbt_output_unique_name (output, document->name, "jsonld");
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen ("jsonld"));
  g_autofree char *source = g_strconcat (stem, "txt", NULL);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  Writer self = { catalog, document, source, json, ids };

  if (!vbt_output_begin_file (output, name, error))
    return FALSE;
  for (guint i = 0; i < document->annotations->len; i++)
    g_hash_table_insert (ids, &((VbtAnnotation *)document->annotations->pdata[i])->id,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind != VBT_KIND_RELATION
          || (is_span (document, annotation->from) && is_span (document, annotation->to)))
        append_annotation (&self, annotation,
                           GPOINTER_TO_UINT (g_hash_table_lookup (ids, &annotation->from)),
                           GPOINTER_TO_UINT (g_hash_table_lookup (ids, &annotation->to)));
      vbt_output_spill (output, json);
    }
  g_string_append (json, "\n]\n");
  return vbt_output_write (output, json->str, (gssize)json->len, error)
         && vbt_output_end_file (output, error)
         && vbt_output_write_file (output, source, vbt_text_get_utf8 (document->text),
                                   (gssize)vbt_text_get_n_bytes (document->text), error);
}

void
vbt_w3c_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_losses_count_types (losses, catalog, document);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_FRAGMENTS
                        | VBT_HOLDS_VALUES | VBT_HOLDS_NOTES | VBT_HOLDS_NAMES);
}
