/* vbt-print-page.c: what stands on a printed page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "model/vbt-bisect.h"
#include "vbt-print-private.h"

/** Page: what is known of the page while its lines are drawn. */
typedef struct
{
  cairo_t *cr;
  double name_y;    /* below the last name in the margin */
  VbtId last_quote; /* that was named last on this page */
  const char *last_name;
  double last_bottom; /* of the line that a quote was on last */
} Page;

static void
show_layout (cairo_t *cr, PangoLayout *layout, const GdkRGBA *color, double x, double y)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static const GdkRGBA black = { 0, 0, 0, 1 };
static const GdkRGBA gray = { 0.37f, 0.36f, 0.39f, 1 };

/* Draws a mark as the window does, in the window's pixels. */
static void
draw_mark (cairo_t *cr, const VbtMarkLook *look, double x, double y, double width, double height)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GdkRectangle rect
      = { (int)(x / VBT_PRINT_SCALE + 0.5), (int)(y / VBT_PRINT_SCALE + 0.5),
          (int)(width / VBT_PRINT_SCALE + 0.5), (int)(height / VBT_PRINT_SCALE + 0.5) };

  vbt_mark_draw (snapshot, look, &rect, FALSE);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return;
  cairo_save (cr);
  cairo_scale (cr, VBT_PRINT_SCALE, VBT_PRINT_SCALE);
  gsk_render_node_draw (node, cr);
  cairo_restore (cr);
}

static void
draw_short_name (VbtPrint *self, cairo_t *cr, const VbtPrintMark *mark, double x, double y)
{
  g_autoptr (PangoLayout) layout
      = vbt_print_create_layout (self, mark->words, -1, VBT_PRINT_SANS, 0.5 * VBT_PRINT_EM, TRUE);

  show_layout (cr, layout, &mark->look.color, x, y - 0.56 * VBT_PRINT_EM);
}

