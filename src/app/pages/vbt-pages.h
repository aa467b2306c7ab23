/* vbt-pages.h: the pages of the window beside Annotate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbtPage:
 *
 * One page of the window. A new one is a file with one of these, and a line in the table of vbt-pages.c;
 * switcher and action (`win.page::NAME`) follow from it. Its keys (Alt and its number, and one of its own), and
 * those of its actions, are lines in keys/vbt-app-actions.c.
 */
typedef struct
{
  const char *name;      /* of the page in the stack and in the action */
  const char *title;     /* marked with N_() */
  const char *icon_name; /* symbolic */
  GtkWidget *(*make) (void);
  /* (nullable session): the project that is shown from now on; the page looks at it, or not, by itself */
  void (*set_session) (GtkWidget *page, VbtSession *session);
  const char *badge; /* (nullable): a uint property of the widget: how much waits there */
} VbtPage;

const VbtPage *const *vbt_pages_get (void); /* ends with NULL */

G_END_DECLS
