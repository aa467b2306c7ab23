/* vbt-trouble-bar.c: why the project cannot be written, and what to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-trouble-bar.h"

#include "vbt-template.h"

struct _VbtTroubleBar
{
  GtkWidget parent;
  GtkRevealer *revealer;
  GtkLabel *text;
  GtkWidget *copy;
  GtkWidget *retry;
};

G_DEFINE_FINAL_TYPE (VbtTroubleBar, vbt_trouble_bar, GTK_TYPE_WIDGET)

static void
vbt_trouble_bar_dispose (GObject *object)
{
  vbt_template_dispose (GTK_WIDGET (object), VBT_TYPE_TROUBLE_BAR);
  G_OBJECT_CLASS (vbt_trouble_bar_parent_class)->dispose (object);
}

static void
vbt_trouble_bar_class_init (VbtTroubleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_trouble_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-trouble-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtTroubleBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VbtTroubleBar, text);
  gtk_widget_class_bind_template_child (widget_class, VbtTroubleBar, copy);
  gtk_widget_class_bind_template_child (widget_class, VbtTroubleBar, retry);
}

static void
vbt_trouble_bar_init (VbtTroubleBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_trouble_bar_show:
 * @self: a bar
 * @text: (nullable): what is wrong and what to do; %NULL: nothing, and the bar goes away
 * @can_retry: whether it may be gone when the user tries again
 * @can_copy: whether what is open can be saved elsewhere
 *
 * Shows or hides the bar.
 */
void
vbt_trouble_bar_show (VbtTroubleBar *self, const char *text, gboolean can_retry, gboolean can_copy)
{
  g_return_if_fail (VBT_IS_TROUBLE_BAR (self));

  if (text != NULL)
    gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (self->copy, text != NULL && can_copy);
  gtk_widget_set_visible (self->retry, text != NULL && can_retry);
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}
