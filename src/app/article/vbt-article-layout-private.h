/* vbt-article-layout-private.h: what the parts of the layout share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-article-layout.h"

G_BEGIN_DECLS

/* The lines that can be seen are measured once a frame; everything that is drawn asks them. What a
 * frame costs so depends on the window, not on the document. */
struct _VbtLayout
{
  GtkTextView *view; /* which owns this */
  GArray *lines;     /* of VbtLine: those that can be seen */
  GHashTable *boxes; /* VbtRange to GArray of VbtBox: of what was asked for on these lines */
  guint8 *levels;    /* (nullable): bidi level of every character, where not all are 0 */
  VbtOffset length;
  const VbtSections *sections; /* (nullable): of the document, borrowed */
  VbtOffset first;             /* the character of the document with which the view's text begins */
  VbtOffset first_shown;       /* the same in what is shown */
};

G_END_DECLS
