/* vbt-json-list.c: a file that is one list of JSON, an item at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-json-list.h"

#include "formats/vbt-input-private.h"
#include "formats/vbt-json.h"
#include "model/vbt-ascii.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where an item ends can be told by its brackets and quotation marks alone. What is between them is left to the reader of
 * the item, so that a number out of range or a name that is there twice costs that item; where the brackets do not
 * fit, nobody knows where the next one begins, and the file is refused. */

/** Scan: where it is within a value. */
typedef struct
{
  guint depth;
  gboolean in_string, is_escaped;
} Scan;

/* The next quotation mark or backslash. */
static const guint8 *
skip_plain (const guint8 *p, const guint8 *end)
{
  while (p + VBT_WORD <= end)
    {
      guint64 word = vbt_read_word ((const char *)p);

      if (vbt_any_byte_is (word, '"') || vbt_any_byte_is (word, '\\'))
        break;
      p += VBT_WORD;
    }
  while (p < end && *p != '"' && *p != '\\')
    p++;
  return p;
}

static const guint8 *
scan_string (Scan *self, const guint8 *p, const guint8 *end)
{
  p += self->is_escaped && p < end;
  self->is_escaped = FALSE;
  for (p = skip_plain (p, end); p < end && *p == '\\'; p = skip_plain (p, end))
    {
      self->is_escaped = p + 1 == end;
      p += self->is_escaped ? 1 : 2;
    }
  return p;
}

/* What matters outside of strings. */
static const gboolean is_mark[256]
    = { ['"'] = TRUE, ['{'] = TRUE, ['}'] = TRUE, ['['] = TRUE, [']'] = TRUE };

/* At a mark within a value. */
static void
take_mark (Scan *self, guint8 c)
{
  self->in_string = c == '"';
  self->depth += c == '{' || c == '[';
  self->depth -= c == '}' || c == ']';
}

/* Goes on behind what was looked at: where the value ends, or NULL where that is behind @end. */
static const guint8 *
scan (Scan *self, const guint8 *p, const guint8 *end)
{
  while (p < end && self->depth <= VBT_JSON_MAX_DEPTH)
    {
      gboolean in_value = self->depth > 0;

      if (self->in_string)
        {
          p = scan_string (self, p, end);
          if (p == end)
            return NULL;
          self->in_string = FALSE;
          p++;
          if (!in_value)
            return p;
          continue;
        }
      if (!in_value && strchr (",]} \t\r\n", *p) != NULL)
        return p;
      while (in_value && p < end && !is_mark[*p])
        p++;
      if (p == end)
        return NULL;
      take_mark (self, *p++);
      if (in_value && self->depth == 0)
        return p;
    }
  return NULL;
}

static gboolean
refuse (const VbtJsonList *self, gsize at, const char *what, GError **error)
{
  g_autofree char *byte
      = g_strdup_printf ("%" G_GUINT64_FORMAT, vbt_input_get_position (self->input) + at);

  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("This is not valid JSON: %s, at byte %s"),
               what, byte);
  return FALSE;
}

/* Has more than @at bytes in the buffer, unless the file ends. */
static gboolean
look (VbtJsonList *self, gsize at, GError **error)
{
  VbtInput *input = self->input;

  while (input->end - input->start <= at && !input->at_end)
    {
      if (at > VBT_TEXT_MAX_BYTES)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("An item of the list is longer than %d MiB, which is the limit"),
                       VBT_TEXT_MAX_BYTES / 1024 / 1024);
          return FALSE;
        }
      if (!vbt_input_fill (input, error))
        return FALSE;
    }
  return TRUE;
}

static const guint8 *
at_start (const VbtJsonList *self)
{
  return self->input->buffer + self->input->start;
}

static gsize
count_left (const VbtJsonList *self)
{
  return self->input->end - self->input->start;
}

/* Lines are counted, so that messages name that of an item. */
static void
consume (VbtJsonList *self, gsize n_bytes)
{
  const guint8 *end = at_start (self) + n_bytes;

  for (const guint8 *p = at_start (self); (p = memchr (p, '\n', (gsize)(end - p))) != NULL; p++)
    self->input->line++;
  vbt_input_consume (self->input, n_bytes);
  vbt_input_begin_unit (self->input);
}

