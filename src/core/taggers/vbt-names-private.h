/* vbt-names-private.h: what finding names and telling their kinds share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-names.h"

G_BEGIN_DECLS

/** VbtNameFinder: the state of looking for the names of a document. */
typedef struct
{
  VbtNameList *names;
  VbtReading *reading;
  GHashTable
      *capitals;      /* words in lower case that are capitalized inside a sentence, to how often */
  GHashTable *lowers; /* words that are written in lower case */
  GHashTable *acronyms;   /* "OSCE" to the full name of the organization */
  gboolean nouns_capital; /* German: a capital says nothing */
} VbtNameFinder;

const char *vbt_name_finder_intern (VbtNameFinder *self, VbtStretch words);
const char *vbt_name_finder_value (const VbtNameFinder *self, const char *list, const char *word);
gboolean vbt_name_finder_listed (const VbtNameFinder *self, const char *list, const char *word);
gboolean vbt_name_finder_word_listed (const VbtNameFinder *self, const char *list, guint i);
gboolean vbt_name_finder_starts_sentence (const VbtNameFinder *self, guint i);
gboolean vbt_name_finder_is_initial (const VbtNameFinder *self, guint i);
void vbt_name_finder_classify (VbtNameFinder *self, VbtStretch run);

G_END_DECLS
