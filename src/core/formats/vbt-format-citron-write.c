/* vbt-format-citron-write.c: writes Citron's JSON, a file a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-citron.h"

#include <glib/gi18n-lib.h>

static gboolean
has_label (const VbtCatalog *catalog, const VbtAnnotation *annotation, const char *name)
{
  return g_str_equal (vbt_schema_get_label (catalog->schema, annotation->label)->name, name);
}

static gboolean
is_quote (const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  return annotation->kind == VBT_KIND_SPAN && has_label (catalog, annotation, VBT_LABEL_QUOTE);
}

static void
append_span (GString *json, const VbtDocument *document, VbtRange range)
{
  g_autofree char *text = vbt_text_slice (document->text, range.start, range.end);

  g_string_append_printf (json, "{\"start\": %d, \"end\": %d, \"text\": ", range.start, range.end);
  vbt_json_append_string (json, text);
  g_string_append_c (json, '}');
}

static void
append_contents (GString *json, const VbtDocument *document, const VbtAnnotation *annotation)
{
  for (guint i = 0; i < vbt_annotation_get_n_fragments (annotation); i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      append_span (json, document, vbt_annotation_get_fragment (annotation, i));
    }
}

/* All that a quote is related to under a name and with a label. */
static GPtrArray *
find_related (const VbtCatalog *catalog, const VbtDocument *document, const VbtAnnotation *quote,
              const char *relation, const char *label)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (document, quote->id);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      const VbtAnnotation *link = relations->pdata[i];
      VbtAnnotation *other = vbt_document_get_annotation (document, link->to);

      if (link->from == quote->id && other != NULL && other->kind == VBT_KIND_SPAN
          && has_label (catalog, link, relation) && has_label (catalog, other, label))
        g_ptr_array_add (found, other);
    }
  return found;
}

static void
append_quote (GString *json, const VbtCatalog *catalog, const VbtDocument *document,
              const VbtAnnotation *quote, const VbtAnnotation *cue)
{
  const VbtAttribute *id
      = vbt_label_find_attribute (vbt_schema_get_label (catalog->schema, quote->label), "id");
  g_autoptr (GPtrArray) speakers
      = find_related (catalog, document, quote, VBT_RELATION_SPEAKER, VBT_LABEL_SPEAKER);
  const char *value = id != NULL ? vbt_annotation_get_value (quote, id->id) : NULL;

  g_string_append (json, "{\"cue\": ");
  append_span (json, document, vbt_annotation_get_extent (cue));
  g_string_append (json, ", \"sources\": [");
  for (guint i = 0; i < speakers->len; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      append_span (json, document, vbt_annotation_get_extent (speakers->pdata[i]));
    }
  g_string_append (json, "], \"contents\": [");
  append_contents (json, document, quote);
  g_string_append_c (json, ']');
  if (quote->confidence >= 0)
    {
      g_autofree char *number = vbt_json_format_double (quote->confidence);

      g_string_append_printf (json, ", \"confidence\": \"%s\"", number);
    }
  if (value != NULL)
    {
      vbt_json_append_member (json, "id");
      vbt_json_append_string (json, value);
    }
  g_string_append_c (json, '}');
}

static void
append_quotes (GString *json, const VbtCatalog *catalog, const VbtDocument *document)
{
  guint n = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *quote = document->annotations->pdata[i];
      g_autoptr (GPtrArray) cues
          = is_quote (catalog, quote)
                ? find_related (catalog, document, quote, VBT_RELATION_CUE, VBT_LABEL_CUE)
                : NULL;

      if (cues == NULL || cues->len == 0)
        continue;
      g_string_append (json, n++ > 0 ? ",\n  " : "\n  ");
      append_quote (json, catalog, document, quote, cues->pdata[0]);
    }
}

/** Groups: the mentions of each entity. */
typedef struct
{
  GHashTable *by_entity; /* VbtId to GPtrArray of VbtAnnotation */
  GPtrArray *order;      /* of VbtId *, in the order of the text */
} Groups;

static void
add_mention (Groups *self, VbtAnnotation *mention, VbtId *id)
{
  GPtrArray *group = g_hash_table_lookup (self->by_entity, id);

  if (group == NULL)
    {
      group = g_ptr_array_new ();
      g_hash_table_insert (self->by_entity, id, group);
      g_ptr_array_add (self->order, id);
    }
  g_ptr_array_add (group, mention);
}

static void
append_mention (GString *json, const VbtCatalog *catalog, const VbtDocument *document,
                const VbtAnnotation *mention, VbtId id)
{
  const VbtEntity *entity = vbt_catalog_get_entity (catalog, id);

  append_span (json, document, vbt_annotation_get_extent (mention));
  g_string_truncate (json, json->len - 1);
  vbt_json_append_member (json, "label");
  vbt_json_append_string (json, vbt_schema_get_label (catalog->schema, mention->label)->name);
  vbt_json_append_member (json, "entity");
  vbt_json_append_string (json, entity != NULL ? entity->name : "");
  vbt_json_append_member (json, "entity_kind");
  vbt_json_append_string (
      json, vbt_entity_kind_to_string (entity != NULL ? entity->kind : VBT_ENTITY_OTHER));
  g_string_append_c (json, '}');
}

