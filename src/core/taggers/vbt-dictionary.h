/* vbt-dictionary.h: millions of names, found in a text in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** VBT_DICTIONARY_WORDS: longer names are left out; in Japanese and the like each character counts. */
#define VBT_DICTIONARY_WORDS 64

/** VbtDictionaryEntry: a name, and what it is the name of. */
typedef struct
{
  const char *name;        /* as it is written in texts */
  const char *label;       /* of its spans */
  const char *entity;      /* (nullable): the canonical name of what it names */
  VbtEntityKind kind;      /* of the entity */
  const char *external_id; /* (nullable): of the entity */
  gboolean alias;          /* gives way to canonical names that are written alike */
} VbtDictionaryEntry;

/** VbtDictionaryHit: a name in a text. */
typedef struct
{
  gsize start; /* in bytes */
  gsize end;
  VbtDictionaryEntry entry; /* with a name of NULL; its strings are the dictionary's */
  guint n_meanings;         /* so many entities of this label have this name */
} VbtDictionaryHit;

typedef struct _VbtDictionary VbtDictionary;

VbtDictionary *vbt_dictionary_new (void);
void vbt_dictionary_free (VbtDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtDictionary, vbt_dictionary_free)
gboolean vbt_dictionary_add (VbtDictionary *self, const VbtDictionaryEntry *entry);
guint vbt_dictionary_get_size (const VbtDictionary *self);
gboolean vbt_dictionary_find (const VbtDictionary *self, const char *text, gsize n_bytes,
                              void (*found) (gpointer data, const VbtDictionaryHit *hit),
                              gpointer data, GCancellable *cancellable, GError **error);

const char *vbt_dictionary_label_of (VbtEntityKind kind);
gboolean vbt_dictionary_read (VbtDictionary *self, const char *path, const char *label,
                              GError **error);

G_END_DECLS
