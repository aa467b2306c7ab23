/* vbt-drawn.h: what of a document is drawn for a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/** VbtQuote: a quote that is drawn. */
typedef struct
{
  const VbtAnnotation *span;
  VbtId speaker; /* entity, or 0 */
} VbtQuote;

/**
 * VbtDrawn:
 *
 * A person's own annotations of a document, and the suggestions that the person has not decided on.
 * It borrows the document. To be read only; whoever changes the document does it between
 * vbt_drawn_take_out() and vbt_drawn_put_in().
 */
typedef struct
{
  VbtDocument *document; /* (nullable): then nothing is drawn */
  VbtCatalog *catalog;
  VbtId me;
  VbtId quote_label;   /* or 0 */
  VbtId speaker_label; /* of relations, or 0 */

  GPtrArray *spans; /* of VbtAnnotation, borrowed, in the order of the document */
  GArray *ids;      /* of VbtId: those of @spans, for who looks for nothing else */
  GArray *
      max_ends; /* of VbtOffset: the greatest end of the span at the same place and all before it */
  GPtrArray *relations; /* of VbtAnnotation, in order; the stored ones, or those of @moved */
  GArray *quotes;       /* of VbtQuote, in order */
  guint n_suggestions;  /* among @spans */

  GHashTable *mine;     /* set of my spans, by label and fragments; of several the first */
  GHashTable *agreeing; /* id of my span to a VbtAnnotation that suggests the same and is open */
  GHashTable *moved; /* set of VbtAnnotation, owned: relations with other ends than those stored */
} VbtDrawn;

VbtDrawn *vbt_drawn_new (VbtDocument *document, VbtCatalog *catalog, VbtId me);
void vbt_drawn_free (VbtDrawn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtDrawn, vbt_drawn_free)

gboolean vbt_drawn_has (const VbtDrawn *self, const VbtAnnotation *span);
VbtAnnotation *vbt_drawn_find_relation (const VbtDrawn *self, const VbtAnnotation *stored);
VbtId vbt_drawn_end (const VbtDrawn *self, VbtId id);
VbtId vbt_drawn_get_speaker_of (const VbtDrawn *self, const VbtAnnotation *span);
GPtrArray *vbt_drawn_relations_of (const VbtDrawn *self, VbtId id);
guint vbt_drawn_first_in (const VbtDrawn *self, VbtRange range);

/* Around a change of the document: @touched are the identifiers, a set, and @places where they are. */
GHashTable *vbt_drawn_take_out (VbtDrawn *self, const GArray *annotations, GArray *places);
void vbt_drawn_put_in (VbtDrawn *self, const GArray *annotations, GHashTable *touched,
                       GArray *places);

G_END_DECLS
