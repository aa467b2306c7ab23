/* vbt-sheet.h: what is drawn on the lines that can be seen, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _VbtSheet VbtSheet;

VbtSheet *vbt_sheet_new (guint n_lines);
void vbt_sheet_free (VbtSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSheet, vbt_sheet_free)

GtkSnapshot *vbt_sheet_on (VbtSheet *self, guint line);
void vbt_sheet_append (VbtSheet *self, GtkSnapshot *snapshot);

G_END_DECLS
