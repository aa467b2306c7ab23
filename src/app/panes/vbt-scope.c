/* vbt-scope.c: the choice between the project, the documents that are filtered, and the article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-scope.h"

#include <glib/gi18n.h>

/**
 * vbt_scope_new:
 *
 * Returns: (transfer floating): a drop-down with the scopes
 */
GtkWidget *
vbt_scope_new (void)
{
  const char *const scopes[]
      = { _ ("Whole project"), _ ("Filtered articles"), _ ("This article"), NULL };

  return gtk_drop_down_new_from_strings (scopes);
}

/**
 * vbt_scope_get:
 * @down: what vbt_scope_new() made
 *
 * Returns: the scope that is chosen
 */
VbtScope
vbt_scope_get (GtkDropDown *down)
{
  g_return_val_if_fail (GTK_IS_DROP_DOWN (down), VBT_SCOPE_PROJECT);

  return (VbtScope)MIN (gtk_drop_down_get_selected (down), VBT_SCOPE_ARTICLE);
}

/**
 * vbt_scope_get_document:
 * @scope: a scope
 * @session: the session
 *
 * Returns: the only document that is in the scope, or 0
 */
VbtId
vbt_scope_get_document (VbtScope scope, VbtSession *session)
{
  const VbtDocument *document = vbt_session_get_document (session);

  return scope == VBT_SCOPE_ARTICLE && document != NULL ? document->id : 0;
}
