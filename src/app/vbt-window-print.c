/* vbt-window-print.c: the window's actions that print the article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "article/vbt-print.h"
#include "vbt-dialogs.h"
#include "vbt-window-private.h"

/* On the operation: the file that it writes; none where it prints. */
#define FILE_KEY "vbt-file"

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, VbtWindow *self)
{
  GFile *file = g_object_get_data (G_OBJECT (operation), FILE_KEY);
  g_autofree char *name = file == NULL ? NULL : g_file_get_basename (file);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      message = g_strdup_printf (_ ("The article could not be printed: %s"),
                                 error == NULL ? _ ("unknown reason") : error->message);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY && name != NULL)
    message = g_strdup_printf (_ ("Saved as %s"), name);
  if (message != NULL)
    vbt_window_toast (self, message);
}

/** Printing: of what is shown. */
typedef struct
{
  VbtWindow *window;
  GFile *file; /* (nullable): where it is saved; else it is printed */
} Printing;

static void
printing_free (gpointer data)
{
  Printing *self = data;

  g_object_unref (self->window);
  g_clear_object (&self->file);
  g_free (self);
}

static void
run_cb (VbtSession *session, gpointer data)
{
  VbtWindow *self = ((Printing *)data)->window;
  GFile *file = ((Printing *)data)->file;
  g_autoptr (GtkPrintOperation) operation = vbt_print_new (session);
  g_autoptr (GError) error = NULL;

  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), self, 0);
  if (file != NULL)
    {
      gtk_print_operation_set_export_filename (operation, g_file_peek_path (file));
      g_object_set_data_full (G_OBJECT (operation), FILE_KEY, g_object_ref (file), g_object_unref);
    }
  /* A failure comes as the signal `done` as well, which tells of it. */
  gtk_print_operation_run (operation,
                           file != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                        : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (self), &error);
}

static void
run (VbtWindow *self, GFile *file)
{
  Printing *printing = g_new (Printing, 1);

  printing->window = g_object_ref (self);
  printing->file = file != NULL ? g_object_ref (file) : NULL;
  vbt_session_when_complete (self->session, run_cb, printing, printing_free);
}

static const VbtDocument *
get_document (VbtWindow *self)
{
  return self->session != NULL ? vbt_session_get_document (self->session) : NULL;
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (get_document (VBT_WINDOW (widget)) != NULL)
    run (VBT_WINDOW (widget), NULL);
}

static void
file_chosen_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (parent);

  if (file == NULL || get_document (self) == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    vbt_window_toast (self, _ ("Only files on this computer can be written"));
  else
    run (self, file);
}

static void
pdf_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  g_autofree char *base = NULL;
  g_autofree char *offered = NULL;
  char *dot;

  if (get_document (self) == NULL)
    return;
  base = g_path_get_basename (get_document (self)->name);
  dot = strrchr (base, '.');
  if (dot != NULL && dot != base)
    *dot = '\0';
  offered = g_strdup_printf ("%s.pdf", base);
  vbt_dialogs_save (GTK_WINDOW (self), _ ("Save the Article as PDF"), offered, file_chosen_cb,
                    NULL);
}

/**
 * vbt_window_install_print_actions:
 * @klass: the window's class
 *
 * Adds the actions of this file.
 */
void
vbt_window_install_print_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.print", NULL, print_action);
  gtk_widget_class_install_action (klass, "win.save-pdf", NULL, pdf_action);
}
