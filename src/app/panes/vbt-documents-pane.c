/* vbt-documents-pane.c: the list of documents, with filter, order and progress
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-documents-pane.h"

#include <glib/gi18n.h>

#include "models/vbt-document-query.h"
#include "models/vbt-document-row.h"
#include "models/vbt-filter-words.h"
#include "models/vbt-id-list.h"
#include "search/vbt-query-completion.h"
#include "search/vbt-saved-popover.h"
#include "store/vbt-filter.h"
#include "vbt-after-frame.h"
#include "vbt-settings.h"
#include "vbt-template.h"

/* On the object of a row: it is to be read again. */

/* So many documents are listed at once, if that takes no longer than so many microseconds; all others come from another
 * thread, which may take a second for a million. */
#define PAGE 500
#define PATIENCE (30 * 1000)

struct _VbtDocumentsPane
{
  GtkWidget parent;
  GtkSearchEntry *filter;
  GtkMenuButton *saved_button;
  GtkMenuButton *order;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *none_title;
  GtkLabel *none_hint;
  GtkWidget *footer;
  GtkLabel *counts;
  GtkProgressBar *progress;

  VbtQueryCompletion *completion; /* not owned: of the filter */
  VbtSavedPopover *saved;         /* not owned: of the button */

  VbtSession *session; /* (nullable) */
  VbtIdList *ids;
  GtkSingleSelection *selection;
  GSimpleAction *show;
  GCancellable *query; /* (nullable): of the thread that lists */
  gboolean stale;      /* what it lists changed since it began */
};

G_DEFINE_FINAL_TYPE (VbtDocumentsPane, vbt_documents_pane, GTK_TYPE_WIDGET)

enum
{
  LISTED,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GObject *
make_row (VbtId id, guint position, gpointer data)
{
  VbtDocumentsPane *self = data;

  return G_OBJECT (vbt_document_row_new (vbt_session_get_store (self->session),
                                         vbt_session_get_me (self->session), id));
}

static gboolean
is_filtered (VbtDocumentsPane *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->filter)) != '\0';
}

/* What is listed; @criteria, which is NULL with an error where it cannot be understood, has to live as long. */
static VbtFilter
get_filter (VbtDocumentsPane *self, VbtCriteria **criteria, GError **error)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  VbtFilter filter = VBT_FILTER_INIT;

  *criteria = vbt_criteria_parse (words, VBT_CRITERIA_TYPING, NULL, error);
  filter.criteria = *criteria;
  filter.annotator = vbt_session_get_me (self->session);
  filter.sort = g_settings_get_enum (vbt_settings (), "sort");
  return filter;
}

/* Words find what is indexed already. */
static char *
describe_pending (VbtDocumentsPane *self, guint64 n_documents)
{
  guint64 n_pending = 0;

  if (!vbt_store_count_pending (vbt_session_get_store (self->session), &n_pending, NULL)
      || n_pending == 0)
    return NULL;
  n_pending = MIN (n_pending, n_documents);
  /* TRANSLATORS: of all articles, so many can be found by their words */
  return g_strdup_printf (_ ("%'zu of %'zu indexed"), (gsize)(n_documents - n_pending),
                          (gsize)n_documents);
}

static void
show_counts (VbtDocumentsPane *self)
{
  guint64 n_done = 0, n_documents = 0, n_open = 0;

  if (!vbt_store_count_progress (vbt_session_get_store (self->session),
                                 vbt_session_get_me (self->session), &n_done, &n_documents, &n_open,
                                 NULL))
    return;

  g_autofree char *done
      = g_strdup_printf (_ ("%'zu of %'zu done"), (gsize)n_done, (gsize)n_documents);
  g_autofree char *left = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'zu suggestion left", "%'zu suggestions left", n_open),
      (gsize)n_open);
  g_autofree char *indexed = is_filtered (self) ? describe_pending (self, n_documents) : NULL;
  g_autofree char *text = g_strconcat (done, " · ", indexed != NULL ? indexed : left, NULL);
  g_autofree char *placeholder = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Filter %'zu article", "Filter %'zu articles", n_documents),
      (gsize)n_documents);

  gtk_label_set_text (self->counts, n_open > 0 || indexed != NULL ? text : done);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counts), text);
  gtk_progress_bar_set_fraction (self->progress,
                                 n_documents > 0 ? (double)n_done / n_documents : 0);
  gtk_widget_set_visible (self->footer, n_documents > 0);
  g_object_set (self->filter, "placeholder-text", placeholder, NULL);
}

