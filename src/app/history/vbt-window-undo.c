/* vbt-window-undo.c: undo and redo, at once or, of what is very much, in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-window-places.h"
#include "vbt-window-private.h"

/* Who waited for it may be on another page, where nothing announces it. */
static void
show_last (VbtWindow *self, const VbtHistoryRow *last)
{
  g_autofree char *message
      = g_strdup_printf (last->undone ? _ ("Undone: %s") : _ ("Done: %s"), last->words);

  vbt_session_show_act (self->session, last);
  vbt_window_toast (self, message);
}

/* Of several acts those before the one that was stopped, or refused, are undone. */
static void
walked_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);
  const VbtHistoryRow *last = job != NULL ? vbt_job_get_last_step (job) : NULL;

  if (job == NULL || self->session == NULL)
    return;
  if (last != NULL)
    show_last (self, last);
  if (last == NULL || !g_error_matches (vbt_job_get_error (job), G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vbt_window_show_job_failure (self, job);
  vbt_window_start_index (self);
}

static void
walk_in_background (VbtWindow *self, const VbtSteps *steps, const char *words)
{
  g_autoptr (VbtJob) job = NULL;

  if (!vbt_window_can_start_job (self))
    return;
  job = vbt_job_new_steps (vbt_store_get_path (self->store), steps, words);
  vbt_window_start_job (self, job, G_CALLBACK (walked_cb));
}

static void
walk (VbtWindow *self, VbtStepsKind kind, guint n)
{
  VbtSteps steps = { .kind = kind, .n = n };
  g_autoptr (VbtHistoryRow) next = NULL;

  if (self->session == NULL)
    return;
  steps.annotator = vbt_session_get_me (self->session);
  /* What waits is done first, and is the last act then. */
  if (vbt_session_is_waiting (self->session) || !vbt_store_is_long_way (self->store, &steps))
    {
      vbt_session_walk (self->session, &steps);
      return;
    }
  next = kind == VBT_STEPS_UNDO ? vbt_store_peek_undo (self->store, steps.annotator)
                                : vbt_store_peek_redo (self->store, steps.annotator);
  if (next != NULL)
    walk_in_background (self, &steps, next->words);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  walk (VBT_WINDOW (widget), VBT_STEPS_UNDO, 1);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  walk (VBT_WINDOW (widget), VBT_STEPS_REDO, 1);
}

static void
undo_several_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  walk (VBT_WINDOW (widget), VBT_STEPS_UNDO, g_variant_get_uint32 (parameter));
}

/**
 * vbt_window_go_to_act:
 * @self: a window with a project
 * @act: an act in the history
 *
 * Undoes or redoes until it is my last one that is done.
 */
void
vbt_window_go_to_act (VbtWindow *self, const VbtHistoryRow *act)
{
  VbtSteps steps = { .kind = VBT_STEPS_GO_TO };

  g_return_if_fail (VBT_IS_WINDOW (self) && self->session != NULL && act != NULL);

  steps.annotator = vbt_session_get_me (self->session);
  steps.number = act->number;
  if (vbt_store_is_long_way (self->store, &steps))
    walk_in_background (self, &steps, act->words);
  else
    vbt_session_walk (self->session, &steps);
}

/**
 * vbt_window_install_undo_actions:
 * @klass: the window's class
 *
 * Adds the actions of this file.
 */
void
vbt_window_install_undo_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (klass, "win.undo-several", "u", undo_several_action);
}
