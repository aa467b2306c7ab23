/* vbt-label-map.h: labels of a file under the names that a project has for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/**
 * VbtLabelMap:
 *
 * A table of names of labels: what a file calls them, and what they are called here, or that their
 * annotations are left out.
 */
typedef struct _VbtLabelMap VbtLabelMap;

VbtLabelMap *vbt_label_map_new_from_file (const char *path, GError **error);
VbtLabelMap *vbt_label_map_new (const char *table, const char *name, GError **error);
VbtLabelMap *vbt_label_map_new_empty (void);
VbtLabelMap *vbt_label_map_copy (const VbtLabelMap *self);
void vbt_label_map_set (VbtLabelMap *self, const char *theirs, const char *ours);
void vbt_label_map_free (VbtLabelMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLabelMap, vbt_label_map_free)

guint vbt_label_map_apply (const VbtLabelMap *self, VbtCatalog *catalog, VbtDocument *document);

G_END_DECLS
