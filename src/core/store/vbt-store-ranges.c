/* vbt-store-ranges.c: tokens and sentences as a blob
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-store-private.h"

static void
append_varint (GByteArray *bytes, guint32 value)
{
  while (value >= 0x80)
    {
      guint8 byte = (guint8)(value | 0x80);

      g_byte_array_append (bytes, &byte, 1);
      value >>= 7;
    }
  g_byte_array_append (bytes, (const guint8[]){ (guint8)value }, 1);
}

static gboolean
read_varint (const guint8 **data, const guint8 *end, guint32 *value)
{
  *value = 0;
  for (int shift = 0; *data < end && shift < 32; shift += 7)
    {
      guint8 byte = *(*data)++;

      *value |= (guint32)(byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

/**
 * vbt_ranges_to_bytes:
 * @ranges: (nullable): ranges in any order, in code points
 *
 * Writes for each range its distance from the end of the one before (zigzag, so that it may be negative)
 * and its length, as varints of seven bits a byte: a token takes two bytes.
 *
 * Returns: (transfer full) (nullable): the blob
 */
GBytes *
vbt_ranges_to_bytes (const GArray *ranges)
{
  GByteArray *bytes;
  VbtOffset last = 0;

  if (ranges == NULL)
    return NULL;
  bytes = g_byte_array_sized_new (ranges->len * 2);
  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);
      gint32 distance = range.start - last;

      append_varint (bytes, ((guint32)distance << 1) ^ (guint32)(distance >> 31));
      append_varint (bytes, (guint32)(range.end - range.start));
      last = range.end;
    }
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * vbt_ranges_from_bytes:
 * @data: what vbt_ranges_to_bytes() wrote
 * @length: bytes
 * @text_length: code points of the text, which no range leaves
 *
 * Returns: (transfer full) (nullable): the ranges; %NULL when the blob is damaged
 */
GArray *
vbt_ranges_from_bytes (const guint8 *data, gsize length, VbtOffset text_length)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  const guint8 *end = data + length;
  gint64 last = 0;

  while (data < end)
    {
      guint32 distance, size;
      VbtRange range;
      gint64 start;

      if (!read_varint (&data, end, &distance) || !read_varint (&data, end, &size))
        return NULL;
      start = last + (gint32)((distance >> 1) ^ -(distance & 1));
      last = start + size;
      if (start < 0 || last > text_length)
        return NULL;
      range = (VbtRange){ (VbtOffset)start, (VbtOffset)last };
      g_array_append_val (ranges, range);
    }
  return g_steal_pointer (&ranges);
}
