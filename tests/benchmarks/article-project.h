/* article-project.h: a project with an article of any size, for the benchmark of what the reader waits for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** ArticleCase: a document of the table, as it is made. */
typedef struct
{
  const char *name;
  gsize n_bytes;
  guint n_spans;
  guint n_relations;
  gsize paragraph; /* bytes of each */
  int wanted[5];   /* in the order of the columns */
} ArticleCase;

VbtId article_project_find_label (VbtStore *store, VbtKind kind, const char *name);
char *article_project_new (const char *folder, const ArticleCase *c);

G_END_DECLS
