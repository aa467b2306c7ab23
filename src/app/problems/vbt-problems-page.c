/* vbt-problems-page.c: the page Problems: where annotations break rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "problems/vbt-problems-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "keys/vbt-keymap.h"
#include "models/vbt-id-list.h"
#include "panes/vbt-scope.h"
#include "panes/vbt-wrap-box.h"
#include "problems/vbt-problem-row.h"
#include "problems/vbt-problem-view.h"
#include "problems/vbt-problems-query.h"
#include "vbt-template.h"
#include "vbt-window-places.h"

struct _VbtProblemsPage
{
  GtkWidget parent;
  GtkWidget *filters;
  GtkLabel *counts;
  GtkWidget *spinner;
  GtkWidget *fix_all;
  GtkStack *stack;
  AdwStatusPage *none;
  GtkListView *view;
  GtkDropDown *scope;
  GtkDropDown *rule;
  GtkDropDown *when;

  VbtSession *session; /* (nullable) */
  VbtIdList *ids;
  GtkSingleSelection *selection;
  GPtrArray *rules;        /* of char *: as the drop-down has them, behind all of them */
  VbtProblemsFound *found; /* (nullable): what was listed last; its identifiers are the list's */
  GCancellable *query;     /* (nullable): of the thread that lists */
  gboolean is_stale;       /* what it lists changed since it began, or nobody looks at it */
  gboolean is_filling;     /* the drop-down of rules */
  gboolean
      is_awaited; /* whoever came to the page wants to go through the list that is not there yet */
};

G_DEFINE_FINAL_TYPE (VbtProblemsPage, vbt_problems_page, GTK_TYPE_WIDGET)

static void list (VbtProblemsPage *self);

/* What is shown */

static const char *
get_rule (VbtProblemsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->rule);

  return selected > 0 && selected <= self->rules->len
             ? g_ptr_array_index (self->rules, selected - 1)
             : NULL;
}

static guint
count_fixable (VbtProblemsPage *self)
{
  const char *rule = get_rule (self);
  guint n = 0;

  for (guint i = 0; self->found != NULL && i < self->found->counts->len; i++)
    {
      const VbtProblemCount *count = &g_array_index (self->found->counts, VbtProblemCount, i);

      if (rule == NULL || g_str_equal (rule, count->rule))
        n += count->n_fixable;
    }
  return n;
}

static char *
describe (VbtProblemsPage *self)
{
  gsize n = vbt_id_list_get_ids (self->ids)->len;
  gsize n_documents = self->found != NULL ? (gsize)self->found->n_documents : 0;
  g_autofree char *problems
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'zu problem", "%'zu problems", n), n);
  g_autofree char *documents = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "in %'zu article", "in %'zu articles", n_documents),
      n_documents);

  return g_strdup_printf ("%s %s", problems, documents);
}

static void
show_counts (VbtProblemsPage *self)
{
  guint n = vbt_id_list_get_ids (self->ids)->len;
  guint n_fixable = count_fixable (self);
  gboolean can_write = self->session != NULL
                       && !vbt_store_is_read_only (vbt_session_get_store (self->session), NULL);
  gboolean is_waiting = self->found == NULL || self->found->n_waiting > 0;
  g_autofree char *counts = describe (self);
  /* TRANSLATORS: on a button; a number of problems */
  g_autofree char *fix = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Fix %'zu", "Fix All %'zu", n_fixable), (gsize)n_fixable);

  gtk_label_set_label (self->counts, counts);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), n > 0);
  gtk_widget_set_visible (self->spinner, is_waiting && can_write);
  gtk_button_set_label (GTK_BUTTON (self->fix_all), fix);
  gtk_widget_set_visible (self->fix_all, n_fixable > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.fix-all", can_write && n_fixable > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.fix", can_write && n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.fix-one", can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.open", n > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "none");
  adw_status_page_set_title (self->none, is_waiting && can_write ? _ ("Checking the Annotations")
                                                                 : _ ("No Problems"));
}

/* The rules that are broken, each with how often; the one that was chosen stays chosen. */
static void
fill_rules (VbtProblemsPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (get_rule (self));
  guint selected = 0;

  self->is_filling = TRUE;
  g_ptr_array_set_size (self->rules, 0);
  gtk_string_list_append (titles, _ ("All rules"));
  for (guint i = 0; i < self->found->counts->len; i++)
    {
      const VbtProblemCount *count = &g_array_index (self->found->counts, VbtProblemCount, i);
      /* TRANSLATORS: what is wrong, and how often */
      g_autofree char *title
          = g_strdup_printf (_ ("%s (%u)"), vbt_problem_rule_title (count->rule), count->n);

      gtk_string_list_append (titles, title);
      g_ptr_array_add (self->rules, g_strdup (count->rule));
      if (g_strcmp0 (chosen, count->rule) == 0)
        selected = self->rules->len;
    }
  if (chosen != NULL && selected == 0)
    {
      gtk_string_list_append (titles, vbt_problem_rule_title (chosen));
      g_ptr_array_add (self->rules, g_strdup (chosen));
      selected = self->rules->len;
    }
  gtk_drop_down_set_model (self->rule, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->rule, selected);
  self->is_filling = FALSE;
}

