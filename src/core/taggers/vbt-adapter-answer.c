/* vbt-adapter-answer.c: what a program answered, as suggestions; all of it or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"
#include "formats/vbt-reader.h"
#include "taggers/vbt-adapter.h"
#include "taggers/vbt-dictionary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ENTITIES 100 /* of one span: each is looked for among them */

/** Answer: one while it is read. A tagger that is wrong once may be wrong everywhere: nothing of a
 * document is taken before all of it is seen to be right. */
typedef struct
{
  const VbtAdapter *adapter;
  const VbtTaggerRun *run;
  VbtNames *names;
  GPtrArray *annotations; /* of VbtAnnotation */
  GHashTable *by_id;      /* what the program calls a span to its VbtAnnotation */
  const char *member;     /* "spans" */
  size_t number;          /* in it, from 1 */
} Answer;

static gboolean
fail (const Answer *self, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->member != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The program’s answer, “%s” %zu: %s"),
                 self->member, self->number, message);
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The program’s answer: %s"), message);
  return FALSE;
}

static const char *
field (const Answer *self, VbtAdapterField which)
{
  return self->adapter->fields[which];
}

/* A span that is a list says where it begins, where it ends, and what it is. */
static const VbtJson *
get (const Answer *self, const VbtJson *item, VbtAdapterField which)
{
  if (!vbt_json_is (item, VBT_JSON_ARRAY))
    return vbt_json_member (item, field (self, which));
  if (which < VBT_ADAPTER_START || which > VBT_ADAPTER_LABEL)
    return NULL;
  return vbt_json_item (item, (size_t)(which - VBT_ADAPTER_START));
}

/* (nullable): the project's name for a label; "" is none. */
static const char *
translate (const Answer *self, const char *label)
{
  const char *ours;

  if (self->adapter->labels == NULL)
    return label;
  ours = g_hash_table_lookup (self->adapter->labels, label);
  if (ours == NULL)
    ours = g_hash_table_lookup (self->adapter->labels, "*");
  return ours != NULL ? ours : label;
}

static gboolean
read_label (Answer *self, const VbtJson *item, VbtKind kind, VbtLabel **label, GError **error)
{
  g_autofree char *name = vbt_json_to_name (get (self, item, VBT_ADAPTER_LABEL));
  const char *ours = name != NULL ? translate (self, name) : NULL;

  *label = NULL;
  if (name == NULL || *name == '\0')
    return fail (self, error, _ ("it has no “%s”"), field (self, VBT_ADAPTER_LABEL));
  if (*ours == '\0')
    return TRUE;
  *label = vbt_names_get_label (self->names, kind, ours);
  return *label != NULL
         || fail (self, error, _ ("its label is too long, or there are too many labels"));
}

static VbtAttributeKind
kind_of (const VbtJson *value)
{
  if (vbt_json_is_boolean (value))
    return VBT_ATTRIBUTE_YES_NO;
  return vbt_json_is_number (value) ? VBT_ATTRIBUTE_NUMBER : VBT_ATTRIBUTE_TEXT;
}

static gboolean
read_attributes (Answer *self, const VbtJson *item, VbtLabel *label, VbtAnnotation *annotation,
                 GError **error)
{
  const VbtJson *attributes = vbt_json_member (item, "attributes");
  const char *name;
  const VbtJson *value;

  if (attributes != NULL && !vbt_json_is (attributes, VBT_JSON_OBJECT))
    return fail (self, error, _ ("“%s” must be an object"), "attributes");
  VBT_JSON_FOREACH_MEMBER (attributes, name, value)
  {
    g_autofree char *text = vbt_json_is_boolean (value)
                                ? g_strdup (vbt_json_is (value, VBT_JSON_TRUE) ? "yes" : "no")
                                : vbt_json_to_name (value);
    VbtAttribute *attribute
        = text != NULL ? vbt_names_get_attribute (self->names, label, kind_of (value), name) : NULL;

    if (attribute == NULL)
      return fail (self, error, _ ("attribute “%.100s” has no plain value"), name);
    vbt_names_add_value (self->names, attribute, text);
    vbt_annotation_set_value (annotation, attribute->id, text);
  }
  return TRUE;
}

