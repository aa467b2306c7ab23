/* vbt-swatch.c: a small square in the color of a speaker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-swatch.h"

#include <adwaita.h>

#include "article/vbt-palette.h"

#define SIZE 12
#define RADIUS 3

struct _VbtSwatch
{
  GtkWidget parent;
  int speaker;
};

G_DEFINE_FINAL_TYPE (VbtSwatch, vbt_swatch, GTK_TYPE_WIDGET)

static void
vbt_swatch_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
vbt_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VbtSwatch *self = VBT_SWATCH (widget);
  float x = (gtk_widget_get_width (widget) - SIZE) / 2;
  float y = (gtk_widget_get_height (widget) - SIZE) / 2;
  GskRoundedRect square;
  GdkRGBA color;

  vbt_palette_get_speaker (self->speaker, vbt_shade_of_windows (), &color);
  gsk_rounded_rect_init_from_rect (&square, &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &square);
  gtk_snapshot_append_color (snapshot, &color, &square.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
vbt_swatch_class_init (VbtSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = vbt_swatch_measure;
  widget_class->snapshot = vbt_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vbt_swatch_init (VbtSwatch *self)
{
  self->speaker = -1;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * vbt_swatch_new:
 * @speaker: the number of the speaker's color, see vbt_session_get_speaker_color()
 *
 * Returns: (transfer floating): a swatch
 */
GtkWidget *
vbt_swatch_new (int speaker)
{
  VbtSwatch *self = g_object_new (VBT_TYPE_SWATCH, NULL);

  self->speaker = speaker;
  return GTK_WIDGET (self);
}

/**
 * vbt_swatch_set_speaker:
 * @self: a swatch
 * @speaker: the number of the speaker's color; -1 where nobody is known
 *
 * Changes whose color is shown.
 */
void
vbt_swatch_set_speaker (VbtSwatch *self, int speaker)
{
  g_return_if_fail (VBT_IS_SWATCH (self));

  self->speaker = speaker;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