static void
append_groups (GString *json, const VbtCatalog *catalog, const VbtDocument *document)
{
  g_autoptr (GHashTable) by_entity = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                            (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  Groups groups = { by_entity, order };

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *mention = document->annotations->pdata[i];

      for (guint j = 0;
           mention->entities != NULL && !is_quote (catalog, mention) && j < mention->entities->len;
           j++)
        add_mention (&groups, mention, &g_array_index (mention->entities, VbtId, j));
    }
  for (guint i = 0; i < order->len; i++)
    {
      const GPtrArray *group = g_hash_table_lookup (by_entity, order->pdata[i]);

      for (guint j = 0; j < group->len; j++)
        {
          g_string_append (json, j > 0 ? ", " : i > 0 ? "],\n  [" : "\n  [");
          append_mention (json, catalog, document, group->pdata[j], *(VbtId *)order->pdata[i]);
        }
    }
  g_string_append (json, order->len > 0 ? "]" : "");
}

gboolean
vbt_citron_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                  GError **error)
{
  g_autofree char *name = vbt_output_unique_name (output, document->name, "json");
  g_autoptr (GString) json = g_string_new ("{\n \"name\": ");

  vbt_json_append_string (json, document->name);
  g_string_append (json, ",\n \"text\": ");
  vbt_json_append_string (json, vbt_text_get_utf8 (document->text));
  g_string_append (json, ",\n \"quotes\": [");
  append_quotes (json, catalog, document);
  g_string_append (json, "],\n \"coreference_groups\": [");
  append_groups (json, catalog, document);
  g_string_append (json, "]\n}\n");
  return vbt_output_write_file (output, name, json->str, (gssize)json->len, error);
}

/* The quotes that are written, and all that goes with them. */
static GHashTable *
find_written (const VbtCatalog *catalog, const VbtDocument *document)
{
  static const char *const links[][2]
      = { { VBT_RELATION_CUE, VBT_LABEL_CUE }, { VBT_RELATION_SPEAKER, VBT_LABEL_SPEAKER } };
  GHashTable *written = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *quote = document->annotations->pdata[i];

      for (guint j = 0; is_quote (catalog, quote) && j < G_N_ELEMENTS (links); j++)
        {
          g_autoptr (GPtrArray) found
              = find_related (catalog, document, quote, links[j][0], links[j][1]);

          if (j == 0 && found->len == 0)
            break;
          g_hash_table_add (written, quote);
          for (guint k = 0; k < (j == 0 ? 1 : found->len); k++)
            g_hash_table_add (written, found->pdata[k]);
        }
    }
  return written;
}

static gboolean
is_written_relation (const VbtCatalog *catalog, const VbtDocument *document, GHashTable *written,
                     const VbtAnnotation *relation)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (document, relation->to);

  if (from == NULL || to == NULL || !is_quote (catalog, from)
      || !g_hash_table_contains (written, from) || !g_hash_table_contains (written, to))
    return FALSE;
  return (has_label (catalog, relation, VBT_RELATION_CUE) && has_label (catalog, to, VBT_LABEL_CUE))
         || (has_label (catalog, relation, VBT_RELATION_SPEAKER)
             && has_label (catalog, to, VBT_LABEL_SPEAKER));
}

static void
count_span (VbtLosses *losses, const VbtCatalog *catalog, const VbtDocument *document,
            GHashTable *written, const VbtAnnotation *span)
{
  gboolean is_mention = span->entities != NULL && span->entities->len > 0;
  gboolean quotes = is_quote (catalog, span);

  if (quotes && !g_hash_table_contains (written, span))
    vbt_losses_add (losses, _ ("Quotes without a cue are left out"), document, span);
  else if (!quotes && !is_mention && !g_hash_table_contains (written, span))
    vbt_losses_add (losses, _ ("Spans that belong to no quote and refer to no entity are left out"),
                    document, span);
  if (!quotes && vbt_annotation_get_n_fragments (span) > 1)
    vbt_losses_add (losses, _ ("Gaps between fragments are filled, but in quotes"), document, span);
  if (quotes && is_mention)
    vbt_losses_add (losses, _ ("Which entity a quote refers to is left out"), document, span);
  if (!quotes && span->confidence >= 0)
    vbt_losses_add (losses, _ ("Confidence is left out, but of quotes"), document, span);
  for (guint i = 0; i < span->values->len; i++)
    if (!quotes
        || !g_str_equal (vbt_schema_get_attribute (catalog->schema,
                                                   ((VbtValue *)span->values->pdata[i])->attribute)
                             ->name,
                         "id"))
      vbt_losses_add (losses, _ ("Attributes are left out"), document, span);
}

/* Citron knows spans by their places only. */
static void
count_repeated (VbtLosses *losses, const VbtCatalog *catalog, const VbtDocument *document,
                GHashTable *places, const VbtAnnotation *span)
{
  VbtRange range = vbt_annotation_get_extent (span);
  g_autofree char *key
      = g_strdup_printf ("%" G_GINT64_FORMAT " %d %d", span->label, range.start, range.end);

  if (!is_quote (catalog, span) && !g_hash_table_add (places, g_steal_pointer (&key)))
    vbt_losses_add (losses, _ ("Of spans with the same label and place one is left"), document,
                    span);
}

void
vbt_citron_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  g_autoptr (GHashTable) written = find_written (catalog, document);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_SPAN)
        {
          count_span (losses, catalog, document, written, annotation);
          count_repeated (losses, catalog, document, places, annotation);
        }
      else if (annotation->kind == VBT_KIND_RELATION
               && !is_written_relation (catalog, document, written, annotation))
        vbt_losses_add (losses,
                        _ ("Relations but those of a quote with its cue and speakers are left out"),
                        document, annotation);
    }
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_FRAGMENTS | VBT_HOLDS_VALUES
                        | VBT_HOLDS_ENTITIES | VBT_HOLDS_NAMES | VBT_HOLDS_CONFIDENCE);
}
