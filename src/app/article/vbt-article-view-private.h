/* vbt-article-view-private.h: what the parts of the article's text view share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-article-layout.h"
#include "vbt-article-view.h"
#include "vbt-palette.h"

G_BEGIN_DECLS

/** VBT_HANDLE_OUTSET: how far outside of a span its handles are, in pixels */
#define VBT_HANDLE_OUTSET 4

/** VbtPlace: a rectangle that was painted and can be clicked, in buffer coordinates. */
typedef struct
{
  GdkRectangle rect;
  VbtId annotation;
} VbtPlace;

struct _VbtArticleView
{
  GtkTextView parent_instance;

  VbtSession *session; /* (nullable) */
  VbtMarks *marks;     /* (nullable) */
  VbtLayout *layout;
  GArray *places; /* of VbtPlace: labels and names in the margin */

  GtkWidget *heading;
  GtkWidget *kicker;
  GtkWidget *headline;
  int heading_height;

  double font_scale;
  gboolean dark;
  gboolean high_contrast;

  /* Measures of the page, in pixels. */
  double em;
  int column_x;
  int column_width;
  int margin_x;     /* where the bars beside the quotes stand */
  int margin_width; /* 0: no room for a margin */

  GArray *hits;      /* (nullable): VbtRange of what was found */
  guint current_hit; /* index in @hits */
  VbtId link_from;
  VbtId link_to;

  VbtRange wanted; /* what is to be scrolled to; empty: nothing */
  guint scroll_source;
  VbtRange told; /* the part of the text that `range-changed` told of last */
  guint range_source;

  /* The pointer. */
  double press_x, press_y; /* of the widget */
  guint32 press_time;
  guint n_press;
  gboolean pressed;
  const char *pointer_name; /* (nullable) */
  gboolean exact;           /* the selection is not to be snapped to words */
  int drag_handle;          /* 0: none, -1: the start, 1: the end */
  VbtRange drag_range;
};

void vbt_article_view_paint (VbtArticleView *self, GtkSnapshot *snapshot);
void vbt_article_view_paint_above (VbtArticleView *self, GtkSnapshot *snapshot);
void vbt_article_view_paint_margin (VbtArticleView *self, GtkSnapshot *snapshot);
char *vbt_article_view_name_speaker (VbtArticleView *self, const VbtMark *mark);
void vbt_article_view_paint_links (VbtArticleView *self, GtkSnapshot *snapshot);

void vbt_article_view_get_mark_color (VbtArticleView *self, const VbtMark *mark, GdkRGBA *color);
PangoLayout *vbt_article_view_create_label (VbtArticleView *self, const char *text, double em,
                                            gboolean bold);
void vbt_article_view_add_place (VbtArticleView *self, const GdkRectangle *rect, VbtId annotation);

void vbt_article_view_init_text (VbtArticleView *self);
void vbt_article_view_show_text (VbtArticleView *self, const VbtDocument *document);
void vbt_article_view_place_page (VbtArticleView *self, int width);
double vbt_article_view_measure_em (VbtArticleView *self);

void vbt_article_view_init_pointer (VbtArticleView *self);

G_END_DECLS
