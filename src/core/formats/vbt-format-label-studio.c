/* vbt-format-label-studio.c: Label Studio's JSON: a list of tasks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A task is {"id", "data": {…}, "annotations": [{"completed_by", "was_cancelled", "result": […]}],
 * "predictions": [{"model_version", "result": […]}]}. What is understood of the results:
 *
 * - "labels" and "hypertextlabels" with "start" and "end": a span for each of the labels;
 * - "relation" between them; "choices": labels of the document.
 *
 * All else is counted and left out, as are annotations that were cancelled. Predictions are
 * suggestions of the model. The project decides what its data are called: the text is what the dialect
 * “text=…” names, else what the results name, else "text", else the longest string that is no address. */

static const char *const extensions[] = { "json", NULL };

extern const VbtFormat vbt_format_label_studio;

static int
label_studio_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (n_head == 0 || (head[0] != '{' && head[0] != '[' && head[0] != 0xef))
    return 0;
  if (vbt_json_head_has (head, n_head, "data")
      && (vbt_json_head_has (head, n_head, "annotations")
          || vbt_json_head_has (head, n_head, "predictions")
          || vbt_json_head_has (head, n_head, "completions"))
      && !vbt_json_head_has (head, n_head, "start_offset"))
    return 92;
  return 0;
}

static gboolean
is_text (const VbtJson *value)
{
  const char *string = vbt_json_string (value);

  return string != NULL && strncmp (string, "http://", 7) != 0
         && strncmp (string, "https://", 8) != 0 && string[0] != '/';
}

/* (nullable): what the results say of where their text is: "$text". */
static const char *
find_source (const VbtJson *task, const char *member)
{
  const VbtJson *annotation, *result;
  size_t i, j;

  VBT_JSON_FOREACH (vbt_json_member (task, member), i, annotation)
  {
    VBT_JSON_FOREACH (vbt_json_member (annotation, "result"), j, result)
    {
      const char *source = vbt_json_string (vbt_json_member (result, "source"));

      if (source != NULL && source[0] == '$')
        return source + 1;
    }
  }
  return NULL;
}

/* (nullable): the member of the data that is the text. */
static const char *
find_text_member (const VbtDraft *draft, const VbtJson *task)
{
  g_autofree char *told = vbt_input_get_dialect (draft->input, "text");
  const VbtJson *data = vbt_json_member (task, "data");
  const char *best = find_source (task, "annotations");
  const char *key;
  const VbtJson *value;

  if (best == NULL)
    best = find_source (task, "predictions");
  if (told != NULL)
    return vbt_json_member (data, told) != NULL ? vbt_json_member (data, told)[-1].string : NULL;
  if (best != NULL && is_text (vbt_json_member (data, best)))
    return best;
  if (vbt_json_is (vbt_json_member (data, "text"), VBT_JSON_STRING))
    return "text";
  best = NULL;
  VBT_JSON_FOREACH_MEMBER (data, key, value)
  {
    if (is_text (value) && (best == NULL || value->n > vbt_json_member (data, best)->n))
      best = key;
  }
  return best;
}

/* State of one task. */
typedef struct
{
  VbtDraft *draft;
  const char *member; /* of the data: the text */
  const char *prefix; /* of keys: the ids of two annotations may be the same */
  VbtId annotator;
  const VbtJson *data;
  GHashTable *left_out; /* type of a result to how many */
} Task;

static void
leave_out (Task *self, const char *type)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->left_out, type));

  g_hash_table_insert (self->left_out, g_strdup (type), GUINT_TO_POINTER (n + 1));
}

static const VbtJson *
get_labels (const VbtJson *value, const char *type)
{
  const VbtJson *labels = vbt_json_member (value, type);

  return labels != NULL ? labels : vbt_json_member (value, "labels");
}

/* Where the span is: the offsets, or for HTML "globalOffsets". */
static gboolean
get_offsets (const VbtJson *value, VbtOffset *start, VbtOffset *end)
{
  const VbtJson *global = vbt_json_member (value, "globalOffsets");

  if (global != NULL && vbt_json_get_offset (vbt_json_member (global, "start"), start)
      && vbt_json_get_offset (vbt_json_member (global, "end"), end))
    return TRUE;
  return vbt_json_get_offset (vbt_json_member (value, "start"), start)
         && vbt_json_get_offset (vbt_json_member (value, "end"), end);
}

