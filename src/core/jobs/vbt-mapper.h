/* vbt-mapper.h: what a file calls labels, entities and annotators, and what the project calls them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-id-map.h"
#include "store/vbt-store.h"

G_BEGIN_DECLS

/**
 * VbtMapper:
 *
 * Moves documents from the catalog of a file (or of a tagger) into that of a project: labels,
 * attributes, entities and annotators are found by name, and added where the project has none.
 */
typedef struct _VbtMapper VbtMapper;

VbtMapper *vbt_mapper_new (VbtStore *store, VbtSchema *schema, const VbtCatalog *from);
void vbt_mapper_free (VbtMapper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtMapper, vbt_mapper_free)

void vbt_mapper_set_nobody (VbtMapper *self, VbtId annotator);
void vbt_mapper_set_person (VbtMapper *self, VbtId annotator);
void vbt_mapper_set_suggestions (VbtMapper *self, VbtId annotator);

void vbt_mapper_replace_schema (VbtMapper *self, const VbtSchema *schema);
VbtSchema *vbt_mapper_get_schema (VbtMapper *self);
gboolean vbt_mapper_map_catalog (VbtMapper *self, GError **error);
gboolean vbt_mapper_map (VbtMapper *self, VbtDocument *document, GError **error);
const GArray *vbt_mapper_get_new_entities (VbtMapper *self); /* of VbtId */
void vbt_mapper_forget_entities (VbtMapper *self);

G_END_DECLS
