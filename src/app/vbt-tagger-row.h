/* vbt-tagger-row.h: one tagger in a dialog, with its options
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-tag-choice.h"
#include "taggers/vbt-learned.h"

G_BEGIN_DECLS

#define VBT_TYPE_TAGGER_ROW (vbt_tagger_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtTaggerRow, vbt_tagger_row, VBT, TAGGER_ROW, AdwExpanderRow)

VbtTaggerRow *vbt_tagger_row_new (const VbtTagger *tagger, const VbtTagChoice *choice);
const VbtTagger *vbt_tagger_row_get_tagger (VbtTaggerRow *self);
gboolean vbt_tagger_row_is_chosen (VbtTaggerRow *self);
void vbt_tagger_row_read (VbtTaggerRow *self, GHashTable *settings);
void vbt_tagger_row_show_verdicts (VbtTaggerRow *self, const GPtrArray *verdicts);
void vbt_tagger_row_show_learned (VbtTaggerRow *self, const VbtLearnedReport *report);

G_END_DECLS
