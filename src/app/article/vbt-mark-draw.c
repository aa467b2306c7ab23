/* vbt-mark-draw.c: what a mark of each role looks like, wherever it is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-mark-draw.h"

#include <math.h>

#include "vbt-draw.h"
#include "vbt-palette.h"

#define LANE_STEP 0.15 /* em: four lanes fit above the labels of the next line */

/**
 * vbt_mark_get_color:
 * @role: what the mark's label does
 * @label: (nullable): the mark's label
 * @speaker: the speaker's colour, see vbt_session_get_speaker_color()
 * @dark: whether the page is dark
 * @high_contrast: whether more contrast is wanted
 * @color: (out): the speaker's colour for quotes and speakers, else the label's
 */
void
vbt_mark_get_color (VbtRole role, const VbtLabel *label, int speaker, gboolean dark,
                    gboolean high_contrast, GdkRGBA *color)
{
  VbtShade shade = vbt_shade (dark, high_contrast);

  if (role == VBT_ROLE_QUOTE || role == VBT_ROLE_SPEAKER)
    vbt_palette_get_speaker (speaker, shade, color);
  else if (role == VBT_ROLE_MENTION && label != NULL)
    vbt_palette_get_label (label->color, shade, color);
  else
    vbt_palette_get_neutral (shade, color);
}

static graphene_rect_t
grow (const GdkRectangle *rect, float x)
{
  return GRAPHENE_RECT_INIT ((float)rect->x - x, (float)rect->y, (float)rect->width + 2 * x,
                             (float)rect->height);
}

static void
draw_quote (GtkSnapshot *snapshot, const VbtMarkLook *look, const GdkRectangle *box,
            gboolean outlined)
{
  graphene_rect_t rect = grow (box, 3);
  GdkRGBA ground;

  vbt_palette_get_ground (&look->color, look->dark, look->suggestion, &ground);
  vbt_draw_fill (snapshot, &ground, rect.origin.x, rect.origin.y, rect.size.width, rect.size.height,
                 4);
  if (outlined)
    return;
  if (look->suggestion)
    vbt_draw_outline (snapshot, &look->color, VBT_STROKE_DASHED, &rect, 4, 1);
  else if (look->high_contrast)
    vbt_draw_outline (snapshot, &look->color, VBT_STROKE_SOLID, &rect, 4, 1);
}

static void
draw_discard (GtkSnapshot *snapshot, const VbtMarkLook *look, const GdkRectangle *box)
{
  GdkRGBA faint = vbt_palette_with_alpha (&look->color, look->dark ? 0.3 : 0.2);
  graphene_rect_t rect = grow (box, 2);

  vbt_draw_stripes (snapshot, &faint, &rect);
}

/* Whole pixels, so that thin lines are sharp; they grow with the text. */
static double
get_thickness (const VbtMarkLook *look)
{
  double share = look->role == VBT_ROLE_SPEAKER ? 0.15 : look->role == VBT_ROLE_CUE ? 0.1 : 0.06;

  return MAX (1, floor (share * look->em + 0.5)) + (look->high_contrast ? 1 : 0);
}

static void
draw_line (GtkSnapshot *snapshot, const VbtMarkLook *look, const GdkRectangle *rect)
{
  double y = rect->y + rect->height + floor ((LANE_STEP * look->lane - 0.12) * look->em + 0.5);
  VbtStroke stroke = look->role == VBT_ROLE_CUE ? VBT_STROKE_DOTTED
                     : look->suggestion         ? VBT_STROKE_DASHED
                                                : VBT_STROKE_SOLID;
  GdkRGBA color = look->color;

  if (look->role == VBT_ROLE_CUE && look->suggestion)
    color.alpha = 0.6f;
  vbt_draw_line (snapshot, &color, stroke, rect->x, y, rect->x + rect->width, y,
                 get_thickness (look));
}

/**
 * vbt_mark_draw:
 * @snapshot: what is drawn on
 * @look: how the mark looks
 * @rect: one of the rectangles of its text
 * @outlined: whether it gets an outline of another kind, because it is selected
 *
 * Draws what lies below the text: the ground of a quote, the line of a mention.
 */
void
vbt_mark_draw (GtkSnapshot *snapshot, const VbtMarkLook *look, const GdkRectangle *rect,
               gboolean outlined)
{
  g_return_if_fail (look != NULL && rect != NULL);

  if (look->role == VBT_ROLE_QUOTE)
    draw_quote (snapshot, look, rect, outlined);
  else if (look->role == VBT_ROLE_DISCARD)
    draw_discard (snapshot, look, rect);
  else
    draw_line (snapshot, look, rect);
}
