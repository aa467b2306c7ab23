/* vbt-format-csv-rows.c: tables of annotations: one row a span, and one row an attribution
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-append.h"
#include "formats/vbt-csv-annotations.h"
#include "formats/vbt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "csv", "tsv", NULL };

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_DELIMITER,
  VBT_DIALECT_OFFSETS,
  { NULL },
};

static void
add_value (GString *cell, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  if (cell->len > 0)
    g_string_append (cell, VBT_CSV_SEPARATOR);
  g_string_append (cell, value);
}

static const char *
label_of (const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);

  return label != NULL ? label->name : "";
}

/* "0-5;9-12" */
static void
add_fragments (GString *cell, const VbtAnnotation *span)
{
  for (guint i = 0; i < span->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);

      if (i > 0)
        g_string_append_c (cell, ';');
      vbt_append_number (cell, (guint64)range.start);
      g_string_append_c (cell, '-');
      vbt_append_number (cell, (guint64)range.end);
    }
}

/* Who made it, what kind of annotator that is, how sure it is, and whether it still is a suggestion. */
static void
append_origin (VbtCsvWriter *writer, const VbtCatalog *catalog, const VbtDocument *document,
               const VbtAnnotation *annotation)
{
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (catalog, annotation->annotator);
  g_autofree char *confidence
      = annotation->confidence >= 0 ? vbt_json_format_double (annotation->confidence) : NULL;
  gboolean suggestion = vbt_document_is_suggestion (document, catalog, annotation);

  vbt_csv_writer_append (writer, annotator != NULL ? annotator->name : NULL);
  vbt_csv_writer_append (writer,
                         annotator != NULL ? vbt_annotator_kind_to_string (annotator->kind) : NULL);
  vbt_csv_writer_append (writer, confidence);
  vbt_csv_writer_append (writer, suggestion ? "suggestion" : "annotation");
}

/* Whether it stands in a column of its own, which the label has to have. */
static gboolean
is_apart (const char *name, const char *const *apart)
{
  return apart != NULL && g_strv_contains (apart, name);
}

/* (transfer full): "type=direct; topic=war; topic=oil"; @apart: (nullable): what has columns of its own */
static char *
make_attributes (const VbtCatalog *catalog, const VbtAnnotation *annotation,
                 const char *const *apart)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      const VbtAttribute *attribute = vbt_schema_get_attribute (catalog->schema, value->attribute);
      const char *name = attribute != NULL ? attribute->name : "";
      g_auto (GStrv) parts = g_strsplit (value->value, VBT_VALUE_SEPARATOR, -1);

      for (guint j = 0; parts[j] != NULL && !is_apart (name, apart); j++)
        g_ptr_array_add (pairs, g_strdup_printf ("%s=%s", name, parts[j]));
    }
  return vbt_csv_join_items (pairs);
}

/* One column of what is known of the entities that a span refers to. */
typedef const char *(*EntityFunc) (const VbtEntity *entity, const char *key);

static const char *
get_entity_name (const VbtEntity *entity, const char *key)
{
  return entity->name;
}

static const char *
get_entity_kind (const VbtEntity *entity, const char *key)
{
  return vbt_entity_kind_to_string (entity->kind);
}

static const char *
get_entity_id (const VbtEntity *entity, const char *key)
{
  return entity->external_id;
}

static const char *
get_entity_attribute (const VbtEntity *entity, const char *key)
{
  return g_hash_table_lookup (entity->attributes, key);
}

/* (transfer container): all that the spans mean, of VbtEntity */
static GPtrArray *
find_entities (const VbtCatalog *catalog, const GPtrArray *spans)
{
  GPtrArray *entities = g_ptr_array_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      const VbtAnnotation *span = spans->pdata[i];

      for (guint j = 0; span->entities != NULL && j < span->entities->len; j++)
        {
          VbtEntity *entity
              = vbt_catalog_get_entity (catalog, g_array_index (span->entities, VbtId, j));

          if (entity != NULL)
            g_ptr_array_add (entities, entity);
        }
    }
  return entities;
}

static void
append_entities (VbtCsvWriter *writer, const GPtrArray *entities, EntityFunc get, const char *key)
{
  g_autoptr (GPtrArray) items = g_ptr_array_sized_new (entities->len);
  g_autofree char *cell = NULL;

  for (guint i = 0; i < entities->len; i++)
    g_ptr_array_add (items, (gpointer)get (entities->pdata[i], key));
  cell = vbt_csv_join_items (items);
  vbt_csv_writer_append (writer, cell);
}

