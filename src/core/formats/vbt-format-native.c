/* vbt-format-native.c: Verbatim's own format: JSON Lines that hold everything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-native.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The first line is a header {"verbatim": 1, "schema": {…}, "entities": […], "annotators": […]},
 * every other line a document. What the design leaves open is decided so:
 *
 * - An annotator is {"id", "kind", "name", "version"}; a person has an identifier only where another
 *   annotator had the name before, because the same person has another one in every project.
 *   Annotations, statuses and decisions refer to an annotator by name, or by identifier where the
 *   name is not unique or itself looks like one.
 * - An entity is {"id", "kind", "name", "aliases", "external_id", "attributes", "note"}.
 * - Values of attributes are true and false for yes/no, a number for a number, a list for several
 *   of a set, and a string for everything else and for what would not be read back as the same
 *   text.
 * - A writer that meets a label, entity or annotator after it wrote the header (a stream has no
 *   second chance) writes another header line that adds to those before it.
 * - A span's tagging rule is "rule".
 * - Members of a document that the format does not know are its metadata where they are a string,
 *   a number, or yes or no; lists and objects are reported and left out. */

static const char *const extensions[] = { "jsonl", "ndjson", NULL };

static gboolean
begins_with (const guint8 *head, gsize n_head, const char *string)
{
  return n_head >= strlen (string) && memcmp (head, string, strlen (string)) == 0;
}

/* Other formats are JSON Lines, too: a header decides; any object with a text will do. */
static int
native_probe (const char *name, const guint8 *head, gsize n_head)
{
  gsize n_line;
  const guint8 *end;

  if (begins_with (head, n_head, "\xef\xbb\xbf"))
    {
      head += 3;
      n_head -= 3;
    }
  if (!begins_with (head, n_head, "{"))
    return 0;
  end = memchr (head, '\n', n_head);
  n_line = end != NULL ? (gsize)(end - head) : n_head;
  if (begins_with (head, n_head, "{\"verbatim\":"))
    return 100;
  if (memmem (head, n_line, "\"verbatim\"", 10) != NULL)
    return 60;
  if (memmem (head, n_line, "\"text\"", 6) != NULL)
    return g_str_has_suffix (name, ".jsonl") || g_str_has_suffix (name, ".ndjson") ? 30 : 8;
  return 0;
}

const VbtFormat vbt_format_native = {
  .name = "verbatim",
  .title = N_ ("Verbatim (JSON Lines)"),
  .description = N_ ("Everything that a project knows of its documents, one a line"),
  .extensions = extensions,
  .mime = "application/x-ndjson",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_LOSSLESS | VBT_FORMAT_STREAM
           | VBT_FORMAT_TOKENS,
  .probe = native_probe,
  .read = vbt_native_read,
  .begin = vbt_native_begin,
  .write = vbt_native_write,
  .end = vbt_native_end,
  .losses = NULL,
};
