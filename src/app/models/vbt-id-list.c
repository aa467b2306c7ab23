/* vbt-id-list.c: a list model over an array of identifiers that makes objects for what is on the screen only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/vbt-id-list.h"

/* So many that take the place of others are read within a frame. */
#define MAX_LOOKED_AT 500

struct _VbtIdList
{
  GObject parent;
  GType item_type;
  VbtIdListMake make;
  gpointer data;
  GArray *ids;
  GHashTable *live; /* VbtId to the object that somebody holds, not owned */
};

static GType
id_list_get_item_type (GListModel *model)
{
  return VBT_ID_LIST (model)->item_type;
}

static guint
id_list_get_n_items (GListModel *model)
{
  return VBT_ID_LIST (model)->ids->len;
}

static gboolean
is_object (gpointer key, gpointer value, gpointer object)
{
  return value == object;
}

static void
object_gone_cb (gpointer data, GObject *object)
{
  VbtIdList *self = data;

  g_hash_table_foreach_remove (self->live, is_object, object);
}

static gpointer
id_list_get_item (GListModel *model, guint position)
{
  VbtIdList *self = VBT_ID_LIST (model);
  if (position >= self->ids->len)
    return NULL;

  VbtId *id = &g_array_index (self->ids, VbtId, position);
  GObject *object = g_hash_table_lookup (self->live, id);
  if (object != NULL)
    return g_object_ref (object);

  object = self->make (*id, position, self->data);
  g_hash_table_insert (self->live, g_memdup2 (id, sizeof *id), object);
  g_object_weak_ref (object, object_gone_cb, self);
  return object;
}

static void
id_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = id_list_get_item_type;
  iface->get_n_items = id_list_get_n_items;
  iface->get_item = id_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VbtIdList, vbt_id_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, id_list_iface_init))

static void
vbt_id_list_finalize (GObject *object)
{
  VbtIdList *self = VBT_ID_LIST (object);
  GHashTableIter iter;
  gpointer live;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &live))
    g_object_weak_unref (live, object_gone_cb, self);
  g_clear_pointer (&self->live, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  G_OBJECT_CLASS (vbt_id_list_parent_class)->finalize (object);
}

static void
vbt_id_list_class_init (VbtIdListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vbt_id_list_finalize;
}

static void
vbt_id_list_init (VbtIdList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->live = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * vbt_id_list_new:
 * @item_type: the type of what @make makes
 * @make: makes an object for an identifier; called when somebody looks at it
 * @data: for @make; has to live as long as the list
 *
 * Makes an empty list. A list of a million documents is an array of 8 MB and an object for each
 * row on the screen.
 *
 * Returns: (transfer full): the list
 */
VbtIdList *
vbt_id_list_new (GType item_type, VbtIdListMake make, gpointer data)
{
  g_return_val_if_fail (make != NULL, NULL);

  VbtIdList *self = g_object_new (VBT_TYPE_ID_LIST, NULL);
  self->item_type = item_type;
  self->make = make;
  self->data = data;
  return self;
}

/* A selection looks for what is selected in all that comes in the place of what goes, item by item, and each is
 * read: where both are many, it is told that all goes, and then that something comes. */
static void
tell (VbtIdList *self, GArray *ids, guint position, guint n_removed, guint n_added)
{
  if (MIN (n_removed, n_added) > MAX_LOOKED_AT)
    {
      self->ids = g_array_sized_new (FALSE, FALSE, sizeof (VbtId), ids->len - n_added);
      g_array_append_vals (self->ids, ids->data, position);
      g_array_append_vals (self->ids, &g_array_index (ids, VbtId, position + n_added),
                           ids->len - position - n_added);
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, 0);
      g_array_unref (self->ids);
      n_removed = 0;
    }
  self->ids = ids;
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/**
 * vbt_id_list_take_ids:
 * @self: a list
 * @ids: (transfer full) (element-type gint64): the identifiers, in order
 *
 * Replaces what is listed. What is the same at the beginning and at the end is not reported as
 * changed, so that a list that is looked through does not jump.
 */
void
vbt_id_list_take_ids (VbtIdList *self, GArray *ids)
{
  g_return_if_fail (VBT_IS_ID_LIST (self));
  g_return_if_fail (ids != NULL);

  g_autoptr (GArray) before = g_steal_pointer (&self->ids);
  guint n = MIN (before->len, ids->len);
  guint first = 0;
  guint last = 0;

  while (first < n && g_array_index (before, VbtId, first) == g_array_index (ids, VbtId, first))
    first++;
  while (last < n - first
         && g_array_index (before, VbtId, before->len - 1 - last)
                == g_array_index (ids, VbtId, ids->len - 1 - last))
    last++;
  tell (self, ids, first, before->len - first - last, ids->len - first - last);
}

/**
 * vbt_id_list_get_ids:
 * @self: a list
 *
 * Returns: (transfer none) (element-type gint64): the identifiers, in order
 */
const GArray *
vbt_id_list_get_ids (VbtIdList *self)
{
  g_return_val_if_fail (VBT_IS_ID_LIST (self), NULL);

  return self->ids;
}

/**
 * vbt_id_list_get_id:
 * @self: a list
 * @position: a place in the list, also one behind its end
 *
 * Returns: the identifier at @position, or 0
 */
VbtId
vbt_id_list_get_id (VbtIdList *self, guint position)
{
  g_return_val_if_fail (VBT_IS_ID_LIST (self), 0);

  return position < self->ids->len ? g_array_index (self->ids, VbtId, position) : 0;
}

/**
 * vbt_id_list_find:
 * @self: a list
 * @id: an identifier
 * @position: (out) (optional): where it is
 *
 * Returns: whether @id is in the list
 */
gboolean
vbt_id_list_find (VbtIdList *self, VbtId id, guint *position)
{
  g_return_val_if_fail (VBT_IS_ID_LIST (self), FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, VbtId, i) == id)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_id_list_find_near:
 * @self: a list
 * @id: an identifier
 * @position: (inout): where it was before something changed; where it is
 *
 * Like vbt_id_list_find(), and takes no longer than the identifier went far.
 *
 * Returns: whether @id is in the list; else @position stays
 */
gboolean
vbt_id_list_find_near (VbtIdList *self, VbtId id, guint *position)
{
  g_return_val_if_fail (VBT_IS_ID_LIST (self) && position != NULL, FALSE);

  guint start = MIN (*position, self->ids->len);

  for (guint away = 0; away <= MAX (start, self->ids->len - start); away++)
    {
      guint before = start - MIN (away, start);
      guint after = start + away;

      if (before < self->ids->len && g_array_index (self->ids, VbtId, before) == id)
        return (*position = before), TRUE;
      if (after < self->ids->len && g_array_index (self->ids, VbtId, after) == id)
        return (*position = after), TRUE;
    }
  return FALSE;
}

/**
 * vbt_id_list_visit_live:
 * @self: a list
 * @visit: (scope call): called for each object
 * @data: for @visit
 *
 * Goes through the objects that exist: those that are on the screen.
 */
void
vbt_id_list_visit_live (VbtIdList *self, VbtIdListVisit visit, gpointer data)
{
  g_return_if_fail (VBT_IS_ID_LIST (self));

  g_autoptr (GList) live = g_hash_table_get_values (self->live);
  for (GList *l = live; l != NULL; l = l->next)
    visit (l->data, data);
}
