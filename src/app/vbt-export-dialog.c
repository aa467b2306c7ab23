/* vbt-export-dialog.c: format and contents of an export, with its first lines before it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-export-dialog.h"

#include <glib/gi18n.h>

#include "jobs/vbt-job.h"
#include "vbt-dialogs.h"
#include "vbt-preview.h"
#include "vbt-recent.h"
#include "vbt-settings.h"

/* Enough to see what comes out, and done at once. */
#define PREVIEW_DOCUMENTS 5

struct _VbtExportDialog
{
  AdwWindow parent;
  AdwComboRow *format;
  AdwComboRow *documents;
  AdwComboRow *annotations;
  GtkWidget *suggestions_row;
  GtkSwitch *suggestions;
  GtkLabel *preview;
  AdwPreferencesGroup *losses_group;
  AdwComboRow *on_loss;
  GtkLabel *losses;
  GtkWidget *export;

  VbtSession *session;
  GPtrArray *formats; /* of const VbtFormat *, as they are listed */
  GArray *chosen;     /* (nullable): the documents that are meant */
  VbtJob *job;        /* (nullable): makes the preview */
  VbtJob *count;      /* (nullable): counts what would be lost of all documents */
  char *folder;       /* (nullable): where it is made */
  char *path;         /* (nullable): what is to be written */
};

G_DEFINE_FINAL_TYPE (VbtExportDialog, vbt_export_dialog, ADW_TYPE_WINDOW)

enum
{
  EXPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The lines of "Documents" and of "Annotations". */
enum
{
  DOCUMENTS_ALL,
  DOCUMENTS_DONE,
  DOCUMENTS_THIS
};

/* The lines of what is done about losses: whoever wants neither cancels. */
enum
{
  LOSSES_WRITTEN,
  LOSSES_LEFT_OUT
};

enum
{
  ANNOTATIONS_MINE,
  ANNOTATIONS_ALL
};

static const VbtFormat *
get_format (VbtExportDialog *self)
{
  return g_ptr_array_index (self->formats, adw_combo_row_get_selected (self->format));
}

static void
choose_documents (VbtExportDialog *self)
{
  const VbtDocument *open = vbt_session_get_document (self->session);
  guint selected = adw_combo_row_get_selected (self->documents);
  g_autoptr (VbtCriteria) done
      = vbt_criteria_parse ("status:done", VBT_CRITERIA_DEFAULT, NULL, NULL);
  VbtFilter filter = VBT_FILTER_INIT;

  g_clear_pointer (&self->chosen, g_array_unref);
  if (selected == DOCUMENTS_DONE)
    {
      filter.criteria = done;
      filter.annotator = vbt_session_get_me (self->session);
      self->chosen
          = vbt_store_list_documents (vbt_session_get_store (self->session), &filter, NULL);
    }
  else if (selected == DOCUMENTS_THIS && open != NULL)
    {
      self->chosen = g_array_new (FALSE, FALSE, sizeof (VbtId));
      g_array_append_val (self->chosen, open->id);
    }
}

static void
drop_job (VbtExportDialog *self, VbtJob **job)
{
  if (*job != NULL)
    {
      g_signal_handlers_disconnect_by_data (*job, self);
      vbt_job_cancel (*job);
    }
  g_clear_object (job);
}

static void
drop_preview (VbtExportDialog *self)
{
  drop_job (self, &self->job);
  if (self->folder != NULL)
    vbt_preview_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* Of the first documents, and then of all of them. */
static void
show_losses (VbtExportDialog *self, const VbtLosses *losses, gboolean all)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; losses != NULL && i < losses->rows->len; i++)
    {
      const VbtLoss *loss = g_ptr_array_index (losses->rows, i);

      g_string_append_printf (text, "%s%u × %s", i > 0 ? "\n" : "", loss->count, loss->what);
      if (loss->example != NULL)
        g_string_append_printf (text, " (%s)", loss->example);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->losses_group), text->len > 0);
  adw_preferences_group_set_description (
      self->losses_group, all ? _ ("In all documents that are exported")
                              : _ ("In the first documents; the others are counted"));
  gtk_label_set_text (self->losses, text->str);
}

static void
counted_cb (VbtExportDialog *self)
{
  if (vbt_job_get_error (self->count) == NULL)
    show_losses (self, vbt_job_get_export_result (self->count)->losses, TRUE);
  g_clear_object (&self->count);
}

/* Goes through all documents, so that it is known before anything is written. */
static void
count_losses (VbtExportDialog *self)
{
  VbtExportOptions options;

  vbt_export_dialog_get_options (self, &options);
  options.path = self->folder;
  options.only_count = TRUE;
  drop_job (self, &self->count);
  self->count
      = vbt_job_new_export (vbt_store_get_path (vbt_session_get_store (self->session)), &options);
  g_signal_connect_swapped (self->count, "finished", G_CALLBACK (counted_cb), self);
  vbt_job_start (self->count);
}

static void
preview_finished_cb (VbtExportDialog *self)
{
  const GError *error = vbt_job_get_error (self->job);
  const VbtExportResult *result = vbt_job_get_export_result (self->job);
  g_autofree char *text
      = error != NULL ? g_strdup (error->message) : vbt_preview_read (self->folder);

  gtk_label_set_text (self->preview, text);
  show_losses (self, error == NULL && result != NULL ? result->losses : NULL, FALSE);
  if (error == NULL)
    count_losses (self);
  drop_preview (self);
}