static void
show_list_or_none (VbtDocumentsPane *self)
{
  gboolean empty = vbt_id_list_get_ids (self->ids)->len == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "none" : "list");
  if (!empty)
    return;
  gtk_label_set_text (self->none_title,
                      is_filtered (self) ? _ ("Nothing Found") : _ ("No Articles Yet"));
  gtk_label_set_text (self->none_hint, is_filtered (self)
                                           ? _ ("Try other words, or show all documents")
                                           : _ ("Drop files or folders here, or press Import"));
}

/* Marks the open document in the list without opening it again. */
static void
select_open_document (VbtDocumentsPane *self)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  guint position = GTK_INVALID_LIST_POSITION;

  if (document != NULL)
    vbt_id_list_find (self->ids, document->id, &position);
  if (gtk_single_selection_get_selected (self->selection) == position)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void selected_cb (VbtDocumentsPane *self);

static void
take_ids (VbtDocumentsPane *self, GArray *ids)
{
  g_signal_handlers_block_by_func (self->selection, selected_cb, self);
  vbt_id_list_take_ids (self->ids, ids);
  select_open_document (self);
  g_signal_handlers_unblock_by_func (self->selection, selected_cb, self);
  show_list_or_none (self);
  show_counts (self);
  g_signal_emit (self, signals[LISTED], 0);
}

/* Says in the place of the list what is wrong with the filter: somebody is typing it. */
static void
show_wrong (VbtDocumentsPane *self, const GError *error)
{
  take_ids (self, g_array_new (FALSE, FALSE, sizeof (VbtId)));
  gtk_label_set_text (self->none_title, _ ("The Filter Is Not Complete"));
  gtk_label_set_text (self->none_hint, error->message);
}

static void list_in_thread (VbtDocumentsPane *self);

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtDocumentsPane *self = VBT_DOCUMENTS_PANE (source);
  g_autoptr (GError) error = NULL;
  GArray *ids = vbt_document_query_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* whoever cancelled it knows why */
  g_clear_object (&self->query);
  if (g_error_matches (error, VBT_ERROR, VBT_ERROR_USAGE))
    show_wrong (self, error);
  else if (ids == NULL)
    g_signal_emit (self, signals[PROBLEM], 0, error->message);
  else
    take_ids (self, ids);
  if (self->stale)
    list_in_thread (self);
}

static void
stop_query (VbtDocumentsPane *self)
{
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->stale = FALSE;
}

static void
list_in_thread (VbtDocumentsPane *self)
{
  g_autoptr (VbtCriteria) criteria = NULL;
  VbtFilter filter = get_filter (self, &criteria, NULL);

  self->stale = FALSE;
  self->query = g_cancellable_new ();
  vbt_document_query_start (G_OBJECT (self),
                            vbt_store_get_path (vbt_session_get_store (self->session)), &filter,
                            self->query, listed_cb, NULL);
}

/* Lists what the filter says now. */
static void
reload (VbtDocumentsPane *self)
{
  g_autoptr (VbtCriteria) criteria = NULL;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  stop_query (self);
  VbtFilter filter = get_filter (self, &criteria, &error);
  if (criteria == NULL)
    {
      show_wrong (self, error);
      return;
    }
  vbt_session_set_filter (self->session, is_filtered (self) ? &filter : NULL,
                          gtk_editable_get_text (GTK_EDITABLE (self->filter)));
  filter.limit = PAGE;
  GArray *ids
      = vbt_store_peek_documents (vbt_session_get_store (self->session), &filter, PATIENCE, &error);
  if (g_error_matches (error, VBT_ERROR, VBT_ERROR_USAGE))
    {
      show_wrong (self, error);
      return;
    }
  if (ids == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_signal_emit (self, signals[PROBLEM], 0, error->message);
      return;
    }
  gboolean more = ids == NULL || ids->len == PAGE;
  if (ids != NULL)
    take_ids (self, ids);
  if (more)
    list_in_thread (self);
}

