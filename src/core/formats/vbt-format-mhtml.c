/* vbt-format-mhtml.c: pages of the web that a browser saved in one file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "mhtml", "mht", NULL };

/* As MIME does. Every file of a folder comes by here. */
static gboolean
begins_with_header (const guint8 *head, gsize n_head)
{
  gsize i = 0;

  while (i < n_head && g_ascii_isspace (head[i]))
    i++;
  while (i < n_head && (g_ascii_isalnum (head[i]) || head[i] == '-'))
    i++;
  return i < n_head && head[i] == ':';
}

static int
mhtml_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("mhtml", NULL);
  g_autofree char *start = NULL;

  if (vbt_format_has_extension (self, name))
    return 90;
  if (!begins_with_header (head, n_head))
    return 0;
  start = g_ascii_strdown ((const char *)head, (gssize)MIN (n_head, 4096));
  return strstr (start, "mime-version:") != NULL && strstr (start, "multipart/related") != NULL ? 85
                                                                                                : 0;
}

/** Part: headers and body, as they lie in the file. */
typedef struct
{
  const char *headers, *body, *end;
} Part;

/* Where the line after this one begins. */
static const char *
next_line (const char *c, const char *end)
{
  const char *lf = memchr (c, '\n', (gsize)(end - c));

  return lf != NULL ? lf + 1 : end;
}

/* Headers end at the first empty line. */
static const char *
find_body (const char *c, const char *end)
{
  while (c < end && *c != '\n' && !(*c == '\r' && c + 1 < end && c[1] == '\n'))
    c = next_line (c, end);
  return c < end ? next_line (c, end) : end;
}

/* (transfer full) (nullable): the value of a header, with the lines on which it goes on. */
static char *
get_header (const Part *self, const char *name)
{
  gsize n_name = strlen (name);

  for (const char *c = self->headers; c < self->body; c = next_line (c, self->body))
    {
      const char *value = c + n_name + 1;
      g_autofree char *valid = NULL;
      const char *end;

      if ((gsize)(self->body - c) <= n_name || c[n_name] != ':'
          || g_ascii_strncasecmp (c, name, n_name) != 0)
        continue;
      end = next_line (c, self->body);
      while (end < self->body && (*end == ' ' || *end == '\t'))
        end = next_line (end, self->body);
      valid = g_utf8_make_valid (value, end - value);
      return vbt_prose_collapse (valid, 4000);
    }
  return NULL;
}

/* (transfer full) (nullable): NAME=VALUE or NAME="VALUE" in a header. */
static char *
get_parameter (const char *header, const char *name)
{
  g_autofree char *lower = header != NULL ? g_ascii_strdown (header, -1) : NULL;
  g_autofree char *wanted = g_strconcat (name, "=", NULL);
  const char *found = lower != NULL ? strstr (lower, wanted) : NULL;
  const char *value;

  if (found == NULL)
    return NULL;
  value = header + (found - lower) + strlen (wanted);
  if (*value == '"')
    return g_strndup (value + 1, strcspn (value + 1, "\""));
  return g_strndup (value, strcspn (value, "; \t"));
}

static void
append_quoted_printable (GByteArray *result, const char *c, const char *end)
{
  while (c < end)
    {
      guint8 byte = (guint8)*c;

      if (*c != '=')
        {
          g_byte_array_append (result, &byte, 1);
          c++;
        }
      else if (end - c > 2 && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
        {
          byte = (guint8)(g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2]));
          g_byte_array_append (result, &byte, 1);
          c += 3;
        }
      else /* a line that goes on */
        c = memchr (c, '\n', (gsize)MIN (end - c, 4)) != NULL ? next_line (c, end) : c + 1;
    }
}

