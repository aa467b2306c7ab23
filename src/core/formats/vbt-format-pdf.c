/* vbt-format-pdf.c: PDF, by Poppler in a process of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-child.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "pdf", NULL };

static int
pdf_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("pdf", NULL);

  if (n_head > 5 && memmem (head, MIN (n_head, 1024), "%PDF-", 5) != NULL)
    return 97;
  return vbt_format_has_extension (self, name) ? 90 : 0;
}

static gboolean
pdf_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtProse) prose = vbt_prose_new ();

  if (!vbt_child_read ("verbatim-pdf", input, prose, cancellable, error))
    return FALSE;
  if (vbt_prose_get_length (prose) > 0)
    return vbt_prose_finish (prose, input, sink, error);
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("There is no text in it, only pictures: recognize the text first (OCR)"));
  return FALSE;
}

const VbtFormat vbt_format_pdf = {
  .name = "pdf",
  .title = N_ ("PDF"),
  .description = N_ ("The text of all pages; lines are put together to paragraphs"),
  .extensions = extensions,
  .mime = "application/pdf",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY | VBT_FORMAT_APART,
  .growth = 4,
  .probe = pdf_probe,
  .read = pdf_read,
};
