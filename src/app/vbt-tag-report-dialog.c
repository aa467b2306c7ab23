/* vbt-tag-report-dialog.c: what taggers found, by tagger and label, and what they failed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-tag-report-dialog.h"

#include <glib/gi18n.h>

#include "vbt-verdicts-query.h"

/* So many articles are named that a tagger failed on. */
#define MAX_FAILED 100

struct _VbtTagReportDialog
{
  AdwWindow parent;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *summary;
  GtkWidget *close;
  GtkWidget *review;
};

G_DEFINE_FINAL_TYPE (VbtTagReportDialog, vbt_tag_report_dialog, ADW_TYPE_WINDOW)

enum
{
  REVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
review_cb (VbtTagReportDialog *self)
{
  g_signal_emit (self, signals[REVIEW], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
vbt_tag_report_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_TAG_REPORT_DIALOG);
  G_OBJECT_CLASS (vbt_tag_report_dialog_parent_class)->dispose (object);
}

static void
vbt_tag_report_dialog_class_init (VbtTagReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_tag_report_dialog_dispose;
  signals[REVIEW] = g_signal_new ("review", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-tag-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtTagReportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, VbtTagReportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, VbtTagReportDialog, close);
  gtk_widget_class_bind_template_child (widget_class, VbtTagReportDialog, review);
  gtk_widget_class_bind_template_callback (widget_class, review_cb);
}

static void
vbt_tag_report_dialog_init (VbtTagReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Commas between the parts that there are. */
static void
append_part (GString *words, guint64 n, const char *what)
{
  if (n == 0)
    return;
  if (words->len > 0)
    g_string_append (words, ", ");
  g_string_append_printf (words, "%" G_GUINT64_FORMAT " %s", n, what);
}

static char *
describe (const VbtTagFound *found)
{
  GString *words = g_string_new (NULL);

  append_part (words, found->n_new, _ ("new"));
  append_part (words, found->n_same, _ ("as before"));
  append_part (words, found->n_decided, _ ("decided on before"));
  append_part (words, found->n_unsure, _ ("not sure enough"));
  return g_string_free (words, FALSE);
}

static GtkWidget *
make_row (const VbtTagReport *report, const VbtTagFound *found)
{
  GtkWidget *row = adw_action_row_new ();
  const VbtVerdicts *verdicts = vbt_tag_report_find_verdicts (report, found);
  g_autofree char *label = g_markup_escape_text (found->label, -1);
  g_autofree char *counts = describe (found);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), counts);
  if (verdicts != NULL)
    {
      g_autofree char *words = vbt_verdicts_describe (verdicts);
      GtkWidget *right = gtk_label_new (words);

      gtk_widget_set_tooltip_text (right, _ ("How many of its suggestions were accepted so far"));
      gtk_widget_add_css_class (right, "dim-label");
      gtk_widget_add_css_class (right, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), right);
    }
  return row;
}

/* A tagger's own name is that of its row in the dialog; a program has the name that it gives itself. */
static const char *
title_of (const char *tagger)
{
  const VbtTagger *known = vbt_taggers_find (tagger, NULL);

  return known != NULL ? _ (known->title) : tagger;
}

static AdwPreferencesGroup *
add_group (VbtTagReportDialog *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, escaped);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
show_found (VbtTagReportDialog *self, const VbtTagReport *report)
{
  AdwPreferencesGroup *group = NULL;
  const char *last = NULL;

  for (guint i = 0; i < report->found->len; i++)
    {
      const VbtTagFound *found = report->found->pdata[i];

      if (g_strcmp0 (last, found->tagger) != 0)
        group = add_group (self, title_of (found->tagger));
      last = found->tagger;
      adw_preferences_group_add (group, make_row (report, found));
    }
}

/* "talks.txt: why": the name of an article does not often have a colon and a space in it. */
static GtkWidget *
make_failed_row (const char *problem)
{
  GtkWidget *row = adw_action_row_new ();
  const char *colon = strstr (problem, ": ");
  g_autofree char *name
      = g_markup_escape_text (problem, colon != NULL ? (gssize)(colon - problem) : -1);
  g_autofree char *reason = g_markup_escape_text (colon != NULL ? colon + 2 : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
show_failed (VbtTagReportDialog *self, const VbtTagResult *result, const GPtrArray *problems)
{
  g_autofree char *title
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Article Was Not Tagged",
                                      "%u Articles Were Not Tagged", result->n_failed),
                         result->n_failed);
  AdwPreferencesGroup *group;

  if (result->n_failed == 0)
    return;
  group = add_group (self, title);
  adw_preferences_group_set_description (group, _ ("What they had stays as it was."));
  for (guint i = 0; i < MIN (problems->len, MAX_FAILED); i++)
    adw_preferences_group_add (group, make_failed_row (problems->pdata[i]));
}

static void
show_summary (VbtTagReportDialog *self, const VbtTagResult *result)
{
  g_autofree char *suggestions
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u New Suggestion", "%u New Suggestions",
                                      result->n_suggestions),
                         result->n_suggestions);
  g_autofree char *articles
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u article was tagged.",
                                      "%u articles were tagged.", result->n_documents),
                         result->n_documents);

  adw_preferences_group_set_title (self->summary, suggestions);
  adw_preferences_group_set_description (self->summary, articles);
  gtk_widget_set_visible (self->review, result->n_suggestions > 0);
}

/**
 * vbt_tag_report_dialog_new:
 * @parent: the window that tagged
 * @job: a tagging that is finished
 *
 * Returns: (transfer none): a dialog; it emits `review` when somebody wants to see the suggestions
 */
GtkWindow *
vbt_tag_report_dialog_new (GtkWindow *parent, VbtJob *job)
{
  VbtTagReportDialog *self
      = g_object_new (VBT_TYPE_TAG_REPORT_DIALOG, "transient-for", parent, NULL);
  const VbtTagResult *result = vbt_job_get_tag_result (job);

  show_summary (self, result);
  show_failed (self, result, vbt_job_get_problems (job));
  show_found (self, vbt_job_get_tag_report (job));
  gtk_widget_grab_focus (result->n_suggestions > 0 ? self->review : self->close);
  return GTK_WINDOW (self);
}
