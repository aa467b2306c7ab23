/* vbt-window-register.c: the register of people, organizations and places as a table, in and out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-dialogs.h"
#include "vbt-window-private.h"

static void
exported_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);

  vbt_window_start_index (self);
  if (job != NULL && !vbt_window_show_job_failure (self, job))
    vbt_window_toast (self, _ ("The register was exported"));
}

static void
imported_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);
  const VbtRegisterResult *result;
  g_autofree char *text = NULL;

  vbt_window_start_index (self);
  if (job == NULL || vbt_window_show_job_failure (self, job))
    return;
  result = vbt_job_get_register_result (job);
  /* Translators: numbers of entries of the register */
  text = g_strdup_printf (_ ("Entries: %u added, %u changed, %u refused"), result->n_added,
                          result->n_changed, result->n_refused);
  if (result->n_refused > 0)
    vbt_dialogs_list (GTK_WINDOW (self), text,
                      _ ("These lines were left out. Everything else was imported."),
                      vbt_job_get_problems (job));
  if (result->n_added + result->n_changed > 0)
    vbt_window_toast_with_undo (self, text, 1);
  else
    vbt_window_toast (self, text);
}

static const char *
get_path (VbtWindow *self, GFile *file)
{
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (file != NULL && path == NULL)
    vbt_window_toast (self, _ ("Only files on this computer can be read and written"));
  return self->session != NULL ? path : NULL;
}

static void
export_to_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (parent);
  const char *path = get_path (self, file);
  g_autoptr (VbtJob) job = NULL;

  if (path == NULL || vbt_window_is_busy (self))
    return;
  job = vbt_job_new_register (vbt_store_get_path (self->store), path, 0);
  vbt_window_start_job (self, job, G_CALLBACK (exported_cb));
}

static void
import_from_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (parent);
  const char *path = get_path (self, file);
  g_autoptr (VbtJob) job = NULL;

  if (path == NULL || !vbt_window_can_start_job (self))
    return;
  job = vbt_job_new_register (vbt_store_get_path (self->store), path,
                              vbt_session_get_me (self->session));
  vbt_window_start_job (self, job, G_CALLBACK (imported_cb));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_dialogs_save (GTK_WINDOW (widget), _ ("Export People"), _ ("people.csv"), export_to_cb, NULL);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const VbtFileKind kind = { _ ("Tables (CSV)"), "*.csv *.CSV" };

  vbt_dialogs_open (GTK_WINDOW (widget), _ ("Import People"), &kind, import_from_cb, NULL);
}

/**
 * vbt_window_install_register_actions:
 * @klass: the window's class
 *
 * Adds the actions of this file.
 */
void
vbt_window_install_register_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.import-register", NULL, import_action);
  gtk_widget_class_install_action (klass, "win.export-register", NULL, export_action);
}
