/* vbt-query-completion.c: shows how the query in an entry may go on, and where it is wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-query-completion.h"

#include <string.h>

#include "store/vbt-complete.h"

#define N_SHOWN 8

struct _VbtQueryCompletion
{
  GtkPopover parent_instance;
  GtkListBox *list;
  GtkSearchEntry *entry; /* not owned: the popover is its child */
  VbtSession *session;   /* (nullable) */
  GPtrArray *found;      /* (nullable): of VbtCompletion, as the rows */
  gsize start;           /* of what is replaced, in bytes */
  gboolean is_taking;    /* the text changes because something was chosen */
};

G_DEFINE_FINAL_TYPE (VbtQueryCompletion, vbt_query_completion, GTK_TYPE_POPOVER)

static const char *
get_typed (VbtQueryCompletion *self, gsize *cursor)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int position = gtk_editable_get_position (GTK_EDITABLE (self->entry));

  *cursor = (gsize)(g_utf8_offset_to_pointer (text, position) - text);
  return text;
}

static GtkWidget *
make_row (const VbtCompletion *completion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *text = gtk_label_new (completion->text);
  GtkWidget *title = gtk_label_new (completion->title);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 40);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 40);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), title);
  return box;
}

static void
fill (VbtQueryCompletion *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_append (self->list, make_row (self->found->pdata[i]));
  gtk_list_box_select_row (self->list, NULL);
}

/* What is there already need not be offered. */
static gboolean
is_there (VbtQueryCompletion *self, const char *text, gsize cursor)
{
  const VbtCompletion *only = self->found->len == 1 ? self->found->pdata[0] : NULL;
  g_autofree char *offered = only != NULL ? g_strchomp (g_strdup (only->text)) : NULL;

  return offered != NULL && strlen (offered) == cursor - self->start
         && g_str_has_prefix (text + self->start, offered);
}

static void
changed_cb (VbtQueryCompletion *self)
{
  GtkText *text_widget = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  gsize cursor;
  const char *text = get_typed (self, &cursor);

  gtk_text_set_attributes (text_widget, NULL);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  if (self->session != NULL && !self->is_taking
      && (gtk_widget_get_state_flags (GTK_WIDGET (text_widget)) & GTK_STATE_FLAG_FOCUSED) != 0)
    self->found = vbt_store_complete_query (vbt_session_get_store (self->session), text, cursor,
                                            N_SHOWN, &self->start);
  if (self->found == NULL || self->found->len == 0 || is_there (self, text, cursor))
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  fill (self);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
take (VbtQueryCompletion *self, guint index)
{
  const VbtCompletion *completion = self->found->pdata[index];
  gsize cursor;
  const char *text = get_typed (self, &cursor);
  int start = (int)g_utf8_pointer_to_offset (text, text + self->start);
  int end = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  g_autofree char *chosen = g_strdup (completion->text);
  int length = (int)g_utf8_strlen (chosen, -1);
  int at = start;

  /* Behind a key its values are offered at once. */
  self->is_taking = !g_str_has_suffix (chosen, ":");
  gtk_editable_delete_text (GTK_EDITABLE (self->entry), start, end);
  gtk_editable_insert_text (GTK_EDITABLE (self->entry), chosen, -1, &at);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), start + length);
  self->is_taking = FALSE;
  if (g_str_has_suffix (chosen, ":"))
    changed_cb (self);
}

static void
step (VbtQueryCompletion *self, int direction)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int n = (int)self->found->len;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : direction > 0 ? -1 : n;

  index += direction;
  row = index >= 0 && index < n ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  gtk_list_box_select_row (self->list, row);
}

/* The entry keeps the keyboard; arrows, Tab, Return and Escape are the list's while it is shown. */
static gboolean
key_pressed_cb (VbtQueryCompletion *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || self->found == NULL || self->found->len == 0
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_selected_row (self->list);
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up)
    step (self, keyval == GDK_KEY_Down ? 1 : -1);
  else if (keyval == GDK_KEY_Escape)
    gtk_popover_popdown (GTK_POPOVER (self));
  else if (keyval == GDK_KEY_Tab)
    take (self, row != NULL ? (guint)gtk_list_box_row_get_index (row) : 0);
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && row != NULL)
    take (self, (guint)gtk_list_box_row_get_index (row));
  else
    {
      if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
        gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

static void
row_activated_cb (VbtQueryCompletion *self, GtkListBoxRow *row)
{
  if (self->found != NULL)
    take (self, (guint)gtk_list_box_row_get_index (row));
}

static void
left_cb (VbtQueryCompletion *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
vbt_query_completion_dispose (GObject *object)
{
  VbtQueryCompletion *self = VBT_QUERY_COMPLETION (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  G_OBJECT_CLASS (vbt_query_completion_parent_class)->dispose (object);
}

static void
vbt_query_completion_class_init (VbtQueryCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vbt_query_completion_dispose;
}

static void
vbt_query_completion_init (VbtQueryCompletion *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "commands");
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->list));
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_query_completion_new:
 * @entry: where a query is typed
 *
 * Returns: (transfer none): what completes it; goes with the entry
 */
VbtQueryCompletion *
vbt_query_completion_new (GtkSearchEntry *entry)
{
  VbtQueryCompletion *self = g_object_new (VBT_TYPE_QUERY_COMPLETION, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_val_if_fail (GTK_IS_SEARCH_ENTRY (entry), NULL);

  self->entry = entry;
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (entry));
  g_signal_connect_object (entry, "destroy", G_CALLBACK (gtk_widget_unparent), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  return self;
}

/**
 * vbt_query_completion_set_session:
 * @self: a completion
 * @session: (nullable): the project that is asked
 */
void
vbt_query_completion_set_session (VbtQueryCompletion *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_QUERY_COMPLETION (self));

  g_set_object (&self->session, session);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/**
 * vbt_query_completion_mark_wrong:
 * @self: a completion
 * @column: where the query is wrong, in characters from 1; 0: it is not
 *
 * Underlines what cannot be understood, from there to the end of the word.
 */
void
vbt_query_completion_mark_wrong (VbtQueryCompletion *self, guint column)
{
  GtkText *text_widget;
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoAttribute *underline;
  const char *text, *start, *end;

  g_return_if_fail (VBT_IS_QUERY_COMPLETION (self));

  text_widget = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (column == 0 || column > (guint)g_utf8_strlen (text, -1))
    {
      gtk_text_set_attributes (text_widget, NULL);
      return;
    }
  start = g_utf8_offset_to_pointer (text, column - 1);
  end = strchr (start, ' ');
  attributes = pango_attr_list_new ();
  underline = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
  underline->start_index = (guint)(start - text);
  underline->end_index = end != NULL ? (guint)(end - text) : G_MAXUINT;
  pango_attr_list_insert (attributes, underline);
  gtk_text_set_attributes (text_widget, attributes);
}
