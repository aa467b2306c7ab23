/* vbt-detail-row.h: a row of the inspector: what it is, and its value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *vbt_detail_row_new (const char *title, GtkWidget *value);
GtkWidget *vbt_detail_row_new_text (const char *title, const char *text);
GtkWidget *vbt_detail_row_get_value (GtkWidget *row);
void vbt_detail_row_append (GtkWidget *row, GtkWidget *widget);

G_END_DECLS
