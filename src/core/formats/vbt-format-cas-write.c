/* vbt-format-cas-write.c: feature structures of UIMA, for XMI and for JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-cas.h"
#include "formats/vbt-xml.h"
#include "model/vbt-segment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEGMENT_TYPE "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
#define TOKEN_TYPE SEGMENT_TYPE "Token"
#define METADATA_TYPE "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

static gboolean
has_good_parts (const char *name)
{
  gboolean begins = TRUE;

  for (; *name != '\0'; name = g_utf8_next_char (name))
    {
      if (begins && !g_unichar_isalpha (g_utf8_get_char (name)))
        return FALSE;
      begins = *name == '.';
    }
  return !begins;
}

static gboolean
is_reserved (const char *name, gboolean is_type)
{
  static const char *const features[]
      = { "sofa",   "begin", "end",   "id",   "Governor", "Dependent", "source",
          "target", "next",  "first", "role", "elements", NULL };

  if (!is_type)
    return g_strv_contains (features, name) || strchr (name, '.') != NULL;
  return strchr (name, '.') != NULL && !g_str_equal (name, "uima.tcas.Annotation")
         && (g_str_has_prefix (name, "uima.") || g_str_has_suffix (name, ".Token")
             || g_str_has_suffix (name, ".Sentence") || g_str_has_suffix (name, "MetaData")
             || g_str_has_suffix (name, ".TagsetDescription"));
}

/* (transfer full): a name that UIMA can have for a type or a feature: letters, digits and underscores,
 * parts of types separated by dots. */
char *
vbt_cas_make_name (const char *prefix, const char *name, gboolean is_type)
{
  GString *result = g_string_new (is_type ? prefix : NULL);
  gboolean dots = is_type && has_good_parts (name) && !is_reserved (name, TRUE);

  if (!g_unichar_isalpha (g_utf8_get_char (name)))
    g_string_append (result, "L_");
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);
      gboolean good = g_unichar_isalpha (letter) || g_unichar_isdigit (letter) || letter == '_'
                      || (letter == '.' && dots);

      g_string_append_unichar (result, good ? letter : '_');
    }
  if (!is_type && is_reserved (name, FALSE))
    g_string_append_c (result, '_');
  return g_string_free (result, FALSE);
}

static guint
find_package (VbtCasWriter *self, const char *package)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->packages, package, g_str_equal, &index))
    return index;
  g_ptr_array_add (self->packages, g_strdup (package));
  return self->packages->len - 1;
}

static void
begin (VbtCasWriter *self, const char *type, guint id)
{
  const char *dot = strrchr (type, '.');
  g_autofree char *package = g_strndup (type, dot != NULL ? (gsize)(dot - type) : 0);

  if (self->json)
    g_string_append_printf (self->body, ",\n {\"%%ID\": %u, \"%%TYPE\": \"%s\", \"@sofa\": %d", id,
                            type, VBT_CAS_SOFA_ID);
  else
    g_string_append_printf (self->body, "  <p%u:%s xmi:id=\"%u\" sofa=\"%d\"",
                            find_package (self, package), dot != NULL ? dot + 1 : type, id,
                            VBT_CAS_SOFA_ID);
  g_string_append_printf (self->members, self->json ? "%s%u" : "%s%u",
                          self->members->len == 0 ? ""
                          : self->json            ? ", "
                                                  : " ",
                          id);
}

static void
add_number (VbtCasWriter *self, const char *name, gsize number)
{
  g_string_append_printf (self->body, self->json ? ", \"%s\": %zu" : " %s=\"%zu\"", name, number);
}

static void
add_text (VbtCasWriter *self, const char *name, const char *value)
{
  if (!self->json)
    {
      vbt_xml_append_attribute (self->body, name, value);
      return;
    }
  vbt_json_append_member (self->body, name);
  vbt_json_append_string (self->body, value);
}

static void
add_reference (VbtCasWriter *self, const char *name, guint id)
{
  g_string_append_printf (self->body, self->json ? ", \"@%s\": %u" : " %s=\"%u\"", name, id);
}

static void
end (VbtCasWriter *self)
{
  g_string_append (self->body, self->json ? "}" : "/>\n");
  vbt_output_spill (self->output, self->body);
}

/* A relation is between tokens in UIMA, which a reader has as spans; they need not be written beside the tokens. */
static void
merge_token (VbtCasWriter *self, VbtId id)
{
  const GArray *tokens = self->document->tokens;
  const VbtAnnotation *span = vbt_document_get_annotation (self->document, id);
  VbtRange range, token;
  guint index;

  if (span == NULL || span->kind != VBT_KIND_SPAN || span->n_fragments != 1 || tokens == NULL
      || !g_str_equal (vbt_schema_get_label (self->catalog->schema, span->label)->name, TOKEN_TYPE))
    return;
  range = vbt_annotation_get_fragment (span, 0);
  if (!vbt_ranges_find (tokens, range.start, &index))
    return;
  token = g_array_index (tokens, VbtRange, index);
  if (token.start == range.start && token.end == range.end
      && !g_hash_table_contains (self->tokens, GUINT_TO_POINTER (index + 1)))
    {
      g_hash_table_insert (self->tokens, GUINT_TO_POINTER (index + 1), (gpointer)span);
      g_hash_table_add (self->merged, (gpointer)&span->id);
    }
}

