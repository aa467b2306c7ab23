/* vbt-window-actions.c: what the window's menus, buttons and keys do to the open document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "keys/vbt-command-popover.h"
#include "keys/vbt-keymap.h"
#include "keys/vbt-shortcuts-dialog.h"
#include "panes/vbt-details-dialog.h"
#include "problems/vbt-problems-page.h"
#include "schema/vbt-schema-dialog.h"
#include "search/vbt-search-page.h"
#include "vbt-after-frame.h"
#include "vbt-dialogs.h"
#include "vbt-preferences.h"
#include "vbt-settings.h"
#include "vbt-visibility.h"
#include "vbt-window-private.h"

/* In percent, as the article can be set. */
static const int zooms[] = { 70, 80, 90, 100, 110, 125, 150, 175, 200, 250 };

static const VbtDocument *
get_document (VbtWindow *self)
{
  return self->session != NULL ? vbt_session_get_document (self->session) : NULL;
}

/* What can be undone and redone */

/* (transfer full) (nullable): what would be undone, or done again */
static VbtHistoryRow *
peek_history (VbtWindow *self, gboolean redo)
{
  VbtId me = self->session != NULL ? vbt_session_get_me (self->session) : 0;

  if (self->session == NULL)
    return NULL;
  return redo ? vbt_store_peek_redo (self->store, me) : vbt_store_peek_undo (self->store, me);
}

static void
show_history_tooltip (GtkWidget *button, const char *plain, const char *format, VbtHistoryRow *row)
{
  g_autoptr (VbtHistoryRow) owned = row;
  g_autofree char *text = row != NULL ? g_strdup_printf ("%s: %s", format, row->words) : NULL;

  /* To set it asks the X server where the pointer is, and waits for the answer. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (button), text != NULL ? text : plain) != 0)
    gtk_widget_set_tooltip_text (button, text != NULL ? text : plain);
}

static void
show_history (GtkWidget *button)
{
  VbtWindow *self = VBT_WINDOW (gtk_widget_get_root (button));

  show_history_tooltip (self->undo_button, _ ("Nothing to undo"), _ ("Undo"),
                        peek_history (self, FALSE));
  show_history_tooltip (self->redo_button, _ ("Nothing to redo"), _ ("Redo"),
                        peek_history (self, TRUE));
}

static void
update_history (VbtWindow *self)
{
  gboolean read_only = self->store == NULL || vbt_store_is_read_only (self->store, NULL);
  g_autoptr (VbtHistoryRow) undo = peek_history (self, FALSE);
  g_autoptr (VbtHistoryRow) redo = peek_history (self, TRUE);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo != NULL && !read_only);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo != NULL && !read_only);
  vbt_after_frame (self->undo_button, show_history);
}

/* Documents */

static void
next_document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_documents_pane_step (VBT_WINDOW (widget)->documents, 1);
}

static void
previous_document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_documents_pane_step (VBT_WINDOW (widget)->documents, -1);
}

static void
filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  vbt_window_show_documents (self, TRUE);
  vbt_documents_pane_focus_filter (self->documents);
}

static VbtStatus
get_status (VbtWindow *self)
{
  return vbt_document_get_status (get_document (self), vbt_session_get_me (self->session));
}

/* Done and on: the way through a pile of articles. */
static void
mark_done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (get_document (self) == NULL)
    return;
  VbtStatus status = get_status (self);
  if (status != VBT_STATUS_DONE && status != VBT_STATUS_LOCKED
      && !vbt_session_set_status (self->session, VBT_STATUS_DONE))
    return;
  if (!vbt_documents_pane_step (self->documents, 1))
    vbt_window_toast (self, _ ("Done. That was the last article of the list."));
  vbt_window_focus_page (self);
}

static void
status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  VbtStatus status;

  if (get_document (self) != NULL
      && vbt_status_from_string (g_variant_get_string (parameter, NULL), &status))
    vbt_session_set_status (self->session, status);
}

static void
focus_article_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
}