/* The text may have another name in the project's settings, which are not in the file. */
static void
check_target (Task *self, const char *what, const VbtJson *result)
{
  const char *target = vbt_json_string (vbt_json_member (result, "to_name"));

  if (target == NULL || vbt_json_member (result, "source") != NULL
      || vbt_json_member (self->data, target) != NULL || !vbt_draft_say_once (self->draft, target))
    return;
  vbt_draft_problem (self->draft,
                     _ ("%s is on “%.40s”, which is not in the data: it was taken for “%s”, as "
                        "were all others on it"),
                     what, target, self->member);
}

static void
read_span (Task *self, const char *what, const VbtJson *result, const char *type)
{
  const VbtJson *value = vbt_json_member (result, "value");
  const char *id = vbt_json_string (vbt_json_member (result, "id"));
  const char *text = vbt_json_string (vbt_json_member (value, "text"));
  const VbtJson *labels = get_labels (value, type);
  const VbtJson *label;
  VbtOffset start, end;
  size_t i;

  check_target (self, what, result);
  if (vbt_json_is (vbt_json_member (value, "startOffset"), VBT_JSON_STRING)
      || (vbt_json_is (vbt_json_member (value, "start"), VBT_JSON_STRING)
          && vbt_json_member (value, "startOffset") != NULL && !get_offsets (value, &start, &end)))
    {
      vbt_draft_problem (self->draft, _ ("%s was left out: it is a place in HTML (XPath)"), what);
      return;
    }
  if (!get_offsets (value, &start, &end))
    {
      vbt_draft_problem (self->draft, _ ("%s was left out: its offsets are no numbers from 0 on"),
                         what);
      return;
    }
  if (vbt_json_size (labels) == 0)
    vbt_draft_problem (self->draft, _ ("%s was left out: it has no label"), what);
  VBT_JSON_FOREACH (labels, i, label)
  {
    g_autofree char *name = vbt_json_to_name (label);
    VbtDraftSpan *span
        = vbt_draft_add_span (self->draft, what, name != NULL ? name : "", start, end);
    g_autofree char *key = g_strdup_printf ("%s%s", self->prefix, id);

    span->annotator = self->annotator;
    span->covered = g_strdup (text);
    if (i == 0 && id != NULL)
      vbt_draft_set_key (self->draft, span, key);
  }
}

static void
read_choices (Task *self, const VbtJson *result)
{
  const VbtJson *choice;
  size_t i;

  VBT_JSON_FOREACH (vbt_json_member (vbt_json_member (result, "value"), "choices"), i, choice)
  {
    g_autofree char *label = vbt_json_to_name (choice);

    vbt_draft_label_document (self->draft, label != NULL ? label : "");
  }
}

static void
read_relation (Task *self, const char *what, const VbtJson *result)
{
  const char *from_id = vbt_json_string (vbt_json_member (result, "from_id"));
  const char *to_id = vbt_json_string (vbt_json_member (result, "to_id"));
  const char *direction = vbt_json_string (vbt_json_member (result, "direction"));
  g_autofree char *label = vbt_json_to_name (vbt_json_item (vbt_json_member (result, "labels"), 0));
  g_autofree char *from_key = g_strdup_printf ("%s%s", self->prefix, from_id);
  g_autofree char *to_key = g_strdup_printf ("%s%s", self->prefix, to_id);
  const char *name = label != NULL ? label : "relation";
  const VbtAnnotation *from = vbt_draft_find (self->draft, what, from_key);
  const VbtAnnotation *to = from != NULL ? vbt_draft_find (self->draft, what, to_key) : NULL;
  gboolean left = g_strcmp0 (direction, "left") == 0;

  vbt_draft_relate (self->draft, what, name, left ? to : from, left ? from : to);
  if (g_strcmp0 (direction, "bi") == 0)
    vbt_draft_relate (self->draft, what, name, to, from);
}

typedef void (*ResultFunc) (Task *self, const char *what, const VbtJson *result, const char *type);

/* Spans first, then what refers to them. */
static void
read_result (Task *self, const char *what, const VbtJson *result, const char *type)
{
  if (g_str_equal (type, "labels") || g_str_equal (type, "hypertextlabels"))
    read_span (self, what, result, type);
  else if (g_str_equal (type, "choices"))
    read_choices (self, result);
  else if (!g_str_equal (type, "relation"))
    leave_out (self, type);
}

