/* vbt-dictionary-private.h: how the names of a dictionary lie in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-dictionary.h"

G_BEGIN_DECLS

#define NONE G_MAXUINT32

typedef enum
{
  CASE_EXACT,    /* as it is written */
  CASE_CAPITALS, /* what is capital in the name is capital in the text */
  CASE_ANY,
} CaseRule;

/** Node: a place where a name ends or goes on. */
typedef struct
{
  guint64 key;   /* 0: the place is empty */
  guint32 entry; /* the first of the names that end here, or NONE */
  guint32 goes_on;
} Node;

/** Entry: a name that ends at a node. */
typedef struct
{
  guint64 exact;    /* the key of the name in its own case */
  guint64 capitals; /* which of its words begin with one, from the lowest bit on */
  guint32 next;     /* of the same node, or NONE */
  guint32 target;
  char head[4]; /* punctuation that belongs to it: "#", "@" */
  char tail[4]; /* "Inc.": taken where the text has it */
  guint8 rule;
} Entry;

/** Target: what a name is the name of. */
typedef struct
{
  guint32 label;
  guint32 entity;      /* in the strings; 0 is none */
  guint32 external_id; /* likewise */
  guint8 kind;
  guint8 alias;
} Target;

struct _VbtDictionary
{
  Node *nodes;    /* open addressing */
  gsize n_places; /* a power of two */
  gsize n_nodes;
  GArray *entries; /* of Entry */
  GArray *targets; /* of Target */
  GString *strings;
  GHashTable *known; /* strings that were seen before: labels */
};

/** Word: one of a text or of a name. */
typedef struct
{
  const char *start;
  const char *end;
  guint64 folded; /* hash without case */
  guint64 exact;
  gboolean is_capital;
} Word;

/** WordReader: reads a text word by word; so many words are remembered as a name may have. */
typedef struct
{
  const char *text;
  const char *next;
  const char *end;
  Word words[VBT_DICTIONARY_WORDS];
  guint64 n_words;
} WordReader;

static inline guint64
mix (guint64 hash, guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ (hash >> 29);
}

static inline guint64
first_key (guint64 word)
{
  return word | 1;
}

static inline guint64
next_key (guint64 key, guint64 gap, guint64 word)
{
  return mix (mix (key, gap + 2), word) | 1;
}

/** vbt_dictionary_place: the node of a key, or the empty one where it belongs. */
static inline Node *
vbt_dictionary_place (const VbtDictionary *self, guint64 key)
{
  gsize place = (key >> 20) & (self->n_places - 1);

  while (self->nodes[place].key != 0 && self->nodes[place].key != key)
    place = (place + 1) & (self->n_places - 1);
  return &self->nodes[place];
}

/** vbt_dictionary_string: what is stored at a place; NULL at 0. */
static inline const char *
vbt_dictionary_string (const VbtDictionary *self, guint32 place)
{
  return place != 0 ? self->strings->str + place : NULL;
}

void vbt_word_reader_init (WordReader *self, const char *text, gsize n_bytes);
const Word *vbt_word_reader_get (WordReader *self, guint64 index);
gboolean vbt_word_gap (const char *start, const char *end, guint64 *hash);

G_END_DECLS
