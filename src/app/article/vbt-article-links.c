/* vbt-article-links.c: connectors from the selected annotation to what it is linked to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vbt-article-view-private.h"
#include "vbt-draw.h"

/* A speaker may serve hundreds of quotes: more lines than this tell nobody anything. */
#define LINKS_MAX 24
#define LANES 3
#define THICKNESS 1.5
#define RADIUS 2.5
#define FIRST_LANE_EM 0.32 /* below the lines of the marks, above the next line's labels */
#define LANE_EM 0.2
#define INSET_EM 0.5

/** Anchor: where a connector leaves or reaches a span. */
typedef struct
{
  GdkRectangle rect;
  guint line;
} Anchor;

/** Connector: two ends, of which one may be out of the window. */
typedef struct
{
  Anchor from;
  Anchor to;
  int length;     /* for the order: short ones are nearest to the text */
  int out;        /* 0: both ends can be seen; -1: @to is above, 1: below the window */
  gboolean joint; /* of two fragments of one span */
} Connector;

/** Stretch: what of a gap or of the side a connector takes. */
typedef struct
{
  int gap; /* line above the gap, or SIDE_LEFT, SIDE_RIGHT */
  double start, end;
  guint lane;
} Stretch;

#define SIDE_LEFT (-2)
#define SIDE_RIGHT (-3)

/** Drawing: one frame's connectors. */
typedef struct
{
  VbtArticleView *view;
  GtkSnapshot *snapshot;
  GdkRGBA color;
  GArray *taken; /* of Stretch */
} Drawing;

