/* article-table.h: what was measured of the article, beside what is wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article-project.h"

G_BEGIN_DECLS

GString *article_table_new (void);
/* A row, from the lines that the benchmark of a case printed. */
void article_table_append (GString *table, const ArticleCase *c, const char *output);

G_END_DECLS
