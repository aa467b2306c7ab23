/* vbt-attributions.h: finds attributions by the rules, and writes them down as annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-names.h"
#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

/** VbtAttributionParts: what is written of an attribution beside its quote. */
typedef enum
{
  VBT_ATTRIBUTION_CUES = 1 << 0,
  VBT_ATTRIBUTION_SPEAKERS = 1 << 1,
  VBT_ATTRIBUTION_ALL = VBT_ATTRIBUTION_CUES | VBT_ATTRIBUTION_SPEAKERS,
} VbtAttributionParts;

gboolean vbt_attributions_find (VbtReading *reading, gboolean wide, GCancellable *cancellable,
                                GError **error);
void vbt_attributions_write (const GPtrArray *attributions, VbtNameList *names,
                             const VbtTaggerRun *run, VbtAttributionParts parts);

G_END_DECLS
