/* vbt-id-map.h: identifiers of one place and what they are called in another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

/** VbtIdMap: from an identifier to another one; also a set of identifiers. */
typedef GHashTable VbtIdMap;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtIdMap, g_hash_table_unref)

static inline VbtIdMap *
vbt_id_map_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static inline void
vbt_id_map_set (VbtIdMap *self, VbtId from, VbtId to)
{
  g_hash_table_insert (self, g_memdup2 (&from, sizeof from), g_memdup2 (&to, sizeof to));
}

/* 0 where it is not in the map. */
static inline VbtId
vbt_id_map_get (VbtIdMap *self, VbtId from)
{
  const VbtId *to = g_hash_table_lookup (self, &from);

  return to != NULL ? *to : 0;
}

/* What it is called in the other place; itself where it is not in the map. */
static inline VbtId
vbt_id_map_translate (VbtIdMap *self, VbtId id)
{
  VbtId other = vbt_id_map_get (self, id);

  return other != 0 ? other : id;
}

static inline void
vbt_id_map_add (VbtIdMap *self, VbtId id)
{
  vbt_id_map_set (self, id, id);
}

static inline gboolean
vbt_id_map_has (VbtIdMap *self, VbtId id)
{
  return g_hash_table_contains (self, &id);
}

G_END_DECLS
