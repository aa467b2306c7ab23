/* vbt-ranges.c: look-ups in sorted arrays of ranges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment.h"

#include "model/vbt-bisect.h"

/**
 * vbt_ranges_first_ending_after:
 * @ranges: of VbtRange, ordered, not overlapping
 * @offset: in code points
 *
 * Returns: the index of the first range that ends behind @offset, or the length of @ranges
 */
guint
vbt_ranges_first_ending_after (const GArray *ranges, VbtOffset offset)
{
  g_return_val_if_fail (ranges != NULL, 0);

  return VBT_FIND_FIRST (ranges->len, at, g_array_index (ranges, VbtRange, at).end > offset);
}

/**
 * vbt_ranges_find:
 * @ranges: of VbtRange, ordered, not overlapping
 * @offset: in code points
 * @index: (out) (optional): the index of the range that holds the character at @offset
 *
 * Returns: whether there is one
 */
gboolean
vbt_ranges_find (const GArray *ranges, VbtOffset offset, guint *index)
{
  guint found;

  g_return_val_if_fail (ranges != NULL, FALSE);

  found = vbt_ranges_first_ending_after (ranges, offset);
  if (found == ranges->len || g_array_index (ranges, VbtRange, found).start > offset)
    return FALSE;
  if (index != NULL)
    *index = found;
  return TRUE;
}

/**
 * vbt_ranges_snap:
 * @ranges: of VbtRange, ordered, not overlapping: tokens
 * @range: what somebody selected
 *
 * Widens a selection to the tokens that it touches, and drops white space at its edges. A
 * selection of nothing, as by a click, gives the token around it.
 *
 * Returns: from the start of the first to the end of the last token; @range where it touches none
 */
VbtRange
vbt_ranges_snap (const GArray *ranges, VbtRange range)
{
  VbtOffset end = MAX (range.end, range.start + 1);
  VbtRange snapped;
  guint first;
  guint last;

  g_return_val_if_fail (ranges != NULL, range);

  first = vbt_ranges_first_ending_after (ranges, range.start);
  if (first == ranges->len || g_array_index (ranges, VbtRange, first).start >= end)
    return range;
  last = vbt_ranges_first_ending_after (ranges, end - 1);
  if (last == ranges->len || g_array_index (ranges, VbtRange, last).start >= end)
    last--;
  snapped.start = g_array_index (ranges, VbtRange, first).start;
  snapped.end = g_array_index (ranges, VbtRange, last).end;
  return snapped;
}