static void
refresh_preview (VbtExportDialog *self)
{
  VbtExportOptions options;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || self->formats->len == 0)
    return;
  drop_preview (self);
  drop_job (self, &self->count);
  self->folder = g_dir_make_tmp ("verbatim-preview-XXXXXX", &error);
  if (self->folder == NULL)
    {
      gtk_label_set_text (self->preview, error->message);
      return;
    }
  const VbtFormat *format = get_format (self);
  g_autofree char *name = g_strconcat ("preview.", format->extensions[0], NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  vbt_export_dialog_get_options (self, &options);
  options.path = path;
  options.limit = PREVIEW_DOCUMENTS;
  self->job
      = vbt_job_new_export (vbt_store_get_path (vbt_session_get_store (self->session)), &options);
  g_signal_connect_swapped (self->job, "finished", G_CALLBACK (preview_finished_cb), self);
  vbt_job_start (self->job);
}

static void
options_changed_cb (VbtExportDialog *self)
{
  if (self->session == NULL)
    return;
  const VbtFormat *format = get_format (self);
  gboolean text_only = format->flags & VBT_FORMAT_TEXT_ONLY;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format), _ (format->description));
  gtk_widget_set_sensitive (GTK_WIDGET (self->annotations), !text_only);
  gtk_widget_set_sensitive (self->suggestions_row, !text_only);
  g_settings_set_string (vbt_settings (), "export-format", format->name);
  choose_documents (self);
  refresh_preview (self);
}

static void
place_chosen_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  VbtExportDialog *self = VBT_EXPORT_DIALOG (parent);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  self->path = g_file_get_path (file);
  g_signal_emit (self, signals[EXPORT], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
export_cb (VbtExportDialog *self)
{
  const VbtFormat *format = get_format (self);
  const char *project = vbt_store_get_path (vbt_session_get_store (self->session));
  g_autofree char *title = vbt_project_title (project);
  g_autofree char *name = format->flags & VBT_FORMAT_FOLDER
                              ? g_strdup_printf ("%s-%s", title, format->name)
                              : g_strdup_printf ("%s.%s", title, format->extensions[0]);

  vbt_dialogs_save (GTK_WINDOW (self),
                    format->flags & VBT_FORMAT_FOLDER ? _ ("New Folder for the Export")
                                                      : _ ("File for the Export"),
                    name, place_chosen_cb, NULL);
}

static void
cancel_cb (VbtExportDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
list_formats (VbtExportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char *last = g_settings_get_string (vbt_settings (), "export-format");
  guint selected = 0;

  for (const VbtFormat *const *format = vbt_formats (); *format != NULL; format++)
    {
      if (!((*format)->flags & VBT_FORMAT_WRITES))
        continue;
      if (g_str_equal ((*format)->name, last))
        selected = self->formats->len;
      g_ptr_array_add (self->formats, (gpointer)*format);
      gtk_string_list_append (titles, _ ((*format)->title));
    }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->format, selected);
}

static void
vbt_export_dialog_dispose (GObject *object)
{
  VbtExportDialog *self = VBT_EXPORT_DIALOG (object);

  drop_preview (self);
  drop_job (self, &self->count);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (vbt_export_dialog_parent_class)->dispose (object);
}

static void
vbt_export_dialog_finalize (GObject *object)
{
  VbtExportDialog *self = VBT_EXPORT_DIALOG (object);

  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (vbt_export_dialog_parent_class)->finalize (object);
}

static void
vbt_export_dialog_class_init (VbtExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_export_dialog_finalize;
  signals[EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, documents);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, annotations);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, suggestions_row);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, suggestions);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, losses_group);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, losses);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, on_loss);
  gtk_widget_class_bind_template_child (widget_class, VbtExportDialog, export);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
vbt_export_dialog_init (VbtExportDialog *self)
{
  self->formats = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  list_formats (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->format));
}

/**
 * vbt_export_dialog_new:
 * @parent: the window that asks
 * @session: what is exported
 *
 * Returns: (transfer none): a dialog; it emits `export` when its options are to be used
 */
GtkWindow *
vbt_export_dialog_new (GtkWindow *parent, VbtSession *session)
{
  g_return_val_if_fail (VBT_IS_SESSION (session), NULL);

  VbtExportDialog *self = g_object_new (VBT_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  options_changed_cb (self);
  return GTK_WINDOW (self);
}

/**
 * vbt_export_dialog_get_options:
 * @self: a dialog
 * @options: (out caller-allocates): what was chosen
 *
 * Tells what was chosen. Strings and arrays belong to the dialog.
 */
void
vbt_export_dialog_get_options (VbtExportDialog *self, VbtExportOptions *options)
{
  g_return_if_fail (VBT_IS_EXPORT_DIALOG (self));
  g_return_if_fail (options != NULL);

  gboolean mine = adw_combo_row_get_selected (self->annotations) == ANNOTATIONS_MINE;
  *options = (VbtExportOptions){
    .format = get_format (self),
    .path = self->path,
    .documents = self->chosen,
    .annotator = mine ? vbt_session_get_me (self->session) : 0,
    .on_loss = adw_combo_row_get_selected (self->on_loss) == LOSSES_LEFT_OUT ? VBT_ON_LOSS_LEAVE_OUT
                                                                             : VBT_ON_LOSS_WRITE,
    .suggestions = gtk_switch_get_active (self->suggestions),
  };
}
