/* vbt-minimap-bins.h: what of a document lies in each row of a strip beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-marks.h"

G_BEGIN_DECLS

/** VbtBin: what lies in one row. */
typedef struct
{
  gint16 speaker;      /* of the quote, or -1; only where there is one */
  guint quote : 1;     /* a quote that somebody made or accepted */
  guint suggested : 1; /* a quote that is suggested, and no other */
  guint other : 1;     /* another suggestion */
  guint problem : 1;   /* where something breaks a rule */
  guint hit : 1;       /* where what is looked for stands */
} VbtBin;

/** VbtBins: the rows of a strip, from the beginning of the text to its end. */
typedef struct
{
  VbtOffset length; /* of the text, in code points */
  guint n_rows;
  VbtBin *rows;
} VbtBins;

VbtBins *vbt_bins_new (guint n_rows, VbtOffset length);
void vbt_bins_free (VbtBins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtBins, vbt_bins_free)

guint vbt_bins_find_row (const VbtBins *self, VbtOffset offset);
VbtRange vbt_bins_get_range (const VbtBins *self, guint row);
void vbt_bins_add_mark (VbtBins *self, const VbtMark *mark);
void vbt_bins_clear_marks (VbtBins *self, guint first, guint last);
void vbt_bins_set_problems (VbtBins *self, const GPtrArray *problems);
void vbt_bins_set_hits (VbtBins *self, const GArray *hits);

G_END_DECLS
