/* vbt-kept-action.c: an action that waits until all of a long document is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-kept-action.h"

/** KeptAction: what is activated then. */
typedef struct
{
  GtkWidget *widget;
  char *name;
  GVariant *parameter; /* (nullable) */
} KeptAction;

static void
kept_action_free (gpointer data)
{
  KeptAction *self = data;

  g_object_unref (self->widget);
  g_free (self->name);
  g_clear_pointer (&self->parameter, g_variant_unref);
  g_free (self);
}

static void
activate_cb (VbtSession *session, gpointer data)
{
  KeptAction *self = data;

  /* Not where the window was closed meanwhile. */
  if (gtk_widget_get_root (self->widget) != NULL)
    gtk_widget_activate_action_variant (self->widget, self->name, self->parameter);
}

/**
 * vbt_keep_action:
 * @widget: what has the action
 * @session: (nullable): the session whose document it looks through
 * @name: the action that was activated
 * @parameter: (nullable): what it was activated with
 *
 * For an action that looks at all of the document that is shown. Where that is still being read, the action is activated
 * again once it is, see vbt_session_when_complete().
 *
 * Returns: whether it is, so that nothing is to be done now
 */
gboolean
vbt_keep_action (GtkWidget *widget, VbtSession *session, const char *name, GVariant *parameter)
{
  KeptAction *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && name != NULL, FALSE);

  if (session == NULL || !vbt_session_is_loading (session))
    return FALSE;
  self = g_new0 (KeptAction, 1);
  self->widget = g_object_ref (widget);
  self->name = g_strdup (name);
  self->parameter = parameter != NULL ? g_variant_ref (parameter) : NULL;
  vbt_session_when_complete (session, activate_cb, self, kept_action_free);
  return TRUE;
}
