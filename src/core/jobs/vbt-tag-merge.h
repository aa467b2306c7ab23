/* vbt-tag-merge.h: new suggestions beside those that were there before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-tag-report.h"
#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

gboolean vbt_tag_merge (VbtStore *store, const VbtTagging *tagging, const VbtDocument *tagged,
                        VbtTagReport *report, GArray *gone, GError **error);

G_END_DECLS
