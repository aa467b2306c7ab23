/* vbt-search-page.c: the page that searches the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-search-page-private.h"

#include <glib/gi18n.h>

#include "search/vbt-hit-view.h"
#include "vbt-template.h"

G_DEFINE_FINAL_TYPE (VbtSearchPage, vbt_search_page, GTK_TYPE_WIDGET)

static void
stop (VbtSearchPage *self)
{
  if (self->run != NULL)
    vbt_search_run_stop (self->run);
  g_clear_object (&self->run);
  g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
}

/* What is shown */

static char *
describe (VbtSearchPage *self)
{
  gsize n = vbt_hit_list_get_hits (self->list)->len;
  g_autofree char *hits
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'zu hit", "%'zu hits", n), n);
  g_autofree char *documents = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "in %'zu article", "in %'zu articles", self->n_documents),
      (gsize)self->n_documents);

  if (self->run != NULL)
    return g_strdup_printf (_ ("%s so far"), hits);
  if (self->sorting != NULL)
    return g_strdup_printf (_ ("%s, being sorted"), hits);
  return g_strdup_printf ("%s %s", hits, documents);
}

static void
show_child (VbtSearchPage *self)
{
  gboolean any = vbt_hit_list_get_hits (self->list)->len > 0;
  const char *child = any                   ? "list"
                      : self->query == NULL ? "ask"
                      : self->run != NULL   ? "wait"
                                            : "none";

  gtk_stack_set_visible_child_name (self->stack, child);
}

/**
 * vbt_search_page_update:
 * @self: the page
 *
 * Shows how far the search is, and how much is ticked.
 */
void
vbt_search_page_update (VbtSearchPage *self)
{
  guint n_ticked = vbt_hit_list_get_n_ticked (self->list);
  guint n = vbt_hit_list_get_hits (self->list)->len;
  g_autofree char *counts = describe (self);
  g_autofree char *ticked = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'zu ticked", "%'zu ticked", n_ticked), (gsize)n_ticked);
  gboolean can_write = self->session != NULL
                       && !vbt_store_is_read_only (vbt_session_get_store (self->session), NULL);

  show_child (self);
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->ticked, ticked);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), self->run != NULL ? 1 : 0);
  gtk_progress_bar_set_fraction (self->progress,
                                 self->run != NULL ? vbt_search_run_get_fraction (self->run) : 0);
  gtk_action_bar_set_revealed (self->acts, n_ticked > 0);
  self->is_updating = TRUE;
  gtk_check_button_set_inconsistent (self->all, n_ticked > 0 && n_ticked < n);
  gtk_check_button_set_active (self->all, n_ticked > 0 && n_ticked == n);
  self->is_updating = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->labels), can_write && n_ticked > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.delete", can_write && n_ticked > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.export", n_ticked > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.tick-all", n > 0);
}

/* The order */

/* What was selected stays selected, and in view. */
static void
take_order (VbtSearchPage *self, GArray *order)
{
  guint number
      = vbt_hit_list_get_number (self->list, gtk_single_selection_get_selected (self->selection));
  guint position;

  vbt_hit_list_take_order (self->list, order);
  position = vbt_hit_list_find_number (self->list, number);
  if (position == G_MAXUINT || position == gtk_single_selection_get_selected (self->selection))
    return;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (source);
  g_autoptr (GError) error = NULL;
  GArray *order = vbt_search_sort_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&order, g_array_unref);
      return;
    }
  g_clear_object (&self->sorting);
  if (order != NULL)
    take_order (self, order);
  else
    g_signal_emit_by_name (self->session, "problem", error->message);
  vbt_search_page_update (self);
}

static void
sort (VbtSearchPage *self)
{
  VbtHitOrder order = (VbtHitOrder)gtk_drop_down_get_selected (self->order);
  GArray *hits = vbt_hit_list_get_hits (self->list);

  g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
  if (self->session == NULL || self->run != NULL || hits->len == 0)
    return;
  if (order == VBT_HITS_DOCUMENT)
    take_order (self, NULL);
  else
    {
      self->sorting = g_cancellable_new ();
      vbt_search_sort (G_OBJECT (self), vbt_store_get_path (vbt_session_get_store (self->session)),
                       hits, order, self->sorting, sorted_cb);
    }
  vbt_search_page_update (self);
}

/* The search */

static void
found_cb (VbtSearchPage *self, const GArray *hits)
{
  self->n_documents = vbt_search_run_get_n_documents (self->run);
  vbt_hit_list_append (self->list, hits);
  vbt_search_page_update (self);
}

static void
finished_cb (VbtSearchPage *self, const GError *error)
{
  g_clear_object (&self->run);
  if (error != NULL)
    g_signal_emit_by_name (self->session, "problem", error->message);
  sort (self);
  vbt_search_page_update (self);
}

