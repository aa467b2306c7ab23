/* vbt-draft.c: a document while it is read from a format of records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/vbt-append.h"

#define QUOTED_LENGTH 40
#define MAX_SEARCHES 100 /* of a document: each reads its text */
#define MAX_SAID 1000
#define MAX_SPARE 10000 /* spans that are kept for the next document */

static void
span_clear (VbtDraftSpan *span)
{
  GArray *ranges = span->parent.ranges;

  g_array_set_size (ranges, 0);
  g_free (span->what);
  g_free (span->key);
  g_free (span->covered);
  *span = (VbtDraftSpan){ .parent = { .ranges = ranges } };
}

static void
span_free (gpointer data)
{
  VbtDraftSpan *span = data;

  span_clear (span);
  g_array_unref (span->parent.ranges);
  g_free (span);
}

/* A file of many documents has their spans made once. */
static void
spare_spans (VbtDraft *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    if (self->spans->pdata[i] != NULL)
      {
        span_clear (self->spans->pdata[i]);
        g_ptr_array_add (self->spare, self->spans->pdata[i]);
      }
  g_ptr_array_set_size (self->spans, 0);
  if (self->spare->len > MAX_SPARE)
    g_ptr_array_set_size (self->spare, MAX_SPARE);
  g_string_chunk_clear (self->labels);
}

static VbtDraftSpan *
get_span (VbtDraft *self)
{
  VbtDraftSpan *span;

  if (self->spare->len > 0)
    return g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
  span = g_new0 (VbtDraftSpan, 1);
  span->parent.ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  return span;
}

static void
report_surplus (VbtDraft *self)
{
  g_autofree char *surplus
      = vbt_draft_say_once (self, "surplus") ? vbt_reader_describe_surplus () : NULL;

  if (surplus != NULL)
    vbt_draft_problem (self, "%s", surplus);
}

/* Relations and labels of the document are as many again as spans. */
static gboolean
has_room (VbtDraft *self)
{
  if (self->document->annotations->len < 2 * VBT_READER_MAX_SPANS)
    return TRUE;
  report_surplus (self);
  return FALSE;
}

/* One for all that are too many: what is read of each is forgotten. */
static VbtDraftSpan *
get_surplus (VbtDraft *self)
{
  report_surplus (self);
  if (self->surplus == NULL)
    self->surplus = get_span (self);
  else
    span_clear (self->surplus);
  return self->surplus;
}

/**
 * vbt_draft_init:
 * @self: a draft, not initialized
 * @input: the input
 * @sink: where documents go
 * @usual: what offsets count in this format
 * @error: return location for an error
 *
 * Prepares for reading a file.
 *
 * Returns: %FALSE with %VBT_ERROR_USAGE where the dialect that the user named does not exist; there
 *   is nothing to be cleared then
 */
gboolean
vbt_draft_init (VbtDraft *self, VbtInput *input, VbtSink *sink, VbtUnit usual, GError **error)
{
  g_autofree char *offsets = vbt_input_get_dialect (input, "offsets");

  *self = (VbtDraft){ .input = input, .sink = sink, .usual = usual, .is_told = offsets != NULL };
  if (offsets != NULL && !vbt_unit_from_string (offsets, &self->usual))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                   _ ("Offsets cannot count “%s”: choose characters, utf-16 or bytes"), offsets);
      return FALSE;
    }
  self->json = vbt_json_reader_new ();
  self->names = vbt_names_new (sink->catalog->schema);
  self->labels = g_string_chunk_new (256);
  self->spans = g_ptr_array_new ();
  self->spare = g_ptr_array_new_with_free_func (span_free);
  self->fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  return TRUE;
}

/**
 * vbt_draft_clear:
 * @self: a draft
 *
 * Frees what it holds.
 */
void
vbt_draft_clear (VbtDraft *self)
{
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_pointer (&self->said, g_hash_table_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  spare_spans (self);
  g_clear_pointer (&self->surplus, span_free);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->fragments, g_array_unref);
  g_clear_pointer (&self->labels, g_string_chunk_free);
  g_clear_pointer (&self->names, vbt_names_free);
  g_clear_pointer (&self->json, vbt_json_reader_free);
}

/**
 * vbt_draft_problem:
 * @self: a draft
 * @format: translated printf() format: what is wrong, and what became of it
 * @...: its arguments
 *
 * Reports a part of the record that was left out.
 */
void
vbt_draft_problem (VbtDraft *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->is_item || (self->line == 0 && self->record > 0))
    vbt_sink_problem (self->sink, self->input, self->line, _ ("Record %u: %s"), self->record,
                      message);
  else
    vbt_sink_problem (self->sink, self->input, self->line, "%s", message);
}

