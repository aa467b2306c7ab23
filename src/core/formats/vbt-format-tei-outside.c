/* vbt-format-tei-outside.c: what TEI says outside the text: in the header and in the stand-off part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tei.h"

#include <string.h>

#define MAX_METADATA_BYTES 10000

/* Elements whose text is collected in the header and the stand-off part. */
static const char *const collecting[]
    = { "title",   "author",    "publisher",  "date", "note", "term", "persName",
        "orgName", "placeName", "objectName", "idno", "f",    "span", NULL };
/* All others whose names are needed for what stands in them. */
static const char *const containers[]
    = { "titleStmt", "publicationStmt", "notesStmt", "keywords", "person", "place", "org", "object",
        "fs",        "spanGrp",         "relation",  "choice",   "w",      "c",     "pc",  "s",
        "TEI",       "TEI.2",           "text",      "sp",       NULL };

static const char *
find_name (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return names[i];
  return NULL;
}

/* (transfer none): one of the names that matter where something stands in such an element, else "". */
const char *
vbt_tei_known_name (const char *name)
{
  const char *known = find_name (containers, name);

  if (known == NULL)
    known = find_name (collecting, name);
  return known != NULL ? known : "";
}

static const char *
parent_name (const VbtTeiReader *self)
{
  return self->frames->len > 1
             ? g_array_index (self->frames, VbtTeiFrame, self->frames->len - 2).name
             : "";
}

static gboolean
kind_of_entity (const char *name, VbtEntityKind *kind)
{
  static const char *const names[] = { "person", "org", "place", "object" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *kind = (VbtEntityKind)i;
        return TRUE;
      }
  return FALSE;
}

static GHashTable *
get_entities (VbtTeiReader *self)
{
  return self->document_depth > 0 ? self->tei.entities : self->tei.shared;
}

/* A span or relation that is told apart from the text. */
static void
start_apart (VbtTeiReader *self, VbtXml *xml, const char *name)
{
  gboolean is_span = g_str_equal (name, "span");
  const char *label = vbt_xml_get_attribute (xml, is_span ? "type" : "name");

  if (label == NULL && is_span)
    label = self->group;
  if (label == NULL)
    label = is_span ? "Annotation" : "relation";
  self->item
      = vbt_tei_add_item (&self->tei, is_span ? self->tei.items : self->tei.relations, name, label);
  if (self->item == NULL)
    return;
  vbt_tei_take_attributes (xml, self->item, FALSE);
  self->item->from = g_strdup (vbt_xml_get_attribute (xml, is_span ? "from" : "active"));
  if (self->item->from == NULL)
    self->item->from = g_strdup (vbt_xml_get_attribute (xml, is_span ? "target" : "mutual"));
  self->item->to = g_strdup (vbt_xml_get_attribute (xml, is_span ? "to" : "passive"));
}

static void
start_features (VbtTeiReader *self, VbtXml *xml)
{
  const char *id = vbt_xml_get_attribute (xml, "xml:id");

  self->pairs = NULL;
  if (id == NULL || self->document_depth == 0)
    return;
  self->pairs = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_replace (self->tei.features, g_strdup (id), self->pairs);
}

/* What is known at the beginning of an element whose text is collected. */
static void
start_collecting (VbtTeiReader *self, VbtXml *xml, const char *name)
{
  const char *when = vbt_xml_get_attribute (xml, "when");
  const char *type = vbt_xml_get_attribute (xml, "type");

  self->collect_depth = self->frames->len;
  g_string_truncate (self->collected, 0);
  g_free (self->feature);
  self->feature = g_strdup (g_str_equal (name, "f") ? vbt_xml_get_attribute (xml, "name") : type);
  if (g_str_equal (name, "date") && when != NULL)
    vbt_tei_add_pair (self->tei.metadata, VBT_METADATA_PUBLISHED, when);
  else if (g_str_equal (name, "term") && g_str_equal (parent_name (self), "keywords"))
    {
      self->item = vbt_tei_add_item (&self->tei, self->tei.terms, name, "");
      if (self->item != NULL)
        vbt_tei_take_attributes (xml, self->item, FALSE);
    }
  else if (g_str_equal (name, "note") && self->region == VBT_TEI_STAND_OFF)
    {
      g_free (self->feature);
      self->feature = g_strdup (vbt_xml_get_attribute (xml, "target"));
    }
}

