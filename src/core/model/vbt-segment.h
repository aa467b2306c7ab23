/* vbt-segment.h: words and sentences of a text, by ICU
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-text.h"

G_BEGIN_DECLS

GArray *vbt_segment_tokens (const VbtText *text, const char *language);
GArray *vbt_segment_sentences (const VbtText *text, const char *language, const GArray *tokens);

VbtOffset vbt_segment_next_character (const VbtText *text, VbtOffset offset, gboolean forward);
VbtRange vbt_segment_whole_characters (const VbtText *text, VbtRange range);

/* Look-ups in sorted arrays of [struct@VbtRange] that do not overlap: tokens, sentences. */
gboolean vbt_ranges_find (const GArray *ranges, VbtOffset offset, guint *index);
guint vbt_ranges_first_ending_after (const GArray *ranges, VbtOffset offset);
VbtRange vbt_ranges_snap (const GArray *ranges, VbtRange range);

G_END_DECLS
