/* vbt-import-dialog.c: which files are imported, and how they are read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-import-dialog.h"

#include <glib/gi18n.h>

#include "vbt-dialogs.h"
#include "vbt-import-found.h"
#include "vbt-settings.h"

/* Milliseconds without another change before the files are looked into. */
#define LOOK_DELAY 250

struct _VbtImportDialog
{
  AdwWindow parent;
  GtkListBox *paths_list;
  GtkWidget *none;
  AdwComboRow *format;
  AdwExpanderRow *reading;
  AdwComboRow *encoding;
  AdwComboRow *keep;
  AdwEntryRow *annotator;
  GtkSwitch *join;
  GtkSwitch *tag;
  GtkWidget *add_files;
  GtkWidget *import;
  VbtImportFound *found;
  GPtrArray *paths;        /* of char *, NULL-terminated */
  GPtrArray *formats;      /* of const VbtFormat *, as they are listed; the first is NULL */
  const VbtFormat *told;   /* (nullable): whose dialect can be told */
  GPtrArray *dialect_rows; /* of GtkWidget, one for each of its keys */
  char *dialect;           /* (nullable): what was told */
  char *project;
  guint look_timeout; /* 0 where none waits */
};

G_DEFINE_FINAL_TYPE (VbtImportDialog, vbt_import_dialog, ADW_TYPE_WINDOW)

enum
{
  IMPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The lines of "Annotations". */
enum
{
  KEEP_AS_SUGGESTIONS,
  KEEP_AS_MINE,
  KEEP_AS_PERSON,
  KEEP_AS_FILE,
  KEEP_AS_FOLDER
};

/* What plain text comes in where it is not Unicode; the first one is found out. */
static const char *const encodings[]
    = { NULL,       "UTF-8",    "Windows-1252", "ISO-8859-1",   "ISO-8859-2", "ISO-8859-15",
        "UTF-16LE", "UTF-16BE", "Windows-1250", "Windows-1251", "KOI8-R",     "Shift_JIS",
        "EUC-JP",   "GB18030",  "Big5",         "EUC-KR" };

static void look_soon (VbtImportDialog *self);

static guint
count_paths (VbtImportDialog *self)
{
  return self->paths->len - 1;
}

static void
show_paths (VbtImportDialog *self)
{
  gtk_widget_set_visible (self->none, count_paths (self) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->paths_list), count_paths (self) > 0);
  gtk_widget_set_sensitive (self->import, count_paths (self) > 0);
  look_soon (self);
}

/* How the files are read */

/* The row's value, or NULL where it is found out. */
static const char *
get_told (const VbtDialectKey *key, GtkWidget *row)
{
  const char *text;

  if (key->values != NULL)
    {
      guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

      return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL
                                                                    : key->values[selected - 1];
    }
  text = gtk_editable_get_text (GTK_EDITABLE (row));
  return text[0] != '\0' && strpbrk (text, ",=") == NULL ? text : NULL;
}

static void
read_dialect (VbtImportDialog *self)
{
  g_autoptr (GString) dialect = g_string_new (NULL);

  for (guint i = 0; i < self->dialect_rows->len; i++)
    {
      const VbtDialectKey *key = &self->told->dialect[i];
      const char *value = get_told (key, self->dialect_rows->pdata[i]);

      if (value != NULL)
        g_string_append_printf (dialect, "%s%s=%s", dialect->len > 0 ? "," : "", key->key, value);
    }
  g_free (self->dialect);
  self->dialect = dialect->len > 0 ? g_strdup (dialect->str) : NULL;
}

static GtkWidget *
new_dialect_row (VbtImportDialog *self, const VbtDialectKey *key)
{
  GtkWidget *row = key->values != NULL ? adw_combo_row_new () : adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (key->title));
  if (key->values != NULL)
    {
      g_autoptr (GtkStringList) values = gtk_string_list_new (NULL);

      gtk_string_list_append (values, _ ("Recognize"));
      for (guint i = 0; key->values[i] != NULL; i++)
        gtk_string_list_append (values, key->values[i]);
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (values));
      g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (look_soon), self);
    }
  else
    g_signal_connect_swapped (row, "changed", G_CALLBACK (look_soon), self);
  return row;
}

