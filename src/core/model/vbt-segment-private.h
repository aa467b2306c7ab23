/* vbt-segment-private.h: what the two halves of the segmentation share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-segment.h"

#include <unicode/ubrk.h>

G_BEGIN_DECLS

/* An iterator of ICU over a text, without a copy of it. */
typedef struct
{
  UBreakIterator *iterator;
  UText utext;
} VbtBreaks;

gboolean vbt_breaks_open (VbtBreaks *self, UBreakIteratorType type, const char *language,
                          const char *utf8, gsize n_bytes);
void vbt_breaks_close (VbtBreaks *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtBreaks, vbt_breaks_close)

/* Converts ascending byte offsets of one text to code points, in linear time over all of them. */
typedef struct
{
  const char *utf8;
  gsize byte;
  VbtOffset offset;
} VbtCursor;

VbtOffset vbt_cursor_move (VbtCursor *self, gsize byte);

char *vbt_segment_next_word (const char *p, const char *end);

G_END_DECLS
