/* vbt-verdicts-query.h: how often taggers were right so far, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/vbt-verdicts.h"

G_BEGIN_DECLS

char *vbt_verdicts_describe (const VbtVerdicts *verdicts);
void vbt_verdicts_query_start (GObject *source, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback);
GPtrArray *vbt_verdicts_query_finish (GAsyncResult *result, GError **error);

G_END_DECLS
