/* vbt-tick-dialog.c: asks the project for places, lists them with ticks, and does one act with what stays ticked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-tick-dialog.h"

#include <glib/gi18n.h>

#include "panes/vbt-wrap-box.h"
#include "search/vbt-hit-view.h"

typedef struct
{
  GtkWidget *apply;
  VbtWrapBox *options;
  GtkSizeGroup *heights; /* of the options: a box to tick stands in the middle of its line */
  GtkSpinner *spinner;
  GtkLabel *found;
  GtkListView *view;

  VbtSession *session; /* (nullable): before the start, and at the end */
  VbtHitList *list;
  gpointer answer;      /* (nullable): what the list shows */
  GCancellable *search; /* (nullable): the one that runs */
} VbtTickDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VbtTickDialog, vbt_tick_dialog, ADW_TYPE_WINDOW)

static VbtTickDialogPrivate *
get_private (VbtTickDialog *self)
{
  return vbt_tick_dialog_get_instance_private (self);
}

static void
update (VbtTickDialog *self)
{
  VbtTickDialogPrivate *priv = get_private (self);
  VbtTickDialogClass *klass = VBT_TICK_DIALOG_GET_CLASS (self);
  gboolean is_looking = priv->search != NULL;
  guint n = vbt_hit_list_get_n_ticked (priv->list);
  guint n_found = vbt_hit_list_get_hits (priv->list)->len;
  g_autofree char *title = klass->describe_act (self, n);
  g_autofree char *found = klass->describe_found (self, n_found, is_looking);

  gtk_button_set_label (GTK_BUTTON (priv->apply), title);
  gtk_widget_set_sensitive (priv->apply, n > 0 && !is_looking);
  gtk_label_set_label (priv->found, found);
  gtk_spinner_set_spinning (priv->spinner, is_looking);
  gtk_widget_set_visible (GTK_WIDGET (priv->spinner), is_looking);
}

/* With the answer that there is, or with none. */
static void
show_answer (VbtTickDialog *self)
{
  VbtTickDialogPrivate *priv = get_private (self);

  vbt_hit_list_clear (priv->list, priv->session);
  if (priv->answer != NULL)
    {
      g_autoptr (GArray) hits = VBT_TICK_DIALOG_GET_CLASS (self)->list_hits (priv->answer);

      vbt_hit_list_append (priv->list, hits);
      vbt_hit_list_tick_all (priv->list, TRUE);
    }
  update (self);
}

/* Nothing to do where another question was asked meanwhile, or the dialog is gone. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtTickDialog *self = VBT_TICK_DIALOG (source);
  VbtTickDialogPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  gpointer answer = vbt_ask_finish (result, &error);

  if (priv->session == NULL || priv->search != g_task_get_cancellable (G_TASK (result)))
    {
      g_clear_pointer (&answer, VBT_TICK_DIALOG_GET_CLASS (self)->kind->free_answer);
      return;
    }
  g_clear_object (&priv->search);
  priv->answer = answer;
  show_answer (self);
  gtk_widget_grab_focus (priv->apply);
  if (error != NULL)
    gtk_label_set_label (priv->found, error->message);
}

static void
stop (VbtTickDialog *self)
{
  VbtTickDialogPrivate *priv = get_private (self);

  g_cancellable_cancel (priv->search);
  g_clear_object (&priv->search);
  g_clear_pointer (&priv->answer, VBT_TICK_DIALOG_GET_CLASS (self)->kind->free_answer);
}

static void
ask_cb (VbtTickDialog *self)
{
  VbtTickDialogPrivate *priv = get_private (self);
  VbtTickDialogClass *klass = VBT_TICK_DIALOG_GET_CLASS (self);

  if (priv->session == NULL)
    return;
  stop (self);
  priv->search = g_cancellable_new ();
  show_answer (self);
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (priv->session)), klass->kind,
           klass->ask (self), priv->search, answered_cb, NULL);
}

static void
apply_cb (VbtTickDialog *self)
{
  VbtTickDialogPrivate *priv = get_private (self);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (vbt_hit_list_get_n_ticked (priv->list) == 0 || !VBT_IS_WINDOW (window))
    return;
  if (VBT_TICK_DIALOG_GET_CLASS (self)->act (self, VBT_WINDOW (window), priv->answer))
    gtk_window_close (GTK_WINDOW (self));
}

/* Without gtk_widget_dispose_template(): in GTK 4.8 it asks for a template of the derived class. What is in a window
 * goes with it. */
