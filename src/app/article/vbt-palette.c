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

typedef struct
{
  const char *name;
  guint32 rgb[4]; /* by VbtShade: the page is white, or libadwaita's dark one */
} Color;

/* Both palettes were searched for, not drawn: of all colours of each hue that can be read on the page,
 * those whose nearest pair lies farthest apart (CIEDE2000) for people with ordinary sight, protanopia,
 * deuteranopia and tritanopia at once. Who sees two dimensions of colour instead of three needs
 * lightness for the third: hence a dark teal beside a light cyan. tests/app/test-palette.c measures
 * them. */
static const Color colors[] = {
  { "blue", { 0x2d63e1, 0x5199fc, 0x093687, 0x87abfc } },
  { "orange", { 0x751b00, 0xfcbd75, 0x6c1b00, 0xfcbd75 } },
  { "teal", { 0x005148, 0x00b4a2, 0x00362d, 0x51bdb4 } },
  { "purple", { 0x5a1290, 0xa290c6, 0x36005a, 0xbda2d8 } },
  { "green", { 0x517548, 0xb4f3b4, 0x005124, 0xbdfcbd } },
  { "pink", { 0xbd2d87, 0xfc87ab, 0x752d5a, 0xfca2c6 } },
  { "yellow", { 0x6c6300, 0xf3e136, 0x6c5100, 0xfcea3f } },
  { "red", { 0xd80024, 0xfc6c48, 0x992d36, 0xfc9075 } },
  { "brown", { 0x513f2d, 0xb4997e, 0x361b09, 0xc6ab99 } },
  { "cyan", { 0x007590, 0x00cffc, 0x005a7e, 0x87d8fc } },
  { "gray", { 0x6c6c6c, 0xe1e1d8, 0x5a5151, 0xeaeae1 } },
  { "slate", { 0x363f5a, 0xd8e1fc, 0x242436, 0xe1eafc } },
};

static const char *const names[] = { "blue", "orange", "teal", "purple", "green", "pink", "yellow",
                                     "red",  "brown",  "cyan", "gray",   "slate", NULL };

static const Color speakers[VBT_PALETTE_SPEAKERS] = {
  { "blue", { 0x003f99, 0x5199fc, 0x002451, 0x90abfc } },
  { "orange", { 0x902400, 0xfcb475, 0x7e4800, 0xfcc690 } },
  { "purple", { 0x7e51cf, 0xb4a2d8, 0x3f1b90, 0xeac6fc } },
  { "teal", { 0x004848, 0x36fce1, 0x003f3f, 0x2dfce1 } },
  { "pink", { 0x873f6c, 0xd87ea2, 0x5a002d, 0xfca2bd } },
  { "green", { 0x486336, 0xcfeab4, 0x2d5a36, 0xcffcc6 } },
  { "brown", { 0x513624, 0xab9987, 0x361b09, 0xbdab99 } },
  { "cyan", { 0x247590, 0xabd8fc, 0x095a87, 0x63bdd8 } },
  { "red", { 0xbd3f51, 0xfc6c48, 0xa21b36, 0xfc9075 } },
  { "yellow", { 0x7e6c00, 0xfce13f, 0x3f3600, 0xfcea3f } },
};

/* The gray of what has no colour: darker than the label's "gray" it could not be told from text. */
static const Color neutral = { NULL, { 0x5e5c64, 0xb5b3ba, 0x4a484f, 0xd0ced6 } };

static void
color_to_rgba (const Color *color, VbtShade shade, GdkRGBA *out)
{
  guint32 rgb = color->rgb[shade];

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
  const Color page = { NULL, { 0xffffff, 0x1e1e1e, 0xffffff, 0x1e1e1e } };

  g_return_if_fail (out != NULL);
  color_to_rgba (&page, shade, out);
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
  const Color *color = find_color (color_name);

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
 * vbt_palette_pick_speaker:
 * @entity: who speaks
 * @taken: (array fixed-size=10): how many speakers of the article have each colour already
 *
 * Chooses the colour of a speaker. It follows from the entity alone, so that it is the same in every
 * article, unless somebody who came before has it in this one: then it is the next that fewest have.
 * Give the speakers of an article in the order of their identifiers, and the choice depends on
 * nothing else.
 *
 * Returns: the number of a colour, for vbt_palette_get_speaker()
 */
int
vbt_palette_pick_speaker (VbtId entity, const guint8 *taken)
{
  guint64 hash = (guint64)entity;
  guint first, best;

  g_return_val_if_fail (taken != NULL, 0);

  /* The end of splitmix64: identifiers need not be random for the colours to be spread. */
  hash = (hash ^ (hash >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  hash = (hash ^ (hash >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  hash ^= hash >> 31;
  first = best = (guint)(hash % VBT_PALETTE_SPEAKERS);
  for (guint i = 1; i < VBT_PALETTE_SPEAKERS; i++)
    if (taken[(first + i) % VBT_PALETTE_SPEAKERS] < taken[best])
      best = (first + i) % VBT_PALETTE_SPEAKERS;
  return (int)best;
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

  if (index < 0)
    vbt_palette_get_neutral (shade, out);
  else
    color_to_rgba (&speakers[index % VBT_PALETTE_SPEAKERS], shade, out);
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
  color_to_rgba (&neutral, shade, out);
}
