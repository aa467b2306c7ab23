/* vbt-html-characters.c: the encoding of a page, and its references to characters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html.h"

#include <gio/gio.h>
#include <string.h>

#define ENTITIES "/io/github/verbatim_app/Verbatim/core/html-entities.txt"
#define MAX_NAME 32        /* "CounterClockwiseContourIntegral;" */
#define MAX_NAME_WITHOUT 6 /* those that may stand without semicolon: "frac12" */
#define CHARSET_BYTES 4096 /* in which the page may name its encoding; the Standard says 1024 */

/* What numbers from 128 to 159 mean: the characters of windows-1252. */
static const gunichar windows_1252[32]
    = { 0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178 };

/* The named references, with ";" where they need it: of the HTML Standard, section 13.5. */
static GHashTable *
load_entities (void)
{
  GHashTable *entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (ENTITIES, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) lines = NULL;

  g_assert (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');

      if (tab == NULL || lines[i][0] == '#')
        continue;
      *tab = '\0';
      g_hash_table_insert (entities, g_strdup (lines[i]), g_strcompress (tab + 1));
    }
  return entities;
}

static const char *
find_entity (const char *name, gsize length)
{
  static gsize loaded = 0;
  char key[MAX_NAME + 1];

  if (g_once_init_enter (&loaded))
    g_once_init_leave (&loaded, (gsize)load_entities ());
  memcpy (key, name, length);
  key[length] = '\0';
  return g_hash_table_lookup ((GHashTable *)loaded, key);
}

static gsize
decode_name (const char *text, gsize length, gboolean in_attribute, GString *result)
{
  const char *value = NULL;
  gsize n = 1;

  while (n < length && n <= MAX_NAME && g_ascii_isalnum (text[n]))
    n++;
  if (n < length && n < MAX_NAME && text[n] == ';')
    value = find_entity (text + 1, n);
  if (value != NULL)
    {
      g_string_append (result, value);
      return n + 1;
    }
  for (gsize i = MIN (n - 1, MAX_NAME_WITHOUT); i >= 2 && value == NULL; i--)
    {
      char next = i + 1 < length ? text[i + 1] : ' ';

      value = find_entity (text + 1, i);
      if (value == NULL || (in_attribute && (next == '=' || g_ascii_isalnum (next))))
        {
          value = NULL;
          continue;
        }
      g_string_append (result, value);
      return i + 1;
    }
  g_string_append_c (result, '&');
  return 1;
}

static gsize
decode_number (const char *text, gsize length, GString *result)
{
  gboolean is_hex = length > 2 && (text[2] == 'x' || text[2] == 'X');
  gsize first = is_hex ? 3 : 2;
  gsize n = first;
  gunichar c = 0;

  for (; n < length && (is_hex ? g_ascii_isxdigit (text[n]) : g_ascii_isdigit (text[n])); n++)
    c = MIN (c * (is_hex ? 16 : 10) + (gunichar)g_ascii_xdigit_value (text[n]), 0x110000);
  if (n == first)
    {
      g_string_append_c (result, '&');
      return 1;
    }
  if (c >= 0x80 && c < 0xa0)
    c = windows_1252[c - 0x80];
  g_string_append_unichar (result, c == 0 || !g_unichar_validate (c) ? 0xfffd : c);
  return n < length && text[n] == ';' ? n + 1 : n;
}

/**
 * vbt_html_decode_reference:
 * @text: begins with "&"
 * @length: how many bytes there are
 * @in_attribute: whether it is in the value of an attribute, where addresses have "&" and mean it
 * @result: to which the characters are appended: those that are meant, or "&"
 *
 * Returns: how many bytes of the text that was
 */
gsize
vbt_html_decode_reference (const char *text, gsize length, gboolean in_attribute, GString *result)
{
  g_return_val_if_fail (length > 0 && text[0] == '&', 1);

  if (length > 1 && text[1] == '#')
    return decode_number (text, length, result);
  return decode_name (text, length, in_attribute, result);
}

/**
 * vbt_html_find_charset:
 * @head: the first bytes of a page
 * @n_head: how many
 *
 * Returns: (transfer full) (nullable): the encoding that the page names, as iconv knows it; %NULL where
 *   it names none, or UTF-8, or one that cannot be, since this can be read
 */
char *
vbt_html_find_charset (const guint8 *head, gsize n_head)
{
  g_autofree char *ascii
      = g_ascii_strdown ((const char *)head, (gssize)MIN (n_head, CHARSET_BYTES));
  const char *found = strstr (ascii, "charset");
  g_autofree char *name = NULL;
  gsize n = 0;

  while (found != NULL && (found[7] != '=' && !g_ascii_isspace (found[7])))
    found = strstr (found + 7, "charset");
  if (found == NULL)
    found = g_str_has_prefix (ascii, "<?xml") ? strstr (ascii, "encoding=") : NULL;
  if (found == NULL)
    return NULL;
  found += strcspn (found, "=>");
  found += strspn (found, "= \t\r\n\"'");
  while (g_ascii_isalnum (found[n]) || strchr ("-_:.", found[n] != '\0' ? found[n] : ' ') != NULL)
    n++;
  name = g_strndup (found, n);
  if (n == 0 || g_str_has_prefix (name, "utf"))
    return NULL;
  /* Who says Latin-1 or ASCII means what Windows makes of it. */
  if (g_str_equal (name, "iso-8859-1") || g_str_equal (name, "latin1")
      || g_str_equal (name, "us-ascii") || g_str_equal (name, "ascii"))
    return g_strdup ("windows-1252");
  return g_steal_pointer (&name);
}

/**
 * vbt_html_decode:
 * @bytes: a page
 * @encoding: (nullable): that was told
 * @length: (out): of the result in bytes
 * @error: return location for an error
 *
 * Decodes a page: from the encoding that was told, else that of its byte order mark, else that which it
 * names itself, else UTF-8.
 *
 * Returns: (transfer full): the page in UTF-8, or %NULL with %VBT_ERROR_FORMAT
 */
char *
vbt_html_decode (GBytes *bytes, const char *encoding, gsize *length, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean has_mark = size >= 2 && (data[0] >= 0xfe || data[0] == 0xef || data[0] == 0);
  g_autofree char *charset
      = encoding == NULL && !has_mark && size > 0 ? vbt_html_find_charset (data, size) : NULL;
  g_autoptr (GError) local = NULL;
  char *text;

  text = vbt_decode_text (bytes, encoding != NULL ? encoding : charset, NULL, length, &local);
  /* An encoding that does not exist is as good as none. */
  if (text == NULL && charset != NULL && g_error_matches (local, VBT_ERROR, VBT_ERROR_USAGE))
    {
      g_clear_error (&local);
      text = vbt_decode_text (bytes, NULL, NULL, length, &local);
    }
  if (text == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return text;
}