void
vbt_tei_start_outside (VbtTeiReader *self, VbtXml *xml, const char *name)
{
  const char *value = vbt_xml_get_attribute (xml, "value");
  const char *id = vbt_xml_get_attribute (xml, "xml:id");
  const char *ident = vbt_xml_get_attribute (xml, "ident");
  VbtEntityKind kind;

  if (g_str_equal (name, "span") || g_str_equal (name, "relation"))
    start_apart (self, xml, name);
  if (self->collect_depth == 0 && find_name (collecting, name) != NULL)
    start_collecting (self, xml, name);
  else if (self->collect_depth > 0 && self->feature != NULL && value != NULL
           && (g_str_equal (name, "symbol") || g_str_equal (name, "numeric")
               || g_str_equal (name, "binary")))
    g_string_append (self->collected, value);
  else if (kind_of_entity (name, &kind))
    self->entity = id != NULL ? vbt_tei_ensure_entity (get_entities (self), id, kind) : NULL;
  else if (g_str_equal (name, "fs"))
    start_features (self, xml);
  else if (g_str_equal (name, "spanGrp"))
    {
      g_free (self->group);
      self->group = g_strdup (vbt_xml_get_attribute (xml, "type"));
    }
  else if (g_str_equal (name, "language") && ident != NULL)
    vbt_tei_add_pair (self->tei.metadata, VBT_METADATA_LANGUAGE, ident);
}

/* Lines of a file are no part of a name. */
static char *
get_collected (const VbtTeiReader *self)
{
  g_auto (GStrv) words = g_strsplit_set (self->collected->str, " \t\r\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
end_metadata (VbtTeiReader *self, const char *name, const char *text)
{
  static const struct
  {
    const char *element, *parent, *key;
  } known[] = { { "title", "titleStmt", VBT_METADATA_TITLE },
                { "author", "titleStmt", VBT_METADATA_BYLINE },
                { "publisher", "publicationStmt", VBT_METADATA_SOURCE },
                { "date", "publicationStmt", VBT_METADATA_PUBLISHED } };
  gboolean is_name = g_str_equal (name, "title") && g_strcmp0 (self->feature, "name") == 0;

  if (self->collected->len > MAX_METADATA_BYTES || text[0] == '\0')
    return;
  if (is_name && self->tei.name == NULL)
    self->tei.name = g_strdup (self->collected->str);
  for (guint i = 0; i < G_N_ELEMENTS (known) && !is_name; i++)
    if (g_str_equal (known[i].element, name) && g_str_equal (known[i].parent, parent_name (self)))
      vbt_tei_add_pair (self->tei.metadata, known[i].key, text);
  if (g_str_equal (name, "note") && self->feature != NULL
      && g_str_equal (parent_name (self), "notesStmt"))
    vbt_tei_add_pair (self->tei.metadata, self->feature, self->collected->str);
}

static void
end_stand_off (VbtTeiReader *self, const char *name)
{
  VbtTeiItem *note;

  if (g_str_equal (name, "f") && self->pairs != NULL && self->feature != NULL)
    vbt_tei_add_pair (self->pairs, self->feature, self->collected->str);
  else if (g_str_equal (name, "note") && self->feature != NULL)
    {
      note = vbt_tei_add_item (&self->tei, self->tei.relations, name, NULL);
      if (note == NULL)
        return;
      note->from = g_strdup (self->feature);
      note->note = g_strdup (self->collected->str);
    }
  else if (g_str_equal (name, "span") && self->item != NULL && self->collected->len > 0)
    self->item->note = g_strdup (self->collected->str);
}

static gboolean
is_name_of_entity (const char *name)
{
  return g_str_equal (name, "persName") || g_str_equal (name, "placeName")
         || g_str_equal (name, "orgName") || g_str_equal (name, "objectName");
}

/* Called at the end of an element of the header or of the stand-off part. */
void
vbt_tei_end_outside (VbtTeiReader *self, const char *name)
{
  g_autofree char *text = NULL;
  VbtEntityKind kind;

  if (kind_of_entity (name, &kind))
    self->entity = NULL;
  if (self->collect_depth != self->frames->len)
    return;
  self->collect_depth = 0;
  text = get_collected (self);
  if (self->entity != NULL && is_name_of_entity (name) && text[0] != '\0')
    g_ptr_array_add (self->entity->names, g_strdup (text));
  else if (self->entity != NULL && g_str_equal (name, "idno")
           && g_strcmp0 (self->feature, "wikidata") == 0 && self->entity->external_id == NULL)
    self->entity->external_id = g_strdup (text);
  else if (g_str_equal (name, "term") && self->item != NULL)
    {
      g_free (self->item->label);
      self->item->label = g_strdup (self->collected->str);
    }
  else if (self->region == VBT_TEI_HEADER)
    end_metadata (self, name, text);
  else
    end_stand_off (self, name);
  self->item = NULL;
}
