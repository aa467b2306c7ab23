/* vbt-article-view-private.h: what the parts of the article's text view share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-article-layout.h"
#include "vbt-article-units.h"
#include "vbt-article-view.h"
#include "vbt-label-cache.h"
#include "vbt-palette.h"
#include "vbt-sheet.h"

G_BEGIN_DECLS

/** VbtTypeface: what the article is set in; the values are those of the settings. */
typedef enum
{
  VBT_TYPEFACE_SERIF,
  VBT_TYPEFACE_SYSTEM,
  VBT_TYPEFACE_OWN,
} VbtTypeface;

/** VbtLabelPlace: where labels are drawn; the values are those of the settings. */
typedef enum
{
  VBT_LABELS_ABOVE,
  VBT_LABELS_HOVER,
  VBT_LABELS_NEVER,
} VbtLabelPlace;

/** VBT_HANDLE_OUTSET: how far outside of a span its handles are, in pixels */
#define VBT_HANDLE_OUTSET 4

/** VbtPlace: a rectangle that was painted and can be clicked, in buffer coordinates. */
typedef struct
{
  GdkRectangle rect;
  VbtId annotation;
} VbtPlace;

/** VbtDrag: what moves with the pointer. */
typedef enum
{
  VBT_DRAG_NONE,
  VBT_DRAG_TEXT,     /* what is selected */
  VBT_DRAG_FRAGMENT, /* what is selected, to be added to the selected annotation */
  VBT_DRAG_EDGE,     /* an end of the selected annotation */
  VBT_DRAG_LINK,     /* a link, towards its other end */
} VbtDrag;

struct _VbtArticleView
{
  GtkTextView parent_instance;

  VbtSession *session; /* (nullable) */
  VbtMarks *marks;     /* (nullable) */
  VbtLayout *layout;
  GArray *places; /* of VbtPlace: labels and names in the margin */
  VbtLabelCache *labels;

  /* What of the text the buffer has, see vbt-article-sections.c. Offsets are the document's. */
  VbtText *text;         /* (nullable) */
  VbtSections *sections; /* (nullable) */
  VbtRange part;
  VbtOffset caret;
  VbtOffset bound; /* the other end of the selection */
  VbtRange title;  /* in the text; empty: there is none */
  gboolean blank_lines;
  gboolean right_to_left;       /* the document as a whole: the margin is to its left */
  gboolean changing;            /* the buffer changes, and the text does not */
  GdkContentProvider *selected; /* gives the selected text to other programs */
  guint moved_source;
  guint rest_source;
  guint hold_source;
  VbtOffset held; /* the line that is to stay where it is on the screen */
  double held_by; /* so far below it the window begins, in pixels */

  GtkWidget *heading;
  GtkWidget *kicker;
  GtkWidget *headline;
  int heading_height;

  double font_scale;
  int column_characters; /* a line, about */
  double line_spacing;   /* 1 is the ordinary one */
  VbtLabelPlace label_place;
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
  gboolean measured; /* the text view knows the height of all that it has: it can scroll at once */
  VbtRange told;     /* the part of the text that `range-changed` told of last */
  guint range_source;

  /* The pointer. */
  double press_x, press_y; /* of the widget */
  guint32 press_time;
  guint n_press;
  gboolean pressed;
  const char *pointer_name; /* (nullable) */
  gboolean exact;           /* the selection is not to be snapped to words */
  gboolean snap;            /* what is dragged goes by whole words */
  VbtDrag drag;
  gboolean moved;        /* the pointer left the place where it was pressed */
  VbtUnit drag_unit;     /* of the text that is selected */
  VbtRange drag_anchor;  /* where it was pressed; in a unit by which text is selected, that one */
  VbtId drag_from;       /* the annotation that a link is dragged from */
  double drag_x, drag_y; /* where the pointer is, of the widget */
  GdkModifierType drag_state;
  guint drag_source;     /* scrolls while the pointer is beyond an edge */
  GHashTable *link_ends; /* (nullable): set of VbtId *: what a link may go to */
  int drag_handle;       /* 0: none, -1: the start, 1: the end */
  VbtRange drag_range;
};

void vbt_article_view_paint (VbtArticleView *self, GtkSnapshot *snapshot);
void vbt_article_view_paint_above (VbtArticleView *self, GtkSnapshot *snapshot);
void vbt_article_view_paint_margin (VbtArticleView *self, VbtSheet *sheet);
char *vbt_article_view_name_speaker (VbtArticleView *self, const VbtMark *mark);
void vbt_article_view_paint_problems (VbtArticleView *self, GtkSnapshot *snapshot);
void vbt_article_view_paint_links (VbtArticleView *self, GtkSnapshot *snapshot);

void vbt_article_view_get_mark_color (VbtArticleView *self, const VbtMark *mark, GdkRGBA *color);
PangoLayout *vbt_article_view_create_label (VbtArticleView *self, const char *text, double em,
                                            gboolean bold);
void vbt_article_view_add_place (VbtArticleView *self, const GdkRectangle *rect, VbtId annotation);

void vbt_article_view_init_text (VbtArticleView *self);
void vbt_article_view_show_text (VbtArticleView *self, const VbtDocument *document);
void vbt_article_view_tag (VbtArticleView *self, VbtRange range);
void vbt_article_view_init_style (VbtArticleView *self);
void vbt_article_view_place_page (VbtArticleView *self, int width);
double vbt_article_view_measure_em (VbtArticleView *self);

void vbt_article_view_init_sections (VbtArticleView *self);
void vbt_article_view_drop_sections (VbtArticleView *self);
void vbt_article_view_take_text (VbtArticleView *self, VbtText *text);
gboolean vbt_article_view_has_all (VbtArticleView *self);
gboolean vbt_article_view_ensure (VbtArticleView *self, VbtOffset offset);
VbtOffset vbt_article_view_locate (VbtArticleView *self, const GtkTextIter *iter);
gboolean vbt_article_view_get_iter (VbtArticleView *self, VbtOffset offset, GtkTextIter *iter);

void vbt_article_view_install_selection (GtkTextViewClass *klass);
void vbt_article_view_init_selection (VbtArticleView *self);
void vbt_article_view_drop_selection (VbtArticleView *self);

void vbt_article_view_install_signals (VbtArticleViewClass *klass);
void vbt_article_view_init_pointer (VbtArticleView *self);
void vbt_article_view_to_buffer (VbtArticleView *self, double x, double y, int *buffer_x,
                                 int *buffer_y);
VbtId vbt_article_view_get_place_at (VbtArticleView *self, double x, double y);
VbtId vbt_article_view_get_link_end_at (VbtArticleView *self, double x, double y);

void vbt_article_view_begin_drag (VbtArticleView *self, VbtDrag drag, VbtUnit unit);
void vbt_article_view_move_drag (VbtArticleView *self, double x, double y, GdkModifierType state);
void vbt_article_view_end_drag (VbtArticleView *self);
void vbt_article_view_paint_drag (VbtArticleView *self, GtkSnapshot *snapshot);

G_END_DECLS
