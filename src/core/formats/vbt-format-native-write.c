/* vbt-format-native-write.c: writes Verbatim's own format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-native.h"

#include <string.h>

/* What was declared so far. */
typedef struct
{
  GString *line;
  VbtOutput *output;      /* where the line goes that is written now */
  GError *error;          /* (nullable): why a part of it could not be written */
  GHashTable *labels;     /* set of VbtId: labels and attributes of the schema as it was written */
  GHashTable *entities;   /* set of VbtId */
  GHashTable *annotators; /* set of VbtId */
  GHashTable *names;      /* name of an annotator to VbtId, to 0 where two have it */
  GHashTable *plain;      /* set of names that belong to a person without identifier */
} NativeWriter;

static GHashTable *
id_set_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static gboolean
id_set_add (GHashTable *set, VbtId id)
{
  return g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

static void
writer_free (gpointer data)
{
  NativeWriter *self = data;

  g_string_free (self->line, TRUE);
  g_hash_table_unref (self->labels);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->annotators);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->plain);
  g_free (self);
}

static void
append_string_member (GString *line, const char *member, const char *string)
{
  if (string == NULL)
    return;
  vbt_json_append_member (line, member);
  vbt_json_append_string (line, string);
}

static void
append_id (GString *line, VbtId id)
{
  g_string_append_printf (line, "\"%016" G_GINT64_MODIFIER "x\"", id);
}

static void
append_id_member (GString *line, const char *member, VbtId id)
{
  if (id == 0)
    return;
  vbt_json_append_member (line, member);
  append_id (line, id);
}

static void
append_time_member (GString *line, const char *member, gint64 time)
{
  g_autofree char *string = NULL;

  if (time == 0)
    return;
  string = vbt_time_to_string (time);
  append_string_member (line, member, string);
}

/* A comma before every item of a list but the first. */
static void
append_comma (GString *line)
{
  if (line->str[line->len - 1] != '[')
    g_string_append (line, ", ");
}

static void
append_strings (GString *line, char *const *strings, guint n_strings)
{
  g_string_append_c (line, '[');
  for (guint i = 0; i < n_strings; i++)
    {
      append_comma (line);
      vbt_json_append_string (line, strings[i]);
    }
  g_string_append_c (line, ']');
}

static void
append_range (GString *line, VbtRange range)
{
  append_comma (line);
  g_string_append_printf (line, "[%d, %d]", range.start, range.end);
}

static void
append_ranges (NativeWriter *self, const char *member, const GArray *ranges)
{
  if (ranges == NULL)
    return;
  vbt_json_append_member (self->line, member);
  g_string_append_c (self->line, '[');
  for (guint i = 0; i < ranges->len; i++)
    {
      append_range (self->line, g_array_index (ranges, VbtRange, i));
      vbt_output_spill (self->output, self->line);
    }
  g_string_append_c (self->line, ']');
}

/* The schema in one line: the model writes it for people. */
static void
append_schema (NativeWriter *self, const VbtSchema *schema)
{
  g_autofree char *pretty = vbt_schema_to_json (schema);
  g_autoptr (json_t) json = json_loads (pretty, 0, NULL);
  char *compact;

  g_assert (json != NULL);
  compact = json_dumps (json, 0);
  vbt_json_append_member (self->line, "schema");
  g_string_append (self->line, compact);
  free (compact);

  g_hash_table_remove_all (self->labels);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      id_set_add (self->labels, label->id);
      for (guint j = 0; j < label->attributes->len; j++)
        id_set_add (self->labels,
                    ((const VbtAttribute *)g_ptr_array_index (label->attributes, j))->id);
    }
}

static void
append_entity_attributes (GString *line, GHashTable *attributes)
{
  g_autoptr (GList) keys = NULL;

  if (attributes == NULL || g_hash_table_size (attributes) == 0)
    return;
  vbt_json_append_member (line, "attributes");
  g_string_append_c (line, '{');
  /* Sorted, because a hash table has no order that stays. */
  keys = g_list_sort (g_hash_table_get_keys (attributes), (GCompareFunc)strcmp);
  for (GList *l = keys; l != NULL; l = l->next)
    append_string_member (line, l->data, g_hash_table_lookup (attributes, l->data));
  g_string_append_c (line, '}');
}