/**
 * vbt_draft_say_once:
 * @self: a draft
 * @what: what would be said
 *
 * Returns: whether it was not said of this file before
 */
gboolean
vbt_draft_say_once (VbtDraft *self, const char *what)
{
  return g_hash_table_size (self->said) < MAX_SAID
         && g_hash_table_add (self->said, g_strdup (what));
}

/**
 * vbt_draft_make_name:
 * @self: a draft
 *
 * Returns: (transfer full): a name for a document that the file does not name
 */
char *
vbt_draft_make_name (const VbtDraft *self)
{
  g_autofree char *base = vbt_input_get_basename (self->input);

  return self->record > 0 ? g_strdup_printf ("%s:%u", base, self->record) : g_steal_pointer (&base);
}

/**
 * vbt_draft_name_part:
 * @list: name of a list
 * @number: which of its items, from 1
 *
 * What messages call an item, "spans 3", without what printf() costs: nearly none of them is ever read.
 *
 * Returns: (transfer full): the name
 */
char *
vbt_draft_name_part (const char *list, gsize number)
{
  char digits[1 + VBT_MOST_DIGITS + 1];
  char *end = digits + sizeof digits - 1;
  char *first;

  *end = '\0';
  first = vbt_digits_before (end, number);
  *--first = ' ';
  return g_strconcat (list, first, NULL);
}

/**
 * vbt_draft_begin_document:
 * @self: a draft
 * @document: (transfer full): the document of the record
 *
 * Begins with a document that was made already.
 *
 * Returns: %TRUE
 */
gboolean
vbt_draft_begin_document (VbtDraft *self, VbtDocument *document)
{
  g_clear_pointer (&self->document, vbt_document_free);
  g_hash_table_remove_all (self->by_key);
  spare_spans (self);
  self->n_searches = 0;
  self->document = document;
  return TRUE;
}

/**
 * vbt_draft_begin:
 * @self: a draft
 * @name: (nullable): name of the document
 * @text: its text
 *
 * Begins the document of a record.
 *
 * Returns: whether the text can be that of a document; else it is reported
 */
gboolean
vbt_draft_begin (VbtDraft *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) checked = vbt_text_new (text, -1, &error);
  g_autofree char *own_name = name != NULL ? g_strdup (name) : vbt_draft_make_name (self);

  if (checked == NULL)
    {
      vbt_draft_problem (self, _ ("The record was left out: %s"), error->message);
      return FALSE;
    }
  return vbt_draft_begin_document (self, vbt_document_new (own_name, checked));
}

/**
 * vbt_draft_add_span:
 * @self: a draft with a document
 * @what: for messages: "Span 3"
 * @label: its label
 * @start: where it begins, in the unit of the file
 * @end: where it ends
 *
 * Takes a span as the file has it; it is made by vbt_draft_settle(). More ranges may be added to it, and
 * the text that it covers. Of very many the rest is left out, which is reported.
 *
 * Returns: (transfer none): the span
 */
VbtDraftSpan *
vbt_draft_add_span (VbtDraft *self, const char *what, const char *label, VbtOffset start,
                    VbtOffset end)
{
  guint n = self->spans->len;
  VbtDraftSpan *span = n < VBT_READER_MAX_SPANS ? get_span (self) : get_surplus (self);
  const VbtDraftSpan *last = n > 0 ? self->spans->pdata[n - 1] : NULL;
  const char *before = last != NULL ? last->label : NULL;
  VbtRange range = { start, end };

  g_array_append_val (span->parent.ranges, range);
  span->what = g_strdup (what);
  span->label = before != NULL && strcmp (before, label) == 0
                    ? before
                    : g_string_chunk_insert_const (self->labels, label);
  span->annotator = self->sink->annotator;
  if (span != self->surplus)
    g_ptr_array_add (self->spans, span);
  return span;
}

/**
 * vbt_draft_set_key:
 * @self: a draft
 * @span: a span
 * @key: by which relations refer to it
 *
 * Makes a span known by a key. Of two with one key neither can be referred to, which is reported.
 */
void
vbt_draft_set_key (VbtDraft *self, VbtDraftSpan *span, const char *key)
{
  if (span == self->surplus)
    return;
  if (!g_hash_table_contains (self->by_key, key))
    {
      span->key = g_strdup (key);
      g_hash_table_insert (self->by_key, span->key, span);
      return;
    }
  vbt_draft_problem (self, _ ("%s: there is another “%.40s”, so nothing can be related to it"),
                     span->what, key);
  g_hash_table_insert (self->by_key, (gpointer)key, NULL);
}

