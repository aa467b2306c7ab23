/* vbt-attribute-editor.c: shows and changes one attribute of an annotation, as its kind asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-attribute-editor.h"

#include <glib/gi18n.h>

#include "panes/vbt-wrap-box.h"

struct _VbtAttributeEditor
{
  GtkWidget parent;
  VbtId attribute;
  VbtAttributeKind kind;
  char **values; /* (nullable) */
  char *default_value;
  GtkWidget *editor;
  char *value; /* (nullable): what is shown */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbtAttributeEditor, vbt_attribute_editor, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
edit (VbtAttributeEditor *self, const char *value)
{
  if (self->showing || g_strcmp0 (value, self->value) == 0)
    return;
  g_free (self->value);
  self->value = g_strdup (value);
  g_signal_emit (self, signals[EDITED], 0, value);
}

/* One of a set: a dropdown, of which the first line is "not set". */

static void
one_of_selected_cb (VbtAttributeEditor *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));

  edit (self, selected == 0 ? NULL : self->values[selected - 1]);
}

static GtkWidget *
new_one_of (VbtAttributeEditor *self)
{
  GtkStringList *list = gtk_string_list_new ((const char *const[]){ "–", NULL });

  for (char **value = self->values; value != NULL && *value != NULL; value++)
    gtk_string_list_append (list, *value);
  GtkWidget *editor = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_widget_add_css_class (editor, "detail-dropdown");
  g_signal_connect_swapped (editor, "notify::selected", G_CALLBACK (one_of_selected_cb), self);
  return editor;
}

static void
show_one_of (VbtAttributeEditor *self, const char *value)
{
  guint selected = 0;

  for (guint i = 0; self->values != NULL && self->values[i] != NULL; i++)
    if (g_strcmp0 (self->values[i], value) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), selected);
}

/* Several of a set: a button for each. */

static void
several_toggled_cb (VbtAttributeEditor *self)
{
  GString *value = g_string_new (NULL);
  GtkWidget *button = gtk_widget_get_first_child (self->editor);

  for (char **name = self->values; button != NULL; name++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
        g_string_append_printf (value, "%s%s", value->len > 0 ? VBT_VALUE_SEPARATOR : "", *name);
      button = gtk_widget_get_next_sibling (button);
    }
  g_autofree char *text = g_string_free (value, FALSE);
  edit (self, *text != '\0' ? text : NULL);
}

static GtkWidget *
new_several_of (VbtAttributeEditor *self)
{
  GtkWidget *editor = vbt_wrap_box_new ();

  g_object_set (editor, "column-spacing", 4, "row-spacing", 4, NULL);
  for (char **value = self->values; value != NULL && *value != NULL; value++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (*value);
      gtk_widget_add_css_class (button, "value-chip");
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (several_toggled_cb), self);
      vbt_wrap_box_append (VBT_WRAP_BOX (editor), button);
    }
  return editor;
}

static void
show_several_of (VbtAttributeEditor *self, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value != NULL ? value : "", VBT_VALUE_SEPARATOR, -1);
  GtkWidget *button = gtk_widget_get_first_child (self->editor);

  for (char **name = self->values; button != NULL; name++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    g_strv_contains ((const char *const *)parts, *name));
      button = gtk_widget_get_next_sibling (button);
    }
}

/* Yes or no: a switch. */

static void
yes_no_switched_cb (VbtAttributeEditor *self)
{
  edit (self, gtk_switch_get_active (GTK_SWITCH (self->editor)) ? "yes" : "no");
}

static GtkWidget *
new_yes_no (VbtAttributeEditor *self)
{
  GtkWidget *editor = gtk_switch_new ();

  gtk_widget_set_halign (editor, GTK_ALIGN_END);
  gtk_widget_set_valign (editor, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (editor, "notify::active", G_CALLBACK (yes_no_switched_cb), self);
  return editor;
}

static void
show_yes_no (VbtAttributeEditor *self, const char *value)
{
  gtk_switch_set_active (GTK_SWITCH (self->editor), g_strcmp0 (value, "yes") == 0);
}

/* Text and numbers: an entry, which is taken with Return or when it is left. */

static void
text_done_cb (VbtAttributeEditor *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->editor));
  char *end = NULL;

  if (self->kind == VBT_ATTRIBUTE_NUMBER && *text != '\0')
    {
      g_ascii_strtod (text, &end);
      gboolean wrong = *end != '\0';
      if (wrong)
        gtk_widget_add_css_class (self->editor, "error");
      else
        gtk_widget_remove_css_class (self->editor, "error");
      if (wrong)
        return;
    }
  edit (self, *text != '\0' ? text : NULL);
}

