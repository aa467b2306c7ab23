/* vbt-import-found.h: what is in the files that will be imported, and what their labels become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/vbt-import-preview.h"

G_BEGIN_DECLS

/**
 * VbtImportFound:
 *
 * Looks into files on a thread of its own, and shows what is in them. Emits `found` when it knows.
 */
#define VBT_TYPE_IMPORT_FOUND (vbt_import_found_get_type ())
G_DECLARE_FINAL_TYPE (VbtImportFound, vbt_import_found, VBT, IMPORT_FOUND, GtkBox)

void vbt_import_found_set_schema (VbtImportFound *self, const VbtSchema *schema);
void vbt_import_found_look (VbtImportFound *self, const VbtImportOptions *options);
const VbtFormat *vbt_import_found_get_format (VbtImportFound *self); /* (nullable) */
const VbtLabelMap *vbt_import_found_get_labels (VbtImportFound *self);

G_END_DECLS
