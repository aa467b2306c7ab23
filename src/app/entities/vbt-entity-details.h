/* vbt-entity-details.h: what is known of one entry of the register, and where it is mentioned
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_ENTITY_DETAILS (vbt_entity_details_get_type ())
G_DECLARE_FINAL_TYPE (VbtEntityDetails, vbt_entity_details, VBT, ENTITY_DETAILS, GtkWidget)

void vbt_entity_details_set_session (VbtEntityDetails *self, VbtSession *session);
void vbt_entity_details_show (VbtEntityDetails *self, VbtId entity);

G_END_DECLS
