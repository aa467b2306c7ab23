/* vbt-jobs-bar.c: progress and Cancel while something long runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-jobs-bar.h"

#include "vbt-template.h"

#include <glib/gi18n.h>

/* Work of unknown length moves the bar a few times a second. */
#define PULSE_MS 120

struct _VbtJobsBar
{
  GtkWidget parent;
  GtkRevealer *revealer;
  GtkLabel *title;
  GtkLabel *message;
  GtkProgressBar *progress;
  GtkWidget *cancel;
  VbtJob *job;
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (VbtJobsBar, vbt_jobs_bar, GTK_TYPE_WIDGET)

static void
show_message (VbtJobsBar *self)
{
  const char *message = vbt_job_get_message (self->job);

  gtk_label_set_text (self->message, message != NULL ? message : "");
}

static void
show_fraction (VbtJobsBar *self)
{
  double fraction = vbt_job_get_fraction (self->job);

  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
}

static gboolean
pulse_cb (gpointer data)
{
  VbtJobsBar *self = data;

  if (vbt_job_get_fraction (self->job) < 0)
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
cancel_clicked_cb (VbtJobsBar *self)
{
  /* While the bar goes away its button can still be pressed. */
  if (self->job == NULL)
    return;
  gtk_widget_set_sensitive (self->cancel, FALSE);
  gtk_label_set_text (self->message, _ ("Stopping…"));
  vbt_job_cancel (self->job);
}

static void
drop_job (VbtJobsBar *self)
{
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

static void
vbt_jobs_bar_dispose (GObject *object)
{
  VbtJobsBar *self = VBT_JOBS_BAR (object);

  drop_job (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_JOBS_BAR);
  G_OBJECT_CLASS (vbt_jobs_bar_parent_class)->dispose (object);
}

static void
vbt_jobs_bar_class_init (VbtJobsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_jobs_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-jobs-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtJobsBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VbtJobsBar, title);
  gtk_widget_class_bind_template_child (widget_class, VbtJobsBar, message);
  gtk_widget_class_bind_template_child (widget_class, VbtJobsBar, progress);
  gtk_widget_class_bind_template_child (widget_class, VbtJobsBar, cancel);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
vbt_jobs_bar_init (VbtJobsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_jobs_bar_set_job:
 * @self: a bar
 * @job: (nullable): what runs
 *
 * Shows the job's progress; hides the bar when there is none.
 */
void
vbt_jobs_bar_set_job (VbtJobsBar *self, VbtJob *job)
{
  g_return_if_fail (VBT_IS_JOBS_BAR (self));

  drop_job (self);
  gtk_revealer_set_reveal_child (self->revealer, job != NULL);
  if (job == NULL)
    return;

  self->job = g_object_ref (job);
  g_signal_connect_swapped (job, "notify::fraction", G_CALLBACK (show_fraction), self);
  g_signal_connect_swapped (job, "notify::message", G_CALLBACK (show_message), self);
  self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  gtk_label_set_text (self->title, vbt_job_get_title (job));
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_message (self);
  show_fraction (self);
}

/**
 * vbt_jobs_bar_get_job:
 * @self: a bar
 *
 * Returns: (transfer none) (nullable): what runs
 */
VbtJob *
vbt_jobs_bar_get_job (VbtJobsBar *self)
{
  g_return_val_if_fail (VBT_IS_JOBS_BAR (self), NULL);

  return self->job;
}
