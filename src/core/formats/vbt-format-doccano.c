/* vbt-format-doccano.c: doccano's JSON Lines, all dialects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The dialects, which may be mixed in one file:
 *
 * - "label" or "labels" has [start, end, "LABEL"] (labeling) or "LABEL" (classification);
 * - "entities" has {"id", "label", "start_offset", "end_offset"}, and "relations" has {"id", "from_id",
 *   "to_id", "type"};
 * - "annotations" (the oldest) has {"label", "start_offset", "end_offset", "user"}, where the label is a
 *   number, and the annotations of several users are together;
 * - "cats" has labels of the document.
 *
 * The text is in "text", or "data" (flair), or in what the dialect “text=…” names. What is in "meta",
 * and any other member, is metadata.
 *
 * Written is "label", or where there are relations "entities" and "relations", because doccano's kinds of
 * project expect the one or the other; “shape=label” and “shape=entities” decide it. */

static const char *const extensions[] = { "jsonl", "json", NULL };

extern const VbtFormat vbt_format_doccano;

/* Whether the member is a label, or a list of labels or of lists. */
static gboolean
has_labels (const guint8 *head, gsize n_head, const char *member)
{
  const guint8 *value = vbt_json_head_find (head, n_head, member);

  if (value == NULL || *value == '"')
    return value != NULL;
  if (*value++ != '[')
    return FALSE;
  while (value < head + n_head && g_ascii_isspace (*value))
    value++;
  return value < head + n_head && strchr ("[\"]", *value) != NULL;
}

static int
doccano_probe (const char *name, const guint8 *head, gsize n_head)
{
  gboolean has_text
      = vbt_json_head_has (head, n_head, "text") || vbt_json_head_has (head, n_head, "data");

  if (n_head == 0 || (head[0] != '{' && head[0] != '[' && head[0] != 0xef) || !has_text
      || vbt_json_head_has (head, n_head, "verbatim"))
    return 0;
  if (vbt_json_head_has (head, n_head, "start_offset"))
    return 90;
  if (head[0] == '[' || vbt_json_head_has (head, n_head, "spans"))
    return 0;
  /* Our own has "labels" of objects, which have no place. */
  if (vbt_json_head_has (head, n_head, "start") && vbt_json_head_has (head, n_head, "label"))
    return 70;
  if (vbt_json_head_has (head, n_head, "labels"))
    return has_labels (head, n_head, "labels") ? 70 : 0;
  return has_labels (head, n_head, "label") || has_labels (head, n_head, "entities") ? 70 : 0;
}

static void
add_span (VbtDraft *draft, const char *what, const VbtJson *label, const VbtJson *start,
          const VbtJson *end, const VbtJson *key, const VbtJson *user)
{
  g_autofree char *name = vbt_json_to_name (label);
  g_autofree char *id = vbt_json_to_name (key);
  g_autofree char *annotator = vbt_json_to_name (user);
  VbtOffset from, to;
  VbtDraftSpan *span;

  if (!vbt_json_get_offset (start, &from) || !vbt_json_get_offset (end, &to))
    {
      vbt_draft_problem (draft, _ ("%s was left out: its offsets are no numbers from 0 on"), what);
      return;
    }
  if (name == NULL || name[0] == '\0')
    {
      vbt_draft_problem (draft, _ ("%s was left out: it has no label"), what);
      return;
    }
  span = vbt_draft_add_span (draft, what, name, from, to);
  if (id != NULL)
    vbt_draft_set_key (draft, span, id);
  if (annotator != NULL)
    span->annotator = vbt_draft_ensure_annotator (draft, VBT_ANNOTATOR_PERSON, annotator);
}

static void read_entity (VbtDraft *draft, const char *what, const VbtJson *item);

/* An item of "label": a span, or a label of the document. */
static void
read_label (VbtDraft *draft, const char *what, const VbtJson *item)
{
  if (vbt_json_is (item, VBT_JSON_STRING))
    vbt_draft_label_document (draft, vbt_json_string (item));
  else if (vbt_json_is (item, VBT_JSON_ARRAY) && vbt_json_size (item) >= 3)
    add_span (draft, what, vbt_json_item (item, 2), vbt_json_item (item, 0),
              vbt_json_item (item, 1), NULL, NULL);
  else if (vbt_json_is (item, VBT_JSON_OBJECT) && vbt_json_member (item, "label") != NULL)
    read_entity (draft, what, item);
  else
    vbt_draft_problem (draft, _ ("%s was left out: it is not [start, end, label]"), what);
}

/* Others than doccano write "start" and "end". */
static const VbtJson *
find_offset (const VbtJson *item, const char *name, const char *other)
{
  const VbtJson *offset = vbt_json_member (item, name);

  return offset != NULL ? offset : vbt_json_member (item, other);
}

