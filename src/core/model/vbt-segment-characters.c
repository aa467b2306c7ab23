/* vbt-segment-characters.c: what a reader takes for one character: a letter with its accents, an emoji of several
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment-private.h"

/* No character is longer, but for texts that are made to be: those are cut. */
#define REACH 64

/* Finds the boundaries in a window around @offset; it begins behind a line or far before, so that
 * what stands before it decides nothing. */
static gboolean
open_window (VbtBreaks *breaks, const VbtText *text, VbtOffset offset, VbtRange *window)
{
  VbtOffset length = vbt_text_get_length (text);
  gsize start, end;

  window->start = MAX (0, offset - REACH);
  window->end = MIN (length, offset + REACH);
  start = vbt_text_offset_to_byte (text, window->start);
  end = vbt_text_offset_to_byte (text, window->end);
  return vbt_breaks_open (breaks, UBRK_CHARACTER, NULL, vbt_text_get_utf8 (text) + start,
                          end - start);
}

static int32_t
to_byte (const VbtText *text, VbtRange window, VbtOffset offset)
{
  return (int32_t)(vbt_text_offset_to_byte (text, offset)
                   - vbt_text_offset_to_byte (text, window.start));
}

static VbtOffset
to_offset (const VbtText *text, VbtRange window, int32_t byte)
{
  return vbt_text_byte_to_offset (text, vbt_text_offset_to_byte (text, window.start) + (gsize)byte);
}

/**
 * vbt_segment_next_character:
 * @text: a text
 * @offset: a place in it, in code points
 * @forward: towards the end of the text
 *
 * Returns: the next place, strictly behind or before @offset, that is not inside of what a reader
 *   takes for one character; the end or the start of the text where there is none
 */
VbtOffset
vbt_segment_next_character (const VbtText *text, VbtOffset offset, gboolean forward)
{
  g_auto (VbtBreaks) breaks = { 0 };
  VbtRange window;
  int32_t byte;

  g_return_val_if_fail (text != NULL, offset);

  if (forward ? offset >= vbt_text_get_length (text) : offset <= 0)
    return offset;
  if (!open_window (&breaks, text, offset, &window))
    return offset + (forward ? 1 : -1);
  byte = to_byte (text, window, offset);
  byte = forward ? ubrk_following (breaks.iterator, byte) : ubrk_preceding (breaks.iterator, byte);
  if (byte == UBRK_DONE)
    return forward ? window.end : window.start;
  return to_offset (text, window, byte);
}

/**
 * vbt_segment_whole_characters:
 * @text: a text
 * @range: a part of it, in code points
 *
 * Returns: @range, widened where it cuts what a reader takes for one character
 */
VbtRange
vbt_segment_whole_characters (const VbtText *text, VbtRange range)
{
  VbtOffset *edges[] = { &range.start, &range.end };

  g_return_val_if_fail (text != NULL, range);

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_auto (VbtBreaks) breaks = { 0 };
      VbtRange window;

      if (*edges[i] > 0 && *edges[i] < vbt_text_get_length (text)
          && open_window (&breaks, text, *edges[i], &window)
          && !ubrk_isBoundary (breaks.iterator, to_byte (text, window, *edges[i])))
        *edges[i] = vbt_segment_next_character (text, *edges[i], i == 1);
    }
  return range;
}
