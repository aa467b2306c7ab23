/* vbt-tagger-private.h: what the taggers share with their table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-names.h"
#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

extern const VbtTagger vbt_tagger_quotations;
extern const VbtTagger vbt_tagger_entities;
extern const VbtTagger vbt_tagger_attributions;
extern const VbtTagger vbt_tagger_dictionary;
extern const VbtTagger vbt_tagger_command;
extern const VbtTagger vbt_tagger_learned;

/** VbtTaggerShared: read when the first tagger asks; all are run by vbt_tagging_run(). */
struct _VbtTaggerShared
{
  VbtReading *reading;
  VbtNameList *names;
};

VbtReading *vbt_tagger_run_get_reading (const VbtTaggerRun *run);
VbtNameList *vbt_tagger_run_get_names (const VbtTaggerRun *run);

G_END_DECLS
