/* vbt-actions-private.h: what the files of the acts share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-actions.h"

G_BEGIN_DECLS

/** VbtAct: an act that is under way. */
typedef struct
{
  VbtStore *store;
  VbtCatalog *catalog;
  const VbtDocument *document;
  VbtId me;
  GHashTable *made;    /* what this act derived so far: id of the original to VbtAnnotation */
  GHashTable *decided; /* (nullable) what this act decided on so far: id to VbtVerdict */
} VbtAct;

const VbtAnnotation *vbt_act_init (VbtAct *act, VbtStore *store, const VbtDocument *document,
                                   VbtId me, VbtId annotation, GError **error);
gboolean vbt_act_begin (VbtAct *act, const char *words, GError **error);
gboolean vbt_act_end (VbtAct *act, gboolean success, GError **error);
char *vbt_act_describe (const VbtAct *act, const VbtAnnotation *annotation);
gboolean vbt_act_is_label (const VbtAct *act, const VbtAnnotation *annotation, const char *name);
const VbtAnnotation *vbt_act_find_own (const VbtAct *act, const VbtAnnotation *annotation);
VbtId vbt_act_own_end (VbtAct *act, const VbtAnnotation *annotation, GError **error);
VbtAnnotation *vbt_act_own (VbtAct *act, const VbtAnnotation *annotation);
gboolean vbt_act_write (VbtAct *act, const VbtAnnotation *original, const VbtAnnotation *changed,
                        VbtVerdict verdict, GError **error);

gboolean vbt_act_decide (VbtAct *act, VbtId suggestion, VbtVerdict verdict, GError **error);
gboolean vbt_act_own_links (VbtAct *act, const VbtAnnotation *suggestion, VbtId copy,
                            const VbtAnnotation *but, GError **error);
gboolean vbt_act_agree (VbtAct *act, const VbtAnnotation *mine, GError **error);
gboolean vbt_act_not_found (GError **error);

/* Parts of acts, within a transaction. */
void vbt_act_clear (VbtAct *act);
gboolean vbt_act_is_open (const VbtAct *act, const VbtAnnotation *annotation);
void vbt_act_set_label (const VbtAct *act, VbtAnnotation *annotation, const VbtLabel *label);
void vbt_act_update_quote_type (const VbtAct *act, const VbtAnnotation *before,
                                VbtAnnotation *span);
gboolean vbt_act_put_new (VbtAct *act, VbtAnnotation *annotation, GError **error);
gboolean vbt_act_accept_one (VbtAct *act, const VbtAnnotation *suggestion, VbtId *result,
                             GError **error);
gboolean vbt_act_delete_one (VbtAct *act, const VbtAnnotation *mine, GError **error);
gboolean vbt_act_reject_one (VbtAct *act, const VbtAnnotation *suggestion, GError **error);
VbtId vbt_act_put_link (VbtAct *act, VbtId label, const VbtAnnotation *from,
                        const VbtAnnotation *to, GError **error);

/** VbtAttachment: a link to what belongs to a quote. */
typedef struct
{
  VbtId relation; /* the label */
  const VbtAnnotation *quote;
  const VbtAnnotation *part;
} VbtAttachment;

/* vbt-act-attach.c */
GArray *vbt_act_find_attachments (VbtAct *act, const VbtAnnotation *span, VbtId preferred);
gboolean vbt_act_attach (VbtAct *act, const GArray *links, GError **error);

/** VbtMany: an act over several documents that is under way. */
typedef struct
{
  VbtAct act;
  VbtDocument *document; /* (nullable): the one that the act is in */
  gboolean is_locked;
  guint n_done;
} VbtMany;

/* vbt-act-many.c */
gboolean vbt_many_enter (VbtMany *self, VbtId id, GError **error);
gboolean vbt_many_follow (const VbtFollower *follower, guint n_done, guint n, GError **error);
gboolean vbt_many_end (VbtMany *self, gboolean success, guint *n_done, GError **error);
gboolean vbt_many_label (VbtMany *self, const VbtOccurrence *place, const VbtLabel *label,
                         GError **error);

G_END_DECLS
