/* vbt-new-dialog.c: asks for name, place and schema of a new project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-new-dialog.h"

#include <glib/gi18n.h>

#include "model/vbt-schema.h"
#include "vbt-dialogs.h"
#include "vbt-recent.h"

struct _VbtNewDialog
{
  AdwWindow parent;
  AdwEntryRow *name;
  AdwActionRow *folder_row;
  AdwPreferencesGroup *schema_group;
  AdwComboRow *schema;
  GtkWidget *create;
  char *folder;
};

G_DEFINE_FINAL_TYPE (VbtNewDialog, vbt_new_dialog, ADW_TYPE_WINDOW)

enum
{
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the default schemas are for, by their names in the core. */
static const struct
{
  const char *name;
  const char *description;
} descriptions[] = {
  { "Who said what", N_ ("Quotes, cues and speakers, with people, organizations and places") },
  { "Entities", N_ ("People, organizations, places and other names, as CoNLL has them") },
  { "Frames", N_ ("Labels on whole articles") },
  { "Empty", N_ ("No labels yet") },
};

static void
show_folder (VbtNewDialog *self)
{
  g_autofree char *shown = g_filename_display_name (self->folder);
  g_autofree char *safe = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->folder_row, safe);
}

static void
show_schema (VbtNewDialog *self)
{
  const char *const *names = vbt_schema_default_names ();
  const char *name = names[adw_combo_row_get_selected (self->schema)];

  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    if (g_str_equal (descriptions[i].name, name))
      adw_preferences_group_set_description (self->schema_group, _ (descriptions[i].description));
}

static void
folders_chosen_cb (GtkWindow *parent, GListModel *folders, gpointer data)
{
  VbtNewDialog *self = VBT_NEW_DIALOG (parent);
  g_autoptr (GFile) folder = folders != NULL ? g_list_model_get_item (folders, 0) : NULL;
  char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path == NULL)
    return;
  g_free (self->folder);
  self->folder = path;
  show_folder (self);
}

static void
choose_folder_cb (VbtNewDialog *self)
{
  vbt_dialogs_choose_folders (GTK_WINDOW (self), _ ("Folder for the Project"), folders_chosen_cb,
                              NULL);
}

static void
name_changed_cb (VbtNewDialog *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));

  gtk_widget_set_sensitive (self->create, *g_strstrip (name) != '\0');
}

static void
create_cb (VbtNewDialog *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  const char *const *schemas = vbt_schema_default_names ();

  if (*g_strstrip (name) == '\0')
    return;
  g_autofree char *path = vbt_project_new_path (self->folder, name);
  g_signal_emit (self, signals[CREATE], 0, path,
                 schemas[adw_combo_row_get_selected (self->schema)]);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_cb (VbtNewDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
vbt_new_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_NEW_DIALOG);
  G_OBJECT_CLASS (vbt_new_dialog_parent_class)->dispose (object);
}

static void
vbt_new_dialog_finalize (GObject *object)
{
  g_clear_pointer (&VBT_NEW_DIALOG (object)->folder, g_free);
  G_OBJECT_CLASS (vbt_new_dialog_parent_class)->finalize (object);
}

static void
vbt_new_dialog_class_init (VbtNewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_new_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_new_dialog_finalize;
  /* The project's path and the name of its schema. */
  signals[CREATE] = g_signal_new ("create", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-new-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtNewDialog, name);
  gtk_widget_class_bind_template_child (widget_class, VbtNewDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, VbtNewDialog, schema_group);
  gtk_widget_class_bind_template_child (widget_class, VbtNewDialog, schema);
  gtk_widget_class_bind_template_child (widget_class, VbtNewDialog, create);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_schema);
}

static void
vbt_new_dialog_init (VbtNewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  GtkStringList *names = gtk_string_list_new (NULL);
  for (const char *const *name = vbt_schema_default_names (); *name != NULL; name++)
    gtk_string_list_append (names, _ (*name));
  adw_combo_row_set_model (self->schema, G_LIST_MODEL (names));
  g_object_unref (names);
  self->folder = vbt_project_folder ();
  gtk_editable_set_text (GTK_EDITABLE (self->name), _ ("Articles"));
  show_folder (self);
  show_schema (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/**
 * vbt_new_dialog_new:
 * @parent: the window that asks
 *
 * Returns: (transfer none): a dialog; it emits `create` with a path at which there is no file, and
 *   the name of a default schema
 */
GtkWindow *
vbt_new_dialog_new (GtkWindow *parent)
{
  return g_object_new (VBT_TYPE_NEW_DIALOG, "transient-for", parent, NULL);
}
