/* vbt-document-private.h: the look-up tables of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-document.h"

G_BEGIN_DECLS

void vbt_document_drop_index (VbtDocument *self);

G_END_DECLS
