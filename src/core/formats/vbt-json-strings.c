/* vbt-json-strings.c: the long strings of JSON, taken out before it is parsed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-json.h"

#include <string.h>

/* jansson reads strings one character at a time, at some 70 MB/s, and a line of ours is mostly one text. So long strings
 * are decoded here, ten times as fast, and jansson is given a short one in the place of each: U+0001 and a number.
 * What is odd in any way is left to jansson, which knows what to say about it. */
#define LONG 200
#define MARK "\\u0001"

struct _VbtJsonStrings
{
  GString *json;      /* what is left */
  GPtrArray *strings; /* of GString */
};

static int
read_hex (const char *digits, const char *end)
{
  int value = 0;

  if (end - digits < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (digits[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }
  return value;
}

/* At the character after the backslash; what follows, or NULL. */
static const char *
decode_escape (GString *string, const char *p, const char *end)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found = p < end && *p != '\0' ? strchr (from, *p) : NULL;
  int high, low;

  if (found != NULL)
    {
      g_string_append_c (string, to[found - from]);
      return p + 1;
    }
  if (p >= end || *p != 'u')
    return NULL;
  high = read_hex (p + 1, end);
  p += 5;
  if (high <= 0 || (high >= 0xdc00 && high <= 0xdfff))
    return NULL;
  if (high < 0xd800 || high > 0xdbff)
    {
      g_string_append_unichar (string, (gunichar)high);
      return p;
    }
  low = end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? read_hex (p + 2, end) : -1;
  if (low < 0xdc00 || low > 0xdfff)
    return NULL;
  g_string_append_unichar (string, 0x10000 + (((gunichar)high & 0x3ff) << 10 | (low & 0x3ff)));
  return p + 6;
}

/* What is between the quotation marks; NULL where jansson has to say what is wrong. */
static GString *
decode (const char *p, const char *end)
{
  g_autoptr (GString) string = g_string_sized_new ((gsize)(end - p) + 1);

  while (p < end)
    {
      const char *escape = memchr (p, '\\', (gsize)(end - p));

      g_string_append_len (string, p, (escape != NULL ? escape : end) - p);
      if (escape == NULL)
        break;
      p = decode_escape (string, escape + 1, end);
      if (p == NULL)
        return NULL;
    }
  return g_utf8_validate_len (string->str, string->len, NULL) ? g_steal_pointer (&string) : NULL;
}

/* Without an end before the last one, so that several are looked at at once. */
static gboolean
has_control (const char *p, const char *end)
{
  guchar any = 0;

  for (; p < end; p++)
    any |= (guchar)*p < 0x20;
  return any != 0;
}

static gboolean
is_escaped (const char *start, const char *quote)
{
  const char *p = quote;

  while (p > start && p[-1] == '\\')
    p--;
  return (quote - p) % 2 != 0;
}

/* The quotation mark that ends the string that begins at @p, or NULL. */
static const char *
find_end (const char *p, const char *end)
{
  const char *quote = memchr (p, '"', (gsize)(end - p));

  while (quote != NULL && is_escaped (p, quote))
    quote = memchr (quote + 1, '"', (gsize)(end - quote - 1));
  return quote != NULL && !has_control (p, quote) ? quote : NULL;
}

static gboolean
is_key (const char *p, const char *end)
{
  while (p < end && strchr (" \t\r\n", *p) != NULL && *p != '\0')
    p++;
  return p < end && *p == ':';
}

/* From the quotation mark at @p on; what follows the string, or NULL. */
static const char *
take_string (VbtJsonStrings *self, const char *p, const char *end)
{
  const char *last = find_end (p + 1, end);
  GString *string;

  if (last == NULL)
    return NULL;
  if (last - p < LONG || is_key (last + 1, end))
    {
      g_string_append_len (self->json, p, last + 1 - p);
      return last + 1;
    }
  string = decode (p + 1, last);
  if (string == NULL)
    return NULL;
  g_string_append_printf (self->json, "\"" MARK "%u\"", self->strings->len);
  g_ptr_array_add (self->strings, string);
  return last + 1;
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

/**
 * vbt_json_strings_take:
 * @data: JSON
 * @length: in bytes
 * @json: (out) (transfer none): the same with other strings, as long as the result lives
 *
 * Returns: (transfer full) (nullable): the strings, for vbt_json_strings_put(); %NULL where there
 *   are no long ones, or the JSON is not as it should be
 */
VbtJsonStrings *
vbt_json_strings_take (const char *data, gsize length, const GString **json)
{
  g_autoptr (VbtJsonStrings) self = NULL;
  const char *end = data + length;
  const char *p = data;

  g_return_val_if_fail (data != NULL && json != NULL, NULL);

  if (length < LONG || memmem (data, length, MARK, strlen (MARK)) != NULL)
    return NULL;
  self = g_new0 (VbtJsonStrings, 1);
  self->json = g_string_new (NULL);
  self->strings = g_ptr_array_new_with_free_func (free_string);
  while (p != NULL && p < end)
    {
      const char *quote = memchr (p, '"', (gsize)(end - p));

      g_string_append_len (self->json, p, (quote != NULL ? quote : end) - p);
      if (quote == NULL)
        break;
      p = take_string (self, quote, end);
    }
  if (p == NULL || self->strings->len == 0)
    return NULL;
  *json = self->json;
  return g_steal_pointer (&self);
}

/* The string that belongs here; NULL where this is none of ours, or there is no memory, which sets @success. */
static json_t *
get_string (const VbtJsonStrings *self, json_t *value, gboolean *success)
{
  const char *mark = json_is_string (value) ? json_string_value (value) : "";
  const GString *string;
  json_t *replacement;

  if (*mark != 1)
    return NULL;
  string = self->strings->pdata[g_ascii_strtoull (mark + 1, NULL, 10)];
  replacement = json_stringn_nocheck (string->str, string->len);
  *success &= replacement != NULL;
  return replacement;
}

static gboolean put_each (const VbtJsonStrings *self, json_t *value);

static gboolean
put_members (const VbtJsonStrings *self, json_t *object)
{
  gboolean success = TRUE;

  for (void *i = json_object_iter (object); i != NULL && success;
       i = json_object_iter_next (object, i))
    {
      json_t *string = get_string (self, json_object_iter_value (i), &success);

      if (string != NULL)
        json_object_iter_set_new (object, i, string);
      else
        success = success && put_each (self, json_object_iter_value (i));
    }
  return success;
}

static gboolean
put_each (const VbtJsonStrings *self, json_t *value)
{
  gboolean success = TRUE;

  if (json_is_object (value))
    return put_members (self, value);
  for (gsize i = 0; json_is_array (value) && i < json_array_size (value) && success; i++)
    {
      json_t *string = get_string (self, json_array_get (value, i), &success);

      if (string != NULL)
        json_array_set_new (value, i, string);
      else
        success = success && put_each (self, json_array_get (value, i));
    }
  return success;
}

/**
 * vbt_json_strings_put:
 * @self: strings
 * @value: (transfer full) (nullable): what jansson made of the rest
 *
 * Returns: (transfer full) (nullable): the value with its strings; %NULL without one, or without
 *   memory
 */
json_t *
vbt_json_strings_put (const VbtJsonStrings *self, json_t *value)
{
  gboolean success = TRUE;
  json_t *string;

  g_return_val_if_fail (self != NULL, NULL);

  if (value == NULL)
    return NULL;
  string = get_string (self, value, &success);
  if (string != NULL)
    {
      json_decref (value);
      return string;
    }
  if (success && put_each (self, value))
    return value;
  json_decref (value);
  return NULL;
}

/** vbt_json_strings_free: frees the strings. */
void
vbt_json_strings_free (VbtJsonStrings *self)
{
  if (self == NULL)
    return;
  g_string_free (self->json, TRUE);
  g_ptr_array_unref (self->strings);
  g_free (self);
}
