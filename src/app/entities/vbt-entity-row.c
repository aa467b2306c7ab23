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

/**
 * vbt_entity_row_describe_mentions:
 * @n_mentions: how often somebody is mentioned
 *
 * Returns: (transfer full): that in words
 */
char *
vbt_entity_row_describe_mentions (guint64 n_mentions)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'zu mention", "%'zu mentions", (gulong)n_mentions),
      (gsize)n_mentions);
}

/**
 * vbt_entity_row_new:
 * @entity: an entry
 * @n_mentions: how often it is mentioned
 *
 * Returns: (transfer full): a row that says so
 */
VbtEntityRow *
vbt_entity_row_new (const VbtEntity *entity, guint64 n_mentions)
{
  VbtEntityRow *self = g_object_new (VBT_TYPE_ENTITY_ROW, NULL);
  const char *role = g_hash_table_lookup (entity->attributes, "role");
  g_autofree char *mentions = vbt_entity_row_describe_mentions (n_mentions);

  self->id = entity->id;
  self->name = g_strdup (entity->name);
  self->detail = g_strdup_printf (
      "%s · %s", role != NULL ? role : vbt_entity_kind_get_title (entity->kind), mentions);
  return self;
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
