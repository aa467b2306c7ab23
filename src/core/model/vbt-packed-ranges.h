/* vbt-packed-ranges.h: the words of a book in two bytes each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-types.h"

G_BEGIN_DECLS

/** VbtPackedRanges: many small ranges, in order, as a quarter of the memory holds them. Never changed. */
typedef struct _VbtPackedRanges VbtPackedRanges;

VbtPackedRanges *vbt_packed_ranges_new (const GArray *ranges);
VbtPackedRanges *vbt_packed_ranges_ref (VbtPackedRanges *self);
void vbt_packed_ranges_unref (VbtPackedRanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtPackedRanges, vbt_packed_ranges_unref)

GArray *vbt_packed_ranges_get (const VbtPackedRanges *self, VbtRange around);
GArray *vbt_packed_ranges_get_all (const VbtPackedRanges *self);

G_END_DECLS
