/* vbt-format-native-annotations.c: reads the annotations of a document of Verbatim's own format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-native.h"
#include "formats/vbt-reader.h"

#include <glib/gi18n-lib.h>

/* What one of a kind has: what all have, and what it alone has. */
#define MEMBERS(...)                                                                               \
  {                                                                                                \
    "id", "label", "attributes", "entities", "annotator", "confidence", "derived_from", "rule",    \
        "note", "created", __VA_ARGS__                                                             \
  }

static const char *const span_members[] = MEMBERS ("start", "end", "fragments", NULL);
static const char *const relation_members[] = MEMBERS ("from", "to", NULL);
static const char *const label_members[] = MEMBERS (NULL);
static const char *const *const members[] = {
  [VBT_KIND_SPAN] = span_members,
  [VBT_KIND_RELATION] = relation_members,
  [VBT_KIND_DOCUMENT] = label_members,
};

/* What a document's annotations are while they are read. */
typedef struct
{
  NativeReader *reader;
  GPtrArray *annotations;
  GHashTable *ids; /* set of VbtId */
  VbtOffset length;
} Annotations;

/* How messages name an annotation: by its identifier, else by its number. */
static char *
describe (const VbtJson *json, const char *member, size_t index)
{
  const char *id = vbt_json_string (vbt_json_member (json, "id"));

  return id != NULL ? g_strdup_printf ("%s %.40s", member, id)
                    : g_strdup_printf ("%s %zu", member, index + 1);
}

static VbtAttributeKind
guess_kind (const VbtJson *value)
{
  if (vbt_json_is_boolean (value))
    return VBT_ATTRIBUTE_YES_NO;
  if (vbt_json_is_number (value))
    return VBT_ATTRIBUTE_NUMBER;
  return vbt_json_is (value, VBT_JSON_ARRAY) ? VBT_ATTRIBUTE_SEVERAL_OF : VBT_ATTRIBUTE_TEXT;
}

static void
read_values (NativeReader *self, const VbtJson *json, VbtLabel *label, VbtAnnotation *annotation)
{
  const VbtJson *attributes = vbt_json_member (json, "attributes");
  const char *name;
  const VbtJson *value;

  if (attributes != NULL && !vbt_json_is (attributes, VBT_JSON_OBJECT)
      && !vbt_json_is (attributes, VBT_JSON_NULL))
    vbt_native_problem (self, _ ("“%s” must be an object"), "attributes");
  VBT_JSON_FOREACH_MEMBER (attributes, name, value)
  {
    g_autofree char *text = vbt_native_value_to_text (value);
    VbtAttribute *attribute;

    if (text == NULL)
      {
        if (!vbt_json_is (value, VBT_JSON_NULL))
          vbt_native_problem (self, _ ("Attribute “%.100s” was left out: it has no plain value"),
                              name);
        continue;
      }
    attribute = vbt_names_get_attribute (self->names, label, guess_kind (value), name);
    if (attribute == NULL)
      {
        vbt_native_problem (self,
                            _ ("Attribute “%.100s” was left out: there are too many, or its "
                               "name is too long"),
                            name);
        continue;
      }
    vbt_names_add_value (self->names, attribute, text);
    vbt_annotation_set_value (annotation, attribute->id, text);
  }
}

static void
read_entities (NativeReader *self, const VbtJson *json, VbtAnnotation *annotation, const char *what)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (vbt_native_get_list (self, json, "entities"), i, item)
  {
    const char *reference = vbt_json_string (item);
    const VbtId *id = reference != NULL ? g_hash_table_lookup (self->entities, reference) : NULL;

    /* One too many is enough for the sink to report it. */
    if (id != NULL && annotation->entities->len <= VBT_READER_MAX_ENTITIES)
      vbt_annotation_add_entity (annotation, *id);
    else if (id == NULL)
      vbt_native_problem (self, _ ("%s: entity “%.100s” is in no header and was left out"), what,
                          reference != NULL ? reference : "?");
  }
}

static void
read_confidence (NativeReader *self, const VbtJson *json, VbtAnnotation *annotation,
                 const char *what)
{
  const VbtJson *value = vbt_json_member (json, "confidence");

  annotation->confidence = -1;
  if (value == NULL || vbt_json_is (value, VBT_JSON_NULL))
    return;
  if (vbt_json_is_number (value) && vbt_json_number (value) >= 0 && vbt_json_number (value) <= 1)
    annotation->confidence = vbt_json_number (value);
  else
    vbt_native_problem (self, _ ("%s: “confidence” was left out: it must be a number from 0 to 1"),
                        what);
}

static void
read_common (NativeReader *self, const VbtJson *json, VbtLabel *label, VbtAnnotation *annotation,
             const char *what)
{
  const char *id = vbt_native_get_string (self, json, "id");
  const char *derived_from = vbt_native_get_string (self, json, "derived_from");
  const char *created = vbt_native_get_string (self, json, "created");

  if (id != NULL)
    annotation->id = vbt_id_from_string (id);
  if (derived_from != NULL)
    annotation->derived_from = vbt_id_from_string (derived_from);
  annotation->rule = g_strdup (vbt_native_get_string (self, json, "rule"));
  annotation->note = g_strdup (vbt_native_get_string (self, json, "note"));
  annotation->created = 0;
  if (created != NULL && !vbt_time_from_string (created, &annotation->created))
    vbt_native_problem (self, _ ("%s: “created” was left out: it is no time"), what);
  read_confidence (self, json, annotation, what);
  read_values (self, json, label, annotation);
}

