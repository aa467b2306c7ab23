/* vbt-format-odt.c: documents of LibreOffice: the text of their body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"
#include "formats/vbt-prose.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIME "application/vnd.oasis.opendocument.text"

static const char *const extensions[] = { "odt", "ott", NULL };

static int
odt_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("odt", NULL);

  if (vbt_package_head_has (head, MIN (n_head, 200), MIME))
    return 99;
  return vbt_format_has_extension (self, name) ? 90 : 0;
}

typedef struct
{
  VbtProse *prose;
  guint skip;         /* depth of the element that is left out, 0 where none is */
  guint n_paragraphs; /* within each other */
  guint n_notes;
  gboolean in_body;
  gboolean after_space; /* what follows is the same run of white space */
} Reader;

/* What was deleted; notes and comments; forms; the readings of ruby; what stands in for an object. */
static gboolean
is_left_out (Reader *self, const char *name)
{
  static const char *const names[] = { "tracked-changes",
                                       "note",
                                       "annotation",
                                       "forms",
                                       "ruby-text",
                                       "desc",
                                       "title",
                                       "bibliography-source",
                                       "index-title-template",
                                       "event-listeners",
                                       NULL };

  self->n_notes += strcmp (name, "note") == 0 || strcmp (name, "annotation") == 0;
  return g_strv_contains (names, name);
}

/* A number of spaces, which a file may claim to be any. */
static void
add_spaces (Reader *self, VbtXml *xml, GError **error)
{
  const char *count = vbt_xml_get_attribute (xml, "text:c");
  guint64 n = 1;

  if (count != NULL && !g_ascii_string_to_unsigned (count, 10, 0, G_MAXUINT64, &n, NULL))
    n = 1;
  if (n > VBT_PROSE_MAX_SPACES)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("Line %u: there are %s spaces at one place; %d are the limit"),
                   vbt_xml_get_line (xml), count, VBT_PROSE_MAX_SPACES);
      return;
    }
  for (guint64 i = 0; i < n; i++)
    vbt_prose_add_exactly (self->prose, " ", 1);
}

static gboolean
is_paragraph (const char *name)
{
  return strcmp (name, "p") == 0 || strcmp (name, "h") == 0;
}

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  if (strcmp (name, "body") == 0)
    self->in_body = TRUE;
  if (self->skip != 0 || !self->in_body)
    return;
  if (is_left_out (self, name))
    {
      self->skip = vbt_xml_get_depth (xml);
      return;
    }
  if (strcmp (name, "s") == 0)
    add_spaces (self, xml, error);
  else if (strcmp (name, "tab") == 0)
    vbt_prose_add_exactly (self->prose, "\t", 1);
  else if (strcmp (name, "line-break") == 0)
    vbt_prose_break_line (self->prose);
  else if (is_paragraph (name))
    {
      self->n_paragraphs++;
      self->after_space = TRUE; /* at the beginning of a paragraph there is none */
      vbt_prose_end_paragraph (self->prose);
    }
  if (strcmp (name, "tab") == 0 || strcmp (name, "line-break") == 0 || strcmp (name, "s") == 0)
    self->after_space = FALSE;
}

/* Runs of white space are one space, which stays where an element that is a space follows. */
static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->skip != 0 || self->n_paragraphs == 0)
    return;
  for (gsize i = 0; i < length;)
    {
      gsize n = 0;

      while (i + n < length && strchr (" \t\r\n", text[i + n]) == NULL)
        n++;
      vbt_prose_add_exactly (self->prose, text + i, (gssize)n);
      if (n > 0)
        self->after_space = FALSE;
      for (i += n; i < length && strchr (" \t\r\n", text[i]) != NULL; i++)
        {
          if (!self->after_space)
            vbt_prose_add_exactly (self->prose, " ", 1);
          self->after_space = TRUE;
        }
    }
}

static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->skip == vbt_xml_get_depth (xml))
    self->skip = 0;
  else if (self->skip == 0 && self->n_paragraphs > 0 && is_paragraph (name))
    {
      self->n_paragraphs--;
      vbt_prose_end_paragraph (self->prose);
    }
}

static gboolean
read_body (VbtInput *input, VbtSink *sink, GHashTable *parts, VbtProse *prose,
           GCancellable *cancellable, GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  g_autoptr (VbtInput) body = vbt_package_open_part (input, parts, "content.xml");
  Reader self = { .prose = prose };

  if (body == NULL)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The document has no text: its part “%s” is missing"), "content.xml");
      return FALSE;
    }
  if (!vbt_xml_read (body, &handler, &self, cancellable, error))
    return FALSE;
  if (self.n_notes > 0)
    vbt_sink_tell (sink, input,
                   ngettext ("%u note or comment is left out", "%u notes and comments are left out",
                             self.n_notes),
                   self.n_notes);
  return TRUE;
}

static gboolean
odt_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const char *const suffixes[] = { "content.xml", "meta.xml", NULL };
  static const char *const keys[][2] = { { "title", VBT_METADATA_TITLE },
                                         { "initial-creator", VBT_METADATA_BYLINE },
                                         { "language", VBT_METADATA_LANGUAGE },
                                         { "creation-date", "created" },
                                         { NULL, NULL } };
  g_autoptr (GHashTable) parts = vbt_package_load (input, suffixes, error);
  g_autoptr (VbtProse) prose = vbt_prose_new ();
  g_autoptr (VbtInput) meta = NULL;

  if (parts == NULL)
    return FALSE;
  meta = vbt_package_open_part (input, parts, "meta.xml");
  return vbt_prose_read_metadata (prose, meta, keys, error)
         && read_body (input, sink, parts, prose, cancellable, error)
         && vbt_prose_finish (prose, input, sink, error);
}

const VbtFormat vbt_format_odt = {
  .name = "odt",
  .title = N_ ("OpenDocument text (ODT)"),
  .description = N_ ("The text of the body, with inserted and without deleted words"),
  .extensions = extensions,
  .mime = MIME,
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY,
  .growth = 4,
  .probe = odt_probe,
  .read = odt_read,
};
