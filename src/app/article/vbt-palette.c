/* vbt-palette.c: the colours of labels and speakers, for light and dark
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-palette.h"

#include <math.h>

/* Text in these colours is small, so the contrast is that of WCAG 2.1, 1.4.3 (AA) for all of it. */
#define CONTRAST 4.5

typedef struct
{
  const char *name;
  guint32 light; /* on a white page */
  guint32 dark;  /* on libadwaita's dark page */
} Color;

/* After Okabe and Ito's colours, which people with any kind of colour blindness tell apart, made
 * darker or lighter until they can be read on the page. */
static const Color colors[] = {
  { "blue", 0x1a67c2, 0x79b0f5 },   { "orange", 0xa9460c, 0xffa36a },
  { "teal", 0x00777c, 0x5fd0cf },   { "purple", 0x7534ab, 0xcaa0f2 },
  { "green", 0x3f7a0a, 0xa2d564 },  { "pink", 0xb4266f, 0xff9ac6 },
  { "yellow", 0x7d6200, 0xf0cf5a }, { "red", 0xba1f2b, 0xff938c },
  { "brown", 0x7a4a26, 0xd9b08c },  { "cyan", 0x006f9e, 0x6fcbf7 },
  { "gray", 0x5e5c64, 0xb5b3ba },   { "slate", 0x3d4f66, 0xa8bbd4 },
};

static const char *const names[] = { "blue", "orange", "teal", "purple", "green", "pink", "yellow",
                                     "red",  "brown",  "cyan", "gray",   "slate", NULL };

/* Neighbours in this order differ in lightness or in the blue-yellow direction as well as in hue. */
static const char *const speakers[]
    = { "blue", "orange", "purple", "teal", "pink", "green", "brown", "cyan", "red", "yellow" };

static void
color_to_rgba (const Color *color, gboolean dark, GdkRGBA *out)
{
  guint32 rgb = dark ? color->dark : color->light;

  out->red = ((rgb >> 16) & 0xff) / 255.0f;
  out->green = ((rgb >> 8) & 0xff) / 255.0f;
  out->blue = (rgb & 0xff) / 255.0f;
  out->alpha = 1;
}

static const Color *
find_color (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    if (g_strcmp0 (colors[i].name, name) == 0)
      return &colors[i];
  return NULL;
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
 * @dark: whether the window is dark
 * @out: (out): the ground on which the text stands
 */
void
vbt_palette_get_page (gboolean dark, GdkRGBA *out)
{
  const Color page = { NULL, 0xffffff, 0x1e1e1e };

  g_return_if_fail (out != NULL);
  color_to_rgba (&page, dark, out);
}

/**
 * vbt_palette_ensure_contrast:
 * @color: (inout): a colour
 * @dark: whether the window is dark
 * @contrast: the ratio that is wanted, such as 4.5 or, for high contrast, 7
 *
 * Makes a colour darker, or on a dark page lighter, until it can be read.
 */
void
vbt_palette_ensure_contrast (GdkRGBA *color, gboolean dark, double contrast)
{
  GdkRGBA page;
  const float goal = dark ? 1 : 0;

  g_return_if_fail (color != NULL);

  vbt_palette_get_page (dark, &page);
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
 * @dark: whether the window is dark
 * @out: (out): the colour, which can be read as small text on the page
 *
 * What is neither gets the neutral colour.
 */
void
vbt_palette_get_label (const char *color_name, gboolean dark, GdkRGBA *out)
{
  const Color *color = find_color (color_name);

  g_return_if_fail (out != NULL);

  if (color != NULL)
    color_to_rgba (color, dark, out);
  else if (color_name == NULL || !gdk_rgba_parse (out, color_name))
    vbt_palette_get_neutral (dark, out);
  out->alpha = 1;
  vbt_palette_ensure_contrast (out, dark, CONTRAST);
}

/**
 * vbt_palette_get_speaker:
 * @index: the speaker's number in the document, see vbt_session_get_speaker_index(); -1 where
 *   nobody is known
 * @dark: whether the window is dark
 * @out: (out): the colour
 *
 * After ten speakers the colours begin again: the name in the margin tells those apart.
 */
void
vbt_palette_get_speaker (int index, gboolean dark, GdkRGBA *out)
{
  g_return_if_fail (out != NULL);

  if (index < 0)
    vbt_palette_get_neutral (dark, out);
  else
    vbt_palette_get_label (speakers[index % G_N_ELEMENTS (speakers)], dark, out);
}

/**
 * vbt_palette_get_neutral:
 * @dark: whether the window is dark
 * @out: (out): the gray of what has no colour
 */
void
vbt_palette_get_neutral (gboolean dark, GdkRGBA *out)
{
  g_return_if_fail (out != NULL);
  color_to_rgba (find_color ("gray"), dark, out);
}
