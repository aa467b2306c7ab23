/* vbt-article-heading.h: headline, source, byline and date above an article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/vbt-document.h"

G_BEGIN_DECLS

GtkWidget *vbt_article_heading_new (void);
void vbt_article_heading_describe (const VbtDocument *document, char **kicker, char **title,
                                   VbtRange *headline);
void vbt_article_heading_fill (GtkWidget *heading, const VbtDocument *document, VbtRange *headline);

G_END_DECLS
