/* vbt-entity-chooser.h: asks for an entry of the register, by typing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

/**
 * VbtEntityChooser:
 *
 * A popover in which an entry is found by typing. Emits `chosen` with its identifier (gint64) and name; the identifier is
 * 0 for somebody new, where `allow-new` was given.
 */
#define VBT_TYPE_ENTITY_CHOOSER (vbt_entity_chooser_get_type ())
G_DECLARE_FINAL_TYPE (VbtEntityChooser, vbt_entity_chooser, VBT, ENTITY_CHOOSER, GtkPopover)

void vbt_entity_chooser_prepare (VbtEntityChooser *self, VbtSession *session, VbtId but,
                                 gboolean allow_new);

G_END_DECLS
