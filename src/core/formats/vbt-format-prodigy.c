/* vbt-format-prodigy.c: JSON Lines of Prodigy, and spaCy's training examples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"
#include "formats/vbt-tokens.h"
#include "model/vbt-lexicon.h"
#include "model/vbt-segment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A record is a task of Prodigy, {"text", "tokens", "spans", "relations", "accept", "answer", "meta"}, or a
 * pair of spaCy, [text, {"entities": [[start, end, label]]}], where "spans" may be lists by group.
 *
 * Only what was answered by "accept", or not at all, is annotated; of the others the text is kept.
 * "accept" has labels of the document. Who answered is "_annotator_id", or "_session_id". */

static const char *const extensions[] = { "jsonl", "json", NULL };

extern const VbtFormat vbt_format_prodigy;

static int
prodigy_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (n_head == 0 || (head[0] != '{' && head[0] != '[' && head[0] != 0xef)
      || vbt_json_head_has (head, n_head, "verbatim"))
    return 0;
  if (vbt_json_head_has (head, n_head, "_input_hash")
      || vbt_json_head_has (head, n_head, "_task_hash")
      || vbt_json_head_has (head, n_head, "token_start"))
    return 95;
  if (vbt_json_head_has (head, n_head, "text") && vbt_json_head_has (head, n_head, "answer"))
    return 80;
  if (head[0] == '[' && !vbt_json_head_has (head, n_head, "text")
      && vbt_json_head_has (head, n_head, "entities"))
    return 80;
  return vbt_json_head_has (head, n_head, "text") && vbt_json_head_has (head, n_head, "spans")
                 && vbt_json_head_has (head, n_head, "start")
             ? (head[0] == '[' ? 20 : 6) /* our own is written so, too */
             : 0;
}

/* Takes the tokens of the record for the document's, if all of them are in the text. */
static void
read_tokens (VbtDraft *draft, const VbtJson *list)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset length = vbt_text_get_length (draft->document->text);
  VbtOffset before = 0;
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (list, i, item)
  {
    const char *text = vbt_json_string (vbt_json_member (item, "text"));
    VbtRange range;

    if (!vbt_json_get_offset (vbt_json_member (item, "start"), &range.start)
        || !vbt_json_get_offset (vbt_json_member (item, "end"), &range.end) || range.start < before
        || range.end <= range.start || range.end > length)
      {
        vbt_draft_problem (draft,
                           _ ("Token %zu is not in the text: all tokens were left out, and made "
                              "anew"),
                           i + 1);
        return;
      }
    if (text != NULL && !vbt_range_matches (draft->document->text, range, text))
      vbt_draft_problem (draft, _ ("Token %zu is “%.40s”, which is not the text at its offsets"),
                         i + 1, text);
    before = range.end;
    g_array_append_val (tokens, range);
  }
  if (tokens->len == 0)
    return;
  draft->document->sentences = vbt_segment_sentences (
      draft->document->text, vbt_language_of (draft->document->text, NULL), tokens);
  draft->document->tokens = g_steal_pointer (&tokens);
}

/* The offset of a token's beginning or end; FALSE where there is no such token. */
static gboolean
get_token (const VbtDraft *draft, const VbtJson *value, gboolean end, VbtOffset *offset)
{
  VbtOffset token;

  if (!vbt_json_get_offset (value, &token) || draft->document->tokens == NULL
      || (guint)token >= draft->document->tokens->len)
    return FALSE;
  *offset = end ? g_array_index (draft->document->tokens, VbtRange, token).end
                : g_array_index (draft->document->tokens, VbtRange, token).start;
  return TRUE;
}

static char *
make_key (VbtOffset start, VbtOffset end, const char *label)
{
  return g_strdup_printf ("%d-%d %s", start, end, label);
}

/* Whether "token_start" and "token_end", if they are there, say the same as the offsets. */
static void
check_tokens (VbtDraft *draft, const char *what, const VbtJson *item, VbtOffset start,
              VbtOffset end)
{
  const VbtJson *first = vbt_json_member (item, "token_start");
  const VbtJson *last = vbt_json_member (item, "token_end");
  VbtOffset offset;

  if (draft->document->tokens == NULL || (first == NULL && last == NULL))
    return;
  if ((first != NULL && (!get_token (draft, first, FALSE, &offset) || offset != start))
      || (last != NULL && (!get_token (draft, last, TRUE, &offset) || offset != end)))
    vbt_draft_problem (draft,
                       _ ("%s: “token_start” and “token_end” are not the tokens at its offsets: "
                          "the offsets were kept"),
                       what);
}

