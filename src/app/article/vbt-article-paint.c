/* vbt-article-paint.c: how the marks look: grounds, lines, outlines and labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"
#include "vbt-draw.h"
#include "vbt-mark-draw.h"

#define LABEL_EM 0.56

/** Item: a mark that can be seen, and where. */
typedef struct
{
  const VbtMark *mark;
  GArray *boxes;
  GdkRGBA color;
  gboolean selected;
} Item;

static void
clear_item (gpointer data)
{
  g_array_unref (((Item *)data)->boxes);
}

/**
 * vbt_article_view_get_mark_color:
 * @self: the view
 * @mark: a mark
 * @color: (out): the speaker's colour for quotes and speakers, else the label's
 */
void
vbt_article_view_get_mark_color (VbtArticleView *self, const VbtMark *mark, GdkRGBA *color)
{
  vbt_mark_get_color (mark->role, mark->label, mark->speaker, self->dark, self->high_contrast,
                      color);
}

/**
 * vbt_article_view_create_label:
 * @self: the view
 * @text: what it says
 * @em: its size, in ems of the article's text
 * @bold: whether it is bold
 *
 * Returns: (transfer full): small text in the font of the window
 */
PangoLayout *
vbt_article_view_create_label (VbtArticleView *self, const char *text, double em, gboolean bold)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return vbt_label_cache_get (self->labels, parent == NULL ? GTK_WIDGET (self) : parent, text,
                              em * self->em, bold);
}

/**
 * vbt_article_view_add_place:
 * @self: the view
 * @rect: what was painted, in buffer coordinates
 * @annotation: what a click on it chooses
 */
void
vbt_article_view_add_place (VbtArticleView *self, const GdkRectangle *rect, VbtId annotation)
{
  VbtPlace place = { *rect, annotation };

  g_array_append_val (self->places, place);
}

static GArray *
collect_items (VbtArticleView *self)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (Item));
  VbtRange visible = vbt_layout_get_range (self->layout);
  VbtId selected = self->session == NULL ? 0 : vbt_session_get_selected (self->session);

  g_array_set_clear_func (items, clear_item);
  for (guint i = vbt_marks_first_in (self->marks, visible); i < vbt_marks_get_size (self->marks);
       i++)
    {
      const VbtMark *mark = vbt_marks_get (self->marks, i);
      Item item = { .mark = mark };

      if (mark->range.start >= visible.end)
        break;
      if (mark->range.end <= visible.start)
        continue;
      item.selected = mark->annotation->id == selected;
      item.boxes = vbt_layout_get_boxes (self->layout, item.selected && self->drag_handle != 0
                                                               && mark->fragment == 0
                                                           ? self->drag_range
                                                           : mark->range);
      vbt_article_view_get_mark_color (self, mark, &item.color);
      g_array_append_val (items, item);
    }
  return g_steal_pointer (&items);
}

static graphene_rect_t
grow (const GdkRectangle *rect, float x, float y)
{
  return GRAPHENE_RECT_INIT ((float)rect->x - x, (float)rect->y - y, (float)rect->width + 2 * x,
                             (float)rect->height + 2 * y);
}

static void
paint_mark (VbtArticleView *self, VbtSheet *sheet, const Item *item)
{
  VbtMarkLook look
      = { item->mark->role, item->mark->suggestion, item->mark->lane, item->color, self->em,
          self->dark,       self->high_contrast };

  for (guint i = 0; i < item->boxes->len; i++)
    {
      const VbtBox *box = &g_array_index (item->boxes, VbtBox, i);

      vbt_mark_draw (vbt_sheet_on (sheet, box->line), &look, &box->rect, item->selected);
    }
}

static void
paint_role (VbtArticleView *self, VbtSheet *sheet, const GArray *items, VbtRole role)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, Item, i).mark->role == role)
      paint_mark (self, sheet, &g_array_index (items, Item, i));
}

static void
paint_hits (VbtArticleView *self, VbtSheet *sheet)
{
  VbtRange visible = vbt_layout_get_range (self->layout);
  GdkRGBA color;

  vbt_palette_get_label ("yellow", self->dark, &color);
  for (guint i = 0; self->hits != NULL && i < self->hits->len; i++)
    {
      VbtRange hit = g_array_index (self->hits, VbtRange, i);
      gboolean current = i == self->current_hit;
      GdkRGBA ground = vbt_palette_with_alpha (&color, current ? 0.5 : 0.25);
      g_autoptr (GArray) boxes = NULL;

      if (hit.start >= visible.end)
        break;
      if (hit.end <= visible.start)
        continue;
      boxes = vbt_layout_get_boxes (self->layout, hit);
      for (guint k = 0; k < boxes->len; k++)
        {
          const VbtBox *box = &g_array_index (boxes, VbtBox, k);
          GtkSnapshot *snapshot = vbt_sheet_on (sheet, box->line);
          graphene_rect_t rect = grow (&box->rect, 1, 0);

          vbt_draw_fill (snapshot, &ground, rect.origin.x, rect.origin.y, rect.size.width,
                         rect.size.height, 3);
          if (current)
            vbt_draw_outline (snapshot, &color, VBT_STROKE_SOLID, &rect, 3, 1.5);
        }
    }
}

