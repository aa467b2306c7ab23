/* vbt-fts-tokenizer.h: words for SQLite's full-text index, in any script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int vbt_fts_tokenizer_register (gpointer handle);

G_END_DECLS
