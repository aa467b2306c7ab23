/* vbt-like-dialog.c: accepts or rejects all suggestions that are like one, after a look at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-like-dialog.h"

#include <glib/gi18n.h>

#include "review/vbt-context-list.h"
#include "review/vbt-context-view.h"
#include "vbt-ask.h"
#include "vbt-window-places.h"

/* More are not decided on at once. */
#define MAX_FOUND 20000

struct _VbtLikeDialog
{
  AdwWindow parent;
  GtkWidget *apply;
  GtkSpinner *spinner;
  GtkLabel *found;
  GtkListView *view;
  GtkDropDown *likeness;
  GtkDropDown *scope;

  VbtSession *session;
  VbtReviewItem *item; /* the one that the others are like */
  VbtId entity;        /* who speaks there, or who is named, or 0 */
  VbtVerdict verdict;
  GPtrArray *items; /* (nullable): of VbtReviewItem, as they are listed */
  VbtContextList *list;
  GCancellable *search; /* (nullable): the one that runs */
};

G_DEFINE_FINAL_TYPE (VbtLikeDialog, vbt_like_dialog, ADW_TYPE_WINDOW)

/** Work: what the thread looks for. */
typedef struct
{
  VbtReviewItem *item;
  VbtLikeness likeness;
  VbtId entity;
  VbtId me;
  VbtId document; /* 0: in the whole project */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  vbt_review_item_free (self->item);
  g_free (self);
}

/* The one itself comes first. */
static gpointer
find_like (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;
  g_autoptr (GPtrArray) others = vbt_store_list_like (store, work->me, work->item, work->likeness,
                                                      work->entity, MAX_FOUND, error);
  GPtrArray *items;

  if (others == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);
  g_ptr_array_add (items, vbt_review_item_copy (work->item));
  for (guint i = 0; i < others->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (others, i);

      if (work->document == 0 || item->document == work->document)
        g_ptr_array_add (items, vbt_review_item_copy (item));
    }
  return items;
}

static const VbtQuestion question = { find_like, work_free, (GDestroyNotify)g_ptr_array_unref };

static char *
describe_found (VbtLikeDialog *self)
{
  guint n = self->items != NULL ? self->items->len : 0;

  if (self->search != NULL)
    return g_strdup (_ ("Looking for others like this…"));
  if (n > MAX_FOUND)
    return g_strdup_printf (_ ("The first %u suggestions like this"), n);
  return g_strdup_printf (ngettext ("%u suggestion like this", "%u suggestions like this", n), n);
}

static void
update (VbtLikeDialog *self)
{
  guint n = vbt_context_list_get_n_ticked (self->list);
  g_autofree char *title = self->verdict == VBT_VERDICT_REJECTED
                               ? g_strdup_printf (ngettext ("Reject %u", "Reject %u", n), n)
                               : g_strdup_printf (ngettext ("Accept %u", "Accept %u", n), n);
  g_autofree char *found = describe_found (self);

  gtk_button_set_label (GTK_BUTTON (self->apply), title);
  gtk_widget_set_sensitive (self->apply, n > 0 && self->search == NULL);
  gtk_label_set_label (self->found, found);
  gtk_spinner_set_spinning (self->spinner, self->search != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->search != NULL);
}

static void
show_items (VbtLikeDialog *self)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (self->items, i);
      VbtOccurrence place = { item->document, { item->start, item->end } };

      g_array_append_val (places, place);
    }
  vbt_context_list_set (self->list, vbt_session_get_store (self->session), places);
  update (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtLikeDialog *self = VBT_LIKE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = vbt_ask_finish (result, &error);

  if (self->session == NULL || self->search != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->search);
  self->items = g_steal_pointer (&items);
  show_items (self);
  gtk_widget_grab_focus (self->apply);
  if (error != NULL)
    gtk_label_set_label (self->found, error->message);
}

