/* vbt-format-native-read.c: reads Verbatim's own format, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-native.h"
#include "formats/vbt-input-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Reports what is wrong with the line that was read last. */
void
vbt_native_problem (NativeReader *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  vbt_sink_problem (self->sink, self->input, vbt_input_get_line (self->input), "%s", message);
}

/* Members that are not of the format are left out; that is said once of each kind. */
static void
report_unknown (NativeReader *self, const char *what, const char *member)
{
  g_autofree char *key = g_strconcat (what, ".", member, NULL);

  if (g_hash_table_size (self->unknown) < 1000
      && g_hash_table_add (self->unknown, g_steal_pointer (&key)))
    vbt_native_problem (self,
                        _ ("“%.100s” (%s) is not part of the format: all of them are left out"),
                        member, what);
}

void
vbt_native_check_members (NativeReader *self, const VbtJson *object, const char *what,
                          const char *const *members)
{
  const char *member;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (object, member, value)
  {
    if (!g_strv_contains (members, member))
      report_unknown (self, what, member);
  }
}

/* A string, or NULL where there is none; any other type is a problem. */
const char *
vbt_native_get_string (NativeReader *self, const VbtJson *object, const char *member)
{
  const VbtJson *value = vbt_json_member (object, member);

  if (value == NULL || vbt_json_is (value, VBT_JSON_NULL))
    return NULL;
  if (!vbt_json_is (value, VBT_JSON_STRING))
    vbt_native_problem (self, _ ("“%s” must be a string"), member);
  return vbt_json_string (value);
}

/* A list, or NULL where there is none; any other type is a problem. */
const VbtJson *
vbt_native_get_list (NativeReader *self, const VbtJson *object, const char *member)
{
  const VbtJson *value = vbt_json_member (object, member);

  if (value == NULL || vbt_json_is (value, VBT_JSON_NULL))
    return NULL;
  if (!vbt_json_is (value, VBT_JSON_ARRAY))
    vbt_native_problem (self, _ ("“%s” must be a list"), member);
  return vbt_json_is (value, VBT_JSON_ARRAY) ? value : NULL;
}

/* An object, or NULL where there is none; any other type is a problem. */
static const VbtJson *
get_object (NativeReader *self, const VbtJson *object, const char *member)
{
  const VbtJson *value = vbt_json_member (object, member);

  if (value == NULL || vbt_json_is (value, VBT_JSON_NULL))
    return NULL;
  if (!vbt_json_is (value, VBT_JSON_OBJECT))
    vbt_native_problem (self, _ ("“%s” must be an object"), member);
  return vbt_json_is (value, VBT_JSON_OBJECT) ? value : NULL;
}

static char *
list_to_text (const VbtJson *list)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (list, i, item)
  {
    g_autofree char *part
        = vbt_json_is (item, VBT_JSON_ARRAY) ? NULL : vbt_native_value_to_text (item);

    if (part != NULL && i > 0)
      g_string_append (text, VBT_VALUE_SEPARATOR);
    g_string_append (text, part != NULL ? part : "");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full) (nullable): the value of an attribute as the model stores it; NULL for null and
 * for an object. */
char *
vbt_native_value_to_text (const VbtJson *value)
{
  if (vbt_json_is (value, VBT_JSON_STRING))
    return g_strdup (vbt_json_string (value));
  if (vbt_json_is_boolean (value))
    return g_strdup (vbt_json_is (value, VBT_JSON_TRUE) ? "yes" : "no");
  if (vbt_json_is (value, VBT_JSON_INTEGER))
    return g_strdup_printf ("%" G_GINT64_FORMAT, vbt_json_integer (value));
  if (vbt_json_is (value, VBT_JSON_REAL))
    return vbt_json_format_double (value->real);
  return vbt_json_is (value, VBT_JSON_ARRAY) ? list_to_text (value) : NULL;
}

/* What must be taken for an identifier, even where it is the name of an annotator. */
gboolean
vbt_native_looks_like_id (const char *name)
{
  return strlen (name) == 16 && strspn (name, "0123456789abcdef") == 16;
}

/* Whose it is. Who is not in a header is a person of that name. */
VbtId
vbt_native_find_annotator (NativeReader *self, const char *reference)
{
  const VbtId *id;
  const VbtAnnotator *annotator;

  if (reference == NULL || reference[0] == '\0')
    return self->sink->annotator;
  id = g_hash_table_lookup (self->annotators, reference);
  if (id != NULL && *id != 0)
    return *id;
  if (id != NULL)
    {
      vbt_native_problem (self, _ ("There are several annotators “%s”: refer by “id”"), reference);
      return self->sink->annotator;
    }
  if (vbt_native_looks_like_id (reference)
      || self->sink->catalog->annotators->len >= VBT_READER_MAX_ANNOTATORS)
    {
      vbt_native_problem (self, _ ("Annotator “%.100s” is in no header"), reference);
      return self->sink->annotator;
    }
  annotator
      = vbt_catalog_ensure_annotator (self->sink->catalog, VBT_ANNOTATOR_PERSON, reference, NULL);
  g_hash_table_insert (self->annotators, g_strdup (reference),
                       g_memdup2 (&annotator->id, sizeof annotator->id));
  return annotator->id;
}