/* Not to whoever went on to something else meanwhile. */
static void
give_focus (VbtProblemsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->is_awaited || vbt_id_list_get_ids (self->ids)->len == 0)
    return;
  self->is_awaited = FALSE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scope)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (source);
  g_autoptr (GError) error = NULL;
  VbtProblemsFound *found = vbt_problems_query_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      vbt_problems_found_free (found);
      return;
    }
  g_clear_object (&self->query);
  if (found == NULL)
    g_signal_emit_by_name (self->session, "problem", error->message);
  else
    {
      g_clear_pointer (&self->found, vbt_problems_found_free);
      self->found = found;
      fill_rules (self);
      vbt_id_list_take_ids (self->ids, g_steal_pointer (&found->ids));
    }
  show_counts (self);
  give_focus (self);
  if (self->is_stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    list (self);
}

static void
stop (VbtProblemsPage *self)
{
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
}

/* Lists what the drop-downs say now; what is there stays until it is known. */
static void
list (VbtProblemsPage *self)
{
  static const VbtWhen whens[] = { VBT_WHEN_ALWAYS, VBT_WHEN_DONE, VBT_WHEN_ASKED };
  VbtScope scope = vbt_scope_get (self->scope);
  VbtProblemFilter filter = { 0 };

  stop (self);
  self->is_stale = FALSE;
  if (self->session == NULL)
    return;
  filter.me = vbt_session_get_me (self->session);
  filter.when = whens[MIN (gtk_drop_down_get_selected (self->when), 2)];
  filter.rule = get_rule (self);
  filter.document = vbt_scope_get_document (scope, self->session);
  self->query = g_cancellable_new ();
  vbt_problems_query_start (
      G_OBJECT (self), vbt_store_get_path (vbt_session_get_store (self->session)), &filter,
      scope == VBT_SCOPE_FILTERED ? vbt_session_get_filter (self->session) : NULL, self->query,
      listed_cb);
}

static void
chosen_cb (VbtProblemsPage *self)
{
  if (!self->is_filling && self->session != NULL)
    list (self);
}

/* While one runs, the next waits for its end: else none would ever come to one. */
static void
refresh (VbtProblemsPage *self)
{
  if (self->query != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->is_stale = TRUE;
  else
    list (self);
}

static void
store_changed_cb (VbtProblemsPage *self, const VbtChange *change)
{
  if (change->problems || change->batch || change->list)
    refresh (self);
}

static void
scope_changed_cb (VbtProblemsPage *self)
{
  if (vbt_scope_get (self->scope) != VBT_SCOPE_PROJECT)
    refresh (self);
}

/* Actions */

static VbtId
get_selected (VbtProblemsPage *self)
{
  return vbt_id_list_get_id (self->ids, gtk_single_selection_get_selected (self->selection));
}

static void
open_problem (VbtProblemsPage *self, VbtId id)
{
  g_autoptr (VbtKnownProblem) problem
      = id != 0 ? vbt_store_get_problem (vbt_session_get_store (self->session), id) : NULL;

  if (problem != NULL)
    vbt_window_show_place (VBT_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           problem->fix.document, problem->fix.annotation, problem->fix.range);
}

/* It is known to be gone before it is looked for again. */
static void
take_out (VbtProblemsPage *self, VbtId id)
{
  g_autoptr (GArray) ids = g_array_copy ((GArray *)vbt_id_list_get_ids (self->ids));
  guint position;

  if (!vbt_id_list_find (self->ids, id, &position))
    return;
  g_array_remove_index (ids, position);
  vbt_id_list_take_ids (self->ids, g_steal_pointer (&ids));
  show_counts (self);
}

static void
fix_in_background (VbtProblemsPage *self, const GArray *problems)
{
  VbtHitsOptions options = { .act = VBT_HITS_FIX, .problems = problems };

  options.me = vbt_session_get_me (self->session);
  vbt_window_run_hits (VBT_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &options);
}

/* Whether a book would have to be read, for which the window does not wait. */
static gboolean
is_book_elsewhere (VbtProblemsPage *self, VbtId document)
{
  const VbtDocument *shown = vbt_session_get_document (self->session);

  return (shown == NULL || shown->id != document) && vbt_session_is_long (self->session, document);
}

static void
fix (VbtProblemsPage *self, VbtId id)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtKnownProblem) problem
      = id != 0 ? vbt_store_get_problem (vbt_session_get_store (self->session), id) : NULL;
  const VbtProblemHelp *help = problem != NULL ? vbt_problem_help (problem) : NULL;

  if (problem == NULL)
    return;
  if (problem->has_fix && is_book_elsewhere (self, problem->fix.document))
    fix_in_background (self, g_array_append_val (one, id));
  else if (problem->has_fix && vbt_session_fix (self->session, &problem->fix))
    take_out (self, id);
  else if (help != NULL)
    {
      open_problem (self, id);
      vbt_window_activate_in_article (VBT_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                      help->action);
    }
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (widget);

  if (self->session != NULL)
    open_problem (self, get_selected (self));
}

