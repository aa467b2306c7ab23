/* vbt-speaker-popover.c: who says this: the likeliest first, or whoever is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-speaker-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "vbt-palette.h"

struct _VbtSpeakerPopover
{
  GtkPopover parent_instance;

  GtkWidget *entry;
  GtkWidget *list;
  VbtSession *session; /* (nullable): while it asks */
  VbtId quote;
  GPtrArray *choices; /* (nullable): of VbtSpeakerChoice, the likeliest first */
  GPtrArray *shown;   /* of borrowed VbtSpeakerChoice, one a row; a last NULL is "new" */
};

G_DEFINE_FINAL_TYPE (VbtSpeakerPopover, vbt_speaker_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_dot (VbtSpeakerPopover *self, const VbtSpeakerChoice *choice)
{
  GtkWidget *dot = gtk_label_new (choice == NULL ? "+" : "■");
  int index = choice == NULL || choice->entity == 0
                  ? -1
                  : vbt_session_get_speaker_color (self->session, choice->entity);
  PangoAttrList *attributes = pango_attr_list_new ();
  GdkRGBA color;

  vbt_palette_get_speaker (index, vbt_shade_of_windows (), &color);
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16)(color.red * 65535),
                                                                 (guint16)(color.green * 65535),
                                                                 (guint16)(color.blue * 65535)));
  gtk_label_set_attributes (GTK_LABEL (dot), attributes);
  pango_attr_list_unref (attributes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return dot;
}

static void
add_row (VbtSpeakerPopover *self, const VbtSpeakerChoice *choice, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), make_dot (self, choice));
  gtk_box_append (GTK_BOX (box), label);
  if (choice != NULL && choice->n_quotes > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u quote", "%u quotes", choice->n_quotes),
                                               choice->n_quotes);
      GtkWidget *count = gtk_label_new (text);

      gtk_widget_add_css_class (count, "dim-label");
      gtk_widget_add_css_class (count, "caption");
      gtk_box_append (GTK_BOX (box), count);
    }
  g_ptr_array_add (self->shown, (gpointer)choice);
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
}

static gboolean
matches (const char *name, const char *typed)
{
  return *typed == '\0' || g_str_match_string (typed, name, TRUE);
}

static char *
get_typed (VbtSpeakerPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
refill (VbtSpeakerPopover *self)
{
  g_autofree char *typed = get_typed (self);
  gboolean same = FALSE;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++)
    {
      const VbtSpeakerChoice *choice = g_ptr_array_index (self->choices, i);

      if (matches (choice->name, typed))
        add_row (self, choice, choice->name);
      same = same || g_utf8_collate (choice->name, typed) == 0;
    }
  if (*typed != '\0' && !same)
    {
      /* Translators: makes a new speaker with the name that was typed */
      g_autofree char *text = g_strdup_printf (_ ("New speaker “%s”"), typed);

      add_row (self, NULL, text);
    }
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
choose (VbtSpeakerPopover *self, GtkListBoxRow *row)
{
  int index = row == NULL ? -1 : gtk_list_box_row_get_index (row);
  g_autofree char *typed = get_typed (self);
  VbtSpeakerChoice made = { .name = typed };
  const VbtSpeakerChoice *choice;

  if (index < 0 || self->session == NULL)
    return;
  choice = g_ptr_array_index (self->shown, index);
  vbt_session_give_speaker (self->session, self->quote, choice == NULL ? &made : choice);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated_cb (VbtSpeakerPopover *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
activate_cb (VbtSpeakerPopover *self)
{
  choose (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

/* The arrows go through the list while the entry has the keyboard. */
static gboolean
key_pressed_cb (VbtSpeakerPopover *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (
      GTK_LIST_BOX (self->list), (row == NULL ? -1 : gtk_list_box_row_get_index (row)) + step);
  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  return GDK_EVENT_STOP;
}

static void
stop_cb (VbtSpeakerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
vbt_speaker_popover_dispose (GObject *object)
{
  VbtSpeakerPopover *self = VBT_SPEAKER_POPOVER (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vbt_speaker_popover_parent_class)->dispose (object);
}

static void
vbt_speaker_popover_finalize (GObject *object)
{
  VbtSpeakerPopover *self = VBT_SPEAKER_POPOVER (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (vbt_speaker_popover_parent_class)->finalize (object);
}

static void
vbt_speaker_popover_class_init (VbtSpeakerPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vbt_speaker_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_speaker_popover_finalize;
}

static void
vbt_speaker_popover_init (VbtSpeakerPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->shown = g_ptr_array_new ();
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Who says this?"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who says this?"), -1);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Speakers"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 320);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), window);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_speaker_popover_new:
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
vbt_speaker_popover_new (void)
{
  return g_object_new (VBT_TYPE_SPEAKER_POPOVER, NULL);
}

/**
 * vbt_speaker_popover_ask:
 * @self: the popover, whose place was set
 * @session: the session
 * @quote: a quote of the document that is shown
 *
 * Opens with the likeliest speaker chosen, so that Return is enough.
 */
void
vbt_speaker_popover_ask (VbtSpeakerPopover *self, VbtSession *session, VbtId quote)
{
  g_return_if_fail (VBT_IS_SPEAKER_POPOVER (self) && VBT_IS_SESSION (session));

  g_set_object (&self->session, session);
  self->quote = quote;
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices
      = vbt_speaker_choices (vbt_session_get_store (session), vbt_session_get_document (session),
                             vbt_session_get_me (session), quote);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  refill (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
}