/* From pane to pane, in the order in which they stand; those that are not shown are left out. */
static void
next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  GtkWidget *panes[]
      = { GTK_WIDGET (self->documents), GTK_WIDGET (self->article), GTK_WIDGET (self->inspector) };
  int step = g_str_equal (name, "win.next-pane") ? 1 : G_N_ELEMENTS (panes) - 1;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint at = 0;

  while (at < G_N_ELEMENTS (panes) - 1
         && (focus == NULL || !gtk_widget_is_ancestor (focus, panes[at])))
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      at = (at + step) % G_N_ELEMENTS (panes);
      if (gtk_widget_get_mapped (panes[at])
          && (gtk_widget_grab_focus (panes[at])
              || gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD)))
        return;
    }
}

/* Find in the article */

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (get_document (self) == NULL)
    return;
  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  vbt_reader_find (self->page);
}

static void
find_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  vbt_reader_find_next (self->page, !g_str_equal (name, "win.find-previous"));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  GtkWidget *page = adw_view_stack_get_child_by_name (self->pages, vbt_page_search.name);

  vbt_window_show_page (self, vbt_page_search.name);
  vbt_search_page_ask (VBT_SEARCH_PAGE (page), NULL);
}

static void
article_problems_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  GtkWidget *page = adw_view_stack_get_child_by_name (self->pages, vbt_page_problems.name);

  vbt_problems_page_show_article (VBT_PROBLEMS_PAGE (page));
  vbt_window_show_page (self, vbt_page_problems.name);
}

static void
schema_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (vbt_schema_dialog_new (GTK_WINDOW (widget), VBT_WINDOW (widget)->session));
}

static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (vbt_details_dialog_new (GTK_WINDOW (widget), VBT_WINDOW (widget)->session));
}

static void
note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  vbt_window_show_inspector (self, TRUE);
  vbt_inspector_write_note (self->inspector);
}

/* What is drawn */

static void
labels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (get_document (self) == NULL)
    return;
  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  vbt_reader_show_labels (self->page);
}

static void
show_all_labels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);

  if (self->session != NULL)
    vbt_visibility_set_all (vbt_session_get_visibility (self->session));
  vbt_window_focus_page (self);
}

/* The rest */

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int scale = g_settings_get_int (vbt_settings (), "font-scale");
  int chosen = 100;

  if (g_str_equal (name, "win.zoom-in"))
    {
      chosen = zooms[G_N_ELEMENTS (zooms) - 1];
      for (guint i = G_N_ELEMENTS (zooms); i-- > 0 && zooms[i] > scale;)
        chosen = zooms[i];
    }
  else if (g_str_equal (name, "win.zoom-out"))
    {
      chosen = zooms[0];
      for (guint i = 0; i < G_N_ELEMENTS (zooms) && zooms[i] < scale; i++)
        chosen = zooms[i];
    }
  g_settings_set_int (vbt_settings (), "font-scale", chosen);
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (vbt_preferences_new (GTK_WINDOW (widget)));
}

/* What the page that is shown can do is offered as well. */
static void
commands_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  GtkWidget *article = GTK_WIDGET (self->article);
  GtkWidget *page = self->session == NULL ? GTK_WIDGET (self->stack)
                    : gtk_widget_get_mapped (article)
                        ? article
                        : adw_view_stack_get_visible_child (self->pages);

  vbt_command_popover_ask (page, self->session);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (vbt_shortcuts_dialog_new (GTK_WINDOW (widget), VBT_WINDOW (widget)->session));
}

static void
about_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_dialogs_about (GTK_WINDOW (widget));
}

static const VbtPageAction actions[] = {
  { "win.next-document", next_document_action },
  { "win.previous-document", previous_document_action },
  { "win.filter", filter_action },
  { "win.mark-done", mark_done_action },
  { "win.status", status_action, "s" },
  { "win.focus-article", focus_article_action },
  { "win.next-pane", next_pane_action },
  { "win.previous-pane", next_pane_action },
  { "win.find", find_action },
  { "win.find-next", find_next_action },
  { "win.find-previous", find_next_action },
  { "win.search", search_action },
  { "win.article-problems", article_problems_action },
  { "win.details", details_action },
  { "win.schema", schema_action },
  { "win.note", note_action },
  { "win.labels", labels_action },
  { "win.show-all-labels", show_all_labels_action },
  { "win.zoom-in", zoom_action },
  { "win.zoom-out", zoom_action },
  { "win.zoom-reset", zoom_action },
  { "win.preferences", preferences_action },
  { "win.commands", commands_action },
  { "win.shortcuts", shortcuts_action },
  { "win.about", about_action },
};

