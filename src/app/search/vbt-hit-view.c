/* vbt-hit-view.c: hits below each other, aligned where they begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-hit-view.h"

#include <string.h>

#include "article/vbt-palette.h"

#define BINDING "vbt-binding"

/** Parts: the widgets of a row. */
typedef struct
{
  GtkWidget *check;
  GtkWidget *left;
  GtkWidget *right; /* the hit, and what follows */
  GtkWidget *label;
  GtkWidget *title;
} Parts;

static GtkWidget *
add_label (GtkWidget *box, float xalign, PangoEllipsizeMode ellipsize, int width)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), width);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* Both halves are equally wide, so that all hits begin below each other. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  VbtHitViewFlags flags = (VbtHitViewFlags)GPOINTER_TO_INT (data);
  Parts *parts = g_new0 (Parts, 1);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  parts->check = gtk_check_button_new ();
  gtk_widget_set_can_focus (parts->check, (flags & VBT_HIT_VIEW_FOCUS_TICKS) != 0);
  gtk_box_append (GTK_BOX (row), parts->check);
  gtk_box_set_homogeneous (GTK_BOX (halves), TRUE);
  gtk_widget_set_hexpand (halves, TRUE);
  parts->left = add_label (halves, 1, PANGO_ELLIPSIZE_START, 4);
  parts->right = add_label (halves, 0, PANGO_ELLIPSIZE_END, 4);
  gtk_widget_add_css_class (parts->left, "article-face");
  gtk_widget_add_css_class (parts->left, "dim-label");
  gtk_widget_add_css_class (parts->right, "article-face");
  gtk_box_append (GTK_BOX (row), halves);
  parts->label = add_label (row, 0, PANGO_ELLIPSIZE_END, 11);
  gtk_widget_add_css_class (parts->label, "caption");
  parts->title = add_label (row, 0, PANGO_ELLIPSIZE_END, 20);
  gtk_widget_add_css_class (parts->title, "caption");
  gtk_widget_add_css_class (parts->title, "dim-label");
  gtk_widget_set_visible (parts->title, (flags & VBT_HIT_VIEW_NO_TITLES) == 0);
  g_object_set_data_full (G_OBJECT (row), "parts", parts, g_free);
  gtk_list_item_set_child (item, row);
}

static void
show_right (GtkLabel *label, const char *match, const char *right)
{
  g_autofree char *text = g_strconcat (match, right, NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = 0;
  bold->end_index = (guint)strlen (match);
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, attributes);
}

static void
show_label (GtkWidget *label, const char *name, const char *color)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA rgba;

  gtk_widget_set_visible (label, name != NULL);
  if (name == NULL)
    return;
  vbt_palette_get_label (color, vbt_shade_of_windows (), &rgba);
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16)(rgba.red * 65535),
                                                                 (guint16)(rgba.green * 65535),
                                                                 (guint16)(rgba.blue * 65535)));
  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GObject *row = gtk_list_item_get_item (item);
  Parts *parts = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "parts");
  g_autofree char *left = NULL;
  g_autofree char *match = NULL;
  g_autofree char *right = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *color = NULL;
  g_autofree char *spoken = NULL;

  g_object_get (row, "left", &left, "match", &match, "right", &right, "title", &title, "label",
                &label, "color", &color, "spoken", &spoken, NULL);
  gtk_label_set_label (GTK_LABEL (parts->left), left);
  show_right (GTK_LABEL (parts->right), match, right);
  show_label (parts->label, label, color);
  gtk_label_set_label (GTK_LABEL (parts->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parts->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  g_object_set_data (G_OBJECT (item), BINDING,
                     g_object_bind_property (row, "ticked", parts->check, "active",
                                             G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GBinding *binding = g_object_steal_data (G_OBJECT (item), BINDING);

  if (binding != NULL)
    g_binding_unbind (binding);
}

/**
 * vbt_hit_view_make_factory:
 * @flags: how the rows are
 *
 * Returns: (transfer full): what makes the rows of a #VbtHitList
 */
GtkListItemFactory *
vbt_hit_view_make_factory (VbtHitViewFlags flags)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (flags));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

static void
tick_cb (GtkListView *view, guint position, VbtHitList *list)
{
  vbt_hit_list_tick (list, position, !vbt_hit_list_is_ticked (list, position));
}

/**
 * vbt_hit_view_set_up:
 * @view: a list view
 * @list: what it shows
 *
 * Makes it a list of which nothing is opened or selected: what activates a row ticks it, or not.
 */
void
vbt_hit_view_set_up (GtkListView *view, VbtHitList *list)
{
  g_autoptr (GtkListItemFactory) factory = vbt_hit_view_make_factory (VBT_HIT_VIEW_FOCUS_TICKS);
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)));

  g_signal_connect_object (view, "activate", G_CALLBACK (tick_cb), list, 0);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (model));
}
