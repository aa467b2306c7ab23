/* vbt-search-page-acts.c: what is done with what a search found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-search-page-private.h"

#include <glib/gi18n.h>

#include "jobs/vbt-hits.h"
#include "keys/vbt-keymap.h"
#include "panes/vbt-label-menu.h"
#include "vbt-dialogs.h"
#include "vbt-window-places.h"

/* Of context in an exported table, in code points on each side. */
#define N_EXPORTED 80

/**
 * vbt_search_page_open:
 * @self: the page
 * @position: of a hit in the list
 *
 * Shows the hit in its article.
 */
void
vbt_search_page_open (VbtSearchPage *self, guint position)
{
  const VbtHit *hit = vbt_hit_list_get_hit (self->list, position);

  if (hit != NULL)
    vbt_window_show_place (VBT_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), hit->document,
                           hit->annotation, (VbtRange){ hit->start, hit->end });
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (widget);

  vbt_search_page_open (self, gtk_single_selection_get_selected (self->selection));
}

static void
tick_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  vbt_hit_list_tick (self->list, position, !vbt_hit_list_is_ticked (self->list, position));
}

static void
tick_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtHitList *list = VBT_SEARCH_PAGE (widget)->list;

  vbt_hit_list_tick_all (list,
                         vbt_hit_list_get_n_ticked (list) < vbt_hit_list_get_hits (list)->len);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_search_page_search (VBT_SEARCH_PAGE (widget));
}

/* What is ticked; where nothing is, what is selected. */
static GArray *
get_hits (VbtSearchPage *self)
{
  GArray *hits = vbt_hit_list_dup_ticked (self->list);
  const VbtHit *selected
      = vbt_hit_list_get_hit (self->list, gtk_single_selection_get_selected (self->selection));

  if (hits->len == 0 && selected != NULL)
    g_array_append_vals (hits, selected, 1);
  return hits;
}

static void
run (VbtSearchPage *self, VbtHitsOptions options)
{
  g_autoptr (GArray) hits = get_hits (self);

  if (hits->len == 0)
    return;
  options.hits = hits;
  options.me = vbt_session_get_me (self->session);
  options.n_characters = N_EXPORTED;
  vbt_window_run_hits (VBT_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &options);
}

static void
label_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtSearchPage *self = VBT_SEARCH_PAGE (widget);
  VbtId label = vbt_id_from_string (g_variant_get_string (parameter, NULL));

  if (self->session != NULL && label != 0)
    run (self, (VbtHitsOptions){ .act = VBT_HITS_LABEL, .label = label });
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run (VBT_SEARCH_PAGE (widget), (VbtHitsOptions){ .act = VBT_HITS_DELETE });
}

static void
export_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  g_autoptr (VbtSearchPage) self = data;

  if (file != NULL && self->session != NULL)
    run (self, (VbtHitsOptions){ .act = VBT_HITS_EXPORT, .path = g_file_peek_path (file) });
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_dialogs_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Export Hits"), "hits.csv",
                    export_cb, g_object_ref (widget));
}

static const VbtPageAction actions[] = {
  { "search.label", label_action, "s" },  { "search.open", open_action },
  { "search.tick", tick_action },         { "search.again", again_action },
  { "search.tick-all", tick_all_action }, { "search.delete", delete_action },
  { "search.export", export_action },
};

/**
 * vbt_search_page_install_actions:
 * @klass: the page's class
 *
 * Adds the actions of this file.
 */
void
vbt_search_page_install_actions (GtkWidgetClass *klass)
{
  vbt_page_actions_install (klass, actions, G_N_ELEMENTS (actions));
}

/* The labels of the schema */

static void
show_labels_cb (GtkMenuButton *button, gpointer data)
{
  VbtSearchPage *self = data;

  vbt_label_menu_show (button, vbt_session_get_schema (self->session), "search.label");
}

static gboolean
key_pressed_cb (VbtSearchPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (self->session == NULL
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return vbt_keymap_activate_label (GTK_WIDGET (self), "search.label",
                                    vbt_session_get_schema (self->session), keyval);
}

/**
 * vbt_search_page_add_keys:
 * @self: the page
 *
 * The keys work where the keyboard is in the list; the list itself would take Space otherwise.
 */
void
vbt_search_page_add_keys (VbtSearchPage *self)
{
  GtkEventController *shortcuts = vbt_keymap_new_shortcuts (actions, G_N_ELEMENTS (actions));
  GtkEventController *schema_keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), shortcuts);
  g_signal_connect_object (schema_keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), schema_keys);
}

static GtkWidget *
make_button (const char *title, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/**
 * vbt_search_page_add_bar:
 * @self: the page
 *
 * Adds what can be done with all that is ticked, below the list.
 */
void
vbt_search_page_add_bar (VbtSearchPage *self)
{
  GtkWidget *bar = gtk_action_bar_new ();
  GtkWidget *labels = gtk_menu_button_new ();
  GtkWidget *ticked = gtk_label_new (NULL);

  self->acts = GTK_ACTION_BAR (bar);
  self->labels = GTK_MENU_BUTTON (labels);
  self->ticked = GTK_LABEL (ticked);
  gtk_widget_add_css_class (ticked, "dim-label");
  gtk_widget_set_margin_start (ticked, 12);
  gtk_menu_button_set_label (self->labels, _ ("_Label"));
  gtk_menu_button_set_use_underline (self->labels, TRUE);
  gtk_menu_button_set_direction (self->labels, GTK_ARROW_UP);
  gtk_menu_button_set_create_popup_func (self->labels, show_labels_cb, self, NULL);
  gtk_action_bar_pack_start (self->acts, ticked);
  gtk_action_bar_pack_end (self->acts, make_button (_ ("E_xport…"), "search.export"));
  gtk_action_bar_pack_end (self->acts, make_button (_ ("_Delete"), "search.delete"));
  gtk_action_bar_pack_end (self->acts, labels);
  gtk_widget_insert_before (bar, GTK_WIDGET (self), NULL);
}