/* Something in the project changed: a long list stays until the new one is there. */
static void
refresh (VbtDocumentsPane *self)
{
  if (vbt_id_list_get_ids (self->ids)->len < PAGE)
    reload (self);
  else if (self->query != NULL)
    self->stale = TRUE;
  else
    list_in_thread (self);
}

static void
selected_cb (VbtDocumentsPane *self)
{
  g_autoptr (GError) error = NULL;
  VbtId id = vbt_id_list_get_id (self->ids, gtk_single_selection_get_selected (self->selection));
  const VbtDocument *open = self->session ? vbt_session_get_document (self->session) : NULL;

  if (id == 0 || self->session == NULL || (open != NULL && open->id == id))
    return;
  if (!vbt_session_open_document (self->session, id, &error))
    g_signal_emit (self, signals[PROBLEM], 0, error->message);
}

static void
document_opened_cb (VbtDocumentsPane *self)
{
  g_signal_handlers_block_by_func (self->selection, selected_cb, self);
  select_open_document (self);
  g_signal_handlers_unblock_by_func (self->selection, selected_cb, self);
  g_signal_emit (self, signals[LISTED], 0);
}

/* The counts of the article that is read are not what the reader waits for. */
static void
reload_stale (VbtDocumentsPane *self)
{
  if (self->session == NULL)
    return;
  if (vbt_document_rows_reload_stale (self->ids))
    show_counts (self);
  else
    vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)reload_stale);
}

static void
store_changed_cb (VbtDocumentsPane *self, const VbtChange *change)
{
  vbt_document_rows_note_stale (self->ids, change);
  if (change->list || change->batch)
    refresh (self);
  vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)reload_stale);
}

/* The menu writes what it shows into the filter, where it can be seen, changed and kept. */
static void
show_cb (VbtDocumentsPane *self, GVariant *value)
{
  g_autofree char *query = vbt_filter_words_show (
      gtk_editable_get_text (GTK_EDITABLE (self->filter)), g_variant_get_string (value, NULL));

  gtk_editable_set_text (GTK_EDITABLE (self->filter), query);
  gtk_editable_set_position (GTK_EDITABLE (self->filter), -1);
  reload (self);
}

static void
filter_changed_cb (VbtDocumentsPane *self)
{
  g_autofree char *shown
      = vbt_filter_words_get_shown (gtk_editable_get_text (GTK_EDITABLE (self->filter)));

  g_simple_action_set_state (self->show, g_variant_new_string (shown));
  reload (self);
}