static gboolean
spans_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  static const char *const header[]
      = { "document",   "title",      "byline",      "source",    "published", "url",
          "language",   "label",      "text",        "start",     "end",       "fragments",
          "attributes", "entity",     "entity_kind", "entity_id", "note",      "annotator",
          "origin",     "confidence", "status",      NULL };

  return vbt_csv_writer_begin (output, header, error);
}

static gboolean
write_span (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
            VbtAnnotation *span, GError **error)
{
  VbtCsvWriter *writer = vbt_output_get_data (output);
  g_autofree char *text = vbt_document_get_covered_text (document, span);
  g_autofree char *attributes = make_attributes (catalog, span, NULL);
  g_autoptr (GString) fragments = g_string_new (NULL);
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();
  g_autoptr (GPtrArray) entities = NULL;
  VbtRange extent = vbt_annotation_get_extent (span);

  g_ptr_array_add (spans, span);
  entities = find_entities (catalog, spans);
  if (span->n_fragments > 1)
    add_fragments (fragments, span);
  vbt_csv_writer_append (writer, document->name);
  vbt_csv_append_metadata (writer, document);
  vbt_csv_writer_append (writer, label_of (catalog, span));
  vbt_csv_writer_append (writer, text);
  vbt_csv_writer_append_number (writer, (guint64)extent.start);
  vbt_csv_writer_append_number (writer, (guint64)extent.end);
  vbt_csv_writer_append (writer, fragments->str);
  vbt_csv_writer_append (writer, attributes);
  append_entities (writer, entities, get_entity_name, NULL);
  append_entities (writer, entities, get_entity_kind, NULL);
  append_entities (writer, entities, get_entity_id, NULL);
  vbt_csv_writer_append (writer, span->note);
  append_origin (writer, catalog, document, span);
  return vbt_csv_writer_end_record (writer, output, error);
}

static gboolean
spans_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
             GError **error)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_SPAN
          && !write_span (output, catalog, document, annotation, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rows_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

/* Of a document as a whole. */
static void
count_document (VbtLosses *losses, const VbtDocument *document)
{
  vbt_losses_add (losses, _ ("The text around the spans is left out"), document, NULL);
  vbt_losses_count_document (losses, document,
                             VBT_HOLDS_METADATA | VBT_HOLDS_NAMES | VBT_HOLDS_ANNOTATORS);
  for (guint i = 0; i < document->metadata->len; i++)
    if (!g_strv_contains (vbt_csv_metadata_keys,
                          ((VbtMetadata *)document->metadata->pdata[i])->key))
      vbt_losses_add (losses, _ ("Metadata is left out"), document, NULL);
}

static void
spans_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  count_document (losses, document);
  for (guint i = 0; i < document->annotations->len; i++)
    vbt_losses_count_annotation (losses, document, document->annotations->pdata[i],
                                 VBT_HOLDS_FRAGMENTS | VBT_HOLDS_VALUES | VBT_HOLDS_ENTITIES
                                     | VBT_HOLDS_NOTES | VBT_HOLDS_CONFIDENCE);
}

/* (transfer container): where those of a quote's relations go that have this name */
static GPtrArray *
find_related (const VbtCatalog *catalog, const VbtDocument *document, const VbtAnnotation *quote,
              const GPtrArray *relations, const char *relation)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *link = relations->pdata[i];
      VbtAnnotation *to = vbt_document_get_annotation (document, link->to);

      if (link->from == quote->id && to != NULL && to->kind == VBT_KIND_SPAN
          && g_str_equal (label_of (catalog, link), relation))
        g_ptr_array_add (found, to);
    }
  return found;
}

static void
append_texts (VbtCsvWriter *writer, const VbtDocument *document, const GPtrArray *spans)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      g_autofree char *text = vbt_document_get_covered_text (document, spans->pdata[i]);

      add_value (cell, text);
    }
  vbt_csv_writer_append (writer, cell->str);
}

static void
append_offsets (VbtCsvWriter *writer, const GPtrArray *spans)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      if (i > 0)
        g_string_append (cell, VBT_CSV_SEPARATOR);
      add_fragments (cell, spans->pdata[i]);
    }
  vbt_csv_writer_append (writer, cell->str);
}

static void
append_attribute (VbtCsvWriter *writer, const VbtCatalog *catalog, const VbtAnnotation *quote,
                  const char *name)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, quote->label);
  const VbtAttribute *attribute = label != NULL ? vbt_label_find_attribute (label, name) : NULL;

  vbt_csv_writer_append (writer, attribute != NULL ? vbt_annotation_get_value (quote, attribute->id)
                                                   : NULL);
}

