/* vbt-chip.c: a button for a label, in the label's color, with the key that does the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-chip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "article/vbt-palette.h"

#define SIDE 10

struct _VbtChip
{
  GtkButton parent;
  VbtId label;
  char *color;
  GtkLabel *text;
  gboolean active;
};

G_DEFINE_FINAL_TYPE (VbtChip, vbt_chip, GTK_TYPE_BUTTON)

static void
get_color (VbtChip *self, GdkRGBA *color)
{
  vbt_palette_get_label (self->color, vbt_shade_of_windows (), color);
}

static void
color_text (VbtChip *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA color;

  get_color (self, &color);
  pango_attr_list_insert (
      attributes,
      pango_attr_foreground_new (color.red * 65535, color.green * 65535, color.blue * 65535));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
  gtk_label_set_attributes (self->text, attributes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
vbt_chip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VbtChip *self = VBT_CHIP (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float line = self->active ? 2 : 1.25;
  GskRoundedRect outline;
  GdkRGBA color;

  get_color (self, &color);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2);
  if (self->active)
    {
      GdkRGBA ground = { color.red, color.green, color.blue, 0.15 };
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &ground, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ line, line, line, line },
                              (GdkRGBA[4]){ color, color, color, color });
  GTK_WIDGET_CLASS (vbt_chip_parent_class)->snapshot (widget, snapshot);
}

static void
vbt_chip_finalize (GObject *object)
{
  g_clear_pointer (&VBT_CHIP (object)->color, g_free);
  G_OBJECT_CLASS (vbt_chip_parent_class)->finalize (object);
}

static void
vbt_chip_class_init (VbtChipClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vbt_chip_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = vbt_chip_snapshot;
}

static void
vbt_chip_init (VbtChip *self)
{
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  /* Not padding: what is drawn here has the content's size and place. */
  gtk_widget_set_margin_start (GTK_WIDGET (self->text), SIDE);
  gtk_widget_set_margin_end (GTK_WIDGET (self->text), SIDE);
  gtk_button_set_child (GTK_BUTTON (self), GTK_WIDGET (self->text));
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip");
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (color_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (color_text), self, G_CONNECT_SWAPPED);
}

static char *
make_tooltip (const VbtLabel *label)
{
  if (label->key == NULL)
    return g_strdup (label->guideline);
  /* TRANSLATORS: the tooltip of a label's button: the key that does the same */
  g_autofree char *key = g_strdup_printf (_ ("Key: %s"), label->key);
  if (label->guideline == NULL)
    return g_steal_pointer (&key);
  return g_strdup_printf ("%s\n%s", label->guideline, key);
}

/**
 * vbt_chip_new:
 * @label: a label of the schema
 *
 * Returns: (transfer floating): a button that shows the label
 */
GtkWidget *
vbt_chip_new (const VbtLabel *label)
{
  g_return_val_if_fail (label != NULL, NULL);

  VbtChip *self = g_object_new (VBT_TYPE_CHIP, NULL);
  g_autofree char *text = label->key != NULL ? g_strdup_printf ("%s %s", label->key, label->name)
                                             : g_strdup (label->name);
  g_autofree char *tooltip = make_tooltip (label);

  self->label = label->id;
  self->color = g_strdup (label->color);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->name,
                                  -1);
  color_text (self);
  return GTK_WIDGET (self);
}

/**
 * vbt_chip_get_label:
 * @self: a chip
 *
 * Returns: the label that it shows
 */
VbtId
vbt_chip_get_label (VbtChip *self)
{
  g_return_val_if_fail (VBT_IS_CHIP (self), 0);

  return self->label;
}

/**
 * vbt_chip_set_active:
 * @self: a chip
 * @active: whether the selected annotation, or the document, has this label
 *
 * Shows the chip filled.
 */
void
vbt_chip_set_active (VbtChip *self, gboolean active)
{
  g_return_if_fail (VBT_IS_CHIP (self));

  self->active = active;
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
      active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