static void
merge_tokens (VbtCasWriter *self)
{
  self->tokens = g_hash_table_new (NULL, NULL);
  self->merged = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];

      if (relation->kind != VBT_KIND_RELATION
          || !vbt_document_is_between_spans (self->document, relation))
        continue;
      merge_token (self, relation->from);
      merge_token (self, relation->to);
    }
}

static void
add_range (VbtCasWriter *self, VbtRange range)
{
  add_number (self, "begin", vbt_text_offset_to_utf16 (self->document->text, range.start));
  add_number (self, "end", vbt_text_offset_to_utf16 (self->document->text, range.end));
}

static void
write_metadata (VbtCasWriter *self)
{
  const char *title = vbt_document_get_metadata (self->document, VBT_METADATA_TITLE);
  const char *language = vbt_document_get_metadata (self->document, VBT_METADATA_LANGUAGE);
  const char *url = vbt_document_get_metadata (self->document, VBT_METADATA_URL);
  VbtRange all = { 0, vbt_text_get_length (self->document->text) };

  begin (self, METADATA_TYPE, ++self->n_ids);
  add_range (self, all);
  add_text (self, "language", language != NULL ? language : "x-unspecified");
  add_text (self, "documentId", self->document->name);
  if (title != NULL)
    add_text (self, "documentTitle", title);
  if (url != NULL)
    add_text (self, "documentUri", url);
  end (self);
}

static void
add_values (VbtCasWriter *self, const VbtAnnotation *annotation)
{
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      const VbtAttribute *attribute
          = vbt_schema_get_attribute (self->catalog->schema, value->attribute);
      g_autofree char *name = vbt_cas_make_name (NULL, attribute->name, FALSE);
      g_auto (GStrv) parts = g_strsplit (value->value, VBT_VALUE_SEPARATOR, -1);
      g_autofree char *joined = g_strjoinv ("; ", parts);

      add_text (self, name, joined);
    }
}

static void
write_sentences (VbtCasWriter *self)
{
  const GArray *sentences = self->document->sentences;

  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    {
      begin (self, SEGMENT_TYPE "Sentence", ++self->n_ids);
      add_range (self, g_array_index (sentences, VbtRange, i));
      end (self);
    }
}

static void
write_tokens (VbtCasWriter *self)
{
  const GArray *tokens = self->document->tokens;

  for (guint i = 0; tokens != NULL && i < tokens->len; i++)
    {
      const VbtAnnotation *span = g_hash_table_lookup (self->tokens, GUINT_TO_POINTER (i + 1));

      begin (self, TOKEN_TYPE, ++self->n_ids);
      add_range (self, g_array_index (tokens, VbtRange, i));
      if (span != NULL)
        {
          g_hash_table_insert (self->ids, (gpointer)&span->id, GUINT_TO_POINTER (self->n_ids));
          add_values (self, span);
        }
      end (self);
    }
}

static char *
make_type (const VbtCasWriter *self, const VbtAnnotation *annotation)
{
  return vbt_cas_make_name (
      self->prefix, vbt_schema_get_label (self->catalog->schema, annotation->label)->name, TRUE);
}

static void
write_span (VbtCasWriter *self, const VbtAnnotation *span)
{
  g_autofree char *type = make_type (self, span);

  g_hash_table_insert (self->ids, (gpointer)&span->id, GUINT_TO_POINTER (self->n_ids + 1));
  for (guint i = 0; i < span->n_fragments; i++)
    {
      begin (self, type, ++self->n_ids);
      add_range (self, vbt_annotation_get_fragment (span, i));
      add_values (self, span);
      end (self);
    }
}

static void
write_relation (VbtCasWriter *self, const VbtAnnotation *relation)
{
  guint from = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, &relation->from));
  guint to = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, &relation->to));
  const VbtAnnotation *target = vbt_document_get_annotation (self->document, relation->to);
  g_autofree char *type = make_type (self, relation);

  if (from == 0 || to == 0)
    return;
  begin (self, type, ++self->n_ids);
  add_range (self, vbt_annotation_get_fragment (target, 0));
  add_reference (self, "Governor", from);
  add_reference (self, "Dependent", to);
  add_values (self, relation);
  end (self);
}

