/* vbt-child.h: files that are read by a program of its own, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-prose.h"

G_BEGIN_DECLS

/** VBT_CHILD_SECONDS: after which such a program is ended, whatever it does; it has 20 seconds of CPU. */
#define VBT_CHILD_SECONDS 120

gboolean vbt_child_read (const char *helper, VbtInput *input, VbtProse *prose,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