/**
 * vbt_window_install_actions:
 * @klass: the window's class
 *
 * Adds the actions of this file.
 */
void
vbt_window_install_actions (GtkWidgetClass *klass)
{
  vbt_page_actions_install (klass, actions, G_N_ELEMENTS (actions));
}

/* What an action needs before it can be used. */
enum
{
  NEEDS_PROJECT = 1 << 0,
  NEEDS_DOCUMENT = 1 << 1,
  NEEDS_WRITING = 1 << 2,
  NEEDS_IDLE = 1 << 3,
};

static const struct
{
  const char *name;
  guint needs;
} needs[] = {
  { "win.import", NEEDS_PROJECT | NEEDS_WRITING | NEEDS_IDLE },
  { "win.merge", NEEDS_PROJECT | NEEDS_WRITING | NEEDS_IDLE },
  { "win.export", NEEDS_PROJECT | NEEDS_IDLE },
  { "win.import-register", NEEDS_PROJECT | NEEDS_WRITING | NEEDS_IDLE },
  { "win.export-register", NEEDS_PROJECT | NEEDS_IDLE },
  { "win.tag-all", NEEDS_PROJECT | NEEDS_WRITING | NEEDS_IDLE },
  { "win.tag", NEEDS_PROJECT | NEEDS_WRITING | NEEDS_IDLE },
  { "win.tag-document", NEEDS_DOCUMENT | NEEDS_WRITING | NEEDS_IDLE },
  { "win.close-project", NEEDS_PROJECT },
  { "win.history", NEEDS_PROJECT },
  { "win.trash", NEEDS_PROJECT },
  { "win.details", NEEDS_DOCUMENT },
  { "win.trash-document", NEEDS_DOCUMENT | NEEDS_WRITING },
  { "win.backups", NEEDS_PROJECT },
  { "win.back-up", NEEDS_PROJECT },
  { "win.restore-backup", NEEDS_PROJECT | NEEDS_IDLE },
  { "win.page", NEEDS_PROJECT },
  { "win.next-document", NEEDS_PROJECT },
  { "win.previous-document", NEEDS_PROJECT },
  { "win.filter", NEEDS_PROJECT },
  { "win.mark-done", NEEDS_DOCUMENT | NEEDS_WRITING },
  { "win.status", NEEDS_DOCUMENT | NEEDS_WRITING },
  { "win.focus-article", NEEDS_DOCUMENT },
  { "win.next-pane", NEEDS_PROJECT },
  { "win.previous-pane", NEEDS_PROJECT },
  { "win.find", NEEDS_DOCUMENT },
  { "win.search", NEEDS_PROJECT },
  { "win.article-problems", NEEDS_DOCUMENT },
  { "win.schema", NEEDS_PROJECT | NEEDS_WRITING },
  { "win.note", NEEDS_DOCUMENT | NEEDS_WRITING },
  { "win.labels", NEEDS_DOCUMENT },
  { "win.print", NEEDS_DOCUMENT },
  { "win.save-pdf", NEEDS_DOCUMENT },
  { "win.show-all-labels", NEEDS_PROJECT },
  { "win.find-next", NEEDS_DOCUMENT },
  { "win.find-previous", NEEDS_DOCUMENT },
};

/**
 * vbt_window_update_actions:
 * @self: a window
 *
 * Enables what can be done now.
 */
void
vbt_window_update_actions (VbtWindow *self)
{
  guint have = 0;

  if (self->session != NULL)
    have |= NEEDS_PROJECT;
  if (get_document (self) != NULL)
    have |= NEEDS_DOCUMENT;
  if (self->store != NULL && !vbt_store_is_read_only (self->store, NULL))
    have |= NEEDS_WRITING;
  if (!vbt_window_is_busy (self))
    have |= NEEDS_IDLE;
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), needs[i].name, (needs[i].needs & ~have) == 0);
  update_history (self);
}
