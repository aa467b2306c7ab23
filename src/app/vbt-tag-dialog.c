/* vbt-tag-dialog.c: which articles are tagged, by which taggers, and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-tag-dialog.h"

#include <glib/gi18n.h>

#include "store/vbt-filter.h"
#include "vbt-tagger-row.h"
#include "vbt-verdicts-query.h"

struct _VbtTagDialog
{
  AdwWindow parent;
  AdwComboRow *articles;
  AdwPreferencesGroup *taggers;
  GtkSpinButton *confidence;
  GtkWidget *tag;

  VbtSession *session;
  GPtrArray *rows; /* of VbtTaggerRow, which the group owns */
  GArray *scopes;  /* of Scope, as they are listed */
  VbtFilter *listed;
  GCancellable *query;
};

G_DEFINE_FINAL_TYPE (VbtTagDialog, vbt_tag_dialog, ADW_TYPE_WINDOW)

enum
{
  TAG,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  SCOPE_THIS,
  SCOPE_LISTED,
  SCOPE_ALL,
} Scope;

static Scope
get_scope (VbtTagDialog *self)
{
  return g_array_index (self->scopes, Scope, adw_combo_row_get_selected (self->articles));
}

static void
add_scope (VbtTagDialog *self, GtkStringList *titles, Scope scope, const char *title)
{
  gtk_string_list_append (titles, title);
  g_array_append_val (self->scopes, scope);
}

static void
list_scopes (VbtTagDialog *self, guint n_listed)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const VbtDocument *open = vbt_session_get_document (self->session);
  VbtStats stats = { 0 };
  g_autofree char *all = NULL;

  vbt_store_get_totals (vbt_session_get_store (self->session), &stats, 0, NULL);
  all = g_strdup_printf (_ ("All (%zu)"), (gsize)stats.n_documents);
  if (open != NULL)
    add_scope (self, titles, SCOPE_THIS, _ ("The open one"));
  if (self->listed != NULL)
    {
      g_autofree char *listed = g_strdup_printf (_ ("Those that are listed (%u)"), n_listed);

      add_scope (self, titles, SCOPE_LISTED, listed);
    }
  add_scope (self, titles, SCOPE_ALL, all);
  adw_combo_row_set_model (self->articles, G_LIST_MODEL (titles));
  if (self->listed != NULL)
    adw_combo_row_set_selected (self->articles, open != NULL ? 1 : 0);
  else
    adw_combo_row_set_selected (self->articles, self->scopes->len - 1);
}

/* Without a tagger there is nothing to do. */
static void
changed_cb (VbtTagDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    any = any || vbt_tagger_row_is_chosen (self->rows->pdata[i]);
  gtk_widget_set_sensitive (self->tag, any);
}

