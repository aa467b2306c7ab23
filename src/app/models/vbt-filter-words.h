/* vbt-filter-words.h: what the menu of the list of documents writes into its filter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vbt_filter_words_show (const char *query, const char *term);
char *vbt_filter_words_get_shown (const char *query);

G_END_DECLS
