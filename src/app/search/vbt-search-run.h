/* vbt-search-run.h: a search that goes on in a thread of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/vbt-search.h"

G_BEGIN_DECLS

/**
 * VbtSearchRun:
 *
 * Emits `found` (GArray of VbtHit) for what was found since, the first as soon as there is something, and `finished`
 * (GError, or NULL) once. After it was stopped it emits nothing.
 */
#define VBT_TYPE_SEARCH_RUN (vbt_search_run_get_type ())
G_DECLARE_FINAL_TYPE (VbtSearchRun, vbt_search_run, VBT, SEARCH_RUN, GObject)

VbtSearchRun *vbt_search_run_new (const char *path, const char *query, VbtId me);
void vbt_search_run_start (VbtSearchRun *self);
void vbt_search_run_stop (VbtSearchRun *self);
double vbt_search_run_get_fraction (VbtSearchRun *self);
guint vbt_search_run_get_n_documents (VbtSearchRun *self);

void vbt_search_sort (GObject *source, const char *path, GArray *hits, VbtHitOrder order,
                      GCancellable *cancellable, GAsyncReadyCallback done);
GArray *vbt_search_sort_finish (GAsyncResult *result, GError **error); /* of guint */

G_END_DECLS
