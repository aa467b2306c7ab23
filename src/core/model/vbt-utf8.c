/* vbt-utf8.c: whether bytes are UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-ascii.h"
#include "model/vbt-text.h"

/**
 * vbt_utf8_is_valid:
 * @utf8: bytes
 * @n_bytes: how many
 * @stop: (out) (optional): where they are not valid, if they are not
 *
 * As g_utf8_validate_len(), which looks at each byte.
 *
 * Returns: whether they are valid UTF-8 without NUL
 */
gboolean
vbt_utf8_is_valid (const char *utf8, gsize n_bytes, const char **stop)
{
  gsize byte = vbt_count_ascii (utf8, n_bytes);

  while (byte < n_bytes)
    {
      gsize end = byte + 1;

      /* What is ASCII cuts no character in two. */
      while (end < n_bytes && (guchar)utf8[end] >= 0x80)
        end++;
      if (!g_utf8_validate_len (utf8 + byte, end - byte, stop))
        return FALSE;
      byte = end + vbt_count_ascii (utf8 + end, n_bytes - end);
    }
  return TRUE;
}
