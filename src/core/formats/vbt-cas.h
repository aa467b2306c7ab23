/* vbt-cas.h: UIMA's Common Analysis System, whatever it is written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"

G_BEGIN_DECLS

/** VbtCasKind: what a value is; XMI does not say whether a number refers to something. */
typedef enum
{
  VBT_CAS_TEXT,
  VBT_CAS_UNKNOWN,
  VBT_CAS_REFERENCE,
} VbtCasKind;

typedef struct
{
  const char *name, *value;
  VbtCasKind kind;
} VbtCasFeature;

/** VbtCasFs: a feature structure. */
typedef struct
{
  const char *id, *type;
  guint line;
  guint first, n_features;
  VbtDraftSpan *span; /* (nullable): what is made of it */
  gboolean is_wanted; /* a token that something refers to */
  gboolean is_linked; /* is in a chain already */
} VbtCasFs;

/** VbtCas: all feature structures of a file, until the text is known. */
typedef struct
{
  VbtDraft *draft;
  GStringChunk *strings;
  GArray *features;   /* of VbtCasFeature */
  GArray *structures; /* of VbtCasFs */
  GHashTable *by_id;  /* id to index + 1 */
  const char *type;   /* (nullable): of the structure before: most are as that */
  guint first_before; /* its features */
  char *prefix;       /* (nullable): taken off the names of types */
  guint n_documents;
  GPtrArray *spanned; /* of VbtCasFs of the document, in the order of its spans */
} VbtCas;

void vbt_cas_init (VbtCas *self, VbtDraft *draft);
void vbt_cas_clear (VbtCas *self);
void vbt_cas_begin (VbtCas *self, const char *id, const char *type, guint line);
void vbt_cas_add (VbtCas *self, const char *name, const char *value, VbtCasKind kind);
gboolean vbt_cas_make_documents (VbtCas *self, GCancellable *cancellable, GError **error);

const char *vbt_cas_get (const VbtCas *self, const VbtCasFs *fs, const char *name);
VbtCasFs *vbt_cas_find (const VbtCas *self, const char *id);
gboolean vbt_cas_is_relation (const VbtCas *self, const VbtCasFs *fs, const char **from,
                              const char **to);
gboolean vbt_cas_is_segment (const VbtCasFs *fs);
void vbt_cas_link (VbtCas *self, const char *sofa);
void vbt_cas_want_tokens (VbtCas *self);
char *vbt_cas_get_label (const VbtCas *self, const VbtCasFs *fs);

G_END_DECLS