/* Whose dialect can be told is known when the files were looked into, or from the start. */
static void
show_dialect (VbtImportDialog *self, const VbtFormat *format)
{
  if (format == self->told)
    return;
  for (guint i = 0; i < self->dialect_rows->len; i++)
    adw_expander_row_remove (self->reading, self->dialect_rows->pdata[i]);
  g_ptr_array_set_size (self->dialect_rows, 0);
  self->told = format;
  for (guint i = 0; format != NULL && format->dialect != NULL && format->dialect[i].key != NULL;
       i++)
    {
      GtkWidget *row = new_dialect_row (self, &format->dialect[i]);

      adw_expander_row_add_row (self->reading, row);
      g_ptr_array_add (self->dialect_rows, row);
    }
}

static gboolean
look_cb (gpointer data)
{
  VbtImportDialog *self = data;
  VbtImportOptions options;

  self->look_timeout = 0;
  vbt_import_dialog_get_options (self, &options);
  vbt_import_found_look (self->found, &options);
  return G_SOURCE_REMOVE;
}

static void
look_soon (VbtImportDialog *self)
{
  g_clear_handle_id (&self->look_timeout, g_source_remove);
  self->look_timeout = g_timeout_add (LOOK_DELAY, look_cb, self);
}

static const VbtFormat *
get_format (VbtImportDialog *self)
{
  return g_ptr_array_index (self->formats, adw_combo_row_get_selected (self->format));
}

static void
found_cb (VbtImportDialog *self)
{
  if (get_format (self) == NULL)
    show_dialect (self, vbt_import_found_get_format (self->found));
}

static void
format_changed_cb (VbtImportDialog *self)
{
  if (self->formats == NULL)
    return;
  if (get_format (self) != NULL)
    show_dialect (self, get_format (self));
  look_soon (self);
}

static void
list_encodings (VbtImportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Recognize"));
  for (guint i = 1; i < G_N_ELEMENTS (encodings); i++)
    gtk_string_list_append (names, encodings[i]);
  adw_combo_row_set_model (self->encoding, G_LIST_MODEL (names));
}

static void
remove_clicked_cb (GtkButton *button, VbtImportDialog *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  g_ptr_array_remove_index (self->paths, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  gtk_list_box_remove (self->paths_list, row);
  show_paths (self);
}

static void
add_path (VbtImportDialog *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown_folder = g_filename_display_name (folder);
  g_autofree char *safe_name = g_markup_escape_text (name, -1);
  g_autofree char *safe_folder = g_markup_escape_text (shown_folder, -1);
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_folder);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (
      ADW_ACTION_ROW (row),
      gtk_image_new_from_icon_name (is_folder ? "folder-symbolic" : "text-x-generic-symbolic"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove from the list"));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->paths_list, row);
  g_ptr_array_insert (self->paths, count_paths (self), g_strdup (path));
}

static void
files_chosen_cb (GtkWindow *parent, GListModel *files, gpointer data)
{
  VbtImportDialog *self = VBT_IMPORT_DIALOG (parent);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      const char *path = g_file_peek_path (file);
      if (path != NULL)
        add_path (self, path);
    }
  show_paths (self);
}

static void
add_files_cb (VbtImportDialog *self)
{
  vbt_dialogs_open_several (GTK_WINDOW (self), _ ("Files to Import"), _ ("_Add"), NULL,
                            files_chosen_cb, NULL);
}

static void
add_folder_cb (VbtImportDialog *self)
{
  vbt_dialogs_choose_folders (GTK_WINDOW (self), _ ("Folder to Import"), files_chosen_cb, NULL);
}

static const char *
explain_keep (guint keep)
{
  switch (keep)
    {
    case KEEP_AS_SUGGESTIONS:
      return _ ("To be reviewed");
    case KEEP_AS_MINE:
      return _ ("Where a file does not say whose they are");
    case KEEP_AS_FILE:
      return _ ("The file is named after who annotated it");
    case KEEP_AS_FOLDER:
      return _ ("The folder is named after who annotated it");
    default:
      return "";
    }
}

static void
keep_changed_cb (VbtImportDialog *self)
{
  guint keep = adw_combo_row_get_selected (self->keep);

  gtk_widget_set_visible (GTK_WIDGET (self->annotator), keep == KEEP_AS_PERSON);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->keep), explain_keep (keep));
}