/* Attributes of a quote that have columns of their own. */
static const char *const quote_columns[] = { "type", "speaker_status", NULL };

static gboolean
attributions_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  static const char *const header[] = { "document",
                                        "title",
                                        "byline",
                                        "source",
                                        "published",
                                        "url",
                                        "language",
                                        "quote",
                                        "type",
                                        "speaker_status",
                                        "cue",
                                        "speaker",
                                        "entity",
                                        "entity_kind",
                                        "role",
                                        "affiliation",
                                        "gender",
                                        "entity_id",
                                        "addressee",
                                        "start",
                                        "end",
                                        "quote_offsets",
                                        "cue_offsets",
                                        "speaker_offsets",
                                        "addressee_offsets",
                                        "annotator",
                                        "origin",
                                        "confidence",
                                        "status",
                                        "attributes",
                                        "note",
                                        NULL };

  return vbt_csv_writer_begin (output, header, error);
}

static gboolean
write_attribution (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                   VbtAnnotation *quote, GError **error)
{
  VbtCsvWriter *writer = vbt_output_get_data (output);
  g_autoptr (GPtrArray) quotes = g_ptr_array_new ();
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (document, quote->id);
  g_autoptr (GPtrArray) cues = find_related (catalog, document, quote, relations, VBT_RELATION_CUE);
  g_autoptr (GPtrArray) speakers
      = find_related (catalog, document, quote, relations, VBT_RELATION_SPEAKER);
  g_autoptr (GPtrArray) addressees
      = find_related (catalog, document, quote, relations, VBT_RELATION_ADDRESSEE);
  g_autoptr (GPtrArray) entities = find_entities (catalog, speakers);
  g_autofree char *attributes = make_attributes (catalog, quote, quote_columns);
  VbtRange extent = vbt_annotation_get_extent (quote);

  g_ptr_array_add (quotes, quote);
  vbt_csv_writer_append (writer, document->name);
  vbt_csv_append_metadata (writer, document);
  append_texts (writer, document, quotes);
  for (guint i = 0; quote_columns[i] != NULL; i++)
    append_attribute (writer, catalog, quote, quote_columns[i]);
  append_texts (writer, document, cues);
  append_texts (writer, document, speakers);
  append_entities (writer, entities, get_entity_name, NULL);
  append_entities (writer, entities, get_entity_kind, NULL);
  append_entities (writer, entities, get_entity_attribute, "role");
  append_entities (writer, entities, get_entity_attribute, "affiliation");
  append_entities (writer, entities, get_entity_attribute, "gender");
  append_entities (writer, entities, get_entity_id, NULL);
  append_texts (writer, document, addressees);
  vbt_csv_writer_append_number (writer, (guint64)extent.start);
  vbt_csv_writer_append_number (writer, (guint64)extent.end);
  append_offsets (writer, quotes);
  append_offsets (writer, cues);
  append_offsets (writer, speakers);
  append_offsets (writer, addressees);
  append_origin (writer, catalog, document, quote);
  vbt_csv_writer_append (writer, attributes);
  vbt_csv_writer_append (writer, quote->note);
  return vbt_csv_writer_end_record (writer, output, error);
}

static gboolean
is_quote (const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  return annotation->kind == VBT_KIND_SPAN
         && g_str_equal (label_of (catalog, annotation), VBT_LABEL_QUOTE);
}

static gboolean
attributions_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                    GError **error)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];

      if (is_quote (catalog, annotation)
          && !write_attribution (output, catalog, document, annotation, error))
        return FALSE;
    }
  return TRUE;
}

/* What the column holds of the span that the relation goes to; 0 where the relation is no part of an attribution. */
static VbtHolds
find_holds (const VbtCatalog *catalog, const VbtDocument *document, const VbtAnnotation *relation)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const char *label = label_of (catalog, relation);

  if (from == NULL || !is_quote (catalog, from)
      || !vbt_document_is_between_spans (document, relation))
    return 0;
  if (g_str_equal (label, VBT_RELATION_SPEAKER))
    return VBT_HOLDS_FRAGMENTS | VBT_HOLDS_ENTITIES;
  return g_str_equal (label, VBT_RELATION_CUE) || g_str_equal (label, VBT_RELATION_ADDRESSEE)
             ? VBT_HOLDS_FRAGMENTS
             : 0;
}

