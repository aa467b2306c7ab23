/* vbt-drawn-private.h: what the files of VbtDrawn share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-drawn.h"

G_BEGIN_DECLS

gboolean vbt_drawn_is_visible (const VbtDrawn *self, const VbtAnnotation *annotation);
gboolean vbt_drawn_is_said_by_me (const VbtDrawn *self, const VbtAnnotation *span);
VbtAnnotation *vbt_drawn_make_relation (VbtDrawn *self, VbtAnnotation *relation);
guint vbt_drawn_find_place (const GPtrArray *annotations, const VbtAnnotation *annotation);

G_END_DECLS