static void
add_boxes (VbtArticleView *self, VbtRange range, GArray *anchors)
{
  g_autoptr (GArray) boxes = vbt_layout_get_boxes (self->layout, range);

  for (guint i = 0; i < boxes->len; i++)
    {
      const VbtBox *box = &g_array_index (boxes, VbtBox, i);
      Anchor anchor = { box->rect, box->line };

      g_array_append_val (anchors, anchor);
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

/* Takes the lane nearest to the text in which nothing else runs here; the last one may be shared. */
static guint
take_lane (Drawing *drawing, int gap, double a, double b)
{
  Stretch stretch = { gap, MIN (a, b) - 3, MAX (a, b) + 3, 0 };

  for (guint i = 0; i < drawing->taken->len && stretch.lane + 1 < LANES; i++)
    {
      const Stretch *other = &g_array_index (drawing->taken, Stretch, i);

      if (other->gap != gap || other->lane != stretch.lane || other->start >= stretch.end
          || other->end <= stretch.start)
        continue;
      stretch.lane++;
      i = G_MAXUINT; /* those before may be in the next lane: begin anew */
    }
  g_array_append_val (drawing->taken, stretch);
  return stretch.lane;
}

static double
get_lane_offset (const Drawing *drawing, guint lane)
{
  double em = drawing->view->em;

  return MAX (3, floor (FIRST_LANE_EM * em)) + lane * MAX (3, floor (LANE_EM * em));
}

/* In the gap below @anchor's line. */
static double
get_gap_below (const Drawing *drawing, const Anchor *anchor, guint lane)
{
  return anchor->rect.y + anchor->rect.height + get_lane_offset (drawing, lane);
}

/* In the gap above @anchor's line, as near to the line before as the one below that one is. */
static double
get_gap_above (const Drawing *drawing, const Anchor *anchor, guint lane)
{
  int room = gtk_text_view_get_pixels_above_lines (GTK_TEXT_VIEW (drawing->view));

  return anchor->rect.y - room + get_lane_offset (drawing, lane);
}

/* Where on @anchor's edge a line towards @x starts: near that side, not at the very corner. */
static double
get_side (const Drawing *drawing, const Anchor *anchor, double x, guint lane)
{
  double inset = MIN (anchor->rect.width / 2.0, (INSET_EM + 0.3 * lane) * drawing->view->em);

  return floor (CLAMP (x, anchor->rect.x + inset, anchor->rect.x + anchor->rect.width - inset));
}

/* Where on @anchor's upper edge a line can come down without touching a label. */
static double
avoid_labels (const Drawing *drawing, const Anchor *anchor, double x)
{
  const GArray *places = drawing->view->places;
  double right = anchor->rect.x + anchor->rect.width - 4;

  for (guint i = 0; i < places->len; i++)
    {
      const GdkRectangle *label = &g_array_index (places, VbtPlace, i).rect;
      gboolean above = label->y < anchor->rect.y && label->y + label->height >= anchor->rect.y - 2;

      if (above && x > label->x - 5 && x < label->x + label->width + 5
          && label->x + label->width + 5 <= right)
        x = label->x + label->width + 5;
    }
  return x;
}

static void
draw_upright (Drawing *drawing, VbtStroke stroke, double x, double y0, double y1)
{
  vbt_draw_line (drawing->snapshot, &drawing->color, stroke, x, MIN (y0, y1), x,
                 MAX (y0, y1) + THICKNESS, THICKNESS);
}

static void
draw_level (Drawing *drawing, VbtStroke stroke, double x0, double x1, double y)
{
  vbt_draw_line (drawing->snapshot, &drawing->color, stroke, MIN (x0, x1), y,
                 MAX (x0, x1) + THICKNESS, y, THICKNESS);
}

/* Beside the column, on the side that is nearer; nowhere but in the window. */
static double
get_trunk (Drawing *drawing, double x, double y0, double y1)
{
  VbtArticleView *self = drawing->view;
  gboolean left = x < self->column_x + self->column_width / 2.0;
  guint lane = take_lane (drawing, left ? SIDE_LEFT : SIDE_RIGHT, y0, y1);
  double away = 8 + lane * MAX (3, floor (LANE_EM * self->em));

  return left ? MAX (1, self->column_x - away)
              : MIN (gtk_widget_get_width (GTK_WIDGET (self)) - 3,
                     self->column_x + self->column_width + away);
}

static VbtStroke
get_stroke (const Connector *connector)
{
  return connector->joint ? VBT_STROKE_DOTTED : VBT_STROKE_SOLID;
}

/* The end that is not the selected one has a dot. */
static void
draw_dot (Drawing *drawing, const Connector *connector, double x, double y)
{
  if (!connector->joint)
    vbt_draw_disc (drawing->snapshot, &drawing->color, x + THICKNESS / 2, y, RADIUS);
}

/* Both on one line: a bracket below it. */
static void
draw_bracket (Drawing *drawing, const Connector *connector)
{
  const Anchor *a = &connector->from, *b = &connector->to;
  double bx = get_side (drawing, b, a->rect.x + a->rect.width / 2.0, 0);
  double ax = get_side (drawing, a, bx, 0);
  guint lane = take_lane (drawing, (int)a->line, ax, bx);
  double y = get_gap_below (drawing, a, lane);

  ax = get_side (drawing, a, bx, lane);
  draw_upright (drawing, get_stroke (connector), ax, a->rect.y + a->rect.height + 1, y);
  draw_level (drawing, get_stroke (connector), ax, bx, y);
  draw_upright (drawing, get_stroke (connector), bx, b->rect.y + b->rect.height + 2, y);
  draw_dot (drawing, connector, bx, b->rect.y + b->rect.height + 2);
}

/* The upper one is left through the gap below it, the lower one reached through the gap above it: the
 * same gap for lines that follow each other, else the side of the column leads from one to the other. */
static void
draw_steps (Drawing *drawing, const Connector *connector)
{
  gboolean down = connector->from.line < connector->to.line;
  const Anchor *upper = down ? &connector->from : &connector->to;
  const Anchor *lower = down ? &connector->to : &connector->from;
  VbtStroke stroke = get_stroke (connector);
  double ux = get_side (drawing, upper, lower->rect.x + lower->rect.width / 2.0, 0);
  double lx = avoid_labels (drawing, lower, get_side (drawing, lower, ux, 0));
  double uy, ly;

  if (lower->line == upper->line + 1)
    {
      uy = ly = get_gap_below (drawing, upper, take_lane (drawing, (int)upper->line, ux, lx));
      draw_level (drawing, stroke, ux, lx, uy);
    }
  else
    {
      double trunk = get_trunk (drawing, (ux + lx) / 2, upper->rect.y, lower->rect.y);

      uy = get_gap_below (drawing, upper, take_lane (drawing, (int)upper->line, ux, trunk));
      ly = get_gap_above (drawing, lower, take_lane (drawing, (int)lower->line - 1, lx, trunk));
      draw_level (drawing, stroke, ux, trunk, uy);
      draw_upright (drawing, stroke, trunk, uy, ly);
      draw_level (drawing, stroke, trunk, lx, ly);
    }
  draw_upright (drawing, stroke, ux, upper->rect.y + upper->rect.height + 1, uy);
  draw_upright (drawing, stroke, lx, ly, lower->rect.y - 1);
  draw_dot (drawing, connector, down ? lx : ux,
            down ? lower->rect.y - 1 : upper->rect.y + upper->rect.height + 2);
}

/* Towards something that is above or below the window. */
static void
draw_stub (Drawing *drawing, const Connector *connector)
{
  const Anchor *a = &connector->from;
  double x = get_side (drawing, a, a->rect.x, 0);
  GdkRectangle visible;
  double trunk, end, y;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (drawing->view), &visible);
  end = connector->out > 0 ? visible.y + visible.height : visible.y;
  trunk = get_trunk (drawing, x, a->rect.y, end);
  y = get_gap_below (drawing, a, take_lane (drawing, (int)a->line, x, trunk));
  draw_upright (drawing, get_stroke (connector), x, a->rect.y + a->rect.height + 1, y);
  draw_level (drawing, get_stroke (connector), x, trunk, y);
  draw_upright (drawing, get_stroke (connector), trunk, y, end);
}

static void
add_connector (GArray *connectors, const GArray *starts, const GArray *ends, gboolean down,
               gboolean joint)
{
  Connector connector = { .joint = joint };

  if (starts->len > 0 && ends->len > 0)
    {
      find_nearest (starts, ends, &connector.from, &connector.to);
      connector.length = get_distance (&connector.from, &connector.to);
    }
  else if (starts->len > 0 || ends->len > 0)
    {
      const GArray *seen = starts->len > 0 ? starts : ends;

      connector.out = down == (starts->len > 0) ? 1 : -1;
      connector.from = g_array_index (seen, Anchor, connector.out > 0 ? seen->len - 1 : 0);
      connector.length = G_MAXINT;
    }
  else
    return;
  g_array_append_val (connectors, connector);
}

static GArray *
get_anchors (VbtArticleView *self, const VbtAnnotation *span)
{
  g_autoptr (GArray) anchors = g_array_new (FALSE, TRUE, sizeof (Anchor));

  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    add_boxes (self, vbt_annotation_get_fragment (span, i), anchors);
  return g_steal_pointer (&anchors);
}

static void
add_link (VbtArticleView *self, GArray *connectors, const VbtAnnotation *from,
          const VbtAnnotation *to)
{
  g_autoptr (GArray) starts = get_anchors (self, from);
  g_autoptr (GArray) ends = get_anchors (self, to);

  add_connector (connectors, starts, ends,
                 vbt_annotation_get_extent (to).start > vbt_annotation_get_extent (from).start,
                 FALSE);
}

/* What is between two fragments is no part of the span: a dotted line leads around it. */
static void
add_joints (VbtArticleView *self, GArray *connectors, const VbtAnnotation *span)
{
  guint n = MIN (vbt_annotation_get_n_fragments (span), LINKS_MAX);

  for (guint i = 0; i + 1 < n; i++)
    {
      g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (Anchor));
      g_autoptr (GArray) ends = g_array_new (FALSE, TRUE, sizeof (Anchor));

      add_boxes (self, vbt_annotation_get_fragment (span, i), starts);
      add_boxes (self, vbt_annotation_get_fragment (span, i + 1), ends);
      add_connector (connectors, starts, ends, TRUE, TRUE);
    }
}

