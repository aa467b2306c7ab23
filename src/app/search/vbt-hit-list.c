/* vbt-hit-list.c: what a search found, each in its context; rows are made for what is on the screen only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/vbt-hit-list.h"

/* Around a hit, in code points: more than the widest window shows. */
#define N_CHARACTERS 120

/* So many texts are kept: rows beside each other are often of the same. */
#define N_TEXTS 8

/** Text: one that was read last. */
typedef struct
{
  VbtId document;
  VbtText *text; /* (nullable): it is gone */
  char *title;   /* (nullable) */
} Text;

struct _VbtHitList
{
  GObject parent_instance;
  VbtSession *session; /* (nullable) */
  GArray *hits;        /* of VbtHit */
  GArray *order;       /* (nullable): of guint: which hit stands where */
  GByteArray *ticks;   /* by hit */
  guint n_ticked;
  gboolean is_hidden; /* while another order is told */
  GHashTable *live;   /* position to VbtHitRow, not owned */
  Text texts[N_TEXTS];
  guint next_text;
};

struct _VbtHitRow
{
  GObject parent_instance;
  VbtHitList *list; /* (nullable): once the list shows something else */
  guint position;
  VbtHitContext *context; /* (nullable) */
  char *title;
  char *label; /* (nullable) */
  char *color; /* (nullable) */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (VbtHitRow, vbt_hit_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (VbtHitList, vbt_hit_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  ROW_PROP_0,
  ROW_LEFT,
  ROW_MATCH,
  ROW_RIGHT,
  ROW_TITLE,
  ROW_LABEL,
  ROW_COLOR,
  ROW_SPOKEN,
  ROW_TICKED,
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

static guint
get_index (VbtHitList *self, guint position)
{
  return self->order != NULL ? g_array_index (self->order, guint, position) : position;
}

/* The rows */

static void
vbt_hit_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtHitRow *self = VBT_HIT_ROW (object);
  const VbtHitContext *context = self->context;

  if (id == ROW_TICKED)
    g_value_set_boolean (value,
                         self->list != NULL && vbt_hit_list_is_ticked (self->list, self->position));
  else if (id == ROW_TITLE)
    g_value_set_string (value, self->title);
  else if (id == ROW_LABEL)
    g_value_set_string (value, self->label);
  else if (id == ROW_COLOR)
    g_value_set_string (value, self->color);
  else if (context == NULL)
    g_value_set_string (value, "");
  else if (id == ROW_SPOKEN)
    g_value_take_string (value,
                         g_strdup_printf ("%s%s%s (%s%s%s)", context->left, context->match,
                                          context->right, self->label != NULL ? self->label : "",
                                          self->label != NULL ? ", " : "", self->title));
  else
    g_value_set_string (value, id == ROW_LEFT    ? context->left
                               : id == ROW_MATCH ? context->match
                                                 : context->right);
}

static void
vbt_hit_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VbtHitRow *self = VBT_HIT_ROW (object);

  if (self->list != NULL)
    vbt_hit_list_tick (self->list, self->position, g_value_get_boolean (value));
}

static void
vbt_hit_row_dispose (GObject *object)
{
  VbtHitRow *self = VBT_HIT_ROW (object);

  if (self->list != NULL)
    g_hash_table_remove (self->list->live, GUINT_TO_POINTER (self->position));
  g_clear_object (&self->list);
  G_OBJECT_CLASS (vbt_hit_row_parent_class)->dispose (object);
}

static void
vbt_hit_row_finalize (GObject *object)
{
  VbtHitRow *self = VBT_HIT_ROW (object);

  g_clear_pointer (&self->context, vbt_hit_context_free);
  g_free (self->title);
  g_free (self->label);
  g_free (self->color);
  G_OBJECT_CLASS (vbt_hit_row_parent_class)->finalize (object);
}

static void
vbt_hit_row_class_init (VbtHitRowClass *klass)
{
  static const char *const names[]
      = { "left", "match", "right", "title", "label", "color", "spoken" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_hit_row_get_property;
  object_class->set_property = vbt_hit_row_set_property;
  object_class->dispose = vbt_hit_row_dispose;
  object_class->finalize = vbt_hit_row_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    row_properties[ROW_LEFT + i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  row_properties[ROW_TICKED]
      = g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_ROW_PROPS, row_properties);
}

static void
vbt_hit_row_init (VbtHitRow *self)
{
}

/* The list */

static const Text *
get_text (VbtHitList *self, VbtId document)
{
  VbtStore *store = vbt_session_get_store (self->session);
  g_autoptr (VbtListing) listing = NULL;
  Text *text;

  for (guint i = 0; i < N_TEXTS; i++)
    if (self->texts[i].document == document)
      return &self->texts[i];
  text = &self->texts[self->next_text++ % N_TEXTS];
  g_clear_pointer (&text->text, vbt_text_unref);
  g_clear_pointer (&text->title, g_free);
  text->document = document;
  text->text = vbt_store_load_text (store, document, NULL);
  listing = text->text != NULL ? vbt_store_get_listing (store, document, 0, NULL) : NULL;
  if (listing != NULL)
    text->title = g_strdup (listing->title);
  return text;
}

static void
forget_texts (VbtHitList *self)
{
  for (guint i = 0; i < N_TEXTS; i++)
    {
      self->texts[i].document = 0;
      g_clear_pointer (&self->texts[i].text, vbt_text_unref);
      g_clear_pointer (&self->texts[i].title, g_free);
    }
}

static VbtHitRow *
make_row (VbtHitList *self, guint position)
{
  const VbtHit *hit = vbt_hit_list_get_hit (self, position);
  const Text *text = get_text (self, hit->document);
  VbtHitRow *row = g_object_new (VBT_TYPE_HIT_ROW, NULL);
  VbtId label = 0, annotator = 0;
  const VbtLabel *known = NULL;

  row->list = g_object_ref (self);
  row->position = position;
  row->title = g_strdup (text->title != NULL ? text->title : "");
  if (text->text != NULL)
    row->context = vbt_hit_context_new (text->text, hit, N_CHARACTERS);
  if (hit->annotation != 0
      && vbt_store_peek_annotation (vbt_session_get_store (self->session), hit->annotation, &label,
                                    &annotator))
    known = vbt_schema_get_label (vbt_session_get_schema (self->session), label);
  if (known != NULL)
    {
      row->label = g_strdup (known->name);
      row->color = g_strdup (known->color);
    }
  return row;
}

static GType
get_item_type (GListModel *model)
{
  return VBT_TYPE_HIT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  const VbtHitList *self = VBT_HIT_LIST (model);

  return self->is_hidden ? 0 : self->hits->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VbtHitList *self = VBT_HIT_LIST (model);
  VbtHitRow *row;

  if (position >= get_n_items (model))
    return NULL;
  row = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = make_row (self, position);
  g_hash_table_insert (self->live, GUINT_TO_POINTER (position), row);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Rows that somebody still holds stand for nothing any more. */
static void
drop_rows (VbtHitList *self)
{
  g_autoptr (GList) rows = g_hash_table_get_values (self->live);

  g_hash_table_remove_all (self->live);
  for (GList *at = rows; at != NULL; at = at->next)
    g_clear_object (&((VbtHitRow *)at->data)->list);
}

static void
vbt_hit_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, VBT_HIT_LIST (object)->n_ticked);
}

static void
vbt_hit_list_finalize (GObject *object)
{
  VbtHitList *self = VBT_HIT_LIST (object);

  forget_texts (self);
  g_clear_object (&self->session);
  g_array_unref (self->hits);
  g_clear_pointer (&self->order, g_array_unref);
  g_byte_array_unref (self->ticks);
  g_hash_table_unref (self->live);
  G_OBJECT_CLASS (vbt_hit_list_parent_class)->finalize (object);
}

static void
vbt_hit_list_class_init (VbtHitListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_hit_list_get_property;
  object_class->finalize = vbt_hit_list_finalize;
  properties[PROP_N_TICKED] = g_param_spec_uint ("n-ticked", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_hit_list_init (VbtHitList *self)
{
  self->hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  self->ticks = g_byte_array_new ();
  self->live = g_hash_table_new (NULL, NULL);
}

/**
 * vbt_hit_list_new:
 *
 * Makes an empty list. A million hits are an array of 33 MB, and an object for each row on the screen.
 *
 * Returns: (transfer full): the list
 */
VbtHitList *
vbt_hit_list_new (void)
{
  return g_object_new (VBT_TYPE_HIT_LIST, NULL);
}

/**
 * vbt_hit_list_clear:
 * @self: a list
 * @session: (nullable): the project in which the hits are that will be appended
 */
void
vbt_hit_list_clear (VbtHitList *self, VbtSession *session)
{
  guint n;

  g_return_if_fail (VBT_IS_HIT_LIST (self));

  n = self->hits->len;
  drop_rows (self);
  forget_texts (self);
  /* Another thread may still read the old ones. */
  g_array_unref (self->hits);
  self->hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  g_clear_pointer (&self->order, g_array_unref);
  g_byte_array_set_size (self->ticks, 0);
  self->n_ticked = 0;
  g_set_object (&self->session, session);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKED]);
}

/**
 * vbt_hit_list_append:
 * @self: a list that has no order of its own
 * @hits: (element-type VbtHit): what was found next
 */
void
vbt_hit_list_append (VbtHitList *self, const GArray *hits)
{
  guint n;

  g_return_if_fail (VBT_IS_HIT_LIST (self) && hits != NULL && self->order == NULL);

  if (hits->len == 0)
    return;
  n = self->hits->len;
  g_array_append_vals (self->hits, hits->data, hits->len);
  g_byte_array_set_size (self->ticks, self->hits->len);
  memset (self->ticks->data + n, 0, hits->len);
  g_list_model_items_changed (G_LIST_MODEL (self), n, 0, hits->len);
}

/**
 * vbt_hit_list_take_order:
 * @self: a list
 * @order: (nullable) (transfer full) (element-type guint): the number of the hit for each place; %NULL: as they were found
 *
 * Shows all that was found in another order. What is ticked stays so.
 */
void
vbt_hit_list_take_order (VbtHitList *self, GArray *order)
{
  guint n;

  g_return_if_fail (VBT_IS_HIT_LIST (self));
  g_return_if_fail (order == NULL || order->len == self->hits->len);

  if (order == NULL && self->order == NULL)
    return;
  n = self->hits->len;
  drop_rows (self);
  g_clear_pointer (&self->order, g_array_unref);
  self->order = order;
  /* A selection would look for what is selected among all that comes in its place, and have a million rows made. */
  self->is_hidden = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  self->is_hidden = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n);
}

