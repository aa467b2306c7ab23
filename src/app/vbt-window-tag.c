/* vbt-window-tag.c: tagging from the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-dialogs.h"
#include "vbt-tag-dialog.h"
#include "vbt-tag-report-dialog.h"
#include "vbt-window-private.h"

static void
show_untagged (VbtWindow *self, VbtJob *job, guint n_failed)
{
  g_autofree char *heading
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Article Was Not Tagged",
                                      "%u Articles Were Not Tagged", n_failed),
                         n_failed);

  vbt_dialogs_list (GTK_WINDOW (self), heading,
                    _ ("What they had stays as it was. All others were tagged."),
                    vbt_job_get_problems (job));
}

static void
toast_result (VbtWindow *self, const VbtTagResult *result)
{
  g_autofree char *suggestions = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u suggestion", "%u suggestions", result->n_suggestions),
      result->n_suggestions);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s in %u article", "%s in %u articles", result->n_documents),
      suggestions, result->n_documents);

  if (result->n_suggestions > 0)
    vbt_window_toast_with_undo (self, text, self->n_undo + 1);
  else
    vbt_window_toast (self, text);
}

/* (transfer full) (nullable): the job, where it ended well. */
static VbtJob *
end (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);

  vbt_window_start_index (self);
  if (job == NULL || vbt_window_show_job_failure (self, job)
      || vbt_job_get_tag_result (job) == NULL)
    return NULL;
  toast_result (self, vbt_job_get_tag_result (job));
  return g_steal_pointer (&job);
}

static void
tagged_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = end (self);

  if (job != NULL && vbt_job_get_tag_result (job)->n_failed > 0)
    show_untagged (self, job, vbt_job_get_tag_result (job)->n_failed);
}

/* Whoever chose taggers also wants to know what came of them. */
static void
review_cb (VbtWindow *self)
{
  if (vbt_session_get_document (self->session) == NULL)
    vbt_documents_pane_open_first (self->documents);
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
  gtk_widget_activate_action (GTK_WIDGET (self->article), "article.next-suggestion", NULL);
}

static void
tagged_as_chosen_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = end (self);

  if (job == NULL)
    return;
  GtkWindow *dialog = vbt_tag_report_dialog_new (GTK_WINDOW (self), job);
  g_signal_connect_object (dialog, "review", G_CALLBACK (review_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/**
 * vbt_window_run_tag:
 * @self: a window with an open project
 * @documents: (nullable): of VbtId; all where NULL
 * @n_undo: what else is undone with it
 *
 * Tags as it was chosen last, in the background.
 */
void
vbt_window_run_tag (VbtWindow *self, const GArray *documents, guint n_undo)
{
  g_autoptr (VbtTagChoice) choice = vbt_tag_choice_load (self->store);

  vbt_tag_choice_drop_programs (choice);
  VbtTagOptions options = {
    .taggers = (const VbtTagger *const *)choice->taggers->pdata,
    .settings = choice->settings,
    .min_confidence = choice->min_confidence,
    .documents = documents,
    .me = vbt_session_get_me (self->session),
  };
  g_autoptr (VbtJob) job = vbt_job_new_tag (vbt_store_get_path (self->store), &options);
  self->n_undo = n_undo;
  vbt_window_start_job (self, job, G_CALLBACK (tagged_cb));
}

static void
tag_document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  const VbtDocument *document
      = self->session != NULL ? vbt_session_get_document (self->session) : NULL;
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));

  if (document == NULL || !vbt_window_can_start_job (self))
    return;
  g_array_append_val (documents, document->id);
  vbt_window_run_tag (self, documents, 0);
}

static void
tag_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (vbt_window_can_start_job (self))
    vbt_window_run_tag (self, NULL, 0);
}

static void
tag_cb (VbtWindow *self, VbtTagDialog *dialog)
{
  g_autoptr (VbtTagChoice) choice = vbt_tag_dialog_get_choice (dialog);
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;
  VbtId document = vbt_tag_dialog_get_document (dialog);

  if (!vbt_window_can_start_job (self))
    return;
  if (!vbt_tag_choice_save (choice, self->store, &error))
    {
      vbt_window_toast (self, error->message);
      return;
    }
  g_array_append_val (documents, document);
  VbtTagOptions options = {
    .taggers = (const VbtTagger *const *)choice->taggers->pdata,
    .settings = choice->settings,
    .min_confidence = choice->min_confidence,
    .documents = document != 0 ? documents : NULL,
    .filter = vbt_tag_dialog_get_filter (dialog),
    .me = vbt_session_get_me (self->session),
  };
  g_autoptr (VbtJob) job = vbt_job_new_tag (vbt_store_get_path (self->store), &options);
  self->n_undo = 0;
  vbt_window_start_job (self, job, G_CALLBACK (tagged_as_chosen_cb));
}

static void
tag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  guint n_listed = 0;

  if (!vbt_window_can_start_job (self))
    return;
  VbtFilter *listed = vbt_documents_pane_get_filter (self->documents, &n_listed);
  GtkWindow *dialog = vbt_tag_dialog_new (GTK_WINDOW (self), self->session, listed, n_listed);
  g_signal_connect_object (dialog, "tag", G_CALLBACK (tag_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/**
 * vbt_window_install_tag_actions:
 * @klass: the window's class
 *
 * Adds the actions that tag.
 */
void
vbt_window_install_tag_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.tag-document", NULL, tag_document_action);
  gtk_widget_class_install_action (klass, "win.tag-all", NULL, tag_all_action);
  gtk_widget_class_install_action (klass, "win.tag", NULL, tag_action);
}
