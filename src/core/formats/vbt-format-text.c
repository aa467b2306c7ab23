/* vbt-format-text.c: plain text, in any encoding with or without byte order mark
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "txt", "text", NULL };

extern const VbtFormat vbt_format_text;

#define RTF "{\\rtf"

/* Anything may be text; a name with another extension than ours more likely means another
 * format, so that a folder's scripts and settings are not taken for articles. RTF is text to the eye of a program only. */
static int
text_probe (const char *name, const guint8 *head, gsize n_head)
{
  g_autofree char *base = g_path_get_basename (name);

  if (vbt_format_has_extension (&vbt_format_text, base))
    return 50;
  if (memchr (head, 0, n_head) != NULL || vbt_format_is_named_otherwise (&vbt_format_text, base)
      || (n_head >= strlen (RTF) && memcmp (head, RTF, strlen (RTF)) == 0))
    return 0;
  return strchr (base, '.') == NULL ? VBT_FORMAT_SURE : 5;
}

static gboolean
text_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (input, error);
  g_autoptr (VbtText) text = NULL;
  g_autofree char *name = NULL;
  char *utf8;
  gsize n_bytes;

  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  utf8 = vbt_decode_text (bytes, vbt_input_get_encoding (input), NULL, &n_bytes, error);
  if (utf8 == NULL)
    return FALSE;
  text = vbt_text_new_take (utf8, n_bytes, error);
  if (text == NULL)
    return FALSE;
  name = vbt_input_get_basename (input);
  return vbt_sink_take_document (sink, vbt_document_new (name, text), error);
}

static gboolean
text_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static gboolean
text_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
            GError **error)
{
  g_autofree char *name = vbt_output_unique_name (output, document->name, extensions[0]);

  return vbt_output_write_file (output, name, vbt_text_get_utf8 (document->text),
                                (gssize)vbt_text_get_n_bytes (document->text), error);
}

static void
text_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  for (guint i = 0; i < document->annotations->len; i++)
    vbt_losses_add (losses, _ ("Annotations are left out"), document,
                    g_ptr_array_index (document->annotations, i));
  for (guint i = 0; i < document->metadata->len; i++)
    vbt_losses_add (losses, _ ("Metadata is left out"), document, NULL);
}

const VbtFormat vbt_format_text = {
  .name = "text",
  .title = N_ ("Plain text"),
  .description = N_ ("The text alone, one document a file, in any encoding"),
  .extensions = extensions,
  .mime = "text/plain",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_TEXT_ONLY | VBT_FORMAT_FOLDER,
  .growth = 4,
  .probe = text_probe,
  .read = text_read,
  .begin = text_begin,
  .write = text_write,
  .end = text_begin,
  .losses = text_losses,
};
