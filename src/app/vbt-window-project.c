/* vbt-window-project.c: opens, creates and closes projects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "vbt-dialogs.h"
#include "vbt-new-dialog.h"
#include "vbt-recent.h"
#include "vbt-settings.h"
#include "vbt-window-private.h"

/* Who annotated the sample: whoever opens it goes on with that work. */
#define SAMPLE_ANNOTATOR "ada"
#define SAMPLE_RESOURCE "/io/github/verbatim_app/Verbatim/sample.jsonl"

static void
open_last_document (VbtWindow *self)
{
  g_autofree char *last = vbt_store_get_setting (self->store, "last-document");
  VbtId document = last != NULL ? vbt_id_from_string (last) : 0;

  if (document == 0 || !vbt_session_open_document (self->session, document, NULL))
    vbt_documents_pane_open_first (self->documents);
}

static gboolean
begin_session (VbtWindow *self, VbtStore *store, GError **error)
{
  g_autofree char *name = g_settings_get_string (vbt_settings (), "annotator-name");
  g_autoptr (VbtSession) session = vbt_session_new (store, name, error);

  if (session == NULL)
    return FALSE;
  vbt_window_take_session (self, store, session);
  vbt_recent_add (vbt_store_get_path (store));
  g_settings_set_string (vbt_settings (), "last-project", vbt_store_get_path (store));
  open_last_document (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
  vbt_window_start_index (self);
  vbt_window_start_learning (self);
  vbt_window_start_rechecking (self);
  return TRUE;
}

/* A job that runs reports into the project that was open when it began. */
static gboolean
refuse_while_busy (VbtWindow *self)
{
  if (!vbt_window_is_busy (self))
    return FALSE;
  vbt_window_toast (self, _ ("Please wait until this is finished, or cancel it"));
  return TRUE;
}

static gboolean
show_failure (VbtWindow *self, const char *path, const GError *error)
{
  g_autofree char *title = vbt_project_title (path);
  /* TRANSLATORS: the name of a project */
  g_autofree char *heading = g_strdup_printf (_ ("“%s” Could Not Be Opened"), title);

  if (g_error_matches (error, VBT_ERROR, VBT_ERROR_CORRUPT))
    vbt_window_show_damage (self, path, heading, error);
  else
    vbt_dialogs_tell (GTK_WINDOW (self), heading, error->message);
  return FALSE;
}

/**
 * vbt_window_open:
 * @self: a window
 * @path: (type filename): a project
 *
 * Opens a project in place of the one that is open. A failure is shown.
 *
 * Returns: whether it is open
 */
gboolean
vbt_window_open (VbtWindow *self, const char *path)
{
  g_return_val_if_fail (VBT_IS_WINDOW (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (refuse_while_busy (self))
    return FALSE;
  g_autoptr (GFile) file = g_file_new_for_path (path); /* relative paths would not last */
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (g_file_peek_path (file), VBT_STORE_DEFAULT, &error);
  if (store != NULL && begin_session (self, store, &error))
    return TRUE;
  if (g_error_matches (error, VBT_ERROR, VBT_ERROR_NOT_FOUND))
    vbt_recent_remove (g_file_peek_path (file));
  vbt_welcome_refresh (self->welcome);
  return show_failure (self, path, error);
}

/* Makes a project in which @annotator works; without one, whoever the preferences name. */
static gboolean
create (VbtWindow *self, const char *path, const char *schema, const char *annotator)
{
  if (refuse_while_busy (self))
    return FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) labels = vbt_schema_new_default (schema, &error);
  g_autoptr (VbtStore) store = labels != NULL ? vbt_store_create (path, labels, &error) : NULL;

  if (store != NULL
      && (annotator == NULL
          || vbt_store_set_setting (store, VBT_SETTING_ANNOTATOR, annotator, &error))
      && begin_session (self, store, &error))
    return TRUE;
  return show_failure (self, path, error);
}

/**
 * vbt_window_create:
 * @self: a window
 * @path: (type filename): where there is no file yet
 * @schema: the name of a default schema
 *
 * Makes a project and opens it. A failure is shown.
 *
 * Returns: whether it is open
 */
gboolean
vbt_window_create (VbtWindow *self, const char *path, const char *schema)
{
  g_return_val_if_fail (VBT_IS_WINDOW (self), FALSE);
  return create (self, path, schema, NULL);
}

static char *
write_sample (GError **error)
{
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data (SAMPLE_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *path = NULL;
  gsize size = 0;

  if (bytes == NULL)
    return NULL;
  int file = g_file_open_tmp ("verbatim-sample-XXXXXX.jsonl", &path, error);
  if (file < 0)
    return NULL;
  g_close (file, NULL);
  const char *data = g_bytes_get_data (bytes, &size);
  if (!g_file_set_contents (path, data, size, error))
    return NULL;
  return g_steal_pointer (&path);
}

/**
 * vbt_window_open_sample:
 * @self: a window
 *
 * Makes a project with the sample's articles and opens it, asking nothing.
 *
 * Returns: whether it is open; the articles come a moment later
 */
gboolean
vbt_window_open_sample (VbtWindow *self)
{
  if (refuse_while_busy (self))
    return FALSE;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = vbt_project_folder ();
  g_autofree char *path = vbt_project_new_path (folder, _ ("Sample"));
  g_autofree char *sample = write_sample (&error);

  if (sample == NULL)
    {
      vbt_window_toast (self, error->message);
      return FALSE;
    }
  if (!create (self, path, "Who said what", SAMPLE_ANNOTATOR))
    {
      g_unlink (sample);
      return FALSE;
    }
  VbtImportOptions options = {
    .paths = (const char *const[]){ sample, NULL },
    .me = vbt_session_get_me (self->session),
  };
  self->sample = g_steal_pointer (&sample);
  vbt_window_run_import (self, &options);
  return TRUE;
}

static void
create_cb (VbtWindow *self, const char *path, const char *schema)
{
  if (!vbt_window_create (self, path, schema) || self->waiting == NULL)
    return;
  g_auto (GStrv) waiting = g_steal_pointer (&self->waiting);
  vbt_window_import (self, (const char *const *)waiting);
}

static void
new_project_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  GtkWindow *dialog = vbt_new_dialog_new (GTK_WINDOW (self));

  g_signal_connect_object (dialog, "create", G_CALLBACK (create_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
project_chosen_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  if (file != NULL && g_file_peek_path (file) != NULL)
    vbt_window_open (VBT_WINDOW (parent), g_file_peek_path (file));
}

static void
open_project_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtFileKind kind = { _ ("Verbatim Projects"), "*.verbatim" };

  vbt_dialogs_open (GTK_WINDOW (widget), _ ("Open Project"), &kind, project_chosen_cb, NULL);
}

static void
open_path_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_window_open (VBT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_window_open_sample (VBT_WINDOW (widget));
}

static void
close_project_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (refuse_while_busy (self))
    return;
  vbt_window_take_session (self, NULL, NULL);
  g_settings_set_string (vbt_settings (), "last-project", "");
  vbt_welcome_refresh (self->welcome);
}

/**
 * vbt_window_install_project_actions:
 * @klass: the window's class
 *
 * Adds the actions that open and close projects.
 */
void
vbt_window_install_project_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.new-project", NULL, new_project_action);
  gtk_widget_class_install_action (klass, "win.open-project", NULL, open_project_action);
  gtk_widget_class_install_action (klass, "win.open-path", "s", open_path_action);
  gtk_widget_class_install_action (klass, "win.open-sample", NULL, open_sample_action);
  gtk_widget_class_install_action (klass, "win.close-project", NULL, close_project_action);
}
