/* vbt-backup-preferences.c: how many backups, how often, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/vbt-backup-preferences.h"

#include <glib/gi18n.h>

#include "vbt-dialogs.h"
#include "vbt-settings.h"

struct _VbtBackupPreferences
{
  AdwPreferencesGroup parent;
  GtkSpinButton *count;
  GtkSpinButton *interval;
  AdwActionRow *folder_row;
  GtkWidget *reset;
};

G_DEFINE_FINAL_TYPE (VbtBackupPreferences, vbt_backup_preferences, ADW_TYPE_PREFERENCES_GROUP)

static void
show_folder (VbtBackupPreferences *self)
{
  g_autofree char *folder = g_settings_get_string (vbt_settings (), "backup-folder");
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *safe = g_markup_escape_text (name, -1);

  adw_action_row_set_subtitle (self->folder_row,
                               *folder != '\0' ? safe : _ ("Among your data, apart from projects"));
  gtk_widget_set_visible (self->reset, *folder != '\0');
}

static void
folder_chosen_cb (GtkWindow *parent, GListModel *files, gpointer data)
{
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    g_settings_set_string (vbt_settings (), "backup-folder", g_file_peek_path (file));
}

static void
choose_cb (VbtBackupPreferences *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  vbt_dialogs_choose_folders (GTK_WINDOW (root), _ ("Folder of the Backups"), folder_chosen_cb,
                              NULL);
}

static void
reset_cb (VbtBackupPreferences *self)
{
  g_settings_reset (vbt_settings (), "backup-folder");
}

static void
vbt_backup_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_BACKUP_PREFERENCES);
  G_OBJECT_CLASS (vbt_backup_preferences_parent_class)->dispose (object);
}

static void
vbt_backup_preferences_class_init (VbtBackupPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_backup_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-backup-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtBackupPreferences, count);
  gtk_widget_class_bind_template_child (widget_class, VbtBackupPreferences, interval);
  gtk_widget_class_bind_template_child (widget_class, VbtBackupPreferences, folder_row);
  gtk_widget_class_bind_template_child (widget_class, VbtBackupPreferences, reset);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
vbt_backup_preferences_init (VbtBackupPreferences *self)
{
  GSettings *settings = vbt_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (settings, "backup-count", gtk_spin_button_get_adjustment (self->count), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "backup-minutes", gtk_spin_button_get_adjustment (self->interval),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::backup-folder", G_CALLBACK (show_folder), self,
                           G_CONNECT_SWAPPED);
  show_folder (self);
}