/**
 * vbt_hit_list_get_number:
 * @self: a list
 * @position: a place in the order that is shown
 *
 * Returns: the number of the hit there, as they were found; G_MAXUINT where there is none
 */
guint
vbt_hit_list_get_number (VbtHitList *self, guint position)
{
  g_return_val_if_fail (VBT_IS_HIT_LIST (self), G_MAXUINT);

  return position < self->hits->len ? get_index (self, position) : G_MAXUINT;
}

/**
 * vbt_hit_list_find_number:
 * @self: a list
 * @number: the number of a hit, as they were found
 *
 * Returns: its place in the order that is shown; G_MAXUINT where there is none
 */
guint
vbt_hit_list_find_number (VbtHitList *self, guint number)
{
  g_return_val_if_fail (VBT_IS_HIT_LIST (self), G_MAXUINT);

  if (number >= self->hits->len || self->order == NULL)
    return number < self->hits->len ? number : G_MAXUINT;
  for (guint i = 0; i < self->order->len; i++)
    if (g_array_index (self->order, guint, i) == number)
      return i;
  return G_MAXUINT;
}

/**
 * vbt_hit_list_get_hits:
 * @self: a list
 *
 * Returns: (transfer none) (element-type VbtHit): all hits, as they were found; never changes once all were
 */