static gboolean
read_confidence (Answer *self, const VbtJson *item, VbtAnnotation *annotation, GError **error)
{
  const VbtJson *value = get (self, item, VBT_ADAPTER_CONFIDENCE);

  annotation->confidence = -1;
  if (value == NULL || vbt_json_is (value, VBT_JSON_NULL))
    return TRUE;
  annotation->confidence = vbt_json_number (value);
  return (vbt_json_is_number (value) && annotation->confidence >= 0 && annotation->confidence <= 1)
         || fail (self, error, _ ("“%s” must be a number from 0 to 1"),
                  field (self, VBT_ADAPTER_CONFIDENCE));
}

/* The rule is what the program itself calls it, unless it says more. */
static gboolean
take (Answer *self, const VbtJson *item, VbtLabel *label, VbtAnnotation *annotation, GError **error)
{
  const char *rule = vbt_json_string (vbt_json_member (item, "rule"));

  g_ptr_array_add (self->annotations, annotation);
  annotation->rule
      = rule != NULL ? g_strdup (rule) : vbt_json_to_name (get (self, item, VBT_ADAPTER_LABEL));
  return read_confidence (self, item, annotation, error)
         && read_attributes (self, item, label, annotation, error);
}

static gboolean
add_range (const VbtJson *start, const VbtJson *end, GArray *ranges)
{
  VbtRange range;

  if (!vbt_json_get_offset (start, &range.start) || !vbt_json_get_offset (end, &range.end))
    return FALSE;
  g_array_append_val (ranges, range);
  return TRUE;
}

/* (transfer full) (nullable): the fragments in code points. */
static GArray *
read_fragments (Answer *self, const VbtJson *item, GError **error)
{
  const VbtText *text = self->run->document->text;
  const VbtJson *list = vbt_json_member (item, "fragments");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  gboolean whole = TRUE;
  GArray *fragments;
  const VbtJson *fragment;
  size_t i;

  VBT_JSON_FOREACH (list, i, fragment)
  whole = whole && add_range (vbt_json_item (fragment, 0), vbt_json_item (fragment, 1), ranges);
  if (ranges->len == 0)
    whole = whole
            && add_range (get (self, item, VBT_ADAPTER_START), get (self, item, VBT_ADAPTER_END),
                          ranges);
  if (!whole)
    {
      fail (self, error, _ ("it needs “%s” and “%s” as whole numbers"),
            field (self, VBT_ADAPTER_START), field (self, VBT_ADAPTER_END));
      return NULL;
    }
  fragments = vbt_unit_convert (self->adapter->unit, text, ranges);
  if (fragments == NULL)
    fail (self, error,
          _ ("%d–%d is not in the text, which has %d characters, or ends within one: its offsets "
             "are read as %s (“offsets”)"),
          g_array_index (ranges, VbtRange, 0).start,
          g_array_index (ranges, VbtRange, ranges->len - 1).end, vbt_text_get_length (text),
          vbt_unit_to_string (self->adapter->unit));
  return fragments;
}

static gboolean
check_covered (const Answer *self, const VbtJson *item, const GArray *fragments, GError **error)
{
  const char *covered = vbt_json_string (get (self, item, VBT_ADAPTER_COVERED));
  const VbtText *text = self->run->document->text;
  VbtRange range = g_array_index (fragments, VbtRange, 0);
  g_autofree char *there = NULL;

  if (covered == NULL || vbt_offsets_match (text, fragments, covered))
    return TRUE;
  there = vbt_text_slice (text, range.start, MIN (range.end, range.start + 40));
  return fail (self, error,
               _ ("it is “%.100s”, but at its place the text is “%s”: its offsets are read as %s "
                  "(“offsets”)"),
               covered, there, vbt_unit_to_string (self->adapter->unit));
}

