/* vbt-print-private.h: what the files that print share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-mark-draw.h"

G_BEGIN_DECLS

/* Sizes are in points. */
#define VBT_PRINT_EM 10.5
#define VBT_PRINT_ROOM (0.7 * VBT_PRINT_EM) /* above every line, for the labels */
#define VBT_PRINT_MARGIN 96.0               /* where the speakers' names stand */
#define VBT_PRINT_GAP 16.0
#define VBT_PRINT_FOOTER 26.0
#define VBT_PRINT_SCALE (VBT_PRINT_EM / 17.0) /* a pixel of the window on paper */

/** VbtPrintMark: a mark as it was when printing began; the document may change meanwhile. */
typedef struct
{
  VbtRange range;
  VbtOffset max_end; /* see [struct@VbtMark] */
  VbtId annotation;
  VbtMarkLook look;
  const char *words; /* (nullable): a mention's short name, a quote's speaker */
  gboolean first;    /* the first fragment */
} VbtPrintMark;

/** VbtPrintPlace: a line of the text. */
typedef struct
{
  gsize byte; /* where its paragraph begins */
  guint line; /* of the paragraph */
} VbtPrintPlace;

/** VbtPrint: what is printed. */
typedef struct
{
  VbtText *text;
  gboolean mirrored; /* the text runs from right to left: the margin is to its left */
  char *name;
  char *kicker;
  char *title;       /* (nullable): where the text does not begin with it */
  VbtRange headline; /* where it does */
  GArray *marks;     /* of VbtPrintMark, by start */
  GPtrArray *legend; /* of VbtPrintMark: one for each label that is drawn; @words is its name */
  GStringChunk *words;

  GtkPrintContext *context; /* (nullable): while it is printed */
  double width, height;     /* of the room for the text, with the margin */
  double column_x, column_width;
  GArray *pages;      /* of VbtPrintPlace: where each begins */
  VbtPrintPlace next; /* what is to be laid out next */
  double legend_y;    /* on the last page */
  gboolean paginated;
} VbtPrint;

/* vbt-print-flow.c */
typedef void (*VbtPrintLineFunc) (VbtPrint *self, const VbtPrintPlace *place, PangoLayoutIter *iter,
                                  double y, gpointer data);
gboolean vbt_print_flow_page (VbtPrint *self, VbtPrintPlace *place, double *y,
                              VbtPrintLineFunc func, gpointer data);
PangoLayout *vbt_print_create_layout (VbtPrint *self, const char *text, gssize n_bytes,
                                      const char *family, double size, gboolean bold);

/* vbt-print-page.c */
void vbt_print_draw_page (VbtPrint *self, cairo_t *cr, guint page);
double vbt_print_flow_heading (VbtPrint *self, cairo_t *cr);
double vbt_print_flow_legend (VbtPrint *self, cairo_t *cr, double y);

#define VBT_PRINT_SERIF "Noto Serif, Source Serif 4, Charter, Liberation Serif, serif"
#define VBT_PRINT_SANS "Cantarell, Adwaita Sans, Noto Sans, sans-serif"

G_END_DECLS
