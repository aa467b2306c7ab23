/* vbt-context-view.c: a list of words in their context, with ticks, as it is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-context-view.h"

static GtkWidget *
add_label (GtkBox *row, float xalign, PangoEllipsizeMode ellipsize, gboolean expand,
           const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (row, label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *around[2];
  GtkSizeGroup *sides = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *words;
  GtkWidget *title;

  gtk_box_append (GTK_BOX (row), gtk_check_button_new ());
  around[0] = add_label (GTK_BOX (row), 1, PANGO_ELLIPSIZE_START, TRUE, "article-face");
  words = add_label (GTK_BOX (row), 0.5, PANGO_ELLIPSIZE_MIDDLE, FALSE, "context-words");
  around[1] = add_label (GTK_BOX (row), 0, PANGO_ELLIPSIZE_END, TRUE, "article-face");
  title = add_label (GTK_BOX (row), 1, PANGO_ELLIPSIZE_END, FALSE, "dim-label");
  gtk_label_set_max_width_chars (GTK_LABEL (words), 30);
  gtk_label_set_width_chars (GTK_LABEL (title), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 24);
  gtk_widget_add_css_class (title, "caption");
  for (guint i = 0; i < 2; i++)
    {
      gtk_label_set_width_chars (GTK_LABEL (around[i]), 4);
      gtk_label_set_max_width_chars (GTK_LABEL (around[i]), 4);
      gtk_size_group_add_widget (sides, around[i]);
    }
  g_object_unref (sides);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  static const char *const names[] = { "before", "words", "after", "title" };
  GObject *row = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *spoken = NULL;
  GBinding *binding = g_object_bind_property (row, "ticked", child, "active",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  g_object_get (row, "spoken", &spoken, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data (G_OBJECT (item), "binding", binding);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = NULL;

      child = gtk_widget_get_next_sibling (child);
      g_object_get (row, names[i], &text, NULL);
      gtk_label_set_label (GTK_LABEL (child), text);
    }
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GBinding *binding = g_object_steal_data (G_OBJECT (item), "binding");

  if (binding != NULL)
    g_binding_unbind (binding);
}

/* Return and a click tick, as the box does. */
static void
activate_cb (GtkListView *view, guint position, gpointer data)
{
  g_autoptr (GObject) row
      = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);
  gboolean ticked;

  g_object_get (row, "ticked", &ticked, NULL);
  g_object_set (row, "ticked", !ticked, NULL);
  g_list_model_items_changed (data, position, 1, 1);
}

/**
 * vbt_context_view_set_up:
 * @view: a list view
 * @list: what it shows
 *
 * Shows words in their context, with a box to tick before each.
 */
void
vbt_context_view_set_up (GtkListView *view, VbtContextList *list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  g_signal_connect_object (view, "activate", G_CALLBACK (activate_cb), list, 0);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (model));
  g_object_unref (factory);
  g_object_unref (model);
}
