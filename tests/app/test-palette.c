/* test-palette.c: the colours can be read and told apart, by people with every kind of colour vision
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "article/vbt-palette.h"

/* What is promised. Text as in WCAG 2.1, 1.4.3 (4.5:1) and 1.4.6 (7:1); lines as in 1.4.11 (3:1). The
 * difference of two colours is CIEDE2000; 2.3 is just noticeable side by side, so these are several
 * times that. In high contrast all colours are dark (or light), and there is less room between them:
 * there the second sign carries more. */
#define TEXT_CONTRAST 4.5
#define TEXT_CONTRAST_HIGH 7.0
#define LINE_CONTRAST 3.0
#define LABEL_CONTRAST 4.2    /* where a label reaches into a ground */
#define DIFFERENCE 15.0       /* ordinary colour vision */
#define DIFFERENCE_BLIND 8.5  /* one kind of cone is missing */
#define DIFFERENCE_HIGH 6.5   /* high contrast, whatever the vision */
#define GROUND_DIFFERENCE 2.3 /* of a ground from the page: it is there to be seen, quietly */

/* These pairs rely on their second sign and are not measured: a speaker's line and a mention's (strong
 * against thin with a label above); the grounds of two speakers (the name in the margin, and the edge
 * of the ground); speakers beyond the tenth (the name). */

enum
{
  ORDINARY,
  PROTANOPIA,
  DEUTERANOPIA,
  TRITANOPIA,
  N_VISIONS
};

/* Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
 * deficiency", IEEE TVCG 15(6), 2009: severity 1.0, for linear RGB. */
