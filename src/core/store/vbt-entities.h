/* vbt-entities.h: the register of people, organizations and places: what is in it, and what a person does to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-store.h"

G_BEGIN_DECLS

/** VbtMention: a span that refers to an entity, with the words around it. */
typedef struct
{
  VbtId annotation;
  VbtId document;
  char *title;  /* of the document; its name where it has none */
  char *before; /* up to VBT_MENTION_CONTEXT code points */
  char *text;   /* from the beginning of the span to its end */
  char *after;
} VbtMention;

#define VBT_MENTION_CONTEXT 60

void vbt_mention_free (VbtMention *self);

/** VbtDuplicate: two entities that are probably one. */
typedef struct
{
  VbtId entity; /* the one with more mentions */
  VbtId other;
} VbtDuplicate;

GPtrArray *vbt_store_list_mentions (VbtStore *self, VbtId entity, VbtId after, guint limit,
                                    GError **error); /* of VbtMention */
gboolean vbt_store_count_mentions (VbtStore *self, VbtId entity, guint64 *n_mentions,
                                   GError **error);
gboolean vbt_store_count_quotes (VbtStore *self, VbtId entity, VbtId me, guint64 *n_quotes,
                                 GError **error);
gboolean vbt_store_count_mentioning (VbtStore *self, VbtId entity, guint64 *n_documents,
                                     GError **error);
GArray *vbt_store_find_entities (VbtStore *self, const char *text, guint limit,
                                 GError **error); /* of VbtId, the most mentioned first */
GArray *vbt_store_list_entities (VbtStore *self, GError **error); /* of VbtId, by name */
VbtEntity *vbt_store_load_entity (gpointer store, VbtId id);      /* (nullable) */
GArray *vbt_store_find_duplicates (VbtStore *self, guint limit, GCancellable *cancellable,
                                   GError **error); /* of VbtDuplicate */
gboolean vbt_store_move_mentions (VbtStore *self, VbtId from, VbtId to, const GArray *annotations,
                                  GError **error);

/* Each is one act: one transaction, one line of the history, one undo. */
gboolean vbt_act_edit_entity (VbtStore *store, VbtId me, const VbtEntity *entity, GError **error);
gboolean vbt_act_merge_entities (VbtStore *store, VbtId me, VbtId into, const GArray *others,
                                 GError **error);
gboolean vbt_act_split_entity (VbtStore *store, VbtId me, VbtId from, const GArray *annotations,
                               const VbtEntity *to, GError **error);
gboolean vbt_act_delete_entities (VbtStore *store, VbtId me, const GArray *entities,
                                  GError **error);

G_END_DECLS