static void
stop (VbtLikeDialog *self)
{
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

static void
find_cb (VbtLikeDialog *self)
{
  Work *work = g_new0 (Work, 1);

  stop (self);
  self->search = g_cancellable_new ();
  work->item = vbt_review_item_copy (self->item);
  work->likeness = (VbtLikeness)gtk_drop_down_get_selected (self->likeness);
  work->entity = self->entity;
  work->me = vbt_session_get_me (self->session);
  work->document = gtk_drop_down_get_selected (self->scope) == 1 ? self->item->document : 0;
  show_items (self);
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &question, work,
           self->search, found_cb, NULL);
}

/* In the background, as one act: there may be very many. */
static void
apply_cb (VbtLikeDialog *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GPtrArray) ticked = g_ptr_array_new ();

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    if (vbt_context_list_is_ticked (self->list, i))
      g_ptr_array_add (ticked, g_ptr_array_index (self->items, i));
  if (ticked->len == 0 || !VBT_IS_WINDOW (window))
    return;
  vbt_window_decide (VBT_WINDOW (window), ticked, self->verdict);
  gtk_window_close (GTK_WINDOW (self));
}

static void
vbt_like_dialog_dispose (GObject *object)
{
  VbtLikeDialog *self = VBT_LIKE_DIALOG (object);

  stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_LIKE_DIALOG);
  G_OBJECT_CLASS (vbt_like_dialog_parent_class)->dispose (object);
}

static void
vbt_like_dialog_finalize (GObject *object)
{
  VbtLikeDialog *self = VBT_LIKE_DIALOG (object);

  g_clear_pointer (&self->item, vbt_review_item_free);
  G_OBJECT_CLASS (vbt_like_dialog_parent_class)->finalize (object);
}

static void
vbt_like_dialog_class_init (VbtLikeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_like_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_like_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-like-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtLikeDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, VbtLikeDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, VbtLikeDialog, found);
  gtk_widget_class_bind_template_child (widget_class, VbtLikeDialog, view);
  gtk_widget_class_bind_template_child (widget_class, VbtLikeDialog, likeness);
  gtk_widget_class_bind_template_child (widget_class, VbtLikeDialog, scope);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
vbt_like_dialog_init (VbtLikeDialog *self)
{
  self->list = vbt_context_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vbt_context_view_set_up (self->view, self->list);
  g_signal_connect_object (self->list, "notify::n-ticked", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_like_dialog_new:
 * @parent: the window
 * @session: the session, with a document
 * @suggestion: a suggestion of the document
 * @verdict: what is decided on it and on the others that stay ticked
 *
 * Returns: (transfer none) (nullable): a dialog that looks for others like it, or %NULL where it is decided on already
 */
GtkWindow *
vbt_like_dialog_new (GtkWindow *parent, VbtSession *session, VbtId suggestion, VbtVerdict verdict)
{
  const VbtDocument *document = vbt_session_get_document (session);
  const VbtAnnotation *span = vbt_document_get_annotation (document, suggestion);
  gboolean is_open = FALSE;
  VbtReviewItem *item = vbt_store_get_review_item (vbt_session_get_store (session), suggestion,
                                                   vbt_session_get_me (session), &is_open);
  VbtLikeDialog *self;

  if (item == NULL || !is_open || span == NULL)
    {
      vbt_review_item_free (item);
      return NULL;
    }
  self = g_object_new (VBT_TYPE_LIKE_DIALOG, "transient-for", parent, NULL);
  gtk_window_set_title (GTK_WINDOW (self), verdict == VBT_VERDICT_REJECTED
                                               ? _ ("Reject All Like This")
                                               : _ ("Accept All Like This"));
  self->session = g_object_ref (session);
  self->item = item;
  self->entity = vbt_document_get_speaker (document, vbt_session_get_catalog (session), span);
  self->verdict = verdict;
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (find_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->likeness, "notify::selected", G_CALLBACK (find_cb), self,
                           G_CONNECT_SWAPPED);
  find_cb (self);
  return GTK_WINDOW (self);
}
