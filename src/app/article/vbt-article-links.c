/* vbt-article-links.c: connectors from the selected annotation to what it is linked to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"
#include "vbt-draw.h"

/* A speaker may serve hundreds of quotes: more lines than this tell nobody anything. */
#define LINKS_MAX 24
#define LANE_STEP 4
#define LANES 3
#define THICKNESS 1.5

/** Anchor: where a connector leaves or reaches a span. */
typedef struct
{
  GdkRectangle rect;
  guint line;
} Anchor;

static void
add_boxes (VbtArticleView *self, const VbtAnnotation *span, GArray *anchors)
{
  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      g_autoptr (GArray) boxes
          = vbt_layout_get_boxes (self->layout, vbt_annotation_get_fragment (span, i));

      for (guint k = 0; k < boxes->len; k++)
        {
          const VbtBox *box = &g_array_index (boxes, VbtBox, k);
          Anchor anchor = { box->rect, box->line };

          g_array_append_val (anchors, anchor);
        }
    }
}

static int
get_distance (const Anchor *a, const Anchor *b)
{
  int lines = ABS ((int)a->line - (int)b->line);
  int gap = MAX (
      MAX (a->rect.x - (b->rect.x + b->rect.width), b->rect.x - (a->rect.x + a->rect.width)), 0);

  return lines * 10000 + gap;
}

/* The two rectangles of two spans that are nearest to each other. */
static void
find_nearest (const GArray *from, const GArray *to, Anchor *a, Anchor *b)
{
  int best = G_MAXINT;

  for (guint i = 0; i < from->len; i++)
    for (guint k = 0; k < to->len; k++)
      {
        const Anchor *first = &g_array_index (from, Anchor, i);
        const Anchor *second = &g_array_index (to, Anchor, k);

        if (get_distance (first, second) < best)
          {
            best = get_distance (first, second);
            *a = *first;
            *b = *second;
          }
      }
}

/* Where on @anchor's lower edge a line towards @x starts: near that side, not at the very corner. */
static double
get_side (const Anchor *anchor, double x, guint lane)
{
  double inset = MIN (anchor->rect.width / 2.0, 10 + 6.0 * lane);

  return CLAMP (x, anchor->rect.x + inset, anchor->rect.x + anchor->rect.width - inset);
}

static double
get_gap (const Anchor *anchor, guint lane)
{
  return anchor->rect.y + anchor->rect.height + 5 + LANE_STEP * lane;
}

static void
draw_upright (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y0, double y1)
{
  vbt_draw_line (snapshot, color, VBT_STROKE_SOLID, x, MIN (y0, y1), x, MAX (y0, y1) + THICKNESS,
                 THICKNESS);
}

static void
draw_level (GtkSnapshot *snapshot, const GdkRGBA *color, double x0, double x1, double y)
{
  vbt_draw_line (snapshot, color, VBT_STROKE_SOLID, x0, y, x1, y, THICKNESS);
}

/* Beside the column, on the side that is nearer. */
static double
get_trunk (VbtArticleView *self, double x, guint lane)
{
  if (x < self->column_x + self->column_width / 2.0)
    return self->column_x - 10 - LANE_STEP * (double)lane;
  return self->column_x + self->column_width + 6 + LANE_STEP * (double)lane;
}

/* Lines run in the gaps below the lines of text and beside the column, never through words. */
static void
draw_route (VbtArticleView *self, GtkSnapshot *snapshot, const GdkRGBA *color, const Anchor *a,
            const Anchor *b, guint lane)
{
  double bx = b->rect.x + b->rect.width / 2.0;
  double ax = get_side (a, bx, lane);
  double ay = get_gap (a, lane);
  double by = get_gap (b, lane);

  bx = get_side (b, ax, 0);
  draw_upright (snapshot, color, ax, a->rect.y + a->rect.height, ay);
  draw_upright (snapshot, color, bx, b->rect.y + b->rect.height + 2, by);
  if (a->line == b->line)
    draw_level (snapshot, color, ax, bx, ay);
  else
    {
      double trunk = get_trunk (self, (ax + bx) / 2, lane);

      draw_level (snapshot, color, ax, trunk, ay);
      draw_upright (snapshot, color, trunk, ay, by);
      draw_level (snapshot, color, trunk, bx, by);
    }
  vbt_draw_disc (snapshot, color, bx + THICKNESS / 2, b->rect.y + b->rect.height + 2, 2.5);
}

