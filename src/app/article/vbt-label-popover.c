/* vbt-label-popover.c: the labels that selected text may get, each with its key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-label-popover.h"

#include <adwaita.h>

#include "vbt-palette.h"

#define N_COLUMNS 4

struct _VbtLabelPopover
{
  GtkPopover parent_instance;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (VbtLabelPopover, vbt_label_popover, GTK_TYPE_POPOVER)

static void
vbt_label_popover_class_init (VbtLabelPopoverClass *klass)
{
}

/* It must not take the keyboard: the keys that it shows go to the article, as always. */
static void
vbt_label_popover_init (VbtLabelPopover *self)
{
  GtkPopover *popover = GTK_POPOVER (self);

  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  gtk_popover_set_child (popover, self->grid);
  gtk_popover_set_autohide (popover, FALSE);
  gtk_popover_set_position (popover, GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "label-popover");
}

/**
 * vbt_label_popover_new:
 *
 * Returns: (transfer floating): a popover without labels
 */
GtkWidget *
vbt_label_popover_new (void)
{
  return g_object_new (VBT_TYPE_LABEL_POPOVER, NULL);
}

static GtkWidget *
make_swatch (const VbtLabel *label, const char *text)
{
  GtkWidget *widget = gtk_label_new (text);
  PangoAttrList *attributes = pango_attr_list_new ();
  GdkRGBA color;

  vbt_palette_get_label (label->color, vbt_shade_of_windows (), &color);
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16)(color.red * 65535),
                                                                 (guint16)(color.green * 65535),
                                                                 (guint16)(color.blue * 65535)));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (widget), attributes);
  pango_attr_list_unref (attributes);
  return widget;
}

static GtkWidget *
make_button (const VbtLabel *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *id = vbt_id_to_string (label->id);

  if (label->key != NULL)
    {
      GtkWidget *key = gtk_label_new (label->key);

      gtk_widget_add_css_class (key, "key-cap");
      gtk_box_append (GTK_BOX (box), key);
    }
  gtk_box_append (GTK_BOX (box), make_swatch (label, label->name));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label->guideline);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label->name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "article.label");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  return button;
}

/**
 * vbt_label_popover_fill:
 * @self: the popover
 * @schema: whose labels are offered
 */
void
vbt_label_popover_fill (VbtLabelPopover *self, const VbtSchema *schema)
{
  GtkWidget *child;
  int n = 0;

  g_return_if_fail (VBT_IS_LABEL_POPOVER (self) && schema != NULL);

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      if (label->kind != VBT_KIND_SPAN || label->hidden)
        continue;
      gtk_grid_attach (GTK_GRID (self->grid), make_button (label), n % N_COLUMNS, n / N_COLUMNS, 1,
                       1);
      n++;
    }
}