static void
filter_stopped_cb (VbtDocumentsPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
filter_activated_cb (VbtDocumentsPane *self)
{
  reload (self);
  vbt_documents_pane_open_first (self);
}

static void
drop_session (VbtDocumentsPane *self)
{
  stop_query (self);
  if (self->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (vbt_session_get_store (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  vbt_id_list_take_ids (self->ids, g_array_new (FALSE, FALSE, sizeof (VbtId)));
  g_clear_object (&self->session);
}

static void
vbt_documents_pane_dispose (GObject *object)
{
  VbtDocumentsPane *self = VBT_DOCUMENTS_PANE (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  drop_session (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_DOCUMENTS_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->ids);
  g_clear_object (&self->show);
  G_OBJECT_CLASS (vbt_documents_pane_parent_class)->dispose (object);
}

static void
vbt_documents_pane_class_init (VbtDocumentsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_DOCUMENT_ROW);
  G_OBJECT_CLASS (klass)->dispose = vbt_documents_pane_dispose;
  /* What is listed, or which of it is open, changed. */
  signals[LISTED] = g_signal_new ("listed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-documents-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, filter);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, saved_button);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, order);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, list);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, none_title);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, none_hint);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, footer);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, counts);
  gtk_widget_class_bind_template_child (widget_class, VbtDocumentsPane, progress);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
}

static void
add_actions (VbtDocumentsPane *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) sort = g_settings_create_action (vbt_settings (), "sort");

  self->show
      = g_simple_action_new_stateful ("show", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_swapped (self->show, "change-state", G_CALLBACK (show_cb), self);
  g_signal_connect_object (vbt_settings (), "changed::sort", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->show));
  g_action_map_add_action (G_ACTION_MAP (group), sort);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "documents", G_ACTION_GROUP (group));
}

static void
vbt_documents_pane_init (VbtDocumentsPane *self)
{
  GtkWidget *saved;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->ids = vbt_id_list_new (VBT_TYPE_DOCUMENT_ROW, make_row, self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->ids)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  self->completion = vbt_query_completion_new (self->filter);
  saved = vbt_saved_popover_new (VBT_SAVED_DOCUMENTS, GTK_EDITABLE (self->filter));
  self->saved = VBT_SAVED_POPOVER (saved);
  gtk_menu_button_set_popover (self->saved_button, saved);
  add_actions (self);
}

/**
 * vbt_documents_pane_set_session:
 * @self: a pane
 * @session: (nullable): whose documents are listed
 *
 * Lists the documents of another project.
 */
void
vbt_documents_pane_set_session (VbtDocumentsPane *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_DOCUMENTS_PANE (self));

  drop_session (self);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  vbt_query_completion_set_session (self->completion, session);
  vbt_saved_popover_set_session (self->saved, session);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (vbt_session_get_store (session), "changed",
                            G_CALLBACK (store_changed_cb), self);
  g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
  reload (self);
}

static gboolean
open_position (VbtDocumentsPane *self, guint position)
{
  if (vbt_id_list_get_id (self->ids, position) == 0)
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  return TRUE;
}

/**
 * vbt_documents_pane_step:
 * @self: a pane
 * @step: 1 for the next document of the list, -1 for the one before
 *
 * Opens a neighbor of the open document, in the order and of what is listed.
 *
 * Returns: whether there is one
 */
gboolean
vbt_documents_pane_step (VbtDocumentsPane *self, int step)
{
  g_return_val_if_fail (VBT_IS_DOCUMENTS_PANE (self), FALSE);

  guint position = gtk_single_selection_get_selected (self->selection);
  if (position == GTK_INVALID_LIST_POSITION)
    return open_position (self, 0);
  if (step < 0 && position == 0)
    return FALSE;
  return open_position (self, position + step);
}

/**
 * vbt_documents_pane_open_first:
 * @self: a pane
 *
 * Opens the first document that is listed.
 *
 * Returns: whether there is one
 */
gboolean
vbt_documents_pane_open_first (VbtDocumentsPane *self)
{
  g_return_val_if_fail (VBT_IS_DOCUMENTS_PANE (self), FALSE);

  return open_position (self, 0);
}

/**
 * vbt_documents_pane_get_position:
 * @self: a pane
 * @n_documents: (out) (optional): how many documents are listed
 *
 * Returns: the place of the open document in the list, from 1; 0 where it is not listed
 */
guint
vbt_documents_pane_get_position (VbtDocumentsPane *self, guint *n_documents)
{
  g_return_val_if_fail (VBT_IS_DOCUMENTS_PANE (self), 0);

  guint position = gtk_single_selection_get_selected (self->selection);
  if (n_documents != NULL)
    *n_documents = vbt_id_list_get_ids (self->ids)->len;
  return position == GTK_INVALID_LIST_POSITION ? 0 : position + 1;
}

/**
 * vbt_documents_pane_get_filter:
 * @self: a pane with a session
 * @n_listed: (out): how many documents are listed, as far as it is known
 *
 * Returns: (transfer full) (nullable): what is listed; NULL where that is all
 */
VbtFilter *
vbt_documents_pane_get_filter (VbtDocumentsPane *self, guint *n_listed)
{
  g_autoptr (VbtCriteria) criteria = NULL;
  VbtFilter filter;

  g_return_val_if_fail (VBT_IS_DOCUMENTS_PANE (self) && n_listed != NULL, NULL);

  *n_listed = vbt_id_list_get_ids (self->ids)->len;
  if (!is_filtered (self))
    return NULL;
  filter = get_filter (self, &criteria, NULL);
  return vbt_filter_copy (&filter);
}

/**
 * vbt_documents_pane_focus_filter:
 * @self: a pane
 *
 * Puts the caret into the filter.
 */
void
vbt_documents_pane_focus_filter (VbtDocumentsPane *self)
{
  g_return_if_fail (VBT_IS_DOCUMENTS_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}
