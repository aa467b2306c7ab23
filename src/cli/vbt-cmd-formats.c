/* vbt-cmd-formats.c: vbt formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static json_t *
format_to_json (const VbtFormat *format)
{
  json_t *extensions = json_array ();

  for (guint i = 0; format->extensions != NULL && format->extensions[i] != NULL; i++)
    json_array_append_new (extensions, json_string (format->extensions[i]));
  return json_pack ("{s:s, s:s, s:s, s:o, s:b, s:b, s:b}", "name", format->name, "title",
                    _ (format->title), "description", _ (format->description), "extensions",
                    extensions, "reads", (format->flags & VBT_FORMAT_READS) != 0, "writes",
                    (format->flags & VBT_FORMAT_WRITES) != 0, "lossless",
                    (format->flags & VBT_FORMAT_LOSSLESS) != 0);
}

static void
print_format (const VbtFormat *format)
{
  const char *reads = format->flags & VBT_FORMAT_READS ? "r" : "-";
  const char *writes = format->flags & VBT_FORMAT_WRITES ? "w" : "-";

  printf ("%-12s %s%s  %s\n", format->name, reads, writes, _ (format->description));
}

static int
run (VbtInvocation *self)
{
  const VbtFormat *const *formats = vbt_formats ();
  json_t *array;

  if (!vbt_invocation_has (self, "json"))
    {
      for (guint i = 0; formats[i] != NULL; i++)
        print_format (formats[i]);
      return VBT_EXIT_OK;
    }
  array = json_array ();
  for (guint i = 0; formats[i] != NULL; i++)
    json_array_append_new (array, format_to_json (formats[i]));
  return vbt_json_print (json_pack ("{s:o}", "formats", array), VBT_EXIT_OK);
}

const VbtCommand vbt_cmd_formats = {
  .name = "formats",
  .summary = N_ ("List the formats that can be read (r) and written (w)"),
  .description = N_ ("Lists the file formats by the names that --format, --from and --to take: r "
                     "can be read, w can be written."),
  .run = run,
};
