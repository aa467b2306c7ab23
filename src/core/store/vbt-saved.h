/* vbt-saved.h: queries that are kept under a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store.h"

G_BEGIN_DECLS

/** VbtSavedKind: what a kept query is for. */
typedef enum
{
  VBT_SAVED_DOCUMENTS, /* filters the list of documents */
  VBT_SAVED_SEARCH,
} VbtSavedKind;

/** VbtSaved: a query that is kept under a name. */
typedef struct
{
  VbtId id;
  char *name;
  char *query;
} VbtSaved;

void vbt_saved_free (VbtSaved *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSaved, vbt_saved_free)

GPtrArray *vbt_store_list_saved (VbtStore *self, VbtSavedKind kind,
                                 GError **error); /* of VbtSaved */
gboolean vbt_act_save_query (VbtStore *store, VbtId me, VbtSavedKind kind, const char *name,
                             const char *query, GError **error);
gboolean vbt_act_forget_query (VbtStore *store, VbtId me, VbtId saved, GError **error);

G_END_DECLS
