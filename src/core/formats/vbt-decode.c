/* vbt-decode.c: bytes to text: Unicode is recognized, any other encoding must be named
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucsdet.h>

#define BUFFER_SIZE 16384
#define DETECT_SIZE (64 * 1024)
#define FALLBACK_ENCODING "windows-1252"

typedef struct
{
  const char *encoding;
  guint n_bytes;
  guint8 bytes[4];
} Bom;

/* Longest first: the one of UTF-16LE begins the one of UTF-32LE. */
static const Bom boms[] = {
  { "UTF-32LE", 4, { 0xff, 0xfe, 0x00, 0x00 } },
  { "UTF-32BE", 4, { 0x00, 0x00, 0xfe, 0xff } },
  { "UTF-8", 3, { 0xef, 0xbb, 0xbf } },
  { "UTF-16LE", 2, { 0xff, 0xfe } },
  { "UTF-16BE", 2, { 0xfe, 0xff } },
};

static const Bom *
find_bom (const guint8 *data, gsize n_bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (boms); i++)
    if (n_bytes >= boms[i].n_bytes && memcmp (data, boms[i].bytes, boms[i].n_bytes) == 0)
      return &boms[i];
  return NULL;
}

static gboolean
is_odd_control (gunichar c)
{
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b;
}

/* Whether all of it can be UTF-32: three bytes of four are then zero or nearly so, which nothing
 * else that is text comes close to. */
static gboolean
looks_like_utf32 (const guint8 *data, gsize n_bytes, gboolean big_endian)
{
  if (n_bytes < 4 || n_bytes % 4 != 0)
    return FALSE;
  for (gsize i = 0; i < n_bytes; i += 4)
    {
      const guint8 *unit = data + i;
      guint32 c = big_endian ? (guint32)unit[0] << 24 | unit[1] << 16 | unit[2] << 8 | unit[3]
                             : (guint32)unit[3] << 24 | unit[2] << 16 | unit[1] << 8 | unit[0];

      if (c == 0 || !g_unichar_validate (c) || is_odd_control (c))
        return FALSE;
    }
  return TRUE;
}

/* UTF-16 without BOM is believed only where at least one byte in five is the zero half of a
 * character below U+0100, none is at the other half, and nothing speaks against it: one stray NUL
 * in other text must not turn it into Chinese. */
static gboolean
looks_like_utf16 (const guint8 *data, gsize n_bytes, gboolean big_endian)
{
  gsize n_zero = 0;

  if (n_bytes < 4 || n_bytes % 2 != 0)
    return FALSE;
  for (gsize i = 0; i < n_bytes; i += 2)
    {
      guint8 high = data[big_endian ? i : i + 1];
      guint8 low = data[big_endian ? i + 1 : i];

      if (low == 0 && high == 0)
        return FALSE;
      if (high == 0 && is_odd_control (low))
        return FALSE;
      if (low == 0 && (high < 0x04 || high > 0xd7))
        return FALSE;
      n_zero += high == 0;
    }
  return n_zero * 5 >= n_bytes;
}

static const char *
guess_unicode (const guint8 *data, gsize n_bytes)
{
  if (memchr (data, 0, n_bytes) == NULL)
    return "UTF-8";
  if (looks_like_utf32 (data, n_bytes, FALSE))
    return "UTF-32LE";
  if (looks_like_utf32 (data, n_bytes, TRUE))
    return "UTF-32BE";
  if (looks_like_utf16 (data, n_bytes, FALSE))
    return "UTF-16LE";
  if (looks_like_utf16 (data, n_bytes, TRUE))
    return "UTF-16BE";
  return "UTF-8";
}

static gboolean convert (const guint8 *data, gsize n_bytes, gsize start, const char *encoding,
                         GString *text, GError **error);

static gboolean
converts (const guint8 *data, gsize n_bytes, const char *encoding)
{
  g_autoptr (GString) text = g_string_new (NULL);

  return convert (data, n_bytes, 0, encoding, text, NULL);
}

