/* vbt-lexicon.h: lists of words by language, data files of the core's resources
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-text.h"

G_BEGIN_DECLS

GHashTable *vbt_lexicon_get (const char *language, const char *name);
gboolean vbt_lexicon_has (const char *language, const char *name, const char *word);
const char *vbt_lexicon_value (const char *language, const char *name, const char *word);

const char *vbt_language_of (const VbtText *text, const char *declared);

G_END_DECLS
