/* vbt-window-jobs.c: import and export from the window, and what all jobs share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "vbt-dialogs.h"
#include "vbt-export-dialog.h"
#include "vbt-import-dialog.h"
#include "vbt-settings.h"
#include "vbt-window-private.h"

/* Also where a dialog of the project stands before the window. */
static void
tell (VbtWindow *self, const char *message)
{
  if (self->session != NULL)
    g_signal_emit_by_name (self->session, "problem", message);
  else
    vbt_window_toast (self, message);
}

/* One job at a time: two would wait for each other at the project's file. */
gboolean
vbt_window_can_start_job (VbtWindow *self)
{
  const char *reason = NULL;

  if (self->session == NULL)
    return FALSE;
  if (vbt_store_is_read_only (self->store, &reason))
    {
      tell (self, reason);
      return FALSE;
    }
  if (g_error_matches (vbt_store_get_trouble (self->store), VBT_ERROR, VBT_ERROR_MOVED))
    {
      tell (self, vbt_store_get_trouble (self->store)->message);
      return FALSE;
    }
  if (vbt_window_is_busy (self))
    {
      tell (self, _ ("Please wait until this is finished, or cancel it"));
      return FALSE;
    }
  return TRUE;
}

/* A job that is cancelled by closing the window still has to take back what it did. */
static void
release_cb (VbtJob *job, GApplication *application)
{
  g_application_release (application);
}

void
vbt_window_start_job (VbtWindow *self, VbtJob *job, GCallback finished)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  vbt_window_stop_index (self);
  vbt_window_pause_rechecking (self);
  g_signal_connect_object (job, "finished", finished, self, G_CONNECT_SWAPPED);
  if (application != NULL)
    {
      g_application_hold (application);
      g_signal_connect (job, "finished", G_CALLBACK (release_cb), application);
    }
  vbt_jobs_bar_set_job (self->jobs, job);
  vbt_job_start (job);
  vbt_window_update_actions (self);
}

/* Takes the finished job out of the bar and shows its failure; %NULL when there is nothing to go on with. */
VbtJob *
vbt_window_end_job (VbtWindow *self)
{
  VbtJob *job = vbt_jobs_bar_get_job (self->jobs);
  g_autoptr (GError) error = NULL;

  if (job != NULL)
    g_object_ref (job);
  vbt_jobs_bar_set_job (self->jobs, NULL);
  if (self->sample != NULL)
    g_unlink (self->sample);
  g_clear_pointer (&self->sample, g_free);
  if (self->store != NULL && !vbt_store_refresh (self->store, &error))
    vbt_window_toast (self, error->message);
  vbt_window_update (self);
  return job;
}

gboolean
vbt_window_show_job_failure (VbtWindow *self, VbtJob *job)
{
  const GError *error = vbt_job_get_error (job);

  if (error == NULL)
    return FALSE;
  tell (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                  ? _ ("Stopped; nothing was changed")
                  : error->message);
  return TRUE;
}

static void
show_problems (VbtWindow *self, VbtJob *job)
{
  GPtrArray *problems = vbt_job_get_problems (job);

  if (problems == NULL || problems->len == 0)
    return;
  g_autofree char *heading
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Problem in the Files",
                                      "%u Problems in the Files", problems->len),
                         problems->len);
  vbt_dialogs_list (GTK_WINDOW (self), heading,
                    _ ("This was left out. Everything else was imported."), problems);
}

/* Import */

static char *
describe_import (const VbtImportResult *result)
{
  if (result->n_documents > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u article imported",
                                         "%u articles imported", result->n_documents),
                            result->n_documents);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Annotations of %u article added",
                                       "Annotations of %u articles added", result->n_joined),
                          result->n_joined);
}

