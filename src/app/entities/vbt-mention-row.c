/* vbt-mention-row.c: a place where an entity is mentioned, as a list shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entities/vbt-entity-row.h"

struct _VbtMentionRow
{
  GObject parent_instance;
  VbtMention *mention;
};

G_DEFINE_FINAL_TYPE (VbtMentionRow, vbt_mention_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BEFORE,
  PROP_TEXT,
  PROP_AFTER,
  PROP_TITLE,
  N_PROPS
};

static void
vbt_mention_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const VbtMention *mention = VBT_MENTION_ROW (object)->mention;

  if (id == PROP_BEFORE)
    g_value_set_string (value, mention->before);
  else if (id == PROP_TEXT)
    g_value_set_string (value, mention->text);
  else if (id == PROP_AFTER)
    g_value_set_string (value, mention->after);
  else if (id == PROP_TITLE)
    g_value_set_string (value, mention->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_mention_row_finalize (GObject *object)
{
  g_clear_pointer (&VBT_MENTION_ROW (object)->mention, vbt_mention_free);
  G_OBJECT_CLASS (vbt_mention_row_parent_class)->finalize (object);
}

static void
vbt_mention_row_class_init (VbtMentionRowClass *klass)
{
  static const char *const names[] = { "before", "text", "after", "title" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_mention_row_get_property;
  object_class->finalize = vbt_mention_row_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_class_install_property (
        object_class, PROP_BEFORE + i,
        g_param_spec_string (names[i], NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
vbt_mention_row_init (VbtMentionRow *self)
{
}

/* Line ends would break the line of the list. */
static void
flatten (char *text)
{
  if (text != NULL)
    g_strdelimit (text, "\r\n\t", ' ');
}

/**
 * vbt_mention_row_new:
 * @mention: (transfer full): a mention
 *
 * Returns: (transfer full): a row that shows it
 */
VbtMentionRow *
vbt_mention_row_new (VbtMention *mention)
{
  VbtMentionRow *self = g_object_new (VBT_TYPE_MENTION_ROW, NULL);

  flatten (mention->before);
  flatten (mention->text);
  flatten (mention->after);
  self->mention = mention;
  return self;
}

const VbtMention *
vbt_mention_row_get (VbtMentionRow *self)
{
  return self->mention;
}
