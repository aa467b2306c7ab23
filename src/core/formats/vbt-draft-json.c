/* vbt-draft-json.c: records of JSON, one a line or in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"
#include "formats/vbt-json-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/**
 * vbt_json_get_offset:
 * @value: (nullable): a value
 * @offset: (out): the offset
 *
 * Returns: whether it is a number that can be an offset; 3.0 is 3
 */
gboolean
vbt_json_get_offset (const VbtJson *value, VbtOffset *offset)
{
  double number = vbt_json_number (value);

  if (!vbt_json_is_number (value) || !(number >= 0) || number > G_MAXINT32
      || floor (number) < number)
    return FALSE;
  *offset = (VbtOffset)number;
  return TRUE;
}

/**
 * vbt_json_to_name:
 * @value: (nullable): a value
 *
 * Returns: (transfer full) (nullable): a string, number or truth value as text; %NULL for all else
 */
char *
vbt_json_to_name (const VbtJson *value)
{
  if (vbt_json_is (value, VBT_JSON_STRING))
    return g_strdup (vbt_json_string (value));
  if (vbt_json_is (value, VBT_JSON_INTEGER))
    return g_strdup_printf ("%" G_GINT64_FORMAT, vbt_json_integer (value));
  if (vbt_json_is (value, VBT_JSON_REAL))
    return vbt_json_format_double (value->real);
  if (vbt_json_is_boolean (value))
    return g_strdup (vbt_json_is (value, VBT_JSON_TRUE) ? "true" : "false");
  return NULL;
}

/**
 * vbt_json_may_begin:
 * @head: the first bytes of a file
 * @n_head: how many
 *
 * Returns: whether they may be of an object or a list of JSON; every text of a folder comes by here, and is none
 */
gboolean
vbt_json_may_begin (const guint8 *head, gsize n_head)
{
  gsize i = n_head >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < n_head && g_ascii_isspace (head[i]))
    i++;
  return i < n_head && (head[i] == '{' || head[i] == '[');
}

/**
 * vbt_json_head_find:
 * @head: the first bytes of a file, of an object or a list of JSON
 * @n_head: how many
 * @member: name of a member
 *
 * Returns: (transfer none) (nullable): where the value of the first member of this name begins
 */
const guint8 *
vbt_json_head_find (const guint8 *head, gsize n_head, const char *member)
{
  g_autofree char *quoted = g_strconcat ("\"", member, "\"", NULL);
  gsize n_quoted = strlen (quoted);
  const guint8 *end = head + n_head;

  if (!vbt_json_may_begin (head, n_head))
    return NULL;
  for (const guint8 *c = memmem (head, n_head, quoted, n_quoted); c != NULL;
       c = memmem (c, (gsize)(end - c), quoted, n_quoted))
    {
      c += n_quoted;
      while (c < end && g_ascii_isspace (*c))
        c++;
      if (c == end || *c != ':')
        continue;
      for (c++; c < end && g_ascii_isspace (*c);)
        c++;
      return c < end ? c : NULL;
    }
  return NULL;
}

/**
 * vbt_json_head_has:
 * @head: the first bytes of a file
 * @n_head: how many
 * @member: name of a member
 *
 * Returns: whether an object of JSON among them has such a member
 */
gboolean
vbt_json_head_has (const guint8 *head, gsize n_head, const char *member)
{
  return vbt_json_head_find (head, n_head, member) != NULL;
}

/**
 * vbt_json_append_metadata:
 * @json: an object of JSON that is being written
 * @member: name of the member
 * @document: a document
 *
 * Appends the metadata as an object, where there is some.
 */
void
vbt_json_append_metadata (GString *json, const char *member, const VbtDocument *document)
{
  if (document->metadata->len == 0)
    return;
  vbt_json_append_member (json, member);
  g_string_append_c (json, '{');
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];

      vbt_json_append_member (json, item->key);
      vbt_json_append_string (json, item->value);
    }
  g_string_append_c (json, '}');
}

static gboolean
read_line (VbtDraft *self, const char *line, VbtRecordFunc read, GError **error)
{
  g_autoptr (GError) local = NULL;
  const VbtJson *record;

  if (line[strspn (line, " \t")] == '\0')
    return TRUE;
  record = vbt_json_reader_read (self->json, line, strlen (line), &local);
  if (record == NULL)
    {
      vbt_draft_problem (self, _ ("The line was left out: %s"), local->message);
      return TRUE;
    }
  return read (self, record, error);
}

