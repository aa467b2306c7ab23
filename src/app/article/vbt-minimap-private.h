/* vbt-minimap-private.h: what the files of the minimap share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-minimap-bins.h"
#include "vbt-minimap.h"

G_BEGIN_DECLS

#define VBT_MINIMAP_ROW 2 /* pixels */

struct _VbtMinimap
{
  GtkWidget parent_instance;

  VbtArticleView *view; /* borrowed: both are parts of one article */
  VbtSession *session;  /* (nullable) */
  GArray *hits;         /* (nullable): of VbtRange */

  VbtBins *bins;  /* (nullable): what is shown */
  VbtBins *next;  /* (nullable): what is being filled */
  guint n_filled; /* the marks of so many spans are in @next */
  guint fill_source;
};

void vbt_minimap_paint (VbtMinimap *self, GtkSnapshot *snapshot);

G_END_DECLS
