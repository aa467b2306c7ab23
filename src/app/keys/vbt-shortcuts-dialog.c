/* vbt-shortcuts-dialog.c: all keys, from the table, to look at and to change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "keys/vbt-key-dialog.h"
#include "keys/vbt-keycap.h"

struct _VbtShortcutsDialog
{
  AdwWindow parent;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkBox *groups;
  GtkWidget *reset_all;

  VbtSession *session; /* (nullable) */
  GPtrArray *rows;     /* of Row */
};

G_DEFINE_FINAL_TYPE (VbtShortcutsDialog, vbt_shortcuts_dialog, ADW_TYPE_WINDOW)

/* A line of the list: an action, or the key of a label, which belongs to the schema. */
typedef struct
{
  VbtShortcutsDialog *dialog;
  const VbtAppAction *action; /* (nullable) */
  GtkWidget *widget;          /* an AdwActionRow */
  GtkWidget *group;
  GtkWidget *caps; /* a GtkBox */
  GtkWidget *reset;
} Row;

static void
show_keys (Row *row)
{
  VbtKeymap *keymap = vbt_keymap_get_default ();
  g_auto (GStrv) keys = vbt_keymap_get_keys (keymap, row->action->action);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (row->caps)) != NULL)
    gtk_box_remove (GTK_BOX (row->caps), child);
  for (char **key = keys; *key != NULL; key++)
    {
      g_autofree char *label = vbt_keymap_get_key_label (*key);
      gtk_box_append (GTK_BOX (row->caps), vbt_keycap_new (label));
    }
  gtk_widget_set_visible (row->reset, vbt_keymap_is_changed (keymap, row->action->action));
}

static void
keys_changed_cb (VbtShortcutsDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      if (row->action == NULL)
        continue;
      show_keys (row);
      any |= gtk_widget_get_visible (row->reset);
    }
  gtk_widget_set_sensitive (self->reset_all, any);
}

static void
row_activated_cb (Row *row)
{
  gtk_window_present (
      vbt_key_dialog_new (GTK_WINDOW (row->dialog), row->action, row->dialog->session));
}

static void
reset_cb (Row *row)
{
  vbt_keymap_reset (vbt_keymap_get_default (), row->action->action);
}

static void
reset_all_cb (VbtShortcutsDialog *self)
{
  vbt_keymap_reset (vbt_keymap_get_default (), NULL);
}

static Row *
add_row (VbtShortcutsDialog *self, GtkWidget *group, const char *title)
{
  Row *row = g_new0 (Row, 1);

  row->dialog = self;
  row->group = group;
  row->widget = adw_action_row_new ();
  row->caps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row->widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->widget), row->caps);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row->widget);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_action (VbtShortcutsDialog *self, GtkWidget *group, const VbtAppAction *action)
{
  Row *row = add_row (self, group, _ (action->title));

  row->action = action;
  row->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_valign (row->reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (row->reset, "flat");
  gtk_widget_set_tooltip_text (row->reset, _ ("Back to the Default Key"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Back to the Default Key"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->widget), row->reset);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->widget), TRUE);
  g_signal_connect_swapped (row->widget, "activated", G_CALLBACK (row_activated_cb), row);
  g_signal_connect_swapped (row->reset, "clicked", G_CALLBACK (reset_cb), row);
}

static GtkWidget *
add_group (VbtShortcutsDialog *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups, group);
  return group;
}

static void
add_labels (VbtShortcutsDialog *self)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  GtkWidget *group = NULL;

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      if (label->key == NULL || *label->key == '\0')
        continue;
      if (group == NULL)
        group = add_group (self, _ ("Labels of This Project"),
                           _ ("They belong to the schema, and come before all others."));
      Row *row = add_row (self, group, label->name);
      gtk_box_append (GTK_BOX (row->caps), vbt_keycap_new (label->key));
    }
}

static void
fill (VbtShortcutsDialog *self)
{
  if (self->session != NULL)
    add_labels (self);
  for (VbtActionGroup g = 0; g < VBT_N_ACTION_GROUPS; g++)
    {
      GtkWidget *group = add_group (self, vbt_action_group_get_title (g), NULL);
      for (const VbtAppAction *action = vbt_app_actions (); action->action != NULL; action++)
        if (action->group == g)
          add_action (self, group, action);
    }
  keys_changed_cb (self);
}

/* By the words of the action, or by what is printed on its key. */
static gboolean
matches (const Row *row, const char *typed)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row->widget));

  if (*typed == '\0' || g_str_match_string (typed, title, TRUE))
    return TRUE;
  if (row->action == NULL)
    return FALSE;
  g_autofree char *key = vbt_keymap_get_label (vbt_keymap_get_default (), row->action->action);
  g_autofree char *folded = g_utf8_casefold (key != NULL ? key : "", -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);
  return g_str_equal (folded, wanted);
}

static void
search_changed_cb (VbtShortcutsDialog *self)
{
  g_autofree char *typed
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (((Row *)g_ptr_array_index (self->rows, i))->group, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      gboolean found = matches (row, typed);
      gtk_widget_set_visible (row->widget, found);
      if (found)
        gtk_widget_set_visible (row->group, TRUE);
      any |= found;
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "none");
}

static void
vbt_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_SHORTCUTS_DIALOG);
  g_clear_object (&VBT_SHORTCUTS_DIALOG (object)->session);
  G_OBJECT_CLASS (vbt_shortcuts_dialog_parent_class)->dispose (object);
}

static void
vbt_shortcuts_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (VBT_SHORTCUTS_DIALOG (object)->rows);
  G_OBJECT_CLASS (vbt_shortcuts_dialog_parent_class)->finalize (object);
}

static void
vbt_shortcuts_dialog_class_init (VbtShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_shortcuts_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_shortcuts_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtShortcutsDialog, search);
  gtk_widget_class_bind_template_child (widget_class, VbtShortcutsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtShortcutsDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, VbtShortcutsDialog, reset_all);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_all_cb);
}

static void
vbt_shortcuts_dialog_init (VbtShortcutsDialog *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (vbt_keymap_get_default (), "changed", G_CALLBACK (keys_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_shortcuts_dialog_new:
 * @parent: the window that asks
 * @session: (nullable): the open project, whose labels have keys as well
 *
 * Returns: (transfer none): a dialog with every action of the table and its keys
 */
GtkWindow *
vbt_shortcuts_dialog_new (GtkWindow *parent, VbtSession *session)
{
  VbtShortcutsDialog *self
      = g_object_new (VBT_TYPE_SHORTCUTS_DIALOG, "transient-for", parent, NULL);

  g_set_object (&self->session, session);
  fill (self);
  return GTK_WINDOW (self);
}
