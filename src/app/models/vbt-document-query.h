/* vbt-document-query.h: all documents of a list, read by another thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

void vbt_document_query_start (GObject *source, const char *path, const VbtFilter *filter,
                               GCancellable *cancellable, GAsyncReadyCallback done, gpointer data);
GArray *vbt_document_query_finish (GAsyncResult *result, GError **error);

G_END_DECLS
