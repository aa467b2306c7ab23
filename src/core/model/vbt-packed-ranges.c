/* vbt-packed-ranges.c: the words of a book in two bytes each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-packed-ranges.h"

#include "model/vbt-bisect.h"
#include "model/vbt-varint.h"

/* Every so many ranges it is known where one begins: what is asked for is unpacked from there. */
#define BLOCK 256

/** Checkpoint: before a block. */
typedef struct
{
  gsize byte;
  VbtOffset last; /* the end of the range before */
} Checkpoint;

struct _VbtPackedRanges
{
  gatomicrefcount ref_count;
  GByteArray *bytes; /* of each range its distance from the one before and its length, as varints */
  GArray *checkpoints; /* of Checkpoint */
};

static void
append (GByteArray *bytes, guint32 value)
{
  guint8 coded[VBT_VARINT_MAX];

  g_byte_array_append (bytes, coded, (guint)(vbt_varint_write (coded, value) - coded));
}

/**
 * vbt_packed_ranges_new:
 * @ranges: (element-type VbtRange): ranges, ordered, not overlapping
 *
 * Returns: (transfer full): the same in a quarter of the memory; safe to share between threads
 */
VbtPackedRanges *
vbt_packed_ranges_new (const GArray *ranges)
{
  VbtPackedRanges *self;
  VbtOffset last = 0;

  g_return_val_if_fail (ranges != NULL, NULL);

  self = g_new0 (VbtPackedRanges, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_byte_array_sized_new (ranges->len * 2 + ranges->len / 8);
  self->checkpoints = g_array_new (FALSE, FALSE, sizeof (Checkpoint));
  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);
      guint32 distance = (guint32)range.start - (guint32)last;

      if (i % BLOCK == 0)
        g_array_append_val (self->checkpoints, ((Checkpoint){ self->bytes->len, last }));
      /* A damaged file may go back. */
      append (self->bytes, vbt_varint_fold ((gint32)distance));
      append (self->bytes, (guint32)range.end - (guint32)range.start);
      last = range.end;
    }
  return self;
}

/** vbt_packed_ranges_ref: Returns: (transfer full): @self */
VbtPackedRanges *
vbt_packed_ranges_ref (VbtPackedRanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** vbt_packed_ranges_unref: gives a reference back */
void
vbt_packed_ranges_unref (VbtPackedRanges *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_byte_array_unref (self->bytes);
  g_array_unref (self->checkpoints);
  g_free (self);
}

/* The blocks from @first on, before @end. */
static GArray *
unpack (const VbtPackedRanges *self, guint first, guint end)
{
  guint n = self->checkpoints->len;
  const Checkpoint *start
      = first < n ? &g_array_index (self->checkpoints, Checkpoint, first) : NULL;
  const guint8 *at = start == NULL ? NULL : self->bytes->data + start->byte;
  const guint8 *stop
      = self->bytes->data
        + (end < n ? g_array_index (self->checkpoints, Checkpoint, end).byte : self->bytes->len);
  VbtOffset last = start == NULL ? 0 : start->last;
  GArray *ranges = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange),
                                      first < end ? (MIN (end, n) - first) * BLOCK : 0);

  while (at != NULL && at < stop)
    {
      guint32 distance, length;
      VbtRange range;

      if (!vbt_varint_read (&at, stop, &distance) || !vbt_varint_read (&at, stop, &length))
        g_assert_not_reached (); /* nobody but this file writes them */
      range.start = (VbtOffset)((guint32)last + (guint32)vbt_varint_unfold (distance));
      range.end = last = (VbtOffset)((guint32)range.start + length);
      g_array_append_val (ranges, range);
    }
  return ranges;
}

/* The first block that begins behind @offset. */
static guint
find_block (const VbtPackedRanges *self, VbtOffset offset)
{
  return VBT_FIND_FIRST (self->checkpoints->len, at,
                         g_array_index (self->checkpoints, Checkpoint, at).last > offset);
}

/**
 * vbt_packed_ranges_get:
 * @self: packed ranges
 * @around: a part of the text, in code points
 *
 * Returns: (transfer full) (element-type VbtRange): the ranges there, and some hundred before and
 *   behind
 */
GArray *
vbt_packed_ranges_get (const VbtPackedRanges *self, VbtRange around)
{
  guint first;

  g_return_val_if_fail (self != NULL, NULL);

  first = find_block (self, around.start);
  return unpack (self, first > 2 ? first - 2 : 0, find_block (self, around.end) + 1);
}

/**
 * vbt_packed_ranges_get_all:
 * @self: packed ranges
 *
 * Returns: (transfer full) (element-type VbtRange): all of them
 */
GArray *
vbt_packed_ranges_get_all (const VbtPackedRanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return unpack (self, 0, self->checkpoints->len);
}
