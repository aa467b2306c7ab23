/* verbatim-markdown.c: the text of Markdown, in a process of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-helper.h"

#include <cmark.h>

typedef struct
{
  GString *text; /* of the paragraph */
  gboolean is_first;
} Writer;

static void
end_paragraph (Writer *self)
{
  if (self->text->len > 0)
    helper_put ('P', self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
}

/* What HTML is in Markdown: its tags go, its text stays. */
static void
append_without_tags (GString *text, const char *html)
{
  while (*html != '\0')
    {
      gsize n = strcspn (html, "<");
      const char *end;

      g_string_append_len (text, html, (gssize)n);
      html += n;
      if (*html == '\0')
        return;
      end = g_str_has_prefix (html, "<!--") ? strstr (html, "-->") : strchr (html, '>');
      if (end == NULL)
        return;
      html = end + (g_str_has_prefix (html, "<!--") ? 3 : 1);
    }
}

static void
write_leaf (Writer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);

  switch ((int)cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      g_string_append (self->text, literal);
      break;
    case CMARK_NODE_SOFTBREAK:
      g_string_append_c (self->text, ' ');
      break;
    case CMARK_NODE_LINEBREAK:
      g_string_append_c (self->text, HELPER_LINE);
      break;
    case CMARK_NODE_CODE_BLOCK:
      helper_put ('X', literal, strlen (g_strchomp ((char *)literal)));
      break;
    case CMARK_NODE_HTML_BLOCK:
      append_without_tags (self->text, literal);
      end_paragraph (self);
      break;
    default:
      break;
    }
}

static gboolean
is_paragraph (cmark_node *node)
{
  return cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH
         || cmark_node_get_type (node) == CMARK_NODE_HEADING;
}

/* The first heading is the title where nothing else is. */
static void
end_node (Writer *self, cmark_node *node)
{
  if (!is_paragraph (node))
    return;
  if (self->is_first && cmark_node_get_type (node) == CMARK_NODE_HEADING
      && cmark_node_get_heading_level (node) == 1)
    helper_put_metadata ("title", self->text->str);
  self->is_first = FALSE;
  end_paragraph (self);
}

static void
write_document (const char *text, gsize length)
{
  cmark_node *document = cmark_parse_document (text, length, CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (document);
  Writer self = { g_string_new (NULL), TRUE };
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event == CMARK_EVENT_EXIT)
        end_node (&self, node);
      else if (!is_paragraph (node))
        write_leaf (&self, node);
    }
  g_string_free (self.text, TRUE);
  cmark_iter_free (iter);
  cmark_node_free (document);
}

/* "title: A title" between lines of "---" at the beginning. Returns where the text begins. */
static const char *
read_front_matter (const char *text, const char *end)
{
  static const char *const keys[][2]
      = { { "title", "title" },   { "author", "byline" },    { "date", "published" },
          { "source", "source" }, { "publisher", "source" }, { "url", "url" },
          { "lang", "language" }, { "language", "language" } };
  const char *close;

  if (end - text < 8 || memcmp (text, "---\n", 4) != 0)
    return text;
  close = memmem (text + 4, (gsize)(end - text) - 4, "\n---\n", 5);
  for (const char *line = text + 4; close != NULL && line <= close;)
    {
      const char *next = memchr (line, '\n', (gsize)(close + 1 - line));
      g_autofree char *copy = g_strndup (line, (gsize)(next - line));
      char *colon = strchr (copy, ':');

      for (guint i = 0; colon != NULL && i < G_N_ELEMENTS (keys); i++)
        if (g_ascii_strncasecmp (copy, keys[i][0], (gsize)(colon - copy)) == 0
            && (gsize)(colon - copy) == strlen (keys[i][0]))
          helper_put_metadata (keys[i][1], g_strstrip (g_strdelimit (colon + 1, "\"'", ' ')));
      line = next + 1;
    }
  return close != NULL ? close + 5 : text;
}

int
main (void)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *text, *start;
  gsize size;

  helper_set_limits ();
  bytes = helper_read_input ();
  text = g_bytes_get_data (bytes, &size);
  if (text != NULL)
    {
      start = read_front_matter (text, text + size);
      write_document (start, size - (gsize)(start - text));
    }
  return helper_end (NULL);
}
