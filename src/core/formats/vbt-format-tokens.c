/* vbt-format-tokens.c: JSON of tokens and tags: Hugging Face, GLiNER, DyGIE++
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"
#include "formats/vbt-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The dialects:
 *
 * - Hugging Face: "tokens" or "words", and "ner_tags", "ner", "tags" or "labels": a tag for each;
 *   numbers need names: the dialect “names=O+B-PER+I-PER”.
 * - GLiNER: "tokenized_text", and "ner" of [first, last, label]: the last one is included.
 * - DyGIE++: "sentences" of tokens, and for each sentence "ner" of [first, last, label] and "relations" of
 *   [first, last, first, last, label], which count the tokens of the document.
 *
 * Written is the first one, a document a line, the tags as strings; “scheme=bioes” names another scheme. */

static const char *const extensions[] = { "jsonl", "json", NULL };

extern const VbtFormat vbt_format_tokens;

static const char *const tag_members[] = { "ner_tags", "ner", "tags", "labels" };

static int
tokens_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (n_head == 0 || (head[0] != '{' && head[0] != '[' && head[0] != 0xef)
      || vbt_json_head_has (head, n_head, "verbatim"))
    return 0;
  if (vbt_json_head_has (head, n_head, "tokenized_text"))
    return 90;
  if (vbt_json_head_has (head, n_head, "sentences") && vbt_json_head_has (head, n_head, "ner"))
    return 85;
  if (vbt_json_head_has (head, n_head, "text")
      || (!vbt_json_head_has (head, n_head, "tokens")
          && !vbt_json_head_has (head, n_head, "words")))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (tag_members); i++)
    if (vbt_json_head_has (head, n_head, tag_members[i]))
      return 85;
  return 30;
}

/* Adds the tokens of a list; FALSE, and it is reported, where one is none. */
static gboolean
add_tokens (VbtDraft *draft, VbtTokenText *text, const VbtJson *tokens)
{
  const VbtJson *token;
  size_t i;

  VBT_JSON_FOREACH (tokens, i, token)
  {
    const char *string = vbt_json_string (token);

    if (string == NULL || string[0] == '\0')
      {
        vbt_draft_problem (draft, _ ("The record was left out: token %zu is empty or no string"),
                           i + 1);
        return FALSE;
      }
    vbt_token_text_add (text, string);
  }
  vbt_token_text_end_sentence (text);
  return TRUE;
}

/* Makes the document of the tokens. */
static gboolean
begin (VbtDraft *draft, VbtTokenText *text, const VbtJson *record)
{
  g_autofree char *own_name = vbt_draft_make_name (draft);
  const char *name = vbt_json_string (vbt_json_member (record, "doc_key"));
  g_autoptr (GError) error = NULL;
  VbtDocument *document
      = vbt_token_text_make_document (text, name != NULL ? name : own_name, &error);

  if (document == NULL)
    vbt_draft_problem (draft, _ ("The record was left out: %s"), error->message);
  return document != NULL && vbt_draft_begin_document (draft, document);
}

static void
add_tag_spans (VbtDraft *draft, const VbtTagReader *tags)
{
  const GArray *tokens = draft->document->tokens;

  for (guint i = 0; i < tags->spans->len; i++)
    {
      const VbtTagSpan *span = &g_array_index (tags->spans, VbtTagSpan, i);
      g_autofree char *what = g_strdup_printf (_ ("Token %u"), span->first + 1);

      vbt_draft_add_span (draft, what, span->label,
                          g_array_index (tokens, VbtRange, span->first).start,
                          g_array_index (tokens, VbtRange, span->end - 1).end);
    }
}

/* (transfer full) (nullable): a tag, a number by the names that the user gave. */
static char *
get_tag (const VbtJson *item, char *const *names, guint n_names)
{
  if (vbt_json_is (item, VBT_JSON_STRING))
    return g_strdup (vbt_json_string (item));
  if (vbt_json_is (item, VBT_JSON_INTEGER) && vbt_json_integer (item) >= 0
      && vbt_json_integer (item) < (gint64)n_names)
    return g_strdup (names[vbt_json_integer (item)]);
  return NULL;
}

