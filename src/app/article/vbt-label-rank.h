/* vbt-label-rank.h: which label a text most likely gets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"

G_BEGIN_DECLS

GPtrArray *vbt_label_rank (VbtSession *session, const char *text, VbtOffset place);

G_END_DECLS
