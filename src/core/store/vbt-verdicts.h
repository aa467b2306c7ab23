/* vbt-verdicts.h: how often taggers were right so far
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** VbtVerdicts: what people decided on the suggestions that a tagger made of a label. */
typedef struct
{
  char *tagger;
  char *label;
  VbtKind kind;
  guint64 n_accepted, n_corrected, n_rejected;
} VbtVerdicts;

GPtrArray *vbt_store_list_verdicts (VbtStore *self, GError **error);
guint64 vbt_verdicts_count (const VbtVerdicts *self);
double vbt_verdicts_get_precision (const VbtVerdicts *self);

G_END_DECLS