static void
list_taggers (VbtTagDialog *self, const VbtTagChoice *choice)
{
  const VbtTagger *const *taggers = vbt_taggers ();
  g_autoptr (VbtLearnedReport) report
      = vbt_learned_report_load (vbt_session_get_store (self->session), NULL);

  for (guint i = 0; taggers[i] != NULL; i++)
    {
      VbtTaggerRow *row = vbt_tagger_row_new (taggers[i], choice);

      if (g_str_equal (taggers[i]->name, VBT_LEARNED_TAGGER))
        vbt_tagger_row_show_learned (row, report);
      adw_preferences_group_add (self->taggers, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  changed_cb (self);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtTagDialog *self = VBT_TAG_DIALOG (source);
  g_autoptr (GPtrArray) verdicts = vbt_verdicts_query_finish (result, NULL);

  /* Without these numbers everything can be done all the same. */
  if (verdicts == NULL || g_cancellable_is_cancelled (self->query))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    vbt_tagger_row_show_verdicts (self->rows->pdata[i], verdicts);
}

static void
tag_cb (VbtTagDialog *self)
{
  g_signal_emit (self, signals[TAG], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
vbt_tag_dialog_dispose (GObject *object)
{
  VbtTagDialog *self = VBT_TAG_DIALOG (object);

  g_cancellable_cancel (self->query);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_TAG_DIALOG);
  G_OBJECT_CLASS (vbt_tag_dialog_parent_class)->dispose (object);
}

static void
vbt_tag_dialog_finalize (GObject *object)
{
  VbtTagDialog *self = VBT_TAG_DIALOG (object);

  g_clear_object (&self->query);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->scopes, g_array_unref);
  g_clear_pointer (&self->listed, vbt_filter_free);
  G_OBJECT_CLASS (vbt_tag_dialog_parent_class)->finalize (object);
}

static void
vbt_tag_dialog_class_init (VbtTagDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_tag_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_tag_dialog_finalize;
  signals[TAG] = g_signal_new ("tag", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-tag-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtTagDialog, articles);
  gtk_widget_class_bind_template_child (widget_class, VbtTagDialog, taggers);
  gtk_widget_class_bind_template_child (widget_class, VbtTagDialog, confidence);
  gtk_widget_class_bind_template_child (widget_class, VbtTagDialog, tag);
  gtk_widget_class_bind_template_callback (widget_class, tag_cb);
}

static void
vbt_tag_dialog_init (VbtTagDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->scopes = g_array_new (FALSE, FALSE, sizeof (Scope));
  self->query = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_tag_dialog_new:
 * @parent: the window that asks
 * @session: an open project
 * @listed: (transfer full) (nullable): what the list of documents shows, where that is not all
 * @n_listed: how many these are
 *
 * Returns: (transfer none): a dialog with what was chosen last for the project; it emits `tag` when
 *   its choice is to be used
 */
GtkWindow *
vbt_tag_dialog_new (GtkWindow *parent, VbtSession *session, VbtFilter *listed, guint n_listed)
{
  VbtTagDialog *self = g_object_new (VBT_TYPE_TAG_DIALOG, "transient-for", parent, NULL);
  VbtStore *store = vbt_session_get_store (session);
  g_autoptr (VbtTagChoice) choice = vbt_tag_choice_load (store);

  self->session = g_object_ref (session);
  self->listed = listed;
  list_scopes (self, n_listed);
  list_taggers (self, choice);
  gtk_widget_grab_focus (self->tag);
  gtk_spin_button_set_value (self->confidence, choice->min_confidence * 100);
  vbt_verdicts_query_start (G_OBJECT (self), vbt_store_get_path (store), self->query, counted_cb);
  return GTK_WINDOW (self);
}

/**
 * vbt_tag_dialog_get_choice:
 * @self: a dialog
 *
 * Returns: (transfer full): the taggers and their options
 */
VbtTagChoice *
vbt_tag_dialog_get_choice (VbtTagDialog *self)
{
  VbtTagChoice *choice = vbt_tag_choice_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (VBT_IS_TAG_DIALOG (self), choice);

  for (guint i = 0; i < self->rows->len; i++)
    {
      VbtTaggerRow *row = self->rows->pdata[i];

      vbt_tagger_row_read (row, choice->settings);
      if (vbt_tagger_row_is_chosen (row))
        g_strv_builder_add (builder, vbt_tagger_row_get_tagger (row)->name);
    }
  names = g_strv_builder_end (builder);
  vbt_tag_choice_set_taggers (choice, (const char *const *)names);
  choice->min_confidence = gtk_spin_button_get_value (self->confidence) / 100;
  return choice;
}

/**
 * vbt_tag_dialog_get_filter:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): which documents; all where NULL
 */
const VbtFilter *
vbt_tag_dialog_get_filter (VbtTagDialog *self)
{
  g_return_val_if_fail (VBT_IS_TAG_DIALOG (self), NULL);
  return get_scope (self) == SCOPE_LISTED ? self->listed : NULL;
}

/**
 * vbt_tag_dialog_get_document:
 * @self: a dialog
 *
 * Returns: the only document, or 0 where there are more
 */
VbtId
vbt_tag_dialog_get_document (VbtTagDialog *self)
{
  const VbtDocument *open;

  g_return_val_if_fail (VBT_IS_TAG_DIALOG (self), 0);

  open = vbt_session_get_document (self->session);
  return get_scope (self) == SCOPE_THIS && open != NULL ? open->id : 0;
}
