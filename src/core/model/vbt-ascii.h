/* vbt-ascii.h: ASCII, eight bytes at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Eight bytes at once, from where a megabyte of English has all but some thousands. */
#define VBT_WORD ((gsize)8)
#define VBT_HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)
#define VBT_EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

static inline guint64
vbt_read_word (const char *at)
{
  guint64 word;

  memcpy (&word, at, VBT_WORD);
  return word;
}

static inline gboolean
vbt_is_ascii_word (const char *at)
{
  return (vbt_read_word (at) & VBT_HIGH_BITS) == 0;
}

/* Whether one of the eight is below @limit, which is not above 0x80; those above 0x7f never are. */
static inline gboolean
vbt_any_byte_below (guint64 word, guchar limit)
{
  return ((word - VBT_EACH_BYTE (limit)) & ~word & VBT_HIGH_BITS) != 0;
}

/* Whether one of the eight is @byte. */
static inline gboolean
vbt_any_byte_is (guint64 word, guchar byte)
{
  return vbt_any_byte_below (word ^ VBT_EACH_BYTE (byte), 1);
}

static inline gboolean
vbt_is_ascii_letter (char c)
{
  return (guint)((c | 0x20) - 'a') < 26;
}

/* How many bytes from @start on are ASCII and not NUL. */
static inline gsize
vbt_count_ascii (const char *start, gsize n_bytes)
{
  gsize n = 0;

  for (; n + VBT_WORD <= n_bytes; n += VBT_WORD)
    {
      guint64 word = vbt_read_word (start + n);

      if ((word & VBT_HIGH_BITS) != 0 || vbt_any_byte_below (word, 1))
        break;
    }
  while (n < n_bytes && (guchar)(start[n] - 1) < 0x7f)
    n++;
  return n;
}

G_END_DECLS