static void
read_entity (VbtDraft *draft, const char *what, const VbtJson *item)
{
  if (vbt_json_is (item, VBT_JSON_ARRAY))
    read_label (draft, what, item);
  else if (!vbt_json_is (item, VBT_JSON_OBJECT))
    vbt_draft_problem (draft, _ ("%s was left out: it is no object"), what);
  else if (find_offset (item, "start_offset", "start") == NULL
           && vbt_json_member (item, "label") != NULL)
    {
      /* The oldest dialect: a label of the document. */
      g_autofree char *label = vbt_json_to_name (vbt_json_member (item, "label"));

      vbt_draft_label_document (draft, label != NULL ? label : "");
    }
  else
    add_span (draft, what, vbt_json_member (item, "label"),
              find_offset (item, "start_offset", "start"), find_offset (item, "end_offset", "end"),
              vbt_json_member (item, "id"), vbt_json_member (item, "user"));
}

static void
read_list (VbtDraft *draft, const VbtJson *record, const char *member,
           void (*read) (VbtDraft *, const char *, const VbtJson *))
{
  const VbtJson *list = vbt_json_member (record, member);
  const VbtJson *item;
  size_t i;

  if (vbt_json_is (list, VBT_JSON_STRING))
    vbt_draft_label_document (draft, vbt_json_string (list));
  else if (list != NULL && !vbt_json_is (list, VBT_JSON_NULL)
           && !vbt_json_is (list, VBT_JSON_ARRAY))
    vbt_draft_problem (draft, _ ("“%s” was left out: it is no list"), member);
  VBT_JSON_FOREACH (list, i, item)
  {
    g_autofree char *what = vbt_draft_name_part (member, i + 1);

    read (draft, what, item);
  }
}

static void
read_relation (VbtDraft *draft, const char *what, const VbtJson *item)
{
  g_autofree char *from = vbt_json_to_name (vbt_json_member (item, "from_id"));
  g_autofree char *to = vbt_json_to_name (vbt_json_member (item, "to_id"));
  g_autofree char *type = vbt_json_to_name (vbt_json_member (item, "type"));
  const VbtAnnotation *source;

  if (from == NULL || to == NULL || type == NULL)
    {
      vbt_draft_problem (draft, _ ("%s was left out: it needs “from_id”, “to_id” and “type”"),
                         what);
      return;
    }
  source = vbt_draft_find (draft, what, from);
  if (source != NULL)
    vbt_draft_relate (draft, what, type, source, vbt_draft_find (draft, what, to));
}

static void
read_metadata (VbtDraft *draft, const VbtJson *record)
{
  static const char *const known[] = { "label",       "labels", "entities", "relations", "cats",
                                       "annotations", "meta",   "text",     "Comments",  NULL };
  const VbtJson *comments = vbt_json_member (record, "Comments");
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (record, key, value)
  {
    if (!g_strv_contains (known, key)
        && !(vbt_json_is (value, VBT_JSON_STRING)
             && g_str_equal (vbt_json_string (value), vbt_text_get_utf8 (draft->document->text))))
      vbt_draft_set_json_metadata (draft, key, value);
  }
  VBT_JSON_FOREACH_MEMBER (vbt_json_member (record, "meta"), key, value)
  {
    vbt_draft_set_json_metadata (draft, key, value);
  }
  if (vbt_json_size (comments) > 0)
    vbt_draft_set_json_metadata (draft, "Comments", comments);
}

/* (nullable): the text of a record. */
static const char *
find_text (const VbtDraft *draft, const VbtJson *record)
{
  g_autofree char *member = vbt_input_get_dialect (draft->input, "text");
  const VbtJson *text = vbt_json_member (record, member != NULL ? member : "text");

  if (text == NULL && member == NULL)
    text = vbt_json_member (record, "data");
  return vbt_json_string (text);
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  const char *text = vbt_json_is (record, VBT_JSON_OBJECT) ? find_text (draft, record) : NULL;

  if (text == NULL)
    {
      vbt_draft_problem (draft, _ ("The record was left out: it has no text"));
      return TRUE;
    }
  if (!vbt_draft_begin (draft, NULL, text))
    return TRUE;
  read_metadata (draft, record);
  read_list (draft, record, "label", read_label);
  read_list (draft, record, "labels", read_label);
  read_list (draft, record, "entities", read_entity);
  read_list (draft, record, "annotations", read_entity);
  read_list (draft, record, "cats", read_label);
  vbt_draft_settle (draft);
  read_list (draft, record, "relations", read_relation);
  return vbt_draft_end (draft, error);
}

static gboolean
doccano_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  draft.is_lean = TRUE;
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

/* What a writer keeps. */
typedef struct
{
  gboolean entities; /* the shape with relations */
  gboolean is_told;
  guint n_documents;
  guint n_ids;
} Doccano;

