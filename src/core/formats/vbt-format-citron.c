/* vbt-format-citron.c: Citron's JSON: quotes with their cues, sources and contents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-citron.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A quote of Citron is a Quote whose fragments are its contents, related to a Cue and to a Speaker for
 * each of its sources. Who is meant by a group of coreferences is an entity. What is read beyond
 * Citron's own members, and left alone by it: the name of the document, a label and a note of a mention. */

#define MAX_NAME 80 /* characters of an entity's name */
#define LABEL_MENTION "Other"

static const char *const extensions[] = { "json", NULL };

static int
citron_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (!vbt_json_head_has (head, n_head, "text") || !vbt_json_head_has (head, n_head, "quotes")
      || vbt_json_head_has (head, n_head, "sentences"))
    return 0;
  return vbt_json_head_has (head, n_head, "sources") && vbt_json_head_has (head, n_head, "contents")
             ? 95
             : 60;
}

typedef struct
{
  VbtDraft *draft;
  GPtrArray *quotes; /* of VbtDraftSpan, in the order of the file; or NULL */
} Citron;

/* (transfer full): how a span is known within the file: the same words in one role are one span. */
static char *
make_key (const char *label, const VbtJson *span)
{
  VbtOffset start = -1, end = -1;

  vbt_json_get_offset (vbt_json_member (span, "start"), &start);
  vbt_json_get_offset (vbt_json_member (span, "end"), &end);
  return g_strdup_printf ("%s %d %d", label, start, end);
}

static VbtDraftSpan *
add_span (Citron *self, const char *label, const VbtJson *span)
{
  g_autofree char *key = make_key (label, span);
  VbtDraftSpan *made = g_hash_table_lookup (self->draft->by_key, key);
  VbtOffset start = -1, end = -1;

  if (made != NULL)
    return made;
  vbt_json_get_offset (vbt_json_member (span, "start"), &start);
  vbt_json_get_offset (vbt_json_member (span, "end"), &end);
  made = vbt_draft_add_span (self->draft, key, label, start, end);
  made->covered = g_strdup (vbt_json_string (vbt_json_member (span, "text")));
  vbt_draft_set_key (self->draft, made, key);
  return made;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const VbtRange *x = a, *y = b;

  return x->start != y->start ? (x->start < y->start ? -1 : 1)
                              : (x->end > y->end) - (x->end < y->end);
}

/* Contents that touch are one fragment. */
static void
join_touching (GArray *ranges)
{
  guint n = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 1; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);
      VbtRange *last = &g_array_index (ranges, VbtRange, n);

      if (last->start >= 0 && range.start <= last->end)
        last->end = MAX (last->end, range.end);
      else
        g_array_index (ranges, VbtRange, ++n) = range;
    }
  if (ranges->len > 0)
    g_array_set_size (ranges, n + 1);
}

static VbtDraftSpan *
add_quote (Citron *self, const VbtJson *quote, size_t index)
{
  g_autofree char *what = g_strdup_printf (_ ("Quote %zu"), index + 1);
  const VbtJson *contents = vbt_json_member (quote, "contents"), *content;
  VbtDraftSpan *span = NULL;
  size_t i;

  VBT_JSON_FOREACH (contents, i, content)
  {
    VbtRange range = { -1, -1 };

    vbt_json_get_offset (vbt_json_member (content, "start"), &range.start);
    vbt_json_get_offset (vbt_json_member (content, "end"), &range.end);
    if (span == NULL)
      span = vbt_draft_add_span (self->draft, what, VBT_LABEL_QUOTE, range.start, range.end);
    else
      g_array_append_val (span->parent.ranges, range);
  }
  if (span == NULL)
    {
      vbt_draft_problem (self->draft, _ ("%s was left out: it has no contents"), what);
      return NULL;
    }
  join_touching (span->parent.ranges);
  if (span->parent.ranges->len == 1 && vbt_json_size (contents) == 1)
    span->covered
        = g_strdup (vbt_json_string (vbt_json_member (vbt_json_item (contents, 0), "text")));
  return span;
}

static void
add_spans (Citron *self, const VbtJson *record)
{
  const VbtJson *quotes = vbt_json_member (record, "quotes"), *quote, *span, *group;
  size_t i, j;

  VBT_JSON_FOREACH (quotes, i, quote)
  {
    g_ptr_array_add (self->quotes, add_quote (self, quote, i));
    if (vbt_json_is (vbt_json_member (quote, "cue"), VBT_JSON_OBJECT))
      add_span (self, VBT_LABEL_CUE, vbt_json_member (quote, "cue"));
    VBT_JSON_FOREACH (vbt_json_member (quote, "sources"), j, span)
    add_span (self, VBT_LABEL_SPEAKER, span);
  }
  VBT_JSON_FOREACH (vbt_json_member (record, "coreference_groups"), i, group)
  {
    VBT_JSON_FOREACH (group, j, span)
    {
      g_autofree char *key = make_key (VBT_LABEL_SPEAKER, span);
      const char *label = vbt_json_string (vbt_json_member (span, "label"));

      if (label != NULL || !g_hash_table_contains (self->draft->by_key, key))
        add_span (self, label != NULL ? label : LABEL_MENTION, span);
    }
  }
}

static double
get_confidence (const VbtJson *value)
{
  double number = vbt_json_is (value, VBT_JSON_STRING)
                      ? g_ascii_strtod (vbt_json_string (value), NULL)
                      : vbt_json_number (value);

  return value != NULL && !vbt_json_is (value, VBT_JSON_NULL) && number >= 0 && number <= 1 ? number
                                                                                            : -1;
}