static void
read_link (Task *self, const char *what, const VbtJson *result, const char *type)
{
  if (g_str_equal (type, "relation"))
    read_relation (self, what, result);
}

/* Whose result it is: of a person if it says so, of a model if it is a prediction. */
static VbtId
find_annotator (const Task *self, const VbtJson *annotation, gboolean prediction)
{
  const VbtJson *by = vbt_json_member (annotation, "completed_by");
  g_autofree char *model = vbt_json_to_name (vbt_json_member (annotation, "model_version"));
  g_autofree char *person = NULL;

  if (prediction)
    return vbt_draft_ensure_annotator (self->draft, VBT_ANNOTATOR_TAGGER,
                                       model != NULL && model[0] != '\0' ? model : "Label Studio");
  if (vbt_json_is (by, VBT_JSON_OBJECT) && vbt_json_member (by, "email") != NULL)
    person = vbt_json_to_name (vbt_json_member (by, "email"));
  else if (vbt_json_is (by, VBT_JSON_OBJECT))
    person = vbt_json_to_name (vbt_json_member (by, "id"));
  else
    person = vbt_json_to_name (by);
  if (person == NULL || person[0] == '\0')
    return self->draft->sink->annotator;
  return vbt_draft_ensure_annotator (self->draft, VBT_ANNOTATOR_PERSON, person);
}

static void
read_results (Task *self, const VbtJson *task, const char *member, ResultFunc read, gboolean report)
{
  const VbtJson *annotation, *result;
  size_t i, j;

  VBT_JSON_FOREACH (vbt_json_member (task, member), i, annotation)
  {
    g_autofree char *prefix = g_strdup_printf ("%s %zu: ", member, i + 1);
    g_autofree char *results = g_strdup_printf ("%s %zu, result", member, i + 1);

    if (vbt_json_is (vbt_json_member (annotation, "was_cancelled"), VBT_JSON_TRUE))
      {
        if (report)
          vbt_draft_problem (self->draft, _ ("%s %zu was left out: it was cancelled"), member,
                             i + 1);
        continue;
      }
    self->prefix = prefix;
    self->annotator = find_annotator (self, annotation, g_str_equal (member, "predictions"));
    VBT_JSON_FOREACH (vbt_json_member (annotation, "result"), j, result)
    {
      const char *type = vbt_json_string (vbt_json_member (result, "type"));
      g_autofree char *what = vbt_draft_name_part (results, j + 1);

      read (self, what, result, type != NULL ? type : "?");
    }
  }
}

static void
read_metadata (VbtDraft *draft, const VbtJson *task, const char *member)
{
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (vbt_json_member (task, "data"), key, value)
  {
    if (!g_str_equal (key, member))
      vbt_draft_set_json_metadata (draft, key, value);
  }
  VBT_JSON_FOREACH_MEMBER (vbt_json_member (task, "meta"), key, value)
  {
    vbt_draft_set_json_metadata (draft, key, value);
  }
}

static void
report_left_out (const Task *self)
{
  g_autoptr (GList) types
      = g_list_sort (g_hash_table_get_keys (self->left_out), (GCompareFunc)strcmp);

  for (GList *item = types; item != NULL; item = item->next)
    vbt_draft_problem (self->draft, _ ("Results of the type “%.40s” were left out: %u"),
                       (const char *)item->data,
                       GPOINTER_TO_UINT (g_hash_table_lookup (self->left_out, item->data)));
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *task, GError **error)
{
  static const char *const lists[] = { "annotations", "completions", "predictions" };
  const char *member = vbt_json_is (task, VBT_JSON_OBJECT) ? find_text_member (draft, task) : NULL;
  const char *text
      = member != NULL ? vbt_json_string (vbt_json_member (vbt_json_member (task, "data"), member))
                       : NULL;
  g_autoptr (GHashTable) left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Task self
      = { draft, member, "", draft->sink->annotator, vbt_json_member (task, "data"), left_out };

  if (text == NULL)
    {
      vbt_draft_problem (draft, _ ("The record was left out: it has no text"));
      return TRUE;
    }
  if (!vbt_draft_begin (draft, NULL, text))
    return TRUE;
  read_metadata (draft, task, member);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    read_results (&self, task, lists[i], read_result, TRUE);
  vbt_draft_settle (draft);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    read_results (&self, task, lists[i], read_link, FALSE);
  report_left_out (&self);
  return vbt_draft_end (draft, error);
}

