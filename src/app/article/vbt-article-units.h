/* vbt-article-units.h: words, sentences and paragraphs of the text, for pointer and keys alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/** VbtUnit: by what the text is selected and gone through. */
typedef enum
{
  VBT_UNIT_CHARACTER,
  VBT_UNIT_WORD,
  VBT_UNIT_SENTENCE,
  VBT_UNIT_PARAGRAPH,
} VbtUnit;

VbtRange vbt_unit_snap (const VbtDocument *document, VbtUnit unit, VbtRange range);
VbtOffset vbt_unit_step (const VbtDocument *document, VbtUnit unit, VbtOffset offset,
                         gboolean forward);
VbtRange vbt_unit_widen (const VbtDocument *document, VbtRange range);

G_END_DECLS
