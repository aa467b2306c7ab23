/* vbt-rows.h: many rows in one statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store-private.h"

G_BEGIN_DECLS

/** VbtRows: what rows are inserted into, and how one of them is bound to a statement. */
typedef struct
{
  const char *insert; /* up to the rows */
  const char *row;    /* question marks in brackets */
  const char
      *conflict; /* (nullable): what is set where there is such a row; %NULL: that is an error */
  int n_columns;
  /* What is not bound is NULL. */
  void (*bind) (VbtStore *store, VbtQuery *query, int index, gconstpointer rows, guint i);
} VbtRows;

gboolean vbt_rows_write (VbtStore *store, const VbtRows *table, gconstpointer rows, guint n,
                         GError **error);

G_END_DECLS
