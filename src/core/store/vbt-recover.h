/* vbt-recover.h: saves what can be read of a damaged project into a new one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

/** VbtRecovery: what became of a damaged project. */
typedef struct
{
  guint64 n_documents;
  guint64 n_annotations;
  GPtrArray *losses; /* of char *: in words, what could not be saved; empty: nothing was lost */
} VbtRecovery;

VbtRecovery *vbt_recover (const char *path, const char *to, GCancellable *cancellable,
                          GError **error);
void vbt_recovery_free (VbtRecovery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtRecovery, vbt_recovery_free)

G_END_DECLS
