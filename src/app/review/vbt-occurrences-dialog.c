/* vbt-occurrences-dialog.c: labels every occurrence of some words, after a look at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-occurrences-dialog.h"

#include <glib/gi18n.h>

#include "panes/vbt-wrap-box.h"
#include "review/vbt-context-list.h"
#include "review/vbt-context-view.h"
#include "store/vbt-actions.h"
#include "vbt-ask.h"
#include "vbt-window-places.h"

/* More are not labeled at once. */
#define MAX_FOUND 20000

struct _VbtOccurrencesDialog
{
  AdwWindow parent;
  GtkWidget *apply;
  GtkWidget *options;
  GtkSpinner *spinner;
  GtkLabel *found;
  GtkListView *view;
  GtkDropDown *label;
  GtkDropDown *scope;
  GtkCheckButton *whole_words;
  GtkCheckButton *match_case;

  VbtSession *session;
  char *words;
  GArray *labels; /* of VbtId: as the drop-down has them */
  VbtContextList *list;
  GCancellable *search; /* (nullable): the one that runs */
};

G_DEFINE_FINAL_TYPE (VbtOccurrencesDialog, vbt_occurrences_dialog, ADW_TYPE_WINDOW)

/** Work: what the thread looks for. */
typedef struct
{
  char *words;
  VbtOccurrenceQuery query;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->words);
  g_free (self);
}

static gboolean
take_places (gpointer data, const GArray *places, double share)
{
  GArray *found = data;

  g_array_append_vals (found, places->data, places->len);
  return found->len < MAX_FOUND;
}

static gpointer
find_words (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));

  if (!vbt_store_find_words (store, &work->query, take_places, places, cancellable, error))
    return NULL;
  return g_steal_pointer (&places);
}

static const VbtQuestion question = { find_words, work_free, (GDestroyNotify)g_array_unref };

static void
update (VbtOccurrencesDialog *self)
{
  guint n = vbt_context_list_get_n_ticked (self->list);
  guint n_found = vbt_context_list_get_places (self->list)->len;
  g_autofree char *title = g_strdup_printf (ngettext ("Mark %u", "Mark %u", n), n);
  g_autofree char *found = self->search != NULL
                               ? g_strdup_printf (_ ("Looking for “%s”…"), self->words)
                               : g_strdup_printf (ngettext ("%u occurrence of “%s”",
                                                            "%u occurrences of “%s”", n_found),
                                                  n_found, self->words);

  gtk_button_set_label (GTK_BUTTON (self->apply), title);
  gtk_widget_set_sensitive (self->apply, n > 0 && self->search == NULL);
  gtk_label_set_label (self->found, found);
  gtk_spinner_set_spinning (self->spinner, self->search != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->search != NULL);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtOccurrencesDialog *self = VBT_OCCURRENCES_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) places = vbt_ask_finish (result, &error);

  if (self->session == NULL || self->search != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->search);
  vbt_context_list_set (self->list, vbt_session_get_store (self->session), places);
  update (self);
  gtk_widget_grab_focus (self->apply);
  if (error != NULL)
    gtk_label_set_label (self->found, error->message);
}

static void
search_cb (VbtOccurrencesDialog *self)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  VbtStore *store = vbt_session_get_store (self->session);
  Work *work = g_new0 (Work, 1);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  work->words = g_strdup (self->words);
  work->query = (VbtOccurrenceQuery){
    work->words, gtk_check_button_get_active (self->whole_words),
    gtk_check_button_get_active (self->match_case),
    gtk_drop_down_get_selected (self->scope) == 0 && document != NULL ? document->id : 0
  };
  vbt_context_list_set (self->list, store, NULL);
  vbt_ask (self, vbt_store_get_path (store), &question, work, self->search, searched_cb, NULL);
  update (self);
}

