/* vbt-palette.c: the colours of labels and speakers, for light and dark
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-palette.h"

#include <adwaita.h>
#include <math.h>

/* Text in these colours is small, so the contrast is that of WCAG 2.1, 1.4.3 (AA) for all of it. */
#define CONTRAST 4.5
#define CONTRAST_HIGH 7.0 /* 1.4.6 (AAA) */

/* How strong a quote's ground is: the words on it stay as easy to read as on the page. */
#define GROUND_LIGHT 0.1f
#define GROUND_DARK 0.17f
#define GROUND_BRIGHT 0.4f     /* of it, less below a color as bright as white */
#define GROUND_SUGGESTED 0.35f /* of that */

static const char *const names[] = { "blue", "orange", "teal", "purple", "green", "pink", "yellow",
                                     "red",  "brown",  "cyan", "gray",   "slate", NULL };

static void
color_to_rgba (const VbtColor *color, VbtShade shade, GdkRGBA *out)
{
  guint32 rgb = color->rgb[shade];

  out->red = ((rgb >> 16) & 0xff) / 255.0f;
  out->green = ((rgb >> 8) & 0xff) / 255.0f;
  out->blue = (rgb & 0xff) / 255.0f;
  out->alpha = 1;
}

/* Relative luminance of WCAG 2.1. */
static double
get_luminance (const GdkRGBA *color)
{
  const double parts[] = { color->red, color->green, color->blue };
  const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double luminance = 0;

  for (guint i = 0; i < 3; i++)
    {
      double linear
          = parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4);

      luminance += weights[i] * linear;
    }
  return luminance;
}

/**
 * vbt_shade:
 * @dark: whether the window is dark
 * @high_contrast: whether the user wants high contrast
 *
 * Returns: both in one
 */
VbtShade
vbt_shade (gboolean dark, gboolean high_contrast)
{
  return (dark ? VBT_SHADE_DARK : 0) | (high_contrast ? VBT_SHADE_HIGH_CONTRAST : 0);
}

/**
 * vbt_shade_of_windows:
 *
 * Returns: what the program's windows have now
 */
VbtShade
vbt_shade_of_windows (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return vbt_shade (adw_style_manager_get_dark (manager),
                    adw_style_manager_get_high_contrast (manager));
}

/**
 * vbt_palette_names:
 *
 * Returns: (transfer none): the names that a label's colour may have, NULL-terminated
 */
const char *const *
vbt_palette_names (void)
{
  return names;
}

/**
 * vbt_palette_get_contrast:
 * @a: a colour
 * @b: another
 *
 * Returns: the contrast ratio of WCAG 2.1 between two opaque colours, 1…21
 */
double
vbt_palette_get_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first, second;

  g_return_val_if_fail (a != NULL && b != NULL, 1);

  first = get_luminance (a);
  second = get_luminance (b);
  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/**
 * vbt_palette_get_page:
 * @shade: of the window
 * @out: (out): the ground on which the text stands
 */
void
vbt_palette_get_page (VbtShade shade, GdkRGBA *out)
{
  g_return_if_fail (out != NULL);
  color_to_rgba (&vbt_color_page, shade, out);
}

/**
 * vbt_palette_ensure_contrast:
 * @color: (inout): a colour
 * @shade: of the window
 * @contrast: the ratio that is wanted, such as 4.5 or, for high contrast, 7
 *
 * Makes a colour darker, or on a dark page lighter, until it can be read.
 */
void
vbt_palette_ensure_contrast (GdkRGBA *color, VbtShade shade, double contrast)
{
  GdkRGBA page;
  const float goal = (shade & VBT_SHADE_DARK) != 0 ? 1 : 0;

  g_return_if_fail (color != NULL);

  vbt_palette_get_page (shade, &page);
  for (int i = 0; i < 40 && vbt_palette_get_contrast (color, &page) < contrast; i++)
    {
      color->red += (goal - color->red) * 0.06f;
      color->green += (goal - color->green) * 0.06f;
      color->blue += (goal - color->blue) * 0.06f;
    }
}

/**
 * vbt_palette_get_label:
 * @color_name: (nullable): one of vbt_palette_names(), or a colour as CSS writes it
 * @shade: of the window
 * @out: (out): the colour, which can be read as small text on the page
 *
 * What is neither gets the neutral colour.
 */
void
vbt_palette_get_label (const char *color_name, VbtShade shade, GdkRGBA *out)
{
  const VbtColor *color = vbt_colors_find_label (color_name);

  g_return_if_fail (out != NULL);

  if (color != NULL)
    color_to_rgba (color, shade, out);
  else if (color_name == NULL || !gdk_rgba_parse (out, color_name))
    vbt_palette_get_neutral (shade, out);
  out->alpha = 1;
  vbt_palette_ensure_contrast (out, shade,
                               (shade & VBT_SHADE_HIGH_CONTRAST) != 0 ? CONTRAST_HIGH : CONTRAST);
}

/**
 * vbt_palette_get_speaker:
 * @index: the number of a colour, see vbt_session_get_speaker_color(); -1 where nobody is known
 * @shade: of the window
 * @out: (out): the colour
 *
 * Where an article has more speakers than there are colours, the name in the margin tells apart those
 * who share one.
 */
void
vbt_palette_get_speaker (int index, VbtShade shade, GdkRGBA *out)
{
  g_return_if_fail (out != NULL);

  color_to_rgba (vbt_colors_get_speaker (index), shade, out);
}

/**
 * vbt_palette_get_ground:
 * @color: the colour of a speaker
 * @shade: of the window
 * @suggestion: whether nobody has confirmed the quote
 * @out: (out): what lies below the words of the quote, not opaque: grounds of quotes within quotes
 *   add up
 */
void
vbt_palette_get_ground (const GdkRGBA *color, VbtShade shade, gboolean suggestion, GdkRGBA *out)
{
  g_return_if_fail (color != NULL && out != NULL);

  *out = *color;
  out->alpha = GROUND_LIGHT;
  if ((shade & VBT_SHADE_DARK) != 0)
    out->alpha = GROUND_DARK * (1 - GROUND_BRIGHT * (float)get_luminance (color));
  if (suggestion)
    out->alpha *= GROUND_SUGGESTED;
}

/**
 * vbt_palette_get_neutral:
 * @shade: of the window
 * @out: (out): the gray of what has no colour
 */
void
vbt_palette_get_neutral (VbtShade shade, GdkRGBA *out)
{
  g_return_if_fail (out != NULL);
  color_to_rgba (&vbt_color_neutral, shade, out);
}

/** vbt_palette_with_alpha: the color, of this opacity */
GdkRGBA
vbt_palette_with_alpha (const GdkRGBA *color, double alpha)
{
  GdkRGBA faint = *color;

  faint.alpha = (float)alpha;
  return faint;
}
