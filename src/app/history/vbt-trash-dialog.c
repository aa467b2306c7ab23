/* vbt-trash-dialog.c: the articles that were deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/vbt-trash-dialog.h"

#include <glib/gi18n.h>

#include "history/vbt-act-row.h"
#include "vbt-dialogs.h"

/* More than anybody looks through; the others come up when these are gone. */
#define MAX_ROWS 500

struct _VbtTrashDialog
{
  AdwWindow parent;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *more;
  GtkButton *empty;

  VbtSession *session;
  GCancellable *cancellable; /* of the emptying; (nullable): it is not being emptied */
};

G_DEFINE_FINAL_TYPE (VbtTrashDialog, vbt_trash_dialog, ADW_TYPE_WINDOW)

static void
tell (VbtTrashDialog *self, const char *message)
{
  g_autofree char *safe = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (safe));
}

static void
restore_cb (GtkButton *button, VbtTrashDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  VbtId *id = g_object_get_data (G_OBJECT (button), "document");
  VbtStore *store = vbt_session_get_store (self->session);
  VbtId document = *id;

  g_array_append_val (documents, document);
  if (!vbt_act_restore_documents (store, vbt_session_get_me (self->session), documents, &error))
    tell (self, error->message);
  else
    vbt_session_open_document (self->session, document, NULL);
}

static char *
describe (const VbtTrashed *trashed)
{
  g_autofree char *time = vbt_time_to_title (trashed->time);
  g_autofree char *deleted = g_strdup_printf (_ ("deleted %s"), time);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u annotation", "%u annotations", trashed->n_annotations),
      trashed->n_annotations);

  return g_strdup_printf ("%s · %s", deleted, count);
}

static GtkWidget *
make_row (VbtTrashDialog *self, const VbtTrashed *trashed)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore"));
  g_autofree char *title = g_markup_escape_text (trashed->title, -1);
  g_autofree char *subtitle = describe (trashed);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button,
                            !vbt_store_is_read_only (vbt_session_get_store (self->session), NULL));
  g_object_set_data_full (G_OBJECT (button), "document", g_memdup2 (&trashed->id, sizeof (VbtId)),
                          g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (restore_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_more (VbtTrashDialog *self, guint n_shown)
{
  guint64 n = 0;
  g_autofree char *text = NULL;

  if (vbt_store_count_trash (vbt_session_get_store (self->session), &n, NULL) && n > n_shown)
    text = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", (gulong)(n - n_shown)),
        (guint)(n - n_shown));
  gtk_label_set_text (self->more, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), text != NULL);
}

static void
reload (VbtTrashDialog *self)
{
  g_autoptr (GError) error = NULL;
  VbtStore *store = vbt_session_get_store (self->session);
  g_autoptr (GPtrArray) list = vbt_store_list_trash (store, MAX_ROWS, &error);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (list == NULL)
    {
      tell (self, error->message);
      return;
    }
  for (guint i = 0; i < list->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (list, i)));
  gtk_stack_set_visible_child_name (self->stack, list->len > 0 ? "list" : "none");
  gtk_widget_set_sensitive (GTK_WIDGET (self->empty), list->len > 0 && self->cancellable == NULL
                                                          && !vbt_store_is_read_only (store, NULL));
  show_more (self, list->len);
}

/** Emptying: what the thread needs that empties the trash. */
typedef struct
{
  char *path;
  VbtId me;
} Emptying;

static void
emptying_free (Emptying *self)
{
  g_free (self->path);
  g_free (self);
}

static void
empty_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Emptying *emptying = data;
  GError *error = NULL;
  guint64 n_deleted = 0;
  g_autoptr (VbtStore) store = vbt_store_open (emptying->path, VBT_STORE_DEFAULT, &error);

  if (store == NULL || !vbt_store_empty_trash (store, emptying->me, cancellable, &n_deleted, &error)
      || !vbt_store_close (store, &error))
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize)n_deleted);
}

static void
emptied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtTrashDialog *self = VBT_TRASH_DIALOG (source);
  g_autoptr (GError) error = NULL;

  g_task_propagate_int (G_TASK (result), &error);
  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, error->message);
  vbt_store_refresh (vbt_session_get_store (self->session), NULL);
  reload (self);
}

static void
answered_cb (GtkWindow *parent, gboolean yes, gpointer data)
{
  VbtTrashDialog *self = VBT_TRASH_DIALOG (parent);
  g_autoptr (GTask) task = NULL;
  Emptying *emptying;

  if (!yes || self->session == NULL || self->cancellable != NULL)
    return;
  emptying = g_new0 (Emptying, 1);
  emptying->path = g_strdup (vbt_store_get_path (vbt_session_get_store (self->session)));
  emptying->me = vbt_session_get_me (self->session);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, emptied_cb, NULL);
  g_task_set_task_data (task, emptying, (GDestroyNotify)emptying_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->empty), FALSE);
  g_task_run_in_thread (task, empty_in_thread);
}

static void
empty_cb (VbtTrashDialog *self)
{
  vbt_dialogs_ask (GTK_WINDOW (self), _ ("Empty the Trash?"),
                   _ ("Its articles are deleted for good, with all that anybody annotated in them. "
                      "This cannot be undone."),
                   _ ("_Empty"), TRUE, answered_cb, NULL);
}

static void
vbt_trash_dialog_dispose (GObject *object)
{
  VbtTrashDialog *self = VBT_TRASH_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (vbt_session_get_store (self->session), self);
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_TRASH_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vbt_trash_dialog_parent_class)->dispose (object);
}

static void
vbt_trash_dialog_class_init (VbtTrashDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_trash_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-trash-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtTrashDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VbtTrashDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtTrashDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VbtTrashDialog, more);
  gtk_widget_class_bind_template_child (widget_class, VbtTrashDialog, empty);
  gtk_widget_class_bind_template_callback (widget_class, empty_cb);
}

static void
vbt_trash_dialog_init (VbtTrashDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_trash_dialog_new:
 * @parent: the window of the project
 * @session: the session
 *
 * Returns: (transfer none): a dialog that lists what is in the trash of the project
 */
GtkWindow *
vbt_trash_dialog_new (GtkWindow *parent, VbtSession *session)
{
  VbtTrashDialog *self = g_object_new (VBT_TYPE_TRASH_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (vbt_session_get_store (session), "changed", G_CALLBACK (reload), self);
  reload (self);
  return GTK_WINDOW (self);
}
