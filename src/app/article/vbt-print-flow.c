/* vbt-print-flow.c: the lines of a printed article, one page after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-print-private.h"

/* Longer paragraphs are laid out in parts: Pango needs time for a paragraph as a whole. */
#define PART_MAX 4000

/**
 * vbt_print_create_layout:
 * @self: what is printed
 * @text: what it says
 * @n_bytes: its length, or -1
 * @family: names of fonts
 * @size: in points
 * @bold: whether it is bold
 *
 * Returns: (transfer full): a layout for the paper
 */
PangoLayout *
vbt_print_create_layout (VbtPrint *self, const char *text, gssize n_bytes, const char *family,
                         double size, gboolean bold)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (self->context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, family);
  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, (int)n_bytes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_font_description_free (font);
  return layout;
}

/* How many bytes of the paragraph at @text are laid out together, and *@skip those behind them. */
static gsize
measure_part (const char *text, gsize *skip)
{
  gsize length = strcspn (text, "\r\n");
  gsize at = PART_MAX;

  *skip = text[length] == '\0' ? 0 : text[length] == '\r' && text[length + 1] == '\n' ? 2 : 1;
  if (length <= PART_MAX)
    return length;
  *skip = 0;
  while (at > 0 && text[at] != ' ')
    at--;
  if (at > 0)
    return at + 1;
  return (gsize)(g_utf8_find_prev_char (text, text + PART_MAX) - text);
}

static PangoLayout *
lay_out_part (VbtPrint *self, gsize byte, gsize length)
{
  const char *text = vbt_text_get_utf8 (self->text);
  gboolean headline = byte < vbt_text_offset_to_byte (self->text, self->headline.end);
  PangoLayout *layout = vbt_print_create_layout (self, text + byte, (gssize)length, VBT_PRINT_SERIF,
                                                 VBT_PRINT_EM * (headline ? 1.6 : 1), headline);

  pango_layout_set_width (layout, (int)(self->column_width * PANGO_SCALE));
  return layout;
}

/* Returns FALSE where the page is full; @place is then the line that found no room. */
static gboolean
flow_lines (VbtPrint *self, PangoLayout *layout, VbtPrintPlace *place, double *y,
            VbtPrintLineFunc func, gpointer data)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint line = 0;
  gboolean room = TRUE;

  do
    {
      PangoRectangle rect;
      double height;

      if (line++ < place->line)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &rect);
      height = VBT_PRINT_ROOM + (double)rect.height / PANGO_SCALE;
      room = *y + height <= self->height;
      if (!room)
        break;
      if (func != NULL)
        func (self, place, iter, *y + VBT_PRINT_ROOM, data);
      *y += height;
      place->line++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return room;
}

/**
 * vbt_print_flow_page:
 * @self: what is printed
 * @place: (inout): the first line of the page; afterwards that of the next one
 * @y: (inout): where the page's first line stands; afterwards where the last one ends
 * @func: (nullable): called with every line, and with the top of its letters
 * @data: for @func
 *
 * Goes through the lines of a page: to count them, and in the same way to draw them.
 *
 * Returns: whether there is more text behind the page
 */
gboolean
vbt_print_flow_page (VbtPrint *self, VbtPrintPlace *place, double *y, VbtPrintLineFunc func,
                     gpointer data)
{
  const char *text = vbt_text_get_utf8 (self->text);
  gsize n_bytes = vbt_text_get_n_bytes (self->text);

  while (place->byte < n_bytes)
    {
      gsize skip;
      gsize length = measure_part (text + place->byte, &skip);

      if (length > 0)
        {
          g_autoptr (PangoLayout) layout = lay_out_part (self, place->byte, length);

          if (!flow_lines (self, layout, place, y, func, data))
            return TRUE;
          *y += skip > 0 ? 0.3 * VBT_PRINT_EM : 0;
        }
      place->byte += length + skip;
      place->line = 0;
    }
  return FALSE;
}