static void
read_tags (VbtDraft *draft, const VbtJson *list)
{
  g_autofree char *dialect = vbt_input_get_dialect (draft->input, "names");
  g_auto (GStrv) names = g_strsplit (dialect != NULL ? dialect : "", "+", -1);
  guint n_names = g_strv_length (names);
  VbtTagReader tags;
  const VbtJson *item;
  size_t i;

  vbt_tag_reader_init (&tags);
  VBT_JSON_FOREACH (list, i, item)
  {
    g_autofree char *tag = get_tag (item, names, n_names);

    if (tag == NULL && vbt_json_is (item, VBT_JSON_INTEGER))
      {
        vbt_draft_problem (draft,
                           _ ("The tags were left out: they are numbers without names, which you "
                              "can give: “names=O+B-PER+I-PER”"));
        g_array_set_size (tags.spans, 0);
        tags.open = NULL;
        break;
      }
    if (!vbt_tag_reader_add (&tags, tag != NULL ? tag : "", (guint)i))
      vbt_draft_problem (draft, _ ("“%.40s” is no tag such as O, B-PER or I-PER: it was left out"),
                         tag != NULL ? tag : "");
  }
  vbt_tag_reader_break (&tags);
  add_tag_spans (draft, &tags);
  vbt_tag_reader_clear (&tags);
}

/* [first, last, label], and more behind it in relations; FALSE where it is none. */
static gboolean
get_range (const VbtDraft *draft, const VbtJson *item, size_t at, VbtRange *range)
{
  VbtOffset first, last;

  if (!vbt_json_get_offset (vbt_json_item (item, at), &first)
      || !vbt_json_get_offset (vbt_json_item (item, at + 1), &last) || last < first
      || (guint)last >= draft->document->tokens->len)
    return FALSE;
  range->start = g_array_index (draft->document->tokens, VbtRange, first).start;
  range->end = g_array_index (draft->document->tokens, VbtRange, last).end;
  return TRUE;
}

static char *
make_key (VbtRange range)
{
  return g_strdup_printf ("%d-%d", range.start, range.end);
}

static void
read_ranges (VbtDraft *draft, const VbtJson *list)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (list, i, item)
  {
    g_autofree char *what = vbt_draft_name_part ("ner", i + 1);
    g_autofree char *label = vbt_json_to_name (vbt_json_item (item, 2));
    g_autofree char *key = NULL;
    VbtRange range;
    VbtDraftSpan *span;

    if (label == NULL || !get_range (draft, item, 0, &range))
      {
        vbt_draft_problem (draft, _ ("%s was left out: it is not [first token, last token, label]"),
                           what);
        continue;
      }
    span = vbt_draft_add_span (draft, what, label, range.start, range.end);
    key = make_key (range);
    if (!g_hash_table_contains (draft->by_key, key))
      vbt_draft_set_key (draft, span, key);
  }
}

static void
read_relations (VbtDraft *draft, const VbtJson *list)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (list, i, item)
  {
    g_autofree char *what = vbt_draft_name_part ("relations", i + 1);
    g_autofree char *label = vbt_json_to_name (vbt_json_item (item, 4));
    g_autofree char *from_key = NULL;
    g_autofree char *to_key = NULL;
    const VbtAnnotation *from;
    VbtRange source, target;

    if (label == NULL || !get_range (draft, item, 0, &source)
        || !get_range (draft, item, 2, &target))
      {
        vbt_draft_problem (draft, _ ("%s was left out: its tokens or its label are not there"),
                           what);
        continue;
      }
    from_key = make_key (source);
    to_key = make_key (target);
    from = vbt_draft_find (draft, what, from_key);
    if (from != NULL)
      vbt_draft_relate (draft, what, label, from, vbt_draft_find (draft, what, to_key));
  }
}

static gboolean
read_sentences (VbtDraft *draft, VbtTokenText *text, const VbtJson *record, GError **error)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (vbt_json_member (record, "sentences"), i, item)
  {
    if (!add_tokens (draft, text, item))
      return TRUE;
  }
  if (!begin (draft, text, record))
    return TRUE;
  VBT_JSON_FOREACH (vbt_json_member (record, "ner"), i, item) { read_ranges (draft, item); }
  vbt_draft_settle (draft);
  VBT_JSON_FOREACH (vbt_json_member (record, "relations"), i, item)
  {
    read_relations (draft, item);
  }
  if (vbt_json_size (vbt_json_member (record, "clusters")) > 0)
    vbt_draft_problem (draft, _ ("“%s” was left out: there is no place for it"), "clusters");
  vbt_draft_set_json_metadata (draft, "dataset", vbt_json_member (record, "dataset"));
  return vbt_draft_end (draft, error);
}

/* (nullable): the list of tags, or of ranges. */
static const VbtJson *
find_tags (const VbtJson *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (tag_members); i++)
    {
      const VbtJson *list = vbt_json_member (record, tag_members[i]);

      if (list != NULL)
        return list;
    }
  return NULL;
}

