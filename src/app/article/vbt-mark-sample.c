/* vbt-mark-sample.c: a word that is marked as a label's spans are, for a legend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-mark-sample.h"

#include <adwaita.h>

#include "vbt-draw.h"
#include "vbt-mark-draw.h"
#include "vbt-palette.h"

#define PAD 4
#define ABOVE 10 /* room for the short name, as there is above the lines of an article */
#define BELOW 6

struct _VbtMarkSample
{
  GtkWidget parent;
  GtkWidget *text;
  PangoLayout *short_name; /* (nullable) */
  VbtRole role;
  char *color_name; /* (nullable) */
  gboolean suggestion;
};

G_DEFINE_FINAL_TYPE (VbtMarkSample, vbt_mark_sample, GTK_TYPE_WIDGET)

static void
vbt_mark_sample_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VbtMarkSample *self = VBT_MARK_SAMPLE (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  VbtLabel label = { .color = self->color_name };
  VbtMarkLook look = { .role = self->role,
                       .suggestion = self->suggestion,
                       .dark = adw_style_manager_get_dark (manager),
                       .high_contrast = adw_style_manager_get_high_contrast (manager) };
  graphene_rect_t bounds;
  GdkRectangle rect;

  if (!gtk_widget_compute_bounds (self->text, widget, &bounds))
    return;
  rect = (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
                         (int)bounds.size.height };
  look.em = rect.height / 1.3;
  vbt_mark_get_color (self->role, &label, 0, look.dark, look.high_contrast, &look.color);
  vbt_mark_draw (snapshot, &look, &rect, FALSE);
  GTK_WIDGET_CLASS (vbt_mark_sample_parent_class)->snapshot (widget, snapshot);
  if (self->short_name != NULL)
    vbt_draw_text (snapshot, &look.color, self->short_name, rect.x, 0);
}

static void
vbt_mark_sample_dispose (GObject *object)
{
  VbtMarkSample *self = VBT_MARK_SAMPLE (object);

  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_object (&self->short_name);
  g_clear_pointer (&self->color_name, g_free);
  G_OBJECT_CLASS (vbt_mark_sample_parent_class)->dispose (object);
}

static void
vbt_mark_sample_class_init (VbtMarkSampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_mark_sample_dispose;
  widget_class->snapshot = vbt_mark_sample_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vbt_mark_sample_init (VbtMarkSample *self)
{
  self->text = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (self->text, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->text, ABOVE);
  gtk_widget_set_margin_bottom (self->text, BELOW);
  gtk_widget_set_margin_start (self->text, PAD);
  gtk_widget_set_margin_end (self->text, PAD);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * vbt_mark_sample_new:
 * @text: the word
 * @role: what the label does, see vbt_role_of_label()
 * @label: (nullable): the label; where none is given the mark is neutral
 * @short_name: (nullable): what stands above the word
 *
 * Returns: (transfer floating): a sample
 */
GtkWidget *
vbt_mark_sample_new (const char *text, VbtRole role, const VbtLabel *label, const char *short_name)
{
  VbtMarkSample *self = g_object_new (VBT_TYPE_MARK_SAMPLE, NULL);

  g_return_val_if_fail (text != NULL, NULL);

  self->role = role;
  self->color_name = label == NULL ? NULL : g_strdup (label->color);
  gtk_label_set_label (GTK_LABEL (self->text), text);
  if (short_name != NULL && role == VBT_ROLE_MENTION)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      self->short_name = gtk_widget_create_pango_layout (GTK_WIDGET (self), short_name);
      pango_attr_list_insert (attributes, pango_attr_scale_new (0.6));
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (self->short_name, attributes);
      pango_attr_list_unref (attributes);
    }
  return GTK_WIDGET (self);
}

/**
 * vbt_mark_sample_set_suggestion:
 * @self: a sample
 * @suggestion: whether it is shown as what nobody has decided on yet
 */
void
vbt_mark_sample_set_suggestion (VbtMarkSample *self, gboolean suggestion)
{
  g_return_if_fail (VBT_IS_MARK_SAMPLE (self));

  self->suggestion = suggestion;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