static GtkWidget *
new_text (VbtAttributeEditor *self)
{
  GtkWidget *editor = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (editor), 6);
  gtk_widget_add_css_class (editor, "detail-entry");
  gtk_widget_add_controller (editor, focus);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (text_done_cb), self);
  g_signal_connect_swapped (editor, "activate", G_CALLBACK (text_done_cb), self);
  if (self->kind == VBT_ATTRIBUTE_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (editor), GTK_INPUT_PURPOSE_NUMBER);
  return editor;
}

static void
show_text (VbtAttributeEditor *self, const char *value)
{
  gtk_editable_set_text (GTK_EDITABLE (self->editor), value != NULL ? value : "");
}

static const struct
{
  GtkWidget *(*make) (VbtAttributeEditor *self);
  void (*show) (VbtAttributeEditor *self, const char *value);
} kinds[] = {
  [VBT_ATTRIBUTE_ONE_OF] = { new_one_of, show_one_of },
  [VBT_ATTRIBUTE_SEVERAL_OF] = { new_several_of, show_several_of },
  [VBT_ATTRIBUTE_TEXT] = { new_text, show_text },
  [VBT_ATTRIBUTE_NUMBER] = { new_text, show_text },
  [VBT_ATTRIBUTE_YES_NO] = { new_yes_no, show_yes_no },
};

static void
vbt_attribute_editor_dispose (GObject *object)
{
  VbtAttributeEditor *self = VBT_ATTRIBUTE_EDITOR (object);

  self->showing = TRUE; /* what goes away edits nothing */
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  G_OBJECT_CLASS (vbt_attribute_editor_parent_class)->dispose (object);
}

static void
vbt_attribute_editor_finalize (GObject *object)
{
  VbtAttributeEditor *self = VBT_ATTRIBUTE_EDITOR (object);

  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->default_value, g_free);
  g_clear_pointer (&self->value, g_free);
  G_OBJECT_CLASS (vbt_attribute_editor_parent_class)->finalize (object);
}

static void
vbt_attribute_editor_class_init (VbtAttributeEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vbt_attribute_editor_dispose;
  object_class->finalize = vbt_attribute_editor_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /* The user gave another value; NULL for none. */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vbt_attribute_editor_init (VbtAttributeEditor *self)
{
}

/**
 * vbt_attribute_editor_new:
 * @attribute: an attribute of the schema
 *
 * Returns: (transfer floating): an editor for its values
 */
GtkWidget *
vbt_attribute_editor_new (const VbtAttribute *attribute)
{
  g_return_val_if_fail (attribute != NULL, NULL);
  g_return_val_if_fail ((guint)attribute->kind < G_N_ELEMENTS (kinds), NULL);

  VbtAttributeEditor *self = g_object_new (VBT_TYPE_ATTRIBUTE_EDITOR, NULL);
  self->attribute = attribute->id;
  self->kind = attribute->kind;
  self->values = g_strdupv (attribute->values);
  self->default_value = g_strdup (attribute->default_value);
  self->editor = kinds[self->kind].make (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  attribute->name, -1);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * vbt_attribute_editor_get_attribute:
 * @self: an editor
 *
 * Returns: the attribute that it changes
 */
VbtId
vbt_attribute_editor_get_attribute (VbtAttributeEditor *self)
{
  g_return_val_if_fail (VBT_IS_ATTRIBUTE_EDITOR (self), 0);

  return self->attribute;
}

/**
 * vbt_attribute_editor_set_value:
 * @self: an editor
 * @value: (nullable): the annotation's value; the attribute's default is shown where it has none
 *
 * Shows a value.
 */
void
vbt_attribute_editor_set_value (VbtAttributeEditor *self, const char *value)
{
  g_return_if_fail (VBT_IS_ATTRIBUTE_EDITOR (self));

  g_free (self->value);
  self->value = g_strdup (value != NULL ? value : self->default_value);
  self->showing = TRUE;
  kinds[self->kind].show (self, self->value);
  self->showing = FALSE;
}
