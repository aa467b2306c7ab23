/* vbt-join.h: annotations of a document that the project has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

gboolean vbt_join (VbtStore *store, VbtId document, const VbtDocument *other, GPtrArray *added,
                   GError **error);

G_END_DECLS