GArray *
vbt_hit_list_get_hits (VbtHitList *self)
{
  g_return_val_if_fail (VBT_IS_HIT_LIST (self), NULL);

  return self->hits;
}

/** vbt_hit_list_get_hit: (transfer none) (nullable): what stands at a position */
const VbtHit *
vbt_hit_list_get_hit (VbtHitList *self, guint position)
{
  g_return_val_if_fail (VBT_IS_HIT_LIST (self), NULL);

  return position < self->hits->len
             ? &g_array_index (self->hits, VbtHit, get_index (self, position))
             : NULL;
}

/** vbt_hit_list_is_ticked: whether the hit at a position is ticked */
gboolean
vbt_hit_list_is_ticked (VbtHitList *self, guint position)
{
  g_return_val_if_fail (VBT_IS_HIT_LIST (self), FALSE);

  return position < self->hits->len && self->ticks->data[get_index (self, position)] != 0;
}

/**
 * vbt_hit_list_tick:
 * @self: a list
 * @position: a place in it
 * @ticked: what it gets
 */
void
vbt_hit_list_tick (VbtHitList *self, guint position, gboolean ticked)
{
  VbtHitRow *row;

  g_return_if_fail (VBT_IS_HIT_LIST (self));

  if (position >= self->hits->len || vbt_hit_list_is_ticked (self, position) == ticked)
    return;
  self->ticks->data[get_index (self, position)] = ticked ? 1 : 0;
  self->n_ticked += ticked ? 1 : -1;
  row = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  if (row != NULL)
    g_object_notify_by_pspec (G_OBJECT (row), row_properties[ROW_TICKED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKED]);
}

/**
 * vbt_hit_list_tick_all:
 * @self: a list
 * @ticked: what all get
 */
void
vbt_hit_list_tick_all (VbtHitList *self, gboolean ticked)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (VBT_IS_HIT_LIST (self));

  if (self->ticks->len > 0)
    memset (self->ticks->data, ticked ? 1 : 0, self->ticks->len);
  self->n_ticked = ticked ? self->hits->len : 0;
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_notify_by_pspec (row, row_properties[ROW_TICKED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKED]);
}

/** vbt_hit_list_get_n_ticked: how many are ticked */
guint
vbt_hit_list_get_n_ticked (VbtHitList *self)
{
  g_return_val_if_fail (VBT_IS_HIT_LIST (self), 0);

  return self->n_ticked;
}

/**
 * vbt_hit_list_dup_ticked:
 * @self: a list
 *
 * Returns: (transfer full) (element-type VbtHit): what is ticked, in the order of the list
 */
GArray *
vbt_hit_list_dup_ticked (VbtHitList *self)
{
  GArray *ticked;

  g_return_val_if_fail (VBT_IS_HIT_LIST (self), NULL);

  ticked = g_array_sized_new (FALSE, FALSE, sizeof (VbtHit), self->n_ticked);
  for (guint i = 0; i < self->hits->len; i++)
    if (vbt_hit_list_is_ticked (self, i))
      g_array_append_vals (ticked, vbt_hit_list_get_hit (self, i), 1);
  return ticked;
}