/* What is held of an annotation, of whatever it is a part; 0 where it is part of nothing. */
static VbtHolds
find_all_holds (const VbtCatalog *catalog, const VbtDocument *document,
                const VbtAnnotation *annotation)
{
  g_autoptr (GPtrArray) relations = NULL;
  VbtHolds holds = 0;

  if (is_quote (catalog, annotation))
    holds = VBT_HOLDS_FRAGMENTS | VBT_HOLDS_VALUES | VBT_HOLDS_NOTES | VBT_HOLDS_CONFIDENCE;
  if (annotation->kind == VBT_KIND_RELATION)
    return find_holds (catalog, document, annotation) != 0
               ? VBT_HOLDS_RELATIONS | VBT_HOLDS_FRAGMENTS
               : 0;
  relations = vbt_document_relations_of (document, annotation->id);
  for (guint i = 0; i < relations->len; i++)
    if (((VbtAnnotation *)relations->pdata[i])->to == annotation->id)
      holds |= find_holds (catalog, document, relations->pdata[i]);
  return holds;
}

/* Of several speakers the entities are told apart where each is one. */
static gboolean
is_ambiguous (const GPtrArray *speakers)
{
  guint n_single = 0, n_any = 0;

  for (guint i = 0; i < speakers->len; i++)
    {
      const GArray *entities = ((VbtAnnotation *)speakers->pdata[i])->entities;

      n_single += entities != NULL && entities->len == 1;
      n_any += entities != NULL && entities->len > 0;
    }
  return speakers->len > 1 && n_any > 0 && n_single < speakers->len;
}

static void
count_quote (const VbtCatalog *catalog, const VbtDocument *document, const VbtAnnotation *quote,
             VbtLosses *losses)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (document, quote->id);
  g_autoptr (GPtrArray) speakers
      = find_related (catalog, document, quote, relations, VBT_RELATION_SPEAKER);

  if (is_ambiguous (speakers))
    vbt_losses_add (losses, _ ("Which of several speakers is which entity is left out"), document,
                    quote);
}

static const char *
part_label (const VbtCatalog *catalog, const VbtAnnotation *relation)
{
  return g_str_equal (label_of (catalog, relation), VBT_RELATION_CUE) ? VBT_LABEL_CUE
                                                                      : VBT_LABEL_SPEAKER;
}

/* The row has a column for the label and for the annotator of its quote only. */
static void
count_link (const VbtCatalog *catalog, const VbtDocument *document, const VbtAnnotation *relation,
            VbtLosses *losses)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (document, relation->to);

  if (relation->annotator != from->annotator || to->annotator != from->annotator)
    vbt_losses_add_origin (losses, _ ("Speakers and cues become those of who made the quote"),
                           document, to);
  if (!g_str_equal (label_of (catalog, to), part_label (catalog, relation)))
    vbt_losses_add (losses, _ ("Speakers and cues get the labels “Speaker” and “Cue”"), document,
                    to);
}

static void
attributions_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  count_document (losses, document);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      VbtHolds holds = find_all_holds (catalog, document, annotation);

      if (holds == 0)
        vbt_losses_add (losses, _ ("Annotations that are no part of an attribution are left out"),
                        document, annotation);
      else
        vbt_losses_count_annotation (losses, document, annotation, holds);
      if (is_quote (catalog, annotation))
        count_quote (catalog, document, annotation, losses);
      else if (holds != 0 && annotation->kind == VBT_KIND_RELATION)
        count_link (catalog, document, annotation, losses);
    }
}

const VbtFormat vbt_format_csv_spans = {
  .name = "csv-spans",
  .title = N_ ("Table of spans (CSV, TSV)"),
  .description = N_ ("One row a span: its document, label, text, offsets, entity and origin"),
  .extensions = extensions,
  .mime = "text/csv",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM | VBT_FORMAT_NO_TEXT
           | VBT_FORMAT_OWN_ENTITIES,
  .dialect = dialect,
  .growth = 9,
  .probe = vbt_csv_spans_probe,
  .read = vbt_csv_spans_read,
  .begin = spans_begin,
  .write = spans_write,
  .end = rows_end,
  .losses = spans_losses,
};

const VbtFormat vbt_format_csv_attributions = {
  .name = "csv-attributions",
  .title = N_ ("Table of attributions (CSV, TSV)"),
  .description = N_ ("One row a quote: who said it, how, where, and what is known of the speaker"),
  .extensions = extensions,
  .mime = "text/csv",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM | VBT_FORMAT_NO_TEXT
           | VBT_FORMAT_OWN_ENTITIES,
  .dialect = dialect,
  .growth = 9,
  .probe = vbt_csv_attributions_probe,
  .read = vbt_csv_attributions_read,
  .begin = attributions_begin,
  .write = attributions_write,
  .end = rows_end,
  .losses = attributions_losses,
};