static void
add_span (VbtDraft *draft, const char *what, VbtOffset start, VbtOffset end, const char *label,
          const VbtJson *text)
{
  g_autofree char *key = make_key (start, end, label);
  VbtDraftSpan *span = vbt_draft_add_span (draft, what, label, start, end);

  span->covered = g_strdup (vbt_json_string (text));
  if (!g_hash_table_contains (draft->by_key, key))
    vbt_draft_set_key (draft, span, key);
}

static void
read_span (VbtDraft *draft, const char *what, const VbtJson *item)
{
  const VbtJson *start = vbt_json_is (item, VBT_JSON_ARRAY) ? vbt_json_item (item, 0)
                                                            : vbt_json_member (item, "start");
  const VbtJson *end = vbt_json_is (item, VBT_JSON_ARRAY) ? vbt_json_item (item, 1)
                                                          : vbt_json_member (item, "end");
  g_autofree char *label
      = vbt_json_to_name (vbt_json_is (item, VBT_JSON_ARRAY) ? vbt_json_item (item, 2)
                                                             : vbt_json_member (item, "label"));
  VbtOffset from, to;

  if (start == NULL && end == NULL
      && get_token (draft, vbt_json_member (item, "token_start"), FALSE, &from)
      && get_token (draft, vbt_json_member (item, "token_end"), TRUE, &to) && label != NULL)
    add_span (draft, what, from, to, label, NULL);
  else if (!vbt_json_get_offset (start, &from) || !vbt_json_get_offset (end, &to))
    vbt_draft_problem (draft, _ ("%s was left out: its offsets are no numbers from 0 on"), what);
  else if (label == NULL || label[0] == '\0')
    vbt_draft_problem (draft, _ ("%s was left out: it has no label"), what);
  else
    {
      check_tokens (draft, what, item, from, to);
      add_span (draft, what, from, to, label, vbt_json_member (item, "text"));
    }
}

static void
read_spans (VbtDraft *draft, const char *name, const VbtJson *spans)
{
  const VbtJson *item;
  size_t i;
  const char *group;

  if (vbt_json_is (spans, VBT_JSON_OBJECT))
    {
      VBT_JSON_FOREACH_MEMBER (spans, group, item)
      {
        if (vbt_json_is (item, VBT_JSON_ARRAY))
          read_spans (draft, group, item);
      }
      return;
    }
  VBT_JSON_FOREACH (spans, i, item)
  {
    g_autofree char *what = vbt_draft_name_part (name, i + 1);

    read_span (draft, what, item);
  }
}

/* (transfer full) (nullable): the key of one end of a relation: its span, else its last token. */
static char *
find_end (VbtDraft *draft, GHashTable *ends, const VbtJson *relation, const char *token_member,
          const char *span_member)
{
  const VbtJson *span = vbt_json_member (relation, span_member);
  g_autofree char *label = vbt_json_to_name (vbt_json_member (span, "label"));
  VbtOffset start, end;

  if (label != NULL && vbt_json_get_offset (vbt_json_member (span, "start"), &start)
      && vbt_json_get_offset (vbt_json_member (span, "end"), &end))
    return make_key (start, end, label);
  if (!get_token (draft, vbt_json_member (relation, token_member), TRUE, &end))
    return NULL;
  return g_strdup (g_hash_table_lookup (ends, GINT_TO_POINTER (end)));
}

/* (transfer full): the keys of the spans by where they end; of several the first one. */
static GHashTable *
index_ends (const VbtDraft *draft)
{
  GHashTable *ends = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < draft->spans->len; i++)
    {
      const VbtDraftSpan *span = draft->spans->pdata[i];
      gpointer end = GINT_TO_POINTER (g_array_index (span->parent.ranges, VbtRange, 0).end);

      if (span->key != NULL && !g_hash_table_contains (ends, end))
        g_hash_table_insert (ends, end, span->key);
    }
  return ends;
}

static void
read_relations (VbtDraft *draft, const VbtJson *relations)
{
  g_autoptr (GHashTable) ends = index_ends (draft);
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (relations, i, item)
  {
    g_autofree char *what = vbt_draft_name_part ("relations", i + 1);
    g_autofree char *label = vbt_json_to_name (vbt_json_member (item, "label"));
    g_autofree char *head = find_end (draft, ends, item, "head", "head_span");
    g_autofree char *child = find_end (draft, ends, item, "child", "child_span");
    const VbtAnnotation *from;

    if (head == NULL || child == NULL || label == NULL)
      {
        vbt_draft_problem (draft, _ ("%s was left out: its spans or its label are not there"),
                           what);
        continue;
      }
    from = vbt_draft_find (draft, what, head);
    if (from != NULL)
      vbt_draft_relate (draft, what, label, from, vbt_draft_find (draft, what, child));
  }
}

