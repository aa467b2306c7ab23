/* vbt-context-list.c: words in their context, with ticks; rows are made for what is on the screen only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-context-list.h"

/* Around the words, in code points. */
#define N_CHARS 70

struct _VbtContextList
{
  GObject parent_instance;
  VbtStore *store; /* (nullable) */
  GArray *places;  /* of VbtOccurrence */
  GArray *ticks;   /* of gboolean */
  guint n_ticked;
  guint generation; /* rows of an earlier one tick nothing any more */
};

struct _VbtContextRow
{
  GObject parent_instance;
  VbtContextList *list;
  guint position;
  guint generation;
  VbtContext *context; /* (nullable) */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (VbtContextRow, vbt_context_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (VbtContextList, vbt_context_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  ROW_PROP_0,
  ROW_BEFORE,
  ROW_WORDS,
  ROW_AFTER,
  ROW_TITLE,
  ROW_TICKED,
  ROW_SPOKEN,
  N_ROW_PROPS
};

static GParamSpec *row_properties[N_ROW_PROPS];

enum
{
  PROP_0,
  PROP_N_TICKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
tick (VbtContextList *self, guint position, gboolean ticked)
{
  gboolean *at = &g_array_index (self->ticks, gboolean, position);

  if (*at == ticked)
    return;
  *at = ticked;
  self->n_ticked += ticked ? 1 : -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKED]);
}

/* The rows */

static gboolean
row_is_current (VbtContextRow *self)
{
  return self->generation == self->list->generation && self->position < self->list->ticks->len;
}

static void
vbt_context_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtContextRow *self = VBT_CONTEXT_ROW (object);
  const VbtContext *context = self->context;

  if (id == ROW_TICKED)
    g_value_set_boolean (value, row_is_current (self)
                                    && vbt_context_list_is_ticked (self->list, self->position));
  else if (context == NULL)
    g_value_set_string (value, "");
  else if (id == ROW_SPOKEN)
    g_value_take_string (value, g_strdup_printf ("%s%s%s (%s)", context->before, context->words,
                                                 context->after, context->title));
  else
    g_value_set_string (value, id == ROW_BEFORE  ? context->before
                               : id == ROW_WORDS ? context->words
                               : id == ROW_AFTER ? context->after
                                                 : context->title);
}

static void
vbt_context_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VbtContextRow *self = VBT_CONTEXT_ROW (object);

  if (id == ROW_TICKED && row_is_current (self))
    tick (self->list, self->position, g_value_get_boolean (value));
}

static void
vbt_context_row_finalize (GObject *object)
{
  VbtContextRow *self = VBT_CONTEXT_ROW (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->context, vbt_context_free);
  G_OBJECT_CLASS (vbt_context_row_parent_class)->finalize (object);
}

static void
vbt_context_row_class_init (VbtContextRowClass *klass)
{
  static const char *const names[] = { "before", "words", "after", "title" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_context_row_get_property;
  object_class->set_property = vbt_context_row_set_property;
  object_class->finalize = vbt_context_row_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    row_properties[ROW_BEFORE + i] = g_param_spec_string (
        names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  row_properties[ROW_TICKED] = g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  row_properties[ROW_SPOKEN]
      = g_param_spec_string ("spoken", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ROW_PROPS, row_properties);
}

static void
vbt_context_row_init (VbtContextRow *self)
{
}

/* The list */

static GType
get_item_type (GListModel *model)
{
  return VBT_TYPE_CONTEXT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return VBT_CONTEXT_LIST (model)->places->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VbtContextList *self = VBT_CONTEXT_LIST (model);
  VbtContextRow *row;

  if (position >= self->places->len)
    return NULL;
  const VbtOccurrence *place = &g_array_index (self->places, VbtOccurrence, position);
  row = g_object_new (VBT_TYPE_CONTEXT_ROW, NULL);
  row->list = g_object_ref (self);
  row->position = position;
  row->generation = self->generation;
  row->context = vbt_store_get_context (self->store, place->document, place->range, N_CHARS);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
vbt_context_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, VBT_CONTEXT_LIST (object)->n_ticked);
}

static void
vbt_context_list_finalize (GObject *object)
{
  VbtContextList *self = VBT_CONTEXT_LIST (object);

  g_clear_object (&self->store);
  g_array_unref (self->places);
  g_array_unref (self->ticks);
  G_OBJECT_CLASS (vbt_context_list_parent_class)->finalize (object);
}

static void
vbt_context_list_class_init (VbtContextListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_context_list_get_property;
  object_class->finalize = vbt_context_list_finalize;
  properties[PROP_N_TICKED] = g_param_spec_uint ("n-ticked", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_context_list_init (VbtContextList *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));
  self->ticks = g_array_new (FALSE, FALSE, sizeof (gboolean));
}

/**
 * vbt_context_list_new:
 *
 * Returns: (transfer full): an empty list
 */
VbtContextList *
vbt_context_list_new (void)
{
  return g_object_new (VBT_TYPE_CONTEXT_LIST, NULL);
}

/**
 * vbt_context_list_append:
 * @self: a list
 * @places: (element-type VbtOccurrence): what comes behind what there is, ticked
 */
void
vbt_context_list_append (VbtContextList *self, const GArray *places)
{
  guint n = self->places->len;
  gboolean ticked = TRUE;

  if (places->len == 0)
    return;
  g_array_append_vals (self->places, places->data, places->len);
  for (guint i = 0; i < places->len; i++)
    g_array_append_val (self->ticks, ticked);
  self->n_ticked += places->len;
  g_list_model_items_changed (G_LIST_MODEL (self), n, 0, places->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKED]);
}

/**
 * vbt_context_list_set:
 * @self: a list
 * @store: (nullable): the project that has the documents
 * @places: (nullable) (element-type VbtOccurrence): what is listed from now on, all of it ticked
 */
void
vbt_context_list_set (VbtContextList *self, VbtStore *store, const GArray *places)
{
  guint n = self->places->len;

  g_return_if_fail (VBT_IS_CONTEXT_LIST (self));

  self->generation++;
  g_array_set_size (self->places, 0);
  g_array_set_size (self->ticks, 0);
  self->n_ticked = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_set_object (&self->store, store);
  if (places != NULL)
    vbt_context_list_append (self, places);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKED]);
}

/** vbt_context_list_get_places: (transfer none): of VbtOccurrence, in the order of the list */
const GArray *
vbt_context_list_get_places (VbtContextList *self)
{
  return self->places;
}

/** vbt_context_list_is_ticked: whether the place at a position is ticked */
gboolean
vbt_context_list_is_ticked (VbtContextList *self, guint position)
{
  return g_array_index (self->ticks, gboolean, position);
}

/**
 * vbt_context_list_tick_all:
 * @self: a list
 * @ticked: what all get
 */
void
vbt_context_list_tick_all (VbtContextList *self, gboolean ticked)
{
  guint n = self->places->len;

  for (guint i = 0; i < n; i++)
    tick (self, i, ticked);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n);
}

/** vbt_context_list_get_n_ticked: how many are ticked */
guint
vbt_context_list_get_n_ticked (VbtContextList *self)
{
  return self->n_ticked;
}