/* The next character that is no space, 0 at the end of the file; -1 with an error. */
static int
skip_space (VbtJsonList *self, GError **error)
{
  for (;;)
    {
      gsize n = 0;

      if (!look (self, 0, error))
        return -1;
      while (n < count_left (self) && strchr (" \t\r\n", at_start (self)[n]) != NULL
             && at_start (self)[n] != '\0')
        n++;
      consume (self, n);
      if (count_left (self) > 0)
        return at_start (self)[0];
      if (self->input->at_end)
        return 0;
    }
}

/* Where the value ends that begins here. */
static gboolean
find_end (VbtJsonList *self, gsize *length, GError **error)
{
  Scan scanner = { 0 };
  gsize n = 0;

  while (look (self, n, error))
    {
      const guint8 *start = at_start (self);
      const guint8 *end = scan (&scanner, start + n, start + count_left (self));

      if (scanner.depth > VBT_JSON_MAX_DEPTH)
        return refuse (self, n, _ ("it is nested too deeply"), error);
      if (end != NULL && end > start)
        {
          *length = (gsize)(end - start);
          return TRUE;
        }
      if (end != NULL)
        return refuse (self, n, _ ("a value is missing"), error);
      if (count_left (self) == n)
        return refuse (self, n, _ ("the file ends within a value"), error);
      n = count_left (self);
    }
  return FALSE;
}

/* Takes one character, and the spaces before it. */
static gboolean
take (VbtJsonList *self, char wanted, GError **error)
{
  int c = skip_space (self, error);
  g_autofree char *what = NULL;

  if (c == wanted)
    {
      consume (self, 1);
      return TRUE;
    }
  what = g_strdup_printf (_ ("“%c” is missing"), wanted);
  return c >= 0 && refuse (self, 0, what, error);
}

static gboolean
skip_mark (VbtJsonList *self, GError **error)
{
  if (!look (self, 2, error))
    return FALSE;
  if (count_left (self) >= 3 && memcmp (at_start (self), "\xef\xbb\xbf", 3) == 0)
    consume (self, 3);
  return TRUE;
}

/* Takes a value, and appends it to @around. */
static gboolean
take_value (VbtJsonList *self, GString *around, GError **error)
{
  gsize length;

  if (skip_space (self, error) < 0 || !find_end (self, &length, error))
    return FALSE;
  if (around != NULL)
    g_string_append_len (around, (const char *)at_start (self), (gssize)length);
  consume (self, length);
  return TRUE;
}

/* Takes the name of a member and the colon: whether it is the one of the list. */
static gboolean
take_name (VbtJsonList *self, GString *around, gboolean *is_list, GError **error)
{
  gsize n_member = strlen (self->member);
  gsize length;
  int c;

  if (skip_space (self, error) < 0 || !find_end (self, &length, error))
    return FALSE;
  *is_list = length == n_member + 2 && memcmp (at_start (self) + 1, self->member, n_member) == 0;
  if (!take_value (self, around, error) || !take (self, ':', error))
    return FALSE;
  if (around != NULL)
    g_string_append_c (around, ':');
  c = skip_space (self, error);
  *is_list = *is_list && c == '[';
  return c >= 0;
}

/* Goes through the members of an object as far as the list, or to the end where there is none. */
static gboolean
find_list (VbtJsonList *self, GString *around, gboolean *has_list, GError **error)
{
  *has_list = FALSE;
  for (;;)
    {
      if (!take_name (self, around, has_list, error))
        return FALSE;
      if (*has_list)
        return take (self, '[', error);
      if (!take_value (self, around, error))
        return FALSE;
      if (skip_space (self, error) != ',')
        return take (self, '}', error);
      if (around != NULL)
        g_string_append_c (around, ',');
      consume (self, 1);
    }
}

/**
 * vbt_json_list_begin:
 * @self: a list, not initialized
 * @input: a file in UTF-8
 * @member: (nullable): of the object that the file is: the list; %NULL where the file is the list
 * @error: return location for an error
 *
 * Goes to where the items of the list begin.
 *
 * Returns: %FALSE with %VBT_ERROR_FORMAT or %VBT_ERROR_IO where there is none
 */
