/* vbt-find.h: words in a text, whatever their case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

/** VbtFinder: a text, prepared once to be searched often. */
typedef struct _VbtFinder VbtFinder;

VbtFinder *vbt_finder_new (const char *utf8, gsize n_bytes);
void vbt_finder_free (VbtFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtFinder, vbt_finder_free)

GArray *vbt_finder_find (const VbtFinder *self, const char *words);

G_END_DECLS
