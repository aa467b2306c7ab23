/* vbt-varint.h: numbers of seven bits a byte, the smallest in one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VBT_VARINT_MAX: so many bytes does the greatest number take. */
#define VBT_VARINT_MAX 5

/** vbt_varint_write: writes @value at @at, where there is room. Returns: where it ends */
static inline guint8 *
vbt_varint_write (guint8 *at, guint32 value)
{
  for (; value >= 0x80; value >>= 7)
    *at++ = (guint8)(value | 0x80);
  *at++ = (guint8)value;
  return at;
}

/** vbt_varint_read: reads a number and goes on behind it. Returns: FALSE where it does not end before @end, or is too long */
static inline gboolean
vbt_varint_read (const guint8 **at, const guint8 *end, guint32 *value)
{
  *value = 0;
  for (int shift = 0; *at < end && shift < 7 * VBT_VARINT_MAX; shift += 7)
    {
      guint8 byte = *(*at)++;

      *value |= (guint32)(byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

/** vbt_varint_fold: a number of either sign as one that is small where it is near 0 ("zigzag"). */
static inline guint32
vbt_varint_fold (gint32 value)
{
  return ((guint32)value << 1) ^ (guint32)(value >> 31);
}

/** vbt_varint_unfold: takes vbt_varint_fold() back. */
static inline gint32
vbt_varint_unfold (guint32 value)
{
  return (gint32)((value >> 1) ^ -(value & 1));
}

G_END_DECLS