static VbtUnit
find_unit (VbtDraft *self)
{
  VbtUnit unit;

  if (self->is_told)
    return self->usual;
  for (guint i = 0; i < self->spans->len; i++)
    {
      VbtDraftSpan *span = self->spans->pdata[i];

      span->parent.covered = span->covered;
    }
  unit = vbt_unit_detect (self->document->text, (GPtrArray *)self->spans, self->usual);
  if (unit != self->usual && !self->has_told)
    {
      self->has_told = TRUE;
      vbt_sink_tell (self->sink, self->input, _ ("The offsets count %s: “offsets=%s”"),
                     vbt_unit_to_string (unit), vbt_unit_to_string (unit));
    }
  return unit;
}

static void
report_mismatch (VbtDraft *self, const VbtDraftSpan *span, const GArray *fragments)
{
  VbtRange range = g_array_index (fragments, VbtRange, 0);
  g_autofree char *there = vbt_text_slice (self->document->text, range.start,
                                           MIN (range.end, range.start + QUOTED_LENGTH));

  g_strdelimit (there, "\r\n\t", ' ');
  vbt_draft_problem (self,
                     _ ("%s: its text is “%.40s”, but at its offsets there is “%s”: the offsets "
                        "were kept"),
                     span->what, span->covered, there);
}

static VbtAnnotation *
make_span (VbtDraft *self, const VbtDraftSpan *span, const VbtLabel *label, const GArray *fragments)
{
  VbtRange first = g_array_index (fragments, VbtRange, 0);
  g_autoptr (VbtAnnotation) annotation
      = vbt_annotation_new_span (label->id, span->annotator, first.start, first.end);
  g_autoptr (GError) error = NULL;

  vbt_annotation_set_fragments (annotation, fragments);
  if (vbt_annotation_check_fragments (annotation, vbt_text_get_length (self->document->text),
                                      &error))
    return g_steal_pointer (&annotation);
  vbt_draft_problem (self, _ ("%s was left out: %s"), span->what, error->message);
  return NULL;
}

/* Whether the span's text is anywhere: then the nearest to where it should be is its fragment. */
static gboolean
search (VbtDraft *self, const VbtDraftSpan *span)
{
  const char *text = vbt_text_get_utf8 (self->document->text);
  VbtOffset wanted = g_array_index (span->parent.ranges, VbtRange, 0).start;
  VbtRange best = { -1, -1 };

  if (span->covered == NULL || span->covered[0] == '\0' || span->parent.ranges->len > 1
      || self->n_searches++ >= MAX_SEARCHES)
    return FALSE;
  for (const char *c = strstr (text, span->covered); c != NULL; c = strstr (c + 1, span->covered))
    {
      VbtOffset start = vbt_text_byte_to_offset (self->document->text, (gsize)(c - text));

      if (best.start >= 0 && ABS (start - wanted) > ABS (best.start - wanted))
        break;
      best.start = start;
    }
  if (best.start < 0)
    return FALSE;
  best.end = best.start + (VbtOffset)g_utf8_strlen (span->covered, -1);
  vbt_draft_problem (self,
                     _ ("%s: its offsets are not in the text, but “%.40s” is, at %d to %d: it was "
                        "put there"),
                     span->what, span->covered, best.start, best.end);
  g_array_set_size (self->fragments, 0);
  g_array_append_val (self->fragments, best);
  return TRUE;
}

static void
settle_span (VbtDraft *self, VbtDraftSpan *span, VbtUnit unit)
{
  VbtRange last = g_array_index (span->parent.ranges, VbtRange, span->parent.ranges->len - 1);
  GArray *fragments = self->fragments;
  VbtLabel *label = NULL;

  if (!vbt_unit_convert_to (unit, self->document->text, span->parent.ranges, fragments)
      && !search (self, span))
    {
      vbt_draft_problem (
          self, _ ("%s was left out: %d to %d is not in the text, which has %d characters"),
          span->what, g_array_index (span->parent.ranges, VbtRange, 0).start, last.end,
          vbt_text_get_length (self->document->text));
      return;
    }
  label = vbt_names_get_label (self->names, VBT_KIND_SPAN, span->label);
  if (label == NULL)
    {
      vbt_draft_problem (
          self, _ ("%s was left out: its label is missing or too long, or there are too many"),
          span->what);
      return;
    }
  span->annotation = make_span (self, span, label, fragments);
  if (span->annotation == NULL)
    return;
  if (span->covered != NULL && !vbt_offsets_match (self->document->text, fragments, span->covered))
    report_mismatch (self, span, fragments);
  vbt_document_take_annotation (self->document, span->annotation);
}

