/* vbt-rules-editor.h: the rules that annotations are checked against, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_RULES_EDITOR (vbt_rules_editor_get_type ())
G_DECLARE_FINAL_TYPE (VbtRulesEditor, vbt_rules_editor, VBT, RULES_EDITOR, GtkWidget)

void vbt_rules_editor_show (VbtRulesEditor *self, VbtSession *session);

G_END_DECLS
