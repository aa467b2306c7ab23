/* vbt-filter.h: filters that outlive who made them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

VbtFilter *vbt_filter_copy (const VbtFilter *self);
void vbt_filter_free (VbtFilter *self);

G_END_DECLS
