/* vbt-label-popover.c: the labels that selected text may get, each with its key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-label-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "keys/vbt-keycap.h"
#include "vbt-label-rank.h"
#include "vbt-palette.h"

#define N_COLUMNS 4

struct _VbtLabelPopover
{
  GtkPopover parent_instance;
  GtkWidget *entry;
  GtkWidget *grid;
  VbtSession *session; /* (nullable): whose schema it is */
  GPtrArray *labels;   /* (nullable): of VbtLabel, the likeliest first; as long as the schema */
  const char *action;  /* what a button does */
};

G_DEFINE_FINAL_TYPE (VbtLabelPopover, vbt_label_popover, GTK_TYPE_POPOVER)

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
make_button (VbtLabelPopover *self, const VbtLabel *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *id = vbt_id_to_string (label->id);

  if (label->key != NULL)
    gtk_box_append (GTK_BOX (box), vbt_keycap_new (label->key));
  gtk_box_append (GTK_BOX (box), make_swatch (label, label->name));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label->guideline);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label->name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), self->action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  return button;
}

static void
leave (VbtLabelPopover *self)
{
  GtkWidget *article = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_grab_focus (article);
}

static gboolean
matches (const VbtLabel *label, const char *typed)
{
  return *typed == '\0' || g_str_match_string (typed, label->name, TRUE);
}

static char *
get_typed (VbtLabelPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
refill (VbtLabelPopover *self)
{
  g_autofree char *typed = get_typed (self);
  GtkWidget *child;
  int n = 0;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; self->labels != NULL && i < self->labels->len; i++)
    if (matches (g_ptr_array_index (self->labels, i), typed))
      {
        gtk_grid_attach (GTK_GRID (self->grid),
                         make_button (self, g_ptr_array_index (self->labels, i)), n % N_COLUMNS,
                         n / N_COLUMNS, 1, 1);
        n++;
      }
}

/* Takes the first label that is left; where the name of none matches, the one whose key was typed. */
static void
activate_cb (VbtLabelPopover *self)
{
  g_autofree char *typed = get_typed (self);
  GtkWidget *first = gtk_widget_get_first_child (self->grid);
  const VbtLabel *label
      = vbt_schema_find_label_by_key (vbt_session_get_schema (self->session), typed);
  GtkWidget *article = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *id = NULL;

  if (first != NULL)
    gtk_widget_activate (first);
  else if (label != NULL && label->kind == VBT_KIND_SPAN)
    {
      id = vbt_id_to_string (label->id);
      gtk_widget_activate_action (article, self->action, "s", id);
    }
  else
    return;
  leave (self);
}

static gboolean
key_pressed_cb (VbtLabelPopover *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  leave (self);
  return GDK_EVENT_STOP;
}

static void
vbt_label_popover_dispose (GObject *object)
{
  VbtLabelPopover *self = VBT_LABEL_POPOVER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  G_OBJECT_CLASS (vbt_label_popover_parent_class)->dispose (object);
}

static void
vbt_label_popover_class_init (VbtLabelPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vbt_label_popover_dispose;
}

static void
init_entry (VbtLabelPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Type to filter (Return)"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Label"), -1);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* It must not take the keyboard by itself: the keys that it shows go to the article, as always.
 * Return goes into it. */
static void
vbt_label_popover_init (VbtLabelPopover *self)
{
  GtkPopover *popover = GTK_POPOVER (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->action = "article.label";
  init_entry (self);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_popover_set_child (popover, box);
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

/**
 * vbt_label_popover_fill:
 * @self: the popover
 * @session: whose schema's labels are offered
 * @text: (nullable): the words that are to be labeled
 * @place: where they are
 * @relabel: whether the selected annotation gets another label; else the selected text gets one
 *
 * Offers the labels, the likeliest first. It has to be filled again when the schema changes.
 */
void
vbt_label_popover_fill (VbtLabelPopover *self, VbtSession *session, const char *text,
                        VbtOffset place, gboolean relabel)
{
  g_return_if_fail (VBT_IS_LABEL_POPOVER (self) && VBT_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->labels = vbt_label_rank (session, text, place);
  self->action = relabel ? "article.relabel" : "article.label";
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  refill (self);
}

/**
 * vbt_label_popover_enter:
 * @self: the popover, which is shown
 *
 * Gives it the keyboard: what is typed filters, Return takes the first label, Escape leaves.
 */
void
vbt_label_popover_enter (VbtLabelPopover *self)
{
  g_return_if_fail (VBT_IS_LABEL_POPOVER (self));

  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->entry);
}