/* In the background, as one act: there may be very many. */
static void
apply_cb (VbtOccurrencesDialog *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  const GArray *places = vbt_context_list_get_places (self->list);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  VbtHitsOptions options = { .act = VBT_HITS_LABEL, .hits = hits };
  guint label = gtk_drop_down_get_selected (self->label);

  for (guint i = 0; i < places->len; i++)
    {
      const VbtOccurrence *place = &g_array_index (places, VbtOccurrence, i);
      VbtHit hit = { place->document, 0, place->range.start, place->range.end };

      if (vbt_context_list_is_ticked (self->list, i))
        g_array_append_val (hits, hit);
    }
  if (hits->len == 0 || label >= self->labels->len || !VBT_IS_WINDOW (window))
    return;
  options.me = vbt_session_get_me (self->session);
  options.label = g_array_index (self->labels, VbtId, label);
  vbt_window_run_hits (VBT_WINDOW (window), &options);
  gtk_window_close (GTK_WINDOW (self));
}

static void
vbt_occurrences_dialog_dispose (GObject *object)
{
  VbtOccurrencesDialog *self = VBT_OCCURRENCES_DIALOG (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->session);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_OCCURRENCES_DIALOG);
  G_OBJECT_CLASS (vbt_occurrences_dialog_parent_class)->dispose (object);
}

static void
vbt_occurrences_dialog_finalize (GObject *object)
{
  VbtOccurrencesDialog *self = VBT_OCCURRENCES_DIALOG (object);

  g_free (self->words);
  g_array_unref (self->labels);
  G_OBJECT_CLASS (vbt_occurrences_dialog_parent_class)->finalize (object);
}

static void
vbt_occurrences_dialog_class_init (VbtOccurrencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = vbt_occurrences_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_occurrences_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-occurrences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtOccurrencesDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, VbtOccurrencesDialog, options);
  gtk_widget_class_bind_template_child (widget_class, VbtOccurrencesDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, VbtOccurrencesDialog, found);
  gtk_widget_class_bind_template_child (widget_class, VbtOccurrencesDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static GtkWidget *
add_option (VbtOccurrencesDialog *self, GtkWidget *option, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (option), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (option, name);
  vbt_wrap_box_append (VBT_WRAP_BOX (self->options), option);
  return option;
}

static void
vbt_occurrences_dialog_init (VbtOccurrencesDialog *self)
{
  const char *const scopes[] = { _ ("This article"), _ ("Whole project"), NULL };

  self->labels = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->list = vbt_context_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vbt_context_view_set_up (self->view, self->list);
  self->label
      = GTK_DROP_DOWN (add_option (self, gtk_drop_down_new_from_strings (NULL), _ ("Label")));
  self->scope = GTK_DROP_DOWN (add_option (self, gtk_drop_down_new_from_strings (scopes),
                                           _ ("Where the words are looked for")));
  self->whole_words = GTK_CHECK_BUTTON (
      add_option (self, gtk_check_button_new_with_label (_ ("Whole words")), _ ("Whole words")));
  self->match_case = GTK_CHECK_BUTTON (
      add_option (self, gtk_check_button_new_with_label (_ ("Match case")), _ ("Match case")));
  gtk_check_button_set_active (self->whole_words, TRUE);
  gtk_check_button_set_active (self->match_case, TRUE);
  g_signal_connect_object (self->list, "notify::n-ticked", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
fill_labels (VbtOccurrencesDialog *self, VbtId chosen)
{
  const GPtrArray *labels = vbt_session_get_schema (self->session)->labels;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (labels, i);

      if (label->kind != VBT_KIND_SPAN)
        continue;
      if (label->id == chosen)
        selected = self->labels->len;
      g_array_append_val (self->labels, label->id);
      gtk_string_list_append (names, label->name);
    }
  gtk_drop_down_set_model (self->label, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->label, selected);
}

/**
 * vbt_occurrences_dialog_new:
 * @parent: the window
 * @session: the session, with a document
 * @words: what is looked for
 * @label: what they are labeled as, or 0: the first label
 *
 * Returns: (transfer none): a dialog that looks for the words in the article
 */
GtkWindow *
vbt_occurrences_dialog_new (GtkWindow *parent, VbtSession *session, const char *words, VbtId label)
{
  VbtOccurrencesDialog *self
      = g_object_new (VBT_TYPE_OCCURRENCES_DIALOG, "transient-for", parent, NULL);

  g_return_val_if_fail (VBT_IS_SESSION (session) && words != NULL, NULL);

  self->session = g_object_ref (session);
  self->words = g_strdup (words);
  fill_labels (self, label);
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->whole_words, "toggled", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->match_case, "toggled", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  search_cb (self);
  return GTK_WINDOW (self);
}