/* The speaker's name beside the first line of what follows each other in one mouth, and a bar. */
static void
draw_margin (VbtPrint *self, Page *page, const VbtPrintMark *quote, double y, double height)
{
  gboolean mirrored = self->mirrored;
  gboolean goes_on
      = y - page->last_bottom < 2 * VBT_PRINT_EM && g_strcmp0 (page->last_name, quote->words) == 0;
  double bar = mirrored ? VBT_PRINT_MARGIN - 2 : self->column_width + VBT_PRINT_GAP;
  double top = goes_on ? MIN (page->last_bottom, y) : y;

  gdk_cairo_set_source_rgba (page->cr, &quote->look.color);
  cairo_set_line_width (page->cr, quote->look.suggestion ? 1 : 2);
  if (quote->look.suggestion)
    cairo_set_dash (page->cr, (const double[]){ 3, 2 }, 2, 0);
  cairo_move_to (page->cr, bar + 1, top);
  cairo_line_to (page->cr, bar + 1, y + height);
  cairo_stroke (page->cr);
  cairo_set_dash (page->cr, NULL, 0, 0);
  page->last_bottom = y + height;
  if (!goes_on && quote->words != NULL)
    {
      g_autoptr (PangoLayout) name = vbt_print_create_layout (
          self, quote->words, -1, VBT_PRINT_SANS, 0.74 * VBT_PRINT_EM, TRUE);
      double at = MAX (y, page->name_y);
      int text_height;

      pango_layout_set_width (name, (int)((VBT_PRINT_MARGIN - 10) * PANGO_SCALE));
      pango_layout_set_ellipsize (name, PANGO_ELLIPSIZE_END);
      pango_layout_set_auto_dir (name, FALSE);
      pango_layout_set_alignment (name, mirrored ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      pango_layout_get_size (name, NULL, &text_height);
      show_layout (page->cr, name, &quote->look.color, mirrored ? 0 : bar + 8, at);
      page->name_y = at + (double)text_height / PANGO_SCALE;
    }
  page->last_name = quote->words;
}

/* Where the typeface changes within a mark, as between kanji and kana, the line has another run: no edge of the mark. */
static int
join_ranges (int *ranges, int n)
{
  int n_joined = 0;

  for (int i = 0; i < n; i++)
    if (n_joined > 0 && ABS (ranges[2 * i] - ranges[2 * n_joined - 1]) <= PANGO_SCALE)
      ranges[2 * n_joined - 1] = ranges[2 * i + 1];
    else
      {
        ranges[2 * n_joined] = ranges[2 * i];
        ranges[2 * n_joined + 1] = ranges[2 * i + 1];
        n_joined++;
      }
  return n_joined;
}

static void
draw_mark_on_line (VbtPrint *self, Page *page, const VbtPrintMark *mark, PangoLayoutLine *line,
                   gsize byte, double y, double height)
{
  int start = (int)(vbt_text_offset_to_byte (self->text, mark->range.start) - byte);
  int end = (int)(vbt_text_offset_to_byte (self->text, mark->range.end) - byte);
  g_autofree int *ranges = NULL;
  int n_ranges;
  gboolean begins = mark->range.start >= 0 && start >= line->start_index;

  start = MAX (start, line->start_index);
  end = MIN (end, line->start_index + line->length);
  if (start >= end)
    return;
  pango_layout_line_get_x_ranges (line, start, end, &ranges, &n_ranges);
  n_ranges = join_ranges (ranges, n_ranges);
  for (int i = 0; i < n_ranges; i++)
    draw_mark (page->cr, &mark->look, self->column_x + (double)ranges[2 * i] / PANGO_SCALE, y,
               (double)(ranges[2 * i + 1] - ranges[2 * i]) / PANGO_SCALE, height);
  if (mark->look.role == VBT_ROLE_QUOTE)
    draw_margin (self, page, mark, y, height);
  else if (begins && mark->first && mark->words != NULL && n_ranges > 0)
    draw_short_name (self, page->cr, mark, self->column_x + (double)ranges[0] / PANGO_SCALE, y);
}

static guint
find_first_mark (VbtPrint *self, VbtOffset start)
{
  return VBT_FIND_FIRST (self->marks->len, at,
                         g_array_index (self->marks, VbtPrintMark, at).max_end > start);
}

static void
draw_line (VbtPrint *self, const VbtPrintPlace *place, PangoLayoutIter *iter, double y,
           gpointer data)
{
  Page *page = data;
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  gsize start = place->byte + (gsize)line->start_index;
  VbtRange range = { vbt_text_byte_to_offset (self->text, start),
                     vbt_text_byte_to_offset (self->text, start + (gsize)line->length) };
  PangoRectangle rect;

  pango_layout_iter_get_line_extents (iter, NULL, &rect);
  for (guint i = find_first_mark (self, range.start); i < self->marks->len; i++)
    {
      const VbtPrintMark *mark = &g_array_index (self->marks, VbtPrintMark, i);

      if (mark->range.start >= range.end)
        break;
      if (mark->range.end > range.start)
        draw_mark_on_line (self, page, mark, line, place->byte, y,
                           (double)rect.height / PANGO_SCALE);
    }
  gdk_cairo_set_source_rgba (page->cr, &black);
  cairo_move_to (page->cr, self->column_x + (double)rect.x / PANGO_SCALE,
                 y + (double)(pango_layout_iter_get_baseline (iter) - rect.y) / PANGO_SCALE);
  pango_cairo_show_layout_line (page->cr, line);
}

/* Returns the height of @text, and draws it where @cr is given. */
static double
flow_text (VbtPrint *self, cairo_t *cr, const char *text, const char *family, double size,
           gboolean bold, const GdkRGBA *color, double y)
{
  g_autoptr (PangoLayout) layout = vbt_print_create_layout (self, text, -1, family, size, bold);
  int height;

  pango_layout_set_width (layout, (int)(self->column_width * PANGO_SCALE));
  pango_layout_get_size (layout, NULL, &height);
  if (cr != NULL)
    show_layout (cr, layout, color, self->column_x, y);
  return (double)height / PANGO_SCALE;
}

/**
 * vbt_print_flow_heading:
 * @self: what is printed
 * @cr: (nullable): what is drawn on
 *
 * Returns: how much of the first page stands above the text
 */
double
vbt_print_flow_heading (VbtPrint *self, cairo_t *cr)
{
  double y = 0;

  if (self->kicker != NULL && *self->kicker != '\0')
    y += flow_text (self, cr, self->kicker, VBT_PRINT_SANS, 0.76 * VBT_PRINT_EM, FALSE, &gray, y)
         + 4;
  if (self->title != NULL)
    y += flow_text (self, cr, self->title, VBT_PRINT_SERIF, 1.6 * VBT_PRINT_EM, TRUE, &black, y)
         + 6;
  return y;
}

/**
 * vbt_print_flow_legend:
 * @self: what is printed
 * @cr: (nullable): what is drawn on
 * @y: where it begins
 *
 * Returns: where it ends
 */
double
vbt_print_flow_legend (VbtPrint *self, cairo_t *cr, double y)
{
  double x = 0;
  double step = 2.4 * VBT_PRINT_EM;

  if (self->legend->len == 0)
    return y;
  y += VBT_PRINT_EM;
  y += flow_text (self, cr, _ ("What the marks mean"), VBT_PRINT_SANS, 0.76 * VBT_PRINT_EM, TRUE,
                  &gray, y);
  y += 0.6 * VBT_PRINT_EM;
  for (guint i = 0; i < self->legend->len; i++)
    {
      const VbtPrintMark *item = g_ptr_array_index (self->legend, i);
      g_autoptr (PangoLayout) layout = vbt_print_create_layout (
          self, item->words, -1, VBT_PRINT_SERIF, 0.85 * VBT_PRINT_EM, FALSE);
      PangoRectangle rect;
      double width, height;

      pango_layout_get_extents (layout, NULL, &rect);
      width = (double)rect.width / PANGO_SCALE;
      height = (double)rect.height / PANGO_SCALE;
      if (x > 0 && x + width > self->column_width)
        {
          x = 0;
          y += step;
        }
      if (cr != NULL)
        {
          draw_mark (cr, &item->look, self->column_x + x, y, width, height);
          show_layout (cr, layout, &black, self->column_x + x, y);
        }
      x += width + 1.6 * VBT_PRINT_EM;
    }
  return y + step;
}

static void
draw_footer (VbtPrint *self, cairo_t *cr, guint page)
{
  /* TRANSLATORS: the number of a printed page, and how many there are */
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->pages->len);
  g_autoptr (PangoLayout) left
      = vbt_print_create_layout (self, self->name, -1, VBT_PRINT_SANS, 7.5, FALSE);
  g_autoptr (PangoLayout) right
      = vbt_print_create_layout (self, number, -1, VBT_PRINT_SANS, 7.5, FALSE);
  double y = self->height + VBT_PRINT_FOOTER - 11;
  int width;

  pango_layout_get_size (right, &width, NULL);
  pango_layout_set_width (left,
                          MAX (0, (int)(self->width * PANGO_SCALE) - width - 12 * PANGO_SCALE));
  pango_layout_set_ellipsize (left, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_auto_dir (left, FALSE);
  show_layout (cr, left, &gray, 0, y);
  show_layout (cr, right, &gray, self->width - (double)width / PANGO_SCALE, y);
}

/**
 * vbt_print_draw_page:
 * @self: what is printed
 * @cr: what is drawn on, in points
 * @page: its number, from 0
 */
void
vbt_print_draw_page (VbtPrint *self, cairo_t *cr, guint page)
{
  VbtPrintPlace place;
  Page state = { .cr = cr, .last_bottom = -100 };
  double y = 0;

  g_return_if_fail (page < self->pages->len);

  place = g_array_index (self->pages, VbtPrintPlace, page);
  if (page == 0)
    y = vbt_print_flow_heading (self, cr);
  vbt_print_flow_page (self, &place, &y, draw_line, &state);
  if (page + 1 == self->pages->len)
    vbt_print_flow_legend (self, cr, self->legend_y);
  draw_footer (self, cr, page);
}
