/* vbt-likeness.h: what words say of whom they name, by the lists of their language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-document.h"

G_BEGIN_DECLS

/** VbtFit: whom a pronoun may mean. */
typedef enum
{
  VBT_FIT_MAN = 1 << 0,
  VBT_FIT_WOMAN = 1 << 1,
  VBT_FIT_GROUP = 1 << 2, /* an organization */
} VbtFit;

#define VBT_FIT_PERSON (VBT_FIT_MAN | VBT_FIT_WOMAN)

const char *vbt_document_find_language (const VbtDocument *document);
gboolean vbt_words_are_pronoun (const char *language, const char *words, VbtFit *fit);
char *vbt_words_find_name (const char *language, const char *words);
char *vbt_document_find_name (const VbtDocument *document, const VbtAnnotation *span);
gboolean vbt_names_are_alike (const char *name, const char *other);
VbtFit vbt_entity_get_fit (const VbtEntity *entity);

G_END_DECLS