/* (transfer full): the body without its transfer encoding. */
static GBytes *
decode_body (const Part *self)
{
  g_autofree char *encoding = get_header (self, "Content-Transfer-Encoding");
  g_autoptr (GByteArray) result = NULL;
  gsize size = (gsize)(self->end - self->body);

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "base64") == 0)
    {
      guchar *data = g_malloc (size / 4 * 3 + 3);
      int state = 0;
      guint save = 0;
      gsize n = g_base64_decode_step (self->body, size, data, &state, &save);

      return g_bytes_new_take (data, n);
    }
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "quoted-printable") != 0)
    return g_bytes_new (self->body, size);
  result = g_byte_array_new ();
  append_quoted_printable (result, self->body, self->end);
  return g_byte_array_free_to_bytes (g_steal_pointer (&result));
}

/* The first part that is a page. Without a boundary, the file is one part. */
static gboolean
find_page (const Part *file, const char *boundary, Part *page)
{
  g_autofree char *line = g_strconcat ("--", boundary, NULL);
  gsize n_line = strlen (line);
  const char *c = file->body;

  while (c < file->end && (c = memmem (c, (gsize)(file->end - c), line, n_line)) != NULL)
    {
      g_autofree char *type = NULL;
      const char *next;

      page->headers = next_line (c, file->end);
      page->body = find_body (page->headers, file->end);
      next = memmem (page->body, (gsize)(file->end - page->body), line, n_line);
      page->end = next != NULL ? next : file->end;
      type = get_header (page, "Content-Type");
      if (type != NULL && g_ascii_strncasecmp (type, "text/html", 9) == 0)
        return TRUE;
      c = page->end;
    }
  return FALSE;
}

static gboolean
read_page (VbtInput *input, const Part *page, VbtProse *prose, VbtSink *sink,
           GCancellable *cancellable, GError **error)
{
  g_autofree char *type = get_header (page, "Content-Type");
  g_autofree char *charset = get_parameter (type, "charset");
  g_autofree char *address = get_header (page, "Content-Location");
  g_autofree char *content = vbt_input_get_dialect (input, "content");
  g_autoptr (GBytes) body = decode_body (page);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (body);
  g_autoptr (VbtInput) member = vbt_input_new_for_member (input, stream, "page");

  if (charset != NULL && vbt_input_get_encoding (input) == NULL)
    vbt_input_set_encoding (member, charset);
  if (address != NULL && g_str_has_prefix (address, "http"))
    vbt_prose_set_metadata (prose, VBT_METADATA_URL, address);
  return vbt_html_read (member, body, FALSE, g_strcmp0 (content, "all") == 0, prose, sink,
                        cancellable, error);
}

static gboolean
mhtml_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (input, error);
  g_autoptr (VbtProse) prose = vbt_prose_new ();
  g_autofree char *type = NULL;
  g_autofree char *boundary = NULL;
  Part file, page;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  file.headers = g_bytes_get_data (bytes, &size);
  if (size == 0)
    file.headers = "";
  file.end = file.headers + size;
  file.body = find_body (file.headers, file.end);
  type = get_header (&file, "Content-Type");
  boundary = get_parameter (type, "boundary");
  if (boundary == NULL || *boundary == '\0' || !find_page (&file, boundary, &page))
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                           _ ("There is no page in this file, as a browser saves it"));
      return FALSE;
    }
  return read_page (input, &page, prose, sink, cancellable, error)
         && vbt_prose_finish (prose, input, sink, error);
}

static const char *const contents[] = { "article", "all", NULL };
static const VbtDialectKey dialect[] = {
  { "content", N_ ("What is taken of the page"), contents },
  { NULL },
};

const VbtFormat vbt_format_mhtml = {
  .name = "mhtml",
  .title = N_ ("Saved web page (MHTML)"),
  .description = N_ ("The article of a page that a browser saved in one file, and its metadata"),
  .extensions = extensions,
  .mime = "multipart/related",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_TEXT_ONLY,
  .dialect = dialect,
  .growth = 4,
  .probe = mhtml_probe,
  .read = mhtml_read,
};
