/* vbt-documents-pane.h: the list of documents, with filter, order and progress
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_DOCUMENTS_PANE (vbt_documents_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbtDocumentsPane, vbt_documents_pane, VBT, DOCUMENTS_PANE, GtkWidget)

void vbt_documents_pane_set_session (VbtDocumentsPane *self, VbtSession *session);
gboolean vbt_documents_pane_step (VbtDocumentsPane *self, int step);
gboolean vbt_documents_pane_open_first (VbtDocumentsPane *self);
guint vbt_documents_pane_get_position (VbtDocumentsPane *self, guint *n_documents);
VbtFilter *vbt_documents_pane_get_filter (VbtDocumentsPane *self, guint *n_listed);
void vbt_documents_pane_focus_filter (VbtDocumentsPane *self);

G_END_DECLS
