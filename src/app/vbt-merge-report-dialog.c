/* vbt-merge-report-dialog.c: what a merge brought, and what it left as it was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-merge-report-dialog.h"

#include <glib/gi18n.h>

#include "models/vbt-id-list.h"
#include "vbt-merge-row.h"

struct _VbtMergeReportDialog
{
  AdwWindow parent;
  GtkWidget *close;
  GtkWidget *show;
  GtkLabel *summary;
  GtkLabel *heading;
  GtkWidget *scroller;
  GtkListView *list;

  VbtJob *job;      /* whose the notes are */
  GPtrArray *notes; /* of const VbtMergeNote, of all copies */
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (VbtMergeReportDialog, vbt_merge_report_dialog, ADW_TYPE_WINDOW)

enum
{
  SHOW_DOCUMENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The note that is selected, if it is about an article. */
static const VbtMergeNote *
get_selected (VbtMergeReportDialog *self)
{
  guint position = self->selection != NULL ? gtk_single_selection_get_selected (self->selection)
                                           : GTK_INVALID_LIST_POSITION;
  const VbtMergeNote *note
      = position < self->notes->len ? g_ptr_array_index (self->notes, position) : NULL;

  return note != NULL && note->document != 0 ? note : NULL;
}

static void
selected_cb (VbtMergeReportDialog *self)
{
  gtk_widget_set_sensitive (self->show, get_selected (self) != NULL);
}

static void
show_cb (VbtMergeReportDialog *self)
{
  const VbtMergeNote *note = get_selected (self);

  if (note == NULL)
    return;
  g_signal_emit (self, signals[SHOW_DOCUMENT], 0, note->document);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
vbt_merge_report_dialog_dispose (GObject *object)
{
  VbtMergeReportDialog *self = VBT_MERGE_REPORT_DIALOG (object);

  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_MERGE_REPORT_DIALOG);
  G_OBJECT_CLASS (vbt_merge_report_dialog_parent_class)->dispose (object);
}

static void
vbt_merge_report_dialog_finalize (GObject *object)
{
  VbtMergeReportDialog *self = VBT_MERGE_REPORT_DIALOG (object);

  g_ptr_array_unref (self->notes);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (vbt_merge_report_dialog_parent_class)->finalize (object);
}

static void
vbt_merge_report_dialog_class_init (VbtMergeReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_merge_report_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_merge_report_dialog_finalize;
  signals[SHOW_DOCUMENT]
      = g_signal_new ("show-document", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-merge-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtMergeReportDialog, close);
  gtk_widget_class_bind_template_child (widget_class, VbtMergeReportDialog, show);
  gtk_widget_class_bind_template_child (widget_class, VbtMergeReportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, VbtMergeReportDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, VbtMergeReportDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, VbtMergeReportDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
vbt_merge_report_dialog_init (VbtMergeReportDialog *self)
{
  g_type_ensure (VBT_TYPE_MERGE_ROW);
  self->notes = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_copy (const VbtMergedCopy *copy)
{
  g_autofree char *name = g_filename_display_basename (copy->path);

  if (copy->refusal == NULL)
    return vbt_merge_result_describe (&copy->result, copy->path);
  /* TRANSLATORS: a file, and why */
  return g_strdup_printf (_ ("%s was not merged: %s"), name, copy->refusal);
}

/* Identifiers of the list count from 1. */
static GObject *
make_row (VbtId id, guint position, gpointer data)
{
  VbtMergeReportDialog *self = data;

  return G_OBJECT (vbt_merge_row_new (g_ptr_array_index (self->notes, id - 1)));
}

static void
show_notes (VbtMergeReportDialog *self, guint64 n_notes)
{
  VbtIdList *rows = vbt_id_list_new (VBT_TYPE_MERGE_ROW, make_row, self);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (VbtId), self->notes->len);
  g_autofree char *heading
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'zu Thing Was Left as It Is",
                                      "%'zu Things Were Left as They Are", (gulong)n_notes),
                         (gsize)n_notes);

  for (VbtId id = 1; id <= (VbtId)self->notes->len; id++)
    g_array_append_val (ids, id);
  vbt_id_list_take_ids (rows, ids);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (rows));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  selected_cb (self);
  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), n_notes > 0);
  gtk_widget_set_visible (self->scroller, n_notes > 0);
  gtk_widget_set_visible (self->show, n_notes > 0);
}

/**
 * vbt_merge_report_dialog_new:
 * @parent: the window that merged
 * @job: a merge that is finished
 *
 * Returns: (transfer none): a dialog; it emits `show-document` with the article that somebody wants to see
 */
GtkWindow *
vbt_merge_report_dialog_new (GtkWindow *parent, VbtJob *job)
{
  VbtMergeReportDialog *self
      = g_object_new (VBT_TYPE_MERGE_REPORT_DIALOG, "transient-for", parent, NULL);
  const GPtrArray *copies = vbt_job_get_merged_copies (job);
  g_autoptr (GString) summary = g_string_new (NULL);
  guint64 n_notes = 0;

  self->job = g_object_ref (job);
  for (guint i = 0; i < copies->len; i++)
    {
      const VbtMergedCopy *copy = copies->pdata[i];
      g_autofree char *line = describe_copy (copy);

      g_string_append_printf (summary, "%s%s", i > 0 ? "\n" : "", line);
      n_notes += copy->result.n_notes;
      for (guint j = 0; copy->result.notes != NULL && j < copy->result.notes->len; j++)
        g_ptr_array_add (self->notes, copy->result.notes->pdata[j]);
    }
  gtk_label_set_label (self->summary, summary->str);
  show_notes (self, n_notes);
  gtk_widget_grab_focus (n_notes > 0 ? GTK_WIDGET (self->list) : self->close);
  return GTK_WINDOW (self);
}
