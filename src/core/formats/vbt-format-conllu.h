/* vbt-format-conllu.h: what reader and writer of CoNLL-U share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"
#include "formats/vbt-tokens.h"

G_BEGIN_DECLS

#define CONLLU_MAX_COLUMNS 64
#define CONLLU_UNLINKED "verbatim::unlinked" /* how the groups begin that are no entity */
#define CONLLU_NAME_LENGTH 80 /* characters of the mention that an entity is named after */
#define CONLLU_WORD "Word"    /* the label of words, where they are read as annotations */

/** ConlluSpan: a mention while it is open, or after it was closed. */
typedef struct
{
  char *id; /* of its group, without the number of its part */
  char *label;
  char **fields;    /* what follows the group, by the names of global.Entity */
  guint first, end; /* tokens */
  guint part;       /* 1 for the first one */
  guint line;
} ConlluSpan;

/** ConlluEntities: the mentions of one document. */
typedef struct
{
  VbtDraft *draft;
  GPtrArray *names;    /* of char *: the parts of global.Entity */
  GPtrArray *open;     /* of ConlluSpan */
  GPtrArray *done;     /* of ConlluSpan */
  char *unlinked;      /* (nullable): how the groups of this document begin that are no entity */
  GHashTable *numbers; /* name of an entity to how many have it */
} ConlluEntities;

char *vbt_conllu_get_misc (const char *misc, const char *key);

void vbt_conllu_entities_init (ConlluEntities *self, VbtDraft *draft);
void vbt_conllu_entities_clear (ConlluEntities *self);
void vbt_conllu_entities_declare (ConlluEntities *self, const char *declaration);
void vbt_conllu_entities_read (ConlluEntities *self, const char *value, guint token, guint line);
void vbt_conllu_entities_finish (ConlluEntities *self, VbtDocument *document);

gboolean vbt_conllu_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                          GError **error);
gboolean vbt_conllu_write (VbtOutput *output, const VbtCatalog *catalog,
                           const VbtDocument *document, GError **error);
void vbt_conllu_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

G_END_DECLS
