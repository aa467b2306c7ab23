/* vbt-article-layout.h: where on the page a range of the text is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-sections.h"

G_BEGIN_DECLS

/** VbtLine: a line as it is displayed; in buffer coordinates of the text view. */
typedef struct
{
  VbtOffset start;
  VbtOffset end;  /* behind the last character that can be seen */
  VbtOffset next; /* where the next line starts */
  int y;
  int height; /* of the glyphs' box, without the room above for labels */
  GtkTextIter iter;
} VbtLine;

/** VbtBox: a rectangle of a range, in buffer coordinates. */
typedef struct
{
  GdkRectangle rect;
  guint line;     /* index in the layout's lines */
  VbtRange range; /* what stands in it */
} VbtBox;

typedef struct _VbtLayout VbtLayout;

VbtLayout *vbt_layout_new (GtkTextView *view);
void vbt_layout_free (VbtLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLayout, vbt_layout_free)

void vbt_layout_set_part (VbtLayout *self, const VbtSections *sections, VbtRange part);
void vbt_layout_set_text (VbtLayout *self, const char *utf8, VbtOffset length);
void vbt_layout_update (VbtLayout *self);
void vbt_layout_clear (VbtLayout *self);

VbtRange vbt_layout_get_range (const VbtLayout *self);
const GArray *vbt_layout_get_lines (const VbtLayout *self);
gboolean vbt_layout_find_line (const VbtLayout *self, VbtOffset offset, guint *index);
GArray *vbt_layout_get_boxes (const VbtLayout *self, VbtRange range);
gboolean vbt_layout_is_right_to_left (const VbtLayout *self, VbtOffset offset);
gboolean vbt_layout_get_edge (const VbtLayout *self, VbtRange range, gboolean at_end, int outset,
                              graphene_point_t *point);

gboolean vbt_text_begins_right_to_left (const char *utf8);
gboolean vbt_text_runs_right_to_left (const char *utf8);

G_END_DECLS
