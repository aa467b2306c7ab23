/* vbt-window-history.c: history, trash and backups of the open project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "history/vbt-backups-dialog.h"
#include "history/vbt-history-dialog.h"
#include "history/vbt-trash-dialog.h"
#include "store/vbt-backup.h"
#include "vbt-settings.h"
#include "vbt-window-private.h"

/* How long after the project was opened the first backup is made, in seconds: not while it is being shown. */
#define FIRST_BACKUP_AFTER 10

/** Work: what a thread needs that copies the project or puts a copy in its place. */
typedef struct
{
  char *project;
  char *folder;
  guint keep;
  char *restore; /* (nullable): the backup that takes the project's place */
  gboolean is_asked_for;
} Work;

static void
work_free (Work *self)
{
  g_free (self->project);
  g_free (self->folder);
  g_free (self->restore);
  g_free (self);
}

static char *
get_backup_folder (const char *project)
{
  g_autofree char *base = g_settings_get_string (vbt_settings (), "backup-folder");

  if (*base == '\0')
    {
      g_free (base);
      base = g_build_filename (g_get_user_data_dir (), "verbatim", "backups", NULL);
    }
  return vbt_backup_get_folder (base, project);
}

static Work *
work_new (VbtWindow *self, const char *restore)
{
  Work *work = g_new0 (Work, 1);

  work->project = g_strdup (vbt_store_get_path (self->store));
  work->folder = get_backup_folder (work->project);
  work->keep = (guint)MAX (g_settings_get_int (vbt_settings (), "backup-count"), 1);
  work->restore = g_strdup (restore);
  return work;
}

static gboolean
make_backup (const Work *work, GCancellable *cancellable, char **made, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (work->project, VBT_STORE_READ_ONLY, error);

  if (store == NULL)
    return FALSE;
  vbt_store_set_cancellable (store, cancellable);
  *made = vbt_backup_make (store, work->folder, work->keep, &local);
  vbt_store_set_cancellable (store, NULL);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return vbt_store_close (store, error);
}

static void
back_up_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *made = NULL;

  if (make_backup (data, cancellable, &made, &error))
    g_task_return_pointer (task, made, g_free);
  else
    g_task_return_error (task, error);
}

static GtkWindow *
find_dialog (VbtWindow *self, GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type)
        && gtk_window_get_transient_for (l->data) == GTK_WINDOW (self))
      return l->data;
  return NULL;
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *made = g_task_propagate_pointer (G_TASK (result), &error);
  GtkWindow *dialog = find_dialog (self, VBT_TYPE_BACKUPS_DIALOG);

  if (self->backup == g_task_get_cancellable (G_TASK (result)))
    g_clear_object (&self->backup);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (dialog != NULL)
    vbt_backups_dialog_reload (VBT_BACKUPS_DIALOG (dialog));
  if (error != NULL)
    {
      /* TRANSLATORS: followed by the reason */
      g_autofree char *message = g_strdup_printf (_ ("No backup was made: %s"), error->message);
      vbt_window_toast (self, message);
    }
  else if (work->is_asked_for && made == NULL)
    vbt_window_toast (self, _ ("Nothing was done since the last backup"));
}

static void
back_up (VbtWindow *self, gboolean is_asked_for)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (self->store == NULL || self->backup != NULL)
    return;
  work = work_new (self, NULL);
  work->is_asked_for = is_asked_for;
  self->backup = g_cancellable_new ();
  task = g_task_new (self, self->backup, backed_up_cb, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  g_task_run_in_thread (task, back_up_in_thread);
}

static gboolean
backup_time_cb (gpointer data)
{
  VbtWindow *self = data;
  int minutes = g_settings_get_int (vbt_settings (), "backup-minutes");

  self->backup_source = g_timeout_add_seconds ((guint)minutes * 60, backup_time_cb, self);
  if (g_settings_get_int (vbt_settings (), "backup-count") > 0)
    back_up (self, FALSE);
  return G_SOURCE_REMOVE;
}

/**
 * vbt_window_history_start:
 * @self: a window in which a project was opened
 *
 * Begins to back it up.
 */
void
vbt_window_history_start (VbtWindow *self)
{
  vbt_window_history_stop (self);
  self->backup_source = g_timeout_add_seconds (FIRST_BACKUP_AFTER, backup_time_cb, self);
}