static VbtEntityKind
entity_kind_of (const VbtLabel *label)
{
  for (VbtEntityKind kind = 0; kind < VBT_ENTITY_OTHER; kind++)
    if (g_str_equal (vbt_dictionary_label_of (kind), label->name))
      return kind;
  return VBT_ENTITY_OTHER;
}

static gboolean
read_entities (Answer *self, const VbtJson *item, const VbtLabel *label, VbtAnnotation *span,
               GError **error)
{
  const VbtJson *entities = vbt_json_member (item, "entities");
  const VbtJson *name;
  size_t i;

  if (vbt_json_size (entities) > MAX_ENTITIES)
    return fail (self, error, _ ("it has too many entities"));
  VBT_JSON_FOREACH (entities, i, name)
  {
    VbtEntity *entity;

    if (!vbt_json_is (name, VBT_JSON_STRING) || *vbt_json_string (name) == '\0')
      return fail (self, error, _ ("“%s” must be a list of names"), "entities");
    entity = vbt_catalog_ensure_entity (self->run->catalog, entity_kind_of (label),
                                        vbt_json_string (name));
    vbt_annotation_add_entity (span, entity->id);
  }
  return TRUE;
}

static gboolean
read_span (Answer *self, const VbtJson *item, GError **error)
{
  g_autofree char *id = vbt_json_to_name (get (self, item, VBT_ADAPTER_SPAN_ID));
  g_autoptr (GError) problem = NULL;
  g_autoptr (GArray) fragments = NULL;
  VbtAnnotation *span;
  VbtLabel *label;

  if (!read_label (self, item, VBT_KIND_SPAN, &label, error))
    return FALSE;
  fragments = read_fragments (self, item, error);
  if (fragments == NULL || !check_covered (self, item, fragments, error))
    return FALSE;
  if (label == NULL)
    return TRUE;
  span = vbt_annotation_new_span (label->id, self->run->annotator, 0, 1);
  vbt_annotation_set_fragments (span, fragments);
  if (!take (self, item, label, span, error))
    return FALSE;
  if (!vbt_annotation_check_fragments (span, vbt_text_get_length (self->run->document->text),
                                       &problem))
    return fail (self, error, "%s", problem->message);
  if (id != NULL && g_hash_table_contains (self->by_id, id))
    return fail (self, error, _ ("there is another one of its “%s”"),
                 field (self, VBT_ADAPTER_SPAN_ID));
  if (id != NULL)
    g_hash_table_insert (self->by_id, g_steal_pointer (&id), span);
  return read_entities (self, item, label, span, error);
}

/* Of spans that are left out, the relations are left out. */
static gboolean
read_relation (Answer *self, const VbtJson *item, GError **error)
{
  g_autofree char *from = vbt_json_to_name (vbt_json_member (item, "from"));
  g_autofree char *to = vbt_json_to_name (vbt_json_member (item, "to"));
  const VbtAnnotation *source = from != NULL ? g_hash_table_lookup (self->by_id, from) : NULL;
  const VbtAnnotation *target = to != NULL ? g_hash_table_lookup (self->by_id, to) : NULL;
  VbtLabel *label;

  if (from == NULL || to == NULL)
    return fail (self, error, _ ("it needs “from” and “to”"));
  if (!read_label (self, item, VBT_KIND_RELATION, &label, error))
    return FALSE;
  if (label == NULL || source == NULL || target == NULL)
    return TRUE;
  return take (
      self, item, label,
      vbt_annotation_new_relation (label->id, self->run->annotator, source->id, target->id), error);
}

static gboolean
read_document_label (Answer *self, const VbtJson *item, GError **error)
{
  VbtLabel *label;

  if (!read_label (self, item, VBT_KIND_DOCUMENT, &label, error))
    return FALSE;
  return label == NULL
         || take (self, item, label,
                  vbt_annotation_new_document_label (label->id, self->run->annotator), error);
}