static void
show_wrong (VbtSearchPage *self, const GError *error)
{
  if (error != NULL)
    gtk_label_set_label (self->wrong, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  vbt_query_completion_mark_wrong (self->completion, vbt_criteria_error_column (error));
}

static void
start (VbtSearchPage *self, const char *query)
{
  stop (self);
  gtk_widget_set_visible (self->again, FALSE);
  g_free (self->query);
  self->query = g_strdup (query);
  self->n_documents = 0;
  vbt_hit_list_clear (self->list, self->session);
  if (query != NULL)
    {
      self->run = vbt_search_run_new (vbt_store_get_path (vbt_session_get_store (self->session)),
                                      query, vbt_session_get_me (self->session));
      g_signal_connect_object (self->run, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->run, "finished", G_CALLBACK (finished_cb), self,
                               G_CONNECT_SWAPPED);
      vbt_search_run_start (self->run);
    }
  vbt_search_page_update (self);
}

/* Whoever is in the middle of a word is not told that it is wrong. */
static void
ask (VbtSearchPage *self, gboolean is_typing)
{
  g_autofree char *query
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSearch) search = NULL;

  if (self->session == NULL)
    return;
  show_wrong (self, NULL);
  if (*query == '\0')
    {
      start (self, NULL);
      return;
    }
  search = vbt_search_new (vbt_session_get_store (self->session), query,
                           vbt_session_get_me (self->session), &error);
  if (search != NULL)
    start (self, query);
  else if (!is_typing || !gtk_widget_get_visible (GTK_WIDGET (self->completion)))
    {
      show_wrong (self, error);
      start (self, NULL);
    }
}

/**
 * vbt_search_page_search:
 * @self: the page
 *
 * Searches again for what is asked, from the beginning.
 */
void
vbt_search_page_search (VbtSearchPage *self)
{
  ask (self, FALSE);
}

static void
search_changed_cb (VbtSearchPage *self)
{
  g_autofree char *query
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (g_strcmp0 (query, self->query) != 0)
    ask (self, TRUE);
}

static void
activate_cb (VbtSearchPage *self)
{
  ask (self, FALSE);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->wrong)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
stop_search_cb (VbtSearchPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
all_toggled_cb (VbtSearchPage *self)
{
  if (!self->is_updating)
    vbt_hit_list_tick_all (self->list, gtk_check_button_get_active (self->all));
}

static void
example_cb (VbtSearchPage *self, GtkListBoxRow *row)
{
  guint n_examples;
  const VbtQueryExample *examples = vbt_criteria_examples (&n_examples);

  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         examples[gtk_list_box_row_get_index (row)].query);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  ask (self, FALSE);
}

static void
add_examples (VbtSearchPage *self)
{
  guint n_examples;
  const VbtQueryExample *examples = vbt_criteria_examples (&n_examples);

  for (guint i = 0; i < n_examples; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *query = g_markup_escape_text (examples[i].query, -1);
      g_autofree char *title = g_markup_escape_text (_ (examples[i].title), -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), query);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), title);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (self->examples, row);
    }
}

/* What changes while the list is looked at is looked for again. While another page is shown it stays with its ticks, so
 * that whoever opened a hit and comes back goes on with the next one. */
static void
project_changed_cb (VbtSearchPage *self, const VbtChange *change)
{
  if (self->query == NULL
      || !(change->batch || change->whole || change->schema || change->entities
           || change->annotations->len > 0))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, TRUE);
  else
    gtk_widget_set_visible (self->again, TRUE);
}

static void
activated_cb (VbtSearchPage *self, guint position)
{
  vbt_search_page_open (self, position);
}

/* The widget */

static gboolean
vbt_search_page_grab_focus (GtkWidget *widget)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (widget);

  return vbt_hit_list_get_hits (self->list)->len > 0
             ? gtk_widget_grab_focus (GTK_WIDGET (self->view))
             : gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
set_session (GtkWidget *page, VbtSession *session)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (page);

  stop (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->query, g_free);
  vbt_hit_list_clear (self->list, NULL);
  g_set_object (&self->session, session);
  vbt_query_completion_set_session (self->completion, session);
  vbt_saved_popover_set_session (self->saved, session);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (session != NULL)
    g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
  vbt_search_page_update (self);
}

static void
vbt_search_page_dispose (GObject *object)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (object);

  stop (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_SEARCH_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (vbt_search_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, saved_button);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, order);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, wrong);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, examples);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, all);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, counts);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, again);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, progress);
  gtk_widget_class_bind_template_child (widget_class, VbtSearchPage, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, example_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort);
}

static void
vbt_search_page_class_init (VbtSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_search_page_dispose;
  widget_class->grab_focus = vbt_search_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  bind_template (widget_class);
  vbt_search_page_install_actions (widget_class);
}

static void
vbt_search_page_init (VbtSearchPage *self)
{
  g_autoptr (GtkListItemFactory) factory = vbt_hit_view_make_factory (FALSE);
  GtkWidget *saved;

  self->list = vbt_hit_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->completion = vbt_query_completion_new (self->entry);
  saved = vbt_saved_popover_new (VBT_SAVED_SEARCH, GTK_EDITABLE (self->entry));
  self->saved = VBT_SAVED_POPOVER (saved);
  gtk_menu_button_set_popover (self->saved_button, saved);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->view, factory);
  add_examples (self);
  vbt_search_page_add_bar (self);
  vbt_search_page_add_keys (self);
  g_signal_connect_object (self->list, "notify::n-ticked", G_CALLBACK (vbt_search_page_update),
                           self, G_CONNECT_SWAPPED);
  vbt_search_page_update (self);
}

/**
 * vbt_search_page_ask:
 * @self: the page
 * @query: (nullable): what is looked for; %NULL: what is asked already
 *
 * Puts the cursor where the query is typed.
 */
void
vbt_search_page_ask (VbtSearchPage *self, const char *query)
{
  g_return_if_fail (VBT_IS_SEARCH_PAGE (self));

  if (query != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), query);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (query != NULL)
    ask (self, FALSE);
}

static GtkWidget *
make (void)
{
  return g_object_new (VBT_TYPE_SEARCH_PAGE, NULL);
}

const VbtPage vbt_page_search = {
  .name = "search",
  .title = N_ ("Search"),
  .icon_name = "system-search-symbolic",
  .make = make,
  .set_session = set_session,
};
