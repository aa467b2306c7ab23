/* vbt-reader.h: what readers of several formats do alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

typedef void (*VbtDanglingFunc) (const VbtAnnotation *relation, VbtId missing, gpointer data);

void vbt_reader_drop_dangling (GPtrArray *annotations, VbtDanglingFunc dropped, gpointer data);

G_END_DECLS
