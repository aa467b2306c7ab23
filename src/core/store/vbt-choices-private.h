/* vbt-choices-private.h: what the files share that find out whom a span may name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-likeness.h"
#include "vbt-actions-private.h"

G_BEGIN_DECLS

/** VbtCandidate: what is known of a choice while the choices are gathered. */
typedef struct
{
  VbtSpeakerChoice *choice;
  double score; /* the less the likelier */
} VbtCandidate;

/** VbtChoices: the choices for one span. */
typedef struct
{
  VbtAct act;
  const VbtAnnotation *span; /* (nullable) */
  const char *language;
  guint first, end; /* places of the annotations that lie near enough to be looked at */
  VbtId quote, speaker, discard; /* labels */
  VbtId person, organization;    /* labels of those who can say something */
  GPtrArray *candidates;         /* of VbtCandidate */
  GHashTable *by_key;            /* of borrowed VbtCandidate */

  /* Of a span that names somebody. */
  char *name;        /* (nullable): without a title; a pronoun has none */
  VbtFit fit;        /* whom the pronoun may mean, or nobody */
  GHashTable *known; /* (nullable): entity to VbtFit, by other pronouns */
} VbtChoices;

void vbt_choices_init (VbtChoices *self, VbtStore *store, const VbtDocument *document, VbtId me,
                       VbtId span);
void vbt_choices_clear (VbtChoices *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtChoices, vbt_choices_clear)

gboolean vbt_choices_is_current (const VbtChoices *self, const VbtAnnotation *annotation);
double vbt_choices_distance (const VbtChoices *self, const VbtAnnotation *mention);
double vbt_choices_kind_malus (const VbtEntity *entity);
char *vbt_choices_name_of (const VbtChoices *self, const VbtAnnotation *span);
VbtCandidate *vbt_choices_ensure (VbtChoices *self, VbtId key, VbtId entity, const char *name);
void vbt_candidate_consider (VbtCandidate *self, const VbtAnnotation *mention, double score);
void vbt_choices_count_quotes (VbtChoices *self);
void vbt_choices_put_last (VbtChoices *self, VbtId entity);
GPtrArray *vbt_choices_sort (VbtChoices *self);

/* vbt-choices-names.c */
VbtSpeakerChoice *vbt_choices_resolve_pronoun (VbtStore *store, const VbtDocument *document,
                                               VbtId me, VbtId span);

G_END_DECLS