static gboolean
read_lines (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *line;

  while ((line = vbt_input_next_text_line (self->input, &local)) != NULL)
    {
      self->record = self->line = vbt_input_get_line (self->input);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !read_line (self, line, read, error))
        return FALSE;
    }
  if (local == NULL && self->record > 0)
    return TRUE;
  if (local == NULL)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The file is empty"));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_value (VbtDraft *self, const VbtJson *value, VbtRecordFunc read, GCancellable *cancellable,
            GError **error)
{
  const VbtJson *record;
  size_t i;

  if (!vbt_json_is (value, VBT_JSON_ARRAY))
    return read (self, value, error);
  VBT_JSON_FOREACH (value, i, record)
  {
    self->record = (guint)i + 1;
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read (self, record, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_whole (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (self->input, error);
  const VbtJson *value;
  g_autofree char *text = NULL;
  const char *encoding = NULL;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  text = vbt_decode_text (bytes, vbt_input_get_encoding (self->input), &encoding, &length, error);
  g_clear_pointer (&bytes, g_bytes_unref);
  if (text == NULL)
    return FALSE;
  if (vbt_input_get_encoding (self->input) == NULL && g_ascii_strcasecmp (encoding, "UTF-8") != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("JSON is UTF-8, but this looks like %s: name its encoding"), encoding);
      return FALSE;
    }
  value = vbt_json_reader_read (self->json, text, length, error);
  g_clear_pointer (&text, g_free);
  return value != NULL && read_value (self, value, read, cancellable, error);
}

/* An item that is no valid JSON is left out, and the others are read, as with lines. */
static gboolean
read_item (VbtDraft *self, const char *item, gsize length, VbtRecordFunc read, char **invalid,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  const VbtJson *record = vbt_json_reader_read (self->json, item, length, &local);

  if (record != NULL)
    return read (self, record, error);
  if (vbt_utf8_is_valid (item, length, NULL))
    {
      vbt_draft_problem (self, _ ("The record was left out: %s"), local->message);
      *invalid = g_strdup (local->message);
      return TRUE;
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("Record %u is not UTF-8: name the encoding of the file, which may be "
                  "Windows-1252 or Latin-1"),
               self->record);
  return FALSE;
}

static gboolean
read_items (VbtDraft *self, VbtJsonList *list, VbtRecordFunc read, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *invalid = NULL;
  gboolean any = FALSE;
  const char *item;
  gsize length;

  self->is_item = TRUE;
  while ((item = vbt_json_list_next (list, &length, &local)) != NULL)
    {
      g_autofree char *problem = NULL;

      self->record++;
      self->line = vbt_input_get_line (self->input);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !read_item (self, item, length, read, &problem, error))
        return FALSE;
      any = any || problem == NULL;
      if (invalid == NULL)
        invalid = g_steal_pointer (&problem);
    }
  if (local == NULL && (any || invalid == NULL))
    return TRUE;
  if (local == NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("No record of the list is valid: %s"),
                 invalid);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_list (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable, GError **error)
{
  VbtJsonList list;

  return vbt_json_list_begin (&list, self->input, NULL, error)
         && read_items (self, &list, read, cancellable, error);
}

/* An object of which one member is the list of the records. What the object says beside it may stand behind it,
 * so that it is looked for first. */
static gboolean
read_list_member (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable, GError **error)
{
  gboolean has_list;
  g_autofree char *text
      = vbt_json_list_read_around (self->input, self->list_member, &has_list, error);
  const VbtJson *around;
  VbtJsonList list;

  if (text == NULL)
    return FALSE;
  if (!has_list)
    return read_whole (self, read, cancellable, error);
  around = vbt_json_reader_read (self->json, text, strlen (text), error);
  return around != NULL && self->read_around (self, around, error)
         && vbt_json_list_begin (&list, self->input, self->list_member, error)
         && read_items (self, &list, read, cancellable, error);
}

/* The first character, if it is that of JSON in UTF-8; else 0. */
static guint8
get_first (VbtInput *input, const guint8 *head, gsize n_head)
{
  const char *encoding = vbt_input_get_encoding (input);
  gsize n = n_head >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "UTF-8") != 0)
    return 0;
  while (n < n_head && g_ascii_isspace (head[n]))
    n++;
  return n < n_head && (n + 1 == n_head || head[n + 1] != '\0') ? head[n] : 0;
}

/* Whether the first line is a record by itself. */
static gboolean
has_lines (const guint8 *head, gsize n_head)
{
  const guint8 *end;

  if (n_head >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    {
      head += 3;
      n_head -= 3;
    }
  while (n_head > 0 && g_ascii_isspace (*head))
    {
      head++;
      n_head--;
    }
  if (n_head == 0 || *head == '[' || *head == '\0')
    return n_head == 0;
  end = memchr (head, '\n', n_head);
  if (end == NULL)
    return TRUE;
  /* "{" alone begins an object of several lines. */
  for (const guint8 *c = head + 1; c < end; c++)
    if (!g_ascii_isspace (*c))
      return TRUE;
  return *head != '{';
}

/**
 * vbt_draft_read_records:
 * @self: a draft
 * @read: called for each record
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Reads records: one a line or one item of a list after another (what is no JSON is reported, and the others are
 * read), or a single object. Only a single object, or a file that is not in UTF-8, is read whole.
 *
 * Returns: whether the file was read to its end
 */
gboolean
vbt_draft_read_records (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable,
                        GError **error)
{
  gsize n_head = 0;
  const guint8 *head = vbt_input_peek (self->input, &n_head, error);
  guint8 first;

  if (head == NULL)
    return FALSE;
  if (!self->is_list && has_lines (head, n_head))
    return read_lines (self, read, cancellable, error);
  first = get_first (self->input, head, n_head);
  if (first == '[')
    return read_list (self, read, cancellable, error);
  if (first == '{' && self->list_member != NULL && vbt_input_can_seek (self->input))
    return read_list_member (self, read, cancellable, error);
  return read_whole (self, read, cancellable, error);
}
