/* vbt-merge-row.c: what a merge left as it was, as the list of such things shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-merge-row.h"

#include <glib/gi18n.h>

struct _VbtMergeRow
{
  GObject parent;
  const VbtMergeNote *note; /* of who made the row, and lives as long */
};

G_DEFINE_FINAL_TYPE (VbtMergeRow, vbt_merge_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WHAT,
  PROP_DETAILS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* As vbt_merge_note_describe() begins: in which article, and what of it. */
static char *
describe_what (const VbtMergeNote *note)
{
  return note->article != NULL ? g_strdup_printf ("%s: %s", note->article, note->what)
                               : g_strdup (note->what);
}

/* Why it is so, and both values, each in its line. */
static char *
describe_details (const VbtMergeNote *note)
{
  g_autoptr (GString) lines = g_string_new (vbt_merge_reason_to_words (note->reason));

  if (note->ours != NULL && note->theirs != NULL)
    {
      g_string_append_c (lines, '\n');
      /* TRANSLATORS: two values of the same, in two copies of a project */
      g_string_append_printf (lines, _ ("here: %s; there: %s"), note->ours, note->theirs);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static void
vbt_merge_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const VbtMergeNote *note = VBT_MERGE_ROW (object)->note;

  switch (id)
    {
    case PROP_WHAT:
      g_value_take_string (value, describe_what (note));
      break;
    case PROP_DETAILS:
      g_value_take_string (value, describe_details (note));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_merge_row_class_init (VbtMergeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[N_PROPS] = {
    [PROP_WHAT] = "what",
    [PROP_DETAILS] = "details",
  };

  object_class->get_property = vbt_merge_row_get_property;
  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_merge_row_init (VbtMergeRow *self)
{
}

/**
 * vbt_merge_row_new:
 * @note: a note; has to live as long as the row
 *
 * Returns: (transfer full): a row of the list
 */
VbtMergeRow *
vbt_merge_row_new (const VbtMergeNote *note)
{
  VbtMergeRow *self = g_object_new (VBT_TYPE_MERGE_ROW, NULL);

  self->note = note;
  return self;
}