static const double visions[N_VISIONS][9] = {
  { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
  { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
  { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
  { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
};

typedef struct
{
  double l, a, b;
} Lab;

static double
linearize (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
compress (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

/* What somebody with that vision sees of a colour, in CIE L*a*b* (D65). */
static Lab
see (const GdkRGBA *color, int vision)
{
  const double *m = visions[vision];
  const double in[] = { linearize (color->red), linearize (color->green), linearize (color->blue) };
  double rgb[3], x, y, z;

  for (int i = 0; i < 3; i++)
    rgb[i] = CLAMP (m[3 * i] * in[0] + m[3 * i + 1] * in[1] + m[3 * i + 2] * in[2], 0, 1);
  x = compress ((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
  y = compress (0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
  z = compress ((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
  return (Lab){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

static double
get_hue (double a, double b)
{
  double hue = a == 0 && b == 0 ? 0 : atan2 (b, a) * 180 / G_PI;

  return hue < 0 ? hue + 360 : hue;
}

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

/* CIEDE2000, in the notation of Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005. */
static double
get_difference (Lab p, Lab q)
{
  double mean = (hypot (p.a, p.b) + hypot (q.a, q.b)) / 2;
  double g = 0.5 * (1 - sqrt (pow (mean, 7) / (pow (mean, 7) + pow (25, 7))));
  double a1 = p.a * (1 + g), a2 = q.a * (1 + g);
  double c1 = hypot (a1, p.b), c2 = hypot (a2, q.b), c = (c1 + c2) / 2;
  double h1 = get_hue (a1, p.b), h2 = get_hue (a2, q.b);
  double turn = h2 - h1, h = h1 + h2, l = (p.l + q.l) / 2 - 50, t, sl, sc, sh, dh, r;

  if (c1 * c2 == 0)
    turn = 0;
  else
    {
      turn += turn > 180 ? -360 : turn < -180 ? 360 : 0;
      h = (fabs (h1 - h2) <= 180 ? h : h < 360 ? h + 360 : h - 360) / 2;
    }
  t = 1 - 0.17 * cos (to_radians (h - 30)) + 0.24 * cos (to_radians (2 * h))
      + 0.32 * cos (to_radians (3 * h + 6)) - 0.2 * cos (to_radians (4 * h - 63));
  sl = 1 + 0.015 * l * l / sqrt (20 + l * l);
  sc = 1 + 0.045 * c;
  sh = 1 + 0.015 * c * t;
  dh = 2 * sqrt (c1 * c2) * sin (to_radians (turn / 2));
  r = -sin (to_radians (60 * exp (-pow ((h - 275) / 25, 2)))) * 2
      * sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7)));
  return sqrt (pow ((q.l - p.l) / sl, 2) + pow ((c2 - c1) / sc, 2) + pow (dh / sh, 2)
               + r * ((c2 - c1) / sc) * (dh / sh));
}

static void
test_formula (void)
{
  /* Of the test data that Sharma, Wu and Dalal publish. */
  static const struct
  {
    Lab p, q;
    double difference;
  } cases[] = {
    { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
    { { 50, -1.3802, -84.2814 }, { 50, 0, -82.7485 }, 1.0000 },
    { { 50, 0, 0 }, { 50, -1, 2 }, 2.3669 },
    { { 50, 2.49, -0.001 }, { 50, -2.49, 0.0009 }, 7.1792 },
    { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },
    { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
    { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
  };
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (get_difference (cases[i].p, cases[i].q), cases[i].difference,
                                    0.0001);
  /* Grays stay what they are for everybody. */
  for (int vision = 0; vision < N_VISIONS; vision++)
    g_assert_cmpfloat (get_difference (see (&white, vision), see (&white, ORDINARY)), <, 0.1);
  g_assert_cmpfloat_with_epsilon (vbt_palette_get_contrast (&white, &black), 21, 0.001);
}

static const VbtShade shades[] = { VBT_SHADE_LIGHT, VBT_SHADE_DARK, VBT_SHADE_HIGH_CONTRAST,
                                   VBT_SHADE_DARK | VBT_SHADE_HIGH_CONTRAST };

static void
get_speaker (VbtShade shade, guint index, GdkRGBA *color)
{
  vbt_palette_get_speaker ((int)index, shade, color);
}

static void
get_label (VbtShade shade, guint index, GdkRGBA *color)
{
  vbt_palette_get_label (vbt_palette_names ()[index], shade, color);
}

static void
lay_over (GdkRGBA *below, const GdkRGBA *color)
{
  below->red += (color->red - below->red) * color->alpha;
  below->green += (color->green - below->green) * color->alpha;
  below->blue += (color->blue - below->blue) * color->alpha;
}

static void
assert_different (VbtShade shade, guint n_colors,
                  void (*get) (VbtShade shade, guint index, GdkRGBA *color), const char *what)
{
  for (int vision = 0; vision < N_VISIONS; vision++)
    {
      double least = G_MAXDOUBLE;

      for (guint i = 0; i < n_colors; i++)
        for (guint k = 0; k < i; k++)
          {
            GdkRGBA first, second;

            get (shade, i, &first);
            get (shade, k, &second);
            least = MIN (least, get_difference (see (&first, vision), see (&second, vision)));
          }
      g_test_message ("%s, shade %d, vision %d: least difference %.1f", what, shade, vision, least);
      g_assert_cmpfloat (least, >=,
                         (shade & VBT_SHADE_HIGH_CONTRAST) ? DIFFERENCE_HIGH
                         : vision == ORDINARY              ? DIFFERENCE
                                                           : DIFFERENCE_BLIND);
    }
}

static void
test_differences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    {
      assert_different (shades[i], VBT_COLORS_SPEAKERS, get_speaker, "speakers");
      assert_different (shades[i], g_strv_length ((char **)vbt_palette_names ()), get_label,
                        "labels");
    }
}

/* Names beside the text and labels above it, on the page. */
static void
test_text_on_page (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    {
      double goal = (shades[i] & VBT_SHADE_HIGH_CONTRAST) ? TEXT_CONTRAST_HIGH : TEXT_CONTRAST;
      GdkRGBA page, color;

      vbt_palette_get_page (shades[i], &page);
      vbt_palette_get_neutral (shades[i], &color);
      g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, TEXT_CONTRAST);
      for (guint k = 0; k < VBT_COLORS_SPEAKERS; k++)
        {
          get_speaker (shades[i], k, &color);
          g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, goal);
        }
      for (guint k = 0; vbt_palette_names ()[k] != NULL; k++)
        {
          get_label (shades[i], k, &color);
          g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, goal);
        }
    }
}

/* The ground of a quote by @speaker, and of one by @within around it. */
static GdkRGBA
make_ground (VbtShade shade, guint speaker, guint within)
{
  GdkRGBA color, ground, page;

  vbt_palette_get_page (shade, &page);
  for (guint i = 0; i < 2; i++)
    {
      guint index = i == 0 ? within : speaker;

      if (index >= VBT_COLORS_SPEAKERS)
        continue;
      get_speaker (shade, index, &color);
      vbt_palette_get_ground (&color, shade, FALSE, &ground);
      lay_over (&page, &ground);
    }
  return page;
}

/* The article's words (libadwaita's view_fg_color), mentions' labels and lines, on every ground. */
static void
check_ground (VbtShade shade, const GdkRGBA *ground)
{
  const GdkRGBA words
      = (shade & VBT_SHADE_DARK) ? (GdkRGBA){ 1, 1, 1, 1 } : (GdkRGBA){ 0.2f, 0.2f, 0.2f, 1 };
  GdkRGBA color;

  g_assert_cmpfloat (vbt_palette_get_contrast (&words, ground), >=, TEXT_CONTRAST_HIGH);
  for (guint i = 0; vbt_palette_names ()[i] != NULL; i++)
    {
      get_label (shade, i, &color);
      g_assert_cmpfloat (vbt_palette_get_contrast (&color, ground), >=, LINE_CONTRAST);
    }
  for (guint i = 0; i < VBT_COLORS_SPEAKERS; i++)
    {
      get_speaker (shade, i, &color);
      g_assert_cmpfloat (vbt_palette_get_contrast (&color, ground), >=, LINE_CONTRAST);
    }
}

static void
test_grounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    for (guint speaker = 0; speaker < VBT_COLORS_SPEAKERS; speaker++)
      for (guint within = 0; within <= VBT_COLORS_SPEAKERS; within++)
        {
          GdkRGBA ground = make_ground (shades[i], speaker, within);
          GdkRGBA around = make_ground (shades[i], VBT_COLORS_SPEAKERS, within);

          check_ground (shades[i], &ground);
          for (int vision = 0; vision < N_VISIONS; vision++)
            g_assert_cmpfloat (get_difference (see (&ground, vision), see (&around, vision)), >=,
                               GROUND_DIFFERENCE);
        }
}

/* A mention's label stands above the line, on the page; only its foot reaches into the ground of a quote, and
 * there a little less than 4.5 is accepted, so that the ground is not too faint to be seen. */
static void
test_labels_on_grounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    for (guint speaker = 0; speaker < VBT_COLORS_SPEAKERS; speaker++)
      for (guint k = 0; vbt_palette_names ()[k] != NULL; k++)
        {
          GdkRGBA ground = make_ground (shades[i], speaker, VBT_COLORS_SPEAKERS);
          GdkRGBA color;

          get_label (shades[i], k, &color);
          g_assert_cmpfloat (vbt_palette_get_contrast (&color, &ground), >=, LABEL_CONTRAST);
        }
}

static void
test_speakers_keep_their_colors (void)
{
  const guint8 nobody[VBT_COLORS_SPEAKERS] = { 0 };
  guint8 taken[VBT_COLORS_SPEAKERS] = { 0 };
  guint n_used[VBT_COLORS_SPEAKERS] = { 0 };

  /* Alone in an article, everybody has the same colour every time, and all colours are used. */
  for (VbtId entity = 1; entity <= 1000; entity++)
    {
      int color = vbt_colors_pick_speaker (entity, nobody);

      g_assert_cmpint (color, ==, vbt_colors_pick_speaker (entity, nobody));
      n_used[color]++;
    }
  for (guint i = 0; i < VBT_COLORS_SPEAKERS; i++)
    g_assert_cmpuint (n_used[i], >, 60);
  /* Together, ten speakers have ten colours, and the next ten each of them once more. */
  for (VbtId entity = 1; entity <= 2 * VBT_COLORS_SPEAKERS; entity++)
    {
      taken[vbt_colors_pick_speaker (entity, taken)]++;
      for (guint i = 0; i < VBT_COLORS_SPEAKERS; i++)
        g_assert_cmpuint (taken[i], <=, entity <= VBT_COLORS_SPEAKERS ? 1 : 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/formula", test_formula);
  g_test_add_func ("/palette/differences", test_differences);
  g_test_add_func ("/palette/text-on-page", test_text_on_page);
  g_test_add_func ("/palette/grounds", test_grounds);
  g_test_add_func ("/palette/labels-on-grounds", test_labels_on_grounds);
  g_test_add_func ("/palette/speakers-keep-their-colors", test_speakers_keep_their_colors);
  return g_test_run ();
}
