/* vbt-store-ranges.c: tokens and sentences as a blob
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-store-private.h"

#include "model/vbt-varint.h"

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
  guint8 *bytes, *at;
  VbtOffset last = 0;

  if (ranges == NULL)
    return NULL;
  at = bytes = g_malloc_n (MAX (ranges->len, 1), 2 * VBT_VARINT_MAX);
  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);

      at = vbt_varint_write (at, vbt_varint_fold (range.start - last));
      at = vbt_varint_write (at, (guint32)(range.end - range.start));
      last = range.end;
    }
  return g_bytes_new_take (g_realloc (bytes, MAX ((gsize)(at - bytes), 1)), (gsize)(at - bytes));
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

      if (!vbt_varint_read (&data, end, &distance) || !vbt_varint_read (&data, end, &size))
        return NULL;
      start = last + vbt_varint_unfold (distance);
      last = start + size;
      if (start < 0 || last > text_length)
        return NULL;
      range = (VbtRange){ (VbtOffset)start, (VbtOffset)last };
      g_array_append_val (ranges, range);
    }
  return g_steal_pointer (&ranges);
}
