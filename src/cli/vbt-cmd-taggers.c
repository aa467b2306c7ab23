/* vbt-cmd-taggers.c: vbt taggers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static int
run (VbtInvocation *self)
{
  const VbtTagger *const *taggers = vbt_taggers ();
  json_t *array = json_array ();

  for (guint i = 0; taggers[i] != NULL; i++)
    {
      const VbtTagger *tagger = taggers[i];

      json_array_append_new (
          array, json_pack ("{s:s, s:s, s:s, s:s, s:s}", "name", tagger->name, "version",
                            tagger->version, "title", _ (tagger->title), "description",
                            _ (tagger->description), "languages", tagger->languages));
      if (!vbt_invocation_has (self, "json"))
        printf ("%-14s %-3s %s  %s\n", tagger->name, tagger->version, tagger->languages,
                _ (tagger->description));
    }
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:o}", "taggers", array), VBT_EXIT_OK);
  json_decref (array);
  return VBT_EXIT_OK;
}

const VbtCommand vbt_cmd_taggers = {
  .name = "taggers",
  .summary = N_ ("List the automatic taggers"),
  .description = N_ ("Lists the taggers by the names that --tagger takes, with version and "
                     "languages, in the order in which they run."),
  .run = run,
};
