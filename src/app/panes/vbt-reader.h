/* vbt-reader.h: the middle of the window: find bar, article, and what the keys do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/vbt-article.h"

G_BEGIN_DECLS

#define VBT_TYPE_READER (vbt_reader_get_type ())
G_DECLARE_FINAL_TYPE (VbtReader, vbt_reader, VBT, READER, GtkWidget)

void vbt_reader_set_session (VbtReader *self, VbtSession *session);
VbtArticle *vbt_reader_get_article (VbtReader *self);
void vbt_reader_show_labels (VbtReader *self);
void vbt_reader_find (VbtReader *self);
void vbt_reader_find_next (VbtReader *self, gboolean forward);

G_END_DECLS
