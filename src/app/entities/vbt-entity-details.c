/* vbt-entity-details.c: what is known of one entry of the register, and where it is mentioned
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entities/vbt-entity-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "entities/vbt-entity-chooser.h"
#include "entities/vbt-entity-row.h"
#include "store/vbt-entities.h"
#include "vbt-template.h"
#include "vbt-window-places.h"

/* How many mentions are read at a time: more than fit, so that the list scrolls. */
#define MENTIONS_A_PAGE 100

#define SEPARATOR ", "

struct _VbtEntityDetails
{
  GtkWidget parent_instance;
  AdwEntryRow *name;
  AdwComboRow *kind;
  AdwEntryRow *aliases;
  AdwEntryRow *role;
  AdwEntryRow *affiliation;
  AdwEntryRow *gender;
  AdwEntryRow *country;
  AdwEntryRow *external_id;
  GtkWidget *look_up;
  AdwEntryRow *note;
  GtkLabel *heading;
  GtkWidget *move;
  VbtEntityChooser *merge_chooser;
  VbtEntityChooser *move_chooser;
  GListStore *mentions; /* of VbtMentionRow */
  GtkMultiSelection *selection;

  VbtSession *session; /* (nullable) */
  VbtId entity;
  gboolean is_filling;
  gboolean is_complete;
};

G_DEFINE_FINAL_TYPE (VbtEntityDetails, vbt_entity_details, GTK_TYPE_WIDGET)

static void
tell (VbtEntityDetails *self, GError *error)
{
  if (error != NULL && self->session != NULL)
    g_signal_emit_by_name (self->session, "problem", error->message);
}

static VbtEntity *
read_entity (VbtEntityDetails *self)
{
  return self->session != NULL && self->entity != 0
             ? vbt_store_load_entity (vbt_session_get_store (self->session), self->entity)
             : NULL;
}

/* What is shown */

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static const struct
{
  const char *name;
  gsize row;
} attributes[] = {
  { "role", G_STRUCT_OFFSET (VbtEntityDetails, role) },
  { "affiliation", G_STRUCT_OFFSET (VbtEntityDetails, affiliation) },
  { "gender", G_STRUCT_OFFSET (VbtEntityDetails, gender) },
  { "country", G_STRUCT_OFFSET (VbtEntityDetails, country) },
};

static AdwEntryRow *
get_attribute_row (VbtEntityDetails *self, guint i)
{
  return G_STRUCT_MEMBER (AdwEntryRow *, self, attributes[i].row);
}

static void
show_entity (VbtEntityDetails *self, const VbtEntity *entity)
{
  g_autoptr (GString) aliases = g_string_new (NULL);

  for (guint i = 0; i < entity->aliases->len; i++)
    g_string_append_printf (aliases, "%s%s", i > 0 ? SEPARATOR : "",
                            (const char *)g_ptr_array_index (entity->aliases, i));
  self->is_filling = TRUE;
  set_text (self->name, entity->name);
  adw_combo_row_set_selected (self->kind, entity->kind);
  set_text (self->aliases, aliases->str);
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    set_text (get_attribute_row (self, i),
              g_hash_table_lookup (entity->attributes, attributes[i].name));
  set_text (self->external_id, entity->external_id);
  set_text (self->note, entity->note);
  gtk_widget_set_visible (self->look_up,
                          entity->external_id != NULL && entity->external_id[0] == 'Q');
  self->is_filling = FALSE;
}

static void
show_count (VbtEntityDetails *self)
{
  g_autofree char *words = vbt_entity_row_describe_counts (
      vbt_session_get_store (self->session), self->entity, vbt_session_get_me (self->session));

  gtk_label_set_text (self->heading, words);
}