static void
imported_cb (VbtWindow *self)
{
  gboolean sample = self->sample != NULL;
  g_autoptr (VbtJob) job = vbt_window_end_job (self);
  const VbtImportResult *result = job != NULL ? vbt_job_get_import_result (job) : NULL;

  if (job == NULL || vbt_window_show_job_failure (self, job) || result == NULL)
    return;
  g_autoptr (GArray) added = vbt_store_list_batch (self->store, result->batch, NULL);
  if (result->first_document != 0)
    vbt_session_open_document (self->session, result->first_document, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
  show_problems (self, job);
  if (sample)
    {
      vbt_documents_pane_open_first (self->documents);
      vbt_window_start_index (self);
      return;
    }
  g_autofree char *text = describe_import (result);
  if (result->n_documents + result->n_joined == 0)
    vbt_window_toast (self, _ ("No article was imported"));
  else if (result->n_documents > 0 && g_settings_get_boolean (vbt_settings (), "tag-after-import")
           && added != NULL)
    vbt_window_run_tag (self, added, 1);
  else
    vbt_window_toast_with_undo (self, text, 1);
  vbt_window_start_index (self);
}

/**
 * vbt_window_run_import:
 * @self: a window with an open project
 * @options: what to import
 *
 * Imports in the background, then tags what is new where the user wants that.
 */
void
vbt_window_run_import (VbtWindow *self, const VbtImportOptions *options)
{
  g_return_if_fail (VBT_IS_WINDOW (self));

  if (!vbt_window_can_start_job (self))
    return;
  g_autoptr (VbtJob) job = vbt_job_new_import (vbt_store_get_path (self->store), options);
  vbt_window_start_job (self, job, G_CALLBACK (imported_cb));
}

/**
 * vbt_window_import:
 * @self: a window
 * @paths: (array zero-terminated=1): files and folders
 *
 * Imports into the open project; asks for a new one where none is open.
 */
void
vbt_window_import (VbtWindow *self, const char *const *paths)
{
  g_return_if_fail (VBT_IS_WINDOW (self));
  g_return_if_fail (paths != NULL);

  if (self->session == NULL)
    {
      g_strfreev (self->waiting);
      self->waiting = g_strdupv ((char **)paths);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.new-project", NULL);
      return;
    }
  VbtImportOptions options = {
    .paths = paths,
    .suggestions = TRUE,
    .me = vbt_session_get_me (self->session),
  };
  vbt_window_run_import (self, &options);
}

static void
import_cb (VbtWindow *self, VbtImportDialog *dialog)
{
  VbtImportOptions options;

  vbt_import_dialog_get_options (dialog, &options);
  options.me = vbt_session_get_me (self->session);
  vbt_window_run_import (self, &options);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (!vbt_window_can_start_job (self))
    return;
  GtkWindow *dialog = vbt_import_dialog_new (
      GTK_WINDOW (self), vbt_session_get_schema (self->session), vbt_store_get_path (self->store));
  g_signal_connect_object (dialog, "import", G_CALLBACK (import_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/* Export */

/* The file was read again; (transfer full): how it differs from what was to be written. */
static GPtrArray *
list_differences (const VbtExportResult *result)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; result->differences != NULL && i < result->differences->rows->len; i++)
    g_ptr_array_add (lines, ((VbtLoss *)result->differences->rows->pdata[i])->what);
  return lines;
}

static void
exported_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);
  const VbtExportResult *result = job != NULL ? vbt_job_get_export_result (job) : NULL;

  vbt_window_start_index (self);
  if (job == NULL || vbt_window_show_job_failure (self, job) || result == NULL)
    return;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u article exported with %u annotations",
                   "%u articles exported with %u annotations", result->n_documents),
      result->n_documents, result->n_annotations);
  g_autoptr (GPtrArray) differences = list_differences (result);
  if (differences->len > 0)
    vbt_dialogs_list (
        GTK_WINDOW (self), text,
        result->is_unread
            ? _ ("It could not be compared with the project:")
            : _ ("The file was read again, and gives this otherwise than the project:"),
        differences);
  else if (result->differences != NULL)
    {
      g_autofree char *checked
          = g_strdup_printf (_ ("%s; read again, the file gives the same"), text);

      vbt_window_toast (self, checked);
    }
  else
    vbt_window_toast (self, text);
}

static void
export_cb (VbtWindow *self, VbtExportDialog *dialog)
{
  VbtExportOptions options;

  if (vbt_window_is_busy (self))
    return;
  vbt_export_dialog_get_options (dialog, &options);
  g_autoptr (VbtJob) job = vbt_job_new_export (vbt_store_get_path (self->store), &options);
  vbt_window_start_job (self, job, G_CALLBACK (exported_cb));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (self->session == NULL || vbt_window_is_busy (self))
    return;
  GtkWindow *dialog = vbt_export_dialog_new (GTK_WINDOW (self), self->session);
  g_signal_connect_object (dialog, "export", G_CALLBACK (export_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/**
 * vbt_window_install_job_actions:
 * @klass: the window's class
 *
 * Adds the actions that take long.
 */
void
vbt_window_install_job_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.import", NULL, import_action);
  gtk_widget_class_install_action (klass, "win.export", NULL, export_action);
  vbt_window_install_merge_actions (klass);
}

/* Drag and drop */

static gboolean
dropped_cb (VbtWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GSList *l = files; l != NULL; l = l->next)
    if (g_file_peek_path (l->data) != NULL)
      g_strv_builder_add (builder, g_file_peek_path (l->data));
  g_auto (GStrv) paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return FALSE;
  if (g_str_has_suffix (paths[0], ".verbatim"))
    return vbt_window_open (self, paths[0]);
  vbt_window_import (self, (const char *const *)paths);
  return TRUE;
}

/**
 * vbt_window_add_drop_target:
 * @self: a window
 *
 * Lets files and folders be dropped anywhere on the window.
 */
void
vbt_window_add_drop_target (VbtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