/* The likeliest encoding of text that is not Unicode. ICU is asked; what it says of a few bytes is
 * no more than chance, so that windows-1252, the commonest, is offered then, and for ISO-8859-1,
 * which is always meant as such. */
static const char *
guess_legacy (const guint8 *data, gsize n_bytes)
{
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  const UCharsetMatch *match;
  const char *name = FALLBACK_ENCODING;

  ucsdet_setText (detector, (const char *)data, (int32_t)MIN (n_bytes, DETECT_SIZE), &status);
  match = ucsdet_detect (detector, &status);
  if (U_SUCCESS (status) && match != NULL && n_bytes >= 64)
    name = g_intern_string (ucsdet_getName (match, &status));
  ucsdet_close (detector);
  if (U_FAILURE (status) || g_str_has_prefix (name, "UTF") || g_str_equal (name, "ISO-8859-1"))
    return FALLBACK_ENCODING;
  if (converts (data, n_bytes, name))
    return name;
  return g_str_equal (name, "Shift_JIS") ? "CP932" : FALLBACK_ENCODING;
}

/* More than one byte in a hundred, or a NUL, that no text has. */
static gboolean
is_binary (const guint8 *data, gsize n_bytes)
{
  gsize n_odd = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      if (data[i] == 0)
        return TRUE;
      n_odd += is_odd_control (data[i]);
    }
  return n_odd * 100 > n_bytes;
}

static gboolean
refuse_nul (gsize position, GError **error)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("This is not text: there is a NUL character at byte %zu"), position);
  return FALSE;
}

static gboolean
refuse_utf8 (const guint8 *data, gsize n_bytes, gsize position, GError **error)
{
  const guint8 *nul = memchr (data, 0, n_bytes);
  const char *encoding;

  if (nul != NULL)
    return refuse_nul ((gsize)(nul - data), error);
  if (is_binary (data, n_bytes))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("This is not text but binary data: byte %zu is 0x%02X"), position,
                   data[position]);
      return FALSE;
    }
  if (g_utf8_get_char_validated ((const char *)data + position, (gssize)(n_bytes - position))
      == (gunichar)-2)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The text ends in the middle of a UTF-8 character at byte %zu: the file was "
                      "cut off, or is not UTF-8 (if so, name its encoding)"),
                   position);
      return FALSE;
    }
  encoding = guess_legacy (data, n_bytes);
  g_set_error (
      error, VBT_ERROR, VBT_ERROR_FORMAT,
      _ ("The text is not UTF-8: byte %zu is 0x%02X. Its encoding may be %s: try --encoding %s"),
      position, data[position], encoding, encoding);
  return FALSE;
}

static gboolean
check_utf8 (const guint8 *data, gsize n_bytes, gsize start, GError **error)
{
  const char *end;

  if (g_utf8_validate_len ((const char *)data + start, n_bytes - start, &end))
    return TRUE;
  return refuse_utf8 (data, n_bytes, (gsize)(end - (const char *)data), error);
}

static gboolean
refuse_conversion (const char *encoding, gsize position, int code, GError **error)
{
  if (code == EINVAL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("The text ends in the middle of a character of %s at byte %zu: the file was "
                    "cut off, or has another encoding"),
                 encoding, position);
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("Byte %zu is not valid in the encoding %s: try another one"), position,
                 encoding);
  return FALSE;
}

static gboolean
check_converted (const GString *text, gsize n_checked, GError **error)
{
  const char *nul = memchr (text->str + n_checked, 0, text->len - n_checked);

  if (nul != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("This is not text: character %ld is NUL"),
                 g_utf8_strlen (text->str, nul - text->str));
  else if (text->len > VBT_TEXT_MAX_BYTES)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("The text is longer than %d MiB, which is the limit: split it"),
                 VBT_TEXT_MAX_BYTES / 1024 / 1024);
  else
    return TRUE;
  return FALSE;
}