static void
load_mentions (VbtEntityDetails *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->mentions));
  g_autoptr (VbtMentionRow) last
      = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->mentions), n - 1) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->is_complete)
    return;
  found = vbt_store_list_mentions (vbt_session_get_store (self->session), self->entity,
                                   last != NULL ? vbt_mention_row_get (last)->annotation : 0,
                                   MENTIONS_A_PAGE, &error);
  tell (self, error);
  if (found == NULL)
    return;
  self->is_complete = found->len < MENTIONS_A_PAGE;
  while (found->len > 0)
    g_ptr_array_add (rows, vbt_mention_row_new (g_ptr_array_steal_index (found, 0)));
  g_list_store_splice (self->mentions, n, 0, rows->pdata, rows->len);
}

static void
refresh (VbtEntityDetails *self)
{
  g_autoptr (VbtEntity) entity = read_entity (self);

  g_list_store_remove_all (self->mentions);
  self->is_complete = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), entity != NULL);
  if (entity == NULL)
    return;
  vbt_entity_chooser_prepare (self->merge_chooser, self->session, self->entity, FALSE);
  vbt_entity_chooser_prepare (self->move_chooser, self->session, self->entity, TRUE);
  show_entity (self, entity);
  show_count (self);
  load_mentions (self);
}

static void
edge_reached_cb (VbtEntityDetails *self, GtkPositionType position)
{
  if (position == GTK_POS_BOTTOM && self->entity != 0)
    load_mentions (self);
}

static void
selection_changed_cb (VbtEntityDetails *self)
{
  g_autoptr (GtkBitset) ticked
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  gtk_widget_set_sensitive (self->move, !gtk_bitset_is_empty (ticked));
}

/* What is changed */

static void
take_text (char **string, AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_free (*string);
  *string = *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
take_aliases (VbtEntity *entity, AdwEntryRow *row)
{
  g_auto (GStrv) aliases = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (row)), ",", -1);

  g_ptr_array_set_size (entity->aliases, 0);
  for (char **alias = aliases; *alias != NULL; alias++)
    if (*g_strstrip (*alias) != '\0')
      vbt_entity_add_alias (entity, *alias);
}

static void
take_attributes (VbtEntityDetails *self, VbtEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      char *value = NULL;

      take_text (&value, get_attribute_row (self, i));
      if (value != NULL)
        g_hash_table_insert (entity->attributes, g_strdup (attributes[i].name), value);
      else
        g_hash_table_remove (entity->attributes, attributes[i].name);
    }
}

static void
apply_cb (VbtEntityDetails *self)
{
  g_autoptr (VbtEntity) entity = self->is_filling ? NULL : read_entity (self);
  g_autoptr (GError) error = NULL;

  if (entity == NULL)
    return;
  take_text (&entity->name, self->name);
  if (entity->name == NULL)
    entity->name = g_strdup ("");
  entity->kind = (VbtEntityKind)adw_combo_row_get_selected (self->kind);
  take_aliases (entity, self->aliases);
  take_attributes (self, entity);
  take_text (&entity->external_id, self->external_id);
  take_text (&entity->note, self->note);
  if (!vbt_act_edit_entity (vbt_session_get_store (self->session),
                            vbt_session_get_me (self->session), entity, &error))
    {
      tell (self, error);
      refresh (self);
    }
}

/* What is shown goes into the one that was chosen, which is shown then. */
static void
merge_chosen_cb (VbtEntityDetails *self, gint64 into)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;

  g_array_append_val (others, self->entity);
  if (vbt_act_merge_entities (vbt_session_get_store (self->session),
                              vbt_session_get_me (self->session), into, others, &error))
    g_signal_emit_by_name (self, "show-entity", into);
  tell (self, error);
}

static void
delete_cb (VbtEntityDetails *self)
{
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;

  g_array_append_val (entities, self->entity);
  vbt_act_delete_entities (vbt_session_get_store (self->session),
                           vbt_session_get_me (self->session), entities, &error);
  tell (self, error);
}

static GArray *
get_ticked (VbtEntityDetails *self)
{
  g_autoptr (GtkBitset) ticked
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < gtk_bitset_get_size (ticked); i++)
    {
      g_autoptr (VbtMentionRow) row
          = g_list_model_get_item (G_LIST_MODEL (self->mentions), gtk_bitset_get_nth (ticked, i));

      g_array_append_val (annotations, vbt_mention_row_get (row)->annotation);
    }
  return annotations;
}

