/* vbt-register.h: the register of entities as a table: written, edited elsewhere, and read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"
#include "jobs/vbt-progress.h"
#include "store/vbt-entities.h"

G_BEGIN_DECLS

/** VbtRegisterResult: what an import of the register did. */
typedef struct
{
  guint n_added;
  guint n_changed;
  guint n_refused; /* rows, each told as a problem */
} VbtRegisterResult;

gboolean vbt_register_write (VbtStore *store, VbtOutput *output, GCancellable *cancellable,
                             GError **error);
gboolean vbt_register_export (VbtStore *store, const char *path, GCancellable *cancellable,
                              GError **error);
gboolean vbt_register_import (VbtStore *store, VbtId me, const char *path,
                              VbtRegisterResult *result, const VbtProgress *progress,
                              GCancellable *cancellable, GError **error);
gboolean vbt_register_read (VbtStore *store, VbtId me, VbtInput *input, VbtRegisterResult *result,
                            const VbtProgress *progress, GError **error);

G_END_DECLS
