/* vbt-attribute-editor.h: shows and changes one attribute of an annotation, as its kind asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/vbt-schema.h"

G_BEGIN_DECLS

#define VBT_TYPE_ATTRIBUTE_EDITOR (vbt_attribute_editor_get_type ())
G_DECLARE_FINAL_TYPE (VbtAttributeEditor, vbt_attribute_editor, VBT, ATTRIBUTE_EDITOR, GtkWidget)

GtkWidget *vbt_attribute_editor_new (const VbtAttribute *attribute);
VbtId vbt_attribute_editor_get_attribute (VbtAttributeEditor *self);
void vbt_attribute_editor_set_value (VbtAttributeEditor *self, const char *value);

G_END_DECLS