static const VbtAnnotation *
get_span (VbtArticleView *self, VbtId id)
{
  const VbtMark *mark = vbt_marks_find (self->marks, id);

  return mark == NULL ? NULL : mark->annotation;
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const Connector *first = a, *second = b;

  return (first->length > second->length) - (first->length < second->length);
}

static GArray *
collect_connectors (VbtArticleView *self, const VbtAnnotation *span)
{
  g_autoptr (GArray) connectors = g_array_new (FALSE, TRUE, sizeof (Connector));
  g_autoptr (GPtrArray) relations
      = vbt_drawn_relations_of (vbt_session_get_drawn (self->session), span->id);

  for (guint i = 0; i < relations->len && connectors->len < LINKS_MAX; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      VbtId other = relation->from == span->id ? relation->to : relation->from;

      if ((relation->from == span->id || relation->to == span->id)
          && get_span (self, other) != NULL)
        add_link (self, connectors, span, get_span (self, other));
    }
  if (self->link_from == span->id && get_span (self, self->link_to) != NULL)
    add_link (self, connectors, span, get_span (self, self->link_to));
  add_joints (self, connectors, span);
  g_array_sort (connectors, compare_lengths);
  return g_steal_pointer (&connectors);
}

/**
 * vbt_article_view_paint_links:
 * @self: the view
 * @snapshot: what is drawn on, in buffer coordinates
 *
 * Paints the connectors of the selected annotation: to what it is linked to, to what the link that is
 * being made would go to, and among its fragments. They run in the gaps between the lines of text and
 * beside the column, never through words. The places of the labels have to be known.
 */
void
vbt_article_view_paint_links (VbtArticleView *self, GtkSnapshot *snapshot)
{
  VbtId selected = self->session == NULL ? 0 : vbt_session_get_selected (self->session);
  const VbtMark *mark = selected == 0 ? NULL : vbt_marks_find (self->marks, selected);
  g_autoptr (GArray) connectors = NULL;
  g_autoptr (GArray) taken = NULL;
  Drawing drawing = { .view = self, .snapshot = snapshot };

  if (mark == NULL)
    return;
  taken = drawing.taken = g_array_new (FALSE, TRUE, sizeof (Stretch));
  vbt_article_view_get_mark_color (self, mark, &drawing.color);
  connectors = collect_connectors (self, mark->annotation);
  for (guint i = 0; i < connectors->len; i++)
    {
      const Connector *connector = &g_array_index (connectors, Connector, i);

      if (connector->out != 0)
        draw_stub (&drawing, connector);
      else if (connector->from.line == connector->to.line)
        draw_bracket (&drawing, connector);
      else
        draw_steps (&drawing, connector);
    }
}
