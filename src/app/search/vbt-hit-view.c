/* vbt-hit-view.c: hits below each other, aligned where they begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-hit-view.h"

#include <string.h>

#include "article/vbt-palette.h"

#define BINDING "vbt-binding"

/* Between the parts of a row, in pixels. */
#define SPACING 8

/* The titles of the articles are shown where lines are that many times as wide. */
#define TITLES_FIT 4

/** VbtHitLine: a row: a box to tick, the halves and a label, and the title where there is room for it. */
struct _VbtHitLine
{
  GtkWidget parent;
  GtkWidget *box; /* all but the title */
  GtkWidget *check;
  GtkWidget *left;
  GtkWidget *right; /* the hit, and what follows */
  GtkWidget *label;
  GtkWidget *title;
};

#define VBT_TYPE_HIT_LINE (vbt_hit_line_get_type ())
G_DECLARE_FINAL_TYPE (VbtHitLine, vbt_hit_line, VBT, HIT_LINE, GtkWidget)
G_DEFINE_FINAL_TYPE (VbtHitLine, vbt_hit_line, GTK_TYPE_WIDGET)

/* The title asks for no width: it takes of what there is. */
static void
vbt_hit_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  VbtHitLine *self = VBT_HIT_LINE (widget);
  int title_minimum, title_natural;

  gtk_widget_measure (self->box, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  gtk_widget_measure (self->title, orientation, -1, &title_minimum, &title_natural, NULL, NULL);
  *minimum = MAX (*minimum, title_minimum);
  *natural = MAX (*natural, title_natural);
}

static void
vbt_hit_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VbtHitLine *self = VBT_HIT_LINE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int title;
  gboolean has_title;

  gtk_widget_measure (self->title, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &title, NULL, NULL);
  has_title = width >= TITLES_FIT * title;
  gtk_widget_set_child_visible (self->title, has_title);
  if (has_title)
    gtk_widget_size_allocate (self->title,
                              &(GtkAllocation){ rtl ? 0 : width - title, 0, title, height }, -1);
  title = has_title ? title + SPACING : 0;
  gtk_widget_size_allocate (self->box,
                            &(GtkAllocation){ rtl ? title : 0, 0, width - title, height }, -1);
}

static void
vbt_hit_line_dispose (GObject *object)
{
  VbtHitLine *self = VBT_HIT_LINE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->title, gtk_widget_unparent);
  G_OBJECT_CLASS (vbt_hit_line_parent_class)->dispose (object);
}

static void
vbt_hit_line_class_init (VbtHitLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_hit_line_dispose;
  widget_class->measure = vbt_hit_line_measure;
  widget_class->size_allocate = vbt_hit_line_size_allocate;
}

static GtkWidget *
new_label (float xalign, PangoEllipsizeMode ellipsize, int width, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), width);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width);
  gtk_widget_add_css_class (label, class);
  return label;
}

/* Both halves are equally wide, so that all hits begin below each other. */
static void
vbt_hit_line_init (VbtHitLine *self)
{
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  self->check = gtk_check_button_new ();
  self->left = new_label (1, PANGO_ELLIPSIZE_START, 4, "article-face");
  self->right = new_label (0, PANGO_ELLIPSIZE_END, 4, "article-face");
  self->label = new_label (0, PANGO_ELLIPSIZE_END, 11, "caption");
  self->title = new_label (0, PANGO_ELLIPSIZE_END, 20, "caption");
  gtk_widget_add_css_class (self->left, "dim-label");
  gtk_widget_add_css_class (self->title, "dim-label");
  gtk_box_set_homogeneous (GTK_BOX (halves), TRUE);
  gtk_widget_set_hexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (halves), self->left);
  gtk_box_append (GTK_BOX (halves), self->right);
  gtk_box_append (GTK_BOX (self->box), self->check);
  gtk_box_append (GTK_BOX (self->box), halves);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer focus_ticks)
{
  VbtHitLine *line = g_object_new (VBT_TYPE_HIT_LINE, NULL);

  gtk_widget_set_can_focus (line->check, focus_ticks != NULL);
  gtk_list_item_set_child (item, GTK_WIDGET (line));
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
  VbtHitLine *line = VBT_HIT_LINE (gtk_list_item_get_child (item));
  g_autofree char *left = NULL;
  g_autofree char *match = NULL;
  g_autofree char *right = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *color = NULL;
  g_autofree char *spoken = NULL;

  g_object_get (row, "left", &left, "match", &match, "right", &right, "title", &title, "label",
                &label, "color", &color, "spoken", &spoken, NULL);
  gtk_label_set_label (GTK_LABEL (line->left), left);
  show_right (GTK_LABEL (line->right), match, right);
  show_label (line->label, label, color);
  gtk_label_set_label (GTK_LABEL (line->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  g_object_set_data (G_OBJECT (item), BINDING,
                     g_object_bind_property (row, "ticked", line->check, "active",
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
 * @focus_ticks: whether the boxes to tick take the keyboard
 *
 * Returns: (transfer full): what makes the rows of a #VbtHitList
 */
GtkListItemFactory *
vbt_hit_view_make_factory (gboolean focus_ticks)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (focus_ticks));
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
  g_autoptr (GtkListItemFactory) factory = vbt_hit_view_make_factory (TRUE);
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)));

  g_signal_connect_object (view, "activate", G_CALLBACK (tick_cb), list, 0);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (model));
}
