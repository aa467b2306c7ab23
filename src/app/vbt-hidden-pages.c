/* vbt-hidden-pages.c: pages that nobody sees are not read aloud either
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 and libadwaita 1.2 tell assistive technologies of every page of a stack, shown or not. */
#include "config.h"

#include "vbt-hidden-pages.h"

#include <adwaita.h>

static void
set_hidden (GtkAccessible *accessible, gboolean hidden)
{
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_HIDDEN, hidden, -1);
}

/* A page of a GtkStack is accessible itself, around its child; without it the child would take its place. */
static void
update (GtkWidget *stack)
{
  GtkWidget *shown = NULL;

  g_object_get (stack, "visible-child", &shown, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (stack); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_STACK (stack))
        set_hidden (GTK_ACCESSIBLE (gtk_stack_get_page (GTK_STACK (stack), child)), child != shown);
      set_hidden (GTK_ACCESSIBLE (child), child != shown);
    }
  g_clear_object (&shown);
}

static void
follow (GtkWidget *widget)
{
  if ((GTK_IS_STACK (widget) || ADW_IS_VIEW_STACK (widget))
      && g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, update, NULL) == 0)
    {
      g_signal_connect (widget, "notify::visible-child", G_CALLBACK (update), NULL);
      update (widget);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    follow (child);
}

static void
toplevels_changed (GListModel *toplevels, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      /* What a window holds is not there yet, but is when it is shown. */
      g_signal_connect (window, "map", G_CALLBACK (follow), NULL);
    }
}

/**
 * vbt_hidden_pages_init:
 *
 * From now on the pages of the stacks of every window, and of what libadwaita builds of stacks, are told to assistive
 * technologies only while they are shown.
 */
void
vbt_hidden_pages_init (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_changed),
                    NULL);
}