static void
import_cb (VbtImportDialog *self)
{
  g_signal_emit (self, signals[IMPORT], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_cb (VbtImportDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
list_formats (VbtImportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->formats = g_ptr_array_new ();
  g_ptr_array_add (self->formats, NULL);
  gtk_string_list_append (titles, _ ("Recognize"));
  for (const VbtFormat *const *format = vbt_formats (); *format != NULL; format++)
    if ((*format)->flags & VBT_FORMAT_READS)
      {
        g_ptr_array_add (self->formats, (gpointer)*format);
        gtk_string_list_append (titles, _ ((*format)->title));
      }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (titles));
}

static void
vbt_import_dialog_dispose (GObject *object)
{
  g_clear_handle_id (&VBT_IMPORT_DIALOG (object)->look_timeout, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (vbt_import_dialog_parent_class)->dispose (object);
}

static void
vbt_import_dialog_finalize (GObject *object)
{
  VbtImportDialog *self = VBT_IMPORT_DIALOG (object);

  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_pointer (&self->dialect_rows, g_ptr_array_unref);
  g_clear_pointer (&self->dialect, g_free);
  g_clear_pointer (&self->project, g_free);
  G_OBJECT_CLASS (vbt_import_dialog_parent_class)->finalize (object);
}

static void
vbt_import_dialog_class_init (VbtImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_import_dialog_finalize;
  signals[IMPORT] = g_signal_new ("import", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VBT_TYPE_IMPORT_FOUND);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, paths_list);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, none);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, reading);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, encoding);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, found);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, annotator);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, join);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, tag);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, import);
  gtk_widget_class_bind_template_child (widget_class, VbtImportDialog, add_files);
  gtk_widget_class_bind_template_callback (widget_class, add_files_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_soon);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
vbt_import_dialog_init (VbtImportDialog *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->paths, NULL);
  self->dialect_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  list_formats (self);
  list_encodings (self);
  g_settings_bind (vbt_settings (), "tag-after-import", self->tag, "active",
                   G_SETTINGS_BIND_DEFAULT);
  keep_changed_cb (self);
  show_paths (self);
  gtk_widget_grab_focus (self->add_files);
}

/**
 * vbt_import_dialog_new:
 * @parent: the window that asks
 * @schema: the project's, whose labels those of the files can become
 * @project: the path of the project, which has the articles that a table of spans is about
 *
 * Returns: (transfer none): a dialog; it emits `import` when its options are to be used
 */
GtkWindow *
vbt_import_dialog_new (GtkWindow *parent, const VbtSchema *schema, const char *project)
{
  VbtImportDialog *self = g_object_new (VBT_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->project = g_strdup (project);
  vbt_import_found_set_schema (self->found, schema);
  return GTK_WINDOW (self);
}

/**
 * vbt_import_dialog_get_options:
 * @self: a dialog
 * @options: (out caller-allocates): what was chosen; `me` is left to the caller
 *
 * Tells what was chosen. The strings belong to the dialog.
 */
void
vbt_import_dialog_get_options (VbtImportDialog *self, VbtImportOptions *options)
{
  g_return_if_fail (VBT_IS_IMPORT_DIALOG (self));
  g_return_if_fail (options != NULL);

  const char *annotator = gtk_editable_get_text (GTK_EDITABLE (self->annotator));
  guint keep = adw_combo_row_get_selected (self->keep);
  gboolean person = keep == KEEP_AS_PERSON;

  read_dialect (self);
  *options = (VbtImportOptions){
    .paths = (const char *const *)self->paths->pdata,
    .format = get_format (self),
    .encoding = encodings[adw_combo_row_get_selected (self->encoding)],
    .dialect = self->dialect,
    .labels = vbt_import_found_get_labels (self->found),
    .annotator = person && *annotator != '\0' ? annotator : NULL,
    .annotator_from = keep == KEEP_AS_FILE     ? VBT_ANNOTATOR_FROM_FILE
                      : keep == KEEP_AS_FOLDER ? VBT_ANNOTATOR_FROM_FOLDER
                                               : VBT_ANNOTATOR_FROM_NOTHING,
    .suggestions = keep == KEEP_AS_SUGGESTIONS,
    .join = gtk_switch_get_active (self->join),
    .project = self->project,
  };
}
