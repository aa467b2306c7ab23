/* vbt-entities-page.h: the page of people, organizations and places
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/vbt-pages.h"

G_BEGIN_DECLS

#define VBT_TYPE_ENTITIES_PAGE (vbt_entities_page_get_type ())
G_DECLARE_FINAL_TYPE (VbtEntitiesPage, vbt_entities_page, VBT, ENTITIES_PAGE, GtkWidget)

extern const VbtPage vbt_page_entities;

G_END_DECLS
