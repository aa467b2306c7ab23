/* vbt-tagger-attributions.c: suggests quotes, their cues and their speakers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-attributions.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  VbtReading *reading = vbt_tagger_run_get_reading (run);
  const char *rules = vbt_tagger_get_setting (&vbt_tagger_attributions, run->settings, "rules");

  if (!vbt_attributions_find (reading, g_str_equal (rules, "wide"), run->cancellable, error))
    return FALSE;
  vbt_attributions_write (reading->attributions, vbt_tagger_run_get_names (run), run,
                          VBT_ATTRIBUTION_ALL);
  return TRUE;
}

static const char *const rule_sets[] = { "core", "wide", NULL };

static const VbtTaggerOption options[] = {
  { "rules", rule_sets,
    N_ ("core: what was said; wide: also attitudes and intentions, and what nobody says"),
    VBT_OPTION_TEXT, N_ ("Rules") },
  { NULL },
};

const VbtTagger vbt_tagger_attributions = {
  .name = "attributions",
  .version = "3",
  .title = N_ ("Quotes and speakers"),
  .description = N_ ("Finds what was said, quoted or reported, by which words, and who said it."),
  .languages = "en de fr es ar ja",
  .options = options,
  .tag = tag,
};
