/* opening.h: opens an article as tests do, which look at it at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"

G_BEGIN_DECLS

/* Waits until it is shown; the rest of a long one may still be read. */
static inline void
open_and_wait (VbtSession *session, VbtId document)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_session_open_document (session, document, &error));
  g_assert_no_error (error);
  while (vbt_session_is_opening (session))
    g_main_context_iteration (NULL, TRUE);
  if (document != 0)
    g_assert_cmpint (vbt_session_get_document (session)->id, ==, document);
}

G_END_DECLS
