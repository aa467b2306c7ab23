/* vbt-command-popover.c: the command palette: everything that can be done, found by its words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-command-popover.h"

#include <glib/gi18n.h>

#include "keys/vbt-app-actions.h"
#include "keys/vbt-keycap.h"

struct _VbtCommandPopover
{
  GtkPopover parent_instance;
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListBox *list;
  GtkScrolledWindow *scroller;
  char *chosen; /* (nullable): the detailed name of an action, until the popover has gone */
};

G_DEFINE_FINAL_TYPE (VbtCommandPopover, vbt_command_popover, GTK_TYPE_POPOVER)

static const char *
get_action (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "action");
}

static const char *
get_words (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "words");
}

/* Whether an action can be used now only a button tells that has it: GTK offers no other way to ask. */
static void
follow_action (GtkWidget *row, GtkWidget *box, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_visible (button, FALSE);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  g_object_bind_property (button, "sensitive", row, "sensitive", G_BINDING_SYNC_CREATE);
}

static void
add_row (VbtCommandPopover *self, const char *action, const char *words, const char *group,
         GtkWidget *cap)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (words);
  GtkWidget *place = gtk_label_new (group);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), cap);
  follow_action (row, box, action);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "action", g_strdup (action), g_free);
  g_object_set_data_full (G_OBJECT (row), "words", g_strdup (words), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_list_box_append (self->list, row);
}

static void
add_labels (VbtCommandPopover *self, VbtSession *session)
{
  const VbtSchema *schema = vbt_session_get_schema (session);

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      g_autofree char *id = vbt_id_to_string (label->id);
      g_autofree char *action = g_strdup_printf ("article.label::%s", id);
      g_autofree char *words = NULL;

      if (label->kind != VBT_KIND_SPAN)
        continue;
      /* TRANSLATORS: a command; %s is a label of the schema, such as Person */
      words = g_strdup_printf (_ ("Label as %s"), label->name);
      add_row (self, action, words, vbt_action_group_get_title (VBT_ACTIONS_ANNOTATE),
               vbt_keycap_new (label->key));
    }
}

static void
fill (VbtCommandPopover *self, VbtSession *session)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (const VbtAppAction *entry = vbt_app_actions (); entry->action != NULL; entry++)
    if (!g_str_equal (entry->action, "win.commands"))
      add_row (self, entry->action, _ (entry->title), vbt_action_group_get_title (entry->group),
               vbt_keycap_new_for_action (entry->action));
  if (session != NULL)
    add_labels (self, session);
}

/* What cannot be done now would only be in the way. */
static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  VbtCommandPopover *self = data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return gtk_widget_get_sensitive (GTK_WIDGET (row))
         && (*typed == '\0' || g_str_match_string (typed, get_words (row), TRUE));
}

static void
select_row (VbtCommandPopover *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* From the selected row, or from the beginning where none is, to the next that can be chosen. */
static gboolean
step (VbtCommandPopover *self, int direction)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int index = selected != NULL ? gtk_list_box_row_get_index (selected) : -1;

  for (;;)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index += direction);
      if (row == NULL)
        return FALSE;
      if (!gtk_widget_get_child_visible (GTK_WIDGET (row)))
        continue;
      select_row (self, row);
      return TRUE;
    }
}

static void
search_changed_cb (VbtCommandPopover *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, NULL);
  gtk_stack_set_visible_child_name (self->stack, step (self, 1) ? "list" : "none");
}

static gboolean
key_pressed_cb (VbtCommandPopover *self, guint keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  step (self, keyval == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
row_activated_cb (VbtCommandPopover *self, GtkListBoxRow *row)
{
  self->chosen = g_strdup (get_action (row));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
activate_cb (VbtCommandPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

/* The action comes when the popover has gone and given the keyboard back: it may open one itself. */
static gboolean
finish (gpointer data)
{
  VbtCommandPopover *self = data;
  GtkWidget *where = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *chosen = g_steal_pointer (&self->chosen);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (where != NULL && chosen != NULL
      && g_action_parse_detailed_name (chosen, &name, &target, NULL))
    gtk_widget_activate_action_variant (where, name, target);
  return G_SOURCE_REMOVE;
}

static void
vbt_command_popover_closed (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, finish, g_object_ref (popover), g_object_unref);
}

static void
vbt_command_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_COMMAND_POPOVER);
  G_OBJECT_CLASS (vbt_command_popover_parent_class)->dispose (object);
}

static void
vbt_command_popover_finalize (GObject *object)
{
  g_free (VBT_COMMAND_POPOVER (object)->chosen);
  G_OBJECT_CLASS (vbt_command_popover_parent_class)->finalize (object);
}

static void
vbt_command_popover_class_init (VbtCommandPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_command_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_command_popover_finalize;
  GTK_POPOVER_CLASS (klass)->closed = vbt_command_popover_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-command-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtCommandPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, VbtCommandPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtCommandPopover, list);
  gtk_widget_class_bind_template_child (widget_class, VbtCommandPopover, scroller);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vbt_command_popover_init (VbtCommandPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
}

/* One a place, which stays: GTK 4.8 asks a popover that was taken away where the pointer is. */
static VbtCommandPopover *
ensure_popover (GtkWidget *where)
{
  VbtCommandPopover *self = g_object_get_data (G_OBJECT (where), "vbt-command-popover");

  if (self != NULL)
    return self;
  self = g_object_new (VBT_TYPE_COMMAND_POPOVER, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self), where);
  g_object_set_data (G_OBJECT (where), "vbt-command-popover", self);
  g_signal_connect_object (where, "destroy", G_CALLBACK (gtk_widget_unparent), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * vbt_command_popover_ask:
 * @where: a widget in the middle of the window, whose actions and whose parents' are offered
 * @session: (nullable): the open project, whose labels are offered
 *
 * Shows every action of the table that can be done now; does the one that is chosen.
 */
void
vbt_command_popover_ask (GtkWidget *where, VbtSession *session)
{
  g_return_if_fail (GTK_IS_WIDGET (where));

  VbtCommandPopover *self = ensure_popover (where);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self, session);
  gtk_popover_set_pointing_to (GTK_POPOVER (self),
                               &(GdkRectangle){ gtk_widget_get_width (where) / 2, 0, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  search_changed_cb (self);
}
