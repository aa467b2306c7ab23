/* vbt-pages.c: the table of the pages of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entities/vbt-entities-page.h"
#include "problems/vbt-problems-page.h"
#include "review/vbt-review-page.h"
#include "search/vbt-search-page.h"
#include "vbt-pages.h"

/* In the order in which they stand, behind Annotate. */
static const VbtPage *const pages[] = {
  &vbt_page_review, &vbt_page_search, &vbt_page_entities, &vbt_page_problems, NULL,
};

/**
 * vbt_pages_get:
 *
 * Returns: (transfer none) (array zero-terminated=1): every page but Annotate, in their order
 */
const VbtPage *const *
vbt_pages_get (void)
{
  return pages;
}
