/* vbt-names-private.h: what finding names and telling their kinds share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-names.h"

G_BEGIN_DECLS

/** VbtNamesList: the lists that names are looked up in. */
typedef enum
{
  VBT_NAMES_NONE, /* words that look like a name and are none */
  VBT_NAMES_PLACES,
  VBT_NAMES_FIRST,
  VBT_NAMES_ORGANIZATIONS,
  VBT_NAMES_ORGANIZATION_WORDS,
  VBT_NAMES_DEMONYMS,
  VBT_NAMES_N_LISTS,
} VbtNamesList;

/* That a list has a word, that an entry of it begins with the word and goes on, and that the lists were asked. */
#define VBT_NAMES_HAS(list) (1u << (list))
#define VBT_NAMES_BEGINS(list) (1u << (VBT_NAMES_N_LISTS + (list)))
#define VBT_NAMES_BEGINS_ANY (VBT_NAMES_BEGINS (VBT_NAMES_N_LISTS) - VBT_NAMES_BEGINS (0))
#define VBT_NAMES_KNOWN (1u << 31)

/** VbtNameFinder: the state of looking for the names of a document. */
typedef struct
{
  VbtNameList *names;
  VbtReading *reading;
  GHashTable *lists; /* what the language's lists say of a word, see vbt_name_lists_get() */
  guint *of_words;   /* the same for each word of the reading, as far as it was asked */
  GHashTable
      *capitals;      /* words in lower case that are capitalized inside a sentence, to how often */
  GHashTable *lowers; /* words that are written in lower case */
  GHashTable *acronyms;   /* "OSCE" to the full name of the organization */
  gboolean nouns_capital; /* German: a capital says nothing */
} VbtNameFinder;

const char *vbt_name_finder_intern (VbtNameFinder *self, VbtStretch words);
GHashTable *vbt_name_lists_get (const char *language);
const char *vbt_name_finder_value (const VbtNameFinder *self, VbtNamesList list, const char *word);
guint vbt_name_finder_lists (const VbtNameFinder *self, guint i);
gboolean vbt_name_finder_word_listed (const VbtNameFinder *self, VbtNamesList list, guint i);
gboolean vbt_name_finder_starts_sentence (const VbtNameFinder *self, guint i);
gboolean vbt_name_finder_is_initial (const VbtNameFinder *self, guint i);
void vbt_name_finder_classify (VbtNameFinder *self, VbtStretch run);

G_END_DECLS
