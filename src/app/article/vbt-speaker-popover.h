/* vbt-speaker-popover.h: who says this, or is meant: the likeliest first, or whoever is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_SPEAKER_POPOVER (vbt_speaker_popover_get_type ())
G_DECLARE_FINAL_TYPE (VbtSpeakerPopover, vbt_speaker_popover, VBT, SPEAKER_POPOVER, GtkPopover)

GtkWidget *vbt_speaker_popover_new (void);
void vbt_speaker_popover_ask (VbtSpeakerPopover *self, VbtSession *session, VbtId span);

G_END_DECLS
