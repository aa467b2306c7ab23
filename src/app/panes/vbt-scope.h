/* vbt-scope.h: the choice between the project, the documents that are filtered, and the article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

/** VbtScope: over what a page goes; in the order of the drop-down. */
typedef enum
{
  VBT_SCOPE_PROJECT,
  VBT_SCOPE_FILTERED, /* what the list of documents shows */
  VBT_SCOPE_ARTICLE,
} VbtScope;

GtkWidget *vbt_scope_new (void);
VbtScope vbt_scope_get (GtkDropDown *down);
VbtId vbt_scope_get_document (VbtScope scope, VbtSession *session);

G_END_DECLS