static NativeReader *
reader_new (VbtInput *input, VbtSink *sink)
{
  NativeReader *self = g_new0 (NativeReader, 1);

  self->input = input;
  self->sink = sink;
  self->json = vbt_json_reader_new ();
  self->names = vbt_names_new (sink->catalog->schema);
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->annotators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
reader_free (NativeReader *self)
{
  vbt_json_reader_free (self->json);
  vbt_names_free (self->names);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->annotators);
  g_hash_table_unref (self->plain);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->unknown);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NativeReader, reader_free)

static gboolean
read_object (NativeReader *self, const VbtJson *json, gboolean *any, GError **error)
{
  VbtDocument *document;

  if (vbt_json_member (json, "verbatim") != NULL)
    {
      *any = TRUE;
      return vbt_native_read_header (self, json, error);
    }
  document = vbt_native_read_document (self, json);
  if (document == NULL)
    return TRUE;
  *any = TRUE;
  return vbt_sink_take_document (self->sink, document, error);
}

static gboolean
read_line (NativeReader *self, const char *line, gsize length, gboolean *any, GError **error)
{
  const VbtJson *json;
  g_autoptr (GError) local = NULL;

  if (vbt_input_get_line (self->input) == 1 && g_str_has_prefix (line, "\xef\xbb\xbf"))
    {
      line += 3;
      length -= 3;
    }
  if (strspn (line, " \t\r") == length)
    return TRUE;
  json = vbt_json_reader_read (self->json, line, length, &local);
  if (json != NULL && vbt_json_is (json, VBT_JSON_OBJECT))
    return read_object (self, json, any, error);
  if (json != NULL)
    vbt_native_problem (self, _ ("The line was left out: it is no JSON object"));
  else
    vbt_native_problem (self, _ ("The line was left out: %s"), local->message);
  return TRUE;
}

gboolean
vbt_native_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (NativeReader) self = reader_new (input, sink);
  guint n_problems = sink->n_problems;
  gboolean any = FALSE;

  for (;;)
    {
      g_autoptr (GError) local = NULL;
      gsize length = 0;
      char *line;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      line = vbt_input_next_line (input, &length, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (line == NULL)
        break;
      if (!read_line (self, line, length, &any, error))
        return FALSE;
    }
  if (any)
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       sink->n_problems > n_problems
                           ? _ ("No line is a document of the format “verbatim”")
                           : _ ("The file is empty"));
  return FALSE;
}

/* The members of a document, in the order in which they are written. */

static gboolean
read_offset (const VbtJson *json, VbtOffset *offset)
{
  if (!vbt_json_is (json, VBT_JSON_INTEGER) || vbt_json_integer (json) < 0
      || vbt_json_integer (json) > G_MAXINT32)
    return FALSE;
  *offset = (VbtOffset)vbt_json_integer (json);
  return TRUE;
}

/* Whether both are offsets; in which order is not looked at. */
gboolean
vbt_native_read_range (const VbtJson *start, const VbtJson *end, VbtRange *range)
{
  return read_offset (start, &range->start) && read_offset (end, &range->end);
}

/* Tokens or sentences: NULL, so that they are made anew, where they are wrong. */
static GArray *
read_ranges (NativeReader *self, const VbtJson *json, const char *member, VbtOffset length)
{
  const VbtJson *list = vbt_native_get_list (self, json, member);
  g_autoptr (GArray) ranges = NULL;
  VbtOffset last = 0;
  const VbtJson *item;
  size_t i;

  if (list == NULL)
    return NULL;
  ranges = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange), (guint)vbt_json_size (list));
  VBT_JSON_FOREACH (list, i, item)
  {
    VbtRange range;

    if (vbt_json_size (item) != 2
        || !vbt_native_read_range (vbt_json_item (item, 0), vbt_json_item (item, 1), &range)
        || range.start < last || range.start >= range.end || range.end > length)
      {
        vbt_native_problem (self,
                            _ ("“%s” was left out: its item %zu is no range behind the one before"),
                            member, i + 1);
        return NULL;
      }
    last = range.end;
    g_array_append_val (ranges, range);
  }
  return g_steal_pointer (&ranges);
}

static void
read_meta (NativeReader *self, const VbtJson *json, VbtDocument *document)
{
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (get_object (self, json, "meta"), key, value)
  {
    g_autofree char *text = vbt_native_value_to_text (value);

    /* No key of an object is there twice. */
    if (text != NULL)
      vbt_document_add_metadata (document, key, text);
    else if (!vbt_json_is (value, VBT_JSON_NULL))
      vbt_native_problem (self, _ ("Metadata “%.100s” was left out: it is no text"), key);
  }
}

