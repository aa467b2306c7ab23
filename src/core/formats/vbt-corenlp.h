/* vbt-corenlp.h: a document of CoreNLP, whether in JSON or in XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"

G_BEGIN_DECLS

/** VbtCorenlpToken: a token; offsets count UTF-16, or what the file says. */
typedef struct
{
  gint64 start, end;
  char *word;   /* (nullable): as it stands in the text, where the file says so */
  char *before; /* (nullable): white space before it */
  char *ner;    /* (nullable) */
  guint sentence;
  gboolean is_bad; /* not in the text: left out */
} VbtCorenlpToken;

/** VbtCorenlpMention: some tokens, as an entity, or as one of those that corefer. */
typedef struct
{
  guint first, end;        /* tokens of the document */
  char *label;             /* (nullable): of an entity */
  guint chain;             /* of those that corefer, else 0 */
  gboolean representative; /* of its chain */
} VbtCorenlpMention;

/** VbtCorenlpQuote: a quote and its speaker. */
typedef struct
{
  gint64 start, end;
  char *text;                         /* (nullable) */
  char *speaker;                      /* (nullable): who it is */
  char *mention;                      /* (nullable): how they are called there */
  gint64 mention_first, mention_last; /* tokens, -1 where unknown */
} VbtCorenlpQuote;

/** VbtCorenlp: the document that is being read. */
typedef struct
{
  VbtDraft *draft;
  char *name, *text;     /* (nullable) */
  GArray *tokens;        /* of VbtCorenlpToken */
  GArray *sentences;     /* of guint: their first tokens */
  GArray *mentions;      /* of VbtCorenlpMention */
  GArray *quotes;        /* of VbtCorenlpQuote */
  gboolean has_mentions; /* the file lists entities, beside the tags of tokens */
} VbtCorenlp;

void vbt_corenlp_init (VbtCorenlp *self, VbtDraft *draft);
void vbt_corenlp_clear (VbtCorenlp *self);
void vbt_corenlp_begin (VbtCorenlp *self);
void vbt_corenlp_begin_sentence (VbtCorenlp *self);
gboolean vbt_corenlp_find_tokens (VbtCorenlp *self, gint64 sentence, gint64 first, gint64 end,
                                  VbtCorenlpMention *mention);
gboolean vbt_corenlp_end (VbtCorenlp *self, GError **error);

G_END_DECLS