static void
relate (Citron *self, const VbtDraftSpan *quote, const char *relation, const char *label,
        const VbtJson *span)
{
  g_autofree char *key = make_key (label, span);
  const VbtDraftSpan *other = g_hash_table_lookup (self->draft->by_key, key);

  if (other != NULL && other->annotation != NULL)
    vbt_draft_relate (self->draft, quote->what, relation, quote->annotation, other->annotation);
}

static void
finish_quote (Citron *self, const VbtDraftSpan *quote, const VbtJson *record)
{
  g_autofree char *id = vbt_json_to_name (vbt_json_member (record, "id"));
  const VbtJson *span;
  size_t i;

  if (quote == NULL || quote->annotation == NULL)
    return;
  quote->annotation->confidence = get_confidence (vbt_json_member (record, "confidence"));
  if (id != NULL)
    vbt_draft_set_value (self->draft, quote->annotation, "id", id);
  if (vbt_json_is (vbt_json_member (record, "cue"), VBT_JSON_OBJECT))
    relate (self, quote, VBT_RELATION_CUE, VBT_LABEL_CUE, vbt_json_member (record, "cue"));
  VBT_JSON_FOREACH (vbt_json_member (record, "sources"), i, span)
  relate (self, quote, VBT_RELATION_SPEAKER, VBT_LABEL_SPEAKER, span);
}

/* (nullable): what the span of a group became. */
static VbtAnnotation *
find_mention (Citron *self, const VbtJson *span)
{
  const char *label = vbt_json_string (vbt_json_member (span, "label"));
  const char *const labels[] = { label, VBT_LABEL_SPEAKER, LABEL_MENTION };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *key = labels[i] != NULL ? make_key (labels[i], span) : NULL;
      const VbtDraftSpan *found
          = key != NULL ? g_hash_table_lookup (self->draft->by_key, key) : NULL;

      if (found != NULL)
        return found->annotation;
    }
  return NULL;
}

/* The longest mention is most probably a name. */
static char *
name_group (Citron *self, const VbtJson *group)
{
  g_autofree char *best = NULL;
  const VbtJson *span;
  size_t i;

  VBT_JSON_FOREACH (group, i, span)
  {
    const char *given = vbt_json_string (vbt_json_member (span, "entity"));
    const VbtAnnotation *mention = find_mention (self, span);
    g_autofree char *text
        = mention != NULL ? vbt_document_get_covered_text (self->draft->document, mention) : NULL;

    if (given != NULL && given[0] != '\0')
      return g_strdup (given);
    if (text != NULL && g_utf8_strlen (text, -1) <= MAX_NAME
        && (best == NULL || g_utf8_strlen (text, -1) > g_utf8_strlen (best, -1)))
      {
        g_free (best);
        best = g_steal_pointer (&text);
      }
  }
  return g_steal_pointer (&best);
}

static void
refer (Citron *self, const VbtJson *group)
{
  g_autofree char *name = name_group (self, group);
  const char *kind_name
      = vbt_json_string (vbt_json_member (vbt_json_item (group, 0), "entity_kind"));
  VbtEntityKind kind = VBT_ENTITY_PERSON;
  const VbtEntity *entity;
  const VbtJson *span;
  size_t i;

  if (name == NULL)
    return;
  if (kind_name != NULL)
    vbt_entity_kind_from_string (kind_name, &kind);
  g_strdelimit (name, "\r\n\t", ' ');
  entity = vbt_catalog_ensure_entity (self->draft->sink->catalog, kind, name);
  VBT_JSON_FOREACH (group, i, span)
  {
    VbtAnnotation *mention = find_mention (self, span);

    if (mention != NULL)
      vbt_annotation_add_entity (mention, entity->id);
  }
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  g_autoptr (GPtrArray) quotes = g_ptr_array_new ();
  Citron self = { draft, quotes };
  const char *text = vbt_json_string (vbt_json_member (record, "text"));
  const VbtJson *group;
  size_t i;

  if (text == NULL)
    {
      vbt_draft_problem (draft, _ ("The record was left out: it has no text"));
      return TRUE;
    }
  if (!vbt_draft_begin (draft, vbt_json_string (vbt_json_member (record, "name")), text))
    return TRUE;
  add_spans (&self, record);
  vbt_draft_settle (draft);
  VBT_JSON_FOREACH (vbt_json_member (record, "quotes"), i, group)
  {
    if (i < quotes->len)
      finish_quote (&self, quotes->pdata[i], group);
  }
  VBT_JSON_FOREACH (vbt_json_member (record, "coreference_groups"), i, group)
  refer (&self, group);
  return vbt_draft_end (draft, error);
}

static gboolean
citron_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  draft.is_list = !g_str_has_suffix (vbt_input_get_name (input), ".jsonl");
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static gboolean
citron_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

const VbtFormat vbt_format_citron = {
  .name = "citron",
  .title = N_ ("Citron JSON"),
  .description = N_ ("Quotes with cues, sources and coreferences, as the BBC’s Citron has them"),
  .extensions = extensions,
  .mime = "application/json",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_FOLDER,
  .probe = citron_probe,
  .read = citron_read,
  .begin = citron_begin,
  .write = vbt_citron_write,
  .end = citron_begin,
  .losses = vbt_citron_losses,
};
