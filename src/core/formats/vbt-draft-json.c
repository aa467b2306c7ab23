/* vbt-draft-json.c: records of JSON, one a line or in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"

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
 * vbt_json_head_find:
 * @head: the first bytes of a file
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

  while ((line = vbt_input_read_text_line (self->input, &local)) != NULL)
    {
      gboolean going_on;

      self->record = self->line = vbt_input_get_line (self->input);
      going_on = !g_cancellable_set_error_if_cancelled (cancellable, error)
                 && read_line (self, line, read, error);
      g_free (line);
      if (!going_on)
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
 * Reads records: one a line (a line that is no JSON is reported, and the others are read), or all of a
 * list, or a single object.
 *
 * Returns: whether the file was read to its end
 */
gboolean
vbt_draft_read_records (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable,
                        GError **error)
{
  gsize n_head = 0;
  const guint8 *head = vbt_input_peek (self->input, &n_head, error);

  if (head == NULL)
    return FALSE;
  return !self->is_list && has_lines (head, n_head) ? read_lines (self, read, cancellable, error)
                                                    : read_whole (self, read, cancellable, error);
}