/**
 * vbt_window_history_stop:
 * @self: a window whose project is about to be closed
 *
 * Ends the backups, and closes the dialogs that show the project.
 */
void
vbt_window_history_stop (VbtWindow *self)
{
  const GType types[] = { VBT_TYPE_HISTORY_DIALOG, VBT_TYPE_TRASH_DIALOG, VBT_TYPE_BACKUPS_DIALOG };

  g_clear_handle_id (&self->backup_source, g_source_remove);
  g_cancellable_cancel (self->backup);
  g_clear_object (&self->backup);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWindow *dialog = find_dialog (self, types[i]);
      if (dialog != NULL)
        gtk_window_destroy (dialog);
    }
}

static void
back_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  back_up (VBT_WINDOW (widget), TRUE);
}

static void
restore_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  g_autofree char *made = NULL;

  if (make_backup (work, cancellable, &made, &error)
      && vbt_backup_restore (work->restore, work->project, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->stack == NULL) /* the window was closed meanwhile */
    return;
  if (self->store == NULL)
    vbt_window_open (self, work->project);
  vbt_window_toast (self, error != NULL ? error->message : _ ("The backup was restored"));
}

/* The backup of what is there now must not push out the one that is to be restored. */
static void
restore_backup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (self->store == NULL || vbt_window_is_busy (self))
    return;
  work = work_new (self, g_variant_get_string (parameter, NULL));
  work->keep++;
  vbt_window_take_session (self, NULL, NULL);
  task = g_task_new (self, NULL, restored_cb, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  g_task_run_in_thread (task, restore_in_thread);
}

static void
present_once (VbtWindow *self, GType type, GtkWindow *(*make) (VbtWindow *self))
{
  GtkWindow *dialog = find_dialog (self, type);

  if (self->session != NULL)
    gtk_window_present (dialog != NULL ? dialog : make (self));
}

static GtkWindow *
make_history (VbtWindow *self)
{
  return vbt_history_dialog_new (GTK_WINDOW (self), self->session);
}

static GtkWindow *
make_trash (VbtWindow *self)
{
  return vbt_trash_dialog_new (GTK_WINDOW (self), self->session);
}

static GtkWindow *
make_backups (VbtWindow *self)
{
  g_autofree char *folder = get_backup_folder (vbt_store_get_path (self->store));

  return vbt_backups_dialog_new (GTK_WINDOW (self), folder);
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_once (VBT_WINDOW (widget), VBT_TYPE_HISTORY_DIALOG, make_history);
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_once (VBT_WINDOW (widget), VBT_TYPE_TRASH_DIALOG, make_trash);
}

static void
backups_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_once (VBT_WINDOW (widget), VBT_TYPE_BACKUPS_DIALOG, make_backups);
}

/* The next article is opened first, so that whoever clears out a list goes on reading. */
static void
trash_document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  const VbtDocument *document
      = self->session != NULL ? vbt_session_get_document (self->session) : NULL;
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (document == NULL)
    return;
  g_array_append_val (documents, document->id);
  /* TRANSLATORS: the title of an article */
  message = g_strdup_printf (_ ("“%s” is in the trash"), vbt_document_get_title (document));
  if (!vbt_documents_pane_step (self->documents, 1))
    vbt_documents_pane_step (self->documents, -1);
  if (vbt_act_trash_documents (self->store, vbt_session_get_me (self->session), documents, &error))
    vbt_window_toast_with_undo (self, message, 1);
  else
    vbt_window_toast (self, error->message);
}

/**
 * vbt_window_history_add_keys:
 * @self: a window
 *
 * Delete, in the list of documents, deletes the one that is open.
 */
void
vbt_window_history_add_keys (VbtWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                        gtk_named_action_new ("win.trash-document")));
  gtk_widget_add_controller (GTK_WIDGET (self->documents), controller);
}

/**
 * vbt_window_install_history_actions:
 * @klass: the window's class
 *
 * Adds the actions of this file.
 */
void
vbt_window_install_history_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.history", NULL, history_action);
  gtk_widget_class_install_action (klass, "win.trash", NULL, trash_action);
  gtk_widget_class_install_action (klass, "win.trash-document", NULL, trash_document_action);
  gtk_widget_class_install_action (klass, "win.backups", NULL, backups_action);
  gtk_widget_class_install_action (klass, "win.back-up", NULL, back_up_action);
  gtk_widget_class_install_action (klass, "win.restore-backup", "s", restore_backup_action);
}
