/* vbt-entities-page.c: the page of people, organizations and places
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entities/vbt-entities-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "entities/vbt-entity-details.h"
#include "entities/vbt-entity-row.h"
#include "models/vbt-id-list.h"
#include "vbt-after-frame.h"
#include "vbt-ask.h"
#include "vbt-template.h"

/* The most mentioned; others are found by typing. */
#define N_DUPLICATES 300

struct _VbtEntitiesPage
{
  GtkWidget parent_instance;
  GtkSearchEntry *search;
  GtkToggleButton *duplicates;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  VbtEntityDetails *details;
  GtkWidget *pair;
  GtkLabel *question;

  VbtSession *session; /* (nullable) */
  VbtIdList *entities; /* rows: VbtEntityRow; what is listed, except for duplicates */
  GListStore *pairs;   /* of VbtEntityRow: likely duplicates */
  VbtId wanted;        /* selected once it is listed, or 0 */
  GArray *uncounted;   /* of VbtId: rows that do not tell yet in how many articles */
  gboolean is_counting;
  GCancellable *cancellable;
  gboolean is_stale; /* the project changed while the page was not shown */
};

G_DEFINE_FINAL_TYPE (VbtEntitiesPage, vbt_entities_page, GTK_TYPE_WIDGET)

static VbtEntityRow *
get_selected (VbtEntitiesPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static const char *
get_words (VbtEntitiesPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static void
show_list (VbtEntitiesPage *self)
{
  gboolean any = g_list_model_get_n_items (gtk_single_selection_get_model (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list"
                                                 : gtk_toggle_button_get_active (self->duplicates)
                                                     ? "unique"
                                                 : *get_words (self) != '\0' ? "unknown"
                                                                             : "none");
}

static void
selected_cb (VbtEntitiesPage *self)
{
  VbtEntityRow *row = get_selected (self);
  VbtId other = row != NULL ? vbt_entity_row_get_other (row) : 0;

  vbt_entity_details_show (self->details, row != NULL ? vbt_entity_row_get_id (row) : 0);
  gtk_widget_set_visible (self->pair, other != 0);
  if (other != 0)
    {
      g_autofree char *detail = NULL;
      g_object_get (row, "detail", &detail, NULL);
      gtk_label_set_text (self->question, detail);
    }
}

/* In how many articles they are mentioned: that is counted from mention to mention, by another thread, for the rows
 * that somebody looks at. */

static gpointer
count_mentioning (VbtStore *store, gpointer entities, GCancellable *cancellable, GError **error)
{
  const GArray *ids = entities;
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < ids->len; i++)
    {
      guint64 n = 0;

      if (!vbt_store_count_mentioning (store, g_array_index (ids, VbtId, i), &n, error))
        return NULL;
      g_array_append_val (counts, n);
    }
  return g_steal_pointer (&counts);
}

static const VbtQuestion mentioning
    = { count_mentioning, (GDestroyNotify)g_array_unref, (GDestroyNotify)g_array_unref };

/** Counted: what the thread found. */
typedef struct
{
  const GArray *ids;
  const GArray *counts;
} Counted;

static void
show_count (GObject *row, gpointer data)
{
  const Counted *counted = data;
  VbtId id = vbt_entity_row_get_id (VBT_ENTITY_ROW (row));

  for (guint i = 0; i < counted->ids->len; i++)
    if (g_array_index (counted->ids, VbtId, i) == id)
      vbt_entity_row_set_n_documents (VBT_ENTITY_ROW (row),
                                      g_array_index (counted->counts, guint64, i));
}

static void count_documents (VbtEntitiesPage *self);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (source);
  g_autoptr (GArray) counts = vbt_ask_finish (result, NULL);
  Counted counted = { vbt_ask_get_question (result), counts };

  self->is_counting = FALSE;
  if (self->session == NULL)
    return;
  if (counts != NULL)
    vbt_id_list_visit_live (self->entities, show_count, &counted);
  count_documents (self);
}

static void
count_documents (VbtEntitiesPage *self)
{
  GArray *ids;

  if (self->session == NULL || self->is_counting || self->uncounted->len == 0)
    return;
  ids = g_steal_pointer (&self->uncounted);
  self->uncounted = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->is_counting = TRUE;
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &mentioning, ids, NULL,
           counted_cb, NULL);
}