static gboolean
read_fragments (const VbtJson *json, GArray *fragments)
{
  const VbtJson *list = vbt_json_member (json, "fragments");
  VbtRange range;
  const VbtJson *item;
  size_t i;

  if (list == NULL || vbt_json_is (list, VBT_JSON_NULL))
    {
      if (!vbt_native_read_range (vbt_json_member (json, "start"), vbt_json_member (json, "end"),
                                  &range))
        return FALSE;
      g_array_append_val (fragments, range);
      return TRUE;
    }
  VBT_JSON_FOREACH (list, i, item)
  {
    if (vbt_json_size (item) != 2
        || !vbt_native_read_range (vbt_json_item (item, 0), vbt_json_item (item, 1), &range))
      return FALSE;
    g_array_append_val (fragments, range);
  }
  return fragments->len > 0;
}

static VbtAnnotation *
read_span (Annotations *self, const VbtJson *json, VbtLabel *label, VbtId annotator,
           const char *what)
{
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (VbtAnnotation) span = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_fragments (json, fragments))
    {
      vbt_native_problem (self->reader,
                          _ ("%s was left out: it needs “start” and “end” as whole numbers"), what);
      return NULL;
    }
  span
      = vbt_annotation_new_span (label->id, annotator, g_array_index (fragments, VbtRange, 0).start,
                                 g_array_index (fragments, VbtRange, 0).end);
  /* As they are in the file: they are checked, not put in order. */
  vbt_annotation_set_fragments (span, fragments);
  if (!vbt_annotation_check_fragments (span, self->length, &error))
    {
      vbt_native_problem (self->reader, _ ("%s was left out: %s"), what, error->message);
      return NULL;
    }
  read_entities (self->reader, json, span, what);
  return g_steal_pointer (&span);
}

static VbtAnnotation *
read_relation (Annotations *self, const VbtJson *json, VbtLabel *label, VbtId annotator,
               const char *what)
{
  const char *from = vbt_native_get_string (self->reader, json, "from");
  const char *to = vbt_native_get_string (self->reader, json, "to");

  if (from == NULL || to == NULL)
    {
      vbt_native_problem (self->reader, _ ("%s was left out: it needs “from” and “to”"), what);
      return NULL;
    }
  return vbt_annotation_new_relation (label->id, annotator, vbt_id_from_string (from),
                                      vbt_id_from_string (to));
}

static VbtAnnotation *
read_annotation (Annotations *self, const VbtJson *json, VbtKind kind, const char *what)
{
  const char *name = vbt_native_get_string (self->reader, json, "label");
  VbtAnnotation *annotation = NULL;
  VbtLabel *label;
  VbtId annotator;

  if (name == NULL || name[0] == '\0')
    {
      vbt_native_problem (self->reader, _ ("%s was left out: it needs a “label”"), what);
      return NULL;
    }
  vbt_native_check_members (self->reader, json, vbt_kind_to_string (kind), members[kind]);
  label = vbt_names_get_label (self->reader->names, kind, name);
  if (label == NULL)
    {
      vbt_native_problem (
          self->reader, _ ("%s was left out: its label is too long, or there are too many labels"),
          what);
      return NULL;
    }
  annotator = vbt_native_find_annotator (self->reader,
                                         vbt_native_get_string (self->reader, json, "annotator"));
  switch (kind)
    {
    case VBT_KIND_SPAN:
      annotation = read_span (self, json, label, annotator, what);
      break;
    case VBT_KIND_RELATION:
      annotation = read_relation (self, json, label, annotator, what);
      break;
    case VBT_KIND_DOCUMENT:
      annotation = vbt_annotation_new_document_label (label->id, annotator);
      break;
    default:
      g_assert_not_reached ();
    }
  if (annotation != NULL)
    read_common (self->reader, json, label, annotation, what);
  return annotation;
}

static void
read_kind (Annotations *self, const VbtJson *json, VbtKind kind, const char *member)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (vbt_native_get_list (self->reader, json, member), i, item)
  {
    g_autofree char *what = describe (item, member, i);
    g_autoptr (VbtAnnotation) annotation = read_annotation (self, item, kind, what);

    if (annotation == NULL)
      continue;
    if (g_hash_table_contains (self->ids, &annotation->id))
      {
        vbt_native_problem (self->reader, _ ("%s was left out: there is another one of its “id”"),
                            what);
        continue;
      }
    g_hash_table_add (self->ids, g_memdup2 (&annotation->id, sizeof annotation->id));
    g_ptr_array_add (self->annotations, g_steal_pointer (&annotation));
  }
}

static void
report_dangling (const VbtAnnotation *relation, VbtId missing, gpointer data)
{
  g_autofree char *id = vbt_id_to_string (relation->id);
  g_autofree char *end = vbt_id_to_string (missing);

  vbt_native_problem (
      data, _ ("Relation %s was left out: its end %s does not exist, or was left out"), id, end);
}

/* Reads spans, relations and labels into the document; what is wrong is reported and left out. */
void
vbt_native_read_annotations (NativeReader *reader, const VbtJson *json, VbtDocument *document)
{
  g_autoptr (GPtrArray) annotations
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Annotations self = { reader, annotations, ids, vbt_text_get_length (document->text) };

  read_kind (&self, json, VBT_KIND_SPAN, "spans");
  read_kind (&self, json, VBT_KIND_RELATION, "relations");
  read_kind (&self, json, VBT_KIND_DOCUMENT, "labels");
  vbt_reader_drop_dangling (annotations, report_dangling, reader);
  g_ptr_array_extend_and_steal (document->annotations, g_steal_pointer (&annotations));
}
