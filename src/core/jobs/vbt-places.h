/* vbt-places.h: which annotations of a document may equal another one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/** VbtPlaces: annotations by what those that equal each other have in common: the label, and the words or the two ends. */
typedef GHashTable VbtPlaces;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtPlaces, g_hash_table_unref)

VbtPlaces *vbt_places_new (const VbtDocument *document);
const GPtrArray *vbt_places_find (VbtPlaces *self, const VbtAnnotation *annotation, VbtId from,
                                  VbtId to);
gboolean vbt_places_says_same (const VbtAnnotation *a, const VbtAnnotation *b);

G_END_DECLS
