/* vbt-window-pages.c: the switch between the pages of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-window-private.h"

/* What stands beside the switcher in the header bar, in pixels. */
#define WIDTH_OF_BUTTONS 520

/* Below this width some of the buttons are left out, in pixels. */
#define WIDTH_FOR_BUTTONS 640

#define PAGE_KEY "vbt-page"

static gboolean
is_annotate (VbtWindow *self)
{
  return g_str_equal (vbt_window_get_page (self), VBT_PAGE_ANNOTATE);
}

/**
 * vbt_window_add_page:
 * @self: a window
 * @page: (transfer none): what is added; lives as long as the program
 *
 * Adds a page behind those that there are.
 */
void
vbt_window_add_page (VbtWindow *self, const VbtPage *page)
{
  GtkWidget *widget = page->make ();
  AdwViewStackPage *added;

  g_object_set_data (G_OBJECT (widget), PAGE_KEY, (gpointer)page);
  added = adw_view_stack_add_titled (self->pages, widget, page->name, gettext (page->title));
  adw_view_stack_page_set_icon_name (added, page->icon_name);
  if (page->badge != NULL)
    g_object_bind_property (widget, page->badge, added, "badge-number", G_BINDING_SYNC_CREATE);
}

/**
 * vbt_window_pages_set_session:
 * @self: a window
 * @session: (nullable) (transfer none): the project that is shown
 *
 * Gives every page the project; without one Annotate is shown.
 */
void
vbt_window_pages_set_session (VbtWindow *self, VbtSession *session)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const VbtPage *page = g_object_get_data (G_OBJECT (child), PAGE_KEY);
      if (page != NULL)
        page->set_session (child, session);
    }
  if (session == NULL)
    vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
}

/**
 * vbt_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): the name of the page that is shown
 */
const char *
vbt_window_get_page (VbtWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  return name != NULL ? name : VBT_PAGE_ANNOTATE;
}

/**
 * vbt_window_show_page:
 * @self: a window
 * @name: the name of a page
 *
 * Shows a page, with the keyboard's focus in it.
 */
void
vbt_window_show_page (VbtWindow *self, const char *name)
{
  if (g_str_equal (name, vbt_window_get_page (self))
      || adw_view_stack_get_child_by_name (self->pages, name) == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->pages, name);
  vbt_window_focus_page (self);
}

/**
 * vbt_window_focus_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what has the focus now: the article, or something in the page that is shown
 */
GtkWidget *
vbt_window_focus_page (VbtWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);

  if (is_annotate (self))
    page = GTK_WIDGET (self->article);
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  return gtk_window_get_focus (GTK_WINDOW (self));
}

/* What belongs to the article stands beside it only, and what menu and keys have as well only where there is room. */
static void
show_buttons (VbtWindow *self)
{
  gboolean annotate = is_annotate (self);

  gtk_widget_set_visible (self->import_button, !self->is_narrow);
  gtk_widget_set_visible (self->previous_button, !self->is_narrow);
  gtk_widget_set_visible (self->next_button, !self->is_narrow);
  gtk_widget_set_visible (self->redo_button, !self->is_narrow);
  gtk_widget_set_visible (self->documents_button, annotate);
  gtk_widget_set_visible (self->inspector_button, annotate);
  gtk_widget_set_visible (self->find_button, annotate && !self->is_narrow);
}

static void
page_changed_cb (VbtWindow *self)
{
  show_buttons (self);
  g_object_notify (G_OBJECT (self), "page");
}

/* The title where the switcher finds no room; then it stands below. It needs at least two pages. */
static void
place_switcher (VbtWindow *self, int width)
{
  int natural;
  gboolean above;

  gtk_widget_measure (self->switcher, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  above = vbt_pages_get ()[0] != NULL && natural + WIDTH_OF_BUTTONS <= width;
  gtk_stack_set_visible_child (self->middle,
                               above ? self->switcher_room : GTK_WIDGET (self->title));
  adw_view_switcher_bar_set_reveal (self->switcher_bar, !above);
  gtk_widget_set_visible (self->project_title, above);
}

/**
 * vbt_window_pages_fit:
 * @self: a window
 * @width: of the window, in pixels
 *
 * Puts the switcher into the header bar, or where that is too narrow, below the page.
 */
void
vbt_window_pages_fit (VbtWindow *self, int width)
{
  if (self->fitted == width)
    return;
  self->fitted = width;
  place_switcher (self, width);
  self->is_narrow = width < WIDTH_FOR_BUTTONS;
  show_buttons (self);
}

/**
 * vbt_window_pages_init:
 * @self: a window
 *
 * Adds the pages of the table.
 */
void
vbt_window_pages_init (VbtWindow *self)
{
  for (const VbtPage *const *page = vbt_pages_get (); *page != NULL; page++)
    vbt_window_add_page (self, *page);
  g_signal_connect_object (self->pages, "notify::visible-child-name", G_CALLBACK (page_changed_cb),
                           self, G_CONNECT_SWAPPED);
}
