/* vbt-history-dialog.c: what was done in the project, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/vbt-history-dialog.h"

#include <glib/gi18n.h>

#include "history/vbt-act-row.h"
#include "vbt-window-places.h"

/* How many acts are read at a time: more than fit, so that the list scrolls, and few enough for a frame. */
#define ACTS_A_PAGE 100

struct _VbtHistoryDialog
{
  AdwWindow parent;
  AdwToastOverlay *toasts;
  GtkDropDown *place;
  GtkDropDown *person;
  GtkStack *stack;
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkButton *go;

  VbtSession *session;
  GListStore *acts; /* of VbtActRow */
  GtkSingleSelection *selection;
  GArray *people; /* VbtId, as the drop-down lists them behind "Everybody" */
  gboolean is_complete;
};

G_DEFINE_FINAL_TYPE (VbtHistoryDialog, vbt_history_dialog, ADW_TYPE_WINDOW)

static const VbtHistoryRow *
get_selected (VbtHistoryDialog *self)
{
  VbtActRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? vbt_act_row_get_act (row) : NULL;
}

static VbtHistoryFilter
get_filter (VbtHistoryDialog *self)
{
  guint n_acts = g_list_model_get_n_items (G_LIST_MODEL (self->acts));
  guint person = gtk_drop_down_get_selected (self->person);
  const VbtDocument *document = vbt_session_get_document (self->session);
  VbtHistoryFilter filter = { .limit = ACTS_A_PAGE };

  if (gtk_drop_down_get_selected (self->place) == 1 && document != NULL)
    filter.document = document->id;
  if (person > 0 && person <= self->people->len)
    filter.annotator = g_array_index (self->people, VbtId, person - 1);
  if (n_acts > 0)
    {
      g_autoptr (VbtActRow) last = g_list_model_get_item (G_LIST_MODEL (self->acts), n_acts - 1);
      filter.before = vbt_act_row_get_act (last)->number;
    }
  return filter;
}

static void
tell (VbtHistoryDialog *self, const char *message)
{
  g_autofree char *safe = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (safe));
}

static void
load_more (VbtHistoryDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  VbtHistoryFilter filter = get_filter (self);
  g_autoptr (GPtrArray) rows = NULL;

  if (self->is_complete)
    return;
  rows = vbt_store_list_history (vbt_session_get_store (self->session), &filter, &error);
  if (rows == NULL)
    {
      tell (self, error->message);
      return;
    }
  self->is_complete = rows->len < ACTS_A_PAGE;
  while (rows->len > 0)
    g_ptr_array_add (items, vbt_act_row_new (self->session, g_ptr_array_steal_index (rows, 0)));
  g_list_store_splice (self->acts, g_list_model_get_n_items (G_LIST_MODEL (self->acts)), 0,
                       items->pdata, items->len);
}

static void
update_button (VbtHistoryDialog *self)
{
  const VbtHistoryRow *act = get_selected (self);
  VbtStore *store = vbt_session_get_store (self->session);
  gboolean mine = act != NULL && act->annotator == vbt_session_get_me (self->session);

  gtk_button_set_label (self->go, act != NULL && act->undone ? _ ("_Redo Up to Here")
                                                             : _ ("_Go Back to Here"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->go),
                            mine && act->has_way_back && !vbt_store_is_read_only (store, NULL));
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->go),
      act == NULL ? NULL
      : !mine     ? _ ("Only those who did something can undo it")
                  : _ ("The selected act will be the last one of yours that is done"));
}

static void
reload (VbtHistoryDialog *self)
{
  gint64 selected = get_selected (self) != NULL ? get_selected (self)->number : 0;

  self->is_complete = FALSE;
  g_list_store_remove_all (self->acts);
  load_more (self);
  guint n_acts = g_list_model_get_n_items (G_LIST_MODEL (self->acts));
  for (guint i = 0; i < n_acts; i++)
    {
      g_autoptr (VbtActRow) row = g_list_model_get_item (G_LIST_MODEL (self->acts), i);
      if (vbt_act_row_get_act (row)->number == selected)
        gtk_single_selection_set_selected (self->selection, i);
    }
  gtk_stack_set_visible_child_name (self->stack, n_acts > 0 ? "list" : "none");
  update_button (self);
}

static void
document_opened_cb (VbtHistoryDialog *self)
{
  if (gtk_drop_down_get_selected (self->place) == 1)
    reload (self);
}

static void
edge_reached_cb (VbtHistoryDialog *self, GtkPositionType position)
{
  if (position == GTK_POS_BOTTOM)
    load_more (self);
}

/* Where the act was, if that is an article that is still there. */
static void
activate_cb (VbtHistoryDialog *self, guint position)
{
  const VbtHistoryRow *act = get_selected (self);

  if (act != NULL && act->document != 0)
    vbt_session_open_document (self->session, act->document, NULL);
}

static void
problem_cb (VbtHistoryDialog *self, const char *message)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    tell (self, message);
}

static void
go_cb (VbtHistoryDialog *self)
{
  const VbtHistoryRow *act = get_selected (self);

  if (act != NULL)
    vbt_window_go_to_act (VBT_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self))), act);
}

static void
fill_people (VbtHistoryDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const GPtrArray *annotators = vbt_session_get_catalog (self->session)->annotators;

  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; i < annotators->len; i++)
    {
      const VbtAnnotator *annotator = g_ptr_array_index (annotators, i);

      if (annotator->kind != VBT_ANNOTATOR_PERSON && annotator->kind != VBT_ANNOTATOR_CURATOR)
        continue;
      gtk_string_list_append (names, annotator->name);
      g_array_append_val (self->people, annotator->id);
    }
  gtk_drop_down_set_model (self->person, G_LIST_MODEL (names));
}

static void
vbt_history_dialog_dispose (GObject *object)
{
  VbtHistoryDialog *self = VBT_HISTORY_DIALOG (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_store (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_HISTORY_DIALOG);
  g_clear_object (&self->selection);
  g_clear_object (&self->acts);
  g_clear_object (&self->session);
  g_clear_pointer (&self->people, g_array_unref);
  G_OBJECT_CLASS (vbt_history_dialog_parent_class)->dispose (object);
}

static void
vbt_history_dialog_class_init (VbtHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_ACT_ROW);
  G_OBJECT_CLASS (klass)->dispose = vbt_history_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, place);
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, person);
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, VbtHistoryDialog, go);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
}

static void
vbt_history_dialog_init (VbtHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->people = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->acts = g_list_store_new (VBT_TYPE_ACT_ROW);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->acts)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/**
 * vbt_history_dialog_new:
 * @parent: the window of the project
 * @session: the session
 *
 * The history stays open beside the article, and follows what is done.
 *
 * Returns: (transfer none): a dialog that is not modal
 */
GtkWindow *
vbt_history_dialog_new (GtkWindow *parent, VbtSession *session)
{
  VbtHistoryDialog *self = g_object_new (VBT_TYPE_HISTORY_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill_people (self);
  reload (self);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->place, "notify::selected", G_CALLBACK (reload), self);
  g_signal_connect_swapped (self->person, "notify::selected", G_CALLBACK (reload), self);
  g_signal_connect_swapped (vbt_session_get_store (session), "changed", G_CALLBACK (reload), self);
  g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
  g_signal_connect_swapped (session, "problem", G_CALLBACK (problem_cb), self);
  return GTK_WINDOW (self);
}