static void
paint_selected (VbtArticleView *self, VbtSheet *sheet, const Item *item)
{
  GdkRGBA ground = vbt_palette_with_alpha (&item->color, 0.1);

  for (guint i = 0; i < item->boxes->len; i++)
    {
      const VbtBox *box = &g_array_index (item->boxes, VbtBox, i);
      GtkSnapshot *snapshot = vbt_sheet_on (sheet, box->line);
      graphene_rect_t rect = grow (&box->rect, 4, 1);

      if (item->mark->role != VBT_ROLE_QUOTE)
        vbt_draw_fill (snapshot, &ground, rect.origin.x, rect.origin.y, rect.size.width,
                       rect.size.height, 5);
      vbt_draw_outline (snapshot, &item->color, VBT_STROKE_SOLID, &rect, 5,
                        self->high_contrast ? 3 : 2);
    }
}

/* What stands above a mark: a mention's label; where there is no room for a margin, a quote's speaker. */
static char *
make_label_text (VbtArticleView *self, const Item *item)
{
  const VbtMark *mark = item->mark;

  if (mark->fragment > 0 || mark->label == NULL)
    return NULL;
  if (mark->role == VBT_ROLE_MENTION && self->label_place != VBT_LABELS_ABOVE)
    return NULL;
  if (mark->role == VBT_ROLE_MENTION)
    return g_strdup (vbt_marks_get_short_name (self->marks, mark->label->id));
  if (mark->role == VBT_ROLE_QUOTE && self->margin_width == 0)
    return vbt_article_view_name_speaker (self, mark);
  return NULL;
}

/** Label: small text above a mark. */
typedef struct
{
  PangoLayout *layout;
  guint line;
  GdkRectangle place;
  GdkRGBA color;
} Label;

static void
clear_label (gpointer data)
{
  g_object_unref (((Label *)data)->layout);
}

#define LABEL_GAP 5

/* Where a mention begins; behind the labels that are there already, as the text runs. */
static gboolean
find_room (GArray *labels, Label *label, const GdkRectangle *box, gboolean right_to_left)
{
  GdkRectangle *place = &label->place;

  place->x = right_to_left ? box->x + box->width - place->width : box->x;
  for (guint i = labels->len; i > 0 && g_array_index (labels, Label, i - 1).line == label->line;)
    {
      const GdkRectangle *other = &g_array_index (labels, Label, --i).place;

      if (other->x >= place->x + place->width + LABEL_GAP
          || place->x >= other->x + other->width + LABEL_GAP)
        continue;
      place->x = right_to_left ? other->x - LABEL_GAP - place->width
                               : other->x + other->width + LABEL_GAP;
      if (place->x < box->x || place->x + place->width > box->x + box->width)
        return FALSE;
      i = labels->len;
    }
  return TRUE;
}

/* Labels stand above the first line of a mention, side by side where several begin near each other;
 * one for which there is no room within its mention is left out: the line below still tells. */
static GArray *
place_labels (VbtArticleView *self, GArray *items)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, TRUE, sizeof (Label));

  g_array_set_clear_func (labels, clear_label);
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      const VbtBox *box = item->boxes->len == 0 ? NULL : &g_array_index (item->boxes, VbtBox, 0);
      g_autofree char *text = make_label_text (self, item);
      g_autoptr (PangoLayout) layout = NULL;
      Label label = { .color = item->color };

      if (box == NULL || text == NULL || box->range.start != item->mark->range.start)
        continue;
      layout = vbt_article_view_create_label (self, text, LABEL_EM, TRUE);
      pango_layout_get_pixel_size (layout, &label.place.width, &label.place.height);
      label.line = box->line;
      label.place.y = box->rect.y - label.place.height + (int)(0.16 * self->em);
      if (!find_room (labels, &label, &box->rect,
                      vbt_layout_is_right_to_left (self->layout, box->range.start)))
        continue;
      label.layout = g_steal_pointer (&layout);
      g_array_append_val (labels, label);
      vbt_article_view_add_place (self, &label.place, item->mark->annotation->id);
    }
  return g_steal_pointer (&labels);
}