static void
read_metadata (VbtDraft *draft, const VbtJson *record)
{
  static const char *const known[]
      = { "text", "tokens",      "spans",      "relations",     "accept",      "answer",
          "meta", "_input_hash", "_task_hash", "_annotator_id", "_session_id", NULL };
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (vbt_json_member (record, "meta"), key, value)
  {
    vbt_draft_set_json_metadata (draft, key, value);
  }
  VBT_JSON_FOREACH_MEMBER (record, key, value)
  {
    if (!g_strv_contains (known, key))
      vbt_draft_set_json_metadata (draft, key, value);
  }
}

/* Whose annotations these are, if the record says so. */
static void
set_annotator (VbtDraft *draft, const VbtJson *record)
{
  const char *name = vbt_json_string (vbt_json_member (record, "_annotator_id"));
  VbtId annotator;

  if (name == NULL)
    name = vbt_json_string (vbt_json_member (record, "_session_id"));
  if (name == NULL || name[0] == '\0')
    return;
  annotator = vbt_draft_ensure_annotator (draft, VBT_ANNOTATOR_PERSON, name);
  for (guint i = 0; i < draft->spans->len; i++)
    ((VbtDraftSpan *)draft->spans->pdata[i])->annotator = annotator;
}

static void
read_annotations (VbtDraft *draft, const VbtJson *record)
{
  const char *answer = vbt_json_string (vbt_json_member (record, "answer"));
  const VbtJson *item;
  size_t i;

  if (answer != NULL && !g_str_equal (answer, "accept"))
    {
      size_t n = vbt_json_size (vbt_json_member (record, "spans"));

      vbt_draft_problem (
          draft,
          ngettext ("It was answered by “%.20s”: the text was kept, its %zu span was left out",
                    "It was answered by “%.20s”: the text was kept, its %zu spans were "
                    "left out",
                    n),
          answer, n);
      return;
    }
  read_spans (draft, "spans", vbt_json_member (record, "spans"));
  read_spans (draft, "entities", vbt_json_member (record, "entities"));
  set_annotator (draft, record);
  vbt_draft_settle (draft);
  read_relations (draft, vbt_json_member (record, "relations"));
  VBT_JSON_FOREACH (vbt_json_member (record, "accept"), i, item)
  {
    g_autofree char *label = vbt_json_to_name (item);

    vbt_draft_label_document (draft, label != NULL ? label : "");
  }
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  g_autofree char *member = vbt_input_get_dialect (draft->input, "text");
  const char *text
      = vbt_json_is (record, VBT_JSON_ARRAY)
            ? vbt_json_string (vbt_json_item (record, 0))
            : vbt_json_string (vbt_json_member (record, member != NULL ? member : "text"));
  const VbtJson *body = vbt_json_is (record, VBT_JSON_ARRAY) ? vbt_json_item (record, 1) : record;

  if (text == NULL || !vbt_json_is (body, VBT_JSON_OBJECT))
    {
      vbt_draft_problem (draft, _ ("The record was left out: it has no text"));
      return TRUE;
    }
  if (!vbt_draft_begin (draft, NULL, text))
    return TRUE;
  read_metadata (draft, body);
  read_tokens (draft, vbt_json_member (body, "tokens"));
  read_annotations (draft, body);
  return vbt_draft_end (draft, error);
}

static gboolean
prodigy_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static gboolean
prodigy_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static void
append_tokens (VbtOutput *output, GString *json, VbtTokenView *view, const VbtDocument *document)
{
  vbt_json_append_member (json, "tokens");
  g_string_append_c (json, '[');
  for (guint i = 0; i < view->tokens->len; i++)
    {
      VbtRange range = g_array_index (view->tokens, VbtRange, i);
      g_autofree char *token = vbt_token_view_get_token (view, document, i);
      gboolean space = range.end < vbt_text_get_length (document->text)
                       && vbt_text_get_char (document->text, range.end) == ' ';

      g_string_append (json, i > 0 ? ", {\"text\": " : "{\"text\": ");
      vbt_json_append_string (json, token);
      g_string_append_printf (json, ", \"start\": %d, \"end\": %d, \"id\": %u, \"ws\": %s}",
                              range.start, range.end, i, space ? "true" : "false");
      vbt_output_spill (output, json);
    }
  g_string_append_c (json, ']');
}

/* The token that an offset is in, 0 where there is none. */
static guint
find_token (const VbtTokenView *view, VbtOffset offset)
{
  guint token = 0;

  return vbt_ranges_find (view->tokens, offset, &token) ? token : 0;
}

