/* vbt-format-html.c: pages of the web: the article in them, and what they say of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "html", "htm", "xhtml", "shtml", NULL };

static int
html_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("html", NULL);
  g_autofree char *start = g_ascii_strdown ((const char *)head, (gssize)MIN (n_head, 1024));

  if (vbt_format_has_extension (self, name))
    return 90;
  if (strstr (start, "<!doctype html") != NULL || g_str_has_prefix (start, "<html"))
    return 80;
  return vbt_xml_head_has (head, n_head, "http://www.w3.org/1999/xhtml") ? 70 : 0;
}

typedef struct
{
  VbtHtmlBuilder *builder;
  VbtHtmlFacts *facts;
} Reader;

static void
on_start (VbtHtml *html, const char *name, gboolean is_closed, gpointer data)
{
  Reader *self = data;

  vbt_html_facts_start (self->facts, html, name);
  vbt_html_builder_start (self->builder, html, name, is_closed);
  if (is_closed)
    vbt_html_facts_end (self->facts, name);
}

static void
on_end (VbtHtml *html, const char *name, gpointer data)
{
  Reader *self = data;

  vbt_html_facts_end (self->facts, name);
  vbt_html_builder_end (self->builder, name);
}

static void
on_text (VbtHtml *html, const char *text, gsize length, gpointer data)
{
  Reader *self = data;

  vbt_html_facts_text (self->facts, text, length);
  vbt_html_builder_text (self->builder, text, length);
}

static gboolean
check_size (gsize length, GError **error)
{
  if (length <= VBT_HTML_MAX_BYTES)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("The page is longer than %d MiB, which is the limit"),
               VBT_HTML_MAX_BYTES / 1024 / 1024);
  return FALSE;
}

/**
 * vbt_html_read:
 * @input: where the page is
 * @bytes: the page
 * @is_xml: whether it is XHTML of a book
 * @all: whether all of its text is wanted, and not the article alone
 * @prose: to which text and metadata are added
 * @sink: which is told of problems
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Reads one page, in the encoding that was told for the input or that the page names.
 *
 * Returns: %FALSE with %VBT_ERROR_FORMAT
 */
gboolean
vbt_html_read (VbtInput *input, GBytes *bytes, gboolean is_xml, gboolean all, VbtProse *prose,
               VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const VbtHtmlHandler handler = { on_start, on_end, on_text };
  g_autoptr (VbtHtmlTree) tree = vbt_html_tree_new ();
  g_autoptr (VbtHtmlBuilder) builder = vbt_html_builder_new (tree);
  g_autoptr (VbtHtmlFacts) facts = vbt_html_facts_new ();
  Reader self = { builder, facts };
  gsize length = 0;
  g_autofree char *text = NULL;

  g_return_val_if_fail (input != NULL && bytes != NULL && prose != NULL, FALSE);

  if (!check_size (g_bytes_get_size (bytes), error))
    return FALSE;
  text = vbt_html_decode (bytes, vbt_input_get_encoding (input), &length, error);
  if (text == NULL || !check_size (length, error)
      || !vbt_html_parse (text, length, is_xml, &handler, &self, cancellable, error))
    return FALSE;
  if (tree->is_too_large)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The page has more than %d elements, which is the limit"),
                   VBT_HTML_MAX_ELEMENTS);
      return FALSE;
    }
  if (tree->is_too_deep)
    vbt_sink_problem (sink, input, 0,
                      _ ("There are more than %d elements within each other: what is deeper was "
                         "read as if it were not"),
                      VBT_HTML_MAX_DEPTH);
  if (!all)
    vbt_html_tree_choose (tree);
  vbt_html_tree_write (tree, prose);
  vbt_html_facts_write (facts, prose);
  return TRUE;
}

static gboolean
html_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autofree char *content = vbt_input_get_dialect (input, "content");
  gboolean all = content != NULL && strcmp (content, "all") == 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VbtProse) prose = vbt_prose_new ();

  if (content != NULL && !all && strcmp (content, "article") != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                   _ ("“content” is “article” or “all”, not “%s”"), content);
      return FALSE;
    }
  bytes = vbt_input_read_all (input, error);
  return bytes != NULL && vbt_html_read (input, bytes, FALSE, all, prose, sink, cancellable, error)
         && vbt_prose_finish (prose, input, sink, error);
}

static const char *const contents[] = { "article", "all", NULL };
static const VbtDialectKey dialect[] = {
  { "content", N_ ("What is taken of the page"), contents },
  { NULL },
};

const VbtFormat vbt_format_html = {
  .name = "html",
  .title = N_ ("Web page (HTML)"),
  .description
  = N_ ("The article of a page, without navigation and advertisements, and its metadata"),
  .extensions = extensions,
  .mime = "text/html",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY,
  .dialect = dialect,
  .growth = 4,
  .probe = html_probe,
  .read = html_read,
};
