/* vbt-entity-row.c: an entry of the register as a list shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entities/vbt-entity-row.h"

#include <glib/gi18n.h>

struct _VbtEntityRow
{
  GObject parent_instance;
  VbtId id;
  VbtId other;
  char *name;
  char *detail;
  char *counts;    /* (nullable): what of it is known at once */
  char *documents; /* (nullable): in how many articles, in words */
  char *role;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbtEntityRow, vbt_entity_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_DETAIL,
  N_PROPS
};

static void
vbt_entity_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtEntityRow *self = VBT_ENTITY_ROW (object);

  if (id == PROP_NAME)
    g_value_set_string (value, self->name);
  else if (id == PROP_DETAIL)
    g_value_set_string (value, self->detail);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_entity_row_finalize (GObject *object)
{
  VbtEntityRow *self = VBT_ENTITY_ROW (object);

  g_free (self->name);
  g_free (self->detail);
  g_free (self->counts);
  g_free (self->documents);
  g_free (self->role);
  G_OBJECT_CLASS (vbt_entity_row_parent_class)->finalize (object);
}

static void
vbt_entity_row_class_init (VbtEntityRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vbt_entity_row_get_property;
  object_class->finalize = vbt_entity_row_finalize;
  g_object_class_install_property (object_class, PROP_NAME,
                                   g_param_spec_string ("name", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_DETAIL,
                                   g_param_spec_string ("detail", NULL, NULL, NULL, flags));
}

static void
vbt_entity_row_init (VbtEntityRow *self)
{
}

/**
 * vbt_entity_kind_get_title:
 * @kind: a kind of entity
 *
 * Returns: (transfer none): what it is called, translated
 */
const char *
vbt_entity_kind_get_title (VbtEntityKind kind)
{
  static const char *const titles[]
      = { N_ ("Person"), N_ ("Organization"), N_ ("Place"), N_ ("Other") };

  return (guint)kind < G_N_ELEMENTS (titles) ? _ (titles[kind]) : "";
}

static char *
describe (guint64 n_mentions, guint64 n_quotes)
{
  g_autofree char *mentions = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'zu mention", "%'zu mentions", (gulong)n_mentions),
      (gsize)n_mentions);
  g_autofree char *quotes = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'zu quote", "%'zu quotes", (gulong)n_quotes),
      (gsize)n_quotes);

  return n_quotes == 0 ? g_steal_pointer (&mentions)
                       : g_strdup_printf ("%s · %s", mentions, quotes);
}

/**
 * vbt_entity_row_describe_counts:
 * @store: the project
 * @entity: an entry
 * @me: who asks
 *
 * Returns: (transfer full): how often it is mentioned and quoted, in words
 */
char *
vbt_entity_row_describe_counts (VbtStore *store, VbtId entity, VbtId me)
{
  guint64 n_mentions = 0, n_quotes = 0;

  vbt_store_count_mentions (store, entity, &n_mentions, NULL);
  vbt_store_count_quotes (store, entity, me, &n_quotes, NULL);
  return describe (n_mentions, n_quotes);
}

/**
 * vbt_entity_row_new:
 * @entity: an entry
 *
 * Returns: (transfer full): a row that says nothing yet
 */
VbtEntityRow *
vbt_entity_row_new (VbtId entity)
{
  VbtEntityRow *self = g_object_new (VBT_TYPE_ENTITY_ROW, NULL);

  self->id = entity;
  return self;
}

static void
describe_row (VbtEntityRow *self)
{
  g_free (self->detail);
  self->detail = self->documents == NULL
                     ? g_strdup_printf ("%s · %s", self->counts, self->role)
                     : g_strdup_printf ("%s · %s · %s", self->counts, self->documents, self->role);
  g_object_notify (G_OBJECT (self), "detail");
}

/**
 * vbt_entity_row_renew:
 * @self: a row
 * @store: the project
 * @entity: its entry, as it is now
 * @me: who asks
 *
 * Says how it is called, and how often it is mentioned and quoted.
 */
void
vbt_entity_row_renew (VbtEntityRow *self, VbtStore *store, const VbtEntity *entity, VbtId me)
{
  const char *role = g_hash_table_lookup (entity->attributes, "role");

  g_return_if_fail (VBT_IS_ENTITY_ROW (self) && entity->id == self->id);

  g_free (self->name);
  self->name = g_strdup (entity->name);
  g_free (self->counts);
  self->counts = vbt_entity_row_describe_counts (store, entity->id, me);
  g_free (self->role);
  self->role = g_strdup (role != NULL ? role : vbt_entity_kind_get_title (entity->kind));
  g_object_notify (G_OBJECT (self), "name");
  describe_row (self);
}

/**
 * vbt_entity_row_set_n_documents:
 * @self: a row
 * @n_documents: in how many articles it is mentioned
 *
 * Says so as well.
 */
void
vbt_entity_row_set_n_documents (VbtEntityRow *self, guint64 n_documents)
{
  g_return_if_fail (VBT_IS_ENTITY_ROW (self) && self->counts != NULL);

  g_free (self->documents);
  self->documents = n_documents == 0
                        ? NULL
                        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'zu article",
                                                        "%'zu articles", (gulong)n_documents),
                                           (gsize)n_documents);
  describe_row (self);
}

/**
 * vbt_entity_row_new_pair:
 * @entity: an entry
 * @other: one that is probably the same
 *
 * Returns: (transfer full): a row that asks
 */
VbtEntityRow *
vbt_entity_row_new_pair (const VbtEntity *entity, const VbtEntity *other)
{
  VbtEntityRow *self = g_object_new (VBT_TYPE_ENTITY_ROW, NULL);

  self->id = entity->id;
  self->other = other->id;
  self->name = g_strdup (entity->name);
  /* TRANSLATORS: below the name of an entry: another entry that is probably the same */
  self->detail = g_strdup_printf (_ ("the same as “%s”?"), other->name);
  return self;
}

VbtId
vbt_entity_row_get_id (VbtEntityRow *self)
{
  return self->id;
}

VbtId
vbt_entity_row_get_other (VbtEntityRow *self)
{
  return self->other;
}
