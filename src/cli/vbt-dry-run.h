/* vbt-dry-run.h: what an import would bring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-report.h"

G_BEGIN_DECLS

int vbt_cli_dry_run (VbtInvocation *self, const VbtImportOptions *options);

G_END_DECLS
