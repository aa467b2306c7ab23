/* vbt-session-waiting.c: what is asked for while a long document is being read is kept, and done once all of it is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-session-private.h"

/** VbtWaiting: something that is done later. */
typedef struct
{
  VbtSessionFunc func;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
} VbtWaiting;

static void
waiting_free (VbtWaiting *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

/**
 * vbt_session_when_complete:
 * @self: a session
 * @func: what needs all of the document that is shown
 * @data: passed to @func
 * @free_data: (nullable): frees @data after that, or where it is never done
 *
 * Does something to the document that is shown: at once where all of it is known, else when it is, in the order in which
 * it was asked for; a book that was opened just now takes some tenths of a second. The window answers meanwhile. Where
 * the document is gone by then, `problem` says that nothing came of it.
 */
void
vbt_session_when_complete (VbtSession *self, VbtSessionFunc func, gpointer data,
                           GDestroyNotify free_data)
{
  VbtWaiting *waiting;

  g_return_if_fail (VBT_IS_SESSION (self) && func != NULL);

  waiting = g_new (VbtWaiting, 1);
  *waiting = (VbtWaiting){ func, data, free_data };
  if (self->load == NULL)
    {
      func (self, data);
      waiting_free (waiting);
      return;
    }
  g_queue_push_tail (&self->waiting, waiting);
  vbt_session_hurry_loading (self);
}

/**
 * vbt_session_is_waiting:
 * @self: a session
 *
 * Returns: whether something that was asked for is done once all of the document is read
 */
gboolean
vbt_session_is_waiting (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return self->load != NULL && !g_queue_is_empty (&self->waiting);
}

/* All of the document is known. What is done may make it be read again; then the rest waits for that. */
void
vbt_session_do_waiting (VbtSession *self)
{
  while (self->load == NULL && !g_queue_is_empty (&self->waiting))
    {
      VbtWaiting *waiting = g_queue_pop_head (&self->waiting);

      waiting->func (self, waiting->data);
      waiting_free (waiting);
    }
}

/* Returns: whether anything waited */
gboolean
vbt_session_clear_waiting (VbtSession *self)
{
  gboolean any = !g_queue_is_empty (&self->waiting);

  g_queue_clear_full (&self->waiting, (GDestroyNotify)waiting_free);
  return any;
}

/* What was asked for was meant for a document that is gone, or that cannot be read. */
void
vbt_session_drop_waiting (VbtSession *self)
{
  if (vbt_session_clear_waiting (self))
    g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROBLEM], 0,
                   _ ("The article could not be read, so nothing was done to it"));
}
