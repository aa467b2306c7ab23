/* vbt-sections.h: how a text is cut for the text view, and which offset is where in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-text.h"

G_BEGIN_DECLS

/** VBT_SECTION_BYTES: about so long is a section; a text view takes it in within a frame. */
#define VBT_SECTION_BYTES 8192

/** VBT_PARAGRAPH_BYTES: what a text view lays out at once; longer paragraphs are shown as several. */
#define VBT_PARAGRAPH_BYTES 2048

/**
 * VbtSections:
 *
 * Where a text may be cut, so that a text view needs to hold only a part of it, and where its long
 * paragraphs are split for showing: there a space is shown as a line feed, or one is put between two
 * characters. Offsets of the text and offsets of what is shown are converted here and nowhere else.
 */
typedef struct _VbtSections VbtSections;

VbtSections *vbt_sections_new (VbtText *text);
void vbt_sections_free (VbtSections *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSections, vbt_sections_free)

VbtOffset vbt_sections_cut_before (const VbtSections *self, VbtOffset offset);
VbtOffset vbt_sections_cut_after (const VbtSections *self, VbtOffset offset);

char *vbt_sections_dup_shown (const VbtSections *self, VbtRange range);
VbtOffset vbt_sections_to_shown (const VbtSections *self, VbtOffset offset);
VbtOffset vbt_sections_from_shown (const VbtSections *self, VbtOffset shown);
const GArray *vbt_sections_get_splits (const VbtSections *self);
guint vbt_offsets_find (const GArray *offsets, VbtOffset offset);

G_END_DECLS
