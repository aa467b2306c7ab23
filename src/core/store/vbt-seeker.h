/* vbt-seeker.h: where words and patterns are in the texts of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-text.h"
#include "vbt-db.h"

G_BEGIN_DECLS

/**
 * VbtSeeker:
 *
 * Finds what it was told to in one text after the other, of which it holds the last. Words are those of the full-text
 * index, so that what the index says to be in a text is found in it.
 */
typedef struct _VbtSeeker VbtSeeker;

VbtSeeker *vbt_seeker_new (VbtDb *db);
void vbt_seeker_free (VbtSeeker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSeeker, vbt_seeker_free)

guint vbt_seeker_add_words (VbtSeeker *self, const char *words, gboolean is_beginning);
guint vbt_seeker_add_pattern (VbtSeeker *self, GRegex *pattern);

const GArray *vbt_seeker_find (VbtSeeker *self, gint64 number, guint needle); /* of VbtRange */
gboolean vbt_seeker_has (VbtSeeker *self, gint64 number, guint needle, VbtRange range);
const GError *vbt_seeker_get_error (VbtSeeker *self);

G_END_DECLS
