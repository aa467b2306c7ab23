/* vbt-label-editor.h: everything that the schema says of one label, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vbt-session.h"

G_BEGIN_DECLS

/** VbtLabelEditor: emits `remove` (gint64: the label, gint64: what it is merged into, or 0) when it is to go, and
 * `remove-attribute` (gint64) when an attribute of it is to go. */
#define VBT_TYPE_LABEL_EDITOR (vbt_label_editor_get_type ())
G_DECLARE_FINAL_TYPE (VbtLabelEditor, vbt_label_editor, VBT, LABEL_EDITOR, GtkWidget)

void vbt_label_editor_show (VbtLabelEditor *self, VbtSession *session, VbtId label);
void vbt_label_editor_save (VbtLabelEditor *self);

/* vbt-label-editor-rows.c */
typedef void (*VbtSchemaEdit) (VbtSchema *schema, VbtLabel *label, gpointer data);
void vbt_label_editor_edit (VbtLabelEditor *self, VbtSchemaEdit edit, gpointer data);
void vbt_label_editor_remove_attribute (VbtLabelEditor *self, VbtId attribute);
void vbt_label_editor_tell (VbtLabelEditor *self, const char *problem);
void vbt_label_editor_add_attributes (VbtLabelEditor *self, AdwPreferencesGroup *group,
                                      const VbtLabel *label, GPtrArray *rows);
void vbt_label_editor_add_ends (VbtLabelEditor *self, AdwPreferencesGroup *group,
                                const VbtSchema *schema, const VbtLabel *label, GPtrArray *rows);
char *vbt_label_editor_find_conflict (const VbtSchema *schema, const VbtLabel *label,
                                      const char *key);

G_END_DECLS
