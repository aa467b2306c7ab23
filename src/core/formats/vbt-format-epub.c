/* vbt-format-epub.c: books in EPUB: the text of their chapters, in the order of the book
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"
#include "formats/vbt-html-tree.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIME "application/epub+zip"
#define CONTAINER "META-INF/container.xml"

static const char *const extensions[] = { "epub", NULL };

static int
epub_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("epub", NULL);

  if (vbt_package_head_has (head, MIN (n_head, 200), MIME))
    return 99;
  return vbt_format_has_extension (self, name) ? 90 : 0;
}

typedef struct
{
  char *place;       /* (nullable): of the part that lists the others */
  GHashTable *items; /* identifier to place of a part */
  GPtrArray *order;  /* places of the chapters */
} Book;

static void
on_container (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Book *self = data;

  if (strcmp (name, "rootfile") == 0 && self->place == NULL)
    self->place = g_strdup (vbt_xml_get_attribute (xml, "full-path"));
}

/* (transfer full) (nullable): the key of a part; "../" is taken out of it, and it is no path. */
static char *
resolve (const Book *self, const char *href)
{
  g_autofree char *plain = g_strndup (href, strcspn (href, "#?"));
  g_autofree char *decoded = g_uri_unescape_string (plain, NULL);
  g_autofree char *folder = g_path_get_dirname (self->place);
  g_autofree char *path = NULL;
  g_autofree char *clean = NULL;

  if (decoded == NULL)
    return NULL;
  path = g_strconcat ("/", folder, "/", decoded, NULL);
  clean = g_canonicalize_filename (path, "/");
  return g_strdup (clean + 1);
}

static void
on_package (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Book *self = data;
  const char *id = vbt_xml_get_attribute (xml, "id");
  const char *href = vbt_xml_get_attribute (xml, "href");
  const char *ref = vbt_xml_get_attribute (xml, "idref");
  const char *linear = vbt_xml_get_attribute (xml, "linear");
  char *place = NULL;

  if (strcmp (name, "item") == 0 && id != NULL && href != NULL)
    place = resolve (self, href);
  if (place != NULL)
    g_hash_table_insert (self->items, g_strdup (id), place);
  if (strcmp (name, "itemref") != 0 || ref == NULL || g_strcmp0 (linear, "no") == 0)
    return;
  place = g_hash_table_lookup (self->items, ref);
  if (place != NULL)
    g_ptr_array_add (self->order, g_strdup (place));
  /* Each chapter is read once, however often the book asks for it. */
  g_hash_table_remove (self->items, ref);
}

static gboolean
read_lists (VbtInput *input, GHashTable *parts, Book *book, VbtProse *prose, GError **error)
{
  static const VbtXmlHandler container_handler = { on_container, NULL, NULL };
  static const VbtXmlHandler package_handler = { on_package, NULL, NULL };
  static const char *const keys[][2]
      = { { "title", VBT_METADATA_TITLE },       { "creator", VBT_METADATA_BYLINE },
          { "publisher", VBT_METADATA_SOURCE },  { "date", VBT_METADATA_PUBLISHED },
          { "language", VBT_METADATA_LANGUAGE }, { NULL, NULL } };
  g_autoptr (VbtInput) container = vbt_package_open_part (input, parts, CONTAINER);
  g_autoptr (VbtInput) package = NULL;
  g_autoptr (VbtInput) again = NULL;

  if (container != NULL && !vbt_xml_read (container, &container_handler, book, NULL, error))
    return FALSE;
  if (book->place != NULL)
    package = vbt_package_open_part (input, parts, book->place);
  if (package == NULL)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The document has no text: its part “%s” is missing"),
                   book->place != NULL ? book->place : CONTAINER);
      return FALSE;
    }
  again = vbt_package_open_part (input, parts, book->place);
  return vbt_xml_read (package, &package_handler, book, NULL, error)
         && vbt_prose_read_metadata (prose, again, keys, error);
}

static gboolean
read_chapters (VbtInput *input, VbtSink *sink, GHashTable *parts, const Book *book, VbtProse *prose,
               GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < book->order->len; i++)
    {
      const char *place = book->order->pdata[i];
      GBytes *chapter = g_hash_table_lookup (parts, place);
      g_autoptr (VbtInput) part = vbt_package_open_part (input, parts, place);

      if (chapter == NULL)
        vbt_sink_problem (sink, input, 0, _ ("The chapter “%s” is missing"), place);
      else if (!vbt_html_read (part, chapter, TRUE, TRUE, prose, sink, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
epub_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const char *const suffixes[] = { "html", ".htm", ".xml", ".opf", NULL };
  g_autoptr (GHashTable) parts = vbt_package_load (input, suffixes, error);
  g_autoptr (VbtProse) prose = vbt_prose_new ();
  Book book = { 0 };
  gboolean success;

  if (parts == NULL)
    return FALSE;
  book.items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  book.order = g_ptr_array_new_with_free_func (g_free);
  success = read_lists (input, parts, &book, prose, error)
            && read_chapters (input, sink, parts, &book, prose, cancellable, error)
            && vbt_prose_finish (prose, input, sink, error);
  g_hash_table_unref (book.items);
  g_ptr_array_unref (book.order);
  g_free (book.place);
  return success;
}

const VbtFormat vbt_format_epub = {
  .name = "epub",
  .title = N_ ("Book (EPUB)"),
  .description = N_ ("The text of all chapters as one document, and the book's metadata"),
  .extensions = extensions,
  .mime = MIME,
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY,
  .growth = 4,
  .probe = epub_probe,
  .read = epub_read,
};
