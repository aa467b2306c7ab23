/* vbt-db-private.h: a connection, for the two files that make it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vbt-db.h"

G_BEGIN_DECLS

struct _VbtDb
{
  sqlite3 *handle;
  char *path;
  gboolean read_only;
  GHashTable
      *statements; /* SQL to sqlite3_stmt: our SQL is a fixed set, so nothing is ever dropped */
  GCancellable *cancellable;
};

G_END_DECLS
