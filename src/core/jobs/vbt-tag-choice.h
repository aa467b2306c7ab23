/* vbt-tag-choice.h: which taggers run over a project, and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"
#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

/** VbtTagChoice: what was chosen last for a project; kept in it. */
typedef struct
{
  GPtrArray *taggers;    /* of const VbtTagger, in their order, NULL-terminated */
  GHashTable *settings;  /* "attributions.rules" to "wide" */
  double min_confidence; /* 0 to 1 */
} VbtTagChoice;

VbtTagChoice *vbt_tag_choice_new (void);
VbtTagChoice *vbt_tag_choice_load (VbtStore *store);
gboolean vbt_tag_choice_save (const VbtTagChoice *self, VbtStore *store, GError **error);
void vbt_tag_choice_free (VbtTagChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtTagChoice, vbt_tag_choice_free)

gboolean vbt_tag_choice_has (const VbtTagChoice *self, const VbtTagger *tagger);
void vbt_tag_choice_drop_programs (VbtTagChoice *self);
void vbt_tag_choice_set_taggers (VbtTagChoice *self, const char *const *names);

G_END_DECLS
