/* vbt-texts.h: which documents of a project have a text that comes again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/* Of documents with one text, each file that is read meets each once, in the order in which they came. */
gboolean vbt_store_begin_texts (VbtStore *self, GError **error);
gboolean vbt_store_match_text (VbtStore *self, const VbtText *text, guint file, VbtId *document,
                               gboolean *is_first, GError **error);
gboolean vbt_store_note_text (VbtStore *self, const VbtDocument *document, guint file,
                              GError **error);
gboolean vbt_store_forget_texts (VbtStore *self, guint file, GError **error);
void vbt_store_end_texts (VbtStore *self);

VbtId vbt_store_find_named (VbtStore *self, const char *name);

G_END_DECLS
