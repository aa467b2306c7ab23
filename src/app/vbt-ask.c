/* vbt-ask.c: asks a project what takes long, in a thread with a connection of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-ask.h"

/** Work: what the thread has. */
typedef struct
{
  char *path;
  const VbtQuestion *kind;
  gpointer question;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  if (self->question != NULL)
    self->kind->free_question (self->question);
  g_free (self->path);
  g_free (self);
}

static void
answer_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (work->path, VBT_STORE_READ_ONLY, &error);
  gpointer answer = NULL;

  if (store != NULL)
    {
      vbt_store_set_cancellable (store, cancellable);
      answer = work->kind->answer (store, work->question, cancellable, &error);
      vbt_store_set_cancellable (store, NULL);
    }
  if (answer != NULL)
    g_task_return_pointer (task, answer, work->kind->free_answer);
  else
    g_task_return_error (task, error);
}

/**
 * vbt_ask:
 * @source: (type GObject): who asks; held until @done was called
 * @path: (type filename): the project
 * @kind: (transfer none): how it is answered; static
 * @question: (transfer full) (nullable): what the thread needs to know, and nobody changes any more
 * @cancellable: (nullable): interrupts it
 * @done: called in the main context of the caller
 * @data: for @done
 *
 * Asks a project in a thread, by a connection of its own that cannot write.
 */
void
vbt_ask (gpointer source, const char *path, const VbtQuestion *kind, gpointer question,
         GCancellable *cancellable, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, data);
  Work *work = g_new0 (Work, 1);

  work->path = g_strdup (path);
  work->kind = kind;
  work->question = question;
  g_task_set_source_tag (task, vbt_ask);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, answer_in_thread);
}

/**
 * vbt_ask_get_question:
 * @result: what the callback of vbt_ask() was given
 *
 * Returns: (transfer none) (nullable): what was asked
 */
gpointer
vbt_ask_get_question (GAsyncResult *result)
{
  const Work *work = g_task_get_task_data (G_TASK (result));

  return work->question;
}

/**
 * vbt_ask_finish:
 * @result: what the callback of vbt_ask() was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the answer
 */
gpointer
vbt_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