static void
write_document_label (VbtCasWriter *self, const VbtAnnotation *label)
{
  g_autofree char *type = make_type (self, label);

  begin (self, type, ++self->n_ids);
  add_values (self, label);
  end (self);
}

static void
add_package (VbtCasWriter *self, const char *type)
{
  const char *dot = strrchr (type, '.');
  g_autofree char *package = g_strndup (type, dot != NULL ? (gsize)(dot - type) : 0);

  find_package (self, package);
}

/* Those of all labels, spans before the others, as they are written. */
static void
add_packages_of_labels (VbtCasWriter *self, gboolean of_spans)
{
  const GPtrArray *annotations = self->document->annotations;
  g_autoptr (GHashTable) done = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = annotations->pdata[i];
      g_autofree char *type = NULL;

      if ((annotation->kind == VBT_KIND_SPAN) != of_spans
          || g_hash_table_contains (self->merged, &annotation->id)
          || !g_hash_table_add (done, (gpointer)&annotation->label))
        continue;
      type = make_type (self, annotation);
      add_package (self, type);
    }
}

/* Finds out which packages there are, to be declared before the body. */
void
vbt_cas_writer_init (VbtCasWriter *self)
{
  const VbtDocument *document = self->document;

  self->body = g_string_new (NULL);
  self->members = g_string_new (NULL);
  self->packages = g_ptr_array_new_with_free_func (g_free);
  self->ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->n_ids = VBT_CAS_SOFA_ID;
  merge_tokens (self);
  add_package (self, METADATA_TYPE);
  if ((document->sentences != NULL && document->sentences->len > 0)
      || (document->tokens != NULL && document->tokens->len > 0))
    add_package (self, SEGMENT_TYPE);
  add_packages_of_labels (self, TRUE);
  add_packages_of_labels (self, FALSE);
}

/* Writes all feature structures but the sofa itself. */
gboolean
vbt_cas_write_body (VbtCasWriter *self, GError **error)
{
  const GPtrArray *annotations = self->document->annotations;

  write_metadata (self);
  write_sentences (self);
  write_tokens (self);
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *span = annotations->pdata[i];

      if (span->kind == VBT_KIND_SPAN && !g_hash_table_contains (self->merged, &span->id))
        write_span (self, span);
    }
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = annotations->pdata[i];

      if (annotation->kind == VBT_KIND_RELATION)
        write_relation (self, annotation);
      else if (annotation->kind == VBT_KIND_DOCUMENT)
        write_document_label (self, annotation);
    }
  return vbt_output_write (self->output, self->body->str, (gssize)self->body->len, error);
}

void
vbt_cas_writer_clear (VbtCasWriter *self)
{
  g_string_free (self->body, TRUE);
  g_string_free (self->members, TRUE);
  g_ptr_array_unref (self->packages);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->merged);
}

static void
count_names (const VbtCasWriter *self, const VbtAnnotation *annotation, VbtLosses *losses)
{
  const VbtCatalog *catalog = self->catalog;
  const VbtDocument *document = self->document;
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);
  g_autofree char *type = vbt_cas_make_name (NULL, label->name, TRUE);
  gboolean same
      = g_str_equal (type, label->name) || g_hash_table_contains (self->merged, &annotation->id);

  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      const VbtAttribute *attribute = vbt_schema_get_attribute (catalog->schema, value->attribute);
      g_autofree char *name = vbt_cas_make_name (NULL, attribute->name, FALSE);

      same = same && g_str_equal (name, attribute->name);
      if (attribute->kind != VBT_ATTRIBUTE_TEXT)
        vbt_losses_add (losses, _ ("Attributes become plain text"), document, annotation);
    }
  if (!same)
    vbt_losses_add (losses, _ ("Names get underscores where UIMA allows none of their characters"),
                    document, annotation);
}

void
vbt_cas_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses,
                gboolean is_xml)
{
  VbtCasWriter writer = { .catalog = catalog, .document = document };

  merge_tokens (&writer);
  for (guint i = 0; i < document->annotations->len; i++)
    count_names (&writer, document->annotations->pdata[i], losses);
  g_hash_table_unref (writer.tokens);
  g_hash_table_unref (writer.merged);
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const char *key = ((VbtMetadata *)document->metadata->pdata[i])->key;

      if (!g_str_equal (key, VBT_METADATA_TITLE) && !g_str_equal (key, VBT_METADATA_LANGUAGE)
          && !g_str_equal (key, VBT_METADATA_URL))
        vbt_losses_add (losses, _ ("Metadata is left out"), document, NULL);
    }
  if (is_xml && !vbt_xml_can_hold (vbt_text_get_utf8 (document->text)))
    vbt_losses_add (losses, _ ("Characters that XML has no place for become spaces"), document,
                    NULL);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_VALUES
                        | VBT_HOLDS_METADATA | VBT_HOLDS_TOKENS | VBT_HOLDS_NAMES);
}
