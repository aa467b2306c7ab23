/* vbt-saved-popover.c: queries that are kept in the project under a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-saved-popover.h"

#include <glib/gi18n.h>

struct _VbtSavedPopover
{
  GtkPopover parent_instance;
  GtkWidget *scroller;
  GtkListBox *list;
  GtkLabel *hint;
  GtkEditable *name;
  GtkWidget *save;

  VbtSavedKind kind;
  GtkEditable *query;  /* not owned: lives as long as the button of the popover */
  VbtSession *session; /* (nullable) */
  GPtrArray *saved;    /* (nullable): of VbtSaved, as the rows */
};

G_DEFINE_FINAL_TYPE (VbtSavedPopover, vbt_saved_popover, GTK_TYPE_POPOVER)

static void fill (VbtSavedPopover *self);

static void
report (VbtSavedPopover *self, GError *error)
{
  g_signal_emit_by_name (self->session, "problem", error->message);
}

static void
forget_cb (GtkWidget *button, VbtSavedPopover *self)
{
  VbtId id = *(VbtId *)g_object_get_data (G_OBJECT (button), "id");
  g_autoptr (GError) error = NULL;

  if (!vbt_act_forget_query (vbt_session_get_store (self->session),
                             vbt_session_get_me (self->session), id, &error))
    report (self, error);
  fill (self);
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_row (VbtSavedPopover *self, const VbtSaved *saved)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *query = make_label (saved->query, "caption");
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *tip = g_strdup_printf (_ ("Forget “%s”"), saved->name);

  gtk_widget_add_css_class (query, "dim-label");
  gtk_box_append (GTK_BOX (words), make_label (saved->name, NULL));
  gtk_box_append (GTK_BOX (words), query);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&saved->id, sizeof saved->id),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), self, 0);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, saved->name,
                                  -1);
  return row;
}

static void
fill (VbtSavedPopover *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  if (self->session != NULL)
    self->saved = vbt_store_list_saved (vbt_session_get_store (self->session), self->kind, NULL);
  for (guint i = 0; self->saved != NULL && i < self->saved->len; i++)
    gtk_list_box_append (self->list, make_row (self, self->saved->pdata[i]));
  gtk_widget_set_visible (self->scroller, self->saved != NULL && self->saved->len > 0);
}

/* What is not asked for yet cannot be kept. */
static void
update (VbtSavedPopover *self)
{
  const char *query = gtk_editable_get_text (self->query);
  gboolean is_asked = *query != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->name), is_asked);
  gtk_widget_set_sensitive (self->save, is_asked && *gtk_editable_get_text (self->name) != '\0');
  gtk_label_set_label (self->hint, is_asked ? query
                                   : self->kind == VBT_SAVED_SEARCH
                                       ? _ ("Search for something, then keep the search here.")
                                       : _ ("Filter the list, then keep the filter here."));
}

static void
save_cb (VbtSavedPopover *self)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;
  if (!vbt_act_save_query (
          vbt_session_get_store (self->session), vbt_session_get_me (self->session), self->kind,
          gtk_editable_get_text (self->name), gtk_editable_get_text (self->query), &error))
    report (self, error);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated_cb (VbtSavedPopover *self, GtkListBoxRow *row)
{
  const VbtSaved *saved = self->saved->pdata[gtk_list_box_row_get_index (row)];
  g_autofree char *query = g_strdup (saved->query);

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_editable_set_text (self->query, query);
  gtk_editable_set_position (self->query, -1);
}

static void
shown_cb (VbtSavedPopover *self)
{
  gtk_editable_set_text (self->name, "");
  fill (self);
  gtk_widget_grab_focus (self->saved != NULL && self->saved->len > 0
                             ? GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))
                             : GTK_WIDGET (self->name));
}

static void
vbt_saved_popover_dispose (GObject *object)
{
  VbtSavedPopover *self = VBT_SAVED_POPOVER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_SAVED_POPOVER);
  G_OBJECT_CLASS (vbt_saved_popover_parent_class)->dispose (object);
}

static void
vbt_saved_popover_class_init (VbtSavedPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_saved_popover_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-saved-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtSavedPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, VbtSavedPopover, list);
  gtk_widget_class_bind_template_child (widget_class, VbtSavedPopover, hint);
  gtk_widget_class_bind_template_child (widget_class, VbtSavedPopover, name);
  gtk_widget_class_bind_template_child (widget_class, VbtSavedPopover, save);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
vbt_saved_popover_init (VbtSavedPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_saved_popover_new:
 * @kind: what the queries are for
 * @query: where the query is typed; has to live as long as the popover
 *
 * Returns: (transfer floating): a popover for a menu button
 */
GtkWidget *
vbt_saved_popover_new (VbtSavedKind kind, GtkEditable *query)
{
  VbtSavedPopover *self = g_object_new (VBT_TYPE_SAVED_POPOVER, NULL);

  self->kind = kind;
  self->query = query;
  /* While nobody looks: an entry that has the focus does not take it well when it cannot be used any more. */
  g_signal_connect_object (query, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * vbt_saved_popover_set_session:
 * @self: a popover
 * @session: (nullable): the project that keeps the queries
 */
void
vbt_saved_popover_set_session (VbtSavedPopover *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_SAVED_POPOVER (self));

  g_set_object (&self->session, session);
}
