/* vbt-ask.h: asks a project what takes long, in a thread with a connection of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** VbtQuestion: what is asked, and by which function. */
typedef struct
{
  /* Runs in the thread. Returns: what was found, never %NULL without an error. */
  gpointer (*answer) (VbtStore *store, gpointer question, GCancellable *cancellable,
                      GError **error);
  GDestroyNotify free_question;
  GDestroyNotify free_answer;
} VbtQuestion;

void vbt_ask (gpointer source, const char *path, const VbtQuestion *kind, gpointer question,
              GCancellable *cancellable, GAsyncReadyCallback done, gpointer data);
gpointer vbt_ask_get_question (GAsyncResult *result);
gpointer vbt_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
