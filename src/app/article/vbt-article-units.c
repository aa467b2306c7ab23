/* vbt-article-units.c: words, sentences and paragraphs of the text, for pointer and keys alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-units.h"

#include "model/vbt-segment.h"

/* (nullable): the words, or sentences, of which none are far away. */
static const GArray *
get_units (const VbtDocument *document, VbtUnit unit, VbtRange range)
{
  if (unit == VBT_UNIT_WORD)
    return vbt_document_get_tokens_near (document, range);
  return unit == VBT_UNIT_SENTENCE ? document->sentences : NULL;
}

/**
 * vbt_unit_snap:
 * @document: whose text it is
 * @unit: words, sentences or paragraphs
 * @range: a part of the text, in code points; an empty one is a place
 *
 * Widens a range to all units that it touches. Where the document is not segmented, or the range
 * touches none, it stays.
 *
 * Returns: the range in whole units
 */
VbtRange
vbt_unit_snap (const VbtDocument *document, VbtUnit unit, VbtRange range)
{
  const GArray *units;

  g_return_val_if_fail (document != NULL, range);

  if (unit == VBT_UNIT_PARAGRAPH)
    return vbt_text_snap_to_paragraphs (document->text, range);
  units = get_units (document, unit, range);
  return units == NULL ? range : vbt_ranges_snap (units, range);
}

/* Where the paragraph starts that comes next, or in which @offset is. */
static VbtOffset
step_paragraph (const VbtText *text, VbtOffset offset, gboolean forward)
{
  VbtOffset length = vbt_text_get_length (text);

  if (forward)
    {
      while (offset < length && !vbt_text_is_line_end (text, offset))
        offset++;
      while (offset < length && vbt_text_is_line_end (text, offset))
        offset++;
      return offset;
    }
  while (offset > 0 && vbt_text_is_line_end (text, offset - 1))
    offset--;
  return vbt_text_snap_to_paragraphs (text, (VbtRange){ offset, offset }).start;
}

/**
 * vbt_unit_step:
 * @document: whose text it is
 * @unit: what is gone through
 * @offset: a place, in code points
 * @forward: towards the end of the text
 *
 * Returns: where the next unit starts, or the one in which @offset is, or the one before; behind
 *   the last one the end of the text
 */
VbtOffset
vbt_unit_step (const VbtDocument *document, VbtUnit unit, VbtOffset offset, gboolean forward)
{
  const GArray *units;
  VbtOffset length;
  guint index;

  g_return_val_if_fail (document != NULL, offset);

  length = vbt_text_get_length (document->text);
  units = get_units (document, unit, (VbtRange){ offset, offset });
  if (unit == VBT_UNIT_PARAGRAPH)
    return step_paragraph (document->text, offset, forward);
  if (units == NULL)
    return CLAMP (offset + (forward ? 1 : -1), 0, length);
  index = vbt_ranges_first_ending_after (units, offset);
  if (forward)
    {
      if (index < units->len && g_array_index (units, VbtRange, index).start <= offset)
        index++;
      return index < units->len ? g_array_index (units, VbtRange, index).start : length;
    }
  while (index > 0
         && (index == units->len || g_array_index (units, VbtRange, index).start >= offset))
    index--;
  return index < units->len ? MIN (g_array_index (units, VbtRange, index).start, offset) : 0;
}

/**
 * vbt_unit_widen:
 * @document: whose text it is
 * @range: what is selected, or the place of the caret
 *
 * Returns: the word, sentence or paragraph around it: the smallest that is more than @range; else
 *   @range
 */
VbtRange
vbt_unit_widen (const VbtDocument *document, VbtRange range)
{
  g_return_val_if_fail (document != NULL, range);

  for (VbtUnit unit = VBT_UNIT_WORD; unit <= VBT_UNIT_PARAGRAPH; unit++)
    {
      VbtRange wider = vbt_unit_snap (document, unit, range);

      /* At the end of a word the caret means that word. */
      if (wider.start == wider.end && range.start > 0)
        wider = vbt_unit_snap (document, unit, (VbtRange){ range.start - 1, range.start });
      if (vbt_range_contains (wider, range) && wider.end - wider.start > range.end - range.start)
        return wider;
    }
  return range;
}
