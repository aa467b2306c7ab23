/* vbt-preferences.c: the window's preferences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-preferences.h"

#include "article/vbt-article-view-private.h"
#include "history/vbt-backup-preferences.h"
#include "vbt-settings.h"

struct _VbtPreferences
{
  AdwWindow parent;
  AdwComboRow *color_scheme;
  AdwComboRow *typeface;
  AdwEntryRow *typeface_name;
  AdwComboRow *label_place;
  GtkSpinButton *font_scale;
  GtkSpinButton *column_width;
  GtkSpinButton *line_spacing;
  AdwEntryRow *annotator;
  GtkSwitch *snap;
  GtkSwitch *tag;
  GtkSpinButton *learn_after;
};

G_DEFINE_FINAL_TYPE (VbtPreferences, vbt_preferences, ADW_TYPE_WINDOW)

static void
color_scheme_selected_cb (VbtPreferences *self)
{
  g_settings_set_enum (vbt_settings (), "color-scheme",
                       adw_combo_row_get_selected (self->color_scheme));
}

static void
typeface_selected_cb (VbtPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->typeface);

  g_settings_set_enum (vbt_settings (), "typeface", (int)selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->typeface_name), selected == VBT_TYPEFACE_OWN);
}

static void
label_place_selected_cb (VbtPreferences *self)
{
  g_settings_set_enum (vbt_settings (), "label-place",
                       (int)adw_combo_row_get_selected (self->label_place));
}

static void
vbt_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_PREFERENCES);
  G_OBJECT_CLASS (vbt_preferences_parent_class)->dispose (object);
}

static void
vbt_preferences_class_init (VbtPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_BACKUP_PREFERENCES);
  G_OBJECT_CLASS (klass)->dispose = vbt_preferences_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, typeface);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, typeface_name);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, label_place);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, font_scale);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, column_width);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, line_spacing);
  gtk_widget_class_bind_template_callback (widget_class, typeface_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_place_selected_cb);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, annotator);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, snap);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, tag);
  gtk_widget_class_bind_template_child (widget_class, VbtPreferences, learn_after);
  gtk_widget_class_bind_template_callback (widget_class, color_scheme_selected_cb);
}

static void
vbt_preferences_init (VbtPreferences *self)
{
  GSettings *settings = vbt_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->color_scheme, g_settings_get_enum (settings, "color-scheme"));
  adw_combo_row_set_selected (self->typeface, g_settings_get_enum (settings, "typeface"));
  typeface_selected_cb (self);
  g_settings_bind (settings, "typeface-name", self->typeface_name, "text", G_SETTINGS_BIND_DEFAULT);
  adw_combo_row_set_selected (self->label_place, g_settings_get_enum (settings, "label-place"));
  g_settings_bind (settings, "font-scale", gtk_spin_button_get_adjustment (self->font_scale),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "column-width", gtk_spin_button_get_adjustment (self->column_width),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "line-spacing", gtk_spin_button_get_adjustment (self->line_spacing),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "annotator-name", self->annotator, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "snap-to-words", self->snap, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "tag-after-import", self->tag, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "learn-after", gtk_spin_button_get_adjustment (self->learn_after),
                   "value", G_SETTINGS_BIND_DEFAULT);
}

/**
 * vbt_preferences_new:
 * @parent: the window that asks
 *
 * Returns: (transfer none): a dialog in which every change takes effect at once
 */
GtkWindow *
vbt_preferences_new (GtkWindow *parent)
{
  return g_object_new (VBT_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