static void
append_entity (NativeWriter *self, const VbtEntity *entity)
{
  GString *line = self->line;

  append_comma (line);
  g_string_append_c (line, '{');
  append_id_member (line, "id", entity->id);
  append_string_member (line, "kind", vbt_entity_kind_to_string (entity->kind));
  append_string_member (line, "name", entity->name);
  if (entity->aliases->len > 0)
    {
      vbt_json_append_member (line, "aliases");
      append_strings (line, (char *const *)entity->aliases->pdata, entity->aliases->len);
    }
  append_string_member (line, "external_id", entity->external_id);
  append_entity_attributes (line, entity->attributes);
  append_string_member (line, "note", entity->note);
  g_string_append_c (line, '}');
  id_set_add (self->entities, entity->id);
}

/* A person is known by name, to be the same in every project; another of the name by identifier. */
static void
append_annotator (NativeWriter *self, const VbtAnnotator *annotator)
{
  GString *line = self->line;
  gboolean taken = g_hash_table_contains (self->names, annotator->name);
  gboolean plain = annotator->kind == VBT_ANNOTATOR_PERSON && !taken
                   && !vbt_native_looks_like_id (annotator->name);

  append_comma (line);
  g_string_append_c (line, '{');
  append_id_member (line, "id", plain ? 0 : annotator->id);
  append_string_member (line, "kind", vbt_annotator_kind_to_string (annotator->kind));
  append_string_member (line, "name", annotator->name);
  append_string_member (line, "version", annotator->version);
  g_string_append_c (line, '}');
  id_set_add (self->annotators, annotator->id);
  if (plain)
    g_hash_table_add (self->plain, g_strdup (annotator->name));
  if (!g_hash_table_contains (self->plain, annotator->name) || plain)
    g_hash_table_insert (self->names, g_strdup (annotator->name),
                         taken ? NULL : g_memdup2 (&annotator->id, sizeof annotator->id));
}

/* How a document names an annotator that the header declared; @data is the writer. */
char *
vbt_native_refer (gpointer data, const VbtCatalog *catalog, VbtId id)
{
  NativeWriter *self = data;
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (catalog, id);
  const VbtId *named;

  if (annotator == NULL || vbt_native_looks_like_id (annotator->name))
    return vbt_id_to_string (id);
  named = g_hash_table_lookup (self->names, annotator->name);
  return named != NULL && *named == id ? g_strdup (annotator->name) : vbt_id_to_string (id);
}

static void
append_annotator_member (NativeWriter *self, const VbtCatalog *catalog, const char *member,
                         VbtId id)
{
  g_autofree char *reference = NULL;

  if (id == 0)
    return;
  reference = vbt_native_refer (self, catalog, id);
  append_string_member (self->line, member, reference);
}

/* Whether the text is what the reader makes of the value, were it written without quotes. */
static gboolean
survives_as_number (const char *text)
{
  g_autoptr (VbtJsonReader) reader = vbt_json_reader_new ();
  const VbtJson *json = vbt_json_reader_read (reader, text, strlen (text), NULL);
  g_autofree char *again = NULL;

  if (!vbt_json_is_number (json))
    return FALSE;
  again = vbt_native_value_to_text (json);
  return g_strcmp0 (text, again) == 0;
}

