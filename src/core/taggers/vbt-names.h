/* vbt-names.h: the persons, organizations and places that a document names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-reading.h"

G_BEGIN_DECLS

/** VbtName: a mention of an entity by name. */
typedef struct
{
  VbtStretch words;  /* the name only */
  VbtStretch titled; /* with the title before it */
  VbtEntityKind kind;
  const char *canonical; /* the full name; owned by the reading */
  char sex;              /* 'm', 'f', or 0 where nothing tells */
  gboolean full;         /* a person by more than one name */
  double confidence;
} VbtName;

/**
 * VbtNameList:
 *
 * All names of a document, in its order.
 */
typedef struct
{
  VbtReading *reading;
  GArray *names;        /* of VbtName */
  GHashTable *surnames; /* in lower case, to the full name (char *) of its last bearer */
  GHashTable *sexes;    /* full name to GINT_TO_POINTER ('m') */
} VbtNameList;

VbtNameList *vbt_name_list_find (VbtReading *reading);
void vbt_name_list_free (VbtNameList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtNameList, vbt_name_list_free)

const VbtName *vbt_name_list_head (const VbtNameList *self, VbtStretch phrase);
const VbtName *vbt_name_list_resolve (const VbtNameList *self, VbtStretch phrase,
                                      double *confidence);

G_END_DECLS
