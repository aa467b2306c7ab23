/* vbt-entity-chooser.c: asks for an entry of the register, by typing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entities/vbt-entity-chooser.h"

#include <glib/gi18n.h>

#include "entities/vbt-entity-row.h"
#include "store/vbt-entities.h"

#define N_OFFERED 30

struct _VbtEntityChooser
{
  GtkPopover parent_instance;
  GtkSearchEntry *entry;
  GtkListView *list;
  GListStore *rows; /* of VbtEntityRow */
  GtkWidget *add;

  VbtSession *session; /* (nullable) */
  VbtId but;           /* is not offered */
  gboolean allow_new;
};

G_DEFINE_FINAL_TYPE (VbtEntityChooser, vbt_entity_chooser, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
choose (VbtEntityChooser *self, VbtId id, const char *name)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, id, name);
}

static char *
get_typed (VbtEntityChooser *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
search_changed_cb (VbtEntityChooser *self)
{
  g_autofree char *typed = get_typed (self);
  VbtStore *store = self->session != NULL ? vbt_session_get_store (self->session) : NULL;
  g_autoptr (GPtrArray) found
      = store != NULL ? vbt_store_search_entities (store, typed, N_OFFERED, NULL) : NULL;
  g_autofree char *label = g_strdup_printf (_ ("New Entry “%s”"), typed);

  g_list_store_remove_all (self->rows);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const VbtEntity *entity = g_ptr_array_index (found, i);

      if (entity->id == self->but)
        continue;
      g_autoptr (VbtEntityRow) row = vbt_entity_row_new (entity->id);
      vbt_entity_row_renew (row, store, entity, vbt_session_get_me (self->session));
      g_list_store_append (self->rows, row);
    }
  gtk_button_set_label (GTK_BUTTON (self->add), label);
  gtk_widget_set_visible (self->add, self->allow_new && *typed != '\0');
}

static void
activate_row_cb (VbtEntityChooser *self, guint position)
{
  g_autoptr (VbtEntityRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  g_object_get (row, "name", &name, NULL);
  choose (self, vbt_entity_row_get_id (row), name);
}

static void
add_cb (VbtEntityChooser *self)
{
  g_autofree char *typed = get_typed (self);

  if (*typed != '\0')
    choose (self, 0, typed);
}

/* Return takes the first one that is offered, else makes a new one where that is allowed. */
static void
activate_cb (VbtEntityChooser *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    activate_row_cb (self, 0);
  else if (self->allow_new)
    add_cb (self);
}

static void
vbt_entity_chooser_map (GtkWidget *widget)
{
  VbtEntityChooser *self = VBT_ENTITY_CHOOSER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self);
  GTK_WIDGET_CLASS (vbt_entity_chooser_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
vbt_entity_chooser_dispose (GObject *object)
{
  VbtEntityChooser *self = VBT_ENTITY_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_ENTITY_CHOOSER);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vbt_entity_chooser_parent_class)->dispose (object);
}

static void
vbt_entity_chooser_class_init (VbtEntityChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_entity_chooser_dispose;
  widget_class->map = vbt_entity_chooser_map;
  chosen_signal = g_signal_new ("chosen", VBT_TYPE_ENTITY_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  g_type_ensure (VBT_TYPE_ENTITY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-entity-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtEntityChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityChooser, list);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityChooser, rows);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityChooser, add);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
vbt_entity_chooser_init (VbtEntityChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_entity_chooser_prepare:
 * @self: the popover
 * @session: (nullable): the open project
 * @but: an entry that is not offered, or 0
 * @allow_new: whether somebody new can be named
 *
 * Says what is offered whenever it is shown: the most mentioned entries, before anything is typed.
 */
void
vbt_entity_chooser_prepare (VbtEntityChooser *self, VbtSession *session, VbtId but,
                            gboolean allow_new)
{
  g_return_if_fail (VBT_IS_ENTITY_CHOOSER (self));

  g_set_object (&self->session, session);
  self->but = but;
  self->allow_new = allow_new;
}