/**
 * vbt_draft_settle:
 * @self: a draft that has all spans of its document
 *
 * Finds out what the offsets count, and makes the spans; what cannot be one is reported.
 */
void
vbt_draft_settle (VbtDraft *self)
{
  VbtUnit unit = find_unit (self);

  for (guint i = 0; i < self->spans->len; i++)
    {
      settle_span (self, self->spans->pdata[i], unit);
      if (self->is_lean && i >= MAX_SPARE && ((VbtDraftSpan *)self->spans->pdata[i])->key == NULL)
        g_clear_pointer (&self->spans->pdata[i], span_free);
    }
}

/**
 * vbt_draft_find:
 * @self: a draft after vbt_draft_settle()
 * @what: for messages: what refers to it
 * @key: the key of a span
 *
 * Returns: (transfer none) (nullable): the span; %NULL, and it is reported, where there is none
 */
VbtAnnotation *
vbt_draft_find (VbtDraft *self, const char *what, const char *key)
{
  VbtDraftSpan *span = g_hash_table_lookup (self->by_key, key);

  if (span != NULL && span->annotation != NULL)
    return span->annotation;
  if (span == NULL && g_hash_table_contains (self->by_key, key))
    vbt_draft_problem (self, _ ("%s was left out: there are several %.40s"), what, key);
  else
    vbt_draft_problem (self, _ ("%s was left out: %.40s does not exist"), what, key);
  return NULL;
}

/**
 * vbt_draft_relate:
 * @self: a draft
 * @what: for messages
 * @label: the relation's label
 * @from: (nullable): where it comes from; %NULL was reported already
 * @to: (nullable): where it goes to
 *
 * Makes a relation.
 */
void
vbt_draft_relate (VbtDraft *self, const char *what, const char *label, const VbtAnnotation *from,
                  const VbtAnnotation *to)
{
  VbtLabel *relation;

  if (from == NULL || to == NULL || !has_room (self))
    return;
  if (from == to)
    {
      vbt_draft_problem (self, _ ("%s was left out: it goes from a span to itself"), what);
      return;
    }
  relation = vbt_names_get_label (self->names, VBT_KIND_RELATION, label);
  if (relation == NULL)
    vbt_draft_problem (
        self, _ ("%s was left out: its label is missing or too long, or there are too many"), what);
  else
    vbt_document_take_annotation (
        self->document,
        vbt_annotation_new_relation (relation->id, from->annotator, from->id, to->id));
}

/**
 * vbt_draft_label_document:
 * @self: a draft
 * @label: a label
 *
 * Puts a label on the document as a whole.
 */
void
vbt_draft_label_document (VbtDraft *self, const char *label)
{
  const VbtLabel *made = vbt_names_get_label (self->names, VBT_KIND_DOCUMENT, label);

  if (!has_room (self))
    return;
  if (made == NULL)
    vbt_draft_problem (
        self, _ ("A label of the document was left out: it is empty or too long, or there are too "
                 "many"));
  else
    vbt_document_take_annotation (
        self->document, vbt_annotation_new_document_label (made->id, self->sink->annotator));
}

/**
 * vbt_draft_set_value:
 * @self: a draft
 * @annotation: an annotation of its document
 * @key: name of an attribute
 * @value: its value
 *
 * Sets an attribute, which is made where the label lacks it.
 */
void
vbt_draft_set_value (VbtDraft *self, VbtAnnotation *annotation, const char *key, const char *value)
{
  const char *name = vbt_schema_get_label (self->sink->catalog->schema, annotation->label)->name;
  VbtLabel *label = vbt_names_get_label (self->names, annotation->kind, name);
  const VbtAttribute *attribute
      = vbt_names_get_attribute (self->names, label, VBT_ATTRIBUTE_TEXT, key);

  if (attribute != NULL)
    vbt_annotation_set_value (annotation, attribute->id, value);
  else if (vbt_draft_say_once (self, key))
    vbt_draft_problem (self, _ ("The attribute “%.40s” was left out: there are too many"), key);
}

/**
 * vbt_draft_end:
 * @self: a draft
 * @error: return location for an error
 *
 * Hands the document over.
 *
 * Returns: whether the reader should go on
 */
gboolean
vbt_draft_end (VbtDraft *self, GError **error)
{
  /* Of no use any more, and they may be millions. */
  g_hash_table_remove_all (self->by_key);
  spare_spans (self);
  vbt_input_begin_unit (self->input);
  return vbt_sink_take_document (self->sink, g_steal_pointer (&self->document), error);
}