static gboolean
doccano_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  g_autofree char *shape = vbt_output_get_dialect (output, "shape");
  Doccano *self = vbt_output_get_data (output);

  if (self == NULL)
    {
      self = g_new0 (Doccano, 1);
      vbt_output_set_data (output, self, g_free);
    }
  self->is_told = shape != NULL;
  self->entities = shape != NULL && g_str_equal (shape, "entities");
  for (guint i = 0; i < catalog->schema->labels->len && shape == NULL; i++)
    self->entities |= ((VbtLabel *)catalog->schema->labels->pdata[i])->kind == VBT_KIND_RELATION;
  return TRUE;
}

static void
append_spans (Doccano *self, GString *json, const VbtCatalog *catalog, const VbtDocument *document,
              GHashTable *ids)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *span = document->annotations->pdata[i];
      const char *label = vbt_schema_get_label (catalog->schema, span->label)->name;

      if (span->kind != VBT_KIND_SPAN)
        continue;
      for (guint j = 0; j < span->n_fragments; j++)
        {
          VbtRange range = vbt_annotation_get_fragment (span, j);

          if (json->str[json->len - 1] != '[')
            g_string_append (json, ", ");
          if (self->entities)
            g_string_append_printf (json, "{\"id\": %u, \"label\": ", ++self->n_ids);
          else
            g_string_append_printf (json, "[%d, %d, ", range.start, range.end);
          vbt_json_append_string (json, label);
          if (self->entities)
            g_string_append_printf (json, ", \"start_offset\": %d, \"end_offset\": %d}",
                                    range.start, range.end);
          else
            g_string_append_c (json, ']');
          if (j == 0)
            g_hash_table_insert (ids, (gpointer)&span->id, GUINT_TO_POINTER (self->n_ids));
        }
    }
}

static void
append_relations (Doccano *self, GString *json, const VbtCatalog *catalog,
                  const VbtDocument *document, GHashTable *ids)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *relation = document->annotations->pdata[i];
      guint from, to;

      if (relation->kind != VBT_KIND_RELATION)
        continue;
      from = GPOINTER_TO_UINT (g_hash_table_lookup (ids, &relation->from));
      to = GPOINTER_TO_UINT (g_hash_table_lookup (ids, &relation->to));
      if (from == 0 || to == 0)
        continue;
      if (json->str[json->len - 1] != '[')
        g_string_append (json, ", ");
      g_string_append_printf (
          json, "{\"id\": %u, \"from_id\": %u, \"to_id\": %u, \"type\": ", ++self->n_ids, from, to);
      vbt_json_append_string (json, vbt_schema_get_label (catalog->schema, relation->label)->name);
      g_string_append_c (json, '}');
    }
}

static void
append_categories (GString *json, const VbtCatalog *catalog, const VbtDocument *document)
{
  gboolean any = FALSE;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *label = document->annotations->pdata[i];

      if (label->kind != VBT_KIND_DOCUMENT)
        continue;
      if (!any)
        vbt_json_append_member (json, "cats");
      g_string_append (json, any ? ", " : "[");
      vbt_json_append_string (json, vbt_schema_get_label (catalog->schema, label->label)->name);
      any = TRUE;
    }
  if (any)
    g_string_append_c (json, ']');
}

static gboolean
has_relations (const VbtDocument *document)
{
  for (guint i = 0; i < document->annotations->len; i++)
    if (((VbtAnnotation *)document->annotations->pdata[i])->kind == VBT_KIND_RELATION)
      return TRUE;
  return FALSE;
}

static gboolean
doccano_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
               GError **error)
{
  Doccano *self = vbt_output_get_data (output);
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  self->n_ids = 0;
  self->entities = self->entities || (!self->is_told && has_relations (document));
  g_string_append_printf (json, "\"id\": %u", ++self->n_documents);
  vbt_json_append_member (json, "text");
  vbt_json_append_string (json, vbt_text_get_utf8 (document->text));
  vbt_json_append_member (json, self->entities ? "entities" : "label");
  g_string_append_c (json, '[');
  append_spans (self, json, catalog, document, ids);
  g_string_append_c (json, ']');
  if (self->entities)
    {
      vbt_json_append_member (json, "relations");
      g_string_append_c (json, '[');
      append_relations (self, json, catalog, document, ids);
      g_string_append_c (json, ']');
    }
  append_categories (json, catalog, document);
  vbt_json_append_metadata (json, "meta", document);
  g_string_append (json, "}\n");
  return vbt_output_write (output, json->str, (gssize)json->len, error);
}

static gboolean
doccano_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static void
doccano_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_METADATA);
}

static const VbtDialectKey dialect[] = {
  { "text", N_ ("Field of the text"), NULL },
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_doccano = {
  .name = "doccano",
  .title = N_ ("doccano (JSON Lines)"),
  .description = N_ ("One document a line with its labels, as doccano exports and imports them"),
  .extensions = extensions,
  .mime = "application/x-ndjson",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .dialect = dialect,
  .probe = doccano_probe,
  .read = doccano_read,
  .begin = doccano_begin,
  .write = doccano_write,
  .end = doccano_end,
  .losses = doccano_losses,
};
