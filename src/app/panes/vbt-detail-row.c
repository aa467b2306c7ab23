/* vbt-detail-row.c: a row of the inspector: what it is, and its value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-detail-row.h"

/* The titles make a column of their own. */
#define TITLE_CHARS 12

/**
 * vbt_detail_row_new:
 * @title: what is shown
 * @value: (transfer floating): its value: a label or an editor
 *
 * Returns: (transfer floating): a #GtkListBoxRow; @value is named by @title
 */
GtkWidget *
vbt_detail_row_new (const char *title, GtkWidget *value)
{
  g_return_val_if_fail (GTK_IS_WIDGET (value), NULL);

  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, title);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (value, TRUE);
  if (!GTK_IS_LABEL (value)) /* whose name is what it says */
    gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "detail-row");
  return row;
}

/**
 * vbt_detail_row_new_text:
 * @title: what is shown
 * @text: its value
 *
 * Returns: (transfer floating): a #GtkListBoxRow with words that can be read only
 */
GtkWidget *
vbt_detail_row_new_text (const char *title, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, "detail-value");
  return vbt_detail_row_new (title, label);
}

/**
 * vbt_detail_row_get_value:
 * @row: a row made by vbt_detail_row_new()
 *
 * Returns: (transfer none): the widget that shows its value
 */
GtkWidget *
vbt_detail_row_get_value (GtkWidget *row)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), NULL);

  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  return gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));
}

/**
 * vbt_detail_row_append:
 * @row: a row made by vbt_detail_row_new()
 * @widget: (transfer floating): what stands behind the value, such as a keycap
 *
 * Adds something at the row's end.
 */
void
vbt_detail_row_append (GtkWidget *row, GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));

  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), widget);
}