static gboolean
label_studio_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  draft.is_list = TRUE;
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static gboolean
label_studio_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  guint *n_tasks = vbt_output_get_data (output);

  if (n_tasks != NULL)
    return TRUE;
  vbt_output_set_data (output, g_new0 (guint, 1), g_free);
  return vbt_output_write (output, "[", 1, error);
}

static const char *
label_of (const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (catalog->schema, annotation->label)->name;
}

static void
begin_result (GString *json, const char *type)
{
  g_string_append (json, json->str[json->len - 1] == '[' ? "\n   {" : ",\n   {");
  vbt_json_append_member (json, "type");
  vbt_json_append_string (json, type);
}

static void
append_span (GString *json, const VbtCatalog *catalog, const VbtDocument *document,
             const VbtAnnotation *span)
{
  for (guint i = 0; i < span->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);
      g_autofree char *text = vbt_text_slice (document->text, range.start, range.end);
      g_autofree char *id = vbt_id_to_string (span->id);

      begin_result (json, "labels");
      g_string_append_printf (json, ", \"id\": \"%s", id);
      if (i > 0)
        g_string_append_printf (json, "-%u", i + 1);
      g_string_append_printf (json,
                              "\", \"from_name\": \"label\", \"to_name\": \"text\", \"value\": "
                              "{\"start\": %d, \"end\": %d, \"text\": ",
                              range.start, range.end);
      vbt_json_append_string (json, text);
      g_string_append (json, ", \"labels\": [");
      vbt_json_append_string (json, label_of (catalog, span));
      g_string_append (json, "]}}");
    }
}

static void
append_relation (GString *json, const VbtCatalog *catalog, const VbtDocument *document,
                 const VbtAnnotation *relation)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (document, relation->to);
  g_autofree char *from_id = vbt_id_to_string (relation->from);
  g_autofree char *to_id = vbt_id_to_string (relation->to);

  if (from == NULL || to == NULL || from->kind != VBT_KIND_SPAN || to->kind != VBT_KIND_SPAN)
    return;
  begin_result (json, "relation");
  g_string_append_printf (
      json, ", \"from_id\": \"%s\", \"to_id\": \"%s\", \"direction\": \"right\", \"labels\": [",
      from_id, to_id);
  vbt_json_append_string (json, label_of (catalog, relation));
  g_string_append (json, "]}");
}

static void
append_choice (GString *json, const VbtCatalog *catalog, const VbtAnnotation *label)
{
  begin_result (json, "choices");
  g_string_append (
      json, ", \"from_name\": \"choice\", \"to_name\": \"text\", \"value\": {\"choices\": [");
  vbt_json_append_string (json, label_of (catalog, label));
  g_string_append (json, "]}}");
}

static gboolean
label_studio_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                    GError **error)
{
  guint *n_tasks = vbt_output_get_data (output);
  g_autoptr (GString) json = g_string_new (*n_tasks > 0 ? ",\n {" : "\n {");

  g_string_append_printf (json, "\"id\": %u, \"data\": {\"text\": ", ++*n_tasks);
  vbt_json_append_string (json, vbt_text_get_utf8 (document->text));
  g_string_append_c (json, '}');
  vbt_json_append_metadata (json, "meta", document);
  g_string_append_printf (json, ",\n  \"annotations\": [{\"id\": %u, \"result\": [", *n_tasks);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_SPAN)
        append_span (json, catalog, document, annotation);
      else if (annotation->kind == VBT_KIND_RELATION)
        append_relation (json, catalog, document, annotation);
      else
        append_choice (json, catalog, annotation);
      vbt_output_spill (output, json);
    }
  g_string_append (json, "]}]}");
  return vbt_output_write (output, json->str, (gssize)json->len, error);
}

static gboolean
label_studio_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return vbt_output_write (output, "\n]\n", -1, error);
}

static void
label_studio_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_METADATA);
}

static const VbtDialectKey dialect[] = {
  { "text", N_ ("Field of the text"), NULL },
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_label_studio = {
  .name = "label-studio",
  .title = N_ ("Label Studio (JSON)"),
  .description = N_ ("A list of tasks with their annotations, as Label Studio exports them"),
  .extensions = extensions,
  .mime = "application/json",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .dialect = dialect,
  .probe = label_studio_probe,
  .read = label_studio_read,
  .begin = label_studio_begin,
  .write = label_studio_write,
  .end = label_studio_end,
  .losses = label_studio_losses,
};
