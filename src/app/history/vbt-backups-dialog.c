/* vbt-backups-dialog.c: the copies of a project that were kept, and the way back to one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/vbt-backups-dialog.h"

#include <glib/gi18n.h>

#include "store/vbt-backup.h"
#include "vbt-dialogs.h"

struct _VbtBackupsDialog
{
  AdwWindow parent;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwPreferencesGroup *group;
  GtkListBox *list;

  char *folder;
  char *chosen; /* (nullable): the backup that is asked about */
};

G_DEFINE_FINAL_TYPE (VbtBackupsDialog, vbt_backups_dialog, ADW_TYPE_WINDOW)

static char *
describe (const VbtBackup *backup)
{
  g_autofree char *size = g_format_size (backup->size);
  g_autofree char *documents = NULL;
  g_autofree char *annotations = NULL;

  if (!backup->is_described)
    return g_steal_pointer (&size);
  documents = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u article", "%u articles", (gulong)backup->n_documents),
      (guint)backup->n_documents);
  annotations = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u annotation", "%u annotations",
                                              (gulong)backup->n_annotations),
                                 (guint)backup->n_annotations);
  return g_strdup_printf ("%s · %s · %s%s%s", documents, annotations, size,
                          backup->last_act != NULL ? "\n" : "",
                          backup->last_act != NULL ? backup->last_act : "");
}

/** Wish: which window is to restore which backup, once the dialogs that asked are done. */
typedef struct
{
  GtkWindow *window;
  char *path;
} Wish;

static void
restore_idle_cb (gpointer data)
{
  Wish *wish = data;

  gtk_widget_activate_action (GTK_WIDGET (wish->window), "win.restore-backup", "s", wish->path);
  g_object_unref (wish->window);
  g_free (wish->path);
  g_free (wish);
}

/* Not at once: the dialog goes with the project that is closed, and it is still at work. */
static void
answered_cb (GtkWindow *parent, gboolean yes, gpointer data)
{
  VbtBackupsDialog *self = VBT_BACKUPS_DIALOG (parent);
  g_autofree char *chosen = g_steal_pointer (&self->chosen);
  GtkWindow *window = gtk_window_get_transient_for (parent);
  Wish *wish;

  if (!yes || chosen == NULL || window == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->window = g_object_ref (window);
  wish->path = g_steal_pointer (&chosen);
  g_idle_add_once (restore_idle_cb, wish);
}

static void
restore_cb (GtkButton *button, VbtBackupsDialog *self)
{
  g_free (self->chosen);
  self->chosen = g_strdup (g_object_get_data (G_OBJECT (button), "path"));
  vbt_dialogs_ask (GTK_WINDOW (self), _ ("Restore This Backup?"),
                   _ ("The project will be as it was then. What it is now is backed up first, so "
                      "that you can come back."),
                   _ ("_Restore"), FALSE, answered_cb, NULL);
}

static GtkWidget *
make_row (VbtBackupsDialog *self, const VbtBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore…"));
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (backup->time);
  /* TRANSLATORS: when a backup was made: 2 Dec 2021, 14:05 */
  g_autofree char *time = then != NULL ? g_date_time_format (then, _ ("%-e %b %Y, %H:%M")) : NULL;
  g_autofree char *counts = describe (backup);
  g_autofree char *subtitle = g_markup_escape_text (counts, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time != NULL ? time : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (backup->path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (restore_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * vbt_backups_dialog_reload:
 * @self: a dialog
 *
 * Lists the backups that there are now.
 */
void
vbt_backups_dialog_reload (VbtBackupsDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  GtkWidget *child;

  g_return_if_fail (VBT_IS_BACKUPS_DIALOG (self));

  backups = vbt_backup_list (self->folder, &error);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (backups, i)));
  if (backups == NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (error->message));
  gtk_stack_set_visible_child_name (self->stack,
                                    backups != NULL && backups->len > 0 ? "list" : "none");
}

static void
back_up_cb (VbtBackupsDialog *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.back-up", NULL);
}

static void
vbt_backups_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_BACKUPS_DIALOG);
  G_OBJECT_CLASS (vbt_backups_dialog_parent_class)->dispose (object);
}

static void
vbt_backups_dialog_finalize (GObject *object)
{
  VbtBackupsDialog *self = VBT_BACKUPS_DIALOG (object);

  g_free (self->folder);
  g_free (self->chosen);
  G_OBJECT_CLASS (vbt_backups_dialog_parent_class)->finalize (object);
}

static void
vbt_backups_dialog_class_init (VbtBackupsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_backups_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_backups_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-backups-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtBackupsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VbtBackupsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtBackupsDialog, group);
  gtk_widget_class_bind_template_child (widget_class, VbtBackupsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, back_up_cb);
}

static void
vbt_backups_dialog_init (VbtBackupsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_backups_dialog_new:
 * @parent: the window of the project, which has the actions `win.back-up` and `win.restore-backup`
 * @folder: (type filename): where the backups of the project lie
 *
 * Returns: (transfer none): a dialog that lists them
 */
GtkWindow *
vbt_backups_dialog_new (GtkWindow *parent, const char *folder)
{
  VbtBackupsDialog *self = g_object_new (VBT_TYPE_BACKUPS_DIALOG, "transient-for", parent, NULL);
  g_autofree char *where = g_filename_display_name (folder);
  g_autofree char *description = g_markup_printf_escaped (_ ("In %s"), where);

  self->folder = g_strdup (folder);
  adw_preferences_group_set_description (self->group, description);
  vbt_backups_dialog_reload (self);
  return GTK_WINDOW (self);
}
