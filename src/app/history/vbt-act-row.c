/* vbt-act-row.c: what the history shows of an act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/vbt-act-row.h"

#include <glib/gi18n.h>

struct _VbtActRow
{
  GObject parent;
  VbtHistoryRow *act;
  char *where; /* who, and in which article */
};

G_DEFINE_FINAL_TYPE (VbtActRow, vbt_act_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WORDS,
  PROP_WHERE,
  PROP_TIME,
  PROP_STATE,
  PROP_STATE_ICON,
  PROP_OPACITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/**
 * vbt_time_to_title:
 * @time: in seconds since 1970, UTC
 *
 * Returns: (transfer full): the time here, as short as it can be: that of today without a date
 */
char *
vbt_time_to_title (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) != g_date_time_get_year (now))
    /* TRANSLATORS: when something was done, in another year: 2 Dec 2021, 14:05 */
    return g_date_time_format (then, _ ("%-e %b %Y, %H:%M"));
  if (g_date_time_get_day_of_year (then) != g_date_time_get_day_of_year (now))
    /* TRANSLATORS: when something was done, this year: 2 Dec, 14:05 */
    return g_date_time_format (then, _ ("%-e %b, %H:%M"));
  /* TRANSLATORS: when something was done, today: 14:05 */
  return g_date_time_format (then, _ ("%H:%M"));
}

static const char *
get_state (const VbtHistoryRow *act)
{
  if (act->undone)
    return _ ("undone");
  return act->has_way_back ? "" : _ ("cannot be undone");
}

static void
vbt_act_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtActRow *self = VBT_ACT_ROW (object);

  switch (id)
    {
    case PROP_WORDS:
      g_value_set_string (value, self->act->words);
      break;
    case PROP_WHERE:
      g_value_set_string (value, self->where);
      break;
    case PROP_TIME:
      g_value_take_string (value, vbt_time_to_title (self->act->time));
      break;
    case PROP_STATE:
      g_value_set_string (value, get_state (self->act));
      break;
    case PROP_STATE_ICON:
      g_value_set_string (value, self->act->undone ? "vbt-undo-symbolic" : NULL);
      break;
    case PROP_OPACITY:
      g_value_set_double (value, self->act->undone ? 0.65 : 1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_act_row_finalize (GObject *object)
{
  VbtActRow *self = VBT_ACT_ROW (object);

  g_clear_pointer (&self->act, vbt_history_row_free);
  g_free (self->where);
  G_OBJECT_CLASS (vbt_act_row_parent_class)->finalize (object);
}

static void
vbt_act_row_class_init (VbtActRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const struct
  {
    guint id;
    const char *name;
  } strings[] = {
    { PROP_WORDS, "words" }, { PROP_WHERE, "where" },           { PROP_TIME, "time" },
    { PROP_STATE, "state" }, { PROP_STATE_ICON, "state-icon" },
  };

  object_class->get_property = vbt_act_row_get_property;
  object_class->finalize = vbt_act_row_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    properties[strings[i].id] = g_param_spec_string (strings[i].name, NULL, NULL, NULL,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OPACITY] = g_param_spec_double ("opacity", NULL, NULL, 0, 1, 1,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_act_row_init (VbtActRow *self)
{
}

static char *
describe_place (VbtSession *session, const VbtHistoryRow *act)
{
  const VbtAnnotator *annotator
      = vbt_catalog_get_annotator (vbt_session_get_catalog (session), act->annotator);
  g_autoptr (VbtListing) listing = NULL;
  const char *name = annotator != NULL ? annotator->name : "";

  if (act->document == 0)
    return g_strdup (name);
  listing = vbt_store_get_listing (vbt_session_get_store (session), act->document, 0, NULL);
  return g_strdup_printf ("%s · %s", name,
                          listing != NULL ? listing->title : _ ("an article that was deleted"));
}

/**
 * vbt_act_row_new:
 * @session: a session
 * @act: (transfer full): a row of its history
 *
 * Returns: (transfer full): the act as it is shown
 */
VbtActRow *
vbt_act_row_new (VbtSession *session, VbtHistoryRow *act)
{
  VbtActRow *self;

  g_return_val_if_fail (VBT_IS_SESSION (session) && act != NULL, NULL);

  self = g_object_new (VBT_TYPE_ACT_ROW, NULL);
  self->act = act;
  self->where = describe_place (session, act);
  return self;
}

const VbtHistoryRow *
vbt_act_row_get_act (VbtActRow *self)
{
  g_return_val_if_fail (VBT_IS_ACT_ROW (self), NULL);

  return self->act;
}
