/* vbt-visibility.h: which labels' marks are drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"

G_BEGIN_DECLS

/**
 * VbtVisibility:
 *
 * Which of a project's annotations the person at this computer wants to see. What is hidden is not
 * drawn, not clicked and not stepped to; it is counted, checked and exported as ever. Emits
 * `changed`.
 */
#define VBT_TYPE_VISIBILITY (vbt_visibility_get_type ())
G_DECLARE_FINAL_TYPE (VbtVisibility, vbt_visibility, VBT, VISIBILITY, GObject)

VbtVisibility *vbt_visibility_new (const char *project);

gboolean vbt_visibility_has_label (VbtVisibility *self, VbtId label);
gboolean vbt_visibility_has_suggestions (VbtVisibility *self);
void vbt_visibility_set_label (VbtVisibility *self, VbtId label, gboolean shown);
void vbt_visibility_set_suggestions (VbtVisibility *self, gboolean shown);
void vbt_visibility_set_only (VbtVisibility *self, const VbtSchema *schema, VbtId label);
void vbt_visibility_set_all (VbtVisibility *self);
char *vbt_visibility_describe_hidden (VbtVisibility *self, const VbtSchema *schema);

VbtVisibility *vbt_session_get_visibility (VbtSession *session);
gboolean vbt_session_shows (VbtSession *session, const VbtAnnotation *span);

G_END_DECLS