/* Towards something that is above or below the window. */
static void
draw_stub (VbtArticleView *self, GtkSnapshot *snapshot, const GdkRGBA *color, const Anchor *a,
           gboolean down, guint lane)
{
  double ax = get_side (a, a->rect.x, lane);
  double ay = get_gap (a, lane);
  double trunk = get_trunk (self, ax, lane);
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  draw_upright (snapshot, color, ax, a->rect.y + a->rect.height, ay);
  draw_level (snapshot, color, ax, trunk, ay);
  draw_upright (snapshot, color, trunk, ay, down ? visible.y + visible.height : visible.y);
}

static void
draw_link (VbtArticleView *self, GtkSnapshot *snapshot, const GdkRGBA *color,
           const VbtAnnotation *from, const VbtAnnotation *to, guint lane)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (Anchor));
  g_autoptr (GArray) ends = g_array_new (FALSE, TRUE, sizeof (Anchor));
  Anchor a = { 0 }, b = { 0 };
  gboolean down = vbt_annotation_get_extent (to).start > vbt_annotation_get_extent (from).start;

  add_boxes (self, from, starts);
  add_boxes (self, to, ends);
  if (starts->len > 0 && ends->len > 0)
    {
      find_nearest (starts, ends, &a, &b);
      draw_route (self, snapshot, color, &a, &b, lane);
    }
  else if (starts->len > 0)
    draw_stub (self, snapshot, color, &g_array_index (starts, Anchor, down ? starts->len - 1 : 0),
               down, lane);
  else if (ends->len > 0)
    draw_stub (self, snapshot, color, &g_array_index (ends, Anchor, down ? 0 : ends->len - 1),
               !down, lane);
}

/* What is between two fragments is no part of the span: a dotted line leads over it. */
static void
draw_joints (VbtArticleView *self, GtkSnapshot *snapshot, const GdkRGBA *color,
             const VbtAnnotation *span)
{
  GdkRGBA faint = *color;

  faint.alpha = 0.6f;
  for (guint i = 0; i + 1 < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange gap = { vbt_annotation_get_fragment (span, i).end,
                       vbt_annotation_get_fragment (span, i + 1).start };
      g_autoptr (GArray) boxes = vbt_layout_get_boxes (self->layout, gap);

      for (guint k = 0; k < boxes->len; k++)
        {
          const GdkRectangle *rect = &g_array_index (boxes, VbtBox, k).rect;
          double y = rect->y + rect->height - 1;

          vbt_draw_line (snapshot, &faint, VBT_STROKE_DOTTED, rect->x, y, rect->x + rect->width, y,
                         1);
        }
    }
}

static const VbtAnnotation *
get_span (VbtArticleView *self, VbtId id)
{
  const VbtMark *mark = vbt_marks_find (self->marks, id);

  return mark == NULL ? NULL : mark->annotation;
}

/**
 * vbt_article_view_paint_links:
 * @self: the view
 * @snapshot: what is drawn on, in buffer coordinates
 *
 * Paints the connectors of the selected annotation, and of the link that is being made.
 */
void
vbt_article_view_paint_links (VbtArticleView *self, GtkSnapshot *snapshot)
{
  VbtId selected = self->session == NULL ? 0 : vbt_session_get_selected (self->session);
  const VbtMark *mark = selected == 0 ? NULL : vbt_marks_find (self->marks, selected);
  GPtrArray *relations;
  GdkRGBA color;
  guint n_links = 0;

  if (mark == NULL)
    return;
  vbt_article_view_get_mark_color (self, mark, &color);
  draw_joints (self, snapshot, &color, mark->annotation);
  relations = vbt_session_get_relations (self->session);
  for (guint i = 0; i < relations->len && n_links < LINKS_MAX; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtAnnotation *from = get_span (self, relation->from);
      const VbtAnnotation *to = get_span (self, relation->to);

      if (from != NULL && to != NULL && (relation->from == selected || relation->to == selected))
        draw_link (self, snapshot, &color, from, to, n_links++ % LANES);
    }
  if (self->link_from == selected && get_span (self, self->link_to) != NULL)
    draw_link (self, snapshot, &color, mark->annotation, get_span (self, self->link_to),
               n_links % LANES);
}