/* Connectors, and the lowest lines of the line above, run behind labels: each has a ground of the page. */
static void
paint_label_grounds (VbtArticleView *self, VbtSheet *sheet, GArray *labels)
{
  GdkRGBA page;

  vbt_palette_get_page (self->dark, &page);
  for (guint i = 0; i < labels->len; i++)
    {
      const Label *label = &g_array_index (labels, Label, i);
      const GdkRectangle *place = &label->place;
      int inset = place->height / 5; /* above and below the letters */

      vbt_draw_fill (vbt_sheet_on (sheet, label->line), &page, place->x - 2, place->y + inset,
                     place->width + 4, place->height - 2 * inset, 0);
    }
}

static void
paint_labels (VbtSheet *sheet, GArray *labels)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const Label *label = &g_array_index (labels, Label, i);

      vbt_draw_text (vbt_sheet_on (sheet, label->line), &label->color, label->layout,
                     label->place.x, label->place.y);
    }
}

static void
paint_link_ends (VbtArticleView *self, VbtSheet *sheet, GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      gboolean possible
          = self->link_ends != NULL && g_hash_table_contains (self->link_ends, &item->mark->id);
      gboolean chosen = item->mark->id == self->link_to;

      if (!possible && !chosen)
        continue;
      for (guint k = 0; k < item->boxes->len; k++)
        {
          const VbtBox *box = &g_array_index (item->boxes, VbtBox, k);
          graphene_rect_t rect = grow (&box->rect, 4, 1);

          vbt_draw_outline (vbt_sheet_on (sheet, box->line), &item->color, VBT_STROKE_DASHED, &rect,
                            5, chosen ? 2 : 1);
        }
    }
}

/**
 * vbt_article_view_paint:
 * @self: the view
 * @snapshot: what is drawn on, in buffer coordinates
 *
 * Paints all that lies below the text.
 */
void
vbt_article_view_paint (VbtArticleView *self, GtkSnapshot *snapshot)
{
  static const VbtRole grounds[] = { VBT_ROLE_DISCARD, VBT_ROLE_QUOTE };
  static const VbtRole lines[] = { VBT_ROLE_CUE, VBT_ROLE_MENTION, VBT_ROLE_SPEAKER };
  g_autoptr (GArray) items = collect_items (self);
  g_autoptr (GArray) labels = place_labels (self, items);
  g_autoptr (VbtSheet) sheet = vbt_sheet_new (vbt_layout_get_lines (self->layout)->len);

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    paint_role (self, sheet, items, grounds[i]);
  vbt_sheet_append (sheet, snapshot);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    paint_role (self, sheet, items, lines[i]);
  paint_hits (self, sheet);
  vbt_sheet_append (sheet, snapshot);
  /* They run from line to line. */
  vbt_article_view_paint_links (self, vbt_sheet_on (sheet, 0));
  vbt_sheet_append (sheet, snapshot);
  paint_label_grounds (self, sheet, labels);
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, Item, i).selected)
      paint_selected (self, sheet, &g_array_index (items, Item, i));
  paint_link_ends (self, sheet, items);
  paint_labels (sheet, labels);
  vbt_article_view_paint_margin (self, sheet);
  vbt_sheet_append (sheet, snapshot);
}

/**
 * vbt_article_view_paint_above:
 * @self: the view
 * @snapshot: what is drawn on, in buffer coordinates
 *
 * Paints what lies above the text: the handles of the selected annotation.
 */
void
vbt_article_view_paint_above (VbtArticleView *self, GtkSnapshot *snapshot)
{
  VbtId selected = self->session == NULL ? 0 : vbt_session_get_selected (self->session);
  const VbtMark *mark = selected == 0 ? NULL : vbt_marks_find (self->marks, selected);
  VbtRange extent;
  GdkRGBA color, page;

  vbt_article_view_paint_drag (self, snapshot);
  if (mark == NULL)
    return;
  extent = self->drag_handle != 0 ? self->drag_range : vbt_annotation_get_extent (mark->annotation);
  vbt_article_view_get_mark_color (self, mark, &color);
  vbt_palette_get_page (self->dark, &page);
  for (int end = 0; end < 2; end++)
    {
      graphene_point_t point;

      if (!vbt_layout_get_edge (self->layout, extent, end, VBT_HANDLE_OUTSET, &point))
        continue;
      vbt_draw_disc (snapshot, &page, point.x, point.y, 5.5);
      vbt_draw_disc (snapshot, &color, point.x, point.y, 4);
    }
}