static void
count_cb (GtkWidget *widget)
{
  count_documents (VBT_ENTITIES_PAGE (widget));
}

/* Of what was deleted meanwhile nothing is told: the list is being read again. */
static void
renew_row (GObject *row, gpointer data)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (data);
  VbtStore *store = vbt_session_get_store (self->session);
  VbtId id = vbt_entity_row_get_id (VBT_ENTITY_ROW (row));
  g_autoptr (VbtEntity) entity = vbt_store_load_entity (store, id);

  if (entity == NULL)
    return;
  vbt_entity_row_renew (VBT_ENTITY_ROW (row), store, entity, vbt_session_get_me (self->session));
  g_array_append_val (self->uncounted, id);
  vbt_after_frame (GTK_WIDGET (self), count_cb);
}

static GObject *
make_row (VbtId id, guint position, gpointer data)
{
  GObject *row = G_OBJECT (vbt_entity_row_new (id));

  renew_row (row, data);
  return row;
}

/* The register, or who is found in it: a thread lists all, the rows are made for what is on the screen. */

static gpointer
find_entities (VbtStore *store, gpointer words, GCancellable *cancellable, GError **error)
{
  return vbt_store_find_entities (store, words, G_MAXUINT, error);
}

static const VbtQuestion finding = { find_entities, g_free, (GDestroyNotify)g_array_unref };

static void
show_selected (VbtEntitiesPage *self)
{
  guint position;

  if (self->wanted != 0 && vbt_id_list_find (self->entities, self->wanted, &position))
    {
      gtk_single_selection_set_selected (self->selection, position);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
    }
  self->wanted = 0;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = vbt_ask_finish (result, &error);

  if (self->session == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  if (ids == NULL)
    {
      g_signal_emit_by_name (self->session, "problem", error->message);
      return;
    }
  /* Before the others are listed: what is made for those is new. */
  vbt_id_list_visit_live (self->entities, renew_row, self);
  vbt_id_list_take_ids (self->entities, g_steal_pointer (&ids));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->entities));
  show_selected (self);
  show_list (self);
  selected_cb (self);
}

static void
list_entities (VbtEntitiesPage *self)
{
  self->cancellable = g_cancellable_new ();
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &finding,
           g_strdup (get_words (self)), self->cancellable, listed_cb, NULL);
}

/* Likely duplicates: the whole register is read, by another thread. */

static gpointer
find_likely (VbtStore *store, gpointer unused, GCancellable *cancellable, GError **error)
{
  return vbt_store_find_duplicates (store, N_DUPLICATES, cancellable, error);
}

static const VbtQuestion duplicates = { find_likely, NULL, (GDestroyNotify)g_array_unref };

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (source);
  g_autoptr (GArray) pairs = vbt_ask_finish (result, NULL);
  VbtStore *store;

  if (pairs == NULL || self->session == NULL || !gtk_toggle_button_get_active (self->duplicates))
    return;
  store = vbt_session_get_store (self->session);
  g_list_store_remove_all (self->pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      VbtDuplicate pair = g_array_index (pairs, VbtDuplicate, i);
      g_autoptr (VbtEntity) entity = vbt_store_load_entity (store, pair.entity);
      g_autoptr (VbtEntity) other = vbt_store_load_entity (store, pair.other);
      if (entity == NULL || other == NULL)
        continue;
      g_autoptr (VbtEntityRow) row = vbt_entity_row_new_pair (entity, other);
      g_list_store_append (self->pairs, row);
    }
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->pairs));
  show_list (self);
  selected_cb (self);
}

static void
stop (VbtEntitiesPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
find_duplicates (VbtEntitiesPage *self)
{
  self->cancellable = g_cancellable_new ();
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &duplicates, NULL,
           self->cancellable, found_cb, NULL);
}

static void
refill (VbtEntitiesPage *self)
{
  VbtEntityRow *row = get_selected (self);
  VbtId selected = row != NULL ? vbt_entity_row_get_id (row) : 0;

  self->is_stale = FALSE;
  stop (self);
  if (self->session == NULL)
    return;
  if (self->wanted == 0)
    self->wanted = selected;
  if (gtk_toggle_button_get_active (self->duplicates))
    find_duplicates (self);
  else
    list_entities (self);
}