static void
move_chosen_cb (VbtEntityDetails *self, gint64 to, const char *name)
{
  VbtStore *store = vbt_session_get_store (self->session);
  g_autoptr (GArray) annotations = get_ticked (self);
  g_autoptr (VbtEntity) from = read_entity (self);
  g_autoptr (VbtEntity) entity = to != 0 ? vbt_store_load_entity (store, to) : NULL;
  g_autoptr (GError) error = NULL;

  if (from == NULL || annotations->len == 0)
    return;
  if (entity == NULL)
    entity = vbt_entity_new (from->kind, name);
  vbt_act_split_entity (store, vbt_session_get_me (self->session), self->entity, annotations,
                        entity, &error);
  tell (self, error);
}

static void
mention_activated_cb (VbtEntityDetails *self, guint position)
{
  g_autoptr (VbtMentionRow) row = g_list_model_get_item (G_LIST_MODEL (self->mentions), position);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (row != NULL)
    vbt_window_show_place (VBT_WINDOW (root), vbt_mention_row_get (row)->document,
                           vbt_mention_row_get (row)->annotation, (VbtRange){ 0, 0 });
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VbtEntityDetails) self = data;
  g_autoptr (GError) error = NULL;

  g_app_info_launch_default_for_uri_finish (result, &error);
  tell (self, error);
}

/* Only when it is asked for does anything leave this computer. */
static void
look_up_cb (VbtEntityDetails *self)
{
  g_autofree char *id
      = g_uri_escape_string (gtk_editable_get_text (GTK_EDITABLE (self->external_id)), NULL, FALSE);
  g_autofree char *uri = g_strconcat ("https://www.wikidata.org/wiki/", id, NULL);
  g_autoptr (GdkAppLaunchContext) context
      = gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (self)));

  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, looked_up_cb,
                                           g_object_ref (self));
}

static void
vbt_entity_details_dispose (GObject *object)
{
  vbt_entity_details_set_session (VBT_ENTITY_DETAILS (object), NULL);
  vbt_template_dispose (GTK_WIDGET (object), VBT_TYPE_ENTITY_DETAILS);
  G_OBJECT_CLASS (vbt_entity_details_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, name);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, kind);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, aliases);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, role);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, affiliation);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, gender);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, country);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, external_id);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, look_up);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, note);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, heading);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, move);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, merge_chooser);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, move_chooser);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, mentions);
  gtk_widget_class_bind_template_child (widget_class, VbtEntityDetails, selection);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, mention_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_up_cb);
}

static void
vbt_entity_details_class_init (VbtEntityDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_entity_details_dispose;
  g_type_ensure (VBT_TYPE_ENTITY_CHOOSER);
  g_type_ensure (VBT_TYPE_MENTION_ROW);
  g_signal_new ("show-entity", VBT_TYPE_ENTITY_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-entity-details.ui");
  bind_template (widget_class);
}

static void
vbt_entity_details_init (VbtEntityDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_entity_details_set_session:
 * @self: the details
 * @session: (nullable): the open project
 */
void
vbt_entity_details_set_session (VbtEntityDetails *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_ENTITY_DETAILS (self));

  self->entity = 0;
  g_set_object (&self->session, session);
  if (self->merge_chooser == NULL)
    return;
  vbt_entity_chooser_prepare (self->merge_chooser, session, 0, FALSE);
  vbt_entity_chooser_prepare (self->move_chooser, session, 0, FALSE);
}

/**
 * vbt_entity_details_show:
 * @self: the details
 * @entity: which entry, or 0
 *
 * Shows an entry as the project has it now.
 */
void
vbt_entity_details_show (VbtEntityDetails *self, VbtId entity)
{
  g_return_if_fail (VBT_IS_ENTITY_DETAILS (self));

  self->entity = entity;
  refresh (self);
}
