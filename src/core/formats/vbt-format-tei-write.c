/* vbt-format-tei-write.c: writes TEI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tei-writer.h"

#include <glib/gi18n-lib.h>

/* The text keeps its white space. Spans that nest are elements; of those that cross others only the
 * ends are, and the rest is in the stand-off part. Several documents are a <teiCorpus>: whether it is
 * one, only the second one tells. */

#define NAMESPACE "xmlns=\"http://www.tei-c.org/ns/1.0\""

typedef struct
{
  guint n_documents;
  GString *first; /* (nullable): the first document, while it is the only one */
} State;

static void
state_free (gpointer data)
{
  State *state = data;

  if (state->first != NULL)
    g_string_free (state->first, TRUE);
  g_free (state);
}

gboolean
vbt_tei_begin_output (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  if (vbt_output_get_data (output) == NULL)
    vbt_output_set_data (output, g_new0 (State, 1), state_free);
  return TRUE;
}

static void
append_element (GString *out, const char *start, const char *text, const char *name)
{
  g_string_append (out, start);
  vbt_xml_append_text (out, text, -1);
  g_string_append_printf (out, "</%s>", name);
}

static void
append_header (VbtTeiWriter *self)
{
  const VbtDocument *document = self->document;

  g_string_append (self->out, "<teiHeader><fileDesc><titleStmt>");
  append_element (self->out, "<title type=\"name\">", document->name, "title");
  g_string_append (self->out, "</titleStmt><publicationStmt><p/></publicationStmt>");
  if (document->metadata->len > 0)
    g_string_append (self->out, "<notesStmt>");
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];

      g_string_append (self->out, "<note");
      vbt_xml_append_attribute (self->out, "type", item->key);
      append_element (self->out, ">", item->value, "note");
    }
  if (document->metadata->len > 0)
    g_string_append (self->out, "</notesStmt>");
  g_string_append (self->out, "<sourceDesc><p/></sourceDesc></fileDesc>");
}

static void
append_terms (VbtTeiWriter *self)
{
  guint n = 0;

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];

      if (annotation->kind != VBT_KIND_DOCUMENT)
        continue;
      if (n++ == 0)
        g_string_append (self->out, "<profileDesc><textClass><keywords>");
      g_string_append (self->out, "<term");
      if (annotation->values->len > 0)
        g_string_append_printf (self->out, " ana=\"#d%u.f%u\"", self->n, i + 1);
      append_element (self->out, ">", vbt_tei_writer_get_label (self, annotation), "term");
    }
  g_string_append (self->out, n > 0 ? "</keywords></textClass></profileDesc></teiHeader>\n"
                                    : "</teiHeader>\n");
}

static guint
get_number (GHashTable *numbers, VbtId id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &id));
}

static void
append_entity (VbtTeiWriter *self, const VbtEntity *entity, guint n)
{
  static const char *const elements[] = { "person", "org", "place", "object" };
  static const char *const names[] = { "persName", "orgName", "placeName", "objectName" };
  static const char *const lists[] = { "listPerson", "listOrg", "listPlace", "listObject" };
  const char *name = names[entity->kind];
  g_autofree char *tag = g_strdup_printf ("<%s>", name);
  gboolean is_object = entity->kind == VBT_ENTITY_OTHER;

  g_string_append_printf (self->out, "<%s><%s xml:id=\"d%u.e%u\">%s", lists[entity->kind],
                          elements[entity->kind], self->n, n,
                          is_object ? "<objectIdentifier>" : "");
  append_element (self->out, tag, entity->name, name);
  for (guint i = 0; entity->aliases != NULL && i < entity->aliases->len; i++)
    append_element (self->out, tag, entity->aliases->pdata[i], name);
  if (entity->external_id != NULL)
    append_element (self->out, "<idno type=\"wikidata\">", entity->external_id, "idno");
  g_string_append_printf (self->out, "%s</%s></%s>\n", is_object ? "</objectIdentifier>" : "",
                          elements[entity->kind], lists[entity->kind]);
}

static void
append_apart (VbtTeiWriter *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const VbtTeiMark *mark = &g_array_index (self->marks, VbtTeiMark, i);

      if (!self->is_apart[mark->annotation])
        continue;
      g_string_append (self->out, "<span");
      vbt_xml_append_attribute (
          self->out, "type",
          vbt_tei_writer_get_label (self, self->document->annotations->pdata[mark->annotation]));
      g_string_append_printf (self->out, " from=\"#d%u.a%d\" to=\"#d%u.a%d\"", self->n,
                              mark->range.start, self->n, mark->range.end);
      vbt_tei_writer_append_attributes (self, mark, TRUE);
      g_string_append (self->out, "/>\n");
    }
}

static void
append_features (VbtTeiWriter *self, const VbtAnnotation *annotation, guint number)
{
  if (!vbt_tei_writer_has_features (self, annotation))
    return;
  g_string_append_printf (self->out, "<fs xml:id=\"d%u.f%u\">", self->n, number);
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      g_autofree char *text = vbt_value_to_text (value->value);

      if (!vbt_tei_writer_needs_features (self, annotation, value))
        continue;
      g_string_append (self->out, "<f");
      vbt_xml_append_attribute (self->out, "name", vbt_tei_writer_get_key (self, value));
      append_element (self->out, "><string>", text, "string></f");
    }
  g_string_append (self->out, "</fs>\n");
}