static gboolean
convert_with (GIConv converter, const guint8 *data, gsize n_bytes, gsize start,
              const char *encoding, GString *text, GError **error)
{
  char *source = (char *)data + start;
  gsize n_left = n_bytes - start;
  char buffer[BUFFER_SIZE];
  gboolean flushed = FALSE;

  while (!flushed)
    {
      char *target = buffer;
      gsize n_room = sizeof buffer;
      gsize before = text->len;
      gsize result;

      flushed = n_left == 0; /* the last call writes what a stateful encoding holds back */
      result = g_iconv (converter, flushed ? NULL : &source, &n_left, &target, &n_room);
      if (result == (gsize)-1 && errno != E2BIG)
        return refuse_conversion (encoding, (gsize)(source - (const char *)data), errno, error);
      g_string_append_len (text, buffer, target - buffer);
      if (!check_converted (text, before, error))
        return FALSE;
    }
  return TRUE;
}

/* By iconv, which is exact where ICU follows the browsers (its Shift_JIS is Windows' CP932). */
static gboolean
convert (const guint8 *data, gsize n_bytes, gsize start, const char *encoding, GString *text,
         GError **error)
{
  /* A slash would give iconv leave to replace or drop what it cannot convert. */
  GIConv converter = strchr (encoding, '/') == NULL ? g_iconv_open ("UTF-8", encoding) : (GIConv)-1;
  gboolean converted;

  if (converter == (GIConv)-1)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("There is no encoding “%s”"), encoding);
      return FALSE;
    }
  converted = convert_with (converter, data, n_bytes, start, encoding, text, error);
  g_iconv_close (converter);
  return converted;
}

static gboolean
is_utf8_name (const char *encoding)
{
  return g_ascii_strcasecmp (encoding, "UTF-8") == 0 || g_ascii_strcasecmp (encoding, "UTF8") == 0;
}

/**
 * vbt_decode_guess:
 * @data: the beginning of a file
 * @n_bytes: how many
 *
 * Returns: the encoding of Unicode that its byte order mark or its zeros tell; UTF-8 where they tell of no other
 */
const char *
vbt_decode_guess (const guint8 *data, gsize n_bytes)
{
  const Bom *bom;

  g_return_val_if_fail (data != NULL || n_bytes == 0, NULL);

  bom = find_bom (data, n_bytes);
  return bom != NULL ? bom->encoding : guess_unicode (data, n_bytes);
}

/**
 * vbt_decode_text:
 * @bytes: text as a file holds it
 * @encoding: (nullable): its encoding by any name that iconv knows; recognized where %NULL
 * @used_encoding: (out) (optional) (transfer none): the encoding that it was in; @encoding itself where that was given
 * @n_bytes: (out) (optional): length of the result in bytes
 * @error: return location for an error
 *
 * Decodes text exactly: nothing is replaced, and line ends stay what they are. A byte order mark
 * is not part of the text. Without @encoding, UTF-8, UTF-16 and UTF-32 are recognized; an older
 * encoding cannot be told from its bytes with certainty, so that it is refused, and the likeliest
 * one named.
 *
 * Returns: (transfer full): the text in UTF-8 without U+0000, or %NULL with %VBT_ERROR_FORMAT, which
 *   names the first bad byte, or %VBT_ERROR_USAGE for an unknown encoding
 */
char *
vbt_decode_text (GBytes *bytes, const char *encoding, const char **used_encoding, gsize *n_bytes,
                 GError **error)
{
  g_autoptr (GString) text = NULL;
  const guint8 *data;
  const Bom *bom;
  const char *used;
  gsize start = 0;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    data = (const guint8 *)"";
  bom = find_bom (data, size);
  used = encoding != NULL ? encoding : vbt_decode_guess (data, size);
  /* "UTF-16" by itself is how a user names either byte order: iconv then takes the mark. */
  if (bom != NULL && g_ascii_strcasecmp (used, bom->encoding) == 0)
    start = bom->n_bytes;
  text = g_string_sized_new (size - start);
  if (!is_utf8_name (used))
    {
      if (!convert (data, size, start, used, text, error))
        return NULL;
    }
  else if (check_utf8 (data, size, start, error))
    g_string_append_len (text, (const char *)data + start, (gssize)(size - start));
  else
    return NULL;
  if (used_encoding != NULL)
    *used_encoding = used;
  if (n_bytes != NULL)
    *n_bytes = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