gboolean
vbt_json_list_begin (VbtJsonList *self, VbtInput *input, const char *member, GError **error)
{
  gboolean has_list = TRUE;

  g_return_val_if_fail (self != NULL && input != NULL, FALSE);

  *self = (VbtJsonList){ .input = input, .member = member };
  input->line = 1;
  if (!skip_mark (self, error))
    return FALSE;
  if (member == NULL)
    return take (self, '[', error);
  if (!take (self, '{', error) || !find_list (self, NULL, &has_list, error))
    return FALSE;
  self->at_end = !has_list;
  return TRUE;
}

/* Behind the bracket that ends the list. */
static gboolean
end_list (VbtJsonList *self, GError **error)
{
  int c;

  self->at_end = TRUE;
  consume (self, 1);
  /* What is behind the list of a member was looked at before. */
  if (self->member != NULL)
    return TRUE;
  c = skip_space (self, error);
  if (c < 0 || (c == 0 && count_left (self) == 0))
    return c == 0;
  return refuse (self, 0, _ ("there is something behind its end"), error);
}

/**
 * vbt_json_list_next:
 * @self: a list
 * @length: (out): in bytes
 * @error: return location for an error
 *
 * Finds the next item. vbt_input_get_line() is where it begins.
 *
 * Returns: (transfer none) (nullable): the item until the next is asked for, which need not be valid JSON;
 *   %NULL at the end of the list, and with %VBT_ERROR_FORMAT or %VBT_ERROR_IO
 */
const char *
vbt_json_list_next (VbtJsonList *self, gsize *length, GError **error)
{
  int c;

  g_return_val_if_fail (self != NULL && length != NULL, NULL);

  if (self->at_end)
    return NULL;
  consume (self, self->n_item);
  self->n_item = 0;
  c = skip_space (self, error);
  if (c == ']')
    {
      end_list (self, error);
      return NULL;
    }
  if (c < 0 || (self->has_items && !take (self, ',', error)) || skip_space (self, error) < 0
      || !find_end (self, length, error))
    return NULL;
  self->n_item = *length;
  self->has_items = TRUE;
  return (const char *)at_start (self);
}

/* All of the object but the items of its list. */
static gboolean
read_around (VbtJsonList *self, GString *around, gboolean *has_list, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize length;

  if (!skip_mark (self, error) || !take (self, '{', error)
      || !find_list (self, around, has_list, error))
    return FALSE;
  if (!*has_list)
    return TRUE;
  while (vbt_json_list_next (self, &length, &local) != NULL)
    continue;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_string_append (around, "[]");
  while (look (self, 0, error) && count_left (self) > 0)
    {
      g_string_append_len (around, (const char *)at_start (self), (gssize)count_left (self));
      consume (self, count_left (self));
      if (around->len > VBT_TEXT_MAX_BYTES)
        return refuse (self, 0, _ ("too much is behind the list"), error);
    }
  return self->input->at_end;
}

/**
 * vbt_json_list_read_around:
 * @input: a file in UTF-8, which is an object; it can seek, and what was read of it was only peeked at
 * @member: of the object: the list
 * @has_list: (out): whether the object has such a list
 * @error: return location for an error
 *
 * Reads what an object has beside its list, wherever it stands. The input stays where it is.
 *
 * Returns: (transfer full): the object in JSON, which need not be valid, with an empty list; %NULL with
 *   %VBT_ERROR_FORMAT or %VBT_ERROR_IO
 */
char *
vbt_json_list_read_around (VbtInput *input, const char *member, gboolean *has_list, GError **error)
{
  GSeekable *seekable;
  goffset before;
  g_autoptr (VbtInput) again = NULL;
  g_autoptr (GString) around = g_string_new ("{");
  VbtJsonList list;
  gboolean success;

  g_return_val_if_fail (input != NULL && vbt_input_can_seek (input), NULL);
  g_return_val_if_fail (member != NULL && has_list != NULL, NULL);

  seekable = G_SEEKABLE (input->stream);
  before = g_seekable_tell (seekable);
  again = vbt_input_new (input->stream, NULL, input->name);
  list = (VbtJsonList){ .input = again, .member = member };
  success = g_seekable_seek (seekable, 0, G_SEEK_SET, NULL, error)
            && read_around (&list, around, has_list, error)
            && g_seekable_seek (seekable, before, G_SEEK_SET, NULL, error);
  return success ? g_string_free (g_steal_pointer (&around), FALSE) : NULL;
}