/* {"start", "end", "label", "token_start", "token_end"}: the last two where they are exact. */
static void
append_span (GString *json, const VbtTokenView *view, VbtRange range, const char *label)
{
  guint first = find_token (view, range.start);
  guint last = find_token (view, range.end - 1);

  g_string_append_printf (json, "{\"start\": %d, \"end\": %d, \"label\": ", range.start, range.end);
  vbt_json_append_string (json, label);
  if (view->tokens->len > 0 && g_array_index (view->tokens, VbtRange, first).start == range.start
      && g_array_index (view->tokens, VbtRange, last).end == range.end)
    g_string_append_printf (json, ", \"token_start\": %u, \"token_end\": %u", first, last);
  g_string_append_c (json, '}');
}

static const char *
label_of (const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (catalog->schema, annotation->label)->name;
}

static void
append_relation (GString *json, const VbtTokenView *view, const VbtCatalog *catalog,
                 const VbtDocument *document, const VbtAnnotation *relation)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (document, relation->to);
  VbtRange head, child;

  if (from == NULL || to == NULL || from->kind != VBT_KIND_SPAN || to->kind != VBT_KIND_SPAN)
    return;
  head = vbt_annotation_get_fragment (from, 0);
  child = vbt_annotation_get_fragment (to, 0);
  if (json->str[json->len - 1] != '[')
    g_string_append (json, ", ");
  g_string_append_printf (json, "{\"head\": %u, \"child\": %u, \"head_span\": ",
                          find_token (view, head.end - 1), find_token (view, child.end - 1));
  append_span (json, view, head, label_of (catalog, from));
  g_string_append (json, ", \"child_span\": ");
  append_span (json, view, child, label_of (catalog, to));
  g_string_append (json, ", \"label\": ");
  vbt_json_append_string (json, label_of (catalog, relation));
  g_string_append_c (json, '}');
}

static void
append_annotations (VbtOutput *output, GString *json, const VbtTokenView *view,
                    const VbtCatalog *catalog, const VbtDocument *document, VbtKind kind)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind != kind)
        continue;
      vbt_output_spill (output, json);
      if (kind == VBT_KIND_RELATION)
        append_relation (json, view, catalog, document, annotation);
      for (guint j = 0; kind == VBT_KIND_SPAN && j < annotation->n_fragments; j++)
        {
          if (json->str[json->len - 1] != '[')
            g_string_append (json, ", ");
          append_span (json, view, vbt_annotation_get_fragment (annotation, j),
                       label_of (catalog, annotation));
        }
      if (kind != VBT_KIND_DOCUMENT)
        continue;
      if (json->str[json->len - 1] != '[')
        g_string_append (json, ", ");
      vbt_json_append_string (json, label_of (catalog, annotation));
    }
}

static gboolean
prodigy_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
               GError **error)
{
  static const struct
  {
    const char *member;
    VbtKind kind;
  } lists[] = { { "spans", VBT_KIND_SPAN },
                { "relations", VBT_KIND_RELATION },
                { "accept", VBT_KIND_DOCUMENT } };
  g_autoptr (GString) json = g_string_new ("{");
  VbtTokenView view;

  vbt_token_view_init (&view, document);
  vbt_json_append_member (json, "text");
  vbt_json_append_string (json, vbt_text_get_utf8 (document->text));
  vbt_json_append_metadata (json, "meta", document);
  append_tokens (output, json, &view, document);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      gsize before = json->len;

      vbt_json_append_member (json, lists[i].member);
      g_string_append_c (json, '[');
      append_annotations (output, json, &view, catalog, document, lists[i].kind);
      if (i > 0 && json->str[json->len - 1] == '[')
        g_string_truncate (json, before);
      else
        g_string_append_c (json, ']');
    }
  g_string_append (json, ", \"answer\": \"accept\"}\n");
  vbt_token_view_clear (&view);
  return vbt_output_write (output, json->str, (gssize)json->len, error);
}

static void
prodigy_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  if (document->tokens != NULL && document->sentences != NULL && document->sentences->len > 1)
    vbt_losses_add (losses, _ ("Sentences are left out"), document, NULL);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_METADATA
                        | VBT_HOLDS_TOKENS);
}

static const VbtDialectKey dialect[] = {
  { "text", N_ ("Field of the text"), NULL },
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_prodigy = {
  .name = "prodigy",
  .title = N_ ("Prodigy and spaCy (JSON Lines)"),
  .description = N_ ("One document a line with tokens, spans and relations, as Prodigy has them"),
  .extensions = extensions,
  .mime = "application/x-ndjson",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM | VBT_FORMAT_TOKENS,
  .dialect = dialect,
  .probe = prodigy_probe,
  .read = prodigy_read,
  .begin = prodigy_begin,
  .write = prodigy_write,
  .end = prodigy_begin,
  .losses = prodigy_losses,
};
