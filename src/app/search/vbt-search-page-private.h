/* vbt-search-page-private.h: what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "search/vbt-hit-list.h"
#include "search/vbt-query-completion.h"
#include "search/vbt-saved-popover.h"
#include "search/vbt-search-page.h"
#include "search/vbt-search-run.h"

G_BEGIN_DECLS

struct _VbtSearchPage
{
  GtkWidget parent;
  GtkSearchEntry *entry;
  GtkMenuButton *saved_button;
  GtkDropDown *order;
  GtkLabel *wrong;
  GtkStack *stack;
  GtkListBox *examples;
  GtkCheckButton *all;
  GtkLabel *counts;
  GtkWidget *again;
  GtkProgressBar *progress;
  GtkListView *view;
  GtkActionBar *acts;
  GtkLabel *ticked;
  GtkMenuButton *labels;
  VbtQueryCompletion *completion; /* not owned: of the entry */
  VbtSavedPopover *saved;         /* not owned: of the button */

  VbtSession *session; /* (nullable) */
  VbtHitList *list;
  GtkSingleSelection *selection;
  VbtSearchRun *run;     /* (nullable): while it goes on */
  GCancellable *sorting; /* (nullable): while it goes on */
  char *query;           /* (nullable): what the list shows */
  guint n_documents;
  gboolean is_updating; /* the box of all is set, not clicked */
};

/* vbt-search-page.c */
void vbt_search_page_search (VbtSearchPage *self);
void vbt_search_page_update (VbtSearchPage *self);

/* vbt-search-page-acts.c */
void vbt_search_page_install_actions (GtkWidgetClass *klass);
void vbt_search_page_add_keys (VbtSearchPage *self);
void vbt_search_page_add_bar (VbtSearchPage *self);
void vbt_search_page_open (VbtSearchPage *self, guint position);

G_END_DECLS