static void
append_value (GString *line, const VbtAttribute *attribute, const char *value)
{
  VbtAttributeKind kind = attribute != NULL ? attribute->kind : VBT_ATTRIBUTE_TEXT;

  if (kind == VBT_ATTRIBUTE_YES_NO && g_str_equal (value, "yes"))
    g_string_append (line, "true");
  else if (kind == VBT_ATTRIBUTE_YES_NO && g_str_equal (value, "no"))
    g_string_append (line, "false");
  else if (kind == VBT_ATTRIBUTE_NUMBER && survives_as_number (value))
    g_string_append (line, value);
  else if (kind == VBT_ATTRIBUTE_SEVERAL_OF && value[0] != '\0')
    {
      g_auto (GStrv) parts = g_strsplit (value, VBT_VALUE_SEPARATOR, -1);

      append_strings (line, parts, g_strv_length (parts));
    }
  else
    vbt_json_append_string (line, value);
}

static void
append_values (GString *line, const VbtCatalog *catalog, const GPtrArray *values)
{
  if (values == NULL || values->len == 0)
    return;
  vbt_json_append_member (line, "attributes");
  g_string_append_c (line, '{');
  for (guint i = 0; i < values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (values, i);
      const VbtAttribute *attribute = vbt_schema_get_attribute (catalog->schema, value->attribute);
      g_autofree char *id = vbt_id_to_string (value->attribute);

      vbt_json_append_member (line, attribute != NULL ? attribute->name : id);
      append_value (line, attribute, value->value);
    }
  g_string_append_c (line, '}');
}

static void
append_fragments (NativeWriter *self, const VbtAnnotation *span)
{
  GString *line = self->line;
  VbtRange extent = vbt_annotation_get_extent (span);
  g_autoptr (GArray) fragments = span->n_fragments > 1 ? vbt_annotation_get_fragments (span) : NULL;

  vbt_json_append_member (line, "start");
  g_string_append_printf (line, "%d, \"end\": %d", extent.start, extent.end);
  if (fragments != NULL)
    append_ranges (self, "fragments", fragments);
}

static void
append_entities (GString *line, const GArray *entities)
{
  if (entities == NULL || entities->len == 0)
    return;
  vbt_json_append_member (line, "entities");
  g_string_append_c (line, '[');
  for (guint i = 0; i < entities->len; i++)
    {
      append_comma (line);
      append_id (line, g_array_index (entities, VbtId, i));
    }
  g_string_append_c (line, ']');
}

static void
append_annotation (NativeWriter *self, const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);
  g_autofree char *label_id = vbt_id_to_string (annotation->label);
  GString *line = self->line;

  append_comma (line);
  g_string_append_c (line, '{');
  append_id_member (line, "id", annotation->id);
  append_string_member (line, "label", label != NULL ? label->name : label_id);
  if (annotation->kind == VBT_KIND_SPAN)
    append_fragments (self, annotation);
  append_id_member (line, "from", annotation->from);
  append_id_member (line, "to", annotation->to);
  append_values (line, catalog, annotation->values);
  append_entities (line, annotation->entities);
  append_annotator_member (self, catalog, "annotator", annotation->annotator);
  if (annotation->confidence >= 0)
    {
      g_autofree char *number = vbt_json_format_double (annotation->confidence);

      vbt_json_append_member (line, "confidence");
      g_string_append (line, number);
    }
  append_id_member (line, "derived_from", annotation->derived_from);
  append_string_member (line, "rule", annotation->rule);
  append_string_member (line, "note", annotation->note);
  append_time_member (line, "created", annotation->created);
  g_string_append_c (line, '}');
}

