/* vbt-article-problems.c: where in the text annotations break the rules of the schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-check.h"
#include "vbt-article-view-private.h"
#include "vbt-draw.h"

#include "model/vbt-bisect.h"

#define WAVE 3        /* half a period, in pixels */
#define WAVE_MAX_EM 5 /* what is wrong with several lines is not to disquiet all of them */
#define WAVE_EM 0.12  /* below the letters: between the lines of two lanes */
#define SIGN_EM 0.7   /* of the sign beside the column */
#define SIGN_GAP 12   /* the connectors run in it */

/* A sign beside the line: full for an error, an outline for a warning. */
static void
draw_sign (VbtArticleView *self, GtkSnapshot *snapshot, const GdkRGBA *color, gboolean error,
           const GdkRectangle *line, VbtId annotation)
{
  double size = MAX (9, SIGN_EM * self->em);
  double x = self->right_to_left ? self->column_x + self->column_width + SIGN_GAP
                                 : MAX (1, self->column_x - SIGN_GAP - size);
  double y = line->y + (line->height - size) / 2;
  g_autoptr (PangoLayout) mark = vbt_article_view_create_label (self, "!", SIGN_EM * 0.8, TRUE);
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float)x, (float)y, (float)size, (float)size);
  int width, height;
  GdkRGBA page;

  vbt_palette_get_page (self->dark, &page);
  vbt_draw_fill (snapshot, error ? color : &page, x, y, size, size, 3);
  if (!error)
    vbt_draw_outline (snapshot, color, VBT_STROKE_SOLID, &rect, 3, 1);
  pango_layout_get_pixel_size (mark, &width, &height);
  vbt_draw_text (snapshot, error ? &page : color, mark, x + (size - width) / 2,
                 y + (size - height) / 2);
  /* Until problems are looked for anew, one may name what is gone. */
  if (vbt_document_get_annotation (vbt_session_get_document (self->session), annotation) != NULL)
    vbt_article_view_add_place (
        self, &(GdkRectangle){ (int)x - 2, line->y, (int)size + 4, line->height }, annotation);
}

static void
paint_problem (VbtArticleView *self, VbtSheet *sheet, const GdkRGBA *color,
               const VbtProblem *problem)
{
  g_autoptr (GArray) boxes = vbt_layout_get_boxes (self->layout, problem->range);
  const VbtBox *box = boxes->len == 0 ? NULL : &g_array_index (boxes, VbtBox, 0);
  GtkSnapshot *snapshot;
  double width;

  if (box == NULL || box->range.start != problem->range.start)
    return;
  snapshot = vbt_sheet_on (sheet, box->line);
  width = MIN (box->rect.width, WAVE_MAX_EM * self->em);
  vbt_draw_wave (snapshot, color,
                 self->right_to_left ? box->rect.x + box->rect.width - width : box->rect.x,
                 box->rect.y + box->rect.height + WAVE_EM * self->em, width, WAVE, WAVE / 2.0);
  draw_sign (self, snapshot, color, problem->level == VBT_LEVEL_ERROR, &box->rect,
             problem->annotation);
}

/* The first that does not begin before @start. */
static guint
find_first (const GPtrArray *problems, VbtOffset start)
{
  return VBT_FIND_FIRST (problems->len, at,
                         ((const VbtProblem *)g_ptr_array_index (problems, at))->range.start
                             >= start);
}

static void
paint_level (VbtArticleView *self, VbtSheet *sheet, const GPtrArray *problems, gboolean errors)
{
  VbtRange visible = vbt_layout_get_range (self->layout);
  GdkRGBA color;

  vbt_palette_get_label (errors ? "red" : "orange", vbt_shade (self->dark, self->high_contrast),
                         &color);
  for (guint i = find_first (problems, visible.start); i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);

      if (problem->range.start >= visible.end)
        break;
      if (problem->range.start < problem->range.end
          && (problem->level == VBT_LEVEL_ERROR) == errors)
        paint_problem (self, sheet, &color, problem);
    }
}

/**
 * vbt_article_view_paint_problems:
 * @self: the view
 * @snapshot: what is drawn on, in buffer coordinates
 *
 * Paints a wave where a problem begins, and a sign beside its line: what is wrong at any time, as
 * the minimap shows it. Errors go last, over the warnings of the same line.
 */
void
vbt_article_view_paint_problems (VbtArticleView *self, GtkSnapshot *snapshot)
{
  const GPtrArray *problems = self->session == NULL
                                  ? NULL
                                  : vbt_session_get_problems (self->session, VBT_WHEN_ALWAYS, NULL);
  g_autoptr (VbtSheet) sheet = NULL;

  if (problems == NULL || problems->len == 0)
    return;
  sheet = vbt_sheet_new (vbt_layout_get_lines (self->layout)->len);
  paint_level (self, sheet, problems, FALSE);
  paint_level (self, sheet, problems, TRUE);
  vbt_sheet_append (sheet, snapshot);
}