static void
activated_cb (VbtProblemsPage *self, guint position)
{
  open_problem (self, vbt_id_list_get_id (self->ids, position));
}

static void
fix_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (widget);

  if (self->session != NULL)
    fix (self, parameter != NULL ? g_variant_get_int64 (parameter) : get_selected (self));
}

static void
fix_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (widget);

  if (self->session != NULL)
    fix_in_background (self, vbt_id_list_get_ids (self->ids));
}

static const VbtPageAction actions[] = {
  { "problems.open", open_action },
  { "problems.fix", fix_action },
  { "problems.fix-one", fix_action, "x" },
  { "problems.fix-all", fix_all_action },
};

/* The widget */

static void
vbt_problems_page_map (GtkWidget *widget)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (widget);

  GTK_WIDGET_CLASS (vbt_problems_page_parent_class)->map (widget);
  if (self->session != NULL && (self->is_stale || self->found == NULL))
    list (self);
}

static gboolean
vbt_problems_page_grab_focus (GtkWidget *widget)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (widget);

  self->is_awaited = vbt_id_list_get_ids (self->ids)->len == 0;
  return gtk_widget_grab_focus (self->is_awaited ? GTK_WIDGET (self->scope)
                                                 : GTK_WIDGET (self->view));
}

static GObject *
make_row (VbtId id, guint position, gpointer data)
{
  VbtProblemsPage *self = data;

  return G_OBJECT (vbt_problem_row_new (vbt_session_get_store (self->session), id));
}

static void
set_session (GtkWidget *widget, VbtSession *session)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (widget);

  stop (self);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_store (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  vbt_id_list_take_ids (self->ids, g_array_new (FALSE, FALSE, sizeof (VbtId)));
  g_clear_pointer (&self->found, vbt_problems_found_free);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (vbt_session_get_store (session), "changed",
                                G_CALLBACK (store_changed_cb), self);
      g_signal_connect_swapped (session, "document-opened", G_CALLBACK (scope_changed_cb), self);
      g_signal_connect_swapped (session, "filter-changed", G_CALLBACK (scope_changed_cb), self);
    }
  show_counts (self);
}

static void
vbt_problems_page_dispose (GObject *object)
{
  VbtProblemsPage *self = VBT_PROBLEMS_PAGE (object);

  if (self->stack != NULL)
    set_session (GTK_WIDGET (self), NULL);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_PROBLEMS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->ids);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  G_OBJECT_CLASS (vbt_problems_page_parent_class)->dispose (object);
}

static void
vbt_problems_page_class_init (VbtProblemsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_WRAP_BOX);
  g_type_ensure (VBT_TYPE_PROBLEM_VIEW);
  G_OBJECT_CLASS (klass)->dispose = vbt_problems_page_dispose;
  widget_class->map = vbt_problems_page_map;
  widget_class->grab_focus = vbt_problems_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-problems-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, filters);
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, counts);
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, fix_all);
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, none);
  gtk_widget_class_bind_template_child (widget_class, VbtProblemsPage, view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  vbt_page_actions_install (widget_class, actions, G_N_ELEMENTS (actions));
}

static GtkDropDown *
add_down (VbtProblemsPage *self, GtkWidget *down, const char *name)
{
  gtk_widget_set_tooltip_text (down, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (down, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_wrap_box_append (VBT_WRAP_BOX (self->filters), down);
  return GTK_DROP_DOWN (down);
}

static void
vbt_problems_page_init (VbtProblemsPage *self)
{
  const char *const rules[] = { _ ("All rules"), NULL };
  const char *const whens[] = { _ ("What is wrong now"), _ ("Also what is wrong once it is done"),
                                _ ("Also what is looked at on demand"), NULL };

  self->rules = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ids = vbt_id_list_new (VBT_TYPE_PROBLEM_ROW, make_row, self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->ids)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  self->scope = add_down (self, vbt_scope_new (), _ ("Where problems are listed"));
  self->rule = add_down (self, gtk_drop_down_new_from_strings (rules), _ ("Which rules"));
  self->when = add_down (self, gtk_drop_down_new_from_strings (whens), _ ("Which problems"));
  gtk_widget_add_controller (GTK_WIDGET (self),
                             vbt_keymap_new_shortcuts (actions, G_N_ELEMENTS (actions)));
  show_counts (self);
}

/**
 * vbt_problems_page_show_article:
 * @self: the page
 *
 * Lists the problems of the article that is open.
 */
void
vbt_problems_page_show_article (VbtProblemsPage *self)
{
  g_return_if_fail (VBT_IS_PROBLEMS_PAGE (self));

  gtk_drop_down_set_selected (self->scope, VBT_SCOPE_ARTICLE);
}

static GtkWidget *
make (void)
{
  return g_object_new (VBT_TYPE_PROBLEMS_PAGE, NULL);
}

const VbtPage vbt_page_problems = {
  .name = "problems",
  .title = N_ ("Problems"),
  .icon_name = "vbt-problem-warning-symbolic",
  .make = make,
  .set_session = set_session,
};