/* As the model orders them, but by the name of the label, because its identifier may be another
 * one in the next project. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const VbtSchema *schema = data;
  const VbtAnnotation *one = *(const VbtAnnotation *const *)a;
  const VbtAnnotation *other = *(const VbtAnnotation *const *)b;
  VbtRange range = vbt_annotation_get_extent (one);
  VbtRange other_range = vbt_annotation_get_extent (other);
  const VbtLabel *label = vbt_schema_get_label (schema, one->label);
  const VbtLabel *other_label = vbt_schema_get_label (schema, other->label);
  int order;

  if (range.start != other_range.start)
    return range.start < other_range.start ? -1 : 1;
  if (range.end != other_range.end)
    return range.end > other_range.end ? -1 : 1;
  order = g_strcmp0 (label != NULL ? label->name : NULL,
                     other_label != NULL ? other_label->name : NULL);
  if (order == 0 && one->id != other->id)
    order = one->id < other->id ? -1 : 1;
  return order;
}

static void
append_annotations (NativeWriter *self, const VbtCatalog *catalog, const GPtrArray *annotations,
                    VbtKind kind, const char *member)
{
  gboolean any = FALSE;

  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (annotation->kind != kind)
        continue;
      if (!any)
        {
          vbt_json_append_member (self->line, member);
          g_string_append_c (self->line, '[');
        }
      any = TRUE;
      append_annotation (self, catalog, annotation);
      vbt_output_spill (self->output, self->line);
    }
  if (any)
    g_string_append_c (self->line, ']');
}

static void
append_statuses (NativeWriter *self, const VbtCatalog *catalog, const GArray *statuses)
{
  if (statuses == NULL || statuses->len == 0)
    return;
  vbt_json_append_member (self->line, "status");
  g_string_append_c (self->line, '{');
  for (guint i = 0; i < statuses->len; i++)
    {
      const VbtDocumentStatus *status = &g_array_index (statuses, VbtDocumentStatus, i);
      g_autofree char *reference = vbt_native_refer (self, catalog, status->annotator);

      append_string_member (self->line, reference, vbt_status_to_string (status->status));
    }
  g_string_append_c (self->line, '}');
}

static void
append_decisions (NativeWriter *self, const VbtCatalog *catalog, const GArray *decisions)
{
  if (decisions == NULL || decisions->len == 0)
    return;
  vbt_json_append_member (self->line, "decisions");
  g_string_append_c (self->line, '[');
  for (guint i = 0; i < decisions->len; i++)
    {
      const VbtDecision *decision = &g_array_index (decisions, VbtDecision, i);

      append_comma (self->line);
      g_string_append_c (self->line, '{');
      append_id_member (self->line, "suggestion", decision->suggestion);
      append_annotator_member (self, catalog, "annotator", decision->annotator);
      append_string_member (self->line, "decision", vbt_verdict_to_string (decision->verdict));
      append_time_member (self->line, "time", decision->time);
      g_string_append_c (self->line, '}');
    }
  g_string_append_c (self->line, ']');
}

static gboolean
write_line (NativeWriter *self, VbtOutput *output, GError **error)
{
  gboolean written;

  g_string_append (self->line, "}\n");
  written = vbt_output_write (output, self->line->str, (gssize)self->line->len, error);
  g_string_truncate (self->line, 0);
  return written;
}

static void
begin_header (NativeWriter *self)
{
  g_string_printf (self->line, "{\"verbatim\": %d", NATIVE_VERSION);
}

gboolean
vbt_native_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  NativeWriter *self = g_new0 (NativeWriter, 1);

  self->line = g_string_new (NULL);
  self->labels = id_set_new ();
  self->entities = id_set_new ();
  self->annotators = id_set_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vbt_output_set_data (output, self, writer_free);

  begin_header (self);
  append_schema (self, catalog->schema);
  if (catalog->entities->len > 0)
    g_string_append (self->line, ", \"entities\": [");
  for (guint i = 0; i < catalog->entities->len; i++)
    append_entity (self, g_ptr_array_index (catalog->entities, i));
  g_string_append (self->line, catalog->entities->len > 0 ? "]" : "");
  if (catalog->annotators->len > 0)
    g_string_append (self->line, ", \"annotators\": [");
  for (guint i = 0; i < catalog->annotators->len; i++)
    append_annotator (self, g_ptr_array_index (catalog->annotators, i));
  g_string_append (self->line, catalog->annotators->len > 0 ? "]" : "");
  return write_line (self, output, error);
}

static void
collect (GHashTable *declared, GArray *missing, VbtId id)
{
  if (id != 0 && id_set_add (declared, id))
    g_array_append_val (missing, id);
}

/* What the document refers to and no header declared. */
static gboolean
collect_missing (NativeWriter *self, const VbtDocument *document, GArray *entities,
                 GArray *annotators)
{
  gboolean labels = FALSE;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      labels |= id_set_add (self->labels, annotation->label);
      for (guint j = 0; annotation->values != NULL && j < annotation->values->len; j++)
        labels |= id_set_add (self->labels,
                              ((VbtValue *)g_ptr_array_index (annotation->values, j))->attribute);
      for (guint j = 0; annotation->entities != NULL && j < annotation->entities->len; j++)
        collect (self->entities, entities, g_array_index (annotation->entities, VbtId, j));
      collect (self->annotators, annotators, annotation->annotator);
    }
  for (guint i = 0; document->statuses != NULL && i < document->statuses->len; i++)
    collect (self->annotators, annotators,
             g_array_index (document->statuses, VbtDocumentStatus, i).annotator);
  for (guint i = 0; document->decisions != NULL && i < document->decisions->len; i++)
    collect (self->annotators, annotators,
             g_array_index (document->decisions, VbtDecision, i).annotator);
  for (guint i = 0; i < document->remarks->len; i++)
    collect (self->annotators, annotators, ((VbtRemark *)document->remarks->pdata[i])->annotator);
  return labels;
}