static gboolean
read_flat (VbtDraft *draft, VbtTokenText *text, const VbtJson *record, const VbtJson *tokens,
           GError **error)
{
  const VbtJson *tags = find_tags (record);
  gboolean ranges = vbt_json_is (vbt_json_item (tags, 0), VBT_JSON_ARRAY)
                    || vbt_json_member (record, "tokenized_text") != NULL;

  if (!vbt_json_is (tokens, VBT_JSON_ARRAY)
      || (tags != NULL && !vbt_json_is (tags, VBT_JSON_ARRAY)))
    {
      vbt_draft_problem (draft, _ ("The record was left out: its tokens and tags are no lists"));
      return TRUE;
    }
  if (!ranges && tags != NULL && vbt_json_size (tags) != vbt_json_size (tokens))
    {
      vbt_draft_problem (draft, _ ("The record was left out: it has %zu tokens, but %zu tags"),
                         vbt_json_size (tokens), vbt_json_size (tags));
      return TRUE;
    }
  if (!add_tokens (draft, text, tokens) || !begin (draft, text, record))
    return TRUE;
  if (ranges)
    read_ranges (draft, tags);
  else
    read_tags (draft, tags);
  vbt_draft_settle (draft);
  vbt_draft_set_json_metadata (draft, "id", vbt_json_member (record, "id"));
  return vbt_draft_end (draft, error);
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  static const char *const members[] = { "tokens", "words", "tokenized_text" };
  VbtTokenText text;
  const VbtJson *tokens = NULL;
  gboolean going_on = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (members) && tokens == NULL; i++)
    tokens = vbt_json_member (record, members[i]);
  vbt_token_text_init (&text);
  if (vbt_json_is (vbt_json_member (record, "sentences"), VBT_JSON_ARRAY))
    going_on = read_sentences (draft, &text, record, error);
  else if (tokens != NULL)
    going_on = read_flat (draft, &text, record, tokens, error);
  else
    vbt_draft_problem (draft, _ ("The record was left out: it has no tokens"));
  vbt_token_text_clear (&text);
  return going_on;
}

static gboolean
tokens_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  draft.is_told = TRUE; /* the offsets are our own */
  draft.is_lean = TRUE;
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static gboolean
tokens_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  VbtTagScheme scheme;

  if (!vbt_output_get_tag_scheme (output, &scheme, error))
    return FALSE;
  vbt_output_set_data (output, GINT_TO_POINTER (scheme), NULL);
  return TRUE;
}

static gboolean
tokens_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
              GError **error)
{
  VbtTagScheme scheme = (VbtTagScheme)GPOINTER_TO_INT (vbt_output_get_data (output));
  const char *id = vbt_document_get_metadata (document, "id");
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GPtrArray) tags = NULL;
  VbtTokenView view;

  vbt_token_view_init (&view, document);
  view.keeps_names = TRUE;
  tags = vbt_token_view_make_tags (&view, catalog, document, scheme, NULL);
  vbt_json_append_member (json, "id");
  vbt_json_append_string (json, id != NULL ? id : document->name);
  vbt_json_append_member (json, "tokens");
  for (guint i = 0; i < view.tokens->len; i++)
    {
      g_autofree char *token = vbt_token_view_get_token (&view, document, i);

      g_string_append (json, i > 0 ? ", " : "[");
      vbt_json_append_string (json, token);
      vbt_output_spill (output, json);
    }
  g_string_append (json, view.tokens->len > 0 ? "]" : "[]");
  vbt_json_append_member (json, "ner_tags");
  for (guint i = 0; i < tags->len; i++)
    {
      g_string_append (json, i > 0 ? ", " : "[");
      vbt_json_append_string (json, tags->pdata[i]);
      vbt_output_spill (output, json);
    }
  g_string_append (json, tags->len > 0 ? "]}\n" : "[]}\n");
  vbt_token_view_clear (&view);
  return vbt_output_write (output, json->str, (gssize)json->len, error);
}

static gboolean
tokens_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static void
tokens_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  VbtTokenView view;
  g_autoptr (GPtrArray) tags = NULL;

  vbt_token_view_init (&view, document);
  view.keeps_names = TRUE;
  tags = vbt_token_view_make_tags (&view, catalog, document, VBT_TAGS_IOB2, losses);
  vbt_token_view_count_losses (&view, document, FALSE, losses);
  vbt_token_view_clear (&view);
  vbt_losses_count (losses, document, VBT_HOLDS_FRAGMENTS | VBT_HOLDS_TOKENS);
}

static const VbtDialectKey dialect[] = {
  { "names", N_ ("Names of the tags, as in O+B-PER+I-PER"), NULL },
  { NULL },
};

const VbtFormat vbt_format_tokens = {
  .name = "tokens",
  .title = N_ ("Tokens and tags (JSON Lines)"),
  .description = N_ ("Tokens with a tag for each, as datasets of Hugging Face have them"),
  .extensions = extensions,
  .mime = "application/x-ndjson",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM | VBT_FORMAT_TOKENS,
  .dialect = dialect,
  .probe = tokens_probe,
  .read = tokens_read,
  .begin = tokens_begin,
  .write = tokens_write,
  .end = tokens_end,
  .losses = tokens_losses,
};
