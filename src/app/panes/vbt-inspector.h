/* vbt-inspector.h: the selection, the speakers, the labels and the document, beside the article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/vbt-article.h"

G_BEGIN_DECLS

#define VBT_TYPE_INSPECTOR (vbt_inspector_get_type ())
G_DECLARE_FINAL_TYPE (VbtInspector, vbt_inspector, VBT, INSPECTOR, GtkWidget)

void vbt_inspector_set_session (VbtInspector *self, VbtSession *session, VbtArticle *article);
void vbt_inspector_focus_attributes (VbtInspector *self);

void vbt_inspector_write_note (VbtInspector *self);

G_END_DECLS
