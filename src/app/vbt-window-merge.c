/* vbt-window-merge.c: brings in what others did in their copies of the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-dialogs.h"
#include "vbt-merge-report-dialog.h"
#include "vbt-window-private.h"

static void
show_document_cb (VbtWindow *self, gint64 document)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (!vbt_session_open_document (self->session, document, &error))
    vbt_window_toast (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
}

static gboolean
is_worth_a_dialog (const GPtrArray *copies)
{
  for (guint i = 0; i < copies->len; i++)
    {
      const VbtMergedCopy *copy = copies->pdata[i];

      if (copy->refusal != NULL || copy->result.n_notes > 0)
        return TRUE;
    }
  return copies->len != 1;
}

static void
tell (VbtWindow *self, VbtJob *job)
{
  const GPtrArray *copies = vbt_job_get_merged_copies (job);
  const VbtMergedCopy *copy;

  if (is_worth_a_dialog (copies))
    {
      GtkWindow *dialog = vbt_merge_report_dialog_new (GTK_WINDOW (self), job);

      g_signal_connect_object (dialog, "show-document", G_CALLBACK (show_document_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_window_present (dialog);
      return;
    }
  copy = copies->pdata[0];
  g_autofree char *words = vbt_merge_result_describe (&copy->result, copy->path);
  if (copy->result.act != 0)
    vbt_window_toast_with_undo (self, words, 1);
  else
    vbt_window_toast (self, words);
}

/* Of several copies those before the one that was stopped, or failed, are merged. */
static gboolean
has_merged_any (VbtJob *job)
{
  const GPtrArray *copies = vbt_job_get_merged_copies (job);

  for (guint i = 0; i < copies->len; i++)
    if (((VbtMergedCopy *)copies->pdata[i])->result.act != 0)
      return TRUE;
  return FALSE;
}

static void
merged_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);

  if (job != NULL && (has_merged_any (job) || !vbt_window_show_job_failure (self, job)))
    tell (self, job);
  vbt_window_start_index (self);
}

static void
chosen_cb (GtkWindow *window, GListModel *files, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (window);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (files == NULL || !vbt_window_can_start_job (self))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (builder, g_file_peek_path (file));
    }
  paths = g_strv_builder_end (builder);
  VbtMergeCopiesOptions options = {
    .paths = (const char *const *)paths,
    .me = vbt_session_get_me (self->session),
  };
  g_autoptr (VbtJob) job = vbt_job_new_merge (vbt_store_get_path (self->store), &options);
  vbt_window_start_job (self, job, G_CALLBACK (merged_cb));
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  VbtFileKind kind = { _ ("Verbatim Projects"), "*.verbatim" };

  if (vbt_window_can_start_job (self))
    vbt_dialogs_open_several (GTK_WINDOW (self), _ ("Merge Copies of the Project"), _ ("_Merge"),
                              &kind, chosen_cb, NULL);
}

/**
 * vbt_window_install_merge_actions:
 * @klass: the window's class
 *
 * Adds the action that merges.
 */
void
vbt_window_install_merge_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.merge", NULL, merge_action);
}
