/* vbt-format-markdown.c: Markdown, by cmark in a process of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-child.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Apart, because cmark 0.30 (Debian 12) takes quadratic time for some texts, "![[]()" again and again, and
 * 150 bytes for each of the marks in a text of nothing else. */

static const char *const extensions[] = { "md", "markdown", "mkd", NULL };

static int
markdown_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("markdown", NULL);

  return vbt_format_has_extension (self, name) && memchr (head, 0, n_head) == NULL ? 80 : 0;
}

static gboolean
markdown_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (input, error);
  g_autoptr (VbtProse) prose = vbt_prose_new ();
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (VbtInput) decoded = NULL;
  g_autofree char *name = NULL;
  char *text;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  text = vbt_decode_text (bytes, vbt_input_get_encoding (input), NULL, &length, error);
  if (text == NULL)
    return FALSE;
  stream = g_memory_input_stream_new_from_data (text, (gssize)length, g_free);
  name = vbt_input_get_basename (input);
  decoded = vbt_input_new_for_stream (stream, name);
  return vbt_child_read ("verbatim-markdown", decoded, prose, cancellable, error)
         && vbt_prose_finish (prose, input, sink, error);
}

const VbtFormat vbt_format_markdown = {
  .name = "markdown",
  .title = N_ ("Markdown"),
  .description = N_ ("The text without its marks; title, author and date from the lines before it"),
  .extensions = extensions,
  .mime = "text/markdown",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY | VBT_FORMAT_APART,
  .growth = 4,
  .probe = markdown_probe,
  .read = markdown_read,
};
