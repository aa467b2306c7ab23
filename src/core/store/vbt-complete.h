/* vbt-complete.h: how a query that is being typed may go on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store.h"

G_BEGIN_DECLS

/** VbtCompletion: one way to go on. */
typedef struct
{
  char *text;  /* what takes the place of what is typed of it */
  char *title; /* what it is, translated */
} VbtCompletion;

void vbt_completion_free (VbtCompletion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtCompletion, vbt_completion_free)

GPtrArray *vbt_store_complete_query (VbtStore *self, const char *query, gsize cursor, guint limit,
                                     gsize *start); /* of VbtCompletion */

G_END_DECLS