static gboolean
read_items (Answer *self, const VbtJson *json, const char *member, gboolean may_be_list,
            gboolean (*read) (Answer *self, const VbtJson *item, GError **error), GError **error)
{
  const VbtJson *list = vbt_json_member (json, member);
  const VbtJson *item;
  size_t i;

  self->member = NULL;
  if (list == NULL || vbt_json_is (list, VBT_JSON_NULL))
    return TRUE;
  if (!vbt_json_is (list, VBT_JSON_ARRAY))
    return fail (self, error, _ ("“%s” must be a list"), member);
  self->member = member;
  VBT_JSON_FOREACH (list, i, item)
  {
    self->number = i + 1;
    if (!vbt_json_is (item, VBT_JSON_OBJECT)
        && !(may_be_list && vbt_json_is (item, VBT_JSON_ARRAY)))
      return fail (self, error, _ ("it is no object"));
    if (!read (self, item, error))
      return FALSE;
  }
  self->member = NULL;
  return TRUE;
}

/* A program that is behind by a line would put its spans into other documents. */
static gboolean
check_identity (const Answer *self, const VbtJson *json, GError **error)
{
  const char *id = vbt_json_string (vbt_json_member (json, field (self, VBT_ADAPTER_ID)));
  const char *text = vbt_json_string (vbt_json_member (json, field (self, VBT_ADAPTER_TEXT)));
  g_autofree char *ours = vbt_id_to_string (self->run->document->id);

  if (id != NULL && !g_str_equal (id, ours))
    return fail (self, error, _ ("it is for another document: “%s” is not “%.40s”"),
                 field (self, VBT_ADAPTER_ID), ours);
  return text == NULL || g_str_equal (text, vbt_text_get_utf8 (self->run->document->text))
         || fail (self, error, _ ("its text is not that of the document"));
}

/* (nullable): the line as JSON, where it is an answer to what was asked. */
static const VbtJson *
parse (const Answer *self, VbtJsonReader *reader, const char *answer, gsize length, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const VbtJson *json = vbt_json_reader_read (reader, answer, length, &problem);
  g_autofree char *shown = g_utf8_make_valid (answer, (gssize)MIN (length, 60));

  if (json == NULL)
    fail (self, error, "%s: “%s”", problem->message, shown);
  else if (!vbt_json_is (json, VBT_JSON_OBJECT))
    fail (self, error, _ ("it is no JSON object: “%s”"), shown);
  else if (check_identity (self, json, error))
    return json;
  if (error != NULL && *error != NULL)
    (*error)->code = VBT_ERROR_CONFLICT;
  return NULL;
}

static gboolean
read_answer (Answer *self, const VbtJson *json, GError **error)
{
  const char *spans = field (self, VBT_ADAPTER_SPANS);
  const char *problem = vbt_json_string (vbt_json_member (json, "error"));

  if (problem != NULL)
    return fail (self, error, "%.300s", problem);
  return read_items (self, json, spans, TRUE, read_span, error)
         && read_items (self, json, "relations", FALSE, read_relation, error)
         && (g_str_equal (spans, "labels")
             || read_items (self, json, "labels", FALSE, read_document_label, error));
}

/**
 * vbt_adapter_read:
 * @self: an adapter
 * @answer: the line that the program wrote
 * @length: its bytes
 * @run: the document that it is about
 * @error: return location for an error
 *
 * Adds what the program says to the document. Where any of it cannot be, nothing is added.
 *
 * Returns: FALSE with VBT_ERROR_FORMAT where the answer is wrong, with VBT_ERROR_CONFLICT where it is
 *   none, or none to what was asked
 */
gboolean
vbt_adapter_read (const VbtAdapter *self, const char *answer, gsize length, const VbtTaggerRun *run,
                  GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) annotations
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);
  g_autoptr (VbtNames) names = vbt_names_new (run->catalog->schema);
  Answer read = { self, run, names, annotations, by_id, NULL, 0 };
  g_autoptr (VbtJsonReader) reader = vbt_json_reader_new ();
  const VbtJson *json = parse (&read, reader, answer, length, error);

  if (json == NULL || !read_answer (&read, json, error))
    return FALSE;
  for (guint i = 0; i < annotations->len; i++)
    vbt_document_take_annotation (run->document, annotations->pdata[i]);
  g_ptr_array_set_free_func (annotations, NULL);
  return TRUE;
}