/* Another header line, where a document needs one. */
static gboolean
declare_missing (NativeWriter *self, VbtOutput *output, const VbtCatalog *catalog,
                 const VbtDocument *document, GError **error)
{
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GArray) annotators = g_array_new (FALSE, FALSE, sizeof (VbtId));
  gboolean labels = collect_missing (self, document, entities, annotators);

  if (!labels && entities->len == 0 && annotators->len == 0)
    return TRUE;
  begin_header (self);
  if (labels)
    append_schema (self, catalog->schema);
  if (entities->len > 0)
    g_string_append (self->line, ", \"entities\": [");
  for (guint i = 0; i < entities->len; i++)
    {
      const VbtEntity *entity
          = vbt_catalog_get_entity (catalog, g_array_index (entities, VbtId, i));

      if (entity != NULL)
        append_entity (self, entity);
    }
  g_string_append (self->line, entities->len > 0 ? "]" : "");
  if (annotators->len > 0)
    g_string_append (self->line, ", \"annotators\": [");
  for (guint i = 0; i < annotators->len; i++)
    {
      const VbtAnnotator *annotator
          = vbt_catalog_get_annotator (catalog, g_array_index (annotators, VbtId, i));

      if (annotator != NULL)
        append_annotator (self, annotator);
    }
  g_string_append (self->line, annotators->len > 0 ? "]" : "");
  return write_line (self, output, error);
}

gboolean
vbt_native_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                  GError **error)
{
  NativeWriter *self = vbt_output_get_data (output);
  g_autoptr (GPtrArray) annotations = g_ptr_array_copy (document->annotations, NULL, NULL);
  GString *line = self->line;

  self->output = output;
  g_ptr_array_set_free_func (annotations, NULL);
  g_ptr_array_sort_with_data (annotations, compare, catalog->schema);
  if (!declare_missing (self, output, catalog, document, error))
    return FALSE;
  g_string_assign (line, "{");
  append_id_member (line, "id", document->id);
  append_string_member (line, "name", document->name);
  append_string_member (line, "text", vbt_text_get_utf8 (document->text));
  vbt_native_append_meta (line, document->metadata);
  append_ranges (self, "tokens", document->tokens);
  append_ranges (self, "sentences", document->sentences);
  append_statuses (self, catalog, document->statuses);
  append_annotations (self, catalog, annotations, VBT_KIND_SPAN, "spans");
  append_annotations (self, catalog, annotations, VBT_KIND_RELATION, "relations");
  append_annotations (self, catalog, annotations, VBT_KIND_DOCUMENT, "labels");
  append_decisions (self, catalog, document->decisions);
  vbt_native_append_remarks (line, catalog, document->remarks, self);
  return write_line (self, output, error);
}

gboolean
vbt_native_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}
