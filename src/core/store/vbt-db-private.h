/* vbt-db-private.h: a connection, for the files that make it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vbt-db.h"
#include "vbt-fts-tokenizer.h"

G_BEGIN_DECLS

struct _VbtDb
{
  sqlite3 *handle;
  char *path;
  gboolean read_only;
  GHashTable
      *statements; /* SQL to sqlite3_stmt: our SQL is a fixed set, so nothing is ever dropped */
  GCancellable *cancellable;
  gint64 deadline;                 /* of the statements that run, by the monotonic clock; 0: none */
  const VbtTextWords *ready_words; /* of the text that is indexed next, or NULL */
  gboolean expects_transaction;    /* one was begun that is neither committed nor taken back */
  GError *trouble; /* what the disk refused last; NULL once something could be written */
};

void vbt_db_protect_locks (void);
void vbt_db_note_trouble (VbtDb *self, const GError *error);

G_END_DECLS