static void
append_relation (VbtTeiWriter *self, const VbtAnnotation *annotation, guint number)
{
  guint from = get_number (self->numbers, annotation->from);
  guint to = get_number (self->numbers, annotation->to);

  if (!vbt_document_is_between_spans (self->document, annotation))
    return;
  g_string_append (self->out, "<listRelation><relation");
  vbt_xml_append_attribute (self->out, "name", vbt_tei_writer_get_label (self, annotation));
  vbt_tei_writer_append_id (self, " active=\"#", from - 1, 0);
  vbt_tei_writer_append_id (self, " passive=\"#", to - 1, 0);
  if (annotation->values->len > 0)
    g_string_append_printf (self->out, " ana=\"#d%u.f%u\"", self->n, number);
  g_string_append (self->out, "/></listRelation>\n");
}

static void
append_stand_off (VbtTeiWriter *self)
{
  const GPtrArray *annotations = self->document->annotations;
  gsize start = self->out->len;

  append_apart (self);
  for (guint i = 0; i < self->used->len; i++)
    append_entity (self, self->used->pdata[i], i + 1);
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *annotation = annotations->pdata[i];

      append_features (self, annotation, i + 1);
      if (annotation->kind == VBT_KIND_RELATION)
        append_relation (self, annotation, i + 1);
      if (annotation->kind != VBT_KIND_SPAN || annotation->note == NULL)
        continue;
      vbt_tei_writer_append_id (self, "<note target=\"#", i, 0);
      append_element (self->out, ">", annotation->note, "note");
    }
  if (self->out->len == start)
    return;
  g_string_insert (self->out, (gssize)start, "<standOff>\n");
  g_string_append (self->out, "</standOff>\n");
}

static void
append_document (VbtTeiWriter *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (VbtTeiMark));
  self->numbers = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->pointed = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->entities = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->used = g_ptr_array_new ();
  self->is_apart = g_new0 (gboolean, self->document->annotations->len + 1);
  vbt_tei_writer_find_marks (self);
  append_header (self);
  append_terms (self);
  vbt_tei_writer_append_body (self);
  append_stand_off (self);
  g_string_append (self->out, "</TEI>\n");
  g_array_unref (self->marks);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->pointed);
  g_hash_table_unref (self->entities);
  g_ptr_array_unref (self->used);
  g_free (self->is_apart);
}

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define CORPUS_HEAD                                                                                \
  XML_HEAD "<teiCorpus " NAMESPACE "><teiHeader><fileDesc><titleStmt><title>Corpus</title>"        \
           "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>"      \
           "</fileDesc></teiHeader>\n"

static gboolean
write_first (VbtOutput *output, State *state, const char *head, GError **error)
{
  g_autofree char *first = state->first != NULL ? g_string_free (state->first, FALSE) : NULL;

  state->first = NULL;
  return first == NULL
         || (vbt_output_write (output, head, -1, error)
             && vbt_output_write (output, first, -1, error));
}

gboolean
vbt_tei_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
               GError **error)
{
  State *state = vbt_output_get_data (output);
  g_autoptr (GString) out = g_string_new ("<TEI " NAMESPACE ">");
  VbtTeiWriter self = { .catalog = catalog, .document = document, .out = out };

  self.n = ++state->n_documents;
  append_document (&self);
  if (state->n_documents == 1)
    {
      state->first = g_steal_pointer (&out);
      return TRUE;
    }
  return write_first (output, state, CORPUS_HEAD, error)
         && vbt_output_write (output, out->str, (gssize)out->len, error);
}

gboolean
vbt_tei_end_output (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  State *state = vbt_output_get_data (output);

  if (state->n_documents == 0)
    return vbt_output_write (output, CORPUS_HEAD "</teiCorpus>\n", -1, error);
  if (state->n_documents == 1)
    return write_first (output, state, XML_HEAD, error);
  return vbt_output_write (output, "</teiCorpus>\n", -1, error);
}

static void
count_entities (VbtLosses *losses, const VbtCatalog *catalog, const VbtDocument *document,
                const VbtAnnotation *annotation)
{
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    {
      VbtId id = g_array_index (annotation->entities, VbtId, i);
      const VbtEntity *entity = vbt_catalog_get_entity (catalog, id);
      const VbtAnnotation *speaker
          = vbt_document_follow (document, catalog, annotation, VBT_RELATION_SPEAKER);

      if (entity != NULL && (entity->note != NULL || g_hash_table_size (entity->attributes) > 0))
        vbt_losses_add (losses, _ ("Notes and attributes of entities are left out"), document,
                        annotation);
      if (speaker != NULL && vbt_annotation_refers_to (speaker, id))
        vbt_losses_add (losses,
                        _ ("That a quote refers to the same entity as its speaker is left out"),
                        document, annotation);
    }
}

void
vbt_tei_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      count_entities (losses, catalog, document, annotation);
      if (annotation->kind != VBT_KIND_SPAN && annotation->note != NULL)
        vbt_losses_add (losses, _ ("Notes of anything but spans are left out"), document,
                        annotation);
    }
  if (!vbt_xml_can_hold (vbt_text_get_utf8 (document->text)))
    vbt_losses_add (losses, _ ("Characters that XML has no place for become spaces"), document,
                    NULL);
  vbt_losses_count_types (losses, catalog, document);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_FRAGMENTS
                        | VBT_HOLDS_VALUES | VBT_HOLDS_ENTITIES | VBT_HOLDS_NOTES
                        | VBT_HOLDS_METADATA | VBT_HOLDS_NAMES);
}
