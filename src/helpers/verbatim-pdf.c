/* verbatim-pdf.c: the text of PDF, in a process of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-helper.h"

#include <poppler.h>

/* Poppler 22 does not say how its objects are freed, newer versions do: names that are ours go with both. */
typedef PopplerDocument Document;
typedef PopplerPage Page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

/* A PDF knows no paragraphs, only where each character is. A paragraph ends where the next line is
 * farther away than the one before, begins farther to the right, or is not below, or where a line is
 * clearly shorter than its neighbors or of another size. */

#define FAR 1.35       /* of the usual distance of lines */
#define OTHER_SIZE 1.2 /* of the height of the line before */
#define INDENT 0.8     /* of the height of a line */
#define SHORT 0.82     /* of the width of the widest line in the paragraph */

typedef struct
{
  const char *text; /* in the text of the page */
  gsize n_bytes;
  double left, right, top, bottom;
} Line;

typedef struct
{
  GString *text; /* of the paragraph */
  Line last;
  double pitch; /* between the tops of its lines; 0 where there is one */
  double left, width;
  guint n_lines;
} Paragraph;

static void
end_paragraph (Paragraph *self)
{
  if (self->n_lines > 0)
    helper_put ('P', self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
  self->n_lines = 0;
  self->pitch = self->width = 0;
}

static gboolean
begins_paragraph (const Paragraph *self, const Line *line)
{
  double height = self->last.bottom - self->last.top;
  double line_height = line->bottom - line->top;
  double pitch = line->top - self->last.top;

  if (self->n_lines == 0 || pitch <= 0)
    return self->n_lines > 0 && (pitch < -height / 2 || line->left < self->last.right);
  if (line_height > height * OTHER_SIZE || height > line_height * OTHER_SIZE)
    return TRUE;
  if (pitch > (self->pitch > 0 ? self->pitch : height * 1.6) * FAR)
    return TRUE;
  /* Nothing begins in the middle of a sentence. */
  if (g_unichar_islower (g_utf8_get_char (line->text)))
    return FALSE;
  if (line->left - self->left > height * INDENT)
    return self->n_lines > 1 || line->left < self->last.right;
  return self->last.right - self->left < self->width * SHORT;
}

/* A word that was divided becomes one again. */
static void
append_line (Paragraph *self, const Line *line)
{
  GString *text = self->text;
  gunichar next = line->n_bytes > 0 ? g_utf8_get_char (line->text) : 0;

  if (g_str_has_suffix (text->str, "\u00ad"))
    g_string_truncate (text, text->len - 2);
  else if (text->len > 1 && text->str[text->len - 1] == '-'
           && g_ascii_isalpha (text->str[text->len - 2]) && g_unichar_islower (next))
    g_string_truncate (text, text->len - 1);
  else if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_len (text, line->text, (gssize)line->n_bytes);
}

static void
add_line (Paragraph *self, const Line *line)
{
  if (line->n_bytes == 0)
    return;
  if (begins_paragraph (self, line))
    end_paragraph (self);
  if (self->n_lines == 0)
    self->left = line->left;
  else if (line->top > self->last.top)
    self->pitch = self->pitch > 0 ? MIN (self->pitch, line->top - self->last.top)
                                  : line->top - self->last.top;
  /* The first line may begin farther to the right. */
  if (self->n_lines == 1)
    self->left = MIN (self->left, line->left);
  append_line (self, line);
  self->width = MAX (self->width, line->right - self->left);
  self->last = *line;
  self->n_lines++;
}

static void
extend (Line *line, const PopplerRectangle *place)
{
  if (line->n_bytes == 0)
    {
      line->left = place->x1;
      line->right = place->x2;
      line->top = place->y1;
      line->bottom = place->y2;
    }
  line->left = MIN (line->left, place->x1);
  line->right = MAX (line->right, place->x2);
  line->top = MIN (line->top, place->y1);
  line->bottom = MAX (line->bottom, place->y2);
}

static void
write_page (PopplerPage *page)
{
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree PopplerRectangle *places = NULL;
  Paragraph paragraph = { .text = g_string_new (NULL) };
  guint n_places = 0;
  Line line = { .text = text };
  guint i = 0;

  if (!poppler_page_get_text_layout (page, &places, &n_places))
    n_places = 0;
  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c), i++)
    {
      if (*c == '\n')
        {
          add_line (&paragraph, &line);
          line = (Line){ .text = c + 1 };
          continue;
        }
      if (i < n_places)
        extend (&line, &places[i]);
      line.n_bytes = (gsize)(g_utf8_next_char (c) - line.text);
    }
  add_line (&paragraph, &line);
  end_paragraph (&paragraph);
  g_string_free (paragraph.text, TRUE);
}

static void
write_metadata (PopplerDocument *document)
{
  g_autofree char *title = poppler_document_get_title (document);
  g_autofree char *author = poppler_document_get_author (document);
  g_autoptr (GDateTime) created = poppler_document_get_creation_date_time (document);
  g_autofree char *date = created != NULL ? g_date_time_format_iso8601 (created) : NULL;

  helper_put_metadata ("title", title);
  helper_put_metadata ("byline", author);
  helper_put_metadata ("created", date);
}

static const char *
name_trouble (const GError *error)
{
  return g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "password" : "damaged";
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Document) document = NULL;
  int n_pages;

  helper_set_limits ();
  bytes = helper_read_input ();
  document = poppler_document_new_from_bytes (bytes, NULL, &error);
  if (document == NULL)
    return helper_end (name_trouble (error));
  write_metadata (document);
  n_pages = poppler_document_get_n_pages (document);
  for (int i = 0; i < n_pages; i++)
    {
      g_autoptr (Page) page = poppler_document_get_page (document, i);

      if (page != NULL)
        write_page (page);
    }
  return helper_end (n_pages > 0 ? NULL : "damaged");
}
