/* vbt-tagger-private.h: what the taggers share with their table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

extern const VbtTagger vbt_tagger_quotations;
extern const VbtTagger vbt_tagger_entities;
extern const VbtTagger vbt_tagger_attributions;
extern const VbtTagger vbt_tagger_dictionary;
extern const VbtTagger vbt_tagger_command;
extern const VbtTagger vbt_tagger_learned;

G_END_DECLS