/* What other programs say of a document beside its text (“url”, “title”) is metadata of it. */
static void
take_foreign (NativeReader *self, const VbtJson *json, const char *const *members,
              VbtDocument *document)
{
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (json, key, value)
  {
    g_autofree char *text = NULL;

    if (g_strv_contains (members, key))
      continue;
    if (vbt_json_is (value, VBT_JSON_ARRAY) || vbt_json_is (value, VBT_JSON_OBJECT))
      {
        report_unknown (self, "document", key);
        continue;
      }
    text = vbt_native_value_to_text (value);
    if (text != NULL && vbt_document_get_metadata (document, key) == NULL)
      vbt_document_set_metadata (document, key, text);
  }
}

static void
read_statuses (NativeReader *self, const VbtJson *json, VbtDocument *document)
{
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (get_object (self, json, "status"), key, value)
  {
    VbtStatus status;

    if (vbt_json_is (value, VBT_JSON_STRING)
        && vbt_status_from_string (vbt_json_string (value), &status))
      vbt_document_set_status (document, vbt_native_find_annotator (self, key), status);
    else
      vbt_native_problem (self, _ ("The status of “%s” was left out: there is no such status"),
                          key);
  }
}

static gboolean
read_decision (NativeReader *self, const VbtJson *json, const VbtDocument *document)
{
  const char *suggestion = vbt_native_get_string (self, json, "suggestion");
  const char *verdict = vbt_native_get_string (self, json, "decision");
  const char *annotator = vbt_native_get_string (self, json, "annotator");
  const char *time = vbt_native_get_string (self, json, "time");
  VbtDecision decision = { 0 };

  if (suggestion == NULL || verdict == NULL
      || !vbt_verdict_from_string (verdict, &decision.verdict))
    return FALSE;
  decision.suggestion = vbt_id_from_string (suggestion);
  decision.annotator = vbt_native_find_annotator (self, annotator);
  if (vbt_document_get_annotation (document, decision.suggestion) == NULL)
    return FALSE;
  if (time != NULL && !vbt_time_from_string (time, &decision.time))
    return FALSE;
  g_array_append_val (document->decisions, decision);
  return TRUE;
}

static void
read_decisions (NativeReader *self, const VbtJson *json, VbtDocument *document)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (vbt_native_get_list (self, json, "decisions"), i, item)
  {
    if (!read_decision (self, item, document))
      vbt_native_problem (self,
                          _ ("Decision %zu was left out: it needs a “suggestion” of the "
                             "document, and as “decision” accepted, rejected or corrected"),
                          i + 1);
  }
}

static VbtText *
read_text (NativeReader *self, const VbtJson *json)
{
  const VbtJson *value = vbt_json_member (json, "text");
  g_autoptr (GError) error = NULL;
  VbtText *text;

  if (!vbt_json_is (value, VBT_JSON_STRING))
    {
      vbt_native_problem (self, _ ("The line was left out: a document needs a “text”"));
      return NULL;
    }
  text = vbt_text_new (vbt_json_string (value), (gssize)value->n, &error);
  if (text == NULL)
    vbt_native_problem (self, _ ("The line was left out: %s"), error->message);
  return text;
}

/* (nullable): NULL, and a problem was reported, where the line is no document. */
VbtDocument *
vbt_native_read_document (NativeReader *self, const VbtJson *json)
{
  static const char *const members[]
      = { "id",    "name",      "text",   "meta",      "tokens",  "sentences", "status",
          "spans", "relations", "labels", "decisions", "remarks", NULL };
  g_autoptr (VbtText) text = read_text (self, json);
  const char *name = vbt_native_get_string (self, json, "name");
  const char *id = vbt_native_get_string (self, json, "id");
  g_autofree char *own_name = NULL;
  VbtDocument *document;
  VbtOffset length;

  if (text == NULL)
    return NULL;
  if (name == NULL)
    {
      g_autofree char *base = vbt_input_get_basename (self->input);

      own_name = g_strdup_printf ("%s:%u", base, vbt_input_get_line (self->input));
    }
  length = vbt_text_get_length (text);
  document = vbt_document_new (name != NULL ? name : own_name, text);
  if (id != NULL)
    document->id = vbt_id_from_string (id);
  read_meta (self, json, document);
  take_foreign (self, json, members, document);
  document->tokens = read_ranges (self, json, "tokens", length);
  document->sentences = read_ranges (self, json, "sentences", length);
  read_statuses (self, json, document);
  vbt_native_read_annotations (self, json, document);
  read_decisions (self, json, document);
  vbt_native_read_remarks (self, json, document);
  return document;
}