static void
vbt_tick_dialog_dispose (GObject *object)
{
  VbtTickDialog *self = VBT_TICK_DIALOG (object);
  VbtTickDialogPrivate *priv = get_private (self);

  stop (self);
  g_clear_object (&priv->session);
  g_clear_object (&priv->list);
  G_OBJECT_CLASS (vbt_tick_dialog_parent_class)->dispose (object);
}

static void
vbt_tick_dialog_class_init (VbtTickDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = vbt_tick_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-tick-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, VbtTickDialog, apply);
  gtk_widget_class_bind_template_child_private (widget_class, VbtTickDialog, options);
  gtk_widget_class_bind_template_child_private (widget_class, VbtTickDialog, heights);
  gtk_widget_class_bind_template_child_private (widget_class, VbtTickDialog, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, VbtTickDialog, found);
  gtk_widget_class_bind_template_child_private (widget_class, VbtTickDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
vbt_tick_dialog_init (VbtTickDialog *self)
{
  VbtTickDialogPrivate *priv = get_private (self);

  priv->list = vbt_hit_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vbt_hit_view_set_up (priv->view, priv->list);
  g_signal_connect_object (priv->list, "notify::n-ticked", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_tick_dialog_add_option:
 * @self: a dialog
 * @option: (transfer floating): a control
 * @name: what it is called in a tooltip, and to those who cannot see it
 * @changed: (nullable): the signal of it upon which the project is asked anew
 *
 * Adds an option behind those that there are.
 *
 * Returns: (transfer none): the option
 */
GtkWidget *
vbt_tick_dialog_add_option (VbtTickDialog *self, GtkWidget *option, const char *name,
                            const char *changed)
{
  VbtTickDialogPrivate *priv = get_private (self);

  g_return_val_if_fail (VBT_IS_TICK_DIALOG (self) && GTK_IS_WIDGET (option), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (option), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (option, name);
  gtk_size_group_add_widget (priv->heights, option);
  vbt_wrap_box_append (priv->options, option);
  if (changed != NULL)
    g_signal_connect_object (option, changed, G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  return option;
}

/**
 * vbt_tick_dialog_start:
 * @self: a dialog that has what it needs for its question
 * @session: the session, with a document
 *
 * Asks for the first time.
 */
void
vbt_tick_dialog_start (VbtTickDialog *self, VbtSession *session)
{
  VbtTickDialogPrivate *priv = get_private (self);

  g_return_if_fail (VBT_IS_TICK_DIALOG (self) && VBT_IS_SESSION (session));

  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gettext (VBT_TICK_DIALOG_GET_CLASS (self)->list_name), -1);
  g_set_object (&priv->session, session);
  ask_cb (self);
}

/** vbt_tick_dialog_get_session: (transfer none) (nullable): the session, once it was started */
VbtSession *
vbt_tick_dialog_get_session (VbtTickDialog *self)
{
  g_return_val_if_fail (VBT_IS_TICK_DIALOG (self), NULL);

  return get_private (self)->session;
}

/** vbt_tick_dialog_get_list: (transfer none): what was found, in the order of the answer */
VbtHitList *
vbt_tick_dialog_get_list (VbtTickDialog *self)
{
  g_return_val_if_fail (VBT_IS_TICK_DIALOG (self), NULL);

  return get_private (self)->list;
}
