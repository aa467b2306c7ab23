/* vbt-finder.h: where words and patterns are in the texts of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-text.h"
#include "vbt-db.h"

G_BEGIN_DECLS

/**
 * VbtFinder:
 *
 * Finds what it was told to in one text after the other, of which it holds the last. Words are those of the full-text
 * index, so that what the index says to be in a text is found in it.
 */
typedef struct _VbtFinder VbtFinder;

VbtFinder *vbt_finder_new (VbtDb *db);
void vbt_finder_free (VbtFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtFinder, vbt_finder_free)

guint vbt_finder_add_words (VbtFinder *self, const char *words, gboolean is_beginning);
guint vbt_finder_add_pattern (VbtFinder *self, GRegex *pattern);

const GArray *vbt_finder_find (VbtFinder *self, gint64 number, guint needle); /* of VbtRange */
gboolean vbt_finder_has (VbtFinder *self, gint64 number, guint needle, VbtRange range);
const GError *vbt_finder_get_error (VbtFinder *self);

G_END_DECLS
