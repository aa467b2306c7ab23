/* vbt-json.c: JSON as a tree that can be changed, and the pieces of JSON that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-json.h"

#include "model/vbt-types.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* jansson takes up to 85 bytes for each byte of "[{},{},…": a file of 10 MB could ask for 850 MB.
 * Real documents stay below 15. */
#define MEMORY_FACTOR 25
#define MEMORY_BASE (16 * 1024 * 1024)

static _Thread_local gboolean limited;
static _Thread_local gsize left;

static void *
limited_malloc (size_t size)
{
  void *memory;

  if (limited && size > left)
    {
      left = 0;
      return NULL;
    }
  memory = malloc (size);
  if (limited && memory != NULL)
    left -= MIN (left, malloc_usable_size (memory));
  return memory;
}

static void
limited_free (void *memory)
{
  if (limited && left > 0 && memory != NULL)
    left += malloc_usable_size (memory);
  free (memory);
}

static void
set_limit (gsize n_bytes)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      json_set_alloc_funcs (limited_malloc, limited_free);
      g_once_init_leave (&once, 1);
    }
  limited = TRUE;
  left = n_bytes;
}

/**
 * vbt_json_parse:
 * @data: JSON
 * @length: in bytes
 * @error: return location for an error
 *
 * Parses JSON that is changed afterwards, or is a setting; documents are read by a #VbtJsonReader. Anybody may have written
 * it: at most 2048 levels deep (jansson's
 * JSON_PARSER_MAX_DEPTH), in memory of at most 25 times its length and 16 MiB, in valid UTF-8,
 * without U+0000, lone surrogates, repeated keys and numbers out of range.
 *
 * Returns: (transfer full): the value, to be freed by json_decref(); %NULL with %VBT_ERROR_FORMAT,
 *   which names the byte
 */
json_t *
vbt_json_parse (const char *data, gsize length, GError **error)
{
  const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
  json_error_t problem;
  gboolean exhausted;
  json_t *json;

  g_return_val_if_fail (data != NULL, NULL);

  set_limit (length * MEMORY_FACTOR + MEMORY_BASE);
  json = json_loadb (data, length, flags, &problem);
  exhausted = left == 0;
  limited = FALSE;
  if (json != NULL)
    return json;
  if (exhausted)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                         _ ("This JSON has so many parts that it would take too much memory"));
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("This is not valid JSON: %s, at byte %d"),
                 problem.text, problem.position);
  return NULL;
}

/**
 * vbt_json_explain:
 * @data: JSON that is not valid
 * @length: in bytes
 * @error: return location for an error
 *
 * Says what is wrong, and where.
 */
void
vbt_json_explain (const char *data, gsize length, GError **error)
{
  g_autoptr (json_t) json = NULL;
  gsize start = 0;

  g_return_if_fail (data != NULL);

  while (start < length && g_ascii_isspace (data[start]))
    start++;
  if (start == length)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The file is empty"));
      return;
    }
  json = vbt_json_parse (data, length, error);
  /* jansson takes this for the end, if it is behind a value. */
  if (json != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("This is not valid JSON: %s, at byte %d"),
                 "U+0000", (int)strnlen (data, length));
}

/**
 * vbt_json_append_string:
 * @json: JSON that is being written
 * @string: valid UTF-8
 *
 * Appends a JSON string; only what must be escaped is.
 */
void
vbt_json_append_string (GString *json, const char *string)
{
  static const char short_names[] = "btn\0fr"; /* U+0008 … U+000D */

  g_return_if_fail (json != NULL && string != NULL);

  g_string_append_c (json, '"');
  while (*string != '\0')
    {
      gsize n_plain = 0;
      guchar c;

      while ((guchar)string[n_plain] >= 0x20 && string[n_plain] != '"' && string[n_plain] != '\\')
        n_plain++;
      g_string_append_len (json, string, (gssize)n_plain);
      string += n_plain;
      c = (guchar)*string;
      if (c == '\0')
        break;
      if (c == '"' || c == '\\')
        g_string_append_printf (json, "\\%c", c);
      else if (c >= '\b' && c <= '\r' && c != '\v')
        g_string_append_printf (json, "\\%c", short_names[c - '\b']);
      else
        g_string_append_printf (json, "\\u%04x", c);
      string++;
    }
  g_string_append_c (json, '"');
}

/**
 * vbt_json_append_member:
 * @json: JSON that is being written
 * @member: name of the next member of an object
 *
 * Appends the name, and a comma before it unless it is the object's first.
 */
void
vbt_json_append_member (GString *json, const char *member)
{
  g_return_if_fail (json != NULL && json->len > 0 && member != NULL);

  if (json->str[json->len - 1] != '{')
    g_string_append (json, ", ");
  vbt_json_append_string (json, member);
  g_string_append (json, ": ");
}

/**
 * vbt_json_format_double:
 * @number: a finite number
 *
 * Returns: (transfer full): the shortest decimal from which exactly the number is read again
 */
char *
vbt_json_format_double (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (isfinite (number), NULL);

  for (int precision = 1; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (!(g_ascii_strtod (buffer, NULL) < number) && !(g_ascii_strtod (buffer, NULL) > number))
        break;
    }
  return g_strdup (buffer);
}