static void
search_changed_cb (VbtEntitiesPage *self)
{
  if (gtk_toggle_button_get_active (self->duplicates))
    gtk_toggle_button_set_active (self->duplicates, FALSE);
  else
    refill (self);
}

static void
project_changed_cb (VbtEntitiesPage *self, const VbtChange *change)
{
  gboolean is_other = change->entities || change->batch || change->mentions;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && is_other)
    refill (self);
  else if (is_other || change->annotations->len > 0)
    self->is_stale = TRUE;
}

static void
show_entity_cb (VbtEntitiesPage *self, gint64 entity)
{
  self->wanted = entity;
  refill (self);
}

static void
merge_pair_cb (VbtEntitiesPage *self)
{
  VbtEntityRow *row = get_selected (self);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GError) error = NULL;
  VbtId other = row != NULL ? vbt_entity_row_get_other (row) : 0;

  if (other == 0)
    return;
  g_array_append_val (others, other);
  if (!vbt_act_merge_entities (vbt_session_get_store (self->session),
                               vbt_session_get_me (self->session), vbt_entity_row_get_id (row),
                               others, &error))
    g_signal_emit_by_name (self->session, "problem", error->message);
}

static void
vbt_entities_page_map (GtkWidget *widget)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (widget);

  GTK_WIDGET_CLASS (vbt_entities_page_parent_class)->map (widget);
  if (self->is_stale)
    refill (self);
}

static gboolean
vbt_entities_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VBT_ENTITIES_PAGE (widget)->list))
         || gtk_widget_grab_focus (GTK_WIDGET (VBT_ENTITIES_PAGE (widget)->search));
}

static void
set_session (GtkWidget *page, VbtSession *session)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (page);

  stop (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_list_store_remove_all (self->pairs);
  vbt_id_list_take_ids (self->entities, g_array_new (FALSE, FALSE, sizeof (VbtId)));
  g_array_set_size (self->uncounted, 0);
  self->wanted = 0;
  g_set_object (&self->session, session);
  vbt_entity_details_set_session (self->details, session);
  self->is_stale = session != NULL;
  if (session != NULL)
    g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
}

static void
vbt_entities_page_dispose (GObject *object)
{
  VbtEntitiesPage *self = VBT_ENTITIES_PAGE (object);

  if (self->details != NULL)
    set_session (GTK_WIDGET (self), NULL);
  vbt_template_dispose (GTK_WIDGET (object), VBT_TYPE_ENTITIES_PAGE);
  g_clear_object (&self->entities);
  g_clear_object (&self->pairs);
  g_clear_pointer (&self->uncounted, g_array_unref);
  G_OBJECT_CLASS (vbt_entities_page_parent_class)->dispose (object);
}

static void
vbt_entities_page_class_init (VbtEntitiesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_entities_page_dispose;
  widget_class->map = vbt_entities_page_map;
  widget_class->grab_focus = vbt_entities_page_grab_focus;
  g_type_ensure (VBT_TYPE_ENTITY_DETAILS);
  g_type_ensure (VBT_TYPE_ENTITY_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-entities-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, search);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, duplicates);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, selection);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, details);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, pair);
  gtk_widget_class_bind_template_child (widget_class, VbtEntitiesPage, question);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, refill);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_entity_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_pair_cb);
}

static void
vbt_entities_page_init (VbtEntitiesPage *self)
{
  self->entities = vbt_id_list_new (VBT_TYPE_ENTITY_ROW, make_row, self);
  self->pairs = g_list_store_new (VBT_TYPE_ENTITY_ROW);
  self->uncounted = g_array_new (FALSE, FALSE, sizeof (VbtId));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->entities));
}

static GtkWidget *
make (void)
{
  return g_object_new (VBT_TYPE_ENTITIES_PAGE, NULL);
}

const VbtPage vbt_page_entities = {
  .name = "entities",
  .title = N_ ("People"),
  .icon_name = "system-users-symbolic",
  .make = make,
  .set_session = set_session,
};
