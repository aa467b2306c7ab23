/* vbt-cmd-taggers.c: vbt taggers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static json_t *
options_to_json (const VbtTagger *tagger)
{
  json_t *array = json_array ();

  for (const VbtTaggerOption *option = tagger->options; option != NULL && option->name != NULL;
       option++)
    {
      json_t *values = json_array ();

      for (guint i = 0; option->values != NULL && option->values[i] != NULL; i++)
        json_array_append_new (values, json_string (option->values[i]));
      json_array_append_new (array, json_pack ("{s:s, s:o, s:s}", "name", option->name, "values",
                                               values, "description", _ (option->description)));
    }
  return array;
}

static void
print_options (const VbtTagger *tagger)
{
  for (const VbtTaggerOption *option = tagger->options; option != NULL && option->name != NULL;
       option++)
    {
      g_autofree char *values
          = option->values != NULL ? g_strjoinv ("|", (char **)option->values) : NULL;

      printf ("  --set %s.%s=%s  %s\n", tagger->name, option->name,
              values != NULL ? values : _ ("TEXT"), _ (option->description));
    }
}

static int
run (VbtInvocation *self)
{
  const VbtTagger *const *taggers = vbt_taggers ();
  json_t *array = json_array ();

  for (guint i = 0; taggers[i] != NULL; i++)
    {
      const VbtTagger *tagger = taggers[i];

      json_array_append_new (array,
                             json_pack ("{s:s, s:s, s:s, s:s, s:s, s:o}", "name", tagger->name,
                                        "version", tagger->version, "title", _ (tagger->title),
                                        "description", _ (tagger->description), "languages",
                                        tagger->languages, "options", options_to_json (tagger)));
      if (!vbt_invocation_has (self, "json"))
        printf ("%-14s %-3s %s  %s\n", tagger->name, tagger->version, tagger->languages,
                _ (tagger->description));
      if (!vbt_invocation_has (self, "json"))
        print_options (tagger);
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
